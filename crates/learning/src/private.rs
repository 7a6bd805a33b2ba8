//! What a person's own devices know together: settings, drafts and read marks. Every device holds all of it and says all of
//! it on the pages of the private circle ([`commonplace_core::private`]); joining what another one says is all there is to
//! agreeing. See `docs/decisions/0017-own-devices-share-a-private-circle.md`.
//!
//! A value (a setting, a draft) may have been written on two devices apart: then both writings stand, side by side, until
//! somebody who has seen them writes again or ends them. For that each writing has a *dot*: who wrote it, and a number that
//! grows. A device remembers of every other one the greatest number that it has heard, so that what it has heard of and
//! does not hold has been ended, and nothing needs to be remembered of what was.
//!
//! Reviews of cards grow by union; see [`reviewed`].
//!
//! Read marks only grow: of each thread how many things by others were seen, and of each circle up to which Lamport number
//! everything was. The greater one wins.

pub mod reviewed;

use std::collections::{BTreeMap, BTreeSet};

use commonplace_core::encoding::{decode, encode};
use commonplace_core::frontier::DeviceName;
use commonplace_core::id::{CircleId, RecordId};
use commonplace_core::limits;
use commonplace_core::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteArray;

use self::reviewed::{Reviewed, ReviewedWire};
use crate::body::{Unfit, at_most, count, filled};

/// The format that this version writes and reads.
const VERSION: u8 = 1;
/// How the names of settings begin among the values.
const SETTING: &str = "setting/";
/// How the names of drafts begin among the values.
const DRAFT: &str = "draft/";

/// Which writing of a value: the device, and its number.
pub type Dot = (DeviceName, u64);

/// The beginning of a thread's first record's id: enough to tell the threads of a circle apart.
pub type ThreadName = [u8; 12];

/// The name of a thread.
#[must_use]
pub fn thread_name(root: &RecordId) -> ThreadName {
    let mut name = [0; 12];
    name.copy_from_slice(&root.as_bytes()[..12]);
    name
}

/// One writing of a value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Branch {
    /// When, as the device claims; for display.
    pub wall: Timestamp,
    /// What was written; none if it is too long to be passed on, and lies on the device that wrote it.
    pub text: Option<String>,
}

/// How much of a thread was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// How many things by others.
    pub seen: u64,
    /// When this device learnt of it: which marks are the latest.
    pub at: Timestamp,
}

/// What joining changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// Whole names of values.
    pub values: BTreeSet<String>,
    /// Threads that are marked further.
    pub threads: BTreeSet<(CircleId, ThreadName)>,
    /// Circles that are marked further.
    pub circles: BTreeSet<CircleId>,
    /// Cards of which more reviews are known.
    pub reviewed: BTreeSet<(CircleId, ThreadName)>,
    /// Whether more was heard of some device.
    pub heard: bool,
}

impl Changes {
    /// Whether nothing did.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// All of it, as one device has it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Private {
    /// The greatest number heard of each device.
    heard: BTreeMap<DeviceName, u64>,
    values: BTreeMap<String, BTreeMap<Dot, Branch>>,
    marks: BTreeMap<(CircleId, ThreadName), Mark>,
    floors: BTreeMap<CircleId, u64>,
    reviewed: Reviewed,
}

/// The whole name of a setting.
#[must_use]
pub fn setting_key(name: &str) -> String {
    format!("{SETTING}{name}")
}

/// The whole name of a draft.
#[must_use]
pub fn draft_key(key: &str) -> String {
    format!("{DRAFT}{key}")
}

/// What a screen calls the draft of this whole name, if it is one.
#[must_use]
pub fn draft_of(key: &str) -> Option<&str> {
    key.strip_prefix(DRAFT)
}

