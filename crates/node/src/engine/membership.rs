//! What stewards and members do to a circle: found, invite, change roles, remove, leave.

use std::collections::{BTreeMap, BTreeSet};

use commonplace_core::circle::apart::Mailbox;
use commonplace_core::circle::epochs::first_epoch;
use commonplace_core::circle::op::{Ban, Grant, Invite, Leave, Revoke, Settings};
use commonplace_core::circle::{Action, Authority, Op, Policy, Reach, Role, Ticket, founding};
use commonplace_core::epoch::EpochSecret;
use commonplace_core::id::{InviteKey, PersonId, RecordId, Tag};
use commonplace_core::key::{Certificate, SigningSecret};
use commonplace_core::limits;
use commonplace_net::Address;

use super::state::Remembered;
use super::travel::{is_relay, relay_of};
use super::{AskId, Engine, Now};
use crate::answer::{self, Answer};
use crate::command::{Name, RoleName};
use crate::error::Error;

/// How long a ticket lets people in, in milliseconds: a circle that meets weekly has it over two meetings.
const TICKET_MILLIS: u64 = 15 * 24 * 3600 * 1000;

/// What an invitation allows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terms {
    /// How many people.
    pub(super) uses: u16,
    /// As what.
    pub(super) role: RoleName,
    /// How long it lets them in, in milliseconds.
    pub(super) millis: u64,
}

impl Engine {
    /// Founds a circle with this person as its only founder.
    pub(super) fn found(&mut self, now: Now, ask: AskId, title: &str) -> Result<(), Error> {
        self.found_with(now, ask, title, &[])
    }

    /// Founds a circle together with people known from other circles. They are its founders as well, whether or not they
    /// come: with a ticket, as everybody, since only that tells their laptops of it.
    pub(super) fn found_with(&mut self, now: Now, ask: AskId, title: &str, with: &[Name]) -> Result<(), Error> {
        let title = title.trim();
        if title.is_empty() {
            return Err(Error::Empty { what: "title".into() });
        }
        if title.len() > limits::TITLE_BYTES {
            return Err(Error::TooLong { what: "title".into(), max: format!("{} bytes", limits::TITLE_BYTES) });
        }
        let certificate = self.me.certificate.clone();
        let mut founders = vec![certificate];
        for name in with {
            let known = self.certificates_known(name)?;
            let more = known.into_iter().filter(|new| founders.iter().all(|old| old.device() != new.device()));
            let more: Vec<Certificate> = more.collect();
            founders.extend(more);
        }
        let persons: BTreeSet<PersonId> = founders.iter().map(Certificate::person).collect();
        if persons.len() > limits::FOUNDERS {
            let max = format!("{} people", limits::FOUNDERS);
            return Err(Error::TooLong { what: "list of founders".into(), max });
        }
        let (circle, genesis) = founding(title, founders.clone(), Policy::default(), self.random());
        let secret = EpochSecret::from_bytes(self.random());
        let tag = secret.tag(&circle);
        self.add_circle(tag, Remembered { id: circle, title: title.to_owned(), left: false, told: false });
        self.state_mut(tag)?.secrets.insert(secret.id(), secret.clone());
        self.publish_op_under(now, tag, &genesis, &secret, founders.clone())?;
        self.publish_op_under(now, tag, &first_epoch(&secret), &secret, founders)?;
        self.publish_profile(now, tag)?;
        self.drive(now, commonplace_sync::Input::CircleAdded { tag });
        let answer = self.circle_answer(tag)?;
        self.reply_written(ask, vec![Answer::Circle(answer)]);
        Ok(())
    }

