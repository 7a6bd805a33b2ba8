//! Quick votes between whole nodes: each opens by itself what its person chose, once, and only when all do.

use commonplace_core::id::RecordId;
use commonplace_node::answer::{Answer, QuickVote, QuickVoteRow};
use commonplace_node::command::{Chosen, Command, Name, Page, Pick, RoleName, What};
use commonplace_node::error::{Error, NotNow};

use super::world::World;

fn begin(circle: &Name, question: &str, follows: Option<RecordId>) -> Command {
    Command::QuickVoteNew {
        circle: circle.clone(),
        question: question.into(),
        options: ["nothing", "water", "salt", "both"].map(str::to_owned).to_vec(),
        about: None,
        quote: None,
        follows: follows.map(Name::from),
    }
}

fn choose(vote: RecordId, option: &str) -> Command {
    Command::QuickVoteChoose { vote: vote.into(), option: Chosen::Named(option.into()) }
}

fn uncover(vote: RecordId) -> Command {
    Command::QuickVoteUncover { vote: vote.into() }
}

fn again(vote: RecordId) -> Command {
    Command::QuickVoteAgain { vote: vote.into() }
}

fn shown(world: &mut World, name: &'static str, vote: RecordId) -> QuickVote {
    let show = Command::QuickVoteShow { vote: vote.into() };
    match world.ask(name, show).expect("it is here").pop() {
        Some(Answer::QuickVote(vote)) => vote,
        other => panic!("{other:?} instead of a quick vote"),
    }
}

fn rows(world: &mut World, name: &'static str, circle: &Name, open: bool) -> Vec<QuickVoteRow> {
    let list = Command::QuickVoteList { circle: circle.clone(), open, page: Page::FIRST };
    let row = |answer| if let Answer::QuickVoteRow(row) = answer { row } else { panic!("{answer:?} in this list") };
    world.ask(name, list).expect("a list").into_iter().map(row).collect()
}

fn counts(world: &mut World, name: &'static str, vote: RecordId) -> Vec<usize> {
    shown(world, name, vote).rounds.last().expect("there is one").counts.clone()
}

#[test]
fn two_laptops_vote_disagree_talk_and_vote_again() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    let vote = world.write("alice", begin(&circle, "What moves?", None));
    world.settle();
    let row = rows(&mut world, "bob", &circle, true).remove(0);
    assert_eq!((row.chosen, row.of, row.mine, row.unread), (0, 2, false, true));
    world.write("alice", choose(vote, "2"));
    world.write("bob", choose(vote, "both"));
    world.settle();
    for name in ["alice", "bob"] {
        let vote = shown(&mut world, name, vote);
        assert_eq!((vote.row.chosen, vote.row.of, vote.row.mine), (2, 2, true), "sealed 2 of 2");
        assert!(vote.rounds[0].opened.is_empty() && vote.rounds[0].counts == [0, 0, 0, 0]);
        assert_eq!((vote.rounds[0].mine, vote.leads), if name == "alice" { (Some(2), true) } else { (Some(4), false) });
    }
    assert_eq!(world.ask("bob", uncover(vote)), Err(Error::NotAllowed { what: "uncover".into() }));
    world.write("alice", uncover(vote));
    world.settle();
    for (name, mine, other) in [("alice", 2, ("bob", 4)), ("bob", 4, ("alice", 2))] {
        let round = shown(&mut world, name, vote).rounds.remove(0);
        assert_eq!((round.counts, round.differs, round.mine), (vec![0, 1, 0, 1], true, Some(mine)));
        let otherwise: Vec<_> = round.otherwise.iter().map(|one| (one.author.name.as_str(), one.option)).collect();
        assert_eq!(otherwise, [other], "whom {name} talks to");
        assert!(round.unopened.is_empty());
    }
    assert_eq!(rows(&mut world, "bob", &circle, true), [], "nobody chooses now");
    assert_eq!(
        world.ask("bob", choose(vote, "1")),
        Err(Error::QuickVote { why: NotNow::Uncovered }),
        "with the others' choices before his eyes"
    );
    world.write("alice", again(vote));
    world.settle();
    world.write("alice", choose(vote, "both"));
    world.write("bob", choose(vote, "4"));
    world.settle();
    world.write("alice", uncover(vote));
    world.settle();
    assert_eq!(counts(&mut world, "alice", vote), [0, 0, 0, 2]);
    let sister = world.write("alice", begin(&circle, "And sugar?", Some(vote)));
    world.settle();
    let first = shown(&mut world, "bob", vote);
    assert_eq!((first.followed_by.len(), first.passed_over, first.rounds.len()), (1, 0, 2));
    assert_eq!(
        shown(&mut world, "bob", sister).follows.map(|it| (it.id, it.title)),
        Some((vote, "What moves?".into()))
    );
    // It is found as everything is.
    let search = Command::Search { circle: Some(circle.clone()), query: "sugar".into(), max: 9 };
    let Some(Answer::Hit(hit)) = world.ask("bob", search).expect("found").pop() else { panic!("a hit") };
    assert_eq!((hit.id, hit.kind.as_str()), (sister, "quickvote"));
    let all = Command::Library { circle, pick: Pick::default(), page: Page::FIRST };
    assert_eq!(world.ask("bob", all).expect("a list").len(), 2);
}

