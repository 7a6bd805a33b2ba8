//! The relays of circles: where they are, what they are known to hold, and keeping their leases up to date.
//!
//! A relay is nobody's device: that it holds everything is a statement of its own. What it claims is held against what it
//! has shown to hold before, so that one that drops records, or keeps them to itself, is noticed.
//!
//! A relay by which a circle goes no more still holds what it held: a steward's node has it forget the circle, and until it
//! has answered everybody is told what lies there.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use commonplace_core::circle::apart::Ask;
use commonplace_core::circle::{Reach, Role, TicketRelay};
use commonplace_core::epoch::EpochSecret;
use commonplace_core::id::{BlobId, DeviceId, RecordId, Tag};
use commonplace_core::key::Certificate;
use commonplace_core::lease::{self, Admin, Keeping, Lease, Parcel, RelayId, Standing, Terms, Wish};
use commonplace_core::limits;
use commonplace_core::record::{Lane, Sealed};
use commonplace_core::set::SetKey;
use commonplace_core::time::{Slot, Timestamp};
use commonplace_net::{Locator, PeerId};
use commonplace_store::{Cursor, Entry, SetState, Status};
use commonplace_sync::{LinkId, Millis, Origin};
use serde::{Deserialize, Serialize};

use super::schema::Wanted;
use super::state::{CircleState, fingerprint_key};
use super::travel::goes_by;
use super::{AskId, Effect, Engine, Now, PeerName, Straight, schema, store_error};
use crate::answer::{self, Answer};
use crate::command::Name;
use crate::error::Error;
use crate::event::{Event, RelayNews};

/// Between two visits to a relay: who came after us is met by them, so that this is for what a visit has missed.
const VISIT_EVERY: Duration = Duration::from_secs(60);

/// How soon a relay is visited that has ended a session.
const VISIT_AFTER_END: Duration = Duration::from_secs(10);
/// How soon a relay is visited that fetches an attachment: on a local network most are there by then.
const VISIT_UNDERWAY: Duration = Duration::from_secs(5);
/// How soon a relay is offered what is newly attached: what a command attaches goes in one question.
const OFFERED_AFTER: Duration = Duration::from_secs(1);
/// How often a relay is asked again about attachments of which it has said what becomes of them: it may have made room.
const OFFERED_AGAIN: Duration = Duration::from_secs(3600);
/// Milliseconds that a device has to bring what it spoke of: its word may come before the records, by seconds.
const SPOKEN_OF: u64 = 60_000;

/// Everything up to this place of the journal was at the relay at that time, so many records of each lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Mark {
    cursor: u64,
    heard: Timestamp,
    counts: [u64; 3],
    /// Per lane, the first slot of which this says anything.
    #[serde(default)]
    horizon: [Slot; 3],
}

/// A circle at a relay.
#[derive(Debug, Default)]
struct AtRelay {
    mark: Option<Mark>,
    /// What its lease says, since the last visit.
    standing: Option<Standing>,
    /// Whether it said that it knows no lease of ours.
    unknown: bool,
    /// That it holds nothing of the circle any more, as it says: by a wish of this number, or 0 if it knows no lease.
    forgot: Option<u64>,
    /// Whether it has what we ask to be let in, since the start.
    asked: bool,
    /// Attachments that are here, with what it has said of them.
    offered: BTreeMap<BlobId, OfferedParcel>,
    /// Whether it has ended a session, as it does when its lease changes.
    ended: bool,
    /// When it was last looked which there are.
    looked: Option<Millis>,
    /// How often it was visited, since the start.
    visits: usize,
    /// Records that it once held and did not hold later; records that it counted and did not give.
    lost: u64,
    withheld: u64,
    /// Records that members' devices spoke of and that were not there when it was last found equal.
    without: u64,
}

/// An attachment that is here, and may be kept at a relay too.
#[derive(Debug)]
struct OfferedParcel {
    parcel: Parcel,
    said: Option<Keeping>,
    /// Whether it is to be asked, again or for the first time.
    due: bool,
}

/// The relays.
#[derive(Debug, Default)]
pub(super) struct Relays {
    /// Those that this node was started with, for all circles.
    given: Vec<String>,
    /// What the network was told.
    told: Vec<String>,
    /// Those that show themselves on the local network.
    near: Vec<String>,
    at: BTreeMap<(Tag, PeerName), AtRelay>,
    unwritten: BTreeSet<(Tag, PeerName)>,
}

impl Relays {
    /// When this home's set of a circle was last found equal with that of each relay.
    pub(super) fn compared(&self, tag: Tag) -> impl Iterator<Item = Timestamp> {
        let at = self.at.iter().filter(move |((of, _), _)| *of == tag);
        at.filter_map(|(_, at)| at.mark).map(|mark| mark.heard)
    }
}

impl AtRelay {
    /// How many attachments that are here it says to hold, or not.
    fn attachments(&self, held: bool) -> u64 {
        self.offered.values().filter(|offered| (offered.said == Some(Keeping::Whole)) == held).count() as u64
    }
}

const PREFIX: &[u8] = b"relayed/";
const FORGOT: &[u8] = b"forgot/";

fn key(prefix: &[u8], tag: &Tag, peer: &str) -> Vec<u8> {
    [prefix, tag.as_bytes(), peer.as_bytes()].concat()
}

/// The circle and the relay of such a key.
fn read_key(prefix: &[u8], key: &[u8]) -> Option<(Tag, PeerName)> {
    let (tag, peer) = key.get(prefix.len()..)?.split_at_checked(Tag::LEN)?;
    Some((Tag::try_from(tag).ok()?, String::from_utf8(peer.into()).ok()?))
}

