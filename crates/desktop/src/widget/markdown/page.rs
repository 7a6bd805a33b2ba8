//! A whole text: its blocks one under the other, each made when it is first shown and kept until something that it is made
//! of is another.

use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use commonplace_core::id::RecordId;
use commonplace_node::answer::DisputeState;
use commonplace_node::text::Text;
use iced::widget::{Column, Row, column, container, rule, stack};
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

/// A dispute of a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Disputed {
    /// Which.
    pub(crate) dispute: RecordId,
    /// How far it has come.
    pub(crate) state: DisputeState,
    /// What is said of it.
    pub(crate) words: String,
}

/// What belongs to passages of a text, by the numbers of their blocks.
#[derive(Debug, Clone)]
pub(crate) struct Beside {
    /// Questions that are asked about them.
    pub(crate) asked: Vec<(usize, RecordId)>,
    /// What is wrong with them, as somebody says.
    pub(crate) disputed: Vec<(usize, Disputed)>,
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
        Self { asked: Vec::new(), disputed: Vec::new(), settle: Vec::new(), sought: String::new(), current: None }
    }

    fn question(&self, block: usize) -> Option<RecordId> {
        self.asked.iter().find(|(of, _)| *of == block).map(|(_, question)| *question)
    }

    fn disputed(&self, block: usize) -> Vec<Disputed> {
        self.disputed.iter().filter(|(of, _)| *of == block).map(|(_, disputed)| disputed.clone()).collect()
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
    disputed: Rc<[Disputed]>,
    sought: Rc<str>,
    current: Option<usize>,
}

impl<Message> Clone for Part<Message> {
    fn clone(&self) -> Self {
        let Self { block, first, question, current, .. } = *self;
        let (page, sought, disputed) = (Rc::clone(&self.page), Rc::clone(&self.sought), Rc::clone(&self.disputed));
        Self { page, sought, block, first, question, disputed, current }
    }
}

impl<Message> PartialEq for Part<Message> {
    fn eq(&self, other: &Self) -> bool {
        let looks = |part: &Self| (part.block, part.first, part.question, part.current);
        let beside = |part: &Self| (Rc::clone(&part.sought), Rc::clone(&part.disputed));
        looks(self) == looks(other) && beside(self) == beside(other) && self.page.shows_as(self.block, &other.page)
    }
}

impl<Message: Clone + 'static> Part<Message> {
    fn made(&self) -> Element<'static, Message> {
        let Self { page, block, first, question, disputed, sought, current } = self;
        let reader = Reader { page, sought, current: *current, at: At::default() };
        let shown = reader.marked(*block, *first, *question);
        let shown = if disputed.is_empty() { shown } else { page.disputed(shown, disputed) };
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
            let (page, disputed) = (Rc::clone(&page), beside.disputed(block).into());
            let part = Part { page, block, first: block == said, question, disputed, sought, current };
            column = column.push(Kept::new(part, Part::made));
        }
        column.into()
    }

    /// Words for a key.
    pub(super) fn say(&self, key: &str) -> String {
        self.text.get(key)
    }

    /// A passage with a line in its margin, and under it what is wrong with it.
    fn disputed(&self, shown: Element<'static, Message>, disputes: &[Disputed]) -> Element<'static, Message> {
        let c = &self.colors;
        // Between the mark and the text; where there is no margin for marks the text gives way.
        let (before, inset) = if self.marks { (MARGIN - 2.0 * measure::DISPUTED, 0.0) } else { (0.0, gap::S) };
        let line = rule::vertical(measure::DISPUTED).style(style::hairline(c.disputed));
        let line = container(line).padding(Padding::ZERO.left(before)).height(Fill);
        let passage = stack![container(shown).padding(Padding::ZERO.left(inset)).width(Fill), line];
        let chips = disputes.iter().map(|disputed| self.chip(disputed));
        let chips = Column::with_children(chips).spacing(gap::XXS);
        let margin = if self.marks { MARGIN } else { inset };
        column![passage, container(chips).padding(Padding::ZERO.left(margin))].spacing(gap::XS).width(Fill).into()
    }

    /// That the passage above is disputed; pressing it shows why.
    fn chip(&self, disputed: &Disputed) -> Element<'static, Message> {
        let c = &self.colors;
        let (icon, ink, wash) = match disputed.state {
            DisputeState::Corrected => (Icon::Check, c.good, c.good_wash),
            DisputeState::Upheld => (Icon::Warning, c.disputed, c.disputed_wash),
            DisputeState::Open | DisputeState::Rejected => (Icon::Flag, c.disputed, c.disputed_wash),
        };
        let runs_left = direction::is_right_to_left(&disputed.words);
        let said = text(disputed.words.clone()).font(SANS).size(size::META).line_height(leading::NORMAL).color(c.ink);
        let said = direction::placed(said, &disputed.words).width(Fill);
        let mut parts: Vec<Element<'static, Message>> = vec![icon.at(size::BODY).color(ink).into(), said.into()];
        if runs_left {
            parts.reverse();
        }
        let parts = Row::with_children(parts).spacing(gap::XS).align_y(alignment::Vertical::Center);
        Press::new(parts, style::badge(*c, ink, wash))
            .padding([gap::XXS, gap::S])
            .width(Fill)
            .on_press((self.on)(Event::Disputed(disputed.dispute)))
            .into()
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
