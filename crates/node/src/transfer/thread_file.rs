//! Questions and comments as Markdown that anybody can read, and that import reads back (`docs/import-export.md`).
//!
//! Parts are parted by HTML comments, which no reader of Markdown shows; a line of a text that looks like one gets a
//! backslash, which reading takes away.

use commonplace_core::id::{PersonId, RecordId};
use commonplace_core::time::Timestamp;
use serde::{Deserialize, Serialize};

use super::front_matter::{self, FrontMatter, quoted, quoted_list};
use crate::answer::{Author, Question};
use crate::text::Text;

/// What parts of a thread begin with.
const MARK: &str = "<!-- commonplace:";
/// What a mark's line ends with.
const MARK_END: &str = " -->";

/// A file with a thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ThreadFile {
    /// What it hangs on.
    pub(super) head: Head,
    /// Answers and comments, in order; a comment is on the answer before it, or on the head.
    pub(super) parts: Vec<Part>,
}

/// What a thread hangs on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Head {
    /// A question.
    Question(QuestionHead),
    /// A note, with its file's path.
    Note(RecordId, String),
}

/// A question without its answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct QuestionHead {
    pub(super) title: String,
    pub(super) tags: Vec<String>,
    /// The note that it is about, with its file's path, and the passage.
    pub(super) about: Option<(RecordId, String)>,
    pub(super) quote: Option<String>,
    /// `open`, `answered` or `accepted`, for readers.
    pub(super) state: String,
    pub(super) said: Said,
    pub(super) text: String,
}

/// An answer or comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) kind: PartKind,
    pub(super) said: Said,
    pub(super) text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PartKind {
    Answer,
    Comment,
}

/// Who said something, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Said {
    pub(super) id: RecordId,
    /// Their name, for readers.
    pub(super) author: String,
    pub(super) person: PersonId,
    /// RFC 3339, UTC, as the author claims.
    pub(super) created: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) accepted: bool,
    /// File names of attachments, relative to this file's folder.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) attachments: Vec<String>,
}

impl Said {
    /// Without attachments, not accepted.
    pub(super) fn by(id: RecordId, author: &Author, created: Timestamp) -> Self {
        let (author, person) = (author.name.clone(), author.id);
        Self { id, author, person, created: rfc3339(created), accepted: false, attachments: Vec::new() }
    }
}

impl QuestionHead {
    /// The head of a question; `about` is the path of the note that it is about.
    pub(super) fn of(question: &Question, about: Option<String>) -> Self {
        let row = &question.row;
        Self {
            title: row.title.clone(),
            tags: row.tags.clone(),
            about: question.about.as_ref().map(|found| (found.note, about.unwrap_or_default())),
            quote: question.about.as_ref().and_then(|about| about.quote.clone()),
            state: format!("{:?}", row.state).to_lowercase(),
            said: Said::by(row.id, &row.author, row.created),
            text: question.text.clone(),
        }
    }
}

impl ThreadFile {
    /// The file's text, with headings in the language of `text`.
    pub(super) fn write(&self, text: &Text) -> String {
        let (fields, body) = match &self.head {
            Head::Question(question) => (question.fields(), question.text.as_str()),
            Head::Note(note, path) => {
                (vec![("commonplace", "comments".to_owned()), ("note", note.to_string()), ("path", quoted(path))], "")
            }
        };
        let mut file = String::from("---\n");
        for (key, value) in fields {
            file.extend([key, ": ", &value, "\n"]);
        }
        file.push_str("---\n\n");
        file.push_str(&escaped(body));
        for part in &self.parts {
            part.write(&mut file, text);
        }
        file.push('\n');
        file
    }