/// The relay that an address leads to.
fn relay_of(address: &str) -> Option<PeerName> {
    address.parse::<Locator>().ok()?.of_relay().ok().map(|peer| peer.to_string())
}

/// The key of a relay.
fn id_of(peer: &str) -> Option<RelayId> {
    peer.parse::<PeerId>().ok().map(|peer| *peer.as_bytes())
}

impl Relays {
    /// The relays of a circle, by peer, each with its address: those that its settings name, or until these are known the
    /// ticket, and those of this node.
    fn of<'a>(&'a self, state: &'a CircleState) -> impl Iterator<Item = (PeerName, &'a str)> {
        let settings = state.settings();
        let given = self.given.iter().filter(|_| settings.reach == Reach::Anywhere);
        let by_ticket = state.relays_by_ticket().iter().filter(|_| settings.relays.is_empty());
        let all = settings.relays.iter().chain(by_ticket).chain(given);
        let all = all.filter(move |address| state.is_served() && goes_by(settings, address));
        all.filter_map(|address| Some((relay_of(address)?, address.as_str())))
    }

    /// Whether a peer is one of the relays that the network was told.
    pub(super) fn names(&self, peer: &str) -> bool {
        self.told.iter().any(|address| relay_of(address).is_some_and(|relay| relay == peer))
    }

    /// The relays by which a circle went once and goes no more, and which have not said that they hold nothing of it: those
    /// that any settings named, and those of this node at which the circle was.
    fn dropped<'a>(&'a self, state: &'a CircleState) -> BTreeMap<PeerName, &'a str> {
        let was_at = |peer: &str| {
            let at = self.at.get(&(state.tag, peer.to_owned()));
            at.is_some_and(|at| at.mark.is_some() || at.standing.is_some())
        };
        let named = state.circle().relays_ever().filter_map(|address| Some((relay_of(address)?, address)));
        let given = self.given.iter().filter_map(|address| Some((relay_of(address)?, address.as_str())));
        let mut dropped: BTreeMap<PeerName, &str> = given.filter(|(peer, _)| was_at(peer)).chain(named).collect();
        for (peer, _) in self.of(state) {
            dropped.remove(&peer);
        }
        let forgot = |peer: &PeerName| self.at.get(&(state.tag, peer.clone())).is_some_and(|at| at.forgot.is_some());
        dropped.retain(|peer, _| state.is_served() && !forgot(peer));
        dropped
    }

    /// The keys by which a peer is shown a circle, if it is a relay of it.
    pub(super) fn id_for(&self, state: &CircleState, peer: &str) -> Option<RelayId> {
        self.of(state).any(|(relay, _)| relay == peer).then(|| id_of(peer)).flatten()
    }
}

impl Engine {
    /// Remembers relays for all circles that may travel anywhere: for a start with `--relay`.
    pub fn use_relays(&mut self, relays: Vec<String>) {
        self.relays.given = relays;
    }

    /// Other relays than before show themselves on the local network.
    pub(super) fn relays_near(&mut self, relays: Vec<String>) {
        self.relays.near = relays;
        for tag in self.circles.keys() {
            self.changed.entry(*tag).or_default();
        }
    }

    /// The relays of the local network by which a circle does not go, at most as many as it may name.
    pub(super) fn relays_to_name(&self, state: &CircleState) -> Vec<String> {
        let named: BTreeSet<PeerName> =
            state.settings().relays.iter().filter_map(|address| relay_of(address)).collect();
        let other = |address: &&String| {
            goes_by(state.settings(), address) && relay_of(address).is_some_and(|relay| !named.contains(&relay))
        };
        self.relays.near.iter().filter(other).take(limits::CIRCLE_RELAYS).cloned().collect()
    }

    pub(super) fn load_relays(&mut self) -> Result<(), Error> {
        for (key, value) in self.store.locals(PREFIX).map_err(store_error)?.values {
            let Some((tag, peer)) = read_key(PREFIX, &key) else { continue };
            self.at(tag, &peer).mark = schema::read(&value);
        }
        for (key, value) in self.store.locals(FORGOT).map_err(store_error)?.values {
            let Some((tag, peer)) = read_key(FORGOT, &key) else { continue };
            self.at(tag, &peer).forgot = value.try_into().ok().map(u64::from_be_bytes);
        }
        Ok(())
    }

    /// Tells the network at which relays to hold a place, if these are others than before.
    pub(super) fn follow_relays(&mut self, now: Now) {
        if !self.networked {
            return;
        }
        let wanted: BTreeSet<&str> =
            self.circles.values().flat_map(|state| self.relays.of(state).map(|(_, address)| address)).collect();
        let wanted: Vec<String> =
            wanted.into_iter().chain(self.relays.given.iter().map(String::as_str)).map(str::to_owned).collect();
        if wanted != self.relays.told {
            self.relays.told.clone_from(&wanted);
            self.batch.effects.push(Effect::Relays(wanted));
        }
        let dropped = self.dial_dropped();
        if self.timers.relays.is_none() && (dropped || !self.relays.told.is_empty()) {
            self.timers.relays = Some(now.mono.after(VISIT_EVERY));
        }
    }

    /// Looks for the relays that a steward of ours has to tell to forget a circle. Says whether there are any.
    fn dial_dropped(&mut self) -> bool {
        let may = |state: &&CircleState| state.circle().role_of(&self.me.person) == Some(Role::Steward);
        let dropped = self.circles.values().filter(may).flat_map(|state| self.relays.dropped(state));
        let dropped: BTreeMap<PeerName, &str> = dropped.collect();
        let away = dropped.iter().filter(|(peer, _)| !self.peers.contains_key(*peer));
        let dials: Vec<Effect> = away.map(|(_, address)| Effect::Dial((*address).to_owned())).collect();
        let any = !dropped.is_empty();
        self.batch.effects.extend(dials);
        any
    }

