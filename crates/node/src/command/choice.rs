//! What somebody has to choose between.

use commonplace_core::time::Timestamp;
use commonplace_learning::{dispute, meeting};
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::text::Language;

/// What somebody thinks of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Vote {
    /// It helped.
    Helpful,
    /// It was not understood.
    Unclear,
    /// "I have the same question."
    Same,
    /// Takes the vote back.
    None,
}

/// What somebody thinks of a dispute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Weight {
    /// The source is right.
    Agree,
    /// The passage is.
    Disagree,
    /// They cannot tell, and have looked.
    Unsure,
    /// Takes an earlier word back.
    None,
}

impl Weight {
    /// What was said; none when it was taken back.
    pub(crate) fn of(weight: dispute::Weight) -> Option<Self> {
        match weight {
            dispute::Weight::None => None,
            dispute::Weight::Agree => Some(Self::Agree),
            dispute::Weight::Disagree => Some(Self::Disagree),
            dispute::Weight::Unsure => Some(Self::Unsure),
        }
    }

    /// Its name in the files of sentences.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::Disagree => "disagree",
            Self::Unsure => "unsure",
            Self::None => "none",
        }
    }
}

impl From<Weight> for dispute::Weight {
    fn from(weight: Weight) -> Self {
        match weight {
            Weight::Agree => Self::Agree,
            Weight::Disagree => Self::Disagree,
            Weight::Unsure => Self::Unsure,
            Weight::None => Self::None,
        }
    }
}

/// Whether somebody comes to a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Comes {
    /// They come.
    Yes,
    /// Perhaps.
    Maybe,
    /// Not this time.
    No,
    /// Takes an answer back.
    None,
}

impl From<Comes> for meeting::Comes {
    fn from(comes: Comes) -> Self {
        match comes {
            Comes::Yes => Self::Yes,
            Comes::Maybe => Self::Maybe,
            Comes::No => Self::No,
            Comes::None => Self::None,
        }
    }
}

impl From<meeting::Comes> for Comes {
    fn from(comes: meeting::Comes) -> Self {
        match comes {
            meeting::Comes::Yes => Self::Yes,
            meeting::Comes::Maybe => Self::Maybe,
            meeting::Comes::No => Self::No,
            meeting::Comes::None => Self::None,
        }
    }
}

/// What is to be otherwise about a meeting; what is `None` stays.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MeetingChange {
    /// What it is, in a line.
    pub title: Option<String>,
    /// When it is.
    pub when: Option<When>,
    /// Where.
    pub place: Option<String>,
    /// What is to be done, all of it.
    pub agenda: Option<String>,
    /// Whether it does not take place.
    pub called_off: Option<bool>,
}

/// When a meeting is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// That is not settled.
    Open,
    /// At this moment it is to begin.
    At(Timestamp),
}

/// How much room the attachments of a circle may take on a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Room {
    /// As the circle's stewards advise; as much as there is if they do not.
    Advised,
    /// As much as there is.
    Unlimited,
    /// So many bytes.
    Bytes(u64),
}

/// The role that an invitation or a steward gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RoleName {
    /// Grants and revokes.
    Steward,
    /// Guides and moderates.
    Facilitator,
    /// Reads and writes.
    Learner,
    /// Reads.
    Reader,
    /// Reads nothing: of an older version. Nobody is given it any more; a relay does what it was for.
    Carrier,
}

/// By which ways a circle's records travel. By bundles they always may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ReachName {
    /// Any: the local network, then the circle's relays, then known addresses.
    Anywhere,
    /// The local network only.
    Lan,
    /// The local network and the circle's relays only.
    Relays,
    /// Bundles only, never a network.
    Usb,
}

/// How a node takes part in the discovery of a local network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Discovery {
    /// Looks for others and is found by them.
    #[default]
    On,
    /// Listens and says nothing: finds those that announce themselves. Two quiet nodes do not find each other.
    Quiet,
    /// Neither.
    Off,
}

/// A setting that a person takes from device to device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OwnSetting {
    /// The language of the screens, by its code.
    Language,
    /// Light or dark, in usual or high contrast, or as the system says.
    Appearance,
}

impl OwnSetting {
    /// Its name among the values that own devices share.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Language => "language",
            Self::Appearance => "appearance",
        }
    }

    /// A value in the one form in which it is kept.
    ///
    /// # Errors
    /// [`Error::NotAChoice`] when it is none of those there are.
    pub(crate) fn valid(self, typed: &str) -> Result<String, Error> {
        let typed = typed.trim().to_ascii_lowercase();
        let choices: Vec<&str> = match self {
            Self::Language => Language::ALL.iter().map(|language| language.code()).collect(),
            Self::Appearance => vec!["system", "light", "dark", "contrast-light", "contrast-dark"],
        };
        let fits = choices.contains(&typed.as_str());
        if fits { Ok(typed) } else { Err(Error::NotAChoice { what: self.name().into(), choices: choices.join(", ") }) }
    }
}

/// An option of a quick vote, as somebody means it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Chosen {
    /// That of this number, from 1.
    Number(usize),
    /// That which is called so, or else that of the number which is written there.
    Named(String),
}
