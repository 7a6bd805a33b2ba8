//! Stories of skills: what people say of themselves, who is suggested to whom, and who learns together.

use std::collections::BTreeSet;

use commonplace_core::encoding::encode;
use commonplace_core::id::PersonId;
use commonplace_core::limits::{PAIR_SUGGESTIONS, PAIRS_AT_ONCE, PAIRS_USUAL, SKILL_BYTES, SKILLS};
use commonplace_learning::body::{Payload as _, Unfit};
use commonplace_learning::profile::{self, Profiles};
use commonplace_learning::skill::{
    self, AcceptPair, Details, Free, Learners, Level, Part, Skill, Skills, Stage, Suggestion, When,
};
use commonplace_learning::view::SkillView;
use commonplace_learning::{Content, Entry, Standing, Unreadable};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::people::{Desk, alice, bob, eve, fatima, meet};
use crate::views::{obeys, with_strangers};

const THURSDAY: When = When { weekday: 4, part: Part::Evening };
const MONDAY: When = When { weekday: 1, part: Part::Morning };

fn skills(named: &[(&str, u8)]) -> Vec<Skill> {
    let level = |number| Level::of(number).expect("a level");
    named.iter().map(|(name, number)| Skill { name: (*name).to_owned(), level: level(*number) }).collect()
}

fn said(offers: &[(&str, u8)], needs: &[(&str, u8)]) -> Details {
    Details { offers: skills(offers), needs: skills(needs), ..Details::default() }
}

fn learners(desk: &Desk) -> Learners {
    Learners::fold(&desk.entries())
}

fn say(desk: &mut Desk, details: Details) {
    let content = learners(desk).say(desk.person, details).expect("fits");
    desk.write(content);
}

fn accept(desk: &mut Desk, with: &Desk) {
    let content = learners(desk).accept(desk.person, with.person, vec!["Osmosis".into()]).expect("fits");
    desk.write(content);
}

fn end(desk: &mut Desk, with: &Desk) {
    let content = learners(desk).end(desk.person, with.person).expect("fits");
    desk.write(content);
}

fn all_of(desks: &[&Desk]) -> BTreeSet<PersonId> {
    desks.iter().map(|desk| desk.person).collect()
}

fn suggested(at: &Desk, me: &Desk, among: &BTreeSet<PersonId>) -> Vec<Suggestion> {
    learners(at).suggest(&me.person, among, &BTreeSet::new(), PAIR_SUGGESTIONS)
}

fn stage(at: &Desk, me: &Desk, with: &Desk) -> Option<Stage> {
    learners(at).pair(&me.person, &with.person).map(|pair| pair.stage)
}

/// Alice teaches osmosis and wants to plan essays; bob the other way round. Both have heard of it.
fn two_who_fit() -> (Desk, Desk) {
    let (mut alice, mut bob) = (alice(), bob());
    let free = Free::from_iter([THURSDAY, MONDAY]);
    say(&mut alice, Details { free, ..said(&[("Osmosis", 3)], &[("Essay plans", 4)]) });
    say(&mut bob, Details { free: Free::from_iter([THURSDAY]), ..said(&[("essay  PLANS", 4)], &[("osmosis", 4)]) });
    meet(&mut alice, &mut bob);
    (alice, bob)
}

#[test]
fn two_who_can_help_each_other_are_suggested_to_each_other_and_told_why() {
    let (alice, bob) = two_who_fit();
    let both = all_of(&[&alice, &bob]);
    let found = suggested(&bob, &alice, &both);
    let [to_alice] = &found[..] else { panic!("{found:?}") };
    assert_eq!(to_alice.with, bob.person);
    let helps = |helps: &[skill::Help]| helps.iter().map(|it| (it.skill.clone(), it.has, it.wants)).collect::<Vec<_>>();
    assert_eq!(helps(&to_alice.gets), [("Essay plans".to_owned(), Level::Teaches, Level::Teaches)]);
    assert_eq!(helps(&to_alice.gives), [("osmosis".to_owned(), Level::Sure, Level::Teaches)]);
    assert_eq!(to_alice.free.iter().collect::<Vec<_>>(), [THURSDAY]);
    let to_bob = &suggested(&alice, &bob, &both)[0];
    assert_eq!((to_bob.with, &to_bob.gets, &to_bob.gives), (alice.person, &to_alice.gives, &to_alice.gets));
    assert_eq!(skill::over(&to_bob.gets, &to_bob.gives), ["Essay plans", "osmosis"]);
}

