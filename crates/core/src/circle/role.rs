//! Roles, what they may do, and the policy that a circle is founded with.

use serde::{Deserialize, Serialize};

use crate::id::PersonId;

/// A number on the wire that this version has no name for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown {what} {number}")]
pub struct UnknownNumber {
    pub(super) what: &'static str,
    pub(super) number: u8,
}

/// An enum that travels as a small number.
macro_rules! numbered {
    ($(#[$doc:meta])* $name:ident $label:literal { $($(#[$variant_doc:meta])* $variant:ident = $number:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(into = "u8", try_from = "u8")]
        pub enum $name {
            $($(#[$variant_doc])* $variant = $number,)+
        }

        impl $name {
            /// All of them, in ascending order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
        }

        impl From<$name> for u8 {
            fn from(value: $name) -> Self {
                value as Self
            }
        }

        impl TryFrom<u8> for $name {
            type Error = UnknownNumber;
            fn try_from(number: u8) -> Result<Self, UnknownNumber> {
                match number {
                    $($number => Ok(Self::$variant),)+
                    _ => Err(UnknownNumber { what: $label, number }),
                }
            }
        }
    };
}
pub(super) use numbered;

numbered!(
    /// What a member may do. Each role may do all that lesser ones may.
    Role "role" {
        /// Reads nothing and is given no secret. Nobody is given this role any more, since a relay carries sealed records
        /// for others (`docs/decisions/0025`); records of older versions that give it mean what they meant.
        Carrier = 0,
        /// Reads.
        Reader = 1,
        /// Reads, writes, and rotates the circle's secret.
        Learner = 2,
        /// The same in this crate; activities give it more.
        Facilitator = 3,
        /// Admits, invites, removes.
        Steward = 4,
    }
);

impl Role {
    /// Whether members of this role are given the secrets of epochs: those who read.
    #[must_use]
    pub fn is_given_secrets(self) -> bool {
        self >= Self::Reader
    }

    /// Whether members of this role write, let ticket holders in, and hand secrets on.
    #[must_use]
    pub fn writes(self) -> bool {
        self >= Self::Learner
    }
}

numbered!(
    /// Who may let people in.
    Admit "admission policy" {
        /// Stewards only.
        Steward = 0,
        /// Whoever may write, up to the role of a learner.
        Learner = 1,
    }
);

numbered!(
    /// What newcomers see of the time before them.
    History "history policy" {
        /// Everything.
        All = 0,
        /// What is written from their joining on. Carried out by honest programs, not by secrets: a newcomer must open
        /// the control records of the past to know who is a member.
        FromNow = 1,
    }
);

numbered!(
    /// By which ways a circle's records may travel. Bundles may always.
    Reach "reach" {
        /// Any way at hand: the local network, then the circle's relays, then known addresses.
        Anywhere = 0,
        /// The local network only.
        Lan = 1,
        /// The local network and the circle's own relays only.
        Relays = 2,
        /// Bundles only, never a network.
        Usb = 3,
    }
);

impl Reach {
    /// Of two the one that allows less: each allows all that a narrower one does.
    #[must_use]
    pub fn narrower(self, other: Self) -> Self {
        if other.width() < self.width() { other } else { self }
    }

    fn width(self) -> u8 {
        match self {
            Self::Usb => 0,
            Self::Lan => 1,
            Self::Relays => 2,
            Self::Anywhere => 3,
        }
    }
}

/// What founders decide once for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "(Admit, History, Reach)", from = "(Admit, History, Reach)")]
pub struct Policy {
    /// Who may let people in.
    pub admit: Admit,
    /// What newcomers see of the past.
    pub history: History,
    /// How records may travel at most: no later settings allow more.
    pub reach: Reach,
}

impl Default for Policy {
    /// One steward's word, all history, any way.
    fn default() -> Self {
        Self { admit: Admit::Steward, history: History::All, reach: Reach::Anywhere }
    }
}

impl From<Policy> for (Admit, History, Reach) {
    fn from(policy: Policy) -> Self {
        (policy.admit, policy.history, policy.reach)
    }
}

impl From<(Admit, History, Reach)> for Policy {
    fn from((admit, history, reach): (Admit, History, Reach)) -> Self {
        Self { admit, history, reach }
    }
}

impl Policy {
    /// Whether somebody of role `by` may admit, or invite, to role `to`.
    #[must_use]
    pub fn may_admit(&self, by: Role, to: Role) -> bool {
        by == Role::Steward || (self.admit == Admit::Learner && by >= Role::Learner && to <= Role::Learner)
    }
}

/// What a person may want to do; for asking before showing a button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Write posts and documents.
    Write,
    /// Rotate the circle's secret, or box it to further devices.
    Rotate,
    /// Let somebody in who holds a ticket.
    LetIn,
    /// Admit somebody to this role.
    Admit(Role),
    /// Make an invitation to this role.
    Invite(Role),
    /// Remove this person.
    Remove(PersonId),
    /// Change the circle's settings.
    Set,
    /// Leave.
    Leave,
}
