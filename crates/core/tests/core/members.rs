//! Admitting, removing, leaving: what the rules promise, one story each.

use commonplace_core::chain::Chains;
use commonplace_core::circle::op::{self, DeviceRevoke};
use commonplace_core::circle::{Action, Admit, Cut, Op, Policy, Reason, Role, Verdict};
use commonplace_core::id::RecordId;
use commonplace_core::record::Record;

use crate::world::*;

fn stewards() -> Policy {
    Policy::default()
}

#[test]
fn alice_founds_a_circle_and_admits_bob() {
    let mut world = World::new(stewards());
    let grant = world.grant(alice(), world.genesis, bob(), Role::Learner, 10);
    let circle = world.now();
    assert_eq!(circle.title(), Some("Organic chemistry"));
    assert_eq!(circle.genesis(), Some(world.genesis));
    assert_eq!(circle.role_of(&alice().id()), Some(Role::Steward));
    assert_eq!(circle.role_of(&bob().id()), Some(Role::Learner));
    assert_eq!(circle.authority_of(&bob().id()).expect("a member").auth, grant);
    assert_eq!(circle.person_of(&bob().laptop.id()), Some(bob().id()));
    assert!(circle.is_member_device(&bob().laptop.id()) && !circle.is_member_device(&eve().laptop.id()));
    assert_eq!(circle.heads(), [grant]);
}

#[test]
fn another_circles_genesis_founds_nothing_here() {
    let world = World::founded_by(&[eve()], stewards());
    let mut ours = World::new(stewards());
    ours.records.extend(world.records.clone());
    let circle = ours.now();
    assert_eq!(circle.standing(&world.genesis), Some(Err(Reason::Foreign)));
    assert_eq!(circle.role_of(&eve().id()), None);
}

#[test]
fn a_learner_admits_only_where_the_policy_says_so() {
    for (admit, expected) in [(Admit::Steward, Err(Reason::Role)), (Admit::Learner, Ok(()))] {
        let mut world = World::new(Policy { admit, ..stewards() });
        let bobs = world.grant(alice(), world.genesis, bob(), Role::Learner, 10);
        let carols = world.grant(bob(), bobs, carol(), Role::Learner, 11);
        assert_eq!(world.now().standing(&carols), Some(expected));
        let steward = world.grant(bob(), bobs, eve(), Role::Steward, 11);
        assert_eq!(world.now().standing(&steward), Some(Err(Reason::Role)), "nobody makes a greater role");
        assert_eq!(world.now().may(&bob().id(), Action::Admit(Role::Learner)), expected.is_ok());
    }
}

#[test]
fn nobody_grants_a_rank_that_is_not_greater_than_their_own() {
    let mut world = World::new(stewards());
    let bobs = world.grant(alice(), world.genesis, bob(), Role::Steward, 10);
    let equal = world.grant(bob(), bobs, carol(), Role::Learner, 10);
    assert_eq!(world.now().standing(&equal), Some(Err(Reason::Rank)));
    let founders = world.say(bob(), bobs, &ban_op(alice()));
    assert!(world.now().valid(&founders));
    assert_eq!(world.now().role_of(&alice().id()), Some(Role::Steward), "a ban by a junior does not reach a founder");
}

