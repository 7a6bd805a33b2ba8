//! Fetching one attachment from all peers that may have it: drives the [`Schedule`].

use std::collections::BTreeMap;

use commonplace_core::blob::segment_count;
use commonplace_core::id::BlobId;
use commonplace_core::limits;
use commonplace_net::{NetHandle, PeerId};
use commonplace_store::{BlobError, Blobs};
use commonplace_sync::Millis;
use tokio::sync::mpsc;
use tokio::task::{JoinHandle, JoinSet, spawn_blocking};
use tokio::time::{Duration, Instant, sleep};

use super::Word;
use super::keep::{Job, keep};
use super::talk::{Ears, News, Topic, talk};
use super::wire::{Ask, Broken};
use crate::engine::{BlobEnd, PeerName};
use crate::schedule::{Schedule, Step};

/// How often the schedule is looked at when nothing happens, and the least time between two reports.
const LOOK: Duration = Duration::from_millis(250);
/// Segments that wait to be checked and written; the peers wait with further ones.
const JOBS: usize = 16;
/// What is told and not yet heard; nobody who tells has to be waited for by those who hear.
const NEWS: usize = 256;
/// How long a peer is left alone whose stream broke, or who had nothing for us, while others deliver; it doubles.
const PAUSE: Duration = Duration::from_secs(2);
/// The pause doubles up to this.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// What a fetch needs of the node.
pub(in crate::runtime) struct Ground<M> {
    pub(in crate::runtime) net: NetHandle,
    pub(in crate::runtime) store: Blobs,
    pub(in crate::runtime) inputs: mpsc::Sender<M>,
}

/// A peer that may have it.
#[derive(Debug, Default)]
struct Candidate {
    /// Where its asks go, while a conversation goes on.
    asks: Option<mpsc::Sender<Ask>>,
    /// When to talk to it again.
    at: Millis,
    pauses: u32,
    /// It sent what the id does not name.
    out: bool,
}

struct Fetch<M> {
    ground: Ground<M>,
    blob: BlobId,
    size: u64,
    origin: Instant,
    schedule: Schedule<PeerId>,
    candidates: BTreeMap<PeerId, Candidate>,
    ears: Ears,
    /// Ended with this, unless it goes well: then they have still to tell that all is here.
    talks: JoinSet<()>,
    has_list: bool,
    finishing: bool,
    told: Option<(Millis, u64)>,
}

/// Fetches what is missing of an attachment, and tells the engine how it went. `peers` brings those that may have it,
/// again whenever they change; when it closes, the fetch is called off. What arrived is kept whatever happens.
pub(in crate::runtime) async fn fetch<M: From<Word> + Send>(
    ground: Ground<M>,
    blob: BlobId,
    size: u64,
    peers: mpsc::Receiver<Vec<PeerName>>,
) {
    let inputs = ground.inputs.clone();
    let end = match run(ground, blob, size, peers).await {
        Ok(end) => end,
        Err(BlobError::NoRoom { .. }) => BlobEnd::DiskFull,
        Err(BlobError::Io(error)) if error.kind() == std::io::ErrorKind::StorageFull => BlobEnd::DiskFull,
        Err(error) => {
            tracing::warn!(blob = %blob.short(), %error, "an attachment could not be kept");
            BlobEnd::Unfinished
        }
    };
    let _stopping = inputs.send(Word::Ended { blob, end }.into()).await;
}

async fn run<M: From<Word> + Send>(
    ground: Ground<M>,
    blob: BlobId,
    size: u64,
    mut peers: mpsc::Receiver<Vec<PeerName>>,
) -> Result<BlobEnd, BlobError> {
    let store = ground.store.clone();
    let Ok(writer) = spawn_blocking(move || store.writer(blob, size)).await else { return Ok(BlobEnd::Unfinished) };
    let writer = writer?;
    let count = segment_count(size).unwrap_or(0);
    let missing = if writer.has_list() { writer.missing() } else { (0..count).collect() };
    let (news_to, mut news) = mpsc::channel(NEWS);
    let (jobs_to, jobs) = mpsc::channel(JOBS);
    let has_list = writer.has_list();
    let keeping = spawn_blocking({
        let news = news_to.clone();
        move || keep(writer, jobs, &news)
    });
    let mut start = [0; 4];
    let _any_place_will_do = getrandom::fill(&mut start);
    let mut fetch = Fetch {
        ground,
        blob,
        size,
        origin: Instant::now(),
        schedule: Schedule::new(count, missing, u32::from_le_bytes(start)),
        candidates: BTreeMap::new(),
        ears: Ears { news: news_to, jobs: jobs_to },
        talks: JoinSet::new(),
        has_list,
        finishing: false,
        told: None,
    };
    let end = fetch.lead(&mut peers, &mut news).await;
    let told = fetch.ears.news.clone();
    drop(fetch);
    close(keeping, told, &mut news).await;
    end
}

