//! The engine: owns the store, the replicator and the views, and decides everything. It has no clock, no socket and no
//! thread: [`Engine::handle`] takes inputs and gives effects, so that a runtime and a simulator drive it alike.
//!
//! Inputs of one call are one batch: what they write is made durable together, by one fsync, before any effect of the
//! batch is given out. So nothing is ever acknowledged, announced or answered that a crash could take back.

mod asking;
mod attachments;
mod batch;
mod beside;
mod bodies;
mod bundling;
mod cards;
mod circles;
mod commands;
mod contents;
mod delivery;
mod devices;
mod disputes;
mod gossip;
mod holders;
mod ingest;
mod invitations;
mod io;
mod joining;
mod leads;
mod library;
mod log;
mod meetings;
mod membership;
mod pairing;
mod peers;
mod people;
mod private;
mod project;
mod publish;
mod query;
mod quick_votes;
mod quota;
mod relays;
mod replica;
mod resolve;
mod returning;
mod revising;
mod schema;
mod searching;
mod settings;
mod settling;
mod shelved;
mod skills;
mod slips;
mod state;
mod status;
mod threads;
mod timers;
mod travel;
mod turns;
mod upkeep;
mod views;
mod wants;

use std::collections::{BTreeMap, BTreeSet};

use commonplace_core::epoch::EpochSecret;
use commonplace_core::id::{DeviceId, PersonId, Tag};
use commonplace_core::key::{Certificate, DeviceSecret, PersonSecret};
use commonplace_core::record::Sealed;
use commonplace_core::time::{Slot, Timestamp};
use commonplace_store::Store;
use commonplace_sync::{LinkId, Millis, Replicator};
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng as _, SeedableRng as _};

use self::batch::Batch;
pub use self::bundling::{BundleAsk, BundleCircle, BundleGiven, SlipsTaken, Taken};
use self::delivery::Deliveries;
use self::holders::Holders;
pub use self::io::{
    AskId, AttachJob, BlobEnd, BlobQuestion, Effect, GossipVerdict, Input, Now, PairId, PeerName, Route, SealedFile,
    Straight, Way,
};
use self::joining::Pending;
use self::pairing::Pairings;
use self::peers::{Link, PeerState};
use self::state::CircleState;
use self::timers::Timers;
use self::views::Views;
use self::wants::Wants;
use crate::answer::WordsState;
use crate::command::Command;
use crate::error::Error;
use crate::event::Event;
use crate::home::Keys;

/// Who this node speaks as.
#[derive(Debug, Clone)]
pub struct Me {
    /// The person.
    pub person: PersonId,
    /// This device's keys.
    pub device: DeviceSecret,
    /// The person's word that the device is theirs.
    pub certificate: Certificate,
    /// Devices that this home was before: some secrets are sealed to them alone.
    pub former: Vec<DeviceSecret>,
    /// Everything of the above, as it is kept.
    pub keys: Keys,
    /// Where the home lies; only for showing.
    pub home: std::path::PathBuf,
    /// The transport id of this node; only for showing.
    pub peer: PeerName,
}

impl Me {
    /// Who speaks with these keys, in a home that lies there, under this transport id.
    #[must_use]
    pub fn new(keys: Keys, home: std::path::PathBuf, peer: PeerName) -> Self {
        let (person, device, certificate) = (keys.person_id(), keys.device(), keys.certificate().clone());
        Self { person, device, certificate, former: keys.former(), keys, home, peer }
    }

    /// The person's root key, if it is here.
    ///
    /// # Errors
    /// [`Error::NoRootKey`].
    pub(crate) fn root(&self) -> Result<PersonSecret, Error> {
        self.keys.root().ok_or(Error::NoRootKey)
    }

    /// Whether this home wrote with that device's key: it is this device, or one that it was before.
    pub(crate) fn wrote(&self, device: &DeviceId) -> bool {
        std::iter::once(&self.device).chain(&self.former).any(|own| own.id() == *device)
    }

    /// The secret of a device that this home is, or was before.
    pub(crate) fn secret_of(&self, device: &DeviceId) -> Option<[u8; 32]> {
        let own = std::iter::once(&self.device).chain(&self.former).find(|own| own.id() == *device);
        own.map(DeviceSecret::seed)
    }

    /// The secret that travels with a boxed record, if it is for this device or for one that this home was.
    pub(crate) fn unbox(&self, record: &Sealed) -> Option<EpochSecret> {
        std::iter::once(&self.device).chain(self.former.iter().rev()).find_map(|device| record.unbox(device))
    }
}

