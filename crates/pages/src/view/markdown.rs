//! People's texts as HTML: of their Markdown nothing is obeyed but what it looks like.

use commonplace_core::id::RecordId;
use commonplace_core::limits::PICTURES_PER_TEXT;
use commonplace_learning::reading::{
    self, Block, Document, Footnote, Item, Link, Run, Side, Target, Words, footnote_name, is_named,
};
use commonplace_node::answer::Blob;
use maud::{Markup, html};

use super::Face;
use super::parts;
use crate::fields::encoded;

/// A text, and where it stands.
#[derive(Debug)]
pub(super) struct Texts<'a> {
    pub(super) face: &'a Face<'a>,
    /// The item to which its attachments belong.
    pub(super) item: RecordId,
    /// Its attachments.
    pub(super) blobs: &'a [Blob],
    /// The level of its highest headings: below those of the page.
    pub(super) level: u8,
    /// What the names of its headings begin with, unlike those of the other texts of the page.
    pub(super) prefix: String,
    /// The note that it is, from whose place links lead.
    pub(super) note: Option<RecordId>,
    /// The title that stands above it: a heading at its beginning that says the same is left out.
    pub(super) title: &'a str,
}

/// What has been written of a text.
struct Pen<'a> {
    texts: &'a Texts<'a>,
    /// The levels of the headings that the present place stands under, as the author counts them.
    above: Vec<u8>,
    pictures: usize,
}

impl Texts<'_> {
    /// The text as HTML.
    pub(super) fn show(&self, markdown: &str) -> Markup {
        let document = &reading::parse(markdown);
        let Document { blocks, omitted, .. } = document;
        let said = usize::from(document.begins_with(self.title));
        let mut pen = Pen { texts: self, above: Vec::new(), pictures: 0 };
        // In which language somebody writes is not known; said to be that of the page, it would be read out as that.
        html! {
            div.text lang="" {
                (pen.blocks(&blocks[said..]))
            }
            @if *omitted > 0 {
                p.hint { (self.face.with("reading-omitted", &[("kib", (omitted / 1024).into())])) }
            }
        }
    }
}

