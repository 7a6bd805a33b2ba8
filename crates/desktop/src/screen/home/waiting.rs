//! A circle that waits: a ticket was taken, and nobody of the circle was met yet. What it waits for, whom to meet, what to
//! try, and how to give it up.

use commonplace_core::id::CircleId;
use commonplace_node::answer::{Admission, Circle, Peer};
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use commonplace_node::relay::words_of;
use iced::widget::{Column, column};
use iced::{Element, Task};

use crate::ask::Reach;
use crate::icon::Icon;
use crate::screen::PAGE_SCROLL;
use crate::screen::circle::stick::{self, Stick};
use crate::screen::doctor::{self, Doctor};
use crate::theme::style::Look;
use crate::theme::{size, space as gap};
use crate::ui::Ui;
use crate::ui::parts::{body, meta, prose, title};
use crate::ui::time::date;

/// What somebody tries while they wait.
#[derive(Debug, Default)]
pub(crate) struct Waiting {
    doctor: Doctor,
    stick: Stick,
    /// Whether the way by a stick is shown.
    by_stick: bool,
    giving_up: bool,
    refused: Option<(Part, Error)>,
}

/// What something can be refused in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Stick,
    GiveUp,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// The doctor looks what is in the way.
    Doctor(doctor::Message),
    /// Somebody does something with a stick.
    Stick(stick::Message),
    /// Somebody wants to ask on a stick.
    ByStick,
    /// Somebody wants to try an address.
    People,
    /// Somebody wants to wait no longer, or after all does.
    GiveUp(bool),
    /// And is sure.
    GiveUpNow,
    /// The ticket is forgotten.
    GivenUp(Result<(), Error>),
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// That this be done.
    Run(Task<Message>),
    /// That the page be shown on which an address can be typed.
    People,
    /// Nothing is waited for any more.
    GivenUp,
}

impl Waiting {
    pub(crate) fn update(&mut self, message: Message, circle: CircleId, reach: &Reach) -> Action {
        match message {
            Message::Doctor(message) => {
                return Action::Run(self.doctor.update(message, "", reach).map(Message::Doctor));
            }
            Message::Stick(message) => {
                self.refused = None;
                match self.stick.update(message, circle, reach) {
                    stick::Action::None => {}
                    stick::Action::Run(task) => return Action::Run(task.map(Message::Stick)),
                    stick::Action::Refused(error) => self.refused = Some((Part::Stick, error)),
                }
            }
            Message::ByStick => {
                self.by_stick = true;
                return Action::Run(iced::widget::operation::focus(stick::PLACE));
            }
            Message::People => return Action::People,
            Message::GiveUp(giving_up) => (self.giving_up, self.refused) = (giving_up, None),
            Message::GiveUpNow => {
                let command = Command::CircleLeave { circle: circle.into(), sure: true };
                return Action::Run(reach.done(command, Message::GivenUp));
            }
            Message::GivenUp(Ok(())) => return Action::GivenUp,
            Message::GivenUp(Err(error)) => self.refused = Some((Part::GiveUp, error)),
        }
        Action::Run(Task::none())
    }

    /// The page. `peers` are the nodes that are seen.
    pub(crate) fn view<'a>(&'a self, ui: &'a Ui, circle: &'a Circle, peers: &'a [Peer]) -> Element<'a, Message> {
        let mut page = column![title(&circle.title, size::TITLE)].spacing(gap::M).align_x(ui.start());
        page = match turned_away(ui, circle) {
            Some(key) => page.push(ui.notice(Icon::Warning, &ui.text.get(key), ui.colors.warn, ui.colors.warn_wash)),
            None => page
                .push(prose(ui.text.with("circle-waiting", &[("circle", circle.title.as_str().into())]), &ui.colors))
                .push(ui.section("waiting-meet", whom(ui, circle, peers)))
                .push(ui.section("waiting-try", self.ways(ui))),
        };
        page = page.push(ui.section("waiting-give-up", self.part(ui, Part::GiveUp, self.giving_up(ui))));
        ui.scroll(ui.form(page.spacing(gap::L))).id(PAGE_SCROLL).into()
    }

