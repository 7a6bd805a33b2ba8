//! Front matter: the YAML between `---` lines at the beginning of a Markdown file.
//!
//! Only `title`, `tags` and `date` are read, in the forms that note programs write. A YAML library is not needed for
//! that, and could not help with the rest: a note keeps its front matter as text, byte for byte.

/// What is read of front matter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FrontMatter {
    /// `title`.
    pub title: Option<String>,
    /// `tags` or `tag`, without `#`.
    pub tags: Vec<String>,
    /// `date` or `created`, as it is written.
    pub date: Option<String>,
}

/// The front matter of a text, if it has one, and the text after it.
#[must_use]
pub fn front_matter(text: &str) -> (Option<FrontMatter>, &str) {
    let unmarked = text.strip_prefix('\u{feff}').unwrap_or(text);
    match split(unmarked) {
        Some((yaml, body)) => (Some(read(yaml)), body),
        None => (None, unmarked),
    }
}

fn split(text: &str) -> Option<(&str, &str)> {
    let first = text.split_inclusive('\n').next()?;
    if first.trim_end() != "---" || !first.ends_with('\n') {
        return None;
    }
    let mut end = first.len();
    for line in text[first.len()..].split_inclusive('\n') {
        let start = end;
        end += line.len();
        if matches!(line.trim_end(), "---" | "...") {
            return Some((&text[first.len()..start], &text[end..]));
        }
    }
    None
}

fn read(yaml: &str) -> FrontMatter {
    let mut front = FrontMatter::default();
    let mut in_tags = false;
    for line in yaml.lines() {
        let item = line.trim_start().strip_prefix('-');
        if let (true, Some(item)) = (in_tags, item) {
            front.tags.extend(tag(item));
            continue;
        }
        let Some((key, value)) = line.split_once(':').filter(|_| !line.starts_with([' ', '\t', '#', '-'])) else {
            continue;
        };
        in_tags = false;
        let value = without_comment(value).trim();
        match key.trim().to_ascii_lowercase().as_str() {
            "title" => front.title = Some(unquoted(value)).filter(|title| !title.trim().is_empty()),
            "date" | "created" if front.date.is_none() => {
                front.date = Some(unquoted(value)).filter(|date| !date.is_empty());
            }
            "tags" | "tag" if value.is_empty() => in_tags = true,
            "tags" | "tag" => front.tags.extend(inline(value)),
            _ => {}
        }
    }
    front
}

/// `[a, "b c"]`, `a, b`, and as Obsidian once wrote, `a b`.
fn inline(value: &str) -> Vec<String> {
    let list = value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let separators: &[char] = if list.is_some() || value.contains(',') { &[','] } else { &[' '] };
    list.unwrap_or(value).split(separators).filter_map(tag).collect()
}

fn tag(item: &str) -> Option<String> {
    crate::tag::normal(&unquoted(without_comment(item).trim()))
}

/// A comment begins with `#` after a space, outside of quotes; `#tag` at the beginning is a tag.
fn without_comment(value: &str) -> &str {
    let value = value.trim_start();
    if value.starts_with(['"', '\'']) {
        return value;
    }
    value.find(" # ").map_or(value, |start| &value[..start])
}

fn unquoted(value: &str) -> String {
    let inner = |quote: char| value.strip_prefix(quote)?.strip_suffix(quote);
    if let Some(text) = inner('"') {
        return text.replace("\\\"", "\"").replace("\\\\", "\\");
    }
    inner('\'').map_or_else(|| value.to_owned(), |text| text.replace("''", "'"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_forms_that_note_programs_write_are_read() {
        let cases: [(&str, Option<&str>, &[&str]); 6] = [
            ("---\ntitle: \"The \\\"cell\\\"\"\ntags: [bio, 'a b']\n---\nx", Some("The \"cell\""), &["bio", "a b"]),
            ("---\ntags:\n  - bio\n  - \"#cell\"\naliases:\n  - no\n---\nx", None, &["bio", "cell"]),
            ("---\r\ntitle: It's: fine\r\ntags: a, b\r\n---\r\nx", Some("It's: fine"), &["a", "b"]),
            ("---\nTags: a b\ntitle:\n---\nx", None, &["a", "b"]),
            ("\u{feff}---\ntitle: T # why\n...\nx", Some("T"), &[]),
            ("---\nnested:\n  title: no\n---\nx", None, &[]),
        ];
        for (text, title, tags) in cases {
            let (front, body) = front_matter(text);
            let front = front.expect("front matter");
            assert_eq!((front.title.as_deref(), front.tags.as_slice()), (title, &tags.map_owned()[..]), "{text:?}");
            assert_eq!(body, "x", "{text:?}");
        }
    }

    #[test]
    fn a_rule_is_not_front_matter() {
        for text in ["---\nno end", "text\n---\na: b\n---\n", "----\na: b\n---\n", "", "---"] {
            assert_eq!(front_matter(text), (None, text), "{text:?}");
        }
    }

    trait MapOwned {
        fn map_owned(&self) -> Vec<String>;
    }

    impl MapOwned for &[&str] {
        fn map_owned(&self) -> Vec<String> {
            self.iter().map(|text| (*text).to_owned()).collect()
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text in "(---\n)?[-a:#\\[\\]\"' \n,]{0,60}(\n---\n)?.{0,10}") {
            let (_, body) = front_matter(&text);
            prop_assert!(text.ends_with(body));
        }
    }
}