/// Waits until what is on its way to the disk is there, so that another fetch of the same finds it in order.
async fn close(mut keeping: JoinHandle<()>, told: mpsc::Sender<News>, news: &mut mpsc::Receiver<News>) {
    drop(told);
    loop {
        tokio::select! {
            _ended = &mut keeping => return,
            Some(_) = news.recv() => {}
        }
    }
}

impl<M: From<Word> + Send> Fetch<M> {
    async fn lead(
        &mut self,
        peers: &mut mpsc::Receiver<Vec<PeerName>>,
        news: &mut mpsc::Receiver<News>,
    ) -> Result<BlobEnd, BlobError> {
        let Some(first) = peers.recv().await else { return Ok(BlobEnd::CalledOff) };
        self.may_have(&first);
        loop {
            if self.schedule.is_done() && self.has_list && !self.finishing {
                self.finishing = true;
                let jobs = self.ears.jobs.clone();
                // The queue may be full of segments that came twice, and is emptied by whoever tells us news.
                tokio::spawn(async move { jobs.send(Job::Finish).await });
            }
            if !self.finishing {
                self.open_streams();
                self.ask();
                if self.candidates.values().all(|candidate| candidate.asks.is_none()) {
                    return Ok(BlobEnd::Unfinished);
                }
            }
            tokio::select! {
                changed = peers.recv() => match changed {
                    Some(names) => self.may_have(&names),
                    None => return Ok(BlobEnd::CalledOff),
                },
                Some(news) = news.recv() => if let Some(end) = self.heard(news)? {
                    return Ok(end);
                },
                () = sleep(LOOK) => {}
            }
            self.report().await;
        }
    }

    fn now(&self) -> Millis {
        Millis(u64::try_from(self.origin.elapsed().as_millis()).unwrap_or(u64::MAX))
    }

    /// Takes over who may have it. Somebody who comes back is asked at once.
    fn may_have(&mut self, names: &[PeerName]) {
        let peers: Vec<PeerId> = names.iter().filter_map(|name| name.parse().ok()).collect();
        let gone: Vec<PeerId> = self.candidates.keys().filter(|peer| !peers.contains(peer)).copied().collect();
        for peer in gone {
            // Whoever sent false bytes stays out, even if they come back.
            if self.candidates.get(&peer).is_some_and(|candidate| !candidate.out) {
                self.candidates.remove(&peer);
                self.schedule.left(&peer);
            }
        }
        for peer in peers {
            self.candidates.entry(peer).or_default();
        }
    }

    fn open_streams(&mut self) {
        let now = self.now();
        let open = self.candidates.values().filter(|candidate| candidate.asks.is_some()).count();
        let room = limits::BLOB_SOURCES.saturating_sub(open);
        let ready = |candidate: &Candidate| candidate.asks.is_none() && !candidate.out && candidate.at <= now;
        let new = self.candidates.iter_mut().filter(|(_, candidate)| ready(candidate)).take(room);
        for (peer, candidate) in new {
            let (asks_to, asks) = mpsc::channel(limits::BLOB_WINDOW + 8);
            candidate.asks = Some(asks_to);
            let topic = Topic { peer: *peer, blob: self.blob, size: self.size, list: !self.has_list };
            self.talks.spawn(talk(self.ground.net.clone(), topic, asks, self.ears.clone()));
        }
    }

    fn ask(&mut self) {
        if !self.has_list {
            return;
        }
        for step in self.schedule.steps(self.now()) {
            match step {
                Step::Ask(peer, index) => self.say(peer, Ask::Segment(index)),
                Step::AskWhat(peer) => self.say(peer, Ask::What),
                Step::Drop(peer) => self.pause(peer),
            }
        }
    }

