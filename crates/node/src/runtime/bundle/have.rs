//! Telling what is here, so that a bundle for this home leaves it out.

use std::io;
use std::path::Path;

use commonplace_core::bundle::{HAVE_EXTENSION, Have, HaveWriter, NotABundle, slip_hash};
use commonplace_core::limits::HAVE_IDS;
use commonplace_core::record::Lane;
use commonplace_store::Blobs;

use super::asking::Asking;
use super::stick::{self, Unfinished, writing};
use super::write::each_blob;
use crate::answer::{Answer, Bundle, BundleState};
use crate::command::Name;
use crate::engine::{BundleAsk, BundleCircle, BundleGiven};
use crate::error::Error;

/// Writes what is here of a circle.
pub(super) fn write(asking: &Asking, blobs: &Blobs, circle: Name, to: &Path) -> Result<(), Error> {
    let circle = asking.circle(circle)?;
    let target = stick::place(to, &circle.file_name, HAVE_EXTENSION);
    let (unfinished, file) = Unfinished::create(&target)?;
    let failed = |error: io::Error| writing(&target, &error);
    let mut salt = [0; 32];
    getrandom::fill(&mut salt).map_err(|error| Error::Store { why: error.to_string() })?;
    let mut writer = HaveWriter::new(file, circle.tag, salt).map_err(failed)?;
    let mut told = Bundle::of(&circle, &target, BundleState::Written);
    for lane in Lane::ALL {
        asking.each_page(circle.tag, lane, |keys| {
            told.records += keys.len() as u64;
            keys.iter().try_for_each(|key| writer.record(lane, *key)).map_err(failed)
        })?;
    }
    each_blob(asking, circle.tag, |blob, _| {
        if blobs.has(&blob) {
            told.blobs += 1;
            writer.blob(&blob).map_err(failed)?;
        } else if let Some(bits) = blobs.part(&blob) {
            writer.part(&blob, &bits).map_err(failed)?;
        }
        Ok(())
    })?;
    if let BundleGiven::Slips(slips) = asking.ask(BundleAsk::Slips(circle.tag))? {
        slips.iter().try_for_each(|slip| writer.slip(&slip_hash(slip))).map_err(failed)?;
    }
    let file = writer.finish().map_err(failed)?;
    unfinished.sync(file)?;
    told.file = unfinished.name()?;
    told.done = told.file.metadata().map_or(0, |file| file.len());
    asking.tell(Answer::Bundle(told))
}

/// Reads what others have of a circle. Of a folder, all such files of this circle but our own.
///
/// Of a folder they count only if there are as many as other devices in the circle: a stick on its way from hand to hand
/// would otherwise leave out what those had who held it before, for whoever comes next.
pub(super) fn read(asking: &Asking, path: &Path, circle: &BundleCircle) -> Result<Vec<Have>, Error> {
    let mut haves = Vec::new();
    let (tag, is_folder) = (circle.tag, path.is_dir());
    let mut room = HAVE_IDS;
    for file in stick::haves_at(path)? {
        asking.go_on()?;
        if is_folder && file.file_stem().is_some_and(|stem| stem == circle.file_name.as_str()) {
            continue;
        }
        let opened = std::fs::File::open(&file).map_err(|error| Error::of_file(&file, &error))?;
        match Have::read(opened, room) {
            Ok(have) if have.tag() == tag => {
                room = room.saturating_sub(have.weight());
                haves.push(have);
            }
            Ok(_) | Err(NotABundle::Other) if is_folder => {}
            Ok(_) => return Err(Error::HaveForeign { file }),
            Err(NotABundle::Other) => return Err(Error::NotAHave { file }),
            Err(error) => return Err(not_a_bundle(&file, &error)),
        }
    }
    let for_all = !is_folder || haves.len() as u64 >= circle.others;
    Ok(if for_all { haves } else { Vec::new() })
}

/// Why a file is not read, for people.
pub(super) fn not_a_bundle(file: &Path, error: &NotABundle) -> Error {
    match error {
        NotABundle::Other => Error::NotABundle { file: file.to_owned() },
        NotABundle::Newer(_) => Error::BundleNewer { file: file.to_owned() },
        NotABundle::Io(error) => Error::of_file(file, error),
    }
}
