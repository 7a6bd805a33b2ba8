//! Undoing and doing again what was written: the toolkit's field forgets every change.

use iced::widget::text_editor::{Action, Content, Cursor, Edit};

use crate::widget::text;

/// Most steps that can be undone.
const STEPS: usize = 200;
/// Most bytes kept for undoing; the oldest steps go first.
const BYTES: usize = 8 * 1024 * 1024;

/// How a text and its caret were.
#[derive(Debug, Clone)]
struct State {
    text: String,
    cursor: Cursor,
}

impl State {
    fn of(content: &Content) -> Self {
        let text = content.text();
        // The field adds a line end to what it is given.
        let text = text.strip_suffix('\n').map_or(text.clone(), ToOwned::to_owned);
        Self { text, cursor: content.cursor() }
    }

    fn restored(&self) -> Content {
        let mut content = text::content(&self.text);
        content.move_to(self.cursor);
        content
    }
}

/// The steps behind and ahead.
#[derive(Debug, Clone, Default)]
pub(super) struct History {
    past: Vec<State>,
    future: Vec<State>,
    /// The last change was a letter of a word: the next letter belongs to the same step.
    in_word: bool,
}

impl History {
    /// To be told of every action before it is done.
    pub(super) fn before(&mut self, action: &Action, content: &Content) {
        let Action::Edit(edit) = action else {
            self.in_word = false;
            return;
        };
        let letter = matches!(edit, Edit::Insert(c) if !c.is_whitespace());
        if !(letter && self.in_word) {
            self.past.push(State::of(content));
            self.forget();
        }
        self.in_word = letter;
        self.future.clear();
    }

    /// The text as it was a step ago.
    pub(super) fn undo(&mut self, content: &Content) -> Option<Content> {
        let before = self.past.pop()?;
        self.future.push(State::of(content));
        self.in_word = false;
        Some(before.restored())
    }

    /// The text as it was before the last step was undone.
    pub(super) fn redo(&mut self, content: &Content) -> Option<Content> {
        let after = self.future.pop()?;
        self.past.push(State::of(content));
        self.in_word = false;
        Some(after.restored())
    }

    fn forget(&mut self) {
        let mut bytes = 0;
        let recent = self.past.iter().rev().take(STEPS).take_while(|state| {
            bytes += state.text.len();
            bytes <= BYTES
        });
        let kept = recent.count();
        self.past.drain(..self.past.len() - kept);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn write(history: &mut History, content: &mut Content, words: &str) {
        for letter in words.chars() {
            let action = Action::Edit(Edit::Insert(letter));
            history.before(&action, content);
            content.perform(action);
        }
    }

    fn text(content: &Content) -> String {
        State::of(content).text
    }

    #[test]
    fn a_word_is_a_step_and_what_was_undone_comes_again() {
        let (mut history, mut content) = (History::default(), Content::new());
        write(&mut history, &mut content, "salt and water");
        content = history.undo(&content).expect("a step");
        assert_eq!(text(&content), "salt and ");
        content = history.undo(&content).expect("a step");
        content = history.redo(&content).expect("a step ahead");
        assert_eq!(text(&content), "salt and ");
        write(&mut history, &mut content, "oil");
        assert_eq!(text(&content), "salt and oil", "the caret is where it was");
        assert!(history.redo(&content).is_none(), "another way was taken");
    }

    #[test]
    fn a_text_that_was_overwritten_comes_back() {
        let (mut history, mut content) = (History::default(), text::content("A long note\nof two lines"));
        for action in [Action::SelectAll, Action::Edit(Edit::Paste(Arc::new("x".into())))] {
            history.before(&action, &content);
            content.perform(action);
        }
        assert_eq!(text(&content), "x");
        content = history.undo(&content).expect("a step");
        assert_eq!(text(&content), "A long note\nof two lines");
    }

    #[test]
    fn what_is_kept_is_bounded() {
        let (mut history, mut content) = (History::default(), text::content(&"long ".repeat(200_000)));
        for _ in 0..20 {
            write(&mut history, &mut content, " ");
        }
        assert!(history.past.iter().map(|state| state.text.len()).sum::<usize>() <= BYTES);
        assert!(!history.past.is_empty());
    }
}