    /// The devices of somebody who shares a circle with us.
    fn certificates_known(&self, name: &Name) -> Result<Vec<Certificate>, Error> {
        let text = name.0.trim();
        let mut found: BTreeMap<PersonId, (String, Vec<Certificate>)> = BTreeMap::new();
        for state in self.circles.values() {
            for member in state.circle().members() {
                let (id, called) = (member.person.to_string(), state.name_of(&member.person));
                if (text.len() >= 8 && id.starts_with(text)) || called == text {
                    let (_, devices) = found.entry(member.person).or_insert_with(|| (called, Vec::new()));
                    let new = |new: &&Certificate| devices.iter().all(|old| old.device() != new.device());
                    let more: Vec<Certificate> = member.certificates.iter().filter(new).cloned().collect();
                    devices.extend(more);
                }
            }
        }
        if found.len() > 1 {
            let candidates = found.iter().take(8).map(|(id, (called, _))| format!("{id} {called}")).collect();
            return Err(Error::Ambiguous { name: name.0.clone(), candidates });
        }
        let (_, (_, devices)) = found.pop_first().ok_or_else(|| Error::Unknown { name: name.0.clone() })?;
        Ok(devices)
    }

    pub(super) fn invite(&mut self, now: Now, ask: AskId, tag: Tag, uses: u16, role: RoleName) -> Result<(), Error> {
        self.must(tag, Action::Invite(role_of(role)), "invite")?;
        let (id, ticket) = self.make_ticket(now, tag, Terms { uses, role, millis: TICKET_MILLIS })?;
        let (circle, expires) = (ticket.title.clone(), ticket.expires);
        let answer = answer::Ticket { id, ticket: ticket.to_string(), circle, uses: uses.max(1), role, expires };
        self.reply_written(ask, vec![Answer::Ticket(answer)]);
        Ok(())
    }

    /// Publishes an invitation, and makes its ticket.
    pub(super) fn make_ticket(&mut self, now: Now, tag: Tag, terms: Terms) -> Result<(RecordId, Ticket), Error> {
        let seed: [u8; 32] = self.random();
        let key = InviteKey::from_bytes(SigningSecret::from_seed(seed).public());
        let expires = now.wall.later(terms.millis);
        let authority = self.authority(tag)?;
        let rank = rank_of(role_of(terms.role), authority.rank);
        let op = Op::Invite(Invite { key, role: role_of(terms.role), rank, uses: terms.uses.max(1), expires });
        let record = self.publish_op(now, tag, &op)?;
        let state = self.state(tag)?;
        let addresses = reachable(&self.listening, state.circle().settings());
        let (circle, title, inviter) = (state.remembered.id, state.title(), self.me.device.id());
        let epoch = state.circle().writable_epoch(&state.secrets).and_then(|epoch| state.secrets.get(&epoch));
        let mailbox = epoch.map(|epoch| Mailbox::new(epoch, &key));
        let relays = self.relays_on_ticket(state);
        Ok((record.id, Ticket { circle, tag, title, seed, expires, addresses, inviter, mailbox, relays }))
    }

    /// Gives a member another role: the new grant first, so that they are never without one, then the old ones are
    /// taken back where they gave more.
    pub(super) fn change_role(&mut self, now: Now, tag: Tag, person: PersonId, role: RoleName) -> Result<(), Error> {
        let role = role_of(role);
        self.must(tag, Action::Admit(role), "change roles")?;
        self.must(tag, Action::Remove(person), "change this member's role")?;
        let rank = rank_of(role, self.authority(tag)?.rank);
        let state = self.state(tag)?;
        let old = state.circle().grants_of(&person);
        let certificates: Vec<Certificate> = state.circle().certificates_of(&person).cloned().collect();
        let cut = state.circle().cut_for(&person, state.chains());
        let grant = Op::Grant(Grant { person, certificates, role, rank, invite: None });
        self.publish_op(now, tag, &grant)?;
        for grant in old.into_iter().filter(|grant| grant.role > role) {
            self.publish_op(now, tag, &Op::Revoke(Revoke { grant: grant.auth, cut: cut.clone() }))?;
        }
        Ok(())
    }

