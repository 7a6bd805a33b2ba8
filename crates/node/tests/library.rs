//! Lists: in which order notes and questions come, and what is left out.

use commonplace_core::id::RecordId;
use commonplace_core::limits;
use commonplace_node::answer::Answer;
use commonplace_node::command::{Command, Name, Page, Pick, Sort, What};

use super::stories::edit;
use super::world::World;

fn tagged(circle: &Name, title: &str, tags: &[&str]) -> Command {
    Command::NoteNew {
        circle: circle.clone(),
        title: Some(title.into()),
        tags: tags.iter().map(ToString::to_string).collect(),
        text: format!("About {title}."),
        path: None,
    }
}

fn question(circle: &Name, title: &str, tags: &[&str]) -> Command {
    Command::Ask {
        circle: circle.clone(),
        title: title.into(),
        text: String::new(),
        about: None,
        quote: None,
        tags: tags.iter().map(ToString::to_string).collect(),
    }
}

fn part(world: &mut World, who: &'static str, circle: &Name, pick: Pick, page: Page) -> Vec<String> {
    let list = Command::Library { circle: circle.clone(), pick, page };
    let title = |answer: Answer| match answer {
        Answer::NoteRow(row) => row.title,
        Answer::QuestionRow(row) => row.title,
        other => panic!("{other:?} in a list"),
    };
    world.ask(who, list).expect("a list").into_iter().map(title).collect()
}

fn list(world: &mut World, who: &'static str, circle: &Name, pick: Pick) -> Vec<String> {
    part(world, who, circle, pick, Page::FIRST)
}

fn sorted(sort: Sort) -> Pick {
    Pick { sort, ..Pick::default() }
}

fn tags(world: &mut World, who: &'static str, circle: &Name) -> Vec<(String, u64)> {
    let tags = world.ask(who, Command::Tags { circle: circle.clone() }).expect("tags");
    let row = |answer| match answer {
        Answer::TagRow(row) => (row.id, row.count),
        other => panic!("{other:?} among tags"),
    };
    tags.into_iter().map(row).collect()
}

/// A circle of two with three notes and two questions, written one after the other.
fn shelf() -> (World, Name, RecordId) {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    let first = world.write("alice", tagged(&circle, "Zebrafish", &["Animals"]));
    world.settle();
    world.wait(1_000);
    world.write("bob", tagged(&circle, "éclair", &["kitchen"]));
    world.settle();
    world.wait(1_000);
    world.write("alice", question(&circle, "Why stripes?", &["animals"]));
    world.settle();
    world.wait(1_000);
    world.write("bob", question(&circle, "Chapter 10?", &[]));
    world.settle();
    world.wait(1_000);
    world.write("alice", tagged(&circle, "Chapter 2", &["kitchen", "animals"]));
    world.settle();
    world.wait(1_000);
    (world, circle, first)
}

#[test]
fn a_list_comes_in_the_order_that_was_asked_for() {
    let (mut world, circle, first) = shelf();
    let newest = ["Chapter 2", "Chapter 10?", "Why stripes?", "éclair", "Zebrafish"];
    assert_eq!(list(&mut world, "bob", &circle, Pick::default()), newest);
    let oldest = ["Zebrafish", "éclair", "Why stripes?", "Chapter 10?", "Chapter 2"];
    assert_eq!(list(&mut world, "bob", &circle, sorted(Sort::Oldest)), oldest);
    let titles = ["Chapter 2", "Chapter 10?", "éclair", "Why stripes?", "Zebrafish"];
    assert_eq!(list(&mut world, "alice", &circle, sorted(Sort::Title)), titles);
    let authors = ["Chapter 2", "Why stripes?", "Zebrafish", "Chapter 10?", "éclair"];
    assert_eq!(list(&mut world, "bob", &circle, sorted(Sort::Author)), authors);
    // Two by two it is the same list.
    for (sort, whole) in [(Sort::Newest, newest), (Sort::Title, titles), (Sort::Author, authors)] {
        let pages = (0..3).map(|page| Page { skip: 2 * page, take: 2 });
        let parts: Vec<String> = pages.flat_map(|page| part(&mut world, "bob", &circle, sorted(sort), page)).collect();
        assert_eq!(parts, whole, "{sort:?}");
    }
    // What changes stands elsewhere from then on, and once.
    world.write("alice", edit(first, "They have stripes."));
    world.settle();
    assert_eq!(list(&mut world, "bob", &circle, Pick::default())[0], "Zebrafish");
    assert_eq!(list(&mut world, "bob", &circle, sorted(Sort::Author)).len(), 5);
}

