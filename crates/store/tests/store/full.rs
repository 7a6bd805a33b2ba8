//! A full disk, on a real file system where this user may mount one: the index is held in memory.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use commonplace_store::{
    AppendError, Batch, Cursor, Derived, Faults, IndexError, IndexState, Options, Scan, Store, unwatched,
};

use crate::support::{FullDisk, kept, note, note_at, open, open_with, store_with};

/// What a node does: goes on from the cursor until all is taken in.
fn derive(store: &Store, tree: &Derived) -> Result<(), IndexError> {
    while tree.cursor() < store.end() {
        let fed = store.feed(tree.cursor(), 7).expect("reads");
        let mut batch = Batch::new();
        for (cursor, sealed, _) in &fed {
            batch.put(sealed.id().as_bytes().to_vec(), cursor.0.to_le_bytes().to_vec());
        }
        tree.apply(batch, fed.last().expect("some").0)?;
    }
    Ok(())
}

/// Derives all and reads it, as an owner does to whom the tree may begin anew at any moment.
fn derive_and_read(store: &Store, tree: &Derived) -> Vec<(Vec<u8>, Vec<u8>)> {
    loop {
        let read = derive(store, tree).and_then(|()| tree.scan(Scan { max: usize::MAX, ..Scan::default() }));
        match read {
            Ok(all) => return all,
            Err(error) => assert!(matches!(error, IndexError::Rewound), "{error}"),
        }
    }
}

fn all(tree: &Derived) -> Vec<(Vec<u8>, Vec<u8>)> {
    tree.scan(Scan { max: usize::MAX, ..Scan::default() }).expect("reads")
}

#[test]
fn a_node_opens_and_reads_on_a_disk_too_full_for_its_index() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = store_with(dir.path(), 20).0;
    let tree = store.derived("ids", 1).expect("opens");
    derive(&store, &tree).expect("derived");
    let expected = all(&tree);
    drop((store, tree));

    let disk = Arc::new(FullDisk::default());
    disk.0.store(true, Ordering::Relaxed);
    let mut store = open_with(dir.path(), Arc::clone(&disk) as Arc<dyn Faults>).expect("opens");
    let tree = store.derived("ids", 1).expect("opens");
    assert_eq!((tree.cursor(), all(&tree).len()), (Cursor::START, 0));
    derive(&store, &tree).expect("derived in memory");
    assert_eq!(all(&tree), expected);
    assert_eq!(tree.get(note(3).id().as_bytes()).expect("reads"), Some(4_u64.to_le_bytes().to_vec()));
    let mut batch = Batch::new();
    batch.delete(note(3).id().as_bytes().to_vec());
    tree.apply(batch, Cursor(20)).expect("applied");
    assert_eq!((tree.get(note(3).id().as_bytes()).expect("reads"), all(&tree).len()), (None, 19));
    let mut batch = Batch::new();
    batch.put(note(3).id().as_bytes().to_vec(), 4_u64.to_le_bytes());
    tree.apply(batch, Cursor(20)).expect("applied");

    disk.0.store(false, Ordering::Relaxed);
    for n in 20..30 {
        store.append(&[kept(&note(n))]).expect("room has returned");
        // Memory is as far as what sled kept: the owner does not notice when sled takes to the disk again.
        derive(&store, &tree).expect("derived");
    }
    assert_eq!(all(&tree).len(), 30);
    drop((store, tree));
    let (store, opened) = open(dir.path());
    assert_eq!(opened.index, IndexState::Kept);
    let tree = store.derived("ids", 1).expect("opens");
    assert_eq!((tree.cursor(), all(&tree).len()), (Cursor(30), 30), "it was carried to the disk");
}

#[test]
fn a_change_made_from_what_is_gone_is_refused() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = store_with(dir.path(), 20).0;
    derive(&store, &store.derived("ids", 1).expect("opens")).expect("derived");
    drop(store);
    let disk = Arc::new(FullDisk::default());
    disk.0.store(true, Ordering::Relaxed);
    let mut store = open_with(dir.path(), Arc::clone(&disk) as Arc<dyn Faults>).expect("opens");
    let tree = store.derived("ids", 1).expect("opens");
    let mut batch = Batch::new();
    batch.put("first seven", "1");
    tree.apply(batch.clone(), Cursor(7)).expect("applied in memory");
    // Room returns, and with it what sled kept, which is further: what bob's node counted in memory is not of it.
    disk.0.store(false, Ordering::Relaxed);
    store.append(&[kept(&note(20))]).expect("room has returned");
    // Memory takes changes until sled is open.
    let refused = (0..5_000_000).find_map(|_| {
        std::thread::yield_now();
        tree.apply(batch.clone(), Cursor(7)).err()
    });
    assert!(matches!(refused, Some(IndexError::Rewound)), "{refused:?}");
    assert!(matches!(tree.get(b"first seven"), Err(IndexError::Rewound)));
    assert_eq!((tree.cursor(), tree.get(b"first seven").expect("reads")), (Cursor(20), None));
    derive(&store, &tree).expect("goes on");
    assert_eq!(all(&tree).len(), 21);
}