    /// Removes a member and begins an epoch that they cannot read.
    pub(super) fn remove(&mut self, now: Now, tag: Tag, person: PersonId) -> Result<(), Error> {
        self.must(tag, Action::Remove(person), "remove this member")?;
        let state = self.state(tag)?;
        let cut = state.circle().cut_for(&person, state.chains());
        self.publish_op(now, tag, &Op::Ban(Ban { person, cut }))?;
        self.begin_epoch(now, tag).map(drop)
    }

    /// Whether somebody should be asked once more before they leave: without a steward nobody is let in or removed any more.
    pub(super) fn may_leave(&self, tag: Tag, sure: bool) -> Result<(), Error> {
        let state = self.state(tag)?;
        let others = state.circle().members().filter(|member| member.person != self.me.person);
        let (stewards, rest): (Vec<_>, Vec<_>) = others.partition(|member| member.role == Role::Steward);
        let steward = state.circle().role_of(&self.me.person) == Some(Role::Steward);
        if steward && stewards.is_empty() && !rest.is_empty() && !sure {
            return Err(Error::OnlySteward { circle: state.title(), others: rest.len() });
        }
        Ok(())
    }

    /// Leaves a circle. It is served on until a member has heard of it: otherwise nobody would.
    pub(super) fn leave(&mut self, now: Now, tag: Tag) -> Result<(), Error> {
        let state = self.state(tag)?;
        let member = state.circle().role_of(&self.me.person).is_some();
        let cut = state.circle().cut_for(&self.me.person, state.chains());
        // Known before the record counts: who leaves is served on, and who is out is not.
        self.state_mut(tag)?.remembered.left = true;
        if member && let Err(error) = self.publish_op(now, tag, &Op::Leave(Leave { cut })) {
            self.state_mut(tag)?.remembered.left = false;
            return Err(error);
        }
        let state = self.state_mut(tag)?;
        state.remembered.told = !member;
        let remembered = state.remembered.clone();
        self.remember(tag, &remembered);
        if self.pending.remove(&tag).is_some() {
            self.forget_ticket(tag);
        }
        if !member {
            self.drive(now, commonplace_sync::Input::CircleRemoved { tag });
        }
        Ok(())
    }

    /// A member no longer takes us for one: they have heard that we left.
    pub(super) fn farewell_heard(&mut self, now: Now, tag: Tag) {
        let Some(state) = self.circles.get_mut(&tag).filter(|state| state.is_parting()) else { return };
        state.remembered.told = true;
        let remembered = state.remembered.clone();
        self.remember(tag, &remembered);
        self.drive(now, commonplace_sync::Input::CircleRemoved { tag });
    }

    fn authority(&self, tag: Tag) -> Result<Authority, Error> {
        self.state(tag)?.circle().authority_of(&self.me.person).ok_or_else(|| self.not_a_member(tag))
    }

    /// Whether this person may do that in a circle. Nobody is made a carrier any more: `docs/decisions/0025`.
    pub(super) fn must(&self, tag: Tag, action: Action, what: &str) -> Result<(), Error> {
        let state = self.state(tag)?;
        if state.circle().role_of(&self.me.person).is_none() {
            return Err(self.not_a_member(tag));
        }
        if matches!(action, Action::Invite(Role::Carrier) | Action::Admit(Role::Carrier)) {
            return Err(Error::NotAllowed { what: "make anybody a carrier".to_owned() });
        }
        let allowed = state.circle().may(&self.me.person, action);
        if allowed { Ok(()) } else { Err(Error::NotAllowed { what: what.to_owned() }) }
    }
}

/// The rank of those who are not stewards. All stewards outrank them, whoever let whom in: otherwise a second steward could
/// do nothing about those whom the first one invited.
const ORDINARY_RANK: u16 = 1_000;

/// The rank that somebody of rank `by` gives with a role.
fn rank_of(role: Role, by: u16) -> u16 {
    let next = by.saturating_add(1);
    if role == Role::Steward { next } else { next.max(ORDINARY_RANK) }
}

/// Addresses of one ticket: a few that work beat many that make the ticket long to copy.
const ADDRESSES: usize = 3;

