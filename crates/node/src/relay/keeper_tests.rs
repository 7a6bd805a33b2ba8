//! Stories of a relay's machine: alice and bob, who share a circle, and eve, who does not, or no more.

use std::collections::VecDeque;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use commonplace_core::blob::BlobKey;
use commonplace_core::epoch::EpochSecret;
use commonplace_core::key::DeviceSecret;
use commonplace_core::lease::{Admin, Gate, Keeping, Lease, Parcel, Terms, admin_secret};
use commonplace_core::record::{Draft, Kind, Lane, Position};
use commonplace_core::set::{SetKey, SetSum};
use commonplace_core::slip::Regard;
use commonplace_core::time::Timestamp;
use commonplace_store::{Fault, Faults, Options, Step, unwatched};
use commonplace_sync::{CircleView, Replica, Standing as PeerStanding};
use tempfile::TempDir;

use super::*;

const RELAY: RelayId = [7; 32];
const BINDING: [u8; 32] = [9; 32];
const NONCES: [[u8; 32]; 2] = [[1; 32], [2; 32]];
const HOUR_MILLIS: u64 = 3_600_000;

fn tag() -> Tag {
    Tag::from_bytes([3; 16])
}

fn epoch(seed: u8) -> EpochSecret {
    EpochSecret::from_bytes([seed; 32])
}

fn steward() -> DeviceSecret {
    device(1)
}

fn device(seed: u8) -> DeviceSecret {
    DeviceSecret::from_seed([seed; 32])
}

fn now(step: u64) -> Now {
    Now { wall: Timestamp::from_millis(1_790_000_000_000 + step), mono: Millis(step) }
}

fn terms(number: u64, newest: u8, retired: &[u8]) -> Terms {
    Terms {
        number,
        gate_keys: vec![epoch(newest).relay_gate_key(&RELAY)],
        retired: retired.iter().map(|seed| epoch(*seed).relay_gate_key(&RELAY)).collect(),
        doors: Vec::new(),
        admins: vec![Admin { key: admin_secret(&steward(), &tag(), &RELAY).public(), sealed: None }],
        stewards: [0; 32],
        horizon: Slot(0),
    }
}

fn lease() -> Lease {
    Lease { tag: tag(), fp_key: [5; 32], relay: RELAY, terms: terms(1, 20, &[]) }
}

fn open(folder: &TempDir, name: &str) -> Store {
    Store::open(&folder.path().join(name), Options::default(), &mut unwatched()).expect("a store").0
}

fn relay(folder: &TempDir, quota: u64) -> Relay {
    let allowed = vec![Allowed { lease: lease(), quota }];
    Relay::open(RELAY, open(folder, "relay"), allowed, [4; 32]).expect("a relay")
}

fn record(number: u64, ahead_hours: u64) -> Sealed {
    record_at(number, Timestamp::from_millis(1_790_000_000_000 + ahead_hours * HOUR_MILLIS))
}

fn record_at(number: u64, wall: Timestamp) -> Sealed {
    let draft = Draft {
        lane: Lane::Posts,
        kind: Kind(64),
        after: vec![],
        auth: RecordId::from_bytes([4; 32]),
        wall,
        lamport: 1,
        body: number.to_be_bytes().to_vec(),
    };
    let position = Position { seq: number, ..Position::default() };
    draft.seal(&steward(), position, tag(), &epoch(20)).expect("sealed").0
}

/// A member's node as far as a relay sees it: it offers the circle by a key of an epoch.
struct Member {
    name: u8,
    store: Store,
    shelves: Shelves,
    replicator: Replicator,
    /// From which hour on it was found equal, where that is not the beginning.
    equal_since: Option<Slot>,
}

/// What a member reads of its sets: as a relay does, but for speaking first.
struct Offering<'a>(RelayReplica<'a>);

impl Replica for Offering<'_> {
    fn circles(&self, link: LinkId) -> Vec<CircleView> {
        self.0.circles(link)
    }
    fn may_travel(&self, _link: LinkId, _tag: &Tag) -> bool {
        true
    }
    fn sum(&self, tag: &Tag, lane: Lane, range: Range<SetKey>) -> SetSum {
        self.0.sum(tag, lane, range)
    }
    fn ids(&self, tag: &Tag, lane: Lane, range: Range<SetKey>, max: usize) -> Vec<SetKey> {
        self.0.ids(tag, lane, range, max)
    }
    fn split(&self, tag: &Tag, lane: Lane, range: Range<SetKey>, parts: usize) -> Vec<SetKey> {
        self.0.split(tag, lane, range, parts)
    }
    fn sealed(&self, id: &RecordId) -> Option<Sealed> {
        self.0.sealed(id)
    }
    fn has(&self, tag: &Tag, id: &RecordId) -> bool {
        self.0.has(tag, id)
    }
    fn prove(&self, _link: LinkId, _tag: &Tag, _transcript: [u8; 32]) -> Vec<u8> {
        Vec::new()
    }
    fn check(&self, _: LinkId, _: &Tag, _: bool, _: [u8; 32], _: &[u8]) -> PeerStanding {
        PeerStanding::Unnamed
    }
}

impl Member {
    fn new(folder: &TempDir, name: u8, key: u8, records: &[Sealed]) -> Self {
        let mut store = open(folder, &format!("member{name}"));
        let lease = Lease { terms: terms(1, key, &[]), ..lease() };
        let shelves = Shelves::open(&mut store, vec![Allowed { lease, quota: u64::MAX }]).expect("a circle");
        let kept = records.iter().map(|sealed| Entry::Record { sealed: sealed.clone(), state: SetState::In });
        store.append(&kept.collect::<Vec<_>>()).expect("kept");
        Self { name, store, shelves, replicator: Replicator::new([name; 32]), equal_since: None }
    }

    fn link(&self) -> LinkId {
        LinkId(self.name.into())
    }

    fn count(&self) -> u64 {
        self.store.set_total(&tag(), Lane::Posts).count
    }

