//! What somebody is writing, as a draft keeps it: the same for every face, so that one goes on where another stopped.

use std::path::PathBuf;

use commonplace_core::limits::DRAFT_BYTES;
use serde::{Deserialize, Serialize};

use crate::answer::Note;

/// How a note or a question stood when somebody began to change it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Base {
    /// Title.
    pub title: String,
    /// Tags.
    pub tags: Vec<String>,
    /// Markdown.
    pub text: String,
}

impl From<&Note> for Base {
    fn from(note: &Note) -> Self {
        Self { title: note.row.title.clone(), tags: note.row.tags.clone(), text: note.text.clone() }
    }
}

/// Everything that an editor holds, as one text for the node.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Sheet {
    /// Title.
    pub title: String,
    /// Tags, as typed.
    pub tags: String,
    /// The passage that a question is about.
    pub quote: String,
    /// Markdown.
    pub text: String,
    /// When a meeting is, as typed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub when: String,
    /// Where a meeting is; of a dispute, a source that is not in the circle.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// The source of a dispute in its circle, by its id and its title.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// Files of the laptop on which it was written, that are attached when it is published there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<PathBuf>,
    /// Of a change of a note: what it is made from. None if that is not known.
    #[serde(skip)]
    pub base: Option<Box<Base>>,
}

/// A sheet as a draft keeps it. Of what it is made from it holds only what differs, so that a draft is not twice as long.
#[derive(Serialize, Deserialize)]
struct Packed {
    #[serde(flatten)]
    sheet: Sheet,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    base: Option<PackedBase>,
}

#[derive(Serialize, Deserialize)]
struct PackedBase {
    title: String,
    tags: Vec<String>,
    /// Bytes at the beginning that are those of the sheet's text.
    begins: usize,
    /// Bytes at the end that are those of the sheet's text.
    ends: usize,
    /// What is between them.
    between: String,
}

impl PackedBase {
    fn pack(base: &Base, text: &str) -> Self {
        let same = |(a, b): &(char, char)| a == b;
        let bytes = |(character, _): (char, char)| character.len_utf8();
        let begins: usize = base.text.chars().zip(text.chars()).take_while(same).map(bytes).sum();
        let (old, new) = (&base.text[begins..], &text[begins..]);
        let ends: usize = old.chars().rev().zip(new.chars().rev()).take_while(same).map(bytes).sum();
        let between = old[..old.len() - ends].to_owned();
        Self { title: base.title.clone(), tags: base.tags.clone(), begins, ends, between }
    }

    /// None if it does not belong to this text.
    fn unpack(self, text: &str) -> Option<Base> {
        let begin = text.get(..self.begins)?;
        let end = text.get(text.len().checked_sub(self.ends)?..)?;
        Some(Base { title: self.title, tags: self.tags, text: [begin, &self.between, end].concat() })
    }
}

impl Sheet {
    /// As one text; empty when there is nothing to keep.
    #[must_use]
    pub fn pack(&self) -> String {
        if *self == Self::default() {
            return String::new();
        }
        let base = self.base.as_ref().map(|base| PackedBase::pack(base, &self.text));
        let with = serde_json::to_string(&Packed { sheet: self.clone(), base }).unwrap_or_default();
        // Better a draft that does not know where it began than none.
        if with.len() <= DRAFT_BYTES { with } else { serde_json::to_string(self).unwrap_or_default() }
    }

    /// From one text; a draft that is not one of ours is taken as text.
    #[must_use]
    pub fn unpack(packed: &str) -> Self {
        let Ok(Packed { mut sheet, base }) = serde_json::from_str(packed) else {
            return Self { text: packed.to_owned(), ..Self::default() };
        };
        sheet.base = base.and_then(|base| base.unpack(&sheet.text)).map(Box::new);
        sheet
    }

    /// Puts another sheet below this one: nothing of either is lost.
    pub fn add(&mut self, other: Self) {
        for (mine, theirs) in [
            (&mut self.title, other.title),
            (&mut self.tags, other.tags),
            (&mut self.quote, other.quote),
            (&mut self.when, other.when),
            (&mut self.place, other.place),
        ] {
            if mine.trim().is_empty() {
                *mine = theirs;
            } else if *mine != theirs && !theirs.trim().is_empty() {
                *mine = format!("{mine} / {theirs}");
            }
        }
        if self.source.is_empty() {
            self.source = other.source;
        }
        self.text = joined(&self.text, &other.text);
    }

