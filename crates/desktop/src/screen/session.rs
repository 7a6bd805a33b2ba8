//! Two people pairing: what both screens show until one of them is in.

use commonplace_core::time::Timestamp;
use commonplace_node::answer::{Pairing, PairingPurpose, PairingState};
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use iced::widget::{column, container, operation, qr_code};
use iced::{Element, Fill, Task};

use crate::ask::{Asker, Heard, Reach, Told};
use crate::icon::Icon;
use crate::theme::style::{self, Look};
use crate::theme::{MONO, SERIF_STRONG, leading, measure, size, space};
use crate::ui::Ui;
use crate::ui::parts::{body, caption};
use crate::widget::text;

/// The name of the button that ends it without anything done.
const CAREFUL: &str = "pairing-careful";

/// A pairing under way. Dropping it calls it off.
#[derive(Debug)]
pub(crate) struct Session {
    pairing: Option<Pairing>,
    /// The code as a picture, if it is one that can be brought along.
    picture: Option<qr_code::Data>,
    asker: Asker,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// The node tells how far it is, or that it is over.
    Heard(Told<Pairing>),
    /// Both screens show the same words.
    Same,
    /// They do not.
    Differ,
    /// Somebody wants it to end.
    Cancel,
    /// The node has taken what was said.
    Said,
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// Nothing.
    None,
    /// That this be done.
    Run(Task<Message>),
    /// Who asked is in this circle now.
    Joined(Pairing),
    /// It is over, perhaps for a reason.
    Over(Option<Error>),
}

impl Session {
    /// Begins one by a command that is answered by [`Pairing`]s.
    pub(crate) fn begin(reach: &Reach, command: Command) -> (Self, Task<Message>) {
        let (task, asker) = reach.follow(command, Message::Heard);
        (Self { pairing: None, picture: None, asker }, task)
    }

    pub(crate) fn update(&mut self, message: Message, reach: &Reach) -> Action {
        match message {
            Message::Heard(told) => told.to(Some(&self.asker)).map_or(Action::None, |heard| self.heard(heard)),
            Message::Same => self.say(reach, |pairing| Command::PairingConfirm { pairing }),
            Message::Differ => self.say(reach, |pairing| Command::PairingRefuse { pairing }),
            Message::Cancel => Action::Over(None),
            Message::Said => Action::None,
        }
    }

    fn heard(&mut self, heard: Heard<Pairing>) -> Action {
        match heard {
            Heard::Answer(pairing) if pairing.state == PairingState::Joined => Action::Joined(pairing),
            Heard::Answer(pairing) => {
                let compares = pairing.state == PairingState::Words;
                if let Some(link) = &pairing.link {
                    self.picture = picture(link);
                }
                self.pairing = Some(pairing);
                // Whoever uses keys stands at the words; a key pressed too early confirms nothing.
                if compares { Action::Run(operation::focus(CAREFUL)) } else { Action::None }
            }
            Heard::Over(outcome) => match (outcome, self.pairing.take()) {
                // A node that says no more after the ticket has gone over has told all it knows.
                (Ok(()), Some(pairing)) if pairing.state == PairingState::Confirmed => Action::Joined(pairing),
                (outcome, _) => Action::Over(outcome.err()),
            },
        }
    }

    fn say(&self, reach: &Reach, command: impl FnOnce(commonplace_node::command::Name) -> Command) -> Action {
        match &self.pairing {
            Some(pairing) => Action::Run(reach.done(command(pairing.id.as_str().into()), |_| Message::Said)),
            None => Action::None,
        }
    }

    /// Whether nobody has come to it yet.
    pub(crate) fn is_waiting(&self) -> bool {
        self.pairing.as_ref().is_none_or(|pairing| pairing.state == PairingState::Waiting)
    }

