//! A small world of engines: time is a number, links are queues, a crash is a dropped engine on a kept folder.

use std::collections::{BTreeMap, VecDeque};
use std::path::Path;
use std::sync::{Arc, Mutex};

use commonplace_core::blob::BlobKey;
use commonplace_core::circle::Ticket;
use commonplace_core::circle::join::{JoinAnswer, JoinGate, JoinRequest};
use commonplace_core::circle::returning::{ReturnGate, ReturnRequest, Talk};
use commonplace_core::id::{BlobId, RecordId};
use commonplace_core::lease::{self, Question};
use commonplace_core::slip::Slip;
use commonplace_core::time::Timestamp;
use commonplace_node::answer::{Answer, CircleStatus, Draft, WordsState};
use commonplace_node::command::{Command, Name};
use commonplace_node::engine::{
    AskId, BlobQuestion, Effect, Engine, Input, Keeper, Me, Now, PairId, Route, SealedFile, Standing, Straight, Way,
};
use commonplace_node::error::Error;
use commonplace_node::event::Event;
use commonplace_node::home::{DeviceSeeds, Keys, Seeds};
use commonplace_node::node::Reply;
use commonplace_node::relay::{self, Relay};
use commonplace_store::{Entry, Mark, Options, Store, unwatched};
use commonplace_sync::{LinkId, Millis};
use tempfile::TempDir;

/// 2026-11-21, when the story begins.
pub(crate) const START: u64 = 1_795_000_000_000;

pub(crate) struct World {
    nodes: BTreeMap<&'static str, Person>,
    towers: BTreeMap<&'static str, Tower>,
    /// Pairs that can hear each other.
    cables: Vec<(&'static str, &'static str)>,
    now: u64,
    next: u64,
    said: Vec<u8>,
    frames: usize,
}

