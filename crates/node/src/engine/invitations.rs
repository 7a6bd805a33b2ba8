//! Invitations that are open, and taking them back.

use commonplace_core::circle::op::Revoke;
use commonplace_core::circle::{Cut, InviteState, Op, Role, Ticket};
use commonplace_core::id::Tag;
use commonplace_core::time::Timestamp;

use super::membership::role_name;
use super::resolve::{fits_plain, one};
use super::state::CircleState;
use super::{AskId, Engine, Now};
use crate::answer::{self, Answer};
use crate::command::Name;
use crate::error::Error;

impl Engine {
    /// The invitations by which somebody may still come in, those that end first above.
    pub(super) fn invitations(&mut self, now: Now, ask: AskId, circle: &Name) -> Result<(), Error> {
        let tag = self.circle_named(circle)?;
        let state = self.state(tag)?;
        let mut open = state.circle().invitations();
        open.retain(|invite| lets_in(invite, now.wall));
        open.sort_unstable_by_key(|invite| (invite.expires, invite.record));
        let answers = open.iter().map(|invite| Answer::Invitation(self.invitation_answer(state, invite))).collect();
        self.reply(ask, answers);
        Ok(())
    }

    /// Takes an invitation back, by its id or its ticket: who has not come in by it does so no more, once those who could
    /// let them in have heard of it. Who has come in stays.
    pub(super) fn uninvite(&mut self, now: Now, ask: AskId, tag: Tag, name: &Name) -> Result<(), Error> {
        let state = self.state(tag)?;
        if state.circle().role_of(&self.me.person).is_none() {
            return Err(self.not_a_member(tag));
        }
        let invite = invitation_named(state, name)?;
        if !self.may_take_back(state, &invite) {
            return Err(Error::NotAllowed { what: "take this invitation back".into() });
        }
        if invite.open {
            self.publish_op(now, tag, &Op::Revoke(Revoke { grant: invite.record, cut: Cut::default() }))?;
        }
        let state = self.state(tag)?;
        let closed = state.circle().invitations().into_iter().find(|one| one.record == invite.record);
        let answer = self.invitation_answer(state, &closed.unwrap_or(invite));
        self.reply_written(ask, vec![Answer::Invitation(answer)]);
        Ok(())
    }

    fn invitation_answer(&self, state: &CircleState, invite: &InviteState) -> answer::Invitation {
        let came = state.circle().admitted_by(&invite.record);
        answer::Invitation {
            id: invite.record,
            circle: state.title(),
            by: self.author(state.tag, invite.by),
            role: role_name(invite.role),
            uses: invite.uses,
            came: came.into_iter().map(|person| self.author(state.tag, person)).collect(),
            expires: invite.expires,
            open: invite.open,
            may_take_back: self.may_take_back(state, invite),
        }
    }

    fn may_take_back(&self, state: &CircleState, invite: &InviteState) -> bool {
        let mine = state.circle().authority_of(&self.me.person);
        mine.is_some_and(|mine| mine.role == Role::Steward && invite.rank > mine.rank)
    }
}

/// Whether honest members let somebody in by it.
fn lets_in(invite: &InviteState, now: Timestamp) -> bool {
    invite.open && invite.uses_left > 0 && invite.expires >= now
}

fn invitation_named(state: &CircleState, name: &Name) -> Result<InviteState, Error> {
    let text = name.0.trim();
    if let Ok(ticket) = text.parse::<Ticket>() {
        return state.circle().invitation(&ticket.key()).ok_or_else(|| Error::Unknown { name: short(text) });
    }
    let label = |invite: &InviteState| {
        let id = invite.record.to_string();
        (*invite, format!("{id} {}", state.name_of(&invite.by)))
    };
    let fits = |invite: &InviteState| {
        let id = invite.record.to_string();
        let digits = &id[commonplace_core::id::CID_PREFIX_LEN..];
        fits_plain(&id, text) || fits_plain(digits, text)
    };
    one(name, state.circle().invitations().iter().filter(|invite| fits(invite)).map(label).collect())
}

/// The beginning of a ticket: whole, it would fill the screen.
fn short(ticket: &str) -> String {
    let start: String = ticket.chars().take(24).collect();
    format!("{start}…")
}
