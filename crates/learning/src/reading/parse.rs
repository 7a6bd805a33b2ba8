//! From Markdown to [`Document`].

mod dollars;
mod included;
mod tags;

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use self::included::included;
use self::tags::Looks;
use super::html::Look;
use super::{Block, Document, Footnote, Item, LONGEST, Link, Run, Side, Words, tex, wiki};

/// Most nested lists and quotations that are shown as such: beyond it they would have no width left.
const DEEPEST: usize = 12;
/// Most named places of a text besides its headings.
const ANCHORS: usize = 1_024;

/// Reads Markdown: `CommonMark` with tables, tasks, strike-through, footnotes, formulas and links by name. HTML is not obeyed:
/// its words and pictures are kept. A long text takes long: 256 KiB some milliseconds.
#[must_use]
pub fn parse(text: &str) -> Document {
    if text.len() > LONGEST { as_it_stands(text) } else { read(text, Reader::default()) }
}

fn read(text: &str, mut reader: Reader) -> Document {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_MATH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let settled = dollars::settled(text, options);
    let is_as_written = matches!(settled, Cow::Borrowed(_));
    for (event, place) in Parser::new_ext(&settled, options).into_offset_iter() {
        reader.follow(&event, place);
        reader.take(if is_as_written { event } else { dollars::restored(event) });
    }
    reader.finish()
}

/// The words of a passage, without the marks of Markdown.
#[must_use]
pub fn plain(passage: &str) -> String {
    let words: Vec<String> = parse(passage).blocks.iter().map(Block::plain).collect();
    words.join("\n").trim().to_owned()
}

fn as_it_stands(text: &str) -> Document {
    let end = (0..=LONGEST).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let plain = |line: &str| Run { text: line.to_owned(), ..Run::default() };
    let (mut blocks, mut places, mut start) = (Vec::new(), Vec::new(), 0);
    for part in text[..end].split("\n\n") {
        blocks.push(Block::Paragraph(Words { runs: vec![plain(part)] }));
        places.push(start..start + part.len());
        start += part.len() + 2;
    }
    Document { blocks, places, anchors: Vec::new(), omitted: text.len() - end }
}

/// Something that is open while its content is read.
enum Open {
    Quote(Vec<Block>),
    List { start: Option<u64>, items: Vec<Item> },
    Item(Item),
    Table { sides: Vec<Side>, head: Vec<Words>, rows: Vec<Vec<Words>> },
    Footnote { number: usize, blocks: Vec<Block> },
}

#[derive(Default)]
struct Reader {
    done: Vec<Block>,
    /// Where each of those stands.
    places: Vec<Range<usize>>,
    /// Where the outermost thing stands that is being read, and how deep in it we are.
    place: Range<usize>,
    depth: usize,
    /// How often each name of a heading was given.
    names: HashMap<String, usize>,
    /// Numbers of footnotes by their names.
    numbers: HashMap<String, usize>,
    footnotes: Vec<Footnote>,
    anchors: Vec<(String, usize)>,
    open: Vec<Open>,
    /// Starts that were passed over for being too deep, to pass over their ends.
    too_deep: usize,
    words: Words,
    look: Run,
    picture: Option<(String, String)>,
    code: Option<(Option<String>, String)>,
    /// A block of HTML so far: its tags may go over several lines.
    html: String,
    /// Ends of lines in the paragraph so far that are no more than room between words.
    soft_breaks: usize,
    /// The looks that tags have given and not taken away.
    looks: Looks,
    /// Raised or lowered words so far.
    script: Option<(Look, String)>,
    /// Codes so far.
    codes: usize,
    metadata: bool,
    /// Whether this is a caption of another text. Its own captions are read as no more than words: nobody nests them.
    in_caption: bool,
}