#[test]
fn eve_cannot_act_under_bobs_grant() {
    let mut world = World::new(stewards());
    let bobs = world.grant(alice(), world.genesis, bob(), Role::Steward, 10);
    world.grant(alice(), world.genesis, eve(), Role::Learner, 10);
    let forged = world.say(eve(), bobs, &grant_op(carol(), Role::Learner, 20));
    assert_eq!(world.now().standing(&forged), Some(Err(Reason::NotTheirs)));
    // Without bob's laptop saying so too, it is no certificate.
    let consented = eve().root.certify(&bob().laptop, "mine");
    let mut bytes = commonplace_core::encoding::encode(&consented);
    *bytes.last_mut().expect("ends with the consent") ^= 1;
    let claimed = commonplace_core::encoding::decode(&bytes, 1024).expect("a certificate, if a false one");
    let claimed = world.say(eve(), bobs, &Op::Device(op::Device { certificate: claimed }));
    assert_eq!(world.now().standing(&claimed), Some(Err(Reason::Malformed)));
    // With it, it gives bob's laptop eve's rights, and eve none of bob's.
    world.say(eve(), bobs, &Op::Device(op::Device { certificate: consented }));
    let circle = world.now();
    assert_eq!(circle.person_of(&bob().laptop.id()), Some(bob().id()));
    assert_eq!(circle.standing(&forged), Some(Err(Reason::NotTheirs)));
    let own = world.say(bob(), bobs, &grant_op(carol(), Role::Learner, 20));
    assert!(world.now().valid(&own));
}

#[test]
fn what_a_removed_steward_does_unseen_is_void() {
    let mut world = World::new(stewards());
    let eves = world.grant(alice(), world.genesis, eve(), Role::Steward, 10);
    let seen = world.grant(eve(), eves, bob(), Role::Learner, 20);
    let before = world.now().heads();
    world.say(alice(), world.genesis, &revoke_op(eves));
    // Back-dated: eve claims not to have seen her removal.
    // Several, since their ids fall on both sides of the removal's.
    let unseen: Vec<_> = (20..32)
        .map(|rank| world.write(eve().laptop.id(), eves, &before, &grant_op(carol(), Role::Learner, rank)))
        .collect();
    let revenge = world.write(eve().laptop.id(), eves, &before, &ban_op(bob()));
    let circle = world.now();
    assert!(circle.valid(&seen), "honest earlier work stands");
    for unseen in unseen {
        assert_eq!(circle.standing(&unseen), Some(Err(Reason::Removed)));
    }
    assert_eq!(circle.standing(&revenge), Some(Err(Reason::Removed)));
    assert_eq!(circle.role_of(&eve().id()), None);
    assert_eq!(circle.role_of(&bob().id()), Some(Role::Learner));
    assert_eq!(circle.former_members().collect::<Vec<_>>(), [&eve().id()]);
}

#[test]
fn a_removed_steward_cannot_take_the_remover_along() {
    let mut world = World::new(stewards());
    let bobs = world.grant(alice(), world.genesis, bob(), Role::Steward, 5);
    let eves = world.grant(alice(), world.genesis, eve(), Role::Steward, 10);
    let before = world.now().heads();
    let removal = world.write(bob().laptop.id(), bobs, &before, &revoke_op(eves));
    let counter = world.write(eve().laptop.id(), eves, &before, &revoke_op(bobs));
    let circle = world.now();
    assert!(circle.valid(&removal));
    assert!(!circle.valid(&counter));
    assert_eq!(circle.role_of(&bob().id()), Some(Role::Steward));
}

#[test]
fn a_ban_reaches_grants_made_at_the_same_time_and_yields_to_later_senior_ones() {
    let mut world = World::founded_by(&[alice(), bob()], stewards());
    let stewards_grant = world.grant(alice(), world.genesis, carol(), Role::Steward, 5);
    world.grant(alice(), world.genesis, eve(), Role::Learner, 20);
    let before = world.now().heads();
    let ban = world.write(alice().laptop.id(), world.genesis, &before, &ban_op(eve()));
    world.write(bob().laptop.id(), world.genesis, &before, &grant_op(eve(), Role::Learner, 30));
    assert_eq!(world.now().role_of(&eve().id()), None, "bob's concurrent grant does not undo the ban");

    let junior = world.write(carol().laptop.id(), stewards_grant, &[ban], &grant_op(eve(), Role::Learner, 30));
    let circle = world.now();
    assert!(circle.valid(&junior), "the grant itself is within carol's rights");
    assert_eq!(circle.role_of(&eve().id()), None, "but carol is junior to who banned");

    world.write(bob().laptop.id(), world.genesis, &[ban], &grant_op(eve(), Role::Reader, 40));
    assert_eq!(world.now().role_of(&eve().id()), Some(Role::Reader), "bob, knowing of the ban, sets it aside");
}

