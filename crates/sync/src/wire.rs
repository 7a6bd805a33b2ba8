//! Messages and their bytes: canonical DAG-CBOR arrays `[type, ...]`, one frame each (`docs/protocol.md`).

mod bound;
mod slips;

use commonplace_core::encoding::{self, DecodeError};
use commonplace_core::id::RecordId;
use commonplace_core::limits::sync as limits;
use commonplace_core::record::{Lane, Sealed};
use commonplace_core::time::Slot;
use serde::{Deserialize, Serialize};
use serde_bytes::{ByteArray, ByteBuf, Bytes};

use crate::event::ByeReason;
use crate::gate::{End, Gate};

pub(crate) use bound::{Content, RangeWriter, WireRange, read_ranges};
pub(crate) use slips::{SlipName, SlipsWriter, slip_name};

/// Number of a session on its stream: even if the initiator opened it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Sid(pub(crate) u32);

impl Sid {
    /// Which end opened the session.
    pub(crate) const fn end(self) -> End {
        if self.0.is_multiple_of(2) { End::Initiator } else { End::Responder }
    }
}

/// The highest version of this protocol that this program speaks.
pub(crate) const VERSION: u8 = 1;
/// What this program can do beyond the first form of that version: it tells of slips.
pub(crate) const FEATURES: u64 = FEATURE_SLIPS;
/// The end takes and sends slips.
pub(crate) const FEATURE_SLIPS: u64 = 1;

const HELLO: u8 = 0;
const OPEN: u8 = 1;
const ACCEPT: u8 = 2;
const BEGIN: u8 = 3;
const BYE: u8 = 4;
const RANGES: u8 = 5;
const RECORDS: u8 = 6;
const NOT_HELD: u8 = 7;
const SUM: u8 = 8;
const SAME: u8 = 9;
const END: u8 = 10;
const HAVE: u8 = 11;
const ASK: u8 = 12;
const PRUNE: u8 = 13;
const HOLD: u8 = 14;
const SLIP_HAVE: u8 = 15;
const SLIP_ASK: u8 = 16;
const SLIPS: u8 = 17;

/// Ids in one message of ids: 8 KiB.
pub(crate) const IDS_PER_FRAME: usize = 256;

/// Count and fingerprint of one lane from the horizon on; of an empty lane the default. See `Salt::sums`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct LaneSum {
    pub(crate) count: u64,
    pub(crate) fingerprint: [u8; 16],
}

/// All three lanes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Sums(pub(crate) [LaneSum; 3]);

impl Sums {
    pub(crate) fn counts(&self) -> [u64; 3] {
        self.0.map(|lane| lane.count)
    }
}

/// One session that the answerer agrees to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Accepted {
    pub(crate) sid: Sid,
    pub(crate) gate: Gate,
    pub(crate) proof: Vec<u8>,
    pub(crate) horizon: [Slot; 3],
}

/// Everything that is said on a sync stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Message {
    /// The first message of both ends.
    Hello { version: u8, nonce: [u8; 32], features: u64 },
    /// Gates of circles that the sender wants to speak of; the n-th stands for session `first + 2n`.
    Open { first: Sid, gates: Vec<Gate> },
    /// The answer to one `Open`, in order: the sessions that come about. Everything else is refused.
    Accept(Vec<Accepted>),
    /// The opener's proof and sums: the first run begins.
    Begin { sid: Sid, proof: Vec<u8>, horizon: [Slot; 3], sums: Sums },
    /// The session ends.
    Bye { sid: Sid, why: ByeReason },
    /// One frame of one message of ranges, newest first.
    Ranges { sid: Sid, run: u32, lane: Lane, more: bool, rest: bool, ranges: Vec<WireRange> },
    /// Records of the session's circle.
    Records { sid: Sid, envelopes: Vec<Vec<u8>> },
    /// Ids in the sender's set whose records it does not have.
    NotHeld { sid: Sid, ids: Vec<RecordId> },
    /// From the opener: compare, and answer. From the answerer: please compare.
    Sum { sid: Sid, sums: Sums },
    /// The receiver's sums of the run are the sender's as well.
    Same { sid: Sid, run: u32, fingerprint: [u8; 16] },
    /// The run is over, though the sums differ.
    End { sid: Sid, run: u32 },
    /// New records that the sender has.
    Have { sid: Sid, ids: Vec<RecordId> },
    /// The sender wants these records.
    Ask { sid: Sid, ids: Vec<RecordId> },
    /// Announce records before sending them on: they come sooner by another way.
    Prune { sid: Sid },
    /// The lanes, as bits, of which the sender takes no records from runs until it says otherwise.
    Hold { sid: Sid, lanes: u8 },
    /// Slips that the sender has, with their numbers.
    SlipHave { sid: Sid, slips: Vec<(SlipName, u64)> },
    /// The sender wants these slips.
    SlipAsk { sid: Sid, names: Vec<SlipName> },
    /// Slips of the session's circle.
    Slips { sid: Sid, slips: Vec<Vec<u8>> },
}

