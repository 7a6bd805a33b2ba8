//! Bundles that go through pockets: cut off, spoiled, in any order, and made by eve.

use std::collections::BTreeSet;
use std::io::Cursor;

use crate::frozen::{frozen, hold};
use commonplace_core::blob::{BlobKey, ListBuilder, SegmentList, seal_segment};
use commonplace_core::bundle::{
    FRAME_HEAD_BYTES, Frame, FrameHead, Have, HaveWriter, Header, Item, LaneSum, MAGIC, NotABundle, Reader, Writer,
    slip_hash,
};
use commonplace_core::epoch::EpochSecret;
use commonplace_core::id::{BlobId, RecordId, Tag};
use commonplace_core::limits::HAVE_IDS;
use commonplace_core::record::{Draft, Kind, Lane, Position, Sealed};
use commonplace_core::set::SetKey;
use commonplace_core::time::{Slot, Timestamp};
use data_encoding::HEXLOWER;
use proptest::prelude::*;
use serde_json::json;

use crate::world::{TAG, alice};

fn post(number: u8) -> Sealed {
    let draft = Draft {
        lane: Lane::Posts,
        kind: Kind(80),
        after: Vec::new(),
        auth: RecordId::from_bytes([3; 32]),
        wall: Timestamp::from_millis(1_790_000_000_000),
        lamport: u64::from(number) + 1,
        body: vec![number; 20],
    };
    let position = Position { seq: u64::from(number), prev: (number > 0).then(|| RecordId::from_bytes([number; 32])) };
    draft.seal(&alice().laptop, position, TAG, &EpochSecret::from_bytes([5; 32])).expect("fits").0
}

fn blob(bytes: &[u8]) -> (SegmentList, Vec<u8>) {
    let mut piece = bytes.to_vec();
    seal_segment(&BlobKey::from_bytes([9; 32]), 0, true, &mut piece).expect("short");
    let mut list = ListBuilder::new();
    list.push(&piece, true);
    (list.finish().expect("one segment"), piece)
}

fn header() -> Header {
    Header { tag: TAG, part: 1, held: [LaneSum { count: 7, fingerprint: [1; 16] }; 3] }
}

/// A bundle of three posts, a slip and a small attachment, and where each thing ends in it.
fn small() -> (Vec<u8>, Vec<(u64, Item)>) {
    let mut writer = Writer::new(Vec::new(), &header()).expect("memory");
    let mut items = Vec::new();
    let posts: Vec<Sealed> = (0..3).map(post).collect();
    for post in &posts {
        writer.push(&Frame::Record(post.bytes())).expect("memory");
        items.push((writer.position(), Item::Record(post.bytes().to_vec())));
    }
    writer.push(&Frame::Slip(b"a slip")).expect("memory");
    items.push((writer.position(), Item::Slip(b"a slip".to_vec())));
    let (list, segment) = blob(b"a picture");
    writer.push(&Frame::Blob(list.clone())).expect("memory");
    items.push((writer.position(), Item::Blob(list.clone())));
    writer.push(&Frame::Segment { blob: list.id(), index: 0, bytes: &segment }).expect("memory");
    items.push((writer.position(), Item::Segment { blob: list.id(), index: 0, bytes: segment }));
    (writer.finish().expect("memory"), items)
}

type Read<'a> = (Reader<Cursor<&'a [u8]>>, Vec<Item>);

fn read(bytes: &[u8]) -> Result<Read<'_>, NotABundle> {
    let mut reader = Reader::open(Cursor::new(bytes))?;
    let mut items = Vec::new();
    while let Some(item) = reader.next(|_, _| true)? {
        items.push(item);
    }
    Ok((reader, items))
}

#[test]
fn what_is_written_is_read() {
    let (bytes, items) = small();
    let (reader, found) = read(&bytes).expect("a bundle");
    assert_eq!(found, items.into_iter().map(|(_, item)| item).collect::<Vec<_>>());
    assert_eq!((reader.header(), reader.is_whole()), (Some(&header()), true));
    assert_eq!(reader.passed(), Default::default());
    assert_eq!(reader.progress(), (bytes.len() as u64, bytes.len() as u64));
}

