//! What each command does. Reads are in `query.rs` and `status.rs`, acts on members in `membership.rs`.

use commonplace_core::id::{PersonId, RecordId, Tag};
use commonplace_core::{limits, text};
use commonplace_learning::catalogue::Class;
use commonplace_learning::discussion::Discussion;
use commonplace_learning::flag::Reason;
use commonplace_learning::meeting;
use commonplace_learning::moderation::Visibility;
use commonplace_learning::note::{self, Began, NewNote, Note, NoteChange};
use commonplace_learning::origin::Anchor;
use commonplace_learning::question::{self, NewQuestion, Thread};
use commonplace_learning::vote::Choice;
use commonplace_learning::{Content, comment, moderation};

use super::pairing::RootUse;
use super::people::unfit;
use super::schema::Item;
use super::settings::Change;
use super::threads::standing;
use super::{AskId, Effect, Engine, Now, PARKED, store_error};
use crate::answer::{Answer, Written};
use crate::command::{CardPick, Command, Name, Room, Vote};
use crate::error::Error;

impl Engine {
    pub(super) fn command(&mut self, now: Now, ask: AskId, command: Command) {
        match self.is_ready_for(now, &command) {
            Ok(true) => {
                if let Err(error) = self.obey(now, ask, command) {
                    self.fail(ask, error);
                }
            }
            Ok(false) if self.parked.len() < PARKED => self.parked.push((ask, command)),
            Ok(false) => self.fail(ask, Error::Busy),
            Err(error) => self.fail(ask, error),
        }
    }

    /// Whether a command finds what it needs: what concerns one thread is decided on all that was written in it, and a
    /// list is whole unless records are just arriving.
    fn is_ready_for(&mut self, now: Now, command: &Command) -> Result<bool, Error> {
        match needs(command) {
            Needs::Nothing => Ok(true),
            Needs::Lists => Ok(self.caught_up(now)? || !self.views.anew),
            Needs::Everything => self.caught_up(now),
        }
    }

