//! A file as a note: its text to the byte, its title, tags, and what it points at.

use std::fs::OpenOptions;
use std::io::Read as _;
use std::path::Path;

use commonplace_core::limits::{MARKDOWN_MARKS, NOTE_TEXT_BYTES, POST_TITLE_BYTES, TAG_BYTES, TAGS};
use commonplace_core::text::cut;
use commonplace_learning::{markdown, tag};

use super::front_matter;
use super::links::{self, Reference};
use super::why::Why;

/// A note as it stands in a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct FileNote {
    /// All of it, byte order mark, front matter and line ends included, so that export gives the same bytes.
    pub(super) text: String,
    /// From the front matter, the first heading, or the file's name.
    pub(super) title: String,
    /// From the front matter and the text.
    pub(super) tags: Vec<String>,
    /// What it points at.
    pub(super) references: Vec<Reference>,
    /// `question` or `comments` when it is one of our own exports and not a note.
    pub(super) form: Option<String>,
}

/// Reads a file as a note.
pub(super) fn read(file: &Path, path: &str) -> Result<FileNote, Why> {
    text_of(file).map(|text| parse(text, path))
}

/// A text as a note that stands at `path`.
pub(super) fn parse(text: String, path: &str) -> FileNote {
    // What stands in the front matter is read of any text.
    let front = &text[..text.len() - markdown::front_matter(&text).1.len()];
    let readable = if is_tangled(&text) { front } else { &text };
    let title = markdown::title_of(readable, path);
    let mut tags = markdown::tags_of(readable);
    tags.extend(links::inline_tags(readable).iter().filter_map(|tag| tag::normal(tag)));
    FileNote {
        title: cut(title.trim(), POST_TITLE_BYTES).to_owned(),
        tags: fit_tags(tags),
        references: links::references(readable).into_iter().collect(),
        form: front_matter::part(&text).value("commonplace"),
        text,
    }
}

/// Whether reading a text as Markdown may take minutes: the parser pairs the marks of emphasis in a block in time that
/// grows with the square of their number.
fn is_tangled(text: &str) -> bool {
    let mut marks = 0;
    text.lines().any(|line| {
        marks = if line.trim().is_empty() { 0 } else { marks + line.bytes().filter(|b| b"*_~".contains(b)).count() };
        marks > MARKDOWN_MARKS
    })
}

/// Each once, as many and as long as an item holds; the text keeps them all.
fn fit_tags(tags: Vec<String>) -> Vec<String> {
    let mut fit: Vec<String> = Vec::new();
    for tag in tags {
        if tag.len() <= TAG_BYTES && fit.len() < TAGS && !fit.contains(&tag) {
            fit.push(tag);
        }
    }
    fit
}

/// The text of a file, without following a link and never more than a note holds.
fn text_of(file: &Path) -> Result<String, Why> {
    let opened = open(file).map_err(|error| Why::unreadable(&error))?;
    let metadata = opened.metadata().map_err(|error| Why::unreadable(&error))?;
    if !metadata.is_file() {
        return Err(Why::NotAFile);
    }
    if metadata.len() > NOTE_TEXT_BYTES as u64 {
        return Err(Why::NoteTooLarge);
    }
    let mut bytes = Vec::new();
    // It may grow while it is read.
    opened.take(NOTE_TEXT_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(|error| Why::unreadable(&error))?;
    if bytes.len() > NOTE_TEXT_BYTES {
        return Err(Why::NoteTooLarge);
    }
    String::from_utf8(bytes).map_err(|_| Why::NotText)
}

fn open(file: &Path) -> std::io::Result<std::fs::File> {
    let mut options = OpenOptions::new();
    options.read(true);
    // Since the walk the file may have become a link, or a pipe on which opening would wait for ever.
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
        options.custom_flags(i32::try_from(flags.bits()).unwrap_or_default());
    }
    options.open(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn title_and_tags_come_from_where_people_put_them() {
        let note =
            parse("\u{feff}---\r\ntags: [sea, '#salt']\r\n---\r\n# Osmosis\r\n\r\n#salt #Çay\r\n".into(), "a/b.md");
        assert_eq!(note.title, "Osmosis");
        assert_eq!(note.tags, ["sea", "salt", "Çay"]);
        assert!(note.text.starts_with('\u{feff}'), "the bytes stay");
        assert_eq!(parse("Just text".into(), "a/Salt water.md").title, "Salt water");
        assert_eq!(parse("---\ntitle: \"Sea: salt\"\n---\n# Other".into(), "x.md").title, "Sea: salt");
    }

    #[test]
    fn a_text_made_to_stall_the_parser_is_kept_and_not_parsed() {
        let hostile = format!("---\ntitle: Kept\n---\n# Not read\n{}", "*a_".repeat(NOTE_TEXT_BYTES / 4));
        let note = parse(hostile.clone(), "x.md");
        assert_eq!((note.title.as_str(), note.text == hostile, note.tags.len()), ("Kept", true, 0));
        let harmless = format!("# Read\n{}", "*a* _b_\n\n".repeat(MARKDOWN_MARKS));
        assert_eq!(parse(harmless, "x.md").title, "Read");
    }

    #[test]
    fn tags_beyond_what_a_note_holds_stay_in_its_text_only() {
        let many = (0..100).map(|n| format!("#tag{n} ")).collect::<String>();
        assert_eq!(parse(many, "x.md").tags.len(), TAGS);
        let long = format!("#{}", "ö".repeat(100));
        assert_eq!(parse(long, "x.md").tags, [""; 0]);
    }
}
