//! Random histories: stale parents, wrong citations, thieves, excess tickets, false times and places, forks, geneses
//! written again, certificates that disagree. Nobody disagrees.

use std::collections::{BTreeMap, BTreeSet};

use commonplace_core::chain::Chains;
use commonplace_core::circle::op::{self, DeviceRevoke};
use commonplace_core::circle::{
    Admit, Circle, ControlRecords, Cut, InviteProof, Op, Policy, Reach, Reason, Role, Verdict,
};
use commonplace_core::epoch::EpochSecret;
use commonplace_core::id::{DeviceId, EpochId, InviteKey, PersonId, RecordId};
use commonplace_core::key::SigningSecret;
use commonplace_core::record::Record;
use commonplace_core::time::Timestamp;
use proptest::prelude::*;

use crate::world::*;

/// One step of a history; each number is taken modulo what there is to choose from.
type Step = (u8, u8, u8, u8, u8, u16);

fn steps() -> impl Strategy<Value = Vec<Step>> {
    proptest::collection::vec(any::<Step>(), 1..48)
}

fn pick<T>(items: &[T], number: u8) -> &T {
    &items[usize::from(number) % items.len()]
}

fn secret(name: u8) -> EpochSecret {
    EpochSecret::from_bytes([name; 32])
}

fn held() -> BTreeMap<EpochId, EpochSecret> {
    (0..=u8::MAX).map(|name| (secret(name).id(), secret(name))).collect()
}

fn invite_key(name: u8) -> SigningSecret {
    SigningSecret::from_seed([name; 32])
}

/// The history that the steps describe: mostly people acting within their rights, often at once, sometimes lying.
fn history(steps: &[Step], policy: Policy) -> World {
    let mut world = World::founded_by(&[alice(), bob()], policy);
    for step in steps {
        take(&mut world, *step);
    }
    world
}

fn take(world: &mut World, (what, who, whom, seen, extra, number): Step) {
    let now = world.now();
    let members: Vec<&Person> = people().iter().filter(|person| now.role_of(&person.id()).is_some()).collect();
    let actor =
        if who.is_multiple_of(4) || members.is_empty() { pick(people(), who / 4) } else { *pick(&members, who / 4) };
    let target = pick(people(), whom);
    let after = seen_by(world, seen);
    let auth = citation(world, actor, extra);
    let device = if number.is_multiple_of(8) { actor.phone.id() } else { actor.laptop.id() };
    let records: Vec<RecordId> = world.records.iter().map(|record| record.id).collect();
    let role = *pick(Role::ALL, extra);
    let own_rank = now.authority_of(&actor.id()).map_or(0, |authority| authority.rank);
    let rank = if number.is_multiple_of(7) { number % 12 } else { own_rank + 1 + number % 3 };
    let grants: Vec<RecordId> =
        world.records.iter().filter(|r| [op::kind::GRANT, op::kind::INVITE].contains(&r.kind)).map(|r| r.id).collect();
    let op = match what % 24 {
        0..=3 => grant_op(target, if what < 128 { Role::Steward } else { role }, rank),
        4 | 5 => Op::Invite(op::Invite {
            key: InviteKey::from_bytes(invite_key(whom).public()),
            role,
            rank,
            uses: 1 + number % 2,
            expires: Timestamp::default(),
        }),
        6..=8 => admission(world, target, number).unwrap_or_else(|| grant_op(target, role, rank)),
        9 | 10 => {
            let grant = if grants.is_empty() { *pick(&records, extra) } else { *pick(&grants, extra) };
            Op::Revoke(op::Revoke { grant, cut: cut(world, target, number) })
        }
        11 => Op::Ban(op::Ban { person: target.id(), cut: cut(world, target, number) }),
        12 => Op::Leave(op::Leave { cut: cut(world, actor, number) }),
        13 => Op::Device(op::Device { certificate: phone(target, number) }),
        16..=20 => return post(world, device, auth, number),
        21 => Op::ExtendCut(op::ExtendCut { of: *pick(&removals(world), extra), cut: cut(world, target, number) }),
        22 if number.is_multiple_of(4) => {
            let genesis = world.records[0].clone();
            world.write(device, op::NO_AUTHORITY, &after, &Op::decode(genesis.kind, &genesis.body).expect("a genesis"));
            let again = world.records.last_mut().expect("just written");
            if number.is_multiple_of(8) {
                (again.after, again.seq, again.prev) = (Vec::new(), 0, None);
            }
            return;
        }
        15 => {
            Op::Settings(settings(*pick(Reach::ALL, extra), &[RELAY][..usize::from(number % 2)], Some(number.into())))
        }
        14 if number.is_multiple_of(3) => {
            let (certificate, cut) = (phone(target, number), cut(world, target, number));
            Op::DeviceRevoke(DeviceRevoke::new(&target.root, certificate, &world.circle, &after, cut))
        }
        _ => {
            let circle = world.now();
            let op = circle.next_epoch(&held(), &secret(whom));
            let to: Vec<_> = circle.recipients().into_iter().cloned().collect();
            if !to.is_empty() {
                world.say_boxed(actor, auth, &after, &op, &secret(whom), &to.iter().collect::<Vec<_>>());
            }
            return;
        }
    };
    world.write(device, auth, &after, &op);
    if number % 5 == 1 {
        let false_times = [0, 1, 7, u64::MAX];
        world.records.last_mut().expect("just written").lamport = *pick(&false_times, extra);
    }
}

