//! Junk in the control lane: it takes no room from those who have a say.

use commonplace_core::circle::op::DeviceRevoke;
use commonplace_core::circle::{Circle, ControlRecords, Cut, Op, Policy, Reason, Role};
use commonplace_core::epoch::{EpochSecret, KeyBox};
use commonplace_core::id::RecordId;
use commonplace_core::limits;
use commonplace_core::record::Record;

use crate::world::*;

/// So many records like this one, at the very beginning of everything.
fn flood(like: &Record, many: usize, seq: u64) -> Vec<Record> {
    let name = |number: usize| RecordId::of(&commonplace_core::encoding::encode(&(like.id, number as u64, seq)));
    let prev = (seq > 0).then_some(like.id);
    let after = Vec::new();
    (0..many).map(|n| Record { id: name(n), seq, prev, lamport: 0, after: after.clone(), ..like.clone() }).collect()
}

/// What this person would write, without having written it.
fn unwritten(world: &World, by: &Person, auth: RecordId, op: &Op) -> Record {
    let mut elsewhere = world.clone();
    elsewhere.write(by.laptop.id(), auth, &[], op);
    let written = elsewhere.records.pop().expect("just written");
    let boxed = KeyBox::seal(&EpochSecret::from_bytes([1; 32]), &TAG, by.laptop_certificate().kem());
    Record { boxes: vec![boxed.expect("a good key")], ..written }
}

/// Alice's circle, with bob as a steward and eve as a learner.
fn class() -> (World, RecordId, RecordId) {
    let mut world = World::new(Policy::default());
    let bobs = world.grant(alice(), world.genesis, bob(), Role::Steward, 10);
    let eves = world.grant(alice(), world.genesis, eve(), Role::Learner, 10);
    (world, bobs, eves)
}

#[test]
fn twenty_thousand_records_of_a_stranger_push_nothing_out() {
    let (mut world, ..) = class();
    let mallory = Person::new(77);
    let mut junk = flood(&unwritten(&world, &mallory, world.genesis, &Op::Welcome), limits::CONTROL_RECORDS, 0);
    // A stranger's grants to strangers, and what these would do.
    let invented = unwritten(&world, &mallory, world.genesis, &grant_op(&mallory, Role::Steward, 1));
    junk.extend(flood(&unwritten(&world, &mallory, invented.id, &Op::Welcome), 500, 0));
    junk.push(invented);
    let expected = world.now();
    world.records.splice(0..0, junk);
    let circle = Circle::evaluate(world.circle, &world.records);
    assert_eq!(circle.title(), Some("Organic chemistry"));
    assert_eq!(circle.members().collect::<Vec<_>>(), expected.members().collect::<Vec<_>>());
    assert_eq!(circle.heads(), expected.heads());
    assert_eq!(circle.standing(&world.records[0].id), Some(Err(Reason::NotTheirs)));
}

#[test]
fn one_members_junk_is_bounded_and_takes_nothing_from_others() {
    let (mut world, bobs, eves) = class();
    let most = limits::CONTROL_RECORDS_PER_GRANT;
    let mut junk = flood(&unwritten(&world, eve(), eves, &Op::Welcome), most + 10, 0);
    let kept = world.say(bob(), bobs, &grant_op(carol(), Role::Learner, 20));
    // All of them have seen eve's grant; the smallest ids count.
    junk.iter_mut().for_each(|record| record.after = vec![eves]);
    junk.sort_unstable_by_key(|record| record.id);
    world.records.extend(junk.iter().cloned());
    let circle = world.now();
    assert!(circle.valid(&kept));
    assert!(junk[..most].iter().all(|record| circle.valid(&record.id)));
    assert!(junk[most..].iter().all(|record| circle.standing(&record.id) == Some(Err(Reason::TooMany))));
}

