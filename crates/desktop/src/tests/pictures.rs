//! How the rooms look, against pictures that are kept in `tests/pictures`.
//!
//! They are drawn by the renderer and from the faces that the program brings, at one moment, of sample data; so they are
//! the same on every machine, and a picture fails that has more than [`FEW`] pixels of which a channel is more than
//! [`SLIGHT`] out. What it looks like now, and where it differs, is written to `target/pictures`.
//!
//! `COMMONPLACE_WRITE_PICTURES=1 cargo test --workspace pictures` writes those anew that do not hold.

use std::fs;
use std::path::{Path, PathBuf};

use commonplace_node::text::Language;
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder, Rgb, RgbImage};

use super::fake::World;
use super::sample;
use super::window::Window;

/// How far a channel of 255 may be out before it counts: processors round the cover of an edge differently, by one or two.
const SLIGHT: u8 = 12;
/// How many pixels may differ: fewer than the smallest letter has.
const FEW: usize = 20;
const NONE: Modifiers = Modifiers::empty();
const OSMOSIS: &str = "Osmosis, with a raisin and a cucumber";

/// How the window is set while somebody walks through its rooms.
struct Look {
    name: &'static str,
    language: Language,
    remembered: &'static str,
}

/// What is drawn, and how one comes there.
type Room = (&'static str, fn(&Look) -> Window);

const LIGHT: Look = Look { name: "light", language: Language::English, remembered: r#"{"paper":"light"}"# };
const DARK: Look = Look { name: "dark", language: Language::English, remembered: r#"{"paper":"dark"}"# };
const LARGE: Look = Look { name: "large", language: Language::English, remembered: r#"{"paper":"light","scale":150}"# };
const ARABIC: Look = Look { name: "arabic", language: Language::Arabic, remembered: r#"{"paper":"light"}"# };

/// The rooms in which one is most.
const ROOMS: [Room; 13] = [
    ("welcome", |look| look.open(World::default())),
    ("home", Look::in_circle),
    ("note", |look| look.opened(OSMOSIS)),
    ("note-further", |look| {
        let mut window = look.opened(OSMOSIS);
        window.press(Named::PageDown, NONE);
        window.press(Named::PageDown, NONE);
        window
    }),
    ("editor", |look| {
        let mut window = look.opened(OSMOSIS);
        window.command("e", false);
        window
    }),
    ("question", |look| look.opened("Why does the water keep going if nothing pulls it?")),
    ("meeting", |look| look.opened("Membranes, with a potato each")),
    ("vote", |look| look.opened(sample::VOTE)),
    ("vote-shown", |look| look.opened(sample::SHOWN_VOTE)),
    ("search", |look| {
        let mut window = look.in_circle();
        window.command("f", true);
        window.types("membrane");
        window
    }),
    ("people", |look| look.by_key("2")),
    ("settings", |look| look.by_key(",")),
    ("circle", |look| look.by_key("m")),
];

/// Others, which are made of the same parts: in one look only.
const FURTHER_ROOMS: [Room; 11] = [
    ("note-middle", |look| {
        let mut window = look.opened(OSMOSIS);
        window.press(Named::PageDown, NONE);
        window
    }),
    ("circles", |look| look.open(sample::full())),
    ("empty", |look| look.open(World::of("Ana"))),
    ("locked", |look| look.open(sample::sealed())),
    ("palette", |look| {
        let mut window = look.by_key("k");
        window.types("os");
        window
    }),
    ("keys", |look| {
        let mut window = look.in_circle();
        window.press(Named::F1, NONE);
        window
    }),
    ("meetings", |look| look.opened("Meetings")),
    ("plan", |look| look.opened("Plan a meeting")),
    ("invite", |look| look.by_key("i")),
    ("vote-begin", |look| {
        let mut window = look.by_key("k");
        window.types("quick vote");
        window.press(Named::Enter, NONE);
        window
    }),
    ("history", |look| {
        let mut window = look.opened(OSMOSIS);
        window.command("h", true);
        window
    }),
];

#[test]
fn the_pictures_of_the_rooms_in_light_hold() {
    LIGHT.holds(ROOMS.into_iter().chain(FURTHER_ROOMS));
}

#[test]
fn the_pictures_of_the_rooms_in_dark_hold() {
    DARK.holds(ROOMS);
}

#[test]
fn the_pictures_of_the_rooms_in_large_text_hold() {
    LARGE.holds(ROOMS);
}

#[test]
fn the_pictures_of_the_rooms_in_arabic_hold() {
    ARABIC.holds(ROOMS);
}

impl Look {
    fn open(&self, world: World) -> Window {
        Window::open_as(world, self.language, self.remembered)
    }

    fn in_circle(&self) -> Window {
        let mut window = self.open(sample::full());
        window.click("Cell biology");
        window
    }

    /// The circle, after this key with the command key.
    fn by_key(&self, key: &str) -> Window {
        let mut window = self.in_circle();
        window.command(key, false);
        window
    }

    /// The note or the question of this title.
    fn opened(&self, title: &str) -> Window {
        let mut window = self.by_key("k");
        window.types(title);
        window.press(Named::Enter, NONE);
        window
    }

    /// Draws these rooms and compares them with what is kept, or keeps them.
    fn holds(&self, rooms: impl IntoIterator<Item = Room>) {
        let write = std::env::var_os("COMMONPLACE_WRITE_PICTURES").is_some();
        let mut failed = Vec::new();
        for (room, way) in rooms {
            let name = format!("{}-{room}", self.name);
            let now = way(self).picture();
            let kept = kept(&name);
            let Some(why) = differs(&name, fs::read(&kept).ok().as_deref(), &now) else { continue };
            if write {
                fs::create_dir_all(kept.parent().expect("a folder")).expect("a folder");
                fs::write(kept, png(&now)).expect("it is written");
            } else {
                failed.push(why);
            }
        }
        let how =
            "look at them; if they are meant to be so: COMMONPLACE_WRITE_PICTURES=1 cargo test --workspace pictures";
        assert!(failed.is_empty(), "{failed:#?}\n{how}");
    }
}

/// Where the picture of this name is kept.
fn kept(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/pictures").join(format!("{name}.png"))
}

/// How what is drawn now differs from what is kept, if it does; both are put down for whoever has to look.
fn differs(name: &str, kept: Option<&[u8]>, now: &RgbImage) -> Option<String> {
    let read = |bytes| image::load_from_memory(bytes).expect("what is kept is a picture").to_rgb8();
    let kept = kept.map(read).filter(|kept| kept.dimensions() == now.dimensions());
    let (mut difference, mut count) = (now.clone(), 0);
    for (x, y, pixel) in difference.enumerate_pixels_mut() {
        let out = |kept: &RgbImage| far(kept.get_pixel(x, y), pixel);
        if kept.as_ref().is_none_or(out) {
            count += 1;
            *pixel = Rgb([220, 0, 60]);
        } else {
            // What holds is only for finding one's way.
            *pixel = Rgb(pixel.0.map(|channel| 191 + channel / 4));
        }
    }
    if count <= FEW {
        return None;
    }
    let program = std::env::current_exe().expect("this test has a path");
    let folder = program.ancestors().nth(3).expect("target/debug/deps/test").join("pictures");
    fs::create_dir_all(&folder).expect("a folder");
    for (what, picture) in [("now", now), ("difference", &difference)] {
        fs::write(folder.join(format!("{name}-{what}.png")), png(picture)).expect("it is written");
    }
    let shown = folder.join(format!("{name}-difference.png"));
    let how = if kept.is_some() { format!("{count} pixels differ") } else { "none of its size is kept".into() };
    Some(format!("{name}: {how}; see {}", shown.display()))
}

fn far(one: &Rgb<u8>, other: &Rgb<u8>) -> bool {
    one.0.into_iter().zip(other.0).any(|(one, other)| one.abs_diff(other) > SLIGHT)
}

/// The file of a picture, exactly, in as few bytes as either way of writing gives.
fn png(picture: &RgbImage) -> Vec<u8> {
    let written = |filter| {
        let mut bytes = Vec::new();
        let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, filter);
        let (width, height) = picture.dimensions();
        encoder.write_image(picture, width, height, ExtendedColorType::Rgb8).expect("memory takes it");
        bytes
    };
    let (plain, adaptive) = (written(FilterType::NoFilter), written(FilterType::Adaptive));
    if plain.len() < adaptive.len() { plain } else { adaptive }
}

#[test]
fn one_letter_more_is_a_difference_and_the_rounding_of_an_edge_is_none() {
    let mut window = LIGHT.by_key("k");
    let before = window.picture();
    assert_eq!(differs("same", Some(&png(&before)), &before), None);
    let mut rounded = before.clone();
    rounded.pixels_mut().for_each(|pixel| pixel.0[0] ^= 1);
    assert_eq!(differs("rounded", Some(&png(&before)), &rounded), None);
    window.types("i");
    let after = window.picture();
    assert!(differs("letter", Some(&png(&before)), &after).is_some());
    assert!(differs("missing", None, &after).is_some());
}
