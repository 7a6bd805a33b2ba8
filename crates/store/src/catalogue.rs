//! What is known of everything in the journal, in memory: where each record lies, each circle's sets, the local values'
//! places. A fold of the journal's facts, and nothing else.

mod lane;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::RangeBounds;

use commonplace_core::id::{RecordId, Tag};
use commonplace_core::record::Lane;
use commonplace_core::set::{SetKey, SetSum};
use commonplace_core::time::Slot;

use crate::entry::{Cursor, Mark, SetState, Status};
use crate::journal::{Fact, Place};
use lane::{LaneSet, Members};

/// Bytes of the frame of a head alone, mostly: what counts until the journal is compacted.
const HEAD_FRAME_BYTES: u32 = 448;

/// A frame that lies elsewhere in its segment than before.
#[derive(Debug)]
pub(crate) struct Moved {
    pub(crate) what: What,
    pub(crate) from: Place,
    pub(crate) to: Place,
    /// Whether the frame holds a body.
    pub(crate) whole: bool,
}

/// What a frame is found by.
#[derive(Debug)]
pub(crate) enum What {
    Record(RecordId),
    Local(Vec<u8>),
}

/// One record, by arrival.
#[derive(Debug, Clone, Copy)]
struct Known {
    id: RecordId,
    slot: Slot,
    segment: u32,
    offset: u32,
    /// Bytes of its frame; zero when there is none.
    len: u32,
    circle: u16,
    lane: Lane,
    state: Presence,
    /// Whether the body counts as here.
    whole: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Presence {
    In,
    Out,
    /// A number whose record damage took.
    Lost,
}

impl Known {
    const LOST: Self = Self {
        id: RecordId::from_bytes([0; 32]),
        slot: Slot(0),
        segment: 0,
        offset: 0,
        len: 0,
        circle: 0,
        lane: Lane::Control,
        state: Presence::Lost,
        whole: false,
    };

    fn place(&self) -> Option<Place> {
        (self.len != 0).then_some(Place { segment: self.segment, offset: self.offset, len: self.len })
    }
}

#[derive(Debug)]
struct Circle {
    tag: Tag,
    /// None when records came before it was registered, which only damage can bring about.
    fp_key: Option<[u8; 32]>,
    lanes: [LaneSet; Lane::ALL.len()],
}

/// From id to arrival. Keyed by a part of the id: 13 bytes an entry instead of 37. Whoever grinds two records that share
/// eight bytes finds them told apart in `clashes`.
#[derive(Debug, Default)]
struct ById {
    first: HashMap<[u8; 8], u32>,
    clashes: HashMap<RecordId, u32>,
}

impl ById {
    fn part(id: &RecordId) -> [u8; 8] {
        let mut part = [0; 8];
        part.copy_from_slice(&id.as_bytes()[..8]);
        part
    }

    fn remove(&mut self, id: &RecordId, known: &[Known]) {
        if self.clashes.remove(id).is_some() {
            return;
        }
        let part = Self::part(id);
        if self.first.get(&part).is_some_and(|arrival| known[*arrival as usize].id == *id) {
            self.first.remove(&part);
            if let Some(twin) = self.clashes.keys().find(|twin| Self::part(twin) == part).copied()
                && let Some(arrival) = self.clashes.remove(&twin)
            {
                self.first.insert(part, arrival);
            }
        }
    }

    fn get(&self, id: &RecordId, known: &[Known]) -> Option<u32> {
        let arrival = *self.first.get(&Self::part(id))?;
        if known[arrival as usize].id == *id { Some(arrival) } else { self.clashes.get(id).copied() }
    }

    fn insert(&mut self, id: RecordId, arrival: u32) {
        match self.first.entry(Self::part(&id)) {
            std::collections::hash_map::Entry::Vacant(entry) => {
                entry.insert(arrival);
            }
            std::collections::hash_map::Entry::Occupied(_) => {
                self.clashes.insert(id, arrival);
            }
        }
    }
}

/// Resolves arrival numbers for one circle's lanes.
struct Resolve<'a> {
    known: &'a [Known],
    fp_key: &'a [u8; 32],
}

impl Members for Resolve<'_> {
    fn key(&self, member: u32) -> SetKey {
        let known = &self.known[member as usize];
        SetKey { slot: known.slot, id: known.id }
    }

    fn element(&self, member: u32) -> SetSum {
        SetSum::element(self.fp_key, &self.known[member as usize].id)
    }
}