#[test]
fn a_founder_who_left_founds_nothing_anew() {
    let mut world = World::founded_by(&[alice(), bob()], stewards());
    world.say(bob(), world.genesis, &Op::Leave(op::Leave::default()));
    world.say(alice(), world.genesis, &Op::Leave(op::Leave::default()));
    // Bob repeats the words of the genesis, having seen that both left.
    let genesis = world.records.first().expect("founded").clone();
    let genesis = Op::decode(genesis.kind, &genesis.body).expect("a genesis");
    let heads = world.now().heads();
    let mut again = vec![world.write(bob().laptop.id(), op::NO_AUTHORITY, &heads, &genesis)];
    again.push(world.forge(bob().laptop.id(), op::NO_AUTHORITY, &genesis, 7, 9));
    let circle = world.now();
    for again in again {
        assert_eq!(circle.standing(&again), Some(Err(Reason::Foreign)));
    }
    assert_eq!(circle.members().count(), 0);
    // One that had seen nothing counts, and undoes nothing.
    let first = world.forge(bob().laptop.id(), op::NO_AUTHORITY, &genesis, 0, 1);
    assert!(world.now().valid(&first));
    assert_eq!(world.now().members().count(), 0);
}

#[test]
fn a_founder_leaves_only_alone() {
    let mut world = World::founded_by(&[alice(), bob()], stewards());
    let revoke = world.say(alice(), world.genesis, &revoke_op(world.genesis));
    assert_eq!(world.now().standing(&revoke), Some(Err(Reason::Rank)));
    let before = world.now().heads();
    let leave = Op::Leave(op::Leave::default());
    world.say(bob(), world.genesis, &leave);
    let late: Vec<_> = (1..12)
        .map(|rank| world.write(bob().laptop.id(), world.genesis, &before, &grant_op(eve(), Role::Steward, rank)))
        .collect();
    let circle = world.now();
    assert_eq!(circle.role_of(&bob().id()), None);
    for late in late {
        assert_eq!(circle.standing(&late), Some(Err(Reason::Left)));
    }
    assert_eq!(circle.role_of(&alice().id()), Some(Role::Steward));
}

#[test]
fn a_removed_members_later_posts_are_cut_off_and_earlier_ones_stand() {
    let mut world = World::new(stewards());
    let eves = world.grant(alice(), world.genesis, eve(), Role::Learner, 10);
    let early = world.post(eve().laptop.id(), eves);
    let unseen = world.post(eve().laptop.id(), eves);
    let mut seen = Chains::default();
    seen.insert_record(&early);
    let cut = world.now().cut_for(&eve().id(), &seen);
    let revoke = world.say(alice(), world.genesis, &Op::Revoke(op::Revoke { grant: eves, cut }));
    let circle = world.now();
    let valid = Verdict::Valid { person: eve().id(), role: Role::Learner };
    assert_eq!(circle.content_verdict(&early, &world.chains), valid);
    assert_eq!(circle.content_verdict(&unseen, &world.chains), Verdict::BeyondCut);
    assert!(circle.beyond_every_cut(&eves, &unseen.device, unseen.seq, &unseen.id, &world.chains));

    // Bob's laptop brings what eve wrote in good time; alice lets it stand.
    let cut = Cut::new([(unseen.device, unseen.seq, unseen.id)]);
    let extension = world.say(alice(), world.genesis, &Op::ExtendCut(op::ExtendCut { of: revoke, cut }));
    let circle = world.now();
    assert!(circle.valid(&extension));
    assert_eq!(circle.content_verdict(&unseen, &world.chains), valid);
    let later = world.post(eve().laptop.id(), eves);
    assert_eq!(world.now().content_verdict(&later, &world.chains), Verdict::BeyondCut);
}

