//! Secrets: rotation, removal, and what a newcomer reaches.

use std::collections::BTreeMap;

use commonplace_core::circle::epochs::first_epoch;
use commonplace_core::circle::op::{self, NO_AUTHORITY};
use commonplace_core::circle::{Circle, Op, Policy, Role, collect_secrets, founding, open_old};
use commonplace_core::epoch::{EpochSecret, KeyBox};
use commonplace_core::id::{EpochId, RecordId};
use commonplace_core::key::Certificate;
use commonplace_core::record::{Draft, Lane, Position, Record, Sealed};
use commonplace_core::time::Timestamp;

use crate::world::*;

type Held = BTreeMap<EpochId, EpochSecret>;

fn secret(name: u8) -> EpochSecret {
    EpochSecret::from_bytes([name; 32])
}

fn held(secrets: &[u8]) -> Held {
    secrets.iter().map(|&name| (secret(name).id(), secret(name))).collect()
}

impl World {
    /// Rotates to `name` in sight of everything, boxed to all present recipients.
    fn rotate(&mut self, by: &Person, auth: RecordId, known: &[u8], name: u8) -> RecordId {
        let heads = self.now().heads();
        self.rotate_after(by, auth, known, name, &heads)
    }

    fn rotate_after(&mut self, by: &Person, auth: RecordId, known: &[u8], name: u8, after: &[RecordId]) -> RecordId {
        // What the author sees is what it names as seen.
        let circle = Circle::evaluate(self.circle, &ancestors(self, after));
        let op = circle.next_epoch(&held(known), &secret(name));
        let to: Vec<Certificate> = circle.recipients().into_iter().cloned().collect();
        self.say_boxed(by, auth, after, &op, &secret(name), &to.iter().collect::<Vec<_>>())
    }
}

fn ancestors(world: &World, heads: &[RecordId]) -> Vec<Record> {
    let mut waiting = heads.to_vec();
    let mut past: Vec<Record> = Vec::new();
    while let Some(id) = waiting.pop() {
        let record = world.records.iter().find(|record| record.id == id).expect("known");
        if past.iter().all(|known| known.id != id) {
            waiting.extend(&record.after);
            past.push(record.clone());
        }
    }
    past
}

#[test]
fn after_a_removal_nobody_writes_under_the_old_secret() {
    let mut world = World::new(Policy::default());
    let bobs = world.grant(alice(), world.genesis, bob(), Role::Learner, 10);
    let eves = world.grant(alice(), world.genesis, eve(), Role::Learner, 10);
    world.rotate(alice(), world.genesis, &[], 1);
    assert_eq!(world.now().writable_epoch(&held(&[1])), Some(secret(1).id()));
    assert!(world.now().unwelcomed(&secret(1).id()).is_empty());

    world.say(alice(), world.genesis, &revoke_op(eves));
    assert_eq!(world.now().writable_epoch(&held(&[1])), None);
    // Bob is no steward; still he is not blocked.
    let epoch = world.rotate(bob(), bobs, &[1], 2);
    let circle = world.now();
    assert!(circle.valid(&epoch));
    assert_eq!(circle.writable_epoch(&held(&[1, 2])), Some(secret(2).id()));
    assert_eq!(circle.writable_epoch(&held(&[1])), None, "whoever holds the old one only has to wait for a box");
}

