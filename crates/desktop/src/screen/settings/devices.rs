//! The devices of this person.

mod view;

use commonplace_core::id::DeviceId;
use commonplace_node::answer::{Device, DeviceRevoked, Nearby, Whoami};
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use commonplace_node::home::Passphrase;
use iced::Task;
use iced::widget::operation;

use crate::ask::{All, One, Reach};
use crate::screen::PAGE_SCROLL;
use crate::screen::session::{self, Session};
use crate::widget::travel;

/// The names of the fields, for giving them the focus.
pub(crate) const CODE: &str = "devices-code";
pub(crate) const PASSPHRASE: &str = "devices-passphrase";

/// What is on the screen of them.
#[derive(Debug, Default)]
pub(crate) struct Devices {
    list: Vec<Device>,
    /// The one that somebody is about to take away.
    leaving: Option<DeviceId>,
    revoked: Option<DeviceRevoked>,
    linking: Option<Linking>,
    linked: bool,
}

/// Linking another laptop, or becoming one.
enum Linking {
    /// The root key goes over, or speaks, and a passphrase seals it: that is asked for first.
    Asks { typed: String, then: Then },
    /// A new laptop is waited for.
    Links { session: Session, by_code: bool },
    /// The laptop that was used so far is looked for.
    Chooses { nearby: Option<Vec<Nearby>>, code: String },
    /// It was asked; the words that were typed for it stay.
    Becomes { session: Session, code: String },
}

/// What the root key is wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Then {
    /// A laptop linked by words.
    Link,
    /// A laptop linked by a code.
    LinkByCode,
    /// This laptop made a new device.
    Renew,
}

/// Without what is typed.
impl std::fmt::Debug for Linking {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Linking(..)")
    }
}

/// What happens.
#[derive(Clone)]
pub(crate) enum Message {
    /// They have come.
    Came(All<Device>),
    /// Somebody wants one taken away.
    Leave(DeviceId),
    /// And is sure.
    Revoke(DeviceId),
    /// After all not.
    Stay,
    /// The node has done it.
    Revoked(One<DeviceRevoked>),
    /// Somebody wants to link a new laptop to this one.
    Link,
    /// The same for a laptop to which four words are told.
    LinkByCode,
    /// This laptop was taken away, and not by its person: it is to be a new device.
    Renew,
    /// The node has done it.
    Renewed(One<Whoami>),
    /// Somebody types the passphrase.
    Passphrase(String),
    /// Somebody has typed it.
    Prove,
    /// Somebody wants this laptop to become one of a person who has another.
    Become,
    /// Those who are nearby have come.
    Nearby(All<Nearby>),
    /// Somebody means this one.
    Ask(String),
    /// Somebody types the four words of the other laptop.
    Code(String),
    /// Somebody has typed them.
    Say,
    /// Somebody wants to do nothing of this.
    Cancel,
    /// Linking goes on.
    Session(session::Message),
}

/// Without what is typed.
impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Devices(..)")
    }
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// Nothing.
    None,
    /// That this be done.
    Run(Task<Message>),
    /// That this be said, and something be done.
    Refused(Error, Task<Message>),
    /// Something about this person has changed.
    Changed(Task<Message>),
}

impl Devices {
    /// How many there are that were not taken away; none while that is not known.
    pub(crate) fn count(&self) -> usize {
        self.list.iter().filter(|device| !device.revoked).count()
    }

    /// Reads them.
    pub(crate) fn read(reach: &Reach) -> Task<Message> {
        reach.all(Command::DeviceList, Message::Came)
    }