#[test]
fn the_end_names_all_before_it_by_its_hash() {
    let (bytes, _) = small();
    let end = &bytes[bytes.len() - 72..];
    let head = FrameHead::parse(end[..FRAME_HEAD_BYTES].try_into().expect("eight")).expect("a head");
    let Ok(Frame::End(end)) = Frame::parse(head, &end[FRAME_HEAD_BYTES..]) else { panic!("the end is the end") };
    assert_eq!(end.len, bytes.len() as u64 - 72);
    assert_eq!(end.hash, *blake3::hash(&bytes[..bytes.len() - 72]).as_bytes());
}

#[test]
fn a_bundle_cut_at_any_byte_loses_only_its_tail() {
    let (bytes, items) = small();
    for len in 0..bytes.len() {
        let cut = &bytes[..len];
        let Ok((reader, found)) = read(cut) else {
            assert!(len < MAGIC.len(), "cut at {len}");
            continue;
        };
        let whole = items.iter().filter(|(end, _)| *end <= len as u64).map(|(_, item)| item.clone());
        assert_eq!(found, whole.collect::<Vec<_>>(), "cut at {len}");
        assert!(!reader.is_whole(), "cut at {len}");
        assert_eq!(reader.passed().spoiled, 0, "cut at {len}");
    }
}

#[test]
fn a_flipped_bit_loses_one_frame_at_most_and_makes_nothing_up() {
    let (bytes, items) = small();
    let all: Vec<Item> = items.iter().map(|(_, item)| item.clone()).collect();
    for bit in 0..bytes.len() * 8 {
        let mut spoiled = bytes.clone();
        spoiled[bit / 8] ^= 1 << (bit % 8);
        let (reader, found) = read(&spoiled).expect("magic and header are not both spoiled");
        assert!(found.iter().all(|item| all.contains(item)), "bit {bit} makes something up");
        assert!(found.len() + 1 >= all.len(), "bit {bit} costs more than a frame");
        let at = (bit / 8) as u64;
        let lost = items.iter().position(|(end, _)| at < *end).filter(|_| at >= items[0].0.min(at + 1));
        if found.len() < all.len() {
            let passed = reader.passed();
            assert!(passed.spoiled + passed.newer + passed.cut > 0, "bit {bit} is told of: {lost:?}");
        }
    }
}

#[test]
fn what_lies_between_frames_is_passed_over_and_counted() {
    let (bytes, items) = small();
    let mut spoiled = Vec::new();
    let mut from = 0;
    for (end, _) in &items {
        let end = usize::try_from(*end).expect("small");
        spoiled.extend_from_slice(&bytes[from..end]);
        spoiled.extend_from_slice(&[0; 100]);
        from = end;
    }
    spoiled.extend_from_slice(&bytes[from..]);
    let (reader, found) = read(&spoiled).expect("a bundle");
    assert_eq!(found.len(), items.len());
    assert_eq!(reader.passed().spoiled, 100 * items.len() as u64);
}

#[test]
fn a_reader_that_holds_the_records_goes_on_behind_them_and_takes_no_segment_that_it_has() {
    let (bytes, _) = small();
    let mut reader = Reader::open(Cursor::new(&bytes)).expect("a bundle");
    assert!(reader.pass_records().expect("memory"));
    let mut found = Vec::new();
    while let Some(item) = reader.next(|_, _| false).expect("memory") {
        found.push(item);
    }
    assert!(matches!(found.as_slice(), [Item::Slip(_), Item::Blob(_)]), "{found:?}");
    reader.rewind().expect("memory");
    assert!(matches!(reader.next(|_, _| true), Ok(Some(Item::Record(_)))));
    let cut = &bytes[..bytes.len() - 1];
    assert!(!Reader::open(Cursor::new(cut)).expect("a bundle").pass_records().expect("memory"), "it has no index");
}

#[test]
fn what_is_no_bundle_is_none_and_a_later_one_says_so() {
    for bytes in [&b""[..], b"cpbund", b"PK\x03\x04 a zip file of some length", &[0xff; 5000]] {
        assert!(matches!(Reader::open(Cursor::new(bytes)), Err(NotABundle::Other)));
    }
    let (bytes, _) = small();
    assert!(matches!(Have::read(bytes.as_slice(), HAVE_IDS), Err(NotABundle::Other)));
}

