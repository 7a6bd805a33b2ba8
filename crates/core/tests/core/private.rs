//! The frozen bytes of a private circle's salt and pages: a change here is a change of format.
//!
//! With `COMMONPLACE_WRITE_VECTORS=1` the file is written anew.

use commonplace_core::epoch::EpochSecret;
use commonplace_core::id::{PersonId, Tag};
use commonplace_core::key::DeviceSecret;
use commonplace_core::private::{Page, documents, salt};
use commonplace_core::slip::Slip;
use commonplace_core::time::Slot;
use data_encoding::HEXLOWER;
use serde_json::{Value, json};

use crate::frozen::hold;

const TAG: Tag = Tag::from_bytes([8; 16]);

fn laptop() -> DeviceSecret {
    DeviceSecret::from_seed([2; 32])
}

fn epoch() -> EpochSecret {
    EpochSecret::from_bytes([5; 32])
}

fn document() -> Vec<u8> {
    (0..4_010_u32).map(|place| u8::try_from(place % 251).expect("small")).collect()
}

fn pages() -> Vec<Slip> {
    let pages = Page::all(laptop().id(), &document()).expect("two");
    pages.iter().map(|page| page.write(&laptop(), TAG, 9, Slot(50_000), &epoch()).expect("in bounds")).collect()
}

fn vectors() -> Value {
    let hex = |bytes: &[u8]| HEXLOWER.encode(bytes);
    json!({
        "about": "person id 01.., 8 random bytes 09..; device seed 02.., tag 08.., epoch secret 05.., number 9, slot 50000, a document of 4010 bytes n % 251",
        "salt": hex(&salt(&PersonId::from_bytes([1; 32]), [9; 8])),
        "page_keys": [hex(Page::key(&laptop(), &TAG, 0).key().as_bytes()), hex(Page::key(&laptop(), &TAG, 1).key().as_bytes())],
        "last_page": hex(pages()[1].bytes()),
    })
}

#[test]
fn the_bytes_of_pages_are_frozen() {
    hold("private.json", &vectors());
}

#[test]
fn frozen_pages_open() {
    let read = |slip: &Slip| {
        let slip = Slip::from_bytes(slip.bytes()).expect("signed");
        (slip.header().number, Page::read(&slip, &epoch()).expect("a page"))
    };
    assert_eq!(documents(pages().iter().map(read))[&laptop().id()], document());
}
