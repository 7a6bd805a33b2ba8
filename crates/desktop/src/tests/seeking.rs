//! Search across circles, commands by name, similar questions, and what happened to each file.

use commonplace_node::answer::{Exported, Hit, ImportState, Imported, Membership};
use commonplace_node::command::Command;
use commonplace_node::text::Language;
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;

use super::fake::person;
use super::window::Window;
use super::{Story, in_circle, story};
use crate::app::Message;
use crate::desk;
use crate::screen::{palette, search};

const NONE: Modifiers = Modifiers::empty();

/// The story with a second circle that has a note of its own.
fn two_circles() -> Story {
    let mut story = story();
    let kitchen = story.world.add_circle("Kitchen chemistry", Membership::Joined, 2);
    story.world.add_note(kitchen, person("Li"), "Salting an aubergine", "Osmosis on a plate.", 900);
    story
}

#[test]
fn a_search_goes_through_all_circles_and_says_where() {
    let mut window = in_circle(two_circles().world);
    window.command("f", true);
    window.types("osmosis");
    let texts = window.texts();
    let place = |words: &str| texts.iter().rposition(|text| text == words);
    assert!(place("Cell biology") < place("Kitchen chemistry"), "{texts:#?}");
    window.press(Named::ArrowDown, NONE);
    window.press(Named::Enter, NONE);
    window.expect("Salting an aubergine");
    window.expect("Ask about this");
    assert!(!window.sees("Search all circles"));
}

#[test]
fn a_search_can_be_kept_to_the_open_circle_and_widened_from_the_list() {
    let mut window = in_circle(two_circles().world);
    window.letter("/");
    window.types("osmosis");
    window.expect("one result");
    window.click_last("All circles");
    window.expect("Search all circles");
    let found = |window: &mut Window| window.texts().iter().filter(|text| *text == "Kitchen chemistry").count();
    assert_eq!(found(&mut window), 1, "over what was found there; what lies under the search is out of reach");
    let within = window.double.world().circles[0].id;
    window.tell(Message::Desk(desk::Message::Search(search::Message::Within(Some(within)))));
    assert_eq!(found(&mut window), 0);
}

#[test]
fn an_answer_to_an_earlier_question_is_not_shown() {
    let mut window = in_circle(two_circles().world);
    window.command("f", true);
    window.types("enzymes");
    assert!(!window.sees("Nothing found"));
    window.types("x");
    let late = Command::Search { circle: None, query: "enzymes".into(), max: 60 };
    assert!(window.double.world().asked.contains(&late));
    window.expect("Nothing found");
    // What comes late for the words before is not taken for an answer to these.
    let asked = search::Asked::of("enzymes");
    let hit = window.double.world().notes[1].row.clone();
    let hit = Hit {
        id: hit.id,
        kind: "note".into(),
        title: hit.title,
        circle: hit.circle,
        excerpt: hit.excerpt,
        author: hit.author,
        score: 1,
    };
    window.tell(Message::Desk(desk::Message::Search(search::Message::Found(asked, Ok(vec![hit])))));
    window.expect("Nothing found");
}

#[test]
fn every_command_has_a_name_and_fits_by_the_beginning_of_its_words() {
    let mut window = in_circle(two_circles().world);
    window.command("k", false);
    window.expect("What would you like to do?");
    window.expect("Ctrl Shift F");
    window.types("peo cop");
    window.press(Named::Enter, NONE);
    window.expect("What each device is known to have");
    window.command("k", false);
    window.types("kitchen");
    window.press(Named::Enter, NONE);
    window.expect("Salting an aubergine");
    window.command("k", false);
    window.types("enzymes");
    window.press(Named::Enter, NONE);
    window.expect("They are");
    window.command("k", false);
    window.command("k", false);
    assert!(!window.sees("What would you like to do?"), "the same key puts it away");
}

#[test]
fn commands_offer_what_can_be_done_where_one_is() {
    let mut window = Window::open(two_circles().world);
    window.command("k", false);
    assert!(!window.sees("write a note"), "there is no circle to write in");
    window.types("new circle");
    window.press(Named::Enter, NONE);
    window.expect("Start the circle");
}

#[test]
fn commands_remember_nothing() {
    let mut window = in_circle(two_circles().world);
    window.command("k", false);
    window.types("export");
    window.press(Named::Escape, NONE);
    window.command("k", false);
    window.expect("write a note");
    assert!(!window.double_remembers("export"));
    window.tell(Message::Desk(desk::Message::Palette(palette::Message::Query("dark".into()))));
    window.press(Named::ArrowDown, NONE);
    window.press(Named::ArrowUp, NONE);
    window.tell(Message::Desk(desk::Message::Palette(palette::Message::First)));
    assert!(window.is_dark());
}

