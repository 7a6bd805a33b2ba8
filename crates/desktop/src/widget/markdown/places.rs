//! Where a text says what is looked for: every place by itself, in the order of reading.

use std::ops::Range;

use commonplace_learning::reading::{self, Block, Words};

use super::spans::find;

/// A place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Hit {
    /// In which block.
    pub(crate) block: usize,
    /// Which of its places.
    pub(crate) nth: usize,
    /// Which part of its paragraph, cell or code stands above it, from 0 to 1, about.
    pub(crate) part: f32,
}

/// All places of a text that say `sought`, which is in small letters. Of a heading at its beginning that says `title` nothing
/// is shown.
pub(crate) fn hits(document: &reading::Document, sought: &str, title: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    let said = usize::from(document.begins_with(title));
    for (block, content) in document.blocks.iter().enumerate().skip(said) {
        let mut nth = 0;
        each_text(content, &mut |text| {
            for place in places(text, sought) {
                #[expect(clippy::cast_precision_loss, reason = "a part of a height, about")]
                let part = place.start as f32 / text.len().max(1) as f32;
                hits.push(Hit { block, nth, part });
                nth += 1;
            }
        });
    }
    hits
}

/// Where words say `sought`.
pub(super) fn places(text: &str, sought: &str) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    let mut from = 0;
    while let Some(found) = find(&text[from..], sought) {
        places.push(from + found.start..from + found.end);
        from += found.end;
    }
    places
}

/// A piece of a text that begins at `start` of it, cut where places begin and end; with each part the place that it is of.
pub(super) fn cut<'t>(piece: &'t str, start: usize, places: &[Range<usize>]) -> Vec<(&'t str, Option<usize>)> {
    let end = start + piece.len();
    let mut parts = Vec::new();
    let mut at = start;
    for (index, place) in places.iter().enumerate() {
        let (from, to) = (place.start.clamp(at, end), place.end.clamp(at, end));
        for (part, of) in [(at..from, None), (from..to, Some(index))] {
            parts.extend((!part.is_empty()).then(|| (&piece[part.start - start..part.end - start], of)));
        }
        at = to;
    }
    parts.extend((at < end).then(|| (&piece[at - start..], None)));
    parts
}

/// Everything that can be found in a block, in the order in which it is drawn.
fn each_text(block: &Block, take: &mut dyn FnMut(&str)) {
    match block {
        Block::Heading { words, .. } | Block::Paragraph(words) => take(&words.plain()),
        Block::Code { text, .. } => take(text),
        Block::List { items, .. } => {
            items.iter().flat_map(|item| &item.blocks).for_each(|block| each_text(block, take));
        }
        Block::Quote(blocks) => blocks.iter().for_each(|block| each_text(block, take)),
        Block::Footnotes(notes) => notes.iter().flat_map(|note| &note.blocks).for_each(|block| each_text(block, take)),
        Block::Formula { shown, .. } => take(&shown.plain()),
        Block::Table { head, rows, .. } => {
            head.iter().chain(rows.iter().flatten()).map(Words::said).for_each(|words| take(&words));
        }
        Block::Picture { .. } | Block::Rule => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_found_in_the_order_of_reading() {
        let text = "# Salt\n\nSalt, and sa*lt*.\n\n- salt\n- none\n\n| salt | a |\n| --- | --- |\n| b | salt |\n\n```\nsalt\n```\n";
        let document = reading::parse(text);
        let found = |title| hits(&document, "salt", title).iter().map(|hit| (hit.block, hit.nth)).collect::<Vec<_>>();
        assert_eq!(found(""), [(0, 0), (1, 0), (1, 1), (2, 0), (3, 0), (3, 1), (4, 0)]);
        assert_eq!(found("Salt")[0], (1, 0), "a heading that is not shown is not found");
        assert_eq!(hits(&document, "", ""), []);
    }

    #[test]
    fn a_place_goes_over_pieces_of_different_looks() {
        // "sa" and "lt." of which "salt" is looked for.
        let places = places("sea salt.", "salt");
        assert_eq!(cut("sea sa", 0, &places), [("sea ", None), ("sa", Some(0))]);
        assert_eq!(cut("lt.", 6, &places), [("lt", Some(0)), (".", None)]);
    }
}