#[test]
fn somebody_admitted_again_writes_under_the_new_grant_only() {
    let mut world = World::new(stewards());
    let first = world.grant(alice(), world.genesis, eve(), Role::Learner, 10);
    world.say(alice(), world.genesis, &revoke_op(first));
    let again = world.grant(alice(), world.genesis, eve(), Role::Learner, 10);
    let old = world.post(eve().laptop.id(), first);
    let new = world.post(eve().laptop.id(), again);
    let circle = world.now();
    assert_eq!(circle.content_verdict(&old, &world.chains), Verdict::BeyondCut);
    assert_eq!(circle.content_verdict(&new, &world.chains), Verdict::Valid { person: eve().id(), role: Role::Learner });
}

#[test]
fn readers_and_strangers_write_nothing() {
    let mut world = World::new(stewards());
    let reader = world.grant(alice(), world.genesis, bob(), Role::Reader, 10);
    let by_reader = world.post(bob().laptop.id(), reader);
    let by_stranger = world.post(eve().laptop.id(), reader);
    let unheard = world.post(eve().laptop.id(), by_reader.id);
    let circle = world.now();
    assert_eq!(circle.content_verdict(&by_reader, &world.chains), Verdict::Invalid(Reason::Role));
    assert_eq!(circle.content_verdict(&by_stranger, &world.chains), Verdict::Unknown, "a certificate may yet come");
    assert_eq!(circle.content_verdict(&unheard, &world.chains), Verdict::Unknown);
}

#[test]
fn bobs_phone_is_bob_and_a_stolen_phone_no_longer_is() {
    let mut world = World::new(stewards());
    let bobs = world.grant(alice(), world.genesis, bob(), Role::Steward, 10);
    let post = world.post(bob().phone.id(), bobs);
    assert_eq!(world.now().content_verdict(&post, &world.chains), Verdict::Unknown);
    world.say(bob(), bobs, &Op::Device(op::Device { certificate: bob().phone_certificate() }));
    assert!(matches!(world.now().content_verdict(&post, &world.chains), Verdict::Valid { .. }));

    let stolen_at = world.now().heads();
    let cut = Cut::new([(post.device, post.seq, post.id)]);
    let revoke = DeviceRevoke::new(&bob().root, bob().phone_certificate(), &world.circle, &stolen_at, cut);
    world.write(bob().laptop.id(), bobs, &stolen_at, &Op::DeviceRevoke(revoke.clone()));
    let by_thief = world.write(bob().phone.id(), bobs, &stolen_at, &grant_op(eve(), Role::Learner, 20));
    let thief_posts = world.post(bob().phone.id(), bobs);
    let by_bob = world.write(bob().laptop.id(), bobs, &stolen_at, &grant_op(carol(), Role::Learner, 20));
    let circle = world.now();
    assert_eq!(circle.standing(&by_thief), Some(Err(Reason::DeviceRevoked)));
    assert_eq!(circle.content_verdict(&thief_posts, &world.chains), Verdict::BeyondCut);
    assert!(matches!(circle.content_verdict(&post, &world.chains), Verdict::Valid { .. }));
    assert!(circle.valid(&by_bob) && !circle.is_member_device(&bob().phone.id()));
    // The thief repeats bob's words at an earlier place, to void more of the phone's work.
    let copied = world.write(bob().phone.id(), bobs, &[world.genesis], &Op::DeviceRevoke(revoke));
    assert_eq!(world.now().standing(&copied), Some(Err(Reason::Foreign)));
}

