//! Rows under headings, in columns as wide as they need to be.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::screen::Screen;

/// Between two columns.
const GAP: &str = "  ";
/// Narrowest a column is made when the screen is.
const NARROWEST: usize = 12;

/// How a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Text that is never cut.
    Plain,
    /// Text that gives way when the screen is narrow.
    Flexible,
    /// An id: pale, never cut.
    Id,
    /// A number: to the right.
    Number,
}

/// One column.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub(crate) title: String,
    pub(crate) kind: Kind,
}

/// A list that is being gathered.
#[derive(Debug)]
pub(crate) struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty one.
    pub(crate) fn new(columns: Vec<Column>) -> Self {
        Self { columns, rows: Vec::new() }
    }

    /// Adds a row, with a cell for each column.
    pub(crate) fn push(&mut self, row: Vec<String>) {
        self.rows.push(row);
    }

    /// All of it, each line ended.
    pub(crate) fn render(&self, screen: &Screen) -> String {
        let widths = self.widths(screen.width);
        let titles: Vec<_> = self.columns.iter().map(|column| column.title.clone()).collect();
        let mut lines = vec![screen.dim(&self.line(&titles, &widths, None))];
        lines.extend(self.rows.iter().map(|row| self.line(row, &widths, Some(screen))));
        lines.iter().map(|line| format!("{line}\n")).collect()
    }

    fn widths(&self, available: Option<usize>) -> Vec<usize> {
        let widest = |index: usize, column: &Column| {
            let cells = self.rows.iter().filter_map(|row| row.get(index)).map(|cell| cell.width());
            cells.chain([column.title.width()]).max().unwrap_or_default()
        };
        let mut widths: Vec<_> = self.columns.iter().enumerate().map(|(index, column)| widest(index, column)).collect();
        let gaps = GAP.len() * widths.len().saturating_sub(1);
        while let Some(available) = available
            && widths.iter().sum::<usize>() + gaps > available
        {
            let flexible = self.columns.iter().zip(&mut widths).filter(|(column, _)| column.kind == Kind::Flexible);
            match flexible.map(|(_, width)| width).max() {
                Some(width) if *width > NARROWEST => *width -= 1,
                _ => break,
            }
        }
        widths
    }

    fn line(&self, cells: &[String], widths: &[usize], screen: Option<&Screen>) -> String {
        let columns = self.columns.iter().zip(cells).zip(widths);
        let set = columns.map(|((column, cell), width)| {
            let cell = cut(cell, *width);
            let space = " ".repeat(width.saturating_sub(cell.width()));
            match (column.kind, screen) {
                (Kind::Number, _) => format!("{space}{cell}"),
                (Kind::Id, Some(screen)) => format!("{}{space}", screen.dim(&cell)),
                _ => format!("{cell}{space}"),
            }
        });
        set.collect::<Vec<_>>().join(GAP).trim_end().to_owned()
    }
}

/// The beginning of `text` in at most `width` columns, with a mark where it was cut.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut used = 0;
    let fits = |c: &char| {
        used += c.width().unwrap_or_default();
        used < width
    };
    let kept: String = text.chars().take_while(fits).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use commonplace_core::time::Timestamp;
    use commonplace_node::text::Language;

    use super::*;

    fn table() -> Table {
        let column = |title: &str, kind| Column { title: title.into(), kind };
        let mut table =
            Table::new(vec![column("id", Kind::Id), column("title", Kind::Flexible), column("notes", Kind::Number)]);
        table.push(vec!["k3v5".into(), "細胞と水".into(), "7".into()]);
        table.push(vec!["abcd".into(), "Osmosis and diffusion".into(), "120".into()]);
        table
    }

    fn screen(width: Option<usize>) -> Screen {
        Screen::for_test(Language::English, width, Timestamp::default())
    }

    #[test]
    fn columns_line_up_whatever_the_script() {
        let expected = "\
id    title                  notes
k3v5  細胞と水                   7
abcd  Osmosis and diffusion    120
";
        assert_eq!(table().render(&screen(None)), expected);
    }

    #[test]
    fn on_a_narrow_screen_titles_give_way() {
        let expected = "\
id    title          notes
k3v5  細胞と水           7
abcd  Osmosis and…     120
";
        assert_eq!(table().render(&screen(Some(26))), expected);
        assert!(table().render(&screen(Some(5))).contains("Osmosis and…"), "never narrower than can be read");
    }
}