#[test]
fn a_pair_stands_when_both_say_so_though_they_say_it_apart() {
    let (mut alice, mut bob) = two_who_fit();
    accept(&mut alice, &bob);
    assert_eq!(stage(&alice, &alice, &bob), Some(Stage::IWait));
    assert_eq!(stage(&alice, &bob, &alice), Some(Stage::TheyWait));
    // Bob has not heard of it, and says the same.
    accept(&mut bob, &alice);
    meet(&mut alice, &mut bob);
    for desk in [&alice, &bob] {
        assert_eq!(stage(desk, &alice, &bob), Some(Stage::Stands));
        assert_eq!(stage(desk, &bob, &alice), Some(Stage::Stands));
        let both = all_of(&[&alice, &bob]);
        assert_eq!(suggested(desk, &alice, &both), [], "who learns together is not suggested");
        assert_eq!(learners(desk).standing(&both).len(), 1, "each pair once");
    }
}

#[test]
fn what_was_ended_begins_anew_only_when_both_say_so_again() {
    let (mut alice, mut bob) = two_who_fit();
    accept(&mut alice, &bob);
    accept(&mut bob, &alice);
    meet(&mut alice, &mut bob);
    end(&mut alice, &bob);
    meet(&mut alice, &mut bob);
    assert_eq!(stage(&bob, &bob, &alice), Some(Stage::Ended));
    let both = all_of(&[&alice, &bob]);
    assert_eq!(suggested(&bob, &bob, &both), [], "alice is left in peace");
    assert!(suggested(&alice, &alice, &both)[0].before, "she may come back, and is told that they did");
    // What bob said once is no yes to another time.
    accept(&mut alice, &bob);
    meet(&mut alice, &mut bob);
    assert_eq!(stage(&bob, &bob, &alice), Some(Stage::TheyWait));
    accept(&mut bob, &alice);
    assert_eq!(stage(&bob, &bob, &alice), Some(Stage::Stands));
    // Ended on one laptop while the other one ends it too: it is ended once.
    end(&mut alice, &bob);
    end(&mut bob, &alice);
    meet(&mut alice, &mut bob);
    accept(&mut bob, &alice);
    accept(&mut alice, &bob);
    meet(&mut alice, &mut bob);
    assert_eq!(stage(&alice, &alice, &bob), Some(Stage::Stands));
}

#[test]
fn who_was_refused_is_not_told_that_the_two_learnt_together() {
    let (mut alice, mut bob) = two_who_fit();
    accept(&mut alice, &bob);
    meet(&mut alice, &mut bob);
    end(&mut bob, &alice);
    meet(&mut alice, &mut bob);
    let both = all_of(&[&alice, &bob]);
    assert_eq!(suggested(&alice, &alice, &both), [], "bob said no");
    assert!(!suggested(&bob, &bob, &both)[0].before, "they never did");
    // A yes and an end that bob never answered make nothing of it either.
    accept(&mut alice, &bob);
    end(&mut alice, &bob);
    meet(&mut alice, &mut bob);
    assert!(!suggested(&alice, &alice, &both).iter().any(|found| found.before));
}

#[test]
fn what_eve_says_of_bob_counts_for_nothing() {
    let (mut alice, mut eve, bob) = (alice(), eve(), bob());
    say(&mut alice, said(&[("Osmosis", 4)], &[("Graphs", 4)]));
    let forged = learners(&eve).say(bob.person, said(&[("Graphs", 4)], &[("Osmosis", 4)])).expect("fits");
    eve.write(forged);
    let forged = learners(&eve).accept(bob.person, alice.person, Vec::new()).expect("fits");
    eve.write(forged);
    meet(&mut alice, &mut eve);
    let all = all_of(&[&alice, &bob, &eve]);
    assert_eq!(learners(&alice).details(&bob.person), None);
    assert_eq!(suggested(&alice, &alice, &all), []);
    assert_eq!(stage(&alice, &alice, &bob), None, "nor did bob accept anything");
    // Nor does she learn with herself.
    let herself = learners(&eve).accept(eve.person, eve.person, Vec::new()).expect("fits");
    eve.write(herself);
    assert_eq!(stage(&eve, &eve, &eve), None);
}

