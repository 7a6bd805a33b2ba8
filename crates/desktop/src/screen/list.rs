//! The notes and questions of a circle: a list that is read and drawn in parts, and a search.

mod rows;
mod view;

use commonplace_core::id::CircleId;
use commonplace_core::limits::{LIST_ROWS, LIST_ROWS_AT_ONCE, SEARCH_HITS};
use commonplace_node::answer::{Hit, NoteRow, QuestionRow};
use commonplace_node::command::{Command, Page};
use commonplace_node::error::Error;
use iced::Task;
use iced::widget::operation::AbsoluteOffset;
use iced::widget::scrollable::Viewport;

use self::rows::{From, Rows};
pub(crate) use self::view::waiting;
use crate::ask::{All, Reach};
use crate::theme::measure;
use crate::ui::card::{Card, Item};
use crate::widget::travel;

/// The name of the search field, for giving it the focus.
pub(crate) const SEARCH: &str = "list-search";
/// The name of what scrolls.
pub(crate) const SCROLL: &str = "list-scroll";
/// Rows drawn above and below what can be seen.
const AROUND: usize = 3;

/// What the list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Filter {
    /// Notes and questions.
    #[default]
    All,
    /// Notes.
    Notes,
    /// Questions.
    Questions,
    /// Questions without an accepted answer.
    Open,
}

/// The list of one circle.
#[derive(Debug, Clone)]
pub(crate) struct List {
    circle: CircleId,
    filter: Filter,
    rows: Rows,
    /// Rows being read anew; they take the place of the others once they are there.
    fresh: Option<Rows>,
    /// Number of the reading under way; answers to an earlier one are thrown away.
    reading: u64,
    /// Something changed while a reading was under way.
    stale: bool,
    query: String,
    hits: Option<Vec<Card>>,
    cursor: Option<usize>,
    /// The cursor came where it is by the arrows, and is shown.
    walking: bool,
    top: f32,
    height: f32,
    failed: Option<Error>,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Another filter.
    Filter(Filter),
    /// Somebody types into the search.
    Query(String),
    /// Enter in the search.
    First,
    /// The search has found these.
    Hits(String, All<Hit>),
    /// Notes came.
    Notes(u64, Page, All<NoteRow>),
    /// Questions came.
    Questions(u64, Page, All<QuestionRow>),
    /// Somebody scrolled.
    Scrolled(Viewport),
    /// Somebody opens a row.
    Open(Item),
    /// Somebody wants to write.
    Write,
    /// Somebody wants to ask.
    Ask,
    /// Somebody has read the results.
    Clear,
    /// Somebody wants files taken in.
    Bring,
    /// Somebody wants a ticket.
    Invite,
    /// Somebody wants to see who is in the circle and how it is run.
    Circle,
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// That this be done.
    Run(Task<Message>),
    /// That this be opened.
    Open(Item),
    /// A new note.
    Write,
    /// A new question.
    Ask,
    /// Files taken in.
    Bring,
    /// A ticket.
    Invite,
    /// The circle's own page.
    Circle,
}

impl List {
    /// The list of this circle; `Task` reads its beginning.
    pub(crate) fn open(circle: CircleId, reach: &Reach) -> (Self, Task<Message>) {
        let mut list = Self {
            circle,
            filter: Filter::All,
            rows: Rows::default(),
            fresh: None,
            reading: 0,
            stale: false,
            query: String::new(),
            hits: None,
            cursor: None,
            walking: false,
            top: 0.0,
            height: measure::WINDOW.height,
            failed: None,
        };
        let task = list.read_anew(reach);
        (list, task)
    }

    /// Whose list it is.
    pub(crate) fn circle(&self) -> CircleId {
        self.circle
    }

    pub(crate) fn update(&mut self, message: Message, reach: &Reach) -> Action {
        let task = match message {
            Message::Filter(filter) => {
                self.filter = filter;
                self.rows = Rows::default();
                self.begin_again(reach)
            }
            Message::Query(query) => self.search(query, reach),
            Message::Hits(query, hits) if query == self.query => self.found(hits),
            Message::Hits(..) => Task::none(),
            Message::Notes(reading, page, rows) => self.arrived(reading, From::Notes, page, rows, reach),
            Message::Questions(reading, page, rows) => self.arrived(reading, From::Questions, page, rows, reach),
            Message::Scrolled(viewport) => {
                self.top = viewport.absolute_offset().y;
                self.height = viewport.bounds().height;
                self.read_on(reach)
            }
            Message::First => match self.card(self.cursor.unwrap_or(0)) {
                Some(card) => return Action::Open(card.item),
                None => Task::none(),
            },
            Message::Open(item) => {
                // The arrows walk on from what was pressed.
                self.cursor = self.place_of(item);
                self.walking = false;
                return Action::Open(item);
            }
            Message::Write => return Action::Write,
            Message::Ask => return Action::Ask,
            Message::Clear => self.clear(reach),
            Message::Bring => return Action::Bring,
            Message::Invite => return Action::Invite,
            Message::Circle => return Action::Circle,
        };
        Action::Run(task)
    }

    /// Something in the circle changed.
    pub(crate) fn changed(&mut self, reach: &Reach) -> Task<Message> {
        if self.fresh.is_some() {
            self.stale = true;
            return Task::none();
        }
        Task::batch([self.read_anew(reach), self.search(self.query.clone(), reach)])
    }

    /// One row up or down.
    pub(crate) fn walk(&mut self, down: bool) -> Task<Message> {
        let last = self.shown().saturating_sub(1);
        let cursor = match (self.cursor, down) {
            (None, _) => 0,
            (Some(at), true) => (at + 1).min(last),
            (Some(at), false) => at.saturating_sub(1),
        };
        self.cursor = Some(cursor);
        self.walking = true;
        self.keep_in_sight(cursor)
    }

