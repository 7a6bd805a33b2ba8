//! Two people who learn together, or might: who they are, why, and what one says to it.

use commonplace_node::answer::{Author, Pair, PairState, PairSuggestion};
use iced::Element;
use iced::widget::{Column, container};

use super::Ui;
use super::parts::{body, meta, title};
use crate::icon::Icon;
use crate::theme::style::{self, Look};
use crate::theme::{measure, size, space as gap};

/// What somebody says to a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Say {
    /// They learn with this person.
    Accept,
    /// They would rather see another one.
    Another,
    /// Not now.
    Later,
    /// Never.
    Never,
    /// Now after all.
    Again,
    /// They want to end it, and are asked once more.
    End,
    /// They end it.
    EndSurely,
    /// They do not, after all.
    Keep,
    /// They plan a meeting of the two.
    Plan,
}

/// A way to answer: its icon, its words, how it looks, and what is said by it.
type Way = (Icon, &'static str, Look, Say);

impl Ui {
    /// Somebody with whom one might learn, and why. `more` says that there is another one; accepting looks like `accept`.
    pub(crate) fn suggestion<'a, M: Clone + 'a>(
        &self,
        found: &PairSuggestion,
        more: bool,
        accept: Look,
        told: impl Fn(Say) -> M,
    ) -> Element<'a, M> {
        let mut ways = vec![(Icon::Check, "pair-accept", accept, Say::Accept)];
        ways.extend(more.then_some((self.forward_icon(), "pair-another", Look::Outlined, Say::Another)));
        ways.push((Icon::Close, "pair-later", Look::Outlined, Say::Later));
        let mut said = found.reasons(&self.text);
        said.push(self.text.get("pair-seen"));
        self.pair_card(&found.name, None, said, &ways, told)
    }

    /// Somebody with whom one learns, or who waits, or for whom one waits. `ending` says that one is about to end it.
    pub(crate) fn pair<'a, M: Clone + 'a>(
        &self,
        pair: &Pair,
        ending: bool,
        writes: bool,
        told: impl Fn(Say) -> M,
    ) -> Element<'a, M> {
        let ways: &[Way] = match pair.state {
            _ if !writes => &[],
            PairState::Asked => &[
                (Icon::Check, "pair-accept", Look::Outlined, Say::Accept),
                (Icon::Close, "pair-rather-not", Look::Outlined, Say::EndSurely),
                (Icon::Hide, "pair-never", Look::Quiet, Say::Never),
            ],
            // The careful answer stands where the question was asked: two presses at one place end nothing.
            PairState::Together if ending => &[
                (Icon::Close, "pair-end-surely", Look::Outlined, Say::EndSurely),
                (Icon::Check, "pair-keep", Look::Outlined, Say::Keep),
            ],
            PairState::Together => &[
                (Icon::Calendar, "meeting-plan", Look::Outlined, Say::Plan),
                (Icon::Close, "pair-end", Look::Quiet, Say::End),
            ],
            PairState::Waiting => &[(Icon::Close, "pair-take-back", Look::Quiet, Say::EndSurely)],
            PairState::Ended | PairState::Later | PairState::Never | PairState::Open => &[],
        };
        let state = if ending && pair.state == PairState::Together {
            self.text.with("pair-end-lesson", &[("name", pair.with.name.as_str().into())])
        } else {
            pair.told(&self.text)
        };
        self.pair_card(&pair.with.name, Some((pair.state, state)), pair.reasons(&self.text), ways, told)
    }

    /// Both names of two people.
    pub(crate) fn both(&self, one: &Author, other: &Author) -> String {
        let name = |person: &Author| person.name.clone();
        self.text.with("pair-both", &[("one", name(one).into()), ("name", name(other).into())])
    }

    fn pair_card<'a, M: Clone + 'a>(
        &self,
        name: &str,
        state: Option<(PairState, String)>,
        reasons: Vec<String>,
        ways: &[Way],
        told: impl Fn(Say) -> M,
    ) -> Element<'a, M> {
        let head = title(&self.text.with("pair-you-and", &[("name", name.into())]), size::SUBHEADING);
        let mut parts = Column::new().spacing(gap::S).align_x(self.start()).push(self.placed(head));
        if let Some((state, said)) = state {
            let (icon, color) = match state {
                PairState::Together => (Icon::Accepted, self.colors.good),
                PairState::Asked => (Icon::Question, self.colors.question),
                _ => (Icon::History, self.colors.faint),
            };
            let said = self.placed(meta(said, &self.colors));
            parts = parts.push(self.across([icon.at(size::BODY).color(color).into(), said.into()]).spacing(gap::XS));
        }
        let lines = reasons.into_iter().map(|said| self.placed(body(said)).into());
        parts = parts.push(Column::with_children(lines).spacing(gap::XXS));
        if !ways.is_empty() {
            let doors = ways.iter().map(|(icon, key, look, say)| {
                self.icon_button(*icon, self.text.get(key), *look).on_press(told(*say)).into()
            });
            parts = parts.push(self.choices(doors.collect::<Vec<_>>()));
        }
        let ground = style::patch(self.colors.sunken, self.colors.ink, measure::RADIUS);
        container(parts).style(ground).padding(gap::M).width(iced::Fill).into()
    }
}
