//! What one sees of a meeting.

use commonplace_node::answer::Meeting;
use iced::widget::{Column, column, container, mouse_area, space};
use iced::{Element, Fill};

use super::{Message, Page};
use crate::icon::Icon;
use crate::reading;
use crate::screen::PAGE_SCROLL;
use crate::screen::comments;
use crate::screen::items::{self, Around, Of, Place, item_id};
use crate::screen::note::{inset, on_paper};
use crate::theme::size;
use crate::theme::space as gap;
use crate::theme::style::Look;
use crate::ui::Ui;
use crate::ui::parts::{aside, hairline, meta, slot, title};
use crate::ui::time::ago;
use crate::widget::direction;
use crate::widget::markdown::page::Beside;

impl Page {
    /// The page.
    pub(crate) fn view<'a>(&'a self, ui: &'a Ui, around: Around) -> Element<'a, Message> {
        let Some(meeting) = &self.meeting else {
            return container(slot(self.items.refusal(ui))).padding(gap::L).into();
        };
        let mut sheet = column![inset(self.head(ui, meeting, around))].spacing(gap::L).width(Fill);
        sheet = sheet.push(inset(who(ui, meeting, around.writes)));
        if !meeting.agenda.trim().is_empty() {
            let look = reading::Look::plain(self.id, size::READING);
            sheet = sheet.push(inset(ui.section("meeting-agenda", self.agenda.view(ui, look, Message::Text))));
        }
        sheet = sheet.push(inset(ui.section("meeting-told", told(ui, meeting, around.writes))));
        if !meeting.disputes.is_empty() {
            let lines = ui.dispute_lines(&meeting.disputes, Message::Dispute);
            sheet = sheet.push(inset(ui.section("disputes", lines)));
        }
        let said = self.items.comments(ui, self.id, &meeting.comments, around, |_| Beside::nothing());
        sheet = sheet.push(inset(said.map(Message::Items)));
        let sheet = column![container(mouse_area(sheet).on_right_press(menu(self.id))).id(item_id(self.id))];
        column![self.tools(ui, meeting, around), hairline(&ui.colors), ui.scroll(on_paper(sheet)).id(PAGE_SCROLL)]
            .into()
    }

    fn tools<'a>(&'a self, ui: &'a Ui, meeting: &Meeting, around: Around) -> Element<'a, Message> {
        let mut parts: Vec<Element<'a, Message>> = Vec::new();
        if around.behind || !ui.is_wide() {
            parts.push(ui.tool(ui.back_icon(), ui.text.get("back"), Message::Back));
        }
        parts.push(ui.icon_button(Icon::Calendar, ui.text.get("meetings"), Look::Quiet).on_press(Message::All).into());
        parts.push(space::horizontal().into());
        if meeting.mine_to_change {
            let change = ui.icon_button(Icon::Pencil, ui.text.get("edit"), Look::Quiet);
            parts.push(change.on_press(Message::Change).into());
        }
        let comment = Message::Items(items::Message::Comments(comments::Message::Begin(self.id)));
        parts.push(ui.icon_button(Icon::Comment, ui.text.get("comment"), Look::Quiet).on_press(comment).into());
        parts.push(items::more(ui, self.id).map(Message::Items));
        ui.toolbar(parts).spacing(gap::XXS).into()
    }

    fn head<'a>(&'a self, ui: &'a Ui, meeting: &'a Meeting, around: Around) -> Element<'a, Message> {
        let row = &meeting.row;
        let by = ui.byline(&row.author, std::iter::once(ago(ui, row.created)).chain(changed(ui, meeting)));
        let mut head = column![
            direction::placed(title(&row.title, size::TITLE), &row.title),
            ui.meeting_time(row),
            ui.beside_byline(by, row.on, row.author.me, &[]),
        ]
        .spacing(gap::S)
        .align_x(ui.start());
        if row.called_off {
            let said = ui.notice(Icon::Close, &ui.text.get("meeting-is-off"), ui.colors.warn, ui.colors.warn_wash);
            head = head.push(said);
            if meeting.mine_to_change {
                let on = ui.button(ui.text.get("meeting-on"), Look::Outlined);
                head = head.push(on.on_press(Message::CallOff(false)));
            }
        }
        if row.hidden {
            let of = Of { item: row.id, author: &row.author, hidden: true };
            head = head.push(items::hidden(ui, of, meeting.why_hidden.as_ref(), around).map(Message::Items));
        }
        for other in &meeting.also {
            head = head.push(ui.also_meeting(other));
        }
        let judged = self.items.judged(ui, self.id).map(|judged| judged.map(Message::Items));
        head.push(slot(judged)).push(slot(self.items.refusal(ui))).into()
    }
}

fn changed(ui: &Ui, meeting: &Meeting) -> Option<String> {
    let by = meeting.changed_by.as_ref()?;
    Some(ui.text.with("meeting-changed-by", &[("name", ui.name(by).into())]))
}

/// Who comes, and whether one comes oneself.
fn who<'a>(ui: &'a Ui, meeting: &'a Meeting, writes: bool) -> Element<'a, Message> {
    let row = &meeting.row;
    let mut parts = Column::new().spacing(gap::S).align_x(ui.start());
    if writes && !row.past && !row.called_off {
        parts = parts.push(ui.coming_choices(row, Message::Come));
    }
    let said = ui.coming_lines(row);
    parts = if said.is_empty() {
        parts.push(meta(ui.text.get("meeting-nobody-said"), &ui.colors))
    } else {
        said.into_iter().fold(parts, Column::push)
    };
    ui.section("meeting-who", parts.into())
}

/// The notes that tell of it, or the way to one.
fn told<'a>(ui: &'a Ui, meeting: &'a Meeting, writes: bool) -> Element<'a, Message> {
    let mut parts = Column::new().spacing(gap::S).align_x(ui.start());
    for note in &meeting.told_in {
        let name = note.title.clone().unwrap_or_else(|| ui.text.get("meeting-recap-elsewhere"));
        let open = ui.icon_button(Icon::Note, name, Look::Link).on_press(Message::Note(note.id));
        parts = parts.push(open);
    }
    if !meeting.told_in.is_empty() || !writes {
        return parts.into();
    }
    let over = meeting.row.past;
    parts = parts.push(aside(ui.text.get("meeting-recap-lesson"), &ui.colors));
    // What is over asks for its recap; before that it is one way among others.
    let look = if over { Look::Filled } else { Look::Outlined };
    let write = ui.icon_button(Icon::Feather, ui.text.get("meeting-recap-write"), look);
    parts.push(write.on_press(Message::Recap)).into()
}

fn menu(item: commonplace_core::id::RecordId) -> Message {
    Message::Items(items::Message::Menu(item, Place::Pointer))
}