/// The fold of the journal's facts.
#[derive(Debug, Default)]
pub(crate) struct Catalogue {
    known: Vec<Known>,
    by_id: ById,
    circles: Vec<Circle>,
    by_tag: HashMap<Tag, u16>,
    locals: BTreeMap<Vec<u8>, Place>,
    /// Records of which the heads alone are here.
    bodiless: BTreeSet<u32>,
    /// Bytes of each segment that nobody needs any more.
    waste: BTreeMap<u32, u64>,
    /// Of these, bodies that were let go, and records that are unknown again.
    dropped: BTreeMap<u32, u64>,
    /// While a journal is loaded the lanes wait, to be built at once.
    loading: bool,
}

impl Catalogue {
    /// An empty one that expects many facts, then [`Catalogue::loaded`].
    pub(crate) fn load() -> Self {
        Self { loading: true, ..Self::default() }
    }

    /// All facts of the journal are in: the sets are built.
    pub(crate) fn loaded(&mut self) {
        self.loading = false;
        for circle in 0..self.circles.len() {
            self.build_lanes(circle);
        }
    }

    /// Takes in a fact; `arrival` is the number of its record.
    pub(crate) fn apply(&mut self, arrival: u64, fact: &Fact) {
        match fact {
            Fact::Known { id, tag, lane, slot, state, place, whole } => {
                let circle = self.circle_of(tag);
                let place = place.unwrap_or(Place { segment: 0, offset: 0, len: 0 });
                let state = if *state == SetState::In { Presence::In } else { Presence::Out };
                let Place { segment, offset, len } = place;
                let (id, slot, lane, whole) = (*id, *slot, *lane, *whole);
                self.add(arrival, Known { id, slot, segment, offset, len, circle, lane, state, whole });
            }
            Fact::Mark { id, mark } => self.mark(id, *mark),
            Fact::Local { key, place } => {
                let old = match place {
                    Some(place) => self.locals.insert(key.clone(), *place),
                    None => self.locals.remove(key),
                };
                if let Some(old) = old {
                    self.wasted(old.segment, old.len);
                }
            }
            Fact::Circle { tag, fp_key } => self.register(tag, fp_key),
        }
    }

    fn add(&mut self, arrival: u64, known: Known) {
        let Ok(arrival) = usize::try_from(arrival) else { return };
        if let Some(member) = self.by_id.get(&known.id, &self.known) {
            return self.come_again(arrival, member, &known);
        }
        if arrival < self.known.len() {
            return;
        }
        if self.known.len() == self.known.capacity() {
            // By an eighth instead of doubling: this is most of what the store keeps in memory.
            self.known.reserve_exact(self.known.len() / 8 + 1024);
        }
        self.known.resize(arrival, Known::LOST);
        let Ok(member) = u32::try_from(arrival) else { return };
        self.by_id.insert(known.id, member);
        self.known.push(known);
        self.note_body(member);
        if known.state == Presence::In {
            self.set_membership(member, true);
        }
    }

    /// A record of which only the head was here has come whole. The number that it got this time stays empty.
    fn come_again(&mut self, arrival: usize, member: u32, later: &Known) {
        self.known.resize(self.known.len().max(arrival + 1), Known::LOST);
        let known = &mut self.known[member as usize];
        // A head alone is news of a record of which a former frame keeps nothing but the place in the order.
        if known.whole || (!later.whole && known.len != 0) {
            return;
        }
        let old = known.place();
        *known = Known { segment: later.segment, offset: later.offset, len: later.len, whole: later.whole, ..*known };
        self.note_body(member);
        if let Some(old) = old {
            self.wasted(old.segment, old.len);
        }
    }

    /// Notes whether the head of a record is here alone.
    fn note_body(&mut self, member: u32) {
        let known = &self.known[member as usize];
        if known.whole || known.len == 0 {
            self.bodiless.remove(&member);
        } else {
            self.bodiless.insert(member);
        }
    }

    /// Nobody needs so many bytes of a segment any more.
    fn wasted(&mut self, segment: u32, bytes: u32) {
        *self.waste.entry(segment).or_insert(0) += u64::from(bytes);
    }

