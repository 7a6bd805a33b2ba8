//! Measures the store on this machine: `cargo run --release -p commonplace-store --example measure [RECORDS] [FOLDER]`.
//!
//! Records are sealed notes of 1 KiB. Every append is durable (one fdatasync a batch) before it counts.
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    reason = "it measures and tells"
)]

use std::path::{Path, PathBuf};
use std::time::Instant;

use commonplace_core::blob::BlobKey;
use commonplace_core::epoch::EpochSecret;
use commonplace_core::id::{RecordId, Tag};
use commonplace_core::key::DeviceSecret;
use commonplace_core::record::{Draft, Kind, Lane, Position, Sealed};
use commonplace_core::set::SetKey;
use commonplace_core::time::{Slot, Timestamp};
use commonplace_store::{
    Batch, Cursor, Document, Entry, IndexError, Opened, Options, Search, SetState, Store, unwatched,
};

const TAG: Tag = Tag::from_bytes([8; 16]);

fn note(n: u64) -> Sealed {
    let draft = Draft {
        lane: Lane::Posts,
        kind: Kind(64),
        after: vec![],
        auth: RecordId::from_bytes([4; 32]),
        wall: Timestamp::from_millis(1_700_000_000_000 + n * 600_000),
        lamport: n,
        body: n.to_le_bytes().into_iter().cycle().take(1024).collect(),
    };
    let prev = (n > 0).then(|| RecordId::from_bytes([5; 32]));
    let (device, epoch) = (DeviceSecret::from_seed([1; 32]), EpochSecret::from_bytes([5; 32]));
    draft.seal(&device, Position { seq: n, prev }, TAG, &epoch).expect("fits").0
}

fn open(dir: &Path) -> (Store, Opened) {
    Store::open(dir, Options::default(), &mut unwatched()).expect("opens")
}

/// Milliseconds that this thread was running: on a busy machine closer to the truth than the wall.
fn busy_millis() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    stat.split(' ').next().and_then(|nanos| nanos.parse::<f64>().ok()).unwrap_or(0.0) / 1e6
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> (T, f64) {
    let (start, busy) = (Instant::now(), busy_millis());
    let done = work();
    let seconds = start.elapsed().as_secs_f64();
    println!("{what:<50} {:>9.2} ms, {:>9.2} on the processor", seconds * 1e3, busy_millis() - busy);
    (done, seconds)
}

fn resident_mib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<f64>().unwrap_or(0.0) / 1024.0
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let count: u64 = arguments.next().and_then(|count| count.parse().ok()).unwrap_or(100_000);
    let dir = arguments.next().map_or_else(|| std::env::temp_dir().join("commonplace-measure"), PathBuf::from);
    let _absent_at_first = std::fs::remove_dir_all(&dir);
    println!("{count} notes in {}", dir.display());
    let (notes, _) = timed("seal the notes", || (0..count).map(note).collect::<Vec<_>>());
    let entries: Vec<Entry> =
        notes.iter().map(|note| Entry::Record { sealed: note.clone(), state: SetState::In }).collect();
    appending(&dir, &entries);
    drop(entries);
    opening(&dir, &notes);
    deriving(&dir, &notes);
    blobs(&dir);
    let _left_otherwise = std::fs::remove_dir_all(&dir);
}

fn appending(dir: &Path, entries: &[Entry]) {
    let mut store = open(dir).0;
    store.append(&[Entry::Circle { tag: TAG, fp_key: [9; 32] }]).expect("kept");
    let before = resident_mib();
    let serial = entries.len().min(2_000);
    let ((), seconds) = timed("append 2,000 one by one", || {
        for entry in &entries[..serial] {
            store.append(std::slice::from_ref(entry)).expect("kept");
        }
    });
    println!("  {:.0}/s", serial as f64 / seconds);
    let next = entries.len().min(serial + 10_000);
    timed("append 10,000 in batches of 256", || {
        for batch in entries[serial..next].chunks(256) {
            store.append(batch).expect("kept");
        }
    });
    let rest = &entries[next..];
    let ((), seconds) = timed("append the rest in batches of 256", || {
        for batch in rest.chunks(256) {
            store.append(batch).expect("kept");
        }
    });
    println!("  {:.0}/s", rest.len() as f64 / seconds);
    let bytes = (resident_mib() - before) * 1024.0 * 1024.0 / entries.len() as f64;
    println!("  {bytes:.0} bytes of memory a record");
    timed("close", || drop(store));
    let sizes = open(dir).0.sizes();
    println!("  bytes a record on disk: journal {}, index {}", per(sizes.journal, entries), per(sizes.index, entries));
}

fn per(bytes: u64, entries: &[Entry]) -> u64 {
    bytes / (entries.len() as u64).max(1)
}

