//! The order of a book as its `SUMMARY.md` tells it, against the list of the circle and the doors of each chapter.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use commonplace_core::id::RecordId;
use commonplace_desktop::walk::Seen;

use super::chapter::Found;

/// The file of the order, which is a chapter itself: the first.
const SUMMARY: &str = "SUMMARY.md";

/// The files in the order of the book; empty when it tells none.
pub(crate) fn order(folder: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let Ok(summary) = fs::read_to_string(folder.join(SUMMARY)) else { return Ok(Vec::new()) };
    let mut order = vec![SUMMARY.to_owned()];
    for line in summary.lines() {
        let Some((_, rest)) = line.split_once("](") else { continue };
        let (file, _) = rest.split_once(')').ok_or_else(|| format!("{SUMMARY}: {line}"))?;
        order.push(file.trim_start_matches("./").to_owned());
    }
    Ok(order)
}

/// The list of the circle in its order: all files, as the book tells them.
pub(crate) fn compare(
    folder: &Path,
    order: &[String],
    listed: &[String],
    found: &mut Found,
) -> Result<(), Box<dyn Error>> {
    let mut files = Vec::new();
    walk(folder, "", &mut files)?;
    for file in files.iter().filter(|file| !listed.contains(file)) {
        found.wrong(file, "has not arrived".into());
    }
    let told: Vec<&String> = listed.iter().filter(|file| order.contains(file)).collect();
    for (place, (told, file)) in told.iter().zip(order).enumerate() {
        if *told != file {
            found.wrong(file, format!("is number {} of the book, where the list has {told}", place + 1));
            break;
        }
    }
    Ok(())
}

fn walk(folder: &Path, within: &str, files: &mut Vec<String>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder.join(within))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if within.is_empty() { name } else { format!("{within}/{name}") };
        if entry.file_type()?.is_dir() {
            walk(folder, &path, files)?;
        } else if Path::new(&path).extension().is_some_and(|ending| ending == "md") {
            files.push(path);
        }
    }
    Ok(())
}

/// The doors at the end of a chapter.
pub(crate) fn doors(
    path: &str,
    order: &[String],
    chapters: &BTreeMap<String, RecordId>,
    seen: &Seen,
    found: &mut Found,
) {
    let Some(at) = order.iter().position(|file| file == path) else { return };
    let beside = |at: Option<usize>| at.and_then(|at| chapters.get(order.get(at)?)).copied();
    let doors = [("before", &seen.note.before, at.checked_sub(1)), ("after", &seen.note.after, at.checked_add(1))];
    for (side, door, at) in doors {
        let (has, wants) = (door.as_ref().map(|door| door.id), beside(at));
        if has != wants {
            let title = door.as_ref().map_or("nowhere", |door| door.title.as_str());
            found.wrong(path, format!("the door {side} it leads to {title}"));
        }
        found.doors += usize::from(has.is_some());
        let shown = |title: &str| seen.words.iter().any(|words| words == title);
        if door.as_ref().is_some_and(|door| !shown(&door.title)) {
            found.wrong(path, format!("the door {side} it is not on the page"));
        }
    }
}