#[test]
fn memory_in_place_of_the_index_has_a_bound() {
    let dir = tempfile::tempdir().expect("a folder");
    drop(store_with(dir.path(), 5));
    let disk = Arc::new(FullDisk::default());
    disk.0.store(true, Ordering::Relaxed);
    let store = open_with(dir.path(), disk).expect("opens");
    let tree = store.derived("ids", 1).expect("opens");
    let mut taken = 0_u64;
    let refused = loop {
        let mut batch = Batch::new();
        for n in 0..64_u64 {
            batch.put((taken * 64 + n).to_be_bytes(), vec![7; 16_000]);
        }
        match tree.apply(batch, Cursor(taken + 1)) {
            Ok(()) => taken += 1,
            Err(error) => break error,
        }
    };
    assert!(matches!(refused, IndexError::NoRoom), "{refused}");
    let bytes = taken * 64 * 16_000;
    assert!((64 << 20..96 << 20).contains(&bytes), "{bytes}");
    assert_eq!(tree.cursor(), Cursor(taken));
    assert_eq!(tree.get(&9_u64.to_be_bytes()).expect("still answers").map(|value| value.len()), Some(16_000));
    // Replacing and removing takes nothing more.
    let mut batch = Batch::new();
    batch.delete(0_u64.to_be_bytes());
    tree.apply(batch, Cursor(taken)).expect("applied");
}

/// A file system of its own; gone when dropped.
struct Mounted<'a>(&'a Path);

impl<'a> Mounted<'a> {
    /// None where this user may not mount.
    fn tmpfs(dir: &'a Path, mib: u32) -> Option<Self> {
        let options = format!("size={mib}m");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &options, "tmpfs"]).arg(dir).output();
        mounted.is_ok_and(|mounted| mounted.status.success()).then_some(Self(dir))
    }

    fn grow(&self, mib: u32) {
        let options = format!("remount,size={mib}m");
        let grown = Command::new("mount").args(["-o", &options]).arg(self.0).status().expect("runs");
        assert!(grown.success());
    }
}

impl Drop for Mounted<'_> {
    fn drop(&mut self) {
        let unmounted = Command::new("umount").arg("--lazy").arg(self.0).status();
        assert!(unmounted.is_ok_and(|status| status.success()) || std::thread::panicking());
    }
}

/// Appends notes until there is no room, deriving all along as far as the index lets it.
fn write_until_full(store: &mut Store, tree: &Derived, from: u64) -> u64 {
    for n in from.. {
        match store.append(&[kept(&note_at(n, n, 4000))]) {
            Ok(_) => {}
            Err(AppendError::DiskFull) => return n,
            Err(error) => panic!("{error}"),
        }
        while let Err(error) = derive(store, tree) {
            assert!(matches!(error, IndexError::Rewound), "{error}");
        }
    }
    unreachable!("a disk is full some time")
}

#[test]
#[expect(clippy::print_stdout, reason = "says what was not tested")]
fn eight_mebibytes_fill_up_and_nothing_is_lost() {
    let dir = tempfile::tempdir().expect("a folder");
    let Some(disk) = Mounted::tmpfs(dir.path(), 8) else {
        println!("not run: this user may not mount; the test with a simulated full disk stands for it");
        return;
    };
    let home = dir.path().join("store");
    let (mut store, _) = store_with(&home, 0);
    let tree = store.derived("ids", 1).expect("opens");
    let count = write_until_full(&mut store, &tree, 0);
    println!("{count} notes fill 8 MiB");
    assert!(count > 300);
    assert_eq!(derive_and_read(&store, &tree).len() as u64, count);
    drop((store, tree));
    // Somebody else takes the rest, to the last byte, and what the reserve gave back.
    let mut filler = fs::File::create(dir.path().join("filler")).expect("made");
    while filler.write(&[1; 512]).is_ok() {}

    for _ in 0..3 {
        let (mut store, opened) = Store::open(&home, Options::default(), &mut unwatched()).expect("opens");
        assert_eq!((opened.torn_tail, opened.damaged), (None, vec![]));
        let tree = store.derived("ids", 1).expect("opens");
        assert_eq!(tree.cursor(), Cursor::START, "sled has no room to open");
        assert_eq!(derive_and_read(&store, &tree).len() as u64, count);
        assert!(store.is_full());
        assert!(matches!(store.append(&[kept(&note(9_000))]), Err(AppendError::DiskFull)));
        assert_eq!(store.get(&note_at(7, 7, 4000).id()).expect("reads"), Some(note_at(7, 7, 4000)));
        assert!(!home.join("index/sled.bad").exists(), "no copy eats the room");
    }

    disk.grow(64);
    let (mut store, _) = Store::open(&home, Options::default(), &mut unwatched()).expect("opens");
    let tree = store.derived("ids", 1).expect("opens");
    store.append(&[kept(&note(9_000))]).expect("room has returned");
    assert_eq!(derive_and_read(&store, &tree).len() as u64, count + 1);
    drop((store, tree));
    let (store, opened) = Store::open(&home, Options::default(), &mut unwatched()).expect("opens");
    assert_eq!(opened.damaged, vec![]);
    assert_eq!(store.derived("ids", 1).expect("opens").cursor(), store.end());
    assert_eq!(store.feed(Cursor::START, usize::MAX).expect("reads").len() as u64, count + 1);
    drop((store, filler, disk));
}
