//! From [`Document`] to widgets.

use std::borrow::Cow;

use commonplace_learning::reading::{Block, Item, Link, Run, Words, slug};
use iced::advanced::text::Span;
use iced::widget::{Column, Id, Row, column, container, image, rich_text, row, rule, scrollable, space, text, tooltip};
use iced::{Color, ContentFit, Element, Fill, Font, Length, Padding, Pixels, alignment, border};

use super::super::{Passage, Press, direction};
use super::document::{Document, Tint};
use super::{Event, Picture, Pictures};
use crate::icon::Icon;
use crate::theme::style::{self, Look};
use crate::theme::{Colors, MONO, SANS, SERIF, SERIF_ITALIC, SERIF_STRONG, leading, measure, size, space as gap};

/// How a text is shown and whom it tells what somebody does in it.
pub(crate) struct Reader<'a, 's, Message> {
    /// The text.
    pub(crate) document: &'a Document,
    /// The colours.
    pub(crate) colors: Colors,
    /// Size of the text in pixels.
    pub(crate) size: f32,
    /// The pictures that are here or on their way.
    pub(crate) pictures: &'a Pictures,
    /// Whether passages have a mark in the margin.
    pub(crate) marks: bool,
    /// What stands above the text already: a heading at its beginning that says the same is not shown.
    pub(crate) title: &'s str,
    /// Words for a key.
    pub(crate) say: &'s dyn Fn(&str) -> String,
    /// Whom to tell.
    pub(crate) on: fn(Event) -> Message,
}

/// No width, no break, and not ASCII.
const WORD_JOINER: char = '\u{2060}';
/// Width of the margin for marks, in pixels.
pub(crate) const MARGIN: f32 = gap::XL;

