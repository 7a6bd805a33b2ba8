//! A folder of Markdown as a book: every link of every chapter leads somewhere, and every picture is there.
//!
//! `tests/book/run` walks through a whole book that somebody gives it, and through its pages as the window shows them.

use std::fs;
use std::path::Path;

use commonplace_learning::reading::{Block, Document, Link, Target, Wanted, Words, is_named, parse, target};
use commonplace_node::answer::{Answer, Note, NoteRow};
use commonplace_node::command::{Command, Page};
use commonplace_node::node::Node;
use commonplace_node::runtime;
use tempfile::TempDir;

use crate::ask;

const CHAPTERS: [(&str, &str); 4] = [
    (
        "one.md",
        "# One\n\nGo on with [two](two.html#the-end), or [the part](part/three.md). See [[Three]] and [[two#The end]].\n",
    ),
    (
        "two.md",
        "# Two\n\n[Here](#the-end), [back](./one.md#), [below](#old-end), ![cell](img/cell.svg)[^a]\n\n> ## The end\n\n<a id=\"old-end\"></a>\n\nIt ends.\n\n[^a]: a note\n",
    ),
    (
        "part/three.md",
        "# Three\n\n[up](../one.md#one) <img src=\"../img/cell.svg\">\n\n> [quoted](../two.md)\n\n| a |\n|---|\n| [in a table](../two.md) ![cell](../img/cell.svg) |\n",
    ),
    ("img/cell.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"4\"/>"),
];

/// What a book has, and what of it leads nowhere.
#[derive(Debug, Default)]
struct Found {
    notes: usize,
    links: usize,
    pictures: usize,
    outside: usize,
    lost: Vec<String>,
}

#[test]
fn every_link_and_picture_of_a_book_leads_somewhere() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in CHAPTERS {
        let file = folder.path().join(name);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, text).expect("it is written");
    }
    let found = walked(folder.path());
    assert_eq!(found.lost, Vec::<String>::new());
    assert_eq!((found.notes, found.links, found.pictures), (3, 11, 3), "{found:?}");
}

#[test]
fn a_link_that_leads_nowhere_is_found_out() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("one.md"), "[a](nowhere.md) [b](#nothing) ![c](none.png) [d](https://a.example)\n")
        .expect("it is written");
    let found = walked(folder.path());
    assert_eq!(found.lost.len(), 3, "{found:?}");
    assert_eq!(found.outside, 1);
}

/// Takes a folder into a new home and looks at everything in it as the reader does.
fn walked(folder: &Path) -> Found {
    let home = TempDir::new().expect("a home");
    let home = home.path().join("home");
    runtime::create_home(&home, "Alice").expect("a home");
    let running = runtime::start(&runtime::Options::on(home)).expect("a node");
    let threads = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    threads.block_on(walk(running.node.clone(), folder))
}

async fn walk(node: Node, folder: &Path) -> Found {
    let founded = node.answers(Command::CircleNew { title: "Book".into() }).await.expect("a circle");
    let Some(Answer::Circle(circle)) = founded.into_iter().next() else { panic!("no circle") };
    let import = Command::Import { circle: circle.id.into(), path: folder.to_owned() };
    node.answers(import).await.expect("it is taken in");
    let list = Command::NoteList { circle: circle.id.into(), page: Page::FIRST };
    let rows: Vec<NoteRow> = ask::all(node.clone(), list).await.expect("notes");
    let mut found = Found { notes: rows.len(), ..Found::default() };
    for row in &rows {
        let note: Note = ask::one(node.clone(), Command::NoteShow { note: row.id.into() }).await.expect("a note");
        look(&node, &note, &mut found).await;
    }
    found
}

async fn look(node: &Node, note: &Note, found: &mut Found) {
    let document = parse(&note.text);
    let name = note.row.path.clone().unwrap_or_default();
    let (mut links, mut pictures) = (Vec::new(), Vec::new());
    gather(&document.blocks, &mut links, &mut pictures);
    found.pictures += pictures.len();
    for picture in pictures {
        if !note.blobs.iter().any(|blob| is_named(&blob.name, &picture)) {
            found.lost.push(format!("{name}: picture {picture}"));
        }
    }
    for link in links {
        found.links += 1;
        let (Link::Address(words) | Link::Note(words)) = &link;
        let lost = match target(&link) {
            Target::Outside { .. } => {
                found.outside += 1;
                false
            }
            Target::Heading(heading) => !has_heading(&document, &heading),
            Target::Note(_) if note.blobs.iter().any(|blob| is_named(&blob.name, words)) => false,
            Target::Note(named) => {
                let heading = named.heading.clone();
                match node
                    .note_meant(note.row.circle, &Wanted::new(&name, &named))
                    .await
                    .expect("notes are looked through")
                {
                    None => true,
                    Some(id) => match heading {
                        None => false,
                        Some(heading) => {
                            let other: Note =
                                ask::one(node.clone(), Command::NoteShow { note: id.into() }).await.expect("a note");
                            !has_heading(&parse(&other.text), &heading)
                        }
                    },
                }
            }
            Target::Refused(_) => true,
        };
        if lost {
            found.lost.push(format!("{name}: {words}"));
        }
    }
}

fn has_heading(document: &Document, heading: &str) -> bool {
    heading.starts_with("footnote-")
        || document.anchors.iter().any(|(name, _)| name == heading)
        || named(&document.blocks, heading)
}

fn named(blocks: &[Block], heading: &str) -> bool {
    blocks.iter().any(|block| match block {
        Block::Heading { name, .. } => name == heading,
        Block::Quote(blocks) => named(blocks, heading),
        Block::List { items, .. } => items.iter().any(|item| named(&item.blocks, heading)),
        _ => false,
    })
}

fn gather(blocks: &[Block], links: &mut Vec<Link>, pictures: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Heading { words, .. } | Block::Paragraph(words) => {
                links.extend(words.runs.iter().filter_map(|run| run.link.clone()));
            }
            Block::List { items, .. } => items.iter().for_each(|item| gather(&item.blocks, links, pictures)),
            Block::Quote(blocks) => gather(blocks, links, pictures),
            Block::Table { head, rows, .. } => {
                let cells = || std::iter::once(head).chain(rows).flatten();
                pictures.extend(cells().flat_map(Words::pictures).map(|(target, _)| target.to_owned()));
                let runs = cells().flat_map(|words| &words.runs);
                links.extend(runs.filter_map(|run| run.link.clone()));
            }
            Block::Picture { target, .. } => pictures.push(target.clone()),
            Block::Footnotes(footnotes) => {
                footnotes.iter().for_each(|footnote| gather(&footnote.blocks, links, pictures));
            }
            Block::Code { .. } | Block::Formula { .. } | Block::Rule => {}
        }
    }
}
