//! What a file says, read without the program: by the parser that books are made with, and of HTML by what stands between its
//! tags.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// How often a text has each thing that somebody sees.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) headings: usize,
    pub(crate) codes: usize,
    pub(crate) lists: usize,
    pub(crate) items: usize,
    pub(crate) quotes: usize,
    pub(crate) tables: usize,
    pub(crate) cells: usize,
    pub(crate) footnotes: usize,
    pub(crate) pictures: usize,
    pub(crate) links: usize,
    pub(crate) rules: usize,
}

/// What a file says.
#[derive(Debug, Default)]
pub(crate) struct Source {
    pub(crate) counts: Counts,
    /// The words of each paragraph, heading, cell and code, without white space, in their order; of notes at the end of it.
    pub(crate) said: Vec<String>,
    words: String,
    /// Inside of a tag that makes other signs of its words.
    scripts: usize,
    /// The HTML of a block, whose tags may go over several lines.
    html: Option<String>,
}

/// Reads a file.
pub(crate) fn read(text: &str) -> Source {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut source = Source::default();
    for event in Parser::new_ext(text, options) {
        source.take(event);
    }
    source.end();
    source
}

impl Source {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.close(tag),
            Event::Text(words) | Event::Code(words) if self.scripts == 0 => self.words.push_str(&words),
            Event::Html(html) => match &mut self.html {
                Some(block) => block.push_str(&html),
                None => self.tags(&html),
            },
            Event::InlineHtml(html) => self.tags(&html),
            Event::Rule => self.counts.rules += 1,
            // What is raised or lowered has signs of its own; so have the numbers of footnotes.
            Event::FootnoteReference(_) => self.end(),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        let counts = &mut self.counts;
        match tag {
            Tag::Heading { .. } => counts.headings += 1,
            Tag::CodeBlock(_) => counts.codes += 1,
            Tag::List(_) => counts.lists += 1,
            Tag::Item => counts.items += 1,
            Tag::BlockQuote(_) => counts.quotes += 1,
            Tag::Table(_) => counts.tables += 1,
            Tag::TableCell => counts.cells += 1,
            Tag::FootnoteDefinition(_) => counts.footnotes += 1,
            Tag::Image { .. } => counts.pictures += 1,
            Tag::Link { .. } => counts.links += 1,
            Tag::HtmlBlock => self.html = Some(String::new()),
            _ => {}
        }
        let inside = matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. });
        if !inside {
            self.end();
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {}
            TagEnd::CodeBlock => {
                self.named();
                self.end();
            }
            TagEnd::HtmlBlock => {
                let html = self.html.take().unwrap_or_default();
                self.tags(&html);
                self.end();
            }
            _ => self.end(),
        }
    }

    /// Of code that stands in other files its page has their names.
    fn named(&mut self) {
        let file = |line: &str| {
            let (_, file) = line.trim().strip_prefix("{{#")?.strip_suffix("}}")?.split_once("include ")?;
            Some(file.split(':').next().unwrap_or_default().to_owned())
        };
        let files: Option<Vec<String>> = self.words.lines().map(file).collect();
        self.words = files.map_or_else(|| std::mem::take(&mut self.words), |files| files.concat());
    }

    /// A paragraph is over, or something in it that is not its words.
    fn end(&mut self) {
        let words: String = self.words.drain(..).filter(|c| !c.is_whitespace()).collect();
        if !words.is_empty() {
            self.said.push(words);
        }
    }

    /// HTML: words between tags, pictures, and what a tag says of a listing.
    fn tags(&mut self, html: &str) {
        let mut rest = html;
        while let Some((before, from)) = rest.split_once('<') {
            self.html_words(before);
            if let Some(after) = from.strip_prefix("!--") {
                rest = after.split_once("-->").map_or("", |(_, after)| after);
                continue;
            }
            let end = end_of_tag(from);
            self.tag(&from[..end]);
            rest = from.get(end + 1..).unwrap_or_default();
        }
        self.html_words(rest);
    }

    fn html_words(&mut self, words: &str) {
        if self.scripts == 0 {
            // Marks of code in HTML are read as such.
            self.words.push_str(&signs(words).replace('`', ""));
        }
    }

    fn tag(&mut self, tag: &str) {
        match tag.split(|c: char| !(c.is_ascii_alphanumeric() || c == '/')).next().unwrap_or_default() {
            "img" => {
                self.counts.pictures += 1;
                self.end();
            }
            "pre" => {
                self.counts.codes += 1;
                self.end();
            }
            "sup" | "sub" => {
                self.end();
                self.scripts += 1;
            }
            "/sup" | "/sub" => self.scripts = self.scripts.saturating_sub(1),
            "Listing" => {
                self.end();
                for name in ["number", "file-name", "caption"] {
                    let said = tag.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split_once('"'));
                    if let Some((said, _)) = said {
                        self.words.push_str(&signs(said).replace(['`', '*'], ""));
                        self.end();
                    }
                }
            }
            "p" | "/p" | "/pre" | "figure" | "figcaption" | "/figcaption" | "br" | "/Listing" => self.end(),
            _ => {}
        }
    }
}

/// Where a tag ends: not in what it quotes.
fn end_of_tag(tag: &str) -> usize {
    let mut quoted = false;
    for (at, c) in tag.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return at,
            _ => {}
        }
    }
    tag.len()
}

fn signs(words: &str) -> String {
    let named = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", "\u{a0}"), ("&amp;", "&")];
    named.iter().fold(words.to_owned(), |words, (name, sign)| words.replace(name, sign))
}
