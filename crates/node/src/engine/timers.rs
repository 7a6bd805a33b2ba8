//! When the engine wants to be looked at again, and what is done then.

use commonplace_sync::{Input, Millis};

use super::Engine;
use super::io::Now;

/// What the engine waits for, each with its time.
#[derive(Debug, Default)]
pub(super) struct Timers {
    /// The replicator's wish.
    pub(super) sync: Option<Millis>,
    /// Attachments that may be asked for again.
    pub(super) wants: Option<Millis>,
    /// Circles at whose members we knock again.
    pub(super) knock: Option<Millis>,
    /// The gossip channels of the next week.
    pub(super) gossip: Option<Millis>,
    /// Circles in which we say what we hold.
    pub(super) frontiers: Option<Millis>,
    /// What is delivered to whom is to be written down.
    pub(super) deliveries: Option<Millis>,
    /// Changes of strangers' slips are to be written down.
    pub(super) strangers: Option<Millis>,
    /// The relays are visited again.
    pub(super) relays: Option<Millis>,
    /// Own devices nearby are asked again for circles that are not here.
    pub(super) own: Option<Millis>,
    /// Other own devices are to hear what has changed here.
    pub(super) private: Option<Millis>,
    /// It is to be looked whether attachments take too much room.
    pub(super) quota: Option<Millis>,
    /// It is to be looked whether the journal is worth compacting.
    pub(super) journal: Option<Millis>,
}

impl Timers {
    /// The earliest of all.
    pub(super) fn next(&self) -> Option<Millis> {
        let own = [self.sync, self.wants, self.knock, self.gossip, self.frontiers, self.deliveries, self.strangers];
        own.into_iter().chain([self.relays, self.quota, self.own, self.journal, self.private]).flatten().min()
    }
}

/// Takes a timer's time if it has come.
fn due(timer: &mut Option<Millis>, now: Now) -> bool {
    timer.take_if(|at| *at <= now.mono).is_some()
}

impl Engine {
    pub(super) fn tick(&mut self, now: Now) {
        // Its wish stays until its time has come: the replicator makes none twice.
        if due(&mut self.timers.sync, now) {
            self.drive(now, Input::Tick);
        }
        if due(&mut self.timers.wants, now) {
            self.retry_wants(now);
        }
        if due(&mut self.timers.knock, now) {
            self.knock_again(now);
        }
        if due(&mut self.timers.gossip, now) {
            self.follow_gossip(now);
        }
        self.pairing_tick(now);
        if due(&mut self.timers.frontiers, now) {
            self.write_due_frontiers(now);
        }
        if due(&mut self.timers.deliveries, now) {
            self.write_deliveries();
            self.write_holders();
        }
        if due(&mut self.timers.strangers, now) {
            self.write_strangers(now);
        }
        if due(&mut self.timers.quota, now) {
            self.look_after_quotas(now);
        }
        if due(&mut self.timers.journal, now) {
            self.look_after_journal(now);
        }
        if due(&mut self.timers.own, now) {
            self.ask_own_devices(now);
        }
        if due(&mut self.timers.private, now) {
            self.private_tick(now);
        }
        if due(&mut self.timers.relays, now) {
            self.visit_relays(now);
        }
    }
}