impl Private {
    /// Writes a value in place of its writer's own last writing and of those that it has seen. Its number is the time, or one more than what was
    /// heard of this device, whichever is greater: so that two copies of one home do not give one number to two texts.
    ///
    /// # Errors
    /// [`Unfit`] when the name, the text or the number of values is out of bounds. Of a draft that is longer no text is
    /// given: it stays where it is.
    pub fn write(
        &mut self,
        writer: DeviceName,
        wall: Timestamp,
        key: &str,
        text: Option<String>,
        seen: &BTreeSet<Dot>,
    ) -> Result<Dot, Unfit> {
        filled("name", key, limits::PRIVATE_KEY_BYTES)?;
        let len = text.as_ref().map_or(0, String::len);
        at_most(
            "text",
            len,
            if key.starts_with(SETTING) { limits::SETTING_BYTES } else { limits::PRIVATE_DRAFT_BYTES },
        )?;
        if !self.values.contains_key(key) {
            count("values", self.values.len() + 1, limits::PRIVATE_VALUES)?;
        }
        let heard = self.heard.entry(writer).or_default();
        *heard = heard.saturating_add(1).max(wall.millis()).min(limits::LARGEST_NUMBER);
        let dot = (writer, *heard);
        let own = self.branches(key).map(|(dot, _)| dot).filter(|(device, _)| *device == writer);
        let seen = own.chain(seen.iter().copied()).collect();
        self.end(key, &seen);
        self.values.entry(key.to_owned()).or_default().insert(dot, Branch { wall, text });
        self.forget_writers();
        Ok(dot)
    }

    /// Ends the writings that somebody has seen. Says whether there were any.
    pub fn end(&mut self, key: &str, seen: &BTreeSet<Dot>) -> bool {
        let Some(branches) = self.values.get_mut(key) else { return false };
        let before = branches.len();
        branches.retain(|dot, _| !seen.contains(dot));
        let ended = branches.len() != before;
        if branches.is_empty() {
            self.values.remove(key);
        }
        ended
    }

    /// The writings of a value that stand.
    pub fn branches(&self, key: &str) -> impl Iterator<Item = (Dot, &Branch)> {
        self.values.get(key).into_iter().flatten().map(|(dot, branch)| (*dot, branch))
    }

    /// Their dots.
    #[must_use]
    pub fn dots(&self, key: &str) -> BTreeSet<Dot> {
        self.branches(key).map(|(dot, _)| dot).collect()
    }

    /// A setting: of several written apart the one of the smallest dot, the same on every device.
    #[must_use]
    pub fn setting(&self, name: &str) -> Option<&str> {
        self.branches(&setting_key(name)).next().and_then(|(_, branch)| branch.text.as_deref())
    }

    /// All settings, by name.
    pub fn settings(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values
            .keys()
            .filter_map(|key| key.strip_prefix(SETTING))
            .filter_map(|name| Some((name, self.setting(name)?)))
    }

    /// The names of all drafts, as screens call them.
    pub fn drafts(&self) -> impl Iterator<Item = &str> {
        self.values.keys().filter_map(|key| draft_of(key))
    }

