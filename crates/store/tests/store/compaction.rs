//! Bodies are let go, come back, and leave the disk, while the store is written to, fails, and is killed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use commonplace_core::record::{Lane, Sealed};
use commonplace_core::set::SetSum;
use commonplace_store::{Compacted, Compaction, Cursor, Entry, Faults, Mark, Store, Thoroughness, unwatched};

use crate::kill::{self, in_child, killed_at, say};
use crate::support::{FP_KEY, FailsAt, TAG, circle, kept, local, note_at, open, open_with, seed, store_with};

/// A page of alice's.
fn page(n: u64) -> Sealed {
    note_at(n, n / 3, 6_000)
}

fn dropped(sealed: &Sealed) -> Entry {
    Entry::Mark { id: sealed.id(), mark: Mark::Dropped }
}

fn journal_holds(dir: &Path, sealed: &Sealed) -> bool {
    let needle = &sealed.bytes()[sealed.bytes().len() - 300..];
    fs::read_dir(dir.join("journal")).expect("a folder").flatten().any(|file| {
        let bytes = fs::read(file.path()).expect("reads");
        bytes.windows(needle.len()).any(|window| window == needle)
    })
}

#[test]
fn a_body_that_was_let_go_comes_back_where_it_was() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut store = open(dir.path()).0;
    let pages: Vec<_> = (0..4).map(page).collect();
    store.append(&[circle()]).expect("kept");
    store.append(&pages.iter().map(kept).collect::<Vec<_>>()).expect("kept");
    let set = store.set_total(&TAG, Lane::Posts);
    let taken = |store: &Store| store.record_sizes(&TAG).map(|(_, bytes)| bytes).sum::<u32>();
    let all = taken(&store);
    for round in 0..2 {
        store.append(&[dropped(&pages[1])]).expect("kept");
        assert_eq!(store.get(&pages[1].id()).expect("reads"), pages[1].without_body(), "at once, not when compacted");
        assert!(taken(&store) < all - 5_000);
        store.compact(&mut unwatched()).expect("compacts");
        assert!(!journal_holds(dir.path(), &pages[1]), "round {round}: its body is on the disk");
        assert_eq!(store.get(&pages[1].id()).expect("reads"), pages[1].without_body());
        // The head alone is no news, and another body would not fit the id.
        let head = pages[1].without_body().expect("a post");
        let end = store.append(&[kept(&head)]).expect("a no-op");
        assert_eq!(end, store.append(&[]).expect("nothing"));
        store.append(&[kept(&pages[1])]).expect("here again");
        for without_index in [false, true] {
            drop(store);
            if without_index {
                fs::remove_dir_all(dir.path().join("index")).expect("removed");
            }
            store = open(dir.path()).0;
            assert_eq!(store.get(&pages[1].id()).expect("reads"), Some(pages[1].clone()));
            let status = store.status(&pages[1].id()).expect("known");
            assert_eq!((status.whole, status.cursor), (true, Cursor(1)));
            assert_eq!(store.set_total(&TAG, Lane::Posts), set);
            let fed = store.feed(Cursor::START, 99).expect("reads");
            assert_eq!(fed.iter().map(|(_, sealed, _)| sealed.clone()).collect::<Vec<_>>(), pages);
            let report = store.verify(&mut unwatched()).expect("verifies");
            assert_eq!((report.records, report.mismatches, report.damaged_records.len()), (4, 0, 0));
        }
    }
}

fn journal_bytes(dir: &Path) -> u64 {
    let files = fs::read_dir(dir.join("journal")).expect("a folder").flatten();
    files.map(|file| file.metadata().expect("there").len()).sum()
}

fn compact(store: &mut Store, thoroughness: Thoroughness) {
    let mut compaction = Compaction::new(thoroughness);
    while compaction.step(store, 50_000).expect("compacts") == Compacted::More {}
    assert!(!compaction.is_due(store), "all is done");
}