struct Person {
    seed: u8,
    cabinet: Cabinet,
    home: TempDir,
    engine: Option<Engine>,
    inbox: VecDeque<Input>,
    replies: BTreeMap<AskId, Vec<Reply>>,
    events: Vec<Event>,
    /// Addresses that it wanted to be connected with.
    dialled: Vec<String>,
    /// Link -> the other end.
    links: BTreeMap<LinkId, (&'static str, LinkId)>,
    /// Stream for pairing -> who is at the other end, and what they call it.
    pairs: BTreeMap<PairId, (&'static str, PairId)>,
    generation: u8,
    /// What the transport was told of straight ways to peers.
    straight: BTreeMap<String, Straight>,
    /// How far their clock is ahead of the true time, in milliseconds.
    ahead: i64,
    /// What was being written, on the disk.
    drafts: BTreeMap<String, String>,
}

impl Person {
    /// Does with drafts what the runtime does.
    fn drafting(&mut self, effect: Effect) {
        match effect {
            Effect::KeepDraft { key, text, .. } if text.is_empty() => _ = self.drafts.remove(&key),
            Effect::KeepDraft { key, text, .. } => _ = self.drafts.insert(key, text),
            Effect::CheckDraft { key } => {
                let text = self.drafts.get(&key).cloned().unwrap_or_default();
                self.inbox.push_back(Input::DraftChecked { key, text });
            }
            Effect::ReadDraft { ask, key, mut others } => {
                let text = self.drafts.get(&key).cloned().unwrap_or_default();
                let mut draft = Draft { key, text, id: None, others: Vec::new() };
                if draft.text.is_empty() && !others.is_empty() {
                    let other = others.remove(0);
                    (draft.text, draft.id) = (other.text.unwrap_or_default(), Some(other.id));
                }
                draft.others = others;
                self.replies.entry(ask).or_default().push(Reply::Answer(Box::new(Answer::Draft(draft))));
            }
            _ => {}
        }
    }

    fn new(seed: u8, cabinet: Cabinet, home: TempDir) -> Self {
        Self {
            seed,
            cabinet,
            home,
            engine: None,
            inbox: VecDeque::new(),
            replies: BTreeMap::new(),
            events: Vec::new(),
            dialled: Vec::new(),
            links: BTreeMap::new(),
            pairs: BTreeMap::new(),
            generation: 0,
            straight: BTreeMap::new(),
            ahead: 0,
            drafts: BTreeMap::new(),
        }
    }
}

/// A relay at work.
struct Tower {
    relay: Relay,
    home: TempDir,
    inbox: VecDeque<relay::Input>,
    /// Link -> the other end.
    links: BTreeMap<LinkId, (&'static str, LinkId)>,
    /// Question -> who asked it, of which circle.
    asked: BTreeMap<u64, (&'static str, commonplace_core::id::Tag)>,
}

/// Both transport identities, as every link here has them.
const BINDING: [u8; 32] = [7; 32];

/// Where a laptop's keys are kept: not on its disk, so that a disk can be copied without them, and with.
#[derive(Debug, Clone)]
struct Cabinet {
    keys: Arc<Mutex<Keys>>,
    returning: Option<Timestamp>,
    /// The passphrase that seals it, if one does.
    sealed: Option<&'static str>,
}

impl Cabinet {
    /// The keys of a person on a laptop.
    fn new(person: u8, laptop: u8) -> Self {
        let seeds = Seeds { person: [person; 32], device: [laptop + 100; 32], transport: [laptop + 200; 32] };
        Self { keys: Arc::new(Mutex::new(Keys::new(&seeds, "laptop"))), returning: None, sealed: None }
    }

    fn keys(&self) -> Keys {
        self.keys.lock().expect("no panic").clone()
    }
}

impl Keeper for Cabinet {
    fn keep(&mut self, keys: Keys) -> Result<(), Error> {
        *self.keys.lock().expect("no panic") = keys;
        Ok(())
    }

    fn link(&mut self, keys: Keys, _: &str, since: Timestamp) -> Result<(), Error> {
        self.returning = Some(since);
        self.keep(keys)
    }

    fn standing(&self) -> Standing {
        Standing { sealed: self.sealed.is_some(), words: WordsState::Unseen, returning: self.returning }
    }
}

impl World {
    pub(crate) fn new(names: &[&'static str]) -> Self {
        let mut nodes = BTreeMap::new();
        for (index, name) in names.iter().enumerate() {
            let seed = u8::try_from(index + 1).expect("few people");
            let home = TempDir::new().expect("a folder");
            let person = Person::new(seed, Cabinet::new(seed, seed), home);
            nodes.insert(*name, person);
        }
        let towers = BTreeMap::new();
        let mut world = Self { nodes, towers, cables: Vec::new(), now: START, next: 0, said: Vec::new(), frames: 0 };
        for name in names {
            world.start(name);
        }
        world
    }

    pub(crate) fn start(&mut self, name: &'static str) {
        self.start_on(name, Options::default());
    }

    /// Starts with a disk of its own kind.
    pub(crate) fn start_on(&mut self, name: &'static str, options: Options) {
        let person = self.nodes.get_mut(name).expect("a known name");
        person.generation += 1;
        let (store, _) = Store::open(person.home.path(), options, &mut unwatched()).expect("the store opens");
        let keys = person.cabinet.keys();
        let home = person.home.path().to_owned();
        let me = Me::new(keys, home, name.to_owned());
        let keeper = Box::new(person.cabinet.clone());
        let seed = [person.seed + 50 + person.generation; 32];
        person.engine = Some(Engine::open(me, keeper, name.to_owned(), store, seed, true).expect("the engine opens"));
    }

    /// Pulls the plug: what was not durable is gone.
    pub(crate) fn crash(&mut self, name: &'static str) {
        self.unplug_all(name);
        let person = self.nodes.get_mut(name).expect("a known name");
        person.engine = None;
        person.inbox.clear();
    }

    fn unplug_all(&mut self, name: &'static str) {
        let cables: Vec<_> = self.cables.iter().filter(|(a, b)| *a == name || *b == name).copied().collect();
        for (a, b) in cables {
            if self.towers.contains_key(b) { self.unplug_relay(a, b) } else { self.unplug(a, b) }
        }
    }

    pub(crate) fn plug(&mut self, a: &'static str, b: &'static str) {
        self.plug_by(Way::Local, a, b);
    }

    /// They meet by this way.
    pub(crate) fn plug_by(&mut self, way: Way, a: &'static str, b: &'static str) {
        self.cables.push((a, b));
        for (here, there) in [(a, b), (b, a)] {
            let person = self.nodes.get_mut(here).expect("a known name");
            let routes = vec![Route { address: format!("wire:{there}"), way }];
            person.inbox.push_back(Input::PeerUp { peer: there.to_owned(), routes });
        }
        self.link(a, b);
        self.settle();
    }

    /// They are connected by another way from now on.
    pub(crate) fn move_to(&mut self, way: Way, a: &'static str, b: &'static str) {
        self.move_along(&[(way, "wire:there")], a, b);
    }

    /// They have these connections from now on.
    pub(crate) fn move_along(&mut self, routes: &[(Way, &str)], a: &'static str, b: &'static str) {
        let routes: Vec<Route> =
            routes.iter().map(|(way, address)| Route { address: (*address).to_owned(), way: *way }).collect();
        for (here, there) in [(a, b), (b, a)] {
            let person = self.nodes.get_mut(here).expect("a known name");
            person.inbox.push_back(Input::PeerMoved { peer: there.to_owned(), routes: routes.clone() });
        }
        self.settle();
    }

    /// Whether the transport may look for a straight way to a peer, if it was told.
    pub(crate) fn straight(&self, name: &str, peer: &str) -> Option<Straight> {
        self.nodes[name].straight.get(peer).copied()
    }

    /// Attaches bytes to an item: sealed into the store, and published. Its owner's copy is all there is until others
    /// fetch it.
    pub(crate) fn attach(&mut self, name: &'static str, item: RecordId, bytes: &[u8]) -> BlobId {
        let (now, ask) = (self.moment(), self.ask_id());
        let command = Command::Attach { item: item.into(), files: Vec::new() };
        let effects = self.engine(name).handle(now, [Input::Ask { ask, command }]);
        let job = effects.into_iter().find_map(|effect| match effect {
            Effect::SealFiles { job, .. } => Some(job),
            _ => None,
        });
        let key = *blake3::hash(bytes).as_bytes();
        let blobs = self.engine(name).blobs();
        let sealed = blobs.put_plain(bytes, &BlobKey::from_bytes(key), None, 1 << 30).expect("kept");
        let (blob, sealed_size) = sealed;
        let size = bytes.len() as u64;
        let (file_name, media) = ("salt.png".into(), "image/png".into());
        let file = SealedFile { blob, key, size, padding: 0, sealed_size, name: file_name, media };
        let attached = Input::Attached { ask, outcome: Ok(vec![file]), job: job.expect("it may") };
        self.nodes.get_mut(name).expect("a known name").inbox.push_back(attached);
        self.settle();
        blob
    }

    /// Whether a peer would be given an attachment.
    pub(crate) fn would_serve(&mut self, name: &'static str, peer: &'static str, blob: BlobId) -> bool {
        let (now, ask) = (self.moment(), self.ask_id());
        let effects = self
            .engine(name)
            .handle(now, [Input::BlobAsked { ask, peer: peer.to_owned(), blob, question: BlobQuestion::MayFetch }]);
        let answer = effects.into_iter().find_map(|effect| match effect {
            Effect::AnswerBlobAsked { may, .. } => Some(may),
            _ => None,
        });
        answer.expect("an answer")
    }

    /// What a laptop answers to a question of a peer about an attachment, or about a record.
    fn says(&mut self, name: &str, peer: &str, blob: BlobId, question: BlobQuestion) -> bool {
        let (now, ask) = (self.moment(), self.ask_id());
        let effects = self.engine(name).handle(now, [Input::BlobAsked { ask, peer: peer.to_owned(), blob, question }]);
        effects.into_iter().any(|effect| matches!(effect, Effect::AnswerBlobAsked { may: true, .. }))
    }

    /// Starts a relay with these leases, again on the same folder if it was there before. Its name is its peer id.
    pub(crate) fn start_relay(&mut self, name: &'static str, leases: &[String]) {
        let home = self.towers.remove(name).map_or_else(|| TempDir::new().expect("a folder"), |tower| tower.home);
        let relay = open_relay(name, home.path(), leases);
        let (inbox, links, asked) = (VecDeque::new(), BTreeMap::new(), BTreeMap::new());
        self.towers.insert(name, Tower { relay, home, inbox, links, asked });
    }

    /// A relay loses a record, or makes as if, and shows what else it has. Whoever was connected with it is not any more.
    pub(crate) fn lose_at(&mut self, name: &'static str, id: RecordId, leases: &[String]) {
        let Tower { relay, home, links, .. } = self.towers.remove(name).expect("a relay");
        assert!(links.is_empty(), "somebody is connected");
        drop(relay);
        let (mut store, _) = Store::open(home.path(), Options::default(), &mut unwatched()).expect("the store opens");
        store.append(&[Entry::Mark { id, mark: Mark::Lost }]).expect("written");
        drop(store);
        let (inbox, links, asked) = (VecDeque::new(), BTreeMap::new(), BTreeMap::new());
        let relay = open_relay(name, home.path(), leases);
        self.towers.insert(name, Tower { relay, home, inbox, links, asked });
    }

    /// Bytes of records that a relay keeps.
    pub(crate) fn kept_at(&self, name: &str) -> u64 {
        self.towers[name].relay.counts().bytes
    }

    /// These relays show themselves in the network where somebody is.
    pub(crate) fn show_relays(&mut self, name: &str, relays: &[String]) {
        let person = self.nodes.get_mut(name).expect("a known name");
        person.inbox.push_back(Input::RelaysNear { relays: relays.to_vec() });
        self.settle();
    }

    /// Addresses that somebody wanted to be connected with.
    pub(crate) fn dialled(&self, name: &str) -> &[String] {
        &self.nodes[name].dialled
    }

    /// Somebody meets a relay.
    pub(crate) fn plug_relay(&mut self, name: &'static str, relay: &'static str) {
        self.plug_relay_by(Way::Direct, name, relay);
    }

    /// They meet by this way.
    pub(crate) fn plug_relay_by(&mut self, way: Way, name: &'static str, relay: &'static str) {
        self.cables.push((name, relay));
        let person = self.nodes.get_mut(name).expect("a known name");
        let routes = vec![Route { address: format!("wire:{relay}"), way }];
        person.inbox.push_back(Input::PeerUp { peer: relay.to_owned(), routes });
        self.link_relay(name, relay);
        self.settle();
    }

    fn link_relay(&mut self, name: &'static str, relay: &'static str) {
        self.next += 2;
        let (left, right) = (LinkId(self.next), LinkId(self.next + 1));
        let person = self.nodes.get_mut(name).expect("a known name");
        person.links.insert(left, (relay, right));
        let (peer, binding) = (relay.to_owned(), BINDING);
        person.inbox.push_back(Input::LinkUp { link: left, peer, initiator: true, binding });
        let peer = *blake3::hash(name.as_bytes()).as_bytes();
        let tower = self.towers.get_mut(relay).expect("a relay");
        tower.links.insert(right, (name, left));
        tower.inbox.push_back(relay::Input::LinkUp { link: right, peer, initiator: false, binding });
    }

    /// Somebody and a relay hear each other no more.
    pub(crate) fn unplug_relay(&mut self, name: &'static str, relay: &'static str) {
        self.cables.retain(|cable| *cable != (name, relay));
        let person = self.nodes.get_mut(name).expect("a known name");
        person.links.retain(|_, (peer, _)| *peer != relay);
        person.inbox.retain(|input| !matches!(input, Input::Frame { .. } | Input::Drained { .. }));
        person.inbox.push_back(Input::PeerDown { peer: relay.to_owned() });
        let tower = self.towers.get_mut(relay).expect("a relay");
        let gone: Vec<LinkId> =
            tower.links.iter().filter(|(_, (peer, _))| *peer == name).map(|(link, _)| *link).collect();
        for link in gone {
            tower.links.remove(&link);
            tower.inbox.push_back(relay::Input::LinkDown { link });
        }
        self.settle();
    }

    /// Lets the relays work. Says whether one had anything to do.
    fn step_towers(&mut self, now: Now) -> bool {
        let mut busy = false;
        for name in self.towers.keys().copied().collect::<Vec<_>>() {
            let tower = self.towers.get_mut(name).expect("a relay");
            let inputs: Vec<relay::Input> = tower.inbox.drain(..).collect();
            busy |= !inputs.is_empty();
            let effects = if inputs.is_empty() { Vec::new() } else { tower.relay.handle(now, inputs) };
            for effect in effects {
                let tower = self.towers.get_mut(name).expect("a relay");
                let (there, input) = match effect {
                    relay::Effect::Send { link, frame } => {
                        let Some((there, other)) = tower.links.get(&link).copied() else { continue };
                        tower.inbox.push_back(relay::Input::Drained { link, bytes: frame.len() });
                        (there, Input::Frame { link: other, bytes: frame })
                    }
                    relay::Effect::Close { link, .. } => {
                        let Some((there, other)) = tower.links.remove(&link) else { continue };
                        tower.inbox.push_back(relay::Input::LinkDown { link });
                        self.nodes.get_mut(there).expect("a known name").links.remove(&other);
                        (there, Input::LinkDown { link: other })
                    }
                    relay::Effect::Answer { ask, answer } => {
                        let Some((there, tag)) = tower.asked.remove(&ask) else { continue };
                        (there, Input::RelayAnswered { peer: name.to_owned(), tag, answer: Box::new(answer) })
                    }
                    // Attachments go by streams of their own, which these stories have none of.
                    relay::Effect::AnswerBlob { .. }
                    | relay::Effect::Fetch { .. }
                    | relay::Effect::Sources { .. }
                    | relay::Effect::StopFetch { .. }
                    | relay::Effect::Welcome { .. } => continue,
                };
                self.nodes.get_mut(there).expect("a known name").inbox.push_back(input);
            }
        }
        busy
    }

    /// Opens the stream of frames between two who can hear each other.
    fn link(&mut self, a: &'static str, b: &'static str) {
        self.next += 2;
        let (left, right) = (LinkId(self.next), LinkId(self.next + 1));
        let binding = BINDING;
        for (here, there, link, other, initiator) in [(a, b, left, right, true), (b, a, right, left, false)] {
            let person = self.nodes.get_mut(here).expect("a known name");
            person.links.insert(link, (there, other));
            person.inbox.push_back(Input::LinkUp { link, peer: there.to_owned(), initiator, binding });
        }
    }

    /// Opens it again, if it is gone.
    fn relink(&mut self, name: &'static str, peer: &str) {
        let linked = self.nodes[name].links.values().any(|(there, _)| *there == peer);
        let cable = self.cables.iter().copied().find(|(a, b)| (*a, *b) == (name, peer) || (*b, *a) == (name, peer));
        match cable.filter(|_| !linked) {
            Some((a, b)) if self.towers.contains_key(b) => self.link_relay(a, b),
            Some((a, b)) => self.link(a, b),
            None => {}
        }
    }

    pub(crate) fn unplug(&mut self, a: &'static str, b: &'static str) {
        self.cables.retain(|cable| *cable != (a, b) && *cable != (b, a));
        for (here, there) in [(a, b), (b, a)] {
            let person = self.nodes.get_mut(here).expect("a known name");
            person.links.retain(|_, (peer, _)| *peer != there);
            person.inbox.retain(|input| !matches!(input, Input::Frame { .. } | Input::Drained { .. }));
            let gone: Vec<PairId> =
                person.pairs.iter().filter(|(_, (peer, _))| *peer == there).map(|(pair, _)| *pair).collect();
            for pair in gone {
                person.pairs.remove(&pair);
                person.inbox.push_back(Input::PairDown { pair });
            }
            person.inbox.push_back(Input::PeerDown { peer: there.to_owned() });
        }
        self.settle();
    }

    /// Carries all slips of a circle from one to another, as a stick does.
    pub(crate) fn carry_slips(&mut self, from: &'static str, to: &'static str, tag: commonplace_core::id::Tag) {
        while self.step() {}
        let now = self.moment();
        let slips = self.engine(from).slip_bytes(now, tag);
        self.engine(to).take_slips(now, tag, &slips);
        while self.step() {}
    }

    /// Brings somebody slips, whosever they are.
    pub(crate) fn bring_slips(&mut self, to: &'static str, tag: commonplace_core::id::Tag, slips: &[Vec<u8>]) {
        let now = self.moment();
        self.engine(to).take_slips(now, tag, slips);
        while self.step() {}
    }

    /// The time here, in milliseconds.
    pub(crate) const fn now(&self) -> u64 {
        self.now
    }

    /// Frames sent so far by all.
    pub(crate) const fn frames(&self) -> usize {
        self.frames
    }

    /// Lets time pass in which nobody does anything.
    pub(crate) fn wait(&mut self, millis: u64) {
        self.now += millis;
    }

    /// Lets everybody work until nobody has anything to do, then a minute pass, three times: heartbeats included.
    pub(crate) fn settle(&mut self) {
        for _ in 0..3 {
            while self.step() {}
            self.now += 61_000;
            for person in self.nodes.values_mut().filter(|person| person.engine.is_some()) {
                person.inbox.push_back(Input::Tick);
            }
            self.towers.values_mut().for_each(|tower| tower.inbox.push_back(relay::Input::Tick));
        }
        while self.step() {}
    }

    /// Somebody's clock goes so far ahead from now on.
    pub(crate) fn set_clock(&mut self, name: &'static str, ahead: i64) {
        self.nodes.get_mut(name).expect("a known name").ahead = ahead;
    }

    fn step(&mut self) -> bool {
        let true_time = self.moment();
        let mut busy = self.step_towers(true_time);
        for name in self.nodes.keys().copied().collect::<Vec<_>>() {
            let person = self.nodes.get_mut(name).expect("a known name");
            let Some(engine) = &mut person.engine else { continue };
            let wall = Timestamp::from_millis(true_time.wall.millis().saturating_add_signed(person.ahead));
            let now = Now { wall, ..true_time };
            let inputs: Vec<Input> = person.inbox.drain(..).collect();
            busy |= !inputs.is_empty();
            let mut effects = if inputs.is_empty() { Vec::new() } else { engine.handle(now, inputs) };
            let (more_effects, more) = engine.catch_up(now);
            effects.extend(more_effects);
            busy |= more || engine.index();
            for effect in effects {
                self.carry_out(name, effect);
            }
        }
        busy
    }

    fn moment(&self) -> Now {
        Now { wall: Timestamp::from_millis(self.now), mono: Millis(self.now - START) }
    }

    fn carry_out(&mut self, name: &'static str, effect: Effect) {
        let person = self.nodes.get_mut(name).expect("a known name");
        match effect {
            Effect::Reply { ask, replies, .. } => person.replies.entry(ask).or_default().extend(replies),
            Effect::Tell(event) => person.events.push(event),
            Effect::Send { link, frame } => {
                self.frames += 1;
                let Some((there, other)) = person.links.get(&link).copied() else { return };
                person.inbox.push_back(Input::Drained { link, bytes: frame.len() });
                if let Some(tower) = self.towers.get_mut(there) {
                    return tower.inbox.push_back(relay::Input::Frame { link: other, bytes: frame });
                }
                let peer = self.nodes.get_mut(there).expect("a known name");
                peer.inbox.push_back(Input::Frame { link: other, bytes: frame });
            }
            Effect::Close { link, .. } => {
                if let Some((there, other)) = person.links.remove(&link) {
                    person.inbox.push_back(Input::LinkDown { link });
                    if let Some(tower) = self.towers.get_mut(there) {
                        tower.links.remove(&other);
                        return tower.inbox.push_back(relay::Input::LinkDown { link: other });
                    }
                    let peer = self.nodes.get_mut(there).expect("a known name");
                    peer.links.remove(&other);
                    peer.inbox.push_back(Input::LinkDown { link: other });
                }
            }
            Effect::KeepDraft { .. } | Effect::CheckDraft { .. } | Effect::ReadDraft { .. } => person.drafting(effect),
            Effect::PairOpen { pair, peer } => self.open_pair(name, pair, &peer),
            Effect::PairSend { pair, frame, .. } => {
                let Some((there, other)) = person.pairs.get(&pair).copied() else { return };
                self.said.extend(&frame);
                let peer = self.nodes.get_mut(there).expect("a known name");
                peer.inbox.push_back(Input::PairFrame { pair: other, bytes: frame });
            }
            Effect::PairClose { pair } => {
                if let Some((there, other)) = person.pairs.remove(&pair) {
                    let peer = self.nodes.get_mut(there).expect("a known name");
                    peer.pairs.remove(&other);
                    peer.inbox.push_back(Input::PairDown { pair: other });
                }
            }
            Effect::CheckBlobs => {
                let outcome = self.engine(name).blobs().verify_all(&mut unwatched()).expect("readable");
                self.nodes
                    .get_mut(name)
                    .expect("a known name")
                    .inbox
                    .push_back(Input::BlobsChecked { outcome: Ok(outcome) });
            }
            Effect::AskWhetherStays { blob, peers } => self.ask_whether_stays(name, blob, peers),
            Effect::Useful { peer, straight } | Effect::SetStraight { peer, straight } => {
                person.straight.insert(peer, straight);
            }
            Effect::CheckPassphrase { ask, passphrase } => {
                let right = person.cabinet.sealed == Some(passphrase.expose());
                let outcome = if right { Ok(()) } else { Err(Error::WrongPassphrase) };
                person.inbox.push_back(Input::PassphraseChecked { ask, outcome });
            }
            Effect::Link(peer) => self.relink(name, &peer),
            Effect::Return { peer, held } => self.come_back(name, &peer, held),
            Effect::Knock { peer, tag, ticket } => self.knock(name, &peer, tag, &ticket),
            Effect::Dial(address) => person.dialled.push(address),
            Effect::AskRelay { peer, tag, keys, wish } => {
                self.next += 1;
                let (ask, nonces) = (self.next, [[1; 32], [2; 32]]);
                let gates = keys.iter().map(|key| lease::gate(key, &nonces, &BINDING)).collect();
                let asked = relay::Input::Asked {
                    ask,
                    peer: *blake3::hash(name.as_bytes()).as_bytes(),
                    nonces,
                    binding: BINDING,
                    question: Question { gates, wish: *wish },
                };
                if let Some(tower) = self.towers.get_mut(peer.as_str()) {
                    tower.asked.insert(ask, (name, tag));
                    tower.inbox.push_back(asked);
                }
            }
            _ => {}
        }
    }

    /// Asks peers whether their copy stays: first whether there is anything to be asked about, as over a stream.
    fn ask_whether_stays(&mut self, name: &'static str, blob: BlobId, peers: Vec<String>) {
        let stays = |world: &mut Self, peer: &str| {
            let asked = [BlobQuestion::MayFetch, BlobQuestion::IsRecord];
            let is_there = asked.into_iter().any(|question| world.says(peer, name, blob, question));
            is_there && world.says(peer, name, blob, BlobQuestion::WillStay)
        };
        let peer = peers.into_iter().find(|peer| self.cabled(name, peer) && stays(self, peer));
        self.put(name, Input::BlobStays { blob, peer });
    }

    /// Whether two can hear each other.
    fn cabled(&self, a: &str, b: &str) -> bool {
        self.cables.iter().any(|(one, other)| (*one, *other) == (a, b) || (*other, *one) == (a, b))
    }

    /// Opens a stream for pairing between two who can hear each other.
    fn open_pair(&mut self, name: &'static str, pair: PairId, peer: &str) {
        let cable = self.cables.iter().copied().find(|(a, b)| (*a, *b) == (name, peer) || (*b, *a) == (name, peer));
        let Some(there) = cable.map(|(a, b)| if a == name { b } else { a }) else {
            let person = self.nodes.get_mut(name).expect("a known name");
            return person.inbox.push_back(Input::PairDown { pair });
        };
        self.next += 1;
        let other = PairId::inbound(self.next);
        for (here, there, pair, other, inbound) in [(name, there, pair, other, false), (there, name, other, pair, true)]
        {
            let person = self.nodes.get_mut(here).expect("a known name");
            person.pairs.insert(pair, (there, other));
            person.inbox.push_back(Input::PairUp { pair, peer: there.to_owned(), binding: [7; 32], inbound });
        }
    }

    /// A person asks for something and waits on, for what happens elsewhere.
    pub(crate) fn begin(&mut self, name: &'static str, command: Command) -> AskId {
        let ask = self.ask_id();
        self.nodes.get_mut(name).expect("a known name").inbox.push_back(Input::Ask { ask, command });
        while self.step() {}
        ask
    }

    /// What was answered since the last time.
    pub(crate) fn heard(&mut self, name: &'static str, ask: AskId) -> Vec<Reply> {
        self.nodes.get_mut(name).and_then(|person| person.replies.remove(&ask)).unwrap_or_default()
    }

    /// A person goes away without waiting for the last answer.
    pub(crate) fn go_away(&mut self, name: &'static str, ask: AskId) {
        self.nodes.get_mut(name).expect("a known name").inbox.push_back(Input::AskerGone { ask });
        while self.step() {}
    }

    /// Lets so many seconds pass, one after the other.
    pub(crate) fn pass(&mut self, seconds: u64) {
        for _ in 0..seconds {
            self.now += 1_000;
            for person in self.nodes.values_mut().filter(|person| person.engine.is_some()) {
                person.inbox.push_back(Input::Tick);
            }
            while self.step() {}
        }
    }

    /// Tells somebody that time has passed.
    pub(crate) fn tick(&mut self, name: &'static str) {
        self.nodes.get_mut(name).expect("a known name").inbox.push_back(Input::Tick);
        while self.step() {}
    }

    /// What is derived is gone from a laptop that is off.
    pub(crate) fn remove_index(&self, name: &str) {
        std::fs::remove_dir_all(self.nodes[name].home.path().join("index")).expect("removed");
    }

    /// Bytes of somebody's journal.
    pub(crate) fn bytes_on_disk(&self, name: &str) -> u64 {
        let journal = std::fs::read_dir(self.nodes[name].home.path().join("journal")).expect("a folder");
        journal.map(|entry| entry.expect("an entry").metadata().expect("a file").len()).sum()
    }

    /// Everything that was said in pairings, in clear or sealed, as it went over the wire.
    pub(crate) fn said(&self) -> &[u8] {
        &self.said
    }

    /// Carries a knock to the peer at once, and its answer back.
    fn knock(&mut self, name: &'static str, peer: &str, tag: commonplace_core::id::Tag, ticket: &Ticket) {
        let now = self.moment();
        let certificates = self.engine(name).certificates();
        let nonces = [[1; 32], [2; 32]];
        let gate = JoinGate::new(ticket, &nonces[0], &nonces[1]);
        let request = JoinRequest::new(ticket, certificates).expect("a certificate");
        let Some(peer) = self.nodes.keys().copied().find(|known| *known == peer) else { return };
        let ask = self.ask_id();
        let shown = self.engine(peer).handle(now, [Input::GateShown { ask, peer: name.to_owned(), gate, nonces }]);
        let mut known = None;
        for effect in shown {
            match effect {
                Effect::AnswerGate { counter, .. } => known = Some(counter.check(ticket, &nonces[0], &nonces[1])),
                other => self.carry_out(peer, other),
            }
        }
        if let Err(refusal) = known.expect("a counter-gate") {
            let person = self.nodes.get_mut(name).expect("a known name");
            let (peer, answer) = (peer.to_owned(), JoinAnswer::Refused(refusal));
            person.inbox.push_back(Input::KnockAnswered { peer, tag, answer });
            return;
        }
        let ask = self.ask_id();
        let effects =
            self.engine(peer).handle(now, [Input::Knock { ask, peer: name.to_owned(), gate, request, nonces }]);
        for effect in effects {
            if let Effect::AnswerKnock { answer, .. } = effect {
                let person = self.nodes.get_mut(name).expect("a known name");
                person.inbox.push_back(Input::KnockAnswered { peer: peer.to_owned(), tag, answer });
            } else {
                self.carry_out(peer, effect);
            }
        }
    }

    /// Carries what somebody says who comes back to the peer at once, and its answer back.
    fn come_back(&mut self, name: &'static str, peer: &str, held: Vec<commonplace_core::id::Tag>) {
        let now = self.moment();
        let keys = self.nodes[name].cabinet.keys();
        let Some(peer) = self.nodes.keys().copied().find(|known| *known == peer) else { return };
        let talk = Talk { returner: [1; 32], member: [2; 32], binding: [3; 32] };
        let gate = ReturnGate::new(&keys.person_id(), &talk);
        let ask = self.ask_id();
        let shown = self.engine(peer).handle(now, [Input::ReturnGateShown { ask, gate, talk }]);
        let mut knows = false;
        for effect in shown {
            match effect {
                Effect::AnswerReturnGate { counter, .. } => knows |= counter.knows(&keys.person_id(), &talk),
                other => self.carry_out(peer, other),
            }
        }
        if !knows {
            return;
        }
        let root = keys.root().expect("who comes back has the root key");
        let request = ReturnRequest::new(&root, keys.certificate().clone(), &talk, held);
        let ask = self.ask_id();
        for effect in
            self.engine(peer).handle(now, [Input::ReturnAsked { ask, peer: name.to_owned(), gate, request, talk }])
        {
            if let Effect::AnswerReturn { answer, .. } = effect {
                let person = self.nodes.get_mut(name).expect("a known name");
                person.inbox.push_back(Input::Returned { peer: peer.to_owned(), answer });
            } else {
                self.carry_out(peer, effect);
            }
        }
    }

    /// One more laptop of the person of `of`, with the same root key and nothing else: as after `restore`.
    pub(crate) fn restore(&mut self, name: &'static str, of: &'static str) {
        let laptop = u8::try_from(self.nodes.len() + 1).expect("few people");
        let mut cabinet = Cabinet::new(self.nodes[of].seed, laptop);
        cabinet.returning = Some(Timestamp::from_millis(self.now));
        self.add(name, laptop, cabinet, TempDir::new().expect("a folder"));
    }

    /// A copy of a laptop's disk with the same keys, as of a whole virtual machine. The laptop must be off.
    pub(crate) fn clone_disk(&mut self, name: &'static str, of: &'static str) {
        let laptop = u8::try_from(self.nodes.len() + 1).expect("few people");
        let home = TempDir::new().expect("a folder");
        copy_folder(self.nodes[of].home.path(), home.path());
        let cabinet =
            Cabinet { keys: Arc::new(Mutex::new(self.nodes[of].cabinet.keys())), returning: None, sealed: None };
        self.add(name, laptop, cabinet, home);
    }

    fn add(&mut self, name: &'static str, seed: u8, cabinet: Cabinet, home: TempDir) {
        self.nodes.insert(name, Person::new(seed, cabinet, home));
        self.start(name);
    }

    /// Seals a laptop's keys; it is started again for that.
    pub(crate) fn seal(&mut self, name: &'static str, passphrase: &'static str) {
        self.crash(name);
        self.nodes.get_mut(name).expect("a known name").cabinet.sealed = Some(passphrase);
        self.start(name);
    }

    /// A copy of a laptop that was noticed when it was started: it is a device of its own.
    pub(crate) fn renew(&mut self, name: &'static str) {
        let person = self.nodes.get_mut(name).expect("a known name");
        let seed = person.seed;
        let seeds = DeviceSeeds { device: [seed + 150; 32], transport: [seed + 160; 32] };
        let keys = person.cabinet.keys().on_new_device(&seeds, "laptop 2").expect("the root key is there");
        person.cabinet.keep(keys).expect("kept");
    }

    /// The key of the device that a laptop is.
    pub(crate) fn device_key(&self, name: &str) -> commonplace_core::key::DeviceSecret {
        self.nodes[name].cabinet.keys().device()
    }

    /// What a laptop shows when it knocks.
    pub(crate) fn certificates(&mut self, name: &str) -> Vec<commonplace_core::key::Certificate> {
        self.engine(name).certificates()
    }

    /// Which device a laptop is.
    pub(crate) fn device(&self, name: &str) -> commonplace_core::id::DeviceId {
        self.nodes[name].cabinet.keys().device_id()
    }

    pub(crate) fn person(&self, name: &str) -> commonplace_core::id::PersonId {
        self.nodes[name].cabinet.keys().person_id()
    }

    /// What is on the disk of a laptop that is off, and its keys: as a thief has them, or its owner.
    pub(crate) fn disk(&self, name: &str) -> (Keys, Vec<commonplace_core::record::Sealed>) {
        let person = &self.nodes[name];
        let (store, _) =
            Store::open(person.home.path(), Options::default(), &mut unwatched()).expect("the store opens");
        let fed = store.feed(commonplace_store::Cursor::START, usize::MAX).expect("readable");
        (person.cabinet.keys(), fed.into_iter().map(|(_, sealed, _)| sealed).collect())
    }

    /// Something happens to somebody's node.
    pub(crate) fn put(&mut self, name: &'static str, input: Input) {
        self.nodes.get_mut(name).expect("a known name").inbox.push_back(input);
    }

    fn engine(&mut self, name: &str) -> &mut Engine {
        self.nodes.get_mut(name).and_then(|person| person.engine.as_mut()).expect("a running node")
    }

    fn ask_id(&mut self) -> AskId {
        self.next += 1;
        AskId(self.next)
    }

    pub(crate) fn ask(&mut self, name: &'static str, command: Command) -> Result<Vec<Answer>, Error> {
        let ask = self.ask_id();
        self.nodes.get_mut(name).expect("a known name").inbox.push_back(Input::Ask { ask, command });
        while self.step() {}
        let replies = self.nodes.get_mut(name).and_then(|person| person.replies.remove(&ask)).unwrap_or_default();
        let mut answers = Vec::new();
        for reply in replies {
            match reply {
                Reply::Answer(answer) => answers.push(*answer),
                Reply::Failed(error) => return Err(error),
            }
        }
        Ok(answers)
    }

    /// Asks for something in the moment in which a timer is due: both are one batch.
    pub(crate) fn ask_with_tick(&mut self, name: &'static str, command: Command) -> Vec<Reply> {
        let ask = self.ask_id();
        let inbox = &mut self.nodes.get_mut(name).expect("a known name").inbox;
        inbox.extend([Input::Ask { ask, command }, Input::Tick]);
        while self.step() {}
        self.heard(name, ask)
    }

    /// The slips that somebody has.
    pub(crate) fn slips(&mut self, name: &'static str, tag: commonplace_core::id::Tag) -> Vec<Slip> {
        let now = self.moment();
        let bytes = self.engine(name).slip_bytes(now, tag);
        bytes.iter().map(|bytes| Slip::read(bytes).expect("own bytes")).collect()
    }

    /// Asks for several things at the same moment: they are one batch.
    pub(crate) fn ask_at_once(&mut self, name: &'static str, commands: Vec<Command>) -> Vec<Vec<Reply>> {
        let asks: Vec<AskId> = commands.iter().map(|_| self.ask_id()).collect();
        let person = self.nodes.get_mut(name).expect("a known name");
        let inputs = asks.iter().zip(commands).map(|(ask, command)| Input::Ask { ask: *ask, command });
        person.inbox.extend(inputs);
        while self.step() {}
        let replies = &mut self.nodes.get_mut(name).expect("a known name").replies;
        asks.iter().map(|ask| replies.remove(ask).unwrap_or_default()).collect()
    }

    /// The text of a ticket for one more learner.
    pub(crate) fn ticket(&mut self, name: &'static str, circle: &Name) -> String {
        let role = commonplace_node::command::RoleName::Learner;
        let answers = self.ask(name, Command::CircleInvite { circle: circle.clone(), uses: 1, role }).expect("invited");
        match answers.into_iter().next() {
            Some(Answer::Ticket(ticket)) => ticket.ticket,
            other => panic!("{other:?} where a ticket was expected"),
        }
    }

    /// How a circle is, as `name` sees it.
    pub(crate) fn status(&mut self, name: &'static str, circle: &Name) -> CircleStatus {
        let answers = self.ask(name, Command::Status { circle: Some(circle.clone()) }).expect("a status");
        let found = answers.into_iter().find_map(|answer| match answer {
            Answer::CircleStatus(status) => Some(status),
            _ => None,
        });
        found.expect("the circle's status")
    }

    /// Forgets what was told so far.
    pub(crate) fn forget_events(&mut self) {
        self.nodes.values_mut().for_each(|person| person.events.clear());
    }

    /// Asks for something that must go well, for the id of what was written.
    pub(crate) fn write(&mut self, name: &'static str, command: Command) -> RecordId {
        let answers = self.ask(name, command).expect("it is written");
        match answers.first() {
            Some(Answer::Written(written)) => written.id,
            other => panic!("{other:?} where something written was expected"),
        }
    }

    pub(crate) fn note(&mut self, name: &'static str, id: RecordId) -> commonplace_node::answer::Note {
        let answers = self.ask(name, Command::NoteShow { note: Name::from(id) }).expect("the note is there");
        match answers.into_iter().next() {
            Some(Answer::Note(note)) => note,
            other => panic!("{other:?} where a note was expected"),
        }
    }

    pub(crate) fn events(&self, name: &str) -> &[Event] {
        &self.nodes[name].events
    }

    /// A circle of `founder` that all others have joined by one ticket.
    pub(crate) fn circle(&mut self, founder: &'static str, others: &[&'static str]) -> Name {
        let title = Name::from("Cell biology");
        self.ask(founder, Command::CircleNew { title: title.0.clone() }).expect("founded");
        let uses = u16::try_from(others.len()).expect("few people");
        let role = commonplace_node::command::RoleName::Learner;
        let answers = self.ask(founder, Command::CircleInvite { circle: title.clone(), uses, role }).expect("invited");
        let Some(Answer::Ticket(ticket)) = answers.first() else { panic!("{answers:?} where a ticket was expected") };
        for other in others {
            self.ask(other, Command::CircleJoin { ticket: ticket.ticket.clone() }).expect("a good ticket");
            self.plug(founder, other);
        }
        self.settle();
        title
    }
}

fn open_relay(name: &str, home: &Path, leases: &[String]) -> Relay {
    let (store, _) = Store::open(home, Options::default(), &mut unwatched()).expect("the store opens");
    let me = *name.parse::<commonplace_net::PeerId>().expect("a peer id").as_bytes();
    let lease = |text: &String| relay::Allowed { lease: text.parse().expect("a lease"), quota: 1 << 30 };
    Relay::open(me, store, leases.iter().map(lease).collect(), [9; 32]).expect("a relay")
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy_folder(&path, &target);
        } else if path.is_file() {
            std::fs::copy(&path, &target).expect("copied");
        }
    }
}
