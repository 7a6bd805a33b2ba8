//! What goes into the machine and what comes out of it.

use std::time::Duration;

use commonplace_core::id::{DeviceId, RecordId, SlipKey, Tag};
use commonplace_core::record::Sealed;
use commonplace_core::slip::Slip;
use commonplace_core::time::Slot;

/// Monotonic time in milliseconds since any moment the caller chose. Never wall time: nothing here depends on a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Millis(pub u64);

impl Millis {
    /// This time, `delay` later; stays at the end of time instead of wrapping.
    #[must_use]
    pub fn after(self, delay: Duration) -> Self {
        Self(self.0.saturating_add(u64::try_from(delay.as_millis()).unwrap_or(u64::MAX)))
    }

    /// How long ago `earlier` was; zero if it is still to come.
    #[must_use]
    pub const fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(self.0.saturating_sub(earlier.0))
    }
}

/// One ordered, reliable stream of frames to one peer. The caller never gives a number twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkId(pub u64);

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A stream to a peer is open.
    LinkUp {
        /// Its number.
        link: LinkId,
        /// Whether this node opened it. The two ends must disagree.
        initiator: bool,
        /// A hash of both transport identities in an order that both ends choose alike. Gates and proofs are bound to it,
        /// so that a stranger in the middle cannot pass them on; scores are remembered under it.
        binding: [u8; 32],
    },
    /// The stream is gone, for whatever reason.
    LinkDown {
        /// Its number.
        link: LinkId,
    },
    /// A frame came: the body, without its length prefix.
    Frame {
        /// On this stream.
        link: LinkId,
        /// At most [`FRAME_BYTES`](commonplace_core::limits::sync::FRAME_BYTES).
        bytes: Vec<u8>,
    },
    /// The transport has taken frames: so many bytes of frame bodies since the last such input.
    Drained {
        /// On this stream.
        link: LinkId,
        /// Bytes of frame bodies, as they were given in [`Output::Send`].
        bytes: usize,
    },
    /// This node has become part of a circle.
    CircleAdded {
        /// Its tag.
        tag: Tag,
    },
    /// A link runs another way than before: what may travel over it is asked again.
    LinkMoved {
        /// Its number.
        link: LinkId,
    },
    /// A circle has a new epoch, another horizon, other members, or other ways to travel: standings are checked again.
    CircleChanged {
        /// Its tag.
        tag: Tag,
    },
    /// This node has left a circle.
    CircleRemoved {
        /// Its tag.
        tag: Tag,
    },
    /// A record is durable here and in the set. Every record of an [`Output::Ingest`] is answered by this, by
    /// [`Input::Held`] or by [`Input::Rejected`], in any order.
    Admitted {
        /// Its circle.
        tag: Tag,
        /// The record.
        id: RecordId,
        /// How it came.
        from: Origin,
    },
    /// A record of an [`Output::Ingest`] is kept and cannot be judged yet: the secret of its epoch is missing here. It is
    /// not asked for again, and nobody hears of it, so that no peer has to answer for what it could not open. The replica
    /// leaves it out of the set; once it is judged, [`Input::Admitted`] says so.
    Held {
        /// Its circle.
        tag: Tag,
        /// The record.
        id: RecordId,
    },
    /// The body of a record is wanted that is in the set and of which the head alone is here. What is sent comes by
    /// [`Output::Ingest`].
    BodyWanted {
        /// Its circle.
        tag: Tag,
        /// The record.
        id: RecordId,
        /// Whom to ask, one after the other, of those with a session: peers that are known to hold it, since it costs trust to
        /// ask for what the other does not know.
        from: Vec<LinkId>,
    },
    /// A record of an [`Output::Ingest`] whose body was wanted is whole here again. To nobody else this is news.
    BodyKept {
        /// Its circle.
        tag: Tag,
        /// The record.
        id: RecordId,
    },
    /// Records of an [`Output::Ingest`] have not entered the set.
    Rejected {
        /// Where they came from.
        link: LinkId,
        /// The circle of the session that brought them.
        tag: Tag,
        /// The records.
        ids: Vec<RecordId>,
        /// Whose fault it is.
        why: Rejection,
    },
    /// A slip is kept here that was not before: [`Replica::slip`](crate::Replica::slip) gives it.
    SlipKept {
        /// Its circle.
        tag: Tag,
        /// Its key.
        key: SlipKey,
        /// Its number.
        number: u64,
        /// The stream that brought it; none when it was written here, or brought by hand.
        from: Option<LinkId>,
    },
    /// The peer of this stream sent something outside of this protocol that no honest peer sends, such as false bytes of
    /// an attachment. It costs as much as a forged record.
    Forged {
        /// The stream.
        link: LinkId,
    },
    /// Somebody says, outside of this protocol, that this circle has something new.
    GossipHint {
        /// Its tag.
        tag: Tag,
    },
    /// Time has passed. Due at the time of the latest [`Output::WakeAt`]; more often does no harm.
    Tick,
}

/// How a record came into the set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// It was written here, or brought by hand: peers have no other way to it, so it is sent to many.
    Own,
    /// A peer sent it on this stream. Those who are known to hear news here first are sent it, others are told.
    Link(LinkId),
    /// Gossip brought it, and is bringing it to others: peers are told that it is here.
    Gossip,
    /// It was here before, and counts from now on: no news. Runs find it.
    Kept,
}

