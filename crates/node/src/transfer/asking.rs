//! What a transfer asks of the node, one question a function.

use std::path::PathBuf;

use commonplace_core::id::{BlobId, PersonId, RecordId};

use crate::answer::{Answer, Blob, Circle, Membership, Note, NoteRow, Question, QuestionRow, Written};
use crate::command::{Command, FileToAttach, Name, Page, RoleName};
use crate::error::Error;
use crate::node::Node;

/// A circle, and the node that holds it.
#[derive(Debug, Clone)]
pub(super) struct Asking {
    node: Node,
    circle: Circle,
    /// Who I am.
    pub(super) me: PersonId,
    /// This home's folder, which only its owner may read.
    pub(super) home: PathBuf,
}

impl Asking {
    /// Finds the circle, so that later questions name it exactly, and waits until its lists are whole: on a part of them
    /// an import would take everything else for new.
    pub(super) async fn of(node: &Node, circle: Name) -> Result<Self, Error> {
        node.answers(Command::CatchUp).await?;
        let whoami = one(node, Command::Whoami, |answer| match answer {
            Answer::Whoami(whoami) => Some(whoami),
            _ => None,
        });
        let whoami = whoami.await?;
        let found = one(node, Command::CircleShow { circle }, |answer| match answer {
            Answer::Circle(circle) => Some(circle),
            _ => None,
        });
        Ok(Self { node: node.clone(), circle: found.await?, me: whoami.id, home: whoami.home })
    }

    /// Refuses at once what would be refused file by file.
    pub(super) fn may_write(&self) -> Result<(), Error> {
        match (self.circle.state, self.circle.role) {
            (Membership::Joined, Some(RoleName::Reader | RoleName::Carrier)) => {
                Err(Error::NotAllowed { what: "import".to_owned() })
            }
            (Membership::Joined, _) => Ok(()),
            (Membership::Removed, _) => {
                let removed = self.circle.removed.as_ref().and_then(|removed| removed.by.as_ref());
                Err(Error::Removed { circle: self.circle.title.clone(), by: removed.map(|by| by.name.clone()) })
            }
            _ => Err(Error::NotAMember { circle: self.circle.title.clone() }),
        }
    }

    /// The circle, by its id.
    pub(super) fn circle(&self) -> Name {
        self.circle.id.into()
    }

    /// All notes.
    pub(super) async fn notes(&self) -> Result<Vec<NoteRow>, Error> {
        let answers = self.node.whole_list(Command::NoteList { circle: self.circle(), page: Page::FIRST }).await?;
        Ok(answers
            .into_iter()
            .filter_map(|answer| if let Answer::NoteRow(row) = answer { Some(row) } else { None })
            .collect())
    }

    /// All questions.
    pub(super) async fn questions(&self) -> Result<Vec<QuestionRow>, Error> {
        let command = Command::QuestionList { circle: self.circle(), open: false, page: Page::FIRST };
        let answers = self.node.whole_list(command).await?;
        let rows = answers
            .into_iter()
            .filter_map(|answer| if let Answer::QuestionRow(row) = answer { Some(row) } else { None });
        Ok(rows.collect())
    }

    /// A note, whole.
    pub(super) async fn note(&self, id: RecordId) -> Result<Note, Error> {
        one(&self.node, Command::NoteShow { note: id.into() }, |answer| match answer {
            Answer::Note(note) => Some(note),
            _ => None,
        })
        .await
    }

    /// A question with its thread.
    pub(super) async fn question(&self, id: RecordId) -> Result<Question, Error> {
        one(&self.node, Command::QuestionShow { question: id.into() }, |answer| match answer {
            Answer::Question(question) => Some(question),
            _ => None,
        })
        .await
    }

    /// Changes of a note, oldest first.
    pub(super) async fn history(&self, id: RecordId) -> Result<Vec<crate::answer::Edit>, Error> {
        let answers = self.node.answers(Command::NoteHistory { note: id.into() }).await?;
        Ok(answers
            .into_iter()
            .filter_map(|answer| if let Answer::Edit(edit) = answer { Some(edit) } else { None })
            .collect())
    }

    /// Writes an item.
    pub(super) async fn write(&self, command: Command) -> Result<Written, Error> {
        one(&self.node, command, |answer| match answer {
            Answer::Written(written) => Some(written),
            _ => None,
        })
        .await
    }

    /// Attaches a file under a name.
    pub(super) async fn attach(&self, item: RecordId, path: PathBuf, name: String) -> Result<(), Error> {
        let files = vec![FileToAttach { path, name: Some(name) }];
        self.node.answers(Command::Attach { item: item.into(), files }).await.map(drop)
    }

    /// Writes an attachment to a file that does not exist yet.
    pub(super) async fn fetch(&self, blob: BlobId, to: PathBuf) -> Result<Blob, Error> {
        one(&self.node, Command::BlobGet { blob, to, wait: false }, |answer| match answer {
            Answer::Blob(blob) => Some(blob),
            _ => None,
        })
        .await
    }
}

/// The answer of a command that has one. A node that ends without it is stopping.
async fn one<T>(node: &Node, command: Command, pick: impl Fn(Answer) -> Option<T>) -> Result<T, Error> {
    node.answers(command).await?.into_iter().find_map(pick).ok_or(Error::Stopped)
}
