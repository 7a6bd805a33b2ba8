//! Skills and pairs: said on one laptop, suggested on another, accepted on both.

use commonplace_node::answer::{Answer, Pair, PairState, PairSuggestion, PersonSkills};
use commonplace_node::command::{Command, FreeAt, Name, Pass, RoleName, SkillLevel, SkillsChange};
use commonplace_node::error::Error;

use super::private::link_laptops;
use super::world::World;

const DAY: u64 = 24 * 3_600_000;

fn levels(named: &[(&str, u8)]) -> Option<Vec<SkillLevel>> {
    Some(named.iter().map(|(skill, level)| SkillLevel { skill: (*skill).into(), level: *level }).collect())
}

fn change(offers: &[(&str, u8)], needs: &[(&str, u8)]) -> SkillsChange {
    SkillsChange { offers: levels(offers), needs: levels(needs), ..SkillsChange::default() }
}

fn try_say(world: &mut World, who: &'static str, circle: &Name, change: SkillsChange) -> Result<PersonSkills, Error> {
    match world.ask(who, Command::SkillsSet { circle: circle.clone(), change })?.pop() {
        Some(Answer::PersonSkills(skills)) => Ok(skills),
        other => panic!("{other:?}"),
    }
}

fn say(world: &mut World, who: &'static str, circle: &Name, change: SkillsChange) -> PersonSkills {
    try_say(world, who, circle, change).expect("said")
}

fn suggested(world: &mut World, who: &'static str, circle: &Name) -> Vec<PairSuggestion> {
    let found = world.ask(who, Command::PairSuggest { circle: circle.clone() }).expect("an answer");
    let of = |answer| if let Answer::PairSuggestion(found) = answer { found } else { panic!("{answer:?}") };
    found.into_iter().map(of).collect()
}

fn names(world: &mut World, who: &'static str, circle: &Name) -> Vec<String> {
    suggested(world, who, circle).into_iter().map(|found| found.name).collect()
}

fn pair(world: &mut World, who: &'static str, command: Command) -> Pair {
    match world.ask(who, command).expect("said").pop() {
        Some(Answer::Pair(pair)) => pair,
        other => panic!("{other:?}"),
    }
}

fn accept(circle: &Name, person: &str) -> Command {
    Command::PairAccept { circle: circle.clone(), person: person.into() }
}

fn end(circle: &Name, person: &str) -> Command {
    Command::PairEnd { circle: circle.clone(), person: person.into() }
}

fn pass(circle: &Name, person: &str, how: Pass) -> Command {
    Command::PairPass { circle: circle.clone(), person: person.into(), how }
}

/// Each pair that somebody is shown: who, with whom, how far.
fn pairs(world: &mut World, who: &'static str, circle: &Name) -> Vec<(String, String, PairState)> {
    let found = world.ask(who, Command::PairList { circle: circle.clone() }).expect("a list");
    let of = |answer| if let Answer::Pair(pair) = answer { pair } else { panic!("{answer:?}") };
    found.into_iter().map(of).map(|pair| (pair.person.name, pair.with.name, pair.state)).collect()
}

fn mine(world: &mut World, who: &'static str, circle: &Name) -> Vec<(String, PairState)> {
    pairs(world, who, circle).into_iter().map(|(_, with, state)| (with, state)).collect()
}

/// How many records alice has of the circle.
fn records(world: &mut World, circle: &Name) -> u64 {
    match world.ask("alice", Command::CircleShow { circle: circle.clone() }).expect("a circle").pop() {
        Some(Answer::Circle(circle)) => circle.records,
        other => panic!("{other:?}"),
    }
}