    /// Visits all relays that are connected.
    pub(super) fn visit_relays(&mut self, now: Now) {
        let dropped = self.dial_dropped();
        self.timers.relays = (dropped || !self.relays.told.is_empty()).then(|| now.mono.after(VISIT_EVERY));
        let peers: Vec<PeerName> = self.peers.keys().cloned().collect();
        for peer in peers {
            self.visit(&peer);
            self.ask_at_relay(now, &peer);
        }
    }

    /// Asks a relay how things stand, for each circle that it keeps or is to forget. A circle that keeps to its network asks
    /// it there alone.
    pub(super) fn visit(&mut self, peer: &str) {
        let of_peer = |state: &&CircleState| {
            let named = self.relays.of(state).any(|(relay, _)| relay == peer);
            (named && self.may_travel_to(state.tag, peer)) || self.relays.dropped(state).contains_key(peer)
        };
        let tags: Vec<Tag> = self.circles.values().filter(of_peer).map(|state| state.tag).collect();
        for tag in tags {
            self.ask_relay(peer, tag, Wish::Visit);
        }
    }

    fn ask_relay(&mut self, peer: &str, tag: Tag, wish: Wish) {
        let Some(id) = id_of(peer) else { return };
        let Some(state) = self.circles.get(&tag) else { return };
        let mut keys: Vec<[u8; 32]> = gate_secrets(state).map(|secret| secret.relay_gate_key(&id)).collect();
        keys.truncate(limits::LEASE_GATES_SHOWN);
        if !keys.is_empty() {
            self.batch.effects.push(Effect::AskRelay { peer: peer.to_owned(), tag, keys, wish: Box::new(wish) });
        }
    }

    /// Leaves what a ticket's holder asks at a relay that the ticket names, and asks for what was answered.
    pub(super) fn ask_at_relay(&mut self, now: Now, peer: &str) {
        for (tag, pending) in self.pending.iter().filter(|(_, pending)| pending.is_due(now)) {
            let of_peer = |relay: &&TicketRelay| relay_of(&relay.address).is_some_and(|relay| relay == *peer);
            let Some(relay) = pending.ticket.relays.iter().find(of_peer) else { continue };
            let Some(state) = self.circles.get(tag).filter(|state| state.is_served()) else { continue };
            let Some(slip) = state.slips.get(&Ask::key(&pending.ticket, &self.me.device)) else { continue };
            let wish = Box::new(Wish::Leave { slip: slip.bytes().to_vec() });
            let keys = vec![lease::pass_key(&relay.pass)];
            self.batch.effects.push(Effect::AskRelay { peer: peer.to_owned(), tag: *tag, keys, wish });
        }
    }

    /// The relays that a ticket names, with what its holder shows there: those by which the circle goes.
    pub(super) fn relays_on_ticket(&self, state: &CircleState) -> Vec<TicketRelay> {
        let settings = state.circle().settings();
        let epoch = state.circle().writable_epoch(&state.secrets).and_then(|epoch| state.secrets.get(&epoch));
        let Some(epoch) = epoch else { return Vec::new() };
        let fits = |address: &&String| address.len() <= limits::TICKET_ADDRESS_BYTES && goes_by(settings, address);
        let relays = settings.relays.iter().filter(fits);
        let relay = |address: &String| {
            let id = id_of(&relay_of(address)?)?;
            Some(TicketRelay { address: address.clone(), pass: lease::pass(&epoch.relay_gate_key(&id)) })
        };
        relays.filter_map(relay).take(limits::TICKET_RELAYS).collect()
    }

    /// A relay has answered.
    pub(super) fn relay_answered(&mut self, now: Now, peer: &PeerName, tag: Tag, answer: lease::Answer) {
        if !self.circles.contains_key(&tag) {
            return;
        }
        match answer {
            lease::Answer::Unknown => self.holds_nothing(peer, tag, 0),
            lease::Answer::Forgotten(number) => self.holds_nothing(peer, tag, number),
            lease::Answer::Door(records) => self.through_door(now, peer, tag, &records),
            lease::Answer::Here(standing) => self.standing_told(now, peer, tag, *standing),
            lease::Answer::Keeps(all) => self.kept_at_relay(now, peer, tag, all),
            // No room for another one who asks.
            lease::Answer::Refused if self.pending.contains_key(&tag) => self.tell_relay(tag, peer, RelayNews::Full, 0),
            lease::Answer::Refused => tracing::debug!("a relay did not do what it was asked"),
            lease::Answer::Slips(slips) => {
                if !std::mem::replace(&mut self.at(tag, peer).asked, true) {
                    self.tell_relay(tag, peer, RelayNews::Asked, 0);
                }
                self.take_slips(now, tag, &slips);
            }
        }
    }

    /// The newest secret came while we were away: one of these records has it, if we are still members. Others are left:
    /// who was removed learns nothing, and keeps nothing.
    fn through_door(&mut self, now: Now, peer: &PeerName, tag: Tag, records: &[Vec<u8>]) {
        let sealed = records.iter().filter_map(|bytes| Sealed::from_bytes(bytes).ok());
        let ours = |sealed: &Sealed| sealed.header().tag == tag && self.me.unbox(sealed).is_some();
        let records: Vec<Sealed> = sealed.filter(ours).collect();
        if records.is_empty() {
            return self.not_let_in(peer, tag);
        }
        self.ingest(now, tag, &records, Origin::Kept);
        self.drive(now, commonplace_sync::Input::CircleChanged { tag });
    }

