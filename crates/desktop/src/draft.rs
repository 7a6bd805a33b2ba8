//! Keeping what is being written: one command at a time for each draft, always the latest text, and to the last letter even
//! when the page on which it was written is gone.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use commonplace_node::answer::{Draft, Written};
use commonplace_node::command::Command;
use commonplace_node::node::Node;
use commonplace_node::sheet::Sheet;
use iced::Task;

use crate::ask::{self, One, Reach};

/// All drafts of a window that somebody writes on, or that are still on their way to the node. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Drafts(Arc<Mutex<Open>>);

#[derive(Debug, Default)]
struct Open {
    /// By key; those that nobody holds any more go with the next that is begun.
    cells: HashMap<String, Weak<Cell>>,
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
    /// What the node holds.
    kept: String,
    /// What stands last on the screen, kept or not.
    last: String,
    /// Texts of other own devices of which this is what became.
    seen: Vec<String>,
    /// What is on its way to be published.
    publishing: Vec<String>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Drafts {
    fn sit(&self, key: String) -> (Arc<Cell>, Sitting) {
        let mut open = lock(&self.0);
        open.cells.retain(|_, cell| cell.strong_count() > 0);
        open.sittings += 1;
        let sitting = Sitting(open.sittings);
        if let Some(cell) = open.cells.get(&key).and_then(Weak::upgrade) {
            return (cell, sitting);
        }
        let cell = Arc::new(Cell { key: key.clone(), turn: tokio::sync::Mutex::default(), state: Mutex::default() });
        open.cells.insert(key, Arc::downgrade(&cell));
        (cell, sitting)
    }
}

impl Cell {
    /// This is the text now. Whether somebody has to see to it: not if a task does that already.
    fn put(&self, text: String) -> bool {
        let mut state = lock(&self.state);
        state.last.clone_from(&text);
        if *state.wanted.as_ref().or(state.going.as_ref()).unwrap_or(&state.kept) == text {
            return false;
        }
        state.wanted.replace(text).is_none()
    }

    /// Keeps what is wanted, if it is not kept yet; only whose turn it is may.
    async fn flush(&self, node: &Node) {
        let next = {
            let mut state = lock(&self.state);
            state.going = state.wanted.take();
            state.going.clone().map(|text| (text, state.seen.clone()))
        };
        let Some((text, seen)) = next else { return };
        let command = Command::DraftKeep { key: self.key.clone(), text: text.clone(), seen };
        let well = node.answers(command).await.is_ok();
        let mut state = lock(&self.state);
        state.going = None;
        // What could not be kept is tried again with the next change.
        if well {
            state.kept = text;
        }
    }

    async fn keep(&self, node: &Node) {
        let _turn = self.turn.lock().await;
        self.flush(node).await;
    }

    /// What the node holds, once it holds what was written last.
    async fn read(&self, node: Node) -> One<Draft> {
        let _turn = self.turn.lock().await;
        self.flush(&node).await;
        ask::one(node, Command::DraftRead { key: self.key.clone() }).await
    }

    /// Publishes, and forgets the draft if it says nothing more than what is published.
    async fn publish(&self, node: Node, command: Command, text: &str) -> One<Written> {
        let outcome = ask::one(node.clone(), command).await;
        if outcome.is_ok() && !text.is_empty() && lock(&self.state).last == text {
            self.put(String::new());
            self.keep(&node).await;
        }
        let publishing = &mut lock(&self.state).publishing;
        if let Some(at) = publishing.iter().position(|one| one == text) {
            publishing.remove(at);
        }
        outcome
    }
}

/// Keeps one draft in the node.
#[derive(Debug, Clone)]
pub(crate) struct Keeper {
    cell: Arc<Cell>,
    sitting: Sitting,
    wanted: String,
}

impl Keeper {
    /// For the draft under this key.
    pub(crate) fn new(key: String, reach: &Reach) -> Self {
        let (cell, sitting) = reach.drafts.sit(key);
        Self { cell, sitting, wanted: String::new() }
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
        Task::perform(async move { cell.read(node).await }, then)
    }

    /// What the node was found to hold, here or on another device.
    pub(crate) fn found(&mut self, draft: &Draft) {
        self.wanted.clone_from(&draft.text);
        let mut state = lock(&self.cell.state);
        state.kept.clone_from(&draft.text);
        state.last.clone_from(&draft.text);
        state.seen.extend(draft.id.clone());
    }

    /// Its text holds this one of another own device as well.
    pub(crate) fn holds(&mut self, other: String) {
        lock(&self.cell.state).seen.push(other);
    }

    /// This is the text now. `kept` is told when the node was asked to hold it, for showing so.
    pub(crate) fn keep<M: Send + 'static>(&mut self, text: String, reach: &Reach, kept: M) -> Task<M> {
        self.wanted.clone_from(&text);
        if !self.cell.put(text) {
            return Task::none();
        }
        let (cell, node) = (Arc::clone(&self.cell), reach.node.clone());
        Task::perform(async move { cell.keep(&node).await }, |()| kept)
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
        Task::perform(async move { cell.publish(node, command, &text).await }, then)
    }

    /// What is being published under this key, if something is.
    pub(crate) fn publishing(&self) -> Option<String> {
        lock(&self.cell.state).publishing.last().cloned()
    }

    /// What was to be published was refused, and nobody has it open: if something else was written over its draft since,
    /// it goes below that.
    pub(crate) fn put_back<M: Send + 'static>(&mut self, sheet: Sheet, reach: &Reach, kept: M) -> Task<M> {
        let last = lock(&self.cell.state).last.clone();
        if last == self.wanted {
            return Task::none();
        }
        let mut both = if last.is_empty() { Sheet::default() } else { Sheet::unpack(&last) };
        both.files.extend(sheet.files.clone());
        both.base = both.base.or_else(|| sheet.base.clone());
        both.add(sheet);
        self.keep(both.pack(), reach, kept)
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
        state.wanted.is_none() && state.going.is_none() && state.kept == self.wanted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_changes_while_one_is_on_its_way_the_last_is_kept() {
        let (cell, _) = Drafts::default().sit("k".into());
        assert!(cell.put("a".into()), "somebody has to see to it");
        assert!(!cell.put("ab".into()), "the same task keeps this");
        let taken = lock(&cell.state).wanted.take();
        lock(&cell.state).going = taken;
        assert!(cell.put("abc".into()), "the first is on its way: another goes after it");
        assert!(!cell.put("abcd".into()));
        assert_eq!(lock(&cell.state).wanted.as_deref(), Some("abcd"));
    }

    #[test]
    fn sittings_with_one_key_share_a_draft_and_are_told_apart() {
        let drafts = Drafts::default();
        let ((first, one), (second, two)) = (drafts.sit("k".into()), drafts.sit("k".into()));
        assert!(Arc::ptr_eq(&first, &second) && one != two);
        drop((first, second));
        let _other = drafts.sit("other".into());
        assert_eq!(lock(&drafts.0).cells.len(), 1, "what nobody writes on is not held");
    }
}
