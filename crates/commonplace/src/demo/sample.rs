//! The notes of the story: a small circle on cell biology, written for it.

use std::fs;
use std::io;
use std::path::Path;

macro_rules! sample {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_bytes!(concat!("../../../../assets/demo/", $name)).as_slice())),*]
    };
}

/// Each file with its name.
const FILES: [(&str, &[u8]); 7] = sample![
    "The cell.md",
    "Cell membrane.md",
    "Diffusion.md",
    "Osmosis.md",
    "Active transport.md",
    "Mitochondria.md",
    "osmosis.svg",
];

/// The circle's title.
pub(super) const CIRCLE: &str = "Cell biology";
/// The note that the story is about.
pub(super) const NOTE: &str = "Osmosis";
/// The drawing in it.
pub(super) const DRAWING: &str = "osmosis.svg";
/// The passage that Ben asks about.
pub(super) const PASSAGE: &str = "In sea water it shrinks.";
/// What he asks.
pub(super) const QUESTION: &str = "Then how do fish live in the sea?";
/// What Ana answers.
pub(super) const ANSWER: &str =
    "They drink it, and cells in their gills pump the salt out again. That is active transport, and they pay for it.";
/// What Ana disputes of the passage.
pub(super) const CLAIM: &str = "It does not go on shrinking.";
/// What says so.
pub(super) const SOURCE: &str = "The school book, page 41";
/// What she makes of it.
pub(super) const CORRECTED: &str = "In sea water it shrinks until both sides are equally salty.";
/// What Ana has all decide.
pub(super) const VOTE: &str = "A cell lies in sea water. What crosses its membrane by itself?";
/// What can be chosen.
pub(super) const OPTIONS: [&str; 4] =
    ["Nothing", "Water, into the cell", "Salt, into the cell", "Water, out of the cell"];
/// What Ana can help with, and would like help with.
pub(super) const ANA_SKILLS: [(&str, u8); 2] = [("Osmosis", 3), ("Reading graphs", 4)];
/// The same of Ben.
pub(super) const BEN_SKILLS: [(&str, u8); 2] = [("Reading graphs", 4), ("Osmosis", 4)];
/// When both are free.
pub(super) const FREE: &str = "thu-evening";
/// What Ana changes, and into what.
pub(super) const ANA: (&str, &str) = ("The salt cannot follow.", "The salt cannot follow, it is charged.");
/// What Ben changes meanwhile in the same paragraph, and into what.
pub(super) const BEN: (&str, &str) = ("Water crosses", "Water, and only water, crosses");

/// How many of the files are notes.
pub(super) fn notes() -> usize {
    FILES.iter().filter(|(name, _)| name.ends_with(".md")).count()
}

/// Writes the files into a new folder.
pub(super) fn unpack(folder: &Path) -> io::Result<()> {
    fs::create_dir(folder)?;
    FILES.iter().try_for_each(|(name, bytes)| fs::write(folder.join(name), bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(name: &str) -> &'static str {
        let (_, bytes) = FILES.iter().find(|(file, _)| *file == name).expect("a file of the sample");
        std::str::from_utf8(bytes).expect("text")
    }

    #[test]
    fn the_story_finds_its_words_in_one_paragraph() {
        let note = text("Osmosis.md");
        assert_eq!(note.matches(PASSAGE).count(), 1);
        let paragraph = note.lines().find(|line| line.contains(ANA.0)).expect("Ana's sentence");
        assert!(paragraph.contains(BEN.0), "both write in one paragraph");
    }

    #[test]
    fn every_link_leads_to_a_note_of_the_sample() {
        for (name, bytes) in FILES.iter().filter(|(name, _)| name.ends_with(".md")) {
            let text = std::str::from_utf8(bytes).expect("text");
            for link in text.split("[[").skip(1) {
                let target = link.split("]]").next().expect("an end");
                assert!(FILES.iter().any(|(file, _)| *file == format!("{target}.md")), "{name} links to {target}");
            }
        }
    }
}