    fn obey(&mut self, now: Now, ask: AskId, command: Command) -> Result<(), Error> {
        match command {
            Command::Whoami => self.whoami(ask),
            Command::Rename { name } => self.rename(now, &name).and_then(|()| self.whoami(ask)),
            Command::DeviceList => self.device_list(ask),
            Command::DeviceName { name } => self.name_device(now, ask, &name),
            Command::DeviceRevoke { device } => self.revoke_device(now, ask, &device),
            Command::DeviceLink { node, passphrase } => self.with_root(now, ask, RootUse::LinkNearby(node), passphrase),
            Command::DeviceLinkCode { passphrase } => self.with_root(now, ask, RootUse::LinkByCode, passphrase),
            Command::DeviceRenew { passphrase } => self.with_root(now, ask, RootUse::Renew, passphrase),
            Command::DeviceBecome { name, node } => self.become_nearby(now, ask, name.as_deref(), node),
            Command::DeviceBecomeCode { name, code } => self.become_by_code(now, ask, name.as_deref(), &code),
            Command::CircleNew { title } => self.found(now, ask, &title),
            Command::CircleList => self.circle_list(ask),
            Command::CircleShow { circle } => self.circle_show(ask, &circle),
            Command::CircleMembers { circle } => self.circle_members(ask, &circle),
            Command::CircleInvite { circle, uses, role } => {
                let tag = self.circle_named(&circle)?;
                self.invite(now, ask, tag, uses, role)
            }
            Command::CircleInvitations { circle } => self.invitations(now, ask, &circle),
            Command::CircleUninvite { circle, invitation } => {
                let tag = self.circle_named(&circle)?;
                self.uninvite(now, ask, tag, &invitation)
            }
            Command::CircleJoin { ticket } => self.join(now, ask, &ticket),
            Command::Nearby => self.nearby(ask),
            Command::CircleInviteCode { circle, role } => self.invite_by_code(now, ask, &circle, role),
            Command::CircleJoinCode { code } => self.join_by_code(now, ask, &code),
            Command::CircleJoinNearby { node } => self.join_nearby(now, ask, node),
            Command::CircleAdmit { circle, node, role } => self.admit_nearby(now, ask, &circle, node, role),
            Command::PairingConfirm { pairing } => self.pairing_confirm(now, ask, &pairing),
            Command::PairingRefuse { pairing } => self.pairing_refuse(now, ask, &pairing),
            Command::CircleRole { circle, person, role } => {
                let tag = self.circle_named(&circle)?;
                let person = self.person_named(tag, &person)?;
                self.change_role(now, tag, person, role)?;
                self.written_circle(ask, tag)
            }
            Command::CircleRemove { circle, person } => {
                let tag = self.circle_named(&circle)?;
                let person = self.person_named(tag, &person)?;
                self.remove(now, tag, person)?;
                self.written_circle(ask, tag)
            }
            Command::CircleSet { circle, reach, relays, quota, relay_days } => {
                let tag = self.any_circle_named(&circle)?;
                self.change_settings(now, tag, Change { reach, relays, quota, relay_days })?;
                self.written_circle(ask, tag)
            }
            Command::CircleNewWith { title, with } => self.found_with(now, ask, &title, &with),
            Command::CircleLog { circle } => self.circle_log(ask, &circle),
            Command::CircleRenew { circle } => {
                let tag = self.circle_named(&circle)?;
                self.renew_circle(now, tag)?;
                self.written_circle(ask, tag)
            }
            Command::CircleKeepWork { circle, person, device } => {
                let tag = self.circle_named(&circle)?;
                let person = self.anybody_named(tag, &person)?;
                self.keep_work(now, tag, person, device.as_ref())?;
                self.written_circle(ask, tag)
            }
            Command::RelayLease { circle, relay } => self.relay_lease(now, ask, &circle, relay.as_deref()),
            Command::CircleLeave { circle, sure } => {
                let tag = self.circle_named(&circle)?;
                self.may_leave(tag, sure)?;
                self.leave(now, tag)?;
                self.written_circle(ask, tag)
            }
            command @ (Command::SkillsSet { .. }
            | Command::SkillList { .. }
            | Command::PairSuggest { .. }
            | Command::PairAccept { .. }
            | Command::PairEnd { .. }
            | Command::PairPass { .. }
            | Command::PairList { .. }) => self.obey_about_skills(now, ask, command),
            other => self.obey_about_items(now, ask, other),
        }
    }

