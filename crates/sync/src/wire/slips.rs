//! Slips on the wire: names and numbers, and slips whole.

use commonplace_core::encoding;
use commonplace_core::id::SlipKey;
use commonplace_core::limits::sync as limits;
use commonplace_core::slip::Slip;
use serde_bytes::{ByteBuf, Bytes};

use super::{FrameError, Message, SLIP_ASK, SLIP_HAVE, SLIPS, Sid, read};

/// The first bytes of a slip's key. Who makes two keys with one name delays their own slips.
pub(crate) type SlipName = [u8; 8];

pub(crate) fn slip_name(key: &SlipKey) -> SlipName {
    crate::gate::first(key.as_bytes())
}

/// Name and number.
const TOLD_BYTES: usize = 16;

pub(super) fn encode_have(sid: Sid, slips: &[(SlipName, u64)]) -> Vec<u8> {
    let flat: Vec<u8> = slips.iter().flat_map(|(name, number)| [*name, number.to_be_bytes()].concat()).collect();
    encoding::encode(&(SLIP_HAVE, sid, Bytes::new(&flat)))
}

pub(super) fn decode_have(frame: &[u8]) -> Result<Message, FrameError> {
    let (_, sid, flat): (u8, Sid, ByteBuf) = read(frame)?;
    let (told, rest) = flat.as_chunks::<TOLD_BYTES>();
    if !rest.is_empty() || told.is_empty() || told.len() > limits::SLIPS_TOLD {
        return Err(FrameError::Bounds);
    }
    let split = |told: &[u8; TOLD_BYTES]| {
        let (mut name, mut number) = ([0; 8], [0; 8]);
        name.copy_from_slice(&told[..8]);
        number.copy_from_slice(&told[8..]);
        (name, u64::from_be_bytes(number))
    };
    Ok(Message::SlipHave { sid, slips: told.iter().map(split).collect() })
}

pub(super) fn encode_ask(sid: Sid, names: &[SlipName]) -> Vec<u8> {
    encoding::encode(&(SLIP_ASK, sid, Bytes::new(names.as_flattened())))
}

pub(super) fn decode_ask(frame: &[u8]) -> Result<Message, FrameError> {
    let (_, sid, flat): (u8, Sid, ByteBuf) = read(frame)?;
    let (names, rest) = flat.as_chunks::<8>();
    if !rest.is_empty() || names.is_empty() || names.len() > limits::SLIPS_TOLD {
        return Err(FrameError::Bounds);
    }
    Ok(Message::SlipAsk { sid, names: names.to_vec() })
}

pub(super) fn encode_slips(sid: Sid, slips: &[Vec<u8>]) -> Vec<u8> {
    let slips: Vec<&Bytes> = slips.iter().map(|bytes| Bytes::new(bytes)).collect();
    encoding::encode(&(SLIPS, sid, slips))
}

pub(super) fn decode_slips(frame: &[u8]) -> Result<Message, FrameError> {
    let (_, sid, slips): (u8, Sid, Vec<ByteBuf>) = read(frame)?;
    Ok(Message::Slips { sid, slips: slips.into_iter().map(ByteBuf::into_vec).collect() })
}

/// Gathers slips into one frame.
#[derive(Debug)]
pub(crate) struct SlipsWriter {
    slips: Vec<Vec<u8>>,
    bytes: usize,
}

/// Head of the array, type, session number, head of the list.
const HEAD_BYTES: usize = 1 + 1 + 5 + 3;
/// Head of a byte string of at most a slip's length.
const SLIP_HEAD_BYTES: usize = 3;

impl SlipsWriter {
    pub(crate) const fn new() -> Self {
        Self { slips: Vec::new(), bytes: HEAD_BYTES }
    }

    /// Takes the slip, or says that the frame is full.
    pub(crate) fn push(&mut self, slip: &Slip) -> bool {
        let bytes = self.bytes + SLIP_HEAD_BYTES + slip.bytes().len();
        let fits = bytes <= limits::FRAME_BYTES;
        if fits {
            self.bytes = bytes;
            self.slips.push(slip.bytes().to_vec());
        }
        fits
    }

    pub(crate) fn finish(self, sid: Sid) -> Option<Message> {
        (!self.slips.is_empty()).then_some(Message::Slips { sid, slips: self.slips })
    }
}
