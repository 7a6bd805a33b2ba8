//! A circle takes more room than a laptop gives it: the texts of others go, are told to be where they are and nowhere else,
//! and come back when somebody opens them.

use commonplace_core::id::RecordId;
use commonplace_node::answer::{Answer, Quota};
use commonplace_node::command::{Command, Name, Page, Room};
use commonplace_node::error::Error;

use super::world::World;

/// A text of some 30 KB whose like is nowhere else.
fn text(title: &str) -> String {
    format!("Beginning of {title}. ") + &format!("What {title} says goes on. ").repeat(1_000)
}

fn write(world: &mut World, name: &'static str, circle: &Name, title: &str) -> RecordId {
    let (circle, text, title) = (circle.clone(), text(title), Some(title.to_owned()));
    world.write(name, Command::NoteNew { circle, title, tags: Vec::new(), text, path: None })
}

fn quota(world: &mut World, name: &'static str, circle: &Name, room: Option<Room>) -> Quota {
    let answers = world.ask(name, Command::CircleQuota { circle: circle.clone(), room }).expect("a quota");
    match answers.into_iter().next() {
        Some(Answer::Quota(quota)) => quota,
        other => panic!("{other:?} where a quota was expected"),
    }
}

fn show(world: &mut World, name: &'static str, id: RecordId) -> Result<String, Error> {
    let answers = world.ask(name, Command::NoteShow { note: Name::from(id) })?;
    match answers.into_iter().next() {
        Some(Answer::Note(note)) => Ok(note.text),
        other => panic!("{other:?} where a note was expected"),
    }
}

fn titles(world: &mut World, name: &'static str, circle: &Name) -> Vec<(RecordId, String, usize)> {
    let list = Command::NoteList { circle: circle.clone(), page: Page::FIRST };
    let row = |answer| match answer {
        Answer::NoteRow(row) => (row.id, row.title, row.on.devices),
        other => panic!("{other:?} where a row was expected"),
    };
    let mut rows: Vec<_> = world.ask(name, list).expect("a list").into_iter().map(row).collect();
    rows.sort_by(|left, right| left.1.cmp(&right.1));
    rows
}

/// Of these notes those whose texts are not on a laptop.
fn away(world: &mut World, name: &'static str, circle: &Name) -> Vec<String> {
    let rows = titles(world, name, circle);
    // Asked while nobody is there, so that asking changes nothing.
    let is_away = |id: &RecordId, world: &mut World| matches!(show(world, name, *id), Err(Error::TextAway { .. }));
    rows.into_iter().filter(|(id, ..)| is_away(id, world)).map(|(_, title, _)| title).collect()
}

/// Alice's four large notes and carol's one are with all three, who hear each other.
fn full() -> (World, Name, Vec<RecordId>) {
    let mut world = World::new(&["alice", "bob", "carol"]);
    let circle = world.circle("alice", &["bob", "carol"]);
    world.plug("bob", "carol");
    let mut ids: Vec<RecordId> =
        ["One", "Two", "Three", "Four"].into_iter().map(|title| write(&mut world, "alice", &circle, title)).collect();
    ids.push(write(&mut world, "carol", &circle, "Hers"));
    world.settle();
    for name in ["alice", "bob", "carol"] {
        assert!(titles(&mut world, name, &circle).iter().all(|(.., on)| *on == 3), "{name}");
    }
    (world, circle, ids)
}

#[test]
fn the_texts_of_others_go_from_carol_and_nobody_says_that_she_has_them() {
    let (mut world, circle, ids) = full();
    let before = quota(&mut world, "carol", &circle, None);
    assert!(before.bodies > 5 * 20_000 && before.used == before.records + before.bodies, "{before:?}");
    world.ask("carol", Command::Pin { item: Name::from(ids[1]) }).expect("pinned");
    let going: Vec<String> =
        quota(&mut world, "carol", &circle, None).next.into_iter().map(|going| going.title).collect();
    assert_eq!(going, ["One", "Three", "Four"], "the first that came first; not her own, nor what she has pinned");
    let room = before.used - 40_000;
    quota(&mut world, "carol", &circle, Some(Room::Bytes(room)));
    world.pass(30);
    let after = quota(&mut world, "carol", &circle, None);
    assert!(after.used <= room, "{after:?}");

    // Lists know them all, and everybody where they are: Four, Hers, One, Three, Two.
    for name in ["alice", "bob", "carol"] {
        let on: Vec<usize> = titles(&mut world, name, &circle).into_iter().map(|(.., on)| on).collect();
        assert_eq!(on, [3, 3, 2, 2, 3], "{name}");
    }
    let status = world.status("alice", &circle);
    let of = |name: &str| status.delivered.iter().find(|one| one.person.name == name).map(|one| (one.lacks, one.mine));
    assert_eq!((of("bob"), of("carol")), (Some((0, true)), Some((2, false))));
    assert!(status.safe, "bob has them");
    let hits = world.ask("carol", Command::Search { circle: None, query: "Three".into(), max: 9 }).expect("hits");
    assert!(!hits.is_empty(), "search knows the title");
    let refused =
        Command::NoteEdit { note: Name::from(ids[0]), title: Some("Other".into()), tags: None, text: None, base: None };
    assert!(matches!(world.ask("carol", refused), Err(Error::TextAway { .. })), "nobody edits half a text");
}

