//! What people do with each other, told node by node.

use commonplace_node::answer::{Answer, Did, Membership, QuestionState};
use commonplace_node::command::{Command, Name, Page};
use commonplace_node::error::Error;
use commonplace_node::event::Event;
use commonplace_node::node::Reply;

use super::world::World;

pub(crate) fn note(circle: &Name, title: &str, text: &str) -> Command {
    Command::NoteNew {
        circle: circle.clone(),
        title: Some(title.into()),
        tags: vec!["cells".into()],
        text: text.into(),
        path: None,
    }
}

pub(crate) fn edit(id: commonplace_core::id::RecordId, text: &str) -> Command {
    Command::NoteEdit { note: Name::from(id), title: None, tags: None, text: Some(text.into()), base: None }
}

pub(crate) fn titles(world: &mut World, name: &'static str, circle: &Name) -> Vec<String> {
    let list = Command::NoteList { circle: circle.clone(), page: Page::FIRST };
    let rows = world.ask(name, list).expect("a list");
    let title = |answer: Answer| match answer {
        Answer::NoteRow(row) => row.title,
        other => panic!("{other:?} in a list of notes"),
    };
    let mut titles: Vec<String> = rows.into_iter().map(title).collect();
    titles.sort();
    titles
}

#[test]
fn what_alice_writes_bob_reads_and_alice_is_told_so() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    let id = world.write("alice", note(&circle, "Osmosis", "Water follows **salt**."));
    world.settle();
    let read = world.note("bob", id);
    assert_eq!(read.text, "Water follows **salt**.");
    assert_eq!(read.row.author.name, "alice");
    assert_eq!(read.row.tags, ["cells"]);
    let written = world.note("alice", id);
    assert_eq!((written.row.on.devices, written.row.on.of), (2, 2));
    let synced = |event: &Event| matches!(event, Event::Synced { person, .. } if person == "bob");
    assert!(world.events("alice").iter().any(synced), "alice hears with whom she is in step");
}

#[test]
fn a_question_is_answered_and_accepted_across_two_laptops() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    let ask = Command::Ask {
        circle: circle.clone(),
        title: "Why does water follow salt?".into(),
        text: "I do not see it.".into(),
        about: None,
        quote: None,
        tags: Vec::new(),
    };
    let question = world.write("bob", ask);
    world.settle();
    let answer =
        world.write("alice", Command::Answer { question: Name::from(question), text: "Fewer free molecules.".into() });
    world.settle();
    world.write("bob", Command::Accept { answer: Name::from(answer) });
    world.write("bob", Command::Comment { item: Name::from(answer), text: "Thank you!".into() });
    world.settle();
    let show = Command::QuestionShow { question: Name::from(question) };
    let mut threads = ["alice", "bob"].map(|name| world.ask(name, show.clone()).expect("a thread"));
    for thread in &mut threads {
        let Some(Answer::Question(thread)) = thread.first_mut() else { panic!("a question was expected") };
        assert_eq!(thread.row.state, QuestionState::Accepted);
        assert!(thread.replies[0].accepted);
        assert_eq!(thread.replies[0].comments[0].text, "Thank you!");
        // Who "me" is differs, and what is new to whom, and nothing else does.
        thread.row.author.me = false;
        thread.row.unread_by = None;
        thread.replies[0].author.me = false;
        thread.replies[0].comments[0].author.me = false;
    }
    assert_eq!(threads[0], threads[1]);
}