#[test]
fn what_is_forgotten_leaves_the_disk() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut store = open(dir.path()).0;
    store.append(&[circle(), local("key", &[7; 500])]).expect("kept");
    let pages: Vec<_> = (0..40).map(page).collect();
    store.append(&pages.iter().map(kept).collect::<Vec<_>>()).expect("kept");
    store.append(&[dropped(&pages[5])]).expect("kept");
    let end = store.end();
    let lost = |sealed: &Sealed| Entry::Mark { id: sealed.id(), mark: Mark::Lost };
    store.append(&pages[1..].iter().map(lost).collect::<Vec<_>>()).expect("kept");
    store.append(&[Entry::Local { key: b"key".to_vec(), value: None }]).expect("kept");
    // A stop in between: what is to go is known again from the journal, with and without its hints.
    for without_index in [false, true] {
        drop(store);
        if without_index {
            fs::remove_dir_all(dir.path().join("index")).expect("removed");
        }
        store = open(dir.path()).0;
        assert!(Compaction::new(Thoroughness::Records).is_due(&store));
    }
    assert!(!Compaction::new(Thoroughness::Worthwhile).is_due(&store), "less than a mebibyte");
    compact(&mut store, Thoroughness::Records);
    assert!(pages[1..].iter().all(|page| !journal_holds(dir.path(), page)));
    assert!(journal_holds(dir.path(), &pages[0]));
    let left = journal_bytes(dir.path());
    assert!(left < 6_000 + 40 * 250, "{left} bytes, of 240,000");
    compact(&mut store, Thoroughness::Everything);
    for _ in 0..2 {
        assert_eq!((store.end(), store.get(&pages[0].id()).expect("reads").as_ref()), (end, Some(&pages[0])));
        assert!(pages[1..].iter().all(|page| store.status(&page.id()).is_none()));
        assert_eq!((store.set_total(&TAG, Lane::Posts).count, store.local(b"key").expect("reads")), (1, None));
        drop(store);
        store = open(dir.path()).0;
    }
    // It may come again.
    store.append(&[kept(&pages[9])]).expect("kept");
    assert_eq!(store.get(&pages[9].id()).expect("reads").as_ref(), Some(&pages[9]));
    let bytes = |part: &[u8]| {
        fs::read_dir(dir.path().join("journal"))
            .expect("a folder")
            .flatten()
            .any(|file| fs::read(file.path()).expect("reads").windows(part.len()).any(|window| window == part))
    };
    assert!(!bytes(&[7; 500]), "nor is the value that was removed");
}

/// What a store must hold, whatever it has been through.
#[derive(Default)]
struct Model {
    records: BTreeMap<u64, (Sealed, bool)>,
    forgotten: Vec<Sealed>,
    locals: BTreeMap<String, Vec<u8>>,
}

impl Model {
    fn check(&self, store: &Store, told: &str) {
        for (sealed, whole) in self.records.values() {
            let expected = if *whole { Some(sealed.clone()) } else { sealed.without_body() };
            assert_eq!(store.get(&sealed.id()).expect("reads"), expected, "{told}");
            assert_eq!(store.status(&sealed.id()).map(|status| status.whole), Some(*whole), "{told}");
        }
        let bodiless: BTreeSet<_> = store.bodiless(&TAG).collect();
        let expected = self.records.values().filter(|(_, whole)| !whole).map(|(sealed, _)| sealed.id());
        assert_eq!(bodiless, expected.collect(), "{told}");
        let sum: SetSum = self.records.values().map(|(sealed, _)| SetSum::element(&FP_KEY, &sealed.id())).sum();
        assert_eq!(store.set_total(&TAG, Lane::Posts), sum, "{told}");
        let fed = store.feed(Cursor::START, usize::MAX).expect("reads");
        let order: Vec<_> = self.records.values().map(|(sealed, _)| sealed.id()).collect();
        assert_eq!(fed.iter().map(|(_, sealed, _)| sealed.id()).collect::<Vec<_>>(), order, "{told}");
        for (key, value) in &self.locals {
            assert_eq!(store.local(key.as_bytes()).expect("reads").as_ref(), Some(value), "{told}");
        }
        assert!(self.forgotten.iter().all(|sealed| store.status(&sealed.id()).is_none()), "{told}");
        let report = store.verify(&mut unwatched()).expect("verifies");
        assert!(report.damaged.is_empty() && report.damaged_records.is_empty(), "{told}: {report:?}");
        assert_eq!((report.damaged_locals, report.mismatches), (0, 0), "{told}");
    }
}

fn next_random(state: &mut u64) -> usize {
    usize::try_from(kill::next_random(state) >> 16).expect("64 bits")
}

