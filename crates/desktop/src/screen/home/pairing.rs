//! One card of a pair on the home of a circle: who waits for an answer, or else with whom one might learn.

use commonplace_core::id::{CircleId, PersonId};
use commonplace_node::answer::{Pair, PairState, PairSuggestion};
use commonplace_node::command::Command;
use commonplace_node::node::Node;
use iced::Element;
use iced::widget::column;

use super::{Message, Shown};
use crate::ask;
use crate::theme::space as gap;
use crate::theme::style::Look;
use crate::ui::Ui;
use crate::ui::parts::meta;

/// What there is to show.
#[derive(Debug, Clone, Default)]
pub(super) struct Offered {
    /// Those with whom one learns, or waits, or who wait for an answer.
    pairs: Vec<Pair>,
    /// Those with whom one might learn.
    found: Vec<PairSuggestion>,
}

impl Offered {
    /// All of a circle. What cannot be read now is left out: it stands on its own page.
    pub(super) async fn of(node: &Node, circle: CircleId) -> Self {
        let pairs = ask::all::<Pair>(node.clone(), Command::PairList { circle: circle.into() }).await;
        let pairs = pairs.unwrap_or_default().into_iter().filter(Pair::is_mine).collect();
        let found = ask::all(node.clone(), Command::PairSuggest { circle: circle.into() }).await.unwrap_or_default();
        Self { pairs, found }
    }

    /// Who waits for an answer.
    fn asked(&self) -> Option<&Pair> {
        self.pairs.iter().find(|pair| pair.state == PairState::Asked)
    }

    /// Whether this person is on a card that may be shown.
    pub(super) fn has(&self, person: &PersonId) -> bool {
        self.asked().is_some_and(|pair| pair.id == *person) || self.found.iter().any(|found| found.id == *person)
    }
}

/// The card, and what came of the last one: at most one of each.
pub(super) fn view<'a>(
    ui: &'a Ui,
    shown: &'a Shown,
    another: usize,
    said: Option<PersonId>,
) -> Option<Element<'a, Message>> {
    let offered = &shown.pairing;
    let place = another.checked_rem(offered.found.len());
    let card = match (offered.asked(), place.and_then(|place| offered.found.get(place))) {
        (Some(pair), _) => {
            let id = pair.id;
            Some(ui.pair(pair, false, true, move |say| Message::Pair(id, say)))
        }
        (None, Some(found)) => {
            let id = found.id;
            Some(ui.suggestion(found, offered.found.len() > 1, Look::Outlined, move |say| Message::Pair(id, say)))
        }
        (None, None) => None,
    };
    // As it is now: whoever was waited for may have answered since.
    let said = said.and_then(|person| offered.pairs.iter().find(|pair| pair.id == person));
    let said = said.filter(|pair| matches!(pair.state, PairState::Waiting | PairState::Together));
    if card.is_none() && said.is_none() {
        return None;
    }
    let mut parts = column![].spacing(gap::S).align_x(ui.start());
    if let Some(pair) = said {
        parts = parts.push(ui.placed(meta(pair.told(&ui.text), &ui.colors)));
    }
    if let Some(card) = card {
        parts = parts.push(card);
    }
    let all = ui.button(ui.text.get("pairs-all"), Look::Link).on_press(Message::Pairs);
    Some(ui.section("pairs", parts.push(all).into()))
}
