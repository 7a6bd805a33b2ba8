//! Of circles, who is in them, and who changed what.

use commonplace_core::id::{CircleId, PersonId, RecordId};
use commonplace_core::time::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Admission, Author};
use crate::command::{ReachName, RoleName};

/// A circle of this home.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circle {
    /// The circle.
    pub id: CircleId,
    /// Its title; of a pending one the title on the ticket.
    pub title: String,
    /// `joined`, `pending`, `left` or `removed`.
    pub state: Membership,
    /// What a member has answered to our ticket, while the circle is pending.
    pub admission: Option<Admission>,
    /// Until when the ticket lets its holder in, while the circle is pending.
    #[serde(default)]
    pub until: Option<Timestamp>,
    /// With state `removed`: by whom and when.
    pub removed: Option<Removed>,
    /// My role.
    pub role: Option<RoleName>,
    /// Members, me included.
    pub members: usize,
    /// Notes.
    pub notes: usize,
    /// Questions.
    pub questions: usize,
    /// Questions without an accepted answer.
    pub open: usize,
    /// Disputes that are open.
    #[serde(default)]
    pub disputes: usize,
    /// Quick votes.
    #[serde(default)]
    pub quick_votes: usize,
    /// Notes, questions and quick votes with something by others that I have not seen, on whichever device.
    pub unread: usize,
    /// Records held.
    pub records: u64,
    /// By which ways its records travel.
    pub reach: ReachName,
    /// Its relays, the preferred one first; of a pending one those on the ticket.
    pub relays: Vec<String>,
    /// Relays by which it goes no more, and which have not said yet that they hold nothing of it.
    pub dropped: Vec<String>,
    /// Relays that show themselves on the local network and that it does not name.
    pub relays_near: Vec<String>,
    /// Bytes that members are advised to set aside for it, if its stewards advise any.
    pub quota: Option<u64>,
    /// How many of the last days its relays keep; all of them if none.
    pub relay_days: Option<u16>,
}

impl Circle {
    /// Whether this person writes in it: readers do not, nor whoever waits, has left or was removed.
    #[must_use]
    pub fn may_write(&self) -> bool {
        self.state == Membership::Joined && !matches!(self.role, Some(RoleName::Reader | RoleName::Carrier))
    }
}

/// How this person was removed from a circle, as its records say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// By whom, when known.
    pub by: Option<Author>,
    /// When, as they claim.
    pub at: Timestamp,
}

/// How this home stands to a circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Membership {
    /// A member.
    Joined,
    /// Holds a ticket and has not yet met a member.
    Pending,
    /// Has left.
    Left,
    /// Was removed.
    Removed,
}

/// A member of a circle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The person.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: RoleName,
    /// Seniority: 0 for founders; a grant must carry a greater number than its author's.
    pub rank: u16,
    /// Whether it is me.
    pub me: bool,
    /// Names of their devices.
    pub devices: Vec<String>,
    /// Names of those, also of such that were taken away, whose key wrote two records at one place of its chain: it was used
    /// in two places at once, or somebody tells different people different things.
    pub forked: Vec<String>,
}

/// One change of who may do what in a circle, or of what is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogLine {
    /// The record.
    pub id: RecordId,
    /// When, as its author claims.
    pub at: Timestamp,
    /// Who did it, when known.
    pub by: Option<Author>,
    /// What.
    pub did: Did,
    /// To whom.
    pub who: Option<Author>,
    /// The role that was given, or taken back.
    pub role: Option<RoleName>,
    /// The item that was hidden or shown.
    pub item: Option<RecordId>,
    /// The title, or the reason that was given.
    pub words: Option<String>,
    /// Whether it counts.
    pub stands: bool,
    /// Why not, as a short name.
    pub why: Option<String>,
    /// Of a removal, what is here of the removed person's work, or of the device's that was taken away, and is hidden, since
    /// it had not been seen.
    pub hidden: usize,
    /// Of a removal, how many records of others here were written since, by the clocks of their writers, under a secret that
    /// the removed person, or the device, has: they can be read by whoever brings them. At most
    /// [`READABLE`](commonplace_core::limits::READABLE).
    pub readable: usize,
}

/// What somebody did to a circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each says what was done")]
pub enum Did {
    Founded,
    Granted,
    Revoked,
    Removed,
    Left,
    Invited,
    ClosedInvitation,
    Rotated,
    AddedDevice,
    RevokedDevice,
    KeptWork,
    Settled,
    Hid,
    Showed,
}

impl Did {
    /// Its name in the files of sentences: `cli-log-NAME` tells of it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Founded => "founded",
            Self::Granted => "granted",
            Self::Revoked => "revoked",
            Self::Removed => "removed",
            Self::Left => "left",
            Self::Invited => "invited",
            Self::ClosedInvitation => "closed",
            Self::Rotated => "rotated",
            Self::AddedDevice => "added-device",
            Self::RevokedDevice => "revoked-device",
            Self::KeptWork => "kept-work",
            Self::Settled => "settled",
            Self::Hid => "hid",
            Self::Showed => "showed",
        }
    }
}
