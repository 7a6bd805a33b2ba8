//! What was asked or written already that is like the question somebody is typing: so that nobody waits for an answer that
//! is there.

use commonplace_core::id::CircleId;
use commonplace_core::limits::SEARCH_HITS;
use commonplace_node::answer::Hit;
use commonplace_node::command::Command;
use commonplace_node::words_of;
use iced::widget::{Column, column, container};
use iced::{Element, Fill, Task};

use crate::ask::{All, Reach};
use crate::theme::style::{self, Look};
use crate::theme::{SANS, leading, measure, size, space};
use crate::ui::Ui;
use crate::ui::card::{Card, Item};
use crate::ui::parts::{caption, label};
use crate::widget::{Clamp, Press};

/// Shown at most: a glance, not a list.
const SHOWN: usize = 5;
/// Words that a question has before anything is looked for: one word is like everything.
const WORDS: usize = 2;

/// What is like the question, and what was asked last.
#[derive(Debug, Clone, Default)]
pub(crate) struct Similar {
    wanted: String,
    asked: String,
    busy: bool,
    cards: Vec<Card>,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// These hold some of the words.
    Found(CircleId, String, All<Hit>),
    /// Somebody wants to read one.
    Open(Item),
}

impl Similar {
    /// This is the question so far. One look at a time; what is typed meanwhile is looked for by the next.
    pub(crate) fn look(&mut self, circle: CircleId, question: &str, reach: &Reach) -> Task<Message> {
        question.trim().clone_into(&mut self.wanted);
        if words_of(&self.wanted).len() < WORDS {
            self.cards.clear();
            return Task::none();
        }
        self.next(circle, reach)
    }

    fn next(&mut self, circle: CircleId, reach: &Reach) -> Task<Message> {
        if self.busy || self.asked == self.wanted {
            return Task::none();
        }
        self.busy = true;
        self.asked.clone_from(&self.wanted);
        let asked = self.asked.clone();
        let command = Command::Search { circle: Some(circle.into()), query: asked.clone(), max: SEARCH_HITS };
        reach.all(command, move |hits| Message::Found(circle, asked, hits))
    }

    /// What the node has found for a question. Gives what somebody wants to read.
    pub(crate) fn update(&mut self, message: Message, reach: &Reach) -> (Task<Message>, Option<Item>) {
        match message {
            Message::Open(item) => (Task::none(), Some(item)),
            Message::Found(circle, asked, hits) => {
                self.busy = false;
                if words_of(&self.wanted).len() >= WORDS {
                    self.cards = alike(&asked, hits.unwrap_or_default());
                }
                (self.next(circle, reach), None)
            }
        }
    }

    pub(crate) fn view<'a>(&'a self, ui: &'a Ui) -> Option<Element<'a, Message>> {
        if self.cards.is_empty() {
            return None;
        }
        let cards = self.cards.iter().map(|card| {
            let (ink, key) = match card.item {
                Item::Question(_) => (ui.colors.question, "similar-question"),
                Item::QuickVote(_) => (ui.colors.question, "vote"),
                // Meetings are left out.
                Item::Note(_) | Item::Card(_) | Item::Dispute(_) | Item::Meeting(_) => {
                    (ui.colors.faint, "similar-note")
                }
            };
            let title = Clamp::new(&card.title, 1).font(SANS).size(size::BODY, leading::NORMAL).start(ui.start());
            let by = ui.text.with(key, &[("name", ui.name(&card.author).into())]);
            let by = caption(by, &ui.colors).wrapping(iced::widget::text::Wrapping::None);
            let icon = card.item.icon().at(size::BODY).color(ink);
            let parts = ui.across([icon.into(), container(title).width(Fill).into(), by.into()]).spacing(space::S);
            Press::new(parts, style::press(ui.colors, Look::Row(false)))
                .padding([space::XXS, space::XS])
                .width(Fill)
                .on_press(Message::Open(card.item))
                .into()
        });
        let heading = container(label(ui.text.get("similar"), &ui.colors)).padding([0.0, space::XS]);
        let list = column![heading, Column::with_children(cards)].spacing(space::XXS).align_x(ui.start());
        let ground = style::patch(ui.colors.sunken, ui.colors.ink, measure::RADIUS);
        Some(container(list).padding(space::XS).width(Fill).style(ground).into())
    }
}

/// Those that hold at least half of the words of a question in what can be seen of them: questions first, for one of them
/// may have the answer.
fn alike(question: &str, hits: Vec<Hit>) -> Vec<Card> {
    let mut words = words_of(question);
    words.sort();
    words.dedup();
    let is_alike = |hit: &Hit| {
        let said = words_of(&format!("{} {}", hit.title, hit.excerpt));
        let shared = words.iter().filter(|word| said.iter().any(|said| said.starts_with(word.as_str()))).count();
        // A meeting answers nothing.
        hit.kind != "meeting" && 2 * shared >= words.len().max(WORDS)
    };
    let mut hits: Vec<Hit> = hits.into_iter().filter(is_alike).collect();
    hits.sort_by_key(|hit| hit.kind != "question");
    hits.into_iter().take(SHOWN).map(Card::from).collect()
}

#[cfg(test)]
mod tests {
    use commonplace_core::id::{PersonId, RecordId};
    use commonplace_node::answer::Author;

    use super::*;

    fn hit(kind: &str, title: &str) -> Hit {
        Hit {
            id: RecordId::of(title.as_bytes()),
            kind: kind.into(),
            title: title.into(),
            circle: CircleId::from_bytes([0; 32]),
            excerpt: String::new(),
            author: Author { id: PersonId::from_bytes([0; 32]), name: "bob".into(), me: false },
            score: 1,
        }
    }

    #[test]
    fn what_shares_half_of_the_words_is_like_it_and_questions_come_first() {
        let hits = vec![
            hit("note", "Water and salt"),
            hit("question", "Does salt attract water?"),
            hit("note", "Why we learn"),
        ];
        let found: Vec<String> = alike("why does salt attract wat", hits).into_iter().map(|card| card.title).collect();
        assert_eq!(found, ["Does salt attract water?"], "three of five words, and not one of five");
        let many = (0..20).map(|n| hit("question", &format!("salt water {n}"))).collect();
        assert_eq!(alike("salt water", many).len(), SHOWN);
    }
}
