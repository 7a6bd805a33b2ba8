//! The one task that owns the swarm. It only moves things between the swarm, the pure rules and bounded channels:
//! no file, no hashing of bulk, no waiting other than for one of these.

mod finding;
mod gossiping;
mod linking;
mod peers;
mod relaying;

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use commonplace_core::limits;
use futures::StreamExt;
use libp2p::Swarm;
use libp2p::core::transport::ListenerId;
use libp2p::swarm::{ConnectionId, SwarmEvent};
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout};

use crate::agenda::Agenda;
use crate::behaviour::{Behaviour, BehaviourEvent};
use crate::dialer::{Dialer, Target};
use crate::gossip::{self, Rejected, Undecided};
use crate::handle::{Command, Shared};
use crate::link::work::LinkControl;
use crate::links::{LinkId, Links};
use crate::liveness::Liveness;
use crate::quiet::ear::Ear;
use crate::quiet::{Announced, Heard};
use crate::relays::Relays;
use crate::stream::{Accepted, Protocol, Stream, Streams};
use crate::way::Surroundings;
use crate::{Address, CloseReason, Event, Mdns, OpenError, PeerId, Straight};

/// How long the farewell to all peers may take.
const FAREWELL: Duration = Duration::from_secs(2);
/// Most results of our own tasks that wait for the swarm's task.
const REPORTS: usize = 256;

/// Everything that the task owns.
pub(crate) struct Task {
    local: PeerId,
    origin: Instant,
    quic: bool,
    swarm: Swarm<Behaviour>,
    shared: Arc<Shared>,
    streams: Streams,
    commands: mpsc::Receiver<Command>,
    accepted: mpsc::Receiver<Accepted>,
    reports: mpsc::Receiver<Report>,
    report_to: mpsc::Sender<Report>,
    events: mpsc::Sender<Event>,
    /// Events that found the channel full. While there are any, the swarm rests.
    backlog: VecDeque<Event>,
    agenda: Agenda<Due>,
    dialer: Dialer,
    dials: HashMap<ConnectionId, Dialled>,
    listening: BTreeSet<Address>,
    listening_untold: bool,
    peers: BTreeMap<PeerId, peers::Peer>,
    liveness: Liveness,
    links: Links,
    controls: HashMap<LinkId, LinkControl>,
    undecided: Undecided,
    rejected: Rejected,
    /// Peers that share a circle with us, the one marked last at the end.
    useful: VecDeque<PeerId>,
    /// Peers to which a straight way is not free, the one marked last at the end.
    kept: VecDeque<(PeerId, Straight)>,
    /// Most established inbound connections.
    inbound: usize,
    bans: BTreeMap<PeerId, Duration>,
    places: VecDeque<Address>,
    /// Whether we relay for others, and whether at the addresses of our own interfaces.
    relay: bool,
    announces: bool,
    relays: Relays,
    /// The listeners by which relays hold a place for us.
    behind: HashMap<ListenerId, PeerId>,
    /// Addresses at which others have reached us.
    confirmed: BTreeSet<Address>,
    /// The networks that this machine is in.
    here: Surroundings,
    /// Relays that show themselves on the local network; no more than the address book takes.
    near: BTreeMap<PeerId, BTreeSet<Address>>,
    /// Who listens on the local network in our stead, if we keep silent there.
    ear: Option<Ear>,
    heard: Heard,
}

/// A dial in the air.
#[derive(Debug)]
struct Dialled {
    target: Target,
    addresses: Vec<Address>,
}

