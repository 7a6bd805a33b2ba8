//! Learning in pairs: what one can help with and would like help with, who fits, and with whom one learns.

mod form;
mod view;

use commonplace_core::id::{CircleId, PersonId};
use commonplace_node::answer::{Pair, PairState, PairSuggestion, PersonSkills, TagRow};
use commonplace_node::command::{Command, Pass};
use commonplace_node::error::Error;
use commonplace_node::node::Node;
use iced::Task;

use self::form::Form;
#[cfg(test)]
pub(crate) use self::form::Message as Typing;
use crate::ask::{self, One, Reach};
use crate::ui::pairing::Say;
use crate::widget::travel;

/// The page of one circle.
#[derive(Debug)]
pub(crate) struct Page {
    circle: CircleId,
    shown: Option<Shown>,
    form: Form,
    /// Which of the suggestions is shown.
    another: usize,
    /// With whom somebody is about to end it.
    ending: Option<PersonId>,
    failed: Option<Error>,
}

/// What is read for it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shown {
    people: Vec<PersonSkills>,
    pairs: Vec<Pair>,
    found: Vec<PairSuggestion>,
    tags: Vec<String>,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// All of it has come.
    Came(CircleId, Box<Result<Shown, Error>>),
    /// Somebody fills in what they can help with.
    Form(form::Message),
    /// Somebody answers a card.
    Say(PersonId, Say),
    /// That is written, or not.
    Said(CircleId, Box<One<Pair>>),
    /// Back to the circle.
    Back,
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// That this be done.
    Run(Task<Message>),
    /// That a meeting with this person be planned, over these skills.
    Plan(Box<Pair>),
    /// The circle.
    Back,
}

impl Page {
    /// Opens it for a circle.
    pub(crate) fn open(circle: CircleId, reach: &Reach) -> (Self, Task<Message>) {
        let (form, draft) = Form::open(circle, reach);
        let page = Self { circle, shown: None, form, another: 0, ending: None, failed: None };
        let task = Task::batch([page.load(reach), draft.map(Message::Form)]);
        (page, task)
    }

    /// Reads it again.
    pub(crate) fn load(&self, reach: &Reach) -> Task<Message> {
        let circle = self.circle;
        Task::perform(read(reach.node.clone(), circle), move |shown| Message::Came(circle, Box::new(shown)))
    }

    /// Saves what somebody has filled in.
    pub(crate) fn save(&mut self, reach: &Reach) -> Task<Message> {
        self.form.update(form::Message::Save, reach).map(Message::Form)
    }

    /// Another laptop has written on a draft.
    pub(crate) fn look_again(&self, key: &str, reach: &Reach) -> Task<Message> {
        self.form.look_again(key, reach).map(Message::Form)
    }

    /// Of which circle it is.
    pub(crate) fn circle(&self) -> CircleId {
        self.circle
    }

    pub(crate) fn update(&mut self, message: Message, reach: &Reach) -> Action {
        match message {
            Message::Came(circle, shown) if circle == self.circle => match *shown {
                Ok(shown) => {
                    self.form.has_come(shown.people.iter().find(|person| person.me));
                    (self.shown, self.failed) = (Some(shown), None);
                }
                Err(error) => self.failed = Some(error),
            },
            Message::Form(message) => {
                let reread = matches!(&message, form::Message::Saved(_, saved) if saved.is_ok());
                let task = self.form.update(message, reach).map(Message::Form);
                let reread = if reread { self.load(reach) } else { Task::none() };
                return Action::Run(Task::batch([task, reread]));
            }
            Message::Say(_, Say::Another) => self.another += 1,
            Message::Say(person, Say::End) => self.ending = Some(person),
            Message::Say(_, Say::Keep) => self.ending = None,
            Message::Say(person, Say::Plan) => {
                let pair = self.shown.iter().flat_map(|shown| &shown.pairs).find(|pair| pair.id == person);
                return pair.map_or_else(|| Action::Run(Task::none()), |pair| Action::Plan(Box::new(pair.clone())));
            }
            Message::Say(person, say) => {
                let circle = self.circle;
                let said = command(circle, person, say)
                    .map(|command| reach.one(command, move |pair| Message::Said(circle, Box::new(pair))));
                self.ending = None;
                return Action::Run(said.unwrap_or_else(Task::none));
            }
            Message::Said(circle, said) if circle == self.circle => match *said {
                // What stands next where this card stood has not been read yet.
                Ok(_) => return Action::Run(Task::batch([self.load(reach), travel::unfocus()])),
                Err(error) => self.failed = Some(error),
            },
            // Of a circle that was open before.
            Message::Came(..) | Message::Said(..) => {}
            Message::Back => return Action::Back,
        }
        Action::Run(Task::none())
    }
}

/// What is written, or kept on own laptops, when somebody says this to a card.
pub(crate) fn command(circle: CircleId, person: PersonId, say: Say) -> Option<Command> {
    let (circle, person) = (circle.into(), person.into());
    Some(match say {
        Say::Accept => Command::PairAccept { circle, person },
        Say::EndSurely => Command::PairEnd { circle, person },
        Say::Later => Command::PairPass { circle, person, how: Pass::Later },
        Say::Never => Command::PairPass { circle, person, how: Pass::Never },
        Say::Again => Command::PairPass { circle, person, how: Pass::Again },
        Say::Another | Say::End | Say::Keep | Say::Plan => return None,
    })
}

async fn read(node: Node, circle: CircleId) -> Result<Shown, Error> {
    let people = ask::all(node.clone(), Command::SkillList { circle: circle.into() }).await?;
    let pairs = ask::all(node.clone(), Command::PairList { circle: circle.into() }).await?;
    let found = ask::all(node.clone(), Command::PairSuggest { circle: circle.into() }).await?;
    let tags: Vec<TagRow> = ask::all(node, Command::Tags { circle: circle.into() }).await.unwrap_or_default();
    Ok(Shown { people, pairs, found, tags: tags.into_iter().map(|tag| tag.id).collect() })
}

impl Shown {
    /// Whether this person has said yes to as many people as they said.
    fn is_busy(&self) -> bool {
        let yes = |pair: &&Pair| pair.is_mine() && matches!(pair.state, PairState::Together | PairState::Waiting);
        let count = self.pairs.iter().filter(yes).count();
        self.people.iter().any(|person| person.me && count >= usize::from(person.capacity))
    }

    /// Pairs of oneself that are shown as cards: who waits for an answer first.
    fn cards(&self) -> impl Iterator<Item = &Pair> {
        let of = |state| self.pairs.iter().filter(move |pair| pair.is_mine() && pair.state == state);
        [PairState::Asked, PairState::Together, PairState::Waiting].into_iter().flat_map(of)
    }
}
