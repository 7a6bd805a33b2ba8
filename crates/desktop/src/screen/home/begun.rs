//! What somebody has begun to write in a circle and not published.

use commonplace_core::id::{CircleId, RecordId};
use commonplace_node::answer::{Card, Draft, DraftRow, Meeting, Note, Question, QuickVote};
use commonplace_node::command::Command;
use commonplace_node::node::Node;
use commonplace_node::sheet::Sheet;

use crate::ask;
use crate::draft::BEFORE;
use crate::ui::card::Item;

/// Drafts looked through at most: whoever has more finds them where they were begun.
const LOOKED: usize = 24;

/// Where one goes on with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Begun {
    /// A new note.
    Note,
    /// A change of this note.
    Edit(RecordId),
    /// A question.
    Ask,
    /// A question about this note of that title.
    AskAbout(RecordId, String),
    /// An answer to, a comment on, or a change of something in this question.
    Answer(RecordId),
    /// A comment on this note.
    Comment(Item),
    /// A card.
    Card,
    /// A meeting.
    Plan,
    /// What one can help with and would like help with.
    Skills,
    /// A change of this meeting, a comment on it, or what came of it.
    Meeting(RecordId),
}

/// A line of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Where it leads.
    pub(super) begun: Begun,
    /// Its title, or what it is about; empty if it has none yet.
    pub(super) title: String,
}

/// All of a circle. What cannot be read is left out: it is found again where it was begun.
pub(super) async fn of(node: &Node, circle: CircleId) -> Vec<Line> {
    let rows: Vec<DraftRow> = ask::all(node.clone(), Command::DraftList).await.unwrap_or_default();
    let mut lines = Vec::new();
    for row in rows.into_iter().take(LOOKED) {
        let line = line(node, circle, &row.id).await;
        // What was there before is offered where one goes on with the other.
        lines.extend(line.filter(|line| !lines.iter().any(|other: &Line| other.begun == line.begun)));
    }
    lines
}

async fn line(node: &Node, circle: CircleId, key: &str) -> Option<Line> {
    let (kind, of) = key.strip_prefix(BEFORE).unwrap_or(key).split_once(':')?;
    let here = of == circle.to_string();
    let begun = match kind {
        "note-new" if here => return Some(Line { begun: Begun::Note, title: title(node, key).await }),
        "ask" if here => return Some(Line { begun: Begun::Ask, title: title(node, key).await }),
        "card-new" if here => return Some(Line { begun: Begun::Card, title: title(node, key).await }),
        "meeting-new" if here => return Some(Line { begun: Begun::Plan, title: title(node, key).await }),
        "skills" if here => return Some(Line { begun: Begun::Skills, title: String::new() }),
        "meeting" | "recap" => {
            let meeting = meeting(node, of).await.filter(|meeting| meeting.row.circle == circle)?;
            return Some(Line { begun: Begun::Meeting(meeting.row.id), title: meeting.row.title });
        }
        "note" => {
            let note = note(node, of).await.filter(|note| note.row.circle == circle)?;
            return Some(Line { begun: Begun::Edit(note.row.id), title: note.row.title });
        }
        "ask-about" => {
            let note = note(node, of).await.filter(|note| note.row.circle == circle)?;
            let mut asked = title(node, key).await;
            if asked.is_empty() {
                asked.clone_from(&note.row.title);
            }
            return Some(Line { begun: Begun::AskAbout(note.row.id, note.row.title), title: asked });
        }
        "card-from" => of.split_once(':')?.0,
        "answer" | "comment" | "edit" | "dispute" | "card" => of,
        _ => return None,
    };
    if let Some(question) = question(node, begun).await {
        let id = question.row.id;
        return (question.row.circle == circle).then_some(Line { begun: Begun::Answer(id), title: question.row.title });
    }
    if let Some(meeting) = meeting(node, begun).await {
        let line = Line { begun: Begun::Meeting(meeting.row.id), title: meeting.row.title };
        return (meeting.row.circle == circle).then_some(line);
    }
    if let Some(note) = note(node, begun).await {
        let begun = Begun::Comment(Item::Note(note.row.id));
        return (note.row.circle == circle).then_some(Line { begun, title: note.row.title });
    }
    if let Ok(card) = ask::one::<Card>(node.clone(), Command::CardShow { card: begun.into() }).await {
        let begun = Begun::Comment(Item::Card(card.row.id));
        return (card.row.circle == circle).then_some(Line { begun, title: card.row.title });
    }
    let vote: Option<QuickVote> = ask::one(node.clone(), Command::QuickVoteShow { vote: begun.into() }).await.ok();
    let vote = vote.filter(|vote| vote.row.circle == circle)?;
    Some(Line { begun: Begun::Comment(Item::QuickVote(vote.row.id)), title: vote.row.title })
}

/// The title that a draft has so far, or the beginning of its text.
async fn title(node: &Node, key: &str) -> String {
    let draft = ask::one::<Draft>(node.clone(), Command::DraftRead { key: key.into() }).await;
    let sheet = draft.map(|draft| Sheet::unpack(&draft.text)).unwrap_or_default();
    let first = || sheet.text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default().to_owned();
    if sheet.title.trim().is_empty() { first() } else { sheet.title }
}

async fn note(node: &Node, id: &str) -> Option<Note> {
    ask::one(node.clone(), Command::NoteShow { note: id.into() }).await.ok()
}

async fn meeting(node: &Node, id: &str) -> Option<Meeting> {
    ask::one(node.clone(), Command::MeetingShow { meeting: id.into() }).await.ok()
}

async fn question(node: &Node, id: &str) -> Option<Question> {
    ask::one(node.clone(), Command::QuestionShow { question: id.into() }).await.ok()
}