#[test]
fn what_is_like_a_question_is_shown_while_it_is_typed() {
    let mut window = in_circle(two_circles().world);
    window.command("n", true);
    window.types("salt");
    assert!(!window.sees("Perhaps the answer is here already"), "one word is like everything");
    window.types(" water");
    window.expect("Perhaps the answer is here already");
    window.click_last("Why does salt attract water?");
    window.expect("5 minutes ago");
    // The draft is kept.
    window.command("n", true);
    window.expect("salt water");
}

fn imported(path: &str, state: ImportState, why: Option<&str>) -> Imported {
    Imported { id: None, path: path.into(), state, title: None, why: why.map(Into::into), done: 1, of: 3 }
}

#[test]
fn after_an_import_each_file_says_what_became_of_it() {
    let mut story = two_circles();
    story.world.files = vec![
        imported("notes/new.md", ImportState::Created, None),
        imported("notes/same.md", ImportState::Unchanged, None),
        imported("notes/odd.md", ImportState::Refused, Some("It is not text in UTF-8.")),
    ];
    let mut window = in_circle(story.world);
    window.command("o", false);
    window.types("/home/alice/notes");
    window.press(Named::Enter, NONE);
    window.expect("One file did not go");
    window.expect("It is not text in UTF-8.");
    window.click("not taken 1");
    assert!(!window.sees("notes/new.md"));
    window.click("Copy the list");
    let copied = window.clipboard.clone().unwrap_or_default();
    assert_eq!(
        copied,
        "new\tnotes/new.md\nthe same\tnotes/same.md\nnot taken\tnotes/odd.md\tIt is not text in UTF-8.\n"
    );
    window.click("Done");
    assert!(!window.sees("One file did not go"));
}

#[test]
fn commands_are_found_by_what_other_programs_call_them() {
    let known = [
        (Language::English, ["import", "take in", "open file", "add folder"], "bring in files"),
        (Language::English, ["join a circle", "ticket", "qr", "join"], "come into a circle"),
        (Language::English, ["dark", "night", "theme", "appearance"], "light or dark"),
        (Language::English, ["language", "font", "zoom", "size"], "settings: Window"),
        (Language::Turkish, ["içe aktar", "dosya aç", "klasör", "ekle"], "dosya"),
        (Language::Turkish, ["karanlık", "gece", "tema", "dark"], "açık ya da koyu"),
        (Language::Spanish, ["importar", "abrir archivo", "añadir", "carpeta"], "archivos"),
        (Language::Spanish, ["idioma", "letra", "tamaño", "oscuro"], "ajustes"),
        (Language::Arabic, ["استيراد", "ملف", "مجلد", "import"], "ملفات"),
        (Language::Arabic, ["لغة", "خط", "حجم", "language"], "الإعدادات"),
    ];
    for (language, words, expected) in known {
        let mut window = Window::open_in(two_circles().world, language);
        window.click("Cell biology");
        for typed in words {
            window.command("k", false);
            window.types(typed);
            let seen = window.texts();
            assert!(seen.iter().any(|text| text.contains(expected)), "{typed} in {language:?}: {seen:#?}");
            window.press(Named::Escape, NONE);
        }
    }
}

#[test]
fn a_page_of_the_settings_is_one_word_away() {
    let mut window = in_circle(two_circles().world);
    window.command("k", false);
    window.types("language");
    window.press(Named::Enter, NONE);
    window.expect("Appearance");
}

#[test]
fn a_circle_is_written_out_from_the_window() {
    let mut story = two_circles();
    story.world.written = vec![Exported { id: None, path: "Osmosis.md".into(), why: None, done: 1, of: 1 }];
    let circle = story.circle;
    let mut window = in_circle(story.world);
    window.command("k", false);
    window.types("export");
    window.press(Named::Enter, NONE);
    window.expect("Export the circle");
    window.press(Named::Enter, NONE);
    window.expect("Everything went well");
    window.expect("Osmosis.md");
    window.tab_to("Done");
    window.press(Named::Enter, NONE);
    assert!(!window.sees("Everything went well"));
    let asked = window.double.world().asked.iter().any(
        |command| matches!(command, Command::Export { circle: of, to } if *of == circle.into() && to.ends_with("Cell biology")),
    );
    assert!(asked);
}
