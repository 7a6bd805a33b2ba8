//! Files that are chosen in the dialog of the system, or pasted.

use std::path::{Path, PathBuf};

use commonplace_learning::reading::decoded;
use commonplace_node::command::Command;
use commonplace_node::sheet::Sheet;

use super::fake::World;
use super::window::Window;
use super::{Story, in_circle, story, written};
use crate::app::Message;
use crate::choose::{Asked, Wish};
use crate::clipboard::{NotPasted, Pasted};
use crate::desk;
use crate::screen::{bring, editor, place};

/// What is asked of the dialogs, in order.
fn wishes(window: &Window) -> Vec<Wish> {
    window.double.world().dialogs.iter().map(|asked| asked.wish.clone()).collect()
}

fn imported(window: &Window) -> Vec<PathBuf> {
    let import = |asked: &Command| match asked {
        Command::Import { path, .. } => Some(path.clone()),
        _ => None,
    };
    window.double.world().asked.iter().filter_map(import).collect()
}

/// The draft that is being written.
fn draft(window: &Window) -> Sheet {
    Sheet::unpack(window.double.world().drafts.values().next().map_or("", String::as_str))
}

/// A file in a folder of its own.
fn file(name: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, b"bytes").expect("a file");
    (folder, path)
}

fn writing(world: World) -> Window {
    let mut window = in_circle(world);
    window.click("Write");
    window.click_id(editor::TEXT);
    window
}

#[test]
fn a_folder_that_is_chosen_is_taken_in_at_once() {
    let mut window = in_circle(story().world);
    window.double.world().chooses.push_back(Ok(vec!["/home/alice/notes".into()]));
    window.command("o", false);
    window.click("Choose a folder…");
    assert_eq!(wishes(&window), [Wish::Folder]);
    assert_eq!(imported(&window), [Path::new("/home/alice/notes")]);
}

#[test]
fn the_key_that_asks_where_files_are_opens_the_dialog_when_it_is_pressed_again() {
    let Story { world, osmosis, .. } = story();
    let mut window = in_circle(world);
    window.click("Osmosis");
    let files: Vec<PathBuf> = vec!["/home/alice/one.pdf".into(), "/home/alice/two.pdf".into()];
    window.double.world().chooses.push_back(Ok(files));
    window.command("o", false);
    window.command("o", false);
    assert_eq!(wishes(&window), [Wish::Files]);
    let attach = |asked: &&Command| matches!(asked, Command::Attach { item, .. } if *item == osmosis.into());
    assert_eq!(window.double.world().asked.iter().filter(attach).count(), 2, "one after the other");
}

#[test]
fn who_closes_the_dialog_has_chosen_nothing() {
    let mut window = in_circle(story().world);
    window.double.world().chooses.push_back(Ok(Vec::new()));
    window.command("o", false);
    window.click("Choose files…");
    assert!(imported(&window).is_empty());
    assert!(!window.sees("no dialog"));
    window.expect("Bring it in");
}

#[test]
fn where_no_dialog_answers_it_is_said_and_the_place_is_typed() {
    let mut window = in_circle(story().world);
    window.command("o", false);
    window.click("Choose a folder…");
    window.expect("This desktop has no dialog for choosing files that answers. Type the place into the field instead.");
    window.click_id(bring::PLACE);
    window.types("/home/alice/notes");
    window.click("Bring it in");
    assert_eq!(imported(&window), [Path::new("/home/alice/notes")]);
}

#[test]
fn what_is_chosen_after_the_dialog_has_gone_is_late_and_does_nothing() {
    let mut window = in_circle(story().world);
    window.command("o", false);
    let late = {
        // The answer to a dialog that another screen has opened.
        let mut other = place::Place::default();
        let host = window.double.clone() as std::sync::Arc<dyn crate::backend::Host>;
        let asked = Asked { title: "Choose".into(), wish: Wish::Folder };
        window.double.world().chooses.push_back(Ok(vec!["/home/alice/late".into()]));
        window.answer_of(other.update(place::Message::Choose(asked), &host))
    };
    window.tell(Message::Desk(desk::Message::Bring(bring::Message::Place(late.clone()))));
    assert!(imported(&window).is_empty());
    assert!(!window.sees("/home/alice/late"));
    window.press(iced::keyboard::key::Named::Escape, iced::keyboard::Modifiers::empty());
    window.tell(Message::Desk(desk::Message::Bring(bring::Message::Place(late))));
    assert!(imported(&window).is_empty());
}

#[test]
fn a_stick_is_chosen_as_a_folder_and_exchanged_when_somebody_says_so() {
    let mut window = in_circle(story().world);
    window.command("m", false);
    window.double.world().chooses.push_back(Ok(vec!["/media/alice/STICK".into()]));
    window.resize(1280.0, 3_000.0);
    window.click("Choose a folder…");
    assert!(written(&window).is_empty(), "nothing is written before it is said");
    window.click("Exchange");
    assert_eq!(written(&window)[0], Command::BundleRead { from: "/media/alice/STICK".into() });
}