/// Keeps the keys of the home. The engine decides when they change; where and how they are kept is the runtime's.
pub trait Keeper: std::fmt::Debug + Send {
    /// Keeps these keys instead of the former. Durable when it returns.
    ///
    /// # Errors
    /// [`Error::DiskFull`], [`Error::File`]; then the former keys stay.
    fn keep(&mut self, keys: Keys) -> Result<(), Error>;

    /// The same for another person, of this name, whose circles are looked for from `since` on.
    ///
    /// # Errors
    /// As [`Keeper::keep`].
    fn link(&mut self, keys: Keys, name: &str, since: Timestamp) -> Result<(), Error>;

    /// How the keys are kept.
    fn standing(&self) -> Standing;
}

/// How the keys of a home are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Whether a passphrase seals them.
    pub sealed: bool,
    /// Whether the recovery words were shown and checked.
    pub words: WordsState,
    /// When the person came back with their words, if this home was made so.
    pub returning: Option<Timestamp>,
}

/// The node without its face and without its sockets.
#[derive(Debug)]
pub struct Engine {
    me: Me,
    keeper: Box<dyn Keeper>,
    name: String,
    store: Store,
    views: Views,
    rng: ChaCha20Rng,
    replicator: Replicator,
    circles: BTreeMap<Tag, CircleState>,
    pending: BTreeMap<Tag, Pending>,
    pairings: Pairings,
    links: BTreeMap<LinkId, Link>,
    peers: BTreeMap<PeerName, PeerState>,
    deliveries: Deliveries,
    unwritten_slips: slips::Unwritten,
    asking: asking::Asking,
    /// The hour of the clock when something happened last.
    hour: Slot,
    relays: relays::Relays,
    wants: Wants,
    holders: Holders,
    quotas: quota::Quotas,
    bodies: bodies::Bodies,
    /// False bytes of attachments that peers have sent.
    false_blobs: u64,
    listening: Vec<String>,
    /// What a person should know, each once.
    troubles: BTreeSet<String>,
    changed: BTreeMap<Tag, BTreeSet<commonplace_core::id::RecordId>>,
    /// Disputes that came or changed since that was told.
    disputed: BTreeMap<Tag, BTreeSet<commonplace_core::id::RecordId>>,
    timers: Timers,
    channels: gossip::Channels,
    networked: bool,
    batch: Batch,
    /// Circles in which a failed write could not be undone: nothing is written there before they are read again.
    outdated: BTreeSet<Tag>,
    /// What a change of membership leaves to do.
    unsettled: settling::Unsettled,
    /// A check of every stored byte, while one runs.
    check: Option<upkeep::Check>,
    /// The compaction of the journal, while it goes on.
    compaction: Option<commonplace_store::Compaction>,
    /// Since when we look for our circles, having come back with recovery words.
    returning: Option<Timestamp>,
    /// Circles in which this device is new and has not yet all that others have.
    entered: BTreeSet<Tag>,
    /// Devices of this person that are to be taken away wherever they are known.
    revoking: BTreeSet<DeviceId>,
    /// Peers that we asked why they serve us no longer, while they are connected.
    asked_back: BTreeSet<PeerName>,
    /// Peers that have proved to be other devices of this person, while they are connected, and which.
    own_peers: BTreeMap<PeerName, DeviceId>,
    /// What own devices share.
    private: private::Own,
    /// Circles that peers share with us.
    shared: travel::Shared,
    /// To whom keys were handed that have not shown themselves as a device yet.
    handed: BTreeMap<PeerName, crate::answer::HandedOver>,
    /// How many circles each peer has given us back since the start.
    given_back: BTreeMap<PeerName, usize>,
    /// Whether a record of this very device came from elsewhere.
    doubled: bool,
    /// Whether this device shares its key with another and could not become a new one.
    orphaned: bool,
    /// Whether this device has been made known where it was not.
    introduced: bool,
    /// The clock here, as of the last input: what is computed of a row may depend on it.
    wall: Timestamp,
    /// Commands that wait for the views.
    parked: Vec<(AskId, Command)>,
    /// Whether the views were made anew and are being folded once more.
    rebuilt: bool,
    /// How far a rebuild was when it was told last.
    told_percent: u8,
}

/// Commands that wait for the views at most; a further one is refused.
const PARKED: usize = 256;

