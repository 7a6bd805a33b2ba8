//! Stories of notes.

use commonplace_core::limits;
use commonplace_core::record::Lane;
use commonplace_learning::comment;
use commonplace_learning::diff::Line;
use commonplace_learning::merge::Refusal;
use commonplace_learning::moderation::{self, Visibility};
use commonplace_learning::note::{Began, NewNote, NoteChange};
use commonplace_learning::summary::NoteRow;
use commonplace_learning::{Entry, Standing};

use crate::people::{Desk, alice, bob, eve, fatima, meet};

#[test]
fn a_note_nobody_edited_is_its_first_record() {
    let mut alice = alice();
    let text = "---\ntags: [x]\n---\r\n# Osmosis\n\nWater moves.";
    let new = NewNote {
        title: " Osmosis ".into(),
        tags: vec!["#biology".into(), "biology".into(), "cell".into()],
        path: Some("unit 1/osmosis.md".into()),
        text: text.into(),
    };
    let id = alice.new_note_of(new);
    let note = alice.note();
    assert_eq!((note.id(), note.title(), note.text()), (id, "Osmosis", text));
    assert_eq!(note.tags(), ["biology", "cell"]);
    assert_eq!((note.path(), note.edits()), (Some("unit 1/osmosis.md"), 0));
    assert_eq!(note.contributors(), [alice.person]);
    assert_eq!(alice.entries()[0].kind.0, 64);
}

#[test]
fn saving_without_a_change_writes_nothing() {
    let mut alice = alice();
    alice.new_note("Osmosis", "Water moves.");
    let same = NoteChange {
        title: Some("Osmosis".into()),
        tags: Some(Vec::new()),
        text: Some("Water moves.".into()),
        from: None,
    };
    assert_eq!(alice.edit(same), []);
    assert_eq!(alice.edit(NoteChange::default()), []);
}

#[test]
fn title_tags_and_text_changed_at_once_are_one_record() {
    let mut alice = alice();
    alice.new_note("Osmosis", "Water moves.");
    let change = NoteChange {
        title: Some("Osmosis, again".into()),
        tags: Some(vec!["water".into()]),
        text: Some("Water moves through membranes.".into()),
        from: None,
    };
    assert_eq!(alice.edit(change).len(), 1);
    let note = alice.note();
    assert_eq!((note.title(), note.text()), ("Osmosis, again", "Water moves through membranes."));
    assert_eq!(note.tags(), ["water"]);
}

#[test]
fn alice_and_bob_edit_apart_and_both_edits_are_there() {
    let (mut alice, mut bob) = (alice(), bob());
    alice.new_note("Osmosis", "First line.\n\nSecond line.\n\nThird line.\n");
    meet(&mut alice, &mut bob);
    alice.edit_text("First line.\n\nSecond wet line.\n\nThird line.\n");
    bob.edit_text("First line.\n\nSecond line, salty.\n\nThird line.\nFourth line.\n");
    meet(&mut alice, &mut bob);
    assert_eq!(alice.note().text(), "First line.\n\nSecond wet line, salty.\n\nThird line.\nFourth line.\n");
    assert_eq!(alice.note().text(), bob.note().text());

    let marks = alice.note().both_edited();
    assert_eq!(marks.len(), 1, "the third paragraph was bob's alone: {marks:?}");
    assert_eq!(marks[0].passage, "Second wet line, salty.\n");
    assert_eq!(&alice.note().text()[marks[0].at.clone()], marks[0].passage);
    assert_eq!(marks[0].by, [alice.person, bob.person]);
}

#[test]
fn what_came_while_alice_was_writing_stays() {
    let (mut alice, mut bob) = (alice(), bob());
    alice.new_note("Osmosis", "First line.\n\nSecond line.\n");
    alice.retag(&["cells", "water"]);
    meet(&mut alice, &mut bob);
    let began = Began {
        tags: alice.note().tags().into_iter().map(str::to_owned).collect(),
        text: alice.note().text().to_owned(),
    };
    bob.edit_text("First line.\n\nSecond line.\n\nBob's line.\n");
    bob.retag(&["cells", "water", "salt"]);
    meet(&mut alice, &mut bob);
    alice.edit(NoteChange {
        title: None,
        tags: Some(vec!["cells".into(), "membranes".into()]),
        text: Some("Alice's line.\n\nSecond line.\n".into()),
        from: Some(began.clone()),
    });
    assert_eq!(alice.note().text(), "Alice's line.\n\nSecond line.\n\nBob's line.\n");
    assert_eq!(alice.note().tags(), ["cells", "membranes", "salt"]);

    let change =
        NoteChange { text: Some("Other.\n\nSecond line.\n".into()), from: Some(began), ..NoteChange::default() };
    alice.edit(change);
    assert_eq!(alice.note().text(), "Alice's line.\nOther.\n\nSecond line.\n\nBob's line.\n", "both, mine behind");
}

