//! A note or a question in a list.

use commonplace_core::id::RecordId;
use commonplace_core::time::Timestamp;
use commonplace_node::answer::{
    Answer, Author, CardRow, Delivery, DisputeRow, Hit, MeetingRow, NoteRow, QuestionRow, QuestionState, QuickVoteRow,
};
use commonplace_node::sentence::sealed;
use iced::widget::{Column, column, container, space, text};
use iced::{Center, Element, Fill, Padding};

use super::Ui;
use super::marked::Setting;
use super::parts;
use crate::ask::FromAnswer;
use crate::icon::Icon;
use crate::theme::style::{self, Look};
use crate::theme::{SANS, SERIF_STRONG, leading, measure, size, space as gap};
use crate::widget::{Clamp, Press};

/// What a list shows of a note, a card, a question or a meeting.
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
    /// Its tags.
    pub(crate) tags: Vec<String>,
    /// Who wrote the last of what is new in it, while something is.
    pub(crate) unread_by: Option<Author>,
    /// When it was begun; none in search results.
    pub(crate) created: Option<Timestamp>,
    /// The latest change; none in search results.
    pub(crate) updated: Option<Timestamp>,
    /// On how many devices it is; none in search results.
    pub(crate) on: Option<Delivery>,
    /// How far a question has come, and how many answers it has.
    pub(crate) state: Option<(QuestionState, usize)>,
    /// How far a quick vote has come.
    pub(crate) vote: Option<Voting>,
}

/// How far a quick vote has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Voting {
    /// What was chosen is shown.
    pub(crate) uncovered: bool,
    /// So many have chosen.
    pub(crate) chosen: usize,
    /// Of so many.
    pub(crate) of: usize,
    /// This person has.
    pub(crate) mine: bool,
}

/// Something that can be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Item {
    /// A note.
    Note(RecordId),
    /// A card to learn by.
    Card(RecordId),
    /// A question.
    Question(RecordId),
    /// A dispute.
    Dispute(RecordId),
    /// A meeting.
    Meeting(RecordId),
    /// A quick vote.
    QuickVote(RecordId),
}

impl From<NoteRow> for Card {
    fn from(row: NoteRow) -> Self {
        Self {
            item: Item::Note(row.id),
            excerpt: without_title(row.excerpt, &row.title),
            title: row.title,
            author: row.author,
            tags: row.tags,
            unread_by: row.unread_by,
            created: Some(row.created),
            updated: Some(row.updated),
            on: Some(row.on),
            state: None,
            vote: None,
        }
    }
}

impl From<CardRow> for Card {
    fn from(row: CardRow) -> Self {
        Self {
            item: Item::Card(row.id),
            title: row.title,
            excerpt: row.excerpt,
            author: row.author,
            tags: Vec::new(),
            unread_by: None,
            created: Some(row.created),
            updated: Some(row.updated),
            on: Some(row.on),
            state: None,
            vote: None,
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
            tags: row.tags,
            unread_by: row.unread_by,
            created: Some(row.created),
            updated: Some(row.updated),
            on: Some(row.on),
            state: Some((row.state, row.answers)),
            vote: None,
        }
    }
}

impl From<QuickVoteRow> for Card {
    fn from(row: QuickVoteRow) -> Self {
        let QuickVoteRow { uncovered, chosen, of, mine, .. } = row;
        Self {
            item: Item::QuickVote(row.id),
            title: row.title,
            excerpt: String::new(),
            author: row.author,
            tags: Vec::new(),
            unread_by: row.unread_by,
            created: Some(row.created),
            updated: Some(row.updated),
            on: Some(row.on),
            state: None,
            vote: Some(Voting { uncovered, chosen, of, mine }),
        }
    }
}

impl From<DisputeRow> for Card {
    fn from(row: DisputeRow) -> Self {
        Self {
            item: Item::Dispute(row.id),
            title: row.claim,
            excerpt: row.passage.unwrap_or_default(),
            author: row.author,
            tags: Vec::new(),
            unread_by: None,
            created: Some(row.created),
            updated: Some(row.updated),
            on: Some(row.on),
            state: None,
            vote: None,
        }
    }
}

impl From<MeetingRow> for Card {
    fn from(row: MeetingRow) -> Self {
        Self {
            item: Item::Meeting(row.id),
            title: row.title,
            excerpt: row.excerpt,
            author: row.author,
            tags: Vec::new(),
            unread_by: None,
            created: Some(row.created),
            updated: Some(row.updated),
            on: Some(row.on),
            state: None,
            vote: None,
        }
    }
}

