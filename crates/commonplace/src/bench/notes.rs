//! Notes to measure with: some 1 KiB of words, no two alike.

use commonplace_node::command::{Command, Name};
use commonplace_node::error::Error;
use commonplace_node::node::Node;
use tokio::task::JoinSet;

use crate::laptop::Asking;

/// Bytes of a note's text.
pub(super) const NOTE_BYTES: usize = 1024;
/// Writers at one time where writing is only preparation, or the thing to measure.
pub(super) const WRITERS: usize = 64;

const WORDS: [&str; 24] = [
    "water", "membrane", "salt", "cell", "sugar", "energy", "light", "leaf", "root", "protein", "gradient", "channel",
    "pump", "vesicle", "nucleus", "ribosome", "enzyme", "oxygen", "carbon", "follows", "crosses", "against", "through",
    "slowly",
];

/// The command that writes note number `number`.
pub(super) fn note(circle: &Name, number: usize) -> Command {
    Command::NoteNew {
        circle: circle.clone(),
        title: Some(format!("Note {number}")),
        tags: Vec::new(),
        text: text(number),
        path: None,
    }
}

/// Words in an order that depends on the number alone.
fn text(number: usize) -> String {
    let mut text = format!("# Note {number}\n\n");
    let mut state = number as u64;
    while text.len() < NOTE_BYTES {
        // Knuth's multiplier for MMIX: any will do, as long as every run writes the same notes.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let word = usize::try_from(state >> 40).unwrap_or_default() % WORDS.len();
        text.push_str(WORDS[word]);
        text.push(if text.len() % 100 > 92 { '\n' } else { ' ' });
    }
    text.truncate(NOTE_BYTES);
    text
}

/// Writes the notes of these numbers with [`WRITERS`] at one time, and tells after each thousand.
///
/// # Errors
/// The first that a writer meets.
pub(super) async fn write_all(
    node: &Node,
    circle: &Name,
    numbers: std::ops::Range<usize>,
    mut tell: impl FnMut(usize),
) -> Result<(), Error> {
    let mut writers: JoinSet<Result<(), Error>> = JoinSet::new();
    let mut done = 0;
    let mut numbers = numbers;
    loop {
        while writers.len() < WRITERS
            && let Some(number) = numbers.next()
        {
            let (node, command) = (node.clone(), note(circle, number));
            writers.spawn(async move { node.write(command).await.map(drop) });
        }
        let Some(written) = writers.join_next().await else { return Ok(()) };
        written.map_err(|_| Error::Stopped)??;
        done += 1;
        if done % 1000 == 0 {
            tell(done);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_have_their_length_and_differ_but_not_from_run_to_run() {
        assert!((0..200).all(|number| text(number).len() == NOTE_BYTES));
        assert_ne!(text(1), text(2));
        assert_eq!(text(7), text(7));
    }
}