/// A certificate of one phone, under one of two names.
fn phone(person: &Person, number: u16) -> commonplace_core::key::Certificate {
    person.root.certify(&person.phone, if number.is_multiple_of(2) { "phone" } else { "old phone" })
}

/// What is known of a person's chains, or a claim.
fn cut(world: &World, person: &Person, number: u16) -> Cut {
    match number % 4 {
        0 => Cut::default(),
        1 => Cut::new(world.content.last().map(|record| (record.device, record.seq, record.id))),
        _ => world.now().cut_for(&person.id(), &world.chains),
    }
}

fn removals(world: &World) -> Vec<RecordId> {
    let kinds = [op::kind::REVOKE, op::kind::BAN, op::kind::LEAVE, op::kind::DEVICE_REVOKE];
    let removals = world.records.iter().filter(|record| kinds.contains(&record.kind)).map(|record| record.id);
    removals.chain([world.genesis]).collect()
}

/// Posts where the device's chain goes on, or as a fork, behind a gap, or at a place far ahead.
fn post(world: &mut World, device: DeviceId, auth: RecordId, number: u16) {
    let record = world.post(device, auth);
    let seq = match number % 7 {
        1 => record.seq.saturating_sub(1 + u64::from(number) % 3),
        2 => record.seq + 3,
        3 => 1 << 40,
        4 if number.is_multiple_of(3) => u64::MAX,
        _ => return,
    };
    let written = world.content.last_mut().expect("just written");
    written.id = RecordId::of(&commonplace_core::encoding::encode(&(record.id, seq)));
    written.seq = seq;
    written.prev = (seq > 0).then(|| record.prev.unwrap_or(record.id));
    world.chains.insert_record(&world.content[world.content.len() - 1]);
}

fn chains<'a>(records: impl IntoIterator<Item = &'a Record>) -> Chains {
    let mut chains = Chains::default();
    for record in records {
        chains.insert_record(record);
    }
    chains
}

fn admission(world: &World, target: &Person, number: u16) -> Option<Op> {
    let invites: Vec<&Record> = world.records.iter().filter(|record| record.kind == op::kind::INVITE).collect();
    let invite = invites.get(usize::from(number) % invites.len().max(1))?;
    let Ok(Op::Invite(body)) = Op::decode(invite.kind, &invite.body) else { return None };
    let name = (0..=u8::MAX).find(|&name| invite_key(name).public() == *body.key.as_bytes())?;
    let certificates = vec![target.laptop_certificate()];
    let ticket = commonplace_core::circle::Ticket {
        circle: world.circle,
        tag: TAG,
        title: String::new(),
        seed: [name; 32],
        expires: body.expires,
        addresses: Vec::new(),
        inviter: alice().laptop.id(),
        mailbox: None,
        relays: Vec::new(),
    };
    let proof = InviteProof { invite: invite.id, signature: ticket.prove(&certificates)? };
    let op::Invite { role, rank, .. } = body;
    Some(Op::Grant(op::Grant { person: target.id(), certificates, role, rank, invite: Some(proof) }))
}