#[test]
fn what_went_from_carol_is_said_to_be_with_alice_and_bob_and_comes_back() {
    let (mut world, circle, ids) = full();
    let room = quota(&mut world, "carol", &circle, None).used - 40_000;
    quota(&mut world, "carol", &circle, Some(Room::Bytes(room)));
    world.pass(30);
    world.unplug("alice", "carol");
    world.unplug("bob", "carol");
    assert_eq!(away(&mut world, "carol", &circle), ["One", "Two"]);
    // Alice and bob still tell each other the truth of her, and so does bob alone after a start.
    world.crash("carol");
    world.crash("bob");
    world.start("bob");
    assert_eq!(titles(&mut world, "bob", &circle).into_iter().map(|(.., on)| on).collect::<Vec<_>>(), [3, 3, 2, 3, 2]);
    // The index is lost as well: lists are as they were, from outlines.
    for without_index in [false, true] {
        if without_index {
            world.crash("carol");
            world.remove_index("carol");
        }
        world.start("carol");
        let rows = titles(&mut world, "carol", &circle);
        let rows: Vec<(&str, usize)> = rows.iter().map(|(_, title, on)| (title.as_str(), *on)).collect();
        assert_eq!(rows, [("Four", 3), ("Hers", 3), ("One", 2), ("Three", 3), ("Two", 2)], "{without_index}");
        let Err(Error::TextAway { title, mut with }) = show(&mut world, "carol", ids[0]) else { panic!("it is away") };
        with.sort();
        assert_eq!((title.as_str(), with), ("One", vec!["alice".to_owned(), "bob".to_owned()]));
    }
    // She has opened it: it comes with whoever comes, and with it nothing else.
    quota(&mut world, "carol", &circle, Some(Room::Unlimited));
    world.plug("carol", "bob");
    assert_eq!(show(&mut world, "carol", ids[0]), Ok(text("One")));
    world.unplug("carol", "bob");
    assert_eq!(away(&mut world, "carol", &circle), ["Two"]);
    let on: Vec<usize> = titles(&mut world, "bob", &circle).into_iter().map(|(.., on)| on).collect();
    assert_eq!(on, [3, 3, 3, 3, 2], "and bob knows that it is back");
    // A search finds it by its end again.
    world.plug("carol", "bob");
    assert_eq!(show(&mut world, "carol", ids[1]), Ok(text("Two")), "opened a moment ago");
}

#[test]
fn the_last_copy_stays_whatever_the_quota() {
    let (mut world, circle, ids) = full();
    world.crash("alice");
    let room = Some(Room::Bytes(1_000));
    quota(&mut world, "carol", &circle, room);
    world.pass(60);
    quota(&mut world, "bob", &circle, room);
    world.pass(700);
    for name in ["bob", "carol"] {
        world.ask(name, Command::CircleQuota { circle: circle.clone(), room: Some(Room::Unlimited) }).expect("settled");
    }
    world.unplug("bob", "carol");
    let (bobs, carols) = (away(&mut world, "bob", &circle), away(&mut world, "carol", &circle));
    assert_eq!(carols, ["Four", "One", "Three", "Two"], "bob had said that his stay");
    assert_eq!(bobs, ["Hers"], "and they do; hers she keeps herself");
    assert_eq!(show(&mut world, "carol", ids[4]), Ok(text("Hers")));
}

#[test]
fn a_newcomer_gets_from_bob_what_carol_has_let_go() {
    let mut world = World::new(&["alice", "bob", "carol", "dave"]);
    let circle = world.circle("alice", &["bob", "carol"]);
    let id = write(&mut world, "alice", &circle, "One");
    world.settle();
    let ticket = world.ticket("alice", &circle);
    quota(&mut world, "carol", &circle, Some(Room::Bytes(1_000)));
    world.pass(30);
    assert_eq!(titles(&mut world, "alice", &circle)[0].2, 2);
    world.ask("dave", Command::CircleJoin { ticket }).expect("a good ticket");
    world.plug("alice", "dave");
    world.unplug("alice", "dave");
    // A second one, of which carol has no more than the head when she meets him.
    let late = write(&mut world, "alice", &circle, "Two");
    world.settle();
    world.pass(30);
    world.unplug("alice", "carol");
    world.plug("carol", "dave");
    assert!(show(&mut world, "dave", late).is_err(), "a head alone is nothing");
    let carol = world.status("dave", &circle).delivered.into_iter().find(|one| one.person.name == "carol");
    assert_eq!(
        carol.map(|one| (one.all, one.lacks)),
        Some((false, 1)),
        "she holds all but the one that he has from alice"
    );
    world.plug("bob", "dave");
    world.settle();
    assert_eq!(show(&mut world, "dave", late), Ok(text("Two")));
    assert_eq!(show(&mut world, "dave", id), Ok(text("One")));
    assert_eq!(titles(&mut world, "dave", &circle).into_iter().map(|(.., on)| on).collect::<Vec<_>>(), [3, 3]);
}