    /// The whole names of all values.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(String::as_str)
    }

    /// So many things by others were seen in a thread. Says whether that is more than was known.
    pub fn mark(&mut self, circle: CircleId, thread: ThreadName, seen: u64, at: Timestamp) -> bool {
        let mark = self.marks.entry((circle, thread)).or_insert(Mark { seen: 0, at });
        let more = seen > mark.seen;
        if more {
            *mark = Mark { seen, at };
        }
        more
    }

    /// Everything of a circle up to this Lamport number was seen. Says whether that is more than was known.
    pub fn mark_all(&mut self, circle: CircleId, lamport: u64) -> bool {
        let floor = self.floors.entry(circle).or_default();
        let more = lamport > *floor;
        *floor = lamport.max(*floor);
        more
    }

    /// What is known of a thread.
    #[must_use]
    pub fn mark_of(&self, circle: &CircleId, thread: &ThreadName) -> Option<Mark> {
        self.marks.get(&(*circle, *thread)).copied()
    }

    /// Up to which Lamport number a circle was seen; 0 for not at all.
    #[must_use]
    pub fn floor_of(&self, circle: &CircleId) -> u64 {
        self.floors.get(circle).copied().unwrap_or_default()
    }

    /// Whether a thread has something new: in which others wrote so many things, the last one of this Lamport number.
    #[must_use]
    pub fn is_new(&self, circle: &CircleId, thread: &ThreadName, others: u64, last: u64) -> bool {
        let seen = self.mark_of(circle, thread).map_or(0, |mark| mark.seen);
        others > seen && last > self.floor_of(circle)
    }

    /// Takes in what another device says. In whatever order devices say it, and how often, they come to the same.
    pub fn join(&mut self, other: &Self, at: Timestamp) -> Changes {
        let mut changes = Changes::default();
        let keys: BTreeSet<&String> = self.values.keys().chain(other.values.keys()).collect();
        let mut joined = BTreeMap::new();
        for key in keys {
            let (ours, theirs) = (self.values.get(key), other.values.get(key));
            let branches = self.join_value(ours, theirs, other);
            if ours != Some(&branches) && !(ours.is_none() && branches.is_empty()) {
                changes.values.insert(key.clone());
            }
            if !branches.is_empty() {
                joined.insert(key.clone(), branches);
            }
        }
        self.values = joined;
        for (device, number) in &other.heard {
            let heard = self.heard.entry(*device).or_default();
            changes.heard |= number > heard;
            *heard = (*heard).max(*number);
        }
        self.forget_writers();
        for ((circle, thread), mark) in &other.marks {
            if self.mark(*circle, *thread, mark.seen, at) {
                changes.threads.insert((*circle, *thread));
            }
        }
        for (circle, floor) in &other.floors {
            if self.mark_all(*circle, *floor) {
                changes.circles.insert(*circle);
            }
        }
        changes.reviewed = self.reviewed.join(&other.reviewed, at);
        changes
    }

    /// What stands of a value: what both hold, and what one holds that the other has not heard of.
    fn join_value(
        &self,
        ours: Option<&BTreeMap<Dot, Branch>>,
        theirs: Option<&BTreeMap<Dot, Branch>>,
        other: &Self,
    ) -> BTreeMap<Dot, Branch> {
        let has_heard = |of: &Self, (device, number): &Dot| of.heard.get(device).is_some_and(|heard| heard >= number);
        let mut branches = BTreeMap::new();
        for (dot, branch) in ours.into_iter().flatten() {
            match theirs.and_then(|theirs| theirs.get(dot)) {
                // Of one dot two texts cannot be, unless a home was copied at one moment: then the greater stands.
                Some(same) => _ = branches.insert(*dot, branch.max(same).clone()),
                None if has_heard(other, dot) => {}
                None => _ = branches.insert(*dot, branch.clone()),
            }
        }
        for (dot, branch) in theirs.into_iter().flatten() {
            if ours.is_none_or(|ours| !ours.contains_key(dot)) && !has_heard(self, dot) {
                branches.insert(*dot, branch.clone());
            }
        }
        branches
    }

    /// Of more devices than a person has and had, those of which was heard longest ago are forgotten, unless something of
    /// theirs stands.
    fn forget_writers(&mut self) {
        while self.heard.len() > limits::PRIVATE_WRITERS {
            let stands: BTreeSet<DeviceName> =
                self.values.values().flat_map(BTreeMap::keys).map(|(device, _)| *device).collect();
            let silent = self.heard.iter().filter(|(device, _)| !stands.contains(*device));
            let Some(device) = silent.min_by_key(|(_, number)| **number).map(|(device, _)| *device) else { break };
            self.heard.remove(&device);
        }
    }
}

type BranchWire = (ByteArray<8>, u64, Timestamp, Option<String>);
type ValueWire = (String, Vec<BranchWire>);
type MarkWire = (ByteArray<12>, u64);
type CircleWire = (CircleId, u64, Vec<MarkWire>);
/// `[version, heard, values, circles]`. Who reviews cards says of them behind that, which programs of an earlier version do not read: they
/// hear nothing more of this device until they are renewed.
#[derive(Serialize, Deserialize)]
struct PrivateWire(u8, Vec<(ByteArray<8>, u64)>, Vec<ValueWire>, Vec<CircleWire>);
/// The same with reviews.
#[derive(Serialize, Deserialize)]
struct ReviewingWire(u8, Vec<(ByteArray<8>, u64)>, Vec<ValueWire>, Vec<CircleWire>, ReviewedWire);

/// One writing as a device keeps it on its own disk, see [`Private::keep_branch`].
type KeptWire = (String, BranchWire);