/// All heads, or a few stale records.
fn seen_by(world: &World, seen: u8) -> Vec<RecordId> {
    if seen < 128 {
        return world.now().heads();
    }
    let stale = [seen, seen.wrapping_mul(31), seen.wrapping_mul(7)];
    stale.iter().map(|&number| pick(&world.records, number).id).collect()
}

/// Mostly a grant of the actor's own, now and then anything.
fn citation(world: &World, actor: &Person, extra: u8) -> RecordId {
    if extra.is_multiple_of(11) {
        return pick(&world.records, extra).id;
    }
    let mut own: Vec<RecordId> =
        world.records.iter().filter(|r| granted_to(r) == Some(actor.id())).map(|r| r.id).collect();
    if [alice().id(), bob().id()].contains(&actor.id()) {
        own.push(world.genesis);
    }
    if own.is_empty() { world.genesis } else { *pick(&own, extra / 11) }
}

fn granted_to(record: &Record) -> Option<PersonId> {
    match Op::decode(record.kind, &record.body) {
        Ok(Op::Grant(grant)) => Some(grant.person),
        _ => None,
    }
}

/// What a circle says of content.
fn verdicts(circle: &Circle, world: &World, chains: &Chains) -> Vec<(Verdict, bool)> {
    let judge = |record: &Record| {
        let cut = circle.beyond_every_cut(&record.auth, &record.device, record.seq, &record.id, chains);
        (circle.content_verdict(record, chains), cut)
    };
    world.content.iter().map(judge).collect()
}

/// All that a circle says.
fn outcome(circle: &Circle, world: &World, chains: &Chains) -> impl PartialEq + std::fmt::Debug + use<> {
    let standings: BTreeMap<RecordId, Result<(), Reason>> =
        circle.log().map(|line| (line.record, line.standing)).collect();
    let members: Vec<_> = circle.members().cloned().collect();
    let former: Vec<_> = circle.former_members().copied().collect();
    let invites: BTreeSet<_> = circle.invitations().into_iter().map(|i| (i.record, i.uses_left)).collect();
    let epochs: BTreeMap<_, _> = circle.epochs().into_iter().map(|info| (info.record, info)).collect();
    let mut heads = circle.heads();
    heads.sort();
    let devices = || people().iter().flat_map(|person| [person.laptop.id(), person.phone.id()]);
    let owners: Vec<_> = devices().map(|device| (circle.person_of(&device), circle.is_cut(&device))).collect();
    let cuts: Vec<_> = people().iter().map(|person| circle.cut_for(&person.id(), chains)).collect();
    let known = (circle.genesis(), circle.writable_epoch(&held()), circle.lamport(), circle.settings().clone());
    (standings, members, former, invites, epochs, heads, known, owners, cuts, verdicts(circle, world, chains))
}

/// The same items in another order, some of them twice.
fn shuffled<T: Clone>(items: &[T], order: u64, id: impl Fn(&T) -> RecordId) -> Vec<T> {
    let mut all = [items, &items[..items.len() / 2]].concat();
    all.sort_by_key(|item| *blake3::hash(&[&id(item).as_bytes()[..], &order.to_le_bytes()].concat()).as_bytes());
    all
}