    /// Nobody needs so many bytes of a segment any more, and they are to be gone from the disk.
    fn dropped(&mut self, segment: u32, bytes: u32) {
        self.wasted(segment, bytes);
        *self.dropped.entry(segment).or_insert(0) += u64::from(bytes);
    }

    fn mark(&mut self, id: &RecordId, mark: Mark) {
        let Some(member) = self.by_id.get(id, &self.known) else { return };
        let known = &mut self.known[member as usize];
        let (was, now) = (
            known.state,
            match mark {
                Mark::In => Presence::In,
                Mark::Out => Presence::Out,
                Mark::Dropped => known.state,
                Mark::Lost => Presence::Lost,
            },
        );
        known.state = now;
        let (segment, whole, len) = (known.segment, known.whole, known.len);
        if mark == Mark::Dropped && whole {
            known.whole = false;
            self.note_body(member);
            self.dropped(segment, len.saturating_sub(HEAD_FRAME_BYTES));
        }
        if (was == Presence::In) != (now == Presence::In) {
            self.set_membership(member, now == Presence::In);
        }
        if mark == Mark::Lost {
            self.known[member as usize].len = 0;
            self.note_body(member);
            self.by_id.remove(id, &self.known);
            // Of a body that was let go before, the bytes count already.
            self.dropped(segment, if whole { len } else { len.min(HEAD_FRAME_BYTES) });
        }
    }

    fn set_membership(&mut self, member: u32, is_in: bool) {
        if self.loading {
            return;
        }
        let Self { known, circles, .. } = self;
        let Known { circle, lane, .. } = known[member as usize];
        let Circle { fp_key: Some(fp_key), lanes, .. } = &mut circles[usize::from(circle)] else { return };
        let resolve = Resolve { known, fp_key };
        let set = &mut lanes[usize::from(u8::from(lane))];
        if is_in { set.insert(member, &resolve) } else { set.remove(member, &resolve) }
    }

    fn circle_of(&mut self, tag: &Tag) -> u16 {
        if let Some(circle) = self.by_tag.get(tag) {
            return *circle;
        }
        let circle = u16::try_from(self.circles.len()).unwrap_or(u16::MAX);
        self.circles.push(Circle { tag: *tag, fp_key: None, lanes: Default::default() });
        self.by_tag.insert(*tag, circle);
        circle
    }

    fn register(&mut self, tag: &Tag, fp_key: &[u8; 32]) {
        let circle = usize::from(self.circle_of(tag));
        if self.circles[circle].fp_key.is_none() {
            self.circles[circle].fp_key = Some(*fp_key);
            if !self.loading {
                self.build_lanes(circle);
            }
        }
    }

    fn build_lanes(&mut self, circle: usize) {
        let Some(fp_key) = self.circles[circle].fp_key else { return };
        let mut members: [Vec<u32>; Lane::ALL.len()] = Default::default();
        for (member, known) in (0_u32..).zip(&self.known) {
            if known.state == Presence::In && usize::from(known.circle) == circle {
                members[usize::from(u8::from(known.lane))].push(member);
            }
        }
        let resolve = Resolve { known: &self.known, fp_key: &fp_key };
        self.circles[circle].lanes = members.map(|members| LaneSet::build(members, &resolve));
    }

    /// The number of the next record.
    pub(crate) fn next(&self) -> u64 {
        self.known.len() as u64
    }

    /// Numbers below `next` have been given, even if damage took their records.
    pub(crate) fn skip_to(&mut self, next: u64) {
        if let Ok(next) = usize::try_from(next) {
            let next = next.max(self.known.len());
            self.known.resize(next, Known::LOST);
        }
    }

    pub(crate) fn status(&self, id: &RecordId) -> Option<Status> {
        let member = self.by_id.get(id, &self.known)?;
        let known = &self.known[member as usize];
        Some(Status {
            tag: self.circles[usize::from(known.circle)].tag,
            lane: known.lane,
            slot: known.slot,
            state: state_of(known.state)?,
            whole: known.whole,
            cursor: Cursor(u64::from(member)),
        })
    }

    /// Where a record lies, and whether its body counts as here.
    pub(crate) fn place(&self, id: &RecordId) -> Option<(Place, bool)> {
        let known = &self.known[self.by_id.get(id, &self.known)? as usize];
        Some((known.place()?, known.whole))
    }