#[test]
fn a_backup_to_come_back_with_is_chosen_on_the_first_screen() {
    let mut window = Window::open(World::default());
    window.click("I have been here before");
    window.click("I also have a backup");
    window.double.world().chooses.push_back(Ok(vec!["/media/alice/STICK/alice.age".into()]));
    window.click("Choose a file…");
    window.expect("/media/alice/STICK/alice.age");
}

#[test]
fn files_are_chosen_while_one_writes_and_come_with_the_text() {
    let (_folder, chart) = file("chart.pdf");
    let mut window = writing(story().world);
    window.types("See ");
    window.double.world().chooses.push_back(Ok(vec![chart.clone()]));
    window.command("o", false);
    let draft = draft(&window);
    assert_eq!(draft.files, [chart]);
    assert_eq!(draft.text, "See [chart.pdf](chart.pdf)");
    assert!(imported(&window).is_empty(), "a file while one writes is no import");
}

#[test]
fn what_is_no_file_does_not_come_with_a_text_and_what_is_typed_is_looked_at_as_well() {
    let (folder, chart) = file("chart.pdf");
    let mut window = writing(story().world);
    window.command("o", false);
    window.expect("This desktop has no dialog for choosing files that answers.");
    window.click_id(editor::taking::PLACE);
    window.types(&folder.path().to_string_lossy());
    window.press(iced::keyboard::key::Named::Enter, iced::keyboard::Modifiers::empty());
    window.expect("There is no file at this place.");
    window.types("/chart.pdf");
    window.press(iced::keyboard::key::Named::Enter, iced::keyboard::Modifiers::empty());
    assert_eq!(draft(&window).files, [chart]);
    assert!(!window.sees("There is no file at this place."));
}

#[test]
fn a_picture_of_the_clipboard_comes_with_the_text_and_is_shown_where_the_caret_is() {
    let (_folder, picture) = file("picture-0a1b2c3d.png");
    let mut window = writing(story().world);
    window.types("Look: ");
    window.double.world().clipboard = Some(Ok(Pasted::Picture(picture.clone())));
    window.command("v", false);
    let kept = draft(&window);
    assert_eq!(kept.files, std::slice::from_ref(&picture));
    assert_eq!(kept.text, "Look: ![picture-0a1b2c3d.png](picture-0a1b2c3d.png)");
    let gone = editor::Message::LetGo(0);
    window.tell(Message::Desk(desk::Message::Editor(gone)));
    assert_eq!(window.double.world().forgotten, [picture], "nobody looks for it any more");
}

#[test]
fn files_copied_in_a_file_manager_come_with_the_text() {
    let (_first, one) = file("one.pdf");
    let (_second, two) = file("two words.csv");
    let mut window = writing(story().world);
    window.double.world().clipboard = Some(Ok(Pasted::Files(vec![one.clone(), two.clone()])));
    window.command("v", false);
    let draft = draft(&window);
    assert_eq!(draft.files, [one, two]);
    assert!(decoded(&draft.text).contains("[two words.csv](two words.csv)"), "{}", draft.text);
}

#[test]
fn words_stay_words_and_what_cannot_be_pasted_is_one_sentence() {
    let mut window = writing(story().world);
    window.double.world().clipboard = Some(Ok(Pasted::Text("Water moves.".into())));
    window.command("v", false);
    assert_eq!(draft(&window).text, "Water moves.");
    window.double.world().clipboard = Some(Err(NotPasted::TooLarge));
    window.command("v", false);
    window.expect("The picture in the clipboard is too large: at most 16 million pixels are taken.");
    window.double.world().clipboard = Some(Ok(Pasted::Nothing));
    window.command("v", false);
    assert!(!window.sees("The picture in the clipboard"), "the next try begins anew");
    assert_eq!(draft(&window).text, "Water moves.");
}

#[test]
fn nothing_pasted_comes_with_the_note_of_somebody_else() {
    let (_folder, picture) = file("picture-0a1b2c3d.png");
    let mut window = in_circle(story().world);
    window.click("Enzymes");
    window.command("e", false);
    window.double.world().clipboard = Some(Ok(Pasted::Picture(picture)));
    window.click_id(editor::TEXT);
    window.command("v", false);
    window.expect("Files can come only with a text of your own.");
    assert!(draft(&window).files.is_empty());
}

#[test]
fn a_dialog_of_a_text_that_somebody_has_left_brings_nothing_into_the_next() {
    let (_folder, chart) = file("chart.pdf");
    let mut window = writing(story().world);
    window.double.world().chooses.push_back(Ok(vec![chart.clone()]));
    let asked = Asked { title: "Choose".into(), wish: Wish::Files };
    let of_editor = |message| Message::Desk(desk::Message::Editor(editor::Message::Taking(message)));
    let open = window.tell_later(of_editor(editor::taking::Message::Begin(asked)));
    for _ in 0..2 {
        window.press(iced::keyboard::key::Named::Escape, iced::keyboard::Modifiers::empty());
    }
    window.command("n", true);
    window.types("Why?");
    window.command("o", false);
    window.run(open);
    assert!(draft(&window).files.is_empty());
    assert!(!window.sees(&chart.to_string_lossy()));
}
