//! Appending, reading back, and opening again: undamaged, torn and damaged.

use std::fs;

use commonplace_core::id::{RecordId, Tag};
use commonplace_core::limits::LOCAL_VALUE_BYTES;
use commonplace_core::record::Lane;
use commonplace_core::set::SetSum;
use commonplace_store::{
    AppendError, Cursor, Entry, IndexState, Mark, OpenError, Options, ReadError, SetState, Store, unwatched,
};
use proptest::prelude::*;

use crate::support::{TAG, circle, copy_folder, files_below, kept, local, note, open, store_with};

#[test]
fn what_alice_keeps_is_there_in_order_after_a_restart() {
    let dir = tempfile::tempdir().expect("a folder");
    let (mut store, notes) = store_with(dir.path(), 23);
    store.append(&[local("keyring", b"secret"), local("draft", b"old"), local("draft", b"new")]).expect("kept");
    store.append(&[Entry::Local { key: b"draft/2".to_vec(), value: None }]).expect("kept");
    let total = store.set_total(&TAG, Lane::Posts);
    drop(store);
    let (store, opened) = open(dir.path());
    assert_eq!((opened.index, opened.torn_tail, opened.damaged), (IndexState::Kept, None, vec![]));
    let fed = store.feed(Cursor::START, 100).expect("reads");
    assert_eq!(fed.iter().map(|(_, sealed, _)| sealed.clone()).collect::<Vec<_>>(), notes);
    assert_eq!(fed[9].0, Cursor(10));
    assert_eq!(store.feed(Cursor(20), 2).expect("reads")[1].1, notes[21]);
    assert_eq!(store.feed(store.end(), 5).expect("reads"), vec![]);
    assert_eq!(store.get(&notes[7].id()).expect("reads"), Some(notes[7].clone()));
    assert_eq!(store.get(&RecordId::from_bytes([1; 32])).expect("reads"), None);
    assert_eq!(store.set_total(&TAG, Lane::Posts), total);
    assert_eq!(store.local(b"draft").expect("reads"), Some(b"new".to_vec()));
    let locals = store.locals(b"").expect("reads");
    assert_eq!(locals.values.iter().map(|(key, _)| key.as_slice()).collect::<Vec<_>>(), [&b"draft"[..], b"keyring"]);
    assert_eq!(store.circles(), [TAG]);
}

#[test]
fn a_record_is_kept_once_however_often_it_comes() {
    let dir = tempfile::tempdir().expect("a folder");
    let (mut store, notes) = store_with(dir.path(), 3);
    let before = store.sizes().journal;
    let again = [kept(&notes[1]), circle(), kept(&notes[1])];
    assert_eq!(store.append(&again).expect("a no-op"), Cursor(3));
    assert_eq!(store.sizes().journal, before);
    store.append(&[kept(&note(3)), kept(&note(3))]).expect("kept");
    assert_eq!(store.end(), Cursor(4));
}

#[test]
fn what_cannot_be_kept_is_refused_before_anything_is_written() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut store = open(dir.path()).0;
    let refused = store.append(&[local("a", b"b"), kept(&note(0))]);
    assert!(matches!(refused, Err(AppendError::UnknownCircle(TAG))));
    let long = store.append(&[local("a", &vec![0; LOCAL_VALUE_BYTES + 1])]);
    assert!(matches!(long, Err(AppendError::LocalTooLong(_))));
    store.append(&[circle(), kept(&note(0)), local("a", &vec![1; LOCAL_VALUE_BYTES])]).expect("registered first");
    let other = store.append(&[Entry::Circle { tag: TAG, fp_key: [1; 32] }]);
    assert!(matches!(other, Err(AppendError::CircleKey(TAG))));
    assert_eq!(store.local(b"a").expect("reads"), Some(vec![1; LOCAL_VALUE_BYTES]));
}

#[test]
fn marks_move_a_record_in_and_out_and_forget_its_body() {
    let dir = tempfile::tempdir().expect("a folder");
    let (mut store, notes) = store_with(dir.path(), 4);
    let full = store.set_total(&TAG, Lane::Posts);
    let mark = |note: usize, mark| Entry::Mark { id: notes[note].id(), mark };
    store.append(&[mark(0, Mark::Out), mark(1, Mark::Dropped)]).expect("kept");
    store.append(&[Entry::Mark { id: RecordId::from_bytes([1; 32]), mark: Mark::Out }]).expect("a no-op");
    drop(store);
    fs::remove_dir_all(dir.path().join("index")).expect("removed");
    let (mut store, _) = open(dir.path());
    assert_eq!(store.status(&notes[0].id()).map(|s| (s.state, s.whole)), Some((SetState::Out, true)));
    assert_eq!(store.status(&notes[1].id()).map(|s| (s.state, s.whole)), Some((SetState::In, false)));
    assert_eq!(store.get(&notes[1].id()).expect("reads"), notes[1].without_body());
    assert_eq!(store.feed(Cursor::START, 9).expect("reads").len(), 4);
    let element = |id: &RecordId| SetSum::element(&crate::support::FP_KEY, id);
    assert_eq!(store.set_total(&TAG, Lane::Posts), full - element(&notes[0].id()));
    store.append(&[mark(0, Mark::In)]).expect("kept");
    assert_eq!(store.set_total(&TAG, Lane::Posts), full);
}

