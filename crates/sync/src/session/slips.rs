//! Slips: each end tells which it has, asks for those that are newer there, and sends its own as they are written.
//!
//! They take what room records leave. Nothing is compared: a slip that gets lost is followed by a later one, or told of
//! when the next session begins.

use std::collections::{BTreeMap, BTreeSet};

use commonplace_core::id::SlipKey;
use commonplace_core::limits::sync as limits;
use commonplace_core::slip::Slip;

use super::{Cx, Said, Session};
use crate::event::Millis;
use crate::jitter::{up_to, varied};
use crate::replica::Replica;
use crate::trust::Bucket;
use crate::wire::{Message, SlipName, SlipsWriter, slip_name};

/// What one session has to say and to ask about slips.
#[derive(Debug)]
pub(crate) struct SlipTalk {
    /// Whether the peer knows of slips.
    pub(crate) spoken: bool,
    /// What the peer has, as it told, sent or was sent.
    has: BTreeMap<SlipName, u64>,
    to_send: BTreeSet<SlipKey>,
    to_tell: BTreeSet<SlipKey>,
    wanted: BTreeMap<SlipName, u64>,
    /// What is to be sent is sent as soon as there is room.
    ready: bool,
    send_at: Option<Millis>,
    tell_at: Option<Millis>,
    ask_at: Option<Millis>,
    /// When something was sent unasked for the last time.
    sent: Option<Millis>,
    /// Slips that the peer may send.
    pace: Option<Bucket>,
}

impl SlipTalk {
    pub(crate) const fn new(spoken: bool) -> Self {
        Self {
            spoken,
            has: BTreeMap::new(),
            to_send: BTreeSet::new(),
            to_tell: BTreeSet::new(),
            wanted: BTreeMap::new(),
            ready: false,
            send_at: None,
            tell_at: None,
            ask_at: None,
            sent: None,
            pace: None,
        }
    }

    pub(crate) fn due(&self) -> Option<Millis> {
        [self.send_at, self.tell_at, self.ask_at].into_iter().flatten().min()
    }

    fn peer_has(&self, key: &SlipKey, number: u64) -> bool {
        self.has.get(&slip_name(key)).is_some_and(|has| *has >= number)
    }

    /// Notes what the peer has. Who makes up more names than there is room for is told of slips more than once.
    fn note(&mut self, name: SlipName, number: u64) {
        if self.has.len() >= 2 * limits::SLIPS_TOLD && !self.has.contains_key(&name) {
            self.has.clear();
        }
        let has = self.has.entry(name).or_default();
        *has = number.max(*has);
    }

    fn want(&mut self, name: SlipName, number: u64, at: Millis) {
        if self.wanted.len() < limits::SLIPS_TOLD || self.wanted.contains_key(&name) {
            self.wanted.insert(name, number);
            self.ask_at.get_or_insert(at);
        }
    }

    fn may_come(&mut self, now: Millis) -> bool {
        let most = i32::try_from(limits::SLIPS_AT_ONCE).unwrap_or(i32::MAX);
        self.pace.get_or_insert_with(|| Bucket::new(most, limits::SLIP_REFILL, now)).take(now)
    }
}

/// What of a peer's slips is to be looked at, and what the rest costs it.
#[derive(Debug, Default)]
pub(crate) struct Heard {
    pub(crate) fresh: Vec<Slip>,
    pub(crate) price: i32,
}

impl Session {
    /// Both sides agree on the members: the peer is told of all slips that are here.
    pub(super) fn tell_all_slips<R: Replica>(&mut self, cx: &Cx<'_, R>) {
        if self.slips.spoken {
            self.slips.to_tell.extend(cx.replica.slips(&self.tag).into_iter().map(|(key, _)| key));
            self.slips.tell_at = Some(cx.now);
        }
    }

    /// A slip is here that was not before. It is sent when it was written here, and told of otherwise.
    pub(crate) fn slip_kept<R: Replica>(&mut self, key: SlipKey, number: u64, send: bool, cx: &mut Cx<'_, R>) {
        if !self.slips.spoken || !self.live || self.slips.peer_has(&key, number) {
            return;
        }
        let wait = cx.replica.news_wait(self.link, &self.tag);
        if send {
            self.slips.to_send.insert(key);
            if self.slips.send_at.is_none() {
                let earliest = self.slips.sent.map_or(cx.now, |sent| sent.after(varied(limits::SLIP_PAUSE, cx.rng)));
                self.slips.send_at = Some(earliest.max(cx.now).after(up_to(wait, cx.rng)));
            }
        } else {
            self.slips.to_tell.insert(key);
            if self.slips.tell_at.is_none() {
                self.slips.tell_at = Some(cx.now.after(varied(limits::SLIP_DELAY, cx.rng) + up_to(wait, cx.rng)));
            }
        }
    }

