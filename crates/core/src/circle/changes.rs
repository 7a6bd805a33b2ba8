//! What else may stand after control records came: which devices' content to judge again.

use std::collections::{BTreeMap, BTreeSet};

use super::Circle;
use crate::id::{DeviceId, PersonId, RecordId};

impl Circle {
    /// The devices of whose content more or less may be valid or beyond a cut than in `before`, or with another person or
    /// role, with the same chains. Content of all others stands as before, though the reason why it does not may differ. Covers grants, revocations, bans,
    /// leaves, extended cuts, certificates and revoked devices. Takes time in proportion to the control records.
    ///
    /// A record that links others may let more of its device's content stand as well: see [`Circle::is_cut`].
    #[must_use]
    pub fn devices_that_differ(&self, before: &Self) -> BTreeSet<DeviceId> {
        let (old, new) = (before.standings(), self.standings());
        let is_as_before = |device: &DeviceId| old.get(device) == new.get(device);
        old.keys().chain(new.keys()).filter(|device| !is_as_before(device)).copied().collect()
    }

    /// Whether a valid removal reaches this device: then what stands of its content depends on its chain too, and every
    /// new record of it, of whatever lane, is a reason to judge those again that did not stand.
    #[must_use]
    pub fn is_cut(&self, device: &DeviceId) -> bool {
        self.cut.contains(device)
    }

    /// The devices that a valid removal reaches.
    pub(super) fn devices_cut(&self) -> BTreeSet<DeviceId> {
        let mut cut = BTreeSet::new();
        for (person, devices) in &self.rules.certificates {
            let removed = |grounds| !self.rules.removals_of(&grounds).is_empty();
            let mut granted = self.rules.grants_of(person).iter().filter_map(|&node| self.rules.grant_grounds(node));
            let all = granted.any(removed);
            let is_cut = |device: &&DeviceId| {
                all || self.rules.founder_of(person, device).is_some_and(removed)
                    || !self.rules.revocations_of(person, device).is_empty()
            };
            cut.extend(devices.keys().filter(is_cut));
        }
        cut
    }

    /// A hash of all that decides over the content of each device.
    fn standings(&self) -> BTreeMap<DeviceId, blake3::Hash> {
        let mut hashers: BTreeMap<DeviceId, blake3::Hasher> = BTreeMap::new();
        for (person, devices) in &self.rules.certificates {
            let granted = self.granted(person);
            for device in devices.keys() {
                let hasher = hashers.entry(*device).or_default();
                hasher.update(person.as_bytes()).update(granted.as_bytes());
                if let Some(founder) = self.rules.founder_of(person, device) {
                    hasher.update(b"founder");
                    self.hash_removals(hasher, &self.rules.removals_of(&founder));
                }
                self.hash_removals(hasher, self.rules.revocations_of(person, device));
            }
        }
        hashers.into_iter().map(|(device, hasher)| (device, hasher.finalize())).collect()
    }

    /// Every grant of a person, how it stands, and what ends it.
    fn granted(&self, person: &PersonId) -> blake3::Hash {
        let mut grants: Vec<usize> = self.rules.grants_of(person).to_vec();
        grants.sort_unstable_by_key(|&node| self.rules.entries[node].id);
        let mut hasher = blake3::Hasher::new();
        for node in grants {
            let standing = match self.rules.standing[node] {
                Ok(()) => 0,
                Err(super::Reason::UsedUp) => 1,
                Err(_) => 2,
            };
            hasher.update(self.rules.entries[node].id.as_bytes()).update(&[standing]);
            if let Some(grounds) = self.rules.grant_grounds(node) {
                self.hash_removals(&mut hasher, &self.rules.removals_of(&grounds));
            }
        }
        hasher.finalize()
    }

    /// The removals with their extensions, in an order of their own.
    fn hash_removals(&self, hasher: &mut blake3::Hasher, removals: &[usize]) {
        let id = |node: &usize| self.rules.entries[*node].id;
        let mut all: Vec<(RecordId, Vec<RecordId>)> = removals
            .iter()
            .map(|removal| (id(removal), self.rules.extensions(*removal).iter().map(id).collect()))
            .collect();
        all.iter_mut().for_each(|(_, extensions)| extensions.sort_unstable());
        all.sort_unstable();
        hasher.update(&crate::encoding::encode(&all));
    }
}