    fn not_let_in(&mut self, peer: &PeerName, tag: Tag) {
        let at = self.at(tag, peer);
        if !std::mem::replace(&mut at.unknown, true) {
            self.tell_relay(tag, peer, RelayNews::Unknown, 0);
        }
    }

    /// A relay says that it holds nothing of a circle for us: as it should, if the circle goes by it no more.
    fn holds_nothing(&mut self, peer: &PeerName, tag: Tag, number: u64) {
        let is_relay = self.circles.get(&tag).is_some_and(|state| self.is_relay_of(state, peer));
        let at = self.at(tag, peer);
        at.standing = None;
        let before = at.forgot;
        // Its number is needed for the lease that is made after it, whether or not the circle goes by it.
        at.forgot = (number > 0).then_some(number).or(before).or((!is_relay).then_some(0));
        let news = at.forgot != before;
        if number > 0 || !is_relay {
            at.mark = None;
            self.relays.unwritten.insert((tag, peer.clone()));
            self.write_relayed();
            self.changed.entry(tag).or_default();
        }
        if is_relay {
            self.not_let_in(peer, tag);
        }
        if news {
            self.write_forgot(tag, peer);
        }
        if news && !is_relay {
            self.tell_relay(tag, peer, RelayNews::Forgot, 0);
        }
    }

    fn write_forgot(&mut self, tag: Tag, peer: &str) {
        let forgot = self.relays.at.get(&(tag, peer.to_owned())).and_then(|at| at.forgot);
        let value = forgot.map(|number| number.to_be_bytes().to_vec());
        self.batch.entries.push(Entry::Local { key: key(FORGOT, &tag, peer), value });
    }

    /// Whether a circle goes by this relay.
    fn is_relay_of(&self, state: &CircleState, peer: &str) -> bool {
        self.relays.of(state).any(|(relay, _)| relay == peer)
    }

    /// Has a relay forget a circle that goes by it no more, if that is ours to wish.
    fn have_forgotten(&mut self, peer: &PeerName, tag: Tag) {
        let (Some(relay), Some(state)) = (id_of(peer), self.circles.get(&tag)) else { return };
        let standing = self.relays.at.get(&(tag, peer.clone())).and_then(|at| at.standing.as_ref());
        let Some(present) = standing.map(|standing| &standing.terms) else { return };
        if state.circle().role_of(&self.me.person) != Some(Role::Steward) {
            return;
        }
        let admin = present.admins.iter().find_map(|admin| admin.open(&self.me.device, &tag, &relay));
        if let Some(admin) = admin {
            let number = present.next_number();
            self.ask_relay(peer, tag, Wish::forget(number, &tag, &relay, &admin));
        }
    }

    fn standing_told(&mut self, now: Now, peer: &PeerName, tag: Tag, standing: Standing) {
        let others = standing.peers.clone();
        let at = self.at(tag, peer);
        at.unknown = false;
        if at.forgot.take().is_some() {
            // It was given a lease again.
            self.write_forgot(tag, peer);
        }
        let at = self.at(tag, peer);
        let newly_full = standing.full && !at.standing.as_ref().is_some_and(|before| before.full);
        let used = standing.used;
        at.standing = Some(standing);
        if !self.circles.get(&tag).is_some_and(|state| self.is_relay_of(state, peer)) {
            return self.have_forgotten(peer, tag);
        }
        if newly_full {
            self.tell_relay(tag, peer, RelayNews::Full, used);
        }
        self.meet(peer, tag, &others);
        self.renew_lease(now, peer, tag);
        if std::mem::take(&mut self.at(tag, peer).ended) {
            // It was changed, and with it the session ended. From here it is opened again.
            self.drive(now, commonplace_sync::Input::CircleChanged { tag });
        }
        if let Err(error) = self.offer_attachments(now, peer, tag) {
            self.trouble(error.to_string());
        }
    }

    /// An attachment has come here: relays are offered it soon.
    pub(super) fn offer_soon(&mut self, now: Now) {
        self.relays.at.values_mut().for_each(|at| at.looked = None);
        self.visit_soon(now, OFFERED_AFTER);
    }

    fn visit_soon(&mut self, now: Now, after: Duration) {
        let soon = now.mono.after(after);
        self.timers.relays = self.timers.relays.map(|at| at.min(soon));
    }

    /// Offers a relay the attachments that are here, the latest first: those that it has not said to hold, nor to have no
    /// room for. It fetches what it takes.
    fn offer_attachments(&mut self, now: Now, peer: &PeerName, tag: Tag) -> Result<(), Error> {
        let looked = self.at(tag, peer).looked;
        if looked.is_none_or(|looked| now.mono.since(looked) >= OFFERED_AGAIN) {
            let here = self.parcels_of(tag)?;
            let at = self.at(tag, peer);
            let first = at.looked.is_none();
            at.looked = Some(now.mono);
            at.offered.retain(|blob, _| here.contains_key(blob));
            for (blob, parcel) in here {
                let offered = at.offered.entry(blob).or_insert(OfferedParcel { parcel, said: None, due: true });
                offered.parcel = parcel;
                offered.due |= !first;
            }
        }
        let due = self.at(tag, peer).offered.values().filter(|offered| offered.due).map(|offered| offered.parcel);
        let mut parcels: Vec<Parcel> = due.collect();
        parcels.sort_unstable_by_key(|parcel| (std::cmp::Reverse(parcel.slot), parcel.blob));
        parcels.truncate(limits::LEASE_OFFERS);
        if !parcels.is_empty() {
            self.ask_relay(peer, tag, Wish::Offer { parcels });
        }
        Ok(())
    }