#[test]
fn who_is_not_in_the_circle_or_not_wanted_is_not_suggested() {
    let (alice, bob) = two_who_fit();
    assert_eq!(suggested(&alice, &alice, &all_of(&[&alice])), [], "bob was removed");
    assert_eq!(suggested(&alice, &alice, &all_of(&[&bob])), [], "alice was");
    let without = all_of(&[&bob]);
    assert_eq!(learners(&alice).suggest(&alice.person, &all_of(&[&alice, &bob]), &without, PAIR_SUGGESTIONS), []);
}

#[test]
fn who_has_as_many_pairs_as_they_want_is_not_suggested_and_asks_for_nobody() {
    let (mut alice, mut bob) = two_who_fit();
    let mut fatima = fatima();
    say(&mut bob, Details { capacity: 1, ..said(&[("Essay plans", 4)], &[("Osmosis", 4)]) });
    accept(&mut bob, &fatima);
    meet(&mut alice, &mut bob);
    let all = all_of(&[&alice, &bob, &fatima]);
    assert_eq!(suggested(&alice, &alice, &all), []);
    assert_eq!(suggested(&alice, &bob, &all), []);
    // Fatima goes: a word to somebody who is not there any more takes no room.
    assert_eq!(suggested(&alice, &alice, &all_of(&[&alice, &bob])).len(), 1);
    end(&mut bob, &fatima);
    meet(&mut alice, &mut bob);
    assert_eq!(suggested(&alice, &alice, &all).len(), 1);
    // Others cannot make somebody busy.
    for who in [&mut fatima, &mut Desk::new(9, 99, Standing::Learner), &mut eve()] {
        meet(who, &mut alice);
        accept(who, &bob);
        meet(who, &mut alice);
    }
    assert_eq!(suggested(&alice, &alice, &all).len(), 1);
    say(&mut bob, Details { capacity: 0, ..said(&[("Essay plans", 4)], &[("Osmosis", 4)]) });
    meet(&mut alice, &mut bob);
    assert_eq!(suggested(&alice, &alice, &all), [], "who wants nobody gets nobody");
}

#[test]
fn help_counts_up_to_where_somebody_wants_to_come_and_from_what_they_can() {
    let (mut alice, mut bob, mut fatima) = (alice(), bob(), fatima());
    say(&mut alice, said(&[("Graphs", 2)], &[("Graphs", 3)]));
    say(&mut bob, said(&[("Graphs", 2)], &[]));
    say(&mut fatima, said(&[("Graphs", 4)], &[]));
    meet(&mut alice, &mut bob);
    meet(&mut alice, &mut fatima);
    let all = all_of(&[&alice, &bob, &fatima]);
    let found = suggested(&alice, &alice, &all);
    let who: Vec<_> = found.iter().map(|found| found.with).collect();
    assert_eq!(who, [fatima.person], "bob can no more than alice can already");
}

#[test]
fn who_helps_both_ways_comes_before_who_only_gives_and_a_shared_evening_before_none() {
    let mut alice = alice();
    let evening = Free::from_iter([THURSDAY]);
    say(&mut alice, Details { free: evening, ..said(&[("Osmosis", 4)], &[("Graphs", 2)]) });
    let mut others: Vec<Desk> = (5..8).map(|number| Desk::new(number, number, Standing::Learner)).collect();
    say(&mut others[0], said(&[("Graphs", 4)], &[]));
    say(&mut others[1], said(&[("Graphs", 4)], &[("Osmosis", 1)]));
    say(&mut others[2], Details { free: evening, ..said(&[("Graphs", 4)], &[]) });
    others.iter_mut().for_each(|other| meet(&mut alice, other));
    let all: BTreeSet<PersonId> = others.iter().map(|other| other.person).chain([alice.person]).collect();
    let found: Vec<_> = suggested(&alice, &alice, &all).into_iter().map(|found| found.with).collect();
    assert_eq!(found, [others[1].person, others[2].person, others[0].person]);
}