/// What is to be done later.
#[derive(Debug, Clone, Copy)]
enum Due {
    /// The peer should have shown by now that it speaks our protocol.
    Proof(PeerId, Duration),
    /// Changes of our own addresses have gathered.
    Listening,
    /// The link should be open by now.
    OpenLink(PeerId),
    /// The peer should have answered a probe asked then.
    Answer(PeerId, Duration),
    /// A ban may have ended.
    Unban(PeerId),
    /// The peer is connected straight, and the relay need carry it no longer.
    LeaveRelay(PeerId),
    /// The peer, connected since then through a relay only, may be reached straight by another try, of this number.
    Punch(PeerId, Duration, usize),
    /// That try, made over this connection, should have led to a straight one by now.
    PunchOver(PeerId, Duration, usize, ConnectionId),
    /// The peer, which holds a place here, should have shown by now that it may.
    Welcome(PeerId),
    /// Somebody may have been silent for too long.
    Silence,
}

/// What our own tasks report.
#[derive(Debug)]
enum Report {
    /// The stream for a link was opened, or not.
    Opened(PeerId, Result<Stream, OpenError>),
    /// A link has ended.
    LinkOver(PeerId, LinkId, CloseReason),
    /// A relay was looked up.
    Found(PeerId, Vec<Address>),
}

/// What a task is made from.
pub(crate) struct Parts {
    pub(crate) local: PeerId,
    pub(crate) quic: bool,
    pub(crate) mdns: Mdns,
    pub(crate) inbound: usize,
    pub(crate) relay: bool,
    pub(crate) announces: bool,
    pub(crate) seed: [u8; 32],
    pub(crate) swarm: Swarm<Behaviour>,
    pub(crate) shared: Arc<Shared>,
    pub(crate) streams: Streams,
    pub(crate) origin: Instant,
    pub(crate) commands: mpsc::Receiver<Command>,
    pub(crate) events: mpsc::Sender<Event>,
}

impl Task {
    pub(crate) fn new(parts: Parts) -> Self {
        let (accepted_to, accepted) = mpsc::channel(REPORTS);
        let (report_to, reports) = mpsc::channel(REPORTS);
        for protocol in Protocol::ALL {
            parts.streams.accept(protocol, accepted_to.clone());
        }
        Self {
            local: parts.local,
            origin: parts.origin,
            quic: parts.quic,
            swarm: parts.swarm,
            shared: parts.shared,
            streams: parts.streams,
            commands: parts.commands,
            accepted,
            reports,
            report_to,
            events: parts.events,
            backlog: VecDeque::new(),
            agenda: Agenda::new(),
            dialer: Dialer::new(parts.local, parts.seed),
            dials: HashMap::new(),
            listening: BTreeSet::new(),
            listening_untold: false,
            peers: BTreeMap::new(),
            liveness: Liveness::default(),
            links: Links::new(parts.local),
            controls: HashMap::new(),
            undecided: Undecided::default(),
            rejected: Rejected::default(),
            useful: VecDeque::new(),
            kept: VecDeque::new(),
            inbound: parts.inbound,
            bans: BTreeMap::new(),
            places: VecDeque::new(),
            relay: parts.relay,
            announces: parts.announces,
            relays: Relays::new(parts.seed),
            behind: HashMap::new(),
            confirmed: BTreeSet::new(),
            here: Surroundings::now(),
            near: BTreeMap::new(),
            ear: (parts.mdns == Mdns::Quiet).then(Ear::open),
            heard: Heard::default(),
        }
    }

    /// Runs until shut down, or until nobody takes events any more.
    pub(crate) async fn run(mut self) {
        while self.turn().await {}
        self.farewell().await;
    }

    /// Waits for one thing and deals with it. Returns whether to go on.
    ///
    /// With a backlog of events only commands are heard: the node may give one before it takes the next event.
    async fn turn(&mut self) -> bool {
        let flowing = self.backlog.is_empty();
        let wake = self.wake();
        tokio::select! {
            room = has_room(&self.events), if !flowing => {
                if !room {
                    return false;
                }
                self.retell();
            }
            command = self.commands.recv() => match command {
                Some(Command::Shutdown) | None => return false,
                Some(command) => self.on_command(command),
            },
            event = self.swarm.select_next_some(), if flowing => self.on_swarm(event),
            Some(accepted) = self.accepted.recv(), if flowing => self.on_accepted(accepted),
            Some(report) = self.reports.recv(), if flowing => self.on_report(report),
            Some(heard) = next_of(&mut self.ear), if flowing => self.on_announced(&heard),
            () = sleep_until(wake.map(|at| self.origin + at)), if flowing => self.on_time(),
            () = self.events.closed() => return false,
        }
        true
    }