#[test]
fn a_list_leaves_out_what_does_not_fit_all_that_was_asked() {
    let (mut world, circle, _) = shelf();
    let of = |pick: &Pick| pick.clone();
    let animals = Pick { tag: Some("ANIMALS".into()), ..Pick::default() };
    assert_eq!(list(&mut world, "bob", &circle, of(&animals)), ["Chapter 2", "Why stripes?", "Zebrafish"]);
    let titled = Pick { sort: Sort::Title, what: What::Notes, ..of(&animals) };
    assert_eq!(list(&mut world, "bob", &circle, titled), ["Chapter 2", "Zebrafish"]);
    let by_bob = Pick { author: Some("bob".into()), ..Pick::default() };
    assert_eq!(list(&mut world, "alice", &circle, of(&by_bob)), ["Chapter 10?", "éclair"]);
    let kitchen = Pick { tag: Some("kitchen".into()), ..by_bob };
    assert_eq!(list(&mut world, "alice", &circle, kitchen), ["éclair"]);
    let none = Pick { tag: Some("nowhere".into()), ..Pick::default() };
    assert!(list(&mut world, "alice", &circle, none).is_empty());
}

#[test]
fn a_question_is_unanswered_until_somebody_answers_and_open_until_one_is_accepted() {
    let (mut world, circle, _) = shelf();
    let of = |what| Pick { what, sort: Sort::Oldest, ..Pick::default() };
    assert_eq!(list(&mut world, "bob", &circle, of(What::Unanswered)), ["Why stripes?", "Chapter 10?"]);
    let answer = world.write("bob", Command::Answer { question: "Why stripes?".into(), text: "Against flies.".into() });
    world.settle();
    assert_eq!(list(&mut world, "alice", &circle, of(What::Unanswered)), ["Chapter 10?"]);
    assert_eq!(list(&mut world, "alice", &circle, of(What::Open)).len(), 2);
    world.write("alice", Command::Accept { answer: answer.into() });
    world.settle();
    assert_eq!(list(&mut world, "bob", &circle, of(What::Open)), ["Chapter 10?"]);
    assert_eq!(list(&mut world, "bob", &circle, of(What::Questions)).len(), 2);
}

#[test]
fn what_is_new_is_told_with_who_wrote_it() {
    let (mut world, circle, first) = shelf();
    let new = Pick { unread: true, ..Pick::default() };
    assert_eq!(list(&mut world, "bob", &circle, new.clone()), ["Chapter 2", "Why stripes?", "Zebrafish"]);
    world.ask("bob", Command::MarkAllRead { circle: circle.clone() }).expect("it is noted");
    assert!(list(&mut world, "bob", &circle, new.clone()).is_empty());
    // Alice answers in bob's question: it is new by her, though bob began it.
    let answer = Command::Answer { question: "Chapter 10?".into(), text: "After nine.".into() };
    world.write("alice", answer);
    world.settle();
    let rows = world.ask("bob", Command::Library { circle: circle.clone(), pick: new, page: Page::FIRST });
    let rows = rows.expect("a list");
    let [Answer::QuestionRow(row)] = &rows[..] else { panic!("{rows:?}") };
    assert_eq!((row.author.name.as_str(), row.unread_by.as_ref().map(|by| by.name.as_str())), ("bob", Some("alice")));
    // To its own author it is not new, and neither is what nobody else wrote in.
    assert_eq!(world.note("alice", first).row.unread_by, None);
}

#[test]
fn tags_are_counted_as_they_come_and_go() {
    let (mut world, circle, first) = shelf();
    let counted =
        |tags: &[(&str, u64)]| tags.iter().map(|(tag, count)| ((*tag).to_owned(), *count)).collect::<Vec<_>>();
    assert_eq!(tags(&mut world, "bob", &circle), counted(&[("animals", 3), ("kitchen", 2)]));
    let fish =
        Command::NoteEdit { note: first.into(), title: None, tags: Some(vec!["fish".into()]), text: None, base: None };
    world.write("alice", fish);
    world.write("alice", Command::Retract { item: "Chapter 2".into() });
    world.settle();
    assert_eq!(tags(&mut world, "bob", &circle), counted(&[("animals", 1), ("fish", 1), ("kitchen", 1)]));
    // After a crash it is the same.
    world.crash("bob");
    world.start("bob");
    world.plug("alice", "bob");
    world.settle();
    assert_eq!(tags(&mut world, "bob", &circle), counted(&[("animals", 1), ("fish", 1), ("kitchen", 1)]));
}