    fn say(&mut self, peer: PeerId, ask: Ask) {
        let asks = self.candidates.get(&peer).and_then(|candidate| candidate.asks.as_ref());
        if asks.is_none_or(|asks| asks.try_send(ask).is_err()) {
            // Its end is on the way to us, or it takes nothing.
            self.schedule.left(&peer);
            self.pause(peer);
        }
    }

    /// Leaves a peer alone for a while, each time longer.
    fn pause(&mut self, peer: PeerId) {
        let now = self.now();
        let Some(candidate) = self.candidates.get_mut(&peer) else { return };
        candidate.asks = None;
        candidate.at = now.after(PAUSE.saturating_mul(1 << candidate.pauses.min(5)).min(LONGEST_PAUSE));
        candidate.pauses += 1;
    }

    /// Takes in what somebody tells. Returns how the fetch ends, when it does.
    fn heard(&mut self, news: News) -> Result<Option<BlobEnd>, BlobError> {
        let now = self.now();
        match news {
            News::Has { peer, part } => self.has(now, peer, part),
            News::Absent { peer, index } => self.schedule.absent(now, &peer, index),
            News::Ended { peer, why } => {
                while self.talks.try_join_next().is_some() {}
                self.ended(peer, why);
            }
            News::Listed => self.has_list = true,
            News::Kept { peer, index, bytes } => {
                self.schedule.kept(now, &peer, index, bytes);
                if let Some(candidate) = self.candidates.get_mut(&peer) {
                    candidate.pauses = 0;
                }
            }
            News::False { peer } => self.shut_out(peer),
            News::Spoiled { missing } => {
                self.finishing = false;
                missing.into_iter().for_each(|index| self.schedule.spoiled(index));
            }
            News::Finished => {
                self.tell_whole();
                return Ok(Some(BlobEnd::Done));
            }
            News::Failed { why } => return Err(why),
        }
        Ok(None)
    }

    fn has(&mut self, now: Millis, peer: PeerId, part: Option<crate::schedule::Bits>) {
        if self.candidates.get(&peer).is_none_or(|candidate| candidate.asks.is_none()) {
            return;
        }
        let whole = part.is_none();
        if self.schedule.peers().any(|other| other == peer) {
            self.schedule.has(&peer, part);
        } else {
            self.schedule.joined(now, peer, part);
        }
        self.tell(Word::Held { blob: self.blob, peer: peer.to_string(), whole });
    }

    fn ended(&mut self, peer: PeerId, why: Option<Broken>) {
        if let Some(why) = &why {
            tracing::debug!(%peer, blob = %self.blob.short(), %why, "no more of an attachment from this peer");
        }
        self.schedule.left(&peer);
        if why.as_ref().is_some_and(Broken::is_false) {
            self.shut_out(peer);
        } else {
            if matches!(why, Some(Broken::Absent)) {
                self.tell(Word::Held { blob: self.blob, peer: peer.to_string(), whole: false });
            }
            self.pause(peer);
        }
    }

    /// A peer sent what no honest one sends: nothing more is asked of it, and it is held against it.
    fn shut_out(&mut self, peer: PeerId) {
        self.schedule.wrong(&peer);
        let Some(candidate) = self.candidates.get_mut(&peer) else { return };
        candidate.asks = None;
        if !candidate.out {
            candidate.out = true;
            self.tell(Word::False { blob: self.blob, peer: peer.to_string() });
        }
    }

    /// Tells those who had it that it is here too.
    fn tell_whole(&mut self) {
        for candidate in self.candidates.values() {
            if let Some(asks) = &candidate.asks {
                let _its_end_is_on_the_way = asks.try_send(Ask::Whole);
            }
        }
        self.talks.detach_all();
    }

    /// Tells the engine in passing. What is lost when it has very much to do is told again with the next fetch.
    fn tell(&self, word: Word) {
        let _busy = self.ground.inputs.try_send(word.into());
    }

    async fn report(&mut self) {
        let now = self.now();
        let missing = u64::from(self.schedule.missing()) * limits::SEGMENT_BYTES as u64;
        let here = self.size.saturating_sub(missing);
        if self.told.is_some_and(|(at, told)| now.since(at) < LOOK || told == here) {
            return;
        }
        self.told = Some((now, here));
        let (rate, peers) = (self.schedule.rate(now), self.schedule.sources());
        let progress = Word::Progress { blob: self.blob, here, of: self.size, rate, peers };
        let _stopping = self.ground.inputs.send(progress.into()).await;
    }
}
