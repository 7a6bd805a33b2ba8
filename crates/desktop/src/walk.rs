//! Through all pages of a home, in a window without a screen: what each of them shows, where its links lead, and how it looks
//! from its beginning to its end. A proof that a book is right from cover to cover is made of it.

use std::any::Any;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use commonplace_core::id::RecordId;
use commonplace_learning::reading::{Document, Link};
use commonplace_node::answer::{Circle, Note, NoteRow};
use commonplace_node::command::{Command, Page, Pick, Sort, What};
use iced::advanced::widget::Operation;
use iced::advanced::widget::operation::Scrollable;
use iced::widget::Id;
use iced::{Rectangle, Size, Vector};
use image::RgbaImage;

use crate::app::Message;
use crate::backend::Laptop;
use crate::desk;
use crate::log::Log;
use crate::screen::open::Open as _;
use crate::screen::{PAGE_SCROLL, note, shelf};
pub use crate::sitting::Error;
use crate::sitting::Sitting;
use crate::ui::card::Item;
use crate::widget::markdown::{self, Picture};
use crate::widget::prose::Part;

/// Somebody who walks through the notes of a circle.
pub struct Walk {
    sitting: Sitting,
    circle: Circle,
    /// How large the window is while nobody wants all of a page at once.
    size: Size,
}

impl fmt::Debug for Walk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Walk").field("circle", &self.circle.title).finish_non_exhaustive()
    }
}

/// A page that is open.
#[derive(Debug)]
pub struct Seen {
    /// What the node says of the note.
    pub note: Note,
    /// Its text as the reader has it.
    pub document: Document,
    /// Every word on the page, paragraph by paragraph.
    pub words: Vec<String>,
    /// The pictures of the text by what it calls them: their sizes in pixels, or why one is not there.
    pub pictures: Vec<(String, Result<[f32; 2], &'static str>)>,
    /// How many pictures are drawn when all of the page is.
    pub drawn: usize,
}

/// Where a link led.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Led {
    /// To a note; what is in sight of it is what the link named, if it named anything.
    Note(RecordId),
    /// To the note, but what the link named is not in sight.
    Astray(RecordId),
    /// To no note: these are the words in the window now that were not there before.
    Told(Vec<String>),
}

impl Walk {
    /// Opens the window on this home, so wide and high, on the circle of this title. `now` is the clock.
    ///
    /// # Errors
    /// [`Error`].
    pub fn open(home: PathBuf, circle: &str, size: [f32; 2], dark: bool, now: fn() -> Instant) -> Result<Self, Error> {
        let host = Arc::new(Laptop::alone(home, Arc::new(Log::default())));
        let mut sitting = Sitting::open(host, now)?;
        sitting.until_seen(circle)?;
        let circles: Vec<Circle> = sitting.ask(Command::CircleList)?;
        let found = circles.into_iter().find(|one| one.title == circle);
        let circle = found.ok_or_else(|| Error::NeverSeen(circle.to_owned()))?;
        let mut walk = Self { sitting, circle, size: Size::new(size[0], size[1]) };
        walk.sitting.tell(Message::Resized(walk.size));
        if walk.sitting.app().theme().extended_palette().is_dark != dark {
            walk.sitting.tell(Message::Desk(desk::Message::TogglePaper));
        }
        walk.sitting.tell(Message::Desk(desk::Message::Shelf(shelf::Message::Circle(walk.circle.id))));
        walk.sitting.until_quiet()?;
        Ok(walk)
    }

    /// The notes as in their folder.
    ///
    /// # Errors
    /// [`Error`].
    pub fn notes(&self) -> Result<Vec<NoteRow>, Error> {
        let pick = Pick { what: What::Notes, sort: Sort::Folder, ..Pick::default() };
        self.sitting.ask(Command::Library { circle: self.circle.id.into(), pick, page: Page::FIRST })
    }

    /// Opens a note.
    ///
    /// # Errors
    /// [`Error`].
    pub fn show(&mut self, note: RecordId) -> Result<Seen, Error> {
        self.sitting.tell(Message::Resized(self.size));
        self.sitting.lets(|app| app.open(Item::Note(note)));
        self.sitting.until_quiet()?;
        self.unrolled(|sitting| {
            let mut words = Words::default();
            sitting.operate(&mut words);
            let drawn = sitting.layers().iter().map(|layer| layer.images.len()).sum();
            let page = sitting.app().note().ok_or_else(|| Error::NeverSeen("the note".into()))?;
            let (note, document) = page.whole().ok_or_else(|| Error::NeverSeen("the text of the note".into()))?;
            let of = |picture: &Picture| match picture {
                Picture::Here { size, .. } => Ok([size.width, size.height]),
                Picture::Absent(why) => Err(*why),
                Picture::Coming => Err("picture-on-its-way"),
            };
            let pictures = page.pictures().map(|(target, picture)| (target.to_owned(), of(picture))).collect();
            Ok(Seen { note: note.clone(), document: document.clone(), words: words.on_page(), pictures, drawn })
        })
    }

