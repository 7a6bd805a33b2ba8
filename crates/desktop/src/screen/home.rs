//! What a circle has for one now: what is new, who waits for an answer, who is there, what is only here, what is begun.
//! Each line leads on.

mod begun;
mod next;
mod pairing;
mod view;
mod waiting;

use commonplace_core::id::{CircleId, PersonId, RecordId};
use commonplace_node::answer::{CardsDue, Meeting, Note, OnlyHere, Pair, Written};
use commonplace_node::command::{Comes, Command, Page, Pick, Sort, What};
use commonplace_node::error::Error;
use commonplace_node::node::Node;
use iced::Task;

pub(crate) use self::begun::Begun;
use self::begun::Line;
use self::pairing::Offered;
use self::waiting::Waiting;
use crate::ask::{self, All, One, Reach};
use crate::screen::pairs;
use crate::ui::card::{Card, Item};
use crate::ui::pairing::Say;
use crate::widget::travel;

/// Lines shown of each part; the rest is one press away.
const LINES: usize = 5;

/// The screen of one circle.
#[derive(Debug)]
pub(crate) struct Home {
    circle: CircleId,
    shown: Option<Shown>,
    /// Something changed while it was being read.
    stale: bool,
    busy: bool,
    failed: Option<Error>,
    /// What is tried while nobody of the circle was met yet.
    waiting: Waiting,
    /// Which of those with whom one might learn is shown.
    another: usize,
    /// To whom somebody said yes here.
    said: Option<PersonId>,
}

/// What is read for it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shown {
    news: Vec<Card>,
    choosing: Vec<Card>,
    unanswered: Vec<Card>,
    /// Open disputes.
    disputed: Vec<Card>,
    only_here: Vec<OnlyHere>,
    begun: Vec<Line>,
    /// What there is to review.
    cards: Option<CardsDue>,
    /// The next meeting, if one is ahead.
    next: Option<Meeting>,
    /// Who waits for an answer, and with whom one might learn.
    pairing: Offered,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// All of it has come.
    Came(Box<Result<Shown, Error>>),
    /// Somebody opens something.
    Open(Item),
    /// Somebody goes on with what they have begun.
    GoOn(Begun),
    /// A note that somebody goes on with has come.
    Edit(Box<Result<Note, Error>>),
    /// Somebody wants to see all of this.
    Show(Pick),
    /// Somebody has seen everything.
    AllRead,
    /// The node has noted it.
    Marked(Result<(), Error>),
    /// Nobody of the circle was met yet.
    Waiting(waiting::Message),
    /// A new note.
    Write,
    /// A new question.
    Ask,
    /// A card made.
    Card,
    /// Cards reviewed.
    Review,
    /// A meeting planned.
    Plan,
    /// All meetings.
    Meetings,
    /// All disputes.
    Disputes,
    /// Somebody says whether they come to this meeting.
    Come(RecordId, Comes),
    /// That is written, or not.
    Answered(One<Written>),
    /// A new quick vote.
    Vote,
    /// Files taken in.
    Bring,
    /// Somebody let in.
    Invite,
    /// Who is there and what is where.
    People,
    /// Somebody answers a card of a pair.
    Pair(PersonId, Say),
    /// That is written, or not.
    Paired(Box<One<Pair>>),
    /// Learning in pairs.
    Pairs,
    /// The circle's own page.
    Circle,
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// That this be done.
    Run(Task<Message>),
    /// That this be opened.
    Open(Item),
    /// That this be gone on with.
    GoOn(Begun),
    /// That this note be changed.
    Edit(Box<Note>),
    /// That the list show this.
    Show(Pick),
    /// A new note.
    Write,
    /// A new question.
    Ask,
    /// A card made.
    Card,
    /// Cards reviewed.
    Review,
    /// A meeting planned.
    Plan,
    /// All meetings.
    Meetings,
    /// All disputes.
    Disputes,
    /// A new quick vote.
    Vote,
    /// Files taken in.
    Bring,
    /// Somebody let in.
    Invite,
    /// Who is there and what is where.
    People,
    /// Learning in pairs.
    Pairs,
    /// The circle's own page.
    Circle,
    /// The circle is not waited for any more.
    GivenUp,
}

impl Home {
    /// The home of this circle; `Task` reads it.
    pub(crate) fn open(circle: CircleId, reach: &Reach) -> (Self, Task<Message>) {
        let waiting = Waiting::default();
        let mut home =
            Self { circle, shown: None, stale: false, busy: false, failed: None, waiting, another: 0, said: None };
        let task = home.read(reach);
        (home, task)
    }

    /// Reads it again; what changes meanwhile is read by the next.
    pub(crate) fn read(&mut self, reach: &Reach) -> Task<Message> {
        self.stale = self.busy;
        if std::mem::replace(&mut self.busy, true) {
            return Task::none();
        }
        Task::perform(load(reach.node.clone(), self.circle), |shown| Message::Came(Box::new(shown)))
    }

