//! A book from cover to cover: walks through all notes of a home in a window without a screen, and fails when something of the
//! folder that they were brought from is missing, leads elsewhere or looks like Markdown. `tests/book/run` calls it.
//!
//! `book HOME CIRCLE FOLDER` walks and tells. `book HOME CIRCLE FOLDER PICTURES` draws every chapter whole into the folder
//! PICTURES, and each third of them on dark paper and in a smaller window too.

mod chapter;
mod contents;
mod source;

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use commonplace_core::id::RecordId;
use commonplace_desktop::walk::Walk;

use self::chapter::Found;

/// How large the window is, and how large while each third chapter is drawn: the usual one, and the smallest of the proofs.
const USUAL: [f32; 2] = [1280.0, 800.0];
const SMALL: [f32; 2] = [900.0, 600.0];

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(home), Some(circle), Some(folder)) = (arguments.next(), arguments.next(), arguments.next()) else {
        return Err("wanted: book HOME CIRCLE FOLDER [PICTURES]".into());
    };
    let (home, folder) = (PathBuf::from(home), PathBuf::from(folder));
    if let Some(pictures) = arguments.next() {
        return draw(&home, &circle, Path::new(&pictures));
    }
    let mut found = Found::default();
    let mut walk = Walk::open(home, &circle, USUAL, false, now)?;
    let notes = walk.notes()?;
    let chapters: BTreeMap<String, RecordId> =
        notes.iter().filter_map(|note| Some((note.path.clone()?, note.id))).collect();
    let listed: Vec<String> = notes.iter().filter_map(|note| note.path.clone()).collect();
    let order = contents::order(&folder)?;
    contents::compare(&folder, &order, &listed, &mut found)?;
    for path in &listed {
        let (Some(id), Ok(text)) = (chapters.get(path), fs::read_to_string(folder.join(path))) else {
            found.wrong(path, "is in no file of the folder".into());
            continue;
        };
        let seen = walk.show(*id)?;
        chapter::compare(path, &text, &seen, &mut found);
        contents::doors(path, &order, &chapters, &seen, &mut found);
        chapter::follow(path, &seen, &chapters, &mut walk, &mut found)?;
    }
    let mut said = std::io::stdout();
    for wrong in &found.wrong {
        writeln!(said, "{wrong}")?;
    }
    writeln!(said, "{}", found.told())?;
    if found.wrong.is_empty() { Ok(()) } else { Err("the book is not right".into()) }
}

/// Draws each chapter whole.
fn draw(home: &Path, circle: &str, to: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(to)?;
    for dark in [false, true] {
        let mut walk = Walk::open(home.to_owned(), circle, if dark { SMALL } else { USUAL }, dark, now)?;
        for (number, note) in walk.notes()?.iter().enumerate().filter(|(number, _)| !dark || number % 3 == 0) {
            walk.show(note.id)?;
            let path = note.path.as_deref().unwrap_or_default().replace('/', "_");
            walk.picture()?.save(to.join(format!("{number:03}-{path}{}.png", if dark { "-dark" } else { "" })))?;
        }
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "nothing here is measured: the window wants to know when it is drawn")]
fn now() -> Instant {
    Instant::now()
}
