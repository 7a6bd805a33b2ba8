//! Numbers that bound what the window waits for, what waits for it, and what it does by itself. Sizes and colours are in
//! `theme`.

use std::time::Duration;

/// Between two looks at the clock while nothing else happens: "a minute ago" is true enough by then.
pub(crate) const CLOCK: Duration = Duration::from_secs(30);
/// Between two tries while the node opens.
pub(crate) const OPENING: Duration = Duration::from_secs(1);
/// How long the window must be left alone before its place is written down: whoever drags it is not interrupted by that.
pub(crate) const SETTLED: Duration = Duration::from_secs(2);
/// How long a window that somebody closes waits for what is on its way to the node. A draft is one small file and a note
/// one append to the journal: a disk that needs longer than this does not answer, and a window that never closes is killed
/// by whoever wants it closed, with all that it holds.
pub(crate) const CLOSING: Duration = Duration::from_secs(10);
/// How long it holds that somebody was told what is not kept: whoever closes the window once more meanwhile means it. It
/// can be read and thought about, and has not been forgotten when it is over.
pub(crate) const WARNED: Duration = Duration::from_secs(20);
/// How long a word stays that goes away by itself.
pub(crate) const TOAST: Duration = Duration::from_secs(5);
/// How long somebody may think better of what is taken back: as long as it takes to read that, and to find the button.
pub(crate) const UNDO: Duration = Duration::from_secs(10);
/// Least time between two steps of what comes in sight while somebody selects over an edge: a frame of most screens.
pub(crate) const STEP: Duration = Duration::from_millis(16);
/// How much of the way that the pointer is over the edge one such step is: a hand's breadth away is fast, close by one can
/// stop.
pub(crate) const STEP_PART: f32 = 0.3;
/// The longest such step in pixels: a page in about half a second, which the eye can still follow.
pub(crate) const STEP_MOST: f32 = 28.0;
/// Steps of progress waiting for the window.
pub(crate) const PROGRESS_WAITING: usize = 4;
/// Events waiting for the window before the node's are held back.
pub(crate) const EVENTS_WAITING: usize = 64;
/// Answers waiting for the window before the node waits with the next one.
pub(crate) const ANSWERS_WAITING: usize = 16;
/// Milliseconds within which a letter is meant for the field that was opened before it: two slow frames of an old laptop, ten times.
pub(crate) const LETTERS_MEANT_MILLIS: u64 = 1_000;
/// How long letters wait for a field that never comes: whoever typed them has seen by then that nothing came of it.
pub(crate) const LETTERS_WAIT: Duration = Duration::from_secs(2);
/// Letters waiting for the field that is about to have the focus: a long path, and more than anybody types meanwhile.
pub(crate) const LETTERS_WAITING: usize = 256;
