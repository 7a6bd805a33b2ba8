//! The notes and questions of a circle: a list that is read and drawn in parts, filtered and sorted by the node, of which
//! several can be chosen at once; and a search.

mod act;
mod chosen;
mod filters;
mod rows;
mod several;
mod view;

use commonplace_core::id::{CircleId, PersonId};
use commonplace_core::limits::{LIST_ROWS, LIST_ROWS_AT_ONCE, SEARCH_HITS};
use commonplace_node::answer::{Hit, Member, TagRow};
use commonplace_node::command::{Command, Page, Pick, What};
use commonplace_node::error::Error;
use iced::Task;
use iced::keyboard::Modifiers;
use iced::widget::operation::AbsoluteOffset;
use iced::widget::scrollable::Viewport;

pub(crate) use self::act::Act;
use self::chosen::Chosen;
use self::rows::Rows;
use crate::ask::{All, Reach};
use crate::screen::menu::{At, Menu};
use crate::theme::measure;
use crate::ui::card::{Card, Item};
use crate::widget::travel;

/// The name of the search field, for giving it the focus.
pub(crate) const SEARCH: &str = "list-search";
/// The name of what scrolls.
pub(crate) const SCROLL: &str = "list-scroll";
/// Rows drawn above and below what can be seen.
const AROUND: usize = 3;

/// The list of one circle.
#[derive(Debug, Clone)]
pub(crate) struct List {
    circle: CircleId,
    me: PersonId,
    pick: Pick,
    /// Whether tags, authors and orders are offered.
    sifting: bool,
    tags: Vec<TagRow>,
    members: Vec<Member>,
    chosen: Chosen,
    /// What is about to be taken back, and not shown meanwhile.
    leaving: Vec<Item>,
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
    /// Notes, questions, or some of these.
    What(What),
    /// Another filter or order.
    Pick(Pick),
    /// Somebody wants to see tags, authors and orders, or no longer.
    Sift,
    /// The tags of the circle have come.
    Tags(All<TagRow>),
    /// Its members have come.
    Members(All<Member>),
    /// Somebody types into the search.
    Query(String),
    /// Enter in the search.
    First,
    /// The search has found these.
    Hits(String, All<Hit>),
    /// Rows came.
    Rows(u64, Page, All<Card>),
    /// Somebody scrolled.
    Scrolled(Viewport),
    /// Somebody presses a row: opens it, or chooses it with Ctrl or Shift.
    Press(Item),
    /// Somebody wants to see what can be done with a row.
    Menu(Item),
    /// Something is to be done with those that are chosen.
    Act(Act),
    /// None is chosen any more.
    Unchoose,
    /// Somebody wants to see what the circle has for them.
    Home,
    /// Somebody wants the same searched for in all circles.
    SearchAll,
    /// Somebody wants to write.
    Write,
    /// Somebody wants to ask.
    Ask,
    /// A new quick vote.
    Vote,
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
    /// A new quick vote.
    Vote,
    /// Files taken in.
    Bring,
    /// A ticket.
    Invite,
    /// The circle's own page.
    Circle,
    /// What the circle has for them.
    Home,
    /// That this be searched for in all circles.
    SearchAll(String),
    /// That this be done with these.
    Act(Act, Vec<Card>),
    /// That it be offered what can be done with some.
    Menu(Menu<(Act, Vec<Card>)>, At),
}