    /// Reads a file; none when it does not have the form.
    pub(super) fn read(file: &str) -> Option<Self> {
        // Editors on Windows turn every line end; the form itself knows one.
        let file = if file.contains("\r\n") { file.replace("\r\n", "\n") } else { file.to_owned() };
        let front = front_matter::part(&file);
        let (body, parts) = blocks(front.body.strip_prefix('\n').unwrap_or(front.body));
        let head = match front.value("commonplace")?.as_str() {
            "question" => Head::Question(QuestionHead::read(&front, body)?),
            "comments" => Head::Note(front.value("note")?.parse().ok()?, front.value("path")?),
            _ => return None,
        };
        let parts = parts.into_iter().map(|(mark, text)| Part::read(mark, &text)).collect::<Option<Vec<_>>>()?;
        Some(Self { head, parts })
    }
}

impl QuestionHead {
    fn fields(&self) -> Vec<(&'static str, String)> {
        let mut fields = vec![
            ("commonplace", "question".to_owned()),
            ("id", self.said.id.to_string()),
            ("title", quoted(&self.title)),
            ("author", quoted(&self.said.author)),
            ("person", self.said.person.to_string()),
            ("created", self.said.created.clone()),
            ("state", self.state.clone()),
        ];
        let lists = [("tags", &self.tags), ("attachments", &self.said.attachments)];
        fields
            .extend(lists.into_iter().filter(|(_, list)| !list.is_empty()).map(|(key, list)| (key, quoted_list(list))));
        if let Some((note, path)) = &self.about {
            fields.extend([("about", note.to_string()), ("about_path", quoted(path))]);
        }
        fields.extend(self.quote.as_ref().map(|quote| ("quote", quoted(quote))));
        fields
    }

    fn read(front: &FrontMatter<'_>, body: String) -> Option<Self> {
        let about = front.value("about").and_then(|id| id.parse().ok());
        Some(Self {
            title: front.value("title")?,
            tags: front.list("tags"),
            about: about.map(|note| (note, front.value("about_path").unwrap_or_default())),
            quote: front.value("quote"),
            state: front.value("state").unwrap_or_default(),
            said: Said {
                id: front.value("id")?.parse().ok()?,
                author: front.value("author")?,
                person: front.value("person")?.parse().ok()?,
                created: front.value("created")?,
                accepted: false,
                attachments: front.list("attachments"),
            },
            text: body,
        })
    }
}

impl Part {
    fn write(&self, file: &mut String, text: &Text) {
        let word = self.kind.word();
        // A name with `-->` in it must not end the mark.
        let said = serde_json::to_string(&self.said).unwrap_or_default().replace('>', "\\u003e");
        let level = if self.kind == PartKind::Answer { "##" } else { "###" };
        let heading = self.said.line(self.kind, text);
        file.extend(["\n\n", MARK, word, " ", &said, MARK_END, "\n\n", level, " ", &heading, "\n\n"]);
        file.push_str(&escaped(&self.text));
    }

    fn read(mark: &str, text: &str) -> Option<Self> {
        let (word, said) = mark.split_once(' ')?;
        let kind = [PartKind::Answer, PartKind::Comment].into_iter().find(|kind| kind.word() == word)?;
        let said = serde_json::from_str(said.strip_suffix(MARK_END)?).ok()?;
        Some(Self { kind, said, text: unescaped(without_heading(text)) })
    }
}

impl PartKind {
    fn word(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Comment => "comment",
        }
    }
}

impl Said {
    /// "Ana answered on 2026-11-21", in the language of `text`.
    fn line(&self, kind: PartKind, text: &Text) -> String {
        let name = escaped_markdown(&self.author);
        let day = self.day();
        match kind {
            PartKind::Answer => text.with("transfer-answered", &[("name", name.into()), ("day", day.into())]),
            PartKind::Comment => text.with("transfer-commented", &[("name", name.into()), ("day", day.into())]),
        }
    }

    /// What an importing person writes above a part that somebody else wrote.
    pub(super) fn attribution(&self, kind: PartKind, text: &Text) -> String {
        format!("*{}*", self.line(kind, text))
    }