    /// Whether damage took the record of this number.
    pub(crate) fn is_lost(&self, arrival: u64) -> bool {
        let known = usize::try_from(arrival).ok().and_then(|arrival| self.known.get(arrival));
        known.is_some_and(|known| known.state == Presence::Lost)
    }

    /// Where the first records of circles lie that were never registered.
    pub(crate) fn unregistered(&self) -> Vec<Place> {
        let circles = (0..).zip(&self.circles).filter(|(_, circle)| circle.fp_key.is_none());
        let first =
            |number: u16| self.known.iter().find(|known| known.circle == number && known.state != Presence::Lost);
        circles.filter_map(|(number, _)| first(number)?.place()).collect()
    }

    /// Held records from a number on.
    pub(crate) fn held_from(&self, from: u64) -> impl Iterator<Item = (u64, RecordId, (Place, bool), SetState)> + '_ {
        let start = usize::try_from(from).map_or(self.known.len(), |start| start.min(self.known.len()));
        (start as u64..).zip(&self.known[start..]).filter_map(|(arrival, known)| {
            Some((arrival, known.id, (known.place()?, known.whole), state_of(known.state)?))
        })
    }

    /// Records of a circle that count in its sets and were received from a number on.
    pub(crate) fn counted_from(&self, tag: &Tag, from: u64) -> impl Iterator<Item = RecordId> + '_ {
        let circle = self.by_tag.get(tag).copied();
        let start = usize::try_from(from).map_or(self.known.len(), |start| start.min(self.known.len()));
        let counts = move |known: &&Known| Some(known.circle) == circle && known.state == Presence::In;
        self.known[start..].iter().filter(counts).map(|known| known.id)
    }

    /// The records of a circle that are held, with the bytes of their frames.
    pub(crate) fn held_of(&self, tag: &Tag) -> impl Iterator<Item = (RecordId, u32)> + '_ {
        let circle = self.by_tag.get(tag).copied();
        let is_held =
            move |known: &&Known| Some(known.circle) == circle && known.len != 0 && known.state != Presence::Lost;
        let bytes = |known: &Known| if known.whole { known.len } else { known.len.min(HEAD_FRAME_BYTES) };
        self.known.iter().filter(is_held).map(move |known| (known.id, bytes(known)))
    }

    /// The records of a circle of which the heads alone are here.
    pub(crate) fn bodiless_of(&self, tag: &Tag) -> impl Iterator<Item = RecordId> + '_ {
        let circle = self.by_tag.get(tag).copied();
        let known = self.bodiless.iter().map(|member| &self.known[*member as usize]);
        known.filter(move |known| Some(known.circle) == circle).map(|known| known.id)
    }

    /// Segments with bytes that nobody needs, how many, and how many of these are bodies that were let go.
    pub(crate) fn waste(&self) -> Vec<(u32, u64, u64)> {
        let dropped = |segment: &u32| self.dropped.get(segment).copied().unwrap_or(0);
        self.waste.iter().map(|(segment, bytes)| (*segment, *bytes, dropped(segment))).collect()
    }

    /// What could go of a segment cannot: it is damaged.
    pub(crate) fn leave(&mut self, segment: u32) {
        self.waste.remove(&segment);
        self.dropped.remove(&segment);
    }

    /// A segment was rewritten: its frames lie elsewhere in it now. What was let go, overwritten or forgotten meanwhile was
    /// taken over all the same.
    pub(crate) fn moved(&mut self, segment: u32, moved: &[Moved]) {
        self.leave(segment);
        for Moved { what, from, to, whole } in moved {
            match what {
                What::Record(id) => {
                    let member = self.by_id.get(id, &self.known);
                    let known = member.and_then(|member| self.known.get_mut(member as usize));
                    match known.filter(|known| known.place() == Some(*from)) {
                        Some(known) => {
                            (known.offset, known.len) = (to.offset, to.len);
                            if *whole && !known.whole {
                                self.dropped(segment, to.len.saturating_sub(HEAD_FRAME_BYTES));
                            }
                        }
                        None => self.dropped(segment, to.len),
                    }
                }
                What::Local(key) => match self.locals.get_mut(key).filter(|local| **local == *from) {
                    Some(local) => *local = *to,
                    None => self.wasted(segment, to.len),
                },
            }
        }
    }

    pub(crate) fn local(&self, key: &[u8]) -> Option<Place> {
        self.locals.get(key).copied()
    }

    pub(crate) fn locals<'a>(&'a self, prefix: &'a [u8]) -> impl Iterator<Item = (&'a [u8], Place)> + 'a {
        let from = self.locals.range::<[u8], _>((std::ops::Bound::Included(prefix), std::ops::Bound::Unbounded));
        from.take_while(move |(key, _)| key.starts_with(prefix)).map(|(key, place)| (key.as_slice(), *place))
    }

    pub(crate) fn fp_key(&self, tag: &Tag) -> Option<[u8; 32]> {
        self.circles[usize::from(*self.by_tag.get(tag)?)].fp_key
    }

    pub(crate) fn circles(&self) -> Vec<Tag> {
        self.circles.iter().filter(|circle| circle.fp_key.is_some()).map(|circle| circle.tag).collect()
    }

    pub(crate) fn circle_count(&self) -> usize {
        self.circles.len()
    }

    fn lane(&self, tag: &Tag, lane: Lane) -> Option<(&LaneSet, Resolve<'_>)> {
        let circle = &self.circles[usize::from(*self.by_tag.get(tag)?)];
        let resolve = Resolve { known: &self.known, fp_key: circle.fp_key.as_ref()? };
        Some((&circle.lanes[usize::from(u8::from(lane))], resolve))
    }

    pub(crate) fn sum(&self, tag: &Tag, lane: Lane, range: &impl RangeBounds<SetKey>) -> SetSum {
        self.lane(tag, lane).map_or(SetSum::ZERO, |(set, resolve)| set.sum(range, &resolve))
    }

    pub(crate) fn keys(&self, tag: &Tag, lane: Lane, range: &impl RangeBounds<SetKey>, max: usize) -> Vec<SetKey> {
        self.lane(tag, lane).map_or_else(Vec::new, |(set, resolve)| set.keys(range, max, &resolve))
    }

    pub(crate) fn at(
        &self,
        tag: &Tag,
        lane: Lane,
        range: &impl RangeBounds<SetKey>,
        places: impl Iterator<Item = u64>,
    ) -> Vec<SetKey> {
        self.lane(tag, lane).map_or_else(Vec::new, |(set, resolve)| set.at(range, places, &resolve))
    }
}