    /// The attachments of a circle that are whole here.
    fn parcels_of(&self, tag: Tag) -> Result<BTreeMap<BlobId, Parcel>, Error> {
        let mut parcels: BTreeMap<BlobId, Parcel> = BTreeMap::new();
        for (key, value) in self.views.scan(&schema::blobs())? {
            let blob = key.get(1..=BlobId::LEN).and_then(|bytes| BlobId::try_from(bytes).ok());
            let of_circle = schema::read::<Wanted>(&value).is_some_and(|wanted| wanted.tag == tag);
            let (Some(blob), Some(record), true) = (blob, schema::last_id(&key), of_circle) else { continue };
            let Some(size) = self.store.blobs().size(&blob) else { continue };
            let slot = self.store.status(&record).map_or(Slot(0), |status| status.slot);
            let parcel = parcels.entry(blob).or_insert(Parcel { blob, size, slot });
            parcel.slot = parcel.slot.max(slot);
        }
        Ok(parcels)
    }

    /// A relay has said what becomes of attachments that it was offered.
    fn kept_at_relay(&mut self, now: Now, peer: &PeerName, tag: Tag, all: Vec<(BlobId, Keeping)>) {
        if all.iter().any(|(_, keeping)| *keeping == Keeping::Comes) {
            // Somebody waits for it to be there before they close the laptop.
            self.visit_soon(now, VISIT_UNDERWAY);
        }
        let at = self.at(tag, peer);
        for (blob, keeping) in all {
            if let Some(offered) = at.offered.get_mut(&blob) {
                offered.said = Some(keeping);
                // What it still has to fetch it is offered at every visit, by whoever is there to give it.
                offered.due = keeping == Keeping::Comes;
            }
        }
        self.changed.entry(tag).or_default();
    }

    /// Looks for those who are at the relay, too, behind it; not in a circle that keeps to its network, whose members meet
    /// there straight or not at all. A relay can name whom it likes: of those who are not connected
    /// a few are tried in each visit, others in the next one.
    fn meet(&mut self, relay: &PeerName, tag: Tag, others: &[[u8; 32]]) {
        let Some(state) = self.circles.get(&tag) else { return };
        let found = self.relays.of(state).find(|(peer, _)| peer == relay);
        let Some(address) = found.map(|(_, address)| address.to_owned()) else { return };
        let behind = state.settings().reach != Reach::Lan;
        let mut away = Vec::new();
        for other in others {
            let other = PeerId::from_bytes(*other).to_string();
            if other == self.me.peer {
                continue;
            }
            // Whoever is there shares this circle, and one that keeps to its relays is not to be met otherwise.
            let straight = self.share(&other, tag);
            if straight != Straight::Free {
                self.batch.effects.push(Effect::SetStraight { peer: other.clone(), straight });
            }
            let stays = self.peers.get(&other).is_some_and(|_| self.may_travel_to(tag, &other));
            if behind && !stays {
                away.push(format!("{address}/p2p-circuit/p2p/{other}"));
            }
        }
        let turns = away.len().div_ceil(limits::LEASE_PEERS_TRIED).max(1);
        let visits = &mut self.at(tag, relay).visits;
        *visits += 1;
        let tried = away.into_iter().skip((*visits - 1) % turns * limits::LEASE_PEERS_TRIED);
        self.batch.effects.extend(tried.take(limits::LEASE_PEERS_TRIED).map(Effect::Try));
    }

    /// Changes a lease that is out of date, if that is ours to do.
    pub(super) fn renew_lease(&mut self, now: Now, peer: &PeerName, tag: Tag) {
        let Some(relay) = id_of(peer) else { return };
        // A relay by which the circle goes no more is given no new keys.
        if !self.circles.get(&tag).is_some_and(|state| self.is_relay_of(state, peer)) {
            return;
        }
        let Some(standing) = self.relays.at.get(&(tag, peer.clone())).and_then(|at| at.standing.as_ref()) else {
            return;
        };
        let present = &standing.terms;
        let Some(mut wanted) = self.terms(now, tag, &relay) else { return };
        if wanted.stewards == present.stewards {
            // Made by another steward for the same ones: as good as ours.
            wanted.admins.clone_from(&present.admins);
        }
        // A clock that is a little ahead moves it on a little early. It does not go back for that.
        let ahead = present.horizon.0.checked_sub(wanted.horizon.0);
        if wanted.horizon > Slot(0) && ahead.is_some_and(|hours| hours <= limits::LEASE_HORIZON_HOURS) {
            wanted.horizon = present.horizon;
        }
        if wanted.is_like(present) {
            return;
        }
        wanted.number = present.next_number();
        let Some(admin) = present.admins.iter().find_map(|admin| admin.open(&self.me.device, &tag, &relay)) else {
            return;
        };
        self.ask_relay(peer, tag, Wish::change(wanted, &tag, &relay, &admin));
    }

    /// Renews the leases of a circle at the relays that are connected: its keys or stewards may be others than before.
    pub(super) fn renew_leases(&mut self, now: Now, tag: Tag) {
        let peers: Vec<PeerName> = self
            .relays
            .at
            .keys()
            .filter(|(at, peer)| *at == tag && self.peers.contains_key(peer))
            .map(|(_, peer)| peer.clone())
            .collect();
        for peer in peers {
            self.renew_lease(now, &peer, tag);
        }
    }