impl<'a, Message: Clone + 'a> Reader<'a, '_, Message> {
    /// The whole text.
    pub(crate) fn view(&self) -> Element<'a, Message> {
        let mut page = Column::new().spacing(self.size * 0.9).width(Fill);
        let said = usize::from(self.document.text.begins_with(self.title));
        for (index, block) in self.document.text.blocks.iter().skip(said).enumerate() {
            page = page.push(self.marked(block, index == 0));
        }
        page.into()
    }

    fn marked(&self, block: &'a Block, first: bool) -> Element<'a, Message> {
        let shown = self.block(block, first);
        let words = match block {
            Block::Paragraph(words) => words.plain(),
            Block::Quote(_) | Block::List { .. } => text_of(block),
            _ => String::new(),
        };
        if !self.marks {
            return shown;
        }
        if words.trim().is_empty() {
            return container(shown).padding(Padding::ZERO.left(MARGIN)).into();
        }
        let hint = text((self.say)("ask-about")).font(SANS).size(size::CAPTION).color(self.colors.page);
        let hint = container(hint).padding([gap::XXS, gap::XS]);
        let hint = hint.style(style::patch(self.colors.ink, self.colors.page, measure::RADIUS_MARK));
        let mark = tooltip(Icon::Quote.at(gap::M), hint, tooltip::Position::Bottom).gap(gap::XXS);
        let passage = Passage::new(shown, mark, MARGIN, (self.on)(Event::Passage(words)));
        passage.colors(self.colors.faint, self.colors.accent).into()
    }

    fn block(&self, block: &'a Block, first: bool) -> Element<'a, Message> {
        match block {
            Block::Heading { level, words } => self.heading(*level, words, first),
            Block::Paragraph(words) => placed(self.words(words, self.size, SERIF), words),
            Block::Code { number, language, text } => {
                self.code(language.as_deref(), text, self.document.lines(*number))
            }
            Block::List { start, items } => self.list(*start, items),
            Block::Quote(blocks) => self.quote(blocks),
            Block::Table { head, rows } => self.table(head, rows),
            Block::Picture { target, alt } => self.picture(target, alt),
            Block::Rule => container(rule::horizontal(measure::HAIRLINE).style(style::hairline(self.colors.edge)))
                .padding([gap::XS, gap::XXL])
                .into(),
        }
    }

    fn blocks(&self, blocks: &'a [Block], spacing: f32) -> Element<'a, Message> {
        let shown = blocks.iter().enumerate().map(|(index, block)| self.block(block, index == 0));
        Column::with_children(shown).spacing(spacing).width(Fill).into()
    }

    fn heading(&self, level: u8, words: &'a Words, first: bool) -> Element<'a, Message> {
        let points = match level {
            1 => size::HEADING + 2.0,
            2 => size::HEADING - 1.0,
            3 => size::SUBHEADING,
            _ => self.size,
        };
        let above = if first { 0.0 } else { self.size * 0.75 };
        let plain = words.plain();
        let runs_left = direction::is_right_to_left(&plain);
        let tight = if runs_left { leading::TIGHT_ARABIC } else { leading::TIGHT };
        let shown = placed(self.words(words, points, SERIF_STRONG).line_height(tight), words);
        container(shown).id(slug_id(&slug(&plain))).padding(Padding::ZERO.top(above)).into()
    }

    fn words(&self, words: &'a Words, points: f32, font: Font) -> text::Rich<'a, Link, Message> {
        let before = std::iter::once("").chain(words.runs.iter().map(|run| run.text.as_str()));
        let spans: Vec<Span<'a, Link>> =
            words.runs.iter().zip(before).map(|(run, before)| self.span(run, before, points, font)).collect();
        let on = self.on;
        rich_text(spans)
            .font(font)
            .size(points)
            .line_height(leading::READING)
            .color(self.colors.ink)
            .on_link_click(move |link| on(Event::Link(link)))
    }

    fn span(&self, run: &'a Run, before: &str, points: f32, font: Font) -> Span<'a, Link> {
        let face = match (run.code, run.strong, run.emphasis) {
            (true, ..) => MONO,
            (_, true, _) => SERIF_STRONG,
            (_, _, true) => SERIF_ITALIC,
            _ => font,
        };
        let mut span = Span::new(parted(before, &run.text)).font(face).strikethrough(run.struck);
        if run.code {
            // The line keeps the height that it has without code.
            span = span
                .size(points * 0.86)
                .line_height(Pixels(points * leading::READING))
                .background(self.colors.sunken)
                .border(border::rounded(measure::RADIUS_MARK))
                .padding([-0.18 * points, 0.0]);
        }
        match &run.link {
            Some(link) => span.link(link.clone()).color(self.colors.accent).underline(true),
            None => span,
        }
    }

    fn code(&self, language: Option<&'a str>, whole: &'a str, lines: &'a [Vec<Tint>]) -> Element<'a, Message> {
        let spans: Vec<Span<'a, Link>> = lines
            .iter()
            .enumerate()
            .flat_map(|(index, line)| {
                let line_end = (index + 1 < lines.len()).then(|| Span::new("\n"));
                line.iter().map(|tint| Span::new(tint.text.as_str()).color_maybe(tint.color)).chain(line_end)
            })
            .collect();
        let shown = rich_text(spans)
            .font(MONO)
            .size(size::CODE)
            .line_height(leading::CODE)
            .color(self.colors.ink)
            .wrapping(text::Wrapping::None);
        let bar = scrollable::Scrollbar::new().width(4).scroller_width(4);
        let padding = Padding { top: 0.0, right: gap::M, bottom: gap::S, left: gap::M };
        let rows = scrollable(container(shown).padding(padding))
            .direction(scrollable::Direction::Horizontal(bar))
            .style(style::scroll(self.colors))
            .width(Fill);
        let words = |words: String| text(words).font(SANS).size(size::CAPTION).line_height(leading::NORMAL);
        let copy = row![Icon::Copy.at(size::META), words((self.say)("copy"))].spacing(gap::XXS);
        let copy = Press::new(copy.align_y(alignment::Vertical::Center), style::press(self.colors, Look::Quiet))
            .padding([gap::XXS, gap::XS])
            .on_press((self.on)(Event::Copy(whole.to_owned())));
        let name = words(language.unwrap_or_default().to_owned()).color(self.colors.faint);
        let head = row![container(name).width(Fill), copy].align_y(alignment::Vertical::Center);
        let head = container(head).padding(Padding { top: gap::XXS, right: gap::XXS, bottom: 0.0, left: gap::M });
        let ground = style::patch(self.colors.sunken, self.colors.ink, measure::RADIUS);
        container(column![head, rows]).style(ground).width(Fill).into()
    }

    fn list(&self, start: Option<u64>, items: &'a [Item]) -> Element<'a, Message> {
        let widest = start.map_or(0, |start| (start + items.len() as u64).to_string().len());
        let mut list = Column::new().spacing(self.size * 0.45).width(Fill);
        for (item, number) in items.iter().zip(start.unwrap_or_default()..) {
            let mark = match (item.done, start) {
                (Some(true), _) => self.mark(Icon::Check.at(self.size * 0.85), 1),
                (Some(false), _) => self.mark(self.sign("○"), 1),
                (None, Some(_)) => self.mark(self.sign(&format!("{number}.")), widest),
                (None, None) => self.mark(self.sign("•"), 1),
            };
            let content = self.blocks(&item.blocks, self.size * 0.45);
            list = list.push(self.across(item_direction(item), [mark, content]));
        }
        list.into()
    }

    fn sign(&self, sign: &str) -> text::Text<'a, iced::Theme> {
        text(sign.to_owned()).font(SERIF).size(self.size).line_height(leading::READING)
    }

    fn mark(&self, sign: text::Text<'a, iced::Theme>, digits: usize) -> Element<'a, Message> {
        let digits = u8::try_from(digits).unwrap_or(u8::MAX);
        let width = self.size * (0.9 + 0.6 * f32::from(digits));
        container(sign.color(self.colors.muted).line_height(leading::READING))
            .width(width)
            .align_x(alignment::Horizontal::Right)
            .into()
    }

    fn across(&self, right_to_left: bool, mut parts: [Element<'a, Message>; 2]) -> Element<'a, Message> {
        if right_to_left {
            parts.reverse();
        }
        Row::with_children(parts).spacing(self.size * 0.6).into()
    }

    fn quote(&self, blocks: &'a [Block]) -> Element<'a, Message> {
        let line = rule::vertical(2).style(style::hairline(self.colors.edge));
        row![line, self.blocks(blocks, self.size * 0.6)].spacing(gap::M).height(Length::Shrink).into()
    }

    fn table(&self, head: &'a [Words], rows: &'a [Vec<Words>]) -> Element<'a, Message> {
        let portions = portions(head, rows);
        let line = |color: Color| rule::horizontal(measure::HAIRLINE).style(style::hairline(color));
        let cells = |cells: &'a [Words], font: Font| -> Row<'a, Message> {
            let shown = portions.iter().enumerate().map(|(index, portion)| {
                let cell: Element<'a, Message> = match cells.get(index) {
                    Some(words) => placed(self.words(words, self.size * 0.9, font).line_height(leading::NORMAL), words),
                    None => space().into(),
                };
                container(cell).width(Length::FillPortion(*portion)).padding([gap::XS, gap::XXS]).into()
            });
            Row::with_children(shown).spacing(gap::S)
        };
        let mut table = column![cells(head, SERIF_STRONG), line(self.colors.edge)].width(Fill);
        for (index, row) in rows.iter().enumerate() {
            table = table.push(cells(row, SERIF));
            let last = index + 1 == rows.len();
            table = table.push(line(if last { self.colors.edge } else { self.colors.line }));
        }
        table.into()
    }

    fn picture(&self, target: &'a str, alt: &'a str) -> Element<'a, Message> {
        let caption = |words: &'a str| {
            text(words).font(SERIF_ITALIC).size(size::BODY).line_height(leading::NORMAL).color(self.colors.muted)
        };
        match self.pictures.get(target) {
            Some(Picture::Here { handle, size }) => {
                let shown = image(handle.clone())
                    .content_fit(ContentFit::ScaleDown)
                    .border_radius(measure::RADIUS)
                    .width(Length::Shrink)
                    .height(size.height.min(measure::PICTURE));
                let mut figure = column![container(shown).center_x(Fill)].spacing(gap::XS);
                if !alt.is_empty() {
                    figure = figure.push(container(caption(alt)).center_x(Fill));
                }
                figure.into()
            }
            other => {
                let why = match other {
                    Some(Picture::Absent(why)) => (self.say)(why),
                    _ => target.to_owned(),
                };
                let name = if alt.is_empty() { target } else { alt };
                let lines =
                    column![caption(name), text(why).size(size::CAPTION).color(self.colors.faint)].spacing(gap::XXS);
                let icon = Icon::Image.at(size::SUBHEADING).color(self.colors.faint);
                let ground = style::patch(self.colors.sunken, self.colors.muted, measure::RADIUS);
                let parts = row![icon, lines].spacing(gap::S).align_y(alignment::Vertical::Center);
                container(parts).style(ground).padding(gap::M).width(Fill).into()
            }
        }
    }
}

/// The name under which a heading of the text that is being read can be scrolled to.
pub(crate) fn slug_id(slug: &str) -> Id {
    Id::from(format!("heading-{slug}"))
}

/// A run that begins inside a word gets a word joiner in front: the shaper (cosmic-text 0.15) takes a word of ASCII as
/// one run of one face, so that a comma after a strong word would be strong. To it a bracket that opens is part of the
/// word that follows, even after a space.
fn parted<'a>(before: &str, run: &'a str) -> Cow<'a, str> {
    let (last, first) = (before.chars().next_back(), run.chars().next());
    let inside = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
    let opened = last.is_some_and(|c| "([{".contains(c));
    // In a word that runs from the right it would put what follows in front of the word.
    let runs_left = last.is_some_and(direction::runs_left);
    if inside(last) && (inside(first) || opened) && !runs_left {
        Cow::Owned(format!("{WORD_JOINER}{run}"))
    } else {
        Cow::Borrowed(run)
    }
}

/// Words where they begin.
fn placed<'a, M: 'a>(shown: impl Into<Element<'a, M>>, words: &Words) -> Element<'a, M> {
    direction::placed(shown, &words.plain()).into()
}

/// Widths of columns in proportion to their longest cell, within bounds, so that no column is squeezed to nothing.
fn portions(head: &[Words], rows: &[Vec<Words>]) -> Vec<u16> {
    let columns = rows.iter().map(Vec::len).chain([head.len()]).max().unwrap_or_default();
    let longest = |column: usize| {
        let cells = rows.iter().map(Vec::as_slice).chain([head]).filter_map(|row| row.get(column));
        cells.map(|cell| cell.plain().chars().count()).max().unwrap_or_default()
    };
    (0..columns).map(|column| u16::try_from(longest(column)).unwrap_or(u16::MAX).clamp(6, 36)).collect()
}

fn item_direction(item: &Item) -> bool {
    item.blocks.first().is_some_and(|block| direction::is_right_to_left(&text_of(block)))
}

/// The words of a block, for quoting.
fn text_of(block: &Block) -> String {
    match block {
        Block::Heading { words, .. } | Block::Paragraph(words) => words.plain(),
        Block::Quote(blocks) => blocks.iter().map(text_of).collect::<Vec<_>>().join("\n"),
        Block::List { items, .. } => {
            items.iter().flat_map(|item| &item.blocks).map(text_of).collect::<Vec<_>>().join("\n")
        }
        Block::Code { text, .. } => text.clone(),
        Block::Table { .. } | Block::Picture { .. } | Block::Rule => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_face_that_changes_inside_a_word_is_parted() {
        assert_eq!(parted("osmosis", ", the"), "\u{2060}, the");
        assert_eq!(parted("the ", "osmosis"), "osmosis");
        assert_eq!(parted("osmosis", " is"), " is");
        assert_eq!(parted("fn main() {", " code"), "\u{2060} code");
        assert_eq!(parted("", "osmosis"), "osmosis");
        assert_eq!(parted("واحد", "،"), "،");
    }
}
