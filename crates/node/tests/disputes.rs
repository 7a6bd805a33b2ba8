//! Disputes that follow copies: from a passage to the question about it, the answer, what quotes it, and back when it is corrected.

use commonplace_core::id::RecordId;
use commonplace_core::limits;
use commonplace_node::answer::{Answer, Dispute, DisputeRow, DisputeState, MadeFrom, Question, SourceDisputed};
use commonplace_node::command::{Command, Name, Page, RoleName, Weight};
use commonplace_node::error::Error;
use commonplace_node::event::Event;

use super::cards::{card, shown};
use super::stories::note;
use super::world::World;

const PASSAGE: &str = "Water stays where it is.";
const TEXT: &str = "Water stays where it is.\nSalt dissolves in water.\n";

fn disputing(item: RecordId, passage: Option<&str>, claim: &str) -> Command {
    Command::DisputeNew {
        item: item.into(),
        passage: passage.map(Into::into),
        claim: claim.into(),
        why: String::new(),
        source: None,
        source_passage: None,
        elsewhere: "Our book, page 12".into(),
    }
}

fn dispute(world: &mut World, who: &'static str, id: RecordId) -> Dispute {
    match world.ask(who, Command::DisputeShow { dispute: id.into() }).expect("a dispute").pop() {
        Some(Answer::Dispute(dispute)) => dispute,
        other => panic!("{other:?}"),
    }
}

fn listed(world: &mut World, who: &'static str, circle: &Name, open: bool) -> Vec<DisputeRow> {
    let row = |answer| if let Answer::DisputeRow(row) = answer { row } else { panic!("{answer:?} in a list") };
    let list = Command::DisputeList { circle: circle.clone(), open, page: Page::FIRST };
    world.ask(who, list).expect("a list").into_iter().map(row).collect()
}

fn question(world: &mut World, who: &'static str, id: RecordId) -> Question {
    match world.ask(who, Command::QuestionShow { question: id.into() }).expect("a question").pop() {
        Some(Answer::Question(question)) => question,
        other => panic!("{other:?}"),
    }
}

fn ask(circle: &Name, about: RecordId, quote: &str, title: &str) -> Command {
    let (quote, text) = (Some(quote.to_owned()), String::new());
    Command::Ask {
        circle: circle.clone(),
        title: title.into(),
        text,
        about: Some(about.into()),
        quote,
        tags: Vec::new(),
    }
}

fn states(sources: &[SourceDisputed]) -> Vec<DisputeState> {
    sources.iter().map(|source| source.state).collect()
}

fn kinds(made: &[MadeFrom]) -> Vec<&str> {
    let mut kinds: Vec<&str> = made.iter().map(|made| made.kind.as_str()).collect();
    kinds.sort_unstable();
    kinds
}

/// Alice's note, Bob's question about a passage of it with Alice's answer, and a note of Bob's that quotes it.
fn copied(world: &mut World, circle: &Name) -> (RecordId, RecordId, RecordId) {
    let original = world.write("alice", note(circle, "Osmosis", TEXT));
    world.settle();
    let asked = world.write("bob", ask(circle, original, PASSAGE, "Why does it stay?"));
    world.settle();
    world.write("alice", Command::Answer { question: asked.into(), text: "It is lazy.".into() });
    let quoting = world.write("bob", note(circle, "What I learned", "> water *stays* where\n> it is.\n\nSo be it.\n"));
    world.settle();
    (original, asked, quoting)
}

