//! Writing: notes, questions, answers, and that nothing written is lost.

use std::path::{Path, PathBuf};

use commonplace_core::time::Timestamp;
use commonplace_node::answer::OtherDraft;
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use commonplace_node::sheet::{Base, Sheet};
use iced::Task;
use iced::keyboard::{Modifiers, key::Named};
use tempfile::TempDir;

use super::window::Window;
use super::{in_circle, story, written};
use crate::app::Message;
use crate::clipboard::Pasted;
use crate::desk;
use crate::screen::{editor, note, question};
use crate::widget::markdown;

#[test]
fn words_of_a_field_are_cut_and_pasted_by_the_other_button_and_by_the_menu_key() {
    let mut window = in_circle(story().world);
    window.click("Write");
    window.types("Salt and water");
    window.press(Named::F10, Modifiers::SHIFT);
    window.expect("This field");
    window.click("Select all");
    assert!(!window.sees("This field"));
    let title = iced::widget::Id::new(editor::TITLE);
    window.right_click_id(title.clone());
    window.click("Cut");
    window.frames(1);
    assert!(!window.sees("Salt and water"), "what was marked stays so, and is cut");
    window.right_click_id(title.clone());
    window.press(Named::Escape, Modifiers::empty());
    window.expect("Publish");
    for _ in 0..2 {
        window.right_click_id(title.clone());
        window.click("Paste");
        window.frames(1);
    }
    // The text has not had the focus yet.
    window.right_click_id(iced::widget::Id::new(editor::TEXT));
    window.press(Named::Escape, Modifiers::empty());
    window.types("Dry.");
    for down in [3, 0] {
        window.press(Named::ContextMenu, Modifiers::empty());
        (0..down).for_each(|_| window.press(Named::ArrowDown, Modifiers::empty()));
        window.press(Named::Enter, Modifiers::empty());
        window.frames(1);
    }
    window.types("Wet.");
    window.click("Publish");
    let text = written(&window);
    let expected = ("Salt and waterSalt and water", "Wet.");
    assert!(
        matches!(&text[..], [Command::NoteNew { title: Some(title), text, .. }] if (title.as_str(), text.as_str()) == expected),
        "{text:?}"
    );
}

#[test]
fn the_key_that_publishes_does_so_from_the_title_too() {
    let story = story();
    let circle = story.circle;
    let mut window = in_circle(story.world);
    window.command("n", true);
    window.types("Why salt?");
    window.press(Named::Enter, Modifiers::COMMAND);
    let expected = Command::Ask {
        circle: circle.into(),
        title: "Why salt?".into(),
        text: String::new(),
        about: None,
        quote: None,
        tags: Vec::new(),
    };
    assert_eq!(written(&window), [expected]);
}

#[test]
fn a_note_is_written_and_opened() {
    let story = story();
    let circle = story.circle;
    let mut window = in_circle(story.world);
    window.click("Write");
    window.types("Diffusion");
    window.click_id(editor::TEXT);
    window.types("Things spread.");
    window.click("Publish");
    let expected = Command::NoteNew {
        circle: circle.into(),
        title: Some("Diffusion".into()),
        tags: Vec::new(),
        text: "Things spread.".into(),
        path: None,
    };
    assert_eq!(written(&window), [expected]);
    window.expect("Diffusion");
    window.expect("just now");
    assert!(window.double.world().drafts.values().all(String::is_empty), "the draft is forgotten");
}

#[test]
fn a_refused_note_stays_on_the_desk_with_its_draft() {
    let mut window = in_circle(story().world);
    window.click("Write");
    window.types("Diffusion");
    window.click_id(editor::TEXT);
    window.types("Things spread.");
    window.double.world().refusals.push_back(Error::DiskFull);
    window.click("Publish");
    window.expect("The disk is full");
    window.expect("Diffusion");
    window.expect("Draft kept");
    let kept: Vec<_> = window.double.world().drafts.values().cloned().collect();
    assert!(kept.iter().any(|draft| draft.contains("Things spread.")), "{kept:?}");
}

#[test]
fn a_draft_outlives_the_window() {
    let mut window = in_circle(story().world);
    window.click("Write");
    window.types("Diff");
    let mut window = window.reopen();
    window.click("Cell biology");
    window.click("Write");
    window.expect("This is your draft from last time.");
    window.expect("Diff");
    window.click("Begin anew");
    assert!(!window.sees("Diff"));
    assert!(window.double.world().drafts.values().all(String::is_empty));
}