#[test]
fn what_one_wrote_is_changed_by_oneself_alone_and_hidden_from_most_with_a_reason() {
    let mut world = World::new(&["alice", "bob", "eve"]);
    let circle = world.circle("alice", &["bob", "eve"]);
    let ask = Command::Ask {
        circle: circle.clone(),
        title: "Why does water follow salt?".into(),
        text: "I do not see it.".into(),
        about: None,
        quote: None,
        tags: Vec::new(),
    };
    let question = world.write("bob", ask);
    let answer = world.write("bob", Command::Answer { question: Name::from(question), text: "Becose.".into() });
    let comment = world.write("bob", Command::Comment { item: Name::from(answer), text: "Hm.".into() });
    world.settle();
    let revise = |item, title: Option<&str>, text: &str| Command::Revise {
        item: Name::from(item),
        title: title.map(Into::into),
        text: Some(text.into()),
        tags: None,
    };
    assert_eq!(world.ask("eve", revise(answer, None, "No.")), Err(Error::NotAllowed { what: "revise".into() }));
    assert_eq!(world.ask("bob", revise(answer, None, " ")), Err(Error::Empty { what: "text".into() }));
    for untitled in [answer, comment] {
        assert_eq!(world.ask("bob", revise(untitled, Some("Entropy"), "Because.")), Err(Error::NoTitle));
    }
    world.write("bob", revise(answer, None, "Because of entropy."));
    world.write("bob", revise(comment, None, "Yes."));
    world.write("bob", revise(question, None, "I see half of it."));
    world.settle();
    let shown = |world: &mut World, name| {
        let thread = world.ask(name, Command::QuestionShow { question: Name::from(question) }).expect("a thread");
        let Some(Answer::Question(thread)) = thread.into_iter().next() else { panic!("a question was expected") };
        thread
    };
    let thread = shown(&mut world, "eve");
    assert_eq!((thread.row.title.as_str(), thread.text.as_str()), ("Why does water follow salt?", "I see half of it."));
    assert_eq!((thread.replies[0].text.as_str(), thread.replies[0].revisions), ("Because of entropy.", 1));
    assert_eq!(thread.replies[0].comments[0].text, "Yes.");
    let retag = |tags: &[&str]| {
        let tags = Some(tags.iter().map(ToString::to_string).collect());
        Command::Revise { item: Name::from(question), title: None, text: None, tags }
    };
    assert_eq!(world.ask("eve", retag(&["mine"])), Err(Error::NotAllowed { what: "revise".into() }));
    world.write("bob", retag(&["water", "#salt"]));
    world.settle();
    assert_eq!(shown(&mut world, "eve").row.tags, ["salt", "water"]);
    world.write("alice", retag(&["osmosis"]));
    world.settle();
    let thread = shown(&mut world, "bob");
    assert_eq!((thread.row.tags, thread.revisions), (vec!["osmosis".to_owned()], 1), "what it says is as it was");
    world.write("alice", Command::Hide { item: Name::from(answer), hidden: true, reason: "Twice".into() });
    world.settle();
    assert!(shown(&mut world, "eve").replies.is_empty(), "most do not see it");
    for name in ["alice", "bob"] {
        let hidden = shown(&mut world, name).replies[0].hidden.clone().expect("it says so");
        assert_eq!((hidden.by.map(|by| by.name), hidden.reason.as_str()), (Some("alice".into()), "Twice"));
    }
}

#[test]
fn both_edits_of_one_note_are_in_it_after_a_time_apart() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    let id = world.write("alice", note(&circle, "Osmosis", "Water follows salt.\n"));
    world.settle();
    world.unplug("alice", "bob");
    world.write("alice", edit(id, "Water follows salt, slowly.\n"));
    world.write("bob", edit(id, "Pure water follows salt.\n"));
    world.write("bob", note(&circle, "Written alone", "On the bus."));
    world.plug("alice", "bob");
    world.settle();
    let (alice, bob) = (world.note("alice", id), world.note("bob", id));
    assert_eq!(alice.text, bob.text);
    assert_eq!(alice.text, "Pure water follows salt, slowly.\n");
    assert_eq!(titles(&mut world, "alice", &circle), ["Osmosis", "Written alone"]);
}

#[test]
fn nothing_acknowledged_is_lost_in_a_crash() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    for round in 0..5 {
        let title = format!("Note {round}");
        world.write("alice", note(&circle, &title, "text"));
        world.crash(if round % 2 == 0 { "alice" } else { "bob" });
        world.start(if round % 2 == 0 { "alice" } else { "bob" });
        world.plug("alice", "bob");
    }
    world.settle();
    let expected: Vec<String> = (0..5).map(|round| format!("Note {round}")).collect();
    assert_eq!(titles(&mut world, "alice", &circle), expected);
    assert_eq!(titles(&mut world, "bob", &circle), expected);
}

