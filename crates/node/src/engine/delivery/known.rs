//! What is known of one device, and what follows for all of them: a pure value, for which the stories of its tests know
//! the truth.

use std::collections::BTreeMap;

use commonplace_core::chain::Chains;
use commonplace_core::frontier::{DeviceName, Frontier, Head, Heads, Places, Without, device_name};
use commonplace_core::id::{DeviceId, SlipKey};
use commonplace_core::limits;
use commonplace_core::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteArray;

use super::CircleState;

/// What a device has shown.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(into = "MetOnDisk", from = "MetOnDisk")]
pub(in crate::engine) struct Met {
    /// What both held when their sets were equal.
    pub(in crate::engine) lines: Heads,
    /// When that was, by our clock.
    pub(in crate::engine) equal: Option<Timestamp>,
    /// When it was connected last, by our clock.
    pub(in crate::engine) seen: Option<Timestamp>,
}

impl Met {
    /// The device says that it holds so much. What it held beyond that it has lost.
    fn lower(&mut self, said: &Heads) {
        // A full word leaves chains out.
        let is_full = said.len() >= limits::FRONTIER_HEADS;
        self.lines.retain(|name, line| match said.get(name) {
            Some(head) if head.seq < line.seq => {
                *line = *head;
                true
            }
            Some(_) => true,
            None => is_full,
        });
    }
}

/// `[[[name, seq, id]*], equal, seen]`.
type MetOnDisk = (Vec<(ByteArray<8>, u64, ByteArray<8>)>, Option<Timestamp>, Option<Timestamp>);

impl From<Met> for MetOnDisk {
    fn from(met: Met) -> Self {
        let line = |(name, head): (DeviceName, Head)| (ByteArray::new(name), head.seq, ByteArray::new(head.id));
        (met.lines.into_iter().map(line).collect(), met.equal, met.seen)
    }
}

impl From<MetOnDisk> for Met {
    fn from((lines, equal, seen): MetOnDisk) -> Self {
        let line =
            |(name, seq, id): (ByteArray<8>, u64, ByteArray<8>)| (name.into_array(), Head { seq, id: id.into_array() });
        Self { lines: lines.into_iter().map(line).collect(), equal, seen }
    }
}

/// What a device has said: its latest frontier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::engine) struct Word {
    pub(in crate::engine) key: SlipKey,
    pub(in crate::engine) number: u64,
    /// When, as it claims.
    pub(in crate::engine) wall: Timestamp,
    /// When it came, by our clock; zero when that was before a start.
    pub(in crate::engine) came: Timestamp,
    heads: Heads,
    /// Of what it holds all but the bodies at these places, however it is known to hold it.
    without: Without,
    /// What it had said before, as far as that was confirmed and it does not say less since.
    confirmed: Heads,
}

/// All that is known of one device in one circle.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::engine) struct Known {
    pub(in crate::engine) met: Met,
    pub(in crate::engine) word: Option<Word>,
}

impl Known {
    /// Takes the word of the device. A later one replaces an earlier one, also where it says less; and one that was spoken
    /// after the two last met also what was found then.
    pub(super) fn hear(&mut self, key: SlipKey, number: u64, said: Frontier, came: Timestamp, chains: &Names<'_>) {
        let mut confirmed = Heads::new();
        if let Some(before) = &self.word {
            if before.number >= number {
                return;
            }
            for (name, head) in before.confirmed.iter().chain(before.heads.iter().filter(|(n, h)| chains.has(n, h))) {
                // Of a chain that it names no more, it may have lost what it held.
                if said.heads.get(name).is_some_and(|now| now.seq >= head.seq) {
                    confirmed.insert(*name, *head);
                }
            }
        }
        if self.met.equal.is_none_or(|equal| said.wall > equal) {
            // By two clocks, of which one may be wrong. Then it is its next words that set this right: it says the same
            // again after a few hours, and speaks whenever it holds more.
            self.met.lower(&said.heads);
        }
        let Frontier { wall, heads, without, .. } = said;
        self.word = Some(Word { key, number, wall, came, heads, without, confirmed });
    }

    /// When it was heard last: met, or by its own word, which may lie about the future and is believed no further than
    /// the moment at which it came.
    pub(in crate::engine) fn heard(&self) -> Option<Timestamp> {
        let said = self
            .word
            .as_ref()
            .map(|word| if word.came == Timestamp::default() { word.wall } else { word.wall.min(word.came) });
        self.met.seen.max(said)
    }

    /// Up to which place it says that it holds each chain, if that came before a time.
    pub(super) fn says(&self, before: Option<Timestamp>) -> impl Iterator<Item = (&DeviceName, u64)> {
        let word = self.word.iter().filter(move |word| before.is_none_or(|before| word.came <= before));
        word.flat_map(|word| word.heads.iter()).map(|(name, head)| (name, head.seq))
    }

    /// Up to which place it is known to hold each chain.
    fn held(&self, chains: &Names<'_>) -> BTreeMap<DeviceName, u64> {
        let mut held = BTreeMap::new();
        // A device that has let bodies go leaves chains out of whose missing bodies its word has no room to tell. Those count for
        // nothing, whatever equal sets have shown: sets stay equal when bodies go.
        let said = self.word.as_ref().filter(|word| !word.without.is_empty()).map(|word| &word.heads);
        let met = self.met.lines.iter().filter(|(name, _)| said.is_none_or(|said| said.contains_key(*name)));
        let word = self.word.iter().flat_map(|word| word.heads.iter().chain(&word.confirmed));
        for (name, head) in met.chain(word).filter(|(name, head)| chains.has(name, head)) {
            let place: &mut u64 = held.entry(*name).or_insert(head.seq);
            *place = head.seq.max(*place);
        }
        held
    }
}

