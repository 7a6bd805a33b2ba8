//! Alice and bob meet: over epochs apart, many circles, different horizons.

use commonplace_core::id::{DeviceId, Tag};
use commonplace_core::limits::sync as limits;
use commonplace_core::record::{Lane, Sealed};
use commonplace_core::time::Slot;
use commonplace_sync::{ByeReason, CircleView, Input, LinkId, Millis, Notice, Origin, Rejection};
use commonplace_testkit::pair::{Pair, Taking, kind};
use commonplace_testkit::paper;

const TAG: Tag = Tag::from_bytes([7; 16]);

fn post(number: u64, slot: u32) -> Sealed {
    paper::record(TAG, Lane::Posts, Slot(slot), &number.to_le_bytes())
}

/// A view with these epochs, newest first.
fn view(epochs: &[u8], horizon: u32) -> CircleView {
    let gate_keys = epochs.iter().map(|epoch| [*epoch; 32]).collect();
    CircleView { tag: TAG, gate_keys, horizon: [Slot(0), Slot(horizon), Slot(horizon)] }
}

fn meet(alice: CircleView, bob: CircleView) -> Pair {
    let mut pair = Pair::new(TAG);
    pair.replicas[0].join_with(alice);
    pair.replicas[1].join_with(bob);
    pair.replicas[0].insert(post(1, 60));
    pair.connect();
    pair
}

fn sessions(pair: &Pair, node: usize) -> usize {
    pair.notices[node].iter().filter(|notice| matches!(notice, Notice::SessionOpen { .. })).count()
}

fn agree(pair: &Pair) -> bool {
    pair.replicas[0].view_hash(&TAG) == pair.replicas[1].view_hash(&TAG)
}

#[test]
fn both_learn_whose_device_the_other_is() {
    let pair = meet(view(&[1], 0), view(&[1], 0));
    for (node, device) in [(0, 2), (1, 1)] {
        let named = pair.notices[node].iter().any(|notice| {
            matches!(notice, Notice::SessionOpen { device: Some(id), .. } if *id == DeviceId::from_bytes([device; 32]))
        });
        assert!(named, "{:?}", pair.notices[node]);
    }
}

#[test]
fn who_was_away_still_gets_in() {
    // Alice has rotated three times since; in the next case each of both has rotated alone.
    assert!(agree(&meet(view(&[4, 3, 2, 1], 0), view(&[1], 0))));
    assert!(agree(&meet(view(&[5, 1], 0), view(&[6, 1], 0))));
    // More epochs lie between them than are shown: the one who is behind opens.
    let many: Vec<u8> = (1..=30).rev().collect();
    assert!(agree(&meet(view(&many, 0), view(&[1], 0))));
    assert!(agree(&meet(view(&[1], 0), view(&many, 0))));
    // No common epoch: no session.
    let strangers = meet(view(&[1], 0), view(&[2], 0));
    assert_eq!((sessions(&strangers, 0), sessions(&strangers, 1)), (0, 0));
    assert!(!agree(&strangers));
}

#[test]
fn both_open_at_once_and_one_session_comes_of_it() {
    let mut pair = Pair::new(TAG);
    pair.replicas.iter_mut().for_each(|replica| replica.leave(&TAG));
    pair.connect();
    for replica in &mut pair.replicas {
        replica.join_with(view(&[1], 0));
    }
    pair.replicas[1].insert(post(1, 60));
    pair.tell_both(&Input::CircleAdded { tag: TAG });
    assert_eq!((sessions(&pair, 0), sessions(&pair, 1)), (1, 1));
    assert!(agree(&pair));
}

#[test]
fn all_circles_get_their_sessions_though_few_at_a_time() {
    let mut pair = Pair::new(TAG);
    let tags: Vec<Tag> = (0..63).map(|number| Tag::from_bytes([100 + number; 16])).collect();
    for tag in &tags {
        for replica in &mut pair.replicas {
            replica.join(*tag);
        }
        pair.replicas[0].insert(paper::record(*tag, Lane::Control, Slot(1), b"alice"));
        pair.replicas[1].insert(paper::record(*tag, Lane::Posts, Slot(1), b"bob"));
    }
    pair.connect();
    pair.run_until(Millis(10_000));
    assert_eq!((sessions(&pair, 0), sessions(&pair, 1)), (limits::CIRCLES, limits::CIRCLES));
    for tag in &tags {
        assert_eq!(pair.replicas[0].view_hash(tag), pair.replicas[1].view_hash(tag));
    }
}

