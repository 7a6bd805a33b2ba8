//! Pictures and other files are attached to the notes that show them.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use commonplace_core::limits::{BLOB_BYTES, IMPORT_LOOSE_FILES};

use super::{Import, Outcome, Owner, Run, Taken};
use crate::answer::{Blob, ImportState};
use crate::error::Error;
use crate::transfer::links::{self, Index};
use crate::transfer::walk::{self, Found, Kind};
use crate::transfer::why::Why;
use crate::transfer::{blocking, folder, names};

/// Notes that stand for their folder: files that no note shows are attached to them. The first of these wins.
const FOLDER_NOTES: [&str; 3] = ["readme", "index", "summary"];

impl Run<'_> {
    /// A single note brings the pictures that it shows, which no walk has found.
    pub(super) fn add_files_of_single(&mut self) {
        if !self.walk.single {
            return;
        }
        let references = self.notes.iter().flat_map(|note| &note.references);
        let paths: BTreeSet<String> = references.flat_map(links::candidates_of_single).collect();
        let root = &self.walk.root;
        self.walk.found.extend(paths.iter().filter_map(|path| walk::shown_by_single(root, path)));
        self.teller.of = self.walk.found.len();
    }

    /// Finds for every file the notes that show it.
    pub(super) fn find_owners(&mut self) {
        let files: Vec<&str> = self.files().map(|found| found.path.as_str()).collect();
        let index = Index::new(files.iter().copied().enumerate());
        let by_path: HashMap<&str, &Owner> = self.notes.iter().map(|note| (note.path.as_str(), &note.owner)).collect();
        let mut shown: HashMap<String, Vec<Owner>> = HashMap::new();
        for note in &self.notes {
            let folder = names::parent(&note.path);
            let places: BTreeSet<usize> = note.references.iter().filter_map(|to| index.find(folder, to)).collect();
            for place in places {
                shown.entry(files[place].to_owned()).or_default().push(note.owner.clone());
            }
        }
        for file in &files {
            let noted = self.import.known.ledger.owners(file).iter().filter_map(|note| by_path.get(note.as_str()));
            shown.entry((*file).to_owned()).or_default().extend(noted.map(|owner| (*owner).clone()));
        }
        for (file, owners) in shown {
            self.owners.entry(file).or_default().extend(owners);
        }
        self.give_loose_files_to_folder_notes();
    }

    fn give_loose_files_to_folder_notes(&mut self) {
        let folder_notes = folder_notes(&self.notes);
        let mut given: HashMap<&str, usize> = HashMap::new();
        let files: Vec<String> = self.files().map(|found| found.path.clone()).collect();
        for file in files {
            let owners = self.owners.entry(file.clone()).or_default();
            let mut seen = BTreeSet::new();
            owners.retain(|owner| seen.insert(owner.item));
            let Some(note) = nearest_above(&folder_notes, &file).filter(|_| owners.is_empty()) else { continue };
            let count = given.entry(note.path.as_str()).or_default();
            *count += 1;
            if *count <= IMPORT_LOOSE_FILES {
                owners.push(note.owner.clone());
            }
        }
    }

    fn files(&self) -> impl Iterator<Item = &Found> {
        self.walk.found.iter().filter(|found| matches!(found.kind, Kind::File(_)))
    }
}

/// The note that stands for each folder, where there is one.
fn folder_notes(notes: &[Taken]) -> HashMap<&str, &Taken> {
    let mut standing: HashMap<&str, (usize, &Taken)> = HashMap::new();
    for note in notes {
        let stem = names::stem(&note.path);
        let Some(rank) = FOLDER_NOTES.iter().position(|name| stem.eq_ignore_ascii_case(name)) else { continue };
        let best = standing.entry(names::parent(&note.path)).or_insert((rank, note));
        if rank < best.0 {
            *best = (rank, note);
        }
    }
    standing.into_iter().map(|(folder, (_, note))| (folder, note)).collect()
}

/// The note that stands for the folder of a file, or for the nearest one above.
fn nearest_above<'a>(folder_notes: &HashMap<&str, &'a Taken>, file: &str) -> Option<&'a Taken> {
    let mut folder = names::parent(file);
    loop {
        let found = folder_notes.get(folder).copied();
        if found.is_some() || folder.is_empty() {
            return found;
        }
        folder = names::parent(folder);
    }
}

/// Takes a file.
pub(super) async fn take(import: Arc<Import>, found: Found, size: u64, owners: Vec<Owner>) -> Result<Outcome, Error> {
    if owners.is_empty() {
        let anki = names::has_extension(&found.path, "apkg");
        return Ok(Outcome::refused(&found, if anki { Why::Anki } else { Why::NotShown }));
    }
    if size > BLOB_BYTES {
        return Ok(Outcome::refused(&found, Why::FileTooLarge));
    }
    let first = owners.first().map(|owner| owner.item);
    match attach(&import, &found, size, owners).await {
        Ok(state) => Ok(Outcome { id: first, ..Outcome::new(&found, state) }),
        Err(error) => Outcome::failed(&found, error),
    }
}

async fn attach(import: &Import, found: &Found, size: u64, owners: Vec<Owner>) -> Result<ImportState, Error> {
    let mut state = ImportState::Unchanged;
    for owner in owners {
        let name = owner.name_of(&found.path);
        if !has(import, &owner, &name, found, size).await? {
            import.asking.attach(owner.item, found.file.clone(), name).await?;
            state = ImportState::Attached;
        }
    }
    Ok(state)
}

impl Owner {
    /// The name under which a file is attached: its path from where the item's names begin, so that the item's own
    /// links find it.
    fn name_of(&self, path: &str) -> String {
        let inside = path.strip_prefix(self.folder.as_str()).and_then(|rest| rest.strip_prefix('/'));
        inside.filter(|_| !self.folder.is_empty()).unwrap_or(path).to_owned()
    }
}

/// Whether the item has this very file. One of which the bytes are not here yet is taken for the same.
async fn has(import: &Import, owner: &Owner, name: &str, found: &Found, size: u64) -> Result<bool, Error> {
    let wanted = names::safe_path(name);
    // Of several of one name the latest counts, as in an export.
    let Some(blob) = owner.has.iter().rev().find(|blob| names::safe_path(&blob.name) == wanted) else {
        return Ok(false);
    };
    if blob.size != size {
        return Ok(false);
    }
    if blob.here < blob.sealed_size {
        return Ok(true);
    }
    same_bytes(import, blob, found).await
}

async fn same_bytes(import: &Import, blob: &Blob, found: &Found) -> Result<bool, Error> {
    let copy = import.scratch.file();
    match import.asking.fetch(blob.id, copy.clone()).await {
        Err(Error::BlobAbsent) => return Ok(true),
        Err(error) => return Err(error),
        Ok(_) => {}
    }
    let file = found.file.clone();
    let same = blocking(move || {
        let same = folder::hash_of(&copy).and_then(|ours| Ok(ours == folder::hash_of(&file)?));
        folder::discard(&copy);
        same.map_err(|error| Error::File { file, why: error.to_string() })
    });
    same.await?
}