#[test]
fn a_second_process_is_told_who_holds_the_store() {
    let dir = tempfile::tempdir().expect("a folder");
    let first = open(dir.path()).0;
    let second = Store::open(dir.path(), Options::default(), &mut unwatched());
    assert!(matches!(second, Err(OpenError::HeldByOther { pid: Some(pid) }) if pid == std::process::id()));
    drop(first);
    open(dir.path());
}

#[test]
fn a_newer_store_is_refused_and_not_touched() {
    let dir = tempfile::tempdir().expect("a folder");
    drop(store_with(dir.path(), 3));
    let line = "commonplace-store 9 whatever comes then";
    let check = &blake3::hash(line.as_bytes()).to_hex()[..16];
    fs::write(dir.path().join("format"), format!("{line} {check}\n")).expect("written");
    let before: Vec<_> = files_below(dir.path()).iter().map(|file| fs::read(file).expect("reads")).collect();
    let refused = Store::open(dir.path(), Options::default(), &mut unwatched());
    assert!(matches!(refused, Err(OpenError::NewerFormat { found: 9, known: 1 })));
    let after: Vec<_> = files_below(dir.path()).iter().map(|file| fs::read(file).expect("reads")).collect();
    assert_eq!(before, after);
}

#[test]
fn a_store_without_its_format_file_is_still_itself() {
    let dir = tempfile::tempdir().expect("a folder");
    drop(store_with(dir.path(), 3));
    fs::remove_file(dir.path().join("format")).expect("removed");
    fs::remove_dir_all(dir.path().join("index")).expect("removed");
    assert_eq!(open(dir.path()).0.end(), Cursor(3));
}

/// The journal's only segment, cut or changed, in a copy of a store without its index.
fn with_journal(bytes: &[u8], original: &std::path::Path) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    copy_folder(&original.join("journal"), &dir.path().join("journal"));
    fs::copy(original.join("format"), dir.path().join("format")).expect("copied");
    fs::write(dir.path().join("journal/000001.seg"), bytes).expect("written");
    dir
}

#[test]
fn a_tail_torn_at_any_byte_is_cut_and_told() {
    let original = tempfile::tempdir().expect("a folder");
    let (mut store, notes) = store_with(original.path(), 5);
    let whole = store.sizes().journal;
    store.append(&[kept(&note(5))]).expect("kept");
    drop(store);
    let bytes = fs::read(original.path().join("journal/000001.seg")).expect("reads");
    let start = usize::try_from(whole).expect("small");
    for cut in start..bytes.len() {
        let dir = with_journal(&bytes[..cut], original.path());
        let (mut store, opened) = open(dir.path());
        assert_eq!(opened.torn_tail, (cut > start).then(|| (cut - start) as u64));
        assert_eq!((store.end(), opened.damaged.len()), (Cursor(5), 0));
        store.append(&[kept(&note(6))]).expect("goes on");
        drop(store);
        let store = open(dir.path()).0;
        assert_eq!(store.feed(Cursor::START, 9).expect("reads").len(), 6);
        assert!(notes.iter().all(|note| store.has(&note.id())));
    }
}

#[test]
fn a_crash_while_a_segment_is_made_leaves_no_trace() {
    let original = tempfile::tempdir().expect("a folder");
    drop(store_with(original.path(), 5));
    for len in [0, 1, 63, 64] {
        let dir = tempfile::tempdir().expect("a folder");
        copy_folder(original.path(), dir.path());
        let header = fs::read(dir.path().join("journal/000001.seg")).expect("reads");
        fs::write(dir.path().join("journal/000002.seg"), vec![0; len]).expect("written");
        assert_ne!(header.len(), len);
        let (mut store, opened) = open(dir.path());
        assert_eq!((opened.torn_tail, opened.damaged.len()), (Some(len as u64), 0));
        store.append(&[kept(&note(5))]).expect("goes on");
        drop(store);
        assert_eq!(open(dir.path()).0.end(), Cursor(6));
    }
}