    pub(crate) fn view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let node = self.pairing.as_ref().and_then(|pairing| pairing.node.clone()).unwrap_or_default();
        let named = |key: &str| ui.text.with(key, &[("node", node.as_str().into())]);
        let Some(pairing) = &self.pairing else { return waiting(ui, ui.text.get("pairing-begins")) };
        match (pairing.state, pairing.asking) {
            (PairingState::Waiting, false) if pairing.purpose == PairingPurpose::Device => {
                waiting(ui, ui.text.get("pairing-waits-device"))
            }
            (PairingState::Waiting, true) => waiting(ui, ui.text.get("pairing-looks")),
            (PairingState::Waiting, false) => waiting(ui, ui.text.get("pairing-waits")),
            (PairingState::Asking, _) => waiting(ui, named("pairing-asking")),
            (PairingState::Asked, _) => waiting(ui, named("pairing-asked")),
            (PairingState::Code, _) => code(ui, pairing, self.picture.as_ref(), None),
            (PairingState::Wrong, _) => code(ui, pairing, self.picture.as_ref(), Some(wrong(ui, pairing))),
            // Keys go over: both sides have to say that the words are the same.
            (PairingState::Words, _) if pairing.purpose == PairingPurpose::Device => {
                compare(ui, pairing, named("pairing-words-device"), true)
            }
            (PairingState::Words, true) => compare(ui, pairing, named("pairing-words-asking"), false),
            (PairingState::Words, false) => compare(ui, pairing, named("pairing-words-asked"), true),
            (PairingState::Confirmed | PairingState::Joined | PairingState::Over, _) => {
                waiting(ui, ui.text.get("pairing-confirmed"))
            }
        }
    }
}

/// Side of a QR code, in pixels.
const QR_SIDE: f32 = 280.0;

/// A text as a picture; none if it is too long. Capitals and digits take less room in it, and a ticket or a link is the same
/// in capitals.
pub(super) fn picture(text: &str) -> Option<qr_code::Data> {
    qr_code::Data::with_error_correction(text.to_ascii_uppercase(), qr_code::ErrorCorrection::Low).ok()
}

/// Black on white on every paper: cameras expect it.
fn picture_of<'a>(picture: &'a qr_code::Data) -> Element<'a, Message> {
    let plain = |_: &iced::Theme| qr_code::Style { cell: iced::Color::BLACK, background: iced::Color::WHITE };
    container(qr_code(picture).total_size(QR_SIDE).style(plain)).center_x(Fill).into()
}

fn cancel<'a>(ui: &Ui) -> Element<'a, Message> {
    ui.button(ui.text.get("pairing-cancel"), Look::Outlined).id(CAREFUL).on_press(Message::Cancel).into()
}

fn waiting<'a>(ui: &Ui, words: String) -> Element<'a, Message> {
    column![ui.notice(Icon::Wifi, &words, ui.colors.question, ui.colors.question_wash), cancel(ui)]
        .spacing(space::M)
        .align_x(ui.start())
        .into()
}

fn wrong(ui: &Ui, pairing: &Pairing) -> String {
    ui.text.with("pairing-wrong", &[("count", pairing.guesses.unwrap_or_default().into())])
}

/// Four words, large enough to be read across a table, and below them what they are as digits: whoever does not read these
/// letters compares or types those.
fn words<'a>(ui: &Ui, pairing: &Pairing) -> Element<'a, Message> {
    let words = pairing.words.clone().unwrap_or_default();
    let words = text(words).font(SERIF_STRONG).size(size::HEADING).line_height(leading::NORMAL);
    let digits = pairing.digits.clone().unwrap_or_default();
    let digits = text(digits).font(MONO).size(size::SUBHEADING).line_height(leading::NORMAL).color(ui.colors.muted);
    container(column![words.center().width(Fill), digits.center().width(Fill)].spacing(space::XS))
        .padding([space::L, space::M])
        .width(Fill)
        .style(style::patch(ui.colors.sunken, ui.colors.ink, measure::RADIUS))
        .into()
}