#[test]
fn the_later_horizon_counts_for_both() {
    let mut pair = Pair::new(TAG);
    pair.replicas[0].join_with(view(&[1], 0));
    pair.replicas[1].join_with(view(&[1], 50));
    for slot in [10, 49, 50, 60] {
        pair.replicas[0].insert(post(u64::from(slot), slot));
    }
    pair.connect();
    let slots: Vec<u32> = pair.replicas[1].keys(&TAG, Lane::Posts).iter().map(|key| key.slot.0).collect();
    assert_eq!(slots, [50, 60]);
    pair.run_until(Millis(5_000));
    let since = |notice: &Notice| matches!(notice, Notice::EqualSince { counts: [0, 2, 0], .. });
    assert!(pair.notices.iter().all(|notices| notices.iter().any(since)), "from the horizon on they are equal");
    let equal = |notice: &Notice| matches!(notice, Notice::Equal { .. });
    assert!(!pair.notices.iter().flatten().any(equal), "two of four notes are on one laptop only");
}

#[test]
fn membership_comes_before_posts() {
    let mut pair = Pair::new(TAG);
    for number in 0..300_u64 {
        pair.replicas[0].insert(post(number, 60));
        pair.replicas[0].insert(paper::record(TAG, Lane::Control, Slot(60), &number.to_le_bytes()));
    }
    pair.connect();
    let control: Vec<bool> = pair.ingested[1]
        .iter()
        .map(|id| pair.replicas[1].keys(&TAG, Lane::Control).iter().any(|key| key.id == *id))
        .collect();
    assert_eq!(control.len(), 600);
    assert!(control.is_sorted_by(|first, then| first >= then));
}

#[test]
fn a_new_note_takes_one_frame_and_no_question() {
    let mut pair = meet(view(&[1], 0), view(&[1], 0));
    pair.run_until(Millis(5_000));
    pair.take_traffic();
    pair.publish(0, post(2, 61));
    assert_eq!(pair.take_traffic().by_kind.into_keys().collect::<Vec<_>>(), [kind::RECORDS]);
    assert!(agree(&pair));
    // And before long both know that both have it.
    pair.notices.iter_mut().for_each(Vec::clear);
    pair.run_until(Millis(6_000));
    let equal = |notice: &Notice| matches!(notice, Notice::Equal { counts: [0, 2, 0], .. });
    assert!(pair.notices.iter().all(|notices| notices.iter().any(equal)));
}

/// Posts of one of both, of which the other one takes none; alice is 0, and leads.
fn refused_by(node: usize, taking: Taking, posts: u64) -> (Pair, usize) {
    let mut pair = Pair::new(TAG);
    pair.taking[node] = taking;
    for number in 0..posts {
        pair.replicas[1 - node].insert(post(number, 60));
    }
    pair.connect();
    (pair, usize::try_from(posts).expect("few") * post(0, 60).bytes().len())
}

const HOUR: Millis = Millis(3_600_000);

#[test]
fn what_the_other_keeps_out_is_sent_once_and_blamed_on_nobody() {
    let all = [0, 1].into_iter().flat_map(|node| [20, 100, 1_500].map(|posts| (node, posts)));
    for (node, posts) in all {
        for taking in [Taking::KeepsOut, Taking::Holds] {
            let (mut pair, once) = refused_by(node, taking, posts);
            pair.run_until(HOUR);
            let traffic = pair.take_traffic();
            let (records, overhead) = (traffic.bytes(kind::RECORDS), traffic.overhead());
            let case = format!("{posts} posts that {node} {taking:?}: {records} bytes in an hour, {once} once");
            assert!(records <= once + once / 10, "{case}");
            assert!(overhead <= 16 * once, "{case}, {overhead} of ranges");
            assert_eq!(pair.closed, None, "{case}");
            let told = pair.notices.iter().flatten().any(|notice| matches!(notice, Notice::Mismatch { .. }));
            assert!(told, "{case}");
        }
    }
}