#[test]
fn who_reached_an_epoch_through_a_later_one_counts_too() {
    let mut world = World::new(Policy::default());
    let bobs = world.grant(alice(), world.genesis, bob(), Role::Learner, 10);
    world.rotate(alice(), world.genesis, &[], 1);
    world.say(alice(), world.genesis, &revoke_op(bobs));
    world.rotate(alice(), world.genesis, &[1], 2);
    world.grant(alice(), world.genesis, bob(), Role::Learner, 10);
    assert_eq!(world.now().writable_epoch(&held(&[1])), None, "whoever holds 2 reads 1, and alice's 2 is not here");
    let carols = world.grant(alice(), world.genesis, carol(), Role::Learner, 10);
    let heads = world.now().heads();
    let to = carol().laptop_certificate();
    world.say_boxed(alice(), world.genesis, &heads, &Op::Welcome, &secret(2), &[&to]);
    assert_eq!(world.now().writable_epoch(&held(&[1, 2])), Some(secret(2).id()));
    world.say(carol(), carols, &Op::Leave(op::Leave::default()));
    // Epoch 1 was boxed to alice and bob only, who are both here. But carol has it out of epoch 2.
    assert_eq!(world.now().writable_epoch(&held(&[1, 2])), None);
}

#[test]
fn a_rotator_who_shuts_carol_out_is_not_followed() {
    let mut world = World::new(Policy::default());
    let bobs = world.grant(alice(), world.genesis, bob(), Role::Learner, 10);
    world.grant(alice(), world.genesis, carol(), Role::Learner, 10);
    world.rotate(alice(), world.genesis, &[], 1);
    let mut honest = world.clone();
    honest.rotate(bob(), bobs, &[1], 2);
    assert_eq!(honest.now().writable_epoch(&held(&[1, 2])), Some(secret(2).id()));

    // Under carol's tag bob puts a box of another secret; or one for eve.
    let tag = KeyBox::recipient_tag(carol().laptop_certificate().kem(), &secret(2).id());
    for (kem, sealed) in [(carol().laptop.kem_public(), secret(9)), (eve().laptop.kem_public(), secret(2))] {
        let junk = KeyBox::seal(&sealed, &TAG, &kem);
        let mut bytes = commonplace_core::encoding::encode(&junk.expect("a key"));
        bytes[2..10].copy_from_slice(&tag);
        let mut forged = world.clone();
        forged.rotate(bob(), bobs, &[1], 2);
        let record = forged.records.last_mut().expect("the rotation");
        record.boxes.retain(|sealed| sealed.tag() != tag);
        record.boxes.push(commonplace_core::encoding::decode(&bytes, 128).expect("88 bytes"));
        let circle = Circle::evaluate(forged.circle, &forged.records);
        assert!(circle.valid(&forged.records.last().expect("the rotation").id));
        assert_ne!(circle.writable_epoch(&held(&[1, 2])), Some(secret(2).id()));
    }

    // And a box for nobody whom the circle knows.
    let heads = honest.now().heads();
    let stranger = Person::new(77).laptop_certificate();
    honest.say_boxed(bob(), bobs, &heads, &Op::Welcome, &secret(2), &[&stranger]);
    assert_eq!(honest.now().writable_epoch(&held(&[1, 2])), None);
}

#[test]
fn an_epoch_that_only_says_to_follow_does_not_cut_newcomers_off() {
    let mut world = World::new(Policy::default());
    let eves = world.grant(alice(), world.genesis, eve(), Role::Learner, 10);
    world.rotate(alice(), world.genesis, &[], 1);
    for name in 10..20 {
        let Op::Epoch(mut junk) = world.now().next_epoch(&held(&[1]), &secret(name)) else { unreachable!("an epoch") };
        assert_eq!(junk.bases, [secret(1).id()]);
        junk.old = vec![7; 80];
        let heads = world.now().heads();
        let to: Vec<Certificate> = world.now().recipients().into_iter().cloned().collect();
        world.say_boxed(eve(), eves, &heads, &Op::Epoch(junk), &secret(name), &to.iter().collect::<Vec<_>>());
    }
    let known: Vec<u8> = [1].into_iter().chain(10..20).collect();
    let next = world.now().next_epoch(&held(&known), &secret(2));
    assert!(open_old(&next, &secret(2)).contains(&secret(1)), "the past stays within reach");
}