/// Bob's phone wrote three posts, and his root key took it away as if it had written none: as a thief would who has the
/// key, and as a laptop does that was apart for long.
fn empty_revocation(world: &mut World, bobs: RecordId) -> ([Record; 3], RecordId) {
    world.say(bob(), bobs, &Op::Device(op::Device { certificate: bob().phone_certificate() }));
    let posts = [(); 3].map(|()| world.post(bob().phone.id(), bobs));
    let heads = world.now().heads();
    let revoke = DeviceRevoke::new(&bob().root, bob().phone_certificate(), &world.circle, &heads, Cut::default());
    let revoke = world.write(bob().laptop.id(), bobs, &heads, &Op::DeviceRevoke(revoke));
    (posts, revoke)
}

fn extend(of: RecordId, post: &Record) -> Op {
    Op::ExtendCut(op::ExtendCut { of, cut: Cut::new([(post.device, post.seq, post.id)]) })
}

#[test]
fn what_a_revoked_device_wrote_may_be_let_stand_by_its_person_and_by_stewards() {
    for by in ["bob", "steward", "learner", "junior"] {
        let mut world = World::new(stewards());
        let bobs = world.grant(alice(), world.genesis, bob(), Role::Reader, 10);
        let writes = world.grant(alice(), world.genesis, bob(), Role::Learner, 12);
        let carols = match by {
            "junior" => world.grant(alice(), world.genesis, carol(), Role::Steward, 11),
            "steward" => world.grant(alice(), world.genesis, carol(), Role::Steward, 10),
            _ => world.grant(alice(), world.genesis, carol(), Role::Learner, 10),
        };
        let (posts, revoke) = empty_revocation(&mut world, writes);
        let stands = |world: &World| {
            posts
                .iter()
                .filter(|post| matches!(world.now().content_verdict(post, &world.chains), Verdict::Valid { .. }))
                .count()
        };
        assert_eq!(stands(&world), 0, "{by}");
        let (person, auth) = if by == "bob" { (bob(), bobs) } else { (carol(), carols) };
        let extension = world.say(person, auth, &extend(revoke, &posts[1]));
        let allowed = ["bob", "steward"].contains(&by);
        assert_eq!(world.now().valid(&extension), allowed, "{by}: {:?}", world.now().standing(&extension));
        assert_eq!(stands(&world), if allowed { 2 } else { 0 }, "{by}");
        assert!(!world.now().is_member_device(&bob().phone.id()), "it is taken away all the same");
        let later = world.post(bob().phone.id(), writes);
        assert_eq!(world.now().content_verdict(&later, &world.chains), Verdict::BeyondCut);
    }
}

/// Who comes later is given what is in the set and nothing else, in whatever order. If what only one of two cuts lets stand
/// were out of it, nobody could tell that the first words lie below the head of that cut, and they would be lost too.
#[test]
fn what_one_of_two_revocations_lets_stand_is_passed_on_so_that_all_judge_alike() {
    let mut world = World::new(stewards());
    let bobs = world.grant(alice(), world.genesis, bob(), Role::Learner, 10);
    world.say(bob(), bobs, &Op::Device(op::Device { certificate: bob().phone_certificate() }));
    let posts: Vec<Record> = (0..5).map(|_| world.post(bob().phone.id(), bobs)).collect();
    let heads = world.now().heads();
    for last in [&posts[1], &posts[3]] {
        let cut = Cut::new([(last.device, last.seq, last.id)]);
        let revoke = DeviceRevoke::new(&bob().root, bob().phone_certificate(), &world.circle, &heads, cut);
        world.write(bob().laptop.id(), bobs, &heads, &Op::DeviceRevoke(revoke));
    }
    let circle = world.now();
    let in_set =
        |post: &Record, chains: &Chains| !circle.beyond_every_cut(&post.auth, &post.device, post.seq, &post.id, chains);
    let stands = |post: &Record, chains: &Chains| matches!(circle.content_verdict(post, chains), Verdict::Valid { .. });
    let judged = |chains: &Chains| posts.iter().map(|post| (in_set(post, chains), stands(post, chains))).collect();
    let all: Vec<(bool, bool)> = judged(&world.chains);
    assert_eq!(all, [(true, true), (true, true), (true, false), (true, false), (false, false)]);
    // A newcomer: what is in the set, the newest first, is taken in as far as it is in the set of what is here.
    let mut chains = Chains::default();
    for post in posts.iter().rev().filter(|post| in_set(post, &world.chains)) {
        chains.insert_record(post);
        assert!(in_set(post, &chains), "{} is taken in", post.seq);
    }
    assert_eq!(judged(&chains), all);
}