#[test]
fn what_was_kept_out_before_is_sent_once_in_a_session_and_blamed_on_nobody() {
    let mut pair = Pair::new(TAG);
    for number in 0..300 {
        pair.replicas[0].insert(post(number, 60));
        pair.replicas[1].keep_out(post(number, 60));
    }
    pair.replicas[1].insert(post(1_000, 61));
    pair.connect();
    pair.run_until(HOUR);
    let (records, once) = (pair.take_traffic().bytes(kind::RECORDS), 300 * post(0, 60).bytes().len());
    assert!(records <= once + once / 10, "{records} bytes in an hour, {once} once");
    assert_eq!(pair.closed, None);
    assert_eq!(pair.ingested[1], [], "nothing of it is new to bob");
    assert_eq!(pair.ingested[0], [post(1_000, 61).id()], "and alice got what is");
    // A note that both want goes its way meanwhile.
    pair.publish(0, post(1_001, 61));
    assert_eq!(pair.ingested[1], [post(1_001, 61).id()]);
}

#[test]
fn what_is_kept_out_and_lets_in_later_makes_them_equal() {
    let (mut pair, _) = refused_by(1, Taking::Holds, 100);
    pair.run_until(Millis(10_000));
    // The key of their epoch has come.
    for number in 0..100 {
        pair.replicas[1].insert(post(number, 60));
        pair.tell(1, Input::Admitted { tag: TAG, id: post(number, 60).id(), from: Origin::Kept });
    }
    pair.take_traffic();
    pair.notices.iter_mut().for_each(Vec::clear);
    pair.run_until(Millis(130_000));
    assert_eq!(pair.take_traffic().bytes(kind::RECORDS), 0, "nothing is sent for it");
    let equal = |notice: &Notice| matches!(notice, Notice::Equal { counts: [0, 100, 0], .. });
    assert!(pair.notices.iter().all(|notices| notices.iter().any(equal)));
}

#[test]
fn a_full_disk_is_not_sent_the_whole_set_again_and_again() {
    // Alice opens the session and leads; the full disk may be at either end.
    for full in [0, 1] {
        let mut pair = Pair::new(TAG);
        pair.taking[full] = Taking::Refuses(Rejection::Unavailable);
        for number in 0..300 {
            pair.replicas[1 - full].insert(post(number, 60));
        }
        pair.replicas[full].insert(post(1_000, 61));
        pair.connect();
        pair.run_until(HOUR);
        let (records, once) = (pair.take_traffic().bytes(kind::RECORDS), 300 * post(0, 60).bytes().len());
        assert!(records <= 12 * once, "{records} bytes in an hour, {once} once");
        assert_eq!(pair.ingested[1 - full], [post(1_000, 61).id()], "what is on the full disk is safe elsewhere");
        pair.taking[full] = Taking::Admits;
        pair.run_until(Millis(HOUR.0 + 1_000_000));
        assert!(agree(&pair), "when there is room again, all comes");
    }
}

#[test]
fn what_is_postponed_comes_later_and_not_in_every_run() {
    let (mut pair, once) = refused_by(1, Taking::Refuses(Rejection::Postponed), 100);
    pair.run_until(HOUR);
    let records = pair.take_traffic().bytes(kind::RECORDS);
    assert!((2 * once..=10 * once).contains(&records), "{records} bytes in an hour, {once} once");
    pair.taking[1] = Taking::Admits;
    // A grant has come: what it lets in need not wait for the pause to end.
    pair.tell(1, Input::CircleChanged { tag: TAG });
    pair.run_until(Millis(HOUR.0 + 5_000));
    assert!(agree(&pair));
}

#[test]
fn what_the_other_refuses_is_not_sent_without_end() {
    let mut pair = Pair::new(TAG);
    pair.taking[1] = Taking::Refuses(Rejection::Inadmissible);
    for number in 0..100 {
        pair.replicas[0].insert(post(number, 60));
    }
    pair.connect();
    pair.run_until(Millis(3_600_000));
    let traffic = pair.take_traffic();
    let once = 100 * post(0, 60).bytes().len();
    assert!(traffic.bytes(kind::RECORDS) <= 2 * once, "{} bytes in an hour", traffic.bytes(kind::RECORDS));
    let told = |notice: &Notice| matches!(notice, Notice::Mismatch { .. });
    assert!(pair.notices[0].iter().any(told) || pair.notices[1].iter().any(told), "and somebody says so");
}

