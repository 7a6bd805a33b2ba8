//! Code that a book has in files of its own: makers of books (mdBook) put it where a line names them.

/// The marks of such a line.
const INCLUDING: [&str; 3] = ["include", "rustdoc_include", "playground"];

/// The files that a code is taken from, one in a line, if it says nothing else.
pub(super) fn included(code: &str) -> Option<String> {
    let lines = code.lines().filter(|line| !line.trim().is_empty());
    let files: Option<Vec<&str>> = lines.map(file).collect();
    files.filter(|files| !files.is_empty()).map(|files| files.join("\n"))
}

/// `src/main.rs` of `{{#include src/main.rs:here}}`.
fn file(line: &str) -> Option<&str> {
    let (mark, file) = line.trim().strip_prefix("{{#")?.strip_suffix("}}")?.split_once(' ')?;
    let file = file.trim().split(':').next().filter(|file| !file.is_empty())?;
    INCLUDING.contains(&mark).then_some(file)
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;
    use super::*;
    use crate::reading::Block;

    #[test]
    fn code_of_a_file_that_did_not_come_along_says_which() {
        let named = |code: &str| match read(&format!("```rust\n{code}\n```\n")).as_slice() {
            [Block::Code { text, elsewhere, .. }] => (text.clone(), *elsewhere),
            other => panic!("one code: {other:?}"),
        };
        assert_eq!(named("{{#rustdoc_include ../a/main.rs:here}}"), ("../a/main.rs".into(), true));
        assert_eq!(named("{{#include a.rs:2:5}}\n\n{{#include b.rs}}"), ("a.rs\nb.rs".into(), true));
        // What somebody writes about such lines, and what is more than them, stays as it stands.
        for code in ["let x; // {{#include a.rs}}", "{{#title Water}}", "fn main() {}\n{{#include a.rs}}"] {
            assert_eq!(named(code), (code.to_owned(), false));
        }
        assert_eq!(included(""), None);
    }
}
