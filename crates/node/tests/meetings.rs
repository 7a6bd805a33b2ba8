//! Meetings of a circle, planned on one laptop and answered on another, with and without a cable between them.

use commonplace_core::id::RecordId;
use commonplace_core::time::Timestamp;
use commonplace_node::answer::{Answer, Happened, Meeting, MeetingRow};
use commonplace_node::command::{Comes, Command, MeetingChange, Name, Page, RoleName, Vote, When};
use commonplace_node::error::Error;

use super::stories::note;
use super::world::{START, World};

const DAY: u64 = 24 * 3_600_000;

/// So many days after the world begins.
fn days(count: u64) -> Timestamp {
    Timestamp::from_millis(START).later(count * DAY)
}

fn plan(circle: &Name, title: &str, when: Option<Timestamp>) -> Command {
    let (place, agenda) = ("Room 12".into(), "Bring a *potato*.".into());
    Command::MeetingNew { circle: circle.clone(), title: title.into(), when, place, agenda }
}

fn come(meeting: RecordId, comes: Comes) -> Command {
    Command::MeetingCome { meeting: meeting.into(), comes }
}

fn change(meeting: RecordId, change: MeetingChange) -> Command {
    Command::MeetingEdit { meeting: meeting.into(), change }
}

fn meeting(world: &mut World, who: &'static str, id: RecordId) -> Meeting {
    match world.ask(who, Command::MeetingShow { meeting: id.into() }).expect("a meeting").pop() {
        Some(Answer::Meeting(meeting)) => meeting,
        other => panic!("{other:?}"),
    }
}

fn next(world: &mut World, who: &'static str, circle: &Name) -> Option<String> {
    match world.ask(who, Command::MeetingNext { circle: circle.clone() }).expect("an answer").pop() {
        Some(Answer::Meeting(meeting)) => Some(meeting.row.title),
        None => None,
        other => panic!("{other:?}"),
    }
}

fn rows(world: &mut World, who: &'static str, circle: &Name, page: Page) -> Vec<MeetingRow> {
    let list = Command::MeetingList { circle: circle.clone(), page };
    let row = |answer| if let Answer::MeetingRow(row) = answer { row } else { panic!("{answer:?} in a list") };
    world.ask(who, list).expect("a list").into_iter().map(row).collect()
}

fn titles(world: &mut World, who: &'static str, circle: &Name) -> Vec<String> {
    rows(world, who, circle, Page::FIRST).into_iter().map(|row| row.title).collect()
}

fn happened(world: &mut World, who: &'static str, id: RecordId) -> Happened {
    match world.ask(who, Command::MeetingHappened { meeting: id.into() }).expect("an answer").pop() {
        Some(Answer::Happened(happened)) => happened,
        other => panic!("{other:?}"),
    }
}

/// A circle of alice's with nobody else in it.
fn alone(world: &mut World) -> Name {
    world.ask("alice", Command::CircleNew { title: "Cell biology".into() }).expect("founded");
    Name::from("Cell biology")
}

fn names(meeting: &Meeting, comes: Comes) -> Vec<&str> {
    meeting.row.who(comes).map(|person| person.name.as_str()).collect()
}

#[test]
fn what_alice_plans_bob_sees_and_both_know_who_comes() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    let id = world.write("alice", plan(&circle, "Membranes", Some(days(2))));
    world.settle();
    world.write("bob", come(id, Comes::Yes));
    world.write("alice", come(id, Comes::Maybe));
    world.settle();
    for who in ["alice", "bob"] {
        let meeting = meeting(&mut world, who, id);
        assert_eq!((meeting.row.title.as_str(), meeting.row.place.as_str()), ("Membranes", "Room 12"));
        assert_eq!(meeting.agenda, "Bring a *potato*.");
        assert_eq!((names(&meeting, Comes::Yes), names(&meeting, Comes::Maybe)), (vec!["bob"], vec!["alice"]));
        assert!(meeting.row.coming[0].person.me, "oneself first");
        assert_eq!((meeting.row.on.devices, meeting.row.on.of), (2, 2));
        assert_eq!(next(&mut world, who, &circle).as_deref(), Some("Membranes"));
        let search = Command::Search { circle: None, query: "potato".into(), max: 5 };
        let hits = world.ask(who, search).expect("hits");
        assert!(matches!(&hits[..], [Answer::Hit(hit)] if hit.kind == "meeting" && hit.id == id), "{hits:?}");
    }
    // What is said about it makes nothing new that no list could show.
    world.write("bob", Command::Comment { item: id.into(), text: "I bring salt.".into() });
    world.settle();
    let shown = world.ask("alice", Command::CircleShow { circle: circle.clone() }).expect("a circle");
    assert!(matches!(&shown[..], [Answer::Circle(circle)] if circle.unread == 0), "{shown:?}");
    assert_eq!(meeting(&mut world, "alice", id).comments.len(), 1);
    world.write("bob", come(id, Comes::None));
    world.settle();
    assert_eq!(names(&meeting(&mut world, "alice", id), Comes::Yes), Vec::<&str>::new());
}