#[test]
fn a_secret_other_than_the_one_committed_to_is_not_written_under() {
    let mut world = World::new(Policy::default());
    let Op::Epoch(mut lying) = first_epoch(&secret(1)) else { unreachable!("an epoch") };
    lying.commit = [0; 32];
    let (heads, to) = (world.now().heads(), alice().laptop_certificate());
    world.say_boxed(alice(), world.genesis, &heads, &Op::Epoch(lying), &secret(1), &[&to]);
    assert_eq!(world.now().writable_epoch(&held(&[1])), None);
}

#[test]
fn a_newcomer_leaves_the_epoch_writable_and_is_welcomed() {
    let mut world = World::new(Policy::default());
    world.rotate(alice(), world.genesis, &[], 1);
    world.grant(alice(), world.genesis, bob(), Role::Learner, 10);
    let circle = world.now();
    let epoch = secret(1).id();
    assert_eq!(circle.writable_epoch(&held(&[1])), Some(epoch));
    let missing: Vec<_> = circle.unwelcomed(&epoch).into_iter().cloned().collect();
    assert_eq!(missing, [bob().laptop_certificate()]);
    let heads = circle.heads();
    world.say_boxed(alice(), world.genesis, &heads, &Op::Welcome, &secret(1), &missing.iter().collect::<Vec<_>>());
    assert!(world.now().unwelcomed(&epoch).is_empty());
}

#[test]
fn an_epoch_that_a_removed_member_made_without_naming_itself_is_not_written_under() {
    let mut world = World::new(Policy::default());
    let eves = world.grant(alice(), world.genesis, eve(), Role::Learner, 10);
    world.rotate(alice(), world.genesis, &[], 1);
    let heads = world.now().heads();
    let op = world.now().next_epoch(&held(&[1]), &secret(2));
    let to = alice().laptop_certificate();
    let hers = world.say_boxed(eve(), eves, &heads, &op, &secret(2), &[&to]);
    assert_eq!(world.now().writable_epoch(&held(&[1, 2])), Some(secret(2).id()));
    world.say(alice(), world.genesis, &revoke_op(eves));
    let circle = world.now();
    assert!(circle.valid(&hers), "alice had seen it");
    assert_eq!(circle.writable_epoch(&held(&[1, 2])), None);
}

#[test]
fn concurrent_rotations_are_both_readable_and_the_next_one_joins_them() {
    let mut world = World::new(Policy::default());
    let bobs = world.grant(alice(), world.genesis, bob(), Role::Learner, 10);
    let base = world.rotate(alice(), world.genesis, &[], 1);
    world.rotate_after(alice(), world.genesis, &[1], 2, &[base]);
    world.rotate_after(bob(), bobs, &[1], 3, &[base]);
    let circle = world.now();
    assert_eq!(circle.writable_epoch(&held(&[1, 2, 3])), Some(secret(2).id()), "the senior author's");
    assert_eq!(circle.writable_epoch(&held(&[1, 3])), Some(secret(3).id()), "until its box arrives, the other");

    world.rotate(bob(), bobs, &[1, 2, 3], 4);
    let circle = world.now();
    let info = circle.epochs().into_iter().find(|info| info.epoch == secret(4).id()).expect("valid");
    let mut both = vec![secret(2).id(), secret(3).id()];
    both.sort();
    assert_eq!((info.height, info.bases), (2, both));
    assert_eq!(circle.writable_epoch(&held(&[1, 2, 3, 4])), Some(secret(4).id()));
}

#[test]
fn nobody_claims_a_height_that_outranks_all_to_come() {
    let mut world = World::new(Policy::default());
    let eves = world.grant(alice(), world.genesis, eve(), Role::Learner, 10);
    world.rotate(alice(), world.genesis, &[], 1);
    let Op::Epoch(mut epoch) = world.now().next_epoch(&held(&[1]), &secret(2)) else { unreachable!("an epoch") };
    epoch.height = u32::MAX;
    let heads = world.now().heads();
    let to = eve().laptop_certificate();
    let tall = world.say_boxed(eve(), eves, &heads, &Op::Epoch(epoch), &secret(2), &[&to]);
    assert!(!world.now().valid(&tall));
}

