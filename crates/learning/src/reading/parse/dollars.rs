//! Signs of dollar that begin no formula. The parser (pulldown-cmark 0.12) takes `$HOME` and a later `` `$PATH` `` for a formula
//! between them, and the code that begins there for none; but code goes before formulas, as it does before everything else.

use std::borrow::Cow;

use pulldown_cmark::{CowStr, Event, Options, Parser};

/// What such a sign is while it is parsed: as long as itself, and nothing to the parser.
const STAND_IN: u8 = 0x1a;
/// How often a text is looked through: with each sign that is none of a formula others may begin one.
const TIMES: usize = 8;

/// The text with a stand-in for each dollar that would begin a formula with code in it.
pub(super) fn settled(text: &str, options: Options) -> Cow<'_, str> {
    let mut settled = Cow::Borrowed(text);
    if !(text.contains('$') && text.contains('`')) {
        return settled;
    }
    for _ in 0..TIMES {
        let false_ones =
            Parser::new_ext(&settled, options).into_offset_iter().filter_map(|(event, place)| match event {
                Event::InlineMath(source) if source.contains('`') => Some(place.start),
                _ => None,
            });
        let false_ones: Vec<usize> = false_ones.collect();
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

/// What the parser tells, with the signs themselves.
pub(super) fn restored(event: Event<'_>) -> Event<'_> {
    let back = |words: CowStr<'_>| -> CowStr<'static> { words.replace(char::from(STAND_IN), "$").into() };
    let has = |words: &str| words.as_bytes().contains(&STAND_IN);
    match event {
        Event::Text(words) if has(&words) => Event::Text(back(words)),
        Event::Code(words) if has(&words) => Event::Code(back(words)),
        Event::Html(words) if has(&words) => Event::Html(back(words)),
        Event::InlineHtml(words) if has(&words) => Event::InlineHtml(back(words)),
        event => event,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{read, said};
    use crate::reading::Block;

    #[test]
    fn code_goes_before_formulas() {
        let blocks = read("It is *$HOME/.cargo/bin*. Is it in your `$PATH`? Then $x^2$ and `$c`.\n");
        assert_eq!(said(&blocks[0]), "It is $HOME/.cargo/bin. Is it in your $PATH? Then x² and $c.");
        let [Block::Paragraph(words)] = blocks.as_slice() else { panic!("a paragraph: {blocks:?}") };
        let code: Vec<_> = words.runs.iter().filter(|run| run.code).map(|run| run.text.as_str()).collect();
        assert_eq!(code, ["$PATH", "$c"]);
        assert!(words.runs.iter().any(|run| run.emphasis && run.text == "$HOME/.cargo/bin"));
    }
}
