//! Which other devices have said that they hold an attachment, and when: what "on 3 devices" rests on.
//!
//! A claim is remembered only from a device that proved to be a member's, and only of a whole attachment. It is what a
//! person is told; what may be let go is never decided on a memory (`quota`).

use std::collections::{BTreeMap, BTreeSet};

use commonplace_core::id::{BlobId, DeviceId, PersonId, RecordId, Tag};
use commonplace_core::limits;
use commonplace_core::time::Timestamp;
use commonplace_store::Entry;

use super::io::BlobQuestion;
use super::{AskId, Effect, Engine, Now, schema, store_error};
use crate::answer::Author;
use crate::error::Error;

const PREFIX: &[u8] = b"holders/";

fn key(blob: &BlobId) -> Vec<u8> {
    [PREFIX, blob.as_bytes()].concat()
}

/// What devices have said.
#[derive(Debug, Default)]
pub(super) struct Holders {
    said: BTreeMap<BlobId, BTreeMap<DeviceId, Timestamp>>,
    /// What is not on the disk yet. A crash forgets it, and then less is claimed than is true.
    unwritten: BTreeSet<BlobId>,
}

impl Holders {
    /// Devices that have said that they hold all of it.
    pub(super) fn of(&self, blob: &BlobId) -> impl Iterator<Item = DeviceId> + '_ {
        self.said.get(blob).into_iter().flatten().map(|(device, _)| *device)
    }
}

impl Engine {
    pub(super) fn load_holders(&mut self) -> Result<(), Error> {
        for (key, value) in self.store.locals(PREFIX).map_err(store_error)?.values {
            let blob = key.strip_prefix(PREFIX).and_then(|bytes| BlobId::try_from(bytes).ok());
            if let (Some(blob), Some(said)) = (blob, schema::read::<Vec<(DeviceId, Timestamp)>>(&value)) {
                self.holders.said.insert(blob, said.into_iter().collect());
            }
        }
        Ok(())
    }

    /// A peer has said whether it holds all of an attachment.
    pub(super) fn blob_held(&mut self, now: Now, blob: BlobId, peer: &str, whole: bool) {
        for device in self.devices_of(peer) {
            let said = self.holders.said.entry(blob).or_default();
            let changed = if whole {
                if said.len() >= limits::BLOB_HOLDERS && !said.contains_key(&device) {
                    // The oldest word is the first that may be untrue by now.
                    let oldest = said.iter().min_by_key(|(_, at)| at.millis()).map(|(device, _)| *device);
                    oldest.map(|device| said.remove(&device));
                }
                said.insert(device, now.wall).is_none()
            } else {
                said.remove(&device).is_some()
            };
            if changed {
                self.holders.unwritten.insert(blob);
                if self.timers.deliveries.is_none() {
                    self.timers.deliveries = Some(now.mono.after(super::delivery::WRITTEN_AFTER));
                }
            }
        }
    }

    /// Stages what is not on the disk yet.
    pub(super) fn write_holders(&mut self) {
        for blob in std::mem::take(&mut self.holders.unwritten) {
            let said: Vec<(DeviceId, Timestamp)> =
                self.holders.said.get(&blob).into_iter().flatten().map(|(device, at)| (*device, *at)).collect();
            let value = (!said.is_empty()).then(|| schema::write(&said));
            self.batch.entries.push(Entry::Local { key: key(&blob), value });
        }
    }

    fn devices_of(&self, peer: &str) -> BTreeSet<DeviceId> {
        let links = self.links.values().filter(|link| link.peer == peer);
        let me = self.me.device.id();
        links.flat_map(|link| link.proved.values().copied()).filter(|device| *device != me).collect()
    }

    /// How many other devices of members have said that they hold an attachment of this circle.
    pub(super) fn blob_devices(&self, tag: Tag, blob: &BlobId) -> usize {
        let Some(state) = self.circles.get(&tag) else { return 0 };
        self.holders.of(blob).filter(|device| state.circle().is_member_device(device)).count()
    }

    /// Whose devices these are.
    pub(super) fn blob_holders(&self, tag: Tag, blob: &BlobId) -> Vec<Author> {
        let Some(state) = self.circles.get(&tag) else { return Vec::new() };
        let members = self.holders.of(blob).filter(|device| state.circle().is_member_device(device));
        let people: BTreeSet<PersonId> = members.filter_map(|device| state.circle().person_of(&device)).collect();
        people.into_iter().map(|person| self.author(tag, person)).collect()
    }

    /// A peer asks about an attachment. Whoever has not shown that it shares a circle in which the attachment is named is
    /// told the same as if there were none.
    pub(super) fn blob_asked(
        &mut self,
        now: Now,
        ask: AskId,
        peer: &str,
        blob: BlobId,
        question: BlobQuestion,
    ) -> Result<(), Error> {
        let shares = |tag: &Tag| {
            let open = self.links.values().any(|link| link.peer == peer && link.open.contains(tag));
            open && self.may_travel_to(*tag, peer)
        };
        let record = RecordId::from_bytes(*blob.as_bytes());
        let may = if let Some(status) = self.store.status(&record) {
            // Of a record it is asked on such a stream whether its body stays, and nothing else.
            let about_body = matches!(question, BlobQuestion::IsRecord | BlobQuestion::WillStay);
            about_body && shares(&status.tag) && self.body_will_stay(&record)
        } else {
            let uses = self.uses_of(&blob)?;
            uses.iter().any(|wanted| shares(&wanted.tag))
                && match question {
                    BlobQuestion::MayFetch => true,
                    BlobQuestion::IsRecord => false,
                    BlobQuestion::IsWholeThere => {
                        self.blob_held(now, blob, peer, true);
                        true
                    }
                    BlobQuestion::WillStay => self.will_stay(now, &blob, peer),
                }
        };
        self.batch.effects.push(Effect::AnswerBlobAsked { ask, may });
        Ok(())
    }
}
