//! How the node is, what others hold, and what is in the way.

use commonplace_core::id::{CircleId, PersonId, RecordId};
use commonplace_core::time::Timestamp;
use serde::{Deserialize, Serialize};

use super::Author;
use crate::event::Way;

/// How the node is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// The person of this home.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Whether a node runs on this home, or this command opened it for itself.
    pub running: bool,
    /// Addresses at which others can reach it.
    pub listening: Vec<String>,
    /// Peers connected.
    pub peers: usize,
    /// Whether the disk is full: then the node reads and sends but takes nothing.
    pub disk_full: bool,
    /// Progress of a rebuild of the index, in percent, while one runs.
    pub rebuilding: Option<u8>,
    /// What was found damaged and set aside, as sentences.
    pub damage: Vec<String>,
}

/// How a circle is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CircleStatus {
    /// The circle.
    pub id: CircleId,
    /// Title.
    pub title: String,
    /// Records held.
    pub records: u64,
    /// Records that cannot be opened yet.
    pub waiting: u64,
    /// Records that only a newer version can show.
    pub newer: u64,
    /// Notes and questions with something by others that I have not seen, on whichever device.
    pub unread: usize,
    /// Attachments not yet here.
    pub blobs_missing: usize,
    /// Bytes that the circle takes here; known of circles with a quota.
    pub blobs_bytes: u64,
    /// Bytes that it may take here; none for as much as there is.
    pub blobs_quota: Option<u64>,
    /// For each device of a member: how much of what is here it is known to hold.
    pub delivered: Vec<Delivered>,
    /// Own records that no other device is known to hold: losing this laptop would lose them.
    pub only_here: u64,
    /// Records that devices of members say they hold and that have not come here: so many of each writer's chain.
    pub elsewhere: u64,
    /// Whether this laptop may be closed, or lost: every record written on it is known to be on one other device at least.
    /// Attachments are not counted.
    pub safe: bool,
    /// For each relay of the circle: whether it is there, and how much of what is here it is known to hold.
    pub relays: Vec<RelayStatus>,
}

/// What one relay is known to hold of a circle. A relay is nobody's device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelayStatus {
    /// Where it is.
    pub address: String,
    /// Whether it is connected now.
    pub connected: bool,
    /// Whether it keeps records for this circle; nothing while it has not said.
    pub lease: Option<bool>,
    /// Whether it holds all that is here. Never of one that keeps the last days only.
    pub holds_all: bool,
    /// Of one that keeps the last days only: from when on. What is older is with members alone.
    pub keeps_since: Option<Timestamp>,
    /// Records held here that it is not known to hold, apart from those that are older than what it keeps.
    pub lacks: u64,
    /// When it was last known to be equal, by our clock.
    pub heard: Option<Timestamp>,
    /// Whether it refuses more for want of room.
    pub full: bool,
    /// Bytes that it keeps for the circle, as it says.
    pub used: Option<u64>,
    /// Bytes that it would keep.
    pub quota: Option<u64>,
    /// Attachments held here that it says to hold, since this node was started and has asked.
    pub attachments: u64,
    /// Attachments held here that it does not say to hold. It is told of when it has been asked.
    pub lacks_attachments: u64,
    /// Records that it held once and did not hold later, since this node was started.
    pub lost: u64,
    /// Records that it counted and did not give, since this node was started.
    pub withheld: u64,
    /// Records that devices of members say they hold and that were neither here nor there when it was last known to be equal.
    pub without: u64,
    /// Whether the circle goes by it no more: what it holds stays there until it has heard so from a steward's device.
    pub dropped: bool,
}

/// What a relay's operator registers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    /// The circle.
    pub id: CircleId,
    /// Its title.
    pub circle: String,
    /// For which relay it is.
    pub relay: String,
    /// The text to hand over.
    pub lease: String,
    /// Whether the circle names this relay, so that its members go there.
    pub named: bool,
}

/// What one device is known to hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivered {
    /// Whose device.
    pub person: Author,
    /// Which.
    pub device: String,
    /// Whether it is connected now.
    pub connected: bool,
    /// Whether it holds all that is here.
    pub all: bool,
    /// Records held here that it is not known to hold.
    pub lacks: u64,
    /// Whether it is known to hold every record that was written on this device.
    pub mine: bool,
    /// When it was last heard: connected with us, or speaking through others; the later of `met` and `said`.
    pub heard: Option<Timestamp>,
    /// When it was last connected with us, by our clock.
    pub met: Option<Timestamp>,
    /// The time of its own latest word on what it holds, as it claims; whoever brought it.
    pub said: Option<Timestamp>,
    /// The time of the latest record of its that is here, as it claims.
    pub wrote: Option<Timestamp>,
}

/// An item of which some record is not known to be on any other device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnlyHere {
    /// The note or question.
    pub id: RecordId,
    /// `note` or `question`.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// In which circle.
    pub circle: CircleId,
    /// Records of it that are only here.
    pub records: u64,
}

/// A node that we are connected with or know of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Peer {
    /// Its transport id.
    pub id: String,
    /// Who it is, once it has proved a circle that we share.
    pub person: Option<Author>,
    /// Where.
    pub address: Option<String>,
    /// By which way it is connected.
    pub way: Option<Way>,
    /// Whether it is connected.
    pub connected: bool,
    /// Whether it is in a network with this machine, and no relay of ours.
    pub nearby: bool,
    /// How far its clock is ahead of ours, in milliseconds, as it said while it was connected; behind, if negative.
    pub clock: Option<i64>,
    /// Circles shared and proved, by title.
    pub circles: Vec<String>,
}

/// What the connection doctor has found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What it is, for programs; `docs/cli.md` lists them.
    pub id: String,
    /// How it is to be taken.
    pub severity: Severity,
    /// The address, interface, circle or person that it is about.
    pub about: Option<String>,
    /// Of clocks: how many minutes they are apart.
    pub minutes: Option<u64>,
    /// A sentence.
    pub text: String,
    /// What to try next: a sentence.
    pub next: Option<String>,
}

/// How a finding is to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// As it should be.
    Good,
    /// Worth knowing.
    Note,
    /// In the way.
    Problem,
}