#[test]
fn what_carol_reads_stays_although_there_is_too_little_room_for_it() {
    let (mut world, circle, ids) = full();
    let room = quota(&mut world, "carol", &circle, None).used - 40_000;
    quota(&mut world, "carol", &circle, Some(Room::Bytes(room)));
    world.pass(30);
    assert!(matches!(show(&mut world, "carol", ids[0]), Err(Error::TextAway { .. })), "the first that came went");
    world.settle();
    // Her page reads again whenever it hears that something in it changed.
    let before = world.bytes_on_disk("carol");
    for second in 0..30 {
        assert_eq!(show(&mut world, "carol", ids[0]), Ok(text("One")), "after {second} s");
        world.pass(1);
    }
    let grown = world.bytes_on_disk("carol") - before;
    assert!(grown < 30_000, "it came once: {grown} bytes");
    // In its place another went; and when she has read nothing for a while, it may go as well.
    assert!(quota(&mut world, "carol", &circle, None).used <= room);
    quota(&mut world, "carol", &circle, Some(Room::Bytes(1_000)));
    world.pass(60);
    assert_eq!(show(&mut world, "carol", ids[0]), Ok(text("One")), "not while it is read");
    world.pass(31 * 60);
    quota(&mut world, "carol", &circle, Some(Room::Bytes(900)));
    world.pass(60);
    assert!(matches!(show(&mut world, "carol", ids[0]), Err(Error::TextAway { .. })), "nobody reads it now");
}

#[test]
fn what_others_said_about_alices_note_may_be_away_and_the_note_is_here() {
    let mut world = World::new(&["alice", "bob", "carol"]);
    let circle = world.circle("alice", &["bob", "carol"]);
    let id = write(&mut world, "alice", &circle, "Hers");
    let ask = Command::Ask {
        circle: circle.clone(),
        title: "Why?".into(),
        text: "Why so?".into(),
        about: None,
        quote: None,
        tags: Vec::new(),
    };
    let question = world.write("alice", ask);
    world.settle();
    let long: String = text("what bob says").chars().take(7_500).collect();
    world.write("bob", Command::Comment { item: Name::from(id), text: long.clone() });
    world.write("bob", Command::Answer { question: Name::from(question), text: long.clone() });
    world.settle();
    quota(&mut world, "alice", &circle, Some(Room::Bytes(1_000)));
    world.pass(30);
    world.unplug("alice", "bob");
    world.unplug("alice", "carol");

    let note = world.note("alice", id);
    assert_eq!(note.text, text("Hers"), "her own text is whole");
    let comment = &note.replies[0];
    let mut with = comment.away.clone().expect("no comment passes for whole that is not");
    with.sort();
    assert_eq!(with, ["bob", "carol"]);
    assert!(long.starts_with(&comment.text) && comment.text.len() < 2_000);
    let shown = |world: &mut World| {
        let answers = world.ask("alice", Command::QuestionShow { question: Name::from(question) }).expect("it is hers");
        match answers.into_iter().next() {
            Some(Answer::Question(question)) => question,
            other => panic!("{other:?} where a question was expected"),
        }
    };
    let asked = shown(&mut world);
    assert_eq!((asked.text.as_str(), asked.replies[0].away.is_some()), ("Why so?", true));
    let edited = text("Hers") + "One more line.";
    let edit =
        Command::NoteEdit { note: Name::from(id), title: None, tags: None, text: Some(edited.clone()), base: None };
    world.ask("alice", edit).expect("her own note, which is here whole");
    world.ask("alice", Command::NoteHistory { note: Name::from(id) }).expect("of it as well");
    assert_eq!(world.note("alice", id).text, edited);

    // She has read in both: what is missing comes with whoever comes.
    world.plug("alice", "bob");
    world.settle();
    let note = world.note("alice", id);
    assert_eq!((note.replies[0].away.as_ref(), &note.replies[0].text), (None, &long));
    let asked = shown(&mut world);
    assert_eq!((asked.replies[0].away.as_ref(), &asked.replies[0].text), (None, &long));
}