    /// Lets the machine take an input and returns frames for the relay, and whether sets were found equal.
    fn handle(&mut self, now: Now, input: sync::Input) -> (Vec<Vec<u8>>, bool) {
        let (mut frames, mut equal) = (Vec::new(), false);
        let mut inputs = VecDeque::from([input]);
        while let Some(input) = inputs.pop_front() {
            let replica =
                Offering(RelayReplica { store: &self.store, shelves: &self.shelves, hour: Slot::of(now.wall) });
            for output in self.replicator.handle(now.mono, input, &replica) {
                match output {
                    Output::Send { frame, .. } => frames.push(frame),
                    Output::Ingest { tag, records, link } => {
                        for sealed in records {
                            let id = sealed.id();
                            self.store.append(&[Entry::Record { sealed, state: SetState::In }]).expect("kept");
                            inputs.push_back(sync::Input::Admitted { tag, id, from: sync::Origin::Link(link) });
                        }
                    }
                    Output::Notice(Notice::Equal { .. }) => equal = true,
                    Output::Notice(Notice::EqualSince { horizon, .. }) => {
                        self.equal_since = Some(horizon[Lane::Posts as usize]);
                    }
                    _ => {}
                }
            }
        }
        (frames, equal)
    }
}

/// Lets a member and the relay talk, in virtual time, until the sets are equal or nothing more happens for an hour.
fn talk(relay: &mut Relay, member: &mut Member, from: u64) -> bool {
    let link = member.link();
    let (equal, step) = meet(relay, member, from);
    relay.handle(now(step), [Input::LinkDown { link }]);
    member.handle(now(step), sync::Input::LinkDown { link });
    equal
}

/// The same, and they stay connected. Says when that is.
fn meet(relay: &mut Relay, member: &mut Member, from: u64) -> (bool, u64) {
    let (link, peer) = (member.link(), [member.name; 32]);
    let up = |initiator| sync::Input::LinkUp { link, initiator, binding: BINDING };
    let mut step = from;
    let (mut to_relay, mut equal) = member.handle(now(step), up(true));
    let first = Input::LinkUp { link, peer, initiator: false, binding: BINDING };
    let mut to_member = frames(relay.handle(now(step), [first]));
    while step < from + HOUR_MILLIS && !equal {
        step += 50;
        for frame in std::mem::take(&mut to_relay) {
            let bytes = frame.len();
            to_member.extend(frames(relay.handle(now(step), [Input::Frame { link, bytes: frame }])));
            to_relay.extend(member.handle(now(step), sync::Input::Drained { link, bytes }).0);
        }
        for frame in std::mem::take(&mut to_member) {
            let bytes = frame.len();
            let (more, same) = member.handle(now(step), sync::Input::Frame { link, bytes: frame });
            to_relay.extend(more);
            equal |= same;
            to_member.extend(frames(relay.handle(now(step), [Input::Drained { link, bytes }])));
        }
        let (more, same) = member.handle(now(step), sync::Input::Tick);
        to_relay.extend(more);
        equal |= same;
        to_member.extend(frames(relay.handle(now(step), [Input::Tick])));
    }
    (equal, step)
}

fn frames(effects: Vec<Effect>) -> Vec<Vec<u8>> {
    let frame = |effect| if let Effect::Send { frame, .. } = effect { Some(frame) } else { None };
    effects.into_iter().filter_map(frame).collect()
}

fn ask(relay: &mut Relay, key: u8, wish: Wish) -> Answer {
    let gates: Vec<Gate> = vec![gate(&epoch(key).relay_gate_key(&RELAY), &NONCES, &BINDING)];
    let question = Question { gates, wish };
    let asked = Input::Asked { ask: 1, peer: [1; 32], nonces: NONCES, binding: BINDING, question };
    let answer = |effect| if let Effect::Answer { answer, .. } = effect { Some(answer) } else { None };
    relay.handle(now(0), [asked]).into_iter().find_map(answer).expect("an answer")
}

fn standing(relay: &mut Relay, key: u8) -> Standing {
    match ask(relay, key, Wish::Visit) {
        Answer::Here(standing) => *standing,
        other => panic!("{other:?}"),
    }
}

fn change(relay: &mut Relay, key: u8, terms: Terms) -> Answer {
    ask(relay, key, Wish::change(terms, &tag(), &RELAY, &admin_secret(&steward(), &tag(), &RELAY)))
}

#[test]
fn what_alice_leaves_bob_finds_after_the_relay_was_started_again() {
    let folder = TempDir::new().expect("a folder");
    let records: Vec<Sealed> = (0..50).map(|number| record(number, 0)).collect();
    let mut alice = Member::new(&folder, 1, 20, &records);
    let mut first = relay(&folder, 1 << 20);
    assert!(talk(&mut first, &mut alice, 0));
    let used = standing(&mut first, 20).used;
    assert_eq!(used, records.iter().map(|sealed| sealed.bytes().len() as u64).sum::<u64>());
    drop((first, alice));

    let mut again = relay(&folder, 1 << 20);
    assert_eq!(standing(&mut again, 20).used, used);
    let mut bob = Member::new(&folder, 2, 20, &[]);
    assert!(talk(&mut again, &mut bob, 0));
    assert_eq!(bob.count(), 50);
}

#[test]
fn who_shows_no_gate_of_the_lease_gets_nothing_and_leaves_nothing() {
    let folder = TempDir::new().expect("a folder");
    let mut relay = relay(&folder, 1 << 20);
    let mut alice = Member::new(&folder, 1, 20, &[record(1, 0)]);
    assert!(talk(&mut relay, &mut alice, 0));
    let mut eve = Member::new(&folder, 3, 66, &[record(2, 0)]);
    assert!(!talk(&mut relay, &mut eve, 0));
    assert_eq!(eve.count(), 1);
    assert_eq!(ask(&mut relay, 66, Wish::Visit), Answer::Unknown);
    assert_eq!(relay.counts().taken, 1);
}

#[test]
fn a_full_lease_refuses_and_says_so_and_takes_again_when_something_was_let_go() {
    let folder = TempDir::new().expect("a folder");
    let records: Vec<Sealed> = (0..4).map(|number| record(number, 0)).collect();
    let one = records[0].bytes().len() as u64;
    let mut relay = relay(&folder, 2 * one);
    let mut alice = Member::new(&folder, 1, 20, &records);
    assert!(!talk(&mut relay, &mut alice, 0), "there is no room for all of it");
    let full = standing(&mut relay, 20);
    assert!(full.full && full.used == 2 * one, "{full:?}");

    let held = relay.store.set_ids(&tag(), Lane::Posts, .., 1)[0].id;
    let admin = admin_secret(&steward(), &tag(), &RELAY);
    let answer = ask(&mut relay, 20, Wish::let_go(vec![held; 3], &tag(), &RELAY, &admin));
    assert!(matches!(&answer, Answer::Here(standing) if standing.used == one && !standing.full), "{answer:?}");
    let answer = ask(&mut relay, 20, Wish::let_go(vec![held], &tag(), &RELAY, &admin));
    assert!(
        matches!(&answer, Answer::Here(standing) if standing.used == one),
        "what is gone frees nothing: {answer:?}"
    );
    let stranger = admin_secret(&DeviceSecret::from_seed([8; 32]), &tag(), &RELAY);
    assert_eq!(ask(&mut relay, 20, Wish::let_go(vec![held], &tag(), &RELAY, &stranger)), Answer::Refused);
}