impl From<Hit> for Card {
    fn from(hit: Hit) -> Self {
        Self {
            item: Item::of_kind(&hit.kind, hit.id),
            excerpt: without_title(hit.excerpt, &hit.title),
            title: hit.title,
            author: hit.author,
            tags: Vec::new(),
            unread_by: None,
            created: None,
            updated: None,
            on: None,
            state: None,
            vote: None,
        }
    }
}

impl FromAnswer for Card {
    fn from_answer(answer: Answer) -> Option<Self> {
        match answer {
            Answer::NoteRow(row) => Some(row.into()),
            Answer::CardRow(row) => Some(row.into()),
            Answer::QuestionRow(row) => Some(row.into()),
            Answer::QuickVoteRow(row) => Some(row.into()),
            Answer::DisputeRow(row) => Some(row.into()),
            _ => None,
        }
    }
}

impl Item {
    /// Of what the node calls its kind.
    pub(crate) fn of_kind(kind: &str, id: RecordId) -> Self {
        match kind {
            "card" => Self::Card(id),
            "question" => Self::Question(id),
            "dispute" => Self::Dispute(id),
            "meeting" => Self::Meeting(id),
            "quickvote" => Self::QuickVote(id),
            _ => Self::Note(id),
        }
    }

    /// Its record.
    pub(crate) fn id(self) -> RecordId {
        match self {
            Self::Note(id)
            | Self::Card(id)
            | Self::Question(id)
            | Self::Dispute(id)
            | Self::Meeting(id)
            | Self::QuickVote(id) => id,
        }
    }

    /// Its icon.
    pub(crate) fn icon(self) -> Icon {
        match self {
            Self::Note(_) => Icon::Note,
            Self::Card(_) => Icon::Card,
            Self::Question(_) => Icon::Question,
            Self::Dispute(_) => Icon::Flag,
            Self::Meeting(_) => Icon::Calendar,
            Self::QuickVote(_) => Icon::Tasks,
        }
    }
}

/// An excerpt of a text that begins with its title says it twice.
fn without_title(excerpt: String, title: &str) -> String {
    match excerpt.strip_prefix(title).filter(|rest| rest.starts_with(char::is_whitespace)) {
        Some(rest) => rest.trim_start().to_owned(),
        None => excerpt,
    }
}

/// How a row stands among the others.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Standing {
    /// It is what one reads.
    pub(crate) open: bool,
    /// The arrows are at it.
    pub(crate) walked: bool,
    /// It is one of several that something is about to be done with.
    pub(crate) chosen: bool,
}

/// Letters of a title that fit into the list beside a page.
const LETTERS: usize = 34;

/// How the title of a search result is set.
pub(crate) fn title_of_hit(ui: &Ui, letters: usize) -> Setting {
    Setting { points: size::ROW_TITLE, font: SERIF_STRONG, ink: ui.colors.ink, letters, wraps: false }
}

/// How the line of its text is set.
pub(crate) fn text_of_hit(ui: &Ui, letters: usize) -> Setting {
    Setting { points: size::META, font: SANS, ink: ui.colors.muted, letters, wraps: false }
}

/// The name of the row that the arrows are at, for finding where it is.
pub(crate) const WALKED: &str = "row-walked";