fn chapter(circle: &Name, path: &str) -> Command {
    Command::NoteNew {
        circle: circle.clone(),
        title: Some(path.into()),
        tags: Vec::new(),
        text: format!("What {path} says."),
        path: Some(path.into()),
    }
}

/// Alice brings a book; its files come one after the other, in whatever order her disk gives them.
#[test]
fn a_book_stands_as_it_is_read_until_somebody_writes_in_it() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    let read = ["README.md", "ch1.md", "ch2.md", "ch2-1.md", "ch10.md"];
    let mut ids = Vec::new();
    for path in ["ch10.md", "ch2.md", "ch2-1.md", "README.md", "ch1.md"] {
        ids.push((path, world.write("alice", chapter(&circle, path))));
        world.wait(40);
    }
    world.settle();
    assert_eq!(list(&mut world, "bob", &circle, Pick::default()), read);
    let beside = |world: &mut World, path: &str| {
        let id = ids.iter().find(|(one, _)| *one == path).expect("a chapter").1;
        let note = world.note("bob", id);
        [note.before, note.after].map(|lead| lead.map(|lead| lead.title))
    };
    assert_eq!(beside(&mut world, "README.md"), [None, Some("ch1.md".into())]);
    assert_eq!(beside(&mut world, "ch2-1.md"), [Some("ch2.md".into()), Some("ch10.md".into())]);
    assert_eq!(beside(&mut world, "ch10.md"), [Some("ch2-1.md".into()), None]);
    assert_eq!(list(&mut world, "bob", &circle, sorted(Sort::Oldest)), read, "nobody reads a book from its end");
    // What is written meanwhile comes first by time, and last by folders.
    world.wait(60_000);
    world.write("bob", question(&circle, "What is a chapter?", &[]));
    world.write("bob", edit(ids[1].1, "Another second chapter."));
    world.settle();
    let newest = ["ch2.md", "What is a chapter?", "README.md", "ch1.md", "ch2-1.md", "ch10.md"];
    assert_eq!(list(&mut world, "alice", &circle, Pick::default())[2..], newest[2..]);
    let by_folder = list(&mut world, "alice", &circle, sorted(Sort::Folder));
    assert_eq!(by_folder[..5], read);
    assert_eq!(by_folder[5..], ["What is a chapter?"]);
    // A chapter that is gone is passed over.
    world.write("alice", Command::Retract { item: "ch2-1.md".into() });
    world.settle();
    assert_eq!(beside(&mut world, "ch10.md"), [Some("ch2.md".into()), None]);
}

/// Alice brings two books that tell their order in their contents, one of them with a chapter that takes several records.
#[test]
fn a_book_is_read_in_the_order_that_its_contents_tell() {
    let mut world = World::new(&["alice"]);
    let circle = world.circle("alice", &[]);
    let contents = "# Contents\n\n[Foreword](foreword.md)\n\n- [One](./ch1.md)\n  - [Part](part/b.md#at)\n- [Gone](gone.md)\n- [Again](ch1.md)\n\n[Appendix](appendix.md)\n";
    let mut books = Vec::new();
    for book in 0..2 {
        let mut ids = Vec::new();
        for path in ["SUMMARY.md", "appendix.md", "ch1.md", "foreword.md", "part/b.md", "unnamed.md"] {
            let Command::NoteNew { circle, tags, path, .. } = chapter(&circle, path) else { unreachable!() };
            let named = path.clone().unwrap_or_default();
            let text = match named.as_str() {
                "SUMMARY.md" => contents.into(),
                "ch1.md" => "Salt is white.\n".repeat(4_000),
                _ => format!("What {named} says."),
            };
            let title = Some(format!("{named} of {book}"));
            ids.push((named, world.write("alice", Command::NoteNew { circle, title, tags, text, path })));
            world.wait(40);
        }
        books.push(ids);
        world.wait(3_600_000);
    }
    world.settle();
    let read = ["SUMMARY.md", "foreword.md", "ch1.md", "part/b.md", "appendix.md"];
    for (book, ids) in books.iter().enumerate() {
        let title = |at: usize| read.get(at).map(|path| format!("{path} of {book}"));
        for (at, path) in read.iter().enumerate() {
            let id = ids.iter().find(|(one, _)| one == path).expect("a chapter").1;
            let note = world.note("alice", id);
            assert_eq!(note.row.edits, 0, "{path} was brought whole, and nobody has changed it");
            let beside = [note.before, note.after].map(|lead| lead.map(|lead| lead.title));
            assert_eq!(beside, [at.checked_sub(1).and_then(title), title(at + 1)], "{path}");
        }
    }
    // The list as in its folder has both books one after the other, each in its order, and behind them what neither names.
    let shelved = list(&mut world, "alice", &circle, sorted(Sort::Folder));
    let of = |book: usize| read.map(|path| format!("{path} of {book}"));
    assert_eq!(shelved[..10], [of(0), of(1)].concat());
    assert!(shelved[10..].iter().all(|title| title.starts_with("unnamed.md")), "{shelved:?}");
    let further = Page { skip: 3, take: 4 };
    assert_eq!(part(&mut world, "alice", &circle, sorted(Sort::Folder), further), shelved[3..7]);
    // What the contents do not name has the doors of its folder; by time all stand so, however long they are.
    let unnamed = world.note("alice", books[0][5].1);
    assert_eq!(unnamed.before.map(|lead| lead.title).as_deref(), Some("SUMMARY.md of 0"));
    let listed = list(&mut world, "alice", &circle, Pick::default());
    let folder = ["appendix.md", "ch1.md", "foreword.md", "part/b.md", "SUMMARY.md", "unnamed.md"];
    assert_eq!(listed[..6], folder.map(|path| format!("{path} of 1")));
}

