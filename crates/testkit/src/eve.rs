//! Eve, who writes her frames by hand, after `docs/protocol.md` and not with our code; and bob's machine, to which she has
//! a stream.

use std::time::Duration;

use commonplace_core::encoding::{decode, encode};
use commonplace_core::id::{DeviceId, RecordId, Tag};
use commonplace_core::record::Sealed;
use commonplace_sync::{CloseReason, Input, LinkId, Millis, Notice, Origin, Output, Replicator};
use serde::Serialize;
use serde_bytes::{ByteArray, ByteBuf, Bytes};

use crate::memory::MemoryReplica;

/// The circle that eve and bob share.
pub const TAG: Tag = Tag::from_bytes([7; 16]);
/// A circle of which she knows nothing but the name.
pub const OTHER_TAG: Tag = Tag::from_bytes([8; 16]);
/// Her device.
pub const EVE: DeviceId = DeviceId::from_bytes([0xee; 32]);
const BINDING: [u8; 32] = [9; 32];
const NONCE: [u8; 32] = [0xe0; 32];
const LINK: LinkId = LinkId(1);

/// Count and fingerprint of a lane.
pub type LaneSum = (u64, ByteBuf);

/// What eve says of her lanes: so many records, whatever they are.
#[must_use]
pub fn sums(counts: [u64; 3]) -> [LaneSum; 3] {
    counts.map(|count| (count, ByteBuf::from(if count == 0 { vec![] } else { vec![0xee; 16] })))
}

/// Bob's machine, to which eve has a stream.
#[derive(Debug)]
pub struct Bob {
    /// Under attack.
    pub machine: Replicator,
    /// What he keeps.
    pub replica: MemoryReplica,
    /// Virtual time.
    pub now: Millis,
    /// Frames to eve that she has not looked at.
    pub sent: Vec<Vec<u8>>,
    /// All that he ever sent, in bytes.
    pub sent_bytes: usize,
    /// Records that he was given to admit; he admits them all.
    pub ingested: Vec<Sealed>,
    /// How many slips he was given to keep.
    pub slips: usize,
    /// Why he has closed the stream, if he has.
    pub closed: Option<CloseReason>,
    /// What he was told.
    pub notices: Vec<Notice>,
    /// When he wants to be woken.
    pub wake: Option<Millis>,
    /// Whether eve's transport takes bytes.
    pub reads: bool,
}

impl Default for Bob {
    fn default() -> Self {
        Self::new()
    }
}

impl Bob {
    /// Alone, in one circle.
    #[must_use]
    pub fn new() -> Self {
        let mut replica = MemoryReplica::new(DeviceId::from_bytes([0xb0; 32]));
        replica.join(TAG);
        Self {
            machine: Replicator::new([3; 32]),
            replica,
            now: Millis(0),
            sent: Vec::new(),
            sent_bytes: 0,
            ingested: Vec::new(),
            slips: 0,
            closed: None,
            notices: Vec::new(),
            wake: None,
            reads: true,
        }
    }

    /// With eve's stream open and both hellos said.
    ///
    /// # Panics
    /// If his first frame is no hello.
    #[must_use]
    pub fn greeted() -> (Self, Eve) {
        Self::greeted_with(1)
    }

    fn greeted_with(features: u64) -> (Self, Eve) {
        let mut bob = Self::new();
        bob.input(Input::LinkUp { link: LINK, initiator: false, binding: BINDING });
        let hello = bob.sent.remove(0);
        let (_, _, nonce, _) = decode::<(u8, u8, ByteArray<32>, u64)>(&hello, 100).expect("a hello");
        let mut agreed = NONCE.to_vec();
        agreed.extend_from_slice(&nonce.into_array());
        agreed.extend_from_slice(&BINDING);
        bob.hear(&(0_u8, 1_u8, ByteArray::new(NONCE), features));
        (bob, Eve { agreed })
    }

    /// With a session in which eve claims to hold so many records.
    #[must_use]
    pub fn in_session(counts: [u64; 3]) -> (Self, Eve) {
        Self::in_session_with(1, counts)
    }