#[test]
fn somebody_who_is_removed_reads_nothing_written_since() {
    let mut world = World::new(&["alice", "bob", "eve"]);
    let circle = world.circle("alice", &["bob", "eve"]);
    world.write("alice", note(&circle, "Before", "for all three"));
    world.settle();
    assert_eq!(titles(&mut world, "eve", &circle), ["Before"]);
    world.ask("alice", Command::CircleRemove { circle: circle.clone(), person: Name::from("eve") }).expect("removed");
    world.write("alice", note(&circle, "After", "for two"));
    world.settle();
    assert_eq!(titles(&mut world, "bob", &circle), ["After", "Before"]);
    assert_eq!(titles(&mut world, "eve", &circle), ["Before"]);
    let refused = world.ask("bob", Command::CircleRemove { circle: circle.clone(), person: Name::from("alice") });
    assert!(matches!(refused, Err(Error::NotAllowed { .. })), "a learner removes nobody: {refused:?}");
}

#[test]
fn a_stranger_without_the_ticket_gets_nothing() {
    let mut world = World::new(&["alice", "bob", "eve"]);
    let circle = world.circle("alice", &["bob"]);
    world.write("alice", note(&circle, "Private", "for members"));
    world.plug("alice", "eve");
    world.plug("bob", "eve");
    world.settle();
    assert_eq!(world.ask("eve", Command::CircleList).expect("a list"), []);
    assert!(!world.events("alice").iter().any(|event| matches!(event, Event::Met { peer, .. } if peer == "eve")));
}

#[test]
fn tickets_are_told_from_other_texts_and_end() {
    let mut world = World::new(&["alice", "bob", "eve"]);
    let circle = world.circle("alice", &["bob"]);
    let join = |ticket: &str| Command::CircleJoin { ticket: ticket.into() };
    assert_eq!(world.ask("eve", join("hello")), Err(Error::NotATicket));
    let role = commonplace_node::command::RoleName::Learner;
    let answers = world.ask("alice", Command::CircleInvite { circle, uses: 1, role }).expect("invited");
    let Some(Answer::Ticket(ticket)) = answers.first() else { panic!("{answers:?}") };
    let mut damaged = ticket.ticket.clone();
    damaged.truncate(damaged.len() - 3);
    assert_eq!(world.ask("eve", join(&damaged)), Err(Error::TicketDamaged));
    let joined = world.ask("eve", join(&ticket.ticket)).expect("a good ticket");
    assert!(matches!(joined.first(), Some(Answer::Joining(joining)) if joining.state == Membership::Pending));
    world.plug("alice", "eve");
    world.settle();
    assert!(world.events("eve").iter().any(|event| matches!(event, Event::Joined { .. })));
}

#[test]
fn a_note_that_its_author_takes_back_is_gone_from_both_and_sets_stay_equal() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    let id = world.write("alice", note(&circle, "Mistake", "wrong"));
    world.settle();
    assert!(world.ask("bob", Command::Retract { item: Name::from(id) }).is_err(), "it is not bob's");
    world.write("alice", Command::Retract { item: Name::from(id) });
    world.settle();
    assert_eq!(titles(&mut world, "alice", &circle), Vec::<String>::new());
    assert_eq!(titles(&mut world, "bob", &circle), Vec::<String>::new());
    world.write("bob", note(&circle, "Later", "still in step"));
    world.settle();
    assert_eq!(titles(&mut world, "alice", &circle), ["Later"]);
}

#[test]
fn search_finds_what_was_written_a_moment_ago() {
    let mut world = World::new(&["alice"]);
    let circle = world.circle("alice", &[]);
    world.write("alice", note(&circle, "İstanbul", "Boğaz'da bir sabah"));
    for query in ["istanbul", "ISTANBUL", "bogaz", "sab"] {
        let hits = world.ask("alice", Command::Search { circle: None, query: query.into(), max: 5 }).expect("hits");
        assert_eq!(hits.len(), 1, "{query}");
    }
}

