//! The fields of our own front matter, which exports write and imports read back. What other programs write there is
//! read by [`commonplace_learning::markdown`].

use commonplace_learning::markdown;

/// A text, parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FrontMatter<'a> {
    lines: &'a str,
    /// What follows.
    pub(super) body: &'a str,
}

/// Parts a text. One without front matter is all body.
pub(super) fn part(text: &str) -> FrontMatter<'_> {
    match markdown::front_matter(text) {
        (Some(_), body) => FrontMatter { lines: &text[..text.len() - body.len()], body },
        (None, body) => FrontMatter { lines: "", body },
    }
}

impl<'a> FrontMatter<'a> {
    /// The value on the line of this key, without quotation marks.
    pub(super) fn value(&self, key: &str) -> Option<String> {
        self.line(key).filter(|value| !value.is_empty()).map(unquoted)
    }

    /// The entries of a list on the line of this key.
    pub(super) fn list(&self, key: &str) -> Vec<String> {
        let inner = self.line(key).and_then(|value| value.strip_prefix('[')?.strip_suffix(']'));
        let items = inner.map(split_outside_quotes).unwrap_or_default();
        items.into_iter().map(|item| unquoted(item.trim())).filter(|item| !item.is_empty()).collect()
    }

    fn line(&self, key: &str) -> Option<&'a str> {
        self.lines.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':')).map(str::trim)
    }
}

/// A text as a quoted value, which every YAML reader takes for the same text: JSON strings are YAML.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A list of texts on one line.
pub(super) fn quoted_list(texts: &[String]) -> String {
    format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
}

fn unquoted(value: &str) -> String {
    if let Ok(text) = serde_json::from_str::<String>(value) {
        return text;
    }
    match value.strip_prefix('\'').and_then(|value| value.strip_suffix('\'')) {
        Some(inner) => inner.replace("''", "'"),
        None => value.to_owned(),
    }
}

fn split_outside_quotes(text: &str) -> Vec<&str> {
    let (mut items, mut start, mut quote, mut escaped) = (Vec::new(), 0, None, false);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            _ if escaped => escaped = false,
            (Some('"'), '\\') => escaped = true,
            (Some(open), _) if open == c => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, ',') => {
                items.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    items.push(&text[start..]);
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_as_people_may_have_changed_them() {
        let front = part("---\r\ntags: [salt, \"sea, water\", 'it''s']\r\nauthor: Ana\r\n---\r\nText");
        assert_eq!(front.list("tags"), ["salt", "sea, water", "it's"]);
        assert_eq!(front.value("author").as_deref(), Some("Ana"));
        assert_eq!((front.value("auth"), front.body), (None, "Text"));
        assert_eq!(part("Text: a").value("Text"), None);
    }

    #[test]
    fn what_is_quoted_comes_back() {
        for text in ["Ana \"la sal\"", "a, b", "line\nbreak", "\\", "ñ: #1", ""] {
            let texts = vec![text.to_owned(), "next".to_owned()];
            let written = format!("---\none: {}\nmany: {}\n---\n", quoted(text), quoted_list(&texts));
            assert_eq!(part(&written).value("one").as_deref(), Some(text), "{written}");
            if !text.is_empty() {
                assert_eq!(part(&written).list("many"), texts, "{written}");
            }
        }
    }
}