#[test]
fn each_of_several_revocations_is_extended_and_a_copy_of_one_undoes_nothing() {
    let mut world = World::new(stewards());
    let bobs = world.grant(alice(), world.genesis, bob(), Role::Learner, 10);
    let (posts, first) = empty_revocation(&mut world, bobs);
    let heads = world.now().heads();
    let cut = Cut::new([(posts[0].device, posts[0].seq, posts[0].id)]);
    let second = DeviceRevoke::new(&bob().root, bob().phone_certificate(), &world.circle, &heads, cut);
    let op = Op::DeviceRevoke(second);
    let second = world.write(bob().laptop.id(), bobs, &heads, &op);
    let circle = world.now();
    assert_eq!(circle.revocations_of(&bob().id(), &bob().phone.id()).len(), 2);
    world.say(alice(), world.genesis, &extend(first, &posts[2]));
    assert_eq!(
        world.now().content_verdict(&posts[2], &world.chains),
        Verdict::BeyondCut,
        "the other one cuts it still"
    );
    world.say(alice(), world.genesis, &extend(second, &posts[2]));
    assert!(matches!(world.now().content_verdict(&posts[2], &world.chains), Verdict::Valid { .. }));
    // Eve says bob's words again at the first place of a chain of her own: of copies the one of the least place counts.
    let copied = world.forge(eve().laptop.id(), world.genesis, &op, 0, 1);
    world.records.last_mut().expect("just written").after = heads;
    let circle = world.now();
    assert_eq!((circle.standing(&copied), circle.standing(&second)), (Some(Ok(())), Some(Err(Reason::Repeated))));
    assert!(matches!(circle.content_verdict(&posts[2], &world.chains), Verdict::Valid { .. }));
}

#[test]
fn a_body_with_more_items_is_of_a_later_version_and_not_malformed() {
    let mut world = World::new(stewards());
    let bobs = world.grant(alice(), world.genesis, bob(), Role::Steward, 10);
    let newer = world.say(bob(), bobs, &ban_op(eve()));
    let record = world.records.last_mut().expect("just written");
    // An array of three where we know two items.
    record.body[0] += 1;
    record.body.push(0xf5);
    let error = Op::decode(record.kind, &record.body).expect_err("not of this version");
    assert!(error.is_newer(), "{error}");
    assert!(!Op::decode(record.kind, &record.body[1..]).expect_err("malformed").is_newer());
    assert!(Op::decode(commonplace_core::record::Kind(12), &[]).expect_err("unknown").is_newer());
    let carols = world.write(bob().laptop.id(), bobs, &[newer], &grant_op(carol(), Role::Learner, 20));
    assert!(world.now().valid(&newer) && world.now().valid(&carols));
}

#[test]
fn a_kind_of_a_later_version_is_an_ancestor_and_changes_nothing() {
    let mut world = World::new(stewards());
    let bobs = world.grant(alice(), world.genesis, bob(), Role::Steward, 10);
    let newer = world.say(bob(), bobs, &Op::Welcome);
    let record = world.records.last_mut().expect("just written");
    record.kind = commonplace_core::record::Kind(12);
    let carols = world.write(bob().laptop.id(), bobs, &[newer], &grant_op(carol(), Role::Learner, 20));
    let circle = world.now();
    assert!(circle.valid(&carols), "it saw bob's grant through a record that we cannot read");
    assert_eq!(circle.heads(), [carols]);
}