#[test]
fn what_somebody_wrote_before_their_role_changed_and_they_were_removed_outlives_a_rebuild() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    let person = Name::from("bob");
    world.write("bob", note(&circle, "As a learner", "one"));
    world.settle();
    let role = commonplace_node::command::RoleName::Facilitator;
    world.ask("alice", Command::CircleRole { circle: circle.clone(), person: person.clone(), role }).expect("allowed");
    world.settle();
    world.write("bob", note(&circle, "As a facilitator", "two"));
    world.settle();
    world.ask("alice", Command::CircleRemove { circle: circle.clone(), person }).expect("allowed");
    let before = titles(&mut world, "alice", &circle);
    assert_eq!(before, ["As a facilitator", "As a learner"]);
    world.ask("alice", Command::Repair).expect("rebuilt");
    assert_eq!(titles(&mut world, "alice", &circle), before);
    world.crash("alice");
    world.start("alice");
    assert_eq!(titles(&mut world, "alice", &circle), before);
}

fn synced_with(world: &World, name: &str, other: &str) -> bool {
    world.events(name).iter().any(|event| matches!(event, Event::Synced { person, .. } if person == other))
}

#[test]
fn two_edits_that_come_at_the_same_moment_are_both_in_the_note() {
    let mut world = World::new(&["alice"]);
    let circle = world.circle("alice", &[]);
    let id = world.write("alice", note(&circle, "Osmosis", "one\n"));
    let retitle =
        Command::NoteEdit { note: Name::from(id), title: Some("Salt".into()), tags: None, text: None, base: None };
    let replies = world.ask_at_once("alice", vec![edit(id, "one\ntwo\n"), retitle, edit(id, "one\ntwo\nthree\n")]);
    for reply in replies {
        assert!(matches!(reply.as_slice(), [Reply::Answer(_)]), "{reply:?}");
    }
    let read = world.note("alice", id);
    assert_eq!((read.text.as_str(), read.row.title.as_str(), read.unreadable), ("one\ntwo\nthree\n", "Salt", 0));
}

#[test]
fn what_leads_to_a_note_is_told_with_it_as_long_as_it_does() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    let osmosis = world.write("alice", note(&circle, "Osmosis", "Water *moves* to salt.\n"));
    let cells = world.write("alice", note(&circle, "Cells", "They shrink by [[osmosis]].\n"));
    world.settle();
    let ask = |title: &str, quote: &str| Command::Ask {
        circle: circle.clone(),
        title: title.into(),
        text: String::new(),
        about: Some(Name::from(osmosis)),
        quote: Some(quote.into()),
        tags: Vec::new(),
    };
    world.write("bob", ask("Why?", "Water *moves* to salt."));
    world.write("bob", ask("Since when?", "words that are not there"));
    world.settle();
    for name in ["alice", "bob"] {
        let leads = world.note(name, osmosis).leads_here;
        let told: Vec<_> = leads.iter().map(|lead| (lead.title.as_str(), lead.quote.as_deref())).collect();
        let expected = [
            ("Since when?", Some("words that are not there")),
            ("Why?", Some("Water *moves* to salt.")),
            ("Cells", None),
        ];
        assert_eq!(told, expected, "{name}");
    }
    world.write("alice", edit(cells, "They shrink.\n"));
    world.settle();
    assert_eq!(world.note("bob", osmosis).leads_here.len(), 2, "the link is gone");
    assert!(world.note("bob", cells).leads_here.is_empty());
}

#[test]
fn every_version_of_a_note_can_be_read_again() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    let id = world.write("alice", note(&circle, "Osmosis", "one\n"));
    world.settle();
    world.write("bob", edit(id, "one\ntwo\n"));
    let retitle =
        Command::NoteEdit { note: Name::from(id), title: Some("Salt".into()), tags: None, text: None, base: None };
    world.write("bob", retitle);
    world.settle();
    world.write("alice", edit(id, "three\n"));
    let version = |world: &mut World, edit| {
        let command = Command::NoteVersion { note: Name::from(id), edit };
        match world.ask("alice", command).expect("a version").as_slice() {
            [Answer::Version(version)] => (version.before.clone(), version.text.clone()),
            other => panic!("{other:?}"),
        }
    };
    let history = world.ask("alice", Command::NoteHistory { note: Name::from(id) }).expect("a history");
    let edits = history.iter().filter_map(|answer| if let Answer::Edit(edit) = answer { Some(edit.id) } else { None });
    let told: Vec<_> = std::iter::once(id).chain(edits).map(|edit| version(&mut world, edit)).collect();
    let expected = [("", "one\n"), ("one\n", "one\ntwo\n"), ("one\ntwo\n", "one\ntwo\n"), ("one\ntwo\n", "three\n")];
    assert_eq!(told, expected.map(|(before, text)| (before.to_owned(), text.to_owned())));
    let stranger =
        Command::NoteVersion { note: Name::from(id), edit: commonplace_core::id::RecordId::from_bytes([7; 32]) };
    assert!(world.ask("alice", stranger).is_err());
}