fn code<'a>(
    ui: &'a Ui,
    pairing: &'a Pairing,
    picture: Option<&'a qr_code::Data>,
    trouble: Option<String>,
) -> Element<'a, Message> {
    let device = pairing.purpose == PairingPurpose::Device;
    let key = if device { "pairing-code-device" } else { "pairing-code" };
    let mut parts = column![body(ui.text.get(key)).color(ui.colors.muted)];
    parts = parts.push(words(ui, pairing));
    if let Some(trouble) = trouble {
        parts = parts.push(ui.notice(Icon::Warning, &trouble, ui.colors.warn, ui.colors.warn_wash));
    }
    let key = if device { "pairing-code-device-lesson" } else { "pairing-code-lesson" };
    let lesson = caption(ui.text.get(key), &ui.colors);
    if let Some(minutes) = pairing.expires.map(|end| minutes_until(ui, end)) {
        let words = ui.text.with("pairing-good-for", &[("count", minutes.into())]);
        parts = parts.push(caption(words, &ui.colors));
    }
    parts = parts.push(lesson).push(cancel(ui)).spacing(space::M).align_x(ui.start());
    // Below what nearly everybody needs, which a low window then shows whole.
    if let Some(picture) = picture {
        parts = parts.push(picture_of(picture));
    }
    parts.into()
}

/// Whole minutes, rounded up: what is left is never promised twice.
fn minutes_until(ui: &Ui, end: Timestamp) -> u64 {
    end.millis().saturating_sub(ui.now.millis()).div_ceil(60_000)
}

fn compare<'a>(ui: &'a Ui, pairing: &'a Pairing, lesson: String, decides: bool) -> Element<'a, Message> {
    let shown = words(ui, pairing);
    let parts = column![body(lesson).color(ui.colors.muted), shown].spacing(space::M).align_x(ui.start());
    if !decides {
        return parts.push(cancel(ui)).into();
    }
    // Only who looks knows the answer: neither is filled, so that none is pressed because it is offered.
    let same = ui.icon_button(Icon::Check, ui.text.get("pairing-same"), Look::Outlined).on_press(Message::Same);
    let differ = ui.icon_button(Icon::Close, ui.text.get("pairing-differ"), Look::Outlined);
    let differ = differ.id(CAREFUL).on_press(Message::Differ);
    parts.push(ui.across([same.into(), differ.into()]).spacing(space::S)).into()
}

#[cfg(test)]
mod tests {
    use commonplace_node::text::Language;
    use iced_test::simulator;

    use super::*;
    use crate::ask::Which;
    use crate::theme::Mode;

    fn pairing(state: PairingState, asking: bool) -> Pairing {
        Pairing {
            id: "1".into(),
            purpose: PairingPurpose::Join,
            state,
            why: None,
            asking,
            node: Some("amber otter".into()),
            peer: None,
            words: Some("salt water cell wall".into()),
            digits: Some("1525 1982 0000 1973".into()),
            guesses: Some(2),
            circle: None,
            title: None,
            person: None,
            device: None,
            expires: None,
            link: None,
        }
    }

    fn sees(state: PairingState, asking: bool, all: &[&str]) {
        let ui = Ui::new(Mode::Light, Language::English, Timestamp::from_millis(0));
        let (_, asker) = Asker::begin(Which::default(), Task::<()>::none());
        let session = Session { pairing: Some(pairing(state, asking)), picture: None, asker };
        let mut screen = simulator(session.view(&ui));
        for words in all {
            assert!(screen.find(*words).is_ok(), "“{words}” at {state:?}");
        }
    }

    #[test]
    fn both_see_the_words_and_only_the_member_decides() {
        sees(PairingState::Words, true, &["salt water cell wall", "Cancel"]);
        sees(PairingState::Words, false, &["salt water cell wall", "They are the same", "They differ"]);
    }

    #[test]
    fn a_code_is_shown_and_a_wrong_guess_is_told() {
        sees(
            PairingState::Code,
            false,
            &[
                "salt water cell wall",
                "Say these four words to the person you invite, or the digits below them:",
                "1525 1982 0000 1973",
            ],
        );
        sees(PairingState::Wrong, false, &["Somebody has typed other words. 2 more tries are left."]);
    }
}
