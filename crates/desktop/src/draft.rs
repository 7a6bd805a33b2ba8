//! Keeping what is being written: one command at a time for each draft, always the latest text, and to the last letter even
//! when the page on which it was written is gone.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use commonplace_core::time::Timestamp;
use commonplace_node::answer::{Draft, OtherDraft, Written};
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use commonplace_node::node::Node;
use commonplace_node::sheet;
use iced::Task;

use crate::ask::{self, One, Reach};
use crate::errand::{Errand, Errands};

/// How the key of a draft begins that was there before, and that nobody has gone on with: what was typed before it had been
/// read took its place. It is offered to whoever writes under the rest of the key, by this name.
pub(crate) const BEFORE: &str = "before:";

/// All drafts of a window that somebody writes on, or that are still on their way to the node. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Drafts {
    open: Arc<Mutex<Open>>,
    errands: Errands,
}

#[derive(Debug, Default)]
struct Open {
    /// By key; those that nobody holds any more go with the next that is begun.
    cells: HashMap<String, Arc<Cell>>,
    sittings: u64,
}

/// One sitting down to write. What was asked for in one is not for another, even if it has the same key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sitting(u64);

/// A draft, the same for all sittings with its key and for the tasks that keep it.
#[derive(Debug)]
struct Cell {
    key: String,
    /// Commands for one draft go one after the other, in the order in which they were wanted.
    turn: tokio::sync::Mutex<()>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// What waits to be kept; a later text takes its place.
    wanted: Option<String>,
    /// What is on its way to the node.
    going: Option<String>,
    held: Held,
    /// What stands last on the screen, kept or not.
    last: String,
    /// Texts of other own devices of which this is what became.
    seen: Vec<String>,
    /// Whether it is what became of the one that was there before.
    ends_before: bool,
    /// What is on its way to be published.
    publishing: Vec<String>,
    /// Why it could not be kept when it was tried last.
    failed: Option<Error>,
}

/// What the node holds.
#[derive(Debug, Clone, Default)]
enum Held {
    /// Nobody has looked yet.
    #[default]
    Unknown,
    /// This, which was written at another time, and nobody has gone on with it here.
    Earlier(String),
    /// This, which was written here, or is gone on with.
    Ours(String),
}

impl State {
    /// Whether all that was written is with the node.
    fn is_kept(&self) -> bool {
        self.wanted.is_none() && self.going.is_none() && self.failed.is_none()
    }

    /// What the node holds of what is written here.
    fn kept(&self) -> &str {
        match &self.held {
            Held::Unknown | Held::Earlier(_) => "",
            Held::Ours(text) => text,
        }
    }
}

