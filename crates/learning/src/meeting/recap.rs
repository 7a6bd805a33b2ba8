//! The text with which a recap begins: what happened since the meeting before, for people to change before anybody else sees it.

use std::fmt::Write as _;

/// What one list of a recap tells of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Part {
    /// Its heading.
    pub heading: String,
    /// Its lines, in order.
    pub lines: Vec<Line>,
    /// What stands under them when there were more, such as "and 3 more".
    pub more: Option<String>,
}

/// A line of a recap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// A note, question or meeting, by its title, and what stands behind it, such as who wrote it.
    Item {
        /// The title: it becomes a link where a link by this name can be written.
        title: String,
        /// Words behind it; may be empty.
        about: String,
    },
    /// Words, such as a name.
    Words(String),
}

/// The recap that these parts make. Those without lines are left out, and `open` is for people to fill: headings without lines.
#[must_use]
pub fn text(parts: &[Part], open: &[String]) -> String {
    let mut text = String::new();
    for heading in open {
        let _ = write!(text, "## {}\n\n\n\n", heading.trim());
    }
    for part in parts.iter().filter(|part| !part.lines.is_empty()) {
        let _ = write!(text, "## {}\n\n", part.heading.trim());
        for line in &part.lines {
            let _ = writeln!(text, "- {}", written(line));
        }
        if let Some(more) = &part.more {
            let _ = writeln!(text, "- {}", escaped(more));
        }
        text.push('\n');
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

fn written(line: &Line) -> String {
    match line {
        Line::Words(words) => escaped(words),
        Line::Item { title, about } => {
            let title = linked(title);
            if about.is_empty() { title } else { format!("{title} ({})", escaped(about)) }
        }
    }
}

/// A link by name, where the name is one that a link can have; otherwise the words alone.
#[must_use]
pub fn linked(title: &str) -> String {
    let says_something = |c: char| MARKS.contains(c) || c.is_control() || crate::reading::is_invisible(c);
    if title.contains(says_something) { escaped(title) } else { format!("[[{title}]]") }
}

/// Marks that mean something in Markdown or in a link by name.
const MARKS: &str = "\\`*_{}[]<>()#+!|~$&^=";

/// Words as they are, on one line: what others called something becomes no heading, list or link of the recap.
fn escaped(words: &str) -> String {
    let mut plain = String::with_capacity(words.len());
    for c in words.chars().map(|c| if c.is_control() { ' ' } else { c }) {
        if MARKS.contains(c) {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(title: &str, about: &str) -> Line {
        Line::Item { title: title.into(), about: about.into() }
    }

    #[test]
    fn what_happened_becomes_lists_with_links_and_the_rest_is_left_open() {
        let notes =
            Part { heading: "New notes".into(), lines: vec![item("Osmosis", "Ana")], more: Some("and 2 more".into()) };
        let nothing = Part { heading: "Who came in".into(), ..Part::default() };
        let recap = text(&[notes, nothing], &["What we did".into()]);
        assert_eq!(recap, "## What we did\n\n\n\n## New notes\n\n- [[Osmosis]] (Ana)\n- and 2 more\n");
    }

    #[test]
    fn what_others_wrote_makes_no_marks_of_the_recap() {
        for title in ["[[x]] *loud*", "a|b", "Cell#Wall", "two\nlines"] {
            let line = written(&item(title, "# Eve"));
            assert!(!line.contains("[[") && !line.contains('\n'), "{line}");
        }
        let recap = text(&[Part { heading: "New".into(), lines: vec![item("<b>", "*")], more: None }], &[]);
        assert_eq!(crate::markdown::plain(&recap).lines().collect::<Vec<_>>(), ["New", "<b> (*)"]);
    }
}
