//! What there is to see in a circle, asked of one node.

use std::collections::BTreeMap;

use commonplace_core::id::RecordId;
use commonplace_node::answer::{Answer, Blob, CircleStatus, Delivery, Member, Note, Question, QuestionState};
use commonplace_node::command::{Command, Name, Page};
use commonplace_node::error::Error;
use commonplace_node::node::Node;

use crate::laptop::Asking;

/// Everything that the members of a circle read in it: the same for all of them, when they hold the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct View {
    /// Text and tags of each note by its title.
    pub(super) notes: BTreeMap<String, (String, Vec<String>)>,
    /// State of each question by its title, with the text of its answers and whether each is accepted.
    pub(super) questions: BTreeMap<String, (QuestionState, Vec<(String, bool)>)>,
    /// Who is in the circle.
    pub(super) members: Vec<String>,
}

/// All of it, on this node.
pub(super) async fn view(node: &Node, circle: &Name) -> Result<View, Error> {
    let mut notes = BTreeMap::new();
    for row in node.notes(circle, Page::FIRST).await? {
        if let Some(note) = node.note(row.id).await? {
            notes.insert(note.row.title, (note.text, note.row.tags));
        }
    }
    let mut questions = BTreeMap::new();
    for row in node.questions(circle).await? {
        if let Some(question) = node.question(row.id).await? {
            let replies = question.replies.into_iter().map(|reply| (reply.text, reply.accepted));
            questions.insert(question.row.title, (question.row.state, replies.collect()));
        }
    }
    let mut members: Vec<String> = members(node, circle).await?.into_iter().map(|member| member.name).collect();
    members.sort();
    Ok(View { notes, questions, members })
}

/// Who is in the circle.
pub(super) async fn members(node: &Node, circle: &Name) -> Result<Vec<Member>, Error> {
    let command = Command::CircleMembers { circle: circle.clone() };
    node.all(command, |answer| if let Answer::Member(member) = answer { Some(member) } else { None }).await
}

/// How far all notes have travelled, when it is as far for each of so many.
pub(super) async fn delivery(node: &Node, circle: &Name, notes: usize) -> Result<Option<Delivery>, Error> {
    let rows = node.notes(circle, Page::FIRST).await?;
    let everywhere = |on: Delivery| on.devices == on.of;
    let all_there = rows.len() == notes && rows.iter().all(|row| everywhere(row.on));
    Ok(if all_there { rows.first().map(|row| row.on) } else { None })
}

/// The note with this title.
pub(super) async fn titled(node: &Node, circle: &Name, title: &str) -> Result<Option<Note>, Error> {
    let rows = node.notes(circle, Page::FIRST).await?;
    match rows.into_iter().find(|row| row.title == title) {
        Some(row) => node.note(row.id).await,
        None => Ok(None),
    }
}

/// The question with this title.
pub(super) async fn asked(node: &Node, circle: &Name, title: &str) -> Result<Option<Question>, Error> {
    let rows = node.questions(circle).await?;
    match rows.into_iter().find(|row| row.title == title) {
        Some(row) => node.question(row.id).await,
        None => Ok(None),
    }
}

/// The first attachment of a note, when all of it is here.
pub(super) async fn drawing(node: &Node, note: RecordId) -> Result<Option<Blob>, Error> {
    let pick = |answer| if let Answer::Blob(blob) = answer { Some(blob) } else { None };
    let blobs = node.all(Command::BlobList { item: note.into() }, pick).await?;
    Ok(blobs.into_iter().find(|blob| blob.here == blob.sealed_size))
}

/// How the circle is.
pub(super) async fn status(node: &Node, circle: &Name) -> Result<CircleStatus, Error> {
    let pick = |answer| if let Answer::CircleStatus(status) = answer { Some(status) } else { None };
    node.first(Command::Status { circle: Some(circle.clone()) }, pick).await
}