/// Alice knows osmosis and wants to plan essays, bob the other way round; carol wants what alice knows.
fn room() -> (World, Name) {
    let mut world = World::new(&["alice", "bob", "carol"]);
    let circle = world.circle("alice", &["bob", "carol"]);
    let evening: FreeAt = "thu-evening".parse().expect("an evening");
    let free = |change| SkillsChange { free: Some(vec![evening]), ..change };
    say(&mut world, "alice", &circle, free(change(&[("Osmosis", 3)], &[("Essay plans", 4)])));
    say(&mut world, "bob", &circle, free(change(&[("essay plans", 4)], &[("osmosis", 4)])));
    say(&mut world, "carol", &circle, change(&[], &[("OSMOSIS", 4)]));
    world.settle();
    (world, circle)
}

#[test]
fn two_who_can_help_each_other_find_each_other_and_learn_together() {
    let (mut world, circle) = room();
    let found = suggested(&mut world, "alice", &circle);
    let [bob, carol] = &found[..] else { panic!("{found:?}") };
    assert_eq!((bob.name.as_str(), carol.name.as_str()), ("bob", "carol"), "who helps both ways first");
    assert_eq!((bob.gets[0].skill.as_str(), bob.gets[0].has), ("Essay plans", 4));
    assert_eq!((bob.gives[0].skill.as_str(), bob.gives[0].has, bob.gives[0].wants), ("osmosis", 3, 4));
    assert_eq!(bob.free.iter().map(ToString::to_string).collect::<Vec<_>>(), ["thu-evening"]);
    assert!(carol.gets.is_empty() && carol.free.is_empty());

    let said = pair(&mut world, "alice", accept(&circle, "bob"));
    assert_eq!((said.state, said.skills.len()), (PairState::Waiting, 2));
    assert_eq!(names(&mut world, "alice", &circle), ["carol"]);
    world.settle();
    assert_eq!(mine(&mut world, "bob", &circle), [("alice".to_owned(), PairState::Asked)]);
    assert_eq!(pair(&mut world, "bob", accept(&circle, "alice")).state, PairState::Together);
    world.settle();
    assert_eq!(mine(&mut world, "alice", &circle), [("bob".to_owned(), PairState::Together)]);
    let seen = pairs(&mut world, "carol", &circle);
    assert!(matches!(&seen[..], [(_, _, PairState::Together)]), "the circle sees it: {seen:?}");
    assert_eq!(pair(&mut world, "bob", accept(&circle, "alice")).state, PairState::Together, "once is enough");

    assert_eq!(pair(&mut world, "bob", end(&circle, "alice")).state, PairState::Later);
    world.settle();
    assert_eq!(mine(&mut world, "alice", &circle), [("bob".to_owned(), PairState::Ended)]);
    assert!(names(&mut world, "bob", &circle).is_empty(), "who has just ended it is not asked at once");
    assert_eq!(names(&mut world, "alice", &circle), ["carol"], "nor is bob suggested to whom he told so");
}

#[test]
fn two_who_accept_without_a_cable_learn_together_once_they_meet() {
    let (mut world, circle) = room();
    world.unplug("alice", "bob");
    pair(&mut world, "alice", accept(&circle, "bob"));
    pair(&mut world, "bob", accept(&circle, "alice"));
    world.plug("alice", "bob");
    world.settle();
    for (who, with) in [("alice", "bob"), ("bob", "alice")] {
        assert_eq!(mine(&mut world, who, &circle), [(with.to_owned(), PairState::Together)]);
    }
}

#[test]
fn whoever_is_removed_or_only_reads_is_not_suggested() {
    let (mut world, circle) = room();
    world.ask("alice", Command::CircleRemove { circle: circle.clone(), person: "bob".into() }).expect("a steward may");
    let reads = Command::CircleRole { circle: circle.clone(), person: "carol".into(), role: RoleName::Reader };
    world.ask("alice", reads).expect("a steward may");
    world.settle();
    assert!(names(&mut world, "alice", &circle).is_empty());
    let refused = world.ask("alice", accept(&circle, "carol"));
    assert_eq!(refused, Err(Error::NotAllowed { what: "pair-with-a-reader".into() }));
    let refused = world.ask("alice", accept(&circle, "alice"));
    assert_eq!(refused, Err(Error::NotAllowed { what: "pair-with-oneself".into() }));
    assert!(try_say(&mut world, "carol", &circle, change(&[("Graphs", 2)], &[])).is_err());
}

