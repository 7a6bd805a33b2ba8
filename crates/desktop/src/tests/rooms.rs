//! Every room in every language, in wide and narrow windows: nothing stands where nobody can see it.

use commonplace_core::id::RecordId;
use commonplace_node::command::{Pick, What};
use commonplace_node::text::Language;
use iced::Point;
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;

use super::Story;
use super::fake::person;
use super::home::busy;
use super::window::Window;
use crate::app::Message;
use crate::desk;
use crate::keys::Key;
use crate::screen::{home, list, palette, people, review, search, shelf};
use crate::ui::card::Item;

/// Windows as they are: the usual one, a small laptop's half, the least there is.
const SIZES: [(f32, f32); 3] = [(1280.0, 800.0), (900.0, 600.0), (640.0, 480.0)];

/// What somebody does to come into a room.
type Way = (&'static str, fn(&mut Window));

const ROOMS: [Way; 23] = [
    ("all circles", |window| tell(window, desk::Message::Key(Key::Circles))),
    ("home", |window| tell(window, desk::Message::Key(Key::CircleHome))),
    ("list", |window| tell(window, desk::Message::Key(Key::Search))),
    ("filters", |window| {
        tell(window, desk::Message::Key(Key::Search));
        tell(window, desk::Message::List(list::Message::Sift));
    }),
    ("several", |window| {
        tell(window, desk::Message::Key(Key::Search));
        tell(window, desk::Message::Key(Key::All));
    }),
    ("menu", |window| {
        let item = Item::Note(window.double.world().notes[0].row.id);
        tell(window, desk::Message::Aimed(Point::new(600.0, 460.0)));
        tell(window, desk::Message::List(list::Message::Menu(item)));
    }),
    ("commands", |window| {
        tell(window, desk::Message::Key(Key::Palette));
        tell(window, desk::Message::Palette(palette::Message::Query("o".into())));
    }),
    ("search", |window| {
        tell(window, desk::Message::Key(Key::SearchAll));
        tell(window, desk::Message::Search(search::Message::Query("water salt".into())));
    }),
    ("keys", |window| tell(window, desk::Message::Key(Key::Sheet))),
    ("people", |window| {
        tell(window, desk::Message::Shelf(shelf::Message::People));
        tell(window, desk::Message::People(people::Message::Address("192.168.1.7".into())));
    }),
    ("circle", |window| tell(window, desk::Message::Key(Key::Circle))),
    ("pairs", |window| tell(window, desk::Message::CircleHome(home::Message::Pairs))),
    ("disputes", |window| tell(window, desk::Message::CircleHome(home::Message::Disputes))),
    ("dispute", |window| {
        let mut world = window.double.world();
        let id = world.disputes[0].row.id;
        let dispute = world.dispute_mut(id);
        (dispute.may_rule, dispute.may_correct, dispute.stands) = (true, true, false);
        drop(world);
        tell(window, desk::Message::CircleHome(home::Message::Open(Item::Dispute(id))));
    }),
    ("disputed note", |window| {
        let item = Item::Note(window.double.world().disputes[0].row.thread);
        tell(window, desk::Message::CircleHome(home::Message::Open(item)));
    }),
    ("disputing", |window| {
        let item = Item::Note(window.double.world().disputes[0].row.thread);
        tell(window, desk::Message::CircleHome(home::Message::Open(item)));
        tell(window, desk::Message::Key(Key::Dispute));
    }),
    ("meetings", |window| tell(window, desk::Message::CircleHome(home::Message::Meetings))),
    ("meeting", |window| {
        let item = Item::Meeting(window.double.world().meetings[0].row.id);
        tell(window, desk::Message::CircleHome(home::Message::Open(item)));
    }),
    ("cards", |window| tell(window, desk::Message::CircleHome(home::Message::Show(cards())))),
    ("card", |window| {
        let item = Item::Card(first_card(window));
        tell(window, desk::Message::CircleHome(home::Message::Open(item)));
    }),
    ("review", |window| {
        tell(window, desk::Message::Key(Key::Review));
        tell(window, desk::Message::Review(review::Message::Turn));
    }),
    ("make", |window| tell(window, desk::Message::Key(Key::Card))),
    ("plan", |window| tell(window, desk::Message::CircleHome(home::Message::Plan))),
];

/// Where something is disputed, too.
fn disputed() -> Story {
    let mut story = busy();
    let claim = "It moves to where more is dissolved, which need not be salt.";
    story.world.add_dispute(story.osmosis, person("Li"), "Water *moves* to where salt is.", claim);
    story
}

fn cards() -> Pick {
    Pick { what: What::Cards, ..Pick::default() }
}

fn first_card(window: &Window) -> RecordId {
    window.double.world().cards[0].card.row.id
}

fn tell(window: &mut Window, message: desk::Message) {
    window.tell(Message::Desk(message));
}

#[test]
fn nothing_stands_beyond_the_window() {
    for language in Language::ALL {
        for (width, height) in SIZES {
            for (room, enter) in ROOMS {
                let story = disputed();
                let circle = story.circle;
                let mut window = Window::open_in(story.world, language);
                window.resize(width, height);
                tell(&mut window, desk::Message::Shelf(shelf::Message::Circle(circle)));
                enter(&mut window);
                let beyond = window.beyond();
                assert!(beyond.is_empty(), "{room} in {language:?} at {width}: {beyond:#?}");
            }
        }
    }
}

#[test]
fn every_room_has_words_in_every_language() {
    for language in Language::ALL {
        for (room, enter) in ROOMS {
            let story = disputed();
            let circle = story.circle;
            let mut window = Window::open_in(story.world, language);
            tell(&mut window, desk::Message::Shelf(shelf::Message::Circle(circle)));
            enter(&mut window);
            let keys = [
                "home-", "filter-", "sort-", "act-", "palette-", "search-", "key-", "people-", "circle-", "row-",
                "meeting-", "card-", "pair-", "pairs-", "skill-", "free-",
            ];
            let bare = |text: &String| keys.iter().any(|key| text.starts_with(key));
            let texts = window.texts();
            assert!(!texts.iter().any(bare), "{room} in {language:?}: {texts:#?}");
            // Out again as one came.
            window.press(Named::Escape, Modifiers::empty());
        }
    }
}
