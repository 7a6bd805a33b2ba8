//! How the node, its circles and its peers are.

use std::collections::{BTreeSet, HashSet};

use commonplace_core::id::{DeviceId, PersonId, RecordId, Tag};
use commonplace_core::key::Certificate;
use commonplace_core::limits;
use commonplace_core::record::Lane;
use commonplace_core::words::fingerprint;

use super::delivery::Known;
use super::membership::role_name;
use super::schema;
use super::settings::reach_name;
use super::state::CircleState;
use super::{AskId, Engine};
use crate::answer::{self, Answer, Delivered, Membership};
use crate::command::Name;
use crate::error::Error;

impl Engine {
    pub(super) fn whoami(&mut self, ask: AskId) -> Result<(), Error> {
        let standing = self.keeper.standing();
        let whoami = answer::Whoami {
            id: self.me.person,
            name: self.name.clone(),
            device: self.me.device.id(),
            home: self.me.home.clone(),
            device_name: self.me.certificate.name().to_owned(),
            fingerprint: fingerprint(&self.me.person).join(" "),
            sealed: standing.sealed,
            words: standing.words,
            revoked: self.is_revoked(),
            handed_over: self.handed.values().cloned().collect(),
        };
        self.reply_written(ask, vec![Answer::Whoami(whoami)]);
        Ok(())
    }

    pub(super) fn circle_answer(&self, tag: Tag) -> Result<answer::Circle, Error> {
        let state = self.state(tag)?;
        let counts = self.views.counts(&tag)?;
        let settings = state.circle().settings();
        let pending = self.pending.get(&tag).filter(|_| state.membership(&self.me) == Membership::Pending);
        let narrow = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
        Ok(answer::Circle {
            id: state.remembered.id,
            title: state.title(),
            state: state.membership(&self.me),
            admission: (state.membership(&self.me) == Membership::Pending).then(|| self.admission(tag)),
            until: pending.map(|pending| pending.ticket.expires),
            removed: self.removed(state),
            role: state.circle().role_of(&self.me.person).map(role_name),
            members: state.circle().members().count(),
            notes: narrow(counts.notes),
            questions: narrow(counts.questions),
            open: narrow(counts.open),
            disputes: narrow(counts.disputes),
            quick_votes: narrow(counts.quick_votes),
            unread: self.unread(tag)?,
            records: self.records(tag),
            reach: reach_name(settings.reach),
            relays: if pending.is_some() { state.relays_by_ticket().to_vec() } else { settings.relays.clone() },
            dropped: self.dropped_relays(state),
            relays_near: self.relays_to_name(state),
            quota: settings.quota,
            relay_days: settings.relay_days,
        })
    }

    /// By whom and when we were removed.
    fn removed(&self, state: &CircleState) -> Option<answer::Removed> {
        let ending = state.out().filter(|_| state.membership(&self.me) == Membership::Removed)?;
        Some(answer::Removed { by: ending.by.map(|person| self.author(state.tag, person)), at: ending.wall })
    }

    fn records(&self, tag: Tag) -> u64 {
        Lane::ALL.into_iter().map(|lane| self.store.set_total(&tag, lane).count).sum()
    }

    pub(super) fn circle_list(&mut self, ask: AskId) -> Result<(), Error> {
        let mut circles: Vec<answer::Circle> =
            self.shown_circles().into_iter().map(|tag| self.circle_answer(tag)).collect::<Result<_, _>>()?;
        circles.sort_by(|left, right| left.title.cmp(&right.title));
        self.reply(ask, circles.into_iter().map(Answer::Circle).collect());
        Ok(())
    }

    pub(super) fn circle_show(&mut self, ask: AskId, circle: &Name) -> Result<(), Error> {
        let tag = self.any_circle_named(circle)?;
        let answer = self.circle_answer(tag)?;
        self.reply(ask, vec![Answer::Circle(answer)]);
        Ok(())
    }

    pub(super) fn circle_members(&mut self, ask: AskId, circle: &Name) -> Result<(), Error> {
        let tag = self.circle_named(circle)?;
        let state = self.state(tag)?;
        let forked = |person: &PersonId| {
            let all = state.circle().certificates_of(person).filter(|known| state.is_forked(&known.device()));
            all.map(|certificate| certificate.name().to_owned()).collect()
        };
        let mut members: Vec<answer::Member> = state
            .circle()
            .members()
            .map(|member| answer::Member {
                id: member.person,
                name: self.author(tag, member.person).name,
                role: role_name(member.role),
                rank: member.rank,
                me: member.person == self.me.person,
                devices: member.certificates.iter().map(|certificate| certificate.name().to_owned()).collect(),
                forked: forked(&member.person),
            })
            .collect();
        members.sort_by(|left, right| (left.rank, &left.name).cmp(&(right.rank, &right.name)));
        self.reply(ask, members.into_iter().map(Answer::Member).collect());
        Ok(())
    }

