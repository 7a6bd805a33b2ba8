//! What stewards settle for a circle: how its records travel, and how much room it is given.

use commonplace_core::circle::{Action, Op, Reach, Settings};
use commonplace_core::id::Tag;
use commonplace_core::limits;
use commonplace_net::Address;

use super::{Engine, Now};
use crate::command::ReachName;
use crate::error::Error;

/// What a steward changes; `None` stays.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) reach: Option<ReachName>,
    pub(super) relays: Option<Vec<String>>,
    /// 0 for none.
    pub(super) quota: Option<u64>,
}

impl Engine {
    /// Settles how the circle's records travel. Nothing is written when nothing changes.
    pub(super) fn change_settings(&mut self, now: Now, tag: Tag, change: Change) -> Result<(), Error> {
        self.must(tag, Action::Set, "change the settings of this circle")?;
        let before = self.state(tag)?.circle().settings().clone();
        let settings = Settings {
            reach: change.reach.map_or(before.reach, reach_of),
            relays: change.relays.map_or_else(|| Ok(before.relays.clone()), relays)?,
            quota: change.quota.map_or(before.quota, |bytes| (bytes > 0).then_some(bytes.min(limits::LARGEST_NUMBER))),
        };
        if settings != before {
            self.publish_op(now, tag, &Op::Settings(settings))?;
        }
        Ok(())
    }
}

/// Relays as typed, in the form in which they are written.
fn relays(typed: Vec<String>) -> Result<Vec<String>, Error> {
    let mut relays = Vec::new();
    for address in typed {
        let parsed = address.parse::<Address>().ok().filter(|parsed| parsed.peer().is_some());
        let relay = parsed.ok_or(Error::NotARelay { address })?.to_string();
        if !relays.contains(&relay) {
            relays.push(relay);
        }
    }
    if relays.len() > limits::CIRCLE_RELAYS {
        return Err(Error::TooLong { what: "list of relays".into(), max: limits::CIRCLE_RELAYS.to_string() });
    }
    Ok(relays)
}

const fn reach_of(name: ReachName) -> Reach {
    match name {
        ReachName::Anywhere => Reach::Anywhere,
        ReachName::Lan => Reach::Lan,
        ReachName::Relays => Reach::Relays,
        ReachName::Usb => Reach::Usb,
    }
}

pub(super) const fn reach_name(reach: Reach) -> ReachName {
    match reach {
        Reach::Anywhere => ReachName::Anywhere,
        Reach::Lan => ReachName::Lan,
        Reach::Relays => ReachName::Relays,
        Reach::Usb => ReachName::Usb,
    }
}
