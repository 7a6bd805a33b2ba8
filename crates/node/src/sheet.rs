//! What somebody is writing, as a draft keeps it: the same for every face, so that one goes on where another stopped.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

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
    /// Files of this laptop that are attached when it is published.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<PathBuf>,
}

impl Sheet {
    /// As one text; empty when there is nothing to keep.
    #[must_use]
    pub fn pack(&self) -> String {
        if *self == Self::default() {
            return String::new();
        }
        serde_json::to_string(self).unwrap_or_default()
    }

    /// From one text; a draft that is not one of ours is taken as text.
    #[must_use]
    pub fn unpack(packed: &str) -> Self {
        serde_json::from_str(packed).unwrap_or_else(|_| Self { text: packed.to_owned(), ..Self::default() })
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
            files: vec!["/cell.png".into()],
        };
        assert_eq!(Sheet::unpack(&sheet.pack()), sheet);
        assert_eq!(Sheet::default().pack(), "");
        assert_eq!(Sheet::unpack("# only text").text, "# only text");
    }

    #[test]
    fn tags_are_what_stands_between_commas() {
        let tags = |typed: &str| Sheet { tags: typed.into(), ..Sheet::default() }.tags();
        assert_eq!(tags(" cells, #osmosis ,, cells"), ["cells", "osmosis"]);
        assert!(tags(" , ").is_empty());
    }
}
