//! How the list looks.

use commonplace_node::answer::{Circle, Membership};
use commonplace_node::command::What;
use iced::widget::{column, container, space};
use iced::{Element, Fill, Padding};

use super::super::circles::removed;
use super::{Act, List, Message, SCROLL, SEARCH};
use crate::icon::Icon;
use crate::theme::style::{self, Look};
use crate::theme::{SERIF_STRONG, leading, measure, size, space as gap};
use crate::ui::Ui;
use crate::ui::card::{Item, Standing};
use crate::ui::parts::{caption, hairline, label};
use crate::widget::{Clamp, Press, Tall};

impl List {
    /// The list. `filled` says whether writing is the one thing to do on the screen.
    pub(crate) fn view<'a>(
        &'a self,
        ui: &'a Ui,
        circle: &'a Circle,
        chosen: Option<Item>,
        filled: bool,
    ) -> Element<'a, Message> {
        let mut parts = column![self.head(ui, circle, filled), hairline(&ui.colors)];
        if self.chosen.len() > 0 {
            parts = parts.push(self.acts(ui)).push(hairline(&ui.colors));
        }
        parts.push(self.body(ui, circle, chosen)).into()
    }

    fn head<'a>(&'a self, ui: &'a Ui, circle: &'a Circle, filled: bool) -> Element<'a, Message> {
        let look = if filled { Look::Filled } else { Look::Outlined };
        let name =
            Clamp::new(&circle.title, 2).font(SERIF_STRONG).size(size::SUBHEADING, leading::TIGHT).start(ui.start());
        // Who is out reads and takes along, and that is all.
        let out = circle.state == Membership::Removed;
        let name = Press::new(name, style::press(ui.colors, Look::Row(false)))
            .padding([gap::XXS, 0.0])
            .width(Fill)
            .on_press(Message::Home);
        let mut top = vec![ui.hint(container(name).width(Fill), ui.text.get("key-circle-home"))];
        if !out {
            top.push(ui.tool(Icon::Attachment, ui.text.get("bring"), Message::Bring));
            top.push(ui.tool(Icon::UserPlus, ui.text.get("invite"), Message::Invite));
        }
        top.push(ui.tool(Icon::Users, ui.text.get("circle-page"), Message::Circle));
        let verbs: Element<'a, Message> = if out {
            ui.notice(Icon::Warning, &removed(ui, circle), ui.colors.warn, ui.colors.warn_wash)
        } else {
            let write = ui.icon_button(Icon::Feather, ui.text.get("write"), look).on_press(Message::Write);
            let ask = ui.icon_button(Icon::Question, ui.text.get("ask"), Look::Outlined).on_press(Message::Ask);
            let vote = ui.tool(Icon::Tasks, ui.text.get("vote"), Message::Vote);
            ui.across([write.into(), ask.into(), vote]).spacing(gap::XS).into()
        };
        // Where there is nothing yet there is nothing to look for.
        if ui.is_wide() && is_empty(circle) && self.query.is_empty() {
            let head = column![ui.across(top), verbs].spacing(gap::S).padding(gap::M);
            return head.align_x(ui.start()).into();
        }
        let search = ui
            .field(&ui.text.get("search-hint"), &self.query)
            .id(SEARCH)
            .on_input(Message::Query)
            .on_submit(Message::First);
        let below = match &self.hits {
            Some(hits) => self.found_line(ui, hits.len()),
            None => self.filters(ui, circle),
        };
        column![ui.across(top), verbs, search, below]
            .spacing(gap::S)
            .padding(Padding { top: gap::M, right: gap::M, bottom: gap::XS, left: gap::M })
            .align_x(ui.start())
            .into()
    }

    /// What can be done with those that are chosen.
    fn acts<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let count = ui.text.with("chosen-count", &[("count", self.chosen.len().into())]);
        let cards = self.chosen_cards();
        // Where the line is too short what goes under it is an act, never the way out alone.
        let mut acts: Vec<Element<'a, Message>> = vec![
            ui.tool(Icon::Close, ui.text.get("chosen-none"), Message::Unchoose),
            container(label(count, &ui.colors)).padding([6.0, gap::XS]).into(),
        ];
        for act in Act::of(&cards) {
            acts.push(ui.button(ui.text.get(act.key()), Look::Quiet).on_press(Message::Act(act)).into());
        }
        let line = ui.across(acts).spacing(2).wrap();
        container(line).padding([gap::XXS, gap::XS]).width(Fill).style(style::ground_of(ui.colors.sunken)).into()
    }

    /// In place of the filters, which a search does not obey.
    fn found_line<'a>(&self, ui: &'a Ui, count: usize) -> Element<'a, Message> {
        let count = ui.text.with("search-found", &[("count", count.into())]);
        let clear = ui.button(ui.text.get("search-clear"), Look::Quiet).on_press(Message::Clear);
        let wider = ui.button(ui.text.get("search-wider"), Look::Quiet).on_press(Message::SearchAll);
        let line = ui.across([caption(count, &ui.colors).into(), wider.into(), clear.into()]).spacing(gap::XS);
        line.wrap().into()
    }

    fn body<'a>(&'a self, ui: &'a Ui, circle: &'a Circle, chosen: Option<Item>) -> Element<'a, Message> {
        if let (Some(error), 0) = (&self.failed, self.shown()) {
            return container(ui.refusal(&ui.sentence(error))).padding(gap::M).into();
        }
        // What an empty circle begins with is said beside it; said twice it would be a wall.
        if ui.is_wide() && is_empty(circle) && self.hits.is_none() {
            return space().into();
        }
        match (self.shown(), &self.hits) {
            (0, Some(_)) => ui.empty(Icon::Search, &ui.text.get("search-nothing"), ui.text.get("search-lesson")),
            (0, None) if self.rows.is_complete() && self.fresh.is_none() => self.nothing(ui),
            _ => self.rows(ui, circle, chosen),
        }
    }

    fn nothing<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let (icon, heading, lesson) = match self.pick.what {
            _ if self.is_sifted() => (Icon::Search, "list-sifted", "list-sifted-lesson"),
            What::All | What::Notes => (Icon::Feather, "list-empty", "list-empty-lesson"),
            What::Questions => (Icon::Question, "list-no-questions", "list-no-questions-lesson"),
            What::Cards => (Icon::Card, "card-list-none", "card-list-none-lesson"),
            What::QuickVotes => (Icon::Tasks, "vote-list-none", "vote-list-none-lesson"),
            What::Choosing => (Icon::Tasks, "vote-list-none-choosing", "vote-list-none-lesson"),
            What::Open => (Icon::Accepted, "list-none-open", "list-none-open-lesson"),
            What::Unanswered => (Icon::Accepted, "list-none-unanswered", "list-none-unanswered-lesson"),
        };
        ui.empty(icon, &ui.text.get(heading), ui.text.get(lesson))
    }

    fn rows<'a>(&'a self, ui: &'a Ui, circle: &Circle, chosen: Option<Item>) -> Element<'a, Message> {
        let total = self.total(circle);
        let (first, last) = self.window(total);
        let made = (first..last).map(|place| {
            // What has not been read yet is an empty place, one like the other.
            let Some(card) = self.card(place) else { return (None, space().height(measure::ROW).into()) };
            let item = card.item;
            let standing = Standing {
                open: Some(item) == chosen,
                walked: self.walking && Some(place) == self.cursor,
                chosen: self.chosen.has(item),
            };
            let searched = self.hits.as_ref().map(|_| self.query.as_str());
            let row = card.view(ui, standing, searched, Message::Press(item), Message::Menu(item));
            (Some(item), row)
        });
        let rows = Tall::new(total, measure::ROW, first, made);
        ui.scroll(rows).id(SCROLL).on_scroll(Message::Scrolled).into()
    }

    /// How long the list is: known once it is read to its end, counted by the node until then.
    fn total(&self, circle: &Circle) -> usize {
        if self.hits.is_some() || self.rows.is_complete() {
            return self.shown();
        }
        let counted = match self.pick.what {
            _ if self.is_sifted() => 0,
            What::All => circle.notes + circle.questions + circle.quick_votes,
            What::Notes => circle.notes,
            What::Questions => circle.questions,
            What::Open => circle.open,
            What::QuickVotes => circle.quick_votes,
            What::Cards | What::Unanswered | What::Choosing => 0,
        };
        counted.max(self.shown())
    }
}

fn is_empty(circle: &Circle) -> bool {
    circle.notes + circle.questions + circle.quick_votes == 0
}