    /// What helps when a member sits there and nothing happens.
    fn ways<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let doctor = self.doctor.view(ui).map(Message::Doctor);
        let address = ui.button(ui.text.get("waiting-address"), Look::Link).on_press(Message::People);
        let mut ways = column![doctor, address].spacing(gap::S).align_x(ui.start());
        ways = if self.by_stick {
            ways.push(self.part(ui, Part::Stick, self.stick.view(ui).map(Message::Stick)))
        } else {
            ways.push(ui.button(ui.text.get("waiting-stick"), Look::Link).on_press(Message::ByStick))
        };
        ways.into()
    }

    fn giving_up<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let lesson = body(ui.text.get("waiting-give-up-lesson")).color(ui.colors.muted);
        let parts = column![lesson].spacing(gap::S).align_x(ui.start());
        if !self.giving_up {
            let give_up = ui.button(ui.text.get("waiting-give-up"), Look::Outlined);
            return parts.push(give_up.on_press(Message::GiveUp(true))).into();
        }
        let yes = ui.button(ui.text.get("waiting-give-up-yes"), Look::Grave).on_press(Message::GiveUpNow);
        let no = ui.button(ui.text.get("waiting-go-on"), Look::Outlined).on_press(Message::GiveUp(false));
        parts.push(ui.across([yes.into(), no.into()]).spacing(gap::S)).into()
    }

    fn part<'a>(&'a self, ui: &'a Ui, part: Part, content: Element<'a, Message>) -> Element<'a, Message> {
        ui.with_refusal(content, self.refused.as_ref().filter(|(refused, _)| *refused == part).map(|(_, error)| error))
    }
}

/// Why waiting on is of no use, if it is not: a member has said so, or the ticket has expired meanwhile.
fn turned_away(ui: &Ui, circle: &Circle) -> Option<&'static str> {
    match circle.admission {
        Some(Admission::UsedUp) => Some("cli-join-used-up"),
        Some(Admission::Refused) => Some("cli-join-false-proof"),
        Some(Admission::Expired) => Some("cli-join-expired"),
        _ if circle.until.is_some_and(|until| until < ui.now) => Some("cli-join-expired"),
        _ => None,
    }
}

/// Whom to meet, who is there now, and until when it helps.
fn whom<'a>(ui: &'a Ui, circle: &'a Circle, peers: &[Peer]) -> Element<'a, Message> {
    let mut parts = Column::new().spacing(gap::S).align_x(ui.start());
    parts = parts.push(body(ui.text.get("waiting-meet-lesson")).color(ui.colors.muted));
    for relay in &circle.relays {
        let words = ui.text.with("relay-words", &[("words", words_of(relay).into())]);
        let lesson = ui.text.with("waiting-relay", &[("relay", words.into())]);
        parts = parts.push(state(ui, Icon::Relay, ui.colors.faint, lesson));
    }
    let strangers = peers.iter().filter(|peer| peer.connected && peer.nearby).count();
    parts = parts.push(if strangers == 0 {
        state(ui, Icon::WifiOff, ui.colors.faint, ui.text.get("waiting-nobody"))
    } else {
        let words = ui.text.with("waiting-somebody", &[("count", strangers.into())]);
        state(ui, Icon::Wifi, ui.colors.good, words)
    });
    if let Some(until) = circle.until {
        let words = ui.text.with("waiting-until", &[("date", date(ui, until).into())]);
        parts = parts.push(state(ui, Icon::Ticket, ui.colors.faint, words));
    }
    parts.into()
}

fn state<'a>(ui: &Ui, icon: Icon, color: iced::Color, words: String) -> Element<'a, Message> {
    let words = ui.placed(meta(words, &ui.colors));
    ui.across([icon.at(size::BODY).color(color).into(), words.into()]).spacing(gap::S).into()
}