#[test]
fn a_changed_key_shuts_out_who_has_the_old_one_and_opens_the_door_for_members() {
    let folder = TempDir::new().expect("a folder");
    let door = record(9, 0);
    let mut relay = relay(&folder, 1 << 20);
    let mut alice = Member::new(&folder, 1, 20, std::slice::from_ref(&door));
    assert!(talk(&mut relay, &mut alice, 0));
    let next = Terms { doors: vec![door.id()], ..terms(2, 21, &[20]) };
    assert!(matches!(change(&mut relay, 20, next.clone()), Answer::Here(_)));
    assert_eq!(change(&mut relay, 21, next), Answer::Refused, "it is not newer");
    assert_eq!(ask(&mut relay, 20, Wish::Visit), Answer::Door(vec![door.bytes().to_vec()]));

    let mut eve = Member::new(&folder, 3, 20, &[]);
    assert!(!talk(&mut relay, &mut eve, 0));
    assert_eq!(eve.count(), 0);
    let mut bob = Member::new(&folder, 2, 21, &[]);
    assert!(talk(&mut relay, &mut bob, 0));
    assert_eq!(bob.count(), 1);
    // The operator starts it again with the lease as it was handed over: what admins changed stays.
    drop(relay);
    let mut again = self::relay(&folder, 1 << 20);
    assert_eq!(standing(&mut again, 21).terms.number, 2);
}

#[test]
fn a_relay_that_is_told_to_forget_keeps_nothing_and_lets_nobody_in() {
    let folder = TempDir::new().expect("a folder");
    let records: Vec<Sealed> = (0..3).map(|number| record(number, 0)).collect();
    let mut relay = relay(&folder, 1 << 20);
    let mut alice = Member::new(&folder, 1, 20, &records);
    assert!(talk(&mut relay, &mut alice, 0));
    assert_eq!(leave(&mut relay, 20, &slip(31, 7)), Answer::Slips(Vec::new()));
    let (hers, picture) = attachment(&folder, 1, 3);
    assert!(meet(&mut relay, &mut alice, 0).0);
    offer(&mut relay, &alice, &[picture]);
    fetched(&mut relay, &hers, picture, 3);
    relay.handle(now(0), [Input::LinkDown { link: alice.link() }]);
    let (admin, stranger) = (admin_secret(&steward(), &tag(), &RELAY), admin_secret(&device(8), &tag(), &RELAY));
    let by = |admin, number| Wish::forget(number, &tag(), &RELAY, admin);
    assert_eq!(ask(&mut relay, 20, by(&stranger, 2)), Answer::Refused);
    assert_eq!(ask(&mut relay, 20, by(&admin, 1)), Answer::Refused, "an old wish, said again by eve");
    assert_eq!(standing(&mut relay, 20).terms.number, 1);

    assert_eq!(ask(&mut relay, 20, by(&admin, 2)), Answer::Forgotten(2));
    let check = |relay: &mut Relay| {
        assert_eq!(ask(relay, 20, Wish::Visit), Answer::Forgotten(2), "and every member hears it");
        assert_eq!(ask(relay, 66, Wish::Visit), Answer::Unknown, "eve hears nothing");
        assert_eq!(leave(relay, 20, &slip(32, 7)), Answer::Unknown, "nobody asks for admission here any more");
        let lent = relay.shelves.get(&tag()).expect("its name");
        assert!(lent.slips.is_empty() && lent.used == 0 && lent.attachments.bytes() == 0);
        assert!(!relay.store.blobs().has(&picture.blob));
        assert!(records.iter().all(|sealed| relay.store.get(&sealed.id()).expect("readable").is_none()));
        let mut bob = Member::new(&folder, 2, 20, &[record(9, 0)]);
        assert!(!talk(relay, &mut bob, 0));
        assert_eq!((bob.count(), relay.counts().bytes), (1, 0));
    };
    check(&mut relay);
    // The operator starts it again with the lease that was handed over then.
    drop((relay, alice));
    let mut again = self::relay(&folder, 1 << 20);
    check(&mut again);
    // A lease that is older than the wish is not taken up, whoever finds it; one that was made after it is.
    for (number, served) in [(2, false), (3, true)] {
        drop(again);
        let lease = Lease { terms: terms(number, 21, &[]), ..lease() };
        let allowed = vec![Allowed { lease, quota: 1 << 20 }];
        again = Relay::open(RELAY, open(&folder, "relay"), allowed, [4; 32]).expect("a relay");
        assert_eq!(matches!(ask(&mut again, 21, Wish::Visit), Answer::Here(_)), served, "{number}");
    }
    let mut alice = Member::new(&folder, 5, 21, &records);
    assert!(talk(&mut again, &mut alice, 0), "and fills again");
}

#[test]
fn what_claims_to_be_of_tomorrow_is_not_kept_today() {
    let folder = TempDir::new().expect("a folder");
    let mut relay = relay(&folder, 1 << 20);
    let mut alice = Member::new(&folder, 1, 20, &[record(1, 0), record(2, 24)]);
    assert!(!talk(&mut relay, &mut alice, 0));
    assert_eq!(standing(&mut relay, 20).used, record(1, 0).bytes().len() as u64);
    assert!(!standing(&mut relay, 20).full, "that is no want of room");
    // Nor is a head without its body, which would stand in its place.
    let head = record(3, 0).without_body().expect("a post");
    let mut eve = Member::new(&folder, 2, 20, &[record(1, 0), head]);
    assert!(!talk(&mut relay, &mut eve, 0));
    let mut bob = Member::new(&folder, 3, 20, &[record(1, 0), record(3, 0)]);
    assert!(talk(&mut relay, &mut bob, 0));
    assert_eq!(relay.store.get(&record(3, 0).id()).expect("reads"), Some(record(3, 0)));
}

