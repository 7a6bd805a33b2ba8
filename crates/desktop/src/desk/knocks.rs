//! Those nearby who ask to be let in.

use commonplace_core::id::CircleId;
use commonplace_node::answer::{Pairing, PairingPurpose, PairingState};
use commonplace_node::command::Command;
use iced::widget::container;
use iced::{Element, Fill, Task};

use super::{Desk, Dialog, Message, Page};
use crate::icon::Icon;
use crate::notices::Notice;
use crate::screen::invite::Invite;
use crate::screen::knock::{self, Knock, admits};
use crate::theme::style::{self, Look};
use crate::theme::{measure, size, space as gap};
use crate::ui::Ui;
use crate::ui::parts::body;

impl Desk {
    /// A pairing of which a person here knows has gone on.
    pub(super) fn paired(&mut self, pairing: Pairing) -> Task<Message> {
        self.knocks.retain(|one| one.id != pairing.id);
        // A device is asked for only where a person waits for it, and there it is answered.
        if pairing.state == PairingState::Asked && pairing.purpose == PairingPurpose::Join {
            self.knocks.push(pairing);
            self.notices.push(Notice::Knock);
        }
        self.look_nearby()
    }

    /// Looks again who is nearby, while somebody wants to come in from there.
    pub(super) fn look_nearby(&self) -> Task<Message> {
        match (&self.dialog, &self.page) {
            (Some(Dialog::Join(join)), _) => join.look(&self.reach).map(Message::Join),
            (_, Page::Settings(settings)) => settings.look(&self.reach).map(Message::Settings),
            _ => Task::none(),
        }
    }

    /// Somebody looks at who asks: where one circle only can be meant, it is that one.
    pub(super) fn answer_knock(&mut self) -> Task<Message> {
        let Some(node) = self.knocks.first().and_then(|pairing| pairing.node.clone()) else { return Task::none() };
        let mut meant = self.circles().iter().filter(|circle| admits(circle));
        match (meant.next(), meant.next()) {
            (Some(only), None) => self.admit(only.id, &node),
            (Some(_), Some(_)) => self.put_over(Dialog::Knock(Knock { node }), None),
            (None, _) => self.refuse_knock(),
        }
    }

    pub(super) fn knock(&mut self, message: knock::Message) -> Task<Message> {
        let Some(Dialog::Knock(knock)) = &self.dialog else { return Task::none() };
        let node = knock.node.clone();
        match message {
            knock::Message::Into(circle) => self.admit(circle, &node),
            knock::Message::No => {
                self.dialog = None;
                self.refuse_knock()
            }
        }
    }

    fn admit(&mut self, circle: CircleId, node: &str) -> Task<Message> {
        let (invite, task) = Invite::admit(circle, node, &self.reach);
        self.dialog = Some(Dialog::Invite(invite));
        task.map(Message::Invite)
    }

    pub(super) fn refuse_knock(&mut self) -> Task<Message> {
        if self.knocks.is_empty() {
            return Task::none();
        }
        let pairing = self.knocks.remove(0).id;
        self.reach.done(Command::PairingRefuse { pairing: pairing.into() }, |_| Message::Tick)
    }

    /// Who asks, above everything else.
    pub(super) fn knock_view<'a>(&'a self, ui: &'a Ui) -> Option<Element<'a, Message>> {
        let node = self.knocks.first().filter(|_| self.dialog.is_none())?.node.as_deref().unwrap_or_default();
        let words = body(ui.text.with("knock-asks", &[("node", node.into())])).color(ui.colors.ink);
        let answer = ui.button(ui.text.get("knock-answer"), Look::Filled).on_press(Message::AnswerKnock);
        let no = ui.button(ui.text.get("knock-no"), Look::Outlined).on_press(Message::RefuseKnock);
        let icon = Icon::UserPlus.at(size::READING).color(ui.colors.question);
        let parts =
            ui.across([icon.into(), container(words).width(Fill).align_x(ui.start()).into(), answer.into(), no.into()]);
        let sheet = style::patch(ui.colors.question_wash, ui.colors.question, measure::RADIUS);
        let banner = container(parts.spacing(gap::S)).style(sheet).padding([gap::XS, gap::M]).width(Fill);
        Some(container(banner).padding(gap::XS).into())
    }
}