#[test]
fn what_only_this_laptop_has_is_counted_to_the_last_note() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    world.write("alice", note(&circle, "Osmosis", "text"));
    world.settle();
    let status = world.status("alice", &circle);
    assert_eq!((status.only_here, status.delivered[0].lacks, status.delivered[0].all), (0, 0, true));
    world.unplug("alice", "bob");
    world.write("alice", note(&circle, "Alone", "text"));
    let status = world.status("alice", &circle);
    assert_eq!((status.only_here, status.delivered[0].lacks, status.delivered[0].all), (1, 1, false));
    world.plug("alice", "bob");
    world.settle();
    let status = world.status("alice", &circle);
    assert_eq!((status.only_here, status.delivered[0].lacks, status.delivered[0].all), (0, 0, true));
}

#[test]
fn who_joins_after_something_was_taken_back_is_in_step_with_the_others() {
    let mut world = World::new(&["alice", "bob", "carol"]);
    let circle = world.circle("alice", &["bob"]);
    let id = world.write("alice", note(&circle, "Mistake", "wrong"));
    world.write("alice", edit(id, "wrong, and longer"));
    world.settle();
    world.write("alice", Command::Retract { item: Name::from(id) });
    world.settle();
    let ticket = world.ticket("alice", &circle);
    world.ask("carol", Command::CircleJoin { ticket }).expect("a good ticket");
    world.plug("bob", "carol");
    world.settle();
    assert_eq!(titles(&mut world, "carol", &circle), Vec::<String>::new());
    assert!(synced_with(&world, "bob", "carol") && synced_with(&world, "carol", "bob"));
    let edit_of_it = world.ask("alice", edit(id, "again"));
    assert!(edit_of_it.is_err(), "what was taken back is not edited: {edit_of_it:?}");
}

#[test]
fn an_edit_is_no_item_and_cannot_be_taken_back() {
    let mut world = World::new(&["alice", "eve"]);
    let circle = world.circle("alice", &["eve"]);
    let id = world.write("alice", note(&circle, "Osmosis", "one\n"));
    world.settle();
    world.write("eve", edit(id, "one\ntwo\n"));
    world.settle();
    world.write("alice", edit(id, "one\ntwo\nthree\n"));
    world.settle();
    let history = world.ask("eve", Command::NoteHistory { note: Name::from(id) }).expect("a history");
    let own = history.iter().find_map(|answer| match answer {
        Answer::Edit(edit) if edit.author.me => Some(edit.id),
        _ => None,
    });
    let refused = world.ask("eve", Command::Retract { item: Name::from(own.expect("eve's edit")) });
    assert!(matches!(refused, Err(Error::NotAllowed { .. })), "{refused:?}");
    assert_eq!(world.note("alice", id).text, "one\ntwo\nthree\n");
}

#[test]
fn who_leaves_while_alone_is_gone_for_the_others_when_they_meet() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    world.unplug("alice", "bob");
    world.ask("bob", Command::CircleLeave { circle: circle.clone(), sure: false }).expect("left");
    world.crash("bob");
    world.start("bob");
    world.plug("alice", "bob");
    world.settle();
    let members = world.ask("alice", Command::CircleMembers { circle: circle.clone() }).expect("members");
    assert_eq!(members.len(), 1, "alice knows: {members:?}");
    world.write("alice", note(&circle, "After", "for one"));
    world.settle();
    assert_eq!(titles(&mut world, "bob", &circle), Vec::<String>::new());
}