    /// What a relay should be told of a circle now; none if that is not ours to say.
    fn terms(&self, now: Now, tag: Tag, relay: &RelayId) -> Option<Terms> {
        let state = self.circles.get(&tag)?;
        let circle = state.circle();
        if circle.role_of(&self.me.person) != Some(Role::Steward) {
            return None;
        }
        let epoch = circle.writable_epoch(&state.secrets)?;
        let gate_keys = vec![state.secrets.get(&epoch)?.relay_gate_key(relay)];
        let retired = retired_keys(gate_secrets(state), &gate_keys, relay);
        let begun = circle.epochs().into_iter().find(|info| info.epoch == epoch).map(|info| info.record);
        let mut welcomes: Vec<RecordId> = state.boxed_in(&epoch).filter(|id| Some(*id) != begun).collect();
        welcomes.sort_unstable();
        let doors: Vec<RecordId> = begun.into_iter().chain(welcomes).take(limits::LEASE_DOORS).collect();
        let stewards = circle.members().filter(|member| member.role == Role::Steward);
        let mut stewards: Vec<&Certificate> = stewards.flat_map(|member| &member.certificates).collect();
        stewards.sort_unstable_by_key(|certificate| certificate.device());
        let devices: Vec<DeviceId> = stewards.iter().map(|certificate| certificate.device()).collect();
        let me = self.me.device.id();
        let own = Admin { key: lease::admin_secret(&self.me.device, &tag, relay).public(), sealed: None };
        let others = stewards.iter().filter(|certificate| certificate.device() != me);
        let others = others.filter_map(|certificate| lease::admin_for(&self.me.device, &tag, relay, certificate.kem()));
        let admins = std::iter::once(own).chain(others).take(limits::LEASE_ADMINS).collect();
        let mark = lease::stewards_mark(&state.remembered.id, &devices);
        let horizon = horizon_of(circle.settings().relay_days, now.wall);
        Some(Terms { number: 1, gate_keys, retired, doors, admins, stewards: mark, horizon })
    }

    /// What an operator registers, for a steward to hand over.
    pub(super) fn relay_lease(
        &mut self,
        now: Now,
        ask: AskId,
        circle: &Name,
        relay: Option<&str>,
    ) -> Result<(), Error> {
        let tag = self.any_circle_named(circle)?;
        let state = self.state(tag)?;
        let named: Vec<String> = state.circle().settings().relays.clone();
        let address = match (relay, named.as_slice()) {
            (Some(address), _) => address.to_owned(),
            (None, [only]) => only.clone(),
            (None, _) => return Err(Error::WhichRelay { named: named.len() }),
        };
        let peer = relay_of(&address).ok_or(Error::NotARelay { address: address.clone() })?;
        let id = id_of(&peer).ok_or(Error::NotARelay { address: address.clone() })?;
        let mut terms = self.terms(now, tag, &id).ok_or(Error::NotAllowed { what: "make a lease".into() })?;
        // A relay that was told to forget the circle takes up no lease from before.
        let forgot = self.relays.at.get(&(tag, peer.clone())).and_then(|at| at.forgot).unwrap_or_default();
        terms.number = forgot.wrapping_add(1);
        let state = self.state(tag)?;
        let lease = Lease { tag, fp_key: fingerprint_key(&state.remembered.id), relay: id, terms };
        let (id, circle) = (state.remembered.id, state.title());
        let named = named.iter().any(|named| relay_of(named).as_ref() == Some(&peer));
        let answer = answer::Lease { id, circle, relay: address, lease: lease.to_string(), named };
        self.reply(ask, vec![Answer::Lease(answer)]);
        Ok(())
    }

    /// The relay at the other end of a link, if it is one of this circle.
    fn relay_at(&self, link: LinkId, tag: Tag) -> Option<PeerName> {
        let peer = &self.links.get(&link)?.peer;
        let state = self.circles.get(&tag)?;
        self.relays.of(state).any(|(relay, _)| relay == *peer).then(|| peer.clone())
    }

    /// A relay has ended a session, as it does when its lease changes. It is asked soon how things stand.
    pub(super) fn ended_at_relay(&mut self, now: Now, link: LinkId, tag: Tag) {
        if let Some(peer) = self.relay_at(link, tag) {
            self.at(tag, &peer).ended = true;
            self.visit_soon(now, VISIT_AFTER_END);
        }
    }

    /// A relay's set and ours were found equal at this moment. Says whether it was a relay.
    pub(super) fn found_equal_at_relay(
        &mut self,
        now: Now,
        link: LinkId,
        tag: Tag,
        horizon: [Slot; 3],
        counts: [u64; 3],
    ) -> bool {
        let Some(peer) = self.relay_at(link, tag) else { return false };
        let mark = Mark { cursor: self.store.end().0, heard: now.wall, counts, horizon };
        let at = self.at(tag, &peer);
        let before = at.mark.replace(mark);
        let news = before.is_none_or(|before| before.counts != counts);
        if before.is_none_or(|before| before.cursor < mark.cursor || before.horizon != horizon) {
            self.relays.unwritten.insert((tag, peer.clone()));
            self.write_soon(now);
            self.changed.entry(tag).or_default();
        }
        if news && horizon == [Slot(0); 3] {
            self.tell_relay(tag, &peer, RelayNews::Holds, counts.iter().sum());
        }
        self.relay_is_without(now, &peer, tag);
        self.has_caught_up(now, tag);
        true
    }

