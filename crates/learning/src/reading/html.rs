//! HTML inside Markdown: nothing of it is obeyed; its words and pictures are kept.

/// What is left of a piece of HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Words between tags.
    Text(String),
    /// A line break.
    Break,
    /// An `img`: source and description.
    Picture(String, String),
    /// The name of a place, for links.
    Anchor(String),
}

/// Takes the tags away.
pub(super) fn pieces(html: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        push_text(&mut found, &rest[..start]);
        let tag_end = end_of_tag(&rest[start..]);
        found.extend(tag(&rest[start..start + tag_end]));
        rest = &rest[start + tag_end..];
    }
    push_text(&mut found, rest);
    found
}

fn push_text(found: &mut Vec<Piece>, text: &str) {
    if !text.trim().is_empty() {
        found.push(Piece::Text(one_line(text)));
    }
}

/// White space as HTML shows it: lines of the source are no lines of the page.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where a tag ends, which no quoted `>` does.
fn end_of_tag(from: &str) -> usize {
    if from.starts_with("<!--") {
        return from.find("-->").map_or(from.len(), |at| at + "-->".len());
    }
    let mut quote = None;
    for (at, c) in from.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '>') => return at + 1,
            _ => {}
        }
    }
    // A quote that is never closed: then any `>` will do.
    from.find('>').map_or(from.len(), |at| at + 1)
}

fn tag(tag: &str) -> Option<Piece> {
    let name: String = tag.chars().skip(1).take_while(char::is_ascii_alphanumeric).collect();
    match name.to_ascii_lowercase().as_str() {
        "br" => Some(Piece::Break),
        "img" => Some(Piece::Picture(attribute(tag, "src")?, one_line(&attribute(tag, "alt").unwrap_or_default()))),
        "a" => attribute(tag, " id").or_else(|| attribute(tag, " name")).map(Piece::Anchor),
        _ => None,
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let at = tag.find(&format!("{name}="))? + name.len() + 1;
    let quote = tag[at..].chars().next().filter(|c| "\"'".contains(*c))?;
    tag[at + 1..].split(quote).next().map(ToOwned::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_pictures_are_kept_and_scripts_are_only_words() {
        let found = pieces("<p class=x>Water<br/>flows <img alt='a cell' src=\"cell.svg\"> out</p><!-- not\nthis -->");
        let text = |words: &str| Piece::Text(words.into());
        let picture = Piece::Picture("cell.svg".into(), "a cell".into());
        assert_eq!(found, [text("Water"), Piece::Break, text("flows"), picture, text("out")]);
        assert_eq!(pieces("<Listing caption=\"a `Box<T>` of cells\">\n\n</Listing>"), []);
        assert_eq!(pieces("<img alt='a\n cell' src='c.svg'>"), [Piece::Picture("c.svg".into(), "a cell".into())]);
        assert_eq!(pieces("<a id=\"old\"></a>"), [Piece::Anchor("old".into())]);
        assert_eq!(pieces("<b title=\"open>salt</b>"), [text("salt")]);
        assert_eq!(pieces("<script>alert(1)</script>"), [text("alert(1)")]);
        assert_eq!(pieces("<img src=unquoted><unclosed"), []);
    }
}
