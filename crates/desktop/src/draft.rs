//! Keeping what is being written: one keep at a time, always the latest text.

use commonplace_node::answer::Draft;
use commonplace_node::command::Command;

/// Keeps one draft in the node.
#[derive(Debug, Clone, Default)]
pub(crate) struct Keeper {
    key: String,
    wanted: String,
    kept: String,
    /// Texts of other own devices of which this is what became.
    seen: Vec<String>,
    busy: bool,
}

impl Keeper {
    /// For the draft under this key, which the node holds as `kept`.
    pub(crate) fn new(key: String) -> Self {
        Self { key, ..Self::default() }
    }

    /// The key.
    pub(crate) fn key(&self) -> &str {
        &self.key
    }

    /// What the node was found to hold, here or on another device.
    pub(crate) fn found(&mut self, draft: &Draft) {
        self.wanted.clone_from(&draft.text);
        self.kept.clone_from(&draft.text);
        self.seen.extend(draft.id.clone());
    }

    /// Its text holds this one of another own device as well.
    pub(crate) fn holds(&mut self, other: String) {
        self.seen.push(other);
    }

    /// This is the text now. Gives the command to send, unless one is on its way: then the text goes when that is
    /// done.
    pub(crate) fn keep(&mut self, text: String) -> Option<Command> {
        self.wanted = text;
        self.next()
    }

    /// The last command is done, well or not: a draft that could not be kept is tried again with the next change.
    pub(crate) fn done(&mut self, well: bool) -> Option<Command> {
        self.busy = false;
        if well { self.next() } else { None }
    }

    /// It is published, and nobody writes on: forgets the draft, whatever is still on its way to the node.
    pub(crate) fn end(self) -> Option<Command> {
        let is_kept = self.busy || !self.kept.is_empty();
        is_kept.then_some(Command::DraftKeep { key: self.key, text: String::new(), seen: self.seen })
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
        !self.busy && self.kept == self.wanted
    }

    fn next(&mut self) -> Option<Command> {
        if self.busy || self.kept == self.wanted {
            return None;
        }
        self.busy = true;
        self.kept.clone_from(&self.wanted);
        Some(Command::DraftKeep { key: self.key.clone(), text: self.kept.clone(), seen: self.seen.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str) -> Command {
        Command::DraftKeep { key: "k".into(), text: text.into(), seen: Vec::new() }
    }

    #[test]
    fn many_changes_while_one_is_on_its_way_are_one_more_command() {
        let mut keeper = Keeper::new("k".into());
        assert_eq!(keeper.keep("a".into()), Some(kept("a")));
        assert_eq!(keeper.keep("ab".into()), None);
        assert_eq!(keeper.keep("abc".into()), None);
        assert!(!keeper.is_kept());
        assert_eq!(keeper.done(true), Some(kept("abc")));
        assert_eq!(keeper.done(true), None);
        assert!(keeper.is_kept());
    }

    #[test]
    fn emptied_it_is_forgotten() {
        let mut keeper = Keeper::new("k".into());
        keeper.found(&Draft { key: "k".into(), text: "old".into(), id: None, others: Vec::new() });
        assert_eq!(keeper.keep(String::new()), Some(kept("")));
    }
}