#[test]
fn bob_who_planned_nothing_and_moderates_nothing_changes_nothing() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    let id = world.write("alice", plan(&circle, "Membranes", Some(days(2))));
    world.settle();
    let off = MeetingChange { called_off: Some(true), ..MeetingChange::default() };
    let refused = world.ask("bob", change(id, off.clone()));
    assert_eq!(refused, Err(Error::NotAllowed { what: "change-meeting".into() }));
    assert!(!meeting(&mut world, "bob", id).mine_to_change);
    world
        .ask("alice", Command::CircleRole { circle: circle.clone(), person: "bob".into(), role: RoleName::Facilitator })
        .expect("alice may");
    world.settle();
    world.ask("bob", change(id, off)).expect("a facilitator may");
    world.settle();
    let seen = meeting(&mut world, "alice", id);
    assert!(seen.row.called_off);
    assert_eq!(seen.changed_by.map(|by| by.name).as_deref(), Some("bob"));
}

#[test]
fn changes_without_a_cable_are_both_kept_and_settled_by_the_next() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    world
        .ask("alice", Command::CircleRole { circle: circle.clone(), person: "bob".into(), role: RoleName::Facilitator })
        .expect("alice may");
    let id = world.write("alice", plan(&circle, "Membranes", Some(days(2))));
    world.settle();
    world.write("bob", come(id, Comes::Yes));
    world.settle();
    world.unplug("alice", "bob");
    let library = MeetingChange { place: Some("Library".into()), ..MeetingChange::default() };
    world.write("alice", change(id, MeetingChange { when: Some(When::At(days(3))), ..MeetingChange::default() }));
    world.write("bob", change(id, library.clone()));
    world.plug("alice", "bob");
    world.settle();
    let both = ["alice", "bob"].map(|who| meeting(&mut world, who, id));
    assert_eq!(both[0].row.when, both[1].row.when, "one of them is shown first, the same to both");
    assert_eq!(both[0].also.len(), 1, "and the other one is kept");
    assert!(both[0].row.apart);
    // That of the steward stands first: it is at another time, for which bob has not said yes.
    assert_eq!(both[0].row.when, Some(days(3)));
    assert!(both[0].row.coming[0].of_another_time);
    world.write("alice", change(id, library));
    world.settle();
    let settled = meeting(&mut world, "bob", id);
    assert_eq!((settled.row.when, settled.row.place.as_str(), settled.also.len()), (Some(days(3)), "Library", 0));
}

#[test]
fn those_ahead_come_first_the_earliest_at_the_top_and_then_those_past() {
    let mut world = World::new(&["alice"]);
    let circle = alone(&mut world);
    world.write("alice", plan(&circle, "in a week", Some(days(7))));
    world.write("alice", plan(&circle, "sometime", None));
    let soon = world.write("alice", plan(&circle, "tomorrow", Some(days(1))));
    world.write("alice", plan(&circle, "far away", Some(days(3_000))));
    world.write("alice", plan(&circle, "in two days", Some(days(2))));
    let order = ["tomorrow", "in two days", "in a week", "far away", "sometime"];
    assert_eq!(titles(&mut world, "alice", &circle), order);
    assert_eq!(next(&mut world, "alice", &circle).as_deref(), Some("tomorrow"));
    // Page by page it is the same list.
    let parts = (0..3).map(|part| Page { skip: 2 * part, take: 2 });
    let parts: Vec<String> =
        parts.flat_map(|page| rows(&mut world, "alice", &circle, page)).map(|row| row.title).collect();
    assert_eq!(parts, order);
    let off = MeetingChange { called_off: Some(true), ..MeetingChange::default() };
    world.write("alice", change(soon, off));
    assert_eq!(next(&mut world, "alice", &circle).as_deref(), Some("in two days"), "what is called off is not next");
    // However many are called off, they hide none.
    let never: Vec<RecordId> = (0..70).map(|_| world.write("alice", plan(&circle, "never", Some(days(1))))).collect();
    for meeting in &never {
        world.write("alice", change(*meeting, MeetingChange { called_off: Some(true), ..MeetingChange::default() }));
    }
    assert_eq!(next(&mut world, "alice", &circle).as_deref(), Some("in two days"));
    for meeting in never {
        world.ask("alice", Command::Retract { item: meeting.into() }).expect("it is hers");
    }
    world.wait(2 * DAY + DAY / 2);
    assert_eq!(next(&mut world, "alice", &circle).as_deref(), Some("in a week"));
    let order = ["in a week", "far away", "sometime", "in two days", "tomorrow"];
    assert_eq!(titles(&mut world, "alice", &circle), order, "the latest of those past first");
    let past: Vec<bool> = rows(&mut world, "alice", &circle, Page::FIRST).into_iter().map(|row| row.past).collect();
    assert_eq!(past, [false, false, false, true, true]);
}

