//! HTML inside Markdown: nothing of it is obeyed but how words look; its words and pictures are kept.

/// What is left of a piece of HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Words between tags, with their white space.
    Text(String),
    /// A line break.
    Break,
    /// An `img`: source and description.
    Picture(String, String),
    /// The name of a place, for links.
    Anchor(String),
    /// From here on words look so, or no longer.
    Look(Look, bool),
    /// From here on every space counts, or no longer.
    Spaced(bool),
    /// What stands under or over something, in Markdown: makers of books write it into a tag of their own.
    Caption(String),
    /// From here on words say what the picture above, or the table or code below, shows; or no longer.
    Describes(bool),
}

/// How words look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Strong,
    Emphasis,
    Struck,
    Code,
    Raised,
    Lowered,
}

/// Classes of words that say what a picture, a table or a code shows, as makers of books name them.
const DESCRIBING: [&str; 2] = ["caption", "filename"];

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
    if !text.is_empty() {
        found.push(Piece::Text(signs(text)));
    }
}

/// White space as HTML shows it: lines of the source are no lines of the page.
pub(super) fn collapsed(text: &str) -> String {
    let mut words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.starts_with(char::is_whitespace) {
        words.insert(0, ' ');
    }
    if text.trim_start().ends_with(char::is_whitespace) {
        words.push(' ');
    }
    words
}

/// The signs that HTML itself cannot do without; others are seldom written by name.
fn signs(text: &str) -> String {
    const NAMED: [(&str, &str); 6] =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", "\u{a0}"), ("&amp;", "&")];
    // The ampersand is the last, so that nothing is read twice.
    NAMED.iter().fold(text.to_owned(), |text, (name, sign)| text.replace(name, sign))
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
    let opens = !tag.starts_with("</");
    let name = tag.trim_start_matches(['<', '/']);
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
    let look = |look| Some(Piece::Look(look, opens));
    match name.to_ascii_lowercase().as_str() {
        "br" => Some(Piece::Break),
        "img" => Some(Piece::Picture(attribute(tag, "src")?, line(&attribute(tag, "alt").unwrap_or_default()))),
        "a" => attribute(tag, " id").or_else(|| attribute(tag, " name")).map(Piece::Anchor),
        "b" | "strong" => look(Look::Strong),
        "i" | "em" => look(Look::Emphasis),
        "s" | "del" => look(Look::Struck),
        "code" | "kbd" | "samp" => look(Look::Code),
        "sup" => look(Look::Raised),
        "sub" => look(Look::Lowered),
        "pre" => Some(Piece::Spaced(opens)),
        "figcaption" => Some(Piece::Describes(opens)),
        // It goes to the end of its paragraph: which span ends where is not followed.
        "span" => {
            let class = attribute(tag, " class").filter(|class| DESCRIBING.contains(&class.as_str()));
            class.map(|_| Piece::Describes(true))
        }
        _ => caption(name, tag).filter(|_| opens).map(Piece::Caption),
    }
}

/// `<Listing number="4-1" file-name="src/main.rs" caption="The heap">` says *Listing 4-1, `src/main.rs`: The heap*.
fn caption(name: &str, tag: &str) -> Option<String> {
    let number = attribute(tag, " number").map(|number| format!("{name} {number}"));
    let file = attribute(tag, " file-name").map(|file| format!("`{file}`"));
    let said = attribute(tag, " caption").map(|said| line(&said));
    if file.is_none() && said.is_none() {
        return None;
    }
    let of = number.into_iter().chain(file).collect::<Vec<_>>().join(", ");
    Some([of, said.unwrap_or_default()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": "))
}

fn line(text: &str) -> String {
    signs(collapsed(text).trim())
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
        assert_eq!(found, [text("Water"), Piece::Break, text("flows "), picture, text(" out")]);
        assert_eq!(pieces("<Frame title=\"a `Box<T>` of cells\">\n</Frame>"), [text("\n")]);
        assert_eq!(pieces("<img alt='a\n cell' src='c.svg'>"), [Piece::Picture("c.svg".into(), "a cell".into())]);
        assert_eq!(pieces("<a id=\"old\"></a>"), [Piece::Anchor("old".into())]);
        let strong = |on| Piece::Look(Look::Strong, on);
        assert_eq!(pieces("<b title=\"open>salt</b>"), [strong(true), text("salt"), strong(false)]);
        assert_eq!(pieces("<script>alert(1)</script>"), [text("alert(1)")]);
        assert_eq!(pieces("<img src=unquoted><unclosed"), []);
    }

    #[test]
    fn what_a_tag_of_a_book_says_is_said() {
        let said = |tag: &str| match pieces(tag).as_slice() {
            [Piece::Caption(words)] => words.clone(),
            other => format!("{other:?}"),
        };
        let whole = "<Listing number=\"4-1\" file-name=\"src/main.rs\" caption=\"A `Box<T>` &amp;\n more\">";
        assert_eq!(said(whole), "Listing 4-1, `src/main.rs`: A `Box<T>` & more");
        assert_eq!(said("<Listing file-name=\"src/lib.rs\">"), "`src/lib.rs`");
        assert_eq!(pieces("<td number=\"3\"></Listing>"), []);
    }
}