/// Why a frame is no message.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FrameError {
    /// Not canonical, malformed or too long.
    #[error("malformed frame")]
    Decode(#[from] DecodeError),
    /// A type of message that this version does not know.
    #[error("unknown type of message")]
    Unknown,
    /// A part of it exceeds its bound, or parts contradict each other.
    #[error("message out of bounds")]
    Bounds,
}

type Proof = ByteBuf;
type Horizon = [Slot; 3];
type AcceptedWire = (Sid, ByteArray<16>, Proof, Horizon);
type SumsWire = [(u64, ByteBuf); 3];

impl Message {
    /// The frame body.
    pub(crate) fn encode(&self) -> Vec<u8> {
        match self {
            Self::Hello { version, nonce, features } => {
                encoding::encode(&(HELLO, version, ByteArray::new(*nonce), features))
            }
            Self::Open { first, gates } => encoding::encode(&(OPEN, first, Bytes::new(gates.as_flattened()))),
            Self::Accept(sessions) => {
                let sessions: Vec<AcceptedWire> = sessions
                    .iter()
                    .map(|one| (one.sid, ByteArray::new(one.gate), ByteBuf::from(one.proof.clone()), one.horizon))
                    .collect();
                encoding::encode(&(ACCEPT, sessions))
            }
            Self::Begin { sid, proof, horizon, sums } => {
                encoding::encode(&(BEGIN, sid, Bytes::new(proof), horizon, sums_to_wire(sums)))
            }
            Self::Bye { sid, why } => encoding::encode(&(BYE, sid, bye_to_wire(*why))),
            Self::Ranges { sid, run, lane, more, rest, ranges } => {
                encoding::encode(&(RANGES, sid, run, lane, more, rest, ranges))
            }
            Self::Records { sid, envelopes } => {
                let envelopes: Vec<&Bytes> = envelopes.iter().map(|bytes| Bytes::new(bytes)).collect();
                encoding::encode(&(RECORDS, sid, envelopes))
            }
            Self::NotHeld { sid, ids } => encode_ids(NOT_HELD, *sid, ids),
            Self::Sum { sid, sums } => encoding::encode(&(SUM, sid, sums_to_wire(sums))),
            Self::Same { sid, run, fingerprint } => encoding::encode(&(SAME, sid, run, ByteArray::new(*fingerprint))),
            Self::End { sid, run } => encoding::encode(&(END, sid, run)),
            Self::Have { sid, ids } => encode_ids(HAVE, *sid, ids),
            Self::Ask { sid, ids } => encode_ids(ASK, *sid, ids),
            Self::Prune { sid } => encoding::encode(&(PRUNE, sid)),
            Self::Hold { sid, lanes } => encoding::encode(&(HOLD, sid, lanes)),
            Self::SlipHave { sid, slips } => slips::encode_have(*sid, slips),
            Self::SlipAsk { sid, names } => slips::encode_ask(*sid, names),
            Self::Slips { sid, slips } => slips::encode_slips(*sid, slips),
        }
    }

    /// The session that it concerns; none for messages of the link.
    pub(crate) const fn sid(&self) -> Option<Sid> {
        match self {
            Self::Hello { .. } | Self::Open { .. } | Self::Accept(_) => None,
            Self::Begin { sid, .. }
            | Self::Bye { sid, .. }
            | Self::Ranges { sid, .. }
            | Self::Records { sid, .. }
            | Self::NotHeld { sid, .. }
            | Self::Sum { sid, .. }
            | Self::Same { sid, .. }
            | Self::End { sid, .. }
            | Self::Have { sid, .. }
            | Self::Ask { sid, .. }
            | Self::Prune { sid }
            | Self::Hold { sid, .. }
            | Self::SlipHave { sid, .. }
            | Self::SlipAsk { sid, .. }
            | Self::Slips { sid, .. } => Some(*sid),
        }
    }