impl Pen<'_> {
    fn blocks(&mut self, blocks: &[Block]) -> Markup {
        html! { @for block in blocks { (self.block(block)) } }
    }

    fn block(&mut self, block: &Block) -> Markup {
        match block {
            Block::Heading { level, words, name } => self.heading(*level, words, name),
            Block::Paragraph(words) => html! { p dir="auto" { (self.words(words)) } },
            Block::Code { text, elsewhere: true, .. } => html! {
                p.hint { (self.texts.face.say("code-elsewhere")) " " code dir="ltr" { (text) } }
            },
            Block::Code { language, text, .. } => code(language.as_deref(), text),
            Block::List { start, items } => self.list(*start, items),
            Block::Quote(blocks) => html! { blockquote { (self.blocks(blocks)) } },
            Block::Table { sides, head, rows } => self.table(sides, head, rows),
            Block::Formula { source, shown } => html! { p.formula title=(source) dir="ltr" { (self.words(shown)) } },
            Block::Footnotes(footnotes) => self.footnotes(footnotes),
            Block::Picture { target, alt, .. } => self.picture(target, alt),
            Block::Rule => html! { hr; },
        }
    }

    /// Headings are counted anew from where the text stands, and none is passed over on the way down.
    fn heading(&mut self, level: u8, words: &Words, name: &str) -> Markup {
        while self.above.last().is_some_and(|above| *above >= level) {
            self.above.pop();
        }
        let depth = u8::try_from(self.above.len()).unwrap_or(u8::MAX);
        self.above.push(level);
        let id = (!name.is_empty()).then(|| format!("{}-{name}", self.texts.prefix));
        parts::theirs(self.texts.level.saturating_add(depth), id.as_deref(), &self.words(words))
    }

    fn list(&mut self, start: Option<u64>, items: &[Item]) -> Markup {
        let first = start.filter(|start| *start != 1);
        let items = html! { @for item in items { (self.item(item)) } };
        match start {
            Some(_) => html! { ol dir="auto" start=[first] { (items) } },
            None => html! { ul dir="auto" { (items) } },
        }
    }

    fn item(&mut self, item: &Item) -> Markup {
        let face = self.texts.face;
        let mark = item.done.map(|done| if done { ("☑", "read-done") } else { ("☐", "read-undone") });
        html! {
            li.task[mark.is_some()] {
                @if let Some((sign, key)) = mark {
                    span.mark role="img" aria-label=(face.say(key)) { (sign) } " "
                }
                @match item.blocks.as_slice() {
                    [Block::Paragraph(words), rest @ ..] => {
                        (self.words(words))
                        (self.blocks(rest))
                    }
                    blocks => (self.blocks(blocks)),
                }
            }
        }
    }

    /// Notes to words of the text, each where the marks in the text lead.
    fn footnotes(&mut self, footnotes: &[Footnote]) -> Markup {
        html! {
            hr;
            ol.footnotes {
                @for footnote in footnotes {
                    li id=(format!("{}-{}", self.texts.prefix, footnote_name(footnote.number))) value=(footnote.number) {
                        (self.blocks(&footnote.blocks))
                    }
                }
            }
        }
    }

    fn table(&mut self, sides: &[Side], head: &[Words], rows: &[Vec<Words>]) -> Markup {
        let side = |column: usize| sides.get(column).copied().and_then(side);
        html! {
            // A table that is wider than the page is moved by the arrow keys.
            div.wide role="group" tabindex="0" aria-label=(self.texts.face.say("read-table")) {
                // One direction for all of it: columns stand as their author put them.
                table dir="auto" {
                    thead {
                        tr {
                            @for (column, cell) in head.iter().enumerate() {
                                @if cell.plain().trim().is_empty() && cell.pictures().next().is_none() {
                                    td {}
                                } @else {
                                    th scope="col" class=[side(column)] { (self.cell(cell)) }
                                }
                            }
                        }
                    }
                    tbody {
                        @for row in rows {
                            tr {
                                @for (column, cell) in row.iter().enumerate() {
                                    td class=[side(column)] { (self.cell(cell)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// Pictures of a cell stand over its words.
    fn cell(&mut self, cell: &Words) -> Markup {
        html! {
            @for (target, alt) in cell.pictures() { (self.picture(target, alt)) }
            (self.words(cell))
        }
    }

    fn picture(&mut self, target: &str, alt: &str) -> Markup {
        let (face, texts) = (self.texts.face, self.texts);
        self.pictures += 1;
        let found = texts.blobs.iter().find(|blob| is_named(&blob.name, target));
        let found = found.filter(|_| self.pictures <= PICTURES_PER_TEXT);
        let name = if alt.is_empty() { target } else { alt };
        let why = match found {
            None => "picture-not-attached",
            Some(blob) if blob.here >= blob.sealed_size => {
                let path = face.to(&format!("picture/{}/{}", texts.item, blob.id));
                let unnamed = || face.with("read-picture-unnamed", &[("name", target.into())]);
                let words = if alt.is_empty() { unnamed() } else { alt.to_owned() };
                return html! { figure { img src=(path) alt=(words) loading="lazy"; } };
            }
            Some(blob) if blob.coming => "picture-on-its-way",
            Some(_) => "picture-elsewhere",
        };
        html! { p.absent { bdi { (name) } " – " (face.say(why)) } }
    }

    fn words(&self, words: &Words) -> Markup {
        html! {
            @for together in words.runs.chunk_by(|one, next| one.link == next.link) {
                (self.linked(together.first().and_then(|run| run.link.as_ref()), together))
            }
        }
    }

    fn linked(&self, link: Option<&Link>, runs: &[Run]) -> Markup {
        let shown = html! { @for run in runs.iter().filter(|run| run.picture.is_none()) { (looks(run)) } };
        let Some(link) = link else { return shown };
        let (face, texts) = (self.texts.face, self.texts);
        let (Link::Address(named) | Link::Note(named)) = link;
        if let Some(blob) = texts.blobs.iter().find(|blob| is_named(&blob.name, named)) {
            let path = face.to(&format!("file/{}/{}", texts.item, blob.id));
            return html! { a href=(path) download { (shown) } };
        }
        match reading::target(link) {
            Target::Outside { host, whole } => {
                let rel = "noreferrer noopener nofollow external";
                html! { a href=(whole) rel=(rel) { (shown) " " bdi.host { "(" (host) ")" } } }
            }
            Target::Heading(heading) => html! { a href=(format!("#{}-{heading}", texts.prefix)) { (shown) } },
            Target::Note(named) => {
                let mut path = format!("link?name={}", encoded(&named.name));
                if named.by_title {
                    path.push_str("&title=1");
                }
                if let Some(heading) = &named.heading {
                    path.push_str("&heading=");
                    path.push_str(&encoded(heading));
                }
                if let Some(note) = texts.note {
                    path.push_str(&format!("&from={note}"));
                }
                html! { a href=(face.to(&path)) { (shown) } }
            }
            Target::Refused(_) => html! { span.refused { (shown) " (" (face.say("read-no-link")) ")" } },
        }
    }
}

/// The class of a column whose words stand on one side.
fn side(side: Side) -> Option<&'static str> {
    match side {
        Side::Own => None,
        Side::Left => Some("left"),
        Side::Middle => Some("middle"),
        Side::Right => Some("right"),
    }
}

/// Words in their look. A line break of the author stays one.
fn looks(run: &Run) -> Markup {
    let lines = html! {
        @for (index, line) in run.text.split('\n').enumerate() {
            @if index > 0 { br; }
            (line)
        }
    };
    let lines = if run.code {
        html! { code dir="ltr" { (lines) } }
    } else {
        lines
    };
    let lines = if run.struck {
        html! { del { (lines) } }
    } else {
        lines
    };
    let lines = if run.emphasis {
        html! { em { (lines) } }
    } else {
        lines
    };
    if run.strong {
        html! { strong { (lines) } }
    } else {
        lines
    }
}

fn code(language: Option<&str>, text: &str) -> Markup {
    html! {
        figure.code {
            @if let Some(language) = language { figcaption { (language) } }
            pre dir="ltr" { code translate="no" { (text) } }
        }
    }
}