#[test]
fn eve_who_is_about_to_go_cannot_leave_a_lease_that_nobody_can_change() {
    let folder = TempDir::new().expect("a folder");
    let mut relay = relay(&folder, 1 << 20);
    for number in [0, 1, 3, 1_000, u64::MAX] {
        assert_eq!(change(&mut relay, 20, terms(number, 21, &[20])), Answer::Refused, "{number}");
    }
    assert_eq!(standing(&mut relay, 20).terms.number, 1);
    assert!(matches!(change(&mut relay, 20, terms(2, 21, &[20])), Answer::Here(_)));
    // Nor can a lease that begins with the last number.
    relay.shelves.get_mut(&tag()).expect("the lease").lease.terms.number = u64::MAX;
    assert!(matches!(change(&mut relay, 21, terms(0, 22, &[20, 21])), Answer::Here(_)));
}

#[test]
fn of_two_stewards_who_change_a_lease_at_one_time_the_first_counts_and_the_other_looks_again() {
    let folder = TempDir::new().expect("a folder");
    let mut relay = relay(&folder, 1 << 20);
    // Both have seen the first terms.
    let alices = terms(2, 21, &[20]);
    let bobs = Terms { stewards: [9; 32], ..alices.clone() };
    assert!(matches!(change(&mut relay, 20, alices.clone()), Answer::Here(_)));
    assert_eq!(change(&mut relay, 21, bobs.clone()), Answer::Refused);
    let seen = standing(&mut relay, 21).terms;
    assert_eq!(seen, alices, "nothing of what alice wrote is overwritten unseen");
    let again = Terms { number: seen.next_number(), ..bobs };
    assert!(matches!(change(&mut relay, 21, again), Answer::Here(_)));
}

/// Whether these bytes are anywhere in the relay's journal.
fn is_on_its_disk(folder: &TempDir, bytes: &[u8]) -> bool {
    let files = std::fs::read_dir(folder.path().join("relay/journal")).expect("a folder").flatten();
    files
        .map(|file| std::fs::read(file.path()).expect("reads"))
        .any(|journal| journal.windows(bytes.len()).any(|window| window == bytes))
}

/// Bytes of the relay's journal.
fn journal_bytes(folder: &TempDir) -> u64 {
    let files = std::fs::read_dir(folder.path().join("relay/journal")).expect("a folder").flatten();
    files.map(|file| file.metadata().expect("there").len()).sum()
}

/// Has the relay do what it does by itself, until the time has come that is given.
fn by_itself(relay: &mut Relay, until: u64) {
    while let Some(at) = relay.wake_at().filter(|at| at.0 <= until) {
        relay.handle(now(at.0), [Input::Tick]);
    }
}

#[test]
fn what_a_relay_forgets_leaves_its_disk_while_others_are_served() {
    let folder = TempDir::new().expect("a folder");
    let records: Vec<Sealed> = (0..600).map(|number| record(number, 0)).collect();
    let mut relay = relay(&folder, 1 << 20);
    let mut alice = Member::new(&folder, 1, 20, &records);
    assert!(talk(&mut relay, &mut alice, 0));
    let asking = slip(31, 7);
    assert_eq!(leave(&mut relay, 20, &asking), Answer::Slips(Vec::new()));
    by_itself(&mut relay, 60_000);
    let ciphertext = |sealed: &Sealed| sealed.bytes()[sealed.bytes().len() - 200..].to_vec();
    let is_there = |folder: &TempDir| {
        let some = [0, 299, 599].map(|number| is_on_its_disk(folder, &ciphertext(&records[number])));
        (some, is_on_its_disk(folder, &asking.bytes()[40..]))
    };
    assert_eq!(is_there(&folder), ([true; 3], true));
    // One that a steward's node drops, since it was taken back, is gone within the hour.
    let admin = admin_secret(&steward(), &tag(), &RELAY);
    let dropping = Wish::let_go(vec![records[299].id()], &tag(), &RELAY, &admin);
    assert!(matches!(ask(&mut relay, 20, dropping), Answer::Here(_)));
    by_itself(&mut relay, HOUR_MILLIS + 60_000);
    assert_eq!(is_there(&folder).0, [true, false, true]);
    let mut bob = Member::new(&folder, 2, 20, &[]);
    assert!(talk(&mut relay, &mut bob, 0));
    assert_eq!(bob.count(), 599);

    let before = journal_bytes(&folder);
    let forget = Wish::forget(2, &tag(), &RELAY, &admin);
    assert_eq!(ask(&mut relay, 20, forget), Answer::Forgotten(2));
    // A stop before anything of it has left the disk.
    drop((relay, alice, bob));
    assert_eq!(is_there(&folder).0, [true, false, true]);
    let mut relay = self::relay(&folder, 1 << 20);
    by_itself(&mut relay, 0);
    assert_eq!(is_there(&folder).0, [false; 3]);
    assert!(!is_there(&folder).1, "nor a slip");
    let after = journal_bytes(&folder);
    assert!(after * 3 < before, "{after} bytes of {before}");
    // And it is still known that the circle was forgotten, whatever leases are shown.
    drop(relay);
    let mut relay = self::relay(&folder, 1 << 20);
    assert_eq!(ask(&mut relay, 20, Wish::Visit), Answer::Forgotten(2));
    by_itself(&mut relay, 60_000);
    assert!(relay.wake_at() >= Some(Millis(HOUR_MILLIS)), "then there is nothing to do for an hour");
}

/// Full while the switch is on.
#[derive(Debug)]
struct FullDisk(AtomicBool);

impl Faults for FullDisk {
    fn before(&self, step: Step, _: &Path) -> Result<(), Fault> {
        let refuses = self.0.load(Ordering::Relaxed) && matches!(step, Step::Write { .. });
        if refuses { Err(Fault { written: 0, error: std::io::ErrorKind::StorageFull.into() }) } else { Ok(()) }
    }
}