#[test]
fn a_passage_both_deleted_and_changed_is_marked() {
    let (mut alice, mut bob) = (alice(), bob());
    alice.new_note("Osmosis", "one\ntwo\nthree\n");
    meet(&mut alice, &mut bob);
    alice.edit_text("one\nthree\n");
    bob.edit_text("one\nTWO\nthree\n");
    meet(&mut alice, &mut bob);
    assert_eq!(alice.note().both_edited().len(), 1, "{}", alice.note().text());
}

#[test]
fn the_mark_goes_when_somebody_who_saw_both_changes_the_passage() {
    let (mut alice, mut bob) = (alice(), bob());
    alice.new_note("Osmosis", "Water moves.\n");
    meet(&mut alice, &mut bob);
    alice.edit_text("Fresh water moves.\n");
    bob.edit_text("Water moves slowly.\n");
    meet(&mut alice, &mut bob);
    assert_eq!(bob.note().both_edited().len(), 1);
    bob.edit_text("Fresh water moves, slowly.\n");
    assert_eq!(bob.note().both_edited(), []);
}

#[test]
fn one_persons_two_laptops_merge_without_a_mark() {
    let (mut laptop, mut desktop) = (alice(), Desk::new(1, 12, Standing::Learner));
    laptop.new_note("Osmosis", "Water moves.\n");
    meet(&mut laptop, &mut desktop);
    laptop.edit_text("Fresh water moves.\n");
    desktop.edit_text("Water moves slowly.\n");
    meet(&mut laptop, &mut desktop);
    assert_eq!(laptop.note().text(), "Fresh water moves slowly.\n");
    assert_eq!(laptop.note().both_edited(), []);
    assert_eq!(laptop.note().contributors().len(), 1);
}

#[test]
fn titles_given_apart_are_both_kept_until_somebody_settles_them() {
    let (mut alice, mut bob, mut fatima) = (alice(), bob(), fatima());
    alice.new_note("Osmosis", "x");
    meet(&mut alice, &mut bob);
    meet(&mut bob, &mut fatima);
    alice.retitle("Osmosis by Alice");
    bob.retitle("Osmosis by Bob");
    fatima.retitle("Osmosis by Fatima");
    meet(&mut alice, &mut bob);
    meet(&mut bob, &mut fatima);
    meet(&mut alice, &mut bob);
    assert_eq!(alice.note().title(), "Osmosis by Fatima", "the facilitator's is displayed");
    assert_eq!(alice.note().titles().len(), 3);
    assert_eq!(alice.note().titles(), bob.note().titles());
    // Giving the displayed title once more settles it.
    assert_eq!(bob.retitle("Osmosis by Fatima").len(), 1);
    assert_eq!(bob.note().titles(), ["Osmosis by Fatima"]);
}

#[test]
fn a_tag_added_while_another_takes_it_away_stays() {
    let (mut alice, mut bob) = (alice(), bob());
    alice.new_note("Osmosis", "x");
    alice.retag(&["water", "salt"]);
    meet(&mut alice, &mut bob);
    alice.retag(&["salt"]);
    alice.retag(&["salt", "water"]);
    bob.retag(&[]);
    meet(&mut alice, &mut bob);
    assert_eq!(bob.note().tags(), ["water"], "bob had not seen the second `water`");
}

