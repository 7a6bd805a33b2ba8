//! What a removal leaves standing, whatever the removed person claims about their chain.

use commonplace_core::chain::Chains;
use commonplace_core::circle::op;
use commonplace_core::circle::{Cut, Op, Policy, Role, Verdict};
use commonplace_core::id::RecordId;
use commonplace_core::record::Record;

use crate::world::*;

/// A record of the same device at another place, after another record.
fn moved(record: &Record, seq: u64, prev: RecordId) -> Record {
    let id = RecordId::of(&commonplace_core::encoding::encode(&(record.id, seq, prev)));
    Record { id, seq, prev: Some(prev), ..record.clone() }
}

/// Eve is a member who wrote one post.
fn with_eve() -> (World, RecordId, Record) {
    let mut world = World::new(Policy::default());
    let eves = world.grant(alice(), world.genesis, eve(), Role::Learner, 10);
    let post = world.post(eve().laptop.id(), eves);
    (world, eves, post)
}

#[test]
fn a_post_from_the_far_future_does_not_lift_the_cut() {
    let (mut world, eves, post) = with_eve();
    let far = moved(&post, 1 << 40, post.id);
    world.chains.insert_record(&far);
    let cut = world.now().cut_for(&eve().id(), &world.chains);
    assert_eq!(cut.entries(), [(post.device, post.seq, post.id)]);
    world.say(alice(), world.genesis, &Op::Revoke(op::Revoke { grant: eves, cut }));
    let later = world.post(eve().laptop.id(), eves);
    let circle = world.now();
    assert!(matches!(circle.content_verdict(&post, &world.chains), Verdict::Valid { .. }));
    for late in [&far, &later] {
        assert_eq!(circle.content_verdict(late, &world.chains), Verdict::BeyondCut);
    }
    // Even a cut that names it, by a steward whom eve tricked, lets nothing stand but what links lead to.
    let tricked = Cut::new([(far.device, far.seq, far.id)]);
    let mut other = world.clone();
    other.say(alice(), world.genesis, &Op::Ban(op::Ban { person: eve().id(), cut: tricked }));
    assert_eq!(other.now().content_verdict(&later, &world.chains), Verdict::BeyondCut);
}

#[test]
fn nodes_that_know_other_forks_agree_on_what_stands() {
    let (mut world, eves, first) = with_eve();
    let second = world.post(eve().laptop.id(), eves);
    let cut = world.now().cut_for(&eve().id(), &world.chains);
    world.say(alice(), world.genesis, &Op::Revoke(op::Revoke { grant: eves, cut }));
    let circle = world.now();
    // Bob's node heard eve's forks before the removal; alice's never will, since they do not stand.
    let forks = [moved(&first, 1, first.id), moved(&second, 1, first.id), moved(&second, 2, second.id)];
    let mut heard = world.chains.clone();
    forks.iter().for_each(|fork| assert!(heard.insert_record(fork)));
    for record in [&first, &second].into_iter().chain(&forks) {
        assert_eq!(circle.content_verdict(record, &heard), circle.content_verdict(record, &world.chains));
    }
    assert!(matches!(circle.content_verdict(&first, &heard), Verdict::Valid { .. }));
    assert_eq!(circle.content_verdict(&forks[0], &heard), Verdict::BeyondCut);
}

#[test]
fn behind_a_missing_link_a_record_waits() {
    let (mut world, eves, first) = with_eve();
    let second = world.post(eve().laptop.id(), eves);
    let third = world.post(eve().laptop.id(), eves);
    assert!(!world.now().is_cut(&eve().laptop.id()));
    let cut = world.now().cut_for(&eve().id(), &world.chains);
    world.say(alice(), world.genesis, &Op::Revoke(op::Revoke { grant: eves, cut }));
    let circle = world.now();
    assert!(circle.is_cut(&eve().laptop.id()) && !circle.is_cut(&alice().laptop.id()));
    let mut chains = Chains::default();
    chains.insert_record(&third);
    assert!(matches!(circle.content_verdict(&third, &chains), Verdict::Valid { .. }), "the head itself");
    assert!(matches!(circle.content_verdict(&second, &chains), Verdict::Valid { .. }), "the head names it");
    assert_eq!(circle.content_verdict(&first, &chains), Verdict::BeyondCut);
    assert!(chains.insert_record(&second));
    assert!(matches!(circle.content_verdict(&first, &chains), Verdict::Valid { .. }));
}

#[test]
fn the_circle_names_the_devices_to_judge_again() {
    let (mut world, eves, post) = with_eve();
    let laptop = eve().laptop.id();
    let mut before = world.now();
    let mut changed = |world: &World| {
        let now = world.now();
        let differ = now.devices_that_differ(&before);
        before = now;
        differ.into_iter().collect::<Vec<_>>()
    };
    world.welcome(alice(), world.genesis);
    assert_eq!(changed(&world), []);
    world.grant(alice(), world.genesis, bob(), Role::Steward, 5);
    assert_eq!(changed(&world), [bob().laptop.id()]);
    world.say(eve(), eves, &Op::Device(op::Device { certificate: eve().phone_certificate() }));
    assert_eq!(changed(&world), [eve().phone.id()]);

    let both = {
        let mut both = vec![laptop, eve().phone.id()];
        both.sort_unstable();
        both
    };
    let ban = world.say(alice(), world.genesis, &ban_op(eve()));
    assert_eq!(changed(&world), both);
    let cut = Cut::new([(post.device, post.seq, post.id)]);
    world.say(alice(), world.genesis, &Op::ExtendCut(op::ExtendCut { of: ban, cut: cut.clone() }));
    assert_eq!(changed(&world), both);
    let heads = world.now().heads();
    let revoke = op::DeviceRevoke::new(&eve().root, eve().phone_certificate(), &world.circle, &heads, cut);
    world.write(alice().laptop.id(), world.genesis, &heads, &Op::DeviceRevoke(revoke));
    assert_eq!(changed(&world), [eve().phone.id()]);
    world.say(alice(), world.genesis, &Op::Leave(op::Leave::default()));
    assert_eq!(changed(&world), [alice().laptop.id()]);
}
