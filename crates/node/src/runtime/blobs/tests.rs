//! Both ends of a stream, and peers that do not keep to what is said there.

use std::time::Duration;

use commonplace_core::blob::BlobKey;
use commonplace_core::id::BlobId;
use commonplace_core::limits;
use commonplace_net::{PeerId, TransportSecret};
use commonplace_store::{Blobs, Options, Store, unwatched};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio::sync::mpsc;

use super::Word;
use super::keep::Job;
use super::serve::{Asker, send};
use super::talk::{Ears, News, Topic, converse};
use super::wire::{
    Ask, Broken, PATIENCE, Patience, Request, Said, Saying, read_list, read_request, read_said, write_ask, write_list,
    write_request, write_said,
};
use crate::engine::BlobQuestion;

const SEGMENTS: u32 = 5;

/// Short for what a peer never does, and long for what it does at once.
const IMPATIENT: Patience = Patience {
    request: Duration::from_millis(30),
    segment: Duration::from_millis(300),
    idle: Duration::from_millis(300),
};

fn peer() -> PeerId {
    TransportSecret::from_seed([9; 32]).peer()
}

/// An engine that lets everybody have everything, or nobody anything.
fn engine(may: bool) -> Asker<Word> {
    let (inputs, mut asked) = mpsc::channel(4);
    tokio::spawn(async move {
        while let Some(message) = asked.recv().await {
            if let Word::Asked { answer, question, .. } = message {
                let _gone = answer.send(may && !matches!(question, BlobQuestion::WillStay | BlobQuestion::IsRecord));
            }
        }
    });
    Asker::new(peer(), inputs)
}

/// A node with an attachment of five segments, and a pipe that holds little.
fn met() -> (tempfile::TempDir, Store, BlobId, DuplexStream, DuplexStream) {
    let dir = tempfile::tempdir().expect("a folder");
    let store = Store::open(dir.path(), Options::default(), &mut unwatched()).expect("opens").0;
    let plain = vec![7; 5 * limits::SEGMENT_PLAIN_BYTES];
    let (blob, _) = store.blobs().put_plain(&plain[..], &BlobKey::from_bytes([1; 32]), None, 1 << 24).expect("kept");
    let (ours, theirs) = duplex(1024);
    (dir, store, blob, ours, theirs)
}

#[tokio::test]
async fn bob_gets_what_he_asks_for() {
    let (_dir, store, blob, ours, mut theirs) = met();
    let serving = tokio::spawn(send(ours, store.blobs().clone(), engine(true), PATIENCE));
    write_request(&mut theirs, Request { blob, list: true }).await.expect("written");
    let size = theirs.read_u64().await.expect("answered");
    assert_eq!(size, store.blobs().size(&blob).expect("here"));
    assert_eq!(read_list(&mut theirs, size).await.expect("a list").id(), blob);
    assert_eq!(read_said(&mut theirs, size).await.expect("said"), Said::Has(None));
    for ask in [Ask::Segment(4), Ask::Whole, Ask::Segment(1), Ask::What, Ask::Segment(9), Ask::WillStay] {
        write_ask(&mut theirs, ask).await.expect("written");
    }
    let segment = |index| Said::Segment(index, store.blobs().segment(&blob, index).expect("here"));
    for said in [segment(4), segment(1), Said::Has(None), Said::Absent(9), Said::Stays(false)] {
        assert_eq!(read_said(&mut theirs, size).await.expect("said"), said);
    }
    drop(theirs);
    serving.await.expect("ends").expect("sent");
}