#[test]
fn who_cannot_be_named_is_served_only_through_the_newest_gate() {
    let bob = DeviceId::from_bytes([2; 32]);
    for (epochs, served) in [([2, 1], true), ([1, 1], false)] {
        let mut pair = Pair::new(TAG);
        pair.replicas[0].join_with(view(&[2, 1], 0));
        pair.replicas[0].forget_name(bob);
        pair.replicas[1].join_with(view(&epochs, 0));
        pair.replicas[0].insert(post(1, 60));
        pair.connect();
        assert_eq!(agree(&pair), served, "bob knows the epochs {epochs:?}");
        // Who was let in without a name and does not learn of the next epoch is let go.
        pair.replicas[0].join_with(view(&[3, 2, 1], 0));
        pair.tell(0, Input::CircleChanged { tag: TAG });
        pair.publish(0, post(2, 60));
        assert_eq!(pair.replicas[1].count(&TAG), u64::from(served));
    }
}

#[test]
fn what_is_held_or_was_here_before_is_no_news_and_what_gossip_brings_is_told_of() {
    let mut pair = meet(view(&[1], 0), view(&[1], 0));
    pair.run_until(Millis(5_000));
    pair.take_traffic();
    pair.replicas[0].keep_out(post(2, 61));
    pair.tell(0, Input::Held { tag: TAG, id: post(2, 61).id() });
    pair.run_until(Millis(10_000));
    assert_eq!(pair.take_traffic().bytes(kind::HAVE), 0, "it may be forged");
    let mut kinds = Vec::new();
    for (number, from) in [(3, Origin::Kept), (4, Origin::Gossip), (5, Origin::Own)] {
        pair.replicas[0].insert(post(number, 61));
        pair.tell(0, Input::Admitted { tag: TAG, id: post(number, 61).id(), from });
        let at_once = pair.take_traffic();
        pair.run_until(Millis(10_000 * number));
        let later = pair.take_traffic();
        kinds.push((at_once.bytes(kind::RECORDS) > 0, later.bytes(kind::HAVE) > 0));
    }
    assert_eq!(kinds, [(false, false), (false, true), (true, false)]);
    assert!(agree(&pair), "runs bring what is no news");
    assert_eq!(pair.replicas[1].count(&TAG), 4);
}

#[test]
fn an_answer_that_comes_after_patience_ended_belongs_to_no_later_run() {
    let mut pair = meet(view(&[1], 0), view(&[1], 0));
    for number in 10..30 {
        pair.replicas[0].insert(post(number, 60));
        pair.replicas[1].insert(post(number + 10, 60));
    }
    pair.tell_both(&Input::GossipHint { tag: TAG });
    // Bob's frames are under way for long; alice has given one run up and asks for another one when they come.
    pair.delayed[1] = true;
    pair.run_until(Millis(105_000));
    pair.ingested.iter_mut().for_each(Vec::clear);
    pair.take_traffic();
    pair.arrive();
    pair.run_until(Millis(300_000));
    assert!(agree(&pair));
    assert_eq!(pair.ingested.each_ref().map(Vec::len), [10, 10]);
    let records = pair.take_traffic().bytes(kind::RECORDS);
    let needed = 20 * (post(0, 60).bytes().len() + 3);
    assert!(records < needed + needed / 10, "{records} bytes where {needed} are needed: the other one had the rest");
    assert_eq!(pair.closed, None);
}

const LINK: LinkId = LinkId(1);

#[test]
fn what_may_not_travel_over_a_link_is_neither_shown_nor_answered_there() {
    // Whichever of them knows that it may not.
    for knowing in [0, 1] {
        let mut pair = Pair::new(TAG);
        pair.replicas[knowing].keep_off(LINK, TAG, true);
        pair.replicas[0].insert(post(1, 60));
        pair.connect();
        assert_eq!((sessions(&pair, 0), sessions(&pair, 1)), (0, 0), "{knowing}");
        // To the other it looks as if it had met a stranger.
        let mut stranger = Pair::new(TAG);
        stranger.replicas[knowing].leave(&TAG);
        stranger.connect();
        assert_eq!(pair.take_traffic().by_kind, stranger.take_traffic().by_kind, "{knowing}");

        pair.replicas[knowing].keep_off(LINK, TAG, false);
        pair.tell(knowing, Input::LinkMoved { link: LINK });
        assert!(agree(&pair), "{knowing}");
    }
}

