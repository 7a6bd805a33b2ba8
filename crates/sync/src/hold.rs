//! Lanes of which this node takes no records for a while, since it cannot write.

use commonplace_core::limits::sync as limits;
use commonplace_core::record::Lane;

use crate::event::Millis;

/// The holds of one session, by lane.
#[derive(Debug, Default)]
pub(crate) struct Holds {
    until: [Option<Millis>; 3],
    /// Holds in a row without a record taken between them.
    times: [u32; 3],
}

impl Holds {
    /// Holds a lane for a pause that grows. Says whether this is new.
    pub(crate) fn begin(&mut self, lane: Lane, now: Millis) -> bool {
        let (until, times) = (&mut self.until[lane as usize], &mut self.times[lane as usize]);
        let new = until.is_none();
        if new {
            *until = Some(now.after(limits::growing_pause(*times)));
            *times = times.saturating_add(1);
        }
        new
    }

    /// A record of the lane was taken: writing works.
    pub(crate) fn taken(&mut self, lane: Lane) {
        self.times[lane as usize] = 0;
    }

    /// Ends the holds that are due. Says whether there were any.
    pub(crate) fn end(&mut self, now: Millis) -> bool {
        let before = self.bits();
        for until in &mut self.until {
            *until = until.filter(|until| *until > now);
        }
        self.bits() != before
    }

    pub(crate) const fn is_held(&self, lane: Lane) -> bool {
        self.until[lane as usize].is_some()
    }

    /// The held lanes as the peer is told.
    pub(crate) fn bits(&self) -> u8 {
        Lane::ALL.into_iter().filter(|lane| self.is_held(*lane)).fold(0, |bits, lane| bits | (1 << lane as u8))
    }

    pub(crate) fn due(&self) -> Option<Millis> {
        self.until.iter().flatten().min().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_until_a_record_is_taken() {
        let mut holds = Holds::default();
        assert!(holds.begin(Lane::Posts, Millis(0)));
        assert!(!holds.begin(Lane::Posts, Millis(1)), "held already");
        assert_eq!(holds.bits(), 2);
        let first = holds.due().expect("held");
        assert!(!holds.end(Millis(first.0 - 1)));
        assert!(holds.end(first));
        holds.begin(Lane::Posts, Millis(0));
        let second = holds.due().expect("held");
        assert!(second > first);
        holds.end(second);
        holds.taken(Lane::Posts);
        holds.begin(Lane::Posts, Millis(0));
        assert_eq!(holds.due(), Some(first));
    }
}
