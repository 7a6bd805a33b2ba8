//! HTML in a text: how its tags make words look, and what stands in them.

use super::super::html::{self, Look, Piece};
use super::super::{Block, Run, tex};
use super::{Open, Reader};

/// How often each look was given and not taken away: a text of nothing but tags costs no more than its length.
#[derive(Debug, Clone, Default)]
pub(super) struct Looks([usize; 4]);

impl Looks {
    fn of(&mut self, look: Look) -> Option<&mut usize> {
        self.0.get_mut(look as usize)
    }

    fn has(&self, look: Look) -> bool {
        self.0.get(look as usize).is_some_and(|count| *count > 0)
    }
}

impl Reader {
    pub(super) fn html(&mut self, html: &str) {
        let mut spaced: Option<String> = None;
        let mut describes = false;
        for piece in html::pieces(html) {
            match (piece, &mut spaced) {
                (Piece::Text(text), Some(words)) => words.push_str(&text),
                (Piece::Break, Some(words)) => words.push('\n'),
                (Piece::Spaced(true), _) => spaced = Some(String::new()),
                (Piece::Spaced(false), _) => self.spaced(spaced.take()),
                // In code nothing else has a look.
                (Piece::Look(..), Some(_)) => {}
                (Piece::Text(text), None) => self.collapsed(&text, describes),
                (Piece::Break, None) => self.run("\n", false),
                (Piece::Look(look, opens), None) => self.looks(look, opens),
                (Piece::Anchor(name), _) => self.anchor(&name),
                (Piece::Picture(target, alt), _) => self.picture_here(target, alt),
                (Piece::Caption(words), _) => self.caption(&words),
                (Piece::Describes(opens), _) => {
                    describes = opens;
                    self.describes(opens);
                }
            }
        }
        self.spaced(spaced);
    }

    /// Words of HTML. What describes a picture may name code as Markdown does: whoever writes a book forgets where that ends.
    fn collapsed(&mut self, text: &str, describes: bool) {
        let text = html::collapsed(text);
        let text = if self.words.runs.is_empty() { text.trim_start() } else { &text };
        let parts = if describes { parts(text) } else { vec![(text, false)] };
        for (part, code) in parts.into_iter().filter(|(part, _)| !part.is_empty()) {
            self.run(part, code);
        }
    }

    fn looks(&mut self, look: Look, opens: bool) {
        match (look, opens) {
            (Look::Raised | Look::Lowered, _) => {
                self.end_script();
                self.script = opens.then(|| (look, String::new()));
            }
            (look, _) => {
                if let Some(count) = self.looks.of(look) {
                    *count = if opens { *count + 1 } else { count.saturating_sub(1) };
                }
            }
        }
    }

    pub(super) fn end_script(&mut self) {
        let Some((look, words)) = self.script.take().filter(|(_, words)| !words.is_empty()) else { return };
        let sign = if look == Look::Raised { '^' } else { '_' };
        // Between two words a space stays one; beside a sign, as in a formula, it is none.
        let mut parts: Vec<String> = Vec::new();
        for word in words.split_whitespace() {
            let follows = parts.last().is_some_and(|last| last.ends_with(char::is_alphanumeric));
            match parts.last_mut() {
                Some(last) if !follows || !word.starts_with(char::is_alphanumeric) => last.push_str(word),
                _ => parts.push(word.to_owned()),
            }
        }
        let script: Vec<String> = parts.iter().map(|part| tex::script(part, sign)).collect();
        self.run(&script.join(" "), false);
    }

    /// Words in which every space counts.
    fn spaced(&mut self, words: Option<String>) {
        let words = words.filter(|words| !words.trim().is_empty());
        self.code = words.map(|words| (None, words.trim_start_matches('\n').to_owned()));
        self.end_code();
    }