#[test]
fn on_a_full_disk_nobody_is_told_that_their_wish_was_done() {
    let folder = TempDir::new().expect("a folder");
    let disk = Arc::new(FullDisk(AtomicBool::new(false)));
    let options = Options { faults: Some(Arc::clone(&disk) as Arc<dyn Faults>), ..Options::default() };
    let store = Store::open(&folder.path().join("relay"), options, &mut unwatched()).expect("a store").0;
    let allowed = vec![Allowed { lease: lease(), quota: 1 << 20 }];
    let mut relay = Relay::open(RELAY, store, allowed, [4; 32]).expect("a relay");
    let mut alice = Member::new(&folder, 1, 20, &[record(1, 0)]);
    assert!(talk(&mut relay, &mut alice, 0));
    let used = standing(&mut relay, 20).used;

    disk.0.store(true, Ordering::Relaxed);
    let admin = admin_secret(&steward(), &tag(), &RELAY);
    let let_go = |relay: &mut Relay| ask(relay, 20, Wish::let_go(vec![record(1, 0).id()], &tag(), &RELAY, &admin));
    assert_eq!(change(&mut relay, 20, terms(2, 21, &[20])), Answer::Refused);
    assert_eq!(let_go(&mut relay), Answer::Refused);
    let asked = slip(31, 7);
    assert_eq!(leave(&mut relay, 20, &asked), Answer::Refused);
    assert_eq!(leave(&mut relay, 20, &asked), Answer::Refused, "and not the second time either");
    let seen = standing(&mut relay, 20);
    assert_eq!((seen.terms, seen.used), (lease().terms, used), "the key of before opens, and all is as it was");

    disk.0.store(false, Ordering::Relaxed);
    assert_eq!(leave(&mut relay, 20, &asked), Answer::Slips(Vec::new()));
    assert!(matches!(let_go(&mut relay), Answer::Here(standing) if standing.used == 0));
    assert!(matches!(change(&mut relay, 20, terms(2, 21, &[20])), Answer::Here(_)));
    drop(relay);
    let mut again = self::relay(&folder, 1 << 20);
    assert_eq!(standing(&mut again, 21).terms.number, 2);
    assert!(again.shelves.get(&tag()).is_some_and(|lent| lent.slips.get(&asked.header().key).is_some()));
}

#[test]
fn terms_that_would_shut_everybody_out_are_refused() {
    let folder = TempDir::new().expect("a folder");
    let mut relay = relay(&folder, 1 << 20);
    for broken in
        [Terms { gate_keys: Vec::new(), ..terms(2, 21, &[]) }, Terms { admins: Vec::new(), ..terms(2, 21, &[]) }]
    {
        assert_eq!(change(&mut relay, 20, broken), Answer::Refused);
    }
    assert_eq!(standing(&mut relay, 20).terms.number, 1);
}

/// An attachment of three segments, sealed, and what is said of it at this hour.
fn attachment(folder: &TempDir, number: u8, hour: u32) -> (Store, Parcel) {
    let store = open(folder, &format!("attachment{number}"));
    let plain = vec![number; 2 * limits::SEGMENT_PLAIN_BYTES + 9];
    let (blob, size) =
        store.blobs().put_plain(&plain[..], &BlobKey::from_bytes([number; 32]), None, 1 << 24).expect("kept");
    let slot = Slot(Slot::of(now(0).wall).0 - 10 + hour);
    (store, Parcel { blob, size, slot })
}

/// Offers attachments, and says what is answered and what the relay sets about.
fn offer(relay: &mut Relay, member: &Member, parcels: &[Parcel]) -> (Vec<Keeping>, Vec<Effect>) {
    let gates: Vec<Gate> = vec![gate(&epoch(20).relay_gate_key(&RELAY), &NONCES, &BINDING)];
    let question = Question { gates, wish: Wish::Offer { parcels: parcels.to_vec() } };
    let asked = Input::Asked { ask: 1, peer: [member.name; 32], nonces: NONCES, binding: BINDING, question };
    let mut said = Vec::new();
    let mut effects = relay.handle(now(0), [asked]);
    effects.retain(|effect| match effect {
        Effect::Answer { answer: Answer::Keeps(all), .. } => {
            said.extend(all.iter().map(|(_, keeping)| *keeping));
            false
        }
        _ => true,
    });
    (said, effects)
}

/// What a fetch does: everything, or so many segments.
fn fetched(relay: &mut Relay, from: &Store, parcel: Parcel, segments: u32) -> Vec<Effect> {
    let list = from.blobs().segment_list(&parcel.blob).expect("a list");
    let mut writer = relay.store.blobs().writer(parcel.blob, parcel.size).expect("room");
    writer.set_list(list.clone()).expect("right");
    for index in 0..segments.min(list.count()) {
        writer.put(index, &from.blobs().segment(&parcel.blob, index).expect("here")).expect("right");
    }
    if writer.missing().is_empty() {
        writer.finish().expect("whole");
    } else {
        drop(writer);
    }
    relay.handle(now(0), [Input::FetchEnded { blob: parcel.blob }])
}

fn fetches(effects: &[Effect]) -> Vec<(BlobId, Vec<[u8; 32]>)> {
    let fetch = |effect: &Effect| match effect {
        Effect::Fetch { blob, peers, .. } => Some((*blob, peers.clone())),
        _ => None,
    };
    effects.iter().filter_map(fetch).collect()
}

fn may_have(relay: &mut Relay, peer: u8, blob: BlobId, question: BlobQuestion) -> bool {
    let asked = Input::BlobAsked { ask: 7, peer: [peer; 32], blob, question };
    let answer = |effect| if let Effect::AnswerBlob { may, .. } = effect { Some(may) } else { None };
    relay.handle(now(0), [asked]).into_iter().find_map(answer).expect("an answer")
}