    /// Does what is due.
    pub(super) fn slips_on_time<R: Replica>(&mut self, cx: &mut Cx<'_, R>, said: &mut Said) {
        let due = |at: &mut Option<Millis>| at.take_if(|at| *at <= cx.now).is_some();
        if due(&mut self.slips.send_at) {
            self.slips.sent = Some(cx.now);
            self.slips.ready = true;
        }
        let (tell, ask) = (due(&mut self.slips.tell_at), due(&mut self.slips.ask_at));
        if tell {
            self.tell_slips(cx.replica, said);
        }
        if ask {
            self.ask_for_slips(cx.replica, said);
        }
    }

    fn tell_slips<R: Replica>(&mut self, replica: &R, said: &mut Said) {
        let keys = std::mem::take(&mut self.slips.to_tell);
        let here = replica
            .slips(&self.tag)
            .into_iter()
            .filter(|(key, number)| keys.contains(key) && !self.slips.peer_has(key, *number));
        let slips: Vec<(SlipName, u64)> =
            here.map(|(key, number)| (slip_name(&key), number)).take(limits::SLIPS_TOLD).collect();
        if !slips.is_empty() {
            said.messages.push(Message::SlipHave { sid: self.sid, slips });
        }
    }

    fn ask_for_slips<R: Replica>(&mut self, replica: &R, said: &mut Said) {
        let here = names(replica.slips(&self.tag));
        let wanted = std::mem::take(&mut self.slips.wanted).into_iter();
        let missing = wanted.filter(|(name, number)| here.get(name).is_none_or(|(_, here)| here < number));
        let names: Vec<SlipName> = missing.map(|(name, _)| name).collect();
        if !names.is_empty() {
            said.messages.push(Message::SlipAsk { sid: self.sid, names });
        }
    }

    /// The peer tells of slips: those that are newer there are asked for, unless they come by themselves.
    pub(crate) fn hear_slip_have<R: Replica>(&mut self, slips: &[(SlipName, u64)], cx: &mut Cx<'_, R>) {
        let here = names(cx.replica.slips(&self.tag));
        let at = cx.now.after(varied(limits::SLIP_GRACE, cx.rng));
        for (name, number) in slips {
            self.slips.note(*name, *number);
            if here.get(name).is_none_or(|(_, here)| here < number) {
                self.slips.want(*name, *number, at);
            }
        }
    }

    /// The peer asks for slips.
    pub(crate) fn hear_slip_ask<R: Replica>(&mut self, asked: &[SlipName], cx: &Cx<'_, R>) {
        let here = names(cx.replica.slips(&self.tag));
        self.slips.to_send.extend(asked.iter().filter_map(|name| here.get(name)).map(|(key, _)| *key));
        self.slips.ready = true;
    }

    /// The peer sends slips. Those that are new here and truly signed are the node's to judge.
    pub(crate) fn hear_slips<R: Replica>(&mut self, slips: &[Vec<u8>], cx: &mut Cx<'_, R>) -> Heard {
        let mut heard = Heard { price: i32::from(slips.is_empty()), ..Heard::default() };
        for bytes in slips {
            let Ok(slip) =
                Slip::read(bytes).map_err(|_| heard.price = heard.price.saturating_add(limits::PRICE_INVALID))
            else {
                continue;
            };
            let header = *slip.header();
            let here = || cx.replica.slip_number(&self.tag, &header.key);
            if header.tag == self.tag && here().is_some_and(|here| here >= header.number) {
                // It came by another way before: no fault.
                self.slips.note(slip_name(&header.key), header.number);
                continue;
            }
            if !self.slips.may_come(cx.now) {
                self.slips.want(slip_name(&header.key), header.number, cx.now.after(limits::SLIP_AGAIN));
                continue;
            }
            if header.tag == self.tag && slip.is_signed() {
                self.slips.note(slip_name(&header.key), header.number);
                heard.fresh.push(slip);
            } else {
                heard.price = heard.price.saturating_add(limits::PRICE_INVALID);
            }
        }
        heard
    }

    /// The next message of slips, if there are any to send.
    pub(crate) fn next_slips<R: Replica>(&mut self, cx: &Cx<'_, R>) -> Option<Message> {
        if !self.slips.ready {
            return None;
        }
        let mut writer = SlipsWriter::new();
        while let Some(key) = self.slips.to_send.pop_first() {
            let Some(slip) = cx.replica.slip(&self.tag, &key) else { continue };
            let number = slip.header().number;
            if !writer.push(&slip) {
                self.slips.to_send.insert(key);
                break;
            }
            self.slips.note(slip_name(&key), number);
        }
        self.slips.ready = !self.slips.to_send.is_empty();
        writer.finish(self.sid)
    }
}

fn names(slips: Vec<(SlipKey, u64)>) -> BTreeMap<SlipName, (SlipKey, u64)> {
    slips.into_iter().map(|(key, number)| (slip_name(&key), (key, number))).collect()
}
