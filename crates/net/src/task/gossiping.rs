//! Gossip: channels, messages and their verdicts.

use commonplace_core::limits;
use libp2p::gossipsub;

use super::Task;
use crate::gossip;
use crate::{Channel, Event, MessageId, PeerId, Verdict};

impl Task {
    pub(super) fn subscribe(&mut self, channel: Channel) {
        if let Err(error) = self.swarm.behaviour_mut().gossip.subscribe(&gossip::topic(&channel)) {
            tracing::warn!(%error, "cannot subscribe");
            return;
        }
        let peers: Vec<PeerId> = self.peers.keys().copied().collect();
        for peer in peers {
            self.tell_listens(peer);
        }
    }

    pub(super) fn unsubscribe(&mut self, channel: &Channel) {
        self.swarm.behaviour_mut().gossip.unsubscribe(&gossip::topic(channel));
        for peer in self.peers.values_mut() {
            peer.listens.remove(channel);
        }
    }

    /// Tells of our channels on which a peer listens, each one once.
    pub(super) fn tell_listens(&mut self, peer: PeerId) {
        let Some(known) = self.peers.get_mut(&peer).filter(|known| known.proven) else { return };
        let gossip = &self.swarm.behaviour().gossip;
        let theirs =
            gossip.all_peers().find(|(who, _)| PeerId::from_libp2p(who) == Some(peer)).map(|(_, topics)| topics);
        let ours: Vec<&gossipsub::TopicHash> = gossip.topics().collect();
        let shared = theirs.into_iter().flatten().filter(|topic| ours.contains(topic));
        let news: Vec<Channel> =
            shared.filter_map(gossip::channel).filter(|channel| known.listens.insert(*channel)).collect();
        for channel in news {
            self.tell(Event::Listens { peer, channel });
        }
    }

    pub(super) fn on_gossip(&mut self, event: gossipsub::Event) {
        match event {
            gossipsub::Event::Message { propagation_source, message_id, message } => {
                self.on_message(&propagation_source, &message_id, message);
            }
            gossipsub::Event::Subscribed { peer_id, .. } => {
                if let Some(peer) = PeerId::from_libp2p(&peer_id) {
                    self.tell_listens(peer);
                }
            }
            _ => {}
        }
    }

    fn on_message(&mut self, source: &libp2p::PeerId, id: &gossipsub::MessageId, message: gossipsub::Message) {
        let from = PeerId::from_libp2p(source);
        let (Some(from), Some(channel)) = (from, gossip::channel(&message.topic)) else { return };
        let noted = if self.useful.contains(&from) { self.undecided.note(id, *source) } else { None };
        match noted {
            Some(message_id) => self.tell(Event::Gossip { from, channel, message_id, data: message.data }),
            None => gossip::tell(&mut self.swarm.behaviour_mut().gossip, id, source, Verdict::Ignore),
        }
    }

    pub(super) fn decide(&mut self, id: MessageId, verdict: Verdict) {
        let source = self.undecided.decide(&mut self.swarm.behaviour_mut().gossip, id, verdict);
        let Some(peer) = source.and_then(|source| PeerId::from_libp2p(&source)) else { return };
        if verdict == Verdict::Reject && self.rejected.count(self.now(), peer) {
            tracing::debug!(%peer, "shut out for what it passed on");
            self.ban(peer, limits::sync::BAN);
        }
    }
}
