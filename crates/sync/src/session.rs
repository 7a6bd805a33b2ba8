//! One circle on one stream: who the peer is, what is being compared, what waits to be sent.

mod live;
mod pace;
mod run;
mod slips;

use std::collections::VecDeque;

use commonplace_core::id::{DeviceId, RecordId, Tag};
use commonplace_core::limits::sync as limits;
use commonplace_core::record::Lane;
use commonplace_core::set::SetKey;
use commonplace_core::time::Slot;
use rand_chacha::ChaCha20Rng;

use crate::event::{LinkId, Millis, Notice};
use crate::gate::{Agreed, End, Salt, Totals};
use crate::hold::Holds;
use crate::known::{How, Known};
use crate::outside::Outside;
use crate::push::PushQueue;
use crate::replica::{Replica, Standing};
use crate::wire::{Message, RecordsWriter, Sid};

pub(crate) use run::Run;
pub(crate) use slips::{Heard, SlipTalk};

/// What every step reads.
#[derive(Debug)]
pub(crate) struct Cx<'a, R> {
    pub(crate) now: Millis,
    pub(crate) replica: &'a R,
    pub(crate) rng: &'a mut ChaCha20Rng,
}

/// What a step says: to the peer and to the node.
#[derive(Debug, Default)]
pub(crate) struct Said {
    pub(crate) messages: Vec<Message>,
    pub(crate) notices: Vec<Notice>,
}

/// Everything by which a session begins.
#[derive(Debug)]
pub(crate) struct Birth {
    pub(crate) link: LinkId,
    pub(crate) tag: Tag,
    pub(crate) sid: Sid,
    /// The gate key that both have shown.
    pub(crate) gate_key: [u8; 32],
    /// The one that opened the session leads: it starts runs.
    pub(crate) leads: bool,
    /// This node's own horizon; the peer's is joined when it is known.
    pub(crate) horizon: [Slot; 3],
    pub(crate) agreed: Agreed,
    /// Whether the peer knows of slips.
    pub(crate) slips: bool,
}

/// A session.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) link: LinkId,
    pub(crate) tag: Tag,
    pub(crate) sid: Sid,
    pub(crate) leads: bool,
    /// This node's horizon when the session began.
    pub(crate) own_horizon: [Slot; 3],
    /// The later of both horizons.
    pub(crate) horizon: [Slot; 3],
    agreed: Agreed,
    gate_key: [u8; 32],
    /// The peer's proof, kept to be judged again when the circle changes.
    pub(crate) proof: Vec<u8>,
    pub(crate) standing: Standing,
    /// `Begin` was sent or received.
    pub(crate) begun: bool,
    /// A run has gone through all lanes.
    pub(crate) live: bool,
    /// Membership was compared: other lanes may be sent.
    control_done: bool,
    pub(crate) run: Run,
    /// The leader's sums so far: the number in the salt.
    sums_sent: u32,
    salt: Salt,
    /// Lanes that this run has been through.
    exhausted: [bool; 3],
    /// Runs in a row that ended with a difference; of these, the last ones that moved nothing.
    unequal: u32,
    vain: u32,
    /// Records sent and new ones received; and how many they were when the run began.
    moved: u64,
    moved_before: u64,
    queues: [PushQueue; 3],
    /// Single records that do not wait for the queues: announced, asked for, just written.
    urgent: VecDeque<RecordId>,
    /// Those of them that were written here.
    own: VecDeque<RecordId>,
    not_held: Vec<RecordId>,
    /// Lanes of which the peer was offered everything, because it held nothing.
    given_all: [bool; 3],
    /// What the peer has and this node keeps out of its set; what either takes no records of now.
    pub(crate) outside: Outside,
    holds: Holds,
    peer_holds: u8,
    pub(crate) known: Known,
    announcements: Vec<RecordId>,
    /// News that are sent once their wait is over, and whether they were written here.
    late: Vec<(RecordId, bool)>,
    late_at: Option<Millis>,
    /// News are sent to this peer at once, instead of announced.
    pub(crate) eager: bool,
    /// The peer was told to announce.
    pub(crate) pruned: bool,
    /// Something happened that only a comparison of sums brings to the peer.
    dirty: bool,
    active_since: Option<Millis>,
    /// Records at the node's admission, per lane.
    pub(crate) ingesting: [usize; 3],
    pub(crate) received: u64,
    pub(crate) expected: u64,
    sum_at: Option<Millis>,
    stall_at: Option<Millis>,
    announce_at: Option<Millis>,
    pub(crate) slips: SlipTalk,
}