/// Alice brings two books: one begins with a README that its contents name, and leads back to a chapter of the other.
#[test]
fn no_chapter_of_a_book_stands_twice_in_its_list() {
    let mut world = World::new(&["alice"]);
    let circle = world.circle("alice", &[]);
    for path in ["a/x.md", "book/README.md", "book/SUMMARY.md", "book/one.md", "book/two.md"] {
        let links = "[Begin](README.md) [Two](two.md) [X](../a/x.md) [One](one.md)";
        let Command::NoteNew { circle, title, tags, text, path } = chapter(&circle, path) else { unreachable!() };
        let text = if title.as_deref() == Some("book/SUMMARY.md") { links.into() } else { text };
        world.write("alice", Command::NoteNew { circle, title, tags, text, path });
        world.wait(40);
    }
    world.settle();
    let shelved = ["a/x.md", "book/README.md", "book/SUMMARY.md", "book/two.md", "book/one.md"];
    assert_eq!(list(&mut world, "alice", &circle, sorted(Sort::Folder)), shelved);
    let pages = (0..3).map(|page| Page { skip: 2 * page, take: 2 });
    let parts = pages.flat_map(|page| part(&mut world, "alice", &circle, sorted(Sort::Folder), page));
    assert_eq!(parts.collect::<Vec<_>>(), shelved);
}

/// Eve brings so many books, and one so deep, that whoever reads her list would wait for all of them.
#[test]
fn a_list_of_very_many_or_very_deep_books_stands_as_in_its_folders_behind_its_bounds() {
    let mut world = World::new(&["eve"]);
    let circle = world.circle("eve", &[]);
    let mut bring = |folder: &str| {
        for name in ["1.md", "2.md", "SUMMARY.md"] {
            let path = format!("{folder}/{name}");
            let Command::NoteNew { circle, title, tags, text, path } = chapter(&circle, &path) else { unreachable!() };
            let text = if name == "SUMMARY.md" { "[Two](2.md) [One](1.md)".into() } else { text };
            world.write("eve", Command::NoteNew { circle, title, tags, text, path });
        }
    };
    // The outermost folder is the one in which all others lie.
    let depth = |folders: usize| vec!["a"; folders].join("/");
    let (deep, too_deep) = (depth(limits::BOOK_DEPTH - 1), depth(limits::BOOK_DEPTH));
    bring(&deep);
    bring(&too_deep);
    (1..=limits::SHELF_BOOKS).for_each(|book| bring(&format!("book {book}")));
    world.settle();
    let told = |folder: &str| ["SUMMARY.md", "2.md", "1.md"].map(|name| format!("{folder}/{name}"));
    let filed = |folder: &str| ["1.md", "2.md", "SUMMARY.md"].map(|name| format!("{folder}/{name}"));
    let mut whole: Vec<String> = Vec::new();
    whole.extend(told(&deep).into_iter().chain(filed(&too_deep)));
    whole.extend((1..limits::SHELF_BOOKS).flat_map(|book| told(&format!("book {book}"))));
    whole.extend(filed(&format!("book {}", limits::SHELF_BOOKS)));
    assert_eq!(list(&mut world, "eve", &circle, sorted(Sort::Folder)), whole[..Page::FIRST.take.min(whole.len())]);
    let last = Page { skip: whole.len() - 6, take: 6 };
    assert_eq!(part(&mut world, "eve", &circle, sorted(Sort::Folder), last), whole[whole.len() - 6..]);
}