/// One thing that a writer does. Returns what it appended.
fn act(model: &mut Model, random: &mut u64) -> Vec<Entry> {
    let next = (model.records.len() + model.forgotten.len()) as u64;
    let drawn = next_random(random);
    let some = model.records.keys().nth(drawn % model.records.len().max(1)).copied();
    match (next_random(random) % 7, some) {
        (0 | 1, _) => {
            let page = page(next);
            model.records.insert(next, (page.clone(), true));
            vec![kept(&page)]
        }
        (2 | 3, Some(some)) => {
            let (page, whole) = model.records.get_mut(&some).expect("counted");
            *whole = false;
            vec![dropped(page)]
        }
        (4, Some(some)) => {
            let (page, whole) = model.records.get_mut(&some).expect("counted");
            *whole = true;
            vec![kept(page)]
        }
        (5, Some(some)) => {
            let (page, _) = model.records.remove(&some).expect("counted");
            let entry = Entry::Mark { id: page.id(), mark: Mark::Lost };
            model.forgotten.push(page);
            vec![entry]
        }
        _ => {
            let (key, value) = (format!("key {}", drawn % 5), vec![7; next_random(random) % 3_000]);
            model.locals.insert(key.clone(), value.clone());
            vec![local(&key, &value)]
        }
    }
}

#[test]
fn what_is_written_while_a_segment_is_rewritten_is_there_afterwards() {
    let seed = seed();
    for story in 0..60_u64 {
        let mut random = seed.wrapping_add(story * 0x9e37_79b9).max(1);
        let told = format!("seed {seed}, story {story}");
        let dir = tempfile::tempdir().expect("a folder");
        let mut store = open(dir.path()).0;
        store.append(&[circle()]).expect("kept");
        let (mut model, mut compaction) = (Model::default(), Compaction::new(Thoroughness::Records));
        for _ in 0..150 {
            if next_random(&mut random).is_multiple_of(3) {
                let step = compaction.step(&mut store, 1 + next_random(&mut random) % 20_000).expect("compacts");
                assert_ne!(step, Compacted::Waits, "{told}");
            } else {
                store.append(&act(&mut model, &mut random)).expect("kept");
            }
            if next_random(&mut random).is_multiple_of(40) {
                compaction = Compaction::new(Thoroughness::Records);
                drop(store);
                if next_random(&mut random).is_multiple_of(2) {
                    fs::remove_dir_all(dir.path().join("index")).expect("removed");
                }
                store = open(dir.path()).0;
            }
        }
        model.check(&store, &told);
        store.compact(&mut unwatched()).expect("compacts");
        model.check(&store, &told);
        for (sealed, whole) in model.records.values() {
            assert_eq!(journal_holds(dir.path(), sealed), *whole, "{told}");
        }
        assert!(!model.forgotten.iter().any(|sealed| journal_holds(dir.path(), sealed)), "{told}");
        drop(store);
        fs::remove_dir_all(dir.path().join("index")).expect("removed");
        model.check(&open(dir.path()).0, &told);
    }
}

#[test]
fn whichever_step_of_it_fails_nothing_is_lost() {
    let mut failed = 0;
    for step in 0..60 {
        let dir = tempfile::tempdir().expect("a folder");
        let mut random = 7;
        let mut model = Model::default();
        let disk = Arc::new(FailsAt(AtomicUsize::new(usize::MAX), io::ErrorKind::Other));
        let mut store = open_with(dir.path(), Arc::clone(&disk) as Arc<dyn Faults>).expect("opens");
        store.append(&[circle()]).expect("kept");
        for _ in 0..60 {
            store.append(&act(&mut model, &mut random)).expect("kept");
        }
        disk.0.store(step, Ordering::Relaxed);
        let compacted = store.compact(&mut unwatched());
        failed += u32::from(compacted.is_err());
        disk.0.store(usize::MAX, Ordering::Relaxed);
        let told = format!("step {step}");
        model.check(&store, &told);
        store.append(&[kept(&page(900))]).expect("writes on");
        model.records.insert(900, (page(900), true));
        drop(store);
        let (mut store, opened) = open(dir.path());
        assert!(opened.damaged.is_empty(), "{told}: {opened:?}");
        model.check(&store, &told);
        let left = fs::read_dir(dir.path().join("journal")).expect("a folder").flatten();
        assert!(left.map(|file| file.path()).all(|path| path.extension().is_some_and(|end| end == "seg")), "{told}");
        store.compact(&mut unwatched()).expect("compacts");
        model.check(&store, &told);
    }
    assert!(failed >= 6, "{failed} steps failed");
}