fn opening(dir: &Path, notes: &[Sealed]) {
    drop(timed("open again", || open(dir)));
    let (store, _) = timed("open and read the newest 50", || {
        let store = open(dir).0;
        let newest = store.end().0.saturating_sub(50);
        assert_eq!(store.feed(Cursor(newest), 50).expect("reads").len(), notes.len().min(50));
        store
    });
    let ((), seconds) = timed("read 10,000 records by id", || {
        for note in notes.iter().step_by((notes.len() / 10_000).max(1)) {
            assert!(store.get(&note.id()).expect("reads").is_some());
        }
    });
    println!("  {:.1} us each", seconds * 1e6 / 1e4);
    timed("feed all", || store.feed(Cursor::START, usize::MAX).expect("reads").len());
    sums(&store);
    drop(store);
    let hints = dir.join("index/hints");
    for hint in hints.read_dir().expect("a folder").flatten().collect::<Vec<_>>() {
        std::fs::remove_file(hint.path()).expect("removed");
    }
    drop(timed("open without hints (all of the journal is read)", || open(dir)));
    let last = hints.read_dir().expect("a folder").flatten().map(|hint| hint.path()).max().expect("a hint");
    std::fs::remove_file(last).expect("removed");
    drop(timed("open after kill -9 (the last segment is read)", || open(dir)));
}

fn sums(store: &Store) {
    timed("1,000 sums of random ranges", || {
        for n in 0..1_000_u32 {
            let low = SetKey::first_of(Slot(33_000 + n * 7 % 9_000));
            let high = SetKey::first_of(Slot(low.slot.0 + n * 13 % 5_000));
            std::hint::black_box(store.set_sum(&TAG, Lane::Posts, low..high));
        }
    });
    timed("split the lane into 16, 100 times", || {
        for _ in 0..100 {
            std::hint::black_box(store.set_split(&TAG, Lane::Posts, .., 16));
        }
    });
}

fn deriving(dir: &Path, notes: &[Sealed]) {
    println!("  resident {:.0} MiB before deriving", resident_mib());
    let store = open(dir).0;
    let index_before = store.sizes().index;
    let summaries = store.derived("summaries", 1).expect("opens");
    let ((), seconds) = timed("derive five entries a record", || {
        for (number, chunk) in (1..).zip(notes.chunks(256)) {
            let mut batch = Batch::new();
            for note in chunk {
                for tree in 0..5_u8 {
                    batch.put([&[tree], &note.id().as_bytes()[..24]].concat(), vec![tree; 24]);
                }
            }
            summaries.apply(batch, Cursor(number * 256)).expect("applied");
        }
    });
    println!("  {:.0} records/s as seen by the caller", notes.len() as f64 / seconds);
    drop(summaries);
    println!("  resident {:.0} MiB before closing", resident_mib());
    timed("close, with all of it in sled", || drop(store));
    println!("  resident {:.0} MiB after closing", resident_mib());
    let (store, _) = timed("open again", || open(dir).0);
    println!("  derived bytes a record: {}", (store.sizes().index - index_before) / notes.len() as u64);
    println!("  resident {:.0} MiB", resident_mib());
    searching(&store).expect("answers");
}

fn searching(store: &Store) -> Result<(), IndexError> {
    let search = Search::new(store.derived("search", 1)?);
    let words: Vec<String> =
        (0..20_000_u32).map(|n| format!("w{:x}", n.wrapping_mul(2_654_435_761) % 1_000_003)).collect();
    let text = |n: usize| {
        // Some words are in most texts and most are in few, as in any language.
        let pick = |i: usize| (n * 31 + i * i * 17) % (1 + 20_000 * (i + 1) / 120);
        (0..120).map(|i| words[pick(i) % words.len()].as_str()).collect::<Vec<_>>().join(" ")
    };
    let before = store.sizes().index;
    let (done, seconds) = timed("index 10,000 texts of 120 words for search", || {
        for start in (0..10_000_usize).step_by(250) {
            let texts: Vec<_> = (start..start + 250).map(|n| (n.to_le_bytes(), text(n))).collect();
            let documents: Vec<_> =
                texts.iter().map(|(key, text)| Document { key, tag: TAG, title: "", text }).collect();
            search.update(&documents, &[], Cursor(start as u64))?;
        }
        Ok(())
    });
    println!("  {:.0} texts/s", 10_000.0 / seconds);
    done?;
    timed("find two words", || search.query(None, &format!("{} {}", words[40], words[7]), 20)).0?;
    println!("  search bytes a text so far: {}", store.sizes().index.saturating_sub(before) / 10_000);
    Ok(())
}

fn blobs(dir: &Path) {
    let store = open(dir).0;
    let size = 256_u64 << 20;
    let plain = std::io::Read::take(std::io::repeat(7), size);
    let key = BlobKey::from_bytes([6; 32]);
    let (kept, seconds) = timed("import an attachment of 256 MiB", || store.blobs().put_plain(plain, &key, None, size));
    println!("  {:.0} MiB/s sealed, hashed, synced", 256.0 / seconds);
    let (id, _) = kept.expect("kept");
    let (_, seconds) = timed("read it", || {
        let mut reader = store.blobs().reader(&id, &key).expect("there");
        std::io::copy(&mut reader, &mut std::io::sink()).expect("reads")
    });
    println!("  {:.0} MiB/s checked and opened", 256.0 / seconds);
    drop(store);
}