#[test]
fn a_language_that_both_speak_decides_between_two_who_are_alike() {
    let mut alice = alice();
    let speaks = |desk: &mut Desk, languages: &[&str]| {
        let languages = languages.iter().map(|tag| (*tag).to_owned()).collect();
        let details = profile::Details { name: "x".into(), languages, ..profile::Details::default() };
        let content = Profiles::fold(&desk.entries()).compose(desk.person, details).expect("fits");
        desk.write(content);
    };
    say(&mut alice, said(&[], &[("Graphs", 2)]));
    speaks(&mut alice, &["tr", "en"]);
    let mut others: Vec<Desk> = (5..9).map(|number| Desk::new(number, number, Standing::Learner)).collect();
    for other in &mut others {
        say(other, said(&[("Graphs", 4)], &[]));
    }
    speaks(&mut others[2], &["es", "en-GB"]);
    others.iter_mut().for_each(|other| meet(&mut alice, other));
    let all: BTreeSet<PersonId> = others.iter().map(|other| other.person).chain([alice.person]).collect();
    let found = suggested(&alice, &alice, &all);
    assert_eq!((found[0].with, &found[0].languages[..]), (others[2].person, &["en".to_owned()][..]));
}

#[test]
fn what_own_laptops_say_apart_stands_and_is_settled_by_the_next() {
    let (mut one, mut other) = (alice(), Desk::new(1, 12, Standing::Learner));
    say(&mut one, said(&[("Osmosis", 3)], &[]));
    meet(&mut one, &mut other);
    say(&mut one, said(&[("Osmosis", 3), ("Graphs", 2)], &[]));
    say(&mut other, said(&[("Osmosis", 4)], &[("Essay plans", 4)]));
    meet(&mut one, &mut other);
    let joined = learners(&one).details(&one.person).expect("said");
    assert_eq!(Some(&joined), learners(&other).details(&one.person).as_ref());
    let names: BTreeSet<&str> = joined.offers.iter().map(|skill| skill.name.as_str()).collect();
    assert_eq!(names, ["Graphs", "Osmosis"].into(), "nothing that was written is lost");
    assert_eq!((joined.offers.len(), joined.needs.len()), (2, 1));
    assert!(learners(&one).is_apart(&one.person));
    say(&mut other, said(&[("Osmosis", 4)], &[]));
    meet(&mut one, &mut other);
    assert!(!learners(&one).is_apart(&one.person));
    assert_eq!(learners(&one).details(&one.person), Some(said(&[("Osmosis", 4)], &[])));
}

#[test]
fn junk_is_refused_where_it_is_typed_and_passed_over_where_it_arrives() {
    let (alice, mut eve) = (alice(), eve());
    let say_of = |details| learners(&alice).say(alice.person, details);
    for junk in ["", " \u{202e} ", "###", "…"] {
        assert_eq!(say_of(said(&[(junk, 2)], &[])), Err(Unfit::Empty("skill")), "{junk:?}");
    }
    let long = "x".repeat(SKILL_BYTES + 1);
    assert!(matches!(say_of(said(&[(&long, 2)], &[])), Err(Unfit::TooLong { .. })));
    let many: Vec<Skill> = (0..=SKILLS).map(|n| Skill { name: format!("s{n}"), level: Level::Idea }).collect();
    assert!(matches!(say_of(Details { needs: many, ..Details::default() }), Err(Unfit::TooMany { .. })));
    let many = Details { capacity: PAIRS_AT_ONCE + 1, ..Details::default() };
    assert!(matches!(say_of(many), Err(Unfit::TooMany { .. })));

    let arrives = |offers: Vec<(&str, u8)>, free: u32, capacity: u8| {
        let nobody: Vec<[u8; 32]> = Vec::new();
        encode(&(eve.person, offers, Vec::<(String, u8)>::new(), free, capacity, nobody))
    };
    for (number, fits) in [(0, false), (1, true), (4, true), (5, false), (255, false)] {
        assert_eq!(Skills::read(&arrives(vec![("Graphs", number)], 0, 2)).is_ok(), fits, "level {number}");
    }
    assert_eq!(Skills::read(&arrives(Vec::new(), 1 << 21, 2)), Err(Unreadable::Malformed));
    assert_eq!(Skills::read(&arrives(Vec::new(), 0, 200)), Err(Unreadable::Malformed));
    let twice = arrives(vec![("…", 4), ("Graphs", 1), ("GRAPHS\u{202e}", 4)], 0, 2);
    eve.write(Content { lane: Skills::LANE, kind: Skills::KIND, body: twice });
    assert_eq!(learners(&eve).details(&eve.person), Some(said(&[("Graphs", 1)], &[])), "of two alike the first");
    let endless = AcceptPair {
        person: eve.person,
        with: alice.person,
        accepts: false,
        round: u32::MAX,
        skills: Vec::new(),
        replaces: Vec::new(),
    };
    assert!(endless.check().is_err());
}

