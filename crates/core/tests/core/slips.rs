//! The frozen bytes of slips: a change here is a change of format.
//!
//! With `COMMONPLACE_WRITE_VECTORS=1` the file is written anew.

use crate::frozen::hold;
use commonplace_core::epoch::EpochSecret;
use commonplace_core::frontier::{Frontier, Head, Places, Without, device_name};
use commonplace_core::id::{DeviceId, RecordId, Tag};
use commonplace_core::key::DeviceSecret;
use commonplace_core::slip::{Slip, SlipSecret};
use commonplace_core::time::{Slot, Timestamp};
use data_encoding::HEXLOWER;
use serde_json::{Value, json};

const TAG: Tag = Tag::from_bytes([8; 16]);

fn hex(bytes: &[u8]) -> String {
    HEXLOWER.encode(bytes)
}

fn laptop() -> DeviceSecret {
    DeviceSecret::from_seed([2; 32])
}

fn epoch() -> EpochSecret {
    EpochSecret::from_bytes([5; 32])
}

fn short_one() -> Slip {
    let secret = SlipSecret::frontier(&laptop(), &TAG);
    secret.write(TAG, 7, Slot(50_000), &epoch(), b"salt").expect("in bounds")
}

fn frontier(without: Without) -> Slip {
    let head = |device: u8, seq| {
        let id = RecordId::of(&[device]);
        (device_name(&DeviceId::from_bytes([device; 32])), Head::new(seq, &id))
    };
    let wall = Timestamp::from_millis(1_790_000_000_000);
    let said = Frontier { device: laptop().id(), wall, heads: [head(1, 6), head(2, 7)].into(), without };
    said.write(&laptop(), TAG, 9, &epoch()).expect("in bounds")
}

fn let_go() -> Without {
    let of = |device: u8, places: &[u64]| {
        (device_name(&DeviceId::from_bytes([device; 32])), places.iter().copied().collect::<Places>())
    };
    [of(1, &[0, 2, 3]), of(2, &[7])].into()
}

fn vectors() -> Value {
    let slip = short_one();
    json!({
        "about": "device seed 02.., tag 08.., epoch secret 05.., number 7, slot 50000, content `salt`",
        "frontier_key": hex(SlipSecret::frontier(&laptop(), &TAG).key().as_bytes()),
        "content": hex(b"salt"),
        "slip": hex(slip.bytes()),
        "frontier": {
            "about": "the same device, 1790000000000 ms, places 6 and 7 of devices 01.. and 02.., records BLAKE3 of the bytes 01 and 02, number 9",
            "slip": hex(frontier(Without::new()).bytes()),
        },
        "frontier_without": {
            "about": "the same, without the bodies at places 0, 2 and 3 of device 01.., and at place 7 of device 02..",
            "slip": hex(frontier(let_go()).bytes()),
        },
    })
}

#[test]
fn the_bytes_of_slips_are_frozen() {
    hold("slips.json", &vectors());
}

#[test]
fn a_frozen_slip_opens() {
    let slip = Slip::from_bytes(short_one().bytes()).expect("signed");
    assert_eq!(slip.open(&epoch()).as_deref(), Some(&b"salt"[..]));
}

#[test]
fn a_frozen_frontier_says_which_bodies_were_let_go() {
    let read = |without| Frontier::read(&frontier(without), &epoch()).map(|said| said.without);
    assert_eq!(read(let_go()), Some(let_go()));
    assert_eq!(read(Without::new()), Some(Without::new()));
}