#[test]
fn a_picture_of_alices_reaches_bob_who_is_never_there_when_she_is() {
    let folder = TempDir::new().expect("a folder");
    let (hers, picture) = attachment(&folder, 1, 3);
    let mut alice = Member::new(&folder, 1, 20, &[record(1, 0)]);
    let mut relay = relay(&folder, 1 << 22);
    assert!(meet(&mut relay, &mut alice, 0).0);
    let (said, effects) = offer(&mut relay, &alice, &[picture]);
    assert_eq!((said, fetches(&effects)), (vec![Keeping::Comes], vec![(picture.blob, vec![[1; 32]])]));
    // She goes in the middle of it, and the relay is started again.
    let left = relay.handle(now(0), [Input::LinkDown { link: alice.link() }]);
    assert!(left.iter().any(|effect| matches!(effect, Effect::Sources { peers, .. } if peers.is_empty())), "{left:?}");
    fetched(&mut relay, &hers, picture, 2);
    drop(relay);
    let mut relay = self::relay(&folder, 1 << 22);
    let (mut alice, used) = (Member::new(&folder, 4, 20, &[record(1, 0)]), record(1, 0).bytes().len() as u64);
    assert!(meet(&mut relay, &mut alice, 0).0);
    let (said, effects) = offer(&mut relay, &alice, &[picture]);
    assert_eq!((said, fetches(&effects).len()), (vec![Keeping::Comes], 1));
    fetched(&mut relay, &hers, picture, 3);
    assert_eq!(offer(&mut relay, &alice, &[picture]).0, [Keeping::Whole]);
    assert_eq!(standing(&mut relay, 20).used, used + picture.size);
    relay.handle(now(0), [Input::LinkDown { link: alice.link() }]);

    let mut bob = Member::new(&folder, 2, 20, &[]);
    assert!(!may_have(&mut relay, 2, picture.blob, BlobQuestion::MayFetch), "a stranger, so far");
    assert!(meet(&mut relay, &mut bob, 0).0);
    assert!(may_have(&mut relay, 2, picture.blob, BlobQuestion::MayFetch));
    assert!(!may_have(&mut relay, 3, picture.blob, BlobQuestion::MayFetch), "eve, who knows the id");
    assert!(!may_have(&mut relay, 2, picture.blob, BlobQuestion::WillStay), "nobody lets a last copy go for a relay's");
    // The key changes. Who has not the new one is given nothing any more.
    assert!(matches!(change(&mut relay, 20, terms(2, 21, &[20])), Answer::Here(_)));
    assert!(!may_have(&mut relay, 2, picture.blob, BlobQuestion::MayFetch));
}

#[test]
fn attachments_take_a_part_of_the_room_and_give_way_to_newer_ones_and_to_records() {
    let folder = TempDir::new().expect("a folder");
    let all: Vec<(Store, Parcel)> = (1..=3).map(|number| attachment(&folder, number, number.into())).collect();
    let size = all[0].1.size;
    let records: Vec<Sealed> = (0..40).map(|number| record(number, 0)).collect();
    let bytes: u64 = records.iter().map(|sealed| sealed.bytes().len() as u64).sum();
    // Room for two attachments, in their half.
    let quota = 4 * size + bytes / 2;
    let mut alice = Member::new(&folder, 1, 20, &records[..1]);
    let mut relay = relay(&folder, quota);
    assert!(meet(&mut relay, &mut alice, 0).0);
    let parcels: Vec<Parcel> = all.iter().map(|(_, parcel)| *parcel).collect();
    assert_eq!(offer(&mut relay, &alice, &parcels[..2]).0, [Keeping::Comes; 2]);
    for (store, parcel) in &all[..2] {
        fetched(&mut relay, store, *parcel, 3);
    }
    assert_eq!(offer(&mut relay, &alice, &parcels).0, [Keeping::Whole, Keeping::Whole, Keeping::Comes]);
    assert!(!relay.store.blobs().has(&parcels[0].blob), "the oldest has gone");
    assert_eq!(
        offer(&mut relay, &alice, &parcels[..1]).0,
        [Keeping::NoRoom],
        "and is not fetched in place of a newer one"
    );
    fetched(&mut relay, &all[2].0, parcels[2], 3);
    // What is there outlives a restart; what is not of this circle, or of tomorrow, is not taken.
    drop(relay);
    let mut relay = self::relay(&folder, quota);
    assert_eq!(relay.counts().kept, 2);
    let tomorrow = Parcel { slot: Slot(Slot::of(now(0).wall).0 + 24), ..parcels[0] };
    let mut alice = Member::new(&folder, 4, 20, &records[..1]);
    assert!(meet(&mut relay, &mut alice, 0).0);
    assert_eq!(offer(&mut relay, &alice, &[tomorrow]).0, [Keeping::NoRoom]);
    // Records need the room.
    relay.shelves.get_mut(&tag()).expect("the lease").quota = bytes + size;
    let mut bob = Member::new(&folder, 2, 20, &records);
    assert!(talk(&mut relay, &mut bob, 0));
    assert!(!relay.store.blobs().has(&parcels[1].blob), "text comes before pictures");
    assert!(standing(&mut relay, 20).used <= bytes + size);
}

#[test]
fn who_offers_what_is_not_there_takes_no_room_for_long() {
    let folder = TempDir::new().expect("a folder");
    let (_, nothing) = attachment(&folder, 1, 3);
    let mut eve = Member::new(&folder, 3, 20, &[record(1, 0)]);
    let mut relay = relay(&folder, 1 << 22);
    assert!(meet(&mut relay, &mut eve, 0).0);
    offer(&mut relay, &eve, &[nothing]);
    assert_eq!(relay.counts().kept_bytes, nothing.size);
    let effects = relay.handle(now(0), [Input::FetchEnded { blob: nothing.blob }]);
    assert_eq!(
        (relay.counts().kept_bytes, fetches(&effects).len()),
        (0, 0),
        "nothing came, and it is not asked for again"
    );
}

#[test]
fn a_relay_keeps_the_last_days_and_for_good_who_is_a_member_and_never_says_that_it_holds_all() {
    let folder = TempDir::new().expect("a folder");
    let mut all: Vec<Sealed> = (0..5).map(|number| record(number, 0)).collect();
    all.extend((5..8).map(old_record));
    let bytes = |records: &[Sealed]| records.iter().map(|sealed| sealed.bytes().len() as u64).sum::<u64>();
    let (hers, picture) = attachment(&folder, 1, 0);
    let mut alice = Member::new(&folder, 1, 20, &all);
    let mut relay = relay(&folder, 1 << 22);
    assert!(meet(&mut relay, &mut alice, 0).0);
    offer(&mut relay, &alice, &[picture]);
    fetched(&mut relay, &hers, picture, 3);
    assert_eq!(standing(&mut relay, 20).used, bytes(&all) + picture.size);
    // The horizon moves on beyond what is old, and beyond the picture.
    let horizon = Slot(picture.slot.0 + 1);
    assert!(matches!(change(&mut relay, 20, Terms { horizon, ..terms(2, 20, &[]) }), Answer::Here(_)));
    assert_eq!(standing(&mut relay, 20).used, bytes(&all[..5]));
    assert!(!relay.store.blobs().has(&picture.blob));
    assert_eq!(offer(&mut relay, &alice, &[picture]).0, [Keeping::NoRoom]);
    relay.handle(now(0), [Input::LinkDown { link: alice.link() }]);
    // It stays gone after a restart, and nothing of it is taken again: both are equal from there on, and know no more.
    drop(relay);
    let mut relay = self::relay(&folder, 1 << 22);
    let mut carol = Member::new(&folder, 4, 20, &all);
    assert!(!talk(&mut relay, &mut carol, 0), "not equal, but since then");
    assert_eq!((carol.equal_since, relay.counts().taken), (Some(horizon), 0));
    let mut bob = Member::new(&folder, 2, 20, &[]);
    talk(&mut relay, &mut bob, 0);
    assert_eq!((bob.count(), bob.equal_since), (5, Some(horizon)));
    // Stewards want everything kept again, and it is sent again.
    assert!(matches!(change(&mut relay, 20, terms(3, 20, &[])), Answer::Here(_)));
    assert!(talk(&mut relay, &mut carol, 0));
    assert_eq!(standing(&mut relay, 20).used, bytes(&all));
}