    /// What an importing person writes above a question that somebody else asked.
    pub(super) fn asked(&self, text: &Text) -> String {
        let name = escaped_markdown(&self.author);
        format!("*{}*", text.with("transfer-asked", &[("name", name.into()), ("day", self.day().into())]))
    }

    fn day(&self) -> String {
        self.created.chars().take_while(|c| c.is_ascii_digit() || *c == '-').take(DAY_LEN).collect()
    }
}

/// Characters of `2026-11-21`.
const DAY_LEN: usize = 10;

/// The text before the first mark, and each mark with the text after it.
fn blocks(body: &str) -> (String, Vec<(&str, String)>) {
    let mut head = String::new();
    let mut parts: Vec<(&str, String)> = Vec::new();
    for line in body.split_inclusive('\n') {
        match line.trim_end().strip_prefix(MARK) {
            Some(mark) => {
                end_block(current(&mut head, &mut parts), "\n\n");
                parts.push((mark, String::new()));
            }
            None => current(&mut head, &mut parts).push_str(line),
        }
    }
    end_block(current(&mut head, &mut parts), "\n");
    (unescaped(&head), parts)
}

fn current<'a>(head: &'a mut String, parts: &'a mut [(&str, String)]) -> &'a mut String {
    parts.last_mut().map_or(head, |(_, text)| text)
}

/// Takes away what writing put after a text.
fn end_block(text: &mut String, end: &str) {
    if text.ends_with(end) {
        text.truncate(text.len() - end.len());
    }
}

/// The text after the heading that writing put above it.
fn without_heading(text: &str) -> &str {
    let text = text.strip_prefix('\n').unwrap_or(text);
    match text.split_once("\n\n") {
        Some((heading, rest)) if heading.starts_with('#') && !heading.contains('\n') => rest,
        None if text.starts_with('#') && !text.trim_end().contains('\n') => "",
        _ => text,
    }
}

fn escaped(text: &str) -> String {
    text.split_inclusive('\n').flat_map(|line| [if looks_like_mark(line) { "\\" } else { "" }, line]).collect()
}

fn unescaped(text: &str) -> String {
    let plain = |line| match str::strip_prefix(line, '\\') {
        Some(rest) if looks_like_mark(line) => rest,
        _ => line,
    };
    text.split_inclusive('\n').map(plain).collect()
}

fn looks_like_mark(line: &str) -> bool {
    line.trim_start_matches('\\').starts_with(MARK)
}

fn escaped_markdown(name: &str) -> String {
    let mut escaped = String::with_capacity(name.len());
    for c in name.chars() {
        if "\\`*_{}[]<>#!|&".contains(c) {
            escaped.push('\\');
        }
        escaped.push(if c.is_control() { ' ' } else { c });
    }
    escaped
}