#[test]
fn a_seventeenth_device_puts_nobody_out() {
    let mut world = World::new(stewards());
    let bobs = world.grant(alice(), world.genesis, bob(), Role::Learner, 10);
    let device = |number: u8| commonplace_core::key::DeviceSecret::from_seed([number; 32]);
    let mut others: Vec<_> = (1..=32).map(device).collect();
    others.sort_by_key(|device| std::cmp::Reverse(device.id()));
    // Each further one has a smaller id than all before.
    let all: Vec<_> = others.iter().map(|device| bob().root.certify(device, "desk")).collect();
    for certificate in &all {
        world.say(bob(), bobs, &Op::Device(op::Device { certificate: certificate.clone() }));
    }
    let circle = world.now();
    assert!(circle.is_member_device(&bob().laptop.id()), "the one with which he came in");
    for (number, device) in others.iter().enumerate() {
        assert_eq!(circle.is_member_device(&device.id()), number < 15, "{number}");
    }
    // One is taken away, and there is room for the next.
    let heads = circle.heads();
    let revoke = DeviceRevoke::new(&bob().root, all[0].clone(), &world.circle, &heads, Cut::default());
    world.write(bob().laptop.id(), bobs, &heads, &Op::DeviceRevoke(revoke));
    assert!(world.now().is_member_device(&others[15].id()));
}

#[test]
fn who_is_out_is_shown_by_whom_and_a_stranger_to_the_circle_is_shown_nothing() {
    let mut world = World::new(stewards());
    let bobs = world.grant(alice(), world.genesis, bob(), Role::Steward, 10);
    let eves = world.grant(alice(), world.genesis, eve(), Role::Learner, 1_000);
    assert_eq!(world.now().ending(&eve().id()), None, "a member is not out");
    let before = world.records.len();
    // Eve's laptop is away while carol comes in and bob removes eve.
    world.grant(alice(), world.genesis, carol(), Role::Learner, 1_000);
    let ban = world.say(bob(), bobs, &ban_op(eve()));
    let circle = world.now();
    let ending = circle.ending(&eve().id()).expect("she is out");
    assert_eq!((ending.record, ending.by, ending.left), (ban, Some(bob().id()), false));
    assert_eq!(circle.ending(&people()[5].id()), None, "who never was in the circle");

    let told = circle.told_of_ending(&eve().id(), 8);
    assert_eq!(told.first(), Some(&ban), "the removal comes first");
    let mut hers: Vec<_> = world.records[..before].to_vec();
    let given = |id: &RecordId| world.records.iter().find(|record| record.id == *id).cloned();
    hers.extend(told.iter().filter_map(given));
    let as_she_sees_it = commonplace_core::circle::Circle::evaluate(world.circle, &hers);
    assert_eq!(as_she_sees_it.ending(&eve().id()), Some(ending), "what she is given is enough to see it");
    hers.truncate(before);
    hers.extend(given(&ban));
    let without = commonplace_core::circle::Circle::evaluate(world.circle, &hers);
    assert_eq!(without.ending(&eve().id()), None, "a removal whose grounds she cannot see is not believed");
    assert_eq!(without.authority_of(&eve().id()).expect("as before").auth, eves);
}

#[test]
fn who_left_was_removed_by_nobody_and_who_is_let_in_again_is_out_no_longer() {
    let mut world = World::new(stewards());
    let bobs = world.grant(alice(), world.genesis, bob(), Role::Learner, 1_000);
    world.say(bob(), bobs, &Op::Leave(op::Leave { cut: Cut::default() }));
    assert!(world.now().ending(&bob().id()).expect("he is out").left);
    world.grant(alice(), world.genesis, eve(), Role::Learner, 1_000);
    world.say(alice(), world.genesis, &ban_op(eve()));
    assert!(!world.now().ending(&eve().id()).expect("she is out").left);
    world.grant(alice(), world.genesis, eve(), Role::Reader, 1_000);
    assert_eq!(world.now().ending(&eve().id()), None);
}
