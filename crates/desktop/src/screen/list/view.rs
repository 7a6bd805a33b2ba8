//! How the list looks.

use commonplace_node::answer::{Circle, Membership};
use iced::widget::{column, container, keyed_column, space};
use iced::{Element, Fill, Padding};

use super::super::circles::removed;
use super::super::invite::choice;
use super::{Filter, List, Message, SCROLL, SEARCH};
use crate::icon::Icon;
use crate::theme::style::Look;
use crate::theme::{SERIF_STRONG, leading, measure, size, space as gap};
use crate::ui::Ui;
use crate::ui::card::Item;
use crate::ui::parts::{caption, hairline, title};
use crate::widget::Clamp;

const FILTERS: [(Filter, &str); 4] = [
    (Filter::All, "filter-all"),
    (Filter::Notes, "filter-notes"),
    (Filter::Questions, "filter-questions"),
    (Filter::Open, "filter-open"),
];

impl List {
    /// The list. `filled` says whether writing is the one thing to do on the screen.
    pub(crate) fn view<'a>(
        &'a self,
        ui: &'a Ui,
        circle: &'a Circle,
        chosen: Option<Item>,
        filled: bool,
    ) -> Element<'a, Message> {
        column![self.head(ui, circle, filled), hairline(&ui.colors), self.body(ui, circle, chosen)].into()
    }

    fn head<'a>(&'a self, ui: &'a Ui, circle: &'a Circle, filled: bool) -> Element<'a, Message> {
        let look = if filled { Look::Filled } else { Look::Outlined };
        let name =
            Clamp::new(&circle.title, 2).font(SERIF_STRONG).size(size::SUBHEADING, leading::TIGHT).start(ui.start());
        // Who is out reads and takes along, and that is all.
        let out = circle.state == Membership::Removed;
        let mut top = vec![container(name).width(Fill).into()];
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
            ui.across([write.into(), ask.into()]).spacing(gap::XS).into()
        };
        let search = ui
            .field(&ui.text.get("search-hint"), &self.query)
            .id(SEARCH)
            .on_input(Message::Query)
            .on_submit(Message::First);
        let filters = FILTERS.map(|(filter, key)| -> Element<'a, Message> {
            choice(ui, ui.text.get(key), self.filter == filter, Message::Filter(filter)).into()
        });
        let below = match &self.hits {
            Some(hits) => self.found_line(ui, hits.len()),
            None => ui.across(filters).spacing(2).into(),
        };
        column![ui.across(top), verbs, search, below]
            .spacing(gap::S)
            .padding(Padding { top: gap::M, right: gap::M, bottom: gap::XS, left: gap::M })
            .align_x(ui.start())
            .into()
    }

    /// In place of the filters, which a search does not obey.
    fn found_line<'a>(&self, ui: &'a Ui, count: usize) -> Element<'a, Message> {
        let count = ui.text.with("search-found", &[("count", count.into())]);
        let clear = ui.button(ui.text.get("search-clear"), Look::Quiet).on_press(Message::Clear);
        ui.across([ui.placed(caption(count, &ui.colors)).into(), clear.into()]).into()
    }

    fn body<'a>(&'a self, ui: &'a Ui, circle: &'a Circle, chosen: Option<Item>) -> Element<'a, Message> {
        if let (Some(error), 0) = (&self.failed, self.shown()) {
            return container(ui.refusal(&ui.sentence(error))).padding(gap::M).into();
        }
        match (self.shown(), &self.hits) {
            (0, Some(_)) => ui.empty(Icon::Search, &ui.text.get("search-nothing"), ui.text.get("search-lesson")),
            (0, None) if self.rows.is_complete() && self.fresh.is_none() => self.nothing(ui),
            _ => self.rows(ui, circle, chosen),
        }
    }

    fn nothing<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        match self.filter {
            Filter::All | Filter::Notes => {
                let bring = ui.icon_button(Icon::Attachment, ui.text.get("bring"), Look::Outlined);
                let lesson = ui.empty(Icon::Feather, &ui.text.get("list-empty"), ui.text.get("list-empty-lesson"));
                let bring = container(bring.on_press(Message::Bring)).center_x(Fill).padding(gap::XL);
                column![lesson, bring].into()
            }
            Filter::Questions => {
                ui.empty(Icon::Question, &ui.text.get("list-no-questions"), ui.text.get("list-no-questions-lesson"))
            }
            Filter::Open => {
                ui.empty(Icon::Accepted, &ui.text.get("list-none-open"), ui.text.get("list-none-open-lesson"))
            }
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "a hundred thousand rows are exact in an f32")]
    fn rows<'a>(&'a self, ui: &'a Ui, circle: &Circle, chosen: Option<Item>) -> Element<'a, Message> {
        let total = self.total(circle);
        let (first, last) = self.window(total);
        let drawn = (first..last).map(|place| {
            let row: Element<'a, Message> = match self.card(place) {
                Some(card) => {
                    let is_walked = self.walking && Some(place) == self.cursor;
                    card.view(ui, Some(card.item) == chosen, is_walked, Message::Open(card.item))
                }
                None => space().height(measure::ROW).into(),
            };
            (place, row)
        });
        let above = space().height(first as f32 * measure::ROW);
        let below = space().height((total - last) as f32 * measure::ROW);
        let rows = column![above, keyed_column(drawn), below].width(Fill);
        ui.scroll(rows).id(SCROLL).on_scroll(Message::Scrolled).into()
    }

    /// How long the list is: known once it is read to its end, counted by the node until then.
    fn total(&self, circle: &Circle) -> usize {
        if self.hits.is_some() || self.rows.is_complete() {
            return self.shown();
        }
        let counted = match self.filter {
            Filter::All => circle.notes + circle.questions,
            Filter::Notes => circle.notes,
            Filter::Questions => circle.questions,
            Filter::Open => circle.open,
        };
        counted.max(self.shown())
    }
}

/// A line under the list's title while a circle waits for its first member.
pub(crate) fn waiting<'a, M: 'a>(ui: &Ui, circle: &Circle) -> Element<'a, M> {
    let lesson = ui.text.with("circle-waiting", &[("circle", circle.title.as_str().into())]);
    container(
        column![
            title(&circle.title, size::HEADING),
            ui.notice(Icon::Ticket, &lesson, ui.colors.question, ui.colors.question_wash)
        ]
        .spacing(gap::M)
        .max_width(measure::DIALOG),
    )
    .center(Fill)
    .padding(gap::L)
    .into()
}
