//! What one sees of a card.

use commonplace_node::answer;
use iced::widget::{column, container, mouse_area, space};
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
use crate::ui::learning::back_of;
use crate::ui::parts::{hairline, meta, slot};
use crate::ui::time::ago;
use crate::widget::markdown::page::Beside;

impl Page {
    /// The page.
    pub(crate) fn view<'a>(&'a self, ui: &'a Ui, around: Around) -> Element<'a, Message> {
        let Some(card) = &self.card else {
            return container(slot(self.items.refusal(ui))).padding(gap::L).into();
        };
        let front = self.front.view(ui, reading::Look::plain(self.id, size::SUBHEADING), Message::Text);
        let back = self.back.view(ui, reading::Look::plain(back_of(self.id), size::READING), Message::Text);
        let disputed = slot(ui.sources(&card.sources, Message::Dispute).map(inset));
        let mut sheet = column![disputed, inset(front), inset(hairline(&ui.colors)), inset(back)];
        sheet = sheet.push(inset(self.foot(ui, card, around))).spacing(gap::L).width(Fill);
        if let Some(source) = &card.source {
            sheet = sheet.push(inset(ui.card_source(source, Message::Source)));
        }
        if !card.disputes.is_empty() {
            let lines = ui.dispute_lines(&card.disputes, Message::Dispute);
            sheet = sheet.push(inset(ui.section("disputes", lines)));
        }
        let said = self.items.comments(ui, self.id, &card.replies, around, |_| Beside::nothing());
        sheet = sheet.push(inset(said.map(Message::Items)));
        let menu = Message::Items(items::Message::Menu(self.id, Place::Pointer));
        let sheet = column![container(mouse_area(sheet).on_right_press(menu)).id(item_id(self.id))];
        column![self.tools(ui, card, around), hairline(&ui.colors), ui.scroll(on_paper(sheet)).id(PAGE_SCROLL)].into()
    }

    fn tools<'a>(&'a self, ui: &'a Ui, card: &answer::Card, around: Around) -> Element<'a, Message> {
        let mut parts: Vec<Element<'a, Message>> = Vec::new();
        if around.behind || !ui.is_wide() {
            parts.push(ui.tool(ui.back_icon(), ui.text.get("back"), Message::Back));
        }
        let review = ui.icon_button(Icon::Card, ui.text.get("card-review"), Look::Quiet);
        parts.push(review.on_press(Message::Review).into());
        parts.push(space::horizontal().into());
        if card.mine_to_change {
            let change = ui.icon_button(Icon::Pencil, ui.text.get("edit"), Look::Quiet);
            parts.push(change.on_press(Message::Change).into());
        }
        let comment = Message::Items(items::Message::Comments(comments::Message::Begin(self.id)));
        parts.push(ui.icon_button(Icon::Comment, ui.text.get("comment"), Look::Quiet).on_press(comment).into());
        parts.push(items::more(ui, self.id).map(Message::Items));
        ui.toolbar(parts).spacing(gap::XXS).into()
    }

    /// Who made it, when it comes again, and what else stands on it.
    fn foot<'a>(&'a self, ui: &'a Ui, card: &'a answer::Card, around: Around) -> Element<'a, Message> {
        let row = &card.row;
        let changed = card.changed_by.as_ref().map(|by| ui.with_name("card-changed-by", by));
        let by = ui.byline(&row.author, std::iter::once(ago(ui, row.created)).chain(changed));
        let mut foot = column![ui.beside_byline(by, row.on, row.author.me, &[]), meta(ui.card_due(row), &ui.colors)]
            .spacing(gap::S)
            .align_x(ui.start());
        if row.hidden {
            let of = Of { item: row.id, author: &row.author, hidden: true };
            foot = foot.push(items::hidden(ui, of, card.why_hidden.as_ref(), around).map(Message::Items));
        }
        for other in &card.also {
            let said = [other.front.as_str(), other.back.as_str()].join("  ·  ");
            let values = [("name", ui.name(&other.by).into()), ("said", said.into())];
            let words = ui.text.with("card-also", &values);
            foot = foot.push(ui.notice(Icon::Users, &words, ui.colors.question, ui.colors.question_wash));
        }
        let judged = self.items.judged(ui, self.id).map(|judged| judged.map(Message::Items));
        foot.push(slot(judged)).push(slot(self.items.refusal(ui))).into()
    }
}