    fn obey_about_items(&mut self, now: Now, ask: AskId, command: Command) -> Result<(), Error> {
        match command {
            Command::NoteNew { circle, title, tags, text, path } => {
                let tag = self.circle_named(&circle)?;
                self.note_new(now, ask, tag, title, tags, text, path)
            }
            Command::NoteEdit { note, title, tags, text, base } => {
                let from = base.map(|base| Began { tags: base.tags, text: base.text });
                self.note_edit(now, ask, &note, NoteChange { title, tags, text, from })
            }
            Command::NoteShow { note } => self.note_show(ask, &note),
            Command::NoteList { circle, page } => self.note_list(ask, &circle, page),
            Command::Library { circle, pick, page } => self.library(ask, &circle, &pick, page),
            Command::Tags { circle } => self.tags(ask, &circle),
            Command::NoteHistory { note } => self.note_history(ask, &note),
            Command::NoteVersion { note, edit } => self.note_version(ask, &note, edit),
            card @ (Command::CardNew { .. }
            | Command::CardEdit { .. }
            | Command::CardList { .. }
            | Command::CardShow { .. }
            | Command::CardReview { .. }
            | Command::CardsDue { .. }) => self.obey_about_card(now, ask, card),
            Command::Retract { item } => self.retract(now, ask, &item),
            Command::Ask { circle, title, text, about, quote, tags } => {
                let tag = self.circle_named(&circle)?;
                let about = about.map(|note| self.anchor(&note, quote.as_deref())).transpose()?;
                self.ask_question(now, ask, tag, NewQuestion { title, text, about, tags })
            }
            Command::Answer { question, text } => self.answer(now, ask, &question, &text),
            Command::Revise { item, title, text, tags } => {
                self.revise(now, ask, &item, NoteChange { title, tags, text, from: None })
            }
            Command::Accept { answer } => self.accept(now, ask, &answer),
            Command::Vote { item, vote } => self.vote(now, ask, &item, vote),
            Command::Comment { item, text } => self.comment(now, ask, &item, &text),
            Command::Flag { item, reason } => self.flag(now, ask, &item, &reason),
            Command::Hide { item, hidden, reason } => self.hide(now, ask, &item, hidden, &reason),
            Command::QuestionList { circle, open, page } => self.question_list(ask, &circle, open, page),
            Command::QuestionShow { question } => self.question_show(ask, &question),
            command @ (Command::DisputeNew { .. }
            | Command::DisputeWeigh { .. }
            | Command::DisputeRule { .. }
            | Command::DisputeCorrected { .. }
            | Command::DisputeList { .. }
            | Command::DisputeShow { .. }) => self.obey_about_dispute(now, ask, command),
            Command::MeetingNew { circle, title, when, place, agenda } => {
                let tag = self.circle_named(&circle)?;
                let new = meeting::Details { title, when, place, agenda, called_off: false };
                self.meeting_new(now, ask, tag, new)
            }
            Command::MeetingEdit { meeting, change } => self.meeting_edit(now, ask, &meeting, change),
            Command::MeetingCome { meeting, comes } => self.meeting_come(now, ask, &meeting, comes),
            Command::MeetingRecap { meeting, note } => self.meeting_recap(now, ask, &meeting, note.as_ref()),
            Command::MeetingTell { meeting, title, text } => self.meeting_tell(now, ask, &meeting, title, text),
            Command::MeetingList { circle, page } => self.meeting_list(now, ask, &circle, page),
            Command::MeetingNext { circle } => self.meeting_next(now, ask, &circle),
            Command::MeetingShow { meeting } => self.meeting_show(now, ask, &meeting),
            Command::MeetingHappened { meeting } => self.meeting_happened(now, ask, &meeting),
            command @ (Command::QuickVoteNew { .. }
            | Command::QuickVoteList { .. }
            | Command::QuickVoteShow { .. }
            | Command::QuickVoteChoose { .. }
            | Command::QuickVoteUncover { .. }
            | Command::QuickVoteAgain { .. }) => self.obey_about_quick_vote(now, ask, command),
            Command::Attach { item, files } => self.attach(ask, &item, files),
            Command::BlobList { item } => self.blob_list(ask, &item),
            Command::BlobGet { blob, to, wait } => self.blob_get(now, ask, blob, to, wait),
            Command::CircleQuota { circle, room } => self.circle_quota(now, ask, &circle, room),
            Command::Pin { item } => self.pin(now, ask, &item, true),
            Command::Unpin { item } => self.pin(now, ask, &item, false),
            Command::BlobFetch { blob } => self.blob_fetch(now, ask, blob),
            Command::BlobCancel { blob } => {
                self.blob_cancel(now, ask, &blob);
                Ok(())
            }
            Command::Search { circle, query, max } => self.search(ask, circle.as_ref(), &query, max),
            other => self.obey_about_node(now, ask, other),
        }
    }

    fn circle_quota(&mut self, now: Now, ask: AskId, circle: &Name, room: Option<Room>) -> Result<(), Error> {
        let tag = self.circle_named(circle)?;
        let answer = self.quota_answer(now, tag, room)?;
        if let Some(room) = room {
            self.set_quota(now, tag, room);
        }
        self.reply_written(ask, vec![Answer::Quota(answer)]);
        Ok(())
    }