/// Alice has a book of three chapters, and brings another one that tells its order and has two chapters of the same names.
#[test]
fn a_book_without_contents_is_not_read_in_the_order_of_another() {
    let mut world = World::new(&["alice"]);
    let circle = world.circle("alice", &[]);
    let mut first = Vec::new();
    for (book, files) in [&["ch1.md", "ch2.md", "ch3.md"][..], &["SUMMARY.md", "ch1.md", "ch2.md"]].iter().enumerate() {
        for path in *files {
            let Command::NoteNew { circle, tags, text, path, .. } = chapter(&circle, path) else { unreachable!() };
            let name = path.clone().unwrap_or_default();
            let text = if name == "SUMMARY.md" { "[Two](ch2.md) [One](ch1.md)".into() } else { text };
            let title = Some(format!("{name} of {book}"));
            first.push(world.write("alice", Command::NoteNew { circle, title, tags, text, path }));
            world.wait(40);
        }
        world.wait(3_600_000);
    }
    world.settle();
    let mut beside = |id| {
        let note = world.note("alice", id);
        [note.before, note.after].map(|lead| lead.map_or_else(String::new, |lead| lead.title))
    };
    assert_eq!(beside(first[0]), ["", "ch2.md of 0"]);
    assert_eq!(beside(first[1]), ["ch1.md of 0", "ch3.md of 0"]);
    assert_eq!(beside(first[4]), ["ch2.md of 1", ""]);
}

/// Alice has two books of which each begins with a README and has a first chapter.
#[test]
fn from_the_end_of_a_chapter_one_comes_to_the_next_of_the_same_book() {
    let mut world = World::new(&["alice"]);
    let circle = world.circle("alice", &[]);
    let books = [["README.md", "ch1.md", "ch2.md", "ch4.md"], ["README.md", "ch1.md", "ch3.md", "ch4.md"]];
    let mut ids = Vec::new();
    for (book, files) in books.iter().enumerate() {
        for path in files {
            let Command::NoteNew { circle, tags, text, path, .. } = chapter(&circle, path) else { unreachable!() };
            let title = path.as_ref().map(|path| format!("{path} of {book}"));
            ids.push(world.write("alice", Command::NoteNew { circle, title, tags, text, path }));
            world.wait(40);
        }
        world.wait(120_000);
    }
    world.settle();
    for (book, ids) in ids.chunks(4).enumerate() {
        let title = |at: usize| Some(format!("{} of {book}", books[book].get(at)?));
        for (at, id) in ids.iter().enumerate() {
            let note = world.note("alice", *id);
            let beside = [note.before, note.after].map(|lead| lead.map(|lead| lead.title));
            assert_eq!(beside, [at.checked_sub(1).and_then(title), title(at + 1)], "{:?}", title(at));
        }
    }
}

/// More files than are read of a list at once.
#[test]
fn a_long_book_is_listed_from_its_beginning_from_the_oldest_on_too() {
    let mut world = World::new(&["alice"]);
    let circle = world.circle("alice", &[]);
    world.write("alice", question(&circle, "Before the book?", &[]));
    world.wait(3_600_000);
    let paths: Vec<String> = (0..300).map(|number| format!("part {number}.md")).collect();
    for path in paths.iter().rev() {
        world.write("alice", chapter(&circle, path));
    }
    world.wait(3_600_000);
    world.write("alice", question(&circle, "After the book?", &[]));
    world.settle();
    let mut listed = Vec::new();
    loop {
        let page = Page { skip: listed.len(), take: 100 };
        let rows = part(&mut world, "alice", &circle, sorted(Sort::Oldest), page);
        if rows.is_empty() {
            break;
        }
        listed.extend(rows);
    }
    let expected: Vec<String> =
        [vec!["Before the book?".to_owned()], paths, vec!["After the book?".to_owned()]].concat();
    assert_eq!(listed, expected);
}