    /// Words of a tag, which are Markdown, in a paragraph of their own. What Markdown takes for more than that, as `1. The box`
    /// for a list, stands as it is written, but for its code.
    fn caption(&mut self, words: &str) {
        self.paragraph();
        let read = || super::read(words, Self { in_caption: true, ..Self::default() }).blocks;
        let blocks = if self.in_caption { Vec::new() } else { read() };
        let runs = match blocks.as_slice() {
            [Block::Paragraph(words)] => words.runs.clone(),
            _ => {
                let written = parts(words).into_iter();
                written.map(|(part, code)| Run { text: part.to_owned(), code, ..Run::default() }).collect()
            }
        };
        self.words.runs.extend(runs.into_iter().map(|run| Run { emphasis: true, ..run }));
        self.paragraph();
    }

    /// Words under a picture, or over a table or code, which lean as captions do.
    fn describes(&mut self, opens: bool) {
        let follows = opens && self.words.plain().trim().is_empty();
        if let Some(Block::Picture { said, .. }) = self.last().filter(|_| follows) {
            *said = true;
        }
        self.looks(Look::Emphasis, opens);
    }

    /// A picture stands by itself; in a cell of a table, among its words.
    pub(super) fn picture_here(&mut self, target: String, alt: String) {
        if matches!(self.open.last(), Some(Open::Table { .. })) {
            self.words.runs.push(Run { text: alt, picture: Some(target), ..Run::default() });
            return;
        }
        self.paragraph();
        self.block(Block::Picture { target, alt, said: false });
    }

    /// The look of the next words: that of Markdown and that of tags.
    pub(super) fn look_now(&self, code: bool) -> Run {
        let tagged = |look| self.looks.has(look);
        Run {
            text: String::new(),
            code: code || tagged(Look::Code),
            strong: self.look.strong || tagged(Look::Strong),
            emphasis: self.look.emphasis || tagged(Look::Emphasis),
            struck: self.look.struck || tagged(Look::Struck),
            ..self.look.clone()
        }
    }
}

