//! Reviewing: one card after the other, its front, then its back, and how well one knew it. Nobody else hears of it.

mod view;

use std::collections::VecDeque;

use commonplace_core::id::{CircleId, RecordId};
use commonplace_core::limits::DUE_COUNTED;
use commonplace_core::time::Timestamp;
use commonplace_node::answer::{Card, CardRow, CardSource, CardsDue};
use commonplace_node::command::{CardPick, Command, Grade, Page as Part};
use commonplace_node::error::Error;
use iced::Task;

use super::card::{is_to_be_seen, seen};
use super::note::Goal;
use crate::ask::{All, One, Reach};
use crate::reading::{self, Reading};
use crate::theme::Colors;
use crate::ui::card::Item;
use crate::widget::markdown;

/// Cards asked for at once, as many as are counted; when they are done, it is asked again.
const AT_ONCE: usize = DUE_COUNTED;

/// The page on which one reviews.
#[derive(Debug)]
pub(crate) struct Page {
    circle: CircleId,
    /// Those to come, the one that is shown first; none before they have come.
    queue: Option<VecDeque<RecordId>>,
    card: Option<Box<Card>>,
    /// Whether its back is shown.
    turned: bool,
    front: Reading,
    back: Reading,
    /// A grade is on its way.
    busy: bool,
    /// The card that was graded last: that can be taken back.
    last: Option<(RecordId, Option<Timestamp>)>,
    /// What there is, once all are done.
    rest: Option<CardsDue>,
    failed: Option<Error>,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Those to be reviewed have come.
    Came(CircleId, All<CardRow>),
    /// The first of them has come.
    Loaded(RecordId, Box<One<Card>>),
    /// Its front is ready.
    Front(reading::Message),
    /// Its back is ready.
    Behind(reading::Message),
    /// Somebody does something in a text.
    Text(markdown::Event),
    /// Somebody wants to see the back.
    Turn,
    /// They knew it so well.
    Grade(Grade),
    /// That is kept, or not.
    Graded(RecordId, Grade, Box<One<CardRow>>),
    /// The last grade was not meant.
    Undo,
    /// What there is has come, now that all are done.
    Rest(One<CardsDue>),
    /// Somebody wants to see what the card was made from.
    Source,
    /// Somebody wants to see a dispute of that.
    Dispute(RecordId),
    /// Somebody wants to see the card itself.
    Open,
    /// Somebody wants to see all cards.
    All,
    /// Back to the circle.
    Back,
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// That this be done.
    Run(Task<Message>),
    /// That something in a text be seen to.
    Text(markdown::Event),
    /// That this be opened.
    Open(Item, Option<Goal>),
    /// All cards.
    All,
    /// The circle.
    Back,
}

impl Page {
    /// Opens it for a circle.
    pub(crate) fn open(circle: CircleId, reach: &Reach) -> (Self, Task<Message>) {
        let page = Self {
            circle,
            queue: None,
            card: None,
            turned: false,
            front: Reading::default(),
            back: Reading::default(),
            busy: false,
            last: None,
            rest: None,
            failed: None,
        };
        let task = page.load(reach);
        (page, task)
    }

    /// Of which circle they are.
    pub(crate) fn circle(&self) -> CircleId {
        self.circle
    }

    /// Whether the back can be asked for now.
    pub(crate) fn can_turn(&self) -> bool {
        self.card.is_some() && !self.turned
    }

    fn load(&self, reach: &Reach) -> Task<Message> {
        let circle = self.circle;
        let page = Part { skip: 0, take: AT_ONCE };
        let list = Command::CardList { circle: circle.into(), pick: CardPick::Due, page };
        reach.all(list, move |rows| Message::Came(circle, rows))
    }

    /// Something has changed in the circle: what is before somebody stays, and the rest is asked for when it is done.
    pub(crate) fn look_again(&mut self, reach: &Reach) -> Task<Message> {
        let idle = self.card.is_none() && self.queue.as_ref().is_none_or(VecDeque::is_empty);
        if idle && !self.busy { self.load(reach) } else { Task::none() }
    }

    /// Time has passed: a card that was forgotten comes again.
    pub(crate) fn tick(&mut self, now: Timestamp, reach: &Reach) -> Task<Message> {
        let comes = self.rest.as_ref().and_then(|rest| rest.next).is_some_and(|next| next <= now);
        if comes { self.look_again(reach) } else { Task::none() }
    }

    /// Somebody is back from what they looked at meanwhile.
    pub(crate) fn back(&mut self, reach: &Reach) -> Task<Message> {
        if self.first().is_some() { self.next(reach) } else { self.look_again(reach) }
    }

    /// The paper has changed.
    pub(crate) fn recolor(&mut self, colors: Colors) -> Task<Message> {
        Task::batch([self.front.recolor(colors).map(Message::Front), self.back.recolor(colors).map(Message::Behind)])
    }