impl Private {
    /// What a device says to the others, of at most so many bytes: of the read marks and reviews the latest, of other reviews those
    /// whose `turn` it is, and if it is still too long, without the texts of the longest drafts. None when even that is longer.
    #[must_use]
    pub fn document(&self, max: usize, turn: u64) -> Option<Vec<u8>> {
        let mut lengths: Vec<usize> = self.values.values().flatten().map(|(_, branch)| text_len(branch)).collect();
        lengths.sort_unstable_by(|left, right| right.cmp(left));
        let (mut longest, reviewed) = (usize::MAX, self.reviewed.said(turn));
        let mut rest = lengths.into_iter();
        loop {
            let document = self.encoded(longest, &reviewed);
            if document.len() <= max {
                return Some(document);
            }
            // As long as there are texts to be left out; a setting is shorter than any that helps.
            longest = rest.next().filter(|len| *len > limits::SETTING_BYTES)?.min(longest).saturating_sub(1);
        }
    }

    fn encoded(&self, longest: usize, reviewed: &ReviewedWire) -> Vec<u8> {
        let heard = self.heard.iter().map(|(device, number)| (ByteArray::new(*device), *number)).collect();
        let values = self.values.iter().map(|(key, branches)| (key.clone(), wire(branches, longest))).collect();
        let mut latest: Vec<(&(CircleId, ThreadName), &Mark)> = self.marks.iter().collect();
        latest.sort_unstable_by_key(|(_, mark)| std::cmp::Reverse(mark.at));
        latest.truncate(limits::PRIVATE_MARKS);
        let mut circles: BTreeMap<CircleId, (u64, BTreeMap<ThreadName, u64>)> = BTreeMap::new();
        for (circle, floor) in &self.floors {
            circles.entry(*circle).or_default().0 = *floor;
        }
        for ((circle, thread), mark) in latest {
            circles.entry(*circle).or_default().1.insert(*thread, mark.seen);
        }
        let circles = circles.into_iter().map(|(circle, (floor, threads))| {
            (circle, floor, threads.into_iter().map(|(thread, seen)| (ByteArray::new(thread), seen)).collect())
        });
        let circles = circles.collect();
        if reviewed.is_empty() {
            encode(&PrivateWire(VERSION, heard, values, circles))
        } else {
            encode(&ReviewingWire(VERSION, heard, values, circles, reviewed.clone()))
        }
    }

    /// What another device says; none if it is of a later version, or no such thing.
    #[must_use]
    pub fn read(document: &[u8]) -> Option<Self> {
        let max = limits::PRIVATE_PAGES * limits::PRIVATE_PAGE_BYTES;
        let plain =
            |PrivateWire(version, heard, values, circles)| ReviewingWire(version, heard, values, circles, Vec::new());
        let said = decode::<ReviewingWire>(document, max).or_else(|_| decode(document, max).map(plain));
        let ReviewingWire(version, heard, values, circles, reviewed) = said.ok()?;
        if version != VERSION {
            return None;
        }
        let mut read = Self {
            heard: heard.into_iter().map(|(device, number)| (device.into_array(), number)).collect(),
            reviewed: Reviewed::heard(reviewed)?,
            ..Self::default()
        };
        for (key, branches) in values {
            at_most("name", key.len(), limits::PRIVATE_KEY_BYTES).ok()?;
            count("writings", branches.len(), limits::PRIVATE_WRITERS).ok()?;
            let branches = branches_of(branches);
            branches.values().try_for_each(|one| at_most("text", text_len(one), limits::PRIVATE_DRAFT_BYTES)).ok()?;
            read.values.insert(key, branches);
        }
        for (circle, floor, threads) in circles {
            read.floors.insert(circle, floor);
            let at = Timestamp::from_millis(0);
            let marks = threads.into_iter().map(|(thread, seen)| ((circle, thread.into_array()), Mark { seen, at }));
            read.marks.extend(marks);
        }
        Some(read)
    }

    /// A writing as a device keeps it on its disk; none when it stands no longer.
    #[must_use]
    pub fn keep_branch(&self, key: &str, dot: &Dot) -> Option<Vec<u8>> {
        let branch = self.values.get(key)?.get(dot)?;
        let kept: KeptWire = (key.to_owned(), (ByteArray::new(dot.0), dot.1, branch.wall, branch.text.clone()));
        Some(encode(&kept))
    }

