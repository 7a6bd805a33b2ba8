//! What is done with several notes and questions at once, and taken back for a moment before it is told.

use std::path::PathBuf;
use std::sync::Arc;

use commonplace_node::answer::{self, Dispute, Meeting, Note, Question, QuickVote};
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use commonplace_node::node::Node;
use iced::Task;

use super::files::{free, safe_name};
use super::{Desk, Message, Toast};
use crate::ask::{self, One};
use crate::backend::Host;
use crate::screen::list::Act;
use crate::ui::card::{Card, Item};

/// What came of something that was done with several.
#[derive(Debug, Clone)]
pub(crate) enum Did {
    /// So many are not new any more.
    Read(usize),
    /// So many stay on this laptop.
    Kept(usize),
    /// So many are taken back, for all who hear of it.
    TookBack(usize),
    /// So many are in the clipboard, once this is.
    Copied(usize, String),
    /// So many are in this folder.
    Saved(usize, PathBuf),
}

/// Notes and questions that are taken back in a moment, unless somebody thinks better of it.
#[derive(Debug, Default)]
pub(super) struct Leaving {
    pub(super) items: Vec<Item>,
    /// The title of the first.
    pub(super) title: String,
    /// How often something was taken back: each time has its whole moment.
    pub(super) times: u64,
}

impl Desk {
    pub(super) fn act(&mut self, act: Act, cards: Vec<Card>) -> Task<Message> {
        if let Some(list) = &mut self.list {
            list.unchoose();
        }
        let node = self.reach.node.clone();
        let each = |command: fn(Item) -> Command| cards.iter().map(|card| command(card.item)).collect::<Vec<_>>();
        match act {
            Act::Open => match cards.first() {
                Some(card) => self.open_item(card.item),
                None => Task::none(),
            },
            Act::Read => {
                let commands = each(|item| Command::MarkRead { item: item.id().into() });
                Task::perform(done(node, commands, Did::Read), Message::Did)
            }
            Act::Keep => {
                let commands = each(|item| Command::Pin { item: item.id().into() });
                Task::perform(done(node, commands, Did::Kept), Message::Did)
            }
            Act::Copy => Task::perform(copied(node, items(&cards)), Message::Did),
            Act::Save => Task::perform(saved(node, items(&cards), Arc::clone(&self.reach.host)), Message::Did),
            Act::TakeBack => self.take_back(cards),
        }
    }

    pub(super) fn did(&mut self, did: One<Did>) -> Task<Message> {
        match did {
            Ok(Did::Copied(count, text)) => {
                self.toast = Some(Toast::CopiedItems(count));
                return iced::clipboard::write(text);
            }
            Ok(did) => self.toast = Some(Toast::Did(did)),
            Err(error) => {
                // What could not be taken back is shown again.
                if let Some(list) = &mut self.list {
                    list.hide(self.leaving.items.clone());
                }
                self.toast = Some(Toast::Sentence(error));
            }
        }
        Task::none()
    }

    /// Not shown from now on, and told to the circle in a moment, unless somebody thinks better of it: once told, it cannot
    /// be called back.
    pub(super) fn take_back(&mut self, cards: Vec<Card>) -> Task<Message> {
        let before = self.tell_taken_back();
        let items = items(&cards);
        if let Some(list) = &mut self.list {
            list.hide(items.clone());
        }
        let title = cards.first().map(|card| card.title.clone()).unwrap_or_default();
        let closes = self.item().is_some_and(|open| items.contains(&open));
        self.leaving = Leaving { items, title, times: self.leaving.times + 1 };
        let back = if closes { self.back_to(None) } else { Task::none() };
        Task::batch([before, back])
    }

    /// Somebody thought better of it.
    pub(super) fn undo(&mut self) -> Task<Message> {
        if std::mem::take(&mut self.leaving.items).is_empty() {
            return Task::none();
        }
        if let Some(list) = &mut self.list {
            list.hide(Vec::new());
        }
        Task::none()
    }

    /// The moment is over.
    pub(super) fn tell_taken_back(&mut self) -> Task<Message> {
        let items = std::mem::take(&mut self.leaving.items);
        if items.is_empty() {
            return Task::none();
        }
        let commands = items.iter().map(|item| Command::Retract { item: item.id().into() }).collect();
        let tell = done(self.reach.node.clone(), commands, Did::TookBack);
        Task::perform(self.reach.drafts.begin().until(tell), Message::Did)
    }
}

fn items(cards: &[Card]) -> Vec<Item> {
    cards.iter().map(|card| card.item).collect()
}

