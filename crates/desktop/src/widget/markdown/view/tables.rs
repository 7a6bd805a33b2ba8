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
/// How much of the widest line there is room for beside a list, less what parts the columns.
const NARROWER: f32 = 0.8;

impl<Message: Clone + 'static> Reader<'_, Message> {
    pub(super) fn table(&self, sides: &[Side], head: &[Words], rows: &[Vec<Words>]) -> Element<'static, Message> {
        let character = self.page.size * CHARACTER;
        let (portions, fits) = portions(head, rows, measure::LINE * NARROWER / character);
        // What no line holds even with its words one under the other is as wide as it needs to be, and scrolls.
        let wide: f32 = portions.iter().map(|portion| f32::from(*portion) * character + gap::S + gap::XS).sum();
        let scrolls = !fits && portions.len() > FEW_COLUMNS;
        let width = |portion: u16| {
            if scrolls { Length::Fixed(f32::from(portion) * character + gap::XS) } else { Length::FillPortion(portion) }
        };
        let line = |color: Color| rule::horizontal(measure::HAIRLINE).style(style::hairline(color));
        let cells = |cells: &[Words], font: Font| -> Row<'static, Message> {
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
        let mut table = column![cells(head, SERIF_STRONG), line(self.page.colors.edge)].width(whole);
        for (index, row) in rows.iter().enumerate() {
            table = table.push(cells(row, SERIF));
            let last = index + 1 == rows.len();
            table = table.push(line(if last { self.page.colors.edge } else { self.page.colors.line }));
        }
        if !scrolls {
            return table.into();
        }
        let bar = scrollable::Scrollbar::new().width(4).scroller_width(4);
        scrollable(container(table).padding(Padding::ZERO.bottom(gap::XS)))
            .direction(scrollable::Direction::Horizontal(bar))
            .style(style::scroll(self.page.colors))
            .width(Fill)
            .into()
    }

    fn cell(&self, words: &Words, side: Side, font: Font) -> Element<'static, Message> {
        let shown = self.words(words, self.page.size * 0.9, font, leading::NORMAL);
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
        if words.said().trim().is_empty() {
            // Where there are pictures alone their words take no room, and end the cell for whoever copies it all the same.
            return Column::with_children(pictures).push(container(shown).height(0)).into();
        }
        Column::with_children(pictures).push(shown).spacing(gap::XXS).into()
    }
}

/// Widths of columns, and whether a line of `room` characters holds them without parting a word. They are in proportion to
/// the longest cells, within bounds, so that no column is squeezed to nothing; where that is too much they come closer to
/// their longest words, so that nobody has to look for a column beyond the edge.
fn portions(head: &[Words], rows: &[Vec<Words>], room: f32) -> (Vec<u16>, bool) {
    let columns = rows.iter().map(Vec::len).chain([head.len()]).max().unwrap_or_default();
    let longest = |column: usize, of: fn(&str) -> usize, bounds: [u16; 2]| {
        let cells = rows.iter().map(Vec::as_slice).chain([head]).filter_map(|row| row.get(column));
        let most = cells.map(|cell| of(&cell.said())).max().unwrap_or_default();
        u16::try_from(most).unwrap_or(u16::MAX).clamp(bounds[0], bounds[1])
    };
    let word = |cell: &str| cell.split_whitespace().map(|word| word.chars().count() + 1).max().unwrap_or_default();
    let whole: Vec<u16> = (0..columns).map(|column| longest(column, |cell| cell.chars().count(), [6, 36])).collect();
    let least = |column: usize, whole: u16| longest(column, word, [4, whole]);
    let least: Vec<u16> = whole.iter().enumerate().map(|(column, whole)| least(column, *whole)).collect();
    let sum = |widths: &[u16]| widths.iter().map(|width| f32::from(*width)).sum::<f32>();
    let (all, needed) = (sum(&whole), sum(&least));
    if all <= room || needed > room {
        return (whole, all <= room);
    }
    let part = (room - needed) / (all - needed);
    let between = |(whole, least): (&u16, &u16)| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 36")]
        let more = (f32::from(whole - least) * part).floor() as u16;
        least + more
    };
    (whole.iter().zip(&least).map(between).collect(), true)
}

#[cfg(test)]
mod tests {
    use commonplace_learning::reading::{Block, parse};

    use super::*;

    fn portions_of(row: &str, room: f32) -> (Vec<u16>, bool) {
        let line = row.split('|').map(|_| "---").collect::<Vec<_>>().join("|");
        let document = parse(&format!("{row}\n{line}\n{row}\n"));
        let [Block::Table { head, rows, .. }] = document.blocks.as_slice() else { panic!("a table: {document:?}") };
        portions(head, rows, room)
    }

    #[test]
    fn a_wide_table_takes_its_words_one_under_the_other_before_it_scrolls() {
        let wide =
            "operator | an example of it, with all that it needs | what it does, in a line or two of words | trait";
        assert_eq!(portions_of(wide, 200.0), (vec![8, 36, 36, 6], true));
        let (closer, fits) = portions_of(wide, 60.0);
        assert!(fits && closer.iter().sum::<u16>() <= 60, "{closer:?}");
        assert!(closer[0] >= 8 && closer[3] >= 5, "no word is parted: {closer:?}");
        assert_eq!(portions_of(wide, 20.0), (vec![8, 36, 36, 6], false), "then it is as wide as it needs to be");
    }
}