#[test]
fn in_a_circle_of_three_hundred_everybody_is_shown_the_same() {
    let mut all: Vec<Desk> = (0..300_u16).map(crowd).collect();
    let entries: Vec<Entry> = all.iter().flat_map(Desk::entries).collect();
    let people: BTreeSet<PersonId> = all.iter().map(|desk| desk.person).collect();
    let (forward, backward) = (Learners::fold(&entries), {
        let mut turned = entries.clone();
        turned.reverse();
        Learners::fold(&turned)
    });
    for desk in all.iter_mut().take(20) {
        let found = forward.suggest(&desk.person, &people, &BTreeSet::new(), PAIR_SUGGESTIONS);
        assert_eq!(found.len(), PAIR_SUGGESTIONS);
        assert!(found.iter().all(|found| !found.gets.is_empty() && !found.gives.is_empty()), "both ways first");
        assert_eq!(found, backward.suggest(&desk.person, &people, &BTreeSet::new(), PAIR_SUGGESTIONS));
    }
    // Of many who are alike not the same three are suggested to everybody.
    let first: BTreeSet<PersonId> = all
        .iter()
        .step_by(4)
        .flat_map(|desk| forward.suggest(&desk.person, &people, &BTreeSet::new(), 1))
        .map(|found| found.with)
        .collect();
    assert!(first.len() > 20, "{}", first.len());
}

/// One of a crowd in which each tenth offers one thing and needs two others.
fn crowd(number: u16) -> Desk {
    let mut id = [7; 32];
    id[..2].copy_from_slice(&number.to_be_bytes());
    let mut desk = Desk::new(1, 1, Standing::Learner);
    (desk.person, desk.device) = (PersonId::from_bytes(id), commonplace_core::id::DeviceId::from_bytes(id));
    let skill = |n: u16| format!("skill {}", n % 10);
    say(&mut desk, said(&[(&skill(number), 4)], &[(&skill(number + 1), 3), (&skill(number + 9), 3)]));
    desk
}

#[test]
fn who_said_nothing_learns_with_as_many_as_is_usual() {
    let (alice, mut bob) = (alice(), bob());
    let others: Vec<Desk> = (5..8).map(|number| Desk::new(number, number, Standing::Learner)).collect();
    let all: BTreeSet<PersonId> = others.iter().chain([&alice, &bob]).map(|desk| desk.person).collect();
    for (number, other) in others.iter().enumerate() {
        assert_eq!(learners(&bob).is_busy(&bob.person, &all), number >= usize::from(PAIRS_USUAL));
        accept(&mut bob, other);
    }
}

fn act(desk: &mut Desk, what: u8, number: usize, other: PersonId) {
    let known = learners(desk);
    let (offer, need) = (format!("skill {}", number % 3), format!("skill {}", (number + 1) % 3));
    let level = u8::try_from(number % 4 + 1).expect("small");
    let content = match what {
        0 => known.accept(desk.person, other, vec![offer]),
        1 => known.end(desk.person, other),
        // Somebody else's, as a changed program writes it.
        2 => known.say(other, said(&[(&need, level)], &[])),
        _ => known.say(desk.person, said(&[(&offer, level)], &[(&need, 4)])),
    };
    desk.write(content.expect("fits"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn whatever_order_skills_arrive_in_everybody_is_shown_the_same(
        scenes in prop::collection::vec((0..4_usize, 0..6_u8, 0..4_usize, any::<bool>()), 1..24),
        keys in prop::collection::vec(any::<u64>(), 60),
        cut in any::<Index>(),
    ) {
        let mut desks = [alice(), Desk::new(1, 12, Standing::Learner), bob(), fatima()];
        for (number, (who, what, with, meets)) in scenes.iter().enumerate() {
            let other = desks[*with].person;
            act(&mut desks[*who], *what, number, other);
            if *meets && who != with {
                let (low, high) = (*who.min(with), *who.max(with));
                let (left, right) = desks.split_at_mut(high);
                meet(&mut left[low], &mut right[0]);
            }
        }
        let entries: Vec<Entry> = desks.iter().flat_map(Desk::entries).collect();
        obeys::<SkillView>(&with_strangers(entries), &keys, &cut);
    }
}
