//! Whether a text is what a note said before: an old copy of a note must not undo what was written since.

use std::collections::HashMap;

use crate::answer::Edit;

/// Lines, and how often each stands there.
type Lines<'a> = HashMap<&'a str, i64>;

/// Whether undoing some of the latest edits makes the lines of `current` those of `file`. The order of lines is not
/// looked at; two versions with the same lines in another order are close enough not to overwrite one with the other.
pub(super) fn is_earlier(file: &str, current: &str, history: &[Edit]) -> bool {
    // What still has to be taken from, or added to, the file's lines.
    let mut rest = Lines::new();
    current.lines().for_each(|line| add(&mut rest, line, 1));
    file.lines().for_each(|line| add(&mut rest, line, -1));
    for edit in history.iter().rev() {
        for line in edit.difference.lines() {
            match line.split_at_checked(1) {
                Some(("+", added)) => add(&mut rest, added, -1),
                Some(("-", removed)) => add(&mut rest, removed, 1),
                _ => {}
            }
        }
        if rest.is_empty() {
            return true;
        }
    }
    false
}

fn add<'a>(lines: &mut Lines<'a>, line: &'a str, times: i64) {
    let count = lines.entry(line).or_default();
    *count += times;
    if *count == 0 {
        lines.remove(line);
    }
}