/// Addresses fit for a ticket: those of this network first, those of this machine only when there is no other. TCP
/// alone, since it is what everybody listens on. Only those by which the circle may travel: whoever comes elsewhere is
/// not let in, and need not know where this laptop is, nor which relays other circles have.
pub(super) fn reachable(listening: &[String], settings: &Settings) -> Vec<String> {
    let allowed = |address: &&String| match (settings.reach, relay_of(address)) {
        (Reach::Anywhere, _) => true,
        (Reach::Lan | Reach::Relays, None) => address.parse::<Address>().is_ok_and(|address| address.stays_here()),
        (Reach::Relays, Some(relay)) => is_relay(settings, relay),
        (Reach::Lan, Some(_)) | (Reach::Usb, _) => false,
    };
    let listening = || listening.iter().filter(allowed);
    let tcp = || listening().filter(|address| address.contains("/tcp/"));
    let own_machine = |address: &&String| address.contains("/127.0.0.1/") || address.contains("/::1/");
    let mut best: Vec<String> = tcp().filter(|address| !own_machine(address)).cloned().collect();
    best.extend(tcp().filter(own_machine).cloned());
    // One of them behind a relay, if there is any: the others may lead nowhere from where the ticket is used.
    let (relayed, mut best): (Vec<String>, Vec<String>) =
        best.into_iter().partition(|address| address.contains("/p2p-circuit"));
    best.truncate(ADDRESSES.min(limits::TICKET_ADDRESSES) - usize::from(!relayed.is_empty()));
    let of_circle = |address: &&String| relay_of(address).is_some_and(|relay| is_relay(settings, relay));
    best.extend(relayed.iter().find(of_circle).or(relayed.first()).cloned());
    best
}

pub(super) fn role_of(name: RoleName) -> Role {
    match name {
        RoleName::Steward => Role::Steward,
        RoleName::Facilitator => Role::Facilitator,
        RoleName::Learner => Role::Learner,
        RoleName::Reader => Role::Reader,
        RoleName::Carrier => Role::Carrier,
    }
}

pub(super) fn role_name(role: Role) -> RoleName {
    match role {
        Role::Steward => RoleName::Steward,
        Role::Facilitator => RoleName::Facilitator,
        Role::Learner => RoleName::Learner,
        Role::Reader => RoleName::Reader,
        Role::Carrier => RoleName::Carrier,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = "/ip4/203.0.113.7/tcp/4001/p2p/12D3KooWDpJ7As7BWAwRMfu1VU2WCqNjvq387JEYKDBj4kx6nXTN";
    const OTHER: &str = "/ip4/203.0.113.9/tcp/4001/p2p/12D3KooWH3uVF6wv47WnArKHk5p6cvgCJEb74UTmxztmQDc298L3";
    const HOME: &str = "/ip4/192.168.1.7/tcp/4001";
    const ACROSS: &str = "/ip4/198.51.100.7/tcp/4001";
    const MACHINE: &str = "/ip4/127.0.0.1/tcp/4001";

    #[test]
    fn a_ticket_leads_by_no_way_that_its_circle_does_not_take() {
        let behind = |relay: &str| format!("{relay}/p2p-circuit");
        let all = [MACHINE, ACROSS, HOME].map(str::to_owned).into_iter().chain([behind(OTHER), behind(OWN)]);
        let all: Vec<String> = all.collect();
        let settings = |reach| Settings { reach, relays: vec![OWN.to_owned()], quota: None, relay_days: None };
        let of = |reach| reachable(&all, &settings(reach));
        assert_eq!(of(Reach::Lan), [HOME, MACHINE]);
        assert_eq!(of(Reach::Relays), [HOME.to_owned(), MACHINE.to_owned(), behind(OWN)]);
        assert_eq!(of(Reach::Anywhere), [ACROSS.to_owned(), HOME.to_owned(), behind(OWN)]);
        assert_eq!(of(Reach::Usb), [""; 0]);
    }
}