/// The parts of words in which marks of code stand in pairs, and whether each is code.
fn parts(words: &str) -> Vec<(&str, bool)> {
    if !words.matches('`').count().is_multiple_of(2) {
        return vec![(words, false)];
    }
    let parts = words.split('`').enumerate().map(|(number, part)| (part, number % 2 == 1));
    parts.filter(|(part, _)| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::Words;
    use super::super::tests::{read, said};
    use super::*;

    #[test]
    fn tags_say_how_words_look_until_their_paragraph_ends() {
        let blocks = read("Press <kbd>ctrl</kbd>, 2<sup>n -\n1</sup>, H<sub>2</sub>O, <em>never closed\n\nplain\n");
        let [Block::Paragraph(first), Block::Paragraph(second)] = blocks.as_slice() else { panic!("two: {blocks:?}") };
        assert_eq!(first.plain(), "Press ctrl, 2ⁿ⁻¹, H₂O, never closed");
        let code: Vec<_> = first.runs.iter().filter(|run| run.code).map(|run| run.text.as_str()).collect();
        assert_eq!(code, ["ctrl"]);
        assert!(first.runs.last().is_some_and(|run| run.emphasis) && !second.runs[0].emphasis);
    }

    #[test]
    fn no_word_of_a_script_is_lost() {
        let blocks = read("a<sup>b<sub>c</sub></sup> 2<sup>{\\_}</sup> x<sup>as said above</sup> y<sup>z\n\nplain\n");
        assert_eq!(blocks.iter().map(said).collect::<Vec<_>>(), ["aᵇ_c 2^({_}) xᵃˢ ˢᵃⁱᵈ ᵃᵇᵒᵛᵉ yᶻ", "plain"]);
    }

    #[test]
    fn a_text_of_nothing_but_tags_takes_as_long_as_it_is() {
        let blocks = read(&"<b>x".repeat(60_000));
        assert_eq!(blocks.iter().map(|block| said(block).len()).sum::<usize>(), 60_000);
    }

    #[test]
    fn every_space_of_a_pre_counts() {
        let blocks = read("<pre>\n<code>match <em>x</em> {\n    _ =&gt; 1,\n}</code></pre>\n\nAfter.\n");
        let texts: Vec<_> = blocks.iter().map(said).collect();
        assert_eq!(texts, ["match x {\n    _ => 1,\n}", "After."]);
        assert!(matches!(blocks[0], Block::Code { .. }));
    }

    #[test]
    fn a_picture_in_a_table_stays_in_its_cell() {
        let blocks = read("| a | b |\n|---|---|\n| <img src=\"x.png\" alt=\"a crab\"> | ![y](y.png) c |\n");
        let [Block::Table { rows, .. }] = blocks.as_slice() else { panic!("a table: {blocks:?}") };
        let pictures: Vec<_> = rows[0].iter().flat_map(Words::pictures).collect();
        assert_eq!(pictures, [("x.png", "a crab"), ("y.png", "y")]);
    }

    #[test]
    fn what_stands_under_a_picture_is_not_said_twice() {
        let figure = "<figure>\n<img src=\"a.svg\" alt=\"a\">\n<figcaption>Figure 1: a cell</figcaption></figure>\n\n";
        let span = "![b](b.svg)\n\n<span class=\"caption\">Figure 2</span>\n\n![c](c.svg)\n\n<span class=\"x\">No.</span>\n\n\
                    <span class=\"filename\">Filename: a.rs</span>\n";
        let blocks = read(&format!("{figure}{span}"));
        let picture = |block: &Block| match block {
            Block::Picture { target, said, .. } => Some((target.clone(), *said)),
            _ => None,
        };
        let pictures: Vec<_> = blocks.iter().filter_map(picture).collect();
        assert_eq!(pictures, [("a.svg".to_owned(), true), ("b.svg".to_owned(), true), ("c.svg".to_owned(), false)]);
        let leans = |block: &Block| matches!(block, Block::Paragraph(words) if words.runs[0].emphasis);
        let captions: Vec<_> = blocks.iter().filter(|block| leans(block)).map(said).collect();
        assert_eq!(captions, ["Figure 1: a cell", "Figure 2", "Filename: a.rs"]);
    }

    #[test]
    fn what_describes_a_picture_may_name_code() {
        let caption = |words: &str| {
            let blocks = read(&format!("<figure><img src=\"a.svg\"><figcaption>{words}</figcaption></figure>\n"));
            match blocks.last() {
                Some(Block::Paragraph(words)) => words.runs.iter().map(|run| (run.text.clone(), run.code)).collect(),
                other => panic!("a caption: {other:?}"),
            }
        };
        let code: Vec<(String, bool)> = caption("Pinning a `Box` here");
        assert_eq!(code, [("Pinning a ".into(), false), ("Box".into(), true), (" here".into(), false)]);
        assert_eq!(caption("a ` alone"), [("a ` alone".into(), false)]);
    }

    #[test]
    fn a_listing_of_a_book_has_its_caption() {
        let blocks =
            read("<Listing number=\"1-1\" caption=\"A `Box` in *a.toml*\">\n\n```rust\nlet x;\n```\n\n</Listing>\n");
        assert_eq!(blocks.iter().map(said).collect::<Vec<_>>(), ["Listing 1-1: A Box in a.toml", "let x;"]);
    }

    #[test]
    fn a_caption_that_is_no_paragraph_to_markdown_shows_its_code_all_the_same() {
        for words in ["1. The `Box`", "- The `Box`", "# The `Box`", "![a](b.png) The `Box`"] {
            let blocks = read(&format!("<Listing caption=\"{words}\">\n\n```rust\nlet x;\n```\n\n</Listing>\n"));
            let Some(Block::Paragraph(caption)) = blocks.first() else { panic!("a caption: {blocks:?}") };
            assert!(caption.plain().ends_with(words.replace('`', "").as_str()), "{}", caption.plain());
            let code: Vec<_> = caption.runs.iter().filter(|run| run.code).map(|run| run.text.as_str()).collect();
            assert_eq!(code, ["Box"], "{words}");
        }
    }
}