#[test]
fn an_edit_sends_what_changed() {
    let story = story();
    let osmosis = story.osmosis;
    let mut window = in_circle(story.world);
    window.click("Osmosis");
    window.click("Edit");
    window.click_id(editor::TITLE);
    window.types("!");
    window.click("Publish");
    let expected =
        Command::NoteEdit { note: osmosis.into(), title: Some("Osmosis!".into()), tags: None, text: None, base: None };
    assert_eq!(written(&window), [expected]);
    window.expect("changed once");
}

#[test]
fn an_edit_says_what_it_was_made_from_even_days_later() {
    let mut story = story();
    let osmosis = story.osmosis;
    let began = Base::from(&*story.world.note_mut(osmosis));
    let mut window = in_circle(story.world);
    window.click("Osmosis");
    window.click("Edit");
    window.click_id(editor::TEXT);
    window.types("Slowly. ");
    window.double.world().note_mut(osmosis).text = "Somebody wrote something else.".into();
    let mut window = window.reopen();
    window.click("Cell biology");
    window.click("Osmosis");
    window.click("Edit");
    window.expect("This is your draft from last time.");
    window.click("Publish");
    let [Command::NoteEdit { text: Some(text), base, .. }] = &written(&window)[..] else {
        panic!("{:?}", written(&window))
    };
    assert!(text.contains("Slowly."), "{text}");
    assert_eq!(base.as_deref(), Some(&began));
}

#[test]
fn a_file_let_go_over_the_desk_is_taken_away_again() {
    let mut window = in_circle(story().world);
    window.click("Write");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("cell.png");
    std::fs::write(&path, b"png").expect("a file");
    window.tell(Message::Desk(desk::Message::Dropped(path)));
    window.expect("cell.png");
    window.tell(Message::Desk(desk::Message::Editor(editor::Message::LetGo(0))));
    let draft = window.double.world().drafts.values().next().cloned().unwrap_or_default();
    assert!(Sheet::unpack(&draft).files.is_empty(), "{draft}");
    assert!(draft.contains("cell.png"), "the words stay: {draft}");
}

#[test]
fn nobody_types_on_what_is_about_to_go() {
    let mut window = in_circle(story().world);
    window.click("Write");
    window.types("Diffusion");
    window.click_id(editor::TEXT);
    window.types("Things spread.");
    let editor = |message| Message::Desk(desk::Message::Editor(message));
    let refused = window.tell_later(editor(editor::Message::Publish));
    window.click_id(editor::TITLE);
    window.types(" later");
    assert!(!window.sees("later"), "it would be in neither the note nor a draft");
    window.double.world().refusals.push_back(Error::DiskFull);
    window.run(refused);
    window.click_id(editor::TITLE);
    window.types(" later");
    assert!(window.sees("later"));
    let drafts: Vec<_> = window.double.world().drafts.values().cloned().collect();
    assert!(drafts.iter().any(|draft| draft.contains("later")), "{drafts:?}");
}

#[test]
fn files_of_another_laptop_are_not_attached_from_here() {
    let story = story();
    let key = format!("note-new:{}", story.circle);
    let mut world = story.world;
    let files = vec!["/home/me/cell.png".into()];
    let sheet = Sheet { title: "Cells".into(), text: "A cell.".into(), files, ..Sheet::default() };
    let other =
        OtherDraft { id: "7".into(), device: None, text: Some(sheet.pack()), written: Timestamp::from_millis(0) };
    world.others.insert(key.clone(), vec![other]);
    let mut window = in_circle(world);
    window.click("Write");
    window.expect("Cells");
    window.expect("Not attached from here, since they lie on your other laptop: cell.png");
    window.click_id(editor::TEXT);
    window.types("Small. ");
    let kept = Sheet::unpack(&window.double.world().drafts[&key]);
    assert!(kept.text.contains("Small.") && kept.files.is_empty(), "{kept:?}");
}

