//! Saying to the other own devices what is known here, and reading what they say.

use std::collections::BTreeMap;

use commonplace_core::epoch::EpochSecret;
use commonplace_core::id::{DeviceId, SlipKey, Tag};
use commonplace_core::limits::{PRIVATE_PAGE_BYTES, PRIVATE_PAGES};
use commonplace_core::private::{Page, documents};
use commonplace_core::slip::{Regard, next_number};
use commonplace_core::time::Slot;
use commonplace_learning::private::Private;

use super::{Engine, Now};

/// Hours after which pages are written again though nothing changed: long before they are passed on no longer.
const REFRESH_HOURS: u32 = 14 * 24;

impl Engine {
    /// The secret under which own devices speak now. What was sealed under another one is not read: a device that was taken
    /// away has those.
    fn private_secret(&self, tag: Tag) -> Option<EpochSecret> {
        let state = self.circles.get(&tag)?;
        let epoch = state.circle().writable_epoch(&state.secrets)?;
        state.secrets.get(&epoch).cloned()
    }

    /// Says what is known here, unless that is what was said last.
    pub(super) fn write_pages(&mut self, now: Now) {
        let Some(tag) = self.private_circle() else { return };
        let Some(secret) = self.private_secret(tag) else { return };
        // Over a restart it goes on with the hour.
        let turn = self.private.turn.wrapping_add(u64::from(Slot::of(now.wall).0));
        let Some(document) = self.private.known.document(PRIVATE_PAGES * PRIVATE_PAGE_BYTES, turn) else {
            self.trouble(crate::error::Error::TooMuchToShare.to_string());
            return;
        };
        let hash = *blake3::hash(&document).as_bytes();
        let unchanged = |(in_circle, under, said): &(Tag, EpochSecret, [u8; 32])| {
            *in_circle == tag && under.id() == secret.id() && *said == hash
        };
        if self.private.said.as_ref().is_some_and(unchanged) {
            return;
        }
        let device = self.me.device.clone();
        let Some(pages) = Page::all(device.id(), &document) else { return };
        let latest = self.own_page_keys(tag).filter_map(|key| self.circles.get(&tag)?.slips.number(&key)).max();
        let (number, slot) = (next_number(latest, now.wall), Slot::of(now.wall));
        for page in pages {
            if let Some(slip) = page.write(&device, tag, number, slot, &secret) {
                self.spread_slip(now, slip);
            }
        }
        // A crash must not make us give a number twice.
        self.write_slips();
        self.private.said = Some((tag, secret, hash));
        self.private.turn = self.private.turn.wrapping_add(1);
    }

    fn own_page_keys(&self, tag: Tag) -> impl Iterator<Item = SlipKey> {
        let most = u16::try_from(PRIVATE_PAGES).unwrap_or(u16::MAX);
        let device = self.me.device.clone();
        (0..most).map(move |index| Page::key(&device, &tag, index).key())
    }

    /// Says it again before what was said grows too old to be passed on.
    pub(in super::super) fn refresh_pages(&mut self, now: Now) {
        let Some(tag) = self.private_circle() else { return };
        let first = Page::key(&self.me.device, &tag, 0).key();
        let said = self.circles.get(&tag).and_then(|state| state.slips.get(&first)).map(|slip| slip.header().slot);
        if said.is_none_or(|slot| slot.0.saturating_add(REFRESH_HOURS) <= Slot::of(now.wall).0) {
            self.private.said = None;
            self.tell_own_devices(now, super::TOLD_AFTER);
        }
    }

    /// Reads what other own devices have said since the last time.
    pub(in super::super) fn hear_own_devices(&mut self, now: Now) {
        if !std::mem::take(&mut self.private.look) {
            return;
        }
        for tag in self.private_circles().into_values() {
            for (device, document) in self.documents_in(tag) {
                let hash = *blake3::hash(&document).as_bytes();
                if self.private.heard.insert((tag, device), hash) == Some(hash) {
                    continue;
                }
                // What a later version says is left to a later version.
                let Some(said) = Private::read(&document) else { continue };
                let changes = self.private.known.join(&said, now.wall);
                if !changes.is_empty() {
                    self.take_changes(now, changes);
                }
            }
        }
    }

    fn documents_in(&mut self, tag: Tag) -> BTreeMap<DeviceId, Vec<u8>> {
        let (Some(secret), me) = (self.private_secret(tag), self.me.device.id()) else { return BTreeMap::new() };
        let Some(state) = self.circles.get_mut(&tag) else { return BTreeMap::new() };
        let read = state.slips.slips().filter_map(|slip| {
            let page = Page::read(slip, &secret)?;
            Some((*slip.header(), page))
        });
        let members: Vec<_> = read.filter(|(_, page)| state.circle().is_member_device(&page.device)).collect();
        for (header, _) in &members {
            state.slips.regard(&header.key, Regard::Known);
        }
        let others = members.into_iter().filter(|(_, page)| page.device != me);
        documents(others.map(|(header, page)| (header.number, page)))
    }

    /// Whether a slip is another own device's word, or ours: strangers make room for it.
    pub(in super::super) fn is_page(&self, tag: Tag, slip: &commonplace_core::slip::Slip) -> bool {
        self.is_private(tag) && self.private_secret(tag).is_some_and(|secret| Page::read(slip, &secret).is_some())
    }
}
