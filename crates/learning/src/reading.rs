//! A text as a reader has it before them: its Markdown as blocks and words, and where its links lead. Every face shows
//! these, each in its own way.

mod html;
mod parse;
mod seek;
mod target;
mod wiki;

pub use parse::parse;
pub use seek::Wanted;
pub use target::{Named, Target, decoded, is_invisible, target};
pub use wiki::slug;

/// Longest text that is parsed, in bytes; a longer one is shown as it stands, from its beginning.
pub const LONGEST: usize = 256 * 1024;

/// A text, ready to be shown; see [`parse()`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// What it consists of, from top to bottom.
    pub blocks: Vec<Block>,
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
    /// Where it leads.
    pub link: Option<Link>,
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
            Block::Table { head, rows } => head.iter_mut().chain(rows.iter_mut().flatten()).for_each(&mut *change),
            Block::Code { .. } | Block::Picture { .. } | Block::Rule => {}
        }
    }
}

impl Words {
    /// The words without their looks.
    #[must_use]
    pub fn plain(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
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