#[test]
fn a_dispute_reaches_the_question_its_answer_and_the_note_that_quotes_it() {
    let mut world = World::new(&["alice", "bob", "eve"]);
    let circle = world.circle("alice", &["bob", "eve"]);
    let (original, asked, quoting) = copied(&mut world, &circle);
    let elsewhere = world.write("bob", ask(&circle, original, "Salt dissolves", "In what?"));
    world.settle();
    for who in ["alice", "bob"] {
        assert_eq!(question(&mut world, who, asked).sources, [], "nothing is disputed yet");
    }
    world.forget_events();
    let id = world.write("eve", disputing(original, Some(PASSAGE), "It moves to where there is more salt."));
    world.settle();
    let told = |event: &Event| matches!(event, Event::Disputed { disputes, .. } if disputes == &[id]);
    assert!(world.events("bob").iter().any(told), "whoever shows a copy is told to read it again");
    for who in ["alice", "bob", "eve"] {
        let seen = question(&mut world, who, asked);
        assert_eq!(states(&seen.sources), [DisputeState::Open], "{who}");
        assert_eq!(seen.row.source.as_ref().map(|source| source.dispute), Some(id), "in lists, too");
        assert_eq!(states(&seen.replies[0].sources), [DisputeState::Open], "{who}: the answer");
        assert_eq!(states(&world.note(who, quoting).sources), [DisputeState::Open], "{who}: what quotes it");
        assert_eq!(question(&mut world, who, elsewhere).sources, [], "{who}: another passage of the same note");
        let original = world.note(who, original);
        assert_eq!((original.disputes.len(), original.sources.len()), (1, 0), "it is no copy of itself");
        let whole = dispute(&mut world, who, id);
        assert_eq!(kinds(&whole.made_from), ["answer", "question"]);
        assert_eq!((whole.row.title.as_str(), whole.row.passage.as_deref()), ("Osmosis", Some(PASSAGE)));
        assert!(whole.stands && whole.concerns_me == (who != "eve"), "{who}");
        let search = Command::Search { circle: None, query: "more salt".into(), max: 5 };
        let hits = world.ask(who, search).expect("hits");
        assert!(hits.iter().any(|hit| matches!(hit, Answer::Hit(hit) if hit.id == original.row.id)), "{hits:?}");
    }
    assert!(world.note("alice", original).row.unread, "its author learns of it");
}

#[test]
fn a_card_made_from_the_passage_and_one_from_the_answer_rest_on_a_disputed_source() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    let (original, asked, _) = copied(&mut world, &circle);
    let answer = question(&mut world, "bob", asked).replies[0].id;
    let of_passage = world.write("bob", card(&circle, "What stays?", Some(original), Some(PASSAGE)));
    let of_answer = world.write("bob", card(&circle, "Why?", Some(answer), None));
    let of_another = world.write("bob", card(&circle, "What dissolves?", Some(original), Some("Salt dissolves")));
    world.settle();
    let id = world.write("alice", disputing(original, Some(PASSAGE), "It moves."));
    world.settle();
    for who in ["alice", "bob"] {
        for made in [of_passage, of_answer] {
            let sources = shown(&mut world, who, made).sources;
            assert_eq!(sources.iter().map(|source| source.dispute).collect::<Vec<_>>(), [id], "{who}");
        }
        assert_eq!(shown(&mut world, who, of_another).sources, [], "{who}: another passage of the same note");
        assert_eq!(kinds(&dispute(&mut world, who, id).made_from), ["answer", "card", "card", "question"], "{who}");
    }
    // A card is itself something that can be wrong.
    let of_card = world.write("alice", disputing(of_another, Some("Water, and not salt."), "It was about salt."));
    world.settle();
    assert_eq!(shown(&mut world, "bob", of_another).disputes.iter().map(|row| row.id).collect::<Vec<_>>(), [of_card]);
    assert!(dispute(&mut world, "bob", of_card).stands, "its words stand on the back");
}