/// `2026-11-21T10:00:00Z` (RFC 3339).
fn rfc3339(time: Timestamp) -> String {
    const SECONDS_PER_DAY: u64 = 86_400;
    let seconds = time.millis() / 1000;
    let (year, month, day) = civil(seconds / SECONDS_PER_DAY);
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// Year, month and day of a count of days since 1970 in the Gregorian calendar, which repeats every 400 years; years
/// are counted from March, so that the leap day comes last.
fn civil(days: u64) -> (u64, u64, u64) {
    const DAYS_TO_1970: u64 = 719_468;
    const DAYS_PER_ERA: u64 = 146_097;
    let days = days + DAYS_TO_1970;
    let day_of_era = days % DAYS_PER_ERA;
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (days / DAYS_PER_ERA * 400 + year_of_era + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::Language;

    fn said(name: &str, seed: u8) -> Said {
        Said {
            id: RecordId::from_bytes([seed; 32]),
            author: name.to_owned(),
            person: PersonId::from_bytes([seed; 32]),
            created: rfc3339(Timestamp::from_millis(1_795_255_200_000)),
            accepted: seed == 2,
            attachments: vec!["photo, of --> me.png".to_owned()],
        }
    }

    fn question(title: &str, text: &str, answer: &str, comment: &str) -> ThreadFile {
        let head = QuestionHead {
            title: title.to_owned(),
            tags: vec!["salt".to_owned(), "a, b".to_owned()],
            about: Some((RecordId::from_bytes([9; 32]), "a/b.md".to_owned())),
            quote: Some("the \"passage\"\nof two lines".to_owned()),
            state: "accepted".to_owned(),
            said: Said { accepted: false, ..said("Alice", 1) },
            text: text.to_owned(),
        };
        let part = |kind, said, text: &str| Part { kind, said, text: text.to_owned() };
        let parts = vec![
            part(PartKind::Comment, said("Bob -->", 3), comment),
            part(PartKind::Answer, said("Bob *the* _great_", 2), answer),
            part(PartKind::Comment, said("", 4), comment),
        ];
        ThreadFile { head: Head::Question(head), parts }
    }

    #[test]
    fn a_thread_reads_as_a_page_and_comes_back() {
        let thread = question(
            "Why \"salt\"?",
            "Text\n\n# Heading",
            "Because\n",
            "<!-- commonplace:answer {} -->\n\\<!-- commonplace:",
        );
        for language in Language::ALL {
            let file = thread.write(&Text::new(language));
            assert_eq!(ThreadFile::read(&file).as_ref(), Some(&thread), "{file}");
            assert_eq!(ThreadFile::read(&file.replace('\n', "\r\n")), Some(thread.clone()), "edited on Windows");
        }
        let english = thread.write(&Text::new(Language::English));
        assert!(english.contains("## Bob \\*the\\* \\_great\\_ answered on 2026-11-21"), "{english}");
    }

    #[test]
    fn comments_on_a_note_come_back() {
        let Part { kind, said, text } = question("", "", "", "Nice").parts.remove(0);
        let head = Head::Note(RecordId::from_bytes([7; 32]), "a/b.md".to_owned());
        let thread = ThreadFile { head, parts: vec![Part { kind, said, text }] };
        assert_eq!(ThreadFile::read(&thread.write(&Text::new(Language::English))), Some(thread));
    }

    #[test]
    fn what_has_not_the_form_is_none() {
        for text in ["", "Text", "---\ncommonplace: question\n---\n", "---\ncommonplace: else\n---\n"] {
            assert_eq!(ThreadFile::read(text), None, "{text}");
        }
        let file = question("t", "b", "a", "c").write(&Text::new(Language::English));
        assert_eq!(ThreadFile::read(&file.replace("\"person\"", "\"nobody\"")), None);
    }

    #[test]
    fn dates_are_those_of_the_calendar() {
        for (seconds, date) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_795_255_200, "2026-11-21T10:00:00Z"),
            (4_107_542_399, "2100-02-28T23:59:59Z"),
        ] {
            assert_eq!(rfc3339(Timestamp::from_millis(seconds * 1000)), date);
        }
        assert!(!rfc3339(Timestamp::from_millis(u64::MAX)).is_empty());
    }

    fn hostile_text() -> impl Strategy<Value = String> {
        let line = prop::sample::select(vec![
            "",
            "# x",
            "---",
            "<!-- commonplace:answer {} -->",
            "\\<!-- commonplace:comment",
            "\\\\<!-- commonplace:",
            "text",
            " ",
        ]);
        prop::collection::vec(line, 0..6).prop_map(|lines| lines.join("\n"))
    }

    proptest! {
        #[test]
        fn every_thread_comes_back(text in hostile_text(), answer in hostile_text(), comment in hostile_text(), title in "[^\\x00-\\x1f]{1,20}") {
            let thread = question(&title, &text, &answer, &comment);
            let file = thread.write(&Text::new(Language::English));
            prop_assert_eq!(ThreadFile::read(&file), Some(thread), "{}", file);
        }
    }
}
