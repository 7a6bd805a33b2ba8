//! A note or a question in a list.

use commonplace_core::id::RecordId;
use commonplace_core::time::Timestamp;
use commonplace_node::answer::{Author, Delivery, Hit, NoteRow, QuestionRow, QuestionState};
use iced::widget::{column, container, space};
use iced::{Element, Fill, Padding};

use super::Ui;
use super::parts;
use super::time::ago;
use crate::icon::Icon;
use crate::theme::style::{self, Look};
use crate::theme::{SANS, SERIF_STRONG, leading, measure, size, space as gap};
use crate::widget::{Clamp, Press};

/// What a list shows of a note or a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Card {
    /// What it is.
    pub(crate) item: Item,
    /// Its title.
    pub(crate) title: String,
    /// The beginning of its text.
    pub(crate) excerpt: String,
    /// Who wrote it.
    pub(crate) author: Author,
    /// The latest change; none in search results.
    pub(crate) updated: Option<Timestamp>,
    /// On how many devices it is; none in search results.
    pub(crate) on: Option<Delivery>,
    /// How far a question has come, and how many answers it has.
    pub(crate) state: Option<(QuestionState, usize)>,
}

/// Something that can be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Item {
    /// A note.
    Note(RecordId),
    /// A question.
    Question(RecordId),
}

impl From<NoteRow> for Card {
    fn from(row: NoteRow) -> Self {
        Self {
            item: Item::Note(row.id),
            excerpt: without_title(row.excerpt, &row.title),
            title: row.title,
            author: row.author,
            updated: Some(row.updated),
            on: Some(row.on),
            state: None,
        }
    }
}

impl From<QuestionRow> for Card {
    fn from(row: QuestionRow) -> Self {
        Self {
            item: Item::Question(row.id),
            title: row.title,
            excerpt: row.excerpt,
            author: row.author,
            updated: Some(row.updated),
            on: Some(row.on),
            state: Some((row.state, row.answers)),
        }
    }
}

impl From<Hit> for Card {
    fn from(hit: Hit) -> Self {
        let item = if hit.kind == "question" { Item::Question(hit.id) } else { Item::Note(hit.id) };
        let excerpt = without_title(hit.excerpt, &hit.title);
        Self { item, title: hit.title, excerpt, author: hit.author, updated: None, on: None, state: None }
    }
}

/// An excerpt of a text that begins with its title says it twice.
fn without_title(excerpt: String, title: &str) -> String {
    match excerpt.strip_prefix(title).filter(|rest| rest.starts_with(char::is_whitespace)) {
        Some(rest) => rest.trim_start().to_owned(),
        None => excerpt,
    }
}

impl Card {
    /// The row, exactly [`measure::ROW`] high: `chosen` when it is what one reads, `walked` when the arrows are at it.
    pub(crate) fn view<'a, Message: Clone + 'a>(
        &'a self,
        ui: &Ui,
        chosen: bool,
        walked: bool,
        on_press: Message,
    ) -> Element<'a, Message> {
        let icon = if matches!(self.item, Item::Question(_)) { Icon::Question } else { Icon::Note };
        let ink = if matches!(self.item, Item::Question(_)) { ui.colors.question } else { ui.colors.faint };
        let mark = container(icon.at(size::BODY).color(ink)).padding(Padding::ZERO.top(4));
        // Three lines for both: a long title takes one from the excerpt.
        let excerpt = Clamp::new(&self.excerpt, 1)
            .font(SANS)
            .size(size::META, leading::NORMAL)
            .color(ui.colors.muted)
            .start(ui.start());
        let words = Clamp::new(&self.title, 2).font(SERIF_STRONG).size(size::ROW_TITLE, leading::TIGHT);
        let words = words.start(ui.start()).followed_by(excerpt, gap::XXS);
        let words = column![words, space::vertical(), self.foot(ui)].width(Fill).height(Fill);
        let parts = ui.across([mark.into(), words.into()]).spacing(gap::S).align_y(iced::Top);
        let press = Press::new(parts, style::press(ui.colors, Look::Row(chosen)))
            .padding([10.0, gap::M])
            .width(Fill)
            .height(measure::ROW - measure::HAIRLINE)
            .stops(false)
            .ringed(walked)
            .on_press(on_press);
        column![press, parts::hairline(&ui.colors)].height(measure::ROW).into()
    }

    fn foot<'a, Message: 'a>(&self, ui: &Ui) -> Element<'a, Message> {
        let when = self.updated.map(|updated| ago(ui, updated));
        let by = [Some(ui.name(&self.author)), when].into_iter().flatten().collect::<Vec<_>>().join("  ·  ");
        // Who and when may be cut short; how far it has come may not.
        let by = Clamp::new_owned(by, 1).font(SANS).size(size::CAPTION, leading::NORMAL).color(ui.colors.faint);
        let mut parts = vec![container(by.start(ui.start())).width(Fill).into()];
        if let Some((state, answers)) = self.state {
            parts.push(ui.question_state(state, answers));
        }
        // Where nobody else is yet, every row would say the same; and what came from another is on their device, whether
        // or not that has been shown.
        if let Some(on) = self.on.filter(|on| on.of > 1 && (on.devices > 1 || self.author.me)) {
            parts.push(ui.delivery(on, self.author.me));
        }
        ui.across(parts).spacing(gap::S).into()
    }
}

impl Ui {
    /// How far a question has come, as a mark.
    pub(crate) fn question_state<'a, Message: 'a>(&self, state: QuestionState, answers: usize) -> Element<'a, Message> {
        let c = &self.colors;
        match state {
            QuestionState::Open => self.mark(self.text.get("question-open"), c.question, c.question_wash),
            QuestionState::Answered => {
                let words = self.text.with("question-answers", &[("count", answers.into())]);
                self.mark(words, c.question, c.question_wash)
            }
            QuestionState::Accepted => self.mark(self.text.get("question-accepted"), c.good, c.good_wash),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_does_not_say_the_title_again() {
        let without = |excerpt: &str| without_title(excerpt.into(), "Osmosis");
        assert_eq!(without("Osmosis Water moves."), "Water moves.");
        assert_eq!(without("Osmosis, again"), "Osmosis, again");
        assert_eq!(without("Water moves."), "Water moves.");
    }
}