impl Engine {
    /// The engine of a person on an open store. `seed` is 32 random bytes; `networked` tells whether peers will come.
    ///
    /// # Errors
    /// [`Error::Store`] when what is stored cannot be read.
    pub fn open(
        me: Me,
        keeper: Box<dyn Keeper>,
        name: String,
        store: Store,
        seed: [u8; 32],
        networked: bool,
    ) -> Result<Self, Error> {
        let mut rng = ChaCha20Rng::from_seed(seed);
        let mut replicator_seed = [0; 32];
        rng.fill_bytes(&mut replicator_seed);
        let views = Views::open(&store)?;
        let mut engine = Self {
            me,
            keeper,
            name,
            store,
            views,
            rng,
            replicator: Replicator::new(replicator_seed),
            circles: BTreeMap::new(),
            pending: BTreeMap::new(),
            pairings: Pairings::default(),
            links: BTreeMap::new(),
            peers: BTreeMap::new(),
            deliveries: Deliveries::default(),
            unwritten_slips: slips::Unwritten::default(),
            asking: asking::Asking::default(),
            hour: Slot(0),
            relays: relays::Relays::default(),
            wants: Wants::default(),
            holders: Holders::default(),
            quotas: quota::Quotas::default(),
            bodies: bodies::Bodies::default(),
            false_blobs: 0,
            listening: Vec::new(),
            troubles: BTreeSet::new(),
            changed: BTreeMap::new(),
            disputed: BTreeMap::new(),
            timers: Timers::default(),
            channels: gossip::Channels::new(),
            networked,
            batch: Batch::default(),
            outdated: BTreeSet::new(),
            unsettled: settling::Unsettled::default(),
            check: None,
            compaction: None,
            returning: None,
            entered: BTreeSet::new(),
            revoking: BTreeSet::new(),
            asked_back: BTreeSet::new(),
            own_peers: BTreeMap::new(),
            private: private::Own::default(),
            shared: travel::Shared::default(),
            handed: BTreeMap::new(),
            given_back: BTreeMap::new(),
            doubled: false,
            orphaned: false,
            introduced: false,
            wall: Timestamp::default(),
            parked: Vec::new(),
            rebuilt: false,
            told_percent: 0,
        };
        engine.returning = engine.keeper.standing().returning;
        engine.timers.journal = Some(Millis::default().after(upkeep::COMPACTED_AGAIN));
        engine.load()?;
        engine.settle();
        if !networked {
            // A node that serves one command has no later: what the views lack, as after a rebuild, is made up for now.
            while engine.project_slice()? {}
        }
        Ok(engine)
    }

    fn load(&mut self) -> Result<(), Error> {
        self.load_locals()?;
        for tag in self.store.circles() {
            // One circle that cannot be read keeps no other from being opened.
            if let Err(error) = self.reload(tag) {
                self.trouble(error.to_string());
            }
        }
        self.load_unsettled()?;
        self.load_deliveries()?;
        self.load_holders()?;
        self.load_quotas()?;
        self.load_wants()?;
        self.load_relays()?;
        self.mark_unsearched()
    }

    /// What this node alone remembers besides its circles.
    fn load_locals(&mut self) -> Result<(), Error> {
        if let Some(name) = self.load_name()? {
            self.name = name;
        }
        self.load_pending()?;
        self.load_devices()?;
        self.load_private()
    }

    /// Takes a batch of inputs and says what is to be done, in this order.
    pub fn handle(&mut self, now: Now, inputs: impl IntoIterator<Item = Input>) -> Vec<Effect> {
        self.follow_clock(now);
        if !std::mem::replace(&mut self.introduced, true) {
            self.introduce(now);
            self.hear_all_asks(now);
            self.private_changed(now);
            self.settle_reviews();
        }
        for input in inputs {
            self.take(now, input);
        }
        self.leave_device(now);
        self.look_who_came();
        self.hear_own_devices(now);
        self.commit(now);
        self.open_choices(now);
        self.follow_bodies(now);
        self.commit(now);
        self.tell_changes();
        self.batch.take_effects()
    }

    /// Does a slice of what readers wait for: views of what arrived, commands that wait for them, a check under way.
    /// Returns whether more is left.
    pub fn catch_up(&mut self, now: Now) -> (Vec<Effect>, bool) {
        self.follow_clock(now);
        self.let_go_of_damaged();
        let mut more = self.project();
        if !more {
            for (ask, command) in std::mem::take(&mut self.parked) {
                self.command(now, ask, command);
            }
            self.open_choices(now);
            self.follow_bodies(now);
            self.forget_settled();
            more = self.check_slice() | self.compact_slice();
        }
        self.commit(now);
        self.tell_changes();
        (self.batch.take_effects(), more)
    }

    /// Puts a slice of what changed into the search index: for when nobody waits for anything. Returns whether more is
    /// left.
    pub fn index(&mut self) -> bool {
        self.index_search()
    }

    /// When [`Input::Tick`] is due, if at all.
    #[must_use]
    pub fn wake_at(&self) -> Option<Millis> {
        self.timers.next().into_iter().chain(self.pairings.due()).min()
    }

    /// Remembers what was found while the store was opened, for whoever asks how the node is.
    pub fn remember_damage(&mut self, damage: &[String]) {
        self.troubles.extend(damage.iter().cloned());
    }

