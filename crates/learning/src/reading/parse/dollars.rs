//! Signs of dollar that begin no formula. The parser (pulldown-cmark 0.12) takes `$HOME` and a later `` `$PATH` `` for a formula
//! between them, and the code that begins there for none; but code goes before formulas, as it does before everything else.

use std::borrow::Cow;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

/// What such a sign is while it is parsed: as long as itself, and nothing to the parser.
const STAND_IN: u8 = 0x1a;
/// How often a text is looked through. Each time, what ended a formula may begin the next one, of which there are half as many.
const TIMES: usize = 8;

/// The text with a stand-in for each dollar that would begin a formula with code in it.
pub(super) fn settled(text: &str, options: Options) -> Cow<'_, str> {
    let mut settled = Cow::Borrowed(text);
    // A text that has the stand-in itself could not be told from one that was given it.
    if !(text.contains('$') && text.contains('`')) || text.as_bytes().contains(&STAND_IN) {
        return settled;
    }
    for _ in 0..TIMES {
        let false_ones = false_ones(&settled, options);
        if false_ones.is_empty() {
            break;
        }
        let mut bytes = settled.into_owned().into_bytes();
        for at in false_ones {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = STAND_IN;
            }
        }
        settled = Cow::Owned(String::from_utf8_lossy(&bytes).into_owned());
    }
    settled
}

/// Where the signs stand that begin no formula. One that stands alone before such a formula would begin it next, and is none
/// either: otherwise each of many such signs would take a look of its own.
fn false_ones(text: &str, options: Options) -> Vec<usize> {
    let (mut found, mut alone, mut in_link) = (Vec::new(), Vec::new(), false);
    for (event, place) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::InlineMath(source) if source.contains('`') => {
                found.append(&mut alone);
                found.push(place.start);
            }
            Event::DisplayMath(source) if source.contains('`') => {
                found.append(&mut alone);
                found.extend([place.start, place.start + 1]);
            }
            // An address with a stand-in would be none.
            Event::Start(Tag::Link { .. }) => in_link = true,
            Event::End(TagEnd::Link) => in_link = false,
            Event::Text(_) if !in_link => {
                let signs = place.clone().filter(|at| text.as_bytes().get(*at) == Some(&b'$'));
                // With a stroke before it a sign is a sign, and without one the stroke would stand there.
                alone.extend(signs.filter(|at| !text.get(..*at).is_some_and(|before| before.ends_with('\\'))));
            }
            _ => {}
        }
    }
    found
}

/// What the parser tells, with the signs themselves.
pub(super) fn restored(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Text(words) => Event::Text(with_signs(words)),
        Event::Code(words) => Event::Code(with_signs(words)),
        Event::Html(words) => Event::Html(with_signs(words)),
        Event::InlineHtml(words) => Event::InlineHtml(with_signs(words)),
        Event::InlineMath(source) => Event::InlineMath(with_signs(source)),
        Event::DisplayMath(source) => Event::DisplayMath(with_signs(source)),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: with_signs(dest_url), title, id })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Image { link_type, dest_url: with_signs(dest_url), title, id })
        }
        event => event,
    }
}

fn with_signs(words: CowStr<'_>) -> CowStr<'_> {
    if words.as_bytes().contains(&STAND_IN) { words.replace(char::from(STAND_IN), "$").into() } else { words }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{read, said};
    use crate::reading::{Block, Link, Run};

    #[test]
    fn code_goes_before_formulas() {
        let blocks = read("It is *$HOME/.cargo/bin*. Is it in your `$PATH`? Then $x^2$ and `$c`.\n");
        assert_eq!(said(&blocks[0]), "It is $HOME/.cargo/bin. Is it in your $PATH? Then x² and $c.");
        let [Block::Paragraph(words)] = blocks.as_slice() else { panic!("a paragraph: {blocks:?}") };
        let code: Vec<_> = words.runs.iter().filter(|run| run.code).map(|run| run.text.as_str()).collect();
        assert_eq!(code, ["$PATH", "$c"]);
        assert!(words.runs.iter().any(|run| run.emphasis && run.text == "$HOME/.cargo/bin"));
    }

    fn codes(text: &str) -> Vec<String> {
        let blocks = read(text);
        let [Block::Paragraph(words)] = blocks.as_slice() else { panic!("a paragraph: {blocks:?}") };
        words.runs.iter().filter(|run| run.code).map(|run| run.text.clone()).collect()
    }

    #[test]
    fn however_many_signs_stand_before_it_code_is_code() {
        let many = "$A ".repeat(40);
        assert_eq!(codes(&format!("{many}and `$P`.\n")), ["$P"]);
        let both = (0..40).map(|n| format!("a$b `{n}` c")).collect::<String>();
        assert_eq!(codes(&both).len(), 40);
        assert_eq!(codes("It ends with $$ and is `$$PID`.\n"), ["$$PID"]);
    }

    #[test]
    fn signs_that_are_none_of_a_formula_stay_what_they_are() {
        let said_of = |text: &str| read(text).iter().map(said).collect::<Vec<_>>();
        assert_eq!(said_of("A \\$5 note, $A and `$P`.\n"), ["A $5 note, $A and $P."]);
        assert_eq!(said_of("\u{1a} stays, and `so` does $5.\n"), ["\u{1a} stays, and so does $5."]);
        let blocks = read("[one](a$b.md) and `$c`, <https://a.example/$d> and $A `$P`.\n");
        let [Block::Paragraph(words)] = blocks.as_slice() else { panic!("a paragraph: {blocks:?}") };
        let link = |run: &Run| run.link.clone();
        let address = |address: &str| Link::Address(address.into());
        let led: Vec<_> = words.runs.iter().filter_map(link).collect();
        assert_eq!(led, [address("a$b.md"), address("https://a.example/$d")]);
    }
}