#[test]
fn a_sweep_that_cannot_be_written_is_made_good_at_the_next_start() {
    let folder = TempDir::new().expect("a folder");
    let disk = Arc::new(FullDisk(AtomicBool::new(false)));
    let options = Options { faults: Some(Arc::clone(&disk) as Arc<dyn Faults>), ..Options::default() };
    let store = Store::open(&folder.path().join("relay"), options, &mut unwatched()).expect("a store").0;
    let moved = Terms { horizon: Slot::of(now(0).wall), ..terms(2, 20, &[]) };
    let mut relay =
        Relay::open(RELAY, store, vec![Allowed { lease: lease(), quota: 1 << 20 }], [4; 32]).expect("a relay");
    let mut alice = Member::new(&folder, 1, 20, &[old_record(1), record(2, 0)]);
    assert!(talk(&mut relay, &mut alice, 0));
    let used = standing(&mut relay, 20).used;
    relay.shelves.get_mut(&tag()).expect("the lease").lease.terms = moved.clone();
    relay.sweeping.insert(tag());
    disk.0.store(true, Ordering::Relaxed);
    relay.handle(now(0), [Input::Tick]);
    assert_eq!(relay.counts().bytes, used, "nothing counts as free that is there");
    assert!(relay.wake_at() != Some(Millis::default()), "and it is not tried over and over");
    disk.0.store(false, Ordering::Relaxed);
    relay.sweeping.insert(tag());
    relay.handle(now(0), [Input::Tick]);
    assert_eq!(relay.counts().bytes, record(2, 0).bytes().len() as u64);
}

/// A record of a month ago.
fn old_record(number: u64) -> Sealed {
    let before = now(0).wall.millis() - 30 * 24 * HOUR_MILLIS;
    record_at(number, Timestamp::from_millis(before))
}

/// A slip that somebody asks by, or answers.
fn slip(who: u8, number: u64) -> Slip {
    let secret = commonplace_core::slip::SlipSecret::from_seed([who; 32]);
    let slot = Slot::of(now(0).wall);
    secret.write_sealed(tag(), number, slot, epoch(20).id(), &[who; 256]).expect("in bounds")
}

/// What a relay says to whoever shows the pass of an epoch.
fn by_pass(relay: &mut Relay, seed: u8, wish: Wish) -> Answer {
    by_pass_at(relay, now(1), seed, wish)
}

fn by_pass_at(relay: &mut Relay, now: Now, seed: u8, wish: Wish) -> Answer {
    let key = pass_key(&pass(&epoch(seed).relay_gate_key(&RELAY)));
    let question = Question { gates: vec![gate(&key, &NONCES, &BINDING)], wish };
    let asked = Input::Asked { ask: 1, peer: [66; 32], nonces: NONCES, binding: BINDING, question };
    let answered = relay.handle(now, [asked]).into_iter().find_map(|effect| match effect {
        Effect::Answer { answer, .. } => Some(answer),
        _ => None,
    });
    answered.expect("an answer")
}

fn leave(relay: &mut Relay, seed: u8, slip: &Slip) -> Answer {
    by_pass(relay, seed, Wish::Leave { slip: slip.bytes().to_vec() })
}

#[test]
fn a_tickets_holder_leaves_what_they_ask_and_is_given_what_answers_it_and_nothing_else() {
    let folder = TempDir::new().expect("a folder");
    let mut relay = relay(&folder, 1 << 20);
    let asked = slip(31, 7);
    assert_eq!(leave(&mut relay, 20, &asked), Answer::Slips(Vec::new()));
    // Members bring their slips, of which one answers.
    let lent = relay.shelves.get_mut(&tag()).expect("the lease");
    let (answer, other) = (slip(32, 7), slip(33, 8));
    for slip in [&answer, &other] {
        lent.slips.offer(slip.clone(), Regard::Stranger, Slot::of(now(0).wall));
    }
    assert_eq!(leave(&mut relay, 20, &asked), Answer::Slips(vec![answer.bytes().to_vec()]));
    // Whoever holds a ticket learns nothing of the lease, and changes nothing.
    let admin = admin_secret(&steward(), &tag(), &RELAY);
    let let_go = Wish::let_go(vec![RecordId::of(b"x")], &tag(), &RELAY, &admin);
    for wish in [Wish::Visit, Wish::change(terms(2, 21, &[]), &tag(), &RELAY, &admin), let_go] {
        assert_eq!(by_pass(&mut relay, 20, wish), Answer::Refused);
    }
    assert_eq!(leave(&mut relay, 19, &asked), Answer::Unknown, "the pass of no key of this lease");
    let forged = [&asked.bytes()[..asked.bytes().len() - 1], &[0]].concat();
    assert_eq!(by_pass(&mut relay, 20, Wish::Leave { slip: forged }), Answer::Refused);
    // It lies on the disk.
    drop(relay);
    let relay = self::relay(&folder, 1 << 20);
    assert!(relay.shelves.get(&tag()).is_some_and(|lent| lent.slips.get(&asked.header().key).is_some()));
}

#[test]
fn tickets_outlive_the_epoch_in_which_they_were_made() {
    let folder = TempDir::new().expect("a folder");
    let mut relay = relay(&folder, 1 << 20);
    relay.shelves.get_mut(&tag()).expect("the lease").lease.terms = terms(2, 21, &[20]);
    assert_eq!(leave(&mut relay, 20, &slip(31, 7)), Answer::Slips(Vec::new()));
}

