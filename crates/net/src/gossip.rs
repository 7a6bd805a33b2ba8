//! Gossip: its settings, and the messages whose verdict is awaited.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use commonplace_core::limits;
use libp2p::gossipsub::{
    self, IdentTopic, MessageAcceptance, MessageAuthenticity, MessageId as LibraryId, TopicHash, ValidationMode,
};

use crate::{Channel, MessageId, PeerId, PublishError, Verdict};

/// The gossip protocol as the swarm holds it.
pub(crate) type Gossip = gossipsub::Behaviour;

/// How long a message is known as a duplicate; what comes later still is harmless, as records are idempotent.
const DUPLICATES: Duration = Duration::from_secs(120);
/// Neighbours per channel: most circles are smaller than any mesh, and a class of thirty is two hops wide.
const MESH: (usize, usize, usize) = (2, 4, 8);
/// Neighbours per channel that we chose ourselves.
const MESH_OUTBOUND: usize = 1;
/// Most messages in one packet, so that nobody makes us decode thousands of empty ones.
const MESSAGES_PER_PACKET: usize = 64;

/// Anonymous, content-named, forwarded only after a verdict.
pub(crate) fn behaviour() -> Result<Gossip, String> {
    let (low, usual, high) = MESH;
    let config = gossipsub::ConfigBuilder::default()
        .protocol_id_prefix("/commonplace/gossip")
        .validation_mode(ValidationMode::Anonymous)
        .validate_messages()
        .message_id_fn(|message| LibraryId::from(message_id(&message.topic, &message.data).to_vec()))
        .max_transmit_size(limits::GOSSIP_PACKET_BYTES)
        .max_publish_messages(MESSAGES_PER_PACKET)
        .duplicate_cache_time(DUPLICATES)
        .mesh_n_low(low)
        .mesh_n(usual)
        .mesh_n_high(high)
        .mesh_outbound_min(MESH_OUTBOUND)
        .connection_handler_queue_len(limits::GOSSIP_QUEUE)
        .build()
        .map_err(|error| error.to_string())?;
    gossipsub::Behaviour::new(MessageAuthenticity::Anonymous, config).map_err(str::to_owned)
}

/// The topic that libp2p knows a channel by: its bytes in hex.
pub(crate) fn topic(channel: &Channel) -> IdentTopic {
    IdentTopic::new(blake3::Hash::from_bytes(*channel).to_hex().to_string())
}

/// The channel of a topic, or nothing if it is none of ours.
pub(crate) fn channel(topic: &TopicHash) -> Option<Channel> {
    blake3::Hash::from_hex(topic.as_str()).ok().map(|hash| *hash.as_bytes())
}

/// Names a message by what it is and where: the same bytes on next week's channel are another message.
fn message_id(topic: &TopicHash, data: &[u8]) -> MessageId {
    let mut hasher = blake3::Hasher::new_derive_key("commonplace 2026-11 net gossip message v1");
    hasher.update(topic.as_str().as_bytes());
    hasher.update(data);
    *hasher.finalize().as_bytes()
}

/// Publishes a message and names it.
pub(crate) fn publish(gossip: &mut Gossip, channel: &Channel, data: Vec<u8>) -> Result<MessageId, PublishError> {
    let (size, limit) = (data.len(), limits::GOSSIP_BYTES);
    if size > limit {
        return Err(PublishError::TooLarge { size, limit });
    }
    let id = gossip.publish(topic(channel), data).map_err(|error| match error {
        gossipsub::PublishError::NoPeersSubscribedToTopic => PublishError::NoListeners,
        gossipsub::PublishError::Duplicate => PublishError::Duplicate,
        gossipsub::PublishError::MessageTooLarge => PublishError::TooLarge { size, limit },
        gossipsub::PublishError::AllQueuesFull(_) => PublishError::Busy,
        other => PublishError::Failed(other.to_string()),
    })?;
    our_id(&id).ok_or_else(|| PublishError::Failed("the message has no name".to_owned()))
}

fn our_id(id: &LibraryId) -> Option<MessageId> {
    MessageId::try_from(id.0.as_slice()).ok()
}

/// Messages whose verdict is awaited, and who handed them to us. The oldest gives way.
#[derive(Debug, Default)]
pub(crate) struct Undecided {
    sources: HashMap<MessageId, libp2p::PeerId>,
    order: VecDeque<MessageId>,
    by_peer: HashMap<libp2p::PeerId, usize>,
}

impl Undecided {
    /// Notes a message. Returns its name; nothing if too many of this neighbour are undecided, when it is passed over.
    pub(crate) fn note(&mut self, id: &LibraryId, source: libp2p::PeerId) -> Option<MessageId> {
        let id = our_id(id)?;
        if self.sources.contains_key(&id) || self.waiting(&source) >= limits::GOSSIP_UNDECIDED_PER_PEER {
            return None;
        }
        self.sources.insert(id, source);
        self.order.push_back(id);
        *self.by_peer.entry(source).or_default() += 1;
        if self.order.len() > limits::GOSSIP_UNDECIDED
            && let Some(oldest) = self.order.pop_front()
        {
            self.forget(oldest);
        }
        Some(id)
    }

    fn waiting(&self, source: &libp2p::PeerId) -> usize {
        self.by_peer.get(source).copied().unwrap_or_default()
    }

    fn forget(&mut self, id: MessageId) -> Option<libp2p::PeerId> {
        let source = self.sources.remove(&id)?;
        if let Some(waiting) = self.by_peer.get_mut(&source) {
            *waiting -= 1;
            if *waiting == 0 {
                self.by_peer.remove(&source);
            }
        }
        Some(source)
    }

