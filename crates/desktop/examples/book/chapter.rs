//! One chapter: what its page shows against what its file says, and where each of its links leads.

use std::collections::{BTreeMap, BTreeSet};

use commonplace_core::id::RecordId;
use commonplace_desktop::walk::{Error, Led, Seen, Walk};
use commonplace_learning::reading::{Block, Link, Target, Words, target};

use super::source::{self, Counts};

/// What was found in a book.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) wrong: Vec<String>,
    pub(crate) doors: usize,
    chapters: usize,
    outside: usize,
    elsewhere: usize,
    led: usize,
    counts: Counts,
}

impl Found {
    /// Something is not right.
    pub(crate) fn wrong(&mut self, path: &str, what: String) {
        self.wrong.push(format!("{path}: {what}"));
    }

    /// All of it in a line.
    pub(crate) fn told(&self) -> String {
        let Counts { headings, codes, lists, items, quotes, tables, cells, footnotes, pictures, links, .. } =
            &self.counts;
        format!(
            "{} chapters, {} doors, {links} links ({} followed in the book, {} to outside, {} to what \
             the folder has not), {pictures} pictures, \
             {headings} headings, {codes} codes, {lists} lists of {items} items, {quotes} quotations, {tables} tables of \
             {cells} cells, {footnotes} footnotes: {} wrong",
            self.chapters,
            self.doors,
            self.led,
            self.outside,
            self.elsewhere,
            self.wrong.len()
        )
    }
}

/// What of a text is shown.
#[derive(Debug, Default)]
struct Shown {
    counts: Counts,
    links: Vec<Link>,
    /// Words that are no code.
    prose: Vec<String>,
}

/// Compares a page with its file.
pub(crate) fn compare(path: &str, text: &str, seen: &Seen, found: &mut Found) {
    let source = source::read(text);
    let mut shown = Shown::default();
    shown.take(&seen.document.blocks);
    if source.counts != shown.counts {
        found.wrong(path, format!("the file has {:?}, the page {:?}", source.counts, shown.counts));
    }
    let page: String = seen.words.iter().flat_map(|words| words.chars()).filter(|c| is_word(*c)).collect();
    let mut after = 0;
    for said in &source.said {
        let said: String = said.chars().filter(|c| is_word(*c)).collect();
        match page[after..].find(&said) {
            Some(at) => after += at + said.len(),
            // Notes to words stand at the end of the page, wherever they are written.
            None if page.contains(&said) => {}
            None => found.wrong(path, format!("the page does not say {said:?}")),
        }
    }
    for words in &shown.prose {
        for mark in ["<!--", "{{#", "**", "`", "](", "[^", "&lt;", "&amp;", "</"] {
            if words.contains(mark) {
                found.wrong(path, format!("{mark} is on the page: {words:?}"));
            }
        }
        let emphasis = words.split('*').skip(1).any(|rest| rest.starts_with(char::is_alphanumeric));
        if emphasis {
            found.wrong(path, format!("* is on the page: {words:?}"));
        }
        let tag = words.split('<').skip(1).any(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()));
        if tag {
            found.wrong(path, format!("a tag is on the page: {words:?}"));
        }
    }
    for (target, picture) in &seen.pictures {
        match picture {
            Ok([width, height]) if *width > 1.0 && *height > 1.0 => {}
            other => found.wrong(path, format!("the picture {target} is not there: {other:?}")),
        }
    }
    if seen.drawn != shown.counts.pictures {
        found.wrong(path, format!("{} pictures are drawn of {}", seen.drawn, shown.counts.pictures));
    }
    found.chapters += 1;
    found.counts.add(&shown.counts);
}