    /// The tags, each once: as typed they are parted by commas, with or without `#`.
    #[must_use]
    pub fn tags(&self) -> Vec<String> {
        let mut tags: Vec<String> = Vec::new();
        for tag in self.tags.split(',').map(|tag| tag.trim().trim_start_matches('#').trim()) {
            if !tag.is_empty() && !tags.iter().any(|other| other == tag) {
                tags.push(tag.to_owned());
            }
        }
        tags
    }
}

/// Two drafts of one name as one, the second below the first, whether they are sheets or texts alone: nothing of either is
/// lost.
#[must_use]
pub fn below(here: &str, there: &str) -> String {
    if here.is_empty() || there.is_empty() {
        return [here, there].concat();
    }
    if !is_packed(here) && !is_packed(there) {
        return joined(here, there);
    }
    let (mut both, other) = (Sheet::unpack(here), Sheet::unpack(there));
    both.files.extend(other.files.iter().filter(|file| !both.files.contains(file)).cloned().collect::<Vec<_>>());
    both.base = both.base.or_else(|| other.base.clone());
    both.add(other);
    both.pack()
}

/// Whether a draft is a sheet: somebody may write an answer in JSON.
fn is_packed(draft: &str) -> bool {
    let object = serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(draft);
    object.is_ok_and(|object| ["title", "tags", "quote", "text"].iter().all(|part| object.contains_key(*part)))
}

/// What somebody wrote here, and below it what they wrote elsewhere: nothing of either is lost.
#[must_use]
pub fn joined(here: &str, there: &str) -> String {
    if here.trim().is_empty() { there.to_owned() } else { format!("{}\n\n{there}", here.trim_end()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_comes_back_whole() {
        let sheet = Sheet {
            title: "Osmosis".into(),
            tags: "cells".into(),
            quote: "water".into(),
            text: "…".into(),
            when: "2026-12-03 18:00".into(),
            place: "Room 12".into(),
            source: "an id and its title".into(),
            files: vec!["/cell.png".into()],
            base: None,
        };
        assert_eq!(Sheet::unpack(&sheet.pack()), sheet);
        assert_eq!(Sheet::default().pack(), "");
        assert_eq!(Sheet::unpack("# only text").text, "# only text");
    }

    #[test]
    fn a_sheet_knows_what_it_was_made_from() {
        let pairs = [("", ""), ("aa", "a"), ("ä. Water moves. ü", "ä. Salt moves. ü"), ("ä", "å"), ("ab", "ba")];
        for (from, to) in pairs.into_iter().chain(pairs.map(|(from, to)| (to, from))) {
            let base = Base { title: "Osmosis".into(), tags: vec!["cells".into()], text: from.into() };
            let sheet = Sheet { text: to.into(), base: Some(Box::new(base)), ..Sheet::default() };
            assert_eq!(Sheet::unpack(&sheet.pack()), sheet);
        }
        let long = "a".repeat(600_000);
        let base = Base { text: long.replace('a', "b"), ..Base::default() };
        let sheet = Sheet { text: long.clone(), base: Some(Box::new(base)), ..Sheet::default() };
        let kept = Sheet::unpack(&sheet.pack());
        assert_eq!((kept.text == long, kept.base), (true, None), "the draft comes before what it was made from");
    }

    #[test]
    fn of_two_drafts_nothing_is_lost_whatever_they_are() {
        assert_eq!(below("salt", "water"), "salt\n\nwater");
        assert_eq!(below(r#"{"a": 1}"#, "water"), "{\"a\": 1}\n\nwater", "an answer may be JSON");
        assert_eq!((below("", "water"), below("salt", "")), ("water".to_owned(), "salt".to_owned()));
        let sheet = |title: &str, text: &str, file: &str| Sheet {
            title: title.into(),
            text: text.into(),
            files: vec![file.into()],
            ..Sheet::default()
        };
        let both = Sheet::unpack(&below(&sheet("Salt", "White.", "/a").pack(), &sheet("Water", "Wet.", "/b").pack()));
        assert_eq!((both.title.as_str(), both.text.as_str()), ("Salt / Water", "White.\n\nWet."));
        assert_eq!(both.files, [PathBuf::from("/a"), "/b".into()]);
    }

    #[test]
    fn tags_are_what_stands_between_commas() {
        let tags = |typed: &str| Sheet { tags: typed.into(), ..Sheet::default() }.tags();
        assert_eq!(tags(" cells, #osmosis ,, cells"), ["cells", "osmosis"]);
        assert!(tags(" , ").is_empty());
    }
}
