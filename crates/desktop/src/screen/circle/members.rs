//! Who is in the circle: roles, and removing somebody.

use commonplace_core::id::PersonId;
use commonplace_node::answer::Member;
use commonplace_node::command::RoleName;
use iced::widget::{Column, column, container};
use iced::{Element, Fill};

use crate::icon::Icon;
use crate::theme::space;
use crate::theme::style::Look;
use crate::ui::Ui;
use crate::ui::parts::{body, caption, hairline, label, meta};

/// Roles in the order of a menu.
const ROLES: [RoleName; 4] = [RoleName::Steward, RoleName::Facilitator, RoleName::Learner, RoleName::Reader];

/// The members on the screen.
#[derive(Debug, Default)]
pub(crate) struct Members {
    list: Vec<Member>,
    /// The one whose row is open.
    open: Option<PersonId>,
    /// Whether they are about to be removed.
    removing: bool,
}

/// What somebody does.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Message {
    /// Opens or closes a row.
    Open(PersonId),
    /// Gives another role.
    Role(PersonId, RoleName),
    /// Wants somebody out.
    Remove,
    /// After all not.
    Keep,
    /// And is sure.
    RemoveNow(PersonId),
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// Nothing.
    None,
    /// Another role for somebody.
    Role(PersonId, RoleName),
    /// Somebody out.
    Remove(PersonId),
}

impl Members {
    pub(crate) fn came(&mut self, members: Vec<Member>) {
        self.list = members;
    }

    pub(crate) fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Open(person) => {
                self.removing = false;
                self.open = (self.open != Some(person)).then_some(person);
            }
            Message::Role(person, role) => return Action::Role(person, role),
            Message::Remove => self.removing = true,
            Message::Keep => self.removing = false,
            Message::RemoveNow(person) => {
                self.removing = false;
                self.open = None;
                return Action::Remove(person);
            }
        }
        Action::None
    }

    /// How many others nobody could let in, remove or give roles to any more if this person left: none while another
    /// steward is there.
    pub(crate) fn left_without_steward(&self) -> usize {
        let steward = |member: &&Member| member.role == RoleName::Steward;
        let others = || self.list.iter().filter(|member| !member.me);
        let only = self.list.iter().any(|member| member.me && steward(&member)) && !others().any(|one| steward(&one));
        if only { others().count() } else { 0 }
    }

    /// `steward` says whether this person may change anything.
    pub(crate) fn view<'a>(&'a self, ui: &'a Ui, steward: bool) -> Element<'a, Message> {
        let mut list = Column::new().spacing(space::XS).align_x(ui.start());
        list = list.push(body(ui.text.get("circle-people-lesson")).color(ui.colors.muted));
        for member in &self.list {
            list = list.push(hairline(&ui.colors)).push(self.row(ui, member, steward));
        }
        // What stands under it belongs to all of them, and not to the last.
        list.push(hairline(&ui.colors)).into()
    }

    fn row<'a>(&'a self, ui: &'a Ui, member: &'a Member, steward: bool) -> Element<'a, Message> {
        let name = if member.me {
            ui.text.with("circle-me", &[("name", member.name.as_str().into())])
        } else {
            member.name.clone()
        };
        // The role stands with the name: at the end of the line, buttons of some rows would push it about.
        let role = ui.mark(ui.text.get(role_key(member.role, member.rank)), ui.colors.muted, ui.colors.sunken);
        let name = ui.across([body(name).into(), role]).spacing(space::XS);
        let mut words = column![name, caption(member.devices.join(", "), &ui.colors)].align_x(ui.start());
        if !member.forked.is_empty() {
            let forked = ui.text.with("circle-forked", &[("devices", member.forked.join(", ").into())]);
            words = words.push(meta(forked, &ui.colors).color(ui.colors.warn));
        }
        let mut parts: Vec<Element<'a, Message>> = vec![container(words).width(Fill).align_x(ui.start()).into()];
        let may = steward && !member.me && member.rank > 0;
        if may {
            let open = ui.button(ui.text.get("circle-change"), Look::Outlined).on_press(Message::Open(member.id));
            parts.push(open.into());
        }
        let line = ui.across(parts).spacing(space::S);
        // A column open or closed: the button that was pressed keeps its place in the tree, and with it the focus.
        let mut row = column![line].spacing(space::S).align_x(ui.start());
        if may && self.open == Some(member.id) {
            row = row.push(self.opened(ui, member));
        }
        row.into()
    }

    fn opened<'a>(&'a self, ui: &'a Ui, member: &'a Member) -> Element<'a, Message> {
        let roles = ROLES.map(|role| {
            let (words, lesson) = (ui.text.get(role_key(role, 1)), ui.text.get(lesson_key(role)));
            ui.option(words, lesson, member.role == role, Message::Role(member.id, role))
        });
        let roles = Column::with_children(roles).spacing(2);
        let mut parts = column![label(ui.text.get("invite-role"), &ui.colors)].spacing(space::S).align_x(ui.start());
        if !ROLES.contains(&member.role) {
            parts = parts.push(body(ui.text.get(lesson_key(member.role))).color(ui.colors.muted));
        }
        parts = parts.push(roles);
        if !self.removing {
            let remove = ui.button(ui.text.get("circle-remove"), Look::Outlined).on_press(Message::Remove);
            return parts.push(remove).into();
        }
        let lesson = ui.text.with("circle-remove-lesson", &[("name", member.name.as_str().into())]);
        let yes = ui.button(ui.text.get("circle-remove-yes"), Look::Grave).on_press(Message::RemoveNow(member.id));
        let no = ui.button(ui.text.get("cancel"), Look::Outlined).on_press(Message::Keep);
        parts
            .push(ui.notice(Icon::Warning, &lesson, ui.colors.warn, ui.colors.warn_wash))
            .push(ui.across([yes.into(), no.into()]).spacing(space::S))
            .into()
    }
}

/// What a role is called; of a steward of rank 0, who founded the circle, another word.
pub(crate) fn role_key(role: RoleName, rank: u16) -> &'static str {
    match (role, rank) {
        (RoleName::Steward, 0) => "role-name-founder",
        (RoleName::Steward, _) => "role-name-steward",
        (RoleName::Facilitator, _) => "role-name-facilitator",
        (RoleName::Learner, _) => "role-name-learner",
        (RoleName::Reader, _) => "role-name-reader",
        (RoleName::Carrier, _) => "role-name-carrier",
    }
}

/// What somebody of a role does.
pub(crate) fn lesson_key(role: RoleName) -> &'static str {
    match role {
        RoleName::Steward => "role-lesson-steward",
        RoleName::Facilitator => "role-lesson-facilitator",
        RoleName::Learner => "role-lesson-learner",
        RoleName::Reader => "role-lesson-reader",
        RoleName::Carrier => "role-lesson-carrier",
    }
}