#[test]
fn when_the_passage_is_corrected_every_copy_says_so() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    let (original, asked, quoting) = copied(&mut world, &circle);
    let id = world.write("bob", disputing(original, Some(PASSAGE), "It moves."));
    world.settle();
    let text = Some("Water moves.\nSalt dissolves in water.\n".to_owned());
    let edit = Command::NoteEdit { note: original.into(), title: None, tags: None, text, base: None };
    world.ask("alice", edit).expect("her note");
    world.settle();
    let seen = dispute(&mut world, "bob", id);
    assert_eq!((seen.row.state, seen.stands), (DisputeState::Open, false), "the words are gone, and nobody said why");
    world.write("alice", Command::DisputeCorrected { dispute: id.into(), corrected: true });
    world.settle();
    for who in ["alice", "bob"] {
        assert_eq!(states(&question(&mut world, who, asked).sources), [DisputeState::Corrected], "{who}");
        assert_eq!(states(&world.note(who, quoting).sources), [DisputeState::Corrected], "{who}");
        assert_eq!(dispute(&mut world, who, id).corrected_by.map(|by| by.name).as_deref(), Some("alice"));
        assert!(listed(&mut world, who, &circle, true).is_empty());
        assert_eq!(listed(&mut world, who, &circle, false).len(), 1);
    }
}

#[test]
fn apart_and_in_any_order_all_come_to_the_same() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    let original = world.write("alice", note(&circle, "Osmosis", TEXT));
    world.settle();
    world.unplug("alice", "bob");
    // The copy comes after the dispute here, and before it there.
    let id = world.write("alice", disputing(original, Some(PASSAGE), "It moves."));
    let asked = world.write("bob", ask(&circle, original, "stays where it is", "Why?"));
    world.plug("alice", "bob");
    world.settle();
    for who in ["alice", "bob"] {
        assert_eq!(states(&question(&mut world, who, asked).sources), [DisputeState::Open], "{who}");
        assert_eq!(kinds(&dispute(&mut world, who, id).made_from), ["question"], "{who}");
    }
    world.write("bob", Command::DisputeWeigh { dispute: id.into(), weight: Weight::Agree });
    world.settle();
    for who in ["alice", "bob"] {
        let row = dispute(&mut world, who, id).row;
        assert_eq!((row.state, row.agree), (DisputeState::Upheld, 2), "{who}");
        assert_eq!(states(&question(&mut world, who, asked).sources), [DisputeState::Upheld], "{who}");
    }
}

#[test]
fn what_eve_rules_counts_for_nothing_and_what_a_facilitator_rules_does() {
    let mut world = World::new(&["alice", "bob", "eve"]);
    let circle = world.circle("alice", &["bob", "eve"]);
    let (original, asked, _) = copied(&mut world, &circle);
    let id = world.write("bob", disputing(original, Some(PASSAGE), "It moves."));
    world.settle();
    let rule = |upheld| Command::DisputeRule { dispute: id.into(), upheld, reason: "The book says so.".into() };
    assert_eq!(world.ask("eve", rule(false)), Err(Error::NotAllowed { what: "rule".into() }));
    assert!(!dispute(&mut world, "eve", id).may_rule);
    world
        .ask("alice", Command::CircleRole { circle: circle.clone(), person: "eve".into(), role: RoleName::Facilitator })
        .expect("alice may");
    world.settle();
    // Removed while apart: what she rules then was seen by nobody before she was out.
    world.unplug("alice", "eve");
    world.unplug("bob", "eve");
    world.write("eve", rule(false));
    world.ask("alice", Command::CircleRemove { circle: circle.clone(), person: "eve".into() }).expect("alice may");
    world.settle();
    world.plug("alice", "eve");
    world.settle();
    for who in ["alice", "bob"] {
        let seen = dispute(&mut world, who, id);
        assert_eq!((seen.row.state, seen.rulings.len()), (DisputeState::Open, 0), "{who}");
    }
    world.write("alice", rule(false));
    world.settle();
    for who in ["alice", "bob"] {
        let seen = dispute(&mut world, who, id);
        assert_eq!((seen.row.state, seen.rulings[0].reason.as_str()), (DisputeState::Rejected, "The book says so."));
        assert_eq!(question(&mut world, who, asked).sources, [], "{who}: what is rejected follows no copy");
    }
}