    pub(crate) fn update(&mut self, message: Message, me: &Whoami, reach: &Reach) -> Action {
        match message {
            Message::Came(Ok(list)) => self.list = list,
            Message::Came(Err(error)) | Message::Revoked(Err(error)) | Message::Renewed(Err(error)) => {
                return Action::Refused(error, Task::none());
            }
            Message::Leave(device) => {
                self.leaving = Some(device);
                self.revoked = None;
            }
            Message::Stay => self.leaving = None,
            Message::Revoke(device) => {
                self.leaving = None;
                return Action::Run(reach.one(Command::DeviceRevoke { device: device.into() }, Message::Revoked));
            }
            Message::Link => return self.ask(me, reach, Then::Link),
            Message::LinkByCode => return self.ask(me, reach, Then::LinkByCode),
            Message::Renew => return self.ask(me, reach, Then::Renew),
            Message::Renewed(Ok(_)) => {
                self.linking = None;
                return Action::Changed(Self::read(reach));
            }
            Message::Passphrase(now) => {
                if let Some(Linking::Asks { typed, .. }) = &mut self.linking {
                    *typed = now;
                }
            }
            Message::Prove => return self.prove(reach),
            Message::Become => {
                self.linking = Some(Linking::Chooses { nearby: None, code: String::new() });
                self.linked = false;
                return Action::Run(Task::batch([self.look(reach), operation::focus(CODE)]));
            }
            Message::Nearby(seen) => {
                if let Some(Linking::Chooses { nearby, .. }) = &mut self.linking {
                    let first = nearby.replace(seen.unwrap_or_default()).is_none();
                    // The list pushes the field down that has the focus.
                    return if first { Action::Run(travel::reveal(PAGE_SCROLL)) } else { Action::None };
                }
            }
            Message::Ask(node) => {
                return self.becomes(reach, Command::DeviceBecome { name: None, node: Some(node.as_str().into()) });
            }
            Message::Code(typed) => {
                if let Some(Linking::Chooses { code, .. }) = &mut self.linking {
                    *code = typed;
                }
            }
            Message::Say => {
                if let Some(Linking::Chooses { code, .. }) = &self.linking
                    && !code.trim().is_empty()
                {
                    let code = code.trim().to_owned();
                    return self.becomes(reach, Command::DeviceBecomeCode { name: None, code });
                }
            }
            Message::Cancel => self.linking = None,
            Message::Session(message) => return self.of_session(message, reach),
            Message::Revoked(Ok(revoked)) => {
                self.revoked = Some(revoked);
                return Action::Run(Self::read(reach));
            }
        }
        Action::None
    }

    /// Looks who is nearby, while the laptop that was used so far is looked for.
    pub(crate) fn look(&self, reach: &Reach) -> Task<Message> {
        match &self.linking {
            Some(Linking::Chooses { .. }) => reach.all(Command::Nearby, Message::Nearby),
            _ => Task::none(),
        }
    }

    /// Of a sealed home the passphrase is asked for before the root key goes over, or speaks.
    fn ask(&mut self, me: &Whoami, reach: &Reach, then: Then) -> Action {
        if !me.sealed {
            return self.go_on(reach, None, then);
        }
        self.linking = Some(Linking::Asks { typed: String::new(), then });
        self.linked = false;
        Action::Run(operation::focus(PASSPHRASE))
    }

    fn prove(&mut self, reach: &Reach) -> Action {
        let Some(Linking::Asks { typed, then }) = &self.linking else { return Action::None };
        let then = *then;
        match Passphrase::new(typed) {
            Ok(passphrase) => self.go_on(reach, Some(passphrase), then),
            Err(error) => Action::Refused(error, Task::none()),
        }
    }

    fn go_on(&mut self, reach: &Reach, passphrase: Option<Passphrase>, then: Then) -> Action {
        let command = match then {
            Then::Link => Command::DeviceLink { node: None, passphrase },
            Then::LinkByCode => Command::DeviceLinkCode { passphrase },
            Then::Renew => {
                return Action::Run(reach.one(Command::DeviceRenew { passphrase }, Message::Renewed));
            }
        };
        let by_code = then == Then::LinkByCode;
        let (session, task) = Session::begin(reach, command);
        self.linking = Some(Linking::Links { session, by_code });
        self.linked = false;
        Action::Run(task.map(Message::Session))
    }

    fn becomes(&mut self, reach: &Reach, command: Command) -> Action {
        let code = match self.linking.take() {
            Some(Linking::Chooses { code, .. }) => code,
            _ => String::new(),
        };
        let (session, task) = Session::begin(reach, command);
        self.linking = Some(Linking::Becomes { session, code });
        Action::Run(task.map(Message::Session))
    }

    fn of_session(&mut self, message: session::Message, reach: &Reach) -> Action {
        let (Some(Linking::Links { session, .. }) | Some(Linking::Becomes { session, .. })) = &mut self.linking else {
            return Action::None;
        };
        match session.update(message, reach) {
            session::Action::None => Action::None,
            session::Action::Run(task) => Action::Run(task.map(Message::Session)),
            session::Action::Joined(_) => {
                self.linking = None;
                self.linked = true;
                Action::Run(Self::read(reach))
            }
            session::Action::Over(why) => {
                self.linking = match self.linking.take() {
                    Some(Linking::Becomes { code, .. }) => Some(Linking::Chooses { nearby: None, code }),
                    _ => None,
                };
                match why {
                    Some(why) => Action::Refused(why, self.look(reach)),
                    None => Action::Run(self.look(reach)),
                }
            }
        }
    }
}