/// Eve writes her note anew, and claims for that the moment in which she began it.
#[test]
fn a_note_that_was_written_anew_says_so_whatever_its_author_claims() {
    let mut eve = eve();
    let text: String = (0..3_000).map(|n| format!("Line {n} of a text that goes on in further records.\n")).collect();
    let id = eve.new_note("Salt", &text);
    let began = eve.entries().iter().find(|entry| entry.id == id).expect("the first record").wall;
    let claim = |eve: &mut Desk| {
        eve.entries().into_iter().for_each(|entry| eve.take(Entry { wall: began, ..entry }));
    };
    claim(&mut eve);
    assert!(eve.entries().len() > 2);
    assert_eq!(eve.note().edits(), 0, "it was only begun");
    // Something else stands in her chain in between.
    eve.write(comment::compose(id, id, "Soon more.").expect("fits"));
    let anew = eve.edit_text("Nothing of it is true.");
    claim(&mut eve);
    assert_eq!(eve.note().edits(), anew.len());
}

#[test]
fn a_long_text_continues_in_further_records() {
    let mut alice = alice();
    let text: String = (0..9_000).map(|n| format!("Line {n} of a long import, with ü.\n")).collect();
    assert!(text.len() > 5 * limits::NOTE_FIRST_BYTES);
    alice.new_note("Long", &text);
    let note = alice.note();
    assert_eq!(note.text(), text);
    assert!(note.edits() >= 8, "{}", note.edits());
    for entry in alice.entries() {
        assert!(entry.body.len() <= limits::BODY_BYTES);
    }
    // And as one huge line, which has no place to cut but between characters.
    let mut bob = bob();
    let line = "ü".repeat(100_000);
    bob.new_note("Line", &line);
    assert_eq!(bob.note().text(), line);
    assert_eq!(bob.edit_text("").len(), 1);
    assert_eq!(bob.note().text(), "");
}

#[test]
fn many_places_changed_at_once_are_several_records_that_fit() {
    let mut alice = alice();
    let before: String = (0..1_500).map(|n| format!("fact {n} is old\n")).collect();
    alice.new_note("Facts", &before);
    let after = before.replace("old", "quite new");
    let records = alice.edit_text(&after);
    assert!(records.len() > 1);
    assert_eq!(alice.note().text(), after);
    assert!(alice.entries().iter().all(|entry| entry.body.len() <= limits::BODY_BYTES));
}

#[test]
fn history_tells_who_changed_which_lines() {
    let (mut alice, mut bob) = (alice(), bob());
    alice.new_note("Osmosis", "one\ntwo\n");
    meet(&mut alice, &mut bob);
    let edit = bob.edit_text("one\ntwo and a half\n")[0];
    let retitled = bob.retitle("Diffusion")[0];
    bob.retag(&["physics"]);
    let history = bob.note().history();
    assert_eq!(history.len(), 3);
    assert_eq!((history[0].id, history[0].author), (edit, bob.person));
    assert_eq!(history[0].lines, [Line::Removed("two".into()), Line::Added("two and a half".into())]);
    assert_eq!(history[0].difference(), "-two\n+two and a half\n");
    assert_eq!((history[1].id, history[1].title.as_deref()), (retitled, Some("Diffusion")));
    assert_eq!(history[2].tags_added, ["physics"]);
    assert!(history.iter().all(|edit| edit.applied));
}

#[test]
fn an_edit_whose_beginning_is_missing_waits_for_it() {
    let (mut alice, mut bob) = (alice(), bob());
    alice.new_note("Osmosis", "one\n");
    meet(&mut alice, &mut bob);
    let first = alice.edit_text("one\ntwo\n")[0];
    let second = alice.edit_text("one\ntwo\nthree\n")[0];
    let entries = alice.entries();
    for entry in entries.iter().filter(|entry| entry.id != first) {
        bob.take(entry.clone());
    }
    assert_eq!((bob.note().text(), bob.note().waiting()), ("one\n", 1));
    assert!(!bob.note().history().iter().any(|edit| edit.id == second && edit.applied));
    meet(&mut alice, &mut bob);
    assert_eq!((bob.note().text(), bob.note().waiting()), ("one\ntwo\nthree\n", 0));
}

