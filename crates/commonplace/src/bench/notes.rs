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

/// A text of about [`NOTE_BYTES`] whose words are as rare and as frequent as in a language: of 30,000, the commonest are
/// most of it (Zipf's law). A search index of fewer words would be smaller and quicker than anybody's.
#[cfg(feature = "desktop")]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rank lies between 1 and 30,000")]
pub(super) fn prose(number: usize) -> String {
    const KNOWN: f64 = 30_000.0;
    let mut text = String::new();
    let mut state = (number as u64).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    while text.len() < NOTE_BYTES {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let share = (state >> 40) as f64 / (1_u64 << 24) as f64;
        push_word(&mut text, KNOWN.powf(share) as usize);
        text.push(if text.len() % 100 > 92 { '\n' } else { ' ' });
    }
    text
}

/// The word of this rank, written with syllables as digits: the commoner, the shorter.
#[cfg(feature = "desktop")]
fn push_word(text: &mut String, rank: usize) {
    const SYLLABLES: [&str; 16] =
        ["ta", "ne", "ri", "so", "lu", "ka", "me", "di", "po", "ru", "sha", "ven", "tir", "gol", "sum", "bra"];
    let mut left = rank;
    loop {
        text.push_str(SYLLABLES[left % SYLLABLES.len()]);
        left /= SYLLABLES.len();
        if left == 0 {
            return;
        }
    }
}

/// A note of so many lines, as long ones are: chapters of a heading, paragraphs and a list.
#[cfg(feature = "desktop")]
pub(super) fn chapters(lines: usize) -> String {
    const CHAPTER: usize = 40;
    const PARAGRAPH: usize = 6;
    const PARAGRAPH_END: usize = PARAGRAPH - 1;
    let mut words = (0..).map(prose).flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>());
    let mut line = |number: usize| match (number % CHAPTER, number % PARAGRAPH) {
        (0, _) => format!("## Chapter {}\n", number / CHAPTER + 1),
        (1, _) | (_, PARAGRAPH_END) => "\n".to_owned(),
        (place, _) if place > CHAPTER - PARAGRAPH => format!("- {}\n", words.next().unwrap_or_default()),
        _ => format!("{}\n", words.next().unwrap_or_default()),
    };
    (0..lines).map(&mut line).collect()
}

/// Writes the notes of these numbers with [`WRITERS`] at one time, and tells after each thousand.
///
/// # Errors
/// The first that a writer meets.
pub(super) async fn write_all(
    node: &Node,
    circle: &Name,
    numbers: std::ops::Range<usize>,
    tell: impl FnMut(usize),
) -> Result<(), Error> {
    write_each(node, numbers.map(|number| note(circle, number)), tell).await
}

/// Carries these commands out with [`WRITERS`] at one time, and tells after each thousand.
///
/// # Errors
/// The first that a writer meets.
pub(super) async fn write_each(
    node: &Node,
    mut commands: impl Iterator<Item = Command>,
    mut tell: impl FnMut(usize),
) -> Result<(), Error> {
    let mut writers: JoinSet<Result<(), Error>> = JoinSet::new();
    let mut done = 0;
    loop {
        while writers.len() < WRITERS
            && let Some(command) = commands.next()
        {
            let node = node.clone();
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
