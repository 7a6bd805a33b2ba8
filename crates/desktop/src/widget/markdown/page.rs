//! A whole text: its blocks one under the other, each made when it is first shown and kept until something that it is made
//! of is another.

use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use commonplace_core::id::RecordId;
use commonplace_node::text::Text;
use iced::widget::{Column, Row, container};
use iced::{Element, Fill, Padding, alignment};

use super::super::{Kept, Press, direction};
use super::document::Document;
use super::places::Hit;
use super::view::{At, MARGIN, Reader, block_id};
use super::{Event, Pictures};
use crate::icon::Icon;
use crate::theme::style::{self, Look};
use crate::theme::{Colors, SANS, SANS_MEDIUM, leading, measure, size, space as gap};
use crate::widget::text;

/// How a text is shown and whom it tells what somebody does in it.
pub(crate) struct Page<Message> {
    /// The text.
    pub(crate) document: Arc<Document>,
    /// The item whose text it is: names of its blocks say so.
    pub(crate) of: Option<RecordId>,
    /// The colours.
    pub(crate) colors: Colors,
    /// Size of the text in pixels.
    pub(crate) size: f32,
    /// The pictures that are here or on their way.
    pub(crate) pictures: Arc<Pictures>,
    /// Whether passages have a mark in the margin.
    pub(crate) marks: bool,
    /// The words.
    pub(crate) text: Text,
    /// Whom to tell; always the same for one item.
    pub(crate) on: fn(Event) -> Message,
}

impl<Message> Page<Message> {
    /// Whether it shows a block as the other does.
    fn shows_as(&self, block: usize, other: &Self) -> bool {
        let (one, another) = (&self.pictures, &other.pictures);
        Arc::ptr_eq(&self.document, &other.document)
            && (Arc::ptr_eq(one, another)
                || self.document.pictures_of(block).iter().all(|target| one.get(target) == another.get(target)))
            && (self.of, self.marks, self.text.language()) == (other.of, other.marks, other.text.language())
            && (self.size, self.colors) == (other.size, other.colors)
    }
}

/// What belongs to passages of a text, by the numbers of their blocks.
#[derive(Debug, Clone)]
pub(crate) struct Beside {
    /// Questions that are asked about them.
    pub(crate) asked: Vec<(usize, RecordId)>,
    /// What is to be said above them: two people changed them while apart.
    pub(crate) settle: Vec<(usize, String)>,
    /// What somebody looks for, in small letters; empty when nobody does.
    pub(crate) sought: String,
    /// The place of these where one is.
    pub(crate) current: Option<Hit>,
}

/// Nothing.
pub(crate) static NOTHING_BESIDE: Beside = Beside::nothing();

impl Beside {
    /// Nothing.
    pub(crate) const fn nothing() -> Self {
        Self { asked: Vec::new(), settle: Vec::new(), sought: String::new(), current: None }
    }

    fn question(&self, block: usize) -> Option<RecordId> {
        self.asked.iter().find(|(of, _)| *of == block).map(|(_, question)| *question)
    }

    fn unsettled(&self, block: usize) -> impl Iterator<Item = &str> {
        self.settle.iter().filter(move |(of, _)| *of == block).map(|(_, words)| words.as_str())
    }
}

/// One block of a text, and what decides how it looks.
struct Part<Message> {
    page: Rc<Page<Message>>,
    block: usize,
    first: bool,
    question: Option<RecordId>,
    sought: Rc<str>,
    current: Option<usize>,
}

impl<Message> Clone for Part<Message> {
    fn clone(&self) -> Self {
        let Self { block, first, question, current, .. } = *self;
        Self { page: Rc::clone(&self.page), sought: Rc::clone(&self.sought), block, first, question, current }
    }
}

impl<Message> PartialEq for Part<Message> {
    fn eq(&self, other: &Self) -> bool {
        let looks = |part: &Self| (part.block, part.first, part.question, part.current);
        looks(self) == looks(other) && self.sought == other.sought && self.page.shows_as(self.block, &other.page)
    }
}

impl<Message: Clone + 'static> Part<Message> {
    fn made(&self) -> Element<'static, Message> {
        let Self { page, block, first, question, sought, current } = self;
        let reader = Reader { page, sought, current: *current, at: At::default() };
        let shown = reader.marked(*block, *first, *question);
        container(shown).id(block_id(page.of, *block)).into()
    }
}

impl<Message: Clone + 'static> Page<Message> {
    /// The whole text. A heading at its beginning that says the same as `title`, which stands above it already, is not shown;
    /// `beside` stands beside the text and belongs to its passages.
    pub(crate) fn view<'a>(self, title: &str, beside: &Beside) -> Element<'a, Message> {
        let mut column = Column::new().spacing(self.size * 0.9).width(Fill);
        let said = usize::from(self.document.text.begins_with(title));
        let sought: Rc<str> = beside.sought.as_str().into();
        let page = Rc::new(self);
        for (block, place) in page.document.text.places.iter().enumerate().skip(said) {
            for words in beside.unsettled(block) {
                column = column.push(page.unsettled(words.to_owned(), place.clone()));
            }
            let current = beside.current.filter(|hit| hit.block == block).map(|hit| hit.nth);
            let (question, sought) = (beside.question(block), Rc::clone(&sought));
            let part = Part { page: Rc::clone(&page), block, first: block == said, question, sought, current };
            column = column.push(Kept::new(part, Part::made));
        }
        column.into()
    }

    /// Words for a key.
    pub(super) fn say(&self, key: &str) -> String {
        self.text.get(key)
    }

    /// That two people changed what follows while apart, and the way to settle it.
    fn unsettled(&self, words: String, place: Range<usize>) -> Element<'static, Message> {
        let runs_left = direction::is_right_to_left(&words);
        let said = text(words.clone()).font(SANS).size(size::BODY).line_height(leading::NORMAL).color(self.colors.ink);
        let settle = text(self.say("both-edited-settle")).font(SANS_MEDIUM).size(size::BODY);
        let settle = Press::new(settle, style::press(self.colors, Look::Outlined))
            .padding([gap::XXS, gap::S])
            .on_press((self.on)(Event::Settle(place)));
        let icon = Icon::Users.at(size::READING).color(self.colors.question);
        let mut parts: Vec<Element<'static, Message>> =
            vec![icon.into(), direction::placed(said, &words).into(), settle.into()];
        if runs_left {
            parts.reverse();
        }
        let parts = Row::with_children(parts).spacing(gap::S);
        let ground = style::patch(self.colors.question_wash, self.colors.ink, measure::RADIUS);
        let notice = container(parts.align_y(alignment::Vertical::Center)).style(ground).padding([gap::XS, gap::S]);
        let margin = if self.marks { MARGIN } else { 0.0 };
        container(notice.width(Fill)).padding(Padding::ZERO.left(margin)).into()
    }
}
