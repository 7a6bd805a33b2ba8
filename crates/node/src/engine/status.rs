//! How the node, its circles and its peers are.

use std::collections::BTreeSet;

use commonplace_core::id::{DeviceId, RecordId, Tag};
use commonplace_core::record::Lane;
use commonplace_core::words::fingerprint;
use commonplace_store::Cursor;

use super::membership::role_name;
use super::settings::reach_name;
use super::{AskId, Engine};
use crate::answer::{self, Answer, Delivered};
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
        };
        self.reply_written(ask, vec![Answer::Whoami(whoami)]);
        Ok(())
    }

    pub(super) fn circle_answer(&self, tag: Tag) -> Result<answer::Circle, Error> {
        let state = self.state(tag)?;
        let counts = self.views.counts(&tag)?;
        let settings = state.circle().settings();
        let narrow = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
        Ok(answer::Circle {
            id: state.remembered.id,
            title: state.title(),
            state: state.membership(&self.me),
            role: state.circle().role_of(&self.me.person).map(role_name),
            members: state.circle().members().count(),
            notes: narrow(counts.notes),
            questions: narrow(counts.questions),
            open: narrow(counts.open),
            records: self.records(tag),
            reach: reach_name(settings.reach),
            relays: settings.relays.clone(),
            quota: settings.quota,
        })
    }

    fn records(&self, tag: Tag) -> u64 {
        Lane::ALL.into_iter().map(|lane| self.store.set_total(&tag, lane).count).sum()
    }

    pub(super) fn circle_list(&mut self, ask: AskId) -> Result<(), Error> {
        let mut circles: Vec<answer::Circle> =
            self.circles.keys().map(|tag| self.circle_answer(*tag)).collect::<Result<_, _>>()?;
        circles.sort_by(|left, right| left.title.cmp(&right.title));
        self.reply(ask, circles.into_iter().map(Answer::Circle).collect());
        Ok(())
    }

    pub(super) fn circle_show(&mut self, ask: AskId, circle: &Name) -> Result<(), Error> {
        let tag = self.circle_named(circle)?;
        let answer = self.circle_answer(tag)?;
        self.reply(ask, vec![Answer::Circle(answer)]);
        Ok(())
    }

    pub(super) fn circle_members(&mut self, ask: AskId, circle: &Name) -> Result<(), Error> {
        let tag = self.circle_named(circle)?;
        let state = self.state(tag)?;
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
            })
            .collect();
        members.sort_by(|left, right| (left.rank, &left.name).cmp(&(right.rank, &right.name)));
        self.reply(ask, members.into_iter().map(Answer::Member).collect());
        Ok(())
    }

    pub(super) fn status(&mut self, ask: AskId, circle: Option<&Name>) -> Result<(), Error> {
        let tags: Vec<Tag> = match circle {
            Some(circle) => vec![self.circle_named(circle)?],
            None => self.circles.keys().copied().collect(),
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
        let me = self.me.device.id();
        let mut delivered = Vec::new();
        let mut nearest = Cursor::START;
        for member in state.circle().members() {
            for certificate in member.certificates.iter().filter(|certificate| certificate.device() != me) {
                let mark = self.deliveries.mark(tag, certificate.device());
                let upto = mark.map_or(Cursor::START, |mark| Cursor(mark.cursor));
                nearest = nearest.max(upto);
                let lacks = self.store.arrived_since(&tag, upto).count() as u64;
                delivered.push(Delivered {
                    person: self.author(tag, member.person),
                    device: certificate.name().to_owned(),
                    connected: self.is_connected(tag, &certificate.device()),
                    all: lacks == 0 && mark.is_some(),
                    lacks,
                    heard: mark.map(|mark| mark.heard),
                });
            }
        }
        // Newest first, until one is old enough: what is undelivered is usually little.
        let arrived = |id: &RecordId| self.store.status(id).is_some_and(|status| status.cursor >= nearest);
        let only_here = state.chains().records(&me).rev().take_while(|(_, id)| arrived(id)).count();
        Ok(answer::CircleStatus {
            id: state.remembered.id,
            title: state.title(),
            records: self.records(tag),
            waiting: state.waiting_count() as u64,
            newer: self.views.counts(&tag)?.newer,
            blobs_missing: self.wants.missing(tag),
            delivered,
            only_here: only_here as u64,
        })
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
                circles.insert(circle.title());
                person = person.or_else(|| circle.circle().person_of(device).map(|person| self.author(*tag, person)));
            }
            answers.push(Answer::Peer(answer::Peer {
                id: peer.clone(),
                person,
                address: Some(state.address.clone()),
                way: Some(state.way),
                connected: true,
                circles: circles.into_iter().collect(),
            }));
        }
        self.reply(ask, answers);
        Ok(())
    }
}