#[test]
fn what_a_senior_had_seen_stays_seen_when_a_juniors_record_falls_out() {
    let (mut world, _, eves) = class();
    world.welcome(eve(), eves);
    world.welcome(eve(), eves);
    let named = world.now().heads();
    let carols = world.grant(alice(), world.genesis, carol(), Role::Learner, 10);
    assert!(world.now().valid(&carols));
    // Eve forks her chain at its beginning so often that the record which alice named is beyond the bound.
    let junk = flood(&unwritten(&world, eve(), eves, &Op::Welcome), limits::CONTROL_RECORDS_PER_GRANT, 0);
    world.records.extend(junk);
    let circle = world.now();
    assert_eq!(circle.standing(&named[0]), Some(Err(Reason::TooMany)));
    assert!(circle.valid(&carols), "alice's grant has still seen the genesis");
    assert_eq!(circle.role_of(&carol().id()), Some(Role::Learner));
}

#[test]
fn what_seniors_do_late_counts_before_what_juniors_do_early() {
    let (mut world, bobs, _) = class();
    let mut junk = Vec::new();
    for seed in 30..36 {
        let gang = Person::new(seed);
        let grant = world.grant(bob(), bobs, &gang, Role::Learner, 20);
        let like = unwritten(&world, &gang, grant, &Op::Welcome);
        junk.extend(flood(&like, limits::CONTROL_RECORDS_PER_GRANT, 0));
    }
    let late = world.say(bob(), bobs, &grant_op(carol(), Role::Learner, 30));
    let mut all = ControlRecords::new(world.circle);
    junk.iter().chain(&world.records).for_each(|record| assert!(all.insert(record)));
    assert!(!all.insert(&junk[0]) && all.len() == junk.len() + world.records.len());
    let circle = all.evaluate();
    assert!(circle.valid(&late));
    let fallen = junk.iter().filter(|record| circle.standing(&record.id) == Some(Err(Reason::TooMany))).count();
    assert_eq!(fallen, junk.len() + world.records.len() - 1 - limits::CONTROL_RECORDS);
}

#[test]
fn a_founder_who_founds_again_and_again_takes_nothing_from_the_other() {
    let mut world = World::founded_by(&[alice(), bob()], Policy::default());
    let carols = world.grant(bob(), world.genesis, carol(), Role::Learner, 10);
    let again = flood(&world.records[0], 500, 0);
    assert!(again.iter().any(|record| record.id < world.genesis), "some have smaller ids");
    world.records.extend(again.iter().cloned());
    let circle = world.now();
    assert!(circle.valid(&carols) && circle.valid(&world.genesis) && circle.valid(&again[7].id));
    assert_eq!(circle.members().count(), 3);
    assert_eq!(circle.genesis(), again.iter().map(|record| record.id).min());
    assert_eq!(circle.log().filter(|line| line.record != carols).count(), 1, "they are one");
    assert_eq!(circle.extended(&[]).standing(&again[7].id), Some(Ok(())));
}

#[test]
fn a_root_keys_words_said_again_and_again_count_once() {
    let (mut world, bobs, _) = class();
    let heads = world.now().heads();
    let revoke = DeviceRevoke::new(&bob().root, bob().phone_certificate(), &world.circle, &heads, Cut::default());
    let op = Op::DeviceRevoke(revoke);
    let said: Vec<_> = (0..3).map(|_| world.write(eve().laptop.id(), bobs, &heads, &op)).collect();
    let circle = world.now();
    assert_eq!(said.iter().filter(|id| circle.valid(id)).count(), 1);
    assert_eq!(said.iter().filter(|id| circle.standing(id) == Some(Err(Reason::Repeated))).count(), 2);
    // A stranger's device means nothing to the circle.
    let nobody = Person::new(88);
    let device = commonplace_core::circle::op::Device { certificate: nobody.phone_certificate() };
    let strange = world.write(eve().laptop.id(), bobs, &heads, &Op::Device(device));
    assert_eq!(world.now().standing(&strange), Some(Err(Reason::NoGrant)));
}
