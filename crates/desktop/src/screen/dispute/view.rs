//! What one sees of a dispute.

use commonplace_node::answer::{Author, Dispute};
use commonplace_node::command::Weight;
use iced::widget::{Column, column, container, mouse_area, space};
use iced::{Element, Fill};

use super::{Message, Page};
use crate::icon::Icon;
use crate::reading;
use crate::screen::PAGE_SCROLL;
use crate::screen::comments;
use crate::screen::items::{self, Around, Of, Place, item_id};
use crate::screen::note::{inset, on_paper};
use crate::screen::question::cited;
use crate::theme::style::Look;
use crate::theme::{size, space as gap};
use crate::ui::Ui;
use crate::ui::card::Item;
use crate::ui::parts::{body, hairline, meta, slot, title};
use crate::ui::time::ago;
use crate::widget::direction;
use crate::widget::markdown::page::Beside;

/// What one can think of a dispute, each with the key of its words.
const THOUGHTS: [(Weight, &str); 3] =
    [(Weight::Agree, "dispute-agree"), (Weight::Disagree, "dispute-disagree"), (Weight::Unsure, "dispute-unsure")];

impl Page {
    /// The page.
    pub(crate) fn view<'a>(&'a self, ui: &'a Ui, around: Around) -> Element<'a, Message> {
        let Some(dispute) = &self.dispute else {
            return container(slot(self.items.refusal(ui))).padding(gap::L).into();
        };
        let mut sheet = column![inset(self.head(ui, dispute, around))].spacing(gap::L).width(Fill);
        sheet = sheet.push(inset(disputed(ui, dispute)));
        sheet = sheet.push(inset(self.sources(ui, dispute)));
        sheet = sheet.push(inset(weighing(ui, dispute)));
        sheet = sheet.push(self.deciding(ui, dispute).map(inset));
        if !dispute.made_from.is_empty() {
            sheet = sheet.push(inset(made_from(ui, dispute)));
        }
        let said = self.items.comments(ui, self.id, &dispute.replies, around, |_| Beside::nothing());
        sheet = sheet.push(inset(said.map(Message::Items)));
        let menu = Message::Items(items::Message::Menu(self.id, Place::Pointer));
        let sheet = column![container(mouse_area(sheet).on_right_press(menu)).id(item_id(self.id))];
        column![self.tools(ui, around), hairline(&ui.colors), ui.scroll(on_paper(sheet)).id(PAGE_SCROLL)].into()
    }

    fn tools<'a>(&'a self, ui: &'a Ui, around: Around) -> Element<'a, Message> {
        let mut parts: Vec<Element<'a, Message>> = Vec::new();
        if around.behind || !ui.is_wide() {
            parts.push(ui.tool(ui.back_icon(), ui.text.get("back"), Message::Back));
        }
        parts.push(ui.icon_button(Icon::Flag, ui.text.get("disputes"), Look::Quiet).on_press(Message::All).into());
        parts.push(space::horizontal().into());
        let comment = Message::Items(items::Message::Comments(comments::Message::Begin(self.id)));
        parts.push(ui.icon_button(Icon::Comment, ui.text.get("comment"), Look::Quiet).on_press(comment).into());
        parts.push(items::more(ui, self.id).map(Message::Items));
        ui.toolbar(parts).spacing(gap::XXS).into()
    }

