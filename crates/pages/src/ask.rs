//! Questions to the node, with the answers by their type.

use commonplace_core::id::{BlobId, CircleId, RecordId};
use commonplace_node::answer::{
    Answer, Blob, Card, CardRow, CardsDue, Circle, Dispute, DisputeRow, Draft, Hit, Meeting, MeetingRow, Note, NoteRow,
    Question, QuestionRow, QuickVote, QuickVoteRow, Written,
};
use commonplace_node::command::{CardPick, Command, Page};
use commonplace_node::error::Error;
use commonplace_node::node::Node;

use crate::view::pairs::Shown;

/// Asks for answers of one kind; others are passed over.
async fn all<T>(node: &Node, command: Command, take: fn(Answer) -> Option<T>) -> Result<Vec<T>, Error> {
    Ok(node.answers(command).await?.into_iter().filter_map(take).collect())
}

/// Asks for one answer of one kind. A node that ends its answers without it is on its way out.
async fn one<T>(node: &Node, command: Command, take: fn(Answer) -> Option<T>) -> Result<T, Error> {
    all(node, command, take).await?.pop().ok_or(Error::Stopped)
}

macro_rules! taking {
    ($kind:ident) => {
        |answer| if let Answer::$kind(value) = answer { Some(value) } else { None }
    };
}

pub(crate) async fn circle(node: &Node, circle: CircleId) -> Result<Circle, Error> {
    one(node, Command::CircleShow { circle: circle.into() }, taking!(Circle)).await
}

pub(crate) async fn note(node: &Node, note: RecordId) -> Result<Note, Error> {
    one(node, Command::NoteShow { note: note.into() }, taking!(Note)).await
}

pub(crate) async fn card(node: &Node, card: RecordId) -> Result<Card, Error> {
    one(node, Command::CardShow { card: card.into() }, taking!(Card)).await
}

pub(crate) async fn cards(node: &Node, circle: CircleId, pick: CardPick, page: Page) -> Result<Vec<CardRow>, Error> {
    all(node, Command::CardList { circle: circle.into(), pick, page }, taking!(CardRow)).await
}

/// What there is to review.
pub(crate) async fn cards_due(node: &Node, circle: CircleId) -> Result<CardsDue, Error> {
    one(node, Command::CardsDue { circle: circle.into() }, taking!(CardsDue)).await
}

pub(crate) async fn question(node: &Node, question: RecordId) -> Result<Question, Error> {
    one(node, Command::QuestionShow { question: question.into() }, taking!(Question)).await
}

/// Who learns together, who might, and what everybody can help with.
pub(crate) async fn pairs(node: &Node, circle: CircleId) -> Result<Shown, Error> {
    let circle = || circle.into();
    Ok(Shown {
        people: all(node, Command::SkillList { circle: circle() }, taking!(PersonSkills)).await?,
        pairs: all(node, Command::PairList { circle: circle() }, taking!(Pair)).await?,
        found: all(node, Command::PairSuggest { circle: circle() }, taking!(PairSuggestion)).await?,
    })
}

pub(crate) async fn dispute(node: &Node, dispute: RecordId) -> Result<Dispute, Error> {
    one(node, Command::DisputeShow { dispute: dispute.into() }, taking!(Dispute)).await
}

pub(crate) async fn disputes(node: &Node, circle: CircleId, page: Page) -> Result<Vec<DisputeRow>, Error> {
    all(node, Command::DisputeList { circle: circle.into(), open: false, page }, taking!(DisputeRow)).await
}

pub(crate) async fn meeting(node: &Node, meeting: RecordId) -> Result<Meeting, Error> {
    one(node, Command::MeetingShow { meeting: meeting.into() }, taking!(Meeting)).await
}

/// The next meeting, if one is ahead.
pub(crate) async fn next_meeting(node: &Node, circle: CircleId) -> Result<Option<Meeting>, Error> {
    Ok(all(node, Command::MeetingNext { circle: circle.into() }, taking!(Meeting)).await?.pop())
}

pub(crate) async fn meetings(node: &Node, circle: CircleId, page: Page) -> Result<Vec<MeetingRow>, Error> {
    all(node, Command::MeetingList { circle: circle.into(), page }, taking!(MeetingRow)).await
}

pub(crate) async fn notes(node: &Node, circle: CircleId, page: Page) -> Result<Vec<NoteRow>, Error> {
    all(node, Command::NoteList { circle: circle.into(), page }, taking!(NoteRow)).await
}

pub(crate) async fn all_notes(node: &Node, circle: CircleId) -> Result<Vec<NoteRow>, Error> {
    let command = Command::NoteList { circle: circle.into(), page: Page::FIRST };
    Ok(node.whole_list(command).await?.into_iter().filter_map(taking!(NoteRow)).collect())
}

pub(crate) async fn questions(
    node: &Node,
    circle: CircleId,
    open: bool,
    page: Page,
) -> Result<Vec<QuestionRow>, Error> {
    all(node, Command::QuestionList { circle: circle.into(), open, page }, taking!(QuestionRow)).await
}

pub(crate) async fn vote(node: &Node, vote: RecordId) -> Result<QuickVote, Error> {
    one(node, Command::QuickVoteShow { vote: vote.into() }, taking!(QuickVote)).await
}

pub(crate) async fn votes(node: &Node, circle: CircleId, open: bool, page: Page) -> Result<Vec<QuickVoteRow>, Error> {
    all(node, Command::QuickVoteList { circle: circle.into(), open, page }, taking!(QuickVoteRow)).await
}

/// The questions of a circle that are about this note.
pub(crate) async fn about(node: &Node, circle: CircleId, note: RecordId) -> Result<Vec<QuestionRow>, Error> {
    let command = Command::QuestionList { circle: circle.into(), open: false, page: Page::FIRST };
    let rows = node.whole_list(command).await?.into_iter().filter_map(taking!(QuestionRow));
    Ok(rows.filter(|row| row.note == Some(note)).collect())
}

pub(crate) async fn search(node: &Node, circle: CircleId, query: String, max: usize) -> Result<Vec<Hit>, Error> {
    all(node, Command::Search { circle: Some(circle.into()), query, max }, taking!(Hit)).await
}

pub(crate) async fn blobs(node: &Node, item: RecordId) -> Result<Vec<Blob>, Error> {
    all(node, Command::BlobList { item: item.into() }, taking!(Blob)).await
}

pub(crate) async fn draft(node: &Node, key: String) -> Result<Draft, Error> {
    one(node, Command::DraftRead { key }, taking!(Draft)).await
}

/// Writes something.
pub(crate) async fn written(node: &Node, command: Command) -> Result<Written, Error> {
    one(node, command, taking!(Written)).await
}

/// Has something done of which only the outcome matters.
pub(crate) async fn done(node: &Node, command: Command) -> Result<(), Error> {
    node.answers(command).await.map(drop)
}

/// Has an attachment's bytes written to a file.
pub(crate) async fn opened(node: &Node, blob: BlobId, to: std::path::PathBuf) -> Result<(), Error> {
    done(node, Command::BlobGet { blob, to, wait: false }).await
}