    /// The message of a frame body.
    pub(crate) fn decode(frame: &[u8]) -> Result<Self, FrameError> {
        // The first byte is the head of a short array, the second one a small integer: the type.
        match *frame.get(1).ok_or(FrameError::Unknown)? {
            HELLO => read(frame).map(|(_, version, nonce, features): (u8, u8, ByteArray<32>, u64)| Self::Hello {
                version,
                nonce: nonce.into_array(),
                features,
            }),
            OPEN => decode_open(frame),
            ACCEPT => decode_accept(frame),
            BEGIN => decode_begin(frame),
            BYE => {
                let (_, sid, why): (u8, Sid, u8) = read(frame)?;
                Ok(Self::Bye { sid, why: bye_from_wire(why)? })
            }
            RANGES => {
                let (_, sid, run, lane, more, rest, ranges): (u8, Sid, u32, Lane, bool, bool, Vec<WireRange>) =
                    read(frame)?;
                Ok(Self::Ranges { sid, run, lane, more, rest, ranges })
            }
            RECORDS => {
                let (_, sid, envelopes): (u8, Sid, Vec<ByteBuf>) = read(frame)?;
                Ok(Self::Records { sid, envelopes: envelopes.into_iter().map(ByteBuf::into_vec).collect() })
            }
            NOT_HELD => decode_ids(frame).map(|(sid, ids)| Self::NotHeld { sid, ids }),
            SUM => {
                let (_, sid, sums): (u8, Sid, SumsWire) = read(frame)?;
                Ok(Self::Sum { sid, sums: sums_from_wire(&sums)? })
            }
            SAME => read(frame).map(|(_, sid, run, fingerprint): (u8, Sid, u32, ByteArray<16>)| Self::Same {
                sid,
                run,
                fingerprint: fingerprint.into_array(),
            }),
            END => read(frame).map(|(_, sid, run): (u8, Sid, u32)| Self::End { sid, run }),
            HAVE => decode_ids(frame).map(|(sid, ids)| Self::Have { sid, ids }),
            ASK => decode_ids(frame).map(|(sid, ids)| Self::Ask { sid, ids }),
            PRUNE => read(frame).map(|(_, sid): (u8, Sid)| Self::Prune { sid }),
            HOLD => decode_hold(frame),
            SLIP_HAVE => slips::decode_have(frame),
            SLIP_ASK => slips::decode_ask(frame),
            SLIPS => slips::decode_slips(frame),
            _ => Err(FrameError::Unknown),
        }
    }
}

fn read<T: Serialize + serde::de::DeserializeOwned>(frame: &[u8]) -> Result<T, FrameError> {
    Ok(encoding::decode(frame, limits::FRAME_BYTES)?)
}

fn decode_open(frame: &[u8]) -> Result<Message, FrameError> {
    let (_, first, gates): (u8, Sid, ByteBuf) = read(frame)?;
    let (gates, rest) = gates.as_chunks::<16>();
    let last = u32::try_from(gates.len()).ok().and_then(|count| first.0.checked_add(count.checked_mul(2)?));
    if !rest.is_empty() || gates.len() > limits::GATES_PER_OPEN || last.is_none() {
        return Err(FrameError::Bounds);
    }
    Ok(Message::Open { first, gates: gates.to_vec() })
}

fn decode_accept(frame: &[u8]) -> Result<Message, FrameError> {
    let (_, sessions): (u8, Vec<AcceptedWire>) = read(frame)?;
    if sessions.len() > limits::CIRCLES || sessions.iter().any(|one| one.2.len() > limits::PROOF_BYTES) {
        return Err(FrameError::Bounds);
    }
    let sessions = sessions
        .into_iter()
        .map(|(sid, gate, proof, horizon)| Accepted { sid, gate: gate.into_array(), proof: proof.into_vec(), horizon })
        .collect();
    Ok(Message::Accept(sessions))
}

