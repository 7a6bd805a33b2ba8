//! A person's private circle: an ordinary circle whose only founder is that person, told from others by its salt; and the
//! pages, slips beside its set, in which each device passes on what its person's settings, read marks and drafts are. What
//! is written on the pages is told in learning. See `docs/decisions/0017-own-devices-share-a-private-circle.md`.

use std::collections::BTreeMap;

use serde_bytes::{ByteBuf, Bytes};

use crate::encoding::{decode, encode};
use crate::epoch::EpochSecret;
use crate::id::{DeviceId, PersonId, Tag};
use crate::key::DeviceSecret;
use crate::limits;
use crate::slip::{Slip, SlipSecret};
use crate::time::Slot;

/// How the first half of a private circle's salt follows from its person.
const MARK_CONTEXT: &str = "commonplace 2026 private circle 1";
/// How the key of a page's slip is derived.
const PAGE_CONTEXT: &str = "commonplace 2026 private page slip key 1";
/// What the content of a slip begins with when it is a page.
const KIND: u8 = 1;
const MARK: usize = 8;

fn mark(person: &PersonId) -> [u8; MARK] {
    let derived = blake3::derive_key(MARK_CONTEXT, person.as_bytes());
    let mut mark = [0; MARK];
    mark.copy_from_slice(&derived[..MARK]);
    mark
}

/// The salt of a private circle of this person.
#[must_use]
pub fn salt(person: &PersonId, random: [u8; 8]) -> [u8; 16] {
    let mut salt = [0; 16];
    salt[..MARK].copy_from_slice(&mark(person));
    salt[MARK..].copy_from_slice(&random);
    salt
}

/// Whether a circle with this salt is private to this person, provided that they are its only founder.
pub(crate) fn is_marked(person: &PersonId, salt: &[u8; 16]) -> bool {
    salt[..MARK] == mark(person)
}

/// A part of what a device says to the other ones of its person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Whose word it is. Whoever holds the epoch can say so, and all of these are devices of one person.
    pub device: DeviceId,
    /// Its place, from 0 on; below [`Page::of`].
    pub index: u16,
    /// How many pages there are; at most [`limits::PRIVATE_PAGES`].
    pub of: u16,
    /// At most [`limits::PRIVATE_PAGE_BYTES`].
    pub bytes: Vec<u8>,
}

/// `[kind, device, index, of, bytes]`.
type PageWire = (u8, DeviceId, u16, u16, ByteBuf);

impl Page {
    /// The pages on which a device writes a document; none when there would be more than
    /// [`limits::PRIVATE_PAGES`].
    #[must_use]
    pub fn all(device: DeviceId, document: &[u8]) -> Option<Vec<Self>> {
        let parts: Vec<&[u8]> = match document.chunks(limits::PRIVATE_PAGE_BYTES).collect::<Vec<_>>() {
            parts if parts.is_empty() => vec![&[]],
            parts => parts,
        };
        if parts.len() > limits::PRIVATE_PAGES {
            return None;
        }
        let of = u16::try_from(parts.len()).ok()?;
        let page = |(index, bytes): (u16, &[u8])| Self { device, index, of, bytes: bytes.to_vec() };
        Some((0..of).zip(parts).map(page).collect())
    }

    /// The key under which a device writes the page of this place.
    #[must_use]
    pub fn key(device: &DeviceSecret, tag: &Tag, index: u16) -> SlipSecret {
        SlipSecret::derive(PAGE_CONTEXT, device, tag, &index.to_be_bytes())
    }

    /// The slip of this page. All pages of one document have one number, greater than that of the document before. None
    /// when a part is out of bounds.
    #[must_use]
    pub fn write(&self, device: &DeviceSecret, tag: Tag, number: u64, slot: Slot, epoch: &EpochSecret) -> Option<Slip> {
        if self.device != device.id() || !self.is_bounded() {
            return None;
        }
        let content = encode(&(KIND, self.device, self.index, self.of, Bytes::new(&self.bytes)));
        Self::key(device, &tag, self.index).write(tag, number, slot, epoch, &content)
    }

    /// The page that a slip is, if it is one and opens under this secret.
    #[must_use]
    pub fn read(slip: &Slip, epoch: &EpochSecret) -> Option<Self> {
        let content = slip.open(epoch)?;
        let (kind, device, index, of, bytes): PageWire = decode(&content, limits::SLIP_CONTENT_BYTES).ok()?;
        let page = Self { device, index, of, bytes: bytes.into_vec() };
        (kind == KIND && page.is_bounded()).then_some(page)
    }