#[test]
fn as_long_as_a_backup_is_copied_the_journal_stays_as_it_is() {
    let dir = tempfile::tempdir().expect("a folder");
    let (mut store, notes) = store_with(dir.path(), 9);
    store.append(&[dropped(&notes[3])]).expect("kept");
    let files = store.snapshot().expect("lists");
    let mut compaction = Compaction::new(Thoroughness::Records);
    assert_eq!(compaction.step(&mut store, 99).expect("looks"), Compacted::Waits);
    assert!(store.compact(&mut unwatched()).is_err());
    drop(files);
    assert!(store.compact(&mut unwatched()).expect("compacts") > 0);
}

const CYCLES: u32 = 100;
/// Steps within which a child is killed: some dozens of appends, with the compaction that they bring about.
const STEPS: u64 = 400;

/// In the child: keeps pages, lets their bodies go and has them back, and compacts all the while. Prints what was
/// acknowledged. In the parent: does nothing.
#[test]
fn child_that_compacts_until_it_is_killed() {
    let Some((mut store, step)) = in_child() else { return };
    store.append(&[circle()]).expect("kept");
    // Of two that are killed at one step, the second finds what the first has left.
    let mut random = step.wrapping_add(store.end().0 << 16).max(1);
    let mut compaction = Compaction::new(Thoroughness::Records);
    loop {
        let n = next_random(&mut random) as u64 % 40;
        let page = page(n);
        let whole = next_random(&mut random).is_multiple_of(2);
        let entries = if whole { vec![kept(&page)] } else { vec![kept(&page), dropped(&page)] };
        say(&format!("begun {n} {whole}"));
        store.append(&entries).expect("kept");
        say(&format!("acknowledged {n} {whole}"));
        compaction.step(&mut store, 20_000).expect("compacts");
    }
}

#[test]
fn no_page_is_lost_by_100_kills_while_compacting() {
    let seed = seed();
    let mut random = seed.max(1);
    let dir = tempfile::tempdir().expect("a folder");
    // What was acknowledged last of each page, and what may have become of it since.
    let mut expected: BTreeMap<u64, Vec<bool>> = BTreeMap::new();
    let mut acknowledged = BTreeSet::new();
    let mut compacted = 0;
    for cycle in 0..CYCLES {
        let step = kill::next_random(&mut random) % STEPS;
        for line in killed_at(step, "compaction::child_that_compacts_until_it_is_killed", dir.path()) {
            // The test's name stands before the first of them.
            let mut words = line.rsplit(' ');
            let (whole, n, word) = (words.next(), words.next(), words.next());
            let (Some(Ok(whole)), Some(Ok(n))) = (whole.map(str::parse), n.map(str::parse)) else { continue };
            match word.unwrap_or_default() {
                // Of a batch that a kill cut, the first entry may be all that there is.
                "begun" => expected.entry(n).or_default().extend([whole, true]),
                "acknowledged" => {
                    expected.insert(n, vec![whole]);
                    acknowledged.insert(n);
                }
                _ => {}
            }
        }
        compacted += usize::from(dir.path().join("journal/000002.seg").exists());
        let (store, opened) = open(dir.path());
        assert!(opened.damaged.is_empty(), "cycle {cycle}, seed {seed}: {opened:?}");
        for (n, may_be) in expected.iter().filter(|(_, may_be)| !may_be.is_empty()) {
            let status = store.status(&page(*n).id());
            // Only begun, it may not be known at all.
            let Some(status) = status else {
                assert!(!acknowledged.contains(n), "cycle {cycle}, seed {seed}: page {n} is lost");
                continue;
            };
            assert!(may_be.contains(&status.whole), "cycle {cycle}, seed {seed}: page {n} is {}", status.whole);
            let read = store.get(&page(*n).id()).expect("reads").expect("known");
            assert_eq!(read.has_body(), status.whole, "cycle {cycle}, seed {seed}: page {n}");
        }
    }
    assert!(compacted > 0, "segments were rewritten");
}
