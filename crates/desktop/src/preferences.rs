//! What the window remembers between two days.

use commonplace_node::text::Language;
use serde::{Deserialize, Serialize};

use crate::theme::Mode;

/// Remembered choices. Whatever is missing or unreadable is as on the first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Preferences {
    /// Light or dark.
    pub(crate) paper: Paper,
    /// The language chosen here, by its code; that of the system if none.
    pub(crate) language: Option<Chosen>,
}

/// Light or dark, or as the system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Paper {
    /// As the system says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// A language by its ISO 639-1 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct Chosen(pub(crate) Language);

impl From<Chosen> for String {
    fn from(chosen: Chosen) -> Self {
        chosen.0.code().to_owned()
    }
}

impl TryFrom<String> for Chosen {
    type Error = String;

    fn try_from(code: String) -> Result<Self, String> {
        Language::from_locale(&code).map(Self).ok_or(code)
    }
}

impl Paper {
    /// As all laptops of a person name it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The paper of that word; none for one of a later version.
    pub(crate) fn of(word: &str) -> Option<Self> {
        [Self::System, Self::Light, Self::Dark].into_iter().find(|paper| paper.word() == word)
    }

    /// The mode, given what the system says.
    pub(crate) fn mode(self, system: Mode) -> Mode {
        match self {
            Self::System => system,
            Self::Light => Mode::Light,
            Self::Dark => Mode::Dark,
        }
    }
}

impl Preferences {
    /// From what [`Host::remembered`](crate::backend::Host::remembered) gave.
    pub(crate) fn read(remembered: &str) -> Self {
        serde_json::from_str(remembered).unwrap_or_default()
    }

    /// For [`Host::remember`](crate::backend::Host::remember).
    pub(crate) fn write(self) -> String {
        serde_json::to_string(&self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_anything_else_is_the_first_day() {
        let kept = Preferences { paper: Paper::Dark, language: Some(Chosen(Language::Turkish)) };
        assert_eq!(Preferences::read(&kept.write()), kept);
        assert_eq!(Preferences::read(r#"{"paper":"dark"}"#).paper, Paper::Dark);
        for odd in ["", "[]", r#"{"paper":"sepia"}"#, r#"{"language":"tlh"}"#] {
            assert_eq!(Preferences::read(odd), Preferences::default(), "{odd}");
        }
    }
}