impl List {
    /// The list of this circle; `Task` reads its beginning.
    pub(crate) fn open(circle: CircleId, me: PersonId, reach: &Reach) -> (Self, Task<Message>) {
        let mut list = Self {
            circle,
            me,
            pick: Pick::default(),
            sifting: false,
            tags: Vec::new(),
            members: Vec::new(),
            chosen: Chosen::default(),
            leaving: Vec::new(),
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

    /// `held` are the keys that are held down.
    pub(crate) fn update(&mut self, message: Message, held: Modifiers, reach: &Reach) -> Action {
        let task = match message {
            Message::What(what) => self.sift(Pick { what, ..self.pick.clone() }, reach),
            Message::Pick(pick) => self.sift(pick, reach),
            Message::Sift => self.toggle_sifting(reach),
            Message::Tags(tags) => {
                self.tags = tags.unwrap_or_default();
                Task::none()
            }
            Message::Members(members) => {
                self.members = members.unwrap_or_default();
                Task::none()
            }
            Message::Query(query) => self.search(query, reach),
            Message::Hits(query, hits) if query == self.query => self.found(hits),
            Message::Hits(..) => Task::none(),
            Message::Rows(reading, page, rows) => self.arrived(reading, page, rows, reach),
            Message::Scrolled(viewport) => {
                self.top = viewport.absolute_offset().y;
                self.height = viewport.bounds().height;
                self.read_on(reach)
            }
            Message::First => match self.card(self.cursor.unwrap_or(0)) {
                Some(card) => return Action::Open(card.item),
                None => Task::none(),
            },
            Message::Press(item) => match self.press(item, held) {
                Some(item) => return Action::Open(item),
                None => Task::none(),
            },
            Message::Menu(item) => return self.menu(item, At::Pointer),
            Message::Act(act) => return Action::Act(act, self.chosen_cards()),
            Message::Unchoose => {
                self.chosen.clear();
                Task::none()
            }
            Message::Clear => self.clear(reach),
            Message::Write => return Action::Write,
            Message::Ask => return Action::Ask,
            Message::Vote => return Action::Vote,
            Message::Bring => return Action::Bring,
            Message::Invite => return Action::Invite,
            Message::Circle => return Action::Circle,
            Message::Home => return Action::Home,
            Message::SearchAll => return Action::SearchAll(self.query.clone()),
        };
        Action::Run(task)
    }

    /// What the list is of, by whom and in which order.
    pub(crate) fn sift(&mut self, pick: Pick, reach: &Reach) -> Task<Message> {
        if pick == self.pick && self.query.is_empty() {
            return Task::none();
        }
        self.pick = pick;
        self.query.clear();
        self.hits = None;
        self.rows = Rows::default();
        self.chosen.clear();
        // Their names: somebody may be chosen elsewhere, before the drawer was ever open.
        let names = if self.pick.author.is_some() { self.read_filters(reach) } else { Task::none() };
        Task::batch([self.begin_again(reach), names])
    }

    fn toggle_sifting(&mut self, reach: &Reach) -> Task<Message> {
        self.sifting = !self.sifting;
        if self.sifting { self.read_filters(reach) } else { Task::none() }
    }

    fn read_filters(&self, reach: &Reach) -> Task<Message> {
        let circle = || self.circle.into();
        let tags = reach.all(Command::Tags { circle: circle() }, Message::Tags);
        Task::batch([tags, reach.all(Command::CircleMembers { circle: circle() }, Message::Members)])
    }

    /// Something in the circle changed.
    pub(crate) fn changed(&mut self, reach: &Reach) -> Task<Message> {
        if self.fresh.is_some() {
            self.stale = true;
            return Task::none();
        }
        let filters = if self.sifting { self.read_filters(reach) } else { Task::none() };
        Task::batch([self.read_anew(reach), self.search(self.query.clone(), reach), filters])
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

    /// The title of the first row.
    pub(crate) fn first(&self) -> Option<&str> {
        self.card(0).map(|card| card.title.as_str())
    }

    /// The arrows rest where they are.
    pub(crate) fn rest(&mut self) {
        self.walking = false;
    }

    /// Whether rows are what somebody is at: by the arrows, or by having chosen some.
    pub(crate) fn is_walked(&self) -> bool {
        self.chosen() > 0 || self.walking && self.cursor.is_some()
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
        let mut fresh = Rows::default();
        let wanted = fresh.wanted(self.rows.len().clamp(LIST_ROWS, LIST_ROWS_AT_ONCE));
        self.fresh = Some(fresh);
        self.fetch(wanted, reach)
    }

    fn read_on(&mut self, reach: &Reach) -> Task<Message> {
        if self.fresh.is_some() || self.hits.is_some() {
            return Task::none();
        }
        let (_, last) = self.window(usize::MAX);
        let wanted = self.rows.wanted(last + AROUND + self.leaving.len());
        self.fetch(wanted, reach)
    }

    fn fetch(&self, wanted: Option<Page>, reach: &Reach) -> Task<Message> {
        let (reading, Some(page)) = (self.reading, wanted) else { return Task::none() };
        let command = Command::Library { circle: self.circle.into(), pick: self.pick.clone(), page };
        reach.all(command, move |rows| Message::Rows(reading, page, rows))
    }

    fn arrived(&mut self, reading: u64, page: Page, rows: All<Card>, reach: &Reach) -> Task<Message> {
        if reading != self.reading {
            return Task::none();
        }
        let target = self.fresh.as_mut().unwrap_or(&mut self.rows);
        match rows {
            Ok(rows) => {
                self.failed = None;
                target.arrived(page, rows);
            }
            Err(error) => {
                self.failed = Some(error);
                target.failed();
            }
        }
        if let Some(fresh) = self.fresh.take_if(|fresh| fresh.has_begun()) {
            // What the arrows are at may stand elsewhere now.
            let at = self.under_cursor();
            self.rows = fresh;
            self.cursor = at.and_then(|item| self.place_of(item));
            self.keep_chosen();
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
        self.chosen.clear();
        travel::to_start(SCROLL)
    }

    /// Rows that can be shown now.
    fn shown(&self) -> usize {
        let all = self.hits.as_ref().map_or_else(|| self.rows.len(), Vec::len);
        all - self.leaving.iter().filter(|item| self.raw_place_of(**item).is_some()).count()
    }

    fn card(&self, place: usize) -> Option<&Card> {
        if self.leaving.is_empty() {
            return self.raw(place);
        }
        let shown = (0..).map_while(|place| self.raw(place)).filter(|card| !self.leaving.contains(&card.item));
        shown.into_iter().nth(place)
    }

    fn raw(&self, place: usize) -> Option<&Card> {
        match &self.hits {
            Some(hits) => hits.get(place),
            None => self.rows.get(place),
        }
    }

    fn raw_place_of(&self, item: Item) -> Option<usize> {
        (0..).map_while(|place| self.raw(place)).position(|card| card.item == item)
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
