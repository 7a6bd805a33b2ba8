//! What comes on a stick or beside a circle's records: bundles, lists of what somebody has, slips.

use std::io::Cursor;

use commonplace_core::bundle::{HAVE_MAGIC, Have, Item, MAGIC, Reader};
use commonplace_core::epoch::EpochSecret;
use commonplace_core::frontier::{Frontier, Places};
use commonplace_core::id::{BlobId, RecordId, Tag};
use commonplace_core::limits;
use commonplace_core::record::Lane;
use commonplace_core::set::SetKey;
use commonplace_core::slip::{Offered, Regard, Shelf, Slip, SlipSecret};
use commonplace_core::time::Slot;
use commonplace_node::runtime::blob_decoders;

use super::{bytes, parts, take};

/// Both by `docs/records.md`, since what is framed here is not made with our code.
const HEAD_KEY: [u8; 32] = *b"commonplace 2026 bundle head   1";
const FRAME_KEY: [u8; 32] = *b"commonplace 2026 bundle frame  1";

/// Parts of the input, each a kind and a payload, as frames whose checks are right, after the first bytes of the file.
fn framed(magic: &[u8], input: &[u8]) -> Vec<u8> {
    let mut file = magic.to_vec();
    for part in parts(input) {
        let Some((kind, payload)) = part.split_first() else { continue };
        let length = u32::try_from(payload.len()).expect("short").to_le_bytes();
        let head = [&[*kind][..], &length].concat();
        file.extend_from_slice(&head);
        file.extend_from_slice(&blake3::keyed_hash(&HEAD_KEY, &head).as_bytes()[..3]);
        file.extend_from_slice(payload);
        let mut hasher = blake3::Hasher::new_keyed(&FRAME_KEY);
        let mut hash = [0; 16];
        hasher.update(&[*kind]).update(payload).finalize_xof().fill(&mut hash);
        file.extend_from_slice(&hash);
    }
    file
}

pub(super) fn bundle(input: &[u8]) {
    read_bundle(input);
    read_bundle(&framed(&MAGIC, input));
}

fn read_bundle(file: &[u8]) {
    let Ok(mut reader) = Reader::open(Cursor::new(file)) else { return };
    for skip in [false, true] {
        let mut taken = 0;
        while let Some(item) = reader.next(|_, index| index % 2 == 0).expect("memory") {
            taken += 1;
            assert!(taken <= file.len(), "items have bytes");
            match item {
                Item::Record(envelope) => bytes::envelope(&envelope),
                Item::Slip(slip) => read_slip(&slip),
                Item::Blob(list) => assert!(list.count() > 0),
                Item::Segment { bytes, .. } => assert!(bytes.len() <= limits::SEGMENT_BYTES),
            }
        }
        assert!(reader.progress().0 >= file.len() as u64, "it is read to the end");
        reader.rewind().expect("memory");
        if skip {
            let _may_have_an_index = reader.pass_records().expect("memory");
        }
    }
}

pub(super) fn have(input: &[u8]) {
    for file in [input.to_vec(), framed(&HAVE_MAGIC, input)] {
        if let Ok(have) = Have::read(file.as_slice(), limits::HAVE_IDS) {
            assert!(have.record_count() <= file.len(), "ids have bytes");
            let (id, blob) = (RecordId::from_bytes([7; 32]), BlobId::from_bytes([7; 32]));
            let key = SetKey { slot: Slot(9), id };
            let _asked = (have.has_record(Lane::Posts, &key), have.has_blob(&blob), have.has_segment(&blob, u32::MAX));
        }
    }
}

pub(super) fn slip(input: &[u8]) {
    read_slip(input);
    let mut shelf = Shelf::default();
    for part in parts(input).take(64) {
        if let Ok(slip) = Slip::read(part) {
            let (key, number) = (slip.header().key, slip.header().number);
            let offered = shelf.offer(slip, Regard::Stranger, Slot(58_934));
            assert!(!matches!(offered, Offered::Kept { .. }) || shelf.number(&key) == Some(number));
        }
    }
    assert!(shelf.len() <= limits::SLIPS && shelf.bytes() <= limits::SLIPS * limits::SLIP_BYTES);
}

/// What a member says that they hold, whatever is under the seal.
pub(super) fn frontier(input: &[u8]) {
    let epoch = EpochSecret::from_bytes([5; 32]);
    let slip = SlipSecret::from_seed([7; 32]).write(Tag::from_bytes([3; 16]), 7, Slot(58_934), &epoch, input);
    if let Some(frontier) = slip.and_then(|slip| Frontier::read(&slip, &epoch)) {
        assert!(frontier.heads.len() <= limits::FRONTIER_HEADS);
        let below = |(name, places): (&_, &Places)| places.last() <= frontier.heads.get(name).map(|head| head.seq);
        assert!(frontier.without.iter().all(below), "nothing beyond what is claimed");
    }
}

/// Both ends of a stream about an attachment.
pub(super) fn blob_words(mut input: &[u8]) {
    blob_decoders::asker(input);
    let size = u64::from_le_bytes(take(&mut input));
    // A list of the largest attachment is a megabyte: of that size only what is there.
    blob_decoders::holder(size, input);
}

fn read_slip(input: &[u8]) {
    let Ok(slip) = Slip::read(input) else { return };
    assert_eq!(slip.bytes(), input, "bytes are kept as they came");
    assert!(slip.sealed().len() <= limits::SLIP_SEALED_BYTES);
    let _none_of_ours = (slip.is_signed(), slip.open(&EpochSecret::from_bytes([5; 32])));
}