#[test]
fn a_reader_is_told_that_readers_do_not_write() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    let role = commonplace_node::command::RoleName::Reader;
    let change = Command::CircleRole { circle: circle.clone(), person: Name::from("bob"), role };
    world.ask("alice", change).expect("allowed");
    world.settle();
    let refused = world.ask("bob", note(&circle, "Mine", "text"));
    assert_eq!(refused, Err(Error::NotAllowed { what: "write".into() }));
    world.write("alice", note(&circle, "Hers", "text"));
    world.settle();
    assert_eq!(titles(&mut world, "bob", &circle), ["Hers"]);
}

#[test]
fn a_ticket_works_as_soon_as_the_one_who_is_near_has_heard_of_it() {
    let mut world = World::new(&["alice", "bob", "carol"]);
    let circle = world.circle("alice", &["carol"]);
    world.unplug("alice", "carol");
    let ticket = world.ticket("alice", &circle);
    world.ask("bob", Command::CircleJoin { ticket }).expect("a good ticket");
    world.plug("bob", "carol");
    assert!(
        !world.events("bob").iter().any(|event| matches!(event, Event::Joined { .. })),
        "carol knows no invitation"
    );
    world.plug("alice", "carol");
    world.settle();
    assert!(world.events("bob").iter().any(|event| matches!(event, Event::Joined { .. })), "now she does");
}

#[test]
fn who_was_away_over_a_removal_and_much_writing_reads_all_of_it_without_a_restart() {
    let mut world = World::new(&["alice", "bob", "eve"]);
    let circle = world.circle("alice", &["bob", "eve"]);
    world.unplug("alice", "bob");
    for round in 0..40 {
        world.ticket("alice", &circle);
        world.write("alice", note(&circle, &format!("Before {round}"), "text"));
    }
    world.ask("alice", Command::CircleRemove { circle: circle.clone(), person: Name::from("eve") }).expect("removed");
    for round in 0..40 {
        world.ticket("alice", &circle);
        world.write("alice", note(&circle, &format!("After {round}"), &"a long text ".repeat(300)));
    }
    world.forget_events();
    world.plug("alice", "bob");
    world.settle();
    assert_eq!(titles(&mut world, "bob", &circle).len(), 80);
    assert_eq!(world.status("bob", &circle).waiting, 0);
    assert!(synced_with(&world, "alice", "bob"));
    assert_eq!(titles(&mut world, "eve", &circle).len(), 40, "eve has what was written before");
}
#[test]
fn what_a_removed_member_wrote_unseen_is_out_for_everybody_and_all_are_in_step() {
    let mut world = World::new(&["alice", "bob", "eve"]);
    let circle = world.circle("alice", &["bob", "eve"]);
    world.write("eve", note(&circle, "Seen by all", "text"));
    world.settle();
    world.plug("bob", "eve");
    world.unplug("alice", "eve");
    world.unplug("alice", "bob");
    // Bob has it before the removal, Alice has not.
    world.write("eve", note(&circle, "Seen by bob", "text"));
    world.settle();
    assert_eq!(titles(&mut world, "bob", &circle), ["Seen by all", "Seen by bob"]);
    world.ask("alice", Command::CircleRemove { circle: circle.clone(), person: Name::from("eve") }).expect("removed");
    world.forget_events();
    world.plug("alice", "bob");
    world.settle();
    for name in ["alice", "bob"] {
        assert_eq!(titles(&mut world, name, &circle), ["Seen by all"], "{name}");
    }
    assert!(synced_with(&world, "alice", "bob") && synced_with(&world, "bob", "alice"));
}