impl Card {
    /// The row, exactly [`measure::ROW`] high. `menu` is told where somebody wants to see what can be done with it. Words that
    /// were searched for are marked, if any were.
    pub(crate) fn view<'a, Message: Clone + 'a>(
        &'a self,
        ui: &Ui,
        standing: Standing,
        searched: Option<&str>,
        on_press: Message,
        menu: Message,
    ) -> Element<'a, Message> {
        let words = match searched {
            Some(query) => self.found(ui, query),
            None => self.words(ui),
        };
        let words = column![words, space::vertical(), self.foot(ui)].width(Fill).height(Fill);
        let parts = ui.across([self.marks(ui, standing.chosen), words.into()]).spacing(gap::S).align_y(iced::Top);
        let look = Look::Row(standing.open || standing.chosen);
        let press = Press::new(parts, style::press(ui.colors, look))
            .padding([10.0, gap::M])
            .width(Fill)
            .height(measure::ROW - measure::HAIRLINE)
            .stops(false)
            .ringed(standing.walked)
            .on_press(on_press)
            .on_menu(menu);
        let press = if standing.walked { press.id(WALKED) } else { press };
        column![press, parts::hairline(&ui.colors)].height(measure::ROW).into()
    }

    /// Why it was found: its title, and the line of its text that says so.
    fn found<'a, Message: 'a>(&'a self, ui: &Ui, query: &str) -> Element<'a, Message> {
        let line = if ui.is_wide() { LETTERS } else { 2 * LETTERS };
        let is_long = self.title.chars().count() > line;
        let title = Setting { wraps: true, ..title_of_hit(ui, 2 * line - LETTERS / 4) };
        // A long title takes a line from the text.
        let letters = if is_long { line } else { 2 * line };
        let text = Setting { wraps: true, ..text_of_hit(ui, letters + LETTERS / 4) };
        let parts = [ui.marked(&self.title, query, title), ui.marked(&self.excerpt, query, text)];
        Column::with_children(parts).spacing(gap::XXS).into()
    }

    fn words<'a, Message: 'a>(&'a self, ui: &Ui) -> Element<'a, Message> {
        // Three lines for both: a long title takes one from the excerpt.
        let excerpt = Clamp::new(&self.excerpt, 1)
            .font(SANS)
            .size(size::META, leading::NORMAL)
            .color(ui.colors.muted)
            .start(ui.start());
        let words = Clamp::new(&self.title, 2).font(SERIF_STRONG).size(size::ROW_TITLE, leading::TIGHT);
        words.start(ui.start()).followed_by(excerpt, gap::XXS).into()
    }

    /// What kind of thing it is, and whether something in it is new.
    fn marks<'a, Message: 'a>(&self, ui: &Ui, chosen: bool) -> Element<'a, Message> {
        let c = &ui.colors;
        let (icon, ink) = match (chosen, self.item) {
            (true, _) => (Icon::Check, c.accent),
            (false, Item::Question(_) | Item::QuickVote(_)) => (self.item.icon(), c.question),
            (false, Item::Dispute(_)) => (Icon::Flag, c.disputed),
            (false, Item::Note(_) | Item::Card(_)) => (self.item.icon(), c.faint),
            (false, Item::Meeting(_)) => (Icon::Calendar, c.accent),
        };
        let mut marks = column![container(icon.at(size::BODY).color(ink)).padding(Padding::ZERO.top(4))];
        if self.unread_by.is_some() {
            marks = marks.push(ui.new_dot());
        }
        marks.spacing(gap::XS).align_x(Center).into()
    }

    fn foot<'a, Message: 'a>(&'a self, ui: &Ui) -> Element<'a, Message> {
        let (by, ink) = match &self.unread_by {
            Some(by) => (ui.text.with("row-new-by", &[("name", ui.name(by).into())]), ui.colors.accent),
            None => (ui.name(&self.author), ui.colors.faint),
        };
        // A name may be cut short; when, how far it has come and where it is may not.
        let by = Clamp::new_owned(by, 1).font(SANS).size(size::CAPTION, leading::NORMAL).color(ink);
        let mut parts = vec![container(by.start(ui.start())).width(Fill).into()];
        if let Some((state, answers)) = self.state {
            parts.push(ui.question_state(state, answers));
        }
        if let Some(vote) = self.vote {
            parts.push(ui.vote_state(vote.uncovered, &sealed(vote.chosen, vote.of, &ui.text)));
        }
        let when = self.updated.map(|updated| ui.briefly(updated));
        parts.extend(when.map(|when| parts::caption(when, &ui.colors).wrapping(text::Wrapping::None).into()));
        // Where nobody else is yet, every row would say the same; and what came from another is on their device, whether
        // or not that has been shown.
        if let Some(on) = self.on.filter(|on| on.of > 1 && (on.devices > 1 || on.only_here)) {
            parts.push(ui.delivery_briefly(on));
        }
        ui.across(parts).spacing(gap::S).into()
    }
}

impl Ui {
    /// That something is new.
    pub(crate) fn new_dot<'a, Message: 'a>(&self) -> Element<'a, Message> {
        let dot = style::patch(self.colors.accent, self.colors.accent, measure::DOT / 2.0);
        container(space()).width(measure::DOT).height(measure::DOT).style(dot).into()
    }

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