#[test]
fn a_session_ends_when_its_circle_may_no_longer_travel() {
    let other = Tag::from_bytes([8; 16]);
    for input in [Input::CircleChanged { tag: TAG }, Input::LinkMoved { link: LINK }] {
        let mut pair = Pair::new(TAG);
        pair.replicas.iter_mut().for_each(|replica| replica.join(other));
        pair.connect();
        pair.publish(0, post(1, 60));
        assert!(agree(&pair));
        pair.replicas[0].keep_off(LINK, TAG, true);
        pair.tell(0, input.clone());
        for node in [0, 1] {
            let closed = Notice::SessionClosed { link: LINK, tag: TAG, why: ByeReason::Closed };
            assert!(pair.notices[node].contains(&closed), "{input:?}");
        }
        pair.publish(0, post(2, 60));
        pair.publish(1, post(3, 60));
        pair.publish(0, paper::record(other, Lane::Posts, Slot(60), b"this goes on"));
        pair.run_until(Millis(10 * 60 * 1000));
        assert!(!agree(&pair));
        assert_eq!(pair.replicas[0].view_hash(&other), pair.replicas[1].view_hash(&other));
        assert_eq!(pair.closed, None, "nobody is to blame");
        pair.replicas[0].keep_off(LINK, TAG, false);
        pair.tell(0, input);
        assert!(agree(&pair));
    }
}

#[test]
fn an_answer_that_crosses_the_end_opens_nothing() {
    let mut pair = Pair::new(TAG);
    pair.delayed = [false, true];
    pair.connect();
    // Bob's answer to alice's gates is under way.
    pair.replicas[0].keep_off(LINK, TAG, true);
    pair.tell(0, Input::CircleChanged { tag: TAG });
    pair.arrive();
    pair.replicas[0].insert(post(1, 60));
    pair.run_until(Millis(10 * 60 * 1000));
    assert_eq!((sessions(&pair, 0), sessions(&pair, 1)), (0, 0));
    assert!(!agree(&pair));
}

#[test]
fn what_is_written_here_is_passed_on_however_much_eve_floods() {
    let mut pair = meet(view(&[1], 0), view(&[1], 0));
    pair.run_until(Millis(5_000));
    pair.take_traffic();
    // Far more than is passed on one by one comes in from eve, all at once, and bob's wire takes what it takes.
    let eve = LinkId(99);
    for number in 0..2_000 {
        pair.replicas[0].insert(post(1_000 + number, 61));
        pair.tell(0, Input::Admitted { tag: TAG, id: post(1_000 + number, 61).id(), from: Origin::Link(eve) });
    }
    assert!(pair.replicas[1].count(&TAG) < 1_000, "most of it waits until it ebbs");
    let mine = post(2, 61);
    pair.publish(0, mine.clone());
    assert!(pair.replicas[1].records(&TAG).contains(&mine), "bob has it at once");
    // Carol's news come by another link, and are as little held up.
    let hers = post(3, 61);
    pair.replicas[0].insert(hers.clone());
    let traffic = pair.take_traffic();
    pair.tell(0, Input::Admitted { tag: TAG, id: hers.id(), from: Origin::Link(LinkId(98)) });
    assert_ne!(traffic, pair.take_traffic());
    pair.run_until(Millis(6_000));
    assert!(pair.replicas[1].records(&TAG).contains(&hers));
    pair.run_until(Millis(120_000));
    assert!(agree(&pair), "nothing of eve's is lost");
}

#[test]
fn news_wait_a_while_before_a_peer_hears_of_them_and_what_is_missing_does_not() {
    let mut pair = Pair::new(TAG);
    pair.replicas[0].news_wait = std::time::Duration::from_secs(5);
    pair.replicas[0].insert(post(0, 60));
    pair.connect();
    assert!(agree(&pair), "a new session finds what is missing");
    let mut moments = std::collections::BTreeSet::new();
    for number in 1..=20 {
        let from = number * 60_000;
        pair.run_until(Millis(from));
        for more in 0..3 {
            pair.publish(0, post(100 * number + more, 61));
        }
        assert!(!agree(&pair), "not at once");
        let mut waited = 0;
        while !agree(&pair) {
            waited += 100;
            assert!(waited <= 5_500, "for ever");
            pair.run_until(Millis(from + waited));
        }
        moments.insert(waited);
    }
    assert!(moments.len() > 5, "{moments:?}: it says when");
}