    pub(super) fn status(&mut self, ask: AskId, circle: Option<&Name>) -> Result<(), Error> {
        let tags: Vec<Tag> = match circle {
            Some(circle) => vec![self.any_circle_named(circle)?],
            None => self.shown_circles(),
        };
        let status = answer::Status {
            id: self.me.person,
            name: self.name.clone(),
            running: self.networked,
            listening: self.listening.clone(),
            peers: self.peers.len(),
            disk_full: self.store.is_full(),
            rebuilding: self.views.rebuilding(&self.store),
            damage: self.troubles.iter().cloned().collect(),
        };
        let mut answers = vec![Answer::Status(status)];
        for tag in tags {
            answers.push(Answer::CircleStatus(self.circle_status(tag)?));
        }
        self.reply(ask, answers);
        Ok(())
    }

    fn circle_status(&self, tag: Tag) -> Result<answer::CircleStatus, Error> {
        let state = self.state(tag)?;
        let here = self.here();
        let mut delivered = Vec::new();
        for member in state.circle().members() {
            for certificate in member.certificates.iter().filter(|known| !here.contains(&known.device())) {
                delivered.push(self.delivered_to(state, member.person, certificate));
            }
        }
        let only_here = self.only_here(state);
        Ok(answer::CircleStatus {
            id: state.remembered.id,
            title: state.title(),
            records: self.records(tag),
            waiting: state.waiting_count() as u64,
            newer: self.views.counts(&tag)?.newer,
            unread: self.unread(tag)?,
            blobs_missing: self.wants.missing(tag),
            blobs_bytes: self.room_taken(tag),
            blobs_quota: self.quota_of(tag),
            delivered,
            // What is cut off goes nowhere, however long we wait.
            safe: only_here.is_empty() || state.out().is_some(),
            only_here: only_here.len() as u64,
            elsewhere: self.elsewhere(state, None),
            relays: self.relay_status(tag),
        })
    }

    fn delivered_to(&self, state: &CircleState, person: PersonId, certificate: &Certificate) -> Delivered {
        let (tag, device) = (state.tag, certificate.device());
        let known = self.deliveries.known(tag, device);
        let connected = self.is_connected(tag, &device);
        let lacks = self.lacking(state, &device);
        let heard = known.and_then(Known::heard);
        let last = state.chains().head(&device).and_then(|(_, id)| self.store.get(&id).ok().flatten());
        Delivered {
            person: self.author(tag, person),
            device: certificate.name().to_owned(),
            connected,
            all: lacks == 0 && heard.is_some(),
            lacks,
            mine: self.holds_mine(state, &device),
            heard,
            met: known.and_then(|known| known.met.seen),
            said: known.and_then(|known| known.word.as_ref()).map(|word| word.wall),
            wrote: last.and_then(|sealed| state.reopen(&sealed)).map(|record| record.wall),
        }
    }

    /// The items to which the records belong that are only here.
    pub(super) fn only_here_list(&mut self, ask: AskId, circle: &Name) -> Result<(), Error> {
        let tag = self.circle_named(circle)?;
        let state = self.state(tag)?;
        let lonely = self.only_here(state);
        let all: HashSet<&RecordId> = lonely.iter().collect();
        let mut known = HashSet::new();
        let mut items: Vec<answer::OnlyHere> = Vec::new();
        for id in &lonely {
            if items.len() == limits::ANSWER_ROWS {
                break;
            }
            let Ok(root) = self.item(id).map(|item| item.root) else { continue };
            if !known.insert(root) {
                continue;
            }
            let row = self.views.row(&tag, &root)?;
            let kind = row.as_ref().map_or("note", |row| row.summary.kind());
            let title = row.map(|row| row.summary.title().to_owned()).unwrap_or_default();
            // What an item counts is asked of its thread, so that nobody walks all chains for the few rows of an answer.
            let thread = self.views.ids(&schema::thread(&tag, &root))?;
            let records = thread.iter().filter(|id| all.contains(id)).count() as u64;
            let circle = state.remembered.id;
            items.push(answer::OnlyHere { id: root, kind: kind.to_owned(), title, circle, records });
        }
        self.reply(ask, items.into_iter().map(Answer::OnlyHere).collect());
        Ok(())
    }

    fn is_connected(&self, tag: Tag, device: &DeviceId) -> bool {
        self.links.values().any(|link| link.proved.get(&tag) == Some(device))
    }

    pub(super) fn peer_list(&mut self, ask: AskId) -> Result<(), Error> {
        let mut answers = Vec::new();
        for (peer, state) in &self.peers {
            let proved = self.links.values().filter(|link| link.peer == *peer).flat_map(|link| &link.proved);
            let mut circles = BTreeSet::new();
            let mut person = None;
            for (tag, device) in proved {
                let Some(circle) = self.circles.get(tag) else { continue };
                if !self.is_private_state(circle) {
                    circles.insert(circle.title());
                }
                person = person.or_else(|| circle.circle().person_of(device).map(|person| self.author(*tag, person)));
            }
            let farthest = state.farthest();
            answers.push(Answer::Peer(answer::Peer {
                id: peer.clone(),
                person,
                address: farthest.map(|(address, _)| address.to_owned()),
                way: farthest.map(|(_, way)| way),
                connected: true,
                nearby: self.is_nearby(peer),
                clock: state.clock,
                circles: circles.into_iter().collect(),
            }));
        }
        self.reply(ask, answers);
        Ok(())
    }
}
