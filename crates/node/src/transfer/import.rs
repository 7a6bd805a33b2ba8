//! Import: notes first, then threads on them, then the files that they show.

mod files;
mod history;
mod known;
mod notes;
mod threads;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use commonplace_core::id::RecordId;
use commonplace_core::limits::TRANSFER_AT_ONCE;
use futures::stream::{self, StreamExt as _};
use tokio::sync::mpsc;

use self::known::Known;
use super::asking::Asking;
use super::links::Reference;
use super::scratch::Scratch;
use super::walk::{self, Found, Kind, Walk};
use super::why::Why;
use super::{Teller, blocking, ends_all, file_error};
use crate::answer::{Answer, Blob, ImportState, Imported};
use crate::command::Name;
use crate::error::Error;
use crate::node::{Node, Reply};
use crate::text::Text;

/// Imports, and tells of each file.
pub(super) async fn run(
    node: &Node,
    circle: Name,
    path: &Path,
    text: &Text,
    out: &mpsc::Sender<Reply>,
) -> Result<(), Error> {
    let asking = Asking::of(node, circle).await?;
    asking.may_write()?;
    let asked = path.to_owned();
    let walk = blocking(move || walk::walk(&asked)).await?.map_err(|error| file_error(path, &error))?;
    let home = asking.home.clone();
    let scratch = blocking(move || Scratch::new(&home).map_err(|error| file_error(&home, &error))).await??;
    let known = Known::of(&asking, &walk).await?;
    let teller = Teller::new(out, walk.found.len());
    let import = Arc::new(Import { asking, known, scratch, text: text.clone() });
    Run { import, teller, walk, notes: Vec::new(), owners: HashMap::new() }.run().await
}

/// What every step reads.
#[derive(Debug)]
struct Import {
    asking: Asking,
    known: Known,
    scratch: Scratch,
    text: Text,
}

/// An item that files may be attached to.
#[derive(Debug, Clone)]
struct Owner {
    item: RecordId,
    /// What the names of its attachments are relative to, empty for the top.
    folder: String,
    /// What is attached already.
    has: Arc<[Blob]>,
}

/// A note of the folder that is in the circle now.
#[derive(Debug)]
struct Taken {
    path: String,
    references: Vec<Reference>,
    owner: Owner,
}

/// What became of a file.
#[derive(Debug)]
struct Outcome {
    path: String,
    state: ImportState,
    id: Option<RecordId>,
    title: Option<String>,
    why: Option<Why>,
}

impl Outcome {
    fn new(found: &Found, state: ImportState) -> Self {
        Self { path: found.path.clone(), state, id: None, title: None, why: None }
    }

    fn refused(found: &Found, why: Why) -> Self {
        Self { why: Some(why), ..Self::new(found, ImportState::Refused) }
    }

    /// A file that the node refused, unless it would refuse all.
    fn failed(found: &Found, error: Error) -> Result<Self, Error> {
        if ends_all(&error) { Err(error) } else { Ok(Self::refused(found, Why::Node(error))) }
    }
}

/// One run over a folder.
struct Run<'a> {
    import: Arc<Import>,
    teller: Teller<'a>,
    walk: Walk,
    notes: Vec<Taken>,
    /// Who shows each file, by its path.
    owners: HashMap<String, Vec<Owner>>,
}

impl Run<'_> {
    async fn run(mut self) -> Result<(), Error> {
        let threads = self.take_notes().await?;
        self.take_threads(threads).await?;
        self.add_files_of_single();
        self.find_owners();
        self.take_files().await
    }

    /// Takes all notes, many at a time so that the store makes them durable together, and gives back the files that are
    /// threads.
    async fn take_notes(&mut self) -> Result<Vec<Found>, Error> {
        let mut threads = Vec::new();
        let found: Vec<Found> =
            self.walk.found.iter().filter(|found| !matches!(found.kind, Kind::File(_))).cloned().collect();
        let import = Arc::clone(&self.import);
        let mut steps =
            stream::iter(found).map(|found| notes::take(Arc::clone(&import), found)).buffered(TRANSFER_AT_ONCE);
        while let Some(step) = steps.next().await {
            match step? {
                notes::Step::Thread(found) => threads.push(found),
                notes::Step::Done(outcome, taken) => {
                    self.notes.extend(taken);
                    tell(&mut self.teller, outcome, &self.import.text).await?;
                }
            }
        }
        Ok(threads)
    }

    async fn take_threads(&mut self, found: Vec<Found>) -> Result<(), Error> {
        let notes: HashMap<String, RecordId> =
            self.notes.iter().map(|note| (note.path.clone(), note.owner.item)).collect();
        let (import, notes) = (Arc::clone(&self.import), Arc::new(notes));
        let mut steps = stream::iter(found)
            .map(|found| threads::take(Arc::clone(&import), Arc::clone(&notes), found))
            .buffered(TRANSFER_AT_ONCE);
        while let Some(step) = steps.next().await {
            let (outcome, attached) = step?;
            for (path, owner) in attached {
                self.owners.entry(path).or_default().push(owner);
            }
            tell(&mut self.teller, outcome, &self.import.text).await?;
        }
        Ok(())
    }

    async fn take_files(&mut self) -> Result<(), Error> {
        let found = std::mem::take(&mut self.walk.found);
        let (import, owners) = (Arc::clone(&self.import), std::mem::take(&mut self.owners));
        let mut steps = stream::iter(found)
            .filter_map(|found| {
                std::future::ready(if let Kind::File(size) = found.kind { Some((found, size)) } else { None })
            })
            .map(|(found, size)| {
                let owners = owners.get(&found.path).cloned().unwrap_or_default();
                files::take(Arc::clone(&import), found, size, owners)
            })
            .buffered(TRANSFER_AT_ONCE);
        while let Some(outcome) = steps.next().await {
            tell(&mut self.teller, outcome?, &self.import.text).await?;
        }
        Ok(())
    }
}

async fn tell(teller: &mut Teller<'_>, outcome: Outcome, text: &Text) -> Result<(), Error> {
    let (done, of) = teller.count();
    let Outcome { path, state, id, title, why } = outcome;
    let why = why.map(|why| why.sentence(text));
    teller.tell(Answer::Imported(Imported { id, path, state, title, why, done, of })).await
}