/// What was read, if it ever can be. Why it cannot be read just now says nothing of what the node holds, and nothing is
/// written over that.
fn legible(read: One<Draft>) -> Result<Option<Draft>, Error> {
    match read {
        Ok(draft) => Ok(Some(draft)),
        Err(error) if error.is_passing() => Err(error),
        Err(_) => Ok(None),
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Drafts {
    fn sit(&self, key: String) -> (Arc<Cell>, Sitting) {
        let mut open = lock(&self.open);
        // What could not be kept yet stays here when nobody sits at it any more, for whoever comes back or closes the window.
        open.cells.retain(|_, cell| Arc::strong_count(cell) > 1 || !lock(&cell.state).is_kept());
        open.sittings += 1;
        let sitting = Sitting(open.sittings);
        if let Some(cell) = open.cells.get(&key) {
            return (Arc::clone(cell), sitting);
        }
        let cell = Arc::new(Cell { key: key.clone(), turn: tokio::sync::Mutex::default(), state: Mutex::default() });
        open.cells.insert(key, Arc::clone(&cell));
        (cell, sitting)
    }

    /// Something that belongs to what somebody wrote sets out to the node.
    pub(crate) fn begin(&self) -> Errand {
        self.errands.begin()
    }

    /// Waits until all that was written is with the node, and tells why something is not.
    pub(crate) async fn settled(self, node: Node) -> Result<(), Error> {
        let cells: Vec<_> = lock(&self.open).cells.values().cloned().collect();
        for cell in &cells {
            cell.keep_last(&node).await;
        }
        self.errands.over().await;
        let failed = cells.iter().find_map(|cell| lock(&cell.state).failed.clone());
        failed.map_or(Ok(()), Err)
    }
}

impl Cell {
    /// This is the text now, and what became of these of others. Whether somebody has to see to it: not if a task does that
    /// already.
    fn put(&self, text: String, holds: Vec<String>) -> bool {
        let mut state = lock(&self.state);
        state.last.clone_from(&text);
        let (before, others): (Vec<_>, Vec<_>) = holds.into_iter().partition(|other| other == BEFORE);
        state.ends_before |= !before.is_empty();
        state.seen.extend(others);
        if *state.wanted.as_deref().or(state.going.as_deref()).unwrap_or(state.kept()) == text {
            return false;
        }
        state.wanted.replace(text).is_none()
    }

    /// Keeps what is wanted, if it is not kept yet; only whose turn it is may.
    async fn flush(&self, node: &Node) {
        let next = {
            let mut state = lock(&self.state);
            // Whoever waited for the last one may have stopped waiting on its way: it goes once more.
            state.going = state.wanted.take().or_else(|| state.going.take());
            let ends_before = state.going.is_some() && state.ends_before;
            state.going.clone().map(|text| (text, state.seen.clone(), ends_before))
        };
        let Some((text, seen, ends_before)) = next else { return };
        let mut outcome = self.hold(node, &text, seen).await;
        if outcome.is_ok() && ends_before {
            // On all laptops: it may have come here from another.
            let end = Command::DraftDiscard { key: key_before(&self.key) };
            outcome = ask::answers(node, end).await.map(drop);
        }
        let mut state = lock(&self.state);
        state.going = None;
        // What could not be kept is tried again with the next change, and when the window is closed.
        state.failed = outcome.err();
        if state.failed.is_none() {
            state.held = Held::Ours(text);
            // Only now: whoever waited for this may have stopped waiting on its way.
            state.ends_before &= !ends_before;
        }
    }

    /// Has the node hold this text, in place of nothing that nobody has seen.
    async fn hold(&self, node: &Node, text: &str, seen: Vec<String>) -> Result<(), Error> {
        let held = lock(&self.state).held.clone();
        let earlier = match held {
            // What cannot be read cannot be shown either.
            Held::Unknown => {
                legible(read(node, &self.key).await)?.map(|draft| here(&draft).to_owned()).unwrap_or_default()
            }
            Held::Earlier(text) => text,
            Held::Ours(_) => String::new(),
        };
        if !earlier.is_empty() && earlier != text {
            let before = legible(read(node, &key_before(&self.key)).await)?.map(|draft| draft.text).unwrap_or_default();
            keep(node, key_before(&self.key), sheet::below(&before, &earlier), Vec::new()).await?;
            lock(&self.state).held = Held::Ours(earlier);
        }
        keep(node, self.key.clone(), text.to_owned(), seen).await
    }

    async fn keep(&self, node: &Node) {
        let _turn = self.turn.lock().await;
        self.flush(node).await;
    }

    /// Keeps what could not be kept when it was tried before.
    async fn keep_last(&self, node: &Node) {
        let _turn = self.turn.lock().await;
        {
            let mut state = lock(&self.state);
            if state.failed.is_some() && state.wanted.is_none() {
                state.wanted = Some(state.last.clone());
            }
        }
        self.flush(node).await;
    }

    /// What the node holds, once it holds what was written last.
    async fn read(&self, node: Node) -> One<Draft> {
        let _turn = self.turn.lock().await;
        self.flush(&node).await;
        let mut draft = read(&node, &self.key).await?;
        {
            let mut state = lock(&self.state);
            if matches!(state.held, Held::Unknown) {
                state.held = Held::Earlier(here(&draft).to_owned());
            }
        }
        let before = read(&node, &key_before(&self.key)).await.map(|draft| draft.text).unwrap_or_default();
        offer(&mut draft.others, BEFORE, before);
        Ok(draft)
    }

    /// Publishes, and forgets the draft if it says nothing more than what is published.
    async fn publish(&self, node: Node, command: Command, text: &str) -> One<Written> {
        let outcome = ask::one(node.clone(), command).await;
        if outcome.is_ok() && !text.is_empty() && lock(&self.state).last == text {
            self.put(String::new(), Vec::new());
            self.keep(&node).await;
        }
        let publishing = &mut lock(&self.state).publishing;
        if let Some(at) = publishing.iter().position(|one| one == text) {
            publishing.remove(at);
        }
        outcome
    }
}

async fn read(node: &Node, key: &str) -> One<Draft> {
    ask::one(node.clone(), Command::DraftRead { key: key.to_owned() }).await
}

async fn keep(node: &Node, key: String, text: String, seen: Vec<String>) -> Result<(), Error> {
    ask::answers(node, Command::DraftKeep { key, text, seen }).await.map(drop)
}

/// What lies on this laptop: what another one has, nobody can write over from here.
fn here(draft: &Draft) -> &str {
    if draft.id.is_none() { &draft.text } else { "" }
}

fn key_before(key: &str) -> String {
    format!("{BEFORE}{key}")
}

/// Offers a text under this name before all others; two of one name are one.
fn offer(others: &mut Vec<OtherDraft>, name: &str, text: String) {
    if text.is_empty() {
        return;
    }
    let first = others.first_mut().filter(|other| other.id == name).and_then(|other| other.text.as_mut());
    match first {
        Some(there) => *there = sheet::below(there, &text),
        None => {
            let written = Timestamp::from_millis(0);
            others.insert(0, OtherDraft { id: name.to_owned(), device: None, text: Some(text), written });
        }
    }
}

/// Keeps one draft in the node.
#[derive(Debug, Clone)]
pub(crate) struct Keeper {
    cell: Arc<Cell>,
    sitting: Sitting,
    wanted: String,
    /// Texts of others of which the next one is what became.
    holds: Vec<String>,
}

impl Keeper {
    /// For the draft under this key.
    pub(crate) fn new(key: String, reach: &Reach) -> Self {
        let (cell, sitting) = reach.drafts.sit(key);
        Self { cell, sitting, wanted: String::new(), holds: Vec::new() }
    }

    /// The key.
    pub(crate) fn key(&self) -> &str {
        &self.cell.key
    }

    /// For whom it keeps.
    pub(crate) fn sitting(&self) -> Sitting {
        self.sitting
    }

    /// Reads what the node holds.
    pub(crate) fn read<M: Send + 'static>(
        &self,
        reach: &Reach,
        then: impl FnOnce(One<Draft>) -> M + Send + 'static,
    ) -> Task<M> {
        let (cell, node) = (Arc::clone(&self.cell), reach.node.clone());
        Task::perform(reach.drafts.begin().until(async move { cell.read(node).await }), then)
    }

    /// What the node was found to hold, here or on another device, is gone on with.
    pub(crate) fn found(&mut self, draft: &Draft) {
        self.wanted.clone_from(&draft.text);
        let mut state = lock(&self.cell.state);
        state.held = Held::Ours(draft.text.clone());
        state.last.clone_from(&draft.text);
        state.seen.extend(draft.id.clone());
    }

    /// What the node was found to hold came after somebody had begun to type: that stays, and this is offered beside it.
    pub(crate) fn came_late(&self, draft: &Draft, others: &mut Vec<OtherDraft>) {
        if draft.text != self.wanted {
            offer(others, draft.id.as_deref().unwrap_or(BEFORE), draft.text.clone());
        }
    }

    /// The text that it is to keep next holds this one of another own device, or of before, as well.
    pub(crate) fn holds(&mut self, other: String) {
        self.holds.push(other);
    }

    /// This is the text now. `kept` is told when the node was asked to hold it, for showing so.
    pub(crate) fn keep<M: Send + 'static>(&mut self, text: String, reach: &Reach, kept: M) -> Task<M> {
        self.wanted.clone_from(&text);
        if !self.cell.put(text, std::mem::take(&mut self.holds)) {
            return Task::none();
        }
        let (cell, node) = (Arc::clone(&self.cell), reach.node.clone());
        Task::perform(reach.drafts.begin().until(async move { cell.keep(&node).await }), |()| kept)
    }

    /// Publishes what it keeps by this command. The draft is forgotten even if nobody hears the answer any more.
    pub(crate) fn publish<M: Send + 'static>(
        &self,
        command: Command,
        reach: &Reach,
        then: impl FnOnce(One<Written>) -> M + Send + 'static,
    ) -> Task<M> {
        let (cell, node, text) = (Arc::clone(&self.cell), reach.node.clone(), self.wanted.clone());
        lock(&cell.state).publishing.push(text.clone());
        Task::perform(reach.drafts.begin().until(async move { cell.publish(node, command, &text).await }), then)
    }

    /// What is being published under this key, if something is.
    pub(crate) fn publishing(&self) -> Option<String> {
        lock(&self.cell.state).publishing.last().cloned()
    }

    /// What was to be published was refused, and nobody has it open: if something else was written over its draft since,
    /// it goes below that.
    pub(crate) fn put_back<M: Send + 'static>(&mut self, reach: &Reach, kept: M) -> Task<M> {
        let last = lock(&self.cell.state).last.clone();
        if last == self.wanted {
            return Task::none();
        }
        let both = sheet::below(&last, &self.wanted);
        self.keep(both, reach, kept)
    }

    /// Whether this is what became of the draft elsewhere, and nobody has typed here since: `here` is what stands here.
    pub(crate) fn is_overtaken(&self, draft: &Draft, here: &str) -> bool {
        let typed_here = !draft.text.is_empty() && draft.id.is_none();
        !typed_here && self.is_kept() && draft.text != here
    }

    /// Whether there is nothing to keep.
    pub(crate) fn is_empty(&self) -> bool {
        self.wanted.is_empty()
    }

    /// Whether the node holds what is on the screen.
    pub(crate) fn is_kept(&self) -> bool {
        let state = lock(&self.cell.state);
        state.wanted.is_none() && state.going.is_none() && state.kept() == self.wanted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_changes_while_one_is_on_its_way_the_last_is_kept() {
        let (cell, _) = Drafts::default().sit("k".into());
        assert!(cell.put("a".into(), Vec::new()), "somebody has to see to it");
        assert!(!cell.put("ab".into(), Vec::new()), "the same task keeps this");
        let taken = lock(&cell.state).wanted.take();
        lock(&cell.state).going = taken;
        assert!(cell.put("abc".into(), Vec::new()), "the first is on its way: another goes after it");
        assert!(!cell.put("abcd".into(), Vec::new()));
        assert_eq!(lock(&cell.state).wanted.as_deref(), Some("abcd"));
    }

    #[test]
    fn sittings_with_one_key_share_a_draft_and_are_told_apart() {
        let drafts = Drafts::default();
        let ((first, one), (second, two)) = (drafts.sit("k".into()), drafts.sit("k".into()));
        assert!(Arc::ptr_eq(&first, &second) && one != two);
        drop((first, second));
        let _other = drafts.sit("other".into());
        assert_eq!(lock(&drafts.open).cells.len(), 1, "what nobody writes on is not held");
    }
}