#[test]
fn who_has_as_many_as_they_want_is_not_suggested() {
    let (mut world, circle) = room();
    say(&mut world, "alice", &circle, SkillsChange { capacity: Some(1), ..SkillsChange::default() });
    pair(&mut world, "alice", accept(&circle, "bob"));
    world.settle();
    assert!(names(&mut world, "alice", &circle).is_empty());
    assert!(names(&mut world, "carol", &circle).is_empty());
    pair(&mut world, "alice", end(&circle, "bob"));
    world.settle();
    assert_eq!(names(&mut world, "carol", &circle), ["alice"]);
}

#[test]
fn what_is_out_of_bounds_is_refused_and_what_is_not_given_stays() {
    let (mut world, circle) = room();
    let level = try_say(&mut world, "alice", &circle, change(&[("Graphs", 5)], &[]));
    assert!(matches!(level, Err(Error::NotAChoice { .. })), "{level:?}");
    let junk = try_say(&mut world, "alice", &circle, change(&[("\u{202e}…", 2)], &[]));
    assert_eq!(junk, Err(Error::Empty { what: "skill".into() }));
    let many = SkillsChange { capacity: Some(7), ..SkillsChange::default() };
    assert!(matches!(try_say(&mut world, "alice", &circle, many), Err(Error::TooLong { .. })));
    let odd = SkillsChange { languages: Some(vec!["en; drop".into()]), ..SkillsChange::default() };
    assert!(matches!(try_say(&mut world, "alice", &circle, odd), Err(Error::NotAChoice { .. })));

    let speaks = SkillsChange { languages: Some(vec!["tr".into(), "pt_BR".into()]), ..SkillsChange::default() };
    let said = say(&mut world, "alice", &circle, speaks);
    assert_eq!((said.languages, said.offers.len()), (vec!["tr".to_owned(), "pt-BR".to_owned()], 1));
    // A new name takes nothing else away.
    world.ask("alice", Command::Rename { name: "Alice".into() }).expect("renamed");
    world.settle();
    let listed = world.ask("bob", Command::SkillList { circle: circle.clone() }).expect("a list");
    let of = |answer| if let Answer::PersonSkills(skills) = answer { skills } else { panic!("{answer:?}") };
    let listed: Vec<PersonSkills> = listed.into_iter().map(of).collect();
    assert_eq!(listed.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["bob", "Alice", "carol"]);
    assert_eq!((listed[1].languages.len(), listed[1].offers[0].level, listed[1].capacity), (2, 3, 2));
}

#[test]
fn not_now_holds_for_two_weeks_and_never_for_ever_and_nobody_else_knows() {
    let (mut world, circle) = room();
    let before = records(&mut world, &circle);
    assert_eq!(pair(&mut world, "alice", pass(&circle, "bob", Pass::Later)).state, PairState::Later);
    assert_eq!(pair(&mut world, "alice", pass(&circle, "carol", Pass::Never)).state, PairState::Never);
    world.settle();
    assert_eq!(records(&mut world, &circle), before, "nothing of it is a record of the circle");
    assert!(names(&mut world, "alice", &circle).is_empty());
    assert_eq!(names(&mut world, "bob", &circle), ["alice"], "bob is told nothing");
    assert!(pairs(&mut world, "bob", &circle).is_empty());
    let own = [("bob".to_owned(), PairState::Later), ("carol".to_owned(), PairState::Never)];
    let mut listed = mine(&mut world, "alice", &circle);
    listed.sort_by(|one, other| one.0.cmp(&other.0));
    assert_eq!(listed, own);
    world.wait(15 * DAY);
    assert_eq!(names(&mut world, "alice", &circle), ["bob"]);
    world.crash("alice");
    world.start("alice");
    world.settle();
    assert_eq!(names(&mut world, "alice", &circle), ["bob"], "never is remembered");
    assert_eq!(pair(&mut world, "alice", pass(&circle, "carol", Pass::Again)).state, PairState::Open);
    assert_eq!(names(&mut world, "alice", &circle), ["bob", "carol"]);
}

