//! A text as a reader has it before them: its Markdown as blocks and words, and where its links lead. Every face shows
//! these, each in its own way.

mod html;
mod parse;
mod places;
mod seek;
mod target;
mod tex;
mod wiki;

use std::ops::Range;

pub use parse::{footnote_name, parse, plain};
pub use places::passage;
pub use seek::Wanted;
pub use target::{FileAddress, Named, Target, decoded, file_address, is_invisible, target};
pub use tex::is_script;
pub use wiki::{is_picture, slug};

/// Longest text that is parsed, in bytes; a longer one is shown as it stands, from its beginning.
pub const LONGEST: usize = 256 * 1024;

/// A text, ready to be shown; see [`parse()`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// What it consists of, from top to bottom.
    pub blocks: Vec<Block>,
    /// Where each of them stands in the text, in bytes.
    pub places: Vec<Range<usize>>,
    /// Names that its author gave to places besides headings, and the blocks at these places.
    pub anchors: Vec<(String, usize)>,
    /// Bytes that are not shown, because the text is longer than [`LONGEST`].
    pub omitted: usize,
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its words.
        words: Words,
        /// The name by which links find it: no other heading of the text has it.
        name: String,
    },
    /// A paragraph.
    Paragraph(Words),
    /// Code, or anything else where every space counts.
    Code {
        /// Which code of the text it is, from 0.
        number: usize,
        /// The language, as its author names it.
        language: Option<String>,
        /// As it stands.
        text: String,
        /// Whether it stands in files of their own, from which the maker of a book takes it: then the text is only their names.
        elsewhere: bool,
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
        /// On which side the words of each column stand.
        sides: Vec<Side>,
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
        /// Whether the text itself says so under it.
        said: bool,
    },
    /// A formula that stands by itself.
    Formula {
        /// As it is written, for copying.
        source: String,
        /// In signs.
        shown: Words,
    },
    /// Notes to words of the text, in the order in which it refers to them.
    Footnotes(Vec<Footnote>),
    /// A line across.
    Rule,
}

/// On which side of a column words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Side {
    /// Where they begin by themselves.
    #[default]
    Own,
    /// At the left.
    Left,
    /// In the middle.
    Middle,
    /// At the right, as numbers do.
    Right,
}

/// A note to a word of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Footnote {
    /// Its number.
    pub number: usize,
    /// What it consists of.
    pub blocks: Vec<Block>,
}

/// A heading, as the outline shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its words.
    pub words: String,
    /// The name by which it is found.
    pub name: String,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Item {
    /// Whether it is done, if it is a task.
    pub done: Option<bool>,
    /// What it consists of.
    pub blocks: Vec<Block>,
}

/// Words of one paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// Pieces of one look each.
    pub runs: Vec<Run>,
}

/// A piece of words that look alike.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Run {
    /// The words.
    pub text: String,
    /// Strong.
    pub strong: bool,
    /// Emphasised.
    pub emphasis: bool,
    /// Struck out.
    pub struck: bool,
    /// Code.
    pub code: bool,
    /// A formula, in signs.
    pub formula: bool,
    /// Where it leads.
    pub link: Option<Link>,
    /// The picture that stands here instead, which the words describe; in cells of tables only.
    pub picture: Option<String>,
}

/// Where words lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// An address or a path, as the text has it.
    Address(String),
    /// A note by its name, as in `[[Osmosis#In plants]]`. Never an address, whatever it looks like.
    Note(String),
}

impl Document {
    /// Whether it begins with a heading that says `title`, which then need not be said again above it.
    #[must_use]
    pub fn begins_with(&self, title: &str) -> bool {
        let title = slug(title);
        let said = |words: &Words| !title.is_empty() && slug(&words.plain()) == title;
        matches!(self.blocks.first(), Some(Block::Heading { words, .. }) if said(words))
    }

    /// Its headings, from top to bottom; not those inside of quotations and lists.
    pub fn headings(&self) -> impl Iterator<Item = Heading> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Heading { level, words, name } => {
                Some(Heading { level: *level, words: words.plain(), name: name.clone() })
            }
            _ => None,
        })
    }

    /// All words of it, in its order, for somebody to change.
    pub fn each_words(&mut self, change: &mut impl FnMut(&mut Words)) {
        each_words(&mut self.blocks, change);
    }
}

fn each_words(blocks: &mut [Block], change: &mut impl FnMut(&mut Words)) {
    for block in blocks {
        match block {
            Block::Heading { words, .. } | Block::Paragraph(words) => change(words),
            Block::List { items, .. } => items.iter_mut().for_each(|item| each_words(&mut item.blocks, change)),
            Block::Quote(blocks) => each_words(blocks, change),
            Block::Footnotes(footnotes) => footnotes.iter_mut().for_each(|note| each_words(&mut note.blocks, change)),
            Block::Formula { shown, .. } => change(shown),
            Block::Table { head, rows, .. } => head.iter_mut().chain(rows.iter_mut().flatten()).for_each(&mut *change),
            Block::Code { .. } | Block::Picture { .. } | Block::Rule => {}
        }
    }
}

impl Block {
    /// Its words, without their looks.
    #[must_use]
    pub fn plain(&self) -> String {
        let all = |blocks: &[Self]| blocks.iter().map(Self::plain).collect::<Vec<_>>().join("\n");
        match self {
            Self::Heading { words, .. } | Self::Paragraph(words) => words.plain(),
            Self::Quote(blocks) => all(blocks),
            Self::List { items, .. } => items.iter().map(|item| all(&item.blocks)).collect::<Vec<_>>().join("\n"),
            Self::Code { text, .. } => text.clone(),
            Self::Table { head, rows, .. } => {
                std::iter::once(head).chain(rows).flatten().map(Words::plain).collect::<Vec<_>>().join("\n")
            }
            Self::Formula { shown, .. } => shown.plain(),
            Self::Footnotes(footnotes) => {
                footnotes.iter().map(|footnote| all(&footnote.blocks)).collect::<Vec<_>>().join("\n")
            }
            Self::Picture { alt, .. } => alt.clone(),
            Self::Rule => String::new(),
        }
    }
}

impl Words {
    /// The words without their looks.
    #[must_use]
    pub fn plain(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// The words without their looks and without what pictures among them show.
    #[must_use]
    pub fn said(&self) -> String {
        self.runs.iter().filter(|run| run.picture.is_none()).map(|run| run.text.as_str()).collect()
    }

    /// Pictures among them: what the text calls each, and what it shows.
    pub fn pictures(&self) -> impl Iterator<Item = (&str, &str)> {
        self.runs.iter().filter_map(|run| Some((run.picture.as_deref()?, run.text.as_str())))
    }
}

/// Whether a text means the attachment of this name: by the same path, or by the name at its end.
#[must_use]
pub fn is_named(attachment: &str, target: &str) -> bool {
    let target = decoded(target);
    let target = target.trim_start_matches("./");
    let file = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    attachment == target || (file(attachment) == file(target) && !file(target).is_empty())
}