fn decode_begin(frame: &[u8]) -> Result<Message, FrameError> {
    let (_, sid, proof, horizon, sums): (u8, Sid, Proof, Horizon, SumsWire) = read(frame)?;
    if proof.len() > limits::PROOF_BYTES {
        return Err(FrameError::Bounds);
    }
    Ok(Message::Begin { sid, proof: proof.into_vec(), horizon, sums: sums_from_wire(&sums)? })
}

fn decode_hold(frame: &[u8]) -> Result<Message, FrameError> {
    let (_, sid, lanes): (u8, Sid, u8) = read(frame)?;
    if lanes >= 1 << Lane::ALL.len() {
        return Err(FrameError::Bounds);
    }
    Ok(Message::Hold { sid, lanes })
}

fn encode_ids(kind: u8, sid: Sid, ids: &[RecordId]) -> Vec<u8> {
    let flat: Vec<u8> = ids.iter().flat_map(|id| *id.as_bytes()).collect();
    encoding::encode(&(kind, sid, Bytes::new(&flat)))
}

fn decode_ids(frame: &[u8]) -> Result<(Sid, Vec<RecordId>), FrameError> {
    let (_, sid, flat): (u8, Sid, ByteBuf) = read(frame)?;
    let (ids, rest) = flat.as_chunks::<{ RecordId::LEN }>();
    if !rest.is_empty() || ids.is_empty() || ids.len() > IDS_PER_FRAME {
        return Err(FrameError::Bounds);
    }
    Ok((sid, ids.iter().map(|id| RecordId::from_bytes(*id)).collect()))
}

/// An empty lane has no fingerprint on the wire.
fn sums_to_wire(sums: &Sums) -> SumsWire {
    sums.0.map(|lane| {
        let fingerprint: &[u8] = if lane.count == 0 { &[] } else { &lane.fingerprint };
        (lane.count, ByteBuf::from(fingerprint))
    })
}

fn sums_from_wire(wire: &SumsWire) -> Result<Sums, FrameError> {
    let mut sums = Sums::default();
    for (lane, (count, fingerprint)) in sums.0.iter_mut().zip(wire) {
        match (<[u8; 16]>::try_from(fingerprint.as_slice()), *count) {
            (Ok(fingerprint), 1..) => *lane = LaneSum { count: *count, fingerprint },
            (Err(_), 0) if fingerprint.is_empty() => {}
            _ => return Err(FrameError::Bounds),
        }
    }
    Ok(sums)
}

const fn bye_to_wire(why: ByeReason) -> u8 {
    match why {
        ByeReason::Busy => 0,
        ByeReason::Refused => 1,
        ByeReason::Closed => 2,
    }
}

const fn bye_from_wire(why: u8) -> Result<ByeReason, FrameError> {
    match why {
        0 => Ok(ByeReason::Busy),
        1 => Ok(ByeReason::Refused),
        2 => Ok(ByeReason::Closed),
        _ => Err(FrameError::Unknown),
    }
}

/// Gathers envelopes into one frame.
#[derive(Debug)]
pub(crate) struct RecordsWriter {
    envelopes: Vec<Vec<u8>>,
    bytes: usize,
}

/// Head of the array, type, session number, head of the list.
const RECORDS_HEAD_BYTES: usize = 1 + 1 + 5 + 3;
/// Head of a byte string of at most 48 KiB.
const ENVELOPE_HEAD_BYTES: usize = 3;

impl RecordsWriter {
    pub(crate) const fn new() -> Self {
        Self { envelopes: Vec::new(), bytes: RECORDS_HEAD_BYTES }
    }

    /// Takes the record, or says that the frame is full.
    pub(crate) fn push(&mut self, record: &Sealed) -> bool {
        let bytes = self.bytes + ENVELOPE_HEAD_BYTES + record.bytes().len();
        let fits = bytes <= limits::FRAME_BYTES;
        if fits {
            self.bytes = bytes;
            self.envelopes.push(record.bytes().to_vec());
        }
        fits
    }

    pub(crate) fn finish(self, sid: Sid) -> Option<Message> {
        (!self.envelopes.is_empty()).then_some(Message::Records { sid, envelopes: self.envelopes })
    }
}