#[test]
fn a_question_about_a_passage_carries_the_passage() {
    let story = story();
    let (circle, osmosis) = (story.circle, story.osmosis);
    let mut window = in_circle(story.world);
    window.click("Osmosis");
    let passage = markdown::Event::Passage(0.."Water *moves* to where salt is.".len());
    window.tell(Message::Desk(desk::Message::Note(note::Message::Text(passage))));
    window.expect("About “Osmosis”");
    window.expect("Water *moves* to where salt is.");
    window.types("Why to the salt?");
    window.click("Ask the circle");
    let expected = Command::Ask {
        circle: circle.into(),
        title: "Why to the salt?".into(),
        text: String::new(),
        about: Some(osmosis.into()),
        quote: Some("Water *moves* to where salt is.".into()),
        tags: Vec::new(),
    };
    assert_eq!(written(&window), [expected]);
    window.expect("Why to the salt?");
    window.click("About “Osmosis”");
    window.expect("Ask about this");
}

#[test]
fn an_answer_is_written_and_its_draft_forgotten() {
    let story = story();
    let asked = story.question;
    let mut window = in_circle(story.world);
    window.click("Why does salt attract water?");
    window.click_id(question::ANSWER);
    window.types("Because of entropy.");
    let key = format!("answer:{asked}");
    assert_eq!(window.double.world().drafts.get(&key).map(String::as_str), Some("Because of entropy."));
    window.click("Publish the answer");
    assert_eq!(written(&window), [Command::Answer { question: asked.into(), text: "Because of entropy.".into() }]);
    assert_eq!(window.double.world().drafts.get(&key).map(String::as_str), Some(""));
    window.expect("2 answers");
}

#[test]
fn an_empty_page_cannot_be_published() {
    let mut window = in_circle(story().world);
    window.click("Write");
    window.command("s", false);
    window.click("Publish");
    assert!(written(&window).is_empty());
}

fn on_the_train(text: &str) -> OtherDraft {
    let sheet = format!("{{\"title\":\"Diffusion\",\"text\":\"{text}\"}}");
    let written = Timestamp::from_millis(1_790_000_000_000);
    OtherDraft { id: "0102".into(), device: Some("train".into()), text: Some(sheet), written }
}

#[test]
fn what_was_begun_on_another_laptop_is_gone_on_with_here() {
    let story = story();
    let key = format!("note-new:{}", story.circle);
    story_with(story, &key, |window| {
        window.expect("This is your draft from last time.");
        window.expect("Diffusion");
        window.click_id(editor::TITLE);
        window.types("!");
        let world = window.double.world();
        assert!(world.others[&key].is_empty(), "what became of it took its place");
        assert!(world.drafts[&key].contains("Things spread."));
    });
}

#[test]
fn what_two_laptops_wrote_is_put_together_by_one_button() {
    let mut story = story();
    let key = format!("note-new:{}", story.circle);
    story.world.drafts.insert(key.clone(), "{\"title\":\"Diffusion\",\"text\":\"From here.\"}".to_owned());
    story_with(story, &key, |window| {
        window.expect("Also begun on train.");
        window.click("Add it below");
        let world = window.double.world();
        assert!(world.drafts[&key].contains("From here.\\n\\nThings spread."), "{:?}", world.drafts[&key]);
        assert!(world.others[&key].is_empty());
    });
}

/// Somebody sits down to write a note of which the train has a text.
fn story_with(mut story: super::Story, key: &str, then: impl FnOnce(&mut Window)) {
    story.world.others.insert(key.to_owned(), vec![on_the_train("Things spread.")]);
    let mut window = in_circle(story.world);
    window.click("Write");
    then(&mut window);
}

fn of_editor(message: editor::Message) -> Message {
    Message::Desk(desk::Message::Editor(message))
}

/// Somebody has written a note with a file, and publishes it; the answer is on its way.
fn publishing(window: &mut Window, file: &Path) -> Task<Message> {
    window.click("Write");
    window.types("Diffusion");
    window.click_id(editor::TEXT);
    window.types("Things spread.");
    window.tell(Message::Desk(desk::Message::Dropped(file.into())));
    window.tell_later(of_editor(editor::Message::Publish))
}

fn picture() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("cell.png");
    std::fs::write(&path, b"png").expect("a file");
    (folder, path)
}

fn attached(window: &Window) -> usize {
    let attached = |command: &&Command| matches!(command, Command::Attach { .. });
    window.double.world().asked.iter().filter(attached).count()
}