    fn obey_about_node(&mut self, now: Now, ask: AskId, command: Command) -> Result<(), Error> {
        match command {
            Command::OnlyHere { circle } => self.only_here_list(ask, &circle),
            Command::Status { circle } => self.status(ask, circle.as_ref()),
            Command::Peers => self.peer_list(ask),
            Command::Settings { mdns, own } => self.home_settings(now, ask, mdns, &own),
            Command::MarkRead { item } => self.mark_read(now, ask, &item),
            Command::MarkAllRead { circle } => {
                let tag = self.circle_named(&circle)?;
                self.mark_all_read(now, tag)?;
                self.written_circle(ask, tag)
            }
            Command::DraftList => {
                self.draft_list(ask);
                Ok(())
            }
            Command::Dial { address } => {
                self.batch.effects.push(Effect::Dial(address));
                self.reply(ask, Vec::new());
                Ok(())
            }
            Command::Verify => self.check(ask, false),
            Command::Repair => self.check(ask, true),
            Command::DraftKeep { key, text, seen } => self.keep_draft(now, ask, key, text, &seen),
            Command::DraftDiscard { key } => {
                self.discard_draft(now, ask, key);
                Ok(())
            }
            Command::DraftRead { key } => {
                self.read_draft(ask, key);
                Ok(())
            }
            Command::Backup { to, passphrase, keys, home_passphrase } => {
                let store = self.store.snapshot().map_err(store_error)?;
                let (person, name) = (self.me.person, self.name.clone());
                let about = (person, name, now.wall);
                self.batch.effects.push(Effect::Backup { ask, store, about, to, passphrase, keys, home_passphrase });
                Ok(())
            }
            command @ (Command::PassphraseChange { .. } | Command::WordsShow { .. } | Command::WordsCheck { .. }) => {
                self.batch.effects.push(Effect::Keys { ask, command });
                Ok(())
            }
            // That all is caught up is what was asked for.
            Command::CatchUp => {
                self.reply(ask, Vec::new());
                Ok(())
            }
            Command::Stop => {
                self.reply(ask, Vec::new());
                self.tell(crate::event::Event::Stopping);
                self.batch.effects.push(Effect::Stop);
                Ok(())
            }
            // The runtime knows of windows; whoever asks the engine has none beside it.
            Command::ShowWindow { .. } => Err(Error::NoWindow),
            // Import, Export and Events are the runtime's: they need files and time, and ask the engine step by step.
            command => {
                self.batch.effects.push(Effect::Transfer { ask, command });
                Ok(())
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of a new note")]
    fn note_new(
        &mut self,
        now: Now,
        ask: AskId,
        tag: Tag,
        title: Option<String>,
        tags: Vec<String>,
        text: String,
        path: Option<String>,
    ) -> Result<(), Error> {
        let file = path.clone().unwrap_or_default();
        let title = title.filter(|title| !title.trim().is_empty());
        let title = title.unwrap_or_else(|| title_from(&text, &file));
        let id = self.write_note(now, tag, NewNote { title: title.clone(), tags, path, text })?;
        self.reply_written(ask, vec![Answer::Written(Written { id, title: Some(title), changed: true })]);
        Ok(())
    }

    /// Publishes a new note, all of it.
    pub(super) fn write_note(&mut self, now: Now, tag: Tag, new: NewNote) -> Result<RecordId, Error> {
        let plan = note::compose(new, self.me.device.id(), self.random()).map_err(unfit)?;
        let first = self.publish(now, tag, plan.first.clone())?;
        for content in plan.rest(first.id).map_err(unfit)? {
            self.publish(now, tag, content)?;
        }
        Ok(first.id)
    }

    pub(super) fn note_edit(&mut self, now: Now, ask: AskId, name: &Name, change: NoteChange) -> Result<(), Error> {
        let (id, item) = self.item_named(name)?;
        let note = self.whole_note(&item, name)?;
        let title = change.title.clone().unwrap_or_else(|| note.title().to_owned());
        let contents = note.edit(self.me.device.id(), change).map_err(unfit)?;
        let changed = !contents.is_empty();
        self.publish_all(now, item.tag, contents)?;
        self.reply_written(ask, vec![Answer::Written(Written { id, title: Some(title), changed })]);
        Ok(())
    }

    /// The note that an item is, unless it was taken back.
    pub(super) fn note(&self, item: &Item, name: &Name) -> Result<Note, Error> {
        let entries = self.thread_entries(item.tag, &item.root, &[])?;
        let note = Note::fold(&entries).ok().filter(|note| *note.visibility() != Visibility::Retracted);
        note.ok_or_else(|| Error::Unknown { name: name.0.clone() })
    }

    /// The same for whoever reads its text, which must be here whole. What others say about it need not be.
    pub(super) fn whole_note(&self, item: &Item, name: &Name) -> Result<Note, Error> {
        let note = self.note(item, name)?;
        self.whole_text(item.tag, &item.root).map(|()| note)
    }

    /// The same for whoever reads the question's own text, which must be here whole. Answers and comments need not be.
    pub(super) fn whole_question(&self, item: &Item, name: &Name) -> Result<Thread, Error> {
        let question = self.question(item, name)?;
        self.whole_text(item.tag, &item.root).map(|()| question)
    }

    /// The question to which an item belongs, unless it was taken back.
    pub(super) fn question(&self, item: &Item, name: &Name) -> Result<Thread, Error> {
        let entries = self.thread_entries(item.tag, &item.root, &[])?;
        let thread = Thread::fold(&entries).ok();
        let thread = thread.filter(|thread| thread.question().visibility != Visibility::Retracted);
        thread.ok_or_else(|| Error::Unknown { name: name.0.clone() })
    }

    pub(super) fn anchor(&self, name: &Name, quote: Option<&str>) -> Result<Anchor, Error> {
        let (id, item) = self.item_named(name)?;
        let note = self.whole_note(&item, name)?;
        let found = quote.and_then(|quote| {
            let start = note.text().find(quote)?;
            Anchor::at(id, note.text(), start..start + quote.len())
        });
        // Words that are not found stay with the question all the same: people read them.
        let quote = quote.map(|quote| text::cut(quote, limits::QUOTE_BYTES).to_owned()).unwrap_or_default();
        Ok(found.unwrap_or_else(|| Anchor { quote, ..Anchor::whole(id) }))
    }

    fn ask_question(&mut self, now: Now, ask: AskId, tag: Tag, new: NewQuestion) -> Result<(), Error> {
        let title = Some(new.title.clone());
        let content = question::compose(new).map_err(unfit)?;
        let record = self.publish(now, tag, content)?;
        self.reply_written(ask, vec![Answer::Written(Written { id: record.id, title, changed: true })]);
        Ok(())
    }

    fn answer(&mut self, now: Now, ask: AskId, name: &Name, text: &str) -> Result<(), Error> {
        let (_, item) = self.item_named(name)?;
        self.question(&item, name)?;
        let content = question::answer(item.root, text).map_err(unfit)?;
        self.write(now, ask, item.tag, content, None)
    }

    fn accept(&mut self, now: Now, ask: AskId, name: &Name) -> Result<(), Error> {
        let (id, item) = self.item_named(name)?;
        let thread = self.question(&item, name)?;
        let role = self.state(item.tag)?.circle().role_of(&self.me.person);
        let role = role.ok_or_else(|| self.not_a_member(item.tag))?;
        let accepted = thread.accept(&self.me.person, standing(role), id);
        let content = accepted.map_err(|_| Error::NotAllowed { what: "accept".into() })?;
        self.write(now, ask, item.tag, content, Some(id))
    }

    fn vote(&mut self, now: Now, ask: AskId, name: &Name, vote: Vote) -> Result<(), Error> {
        let (id, item) = self.item_named(name)?;
        if self.author_of(&item, &id)? == Some(self.me.person) {
            return Err(Error::NotAllowed { what: "vote".into() });
        }
        let choice = match vote {
            Vote::Helpful => Choice::Helpful,
            Vote::Unclear => Choice::Unclear,
            Vote::Same => Choice::Same,
            Vote::None => Choice::None,
        };
        let me = self.me.person;
        let content = self.with_discussion(&item, name, |discussion| discussion.vote(&me, id, choice))?;
        self.write(now, ask, item.tag, content, Some(id))
    }

    fn flag(&mut self, now: Now, ask: AskId, name: &Name, reason: &str) -> Result<(), Error> {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(Error::Empty { what: "reason".into() });
        }
        let (id, item) = self.item_named(name)?;
        let me = self.me.person;
        let content =
            self.with_discussion(&item, name, |discussion| discussion.flag(&me, id, Reason::named(reason), reason))?;
        self.write(now, ask, item.tag, content, Some(id))
    }

    /// What gathers around the items of a thread, whatever began it.
    pub(super) fn in_discussion<T>(
        &self,
        item: &Item,
        name: &Name,
        look: impl FnOnce(&Discussion) -> T,
    ) -> Result<T, Error> {
        if let Ok(note) = self.note(item, name) {
            return Ok(look(note.discussion()));
        }
        if let Ok(thread) = self.question(item, name) {
            return Ok(look(thread.discussion()));
        }
        if let Ok(card) = self.card(item, name) {
            return Ok(look(card.discussion()));
        }
        if let Ok(vote) = self.quick_vote(item, name) {
            return Ok(look(vote.discussion()));
        }
        self.meeting(item, name).map(|meeting| look(meeting.discussion()))
    }

    pub(super) fn with_discussion(
        &self,
        item: &Item,
        name: &Name,
        compose: impl FnOnce(&Discussion) -> Result<Content, commonplace_learning::body::Unfit>,
    ) -> Result<Content, Error> {
        self.in_discussion(item, name, compose)?.map_err(unfit)
    }

    fn comment(&mut self, now: Now, ask: AskId, name: &Name, text: &str) -> Result<(), Error> {
        let (id, item) = self.item_named(name)?;
        let content = comment::compose(item.root, id, text).map_err(unfit)?;
        self.write(now, ask, item.tag, content, None)
    }

    fn retract(&mut self, now: Now, ask: AskId, name: &Name) -> Result<(), Error> {
        let (id, item) = self.item_named(name)?;
        if self.author_of(&item, &id)? != Some(self.me.person) {
            return Err(Error::NotAllowed { what: "retract".into() });
        }
        let content = moderation::retract(item.root, id).map_err(unfit)?;
        self.write(now, ask, item.tag, content, Some(id))
    }

    /// Who wrote a note, card, question, dispute, quick vote, answer, comment or meeting; none for records that are no such thing.
    pub(super) fn author_of(&self, item: &Item, id: &RecordId) -> Result<Option<PersonId>, Error> {
        let stands_alone = [
            Class::Note,
            Class::Card,
            Class::Question,
            Class::Dispute,
            Class::QuickVote,
            Class::Answer,
            Class::Comment,
            Class::Meeting,
        ];
        if !stands_alone.iter().any(|class| class.kind().0 == item.kind) {
            return Ok(None);
        }
        let entries = self.thread_entries(item.tag, &item.root, &[])?;
        Ok(entries.iter().find(|entry| entry.id == *id).map(|entry| entry.author))
    }

    /// Publishes one content and answers with the item it is about, or with itself.
    pub(super) fn write(
        &mut self,
        now: Now,
        ask: AskId,
        tag: Tag,
        content: Content,
        about: Option<RecordId>,
    ) -> Result<(), Error> {
        let record = self.publish(now, tag, content)?;
        let id = about.unwrap_or(record.id);
        self.reply_written(ask, vec![Answer::Written(Written { id, title: None, changed: true })]);
        Ok(())
    }

    fn written_circle(&mut self, ask: AskId, tag: Tag) -> Result<(), Error> {
        let circle = self.circle_answer(tag)?;
        self.reply_written(ask, vec![Answer::Circle(circle)]);
        Ok(())
    }
}

/// What a command reads.
enum Needs {
    /// Nothing that is derived, or only what may be behind.
    Nothing,
    /// Lists.
    Lists,
    /// All that was written.
    Everything,
}

fn needs(command: &Command) -> Needs {
    use Command as C;
    match command {
        C::NoteList { .. }
        | C::CardList { pick: CardPick::All | CardPick::Of(_), .. }
        | C::QuestionList { .. }
        | C::DisputeList { .. }
        | C::QuickVoteList { .. }
        | C::MeetingList { .. }
        | C::MeetingNext { .. }
        | C::SkillList { .. }
        | C::PairSuggest { .. }
        | C::PairList { .. }
        | C::Library { .. }
        | C::Tags { .. }
        | C::Search { .. } => Needs::Lists,
        C::NoteEdit { .. }
        | C::CardNew { from: Some(_), .. }
        | C::CardEdit { .. }
        | C::CardList { pick: CardPick::Due, .. }
        | C::CardShow { .. }
        | C::CardReview { .. }
        | C::CardsDue { .. }
        | C::NoteShow { .. }
        | C::NoteHistory { .. }
        | C::NoteVersion { .. }
        | C::Retract { .. }
        | C::Ask { about: Some(_), .. }
        | C::Answer { .. }
        | C::Revise { .. }
        | C::Accept { .. }
        | C::Vote { .. }
        | C::Comment { .. }
        | C::Flag { .. }
        | C::Hide { .. }
        | C::CircleLog { .. }
        | C::CircleInvitations { .. }
        | C::CircleUninvite { .. }
        | C::CircleKeepWork { .. }
        | C::SkillsSet { .. }
        | C::PairAccept { .. }
        | C::PairEnd { .. }
        | C::QuestionShow { .. }
        | C::DisputeNew { .. }
        | C::DisputeWeigh { .. }
        | C::DisputeRule { .. }
        | C::DisputeCorrected { .. }
        | C::DisputeShow { .. }
        | C::MeetingEdit { .. }
        | C::MeetingCome { .. }
        | C::MeetingRecap { .. }
        | C::MeetingTell { .. }
        | C::MeetingShow { .. }
        | C::MeetingHappened { .. }
        | C::QuickVoteNew { .. }
        | C::QuickVoteShow { .. }
        | C::QuickVoteChoose { .. }
        | C::QuickVoteUncover { .. }
        | C::QuickVoteAgain { .. }
        | C::Attach { .. }
        | C::BlobList { .. }
        | C::BlobGet { .. }
        | C::BlobFetch { .. }
        | C::CircleQuota { .. }
        | C::Pin { .. }
        | C::Unpin { .. }
        | C::CircleRole { .. }
        | C::CircleRemove { .. }
        | C::CircleSet { .. }
        | C::MarkRead { .. }
        | C::MarkAllRead { .. }
        | C::CatchUp => Needs::Everything,
        _ => Needs::Nothing,
    }
}

/// A title for a note that was given none: what its text says, or else its first words.
fn title_from(text: &str, file: &str) -> String {
    let said = commonplace_learning::markdown::title_of(text, file);
    if !said.trim().is_empty() {
        return said;
    }
    let plain = commonplace_learning::markdown::plain(text);
    let line = plain.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    text::cut(line, FIRST_WORDS).to_owned()
}

/// Bytes of a text's first line that make a title.
const FIRST_WORDS: usize = 80;
