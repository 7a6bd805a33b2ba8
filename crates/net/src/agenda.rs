//! What is to be done later, in order of time. Pure.

use std::collections::BTreeMap;
use std::time::Duration;

/// Things due at times. Nothing is ever struck out: whoever takes a thing checks whether it still matters.
#[derive(Debug)]
pub(crate) struct Agenda<T> {
    due: BTreeMap<(Duration, u64), T>,
    next: u64,
}

impl<T> Agenda<T> {
    pub(crate) const fn new() -> Self {
        Self { due: BTreeMap::new(), next: 0 }
    }

    /// Puts a thing down for this time.
    pub(crate) fn at(&mut self, time: Duration, thing: T) {
        self.next += 1;
        self.due.insert((time, self.next), thing);
    }

    /// When the first thing is due.
    pub(crate) fn wake(&self) -> Option<Duration> {
        self.due.first_key_value().map(|((time, _), _)| *time)
    }

    /// Takes the first thing that is due.
    pub(crate) fn take(&mut self, now: Duration) -> Option<T> {
        let entry = self.due.first_entry().filter(|entry| entry.key().0 <= now)?;
        Some(entry.remove())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_come_in_order_and_not_before_their_time() {
        let second = Duration::from_secs;
        let mut agenda = Agenda::new();
        agenda.at(second(2), "later");
        agenda.at(second(1), "first");
        agenda.at(second(1), "second");
        assert_eq!(agenda.wake(), Some(second(1)));
        assert_eq!(agenda.take(Duration::ZERO), None);
        assert_eq!(agenda.take(second(1)), Some("first"));
        assert_eq!(agenda.take(second(1)), Some("second"));
        assert_eq!(agenda.take(second(1)), None);
        assert_eq!(agenda.take(second(3)), Some("later"));
        assert_eq!(agenda.wake(), None);
    }
}