#[test]
fn who_floods_a_relay_by_a_ticket_leaves_the_members_their_room() {
    let folder = TempDir::new().expect("a folder");
    let mut relay = relay(&folder, 1 << 20);
    let most = u8::try_from(limits::LEASE_ASKS).expect("few");
    for who in 0..most {
        assert!(matches!(leave(&mut relay, 20, &slip(who, 7)), Answer::Slips(_)), "{who}");
    }
    assert_eq!(leave(&mut relay, 20, &slip(most, 7)), Answer::Refused, "the room of those who ask is full");
    assert_eq!(leave(&mut relay, 20, &slip(0, 7)), Answer::Slips(Vec::new()), "nobody is shown what others ask");
    let lent = relay.shelves.get(&tag()).expect("the lease");
    assert_eq!(lent.slips.len(), limits::LEASE_ASKS);
    const { assert!(limits::LEASE_ASKS * 8 < limits::SLIPS) };
}

/// Bytes of all files below a folder.
fn bytes_below(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.map(|path| if path.is_dir() { bytes_below(&path) } else { path.metadata().expect("a file").len() }).sum()
}

#[test]
fn who_leaves_the_same_again_and_again_fills_no_disk() {
    let folder = TempDir::new().expect("a folder");
    let mut relay = relay(&folder, 1 << 20);
    let mut taken = 0;
    for turn in 0..10_000 {
        let now = now(turn * 360);
        let wish = Wish::Leave { slip: slip(66, now.wall.millis()).bytes().to_vec() };
        let answer = by_pass_at(&mut relay, now, 20, wish);
        taken += usize::from(matches!(answer, Answer::Slips(_)));
        relay.handle(now, [Input::Tick]);
    }
    assert!((1..100).contains(&taken), "{taken} in an hour");
    // Nor does she take a number that nobody reaches.
    for number in [now(0).wall.millis() + 3 * HOUR_MILLIS, limits::LARGEST_NUMBER] {
        assert_eq!(leave(&mut relay, 20, &slip(67, number)), Answer::Refused);
    }
    let asked = slip(31, 7);
    assert_eq!(leave(&mut relay, 20, &asked), Answer::Slips(Vec::new()), "alice's is taken beside it");
    drop(relay);
    let bytes = bytes_below(folder.path());
    assert!(bytes < 2 << 20, "{bytes} bytes");
}

#[test]
fn a_member_who_says_something_new_all_the_time_is_written_down_now_and_then() {
    let folder = TempDir::new().expect("a folder");
    let mut relay = relay(&folder, 1 << 20);
    let last = 36_000;
    for turn in 1..=last {
        let now = now(turn * 100);
        relay.keep_slips(now, LinkId(1), tag(), vec![slip(66, turn)], &mut VecDeque::new());
        relay.handle(now, [Input::Tick]);
    }
    let key = slip(66, 0).header().key;
    assert_eq!(relay.shelves.get(&tag()).and_then(|lent| lent.slips.number(&key)), Some(last), "passed on at once");
    drop(relay);
    let bytes = bytes_below(folder.path());
    assert!(bytes < 2 << 20, "{bytes} bytes");
    let again = self::relay(&folder, 1 << 20);
    let number = again.shelves.get(&tag()).and_then(|lent| lent.slips.number(&key)).expect("a slip");
    assert!(number + 300 >= last, "of the last half minute peers bring it again: {number}");
}

#[test]
fn after_a_start_members_still_have_the_rest_of_the_shelf() {
    let folder = TempDir::new().expect("a folder");
    let mut first = relay(&folder, 1 << 20);
    let few = u8::try_from(limits::LEASE_ASKS).expect("few");
    for who in 0..few {
        assert!(matches!(leave(&mut first, 20, &slip(who, 7)), Answer::Slips(_)), "{who}");
    }
    drop(first);
    let mut relay = relay(&folder, 1 << 20);
    for who in few..2 * few {
        assert_eq!(leave(&mut relay, 20, &slip(who, 7)), Answer::Refused, "{who}");
    }
    // Devices come and go until the shelf is full, and then somebody answers the first of those who asked.
    let (hour, mut number) = (Slot::of(now(0).wall), 0_u64);
    let lent = relay.shelves.get_mut(&tag()).expect("the lease");
    while lent.slips.len() < limits::SLIPS {
        number += 1;
        let secret = commonplace_core::slip::SlipSecret::from_seed(*blake3::hash(&number.to_le_bytes()).as_bytes());
        let slip = secret.write_sealed(tag(), 1, hour, epoch(20).id(), &[1; 256]).expect("in bounds");
        assert_eq!(lent.bring(slip, hour), Offered::Kept { dropped: None });
    }
    let answer = slip(200, 7);
    // Who was the last to come before the start is not known any more: one of those who asked makes room.
    let Offered::Kept { dropped: Some(dropped) } = lent.bring(answer.clone(), hour) else { panic!("no room") };
    assert!((0..few).any(|who| slip(who, 7).header().key == dropped), "{dropped:?}");
    let asked = (0..few).map(|who| slip(who, 7)).find(|slip| slip.header().key != dropped).expect("another one");
    assert_eq!(leave(&mut relay, 20, &asked), Answer::Slips(vec![answer.bytes().to_vec()]));
}

#[test]
fn whoever_answers_a_thousand_times_crowds_out_no_other_answer() {
    let folder = TempDir::new().expect("a folder");
    let mut relay = relay(&folder, 1 << 20);
    let asked = slip(31, 7);
    assert_eq!(leave(&mut relay, 20, &asked), Answer::Slips(Vec::new()));
    let lent = relay.shelves.get_mut(&tag()).expect("the lease");
    let hour = Slot::of(now(0).wall);
    for number in 0..limits::LEASE_ANSWERS as u64 * 3 {
        let secret = commonplace_core::slip::SlipSecret::from_seed(*blake3::hash(&number.to_le_bytes()).as_bytes());
        let noise = secret.write_sealed(tag(), 7, hour, epoch(20).id(), &[1; 256]).expect("in bounds");
        lent.bring(noise, hour);
    }
    let answer = slip(32, 7);
    lent.bring(answer.clone(), hour);
    let mut rounds = 0;
    while !matches!(leave(&mut relay, 20, &asked), Answer::Slips(slips) if slips.contains(&answer.bytes().to_vec())) {
        rounds += 1;
        assert!(rounds < 8, "the true answer never comes");
    }
}
