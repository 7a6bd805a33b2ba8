//! What becomes of records that come to a node, and what counts in the end.

use commonplace_core::id::{RecordId, Tag};
use commonplace_core::record::{Lane, Sealed};
use commonplace_sync::{Input, LinkId, Millis, Origin, Rejection};

use super::node::Fate;
use super::{Event, Network};
use crate::paper::Claim;

impl Network {
    pub(super) fn ingest(&mut self, node: usize, link: LinkId, tag: Tag, records: Vec<Sealed>) {
        if self.nodes[node].disk_full {
            return self.reject(node, link, tag, records.iter().map(Sealed::id).collect(), Rejection::Unavailable);
        }
        let (forged, good): (Vec<Sealed>, Vec<Sealed>) = records.into_iter().partition(crate::paper::is_forged);
        if !forged.is_empty() {
            self.reject(node, link, tag, forged.iter().map(Sealed::id).collect(), Rejection::Invalid);
        }
        if !good.is_empty() {
            self.make_durable(node, Origin::Link(link), tag, good);
        }
    }

    fn reject(&mut self, node: usize, link: LinkId, tag: Tag, ids: Vec<RecordId>, why: Rejection) {
        let name = match why {
            Rejection::Invalid => "invalid",
            Rejection::Inadmissible => "inadmissible",
            Rejection::Postponed => "postponed",
            Rejection::Unavailable => "unavailable",
        };
        *self.not_taken.entry(name).or_default() += ids.len();
        self.input(node, Input::Rejected { link, tag, ids, why });
    }

    pub(super) fn make_durable(&mut self, node: usize, from: Origin, tag: Tag, records: Vec<Sealed>) {
        let life = self.nodes[node].life;
        let delay = self.between(self.weather.journal);
        // One journal writes in order.
        let at = Millis(self.now.0 + delay).max(self.nodes[node].journal_free);
        self.nodes[node].journal_free = at;
        self.schedule_at(at, Event::Durable { node, life, from, tag, records });
    }

    /// Records are durable: those that the rules let in enter the set, others are kept out, wait, or have to come again.
    pub(super) fn admit(&mut self, node: usize, from: Origin, tag: Tag, records: Vec<Sealed>) {
        for record in records {
            let (id, lane) = (record.id(), record.header().lane);
            let (fate, admitted) = self.nodes[node].admit(record, from);
            for (record, from) in admitted {
                self.count_in(&record);
                self.input(node, Input::Admitted { tag, id: record.id(), from });
            }
            match (fate, from) {
                (Fate::Held, _) => {
                    *self.not_taken.entry("held").or_default() += 1;
                    self.input(node, Input::Held { tag, id });
                }
                (Fate::Out, Origin::Link(link)) => self.reject(node, link, tag, vec![id], Rejection::Inadmissible),
                (Fate::NotYet, Origin::Link(link)) => self.reject(node, link, tag, vec![id], Rejection::Postponed),
                _ => {}
            }
            if lane == Lane::Control {
                self.input(node, Input::CircleChanged { tag });
            }
        }
    }

    /// A record has entered a set somewhere: whether it counts in the end depends on all control records alone.
    fn count_in(&mut self, record: &Sealed) {
        let (id, tag, lane, claim) = (record.id(), record.header().tag, record.header().lane, Claim::of(record));
        let durable = self.durable.entry(tag).or_default();
        if durable.insert(id, (lane, claim)).is_some() {
            return;
        }
        let voids: Vec<(u8, u64)> =
            durable.values().filter_map(|(_, claim)| Some((claim.author, claim.void_from?))).collect();
        let counts = |(lane, claim): &(Lane, Claim)| {
            let void = voids.iter().any(|(author, from)| claim.author == *author && claim.number >= *from);
            *lane == Lane::Control || !void
        };
        let counting = self.counting.entry(tag).or_default();
        if claim.void_from.is_some() {
            counting.retain(|id| durable.get(id).is_some_and(counts));
        }
        if counts(&(lane, claim)) {
            counting.insert(id);
        }
    }
}
