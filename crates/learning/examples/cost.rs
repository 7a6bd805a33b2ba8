//! What folding costs: `cargo run --release -p commonplace-learning --example cost`.

#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a measurement told to a person")]

use std::fmt;
use std::hint::black_box;
use std::time::{Duration, Instant};

use commonplace_core::encoding::encode;
use commonplace_core::id::{DeviceId, PersonId, RecordId};
use commonplace_core::time::Timestamp;
use commonplace_learning::note::{NewNote, Note, NoteChange, compose};
use commonplace_learning::summary::NoteRow;
use commonplace_learning::{Content, Entry, Standing};

fn main() {
    let notes: Vec<Entry> = (0..10_000).map(|number| note(number, &paragraph(number, 1024))).collect();
    let rows =
        timed(9, || notes.iter().map(|note| NoteRow::fold(std::slice::from_ref(note))).filter(Result::is_ok).count());
    println!("10,000 rows of unedited notes of 1 KiB: {rows}");
    let folds =
        timed(9, || notes.iter().map(|note| Note::fold(std::slice::from_ref(note))).filter(Result::is_ok).count());
    println!("one fold of such a note: {}", folds.each(10_000));

    for updates in [1, 10, 100, 1_000] {
        let entries = edited(updates);
        let fold = timed(9, || Note::fold(&entries).is_ok());
        let note = Note::fold(&entries).expect("the note is there");
        let size: usize = entries.iter().map(|entry| entry.body.len()).sum();
        println!(
            "a note with {updates} edits, {} bytes of text, {size} bytes of bodies: fold {fold}",
            note.text().len()
        );
        println!("  history {}, both edited {}", timed(3, || note.history()), timed(3, || note.both_edited()));
        let change = || NoteChange { text: Some(format!("{}One more.\n", note.text())), ..NoteChange::default() };
        println!("  one more edit {}", timed(3, || note.edit(DeviceId::from_bytes([9; 32]), change())));
    }
}

/// The median, and the least: the least says more where others use the machine too.
fn timed<T>(runs: usize, mut run: impl FnMut() -> T) -> Timed {
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            black_box(run());
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    Timed { median: times[runs / 2], least: times[0] }
}

struct Timed {
    median: Duration,
    least: Duration,
}

impl Timed {
    fn each(&self, count: u32) -> Self {
        Self { median: self.median / count, least: self.least / count }
    }
}

impl fmt::Display for Timed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} (least {:?})", self.median, self.least)
    }
}

fn paragraph(number: u32, len: usize) -> String {
    let sentence = format!("Note {number} says that *water* moves through a [membrane](m.md) towards the salt. ");
    sentence.repeat(len / sentence.len() + 1)
}

fn note(number: u32, text: &str) -> Entry {
    let mut nonce = [0; 16];
    nonce[..4].copy_from_slice(&number.to_le_bytes());
    let new = NewNote { title: format!("Note {number}"), text: text.to_owned(), ..NewNote::default() };
    let plan = compose(new, DeviceId::from_bytes([1; 32]), nonce).expect("a note that fits");
    entry(1, u64::from(number), plan.first)
}

fn entry(device: u8, seq: u64, content: Content) -> Entry {
    Entry {
        id: RecordId::of(&encode(&(device, seq, &content.body))),
        kind: content.kind,
        author: PersonId::from_bytes([device; 32]),
        device: DeviceId::from_bytes([device; 32]),
        role: Standing::Learner,
        lamport: seq + 1,
        wall: Timestamp::from_millis(seq),
        after: Vec::new(),
        seq,
        body: content.body,
    }
}

/// A note that three people edit in turn, a sentence at a time.
fn edited(updates: usize) -> Vec<Entry> {
    let mut entries = vec![note(0, &paragraph(0, 1024))];
    for number in 0..updates {
        let note = Note::fold(&entries).expect("the note is there");
        let device = u8::try_from(number % 3 + 1).unwrap_or(1);
        let text = format!("{}{}\n", note.text(), paragraph(u32::try_from(number).unwrap_or(0), 80));
        let change = NoteChange { text: Some(text), ..NoteChange::default() };
        let contents = note.edit(DeviceId::from_bytes([device; 32]), change).expect("a change that fits");
        let seq = entries.len() as u64;
        entries.extend(contents.into_iter().map(|content| entry(device, seq, content)));
    }
    entries
}
