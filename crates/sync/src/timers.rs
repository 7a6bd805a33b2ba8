//! When which part wants to be called again.

use std::collections::{BTreeMap, BTreeSet};

use crate::event::Millis;

/// One time per key, the earliest first.
#[derive(Debug)]
pub(crate) struct Timers<K> {
    by_key: BTreeMap<K, Millis>,
    by_time: BTreeSet<(Millis, K)>,
}

impl<K> Default for Timers<K> {
    fn default() -> Self {
        Self { by_key: BTreeMap::new(), by_time: BTreeSet::new() }
    }
}

impl<K: Ord + Copy> Timers<K> {
    /// Sets or clears the time of a key.
    pub(crate) fn set(&mut self, key: K, at: Option<Millis>) {
        let old = match at {
            Some(at) => self.by_key.insert(key, at),
            None => self.by_key.remove(&key),
        };
        if old == at {
            return;
        }
        if let Some(old) = old {
            self.by_time.remove(&(old, key));
        }
        if let Some(at) = at {
            self.by_time.insert((at, key));
        }
    }

    /// The earliest time.
    pub(crate) fn next(&self) -> Option<Millis> {
        self.by_time.first().map(|(at, _)| *at)
    }

    /// The keys whose time has come. They keep it until it is set anew.
    pub(crate) fn due(&self, now: Millis) -> Vec<K> {
        self.by_time.iter().take_while(|(at, _)| *at <= now).map(|(_, key)| *key).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_one_time() {
        let mut timers = Timers::default();
        timers.set('a', Some(Millis(5)));
        timers.set('b', Some(Millis(3)));
        timers.set('b', Some(Millis(7)));
        assert_eq!(timers.next(), Some(Millis(5)));
        assert_eq!(timers.due(Millis(7)), ['a', 'b']);
        timers.set('a', None);
        assert_eq!(timers.due(Millis(7)), ['b']);
    }
}