fn state_of(presence: Presence) -> Option<SetState> {
    match presence {
        Presence::In => Some(SetState::In),
        Presence::Out => Some(SetState::Out),
        Presence::Lost => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(id: RecordId) -> Fact {
        let place = Some(Place { segment: 1, offset: 64, len: 100 });
        let (tag, lane, state) = (Tag::from_bytes([1; 16]), Lane::Posts, SetState::In);
        Fact::Known { id, tag, lane, slot: Slot(7), state, place, whole: true }
    }

    #[test]
    fn records_whose_ids_begin_alike_are_told_apart() {
        let mut twin = [5; 32];
        twin[31] = 6;
        let (first, second) = (RecordId::from_bytes([5; 32]), RecordId::from_bytes(twin));
        let mut catalogue = Catalogue::default();
        catalogue.apply(0, &known(first));
        assert_eq!(catalogue.status(&second), None);
        catalogue.apply(1, &known(second));
        assert_eq!(catalogue.status(&first).map(|status| status.cursor), Some(Cursor(0)));
        assert_eq!(catalogue.status(&second).map(|status| status.cursor), Some(Cursor(1)));
    }

    #[test]
    fn a_circle_registered_late_has_its_set_all_the_same() {
        let tag = Tag::from_bytes([1; 16]);
        let mut catalogue = Catalogue::default();
        catalogue.apply(0, &known(RecordId::from_bytes([5; 32])));
        assert_eq!(catalogue.sum(&tag, Lane::Posts, &..), SetSum::ZERO);
        catalogue.apply(1, &Fact::Circle { tag, fp_key: [9; 32] });
        assert_eq!(catalogue.sum(&tag, Lane::Posts, &..).count, 1);
    }

    #[test]
    fn numbers_that_damage_took_are_not_given_again() {
        let mut catalogue = Catalogue::default();
        catalogue.apply(4, &known(RecordId::from_bytes([5; 32])));
        assert_eq!(catalogue.next(), 5);
        assert_eq!(catalogue.held_from(0).map(|(arrival, ..)| arrival).collect::<Vec<_>>(), [4]);
    }
}