    pub(crate) fn update(&mut self, message: Message, reach: &Reach, colors: Colors) -> Action {
        let task = match message {
            Message::Came(circle, rows) if circle == self.circle => self.came(rows, reach),
            Message::Loaded(id, card) if self.first() == Some(id) => self.loaded(*card, reach, colors),
            Message::Graded(id, grade, row) => self.graded(id, grade, *row, reach),
            // Of what was before somebody a moment ago.
            Message::Came(..) | Message::Loaded(..) => Task::none(),
            Message::Front(message) => self.front.update(message, Some(reach)).map(Message::Front),
            Message::Behind(message) => self.back.update(message, Some(reach)).map(Message::Behind),
            Message::Text(event) => return Action::Text(event),
            Message::Turn => {
                self.turned = self.card.is_some();
                Task::none()
            }
            Message::Grade(grade) => self.grade(grade, reach),
            Message::Undo => self.undo(reach),
            Message::Rest(rest) => {
                self.rest = rest.ok();
                Task::none()
            }
            Message::Dispute(dispute) => return Action::Open(Item::Dispute(dispute), None),
            Message::Source => {
                let to = self.source().filter(|source| is_to_be_seen(source)).map(seen);
                return to.map_or(Action::Run(Task::none()), |(item, goal)| Action::Open(item, goal));
            }
            Message::Open => {
                let card = self.first().map(Item::Card);
                return card.map_or(Action::Run(Task::none()), |card| Action::Open(card, None));
            }
            Message::All => return Action::All,
            Message::Back => return Action::Back,
        };
        Action::Run(task)
    }

    /// The card that is before somebody.
    pub(crate) fn first(&self) -> Option<RecordId> {
        self.queue.as_ref()?.front().copied()
    }

    fn source(&self) -> Option<&CardSource> {
        self.card.as_ref()?.source.as_ref()
    }

    fn came(&mut self, rows: All<CardRow>, reach: &Reach) -> Task<Message> {
        match rows {
            // Nobody is taken from the card that is before them.
            Ok(_) if self.card.is_some() => Task::none(),
            Ok(rows) => {
                self.failed = None;
                self.queue = Some(rows.into_iter().map(|row| row.id).collect());
                self.next(reach)
            }
            Err(error) => {
                self.failed = Some(error);
                Task::none()
            }
        }
    }

    /// On with the first of those to come, or with what there is when all are done.
    fn next(&mut self, reach: &Reach) -> Task<Message> {
        (self.card, self.turned) = (None, false);
        match self.first() {
            Some(id) => {
                reach.one(Command::CardShow { card: id.into() }, move |card| Message::Loaded(id, Box::new(card)))
            }
            None => reach.one(Command::CardsDue { circle: self.circle.into() }, Message::Rest),
        }
    }

    fn loaded(&mut self, card: One<Card>, reach: &Reach, colors: Colors) -> Task<Message> {
        let card = match card {
            Ok(card) => card,
            // It was taken back meanwhile.
            Err(Error::Unknown { .. }) => {
                self.pass();
                return self.next(reach);
            }
            Err(error) => {
                self.failed = Some(error);
                return Task::none();
            }
        };
        let front = self.front.show(&card.front, Vec::new(), colors).map(Message::Front);
        let back = self.back.show(&card.back, Vec::new(), colors).map(Message::Behind);
        self.card = Some(Box::new(card));
        Task::batch([front, back])
    }

    fn pass(&mut self) {
        if let Some(queue) = &mut self.queue {
            queue.pop_front();
        }
    }

    fn grade(&mut self, grade: Grade, reach: &Reach) -> Task<Message> {
        let Some(id) = self.first().filter(|_| self.turned && !self.busy) else { return Task::none() };
        self.busy = true;
        self.review(id, grade, None, reach)
    }

    fn undo(&mut self, reach: &Reach) -> Task<Message> {
        let Some((id, at)) = self.last.filter(|_| !self.busy) else { return Task::none() };
        self.busy = true;
        self.review(id, Grade::None, at, reach)
    }

    fn review(&self, id: RecordId, grade: Grade, at: Option<Timestamp>, reach: &Reach) -> Task<Message> {
        let review = Command::CardReview { card: id.into(), grade, at };
        reach.one(review, move |row| Message::Graded(id, grade, Box::new(row)))
    }

    fn graded(&mut self, id: RecordId, grade: Grade, row: One<CardRow>, reach: &Reach) -> Task<Message> {
        self.busy = false;
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                self.failed = Some(error);
                return Task::none();
            }
        };
        self.failed = None;
        if grade == Grade::None {
            self.last = None;
            self.queue.get_or_insert_default().push_front(id);
            return self.next(reach);
        }
        self.last = Some((id, row.reviewed));
        self.pass();
        // What was forgotten, and what has become due meanwhile, comes behind the others.
        if self.first().is_some() {
            return self.next(reach);
        }
        (self.card, self.turned) = (None, false);
        self.load(reach)
    }
}
