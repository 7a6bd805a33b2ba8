//! What stewards settle for a circle: how its records travel, and how much room it is given.

use std::collections::BTreeMap;

use commonplace_core::circle::{Action, Op, Reach, Settings};
use commonplace_core::id::Tag;
use commonplace_core::limits;
use commonplace_net::Locator;
use commonplace_store::Entry;

use super::{AskId, Effect, Engine, Now, store_error};
use crate::answer::{self, Answer};
use crate::command::{Discovery, OwnSetting, ReachName};
use crate::error::Error;

/// Where the home's way of discovery is remembered.
const DISCOVERY_KEY: &[u8] = b"discovery";

/// What a steward changes; `None` stays.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) reach: Option<ReachName>,
    pub(super) relays: Option<Vec<String>>,
    /// 0 for none.
    pub(super) quota: Option<u64>,
    /// 0 for all.
    pub(super) relay_days: Option<u16>,
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
            relay_days: change
                .relay_days
                .map_or(before.relay_days, |days| (days > 0).then_some(days.min(limits::RELAY_DAYS))),
        };
        if settings != before {
            self.publish_op(now, tag, &Op::Settings(settings))?;
        }
        Ok(())
    }
}

impl Engine {
    /// How this home takes part in the discovery of a local network; on, until a person decides otherwise.
    ///
    /// # Errors
    /// [`Error::Store`] when it cannot be read.
    pub fn discovery(&self) -> Result<Discovery, Error> {
        let bytes = self.store.local(DISCOVERY_KEY).map_err(store_error)?;
        Ok(match bytes.as_deref() {
            Some(b"quiet") => Discovery::Quiet,
            Some(b"off") => Discovery::Off,
            _ => Discovery::On,
        })
    }

    /// Changes what this home is set to, and answers with all of it.
    pub(super) fn home_settings(
        &mut self,
        now: Now,
        ask: AskId,
        mdns: Option<Discovery>,
        own: &BTreeMap<OwnSetting, Option<String>>,
    ) -> Result<(), Error> {
        for (setting, value) in own {
            let value = value.as_deref().map(|value| setting.valid(value)).transpose()?;
            self.set_own(now, *setting, value.as_deref())?;
        }
        if let Some(mdns) = mdns {
            let value: &[u8] = match mdns {
                Discovery::On => b"on",
                Discovery::Quiet => b"quiet",
                Discovery::Off => b"off",
            };
            self.batch.entries.push(Entry::Local { key: DISCOVERY_KEY.to_vec(), value: Some(value.to_vec()) });
            self.batch.effects.push(Effect::Discover(mdns));
        }
        let mdns = mdns.map_or_else(|| self.discovery(), Ok)?;
        let settings = answer::Settings {
            id: self.me.person,
            mdns,
            language: self.own_setting(OwnSetting::Language),
            appearance: self.own_setting(OwnSetting::Appearance),
            shared: self.private_circle().is_some(),
        };
        self.reply_written(ask, vec![Answer::Settings(settings)]);
        Ok(())
    }
}

/// Relays as typed, in the form in which they are written.
fn relays(typed: Vec<String>) -> Result<Vec<String>, Error> {
    let mut relays = Vec::new();
    for address in typed {
        let parsed = address.parse::<Locator>().ok().filter(|parsed| parsed.of_relay().is_ok());
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
