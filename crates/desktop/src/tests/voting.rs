//! A quick vote: begun, chosen in, shown, talked about, and done again.

use commonplace_core::id::RecordId;
use commonplace_node::command::{Chosen, Command, RoleName};
use commonplace_node::error::{Error, NotNow};
use commonplace_node::event::Event;
use commonplace_node::text::Language;
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;

use super::fake::{World, person};
use super::window::Window;
use super::{in_circle, story, written};
use crate::app::Message;
use crate::screen::comments;

const NONE: Modifiers = Modifiers::empty();
const QUESTION: &str = "What moves in osmosis?";
const OPTIONS: [&str; 4] = ["Nothing", "Only water", "Only salt", "Both"];

fn choose(vote: RecordId, option: usize) -> Command {
    Command::QuickVoteChoose { vote: vote.into(), option: Chosen::Number(option) }
}

/// A world in which this person, or Bob, has begun a quick vote, and Bob has chosen.
fn begun(mine: bool) -> (World, RecordId) {
    let mut story = story();
    let by = if mine { story.world.me() } else { person("Bob") };
    let vote = story.world.add_vote(story.circle, by, QUESTION, &OPTIONS, 60);
    story.world.chooses(vote, person("Bob"), 4);
    let of = story.world.circles.iter().map(|circle| circle.members).max().expect("circles");
    assert_eq!(story.world.vote_mut(vote).row.of, of);
    (story.world, vote)
}

#[test]
fn a_quick_vote_is_begun_with_a_question_and_as_many_options_as_it_needs() {
    let story = story();
    let circle = story.circle;
    let mut window = in_circle(story.world);
    window.command("k", false);
    window.types("quick vote");
    window.press(Named::Enter, NONE);
    window.types(QUESTION);
    window.press(Named::Enter, NONE);
    window.types("Only water");
    for _ in OPTIONS {
        window.press(Named::Enter, NONE);
    }
    assert_eq!(written(&window), [], "one option is nothing to choose from");
    window.types("Both");
    window.expect("nobody sees yours before all are shown");
    window.press(Named::Enter, NONE);
    let new = Command::QuickVoteNew {
        circle: circle.into(),
        question: QUESTION.into(),
        options: ["Only water", "", "", "Both"].map(str::to_owned).to_vec(),
        about: None,
        quote: None,
        follows: None,
    };
    assert_eq!(written(&window), [new]);
    window.expect("sealed 0 of");
    window.expect("Only water");
}

#[test]
fn what_was_typed_and_put_away_is_there_again() {
    let mut window = in_circle(story().world);
    let asks = |window: &mut Window| {
        window.command("k", false);
        window.types("quick vote");
        window.press(Named::Enter, NONE);
    };
    asks(&mut window);
    window.types(QUESTION);
    window.press(Named::Escape, NONE);
    assert!(!window.sees(QUESTION));
    asks(&mut window);
    window.expect(QUESTION);
}

#[test]
fn a_press_means_the_option_that_was_pressed_though_the_options_are_numbers() {
    let mut story = story();
    let me = story.world.me();
    let vote = story.world.add_vote(story.circle, me, "Two and one?", &["2", "3", "4"], 60);
    let mut window = in_circle(story.world);
    window.click("Two and one?");
    window.letter("2");
    assert_eq!(written(&window), [choose(vote, 2)]);
    assert_eq!(window.double.world().vote_mut(vote).rounds[0].mine, Some(2), "which says 3");
}

#[test]
fn who_may_not_choose_is_not_asked_to() {
    let (mut world, vote) = begun(false);
    world.vote_mut(vote).may_choose = false;
    let mut window = in_circle(world);
    window.click(QUESTION);
    window.letter("1");
    window.click("Only water");
    assert_eq!(written(&window), []);
    assert!(!window.sees("Press an option"));
}

#[test]
fn the_options_go_up_to_six() {
    let mut window = in_circle(story().world);
    window.command("k", false);
    window.types("quick vote");
    window.press(Named::Enter, NONE);
    window.click("Another option");
    window.types("Five");
    window.click("Another option");
    window.types("Six");
    assert!(!window.sees("Another option"));
}

#[test]
fn two_choose_disagree_talk_and_choose_again_by_keys_alone() {
    let (world, vote) = begun(true);
    let mut window = in_circle(world);
    window.expect("Choosing now");
    window.click(QUESTION);
    window.expect("Then everybody sees who chose what");
    window.letter("9");
    assert_eq!(written(&window), [], "there is no ninth");
    window.letter("2");
    assert_eq!(written(&window), [choose(vote, 2)]);
    window.expect("Your choice is sealed");
    window.expect("sealed 2 of");
    window.expect("cannot any more");
    assert!(!window.sees("Bob chose"));
    window.tab_to("Show what was chosen");
    window.press(Named::Enter, NONE);
    window.expect("You chose “Only water”, Bob chose “Both”: talk for one minute.");
    window.letter("1");
    assert_eq!(written(&window).len(), 2, "nobody chooses with that before their eyes");
    window.click("Vote again");
    window.expect("Round 2");
    window.expect("Earlier rounds");
    window.double.world().chooses(vote, person("Bob"), 4);
    window.letter("4");
    window.click("Show what was chosen");
    window.expect("All chose the same.");
    window.click("Ask a similar question");
    window.expect("Asked after “What moves in osmosis?”");
    window.types("And sugar?");
    window.click("Begin the vote");
    window.expect("And sugar?");
    let Some(Command::QuickVoteNew { options, follows, .. }) = written(&window).pop() else { panic!("a quick vote") };
    assert_eq!((options, follows), (OPTIONS.map(str::to_owned).to_vec(), Some(vote.into())));
    window.click("Asked after “What moves in osmosis?”");
    window.expect("Similar questions");
}

