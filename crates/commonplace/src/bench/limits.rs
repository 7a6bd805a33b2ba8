//! What the machine allows: its disk, its loopback, its processor, each asked alone.

use std::fs::File;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::time::Duration;

use commonplace_core::epoch::EpochSecret;
use commonplace_core::id::{CircleId, RecordId};
use commonplace_core::key::{self, DeviceSecret};
use commonplace_core::record::{Draft, Kind, Lane, Position, Sealed};
use commonplace_core::time::Timestamp;
use commonplace_node::error::Error;
use serde::Serialize;
use tokio::task::spawn_blocking;

use super::figure::{Limit, median, now, per_second};
use super::notes::NOTE_BYTES;
use super::scratch;

/// How long each limit is asked for: long enough for hundreds of its steps, short enough that nobody waits.
const WHILE: Duration = Duration::from_millis(400);
/// Bytes of one step that goes to the disk by itself: a page.
const PAGE: usize = 4096;
/// Bytes of one step of a long write or copy.
const CHUNK: usize = 1 << 20;
/// Chunks of the long write, synced once at its end.
const WRITTEN_CHUNKS: usize = 64;
/// Chunks of the copy over loopback.
const COPIED_CHUNKS: usize = 256;
/// Messages there and back.
const ROUND_TRIPS: usize = 500;
/// Records on a disk or a wire: a note of 1 KiB, padded, sealed and framed.
const RECORD_BYTES: f64 = 1700.0;
const MIB: f64 = 1_048_576.0;

/// The limits of this machine, at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(super) struct Limits {
    /// Pages appended and made durable one by one, per second.
    pub(super) fdatasync_per_second: f64,
    /// 64 MiB written and made durable at the end.
    pub(super) synced_write_mib_per_second: f64,
    /// Plain TCP, from memory to memory.
    pub(super) tcp_mib_per_second: f64,
    /// One byte there and back over TCP; the median.
    pub(super) tcp_round_trip_seconds: f64,
    /// Ed25519 signatures of 1 KiB verified singly, on one core.
    pub(super) verify_per_second: f64,
    /// Records of 1 KiB signed and sealed, on one core.
    pub(super) seal_per_second: f64,
    /// The same opened and verified, on one core.
    pub(super) open_per_second: f64,
    /// The same sealed and opened, one after the other.
    pub(super) seal_and_open_per_second: f64,
}

/// Measures them, with files in `folder`. Takes some three seconds.
///
/// # Errors
/// [`Error::File`] for the folder, [`Error::Network`] when there is no loopback.
pub(super) async fn measure(folder: &Path) -> Result<Limits, Error> {
    let folder = folder.to_owned();
    spawn_blocking(move || all(&folder)).await.map_err(|_| Error::Stopped)?
}

fn all(folder: &Path) -> Result<Limits, Error> {
    let scratch = scratch(folder)?;
    let file = scratch.path().join("limits");
    let (fdatasync_per_second, synced_write) = disk(&file).map_err(|error| Error::of_file(&file, &error))?;
    let (tcp, round_trip) = loopback().map_err(|error| Error::Network { why: error.to_string() })?;
    let crypto = Crypto::new();
    let (seal, open) = (while_doing(|| crypto.seal()), while_doing(|| crypto.open()));
    Ok(Limits {
        fdatasync_per_second,
        synced_write_mib_per_second: synced_write,
        tcp_mib_per_second: tcp,
        tcp_round_trip_seconds: round_trip,
        verify_per_second: while_doing(|| crypto.verify()),
        seal_per_second: seal,
        open_per_second: open,
        seal_and_open_per_second: 1.0 / (1.0 / seal + 1.0 / open),
    })
}

/// How often a second something can be done.
fn while_doing(mut something: impl FnMut()) -> f64 {
    let start = now();
    let mut count = 0;
    while start.elapsed() < WHILE {
        something();
        count += 1;
    }
    per_second(count, start.elapsed())
}

fn disk(path: &Path) -> std::io::Result<(f64, f64)> {
    let mut file = File::create_new(path)?;
    let start = now();
    let mut syncs = 0;
    while start.elapsed() < WHILE {
        file.write_all(&[7; PAGE])?;
        file.sync_data()?;
        syncs += 1;
    }
    let syncs_per_second = per_second(syncs, start.elapsed());

    let chunk = vec![7; CHUNK];
    let start = now();
    for _ in 0..WRITTEN_CHUNKS {
        file.write_all(&chunk)?;
    }
    file.sync_data()?;
    Ok((syncs_per_second, per_second(WRITTEN_CHUNKS, start.elapsed())))
}