/// The chains that are here without gaps, by the names of their devices. What lies below a head is known from its place
/// only where all of it is here, and nothing else stands at any place: then it is what the head links to.
#[derive(Debug)]
pub(in crate::engine) struct Names<'a> {
    chains: &'a Chains,
    lines: BTreeMap<DeviceName, (DeviceId, u64)>,
}

impl<'a> Names<'a> {
    /// `line` says how far the chain of a device is here without gaps, if it does not fork.
    pub(super) fn new(chains: &'a Chains, line: impl Fn(&DeviceId) -> Option<u64>) -> Self {
        let lines = chains.devices().filter_map(|device| Some((device_name(device), (*device, line(device)?))));
        Self { chains, lines: lines.collect() }
    }

    pub(super) fn of(state: &'a CircleState) -> Self {
        let whole = |device: &DeviceId| !state.is_forked(device);
        Self::new(state.chains(), |device| state.line(device).filter(|_| whole(device)).map(|(seq, _)| seq))
    }

    /// Whether the record of a head is here.
    fn has(&self, name: &DeviceName, head: &Head) -> bool {
        let line = self.lines.get(name).filter(|(_, end)| head.seq <= *end);
        line.is_some_and(|(device, _)| self.chains.at(device, head.seq).any(|id| head.is(head.seq, &id)))
    }
}

/// What one device is known to hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Held {
    /// Up to which place of each chain.
    upto: BTreeMap<DeviceName, u64>,
    /// All but these bodies.
    without: Without,
}

impl Held {
    fn has(&self, writer: &DeviceName, seq: u64) -> bool {
        self.upto.get(writer).is_some_and(|upto| *upto >= seq) && !self.lacks(writer, seq)
    }

    fn lacks(&self, writer: &DeviceName, seq: u64) -> bool {
        self.without.get(writer).is_some_and(|places| places.contains(seq))
    }

    fn has_all(&self, writer: &DeviceName, places: &Places) -> bool {
        let reaches = self.upto.get(writer).map(|upto| Some(*upto)) >= Some(places.last());
        reaches && self.without.get(writer).is_none_or(|without| !without.meets(places))
    }
}

/// What other members' devices are known to hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::engine) struct Coverage {
    of: BTreeMap<DeviceId, Held>,
}

impl Coverage {
    pub(super) fn made<'a>(devices: impl Iterator<Item = (DeviceId, Option<&'a Known>)>, chains: &Names<'_>) -> Self {
        let mut of = BTreeMap::new();
        for (device, known) in devices {
            let mut upto = known.map(|known| known.held(chains)).unwrap_or_default();
            // What it wrote, it holds.
            if let Some((device, end)) = chains.lines.get(&device_name(&device)) {
                upto.insert(device_name(device), *end);
            }
            let without = known.and_then(|known| known.word.as_ref()).map(|word| word.without.clone());
            of.insert(device, Held { upto, without: without.unwrap_or_default() });
        }
        Self { of }
    }

    /// Up to which place a device is known to hold a chain, but for the bodies of [`Coverage::without`].
    pub(in crate::engine) fn upto(&self, device: &DeviceId, writer: &DeviceName) -> Option<u64> {
        self.of.get(device)?.upto.get(writer).copied()
    }

    /// The places of a chain whose bodies a device has let go.
    pub(in crate::engine) fn without(&self, device: &DeviceId, writer: &DeviceName) -> Option<&Places> {
        self.of.get(device)?.without.get(writer)
    }

    /// Up to which place one of them holds all of a chain. Beyond it some may be held as well, by several together.
    pub(in crate::engine) fn sure(&self, writer: &DeviceName) -> Option<u64> {
        let upto = |held: &Held| {
            let upto = *held.upto.get(writer)?;
            let first = held.without.get(writer).and_then(|places| places.runs().first()).map(|(first, _)| *first);
            first.map_or(Some(upto), |first| first.checked_sub(1).map(|below| upto.min(below)))
        };
        self.of.values().filter_map(upto).max()
    }

    /// Whether any of them is known to hold this record.
    pub(in crate::engine) fn is_held(&self, writer: &DeviceName, seq: u64) -> bool {
        self.of.values().any(|held| held.has(writer, seq))
    }

    /// Those that are known to hold this record.
    pub(in crate::engine) fn holders_of(&self, writer: &DeviceName, seq: u64) -> impl Iterator<Item = DeviceId> {
        self.of.iter().filter(move |(_, held)| held.has(writer, seq)).map(|(device, _)| *device)
    }

    /// How many hold all of these places.
    pub(in crate::engine) fn holders(&self, written: &[(DeviceName, Places)]) -> usize {
        let holds = |held: &&Held| written.iter().all(|(writer, places)| held.has_all(writer, places));
        self.of.values().filter(holds).count()
    }
}

#[cfg(test)]
#[path = "known_tests.rs"]
mod tests;