#[test]
fn who_did_not_begin_it_chooses_and_waits() {
    let (mut world, vote) = begun(false);
    let of_circle = world.circles.iter_mut().filter(|circle| circle.title == "Cell biology");
    of_circle.for_each(|circle| circle.role = Some(RoleName::Learner));
    let mut window = in_circle(world);
    window.click(QUESTION);
    window.expect("Bob, a steward or a facilitator shows what was chosen.");
    assert!(!window.sees("Show what was chosen"));
    window.click("Only salt");
    assert_eq!(written(&window), [choose(vote, 3)]);
    window.click("Only water");
    assert_eq!(written(&window)[1], choose(vote, 2), "changed as long as it is sealed");
    window.double.world().uncovers(vote);
    window.news(Event::Changed { circle: window_circle(&window), threads: vec![vote] });
    window.expect("Bob chose “Both”");
    assert!(!window.sees("Vote again"));
}

fn window_circle(window: &Window) -> commonplace_core::id::CircleId {
    window.double.world().quick_votes[0].row.circle
}

#[test]
fn what_is_refused_is_said_on_the_page_and_the_page_follows() {
    let (world, vote) = begun(true);
    let mut window = in_circle(world);
    window.click(QUESTION);
    window.double.world().refusals.push_back(Error::QuickVote { why: NotNow::Uncovered });
    window.letter("1");
    window.expect("nobody chooses in it any more");
    window.letter("1");
    assert_eq!(written(&window), [choose(vote, 1), choose(vote, 1)], "it can be tried again");
}

#[test]
fn who_came_late_and_who_has_not_opened_are_named_apart() {
    let (mut world, vote) = begun(true);
    let me = world.me();
    world.chooses(vote, me, 4);
    world.uncovers(vote);
    let round = world.vote_mut(vote).rounds.last_mut().expect("a round");
    round.unopened = vec![person("Carol")];
    (round.late, round.changed_late) = (vec![person("Dan")], true);
    world.vote_mut(vote).passed_over = 2;
    let mut window = in_circle(world);
    window.click(QUESTION);
    window.expect("Sealed, and not opened yet by their devices: Carol");
    window.expect("Came too late to count: Dan");
    window.expect("Your last change came too late");
    window.expect("2 records in this quick vote do not fit");
    assert!(!window.sees("All chose the same"), "one of them is not known");
}

#[test]
fn the_list_shows_quick_votes_alone_and_those_that_go_on() {
    let (mut world, vote) = begun(true);
    let (me, circle) = (world.me(), world.quick_votes[0].row.circle);
    let over = world.add_vote(circle, me, "Is it over?", &["Yes", "No"], 30);
    world.uncovers(over);
    let mut window = in_circle(world);
    window.click("Quick votes");
    window.expect("Is it over?");
    assert!(!window.sees("Enzymes"));
    window.click("Choosing now");
    assert!(!window.sees("Is it over?"));
    window.click_last(QUESTION);
    window.letter("3");
    assert_eq!(written(&window), [choose(vote, 3)]);
}

#[test]
fn a_comment_is_written_under_it_and_it_is_taken_back_as_anything_is() {
    let (world, vote) = begun(true);
    let mut window = in_circle(world);
    window.click(QUESTION);
    window.click("Comment");
    window.click_id(comments::FIELD);
    window.types("Look at page 2");
    window.click("Send");
    let comment = Command::Comment { item: vote.into(), text: "Look at page 2".into() };
    assert_eq!(written(&window), [comment], "a number is a letter where one writes");
    window.press(Named::F10, Modifiers::SHIFT);
    window.click("Take back");
    window.expect("Taking back");
}

#[test]
fn it_fits_in_every_language_with_large_text_and_in_a_small_window() {
    for language in Language::ALL {
        for (percent, width, height) in [("100", 1280.0, 800.0), ("100", 900.0, 600.0), ("200", 1280.0, 800.0)] {
            for shown in [false, true] {
                let (mut world, vote) = begun(true);
                if shown {
                    let me = world.me();
                    world.chooses(vote, me, 2);
                    world.uncovers(vote);
                }
                let mut window = Window::open_as(world, language, &format!(r#"{{"scale":{percent}}}"#));
                window.resize(width, height);
                window.click("Cell biology");
                window.command("k", false);
                window.types(QUESTION);
                window.press(Named::Enter, NONE);
                window.expect("Only water");
                assert_eq!(window.cut(), Vec::<String>::new(), "{language:?} {percent} {width}");
                assert_eq!(window.beyond(), Vec::<String>::new(), "{language:?} {percent} {width}");
            }
        }
    }
}

#[test]
fn a_quick_vote_by_somebody_else_is_told_of_while_nobody_looks() {
    let mut window = in_circle(story().world);
    let circle = window.double.world().circles[0].id;
    window.tell(Message::Focused(false));
    let me = window.double.world().me();
    for (by, unread) in [(person("Bob"), 1), (me, 0)] {
        let mut world = window.double.world();
        let vote = world.add_vote(circle, by, QUESTION, &OPTIONS, 1);
        world.circles[0].quick_votes += 1;
        world.circles[0].unread += unread;
        world.circles[0].records += 1;
        drop(world);
        window.news(Event::Changed { circle, threads: vec![vote] });
        assert_eq!(window.double.notices(), ["Somebody has begun a quick vote."], "and not of one's own");
    }
}
