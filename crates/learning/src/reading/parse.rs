//! From Markdown to [`Document`].

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::html::{self, Piece};
use super::wiki;
use super::{Block, Document, Item, LONGEST, Link, Run, Words};

/// Most nested lists and quotations that are shown as such: beyond it they would have no width left.
const DEEPEST: usize = 12;

/// Reads Markdown: `CommonMark` with tables, tasks, strike-through, footnotes and links by name. HTML is not obeyed: its
/// words and pictures are kept. A long text takes long: 256 KiB some milliseconds.
#[must_use]
pub fn parse(text: &str) -> Document {
    if text.len() > LONGEST {
        return as_it_stands(text);
    }
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut reader = Reader::default();
    for event in Parser::new_ext(text, options) {
        reader.take(event);
    }
    reader.finish()
}

fn as_it_stands(text: &str) -> Document {
    let end = (0..=LONGEST).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let plain = |line: &str| Run { text: line.to_owned(), ..Run::default() };
    let blocks = text[..end].split("\n\n").map(|part| Block::Paragraph(Words { runs: vec![plain(part)] })).collect();
    Document { blocks, omitted: text.len() - end }
}

/// Something that is open while its content is read.
enum Open {
    Quote(Vec<Block>),
    List { start: Option<u64>, items: Vec<Item> },
    Item(Item),
    Table { head: Vec<Words>, rows: Vec<Vec<Words>> },
}

#[derive(Default)]
struct Reader {
    done: Vec<Block>,
    open: Vec<Open>,
    /// Starts that were passed over for being too deep, to pass over their ends.
    too_deep: usize,
    words: Words,
    look: Run,
    picture: Option<(String, String)>,
    code: Option<(Option<String>, String)>,
    /// Codes so far.
    codes: usize,
    metadata: bool,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            _ if self.metadata => {}
            Event::Text(text) => self.text(&text),
            Event::Code(text) => self.run(&text, true),
            Event::SoftBreak => self.run(" ", false),
            Event::HardBreak => self.run("\n", false),
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html),
            Event::Rule => self.block(Block::Rule),
            Event::TaskListMarker(done) => self.task(done),
            Event::FootnoteReference(name) => self.run(&format!("[{name}]"), false),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.run(&text, true),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Strong => self.look.strong = true,
            Tag::Emphasis => self.look.emphasis = true,
            Tag::Strikethrough => self.look.struck = true,
            Tag::Link { dest_url, .. } => self.look.link = Some(Link::Address(dest_url.into_string())),
            Tag::Image { dest_url, .. } => self.picture = Some((dest_url.into_string(), String::new())),
            Tag::CodeBlock(kind) => self.code = Some((language(kind), String::new())),
            Tag::MetadataBlock(_) => self.metadata = true,
            Tag::List(start) => self.push(Open::List { start, items: Vec::new() }),
            Tag::Item => self.push(Open::Item(Item::default())),
            Tag::BlockQuote(_) => self.push(Open::Quote(Vec::new())),
            Tag::FootnoteDefinition(name) => self.footnote(&name),
            Tag::Table(_) => self.push(Open::Table { head: Vec::new(), rows: Vec::new() }),
            Tag::TableRow => self.table_row(),
            Tag::Heading { .. } | Tag::Paragraph | Tag::HtmlBlock => self.paragraph(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.look.strong = false,
            TagEnd::Emphasis => self.look.emphasis = false,
            TagEnd::Strikethrough => self.look.struck = false,
            TagEnd::Link => self.look.link = None,
            TagEnd::Image => self.end_picture(),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::MetadataBlock(_) => self.metadata = false,
            TagEnd::Heading(level) => self.heading(level),
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.paragraph(),
            TagEnd::TableCell => self.table_cell(),
            TagEnd::List(_) | TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::Table => self.pop(),
            TagEnd::FootnoteDefinition => self.pop(),
            _ => {}
        }
    }

    fn push(&mut self, open: Open) {
        self.paragraph();
        if self.open.len() < DEEPEST * 2 { self.open.push(open) } else { self.too_deep += 1 }
    }

    fn pop(&mut self) {
        self.paragraph();
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        match self.open.pop() {
            Some(Open::Quote(blocks)) => self.block(Block::Quote(blocks)),
            Some(Open::List { start, items }) => self.block(Block::List { start, items }),
            Some(Open::Table { head, rows }) => self.block(Block::Table { head, rows }),
            Some(Open::Item(item)) => match self.open.last_mut() {
                Some(Open::List { items, .. }) => items.push(item),
                _ => self.done.extend(item.blocks),
            },
            None => {}
        }
    }

    fn block(&mut self, block: Block) {
        match self.open.last_mut() {
            Some(Open::Quote(blocks)) => blocks.push(block),
            Some(Open::Item(item)) => item.blocks.push(block),
            Some(Open::List { .. } | Open::Table { .. }) | None => self.done.push(block),
        }
    }

    fn text(&mut self, text: &str) {
        match (&mut self.code, &mut self.picture) {
            (Some((_, code)), _) => code.push_str(text),
            (None, Some((_, alt))) => alt.push_str(text),
            (None, None) => self.run(text, false),
        }
    }

    fn run(&mut self, text: &str, code: bool) {
        if let Some((_, alt)) = &mut self.picture {
            alt.push_str(text);
            return;
        }
        let look = Run { text: String::new(), code, ..self.look.clone() };
        match self.words.runs.last_mut() {
            Some(last) if (Run { text: String::new(), ..last.clone() }) == look => last.text.push_str(text),
            _ => self.words.runs.push(Run { text: text.to_owned(), ..look }),
        }
    }

    fn html(&mut self, html: &str) {
        for piece in html::pieces(html) {
            match piece {
                Piece::Text(text) => self.run(&text, false),
                Piece::Break => self.run("\n", false),
                Piece::Picture(target, alt) => {
                    self.paragraph();
                    self.block(Block::Picture { target, alt });
                }
            }
        }
    }

    fn paragraph(&mut self) {
        self.words_as(Block::Paragraph);
    }

    fn heading(&mut self, level: HeadingLevel) {
        self.words_as(|words| Block::Heading { level: level as u8, words });
    }

    /// The words so far as a block, and the pictures among them as blocks of their own.
    fn words_as(&mut self, block: impl Fn(Words) -> Block) {
        for piece in wiki::pieces(std::mem::take(&mut self.words)) {
            match piece {
                wiki::Piece::Words(words) if words.plain().trim().is_empty() => {}
                wiki::Piece::Words(words) => self.block(block(words)),
                wiki::Piece::Picture(target) => self.block(Block::Picture { target, alt: String::new() }),
            }
        }
    }

    fn end_picture(&mut self) {
        if let Some((target, alt)) = self.picture.take() {
            self.paragraph();
            self.block(Block::Picture { target, alt });
        }
    }

    fn end_code(&mut self) {
        let Some((language, text)) = self.code.take() else { return };
        self.paragraph();
        let text = text.trim_end_matches('\n').to_owned();
        let number = self.codes;
        self.codes += 1;
        self.block(Block::Code { number, language, text });
    }

    fn footnote(&mut self, name: &str) {
        self.push(Open::Quote(Vec::new()));
        self.run(&format!("[{name}] "), false);
    }

    fn task(&mut self, done: bool) {
        if let Some(Open::Item(item)) = self.open.last_mut() {
            item.done = Some(done);
        }
    }

    fn table_row(&mut self) {
        if let Some(Open::Table { rows, .. }) = self.open.last_mut() {
            rows.push(Vec::new());
        }
    }

    fn table_cell(&mut self) {
        let pieces = wiki::pieces(std::mem::take(&mut self.words));
        let words = |piece| match piece {
            wiki::Piece::Words(words) => words.runs,
            wiki::Piece::Picture(target) => vec![Run { text: target, ..Run::default() }],
        };
        let words = Words { runs: pieces.into_iter().flat_map(words).collect() };
        if let Some(Open::Table { head, rows }) = self.open.last_mut() {
            rows.last_mut().unwrap_or(head).push(words);
        }
    }

    fn finish(mut self) -> Document {
        self.paragraph();
        Document { blocks: self.done, omitted: 0 }
    }
}