    /// Takes back what [`Private::keep_branch`] gave, and says of which value it is; none if it was not that.
    pub fn recall_branch(&mut self, bytes: &[u8]) -> Option<(String, Dot)> {
        let (key, (device, number, wall, text)) = decode::<KeptWire>(bytes, limits::LOCAL_VALUE_BYTES).ok()?;
        let dot = (device.into_array(), number);
        self.values.entry(key.clone()).or_default().insert(dot, Branch { wall, text });
        Some((key, dot))
    }

    /// The reviews of cards.
    #[must_use]
    pub fn reviewed(&self) -> &Reviewed {
        &self.reviewed
    }

    /// The reviews of cards, to be changed.
    pub fn reviewed_mut(&mut self) -> &mut Reviewed {
        &mut self.reviewed
    }

    /// What was heard of each device, as a device keeps it on its disk.
    #[must_use]
    pub fn keep_heard(&self) -> Vec<u8> {
        encode(&self.heard.iter().map(|(device, number)| (ByteArray::new(*device), *number)).collect::<Vec<_>>())
    }

    /// Takes back what [`Private::keep_heard`] gave. Says whether it was that.
    pub fn recall_heard(&mut self, bytes: &[u8]) -> bool {
        let kept = decode::<Vec<(ByteArray<8>, u64)>>(bytes, limits::LOCAL_VALUE_BYTES).ok();
        let heard = kept.map(|kept| kept.into_iter().map(|(device, number)| (device.into_array(), number)).collect());
        heard.map(|heard| self.heard = heard).is_some()
    }