/// One after the other; what fails ends it.
async fn done(node: Node, commands: Vec<Command>, did: fn(usize) -> Did) -> One<Did> {
    let count = commands.len();
    for command in commands {
        ask::answers(&node, command).await?;
    }
    Ok(did(count))
}

async fn copied(node: Node, items: Vec<Item>) -> One<Did> {
    let count = items.len();
    let mut whole = Vec::new();
    for item in items {
        whole.push(markdown(&node, item).await?.1);
    }
    Ok(Did::Copied(count, whole.join("\n")))
}

async fn saved(node: Node, items: Vec<Item>, host: Arc<dyn Host>) -> One<Did> {
    let (count, folder) = (items.len(), host.saved());
    for item in items {
        let (title, text) = markdown(&node, item).await?;
        let host = Arc::clone(&host);
        ask::away(move || write(&host.saved(), &title, &text), Err(Error::Stopped)).await?;
    }
    Ok(Did::Saved(count, folder))
}

fn write(folder: &std::path::Path, title: &str, text: &str) -> One<()> {
    let to = free(folder, &safe_name(&format!("{}.md", title.replace(['/', '\\'], "-"))))?;
    std::fs::write(&to, text).map_err(|error| Error::File { file: to, why: error.to_string() })
}

/// Title and whole text, as Markdown.
async fn markdown(node: &Node, item: Item) -> One<(String, String)> {
    match item {
        Item::Note(id) => {
            let note: Note = ask::one(node.clone(), Command::NoteShow { note: id.into() }).await?;
            let text = titled(&note.row.title, &note.text);
            Ok((note.row.title, text))
        }
        Item::Question(id) => {
            let question: Question = ask::one(node.clone(), Command::QuestionShow { question: id.into() }).await?;
            let mut text = titled(&question.row.title, &question.text);
            for reply in &question.replies {
                let mark = if reply.accepted { " ✓" } else { "" };
                // Of a text whose end is not here, no copy passes for all of it.
                let end = if reply.away.is_some() { " […]" } else { "" };
                text.push_str(&format!("\n## {}{mark}\n\n{}{end}\n", reply.author.name, reply.text.trim_end()));
            }
            Ok((question.row.title, text))
        }
        Item::Dispute(id) => {
            let dispute: Dispute = ask::one(node.clone(), Command::DisputeShow { dispute: id.into() }).await?;
            let said = [dispute.row.passage.as_deref().unwrap_or_default(), &dispute.why, &dispute.elsewhere];
            let said: Vec<&str> = said.into_iter().filter(|words| !words.trim().is_empty()).collect();
            let text = titled(&dispute.row.claim, &said.join("\n\n"));
            Ok((dispute.row.claim, text))
        }
        Item::Card(id) => {
            let card: answer::Card = ask::one(node.clone(), Command::CardShow { card: id.into() }).await?;
            let text = format!("{}\n\n---\n\n{}\n", card.front.trim_end(), card.back.trim_end());
            Ok((card.row.title, text))
        }
        Item::Meeting(id) => {
            let meeting: Meeting = ask::one(node.clone(), Command::MeetingShow { meeting: id.into() }).await?;
            let text = titled(&meeting.row.title, &meeting.agenda);
            Ok((meeting.row.title, text))
        }
        Item::QuickVote(id) => {
            let vote: QuickVote = ask::one(node.clone(), Command::QuickVoteShow { vote: id.into() }).await?;
            let mut text = titled(&vote.row.title, "");
            let shown = vote.rounds.iter().rev().find(|round| !round.uncovered_by.is_empty());
            for (place, option) in vote.options.iter().enumerate() {
                let count = shown.and_then(|round| round.counts.get(place));
                let count = count.map(|count| format!(": {count}")).unwrap_or_default();
                text.push_str(&format!("{}. {option}{count}\n", place + 1));
            }
            Ok((vote.row.title, text))
        }
    }
}

/// A text that does not begin with its title gets it as a heading.
fn titled(title: &str, text: &str) -> String {
    let begins = text.trim_start().strip_prefix("# ").is_some_and(|rest| rest.starts_with(title));
    let heading = if begins { String::new() } else { format!("# {title}\n\n") };
    format!("{heading}{}\n", text.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_said_once() {
        assert_eq!(titled("Osmosis", "# Osmosis\n\nWater."), "# Osmosis\n\nWater.\n");
        assert_eq!(titled("Osmosis", "Water.\n"), "# Osmosis\n\nWater.\n");
    }
}