fn policies() -> impl Strategy<Value = Policy> {
    prop_oneof![Just(Admit::Steward), Just(Admit::Learner)].prop_map(|admit| Policy { admit, ..Policy::default() })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_order_and_repetition_give_one_circle(steps in steps(), policy in policies(), order in any::<u64>()) {
        let world = history(&steps, policy);
        let expected = outcome(&world.now(), &world, &chains(world.records.iter().chain(&world.content)));
        let records = shuffled(&world.records, order, |record| record.id);
        let content = shuffled(&world.content, order, |record| record.id);
        let chains = chains(content.iter().chain(&records));
        prop_assert!(expected == outcome(&Circle::evaluate(world.circle, &records), &world, &chains));
        let mut gathered = ControlRecords::new(world.circle);
        for record in &records {
            gathered.insert(record);
        }
        prop_assert!(expected == outcome(&gathered.evaluate(), &world, &chains));
    }

    #[test]
    fn partitioned_halves_agree_when_they_meet(steps in steps(), policy in policies(), sides in any::<u64>()) {
        let world = history(&steps, policy);
        let is_left = |index: usize| sides >> (index % 64) & 1 == 0;
        let side = |all: &[Record], left: bool| {
            let here = all.iter().enumerate().filter(|(index, _)| is_left(*index) == left);
            here.map(|(_, record)| record.clone()).collect::<Vec<_>>()
        };
        let (left, right) = (side(&world.records, true), side(&world.records, false));
        let (early, late) = (side(&world.content, true), side(&world.content, false));
        let left_alone = Circle::evaluate(world.circle, &left);
        let met_left = left_alone.extended(&right);
        let met_right = Circle::evaluate(world.circle, &right).extended(&left);

        // Each asks about everything before it has met the other: what was remembered of chains may not be wrong later.
        let mut on_left = chains(left.iter().chain(&early));
        let mut on_right = chains(right.iter().chain(&late));
        let before = verdicts(&left_alone, &world, &on_left);
        verdicts(&met_right, &world, &on_right);
        let differ = met_left.devices_that_differ(&left_alone);
        for ((record, before), after) in world.content.iter().zip(&before).zip(verdicts(&met_left, &world, &on_left)) {
            let stands = |(verdict, cut)| (Some(verdict).filter(|verdict| matches!(verdict, Verdict::Valid { .. })), cut);
            prop_assert!(stands(*before) == stands(after) || differ.contains(&record.device), "{:?} to {:?}", before, after);
        }
        for record in right.iter().chain(&late) {
            on_left.insert_record(record);
        }
        for record in left.iter().chain(&early) {
            on_right.insert_record(record);
        }
        prop_assert!(outcome(&met_left, &world, &on_left) == outcome(&met_right, &world, &on_right));
        prop_assert!(outcome(&met_left, &world, &on_left) == outcome(&world.now(), &world, &on_right));
    }

    #[test]
    fn no_record_changes_what_equals_and_seniors_did(steps in steps(), policy in policies()) {
        let world = history(&steps, policy);
        let mut before = Circle::evaluate(world.circle, &world.records[..1]);
        for (index, new) in world.records.iter().enumerate().skip(1) {
            let after = before.extended(std::slice::from_ref(new));
            // A root key's word about its own devices is above all ranks.
            if ![op::kind::DEVICE, op::kind::DEVICE_REVOKE].contains(&new.kind) {
                for old in &world.records[..index] {
                    if is_out_of_reach(&world, old, new) {
                        prop_assert_eq!(before.standing(&old.id), after.standing(&old.id), "{:?} by {:?}", old, new);
                    }
                }
            }
            before = after;
        }
    }
}

/// Whether the rules promise that `new` does not touch `old`.
fn is_out_of_reach(world: &World, old: &Record, new: &Record) -> bool {
    let (Some(old_grounds), Some(new_grounds)) = (grounds(world, old), grounds(world, new)) else { return false };
    let own_leave = new.kind == op::kind::LEAVE && person_of(world, new) == person_of(world, old);
    let same_ticket = invite_of(new).is_some() && invite_of(new) == invite_of(old);
    // Closing an invitation sets aside what was brought up against earlier uses.
    let closes = invite_of(old).is_some() && invite_of(old) == revoked_by(new);
    // What a root key says counts once its person is in the circle, and so does what lets stand again what it cut off.
    let of_root = |record: &Record| [op::kind::DEVICE, op::kind::DEVICE_REVOKE].contains(&record.kind);
    let is_of_root = of_root(old) || extended_by(world, old).is_some_and(of_root);
    old_grounds <= new_grounds && !own_leave && !same_ticket && !closes && !is_of_root
}

