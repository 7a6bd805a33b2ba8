//! One stream with one peer.

use std::time::Duration;

use commonplace_core::id::{InviteKey, Tag};
use commonplace_core::pairing::{self as core, Nameplate, Purpose};
use commonplace_sync::Millis;

use super::super::{AskId, PeerName};
use crate::command::RoleName;

/// How long a stream may say nothing at first.
const SILENCE: Duration = Duration::from_secs(10);
/// How long the stream may take to be opened: three tries of the transport.
pub(super) const OPENING: Duration = Duration::from_secs(20);
/// How long somebody waits for the other person to notice: as long as people stand next to each other and talk.
pub(super) const REQUEST: Duration = Duration::from_secs(180);
/// How long people may take to compare four words.
pub(super) const COMPARE: Duration = Duration::from_secs(300);
/// How long programs may take to answer each other: a bad link, and a disk that writes.
pub(super) const ANSWER: Duration = Duration::from_secs(30);
/// How long the one who was handed a ticket may take to come in.
pub(super) const COMING: Duration = Duration::from_secs(60);

/// What a person here lets who asks into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Door {
    /// This circle, as this.
    Circle(Tag, RoleName),
    /// The devices of this person.
    Device,
}

impl Door {
    /// What a pairing must be for to come in by it.
    pub(super) const fn purpose(self) -> Purpose {
        match self {
            Self::Circle(..) => Purpose::Join,
            Self::Device => Purpose::Device,
        }
    }

    /// The circle that it leads into.
    pub(super) const fn circle(self) -> Option<(Tag, RoleName)> {
        match self {
            Self::Circle(tag, role) => Some((tag, role)),
            Self::Device => None,
        }
    }
}

/// How far a session is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// The stream is being opened by us.
    Opening,
    /// It was opened by the peer, who has said nothing yet.
    Silent,
    /// We asked to compare words; their person has not answered.
    Asking,
    /// They asked to compare words; our person has not answered.
    Requested,
    /// Our person has agreed to compare.
    Accepted,
    /// We asked for a nameplate.
    Seeking,
    /// It is theirs, and we have not guessed yet.
    Found,
    /// A guess is under way.
    Guessing,
    /// Words stand on both screens.
    Comparing,
    /// We have said our name, or our device's, and wait for a ticket, or for keys.
    Named,
    /// Our ticket is handed over; its holder comes in by the usual way.
    Given(InviteKey),
    /// A ticket was handed to us; we knock with it.
    Joining(Tag),
    /// Our keys are handed over; the new device shows itself by asking for its circles.
    Linking,
    /// Keys were handed to us; we ask for our circles.
    Linked,
}

impl Stage {
    /// Whether the stream has done its work.
    pub(super) const fn is_settled(self) -> bool {
        matches!(self, Self::Given(_) | Self::Joining(_) | Self::Linking | Self::Linked)
    }

    /// Whether our part has been handed over.
    pub(super) const fn has_handed_over(self) -> bool {
        self.is_settled() || matches!(self, Self::Named)
    }
}

/// One stream with one peer.
#[derive(Debug)]
pub(super) struct Session {
    /// Under which number people see it.
    pub(super) number: u64,
    pub(super) peer: PeerName,
    pub(super) binding: [u8; 32],
    pub(super) inbound: bool,
    /// None before the first message.
    pub(super) machine: Option<core::Pairing>,
    pub(super) stage: Stage,
    /// When it is over if nothing happens.
    pub(super) until: Millis,
    /// Who here follows it.
    pub(super) ask: Option<AskId>,
    /// Whether any person here was told of it.
    pub(super) was_shown: bool,
    /// Into which circle, and as what. For who asks: once the ticket is here.
    pub(super) circle: Option<(Tag, RoleName)>,
    /// The search that it belongs to.
    pub(super) search: Option<u64>,
    /// The offer that it is about.
    pub(super) offer: Option<Nameplate>,
    /// What the one who asks is called; whose device it becomes, once that is settled.
    pub(super) person: Option<String>,
    /// What the device is called that is linked.
    pub(super) device: Option<String>,
}

impl Session {
    /// Of a stream that a peer opened.
    pub(super) fn inbound(now: Millis, number: u64, peer: PeerName, binding: [u8; 32]) -> Self {
        let until = now.after(SILENCE);
        Self { binding, inbound: true, stage: Stage::Silent, until, ..Self::outbound(now, number, peer, None) }
    }

    /// Of a stream that we open, for a search.
    pub(super) fn outbound(now: Millis, number: u64, peer: PeerName, search: Option<u64>) -> Self {
        Self {
            number,
            peer,
            binding: [0; 32],
            inbound: false,
            machine: None,
            stage: Stage::Opening,
            until: now.after(OPENING),
            ask: None,
            was_shown: false,
            circle: None,
            search,
            offer: None,
            person: None,
            device: None,
        }
    }

    pub(super) fn reach(&mut self, stage: Stage, until: Millis) {
        self.stage = stage;
        self.until = until;
    }

    /// Whether both have confirmed.
    pub(super) fn is_open(&self) -> bool {
        self.machine.as_ref().is_some_and(core::Pairing::is_open)
    }

    /// What it is for, once that was said.
    pub(super) fn purpose(&self) -> Option<Purpose> {
        self.machine.as_ref().map(core::Pairing::purpose)
    }

    /// Whether our side is the one that asks for this.
    pub(super) fn asks_for(&self, purpose: Purpose) -> bool {
        self.machine.as_ref().is_some_and(|machine| machine.is_asker() && machine.purpose() == purpose)
    }

    /// Whether somebody asks us, and nobody here has answered.
    pub(super) fn is_request(&self) -> bool {
        self.stage == Stage::Requested
    }
}