impl Reader {
    /// Notes where the outermost things stand.
    fn follow(&mut self, event: &Event<'_>, place: Range<usize>) {
        if self.depth == 0 {
            self.place = place;
        }
        match event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }

    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            _ if self.metadata => {}
            Event::Text(text) => self.text(&text),
            Event::Code(text) => self.run(&text, true),
            Event::SoftBreak => {
                self.soft_breaks += 1;
                self.run(" ", false);
            }
            Event::HardBreak => self.run("\n", false),
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(html) => self.html(&html),
            Event::Rule => self.block(Block::Rule),
            Event::TaskListMarker(done) => self.task(done),
            Event::FootnoteReference(name) => self.footnote_mark(&name),
            Event::InlineMath(source) => self.formula(&source),
            Event::DisplayMath(source) => {
                self.paragraph();
                let run = Run { text: tex::shown(&source), formula: true, ..Run::default() };
                let source = source.trim().to_owned();
                self.block(Block::Formula { source, shown: Words { runs: vec![run] } });
            }
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
            Tag::Table(sides) => {
                let sides = sides.into_iter().map(side).collect();
                self.push(Open::Table { sides, head: Vec::new(), rows: Vec::new() });
            }
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
            TagEnd::Paragraph => self.paragraph(),
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.html);
                self.html(html.trim_end());
                self.paragraph();
            }
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
            Some(Open::Table { sides, head, rows }) => self.block(Block::Table { sides, head, rows }),
            Some(Open::Footnote { number, blocks }) => self.footnotes.push(Footnote { number, blocks }),
            Some(Open::Item(item)) => match self.open.last_mut() {
                Some(Open::List { items, .. }) => items.push(item),
                _ => item.blocks.into_iter().for_each(|block| self.finished(block)),
            },
            None => {}
        }
    }

    fn block(&mut self, block: Block) {
        match self.open.last_mut() {
            Some(Open::Quote(blocks) | Open::Footnote { blocks, .. }) => blocks.push(block),
            Some(Open::Item(item)) => item.blocks.push(block),
            Some(Open::List { .. } | Open::Table { .. }) | None => self.finished(block),
        }
    }

    /// What was read last of what is open.
    fn last(&mut self) -> Option<&mut Block> {
        let blocks = match self.open.last_mut() {
            Some(Open::Quote(blocks) | Open::Footnote { blocks, .. }) => blocks,
            Some(Open::Item(item)) => &mut item.blocks,
            Some(Open::List { .. } | Open::Table { .. }) | None => &mut self.done,
        };
        blocks.last_mut()
    }

    fn finished(&mut self, block: Block) {
        self.done.push(block);
        self.places.push(self.place.clone());
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
        if let Some((_, words)) = &mut self.script {
            words.push_str(text);
            return;
        }
        let look = self.look_now(code);
        match self.words.runs.last_mut() {
            Some(last) if (Run { text: String::new(), ..last.clone() }) == look => last.text.push_str(text),
            _ => self.words.runs.push(Run { text: text.to_owned(), ..look }),
        }
    }

    fn formula(&mut self, source: &str) {
        let shown = tex::shown(source);
        let look = Run { formula: true, ..self.look.clone() };
        match &mut self.picture {
            Some((_, alt)) => alt.push_str(&shown),
            None => self.words.runs.push(Run { text: shown.replace('\n', " "), ..look }),
        }
    }

    /// A place with a name: that of the block which is being read, or of the next one.
    fn anchor(&mut self, name: &str) {
        if self.anchors.len() < ANCHORS {
            self.anchors.push((wiki::slug(name), self.done.len()));
        }
    }

    fn paragraph(&mut self) {
        self.words_as(Block::Paragraph);
    }

    fn heading(&mut self, level: HeadingLevel) {
        let name = wiki::slug(&self.words.plain());
        let times = self.names.entry(name.clone()).or_default();
        let name = if *times == 0 { name } else { format!("{name}-{times}") };
        *times += 1;
        self.words_as(|words| Block::Heading { level: level as u8, words, name: name.clone() });
    }

    /// The words so far as a block, and the pictures among them as blocks of their own.
    fn words_as(&mut self, block: impl Fn(Words) -> Block) {
        // A tag that is never closed means nothing beyond its paragraph.
        self.end_script();
        self.looks = Looks::default();
        self.links_in_lines();
        for piece in wiki::pieces(std::mem::take(&mut self.words)) {
            match piece {
                wiki::Piece::Words(words) if words.plain().trim().is_empty() => {}
                wiki::Piece::Words(words) => self.block(block(words)),
                wiki::Piece::Picture(target) => {
                    self.block(Block::Picture { target, alt: String::new(), said: false });
                }
            }
        }
    }

    /// Links that stand in a line each, and nothing else, stay in lines: they are a list, as that of the first chapters of a book.
    fn links_in_lines(&mut self) {
        let breaks = std::mem::take(&mut self.soft_breaks);
        let runs = &mut self.words.runs;
        let between = runs.iter().filter(|run| run.link.is_none()).count();
        let only_links = runs.iter().all(|run| run.link.is_some() || run.text == " ");
        if breaks > 0 && breaks == between && only_links {
            runs.iter_mut().filter(|run| run.link.is_none()).for_each(|run| run.text = "\n".into());
        }
    }

    fn end_picture(&mut self) {
        if let Some((target, alt)) = self.picture.take() {
            self.picture_here(target, alt);
        }
    }

    fn end_code(&mut self) {
        let Some((language, text)) = self.code.take() else { return };
        self.paragraph();
        let text = text.trim_end_matches('\n').to_owned();
        let number = self.codes;
        self.codes += 1;
        let files = included(&text);
        let elsewhere = files.is_some();
        self.block(Block::Code { number, language, text: files.unwrap_or(text), elsewhere });
    }

    fn footnote(&mut self, name: &str) {
        let number = self.number(name);
        self.push(Open::Footnote { number, blocks: Vec::new() });
    }

    fn number(&mut self, name: &str) -> usize {
        let next = self.numbers.len() + 1;
        *self.numbers.entry(name.to_owned()).or_insert(next)
    }

    fn footnote_mark(&mut self, name: &str) {
        let number = self.number(name);
        let link = Some(Link::Address(format!("#{}", footnote_name(number))));
        self.words.runs.push(Run { text: raised(number), link, ..self.look.clone() });
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
        self.end_script();
        self.looks = Looks::default();
        let pieces = wiki::pieces(std::mem::take(&mut self.words));
        let words = |piece| match piece {
            wiki::Piece::Words(words) => words.runs,
            wiki::Piece::Picture(target) => vec![Run { picture: Some(target), ..Run::default() }],
        };
        let words = Words { runs: pieces.into_iter().flat_map(words).collect() };
        if let Some(Open::Table { head, rows, .. }) = self.open.last_mut() {
            rows.last_mut().unwrap_or(head).push(words);
        }
    }

    fn finish(mut self) -> Document {
        self.paragraph();
        if !self.footnotes.is_empty() {
            self.footnotes.sort_by_key(|footnote| footnote.number);
            let footnotes = std::mem::take(&mut self.footnotes);
            self.place = self.place.end..self.place.end;
            self.finished(Block::Footnotes(footnotes));
        }
        Document { blocks: self.done, places: self.places, anchors: self.anchors, omitted: 0 }
    }
}