/// Why records did not enter the set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rejection {
    /// Forged, malformed, or of another circle: no honest peer sends this.
    Invalid,
    /// Valid, but the rules of the circle keep it out. An honest peer that knows less may send this.
    Inadmissible,
    /// Not taken now: its slot lies ahead, or the grant that it cites is not here yet. It is asked for again later, each
    /// time after a longer pause.
    Postponed,
    /// This node could not write. Its lane is not asked for until a pause is over, which grows while this goes on.
    Unavailable,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// Send a frame.
    Send {
        /// On this stream.
        link: LinkId,
        /// The body, at most [`FRAME_BYTES`](commonplace_core::limits::sync::FRAME_BYTES), without length prefix.
        frame: Vec<u8>,
    },
    /// Verify and admit records; answer each by [`Input::Admitted`] or [`Input::Rejected`].
    Ingest {
        /// Where they came from.
        link: LinkId,
        /// The circle of the session, which is the records' own tag.
        tag: Tag,
        /// Envelopes of that circle, each new here as far as the replica knows.
        records: Vec<Sealed>,
    },
    /// Keep slips, or not: each that is kept is told by [`Input::SlipKept`], of the others nothing is said.
    Slips {
        /// Where they came from.
        link: LinkId,
        /// The circle of the session, which is the slips' own tag.
        tag: Tag,
        /// Truly signed by their keys, and later than those that the replica has.
        slips: Vec<Slip>,
    },
    /// Close the stream. The machine has forgotten it already.
    Close {
        /// This stream.
        link: LinkId,
        /// Why.
        why: CloseReason,
    },
    /// Call again with [`Input::Tick`] at this time. Replaces the wish before it.
    WakeAt(Millis),
    /// Something to know or to show.
    Notice(Notice),
}

/// Why a stream is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CloseReason {
    /// The peer spent its budget of trust. The transport keeps it out for
    /// [`BAN`](commonplace_core::limits::sync::BAN).
    Misbehaved,
    /// The peer has not shown in time that it shares a circle with us. No fault: it may be worth a later try.
    NothingShared,
    /// The peer takes no bytes, or asks faster than it reads.
    Stalled,
    /// The peer speaks no version that we know.
    Version,
    /// This node keeps no more links.
    Full,
}

/// Something to know or to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// Both sides have shown that they belong to a circle.
    SessionOpen {
        /// With the peer on this stream.
        link: LinkId,
        /// The circle.
        tag: Tag,
        /// Whose device it is, if it is one that the replica can name.
        device: Option<DeviceId>,
    },
    /// A peer that could not be named can be now.
    Proved {
        /// On this stream.
        link: LinkId,
        /// The circle.
        tag: Tag,
        /// The peer's device.
        device: DeviceId,
    },
    /// What the peer says that it holds, as a session begins; and if it holds the same as this node, perhaps not at all.
    Claims {
        /// On this stream.
        link: LinkId,
        /// The circle.
        tag: Tag,
        /// Per lane, the first slot that both want.
        horizon: [Slot; 3],
        /// Records per lane from there on, in the order of [`Lane::ALL`](commonplace_core::record::Lane::ALL).
        counts: [u64; 3],
    },
    /// The first reconciliation has gone through all lanes; from here on news come as they happen.
    Live {
        /// With the peer on this stream.
        link: LinkId,
        /// The circle.
        tag: Tag,
    },
    /// The peer has shown that it holds the same set as this node does at this moment: all that is here, is there.
    Equal {
        /// On this stream.
        link: LinkId,
        /// The circle.
        tag: Tag,
        /// The peer's device, if known.
        device: Option<DeviceId>,
        /// Records per lane, in the order of [`Lane::ALL`](commonplace_core::record::Lane::ALL).
        counts: [u64; 3],
    },
    /// The peer has shown that it holds the same as this node does from a horizon on, which is not the beginning. Of what
    /// lies before it this says nothing.
    EqualSince {
        /// On this stream.
        link: LinkId,
        /// The circle.
        tag: Tag,
        /// The peer's device, if known.
        device: Option<DeviceId>,
        /// Per lane, the first slot that both want.
        horizon: [Slot; 3],
        /// Records per lane from there on.
        counts: [u64; 3],
    },
    /// How far catching up has come.
    Progress {
        /// On this stream.
        link: LinkId,
        /// The circle.
        tag: Tag,
        /// New records received in this session.
        received: u64,
        /// What the peer held beyond this node when the session began: a lower bound, and the peer's claim.
        expected: u64,
    },
    /// A whole reconciliation has moved nothing, and the sets still differ: one side refuses what the other holds.
    Mismatch {
        /// On this stream.
        link: LinkId,
        /// The circle.
        tag: Tag,
        /// Records per lane here.
        ours: [u64; 3],
    },
    /// Ids that the peer counts or was asked for, while it does not have the records in its set.
    NotHeld {
        /// On this stream.
        link: LinkId,
        /// The circle.
        tag: Tag,
        /// The records.
        ids: Vec<RecordId>,
    },
    /// A session has ended while its stream may go on.
    SessionClosed {
        /// On this stream.
        link: LinkId,
        /// The circle.
        tag: Tag,
        /// Why.
        why: ByeReason,
    },
}

/// Why a session ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ByeReason {
    /// Too many sessions are being set up; worth another try after a while.
    Busy,
    /// The proof was refused: not, or no longer, one of the circle.
    Refused,
    /// The circle is gone here, or the session is to be opened anew.
    Closed,
}