    /// Forgets everything: this home is somebody else's from now on.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

fn text_len(branch: &Branch) -> usize {
    branch.text.as_ref().map_or(0, String::len)
}

fn wire(branches: &BTreeMap<Dot, Branch>, longest: usize) -> Vec<BranchWire> {
    let text = |branch: &Branch| branch.text.clone().filter(|text| text.len() <= longest);
    let branch = |(dot, branch): (&Dot, &Branch)| (ByteArray::new(dot.0), dot.1, branch.wall, text(branch));
    branches.iter().map(branch).collect()
}

fn branches_of(wire: Vec<BranchWire>) -> BTreeMap<Dot, Branch> {
    let branch = |(device, number, wall, text): BranchWire| ((device.into_array(), number), Branch { wall, text });
    wire.into_iter().map(branch).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DESK: DeviceName = [1; 8];
    const TRAIN: DeviceName = [2; 8];
    const SHORT: usize = 100_000;

    fn at(seconds: u64) -> Timestamp {
        Timestamp::from_millis(1_790_000_000_000 + seconds * 1000)
    }

    fn circle() -> CircleId {
        CircleId::from_bytes([3; 32])
    }

    fn texts(private: &Private, key: &str) -> Vec<String> {
        private.branches(key).filter_map(|(_, branch)| branch.text.clone()).collect()
    }

    /// As it comes over the wire.
    fn said(private: &Private) -> Private {
        Private::read(&private.document(SHORT, 0).expect("short")).expect("own bytes")
    }

    fn meet(desk: &mut Private, train: &mut Private) {
        let (from_desk, from_train) = (said(desk), said(train));
        desk.join(&from_train, at(90));
        train.join(&from_desk, at(90));
    }

    fn write(private: &mut Private, who: DeviceName, seconds: u64, key: &str, text: &str) {
        let seen = private.dots(key);
        private.write(who, at(seconds), key, Some(text.into()), &seen).expect("in bounds");
    }

    #[test]
    fn what_was_written_apart_stands_side_by_side_until_somebody_has_seen_both() {
        let (mut desk, mut train) = (Private::default(), Private::default());
        write(&mut desk, DESK, 1, "draft/a", "Water follows");
        meet(&mut desk, &mut train);
        assert_eq!(texts(&train, "draft/a"), ["Water follows"]);
        write(&mut desk, DESK, 2, "draft/a", "Water follows salt");
        write(&mut train, TRAIN, 2, "draft/a", "Water follows sugar");
        meet(&mut desk, &mut train);
        for private in [&desk, &train] {
            assert_eq!(texts(private, "draft/a"), ["Water follows salt", "Water follows sugar"]);
        }
        write(&mut train, TRAIN, 3, "draft/a", "Water follows what is dissolved");
        meet(&mut desk, &mut train);
        assert_eq!(texts(&desk, "draft/a"), ["Water follows what is dissolved"]);
        assert_eq!(desk, said(&desk));
    }

    #[test]
    fn what_ends_on_one_ends_on_the_other_and_never_what_was_written_meanwhile() {
        let (mut desk, mut train) = (Private::default(), Private::default());
        write(&mut desk, DESK, 1, "draft/a", "half");
        meet(&mut desk, &mut train);
        let seen = desk.dots("draft/a");
        assert!(desk.end("draft/a", &seen));
        let changes = train.clone().join(&said(&desk), at(9));
        assert_eq!(changes.values, BTreeSet::from(["draft/a".to_owned()]));
        // The train goes on with it before it hears of that.
        write(&mut train, TRAIN, 2, "draft/a", "half a thought");
        meet(&mut desk, &mut train);
        assert_eq!(texts(&desk, "draft/a"), ["half a thought"]);
        let seen = train.dots("draft/a");
        train.end("draft/a", &seen);
        meet(&mut desk, &mut train);
        assert_eq!(desk.keys().count() + train.keys().count(), 0);
        // An old word of the desk brings nothing back.
        let mut old = Private::default();
        write(&mut old, DESK, 1, "draft/a", "half");
        assert!(train.join(&said(&old), at(9)).values.is_empty());
    }

    #[test]
    fn read_marks_only_grow() {
        let (mut desk, mut train) = (Private::default(), Private::default());
        let thread = thread_name(&RecordId::from_bytes([4; 32]));
        assert!(desk.is_new(&circle(), &thread, 2, 10));
        desk.mark(circle(), thread, 2, at(1));
        train.mark(circle(), thread, 1, at(2));
        meet(&mut desk, &mut train);
        for private in [&desk, &train] {
            assert!(!private.is_new(&circle(), &thread, 2, 10));
            assert!(private.is_new(&circle(), &thread, 3, 11), "somebody has written again");
        }
        train.mark_all(circle(), 11);
        meet(&mut desk, &mut train);
        assert!(!desk.is_new(&circle(), &thread, 3, 11) && desk.is_new(&circle(), &thread, 4, 12));
        assert!(!desk.mark(circle(), thread, 1, at(3)) && !desk.mark_all(circle(), 5));
    }

    #[test]
    fn a_setting_is_the_same_everywhere_also_where_two_were_set_apart() {
        let (mut desk, mut train) = (Private::default(), Private::default());
        write(&mut desk, DESK, 5, &setting_key("language"), "tr");
        write(&mut train, TRAIN, 1, &setting_key("language"), "es");
        meet(&mut desk, &mut train);
        assert_eq!(desk.setting("language"), train.setting("language"));
        assert_eq!(desk.settings().count(), 1);
        write(&mut train, TRAIN, 6, &setting_key("language"), "ar");
        meet(&mut desk, &mut train);
        assert_eq!(desk.setting("language"), Some("ar"));
        let long = "x".repeat(limits::SETTING_BYTES + 1);
        assert!(desk.write(DESK, at(7), &setting_key("language"), Some(long), &BTreeSet::new()).is_err());
    }

    #[test]
    fn a_document_stays_short_and_says_what_it_leaves_out() {
        let mut desk = Private::default();
        for number in 0..8 {
            write(
                &mut desk,
                DESK,
                number,
                &format!("draft/{number}"),
                &"x".repeat(4000 + usize::try_from(number).expect("small")),
            );
        }
        assert!(
            desk.write(DESK, at(9), "draft/book", Some("y".repeat(limits::PRIVATE_DRAFT_BYTES + 1)), &BTreeSet::new())
                .is_err()
        );
        desk.write(DESK, at(9), "draft/book", None, &BTreeSet::new()).expect("without its text");
        write(&mut desk, DESK, 9, &setting_key("language"), "tr");
        let document = desk.document(20_000, 0).expect("without some texts");
        assert!(document.len() <= 20_000);
        let read = Private::read(&document).expect("own bytes");
        assert_eq!(read.keys().count(), 10, "every draft is named");
        let with_text = read.drafts().filter(|key| !texts(&read, &draft_key(key)).is_empty()).count();
        assert_eq!((with_text, read.setting("language")), (4, Some("tr")));
        // Who has the text keeps it, whoever names it without.
        let mut other = said(&desk);
        other.join(&read, at(10));
        assert_eq!(other, said(&desk));
        let mut poor = read.clone();
        poor.join(&said(&desk), at(10));
        assert_eq!(poor, said(&desk));
        assert_eq!(desk.document(10, 0), None);
    }

    #[test]
    fn values_are_bounded_and_nothing_is_taken_away_for_a_new_one() {
        let mut desk = Private::default();
        for number in 0..limits::PRIVATE_VALUES {
            write(&mut desk, DESK, 1, &format!("draft/{number}"), "x");
        }
        assert!(desk.write(DESK, at(2), "draft/one more", Some("x".into()), &BTreeSet::new()).is_err());
        write(&mut desk, DESK, 3, "draft/7", "y");
        assert_eq!(texts(&desk, "draft/7"), ["y"]);
        for device in 0..=u8::try_from(limits::PRIVATE_WRITERS).expect("few") {
            let mut other = Private::default();
            write(&mut other, [device; 8], 1, "draft/0", "x");
            let seen = other.dots("draft/0");
            other.end("draft/0", &seen);
            desk.join(&said(&other), at(4));
        }
        assert_eq!(desk.heard.len(), limits::PRIVATE_WRITERS);
        assert!(desk.heard.contains_key(&DESK));
    }

    /// Three devices write, end, mark and meet in an order that a number decides, and what they hear comes again and late.
    /// In the end all have the same, and no text is gone that nobody ended or wrote on.
    #[test]
    fn devices_that_meet_in_any_order_come_to_the_same_and_lose_nothing() {
        for seed in 0..400_u64 {
            let mut number = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
            let mut draw = |below: u64| {
                number ^= number << 13;
                number ^= number >> 7;
                number ^= number << 17;
                number % below
            };
            let mut devices = vec![Private::default(), Private::default(), Private::default()];
            let mut late: Vec<Private> = Vec::new();
            let mut owed: BTreeSet<(String, Dot)> = BTreeSet::new();
            for step in 0..60 {
                let who = usize::try_from(draw(3)).expect("small");
                let key = format!("draft/{}", draw(3));
                let seen = devices[who].dots(&key);
                match draw(6) {
                    0 | 1 => {
                        let name = [u8::try_from(who).expect("small"); 8];
                        let dot = devices[who]
                            .write(name, at(draw(50)), &key, Some(format!("{step}")), &seen)
                            .expect("in bounds");
                        owed.retain(|(other, dot)| *other != key || !seen.contains(dot));
                        owed.insert((key, dot));
                    }
                    2 => {
                        devices[who].end(&key, &seen);
                        owed.retain(|(other, dot)| *other != key || !seen.contains(dot));
                    }
                    3 => {
                        _ = devices[who].mark(circle(), [u8::try_from(draw(3)).expect("small"); 12], draw(9), at(step));
                    }
                    _ => {
                        let other = said(&devices[usize::try_from(draw(3)).expect("small")]);
                        devices[who].join(&other, at(step));
                        late.push(other);
                    }
                }
            }
            for _ in 0..2 {
                for who in 0..3 {
                    for other in late.clone().into_iter().chain(devices.clone()) {
                        devices[who].join(&said(&other), at(99));
                    }
                }
            }
            assert_eq!(said(&devices[0]), said(&devices[1]), "seed {seed}");
            assert_eq!(said(&devices[1]), said(&devices[2]), "seed {seed}");
            let stands: BTreeSet<(String, Dot)> =
                devices[0].values.iter().flat_map(|(key, all)| all.keys().map(|dot| (key.clone(), *dot))).collect();
            assert!(owed.is_subset(&stands), "seed {seed}: {owed:?} of {stands:?}");
        }
    }
}