    /// The same; her hello says that she has these features.
    #[must_use]
    pub fn in_session_with(features: u64, counts: [u64; 3]) -> (Self, Eve) {
        let (mut bob, eve) = Self::greeted_with(features);
        bob.hear(&(1_u8, 0_u32, Bytes::new(&eve.gate(TAG, 0))));
        bob.hear(&(3_u8, 0_u32, Bytes::new(&eve.proof(0)), [0_u32; 3], sums(counts)));
        (bob, eve)
    }

    /// A frame of eve's comes.
    pub fn hear(&mut self, message: &impl Serialize) {
        self.hear_bytes(encode(message));
    }

    /// Bytes of eve's come as a frame.
    pub fn hear_bytes(&mut self, bytes: Vec<u8>) {
        self.input(Input::Frame { link: LINK, bytes });
    }

    /// She sends records in the session.
    pub fn hear_records(&mut self, records: &[Sealed]) {
        let envelopes: Vec<&Bytes> = records.iter().map(|record| Bytes::new(record.bytes())).collect();
        self.hear(&(6_u8, 0_u32, envelopes));
    }

    /// She sends a message of ids in the session.
    pub fn hear_ids(&mut self, kind: u8, ids: &[RecordId]) {
        let flat: Vec<u8> = ids.iter().flat_map(|id| *id.as_bytes()).collect();
        self.hear(&(kind, 0_u32, Bytes::new(&flat)));
    }

    /// Lets time pass.
    pub fn wait(&mut self, time: Duration) {
        let end = self.now.after(time);
        while let Some(at) = self.wake.filter(|at| *at <= end) {
            self.wake = None;
            self.now = self.now.max(at);
            self.input(Input::Tick);
        }
        self.now = end;
    }

    /// Something happens, and everything that follows at once.
    pub fn input(&mut self, input: Input) {
        let mut inputs = vec![input];
        while let Some(input) = inputs.pop() {
            for output in self.machine.handle(self.now, input, &self.replica) {
                self.output(output, &mut inputs);
            }
        }
    }

    fn output(&mut self, output: Output, inputs: &mut Vec<Input>) {
        match output {
            Output::Send { link, frame } => {
                self.sent_bytes += frame.len();
                if self.reads {
                    inputs.push(Input::Drained { link, bytes: frame.len() });
                }
                self.sent.push(frame);
            }
            Output::Ingest { link, tag, records } => {
                for record in records {
                    self.ingested.push(record.clone());
                    let id = record.id();
                    self.replica.insert(record);
                    inputs.push(Input::Admitted { tag, id, from: Origin::Link(link) });
                }
            }
            Output::Slips { link, tag, slips } => {
                for slip in slips {
                    let (key, number) = (slip.header().key, slip.header().number);
                    self.slips += 1;
                    if self.replica.keep_slip(slip) {
                        inputs.push(Input::SlipKept { tag, key, number, from: Some(link) });
                    }
                }
            }
            Output::Close { why, .. } => self.closed = Some(why),
            Output::WakeAt(at) => self.wake = Some(at),
            Output::Notice(notice) => self.notices.push(notice),
        }
    }

    /// Frames of one type that bob has sent since the last look.
    pub fn take_sent(&mut self, kind: u8) -> Vec<Vec<u8>> {
        std::mem::take(&mut self.sent).into_iter().filter(|frame| frame.get(1) == Some(&kind)).collect()
    }
}

/// What eve derives.
#[derive(Debug)]
pub struct Eve {
    agreed: Vec<u8>,
}

impl Eve {
    /// The gate that an end of the stream shows for a circle whose gate key is its tag twice.
    ///
    /// # Panics
    /// Never.
    #[must_use]
    pub fn gate(&self, tag: Tag, end: u8) -> [u8; 16] {
        let key: [u8; 32] = [*tag.as_bytes(), *tag.as_bytes()].concat().try_into().expect("twice sixteen");
        let hash = blake3::keyed_hash(&key, &[&self.agreed[..], &[end]].concat());
        hash.as_bytes()[..16].try_into().expect("sixteen")
    }

    /// Her proof as the initiator in a session.
    #[must_use]
    pub fn proof(&self, sid: u32) -> Vec<u8> {
        let input = [&self.agreed[..], &sid.to_le_bytes(), &[0]].concat();
        let transcript = blake3::derive_key("commonplace 2026 sync transcript 1", &input);
        let mac = blake3::keyed_hash(EVE.as_bytes(), &transcript);
        [&EVE.as_bytes()[..], mac.as_bytes()].concat()
    }
}