impl Session {
    pub(crate) fn new(birth: Birth) -> Self {
        let Birth { link, tag, sid, gate_key, leads, horizon, agreed, slips } = birth;
        let salt = agreed.salt(sid, 0);
        Self {
            link,
            tag,
            sid,
            leads,
            own_horizon: horizon,
            horizon,
            agreed,
            gate_key,
            proof: Vec::new(),
            standing: Standing::Unnamed,
            begun: false,
            live: false,
            control_done: false,
            run: Run::Idle,
            sums_sent: 0,
            salt,
            exhausted: [false; 3],
            unequal: 0,
            vain: 0,
            moved: 0,
            moved_before: 0,
            queues: Default::default(),
            urgent: VecDeque::new(),
            own: VecDeque::new(),
            not_held: Vec::new(),
            given_all: [false; 3],
            outside: Outside::default(),
            holds: Holds::default(),
            peer_holds: 0,
            known: Known::default(),
            announcements: Vec::new(),
            late: Vec::new(),
            late_at: None,
            eager: false,
            pruned: false,
            dirty: false,
            active_since: None,
            ingesting: [0; 3],
            received: 0,
            expected: 0,
            sum_at: None,
            stall_at: None,
            announce_at: None,
            slips: SlipTalk::new(slips),
        }
    }

    /// The peer's device, if it could be named.
    pub(crate) const fn device(&self) -> Option<DeviceId> {
        match self.standing {
            Standing::Device(device) => Some(device),
            Standing::Unnamed | Standing::Refused => None,
        }
    }

    /// Judges the peer's proof, or judges it again.
    pub(crate) fn judge(&mut self, replica: &impl Replica) -> Standing {
        let keys = replica.circle(self.link, &self.tag).map(|circle| circle.gate_keys).unwrap_or_default();
        let transcript = self.agreed.transcript(self.sid, self.own_end().other());
        self.standing = match keys.iter().position(|key| *key == self.gate_key) {
            Some(place) => replica.check(self.link, &self.tag, place == 0, transcript, &self.proof),
            None => Standing::Refused,
        };
        self.standing
    }

    /// Which end of the stream this node is.
    const fn own_end(&self) -> End {
        let opener = self.sid.end();
        if self.leads { opener } else { opener.other() }
    }

    /// This node's proof for the peer.
    pub(crate) fn own_proof(&self, replica: &impl Replica) -> Vec<u8> {
        let mut proof = replica.prove(self.link, &self.tag, self.agreed.transcript(self.sid, self.own_end()));
        proof.truncate(limits::PROOF_BYTES);
        proof
    }

    pub(crate) fn join_horizon(&mut self, theirs: [Slot; 3]) {
        for (ours, theirs) in self.horizon.iter_mut().zip(theirs) {
            *ours = (*ours).max(theirs);
        }
    }

    fn wanted_range(&self, lane: Lane) -> std::ops::Range<SetKey> {
        SetKey::first_of(self.horizon[lane as usize])..SetKey::MAX
    }

    /// What this node holds from the horizon on.
    fn totals(&self, replica: &impl Replica) -> Totals {
        Totals(Lane::ALL.map(|lane| {
            if self.horizon[lane as usize] == Slot(0) {
                replica.total(&self.tag, lane)
            } else {
                replica.sum(&self.tag, lane, self.wanted_range(lane))
            }
        }))
    }