#[test]
fn a_note_that_somebody_leaves_while_it_is_published_gets_its_files_and_no_second_one() {
    let story = story();
    let key = format!("note-new:{}", story.circle);
    let mut window = in_circle(story.world);
    let (_folder, path) = picture();
    let published = publishing(&mut window, &path);
    window.press(Named::Escape, Modifiers::empty());
    window.run(published);
    assert_eq!(attached(&window), 1);
    assert_eq!(window.double.world().drafts[&key], "", "it is published: there is no draft of it");
    window.click("Write");
    window.command("s", false);
    let notes = window.double.world().asked.iter().filter(|one| matches!(one, Command::NoteNew { .. })).count();
    assert_eq!(notes, 1);
}

#[test]
fn a_note_begun_while_another_is_published_is_left_alone() {
    let story = story();
    let key = format!("note-new:{}", story.circle);
    let mut window = in_circle(story.world);
    let (_folder, path) = picture();
    let published = publishing(&mut window, &path);
    window.command("n", false);
    assert!(!window.sees("Diffusion"), "what is about to be published is no draft of the next note");
    window.types("Enzymes at work");
    window.run(published);
    assert_eq!(attached(&window), 1);
    window.expect("Enzymes at work");
    let kept = Sheet::unpack(&window.double.world().drafts[&key]);
    assert_eq!((kept.title.as_str(), kept.files.len()), ("Enzymes at work", 0));
}

#[test]
fn a_note_refused_after_another_was_begun_is_not_lost() {
    let story = story();
    let key = format!("note-new:{}", story.circle);
    let mut window = in_circle(story.world);
    for leaves in [false, true] {
        let (_folder, path) = picture();
        let refused = publishing(&mut window, &path);
        window.command("n", false);
        window.types("Enzymes at work");
        if leaves {
            window.press(Named::Escape, Modifiers::empty());
        }
        window.double.world().refusals.push_back(Error::DiskFull);
        window.run(refused);
        window.expect("The disk is full");
        let kept = Sheet::unpack(&window.double.world().drafts[&key]);
        assert!(kept.title.contains("Enzymes at work") && kept.title.contains("Diffusion"), "{kept:?}");
        assert!(kept.text.contains("Things spread.") && kept.files == [path], "{kept:?}");
        if !leaves {
            window.tell(of_editor(editor::Message::Discard));
            window.press(Named::Escape, Modifiers::empty());
        }
    }
}

#[test]
fn the_last_letters_before_somebody_leaves_are_kept() {
    let story = story();
    let key = format!("note-new:{}", story.circle);
    let mut window = in_circle(story.world);
    window.click("Write");
    let mut later = vec![window.tell_later(of_editor(editor::Message::Title("Di".into())))];
    later.push(window.tell_later(of_editor(editor::Message::Title("Diffusion".into()))));
    window.press(Named::Escape, Modifiers::empty());
    // Whoever comes back at once finds all of it, whatever is still on its way.
    window.click("Write");
    window.expect("Diffusion");
    later.into_iter().for_each(|task| window.run(task));
    assert_eq!(Sheet::unpack(&window.double.world().drafts[&key]).title, "Diffusion");
    window.expect("Draft kept");
}

#[test]
fn an_answer_that_somebody_leaves_while_it_is_published_is_no_draft_any_more() {
    let story = story();
    let key = format!("answer:{}", story.question);
    let mut window = in_circle(story.world);
    window.click("Why does salt attract water?");
    window.click_id(question::ANSWER);
    window.types("Entropy.");
    let of_question = |message| Message::Desk(desk::Message::Question(message));
    let published = window.tell_later(of_question(question::Message::Publish));
    window.click("Osmosis");
    window.run(published);
    assert_eq!(window.double.world().drafts[&key], "");
    window.click("Why does salt attract water?");
    window.click_id(question::ANSWER);
    window.types("Heat.");
    let refused = window.tell_later(of_question(question::Message::Publish));
    window.click("Osmosis");
    window.double.world().refusals.push_back(Error::DiskFull);
    window.run(refused);
    window.expect("The disk is full");
    assert_eq!(window.double.world().drafts[&key], "Heat.");
}

#[test]
fn what_is_pasted_late_goes_to_nobody_else() {
    let mut window = in_circle(story().world);
    window.double.world().clipboard = Some(Ok(Pasted::Text("a secret".into())));
    window.click("Write");
    let pasted = window.tell_later(of_editor(editor::Message::Taking(editor::taking::Message::Paste)));
    window.press(Named::Escape, Modifiers::empty());
    window.command("n", true);
    window.run(pasted);
    assert!(!window.sees("a secret"));
}