/// Follows every link of a chapter that is open.
pub(crate) fn follow(
    path: &str,
    seen: &Seen,
    chapters: &BTreeMap<String, RecordId>,
    walk: &mut Walk,
    found: &mut Found,
) -> Result<(), Error> {
    let mut shown = Shown::default();
    shown.take(&seen.document.blocks);
    let mut followed = BTreeSet::new();
    for link in shown.links {
        let (Link::Address(words) | Link::Note(words)) = &link;
        if !followed.insert(words.clone()) {
            continue;
        }
        let (names, outside) = match target(&link) {
            Target::Outside { host, whole } => (None, Some([host, whole])),
            Target::Heading(name) => (Some(name), None),
            Target::Note(named) => (named.heading, None),
            Target::Refused(_) => (None, None),
        };
        let led = walk.follow(&link, names.as_deref())?;
        let right = match (&led, outside) {
            (Led::Told(told), Some(wanted)) => {
                found.outside += 1;
                wanted.iter().all(|wanted| told.contains(wanted) || seen.words.contains(wanted))
            }
            (Led::Note(id), None) => {
                found.led += 1;
                chapters.get(&meant(path, words)) == Some(id)
            }
            // A book that is part of a site leads to others of it. What is not in the folder cannot be here, and is told.
            (Led::Told(told), None) if !chapters.contains_key(&meant(path, words)) => {
                found.elsewhere += 1;
                let named = words.split('#').next().unwrap_or_default();
                !named.is_empty() && told.iter().any(|told| told.contains(named))
            }
            _ => false,
        };
        if !right {
            found.wrong(path, format!("the link to {words} leads to {led:?}"));
        }
    }
    Ok(())
}

/// The file that a link means, from the file that it stands in: books link to the pages that are made of their chapters.
fn meant(path: &str, link: &str) -> String {
    let name = link.split('#').next().unwrap_or_default();
    if name.is_empty() {
        return path.to_owned();
    }
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in name.split('/') {
        match part {
            "." | "" => {}
            ".." => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    let file = parts.join("/");
    file.strip_suffix(".html").map_or(file.clone(), |stem| format!("{stem}.md"))
}

/// Neither room nor what keeps faces apart.
fn is_word(c: char) -> bool {
    !c.is_whitespace() && c != '\u{2060}'
}

impl Counts {
    fn add(&mut self, other: &Self) {
        let of = |counts: &Self| {
            let Self { headings, codes, lists, items, quotes, tables, cells, footnotes, pictures, links, rules } =
                *counts;
            [headings, codes, lists, items, quotes, tables, cells, footnotes, pictures, links, rules]
        };
        let sums = of(self).into_iter().zip(of(other)).map(|(one, other)| one + other);
        let mut sums = sums.collect::<Vec<_>>().into_iter();
        let mut next = || sums.next().unwrap_or_default();
        *self = Self {
            headings: next(),
            codes: next(),
            lists: next(),
            items: next(),
            quotes: next(),
            tables: next(),
            cells: next(),
            footnotes: next(),
            pictures: next(),
            links: next(),
            rules: next(),
        };
    }
}

impl Shown {
    fn take(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { words, .. } => {
                self.counts.headings += 1;
                self.words(words);
            }
            Block::Paragraph(words) => self.words(words),
            Block::Code { .. } => self.counts.codes += 1,
            Block::List { items, .. } => {
                self.counts.lists += 1;
                self.counts.items += items.len();
                items.iter().for_each(|item| self.take(&item.blocks));
            }
            Block::Quote(blocks) => {
                self.counts.quotes += 1;
                self.take(blocks);
            }
            Block::Table { head, rows, .. } => {
                self.counts.tables += 1;
                for words in std::iter::once(head).chain(rows).flatten() {
                    self.counts.cells += 1;
                    self.counts.pictures += words.pictures().count();
                    self.words(words);
                }
            }
            Block::Picture { .. } => self.counts.pictures += 1,
            Block::Footnotes(notes) => {
                self.counts.footnotes += notes.len();
                notes.iter().for_each(|note| self.take(&note.blocks));
            }
            Block::Rule => self.counts.rules += 1,
            Block::Formula { shown, .. } => self.words(shown),
        }
    }

    fn words(&mut self, words: &Words) {
        let mut before: Option<&Link> = None;
        for run in &words.runs {
            // The number of a footnote leads to it, and back; it is no link of the file.
            let of_footnote = |link: &&Link| matches!(link, Link::Address(to) if to.starts_with("#footnote-"));
            let link = run.link.as_ref();
            if link != before && link.is_some() && link.filter(of_footnote).is_none() {
                self.counts.links += 1;
            }
            self.links.extend(link.cloned());
            before = link;
        }
        let prose = words.runs.iter().filter(|run| !run.code).map(|run| run.text.as_str());
        self.prose.push(prose.collect());
    }
}
