//! Tables: columns in proportion to what stands in them, and pictures over the words of their cells.

use commonplace_learning::reading::{Side, Words};
use iced::widget::{Column, Row, column, container, rule, scrollable, space};
use iced::{Color, Element, Fill, Font, Length, Padding};

use super::{Reader, placed};
use crate::theme::style;
use crate::theme::{SERIF, SERIF_STRONG, leading, measure, space as gap};

/// Width of a character of a table, relative to its size.
const CHARACTER: f32 = 0.46;
/// Columns that always fit beside each other, with their words on several lines.
const FEW_COLUMNS: usize = 3;

impl<'a, Message: Clone + 'a> Reader<'a, '_, Message> {
    pub(super) fn table(&self, sides: &[Side], head: &'a [Words], rows: &'a [Vec<Words>]) -> Element<'a, Message> {
        let portions = portions(head, rows);
        // What no line holds is as wide as it needs to be, and scrolls.
        let wide: f32 =
            portions.iter().map(|portion| f32::from(*portion) * self.size * CHARACTER + gap::S + gap::XS).sum();
        let scrolls = wide > measure::LINE && portions.len() > FEW_COLUMNS;
        let width = |portion: u16| {
            if scrolls {
                Length::Fixed(f32::from(portion) * self.size * CHARACTER + gap::XS)
            } else {
                Length::FillPortion(portion)
            }
        };
        let line = |color: Color| rule::horizontal(measure::HAIRLINE).style(style::hairline(color));
        let cells = |cells: &'a [Words], font: Font| -> Row<'a, Message> {
            let shown = portions.iter().enumerate().map(|(index, portion)| {
                let after = if index + 1 < portions.len() { "\t" } else { "\n" };
                let side = sides.get(index).copied().unwrap_or_default();
                let cell = cells.get(index).map(|words| self.apart(after, || self.cell(words, side, font)));
                let cell = cell.unwrap_or_else(|| space().into());
                container(cell).width(width(*portion)).padding([gap::XS, 0.0]).into()
            });
            Row::with_children(shown).spacing(gap::S)
        };
        let whole = if scrolls { Length::Fixed(wide) } else { Fill };
        let mut table = column![cells(head, SERIF_STRONG), line(self.colors.edge)].width(whole);
        for (index, row) in rows.iter().enumerate() {
            table = table.push(cells(row, SERIF));
            let last = index + 1 == rows.len();
            table = table.push(line(if last { self.colors.edge } else { self.colors.line }));
        }
        if !scrolls {
            return table.into();
        }
        let bar = scrollable::Scrollbar::new().width(4).scroller_width(4);
        scrollable(container(table).padding(Padding::ZERO.bottom(gap::XS)))
            .direction(scrollable::Direction::Horizontal(bar))
            .style(style::scroll(self.colors))
            .width(Fill)
            .into()
    }

    fn cell(&self, words: &'a Words, side: Side, font: Font) -> Element<'a, Message> {
        let shown = self.words(words, self.size * 0.9, font, leading::NORMAL);
        let shown = match side {
            Side::Own => placed(shown, words),
            Side::Left => shown,
            Side::Middle => container(shown).center_x(Fill).into(),
            Side::Right => container(shown).align_right(Fill).into(),
        };
        let pictures: Vec<_> = words.pictures().map(|(target, alt)| self.small_picture(target, alt)).collect();
        if pictures.is_empty() {
            return shown;
        }
        Column::with_children(pictures).push(shown).spacing(gap::XXS).into()
    }
}

/// Widths of columns in proportion to their longest cell, within bounds, so that no column is squeezed to nothing.
fn portions(head: &[Words], rows: &[Vec<Words>]) -> Vec<u16> {
    let columns = rows.iter().map(Vec::len).chain([head.len()]).max().unwrap_or_default();
    let longest = |column: usize| {
        let cells = rows.iter().map(Vec::as_slice).chain([head]).filter_map(|row| row.get(column));
        cells.map(|cell| cell.said().chars().count()).max().unwrap_or_default()
    };
    (0..columns).map(|column| u16::try_from(longest(column)).unwrap_or(u16::MAX).clamp(6, 36)).collect()
}
