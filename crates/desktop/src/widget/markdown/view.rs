//! From [`Document`] to widgets.

mod lists;
mod tables;

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::ops::Range;

use commonplace_core::id::RecordId;
use commonplace_learning::reading::{Block, Item, Link, Run, Words, is_script};
use iced::advanced::text::Span;
use iced::widget::{Column, Id, column, container, image, row, rule, scrollable, space, tooltip};
use iced::{ContentFit, Element, Fill, Font, Length, Padding, Pixels, alignment, border};

use super::super::{Clamp, Passage, Press, Prose, direction};
use super::document::Tint;
use super::page::Page;
pub(crate) use super::places::Hit;
use super::places::{cut, places};
use super::spans::{WORD_JOINER, formula_face, parts_from, pieces, unbroken};
use super::{Event, Picture};
use crate::icon::Icon;
use crate::theme::style::{self, Look};
use crate::theme::{MONO, SANS, SERIF, SERIF_ITALIC, SERIF_STRONG, leading, measure, size, space as gap};
use crate::widget::text;

/// Makes one block of a text.
pub(super) struct Reader<'r, Message> {
    /// The text, and how it is shown.
    pub(super) page: &'r Page<Message>,
    /// What is looked for, in small letters; empty when nothing is.
    pub(super) sought: &'r str,
    /// The one of its places where one is, if it is in this block.
    pub(super) current: Option<usize>,
    /// How far the block has been drawn.
    pub(super) at: At,
}

/// How far a block has been drawn.
#[derive(Debug)]
pub(super) struct At {
    /// Places of it that say what is looked for.
    hit: Cell<usize>,
    /// What stands behind words when more than these are copied.
    after: Cell<&'static str>,
    /// The sign of the list whose first words come next, for those who copy them.
    sign: RefCell<String>,
    /// How far in the list is, in letters.
    indent: Cell<usize>,
}

impl Default for At {
    fn default() -> Self {
        Self { hit: Cell::default(), after: Cell::new("\n\n"), sign: RefCell::default(), indent: Cell::default() }
    }
}

/// The name of the paragraph, cell or code in which the place stands where one is.
pub(crate) const FOUND: &str = "found-place";

/// What of some words is looked for.
#[derive(Default)]
struct Found {
    places: Vec<Range<usize>>,
    /// The one of these where one is.
    current: Option<usize>,
}

/// Lines of what describes a picture in a cell of a table, at most: what stands in the other cells of its row is to stay
/// beside it.
const DESCRIBED: u8 = 2;
/// Width of the margin for marks, in pixels.
pub(crate) const MARGIN: f32 = gap::XL;