    /// Nothing of this session is on its way: sums can be compared without finding what is about to arrive.
    fn settled(&self) -> bool {
        self.ingesting == [0; 3]
            && self.urgent.is_empty()
            && self.own.is_empty()
            && self.announcements.is_empty()
            && self.late.is_empty()
            && self.queues.iter().all(PushQueue::is_empty)
    }

    fn control_settled(&self) -> bool {
        self.ingesting[Lane::Control as usize] == 0 && self.queues[Lane::Control as usize].is_empty()
    }

    /// The record has got its answer from the node's admission.
    pub(crate) fn ingested(&mut self, lane: Lane) {
        let waiting = &mut self.ingesting[lane as usize];
        *waiting = waiting.saturating_sub(1);
    }

    /// A record of the peer is new here.
    pub(crate) fn count_received(&mut self, lane: Lane) {
        self.ingesting[lane as usize] += 1;
        self.received += 1;
        self.moved += 1;
    }

    /// The peer has sent the body of a record that is here: no news of the set.
    pub(crate) fn count_body(&mut self, lane: Lane) {
        self.ingesting[lane as usize] += 1;
    }

    /// When this session wants to be called again.
    pub(crate) fn due(&self) -> Option<Millis> {
        let compare_at = match self.run {
            Run::Comparing { goes_on: false, since, .. } => Some(since.after(limits::UNQUIET)),
            _ => None,
        };
        let pauses = [self.holds.due(), self.outside.due(), self.slips.due()];
        let news = [self.announce_at, self.late_at];
        [self.sum_at, self.stall_at, compare_at].into_iter().chain(pauses).chain(news).flatten().min()
    }

    /// The next message of records, if there are any to send.
    pub(crate) fn next_records<R: Replica>(&mut self, cx: &mut Cx<'_, R>) -> Option<Message> {
        let mut writer = RecordsWriter::new();
        while self.not_held.len() < crate::wire::IDS_PER_FRAME
            && let Some((from, id)) = self.next_id(cx.replica)
        {
            if self.known.lately(&id, cx.now) {
                continue;
            }
            let Some(record) = cx.replica.sealed(&id) else {
                self.not_held.push(id);
                continue;
            };
            let header = *record.header();
            if header.tag != self.tag {
                continue;
            }
            if !cx.replica.counts(&self.tag, header.lane, SetKey { slot: header.slot, id }) {
                self.not_held.push(id);
                continue;
            }
            if !writer.push(&record) {
                self.put_back(from, id);
                break;
            }
            self.known.insert(&id, How::Sent, cx.now);
            self.moved += 1;
        }
        let message = writer.finish(self.sid).or_else(|| self.take_not_held())?;
        self.confirm(cx);
        Some(message)
    }

    fn take_not_held(&mut self) -> Option<Message> {
        let ids = std::mem::take(&mut self.not_held);
        (!ids.is_empty()).then_some(Message::NotHeld { sid: self.sid, ids })
    }

    /// Membership first, then what is urgent, then the rest in the order of lanes.
    fn next_id(&mut self, replica: &impl Replica) -> Option<(Option<Lane>, RecordId)> {
        let tag = self.tag;
        if let Some(id) = self.queues[0].next(replica, &tag, Lane::Control) {
            return Some((Some(Lane::Control), id));
        }
        if !self.control_done {
            return None;
        }
        if let Some(id) = self.own.pop_front().or_else(|| self.urgent.pop_front()) {
            return Some((None, id));
        }
        [Lane::Posts, Lane::Documents]
            .into_iter()
            .find_map(|lane| Some((Some(lane), self.queues[lane as usize].next(replica, &tag, lane)?)))
    }

    fn put_back(&mut self, from: Option<Lane>, id: RecordId) {
        match from {
            Some(lane) => self.queues[lane as usize].put_back(id),
            None => self.urgent.push_front(id),
        }
    }
}