/// The record whose grant `record` acts on: the invitation, for an admission.
fn acting<'a>(world: &'a World, record: &'a Record) -> Option<&'a Record> {
    match invite_of(record) {
        Some(invite) => world.records.iter().find(|known| known.id == invite),
        None => Some(record),
    }
}

fn grounds(world: &World, record: &Record) -> Option<u16> {
    let auth = acting(world, record)?.auth;
    if auth == world.genesis {
        return Some(0);
    }
    let cited = world.records.iter().find(|known| known.id == auth)?;
    match Op::decode(cited.kind, &cited.body) {
        Ok(Op::Grant(grant)) => Some(grant.rank),
        _ => None,
    }
}

fn person_of(world: &World, record: &Record) -> Option<PersonId> {
    let device = acting(world, record)?.device;
    people().iter().find(|p| p.laptop.id() == device || p.phone.id() == device).map(Person::id)
}

fn invite_of(record: &Record) -> Option<RecordId> {
    match Op::decode(record.kind, &record.body) {
        Ok(Op::Grant(grant)) => grant.invite.map(|proof| proof.invite),
        _ => None,
    }
}

fn revoked_by(record: &Record) -> Option<RecordId> {
    match Op::decode(record.kind, &record.body) {
        Ok(Op::Revoke(revoke)) => Some(revoke.grant),
        _ => None,
    }
}

/// The removal whose cut a record extends.
fn extended_by<'a>(world: &'a World, record: &Record) -> Option<&'a Record> {
    match Op::decode(record.kind, &record.body) {
        Ok(Op::ExtendCut(extend)) => world.records.iter().find(|known| known.id == extend.of),
        _ => None,
    }
}

/// A test of the histories themselves: if everything in them were refused, the properties above would say nothing.
#[test]
fn histories_have_life_in_them() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut valid: BTreeMap<u16, usize> = BTreeMap::new();
    let mut reasons = BTreeSet::new();
    let mut content: BTreeMap<&str, usize> = BTreeMap::new();
    for _ in 0..200 {
        let steps = steps().new_tree(&mut runner).expect("a history").current();
        let world = history(&steps, Policy { admit: Admit::Learner, ..Policy::default() });
        let circle = world.now();
        let chains = chains(world.records.iter().chain(&world.content));
        for (verdict, _) in verdicts(&circle, &world, &chains) {
            let name = match verdict {
                Verdict::Valid { .. } => "valid",
                Verdict::Unknown => "unknown",
                Verdict::Invalid(_) => "invalid",
                Verdict::BeyondCut => "beyond",
            };
            *content.entry(name).or_default() += 1;
        }
        for record in &world.records {
            match circle.standing(&record.id).expect("known") {
                Ok(()) => *valid.entry(record.kind.0).or_default() += 1,
                Err(reason) => {
                    reasons.insert(reason);
                }
            }
        }
    }
    for name in ["valid", "unknown", "invalid", "beyond"] {
        assert!(content.get(name).copied().unwrap_or(0) >= 20, "{name} in {content:?}");
    }
    for kind in [1, 2, 3, 4, 5, 6, 7, 9, 10, 11] {
        assert!(valid.get(&kind).copied().unwrap_or(0) >= 20, "kind {kind} in {valid:?}");
    }
    for reason in [
        Reason::NoGrant,
        Reason::FalseGrant,
        Reason::NotTheirs,
        Reason::Unseen,
        Reason::Role,
        Reason::Rank,
        Reason::Removed,
        Reason::Left,
        Reason::DeviceRevoked,
        Reason::UsedUp,
        Reason::Foreign,
        Reason::Repeated,
    ] {
        assert!(reasons.contains(&reason), "{reason:?} in {reasons:?}");
    }
}