#[test]
fn the_old_secrets_open_for_the_new_one_that_was_committed_to() {
    let mut world = World::new(Policy::default());
    world.rotate(alice(), world.genesis, &[], 1);
    let op = world.now().next_epoch(&held(&[1]), &secret(2));
    assert_eq!(open_old(&op, &secret(2)), [secret(1)]);
    assert!(open_old(&op, &secret(3)).is_empty());
    let Op::Epoch(mut lying) = op else { unreachable!("an epoch") };
    lying.commit = [0; 32];
    assert!(open_old(&Op::Epoch(lying), &secret(2)).is_empty());
}

/// A circle whose records are really sealed, so that who holds nothing reads nothing.
struct SealedWorld {
    circle: commonplace_core::id::CircleId,
    tag: commonplace_core::id::Tag,
    sealed: Vec<Sealed>,
    records: Vec<Record>,
}

impl SealedWorld {
    fn new() -> Self {
        let (circle, genesis) = founding("Piano", vec![alice().laptop_certificate()], Policy::default(), [1; 16]);
        let tag = secret(1).tag(&circle);
        let mut world = Self { circle, tag, sealed: Vec::new(), records: Vec::new() };
        world.seal(NO_AUTHORITY, &genesis, 1, &[]);
        world.seal(world.records[0].id, &first_epoch(&secret(1)), 1, &[&alice().laptop_certificate()]);
        world
    }

    /// Alice writes, having seen everything.
    fn seal(&mut self, auth: RecordId, op: &Op, epoch: u8, to: &[&Certificate]) {
        let circle = self.now();
        let draft = Draft {
            lane: Lane::Control,
            kind: op.kind(),
            after: circle.heads(),
            auth,
            wall: Timestamp::from_millis(1_790_000_000_000),
            lamport: circle.lamport() + 1,
            body: op.encode(),
        };
        let position = Position { seq: self.records.len() as u64, prev: self.records.last().map(|record| record.id) };
        let (device, secret) = (&alice().laptop, secret(epoch));
        let (sealed, record) = if to.is_empty() {
            draft.seal(device, position, self.tag, &secret)
        } else {
            draft.seal_boxed(device, position, self.tag, &secret, to)
        }
        .expect("fits");
        self.sealed.push(sealed);
        self.records.push(record);
    }

    fn now(&self) -> Circle {
        Circle::evaluate(self.circle, &self.records)
    }
}

#[test]
fn a_newcomer_who_holds_nothing_walks_back_to_the_first_word() {
    let mut world = SealedWorld::new();
    let genesis = world.records[0].id;
    for name in 2..=4 {
        let known: Vec<u8> = (1..name).collect();
        let op = world.now().next_epoch(&held(&known), &secret(name));
        world.seal(genesis, &op, name, &[&alice().laptop_certificate()]);
    }
    world.seal(genesis, &grant_op(bob(), Role::Learner, 10), 4, &[]);
    world.seal(genesis, &Op::Welcome, 4, &[&bob().laptop_certificate()]);

    let mut bobs = Held::new();
    collect_secrets(&world.sealed, &bob().laptop, &mut bobs);
    assert_eq!(bobs, held(&[1, 2, 3, 4]));
    let opened: Vec<Record> =
        world.sealed.iter().map(|sealed| sealed.open(&bobs[&sealed.header().epoch]).expect("bob opens it")).collect();
    let circle = Circle::evaluate(world.circle, &opened);
    assert_eq!(circle.role_of(&bob().id()), Some(Role::Learner));
    assert_eq!(circle.writable_epoch(&bobs), Some(secret(4).id()));
    assert!(opened.iter().all(|record| circle.valid(&record.id)));

    let mut eves = Held::new();
    collect_secrets(&world.sealed, &eve().laptop, &mut eves);
    assert!(eves.is_empty());
}
