//! Disputes where they matter: a badge on what was made from what is disputed, a chip beside the passage, a line in a list.

use commonplace_core::id::RecordId;
use commonplace_node::answer::{DisputeRow, DisputeState, SourceDisputed};
use iced::widget::{Column, column, container};
use iced::{Color, Element, Fill};

use super::Ui;
use super::parts::{caption, meta};
use crate::icon::Icon;
use crate::theme::style::{self, Look};
use crate::theme::{SANS_MEDIUM, leading, size, space as gap};
use crate::ui::time::ago;
use crate::widget::markdown::page::Disputed;
use crate::widget::{Clamp, Press, direction, text};

impl Ui {
    /// The ink of a dispute in this state, and what lies behind it. Its icon and its word say the same.
    pub(crate) fn disputed(&self, state: DisputeState) -> (Icon, Color, Color) {
        let c = &self.colors;
        match state {
            DisputeState::Open => (Icon::Flag, c.disputed, c.disputed_wash),
            DisputeState::Upheld => (Icon::Warning, c.disputed, c.disputed_wash),
            DisputeState::Corrected => (Icon::Check, c.good, c.good_wash),
            DisputeState::Rejected => (Icon::Close, c.muted, c.sunken),
        }
    }

    /// How far a dispute has come.
    pub(crate) fn dispute_state<'a, Message: 'a>(&self, state: DisputeState) -> Element<'a, Message> {
        let (icon, ink, wash) = self.disputed(state);
        let word = self.mark(self.text.get(&format!("dispute-{}", state.name())), ink, wash);
        self.across([icon.at(size::META).color(ink).into(), word]).spacing(gap::XXS).into()
    }

    /// That something was made from what is disputed, each line leading to the dispute; nothing where nothing is.
    pub(crate) fn sources<'a, Message: Clone + 'a>(
        &self,
        sources: &'a [SourceDisputed],
        open: impl Fn(RecordId) -> Message,
    ) -> Option<Element<'a, Message>> {
        let badge = |source: &'a SourceDisputed| self.source(source, open(source.dispute));
        (!sources.is_empty()).then(|| Column::with_children(sources.iter().map(badge)).spacing(gap::XXS).into())
    }

    fn source<'a, Message: Clone + 'a>(&self, source: &'a SourceDisputed, open: Message) -> Element<'a, Message> {
        let (icon, ink, wash) = self.disputed(source.state);
        let name = self.text.get(&format!("source-badge-{}", source.state.name()));
        let name = text(name).font(SANS_MEDIUM).size(size::BODY).line_height(leading::NORMAL).color(ink);
        let claim = direction::placed(meta(source.claim.as_str(), &self.colors), &source.claim);
        let words = column![name, claim].spacing(2).width(Fill).align_x(self.start());
        self.badge(icon, ink, wash, words.into(), open)
    }

    /// What is disputed of an item, a line for each.
    pub(crate) fn dispute_lines<'a, Message: Clone + 'a>(
        &self,
        disputes: impl IntoIterator<Item = &'a DisputeRow>,
        open: impl Fn(RecordId) -> Message,
    ) -> Element<'a, Message> {
        let lines = disputes.into_iter().map(|row| self.dispute_line(row, open(row.id)));
        Column::with_children(lines).spacing(gap::XXS).into()
    }

    fn dispute_line<'a, Message: Clone + 'a>(&self, row: &'a DisputeRow, open: Message) -> Element<'a, Message> {
        let (icon, ink, _) = self.disputed(row.state);
        let claim = Clamp::new(&row.claim, 2).font(SANS_MEDIUM).size(size::BODY, leading::NORMAL).start(self.start());
        let weighed =
            [(row.agree, "dispute-agree"), (row.disagree, "dispute-disagree"), (row.unsure, "dispute-unsure")];
        let mut beside = vec![self.name(&row.author), ago(self, row.updated)];
        beside.extend(
            weighed
                .iter()
                .filter(|(count, _)| *count > 0)
                .map(|(count, key)| format!("{}: {count}", self.text.get(key))),
        );
        let beside = caption(beside.join("  ·  "), &self.colors);
        let words = column![claim, self.placed(beside)].spacing(2).width(Fill);
        let parts = [icon.at(size::READING).color(ink).into(), words.into(), self.dispute_state(row.state)];
        Press::new(self.across(parts).spacing(gap::S), style::press(self.colors, Look::Row(false)))
            .padding([gap::XS, gap::XS])
            .width(Fill)
            .on_press(open)
            .into()
    }

    /// Disputes of passages of a text, as they stand beside its blocks. What is rejected stands in no margin.
    pub(crate) fn beside_passages<'a>(
        &self,
        found: impl IntoIterator<Item = (usize, &'a DisputeRow)>,
    ) -> Vec<(usize, Disputed)> {
        let shown = found.into_iter().filter(|(_, row)| row.state != DisputeState::Rejected);
        let said = |row: &DisputeRow| {
            let values = [("name", self.name(&row.author).into()), ("claim", row.claim.as_str().into())];
            self.text.with(&format!("dispute-line-{}", row.state.name()), &values)
        };
        shown.map(|(block, row)| (block, Disputed { dispute: row.id, state: row.state, words: said(row) })).collect()
    }

    /// A line that can be pressed, on a wash and with an edge: it is seen without colours, too.
    fn badge<'a, Message: Clone + 'a>(
        &self,
        icon: Icon,
        ink: Color,
        wash: Color,
        words: Element<'a, Message>,
        open: Message,
    ) -> Element<'a, Message> {
        let onwards = self.forward_icon().at(size::META).color(ink).into();
        let parts = self.across([icon.at(size::READING).color(ink).into(), words, onwards]).spacing(gap::S);
        Press::new(container(parts).width(Fill), style::badge(self.colors, ink, wash))
            .padding([gap::XS, gap::S])
            .width(Fill)
            .on_press(open)
            .into()
    }
}
