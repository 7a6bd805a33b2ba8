//! Secrets: rotation, removal, and what a newcomer reaches.

use std::collections::BTreeMap;

use commonplace_core::circle::epochs::first_epoch;
use commonplace_core::circle::op::NO_AUTHORITY;
use commonplace_core::circle::{Circle, Op, Policy, Role, collect_secrets, founding, open_old};
use commonplace_core::epoch::EpochSecret;
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
        self.say_boxed(by, auth, after, &op, secret(name).id(), &to.iter().collect::<Vec<_>>())
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
    world.say_boxed(alice(), world.genesis, &heads, &Op::Welcome, epoch, &missing.iter().collect::<Vec<_>>());
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
    let hers = world.say_boxed(eve(), eves, &heads, &op, secret(2).id(), &[&to]);
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
    let tall = world.say_boxed(eve(), eves, &heads, &Op::Epoch(epoch), secret(2).id(), &[&to]);
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
        let entropy = *self.records.last().map_or(&[0; 32], |record| record.id.as_bytes());
        let (sealed, record) = if to.is_empty() {
            draft.seal(device, position, self.tag, &secret)
        } else {
            draft.seal_boxed(device, position, self.tag, &secret, to, entropy)
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