#[test]
fn any_flipped_bit_in_the_journal_costs_one_record_at_most_and_is_told() {
    let original = tempfile::tempdir().expect("a folder");
    let (store, notes) = store_with(original.path(), 6);
    drop(store);
    let bytes = fs::read(original.path().join("journal/000001.seg")).expect("reads");
    // The last frame is left out: damage there looks like a torn tail, and is cut as one.
    for place in (0..bytes.len() - 700).step_by(13) {
        let mut flipped = bytes.clone();
        flipped[place] ^= 1 << (place % 8);
        let dir = with_journal(&flipped, original.path());
        let (mut store, opened) = open(dir.path());
        // The loss of a circle's registration is told besides, where its first record lies.
        let told = opened.damaged.iter().filter(|damage| !damage.why.contains("registration")).count();
        assert_eq!((told, opened.torn_tail), (1, None), "byte {place}");
        let held = store.feed(Cursor::START, 9).expect("reads").len();
        assert!(held >= notes.len() - 1, "byte {place}");
        // What was lost comes back from a peer, under a new number; no number is given twice.
        store.append(&[circle()]).expect("registered again at worst");
        let again: Vec<_> = notes.iter().map(kept).collect();
        let end = store.append(&again).expect("kept");
        assert_eq!(end.0, 6 + (6 - held as u64), "byte {place}");
        drop(store);
        let store = open(dir.path()).0;
        assert!(notes.iter().all(|note| store.get(&note.id()).expect("reads").is_some()), "byte {place}");
        assert_eq!(store.set_total(&TAG, Lane::Posts).count, 6);
    }
}

#[test]
fn damage_found_while_reading_is_told_and_never_shown_as_truth() {
    let dir = tempfile::tempdir().expect("a folder");
    let (store, notes) = store_with(dir.path(), 6);
    drop(store);
    let path = dir.path().join("journal/000001.seg");
    let mut bytes = fs::read(&path).expect("reads");
    let place = bytes.windows(64).position(|window| window == &notes[2].bytes()[..64]).expect("there");
    bytes[place + 300] ^= 1;
    fs::write(&path, &bytes).expect("written");
    let (store, opened) = open(dir.path());
    assert_eq!(opened.index, IndexState::Kept, "a hint spares reading the journal");
    assert!(matches!(store.get(&notes[2].id()), Err(ReadError::Damaged(id)) if id == notes[2].id()));
    assert_eq!(store.feed(Cursor::START, 9).expect("reads").len(), 5);
}

#[test]
fn a_hint_of_another_journal_is_not_believed() {
    let dir = tempfile::tempdir().expect("a folder");
    let (mut store, notes) = store_with(dir.path(), 3);
    store.append(&[kept(&note(3))]).expect("kept");
    drop(store);
    let path = dir.path().join("journal/000001.seg");
    let bytes = fs::read(&path).expect("reads");
    fs::write(&path, &bytes[..bytes.len() - 10]).expect("written");
    let (store, opened) = open(dir.path());
    assert_eq!((opened.torn_tail, opened.damaged.len()), (None, 1));
    assert_eq!(store.end(), Cursor(3));
    assert!(notes.iter().all(|note| store.has(&note.id())));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_store_survives_whatever_happens_to_its_files(
        seed in any::<u64>(),
        wounds in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0_u8..4), 1..4),
    ) {
        let dir = tempfile::tempdir().expect("a folder");
        drop(store_with(dir.path(), 8));
        for (file, place, kind) in wounds {
            let files = files_below(dir.path());
            let path = &files[file.index(files.len())];
            let mut bytes = fs::read(path).expect("reads");
            let place = if bytes.is_empty() { 0 } else { place.index(bytes.len()) };
            match kind {
                0 if !bytes.is_empty() => bytes[place] ^= 1 << (seed % 8),
                1 => bytes.truncate(place),
                2 => { let end = (place + 4096).min(bytes.len()); bytes[place..end].fill(0); }
                _ => { fs::remove_file(path).expect("removed"); continue; }
            }
            fs::write(path, bytes).expect("written");
        }
        match Store::open(dir.path(), Options::default(), &mut unwatched()) {
            Ok((mut store, _)) => {
                for (_, sealed, _) in store.feed(Cursor::START, 99).expect("reads") {
                    prop_assert!((0..8).any(|n| note(n) == sealed));
                }
                store.append(&[circle()]).expect("writes on");
                store.append(&[kept(&note(8))]).expect("writes on");
                prop_assert_eq!(store.get(&note(8).id()).expect("reads"), Some(note(8)));
            }
            // Only when both copies of the frame key are gone.
            Err(error) => prop_assert!(matches!(error, OpenError::NotAStore { .. }), "{}", error),
        }
    }
}

#[test]
fn an_unregistered_circle_has_empty_sets() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = open(dir.path()).0;
    assert_eq!(store.set_total(&Tag::from_bytes([1; 16]), Lane::Posts), SetSum::ZERO);
    assert_eq!(store.set_split(&TAG, Lane::Posts, .., 16), vec![]);
}