    /// A relay that was found equal holds what is here. What members' devices spoke of some time before should be there, too,
    /// unless they have not brought it yet.
    fn relay_is_without(&mut self, now: Now, peer: &PeerName, tag: Tag) {
        let Some(state) = self.circles.get(&tag) else { return };
        let before = Timestamp::from_millis(now.wall.millis().saturating_sub(SPOKEN_OF));
        let without = self.elsewhere(state, Some(before));
        let at = self.at(tag, peer);
        let news = std::mem::replace(&mut at.without, without) < without;
        if news {
            self.tell_relay(tag, peer, RelayNews::Without, without);
        }
    }

    /// A relay says what it holds: less than it has shown before, without our holding less, it has lost.
    pub(super) fn relay_claims(&mut self, link: LinkId, tag: Tag, horizon: [Slot; 3], counts: [u64; 3]) {
        let Some(peer) = self.relay_at(link, tag) else { return };
        let from = |lane: Lane| SetKey::first_of(horizon[lane as usize])..SetKey::MAX;
        let ours = Lane::ALL.map(|lane| self.store.set_sum(&tag, lane, from(lane)).count);
        let at = self.at(tag, &peer);
        // What was counted from another hour on cannot be held against it.
        let Some(mark) = at.mark.filter(|mark| mark.horizon == horizon) else { return };
        let missing = |lane: usize| {
            if ours[lane] >= mark.counts[lane] { mark.counts[lane].saturating_sub(counts[lane]) } else { 0 }
        };
        let lost: u64 = (0..counts.len()).map(missing).sum();
        if lost > 0 {
            at.lost = at.lost.saturating_add(lost);
            at.mark = None;
            self.tell_relay(tag, &peer, RelayNews::Lost, lost);
        }
    }

    /// A relay does not give what it counts.
    pub(super) fn relay_withholds(&mut self, link: LinkId, tag: Tag, ids: &[RecordId]) {
        let Some(peer) = self.relay_at(link, tag) else { return };
        let records = ids.iter().filter(|id| !self.store.has(id)).count() as u64;
        if records > 0 {
            let at = self.at(tag, &peer);
            at.withheld = at.withheld.saturating_add(records);
            self.tell_relay(tag, &peer, RelayNews::Withheld, records);
        }
    }

    /// A relay holds what the circle counts no more, such as what a removal cut off: a steward has it let go of that.
    pub(super) fn relay_differs(&mut self, link: LinkId, tag: Tag) {
        let Some(peer) = self.relay_at(link, tag) else { return };
        let (Some(relay), Some(state)) = (id_of(&peer), self.circles.get(&tag)) else { return };
        let cut = state.chains().devices().filter(|device| state.circle().is_cut(device));
        let records = cut.flat_map(|device| state.chains().records(device)).map(|(_, id)| id);
        let is_out = |id: &RecordId| self.store.status(id).is_some_and(|status| status.state == SetState::Out);
        let ids: Vec<RecordId> = records.filter(is_out).take(limits::LEASE_DROPS).collect();
        let standing = self.relays.at.get(&(tag, peer.clone())).and_then(|at| at.standing.as_ref());
        let admins = standing.map(|standing| standing.terms.admins.as_slice()).unwrap_or_default();
        let admin = admins.iter().find_map(|admin| admin.open(&self.me.device, &tag, &relay));
        if let Some(admin) = admin.filter(|_| !ids.is_empty()) {
            self.ask_relay(&peer, tag, Wish::let_go(ids, &tag, &relay, &admin));
        }
    }

    /// Whether the peer of a link is a relay that held this record when it was last found equal.
    pub(super) fn relay_holds(&self, link: LinkId, tag: Tag, status: &Status) -> bool {
        let at = self.relay_at(link, tag).and_then(|peer| self.relays.at.get(&(tag, peer)));
        let mark = at.and_then(|at| at.mark);
        mark.is_some_and(|mark| status.cursor.0 < mark.cursor && status.slot >= mark.horizon[status.lane as usize])
    }

    /// A record from a place where marks have passed counts only now: they say less from here on.
    pub(super) fn lower_relayed(&mut self, tag: Tag, place: Cursor) {
        for ((circle, peer), at) in &mut self.relays.at {
            if let Some(mark) = at.mark.as_mut().filter(|mark| *circle == tag && mark.cursor > place.0) {
                mark.cursor = place.0;
                self.relays.unwritten.insert((tag, peer.clone()));
            }
        }
    }

    /// Stages the marks that are not on the disk yet.
    pub(super) fn write_relayed(&mut self) {
        for (tag, peer) in std::mem::take(&mut self.relays.unwritten) {
            let mark = self.relays.at.get(&(tag, peer.clone())).and_then(|at| at.mark);
            let value = mark.map(|mark| schema::write(&mark));
            self.batch.entries.push(Entry::Local { key: key(PREFIX, &tag, &peer), value });
        }
    }

    /// Addresses of the relays by which a circle goes no more, and which have not said that they hold nothing of it.
    pub(super) fn dropped_relays(&self, state: &CircleState) -> Vec<String> {
        self.relays.dropped(state).into_values().map(str::to_owned).collect()
    }

