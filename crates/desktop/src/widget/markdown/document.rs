//! A text for this toolkit: its code in colours, and its words as the shaper can take them.

use commonplace_learning::reading::{self, Block, Words};
use iced::{Color, highlighter};

use super::super::direction;
use crate::theme::{Colors, Mode};

/// Longest code that gets colours, in bytes: colouring costs about a microsecond a byte.
const LONGEST_COLOURED: usize = 64 * 1024;

/// A text, ready to be shown. Made away from the window's thread; see [`Document::new`].
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Document {
    /// What it consists of.
    pub(crate) text: reading::Document,
    /// The lines of its codes, by number.
    codes: Vec<Vec<Vec<Tint>>>,
    /// What the text calls the pictures of each block.
    pictures: Vec<Vec<String>>,
}

/// A piece of a line of code.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tint {
    /// The characters.
    pub(crate) text: String,
    /// Their colour; that of text if none.
    pub(crate) color: Option<Color>,
}

impl Document {
    /// Reads Markdown. Code is coloured for `colors` if `coloured`.
    pub(crate) fn new(text: &str, colors: &Colors, coloured: bool) -> Self {
        let mut text = reading::parse(text);
        text.each_words(&mut whole_words);
        let mut codes = Vec::new();
        collect(&text.blocks, &mut |number, language, code| {
            codes.resize(codes.len().max(number + 1), Vec::new());
            codes[number] = lines(code, language.filter(|_| coloured), colors);
        });
        let pictures = text.blocks.iter().map(|block| targets(std::slice::from_ref(block))).collect();
        Self { text, codes, pictures }
    }

    /// What the text calls the pictures that this block shows.
    pub(crate) fn pictures_of(&self, block: usize) -> &[String] {
        self.pictures.get(block).map_or(&[], Vec::as_slice)
    }

    /// What it calls its pictures, from top to bottom.
    pub(crate) fn pictures(&self) -> impl Iterator<Item = &String> {
        self.pictures.iter().flatten()
    }

    /// The lines of the code of this number, in colours.
    pub(crate) fn lines(&self, number: usize) -> &[Vec<Tint>] {
        self.codes.get(number).map_or(&[], Vec::as_slice)
    }
}

/// What these blocks call the pictures that they show.
fn targets(blocks: &[Block]) -> Vec<String> {
    let mut found = Vec::new();
    collect_targets(blocks, &mut found);
    found
}

fn collect_targets(blocks: &[Block], found: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Picture { target, .. } => found.push(target.clone()),
            Block::Quote(blocks) => collect_targets(blocks, found),
            Block::List { items, .. } => items.iter().for_each(|item| collect_targets(&item.blocks, found)),
            Block::Footnotes(footnotes) => {
                footnotes.iter().for_each(|footnote| collect_targets(&footnote.blocks, found));
            }
            Block::Table { head, rows, .. } => {
                let cells = head.iter().chain(rows.iter().flatten());
                found.extend(cells.flat_map(Words::pictures).map(|(target, _)| target.to_owned()));
            }
            _ => {}
        }
    }
}

/// The codes of a text, with their numbers.
fn collect(blocks: &[Block], take: &mut impl FnMut(usize, Option<&str>, &str)) {
    for block in blocks {
        match block {
            Block::Code { number, language, text, .. } => take(*number, language.as_deref(), text),
            Block::Quote(blocks) => collect(blocks, take),
            Block::List { items, .. } => items.iter().for_each(|item| collect(&item.blocks, take)),
            Block::Footnotes(footnotes) => footnotes.iter().for_each(|footnote| collect(&footnote.blocks, take)),
            _ => {}
        }
    }
}

/// Leaves no look that begins or ends inside a word that runs from the right: the shaper (cosmic-text 0.15) would put the
/// parts of such a word in the wrong order. The whole word gets the look of its beginning.
fn whole_words(words: &mut Words) {
    for at in 1..words.runs.len() {
        let (head, tail) = words.runs.split_at_mut(at);
        let (Some(run), Some(next)) = (head.last_mut(), tail.first_mut()) else { continue };
        let (last, first) = (run.text.chars().next_back(), next.text.chars().next());
        let inside = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
        let runs_left = |c: Option<char>| c.is_some_and(direction::runs_left);
        if !inside(last) || !inside(first) {
            continue;
        }
        if runs_left(last) {
            let end = next.text.find(char::is_whitespace).unwrap_or(next.text.len());
            run.text.extend(next.text.drain(..end));
        } else if runs_left(first) {
            let start = run.text.rfind(char::is_whitespace).map_or(0, |at| at + 1);
            next.text.insert_str(0, &run.text.split_off(start));
        }
    }
    words.runs.retain(|run| !run.text.is_empty());
}

fn lines(text: &str, language: Option<&str>, colors: &Colors) -> Vec<Vec<Tint>> {
    match language {
        Some(language) if text.len() <= LONGEST_COLOURED => coloured(text, language, colors),
        _ => text.lines().map(|line| vec![Tint { text: line.to_owned(), color: None }]).collect(),
    }
}

fn coloured(text: &str, language: &str, colors: &Colors) -> Vec<Vec<Tint>> {
    let theme = match colors.mode {
        Mode::Light => highlighter::Theme::InspiredGitHub,
        Mode::Dark => highlighter::Theme::Base16Ocean,
    };
    let mut stream = highlighter::Stream::new(&highlighter::Settings { theme, token: language.to_owned() });
    text.lines()
        .map(|line| {
            let tints = stream
                .highlight_line(line)
                .map(|(range, highlight)| Tint {
                    text: line[range].to_owned(),
                    color: highlight.color().map(|color| colors.legible(color, colors.sunken)),
                })
                .collect();
            stream.commit();
            tints
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::{TEXT_CONTRAST, contrast};

    #[test]
    fn a_word_that_runs_from_the_right_has_one_look() {
        let document = Document::new("قيمة **مالك واحد**، و(**هنا**) **a**, b", &Colors::of(Mode::Light), true);
        let [Block::Paragraph(words)] = document.text.blocks.as_slice() else { panic!("one paragraph: {document:?}") };
        let runs: Vec<_> = words.runs.iter().map(|run| (run.text.as_str(), run.strong)).collect();
        let expected = [("قيمة ", false), ("مالك واحد،", true), (" ", false), ("و(هنا)", true), (" ", false)];
        assert_eq!(runs[..5], expected);
        assert_eq!(runs[5..], [("a", true), (", b", false)]);
    }

    #[test]
    fn every_colour_of_code_can_be_read() {
        for mode in [Mode::Light, Mode::Dark] {
            let colors = Colors::of(mode);
            let code = "```rust\n// a comment\nfn main() { let x: u8 = 1; println!(\"{x}\"); }\n```";
            let document = Document::new(code, &colors, true);
            let shades: Vec<_> = document.lines(0).iter().flatten().filter_map(|tint| tint.color).collect();
            assert!(shades.len() > 3, "code has colours");
            assert!(shades.iter().all(|color| contrast(*color, colors.sunken) >= TEXT_CONTRAST));
        }
    }
}
