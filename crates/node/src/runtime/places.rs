//! How many errands of peers are served at once, in all and for each peer.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use commonplace_net::PeerId;

/// Places for one sort of errand. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Places {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    total: usize,
    per_peer: usize,
    /// Places that each peer has now; peers without one are not in it.
    taken: Mutex<HashMap<PeerId, usize>>,
}

/// A place; free again when dropped.
#[derive(Debug)]
pub(super) struct Place {
    shared: Arc<Shared>,
    peer: PeerId,
}

impl Places {
    /// `total` places, of which one peer has at most `per_peer`.
    pub(super) fn new(total: usize, per_peer: usize) -> Self {
        Self { shared: Arc::new(Shared { total, per_peer, taken: Mutex::default() }) }
    }

    /// A place for this peer, if there is one.
    pub(super) fn take(&self, peer: PeerId) -> Option<Place> {
        let mut taken = self.shared.lock();
        let (all, its) = (taken.values().sum::<usize>(), taken.get(&peer).copied().unwrap_or(0));
        if all >= self.shared.total || its >= self.shared.per_peer {
            return None;
        }
        taken.insert(peer, its + 1);
        Some(Place { shared: Arc::clone(&self.shared), peer })
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, HashMap<PeerId, usize>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.shared.lock();
        match taken.get_mut(&self.peer) {
            Some(its) if *its > 1 => *its -= 1,
            _ => drop(taken.remove(&self.peer)),
        }
    }
}

#[cfg(test)]
mod tests {
    use commonplace_net::TransportSecret;

    use super::*;

    fn peer(seed: u8) -> PeerId {
        TransportSecret::from_seed([seed; 32]).peer()
    }

    #[test]
    fn eve_takes_her_share_and_no_more() {
        let (eve, bob) = (peer(1), peer(2));
        let places = Places::new(5, 4);
        let mut hers: Vec<_> = (0..9).map_while(|_| places.take(eve)).collect();
        assert_eq!(hers.len(), 4);
        let bobs = places.take(bob).expect("one is left");
        assert!(places.take(peer(3)).is_none(), "all are taken");
        hers.pop();
        assert!(places.take(peer(3)).is_some(), "free as soon as it is given back");
        assert!(places.take(eve).is_some());
        drop((hers, bobs));
        assert_eq!(places.shared.lock().len(), 0, "nobody is remembered for nothing");
    }
}