#[test]
fn what_was_sealed_before_the_power_failed_is_opened_after_it() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    let vote = world.write("alice", begin(&circle, "What moves?", None));
    world.settle();
    world.write("bob", choose(vote, "salt"));
    world.settle();
    world.crash("bob");
    world.write("alice", uncover(vote));
    world.settle();
    let round = shown(&mut world, "alice", vote).rounds.remove(0);
    assert_eq!(round.unopened.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["bob"]);
    // What the lists were made of is gone as well; nothing but the journal and his key is needed.
    world.remove_index("bob");
    world.start("bob");
    world.plug("alice", "bob");
    world.settle();
    assert_eq!(counts(&mut world, "alice", vote), [0, 0, 1, 0]);
    let records = world.status("bob", &circle).records;
    // Neither another start nor a meeting makes him say it again.
    for _ in 0..2 {
        world.crash("bob");
        world.start("bob");
        world.plug("alice", "bob");
        world.settle();
    }
    assert_eq!(world.status("bob", &circle).records, records);
    assert_eq!(counts(&mut world, "bob", vote), [0, 0, 1, 0]);
}

#[test]
fn what_is_chosen_apart_comes_late_and_is_told_apart() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    let vote = world.write("alice", begin(&circle, "What moves?", None));
    world.settle();
    world.unplug("alice", "bob");
    world.write("bob", choose(vote, "water"));
    world.write("alice", choose(vote, "salt"));
    // Of what is chosen apart nothing is known to who uncovers: it comes late, and is told apart.
    world.write("alice", uncover(vote));
    world.plug("alice", "bob");
    world.settle();
    for name in ["alice", "bob"] {
        let round = shown(&mut world, name, vote).rounds.remove(0);
        assert_eq!((round.counts, round.opened.len()), (vec![0, 0, 1, 0], 1));
        let late: Vec<_> = round.late.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(late, ["bob"], "who comes late is named, and what he chose stays sealed");
    }
}

#[test]
fn who_may_no_longer_write_opens_nothing() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    let vote = world.write("alice", begin(&circle, "What moves?", None));
    world.settle();
    world.write("bob", choose(vote, "water"));
    world.settle();
    let role = Command::CircleRole { circle: circle.clone(), person: "bob".into(), role: RoleName::Reader };
    world.ask("alice", role).expect("she may");
    world.settle();
    world.write("alice", uncover(vote));
    world.settle();
    let records = world.status("bob", &circle).records;
    world.settle();
    assert_eq!(world.status("bob", &circle).records, records, "he does not try again and again");
    let round = shown(&mut world, "alice", vote).rounds.remove(0);
    assert_eq!((round.opened.len(), round.unopened.len()), (0, 1));
    let seen = shown(&mut world, "bob", vote);
    assert!(!seen.may_choose && !seen.leads);
}

#[test]
fn a_quick_vote_is_commented_hidden_and_taken_back_as_anything_is() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    let vote = world.write("bob", begin(&circle, "What moves?", None));
    world.settle();
    assert!(matches!(world.ask("alice", choose(vote, "7")), Err(Error::QuickVote { why: NotNow::NoOption })));
    assert_eq!(world.ask("alice", uncover(vote)), Err(Error::QuickVote { why: NotNow::NobodyChose }));
    assert_eq!(world.ask("bob", again(vote)), Err(Error::QuickVote { why: NotNow::Covered }));
    let comment = world.write("alice", Command::Comment { item: vote.into(), text: "Salt, surely.".into() });
    let revise = |item: RecordId, text: &str| Command::Revise {
        item: item.into(),
        title: None,
        text: Some(text.into()),
        tags: None,
    };
    world.write("alice", revise(comment, "Water, surely."));
    world.settle();
    assert_eq!(world.ask("bob", revise(vote, "x")), Err(Error::QuickVote { why: NotNow::Asked }));
    assert_eq!(shown(&mut world, "bob", vote).replies[0].text, "Water, surely.");
    world.write("alice", Command::Hide { item: vote.into(), hidden: true, reason: "Twice".into() });
    world.settle();
    let hidden = shown(&mut world, "bob", vote);
    assert!(hidden.row.hidden && hidden.why_hidden.is_some());
    world.write("bob", Command::Retract { item: vote.into() });
    world.settle();
    assert!(matches!(world.ask("alice", Command::QuickVoteShow { vote: vote.into() }), Err(Error::Unknown { .. })));
    let pick = Pick { what: What::QuickVotes, ..Pick::default() };
    let all = Command::Library { circle: circle.clone(), pick, page: Page::FIRST };
    assert_eq!(world.ask("alice", all), Ok(Vec::new()));
}

#[test]
fn who_chose_and_left_hides_nobody_who_has_not_chosen() {
    let mut world = World::new(&["alice", "bob", "carl"]);
    let circle = world.circle("alice", &["bob", "carl"]);
    let vote = world.write("alice", begin(&circle, "What moves?", None));
    world.settle();
    world.write("carl", choose(vote, "salt"));
    world.settle();
    world.ask("carl", Command::CircleLeave { circle: circle.clone(), sure: false }).expect("he may");
    world.settle();
    world.write("alice", choose(vote, "water"));
    let row = shown(&mut world, "alice", vote).row;
    assert_eq!((row.chosen, row.of), (2, 3), "bob has not chosen");
}

#[test]
fn a_quick_vote_follows_none_of_another_circle() {
    let mut world = World::new(&["alice"]);
    let [one, other] = ["One", "Other"].map(|title| {
        let circle = world.ask("alice", Command::CircleNew { title: title.into() }).expect("founded").pop();
        let Some(Answer::Circle(circle)) = circle else { panic!("a circle") };
        Name::from(circle.id)
    });
    let vote = world.write("alice", begin(&one, "What moves?", None));
    assert!(matches!(world.ask("alice", begin(&other, "And sugar?", Some(vote))), Err(Error::Unknown { .. })));
}
