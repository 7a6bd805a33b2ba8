//! Markdown to read. The toolkit's own Markdown widget loses indented code and the words before a picture in a
//! sentence, has one syntax theme that cannot be read on paper, and keeps its tables to itself.

pub(crate) mod html;
pub(crate) mod parse;
pub(crate) mod view;
pub(crate) mod wiki;

use std::collections::HashMap;

use iced::{Color, Size, widget::image};

use super::direction;

/// Longest text that is parsed, in bytes; a longer one is shown as it stands, from its beginning.
pub(crate) const LONGEST: usize = 256 * 1024;

/// A text, ready to be shown. Made away from the window's thread; see [`parse::parse`].
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Document {
    /// What it consists of, from top to bottom.
    pub(crate) blocks: Vec<Block>,
    /// Bytes that are not shown, because the text is longer than [`LONGEST`].
    pub(crate) omitted: usize,
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Block {
    /// A heading.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its words.
        words: Words,
    },
    /// A paragraph.
    Paragraph(Words),
    /// Code, or anything else where every space counts.
    Code {
        /// The language, as its author names it.
        language: Option<String>,
        /// As it stands, for copying.
        text: String,
        /// Its lines, in colours.
        lines: Vec<Vec<Tint>>,
    },
    /// A list.
    List {
        /// The first number, if it is numbered.
        start: Option<u64>,
        /// Its items.
        items: Vec<Item>,
    },
    /// A quotation.
    Quote(Vec<Self>),
    /// A table.
    Table {
        /// Its first row.
        head: Vec<Words>,
        /// The others.
        rows: Vec<Vec<Words>>,
    },
    /// A picture.
    Picture {
        /// What the text calls it.
        target: String,
        /// What it shows, in words.
        alt: String,
    },
    /// A line across.
    Rule,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Item {
    /// Whether it is done, if it is a task.
    pub(crate) done: Option<bool>,
    /// What it consists of.
    pub(crate) blocks: Vec<Block>,
}

/// Words of one paragraph.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Words {
    /// Pieces of one look each.
    pub(crate) runs: Vec<Run>,
}

impl Document {
    /// Whether it begins with a heading that says `title`, which then need not be said again above it.
    pub(crate) fn begins_with(&self, title: &str) -> bool {
        let title = wiki::slug(title);
        let said = |words: &Words| !title.is_empty() && wiki::slug(&words.plain()) == title;
        matches!(self.blocks.first(), Some(Block::Heading { words, .. }) if said(words))
    }
}

impl Words {
    /// The same words with no look that begins or ends inside a word that runs from the right: the shaper (cosmic-text
    /// 0.15) would put the parts of such a word in the wrong order. The whole word gets the look of its beginning.
    pub(crate) fn with_whole_words(mut self) -> Self {
        for at in 1..self.runs.len() {
            let (head, tail) = self.runs.split_at_mut(at);
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
        self.runs.retain(|run| !run.text.is_empty());
        self
    }

    /// The words without their looks.
    pub(crate) fn plain(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// A piece of words that look alike.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Run {
    /// The words.
    pub(crate) text: String,
    /// Strong.
    pub(crate) strong: bool,
    /// Emphasised.
    pub(crate) emphasis: bool,
    /// Struck out.
    pub(crate) struck: bool,
    /// Code.
    pub(crate) code: bool,
    /// Where it leads.
    pub(crate) link: Option<Link>,
}

/// Where words lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Link {
    /// An address or a path, as the text has it.
    Address(String),
    /// A note by its name, as in `[[Osmosis#In plants]]`. Never an address, whatever it looks like.
    Note(String),
}

/// A piece of a line of code.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tint {
    /// The characters.
    pub(crate) text: String,
    /// Their colour; that of text if none.
    pub(crate) color: Option<Color>,
}

/// What somebody did in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Event {
    /// Pressed a link. Nothing outside is opened by it.
    Link(Link),
    /// Wants this code in the clipboard.
    Copy(String),
    /// Points at this passage.
    Passage(String),
}

/// How far a picture has come.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Picture {
    /// It is on its way.
    Coming,
    /// It can be shown.
    Here {
        /// Its pixels.
        handle: image::Handle,
        /// Its size in pixels.
        size: Size,
    },
    /// It cannot be shown: the key of a sentence.
    Absent(&'static str),
}

/// Pictures by what texts call them.
pub(crate) type Pictures = HashMap<String, Picture>;