    /// How things stand at each relay of a circle, and at those that are to forget it.
    pub(super) fn relay_status(&self, tag: Tag) -> Vec<answer::RelayStatus> {
        let Some(state) = self.circles.get(&tag) else { return Vec::new() };
        let mut seen = BTreeSet::new();
        let relays = self.relays.of(state).filter(|(peer, _)| seen.insert(peer.clone()));
        let relays = relays.map(|(peer, address)| (peer, address, false));
        let dropped = self.relays.dropped(state).into_iter().map(|(peer, address)| (peer, address, true));
        let status = |(peer, address, dropped): (PeerName, &str, bool)| {
            let at = self.relays.at.get(&(tag, peer.clone()));
            let mark = at.and_then(|at| at.mark);
            let upto = mark.map_or(Cursor::START, |mark| Cursor(mark.cursor));
            let lacks = self.store.arrived_since(&tag, upto).count() as u64;
            let standing = at.and_then(|at| at.standing.as_ref());
            let kept = mark.map(|mark| mark.horizon[Lane::Posts as usize]);
            let since = standing.map(|standing| standing.terms.horizon).max(kept);
            answer::RelayStatus {
                address: address.to_owned(),
                connected: self.peers.contains_key(&peer),
                lease: at.and_then(|at| at.standing.is_some().then_some(true).or(at.unknown.then_some(false))),
                holds_all: lacks == 0 && mark.is_some() && since.is_none_or(|slot| slot == Slot(0)),
                keeps_since: since.filter(|slot| *slot > Slot(0)).map(Slot::begins),
                lacks,
                heard: mark.map(|mark| mark.heard),
                full: standing.is_some_and(|standing| standing.full),
                used: standing.map(|standing| standing.used),
                quota: standing.map(|standing| standing.quota),
                attachments: at.map_or(0, |at| at.attachments(true)),
                lacks_attachments: at.map_or(0, |at| at.attachments(false)),
                lost: at.map_or(0, |at| at.lost),
                withheld: at.map_or(0, |at| at.withheld),
                without: at.map_or(0, |at| at.without),
                dropped,
            }
        };
        relays.chain(dropped).map(status).collect()
    }

    fn at(&mut self, tag: Tag, peer: &str) -> &mut AtRelay {
        self.relays.at.entry((tag, peer.to_owned())).or_default()
    }

    fn tell_relay(&mut self, tag: Tag, peer: &PeerName, news: RelayNews, count: u64) {
        let Some(state) = self.circles.get(&tag) else { return };
        let address = {
            let ever = self.relays.of(state).map(|(_, address)| address).chain(state.circle().relays_ever());
            let mut ever = ever.chain(self.relays.given.iter().map(String::as_str));
            ever.find(|address| relay_of(address).as_ref() == Some(peer)).map(str::to_owned)
        };
        let (circle, title) = (state.remembered.id, state.title());
        self.tell(Event::Relay { circle, title, relay: address.unwrap_or_else(|| peer.clone()), news, count });
    }
}

/// From which hour on relays keep posts and documents that are to keep the last days: the beginning of the week in which
/// these days begin, so that they keep no less.
fn horizon_of(days: Option<u16>, wall: Timestamp) -> Slot {
    let hours = days.map(|days| Slot::of(wall).0.saturating_sub(u32::from(days) * 24));
    Slot(hours.map_or(0, |hours| hours - hours % limits::LEASE_HORIZON_HOURS))
}

/// Of these secrets, the latest first, the keys that let nobody in any more. The latest are kept, in an order that does not
/// tell which they are; it is the same with every steward, so that none changes what another has just written.
fn retired_keys<'a>(
    latest: impl Iterator<Item = &'a EpochSecret>,
    present: &[[u8; 32]],
    relay: &RelayId,
) -> Vec<[u8; 32]> {
    let keys = latest.map(|secret| secret.relay_gate_key(relay)).filter(|key| !present.contains(key));
    let mut keys: Vec<[u8; 32]> = keys.take(limits::LEASE_RETIRED_KEYS).collect();
    keys.sort_unstable();
    keys
}

/// The secrets that a circle has, the one to write under first, then those whose epochs are not known yet (they came by a
/// door), then the latest.
pub(super) fn gate_secrets(state: &CircleState) -> impl Iterator<Item = &EpochSecret> {
    let epochs = state.circle().epochs();
    let current = state.circle().writable_epoch(&state.secrets);
    let mut held: Vec<_> = state.secrets.iter().collect();
    let height = |id| epochs.iter().find(|info| info.epoch == id).map_or(u32::MAX, |info| info.height);
    held.sort_by_key(|(id, _)| (Some(**id) != current, std::cmp::Reverse(height(**id))));
    held.into_iter().map(|(_, secret)| secret)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_slept_through_the_latest_epochs_is_not_forgotten_for_the_sake_of_the_oldest() {
        let relay = [7; 32];
        let most = limits::LEASE_RETIRED_KEYS;
        // The latest first, one of which is in use.
        let secrets: Vec<EpochSecret> = (0..=most + 9)
            .map(|number| EpochSecret::from_bytes(*blake3::hash(&number.to_be_bytes()).as_bytes()))
            .collect();
        let keys: Vec<[u8; 32]> = secrets.iter().map(|secret| secret.relay_gate_key(&relay)).collect();
        let retired = retired_keys(secrets.iter(), &keys[..1], &relay);
        let mut latest = keys[1..=most].to_vec();
        latest.sort_unstable();
        assert_eq!(retired, latest);
    }

    #[test]
    fn relays_keep_no_less_than_the_days_that_were_settled_and_a_week_more_at_most() {
        for hour in [60_000, 60_001, 60_167, 60_168] {
            let wall = Slot(hour).begins();
            let kept = hour - horizon_of(Some(90), wall).0;
            assert!((90 * 24..90 * 24 + limits::LEASE_HORIZON_HOURS).contains(&kept), "{kept} hours");
            assert_eq!(horizon_of(None, wall), Slot(0));
        }
        assert_eq!(horizon_of(Some(3650), Slot(7).begins()), Slot(0));
    }
}