    /// What the arrows have walked to.
    pub(crate) fn under_cursor(&self) -> Option<Item> {
        Some(self.card(self.cursor?)?.item)
    }

    /// Whether results are shown, or about to be.
    pub(crate) fn is_searching(&self) -> bool {
        !self.query.is_empty()
    }

    /// Back from the results to the whole list.
    pub(crate) fn clear(&mut self, reach: &Reach) -> Task<Message> {
        self.query.clear();
        self.hits = None;
        self.cursor = None;
        self.top = 0.0;
        Task::batch([travel::to_start(SCROLL), self.read_on(reach)])
    }

    /// Something else is read than what the arrows walked to.
    pub(crate) fn leave(&mut self) {
        self.cursor = None;
    }

    fn begin_again(&mut self, reach: &Reach) -> Task<Message> {
        self.cursor = None;
        self.top = 0.0;
        Task::batch([travel::to_start(SCROLL), self.read_anew(reach)])
    }

    fn read_anew(&mut self, reach: &Reach) -> Task<Message> {
        self.reading += 1;
        self.stale = false;
        let (notes, questions) = match self.filter {
            Filter::All => (true, true),
            Filter::Notes => (true, false),
            Filter::Questions | Filter::Open => (false, true),
        };
        let mut fresh = Rows::of(notes, questions);
        let wanted = fresh.wanted(self.rows.len().clamp(LIST_ROWS, LIST_ROWS_AT_ONCE));
        self.fresh = Some(fresh);
        self.fetch(wanted, reach)
    }

    fn read_on(&mut self, reach: &Reach) -> Task<Message> {
        if self.fresh.is_some() || self.hits.is_some() {
            return Task::none();
        }
        let (_, last) = self.window(usize::MAX);
        let wanted = self.rows.wanted(last + AROUND);
        self.fetch(wanted, reach)
    }

    fn fetch(&self, wanted: Vec<(From, Page)>, reach: &Reach) -> Task<Message> {
        let reading = self.reading;
        let open = self.filter == Filter::Open;
        Task::batch(wanted.into_iter().map(|(from, page)| match from {
            From::Notes => reach.all(Command::NoteList { circle: self.circle.into(), page }, move |rows| {
                Message::Notes(reading, page, rows)
            }),
            From::Questions => {
                reach.all(Command::QuestionList { circle: self.circle.into(), open, page }, move |rows| {
                    Message::Questions(reading, page, rows)
                })
            }
        }))
    }

    fn arrived<T: Into<Card>>(
        &mut self,
        reading: u64,
        from: From,
        page: Page,
        rows: All<T>,
        reach: &Reach,
    ) -> Task<Message> {
        if reading != self.reading {
            return Task::none();
        }
        let target = self.fresh.as_mut().unwrap_or(&mut self.rows);
        match rows {
            Ok(rows) => {
                self.failed = None;
                target.arrived(from, page, rows.into_iter().map(Into::into).collect());
            }
            Err(error) => {
                self.failed = Some(error);
                target.failed(from);
            }
        }
        if let Some(fresh) = self.fresh.take_if(|fresh| fresh.has_begun()) {
            // What the arrows are at may stand elsewhere now.
            let at = self.under_cursor();
            self.rows = fresh;
            self.cursor = at.and_then(|item| self.place_of(item));
            if self.stale {
                return self.read_anew(reach);
            }
        }
        self.read_on(reach)
    }

    fn search(&mut self, query: String, reach: &Reach) -> Task<Message> {
        self.query = query;
        if self.query.trim().is_empty() {
            return if self.hits.take().is_some() { self.clear(reach) } else { Task::none() };
        }
        let asked = self.query.clone();
        let command = Command::Search { circle: Some(self.circle.into()), query: asked.clone(), max: SEARCH_HITS };
        reach.all(command, move |hits| Message::Hits(asked, hits))
    }

    fn found(&mut self, hits: All<Hit>) -> Task<Message> {
        match hits {
            Ok(hits) => self.hits = Some(hits.into_iter().map(Card::from).collect()),
            Err(error) => self.failed = Some(error),
        }
        self.cursor = None;
        self.top = 0.0;
        travel::to_start(SCROLL)
    }

    /// Rows that can be shown now.
    fn shown(&self) -> usize {
        self.hits.as_ref().map_or_else(|| self.rows.len(), Vec::len)
    }

    fn card(&self, place: usize) -> Option<&Card> {
        match &self.hits {
            Some(hits) => hits.get(place),
            None => self.rows.get(place),
        }
    }

    fn place_of(&self, item: Item) -> Option<usize> {
        (0..self.shown()).find(|place| self.card(*place).is_some_and(|card| card.item == item))
    }

    /// The first row to draw, and the one after the last.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "pixels of a list are positive")]
    fn window(&self, total: usize) -> (usize, usize) {
        let first = (self.top / measure::ROW) as usize;
        let count = (self.height / measure::ROW).ceil() as usize + 1;
        (first.saturating_sub(AROUND).min(total), first.saturating_add(count + AROUND).min(total))
    }

    #[expect(clippy::cast_precision_loss, reason = "a hundred thousand rows are exact in an f32")]
    fn keep_in_sight(&mut self, row: usize) -> Task<Message> {
        let top = row as f32 * measure::ROW;
        let bottom = top + measure::ROW;
        let y = if top < self.top {
            top
        } else if bottom > self.top + self.height {
            bottom - self.height
        } else {
            return Task::none();
        };
        self.top = y;
        iced::widget::operation::scroll_to(SCROLL, AbsoluteOffset { x: None, y: Some(y) })
    }
}
