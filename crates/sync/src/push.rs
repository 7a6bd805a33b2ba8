//! Records waiting to be sent, written down as orders and looked up only when the link has room.

use std::collections::VecDeque;
use std::ops::Range;

use commonplace_core::id::{RecordId, Tag};
use commonplace_core::record::Lane;
use commonplace_core::set::SetKey;

use crate::gate::{Salt, ShortId};
use crate::replica::Replica;

/// Ids read from the replica at once for a range.
const IDS_READ: usize = 64;

/// One order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Push {
    /// This record.
    One(RecordId),
    /// What the range holds, newest first, except what the peer has listed.
    All { range: Range<SetKey>, except: Vec<ShortId>, salt: Salt },
}

/// The orders of one lane. However many records a range holds, it is one order.
#[derive(Debug, Default)]
pub(crate) struct PushQueue {
    orders: VecDeque<Push>,
    read: VecDeque<RecordId>,
}

impl PushQueue {
    pub(crate) fn push(&mut self, order: Push) {
        self.orders.push_back(order);
    }

    pub(crate) fn len(&self) -> usize {
        self.orders.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.orders.is_empty() && self.read.is_empty()
    }

    /// The next record to send.
    pub(crate) fn next(&mut self, replica: &impl Replica, tag: &Tag, lane: Lane) -> Option<RecordId> {
        loop {
            if let Some(id) = self.read.pop_front() {
                return Some(id);
            }
            match self.orders.front_mut()? {
                Push::One(id) => {
                    let id = *id;
                    self.orders.pop_front();
                    return Some(id);
                }
                Push::All { range, except, salt } => {
                    let keys = replica.ids(tag, lane, range.clone(), IDS_READ);
                    let wanted = keys.iter().map(|key| key.id).filter(|id| !except.contains(&salt.short(id)));
                    self.read.extend(wanted);
                    match keys.last() {
                        Some(oldest) if keys.len() == IDS_READ && *oldest < range.end => range.end = *oldest,
                        _ => {
                            self.orders.pop_front();
                        }
                    }
                }
            }
        }
    }

    /// Drops all orders: the peer takes no records now.
    pub(crate) fn clear(&mut self) {
        self.orders.clear();
        self.read.clear();
    }

    /// Takes back a record that did not fit.
    pub(crate) fn put_back(&mut self, id: RecordId) {
        self.read.push_front(id);
    }
}