#[test]
fn a_dispute_that_is_withdrawn_or_whose_disputer_was_never_seen_is_gone_everywhere() {
    let mut world = World::new(&["alice", "bob", "eve"]);
    let circle = world.circle("alice", &["bob", "eve"]);
    let (original, asked, _) = copied(&mut world, &circle);
    let id = world.write("bob", disputing(original, Some(PASSAGE), "It moves."));
    world.settle();
    let refused = world.ask("alice", Command::Retract { item: id.into() });
    assert_eq!(refused, Err(Error::NotAllowed { what: "retract".into() }));
    world.ask("bob", Command::Retract { item: id.into() }).expect("his");
    world.settle();
    assert_eq!(question(&mut world, "alice", asked).sources, []);
    assert!(listed(&mut world, "alice", &circle, false).is_empty());
    assert!(world.ask("alice", Command::DisputeShow { dispute: id.into() }).is_err());
    world.unplug("alice", "eve");
    world.unplug("bob", "eve");
    world.write("eve", disputing(original, Some(PASSAGE), "It flies."));
    world.ask("alice", Command::CircleRemove { circle: circle.clone(), person: "eve".into() }).expect("alice may");
    world.settle();
    world.plug("alice", "eve");
    world.settle();
    assert!(listed(&mut world, "bob", &circle, false).is_empty());
}

#[test]
fn an_answer_is_disputed_with_a_note_as_source_and_its_author_alone_corrects_it() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    let (original, asked, _) = copied(&mut world, &circle);
    let answer = question(&mut world, "bob", asked).replies[0].id;
    let command = Command::DisputeNew {
        item: answer.into(),
        passage: Some("It is lazy".into()),
        claim: "Water has no will.".into(),
        why: String::new(),
        source: Some(original.into()),
        source_passage: Some("Salt dissolves in water.".into()),
        elsewhere: String::new(),
    };
    let id = world.write("bob", command);
    world.settle();
    let seen = dispute(&mut world, "alice", id);
    let source = seen.source.expect("a note");
    assert_eq!((source.item, source.title.as_deref()), (original, Some("Osmosis")));
    assert_eq!(source.passage.as_deref(), Some("Salt dissolves in water."));
    assert!(seen.may_correct && !dispute(&mut world, "bob", id).may_correct);
    let corrected = Command::DisputeCorrected { dispute: id.into(), corrected: true };
    assert_eq!(world.ask("bob", corrected), Err(Error::NotAllowed { what: "say-corrected".into() }));
    let rows = question(&mut world, "alice", asked).disputes;
    assert_eq!((rows.len(), rows[0].item), (1, answer));
    assert!(world.ask("bob", disputing(id, None, "No dispute of a dispute.")).is_err());
    let bare = Command::DisputeNew {
        item: answer.into(),
        passage: None,
        claim: "Wrong.".into(),
        why: String::new(),
        source: None,
        source_passage: None,
        elsewhere: String::new(),
    };
    assert_eq!(world.ask("bob", bare), Err(Error::Empty { what: "source".into() }));
}

#[test]
fn a_hundred_disputes_of_eves_hide_none_of_bobs_and_survive_a_restart() {
    let mut world = World::new(&["alice", "bob", "eve"]);
    let circle = world.circle("alice", &["bob", "eve"]);
    let (original, asked, quoting) = copied(&mut world, &circle);
    for number in 0..100 {
        world.write("eve", disputing(original, Some("Salt dissolves in water."), &format!("Wrong {number}")));
    }
    let id = world.write("bob", disputing(original, Some(PASSAGE), "It moves."));
    world.settle();
    world.crash("alice");
    world.start("alice");
    for who in ["alice", "bob"] {
        let rows = listed(&mut world, who, &circle, true);
        assert_eq!(rows.len(), limits::DISPUTES_EACH + 1, "{who}");
        let found = |sources: &[SourceDisputed]| sources.iter().map(|source| source.dispute).collect::<Vec<_>>();
        assert_eq!(found(&question(&mut world, who, asked).sources), [id], "{who}");
        assert_eq!(found(&world.note(who, quoting).sources), [id], "{who}");
        let shown = world.ask(who, Command::CircleShow { circle: circle.clone() }).expect("a circle");
        assert!(matches!(&shown[..], [Answer::Circle(circle)] if circle.disputes == rows.len()), "{shown:?}");
    }
}