#[test]
fn claims_of_any_length_cost_no_memory() {
    let (bytes, items) = small();
    for claim in [u32::MAX, 1 << 31, 2 << 20, 49 * 1024] {
        // Eve writes a record's head with a true check and a false length: it is no frame.
        let mut head = vec![2];
        head.extend_from_slice(&claim.to_le_bytes());
        head.extend_from_slice(&blake3::keyed_hash(b"commonplace 2026 bundle head   1", &head).as_bytes()[..3]);
        assert_eq!(FrameHead::parse(head[..].try_into().expect("eight")), None, "{claim}");
        let spoiled = [&MAGIC[..], &head, &bytes[MAGIC.len()..]].concat();
        let (_, found) = read(&spoiled).expect("a bundle");
        assert_eq!(found.len(), items.len());
    }
}

proptest! {
    #[test]
    fn frames_in_any_order_are_the_same_things(order in Just((0..6).collect::<Vec<usize>>()).prop_shuffle()) {
        let (bytes, items) = small();
        let begin = MAGIC.len() + header_len();
        let starts: Vec<usize> = std::iter::once(begin)
            .chain(items.iter().map(|(end, _)| usize::try_from(*end).expect("small")))
            .collect();
        let mut shuffled = bytes[..begin].to_vec();
        for place in &order {
            shuffled.extend_from_slice(&bytes[starts[*place]..starts[*place + 1]]);
        }
        let (_, found) = read(&shuffled).expect("a bundle");
        let expected: Vec<Item> = order.iter().map(|place| items[*place].1.clone()).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn any_bytes_behind_a_bundles_beginning_end_in_time(noise in proptest::collection::vec(any::<u8>(), 0..4000)) {
        let bytes = [&MAGIC[..], &noise].concat();
        let (reader, _) = read(&bytes).expect("named a bundle");
        prop_assert!(!reader.is_whole());
        let _none = Have::read(noise.as_slice(), HAVE_IDS);
    }

    #[test]
    fn several_wounds_lose_only_what_they_touch(places in proptest::collection::vec(0_usize..800, 1..4)) {
        let (mut bytes, items) = small();
        let clean = bytes.clone();
        for place in &places {
            let at = MAGIC.len() + place % (bytes.len() - MAGIC.len());
            bytes[at] ^= 0x55;
        }
        let (_, found) = read(&bytes).expect("the magic is there");
        let mut from = MAGIC.len() + header_len();
        for (end, item) in &items {
            let end = usize::try_from(*end).expect("small");
            if bytes[from..end] == clean[from..end] {
                prop_assert!(found.contains(item));
            }
            from = end;
        }
    }

    #[test]
    fn what_somebody_has_is_known_and_nothing_else(
        held in proptest::collection::btree_set((0_u8..3, 0_u32..100_000, any::<u64>()), 0..300),
        others in proptest::collection::btree_set((0_u8..3, 0_u32..100_000, any::<u64>()), 0..50),
        cut in 0_usize..5000,
    ) {
        let bytes = have(&held);
        let name = |(lane, slot, id): &(u8, u32, u64)| (
            Lane::try_from(*lane).expect("a lane"),
            SetKey { slot: Slot(*slot), id: RecordId::of(&id.to_le_bytes()) },
        );
        let whole = Have::read(bytes.as_slice(), HAVE_IDS).expect("whole");
        prop_assert!(held.iter().map(name).all(|(lane, key)| whole.has_record(lane, &key)));
        prop_assert_eq!(whole.record_count(), held.len());
        let others: BTreeSet<_> = others.difference(&held).copied().collect();
        prop_assert!(!others.iter().map(name).any(|(lane, key)| whole.has_record(lane, &key)));
        // Cut anywhere, it claims less, and never more.
        if let Ok(short) = Have::read(&bytes[..cut.min(bytes.len())], HAVE_IDS) {
            prop_assert!(short.record_count() <= held.len());
            prop_assert!(!others.iter().map(name).any(|(lane, key)| short.has_record(lane, &key)));
        }
    }
}

fn header_len() -> usize {
    Frame::Header(header()).to_bytes().len()
}

fn have(held: &BTreeSet<(u8, u32, u64)>) -> Vec<u8> {
    let mut writer = HaveWriter::new(Vec::new(), TAG, [4; 32]).expect("memory");
    for (lane, slot, id) in held {
        let key = SetKey { slot: Slot(*slot), id: RecordId::of(&id.to_le_bytes()) };
        writer.record(Lane::try_from(*lane).expect("a lane"), key).expect("memory");
    }
    writer.finish().expect("memory")
}

#[test]
fn a_file_of_what_somebody_has_takes_nine_bytes_a_record() {
    let held: BTreeSet<(u8, u32, u64)> = (0..10_000).map(|n| (1, 50_000 + n / 20, u64::from(n))).collect();
    let bytes = have(&held).len();
    assert!(bytes < 10_000 * 9 + 200, "{bytes} bytes for 10,000 records");
}

#[test]
fn attachments_parts_and_slips_are_known_too() {
    let (whole, part) = (BlobId::from_bytes([1; 32]), BlobId::from_bytes([2; 32]));
    let mut writer = HaveWriter::new(Vec::new(), TAG, [4; 32]).expect("memory");
    writer.blob(&whole).expect("memory");
    writer.part(&part, &[0b0000_0101, 1]).expect("memory");
    writer.slip(&slip_hash(b"a slip")).expect("memory");
    let have = Have::read(writer.finish().expect("memory").as_slice(), HAVE_IDS).expect("whole");
    assert!(have.has_blob(&whole) && !have.has_blob(&part));
    let segments: Vec<u32> = (0..20).filter(|index| have.has_segment(&part, *index)).collect();
    assert_eq!(segments, [0, 2, 8]);
    assert!(have.has_slip(&slip_hash(b"a slip")) && !have.has_slip(&slip_hash(b"another")));
    assert_eq!(have.tag(), TAG);
}

#[test]
fn a_list_takes_no_more_memory_than_it_may() {
    // Eve's stick: as many parts as may be, each as long as a frame.
    let mut writer = HaveWriter::new(Vec::new(), TAG, [4; 32]).expect("memory");
    for n in 0..1000_u64 {
        let len = if n % 2 == 0 { 60_000 } else { 4_000 };
        writer.part(&BlobId::from_bytes(*blake3::hash(&n.to_le_bytes()).as_bytes()), &vec![0xff; len]).expect("memory");
    }
    let bytes = writer.finish().expect("memory");
    let of = |n: u64| BlobId::from_bytes(*blake3::hash(&n.to_le_bytes()).as_bytes());
    let all = Have::read(bytes.as_slice(), HAVE_IDS).expect("a list");
    assert!(!all.has_segment(&of(0), 0), "no attachment has that many segments");
    assert!(all.has_segment(&of(1), 0) && all.has_segment(&of(999), 0));
    let most = 1_000;
    let some = Have::read(bytes.as_slice(), most).expect("a list");
    assert!(some.weight() <= most + 300, "{} ids", some.weight());
    assert!(!some.has_segment(&of(999), 0), "what is beyond counts as not there");
}

/// The frozen bytes: sticks of today are read in ten years. With `COMMONPLACE_WRITE_VECTORS=1` the file is written anew.
#[test]
fn the_format_is_what_it_was() {
    let (bundle, items) = small();
    let held: BTreeSet<(u8, u32, u64)> = [(0, 57_000, 1), (0, 57_300, 2), (1, 57_001, 3), (2, 57_002, 4)].into();
    let have = have(&held);
    let found = json!({
        "tag": HEXLOWER.encode(TAG.as_bytes()),
        "bundle": HEXLOWER.encode(&bundle),
        "frame_ends": items.iter().map(|(end, _)| *end).collect::<Vec<_>>(),
        "salt": HEXLOWER.encode(&[4; 32]),
        "have": HEXLOWER.encode(&have),
    });
    hold("bundle.json", &found);
    let frozen = frozen("bundle.json");
    let bytes = HEXLOWER.decode(frozen["bundle"].as_str().expect("text").as_bytes()).expect("hex");
    assert_eq!(read(&bytes).expect("a bundle").1.len(), items.len());
    let tag: Tag =
        HEXLOWER.decode(frozen["tag"].as_str().expect("text").as_bytes()).expect("hex")[..].try_into().expect("16");
    assert_eq!(tag, TAG);
}