    fn head<'a>(&'a self, ui: &'a Ui, dispute: &'a Dispute, around: Around) -> Element<'a, Message> {
        let row = &dispute.row;
        let by = ui.byline(&row.author, [ago(ui, row.created)]);
        let mut head = column![
            ui.dispute_state(row.state),
            direction::placed(title(&row.claim, size::HEADING), &row.claim),
            ui.beside_byline(by, row.on, row.author.me, &[]),
        ]
        .spacing(gap::S)
        .align_x(ui.start());
        for ruling in &dispute.rulings {
            let key = if ruling.upheld { "dispute-ruled-upheld" } else { "dispute-ruled-rejected" };
            let values = [("name", ui.name(&ruling.by).into()), ("reason", ruling.reason.as_str().into())];
            let (icon, ink, wash) = if ruling.upheld {
                (Icon::Warning, ui.colors.disputed, ui.colors.disputed_wash)
            } else {
                (Icon::Close, ui.colors.muted, ui.colors.sunken)
            };
            head = head.push(ui.notice(icon, &ui.text.with(key, &values), ink, wash));
        }
        if let Some(by) = &dispute.corrected_by {
            let said = ui.text.with("dispute-corrected-by", &[("name", ui.name(by).into())]);
            head = head.push(ui.notice(Icon::Check, &said, ui.colors.good, ui.colors.good_wash));
        }
        if row.hidden {
            let of = Of { item: row.id, author: &row.author, hidden: true };
            head = head.push(items::hidden(ui, of, dispute.why_hidden.as_ref(), around).map(Message::Items));
        }
        let judged = self.items.judged(ui, self.id).map(|judged| judged.map(Message::Items));
        head.push(slot(judged)).push(slot(self.items.refusal(ui))).into()
    }

    /// What says otherwise, and why.
    fn sources<'a>(&'a self, ui: &'a Ui, dispute: &'a Dispute) -> Element<'a, Message> {
        let mut parts = Column::new().spacing(gap::S).align_x(ui.start()).width(Fill);
        if let Some(source) = &dispute.source {
            let name = source.title.clone().unwrap_or_else(|| ui.text.get("dispute-source-absent"));
            parts = parts.push(cited(ui, name, source.passage.as_deref(), Message::Source));
        }
        if !dispute.elsewhere.is_empty() {
            let words = direction::placed(body(dispute.elsewhere.as_str()), &dispute.elsewhere).width(Fill);
            let parts_of = [Icon::BookOpen.at(size::READING).color(ui.colors.accent).into(), words.into()];
            parts = parts.push(ui.across(parts_of).spacing(gap::S));
        }
        if !dispute.why.is_empty() {
            let look = reading::Look::plain(self.id, size::READING - 0.5);
            parts = parts.push(self.why.view(ui, look, Message::Text));
        }
        ui.section("dispute-sources", parts.into())
    }

    /// What moderators and those who may change the item can do.
    fn deciding<'a>(&'a self, ui: &'a Ui, dispute: &'a Dispute) -> Option<Element<'a, Message>> {
        if !dispute.may_rule && !dispute.may_correct {
            return None;
        }
        let mut parts = Column::new().spacing(gap::S).align_x(ui.start()).width(Fill).push(hairline(&ui.colors));
        if dispute.may_correct {
            let (icon, key, corrected) = if dispute.corrected_by.is_some() {
                (Icon::Close, "dispute-not-corrected", false)
            } else {
                (Icon::Check, "dispute-say-corrected", true)
            };
            let press = ui.icon_button(icon, ui.text.get(key), Look::Outlined);
            parts = parts.push(press.on_press(Message::Correct(corrected)));
        }
        if dispute.may_rule {
            let reason = ui.field(&ui.text.get("dispute-rule-reason"), &self.reason).on_input(Message::Reason);
            let ready = !self.reason.trim().is_empty();
            let rule = |key: &str, upheld| {
                ui.button(ui.text.get(key), Look::Outlined).on_press(ready.then_some(Message::Rule(upheld))).into()
            };
            let rules = [rule("dispute-rule-upheld", true), rule("dispute-rule-rejected", false)];
            parts = parts.push(reason).push(ui.choices(rules));
        }
        Some(parts.into())
    }
}

/// The passage, and by whom it is; it leads there.
fn disputed<'a>(ui: &'a Ui, dispute: &'a Dispute) -> Element<'a, Message> {
    let row = &dispute.row;
    let values = [("title", row.title.as_str().into()), ("name", ui.name(&row.of).into())];
    let name = ui.text.with("dispute-of", &values);
    let mut parts = column![cited(ui, name, row.passage.as_deref(), Message::Passage)].spacing(gap::XS);
    if !dispute.stands {
        parts = parts.push(ui.placed(meta(ui.text.get("dispute-passage-gone"), &ui.colors)));
    }
    ui.section("dispute-of-passage", parts.align_x(ui.start()).width(Fill).into())
}

/// Who thinks what, and what one thinks oneself.
fn weighing<'a>(ui: &'a Ui, dispute: &'a Dispute) -> Element<'a, Message> {
    let mut parts = Column::new().spacing(gap::S).align_x(ui.start()).width(Fill);
    if dispute.may_weigh {
        let mine = dispute.row.mine;
        let choice = |(weight, key): (Weight, &str)| {
            let chosen = mine == Some(weight);
            let press = ui.button(ui.text.get(key), if chosen { Look::Choice(true) } else { Look::Outlined });
            press.on_press(Message::Weigh(if chosen { Weight::None } else { weight })).into()
        };
        parts = parts.push(ui.choices(THOUGHTS.map(choice)));
    }
    let icon = |weight| match weight {
        Weight::Agree => Icon::Check,
        Weight::Disagree => Icon::Close,
        Weight::Unsure | Weight::None => Icon::Question,
    };
    for (weight, _) in THOUGHTS {
        let by: Vec<&Author> =
            dispute.weighed.iter().filter(|weighed| weighed.weight == weight).map(|weighed| &weighed.author).collect();
        if by.is_empty() {
            continue;
        }
        let values = [("count", by.len().into()), ("names", ui.names(by).into())];
        let words = ui.text.with(&format!("dispute-who-{}", weight.name()), &values);
        let icon = icon(weight).at(size::BODY).color(ui.colors.faint);
        parts = parts.push(ui.across([icon.into(), ui.placed(meta(words, &ui.colors)).into()]).spacing(gap::S));
    }
    ui.section("dispute-who", parts.into())
}

/// What was made from the passage, each leading there.
fn made_from<'a>(ui: &'a Ui, dispute: &'a Dispute) -> Element<'a, Message> {
    let mut parts = column![meta(ui.text.get("dispute-made-from-lesson"), &ui.colors)].spacing(gap::XXS);
    for made in &dispute.made_from {
        let item = Item::of_kind(&made.kind, made.id);
        let (icon, to) =
            if made.id == made.thread { (item.icon(), item) } else { (Icon::Comment, Item::Question(made.thread)) };
        let words = format!("{}  ·  {}", made.title, ui.name(&made.author));
        parts = parts.push(ui.icon_button(icon, words, Look::Link).on_press(Message::Open(to)));
    }
    ui.section("dispute-made-from", parts.align_x(ui.start()).width(Fill).into())
}