    fn now(&self) -> Duration {
        self.origin.elapsed()
    }

    fn wake(&self) -> Option<Duration> {
        self.agenda.wake().into_iter().chain(self.dialer.wake()).chain(self.relays.wake()).min()
    }

    /// Hands an event to the node, or keeps it until there is room.
    fn tell(&mut self, event: Event) {
        if !self.backlog.is_empty() {
            // Only commands add to a backlog, and all that they tell is that a dial failed, or who listens.
            let can_wait = matches!(event, Event::DialFailed { .. } | Event::Listens { .. });
            if self.backlog.len() < limits::NET_EVENTS || !can_wait {
                self.backlog.push_back(event);
            }
            return;
        }
        if let Err(mpsc::error::TrySendError::Full(event)) = self.events.try_send(event) {
            self.backlog.push_back(event);
        }
    }

    /// Hands on the oldest event of the backlog.
    fn retell(&mut self) {
        let Some(event) = self.backlog.pop_front() else { return };
        if let Err(mpsc::error::TrySendError::Full(event)) = self.events.try_send(event) {
            self.backlog.push_front(event);
        }
    }

    fn on_command(&mut self, command: Command) {
        match command {
            Command::Dial(address) => self.want_address(address),
            Command::Try(address) => self.try_address(address),
            Command::AddKnown(peer, addresses) => self.remember(peer, &addresses),
            Command::Subscribe(channel) => self.subscribe(channel),
            Command::Unsubscribe(channel) => self.unsubscribe(&channel),
            Command::Publish(channel, data, reply) => {
                // Who asked may have gone, which is its own affair.
                let _ = reply.send(gossip::publish(&mut self.swarm.behaviour_mut().gossip, &channel, data));
            }
            Command::Decide(id, verdict) => self.decide(id, verdict),
            Command::Ban(peer, duration) => self.ban(peer, duration),
            Command::OpenLink(peer) => self.open_link_now(peer),
            Command::Mdns(mdns) => self.set_mdns(mdns),
            Command::MarkUseful(peer, useful) => self.mark_useful(peer, useful),
            Command::SetStraight(peer, straight) => self.set_straight(peer, straight),
            Command::Relays(locators) => self.want_relays(locators),
            Command::Shutdown => {}
        }
    }

    fn on_swarm(&mut self, event: SwarmEvent<BehaviourEvent>) {
        match event {
            SwarmEvent::Behaviour(event) => self.on_behaviour(event),
            SwarmEvent::NewListenAddr { listener_id, .. } if self.behind.contains_key(&listener_id) => {
                self.on_place_held(listener_id);
            }
            SwarmEvent::NewListenAddr { address, .. } => self.on_listening(&address, true),
            SwarmEvent::ExpiredListenAddr { address, .. } => self.on_listening(&address, false),
            SwarmEvent::ExternalAddrConfirmed { address } => self.on_confirmed(&address, true),
            SwarmEvent::ExternalAddrExpired { address } => self.on_confirmed(&address, false),
            SwarmEvent::ConnectionEstablished { peer_id, connection_id, endpoint, .. } => {
                self.on_connected(&peer_id, connection_id, &endpoint);
            }
            SwarmEvent::ConnectionClosed { peer_id, connection_id, cause, .. } => {
                tracing::debug!(%peer_id, ?cause, "connection closed");
                self.on_closed(&peer_id, connection_id);
            }
            SwarmEvent::OutgoingConnectionError { connection_id, error, .. } => {
                self.on_dial_error(connection_id, error);
            }
            SwarmEvent::ListenerClosed { listener_id, reason, .. } if self.behind.contains_key(&listener_id) => {
                tracing::debug!(?reason, "no place at a relay");
                self.on_place_lost(listener_id);
            }
            SwarmEvent::ListenerClosed { addresses, reason, .. } => {
                tracing::warn!(?reason, "a listener closed");
                for address in &addresses {
                    self.on_listening(address, false);
                }
            }
            SwarmEvent::ListenerError { error, .. } => tracing::debug!(%error, "a listener failed once"),
            _ => {}
        }
    }