#[tokio::test]
async fn a_part_is_served_as_a_part_and_what_came_since_on_asking_again() {
    let (_dir, alice, blob, ours, mut theirs) = met();
    let dir = tempfile::tempdir().expect("a folder");
    let bob = Store::open(dir.path(), Options::default(), &mut unwatched()).expect("opens").0;
    let list = alice.blobs().segment_list(&blob).expect("whole");
    let size = list.size();
    let segment = |index| alice.blobs().segment(&blob, index).expect("here");
    let mut writer = bob.blobs().writer(blob, size).expect("room");
    writer.set_list(list).expect("right");
    writer.put(3, &segment(3)).expect("right");
    let serving = tokio::spawn(send(ours, bob.blobs().clone(), engine(true), PATIENCE));
    write_request(&mut theirs, Request { blob, list: false }).await.expect("written");
    assert_eq!(theirs.read_u64().await.expect("answered"), size);
    let Said::Has(Some(part)) = read_said(&mut theirs, size).await.expect("said") else { panic!("a part") };
    assert_eq!(part.ones_from(0).collect::<Vec<_>>(), [3]);
    for ask in [Ask::Segment(3), Ask::Segment(0)] {
        write_ask(&mut theirs, ask).await.expect("written");
    }
    assert_eq!(read_said(&mut theirs, size).await.expect("said"), Said::Segment(3, segment(3)));
    assert_eq!(read_said(&mut theirs, size).await.expect("said"), Said::Absent(0));
    for index in [0, 1, 2, 4] {
        writer.put(index, &segment(index)).expect("right");
    }
    writer.finish().expect("whole");
    write_ask(&mut theirs, Ask::What).await.expect("written");
    assert_eq!(read_said(&mut theirs, size).await.expect("said"), Said::Has(None));
    drop(theirs);
    serving.await.expect("ends").expect("sent");
}

#[tokio::test]
async fn a_stranger_who_knows_an_id_cannot_tell_whether_it_is_here() {
    let mut answers = Vec::new();
    for (may, known) in [(false, true), (true, false)] {
        let (_dir, store, blob, ours, mut theirs) = met();
        let asked = if known { blob } else { BlobId::from_bytes([0xee; 32]) };
        let serving = tokio::spawn(send(ours, store.blobs().clone(), engine(may), PATIENCE));
        write_request(&mut theirs, Request { blob: asked, list: true }).await.expect("written");
        let mut all = Vec::new();
        theirs.read_to_end(&mut all).await.expect("ends");
        serving.await.expect("ends").expect("answered");
        answers.push(all);
    }
    assert_eq!(answers, [[0; 8], [0; 8]]);
}

#[tokio::test]
async fn eve_who_never_asks_or_never_reads_frees_her_place() {
    for said in [&[][..], &[0, 0], &[0, 0, 0, 9, 1]] {
        let (_dir, store, _, ours, mut theirs) = met();
        theirs.write_all(said).await.expect("written");
        let ended = send(ours, store.blobs().clone(), engine(true), IMPATIENT).await;
        assert!(matches!(ended, Err(Broken::Slow(_))), "{ended:?}");
    }
    // She asks, and reads nothing, or only so much, or all and asks nothing more.
    for (asks, read) in [(0..SEGMENTS, 0), (0..SEGMENTS, 200), (0..SEGMENTS, 300_000), (0..0, 8 + 160 + 1)] {
        let (_dir, store, blob, ours, mut theirs) = met();
        let serving = tokio::spawn(send(ours, store.blobs().clone(), engine(true), IMPATIENT));
        write_request(&mut theirs, Request { blob, list: true }).await.expect("written");
        for index in asks {
            write_ask(&mut theirs, Ask::Segment(index)).await.expect("written");
        }
        let mut taken = vec![0; read];
        theirs.read_exact(&mut taken).await.expect("read");
        let ended = serving.await.expect("ends");
        assert!(matches!(ended, Err(Broken::Slow(_))), "{read} bytes: {ended:?}");
    }
}

#[tokio::test]
async fn what_is_no_request_is_refused_at_once() {
    for said in [&[0, 0, 4, 0][..], &[0, 0, 0, 1, 0xff]] {
        let (_dir, store, _, ours, mut theirs) = met();
        theirs.write_all(said).await.expect("written");
        let ended = send(ours, store.blobs().clone(), engine(true), PATIENCE).await;
        assert!(matches!(ended, Err(Broken::Bounds | Broken::Message(_))), "{ended:?}");
    }
}

/// Bob's end of a conversation with eve, who does what she likes.
struct Bob {
    eve: DuplexStream,
    asks: mpsc::Sender<Ask>,
    news: mpsc::Receiver<News>,
    jobs: mpsc::Receiver<Job>,
    talking: tokio::task::JoinHandle<Result<(), Broken>>,
}