    /// The attachments, for those who move their bytes.
    #[must_use]
    pub fn blobs(&self) -> commonplace_store::Blobs {
        self.store.blobs().clone()
    }

    /// The transport id of this node.
    #[must_use]
    pub fn peer_name(&self) -> &str {
        &self.me.peer
    }

    /// Once an hour what has grown too old is forgotten.
    fn follow_clock(&mut self, now: Now) {
        self.wall = now.wall;
        let hour = Slot::of(now.wall);
        if hour != std::mem::replace(&mut self.hour, hour) {
            self.forget_slips(now);
            self.refresh_pages(now);
            self.set_reviews_right(now);
        }
    }

    fn take(&mut self, now: Now, input: Input) {
        match input {
            Input::Ask { ask, command } => self.command(now, ask, command),
            Input::Listening { addresses } => {
                self.listening.clone_from(&addresses);
                self.tell(Event::Listening { addresses });
                self.follow_relays(now);
            }
            Input::RelaysNear { relays } => self.relays_near(relays),
            Input::PeerUp { peer, routes } => self.peer_up(now, peer, routes),
            Input::PeerMoved { peer, routes } => self.peer_moved(now, &peer, routes),
            Input::RelayAnswered { peer, tag, answer } => self.relay_answered(now, &peer, tag, *answer),
            Input::PeerDown { peer } => self.peer_down(now, peer),
            Input::LinkUp { link, peer, initiator, binding } => self.link_up(now, link, peer, initiator, binding),
            Input::LinkDown { link } => self.link_down(now, link),
            Input::Frame { link, bytes } => self.drive(now, commonplace_sync::Input::Frame { link, bytes }),
            Input::Drained { link, bytes } => self.drive(now, commonplace_sync::Input::Drained { link, bytes }),
            Input::Gossip { channel, message, data } => self.gossip(now, channel, message, &data),
            Input::GateShown { ask, peer, gate, nonces } => self.gate_shown(ask, &peer, &gate, nonces),
            Input::Knock { ask, peer, gate, request, nonces } => {
                self.knocked(now, ask, &peer, &gate, &request, nonces);
            }
            Input::KnockAnswered { peer, tag, answer } => self.knock_answered(now, tag, Some(peer), answer),
            Input::ReturnGateShown { ask, gate, talk } => self.return_gate_shown(ask, &gate, &talk),
            Input::ReturnAsked { ask, peer, gate, request, talk } => {
                self.return_asked(now, ask, &peer, &gate, &request, &talk);
            }
            Input::Returned { peer, answer } => self.returned(now, &peer, answer),
            Input::PairUp { pair, peer, binding, inbound } => self.pair_up(now, pair, peer, binding, inbound),
            Input::PairFrame { pair, bytes } => self.pair_frame(now, pair, &bytes),
            Input::PairDown { pair } => self.pair_down(now, pair),
            Input::AskerGone { ask } => {
                self.ask_gone(now, ask);
                self.asker_gone(now, ask);
            }
            Input::BlobDone { blob } => self.blob_done(now, blob),
            Input::BlobFailed { blob, why } => self.blob_failed(now, blob, why),
            Input::BlobHeld { blob, peer, whole } => self.blob_held(now, blob, &peer, whole),
            Input::BlobFalse { blob, peer } => self.blob_false(now, blob, &peer),
            Input::BlobAsked { ask, peer, blob, question } => {
                if let Err(error) = self.blob_asked(now, ask, &peer, blob, question) {
                    self.trouble(error.to_string());
                }
            }
            Input::BlobStays { blob, peer } => {
                if let Err(error) = self.blob_stays(now, blob, peer.as_deref()) {
                    self.trouble(error.to_string());
                }
            }
            Input::BlobsChecked { outcome } => self.blobs_checked(now, outcome),
            Input::BlobProgress { blob, here, of, rate, peers } => self.blob_progress(blob, here, of, rate, peers),
            Input::PassphraseChecked { ask, outcome } => self.passphrase_checked(now, ask, outcome),
            Input::Attached { ask, outcome, job } => self.attached(now, ask, outcome, &job),
            Input::Bundle { ask, asked } => self.bundle_asked(now, ask, asked),
            Input::DraftChecked { key, text } => self.draft_checked(now, key, &text),
            Input::Tick => self.tick(now),
        }
    }

    fn random<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.rng.fill_bytes(&mut bytes);
        bytes
    }

    fn tell(&mut self, event: Event) {
        self.batch.effects.push(Effect::Tell(event));
    }
}

/// A store's failure as the person is told of it.
fn store_error(error: impl std::error::Error) -> Error {
    let mut why = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        why = format!("{why}: {cause}");
        source = cause.source();
    }
    Error::Store { why }
}