    /// Tells the verdict to the gossip protocol, once. Returns who handed the message to us.
    pub(crate) fn decide(&mut self, gossip: &mut Gossip, id: MessageId, verdict: Verdict) -> Option<libp2p::PeerId> {
        let source = self.forget(id)?;
        self.order.retain(|noted| *noted != id);
        tell(gossip, &LibraryId::from(id.to_vec()), &source, verdict);
        Some(source)
    }
}

/// Tells a verdict to the gossip protocol.
pub(crate) fn tell(gossip: &mut Gossip, id: &LibraryId, source: &libp2p::PeerId, verdict: Verdict) {
    let acceptance = match verdict {
        Verdict::Accept => MessageAcceptance::Accept,
        Verdict::Ignore => MessageAcceptance::Ignore,
        Verdict::Reject => MessageAcceptance::Reject,
    };
    // False means that the verdict came later than the few seconds for which messages are kept.
    let _ = gossip.report_message_validation_result(id, source, acceptance);
}

/// How long rejected messages are held against a neighbour.
const REJECTED_FOR: Duration = Duration::from_secs(3600);

/// Rejected messages by neighbour. Coming back on another connection does not clear it.
#[derive(Debug, Default)]
pub(crate) struct Rejected {
    peers: HashMap<PeerId, (u32, Duration)>,
}

impl Rejected {
    /// Counts one. Says whether it is one too many.
    pub(crate) fn count(&mut self, now: Duration, peer: PeerId) -> bool {
        self.peers.retain(|_, (_, since)| now.saturating_sub(*since) < REJECTED_FOR);
        if !self.peers.contains_key(&peer)
            && self.peers.len() >= limits::GOSSIP_COUNTED_PEERS
            && let Some(oldest) = self.peers.iter().min_by_key(|(_, (_, since))| *since).map(|(peer, _)| *peer)
        {
            self.peers.remove(&oldest);
        }
        let (count, _) = self.peers.entry(peer).or_insert((0, now));
        *count += 1;
        let too_many = *count >= limits::GOSSIP_REJECTED;
        if too_many {
            self.peers.remove(&peer);
        }
        too_many
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_channel_is_its_topic_in_hex() {
        let name = [0xab; 32];
        assert_eq!(topic(&name).hash().as_str(), "ab".repeat(32));
        assert_eq!(channel(&topic(&name).hash()), Some(name));
        assert_eq!(channel(&IdentTopic::new("news").hash()), None);
    }

    #[test]
    fn a_message_is_named_by_its_bytes_and_its_channel() {
        let (here, there) = (topic(&[1; 32]).hash(), topic(&[2; 32]).hash());
        assert_eq!(message_id(&here, b"salt"), message_id(&here, b"salt"));
        assert_ne!(message_id(&here, b"salt"), message_id(&here, b"sand"));
        assert_ne!(message_id(&here, b"salt"), message_id(&there, b"salt"));
    }

    fn message(number: usize) -> MessageId {
        *blake3::hash(&number.to_be_bytes()).as_bytes()
    }

    #[test]
    fn one_neighbour_fills_a_small_part_of_the_queue() {
        let mut gossip = behaviour().unwrap();
        let mut undecided = Undecided::default();
        let (eve, bob) = (libp2p::PeerId::random(), libp2p::PeerId::random());
        let mut note = |number, source| undecided.note(&LibraryId::from(message(number).to_vec()), source).is_some();
        assert_eq!((0..1_000).filter(|number| note(*number, eve)).count(), limits::GOSSIP_UNDECIDED_PER_PEER);
        assert!(note(1_000, bob), "others are heard");
        assert_eq!(undecided.decide(&mut gossip, message(0), Verdict::Ignore), Some(eve));
        assert!(undecided.note(&LibraryId::from(message(1_001).to_vec()), eve).is_some());
    }

    #[test]
    fn rejected_messages_are_counted_for_an_hour() {
        let mut rejected = Rejected::default();
        let (eve, bob) = (PeerId::from_bytes([6; 32]), PeerId::from_bytes([2; 32]));
        let counts = (1..=limits::GOSSIP_REJECTED).map(|_| rejected.count(Duration::ZERO, eve));
        assert_eq!(counts.filter(|too_many| *too_many).count(), 1);
        for hour in 0..100 {
            assert!(!rejected.count(Duration::from_secs(3600 * hour), bob), "one an hour");
        }
    }

    #[test]
    fn undecided_messages_are_bounded_and_decided_once() {
        let mut gossip = behaviour().unwrap();
        let mut undecided = Undecided::default();
        let crowd: Vec<libp2p::PeerId> = (0..64).map(|_| libp2p::PeerId::random()).collect();
        let ids: Vec<MessageId> = (0..=limits::GOSSIP_UNDECIDED).map(message).collect();
        for (id, source) in ids.iter().zip(crowd.iter().cycle()) {
            undecided.note(&LibraryId::from(id.to_vec()), *source).unwrap();
        }
        assert_eq!(undecided.sources.len(), limits::GOSSIP_UNDECIDED);
        assert!(!undecided.sources.contains_key(&ids[0]));
        undecided.decide(&mut gossip, ids[1], Verdict::Accept);
        assert_eq!((undecided.sources.len(), undecided.order.len()), (1023, 1023));
        undecided.decide(&mut gossip, ids[1], Verdict::Accept);
        assert_eq!(undecided.order.len(), 1023);
    }

    #[test]
    fn too_long_a_message_is_refused_before_anything() {
        let result = publish(&mut behaviour().unwrap(), &[1; 32], vec![0; limits::GOSSIP_BYTES + 1]);
        assert!(matches!(result, Err(PublishError::TooLarge { .. })));
    }
}