#[test]
fn a_recap_begins_with_what_happened_since_the_meeting_before() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = alone(&mut world);
    world.write("alice", note(&circle, "Before", "Old."));
    world.write("alice", plan(&circle, "First", Some(days(1))));
    world.wait(2 * DAY);
    let ticket = world.ticket("alice", &circle);
    world.ask("bob", Command::CircleJoin { ticket }).expect("a good ticket");
    world.plug("alice", "bob");
    world.settle();
    world.write("bob", note(&circle, "Osmosis", "Water moves."));
    let ask = |title: &str| Command::Ask {
        circle: circle.clone(),
        title: title.into(),
        text: String::new(),
        about: None,
        quote: None,
        tags: Vec::new(),
    };
    let answered = world.write("bob", ask("Why salt?"));
    world.write("bob", ask("Where does it end?"));
    world.settle();
    world.write("alice", Command::Answer { question: answered.into(), text: "It is there.".into() });
    let second = world.write("alice", plan(&circle, "Second", Some(days(4))));
    world.settle();
    let told = happened(&mut world, "alice", second);
    let titles = |lately: &commonplace_node::answer::Lately| {
        lately.told.iter().map(|told| told.title.clone()).collect::<Vec<_>>()
    };
    assert_eq!(titles(&told.notes), ["Osmosis"], "what was there at the first meeting is not told again");
    assert_eq!(titles(&told.answered), ["Why salt?"]);
    assert_eq!(titles(&told.asked), ["Where does it end?"]);
    assert_eq!(titles(&told.came), ["bob"]);
    assert!(told.before.is_some());

    // The week after has its own recap; what is only talked about again was not answered again.
    world.wait(3 * DAY);
    world.write("bob", note(&circle, "Turgor", "It presses."));
    world.ask("alice", Command::Vote { item: answered.into(), vote: Vote::Same }).expect("it is another's");
    let third = world.write("alice", plan(&circle, "Third", Some(days(8))));
    world.settle();
    let told = happened(&mut world, "alice", third);
    assert_eq!((titles(&told.notes), titles(&told.answered)), (vec!["Turgor".to_owned()], Vec::new()));
    world.wait(5 * DAY);
    world.write("alice", note(&circle, "Later", "Of the next time."));
    world.settle();
    let told = happened(&mut world, "alice", third);
    assert_eq!(titles(&told.notes), ["Later", "Turgor"], "as long as no other was held");
    let told = happened(&mut world, "alice", second);
    assert_eq!(titles(&told.notes), ["Turgor", "Osmosis"], "what came after the next one is not told");
    assert_eq!((titles(&told.answered), titles(&told.came)), (vec!["Why salt?".to_owned()], vec!["bob".to_owned()]));

    let text = "## What we did\n\nWe weighed.\n";
    let tell = Command::MeetingTell { meeting: second.into(), title: "Recap".into(), text: text.into() };
    let recap = world.write("bob", tell);
    world.settle();
    let seen = meeting(&mut world, "alice", second);
    assert_eq!(
        seen.told_in.iter().map(|note| (note.id, note.title.as_deref())).collect::<Vec<_>>(),
        [(recap, Some("Recap"))]
    );
    assert_eq!(world.note("alice", recap).text, text, "it is a note like any other");
    let not_a_note = Command::MeetingRecap { meeting: second.into(), note: Some(answered.into()) };
    assert!(world.ask("alice", not_a_note).is_err());
    world.ask("alice", Command::MeetingRecap { meeting: second.into(), note: None }).expect("anybody may");
    world.settle();
    assert!(meeting(&mut world, "bob", second).told_in.is_empty());
}

#[test]
fn what_is_taken_back_or_hidden_is_in_no_list() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    let mistaken = world.write("bob", plan(&circle, "Mistake", Some(days(1))));
    let rude = world.write("bob", plan(&circle, "Rude", Some(days(2))));
    world.settle();
    world.ask("bob", Command::Retract { item: mistaken.into() }).expect("it is his");
    let hide = Command::Hide { item: rude.into(), hidden: true, reason: "unkind".into() };
    world.ask("alice", hide).expect("alice moderates");
    world.settle();
    assert_eq!(titles(&mut world, "alice", &circle), ["Rude"], "who moderates still sees it");
    assert!(meeting(&mut world, "bob", rude).why_hidden.is_some(), "and its author, and why");
    assert!(world.ask("alice", Command::MeetingShow { meeting: mistaken.into() }).is_err());
    assert_eq!(next(&mut world, "bob", &circle).as_deref(), Some("Rude"));
}

#[test]
fn meetings_are_found_again_when_the_lists_are_made_anew() {
    let mut world = World::new(&["alice"]);
    let circle = alone(&mut world);
    let id = world.write("alice", plan(&circle, "Membranes", Some(days(1))));
    world.write("alice", come(id, Comes::Yes));
    world.crash("alice");
    world.remove_index("alice");
    world.start("alice");
    world.settle();
    assert_eq!(titles(&mut world, "alice", &circle), ["Membranes"]);
    assert_eq!(names(&meeting(&mut world, "alice", id), Comes::Yes), ["alice"]);
}