    fn on_behaviour(&mut self, event: BehaviourEvent) {
        match event {
            BehaviourEvent::Gossip(event) => self.on_gossip(event),
            BehaviourEvent::Identify(event) => self.on_identify(event),
            BehaviourEvent::Ping(event) => self.on_ping(&event),
            BehaviourEvent::Punching(event) => {
                tracing::debug!(peer = %event.remote_peer_id, result = ?event.result, "hole punching");
            }
            BehaviourEvent::Relaying(event) => self.on_relaying(&event),
            BehaviourEvent::Mdns4(event) | BehaviourEvent::Mdns6(event) => self.on_mdns(event),
            _ => {}
        }
    }

    fn on_time(&mut self) {
        let now = self.now();
        while let Some(due) = self.agenda.take(now) {
            match due {
                Due::Proof(peer, since) => self.on_proof_due(peer, since),
                Due::Listening => self.tell_listening(),
                Due::OpenLink(peer) => self.open_link(peer),
                Due::Answer(peer, asked) => self.on_answer_due(peer, asked),
                Due::Unban(peer) => self.on_unban_due(peer),
                Due::LeaveRelay(peer) => self.leave_relay(peer),
                Due::Punch(peer, since, tried) => self.punch_again(peer, since, tried),
                Due::PunchOver(peer, since, tried, id) => self.on_punch_over(peer, since, tried, id),
                Due::Welcome(peer) => self.on_welcome_due(peer),
                Due::Silence => self.on_silence_due(),
            }
        }
        self.follow_relays();
        self.dial(crate::dialer::Input::Tick);
    }

    /// Our own sockets, which nobody else can be reached at.
    fn own_sockets(&self) -> BTreeSet<SocketAddr> {
        self.listening.iter().map(Address::socket).collect()
    }

    /// Leaves so that peers see an end and not a break, and so that discovery has nothing to announce any more.
    async fn farewell(mut self) {
        let mut running = self.controls.len();
        for (_, control) in self.controls.drain() {
            control.close(CloseReason::ByUs);
        }
        let links_over = async {
            while running > 0 {
                tokio::select! {
                    _ = self.swarm.select_next_some() => {}
                    Some(report) = self.reports.recv() => running -= usize::from(matches!(report, Report::LinkOver(..))),
                }
            }
        };
        let _ = timeout(FAREWELL, links_over).await;
        let peers: Vec<libp2p::PeerId> = self.swarm.connected_peers().copied().collect();
        for peer in peers {
            // It may have left by itself meanwhile.
            let _ = self.swarm.disconnect_peer_id(peer);
        }
        let _ = timeout(FAREWELL, async {
            while self.swarm.connected_peers().next().is_some() {
                self.swarm.select_next_some().await;
            }
        })
        .await;
        self.shared.clear();
    }
}

/// Waits for room in the channel, which stays, as nobody else sends. False if nobody takes events any more.
async fn has_room(events: &mpsc::Sender<Event>) -> bool {
    events.reserve().await.is_ok()
}

/// What the ear hears next, if there is one.
async fn next_of(ear: &mut Option<Ear>) -> Option<Vec<Announced>> {
    match ear {
        Some(ear) => ear.next().await,
        None => std::future::pending().await,
    }
}

async fn sleep_until(at: Option<Instant>) {
    match at {
        Some(at) => tokio::time::sleep_until(at).await,
        None => std::future::pending().await,
    }
}