fn bob_asks(blob: BlobId, size: u64) -> Bob {
    let (ours, eve) = duplex(1 << 20);
    let ((asks, asked), (news_to, news), (jobs_to, jobs)) = (mpsc::channel(8), mpsc::channel(8), mpsc::channel(8));
    let talking = tokio::spawn(async move {
        let topic = Topic { peer: peer(), blob, size, list: true };
        converse(ours, &topic, asked, &Ears { news: news_to, jobs: jobs_to }, IMPATIENT).await
    });
    Bob { eve, asks, news, jobs, talking }
}

fn size_of(blobs: &Blobs, blob: &BlobId) -> u64 {
    blobs.size(blob).expect("here")
}

#[tokio::test]
async fn a_false_list_and_another_size_are_not_taken() {
    let (_dir, store, blob, ..) = met();
    let (other, _) =
        store.blobs().put_plain(&vec![8; 1_300_000][..], &BlobKey::from_bytes([2; 32]), None, 1 << 24).expect("kept");
    let size = size_of(store.blobs(), &blob);
    let mut bob = bob_asks(blob, size);
    read_request(&mut bob.eve).await.expect("asked");
    bob.eve.write_u64(size).await.expect("written");
    let lie = store.blobs().segment_list(&other).expect("whole");
    write_list(&mut bob.eve, &lie, PATIENCE).await.expect("written");
    let ended = bob.talking.await.expect("ends").expect_err("false");
    assert!(ended.is_false(), "{ended}");
    assert!(bob.jobs.recv().await.is_none(), "nothing of it is kept");

    for (said, false_) in [(size + 1, false), (u64::MAX, false), (0, false)] {
        let mut bob = bob_asks(blob, size);
        read_request(&mut bob.eve).await.expect("asked");
        bob.eve.write_u64(said).await.expect("written");
        let ended = bob.talking.await.expect("ends").expect_err("not this");
        assert_eq!(ended.is_false(), false_, "{ended}");
    }
}

#[tokio::test]
async fn a_list_that_does_not_end_and_bytes_in_drops_are_given_up() {
    let (_dir, store, blob, ..) = met();
    let size = size_of(store.blobs(), &blob);
    let mut bob = bob_asks(blob, size);
    read_request(&mut bob.eve).await.expect("asked");
    bob.eve.write_u64(size).await.expect("written");
    bob.eve.write_all(&[1; 100]).await.expect("written");
    let ended = bob.talking.await.expect("ends");
    assert!(matches!(ended, Err(Broken::Slow(_))), "{ended:?}");
}

#[tokio::test]
async fn nothing_is_taken_that_was_not_asked_for() {
    let (_dir, store, blob, ..) = met();
    let size = size_of(store.blobs(), &blob);
    let segment = store.blobs().segment(&blob, 2).expect("here");
    let unasked = [
        Saying::Segment(2, segment.clone()),
        Saying::Absent(2),
        Saying::HasAll,
        Saying::HasPart(vec![1]),
        Saying::Stays(true),
    ];
    for saying in unasked {
        let mut bob = bob_asks(blob, size);
        read_request(&mut bob.eve).await.expect("asked");
        bob.eve.write_u64(size).await.expect("written");
        let list = store.blobs().segment_list(&blob).expect("whole");
        write_list(&mut bob.eve, &list, PATIENCE).await.expect("written");
        write_said(&mut bob.eve, &Saying::HasAll).await.expect("written");
        assert!(matches!(bob.news.recv().await, Some(News::Has { part: None, .. })));
        assert!(matches!(bob.jobs.recv().await, Some(Job::List(_))));
        // What he asked for comes once.
        bob.asks.send(Ask::Segment(1)).await.expect("asked");
        assert!(matches!(super::wire::read_ask(&mut bob.eve).await, Ok(Some(Ask::Segment(1)))));
        write_said(&mut bob.eve, &Saying::Segment(1, segment.clone())).await.expect("written");
        assert!(matches!(bob.jobs.recv().await, Some(Job::Segment { index: 1, .. })));
        write_said(&mut bob.eve, &saying).await.expect("written");
        let ended = bob.talking.await.expect("ends").expect_err("unasked");
        assert!(ended.is_false(), "{saying:?}: {ended}");
        assert!(bob.jobs.recv().await.is_none());
    }
}