#[test]
fn of_two_updates_for_one_place_the_same_one_counts_on_every_node() {
    let (mut eve, mut alice) = (eve(), alice());
    alice.new_note("Osmosis", "one\n");
    meet(&mut alice, &mut eve);
    let mut other_eve = eve.clone();
    let mine = eve.edit_text("one\nshown to alice\n")[0];
    let yours = other_eve.edit_text("one\nshown to bob\n")[0];
    let mut bob = bob();
    meet(&mut bob, &mut other_eve);
    meet(&mut alice, &mut eve);
    assert_ne!(alice.note().text(), bob.note().text(), "as eve wants it");
    meet(&mut alice, &mut bob);
    assert_eq!(alice.note().text(), bob.note().text());
    let refused: Vec<_> = alice.note().refused().collect();
    assert_eq!(refused, [(mine.max(yours), Refusal::Forked)]);
    // Others go on, and so can eve, from what counts.
    alice.edit_text("settled\n");
    meet(&mut alice, &mut eve);
    eve.edit_text("settled by eve\n");
    meet(&mut alice, &mut eve);
    assert_eq!(alice.note().text(), "settled by eve\n");
}

#[test]
fn an_update_in_another_devices_name_is_refused() {
    let (mut alice, mut eve) = (alice(), eve());
    alice.new_note("Osmosis", "one\n");
    meet(&mut alice, &mut eve);
    // Eve signs, as her own, operations of alice's peer.
    let forged = alice.note().edit(alice.device, NoteChange { text: Some("evil\n".into()), ..NoteChange::default() });
    let id = eve.write(forged.expect("fits").remove(0));
    meet(&mut alice, &mut eve);
    assert_eq!(alice.note().text(), "one\n");
    assert_eq!(alice.note().refused().collect::<Vec<_>>(), [(id, Refusal::ForeignPeer)]);
    alice.edit_text("one\ntwo\n");
    assert_eq!(alice.note().text(), "one\ntwo\n");
}

#[test]
fn a_note_that_was_taken_back_shows_nothing_anywhere() {
    let (mut alice, mut bob) = (alice(), bob());
    let id = alice.new_note("Secret", "Too personal.");
    meet(&mut alice, &mut bob);
    bob.edit_text("Too personal!");
    // Only its author can.
    let mut eve = eve();
    meet(&mut bob, &mut eve);
    eve.write(moderation::retract(id, id).expect("fits"));
    assert_eq!(eve.note().visibility(), &Visibility::Shown);
    meet(&mut alice, &mut bob);
    alice.write(moderation::retract(id, id).expect("fits"));
    meet(&mut alice, &mut bob);
    let note = bob.note();
    assert_eq!((note.title(), note.text(), note.visibility()), ("", "", &Visibility::Retracted));
    assert_eq!(note.droppable().len(), 2);
    // A node that dropped the bodies shows the same as one that did not.
    let mut dropped = bob.entries();
    dropped.iter_mut().filter(|entry| note.droppable().contains(&entry.id)).for_each(|entry| entry.body.clear());
    let (kept, gone) = (NoteRow::of(&note), NoteRow::fold(&dropped).expect("still a note"));
    assert_eq!((kept.hidden, kept.title), (gone.hidden, gone.title));
    assert_eq!(gone.excerpt, "");
}

#[test]
fn a_row_counts_what_is_shown() {
    let (mut alice, mut bob, mut fatima) = (alice(), bob(), fatima());
    let id = alice.new_note("Osmosis", "# Osmosis\n\nWater *moves*.");
    meet(&mut alice, &mut bob);
    bob.edit_text("# Osmosis\n\nWater *moves* slowly.");
    let rude = bob.write(comment::compose(id, id, "You idiot").expect("fits"));
    bob.write(comment::compose(id, id, "Why?").expect("fits"));
    meet(&mut bob, &mut fatima);
    fatima.write(fatima.note().discussion().hide(rude, true, "be kind").expect("fits"));
    meet(&mut bob, &mut fatima);
    meet(&mut alice, &mut bob);
    let row = NoteRow::fold(&alice.entries()).expect("a note");
    assert_eq!((row.excerpt.as_str(), row.edits, row.contributors, row.comments), ("Water moves slowly.", 1, 2, 1));
    assert!(!row.hidden);
}

#[test]
fn documents_travel_in_their_own_lane() {
    let mut alice = alice();
    let id = alice.new_note("Osmosis", "x");
    let change = NoteChange { text: Some("y".into()), ..NoteChange::default() };
    let edits = alice.note().edit(alice.device, change).expect("fits");
    assert!(edits.iter().all(|content| content.lane == Lane::Documents));
    assert_eq!(comment::compose(id, id, "x").expect("fits").lane, Lane::Posts);
}