fn language(kind: CodeBlockKind<'_>) -> Option<String> {
    let CodeBlockKind::Fenced(info) = kind else { return None };
    let first = |info: CowStr<'_>| info.split([',', ' ', '{']).next().unwrap_or_default().to_owned();
    Some(first(info)).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Block> {
        parse(text).blocks
    }

    fn plain(block: &Block) -> String {
        match block {
            Block::Heading { words, .. } | Block::Paragraph(words) => words.plain(),
            Block::Code { text, .. } => text.clone(),
            Block::Picture { target, alt } => format!("{target}: {alt}"),
            Block::Quote(blocks) => blocks.iter().map(plain).collect::<Vec<_>>().join(" / "),
            Block::List { items, .. } => {
                items.iter().flat_map(|item| &item.blocks).map(plain).collect::<Vec<_>>().join(" / ")
            }
            Block::Table { head, rows } => {
                std::iter::once(head).chain(rows).flatten().map(Words::plain).collect::<Vec<_>>().join(" | ")
            }
            Block::Rule => "---".into(),
        }
    }

    #[test]
    fn a_note_becomes_its_blocks() {
        let blocks = read(
            "# Osmosis\n\nWater *moves* to `salt`.\n\n> quoted\n\n1. one\n2. two\n   - deep\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n---\n",
        );
        let texts: Vec<_> = blocks.iter().map(plain).collect();
        assert_eq!(texts, ["Osmosis", "Water moves to salt.", "quoted", "one / two / deep", "a | b | 1 | 2", "---"]);
    }

    #[test]
    fn indented_code_and_words_before_a_picture_are_kept() {
        let blocks = read("See ![the cell](cell.svg) here.\n\n    let x = 1;\n");
        let texts: Vec<_> = blocks.iter().map(plain).collect();
        assert_eq!(texts, ["See ", "cell.svg: the cell", " here.", "let x = 1;"]);
    }

    #[test]
    fn front_matter_is_not_text_and_tasks_know_whether_they_are_done() {
        let blocks = read("---\ntitle: x\n---\n- [x] read\n- [ ] write\n");
        let [Block::List { items, .. }] = blocks.as_slice() else { panic!("one list: {blocks:?}") };
        assert_eq!(items.iter().map(|item| item.done).collect::<Vec<_>>(), [Some(true), Some(false)]);
    }

    #[test]
    fn html_loses_its_tags_and_keeps_its_words() {
        let texts: Vec<_> = read("<div>Inside</div>\n\nA <b>bold</b> word.").iter().map(plain).collect();
        assert_eq!(texts, ["Inside", "A bold word."]);
    }

    #[test]
    fn a_text_that_is_too_long_is_shown_as_it_stands() {
        let text = "ä# no heading\n\n".repeat(LONGEST / 10);
        let document = parse(&text);
        assert!(document.omitted > 0);
        assert_eq!(plain(&document.blocks[0]), "ä# no heading");
    }

    #[test]
    fn deep_nesting_ends() {
        let text = format!("{} deep", "> ".repeat(5_000));
        assert!(format!("{:?}", read(&text)).contains("deep"));
    }
}
