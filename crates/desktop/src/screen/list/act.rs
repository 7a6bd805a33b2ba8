//! What can be done with rows of the list.

use crate::icon::Icon;
use crate::ui::card::Card;

/// Something that can be done with several notes and questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    /// Opens it.
    Open,
    /// They are not new any more.
    Read,
    /// Into the clipboard, as Markdown.
    Copy,
    /// Into files, as Markdown.
    Save,
    /// Their attachments stay on this laptop.
    Keep,
    /// One's own are shown to nobody any more.
    TakeBack,
}

impl Act {
    /// What can be done with these. Nobody takes back what somebody else wrote.
    pub(crate) fn of(cards: &[Card]) -> Vec<Self> {
        let mut acts = Vec::new();
        if cards.iter().any(|card| card.unread_by.is_some()) {
            acts.push(Self::Read);
        }
        acts.extend([Self::Copy, Self::Save, Self::Keep]);
        if !cards.is_empty() && cards.iter().all(|card| card.author.me) {
            acts.push(Self::TakeBack);
        }
        acts
    }

    /// Its name.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Open => "act-open",
            Self::Read => "act-read",
            Self::Copy => "act-copy",
            Self::Save => "act-save",
            Self::Keep => "act-keep",
            Self::TakeBack => "act-take-back",
        }
    }

    /// What it is, as a picture.
    pub(crate) fn icon(self) -> Icon {
        match self {
            Self::Open => Icon::BookOpen,
            Self::Read => Icon::Check,
            Self::Copy => Icon::Copy,
            Self::Save => Icon::Save,
            Self::Keep => Icon::Pin,
            Self::TakeBack => Icon::TakeBack,
        }
    }
}