fn loopback() -> std::io::Result<(f64, f64)> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let other_end = std::thread::spawn(move || echo_then_swallow(&listener));
    let mut stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    let mut trips = Vec::with_capacity(ROUND_TRIPS);
    for _ in 0..ROUND_TRIPS {
        let start = now();
        stream.write_all(&[1])?;
        stream.read_exact(&mut [0])?;
        trips.push(start.elapsed().as_secs_f64());
    }
    trips.sort_by(f64::total_cmp);

    let chunk = vec![7; CHUNK];
    let start = now();
    for _ in 0..COPIED_CHUNKS {
        stream.write_all(&chunk)?;
    }
    // The other end says when the last byte was there.
    stream.read_exact(&mut [0])?;
    let copied = per_second(COPIED_CHUNKS, start.elapsed());
    let _ended = other_end.join();
    Ok((copied, median(&trips)))
}

fn echo_then_swallow(listener: &TcpListener) -> std::io::Result<()> {
    let (mut stream, _) = listener.accept()?;
    stream.set_nodelay(true)?;
    let mut byte = [0];
    for _ in 0..ROUND_TRIPS {
        stream.read_exact(&mut byte)?;
        stream.write_all(&byte)?;
    }
    let mut chunk = vec![0; CHUNK];
    for _ in 0..COPIED_CHUNKS {
        stream.read_exact(&mut chunk)?;
    }
    stream.write_all(&byte)
}

/// A record of 1 KiB and what belongs to it.
struct Crypto {
    device: DeviceSecret,
    circle: CircleId,
    epoch: EpochSecret,
    body: Vec<u8>,
    sealed: Vec<u8>,
    signature: key::Signature,
}

impl Crypto {
    fn new() -> Self {
        let device = DeviceSecret::from_seed([1; 32]);
        let body = vec![7; NOTE_BYTES];
        let signature = device.sign(&body);
        let circle = CircleId::from_bytes([2; CircleId::LEN]);
        let mut crypto =
            Self { device, circle, epoch: EpochSecret::from_bytes([3; 32]), body, sealed: Vec::new(), signature };
        crypto.sealed = crypto.sealed_record().bytes().to_vec();
        crypto
    }

    fn sealed_record(&self) -> Sealed {
        let nobody = RecordId::from_bytes([0; RecordId::LEN]);
        let draft = Draft {
            lane: Lane::Posts,
            kind: Kind(64),
            after: Vec::new(),
            auth: nobody,
            wall: Timestamp::from_millis(1_795_000_000_000),
            lamport: 1,
            body: self.body.clone(),
        };
        let tag = self.epoch.tag(&self.circle);
        let sealed = draft.seal(&self.device, Position::default(), tag, &self.epoch);
        sealed.expect("1 KiB is within the bounds of a record").0
    }

    fn seal(&self) {
        std::hint::black_box(self.sealed_record());
    }

    fn open(&self) {
        let sealed = Sealed::from_bytes(&self.sealed).expect("sealed a moment ago");
        std::hint::black_box(sealed.open(&self.epoch).expect("sealed under this epoch"));
    }

    fn verify(&self) {
        // A device's id is the public half of its key.
        assert!(key::verify(self.device.id().as_bytes(), &self.body, &self.signature), "signed a moment ago");
    }
}

impl Limits {
    /// So many records on one wire and one disk, opened on one core: the slowest of the three, since they can overlap.
    pub(super) fn for_catch_up(&self, records: usize) -> Limit {
        let bytes = records as f64 * RECORD_BYTES / MIB;
        let parts = [
            (records as f64 / self.open_per_second, "opening and verifying each note once, on one core"),
            (bytes / self.synced_write_mib_per_second, "writing the notes to the disk in one go"),
            (bytes / self.tcp_mib_per_second, "copying the notes over plain TCP"),
        ];
        let (value, made_of) = parts.into_iter().max_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or_default();
        Limit { value, made_of }
    }

    /// Four round trips (to connect, to prove, to compare, to fetch), the new records opened, and one write to the disk.
    pub(super) fn for_difference(&self, records: usize) -> Limit {
        let value =
            4.0 * self.tcp_round_trip_seconds + records as f64 / self.open_per_second + 1.0 / self.fdatasync_per_second;
        Limit { value, made_of: "four round trips, opening the new notes, one write to the disk" }
    }

    /// A note sealed, on the disk here, sent, opened, on the disk there.
    pub(super) fn for_publishing(&self) -> Limit {
        let value =
            1.0 / self.seal_and_open_per_second + 2.0 / self.fdatasync_per_second + self.tcp_round_trip_seconds / 2.0;
        Limit { value, made_of: "sealing and opening a note, a write to each disk, half a round trip" }
    }

    /// Notes a second where each waits for the disk.
    pub(super) fn serial(&self) -> Limit {
        let value = 1.0 / (1.0 / self.seal_per_second + 1.0 / self.fdatasync_per_second);
        Limit { value, made_of: "sealing a note on one core, then one write to the disk" }
    }

    /// Notes a second where many wait for the disk together.
    pub(super) fn together(&self) -> Limit {
        let by_disk = self.synced_write_mib_per_second * MIB / RECORD_BYTES;
        if by_disk < self.seal_per_second {
            return Limit { value: by_disk, made_of: "writing the notes to the disk in one go" };
        }
        Limit { value: self.seal_per_second, made_of: "sealing notes on one core" }
    }
}