/// The name by which a mark finds its footnote.
#[must_use]
pub fn footnote_name(number: usize) -> String {
    format!("footnote-{number}")
}

fn language(kind: CodeBlockKind<'_>) -> Option<String> {
    let CodeBlockKind::Fenced(info) = kind else { return None };
    let first = |info: CowStr<'_>| info.split([',', ' ', '{']).next().unwrap_or_default().to_owned();
    Some(first(info)).filter(|name| !name.is_empty())
}

fn raised(number: usize) -> String {
    tex::shown(&format!("^{{{number}}}"))
}

fn side(alignment: Alignment) -> Side {
    match alignment {
        Alignment::None => Side::Own,
        Alignment::Left => Side::Left,
        Alignment::Center => Side::Middle,
        Alignment::Right => Side::Right,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn read(text: &str) -> Vec<Block> {
        parse(text).blocks
    }

    pub(super) fn said(block: &Block) -> String {
        match block {
            Block::Heading { words, .. } | Block::Paragraph(words) => words.plain(),
            Block::Code { text, .. } => text.clone(),
            Block::Picture { target, alt, .. } => format!("{target}: {alt}"),
            Block::Quote(blocks) => blocks.iter().map(said).collect::<Vec<_>>().join(" / "),
            Block::List { items, .. } => {
                items.iter().flat_map(|item| &item.blocks).map(said).collect::<Vec<_>>().join(" / ")
            }
            Block::Formula { shown, .. } => shown.plain(),
            Block::Footnotes(footnotes) => {
                let said = |footnote: &Footnote| {
                    let words: Vec<_> = footnote.blocks.iter().map(said).collect();
                    format!("{} {}", footnote.number, words.join(" / "))
                };
                footnotes.iter().map(said).collect::<Vec<_>>().join("; ")
            }
            Block::Table { head, rows, .. } => {
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
        let texts: Vec<_> = blocks.iter().map(said).collect();
        assert_eq!(texts, ["Osmosis", "Water moves to salt.", "quoted", "one / two / deep", "a | b | 1 | 2", "---"]);
    }

    #[test]
    fn indented_code_and_words_before_a_picture_are_kept() {
        let blocks = read("See ![the cell](cell.svg) here.\n\n    let x = 1;\n");
        let texts: Vec<_> = blocks.iter().map(said).collect();
        assert_eq!(texts, ["See ", "cell.svg: the cell", " here.", "let x = 1;"]);
    }

    #[test]
    fn front_matter_is_not_text_and_tasks_know_whether_they_are_done() {
        let blocks = read("---\ntitle: x\n---\n- [x] read\n- [ ] write\n");
        let [Block::List { items, .. }] = blocks.as_slice() else { panic!("one list: {blocks:?}") };
        assert_eq!(items.iter().map(|item| item.done).collect::<Vec<_>>(), [Some(true), Some(false)]);
    }

    #[test]
    fn formulas_are_signs_and_prices_are_not_formulas() {
        let blocks = read("Water: $E = mc^2$, and it costs $5 or $6.\n\n$$\n\\frac{1}{2} g t^2\n$$\n");
        let texts: Vec<_> = blocks.iter().map(said).collect();
        assert_eq!(texts, ["Water: E = mc², and it costs $5 or $6.", "½ g t²"]);
        let [_, Block::Formula { source, .. }] = blocks.as_slice() else { panic!("a formula: {blocks:?}") };
        assert_eq!(source, "\\frac{1}{2} g t^2");
    }

    #[test]
    fn footnotes_are_numbered_as_they_are_met_and_stand_at_the_end() {
        let texts: Vec<_> = read("[^b]: second\n\nSalt[^a] and water[^b].\n\n[^a]: first\n").iter().map(said).collect();
        assert_eq!(texts, ["Salt² and water¹.", "1 second; 2 first"]);
    }

    #[test]
    fn links_in_lines_of_their_own_stay_in_them() {
        assert_eq!(said(&read("[Foreword](a.md)\n[`One`](b.md)\n")[0]), "Foreword\nOne");
        assert_eq!(said(&read("[Foreword](a.md) [One](b.md)\n[Two](c.md)\n")[0]), "Foreword One Two");
        assert_eq!(said(&read("See\n[One](b.md)\n")[0]), "See One");
    }

    #[test]
    fn two_headings_of_one_name_are_told_apart() {
        let document = parse("# Salt\n\n## Salt\n\n> # Salt\n");
        let names: Vec<_> = document.headings().map(|heading| heading.name).collect();
        assert_eq!(names, ["salt", "salt-1"]);
    }

    #[test]
    fn every_block_knows_where_it_stands() {
        let text = "# One\n\nTwo *words*.\n\n- a\n- b\n\n```\ncode\n```\n";
        let document = parse(text);
        let places: Vec<_> = document.places.iter().map(|place| text[place.clone()].trim_end()).collect();
        assert_eq!(places, ["# One", "Two *words*.", "- a\n- b", "```\ncode\n```"]);
        assert_eq!(document.places.len(), document.blocks.len());
    }

    #[test]
    fn columns_keep_their_sides() {
        let blocks = read("| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |\n");
        let [Block::Table { sides, .. }] = blocks.as_slice() else { panic!("a table: {blocks:?}") };
        assert_eq!(sides, &[Side::Left, Side::Middle, Side::Right]);
    }

    #[test]
    fn html_loses_its_tags_and_keeps_its_words() {
        let texts: Vec<_> = read("<div>Inside <i>of</i> it</div>\n\nA <b>bold</b> word.").iter().map(said).collect();
        assert_eq!(texts, ["Inside of it", "A bold word."]);
    }

    #[test]
    fn a_text_that_is_too_long_is_shown_as_it_stands() {
        let text = "ä# no heading\n\n".repeat(LONGEST / 10);
        let document = parse(&text);
        assert!(document.omitted > 0);
        assert_eq!(said(&document.blocks[0]), "ä# no heading");
    }

    #[test]
    fn deep_nesting_ends() {
        let text = format!("{} deep", "> ".repeat(5_000));
        assert!(format!("{:?}", read(&text)).contains("deep"));
    }
}