    pub(crate) fn update(&mut self, message: Message, reach: &Reach) -> Action {
        match message {
            Message::Came(shown) => {
                self.busy = false;
                match *shown {
                    Ok(shown) => (self.shown, self.failed) = (Some(shown), None),
                    Err(error) => self.failed = Some(error),
                }
                if self.stale {
                    return Action::Run(self.read(reach));
                }
            }
            Message::Open(item) => return Action::Open(item),
            Message::GoOn(Begun::Edit(note)) => {
                let note = reach.one(Command::NoteShow { note: note.into() }, |note| Message::Edit(Box::new(note)));
                return Action::Run(note);
            }
            Message::GoOn(begun) => return Action::GoOn(begun),
            Message::Edit(note) => match *note {
                Ok(note) => return Action::Edit(Box::new(note)),
                Err(error) => self.failed = Some(error),
            },
            Message::Show(pick) => return Action::Show(pick),
            Message::AllRead => {
                let command = Command::MarkAllRead { circle: self.circle.into() };
                return Action::Run(reach.done(command, Message::Marked));
            }
            Message::Marked(outcome) => self.failed = outcome.err(),
            Message::Waiting(message) => {
                return match self.waiting.update(message, self.circle, reach) {
                    waiting::Action::Run(task) => Action::Run(task.map(Message::Waiting)),
                    waiting::Action::People => Action::People,
                    waiting::Action::GivenUp => Action::GivenUp,
                };
            }
            Message::Write => return Action::Write,
            Message::Ask => return Action::Ask,
            Message::Card => return Action::Card,
            Message::Review => return Action::Review,
            Message::Plan => return Action::Plan,
            Message::Meetings => return Action::Meetings,
            Message::Disputes => return Action::Disputes,
            Message::Come(meeting, comes) => {
                let command = Command::MeetingCome { meeting: meeting.into(), comes };
                return Action::Run(reach.one(command, Message::Answered));
            }
            Message::Answered(Ok(_)) => return Action::Run(self.read(reach)),
            Message::Answered(Err(error)) => self.failed = Some(error),
            Message::Vote => return Action::Vote,
            Message::Bring => return Action::Bring,
            Message::Invite => return Action::Invite,
            Message::People => return Action::People,
            Message::Pair(person, say) => return Action::Run(self.answer_card(person, say, reach)),
            Message::Paired(said) => match *said {
                Ok(pair) => {
                    self.said = Some(pair.id);
                    // What stands next where this card stood has not been read yet.
                    return Action::Run(Task::batch([self.read(reach), travel::unfocus()]));
                }
                Err(error) => self.failed = Some(error),
            },
            Message::Pairs => return Action::Pairs,
            Message::Circle => return Action::Circle,
        }
        Action::Run(Task::none())
    }

    fn answer_card(&mut self, person: PersonId, say: Say, reach: &Reach) -> Task<Message> {
        if say == Say::Another {
            self.another += 1;
        }
        // A second press on a card that is on its way out says nothing.
        let is_there = self.shown.as_ref().is_some_and(|shown| shown.pairing.has(&person));
        let command = pairs::command(self.circle, person, say).filter(|_| is_there);
        command.map_or_else(Task::none, |command| reach.one(command, |pair| Message::Paired(Box::new(pair))))
    }
}

/// Everything, a line of each part more than is shown, so that it is known whether there are more.
async fn load(node: Node, circle: CircleId) -> Result<Shown, Error> {
    let page = Page { skip: 0, take: LINES + 1 };
    let library = |pick| ask::all::<Card>(node.clone(), Command::Library { circle: circle.into(), pick, page });
    let news = library(Pick { unread: true, ..Pick::default() }).await?;
    let choosing = library(choosing()).await?;
    let unanswered = library(unanswered()).await?;
    let open = Command::DisputeList { circle: circle.into(), open: true, page };
    let disputed = ask::all::<Card>(node.clone(), open).await.unwrap_or_default();
    let only_here: All<OnlyHere> = ask::all(node.clone(), Command::OnlyHere { circle: circle.into() }).await;
    let begun = begun::of(&node, circle).await;
    // Nothing is ahead, or it cannot be told now: then the page does not begin with it.
    let next = ask::all(node.clone(), Command::MeetingNext { circle: circle.into() }).await.unwrap_or_default().pop();
    let pairing = Offered::of(&node, circle).await;
    let only_here = only_here.unwrap_or_default();
    let cards = ask::one(node, Command::CardsDue { circle: circle.into() }).await.ok();
    Ok(Shown { news, choosing, unanswered, disputed, only_here, begun, cards, next, pairing })
}

/// Quick votes in which people choose now.
fn choosing() -> Pick {
    Pick { what: What::Choosing, ..Pick::default() }
}

/// Questions that nobody has answered, first those that have been quiet for longest.
fn unanswered() -> Pick {
    Pick { what: What::Unanswered, sort: Sort::Oldest, ..Pick::default() }
}

/// The item of something that is only here.
fn lonely(item: &OnlyHere) -> Item {
    Item::of_kind(&item.kind, item.id)
}
