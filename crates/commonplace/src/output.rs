//! What a person or a program sees of the answers, as they come.

mod address;
mod bundle;
mod card;
mod dispute;
mod event;
mod item;
mod json;
mod log;
mod meeting;
mod pairing;
pub(crate) mod qr;
mod quick_vote;
mod quota;
mod row;
mod screen;
mod skill;
mod table;
mod tally;
mod whole;
mod wrap;

#[cfg(test)]
mod contract_tests;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod snapshot_tests;

use std::io::{self, Write};

use commonplace_node::answer::Answer;
use commonplace_node::text::Text;

pub(crate) use event::of_frequent as event_line;
pub(crate) use screen::Screen;
pub(crate) use table::{Column, Kind, Table};
pub(crate) use tally::Tally;
pub(crate) use wrap::wrap;

/// For whom it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// For programs: one JSON value a line.
    Json,
}

/// How answers for people are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// Each by itself, with all that it holds.
    Whole,
    /// As rows under headings.
    List,
}

/// Prints answers. `out` gets what was asked for, `aside` remarks that must not end up in a pipe.
#[derive(Debug)]
pub(crate) struct Output<O, A> {
    out: O,
    aside: A,
    format: Format,
    layout: Layout,
    screen: Screen,
    table: Option<Table>,
    tally: Tally,
    all_events: bool,
    last_event: String,
}

impl Output<io::StdoutLock<'static>, io::Stderr> {
    /// To the console of this process.
    pub(crate) fn to_console(format: Format, layout: Layout, text: &Text) -> Self {
        let screen = Screen::of_stdout(text.clone());
        Self::new(io::stdout().lock(), io::stderr(), format, layout, screen)
    }
}

impl<O: Write, A: Write> Output<O, A> {
    fn new(out: O, aside: A, format: Format, layout: Layout, screen: Screen) -> Self {
        let (tally, last_event) = (Tally::default(), String::new());
        Self { out, aside, format, layout, screen, table: None, tally, all_events: false, last_event }
    }

    /// Shows events that come too often for most people, too.
    pub(crate) fn tell_all(&mut self, all: bool) {
        self.all_events = all;
    }

    /// Shows an answer. Rows of a list wait for [`Output::finish`], which knows how wide the columns are.
    pub(crate) fn answer(&mut self, answer: &Answer) -> io::Result<()> {
        let first = self.tally.is_empty();
        self.tally.count(answer);
        match (self.format, self.layout) {
            (Format::Json, _) => self.line(&json::line(answer)?),
            (Format::Text, Layout::List) => self.row(answer),
            (Format::Text, Layout::Whole) => self.whole(answer, first),
        }
    }

    /// A remark for people.
    pub(crate) fn aside(&mut self, said: &str) -> io::Result<()> {
        if self.format == Format::Text { writeln!(self.aside, "{said}") } else { Ok(()) }
    }

    /// Prints what waited, and says so when there was nothing.
    pub(crate) fn finish(&mut self) -> io::Result<()> {
        if let Some(table) = self.table.take() {
            write!(self.out, "{}", table.render(&self.screen))?;
        } else if self.layout == Layout::List && self.format == Format::Text {
            self.aside(&self.screen.text.get("cli-nothing"))?;
        }
        if let Some(summary) = self.tally.summary(&self.screen.text) {
            self.aside(&summary)?;
        }
        self.out.flush()
    }

    /// What was told so far, in numbers.
    pub(crate) fn tally(&self) -> &Tally {
        &self.tally
    }

    fn row(&mut self, answer: &Answer) -> io::Result<()> {
        let Some(row) = row::of(answer, &self.screen) else {
            return self.whole(answer, true);
        };
        self.table.get_or_insert_with(|| Table::new(row::head(answer, &self.screen))).push(row);
        Ok(())
    }

    fn whole(&mut self, answer: &Answer, first: bool) -> io::Result<()> {
        if let Answer::Event(event) = answer {
            return match event::line(event, &self.screen, self.all_events) {
                // Two sessions with one peer end alike; a person need not hear it twice.
                Some(said) if said != self.last_event => {
                    self.line(&said)?;
                    self.last_event = said;
                    Ok(())
                }
                _ => Ok(()),
            };
        }
        if let Answer::Bundle(bundle) = answer
            && let Some(said) = bundle::progress(bundle, &self.screen)
        {
            return self.aside(&said);
        }
        // How far it is belongs beside what was asked for.
        if matches!(answer, Answer::Progress(_)) {
            return self.aside(&whole::of(answer, &self.screen));
        }
        if !first && whole::stands_apart(answer) {
            self.line("")?;
        }
        self.line(&whole::of(answer, &self.screen))?;
        match whole::remark(answer, &self.screen) {
            Some(remark) => self.aside(&remark),
            None => Ok(()),
        }
    }

    /// A line, out at once: whoever waits for it may be a program at the other end of a pipe.
    fn line(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.out, "{line}")?;
        self.out.flush()
    }
}