    /// Presses a link of the note that is open, tells where it led, and comes back.
    ///
    /// # Errors
    /// [`Error`].
    pub fn follow(&mut self, link: &Link, names: Option<&str>) -> Result<Led, Error> {
        let from = self.sitting.app().note().map(note::Page::id);
        let mut before = self.words();
        self.sitting.tell(of_note(note::Message::Text(markdown::Event::Link(link.clone()))));
        self.sitting.until_quiet()?;
        let is_new = |words: &String| match before.iter().position(|one| one == words) {
            Some(at) => {
                before.swap_remove(at);
                false
            }
            None => true,
        };
        // An icon is no word.
        let is_word = |words: &String| words.chars().count() > 1;
        let told: Vec<String> = self.words().into_iter().filter(is_new).filter(is_word).collect();
        let page = self.sitting.app().note();
        let there = page.map(|page| (page.id(), names.map(|name| page.place_named(name))));
        let led = match there {
            // Nothing but words has come, over the page from which the link leads.
            Some((id, _)) if Some(id) == from && !told.is_empty() => Led::Told(told),
            Some((id, Some(place))) if !self.sees(place.clone()) => Led::Astray(id),
            Some((id, _)) => Led::Note(id),
            None => Led::Told(told),
        };
        for over in [desk::Message::Close, desk::Message::ToastOver] {
            self.sitting.tell(Message::Desk(over));
        }
        if let Some(from) = from {
            self.sitting.lets(|app| app.open(Item::Note(from)));
        }
        self.sitting.until_quiet()?;
        Ok(led)
    }

    /// The page that is open, from its beginning to its end.
    ///
    /// # Errors
    /// [`Error`].
    pub fn picture(&mut self) -> Result<RgbaImage, Error> {
        self.unrolled(|sitting| {
            let (pixels, width, height) = sitting.pixels();
            RgbaImage::from_raw(width, height, pixels).ok_or(Error::NoRenderer)
        })
    }

    /// What `look` sees of a window that is as high as all of the page.
    fn unrolled<T>(&mut self, look: impl FnOnce(&mut Sitting) -> Result<T, Error>) -> Result<T, Error> {
        let mut sheet = Sheet::default();
        self.sitting.operate(&mut sheet);
        let height = self.size.height + (sheet.whole - sheet.seen).max(0.0).ceil();
        self.sitting.tell(Message::Resized(Size::new(self.size.width, height)));
        self.sitting.until_quiet()?;
        let seen = look(&mut self.sitting);
        self.sitting.tell(Message::Resized(self.size));
        self.sitting.until_quiet()?;
        seen
    }

    fn words(&mut self) -> Vec<String> {
        let mut words = Words::default();
        self.sitting.operate(&mut words);
        words.all
    }

    /// Whether something with this name is in sight on the page.
    fn sees(&mut self, name: Id) -> bool {
        let mut sheet = Sheet { sought: Some(name), ..Sheet::default() };
        self.sitting.operate(&mut sheet);
        sheet.found.is_some_and(|top| top >= -1.0 && top < sheet.seen)
    }
}

fn of_note(message: note::Message) -> Message {
    Message::Desk(desk::Message::Note(message))
}

/// Gathers words: all of the window, or those on the page alone.
#[derive(Default)]
struct Words {
    all: Vec<String>,
    /// How many of these had come before the page, once it comes, and behind it.
    page: Option<(usize, usize)>,
    enters: bool,
}

impl Words {
    fn on_page(mut self) -> Vec<String> {
        let (from, to) = self.page.unwrap_or_default();
        self.all.drain(from..to).collect()
    }
}

impl Operation for Words {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        let enters = std::mem::take(&mut self.enters);
        let from = self.all.len();
        operate(self);
        if enters {
            self.page = Some((from, self.all.len()));
        }
    }

    fn scrollable(&mut self, id: Option<&Id>, _: Rectangle, _: Rectangle, _: Vector, _: &mut dyn Scrollable) {
        self.enters |= id == Some(&Id::new(PAGE_SCROLL));
    }

    fn text(&mut self, _: Option<&Id>, _: Rectangle, text: &str) {
        self.all.push(text.to_owned());
    }

    fn custom(&mut self, _: Option<&Id>, _: Rectangle, state: &mut dyn Any) {
        self.all.extend(state.downcast_ref::<Part>().map(|part| part.text().to_owned()));
    }
}

/// How high the page is, how much of it is seen, and how far below its upper edge something stands.
#[derive(Default)]
struct Sheet {
    whole: f32,
    seen: f32,
    top: f32,
    sought: Option<Id>,
    found: Option<f32>,
}

impl Operation for Sheet {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn scrollable(&mut self, id: Option<&Id>, seen: Rectangle, whole: Rectangle, by: Vector, _: &mut dyn Scrollable) {
        if id == Some(&Id::new(PAGE_SCROLL)) {
            (self.seen, self.whole, self.top) = (seen.height, whole.height, seen.y + by.y);
        }
    }

    fn container(&mut self, id: Option<&Id>, bounds: Rectangle) {
        if self.found.is_none() && id.is_some() && id == self.sought.as_ref() {
            self.found = Some(bounds.y - self.top);
        }
    }
}
