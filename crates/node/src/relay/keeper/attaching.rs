//! Attachments at a relay: what members offer is fetched from them, and given to members who ask.

use std::collections::BTreeSet;

use commonplace_core::id::{BlobId, Tag};
use commonplace_core::lease::{Answer, Keeping, Parcel};
use commonplace_core::limits;
use commonplace_core::time::Slot;

use super::{Effect, Fetching, Relay};
use crate::engine::{BlobQuestion, Now};

/// What is fetched next: what speaks for it, for which circle, which it is, and its sealed size.
type Next = ((usize, std::cmp::Reverse<Slot>), Tag, BlobId, u64);

impl Relay {
    /// A member offers attachments. What there is room for is fetched from those who offer it.
    pub(super) fn offered(&mut self, now: Now, tag: Tag, peer: [u8; 32], parcels: Vec<Parcel>) -> Answer {
        let latest = Slot(Slot::of(now.wall).0.saturating_add(limits::SLOT_AHEAD_HOURS));
        let Some(lent) = self.shelves.get_mut(&tag) else { return Answer::Unknown };
        let (room, horizon) = (lent.room_for_attachments(), lent.lease.terms.horizon);
        let (mut all, mut gone) = (Vec::with_capacity(parcels.len()), BTreeSet::new());
        for parcel in parcels {
            if parcel.slot > latest || parcel.slot < horizon {
                all.push((parcel.blob, Keeping::NoRoom));
                continue;
            }
            let (keeping, going) = lent.attachments.offer(parcel, peer, room, self.fetching.contains_key(&parcel.blob));
            if keeping == Keeping::Comes {
                self.parcels.insert((tag, parcel.blob));
                gone.remove(&parcel.blob);
            }
            gone.extend(going);
            all.push((parcel.blob, keeping));
        }
        self.let_go(tag, gone);
        self.fetch_more();
        Answer::Keeps(all)
    }

    /// These are kept for a circle no longer.
    pub(super) fn let_go(&mut self, tag: Tag, blobs: impl IntoIterator<Item = BlobId>) {
        for blob in blobs {
            self.parcels.insert((tag, blob));
            if !self.is_kept(&blob) {
                self.remove(blob);
            }
        }
    }

    /// Lets go of all that is kept for a circle.
    pub(super) fn forget_attachments(&mut self, tag: Tag) {
        if let Some(lent) = self.shelves.get_mut(&tag) {
            let all = lent.attachments.keep_within(0);
            self.let_go(tag, all);
        }
    }

    /// What records need comes before attachments.
    pub(super) fn make_room(&mut self, tag: Tag) {
        let Some(lent) = self.shelves.get_mut(&tag) else { return };
        let going = lent.attachments.keep_within(lent.room_for_attachments());
        self.let_go(tag, going);
    }

    fn is_kept(&self, blob: &BlobId) -> bool {
        self.shelves.all().any(|lent| lent.attachments.get(blob).is_some())
    }

    /// Removes what is here of one. If it is being fetched, that is called off first.
    fn remove(&mut self, blob: BlobId) {
        if let Some(fetching) = self.fetching.get_mut(&blob) {
            if !std::mem::replace(&mut fetching.stopping, true) {
                self.effects.push(Effect::StopFetch { blob });
            }
            return;
        }
        let blobs = self.store.blobs();
        let removed =
            blobs.discard_part(&blob).and_then(|()| if blobs.has(&blob) { blobs.remove(&blob) } else { Ok(()) });
        if let Err(error) = removed {
            tracing::warn!(%error, "an attachment could not be removed");
        }
    }

    /// A fetch is over.
    pub(super) fn fetch_ended(&mut self, blob: BlobId) {
        self.fetching.remove(&blob);
        let (whole, any) = (self.store.blobs().has(&blob), self.store.blobs().bytes_here(&blob) > 0);
        let (mut kept, mut lost) = (false, Vec::new());
        for lent in self.shelves.all_mut() {
            let tag = lent.lease.tag;
            let Some(parcel) = lent.attachments.get_mut(&blob) else { continue };
            parcel.whole = whole;
            // Who gave nothing is asked again when they offer it again.
            parcel.from.clear();
            if any {
                kept = true;
            } else {
                lent.attachments.remove(&blob);
                lost.push(tag);
            }
        }
        self.counts.attachments += u64::from(whole && kept);
        if !kept {
            self.remove(blob);
        }
        for tag in lost {
            self.let_go(tag, [blob]);
        }
        self.fetch_more();
    }

    /// Begins fetches while there is room for them: the latest attachments first, and no circle keeps out another.
    pub(super) fn fetch_more(&mut self) {
        while self.fetching.len() < limits::RELAY_FETCHES {
            let of = |tag: &Tag| self.fetching.values().filter(|fetching| fetching.tag == *tag).count();
            let mut next: Option<Next> = None;
            for lent in self.shelves.all() {
                let tag = lent.lease.tag;
                let busy = of(&tag);
                if busy >= limits::RELAY_FETCHES_PER_LEASE {
                    continue;
                }
                for (blob, kept) in lent.attachments.iter() {
                    let order = (busy, std::cmp::Reverse(kept.slot));
                    let waits = !kept.whole && !kept.from.is_empty() && !self.fetching.contains_key(blob);
                    if waits
                        && next.as_ref().is_none_or(|(best, ..)| order < *best)
                        && self.sources(blob).next().is_some()
                    {
                        next = Some((order, tag, *blob, kept.size));
                    }
                }
            }
            let Some((_, tag, blob, size)) = next else { return };
            let peers: BTreeSet<[u8; 32]> = self.sources(&blob).collect();
            self.effects.push(Effect::Fetch { blob, size, peers: peers.iter().copied().collect() });
            self.fetching.insert(blob, Fetching { tag, peers, stopping: false });
        }
    }

    /// Who offered one, and is there.
    fn sources<'a>(&'a self, blob: &'a BlobId) -> impl Iterator<Item = [u8; 32]> + 'a {
        self.links.values().filter_map(move |link| {
            let offers =
                |tag: &Tag| self.shelves.get(tag)?.attachments.get(blob).filter(|kept| kept.from.contains(&link.peer));
            link.open.iter().any(|tag| offers(tag).is_some()).then_some(link.peer)
        })
    }

    /// Sessions have opened or ended, or somebody has offered more: those who fetch hear of it.
    pub(super) fn follow_sources(&mut self) {
        let fetched: Vec<BlobId> =
            self.fetching.iter().filter(|(_, fetching)| !fetching.stopping).map(|(blob, _)| *blob).collect();
        for blob in fetched {
            let peers: BTreeSet<[u8; 32]> = self.sources(&blob).collect();
            if let Some(fetching) = self.fetching.get_mut(&blob).filter(|fetching| fetching.peers != peers) {
                self.effects.push(Effect::Sources { blob, peers: peers.iter().copied().collect() });
                fetching.peers = peers;
            }
        }
    }

    /// Whether a peer may have an attachment: who has a session of a circle for which it is kept. That a copy stays here is
    /// never promised: nobody lets the last one on a device go for it.
    pub(super) fn may_have(&self, peer: &[u8; 32], blob: &BlobId, question: BlobQuestion) -> bool {
        let open = self.links.values().filter(|link| link.peer == *peer).flat_map(|link| &link.open);
        let mut kept = open.filter_map(|tag| self.shelves.get(tag)?.attachments.get(blob));
        kept.next().is_some() && !matches!(question, BlobQuestion::WillStay | BlobQuestion::IsRecord)
    }
}