#[test]
fn who_joins_after_somebody_left_has_all_that_they_wrote_and_is_in_step() {
    let mut world = World::new(&["alice", "bob", "carol"]);
    let circle = world.circle("alice", &["bob"]);
    for number in 0..5 {
        world.write("bob", note(&circle, &format!("Of bob {number}"), "text"));
    }
    world.settle();
    world.ask("bob", Command::CircleLeave { circle: circle.clone(), sure: false }).expect("left");
    world.settle();
    let ticket = world.ticket("alice", &circle);
    world.ask("carol", Command::CircleJoin { ticket }).expect("a good ticket");
    world.plug("alice", "carol");
    world.settle();
    let expected = titles(&mut world, "alice", &circle);
    assert_eq!(expected.len(), 5);
    assert_eq!(titles(&mut world, "carol", &circle), expected);
    assert!(synced_with(&world, "alice", "carol") && synced_with(&world, "carol", "alice"));
}

#[test]
fn what_a_removal_changes_is_changed_though_the_power_fails_in_between() {
    let mut world = World::new(&["alice", "bob", "eve"]);
    let circle = world.circle("alice", &["bob", "eve"]);
    world.write("eve", note(&circle, "Seen by all", "text"));
    world.settle();
    world.plug("bob", "eve");
    world.unplug("alice", "eve");
    world.unplug("alice", "bob");
    world.write("eve", note(&circle, "Seen by bob", "text"));
    world.settle();
    world.ask("alice", Command::CircleRemove { circle: circle.clone(), person: Name::from("eve") }).expect("removed");
    world.crash("alice");
    world.start("alice");
    world.plug("alice", "bob");
    world.crash("bob");
    world.start("bob");
    assert_eq!(titles(&mut world, "bob", &circle), ["Seen by all"]);
    assert_eq!(titles(&mut world, "alice", &circle), ["Seen by all"]);
}

/// The epochs of a circle that were begun, by the log.
fn rotations(world: &mut World, name: &'static str, circle: &Name) -> usize {
    let answers = world.ask(name, Command::CircleLog { circle: circle.clone() }).expect("a log");
    let is_rotation =
        |answer: &&Answer| matches!(answer, Answer::LogLine(line) if line.did == Did::Rotated && line.stands);
    answers.iter().filter(is_rotation).count()
}

#[test]
fn the_secret_of_a_circle_changes_every_month_in_which_a_steward_writes_and_on_request() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    world.settle();
    let first = rotations(&mut world, "bob", &circle);
    world.write("alice", note(&circle, "On the first day", "text"));
    world.wait(29 * 24 * 3600 * 1000);
    world.write("alice", note(&circle, "After four weeks", "text"));
    world.wait(2 * 24 * 3600 * 1000);
    world.write("bob", note(&circle, "A learner's", "text"));
    world.settle();
    assert_eq!(rotations(&mut world, "bob", &circle), first, "not yet, and not by a learner");
    for (number, title) in ["After a month", "On the same day"].into_iter().enumerate() {
        world.write("alice", note(&circle, title, "text"));
        world.settle();
        assert_eq!(rotations(&mut world, "bob", &circle), first + 1, "{number}: once");
    }
    world.ask("bob", Command::CircleRenew { circle: circle.clone() }).expect("who writes may");
    let late = world.write("alice", note(&circle, "On request", "text"));
    world.settle();
    assert_eq!(rotations(&mut world, "alice", &circle), first + 2);
    assert_eq!(world.note("bob", late).text, "text");
}

#[test]
fn what_was_written_before_somebody_heard_of_a_removal_is_counted() {
    let mut world = World::new(&["alice", "bob", "carol"]);
    let circle = world.circle("alice", &["bob", "carol"]);
    world.settle();
    world.unplug("alice", "carol");
    world.wait(60_000);
    world.ask("alice", Command::CircleRemove { circle: circle.clone(), person: "bob".into() }).expect("allowed");
    world.wait(60_000);
    for title in ["One", "Two"] {
        world.write("carol", note(&circle, title, "bob could read this"));
    }
    world.plug("alice", "carol");
    world.settle();
    for name in ["alice", "carol"] {
        world.write(name, note(&circle, "After", "and not this"));
        world.settle();
        let answers = world.ask(name, Command::CircleLog { circle: circle.clone() }).expect("a log");
        let readable = answers.iter().filter_map(|answer| match answer {
            Answer::LogLine(line) if line.did == Did::Removed => Some(line.readable),
            _ => None,
        });
        assert_eq!(readable.collect::<Vec<_>>(), [2], "{name}");
    }
}