    fn is_bounded(&self) -> bool {
        self.index < self.of
            && usize::from(self.of) <= limits::PRIVATE_PAGES
            && self.bytes.len() <= limits::PRIVATE_PAGE_BYTES
    }
}

/// The documents of which all pages are there, each device's latest: from pages and the numbers of their slips, in any
/// order. Of a document of which a page is missing nothing is read: it comes, or a later document does.
#[must_use]
pub fn documents(pages: impl IntoIterator<Item = (u64, Page)>) -> BTreeMap<DeviceId, Vec<u8>> {
    let mut written: BTreeMap<(DeviceId, u64), BTreeMap<u16, Page>> = BTreeMap::new();
    for (number, page) in pages {
        written.entry((page.device, number)).or_default().insert(page.index, page);
    }
    let mut documents = BTreeMap::new();
    // Ascending numbers: the latest whole one stays.
    for ((device, _), pages) in written {
        let of = pages.values().next().map_or(0, |page| usize::from(page.of));
        if pages.len() == of && pages.values().all(|page| usize::from(page.of) == of) {
            documents.insert(device, pages.into_values().flat_map(|page| page.bytes).collect());
        }
    }
    documents
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAG: Tag = Tag::from_bytes([7; 16]);
    const SLOT: Slot = Slot(50_000);

    fn laptop(seed: u8) -> DeviceSecret {
        DeviceSecret::from_seed([seed; 32])
    }

    fn epoch() -> EpochSecret {
        EpochSecret::from_bytes([5; 32])
    }

    fn slips(of: u8, number: u64, document: &[u8]) -> Vec<Slip> {
        let pages = Page::all(laptop(of).id(), document).expect("few enough");
        pages.iter().map(|page| page.write(&laptop(of), TAG, number, SLOT, &epoch()).expect("in bounds")).collect()
    }

    fn read(slips: &[Slip]) -> BTreeMap<DeviceId, Vec<u8>> {
        documents(slips.iter().filter_map(|slip| Some((slip.header().number, Page::read(slip, &epoch())?))))
    }

    #[test]
    fn a_document_is_read_when_all_its_pages_are_there_in_whatever_order() {
        let text: Vec<u8> =
            (0..limits::PRIVATE_PAGE_BYTES * 2 + 9).map(|n| u8::try_from(n % 251).expect("small")).collect();
        let mut pages = slips(2, 7, &text);
        assert_eq!(pages.len(), 3);
        assert_eq!(read(&pages)[&laptop(2).id()], text);
        pages.reverse();
        assert_eq!(read(&pages)[&laptop(2).id()], text);
        assert!(read(&pages[1..]).is_empty(), "a page is missing");
        // One page of the next document has come: of neither one all pages are there.
        let next = slips(2, 8, &[text.as_slice(), b"more"].concat());
        let mixed = [&next[..1], &pages[..2]].concat();
        assert!(read(&mixed).is_empty());
        assert_eq!(read(&slips(2, 9, b""))[&laptop(2).id()], b"");
        let both = [slips(2, 9, b"desk"), slips(3, 1, b"train")].concat();
        assert_eq!(read(&both).into_values().collect::<std::collections::BTreeSet<_>>().len(), 2);
    }

    #[test]
    fn nothing_longer_is_written_and_nobody_else_reads_it() {
        let most = limits::PRIVATE_PAGES * limits::PRIVATE_PAGE_BYTES;
        assert!(Page::all(laptop(2).id(), &vec![0; most]).is_some());
        assert!(Page::all(laptop(2).id(), &vec![0; most + 1]).is_none());
        let page = &slips(2, 7, b"salt")[0];
        assert_eq!(Page::read(page, &EpochSecret::from_bytes([6; 32])), None);
        let frontier = SlipSecret::frontier(&laptop(2), &TAG).write(TAG, 7, SLOT, &epoch(), b"salt");
        assert_eq!(Page::read(&frontier.expect("in bounds"), &epoch()), None);
        let other = Page { device: laptop(3).id(), index: 0, of: 1, bytes: Vec::new() };
        assert!(other.write(&laptop(2), TAG, 7, SLOT, &epoch()).is_none(), "a device writes its own pages");
    }

    #[test]
    fn a_private_circle_is_marked_for_its_person() {
        let (alice, bob) = (PersonId::from_bytes([1; 32]), PersonId::from_bytes([2; 32]));
        let marked = salt(&alice, [9; 8]);
        assert!(is_marked(&alice, &marked) && !is_marked(&bob, &marked));
        assert_ne!(marked, salt(&alice, [8; 8]));
    }
}