#[test]
fn whoever_is_never_to_be_suggested_asks_in_vain_and_hears_nothing_of_it() {
    let (mut world, circle) = room();
    pair(&mut world, "alice", pass(&circle, "bob", Pass::Never));
    for _ in 0..2 {
        assert_eq!(pair(&mut world, "bob", accept(&circle, "alice")).state, PairState::Waiting);
        world.settle();
        assert_eq!(mine(&mut world, "alice", &circle), [("bob".to_owned(), PairState::Never)]);
        // Saying no does not turn never into two weeks.
        assert_eq!(pair(&mut world, "alice", end(&circle, "bob")).state, PairState::Never);
        world.settle();
    }
    pair(&mut world, "alice", pass(&circle, "bob", Pass::Again));
    pair(&mut world, "bob", accept(&circle, "alice"));
    world.settle();
    assert_eq!(mine(&mut world, "alice", &circle), [("bob".to_owned(), PairState::Asked)]);
}

#[test]
fn nothing_of_skills_is_saved_when_the_languages_are_refused() {
    let (mut world, circle) = room();
    let many = (0..17).map(|number| format!("x-{number}")).collect();
    let both = SkillsChange { languages: Some(many), ..change(&[("Graphs", 4)], &[]) };
    assert!(try_say(&mut world, "alice", &circle, both).is_err());
    let is = say(&mut world, "alice", &circle, SkillsChange::default());
    assert_eq!(is.offers[0].skill, "Osmosis");
}

#[test]
fn skills_are_found_again_when_the_lists_are_made_anew() {
    let (mut world, circle) = room();
    pair(&mut world, "alice", accept(&circle, "bob"));
    world.crash("alice");
    world.remove_index("alice");
    world.start("alice");
    world.settle();
    assert_eq!(mine(&mut world, "alice", &circle), [("bob".to_owned(), PairState::Waiting)]);
    assert_eq!(names(&mut world, "alice", &circle), ["carol"]);
}

#[test]
fn own_laptops_have_the_same_suggestions_and_pass_over_the_same_people() {
    let mut world = World::new(&["desk", "bob", "train"]);
    let circle = world.circle("desk", &["bob"]);
    world.plug("desk", "train");
    link_laptops(&mut world, "desk", "train");
    world.settle();
    say(&mut world, "bob", &circle, change(&[("Graphs", 4)], &[]));
    say(&mut world, "desk", &circle, change(&[], &[("Graphs", 3)]));
    world.settle();
    assert_eq!(names(&mut world, "train", &circle), ["bob"]);
    world.unplug("desk", "train");
    say(&mut world, "desk", &circle, change(&[("Osmosis", 2)], &[("Graphs", 3)]));
    say(&mut world, "train", &circle, change(&[("Cells", 2)], &[("Graphs", 3)]));
    world.plug("desk", "train");
    world.settle();
    for who in ["desk", "train"] {
        let nothing = SkillsChange::default();
        let listed = world.ask(who, Command::SkillList { circle: circle.clone() }).expect("a list");
        let Some(Answer::PersonSkills(me)) = listed.first() else { panic!("{listed:?}") };
        assert!(me.apart || who == "train", "until it is said anew");
        assert_eq!(me.offers.len(), 2, "what each laptop said stands");
        assert!(!say(&mut world, who, &circle, nothing).apart, "the same again settles it");
        world.settle();
    }
    pair(&mut world, "desk", pass(&circle, "bob", Pass::Never));
    world.settle();
    world.pass(20);
    assert!(names(&mut world, "train", &circle).is_empty());
}