impl<Message: Clone + 'static> Reader<'_, Message> {
    /// The block, with a mark in its margin where there are such; `question` is the one that is asked about it.
    pub(super) fn marked(&self, index: usize, first: bool, question: Option<RecordId>) -> Element<'static, Message> {
        let text = &self.page.document.text;
        let Some((block, place)) = text.blocks.get(index).zip(text.places.get(index)) else { return space().into() };
        let shown = self.block(block, first);
        if !self.page.marks {
            return shown;
        }
        let has_words = match block {
            Block::Paragraph(_) | Block::Quote(_) | Block::List { .. } => !block.plain().trim().is_empty(),
            _ => question.is_some(),
        };
        if !has_words {
            return container(shown).padding(Padding::ZERO.left(MARGIN)).into();
        }
        let (icon, key, event) = match question {
            Some(question) => (Icon::Question, "asked-about", Event::Asked(question)),
            None => (Icon::Quote, "ask-about", Event::Passage(place.clone())),
        };
        let mark = self.hinted(icon.at(gap::M), key);
        let colors = &self.page.colors;
        let passage = Passage::new(shown, mark, MARGIN, (self.page.on)(event)).colors(colors.faint, colors.accent);
        match question {
            Some(_) => passage.steady(colors.question).into(),
            None => passage.into(),
        }
    }

    fn hinted(&self, of: impl Into<Element<'static, Message>>, key: &str) -> Element<'static, Message> {
        let hint = text(self.page.say(key)).font(SANS).size(size::CAPTION).color(self.page.colors.page);
        let hint = container(hint).padding([gap::XXS, gap::XS]);
        let hint = hint.style(style::patch(self.page.colors.ink, self.page.colors.page, measure::RADIUS_MARK));
        tooltip(of, hint, tooltip::Position::Bottom).gap(gap::XXS).into()
    }

    fn block(&self, block: &Block, first: bool) -> Element<'static, Message> {
        match block {
            Block::Heading { level, words, name } => self.heading(*level, words, name, first),
            Block::Paragraph(words) => placed(self.words(words, self.page.size, SERIF, leading::READING), words),
            Block::Code { text, elsewhere: true, .. } => self.flat(|| self.code_elsewhere(text)),
            Block::Code { number, language, text, .. } => {
                self.flat(|| self.code(language.as_deref(), text, self.page.document.lines(*number)))
            }
            Block::List { start, items } => self.list(*start, items),
            Block::Quote(blocks) => self.quote(blocks),
            Block::Table { sides, head, rows } => self.flat(|| self.table(sides, head, rows)),
            Block::Formula { source, shown } => self.formula(source, shown),
            Block::Footnotes(footnotes) => self.footnotes(footnotes),
            Block::Picture { target, alt, said } => self.picture(target, alt, *said),
            Block::Rule => container(rule::horizontal(measure::HAIRLINE).style(style::hairline(self.page.colors.edge)))
                .padding([gap::XS, gap::XXL])
                .into(),
        }
    }

    fn blocks(&self, blocks: &[Block], spacing: f32) -> Element<'static, Message> {
        let shown = blocks.iter().enumerate().map(|(index, block)| self.block(block, index == 0));
        Column::with_children(shown).spacing(spacing).width(Fill).into()
    }

    fn heading(&self, level: u8, words: &Words, name: &str, first: bool) -> Element<'static, Message> {
        let points = match level {
            1 => size::HEADING + 2.0,
            2 => size::HEADING - 1.0,
            3 => size::SUBHEADING,
            _ => self.page.size,
        };
        let above = if first { 0.0 } else { self.page.size * 0.75 };
        let runs_left = direction::is_right_to_left(&words.plain());
        let tight = if runs_left { leading::TIGHT_ARABIC } else { leading::TIGHT };
        let shown = placed(self.words(words, points, SERIF_STRONG, tight), words);
        container(shown).id(slug_id(self.page.of, name)).padding(Padding::ZERO.top(above)).into()
    }

    fn words(&self, words: &Words, points: f32, font: Font, leading: f32) -> Element<'static, Message> {
        let found = self.found(|| words.said());
        let mut spans: Vec<Span<'static, Link>> = Vec::with_capacity(words.runs.len());
        let (mut start, mut before) = (0, None);
        for run in words.runs.iter().filter(|run| run.picture.is_none()) {
            for (part, place) in cut(&run.text, start, &found.places) {
                for piece in pieces(part, run.formula) {
                    let whole = if run.code { unbroken(piece) } else { Cow::Borrowed(piece) };
                    let whole = if parts_from(before, piece) { format!("{WORD_JOINER}{whole}").into() } else { whole };
                    let span = self.span(run, whole, points, font);
                    spans.push(self.shown_as(span, place, &found));
                    before = piece.chars().next_back();
                }
            }
            start += run.text.len();
        }
        self.prose(spans, font, points, leading, text::Wrapping::default(), &found)
    }

    /// What of these words is looked for.
    fn found(&self, words: impl FnOnce() -> String) -> Found {
        if self.sought.is_empty() {
            return Found::default();
        }
        let places = places(&words(), self.sought);
        let first = self.at.hit.replace(self.at.hit.get() + places.len());
        let current = self.current.and_then(|nth| nth.checked_sub(first)).filter(|nth| *nth < places.len());
        Found { places, current }
    }

    /// What is looked for has a ground of its own; the place where one is has an edge and a line under it besides.
    fn shown_as(&self, span: Span<'static, Link>, place: Option<usize>, found: &Found) -> Span<'static, Link> {
        let colors = &self.page.colors;
        match place {
            None => span,
            Some(place) if found.current == Some(place) => {
                let edge = border::rounded(measure::RADIUS_MARK).color(colors.accent).width(measure::RING);
                span.background(colors.found_here).color(colors.ink).border(edge).underline(true)
            }
            Some(_) => span.background(colors.found).color(colors.ink),
        }
    }

    fn prose(
        &self,
        spans: Vec<Span<'static, Link>>,
        font: Font,
        points: f32,
        leading: f32,
        wrapping: text::Wrapping,
        found: &Found,
    ) -> Element<'static, Message> {
        let on = self.page.on;
        let prose = Prose::new(spans, font, points, leading)
            .colors(self.page.colors.ink, style::selection(self.page.colors))
            .wrapping(wrapping)
            .before(self.before())
            .after(self.at.after.get())
            .on_link(move |link| on(Event::Link(link)));
        match found.current {
            Some(_) => container(prose).id(FOUND).into(),
            None => prose.into(),
        }
    }

    /// What `show` shows, whose parts stand so far apart when they are copied.
    fn apart<T>(&self, after: &'static str, show: impl FnOnce() -> T) -> T {
        let before = self.at.after.replace(after);
        let shown = show();
        self.at.after.set(before);
        shown
    }

    fn span(&self, run: &Run, words: Cow<'_, str>, points: f32, font: Font) -> Span<'static, Link> {
        let face = match (run.code, run.strong, run.emphasis) {
            _ if run.formula => formula_face(&words),
            (true, ..) => MONO,
            (_, true, _) => SERIF_STRONG,
            (_, _, true) => SERIF_ITALIC,
            _ => font,
        };
        let mut span = Span::new(words.into_owned()).font(face).strikethrough(run.struck);
        if run.code {
            // The line keeps the height that it has without code.
            span = span
                .size(points * 0.86)
                .line_height(Pixels(points * leading::READING))
                .background(self.page.colors.sunken)
                .border(border::rounded(measure::RADIUS_MARK))
                .padding([-0.18 * points, 0.0]);
        }
        match &run.link {
            // The number of a footnote is raised: a line under it would stand by itself.
            Some(link) => {
                let raised = run.text.chars().all(is_script);
                span.link(link.clone()).color(self.page.colors.accent).underline(!raised)
            }
            None => span,
        }
    }

    /// A formula that stands by itself, in the middle, with its source to copy.
    fn formula(&self, source: &str, shown: &Words) -> Element<'static, Message> {
        let words = self.words(shown, self.page.size + 2.0, SERIF, leading::READING);
        let copy = Icon::Copy.at(size::META);
        let copy =
            Press::new(copy, style::press(self.page.colors, Look::Quiet))
                .padding(gap::XXS)
                .on_press((self.page.on)(Event::Copy(source.to_owned())));
        let side = size::META + 2.0 * gap::XXS;
        row![space().width(side), container(words).center_x(Fill), self.hinted(copy, "formula-copy")]
            .align_y(alignment::Vertical::Center)
            .into()
    }

    fn code(&self, language: Option<&str>, whole: &str, lines: &[Vec<Tint>]) -> Element<'static, Message> {
        let found = self.found(|| lines.iter().map(|line| tints(line)).collect::<Vec<_>>().join("\n"));
        let mut spans: Vec<Span<'static, Link>> = Vec::new();
        let mut start = 0;
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                spans.push(Span::new("\n"));
                start += 1;
            }
            for tint in line {
                for (part, place) in cut(&tint.text, start, &found.places) {
                    spans.push(self.shown_as(Span::new(part.to_owned()).color_maybe(tint.color), place, &found));
                }
                start += tint.text.len();
            }
        }
        let shown = self.prose(spans, MONO, size::CODE, leading::CODE, text::Wrapping::None, &found);
        let bar = scrollable::Scrollbar::new().width(4).scroller_width(4);
        let padding = Padding { top: 0.0, right: gap::M, bottom: gap::S, left: gap::M };
        let rows = scrollable(container(shown).padding(padding))
            .direction(scrollable::Direction::Horizontal(bar))
            .style(style::scroll(self.page.colors))
            .width(Fill);
        let words = |words: String| text(words).font(SANS).size(size::CAPTION).line_height(leading::NORMAL);
        let copy = row![Icon::Copy.at(size::META), words(self.page.say("copy"))].spacing(gap::XXS);
        let copy = Press::new(copy.align_y(alignment::Vertical::Center), style::press(self.page.colors, Look::Quiet))
            .padding([gap::XXS, gap::XS])
            .on_press((self.page.on)(Event::Copy(whole.to_owned())));
        let name = words(language.unwrap_or_default().to_owned()).color(self.page.colors.faint);
        let head = row![container(name).width(Fill), copy].align_y(alignment::Vertical::Center);
        let head = container(head).padding(Padding { top: gap::XXS, right: gap::XXS, bottom: 0.0, left: gap::M });
        let ground = style::patch(self.page.colors.sunken, self.page.colors.ink, measure::RADIUS);
        container(column![head, rows]).style(ground).width(Fill).into()
    }

    /// Code that a book has in files of their own, which a note has not: their names, instead of marks for a maker of books.
    fn code_elsewhere(&self, files: &str) -> Element<'static, Message> {
        let found = self.found(|| files.to_owned());
        let parts = cut(files, 0, &found.places).into_iter();
        let spans = parts.map(|(part, place)| self.shown_as(Span::new(part.to_owned()), place, &found)).collect();
        let names = self.prose(spans, MONO, size::CAPTION, leading::CODE, text::Wrapping::Glyph, &found);
        let said = self.page.say("code-elsewhere");
        let said = text(said).font(SERIF_ITALIC).size(size::BODY).line_height(leading::NORMAL);
        let lines = column![said.color(self.page.colors.muted), names].spacing(gap::XXS);
        self.absent(Icon::Code, lines)
    }

    fn quote(&self, blocks: &[Block]) -> Element<'static, Message> {
        let line = rule::vertical(2).style(style::hairline(self.page.colors.edge));
        row![line, self.blocks(blocks, self.page.size * 0.6)].spacing(gap::M).height(Length::Shrink).into()
    }

    /// A picture, with its description under it, unless the text says there what it shows. However long: nobody is told it
    /// elsewhere.
    fn picture(&self, target: &str, alt: &str, said: bool) -> Element<'static, Message> {
        let Some(shown) = self.drawn(target, measure::PICTURE) else { return self.without_picture(target, alt) };
        let mut figure = column![container(shown).center_x(Fill)].spacing(gap::XS);
        if !alt.is_empty() && !said {
            figure = figure.push(container(self.picture_words(alt)).center_x(Fill));
        }
        figure.into()
    }

    /// One among the words of a table, with the beginning of its description.
    fn small_picture(&self, target: &str, alt: &str) -> Element<'static, Message> {
        let Some(shown) = self.drawn(target, measure::PICTURE_SMALL) else { return self.without_picture(target, alt) };
        if alt.is_empty() {
            return shown;
        }
        let words = Clamp::new_owned(alt.to_owned(), DESCRIBED).size(size::CAPTION, leading::NORMAL);
        column![shown, words.font(SERIF_ITALIC).color(self.page.colors.muted)].spacing(gap::XXS).into()
    }

    /// A picture that is here, so high at most.
    fn drawn(&self, target: &str, highest: f32) -> Option<Element<'static, Message>> {
        let Some(Picture::Here { handle, .. }) = self.page.pictures.get(target) else { return None };
        let shown = image(handle.clone()).content_fit(ContentFit::ScaleDown).border_radius(measure::RADIUS);
        // Both sides shrink: where a line is narrower than the picture, no room is left empty above and below it.
        Some(container(shown.width(Length::Shrink).height(Length::Shrink)).max_height(highest).into())
    }

    fn picture_words(&self, words: &str) -> text::Text<'static, iced::Theme> {
        text(words.to_owned())
            .font(SERIF_ITALIC)
            .size(size::BODY)
            .line_height(leading::NORMAL)
            .color(self.page.colors.muted)
    }

    fn without_picture(&self, target: &str, alt: &str) -> Element<'static, Message> {
        let why = match self.page.pictures.get(target) {
            Some(Picture::Absent(why)) => self.page.say(why),
            _ => target.to_owned(),
        };
        let name = self.picture_words(if alt.is_empty() { target } else { alt });
        let lines = column![name, text(why).size(size::CAPTION).color(self.page.colors.faint)].spacing(gap::XXS);
        self.absent(Icon::Image, lines)
    }

    /// The place of something that is not there, and what is to be said of it.
    fn absent(&self, icon: Icon, lines: Column<'static, Message>) -> Element<'static, Message> {
        let icon = icon.at(size::SUBHEADING).color(self.page.colors.faint);
        let ground = style::patch(self.page.colors.sunken, self.page.colors.muted, measure::RADIUS);
        let parts = row![icon, lines].spacing(gap::S).align_y(alignment::Vertical::Center);
        container(parts).style(ground).padding(gap::M).width(Fill).into()
    }
}

/// The name under which a heading of the text that is being read can be scrolled to.
pub(crate) fn slug_id(of: Option<RecordId>, slug: &str) -> Id {
    Id::from(of.map_or_else(|| format!("heading-{slug}"), |of| format!("heading-{of}-{slug}")))
}

/// The name under which a block of the text that is being read can be scrolled to.
pub(crate) fn block_id(of: Option<RecordId>, index: usize) -> Id {
    Id::from(of.map_or_else(|| format!("block-{index}"), |of| format!("block-{of}-{index}")))
}

/// A line of code.
fn tints(line: &[Tint]) -> String {
    line.iter().map(|tint| tint.text.as_str()).collect()
}

/// Words where they begin.
fn placed<'a, M: 'a>(shown: impl Into<Element<'a, M>>, words: &Words) -> Element<'a, M> {
    direction::placed(shown, &words.plain()).into()
}

fn item_direction(item: &Item) -> bool {
    item.blocks.first().is_some_and(|block| direction::is_right_to_left(&block.plain()))
}
