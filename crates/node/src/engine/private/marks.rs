//! Read marks: what this person has seen, on whichever device, and what is new to them.

use std::collections::BTreeSet;

use commonplace_core::id::{CircleId, PersonId, RecordId, Tag};
use commonplace_learning::catalogue::Class;
use commonplace_learning::private::thread_name;

use super::{Engine, Now, TOLD_AFTER};
use crate::answer::{Answer, Written};
use crate::command::Name;
use crate::engine::AskId;
use crate::engine::schema::{self, Others};
use crate::error::Error;

/// What somebody reads: a vote or an attachment makes nothing new.
const READ: [Class; 12] = [
    Class::Note,
    Class::NoteEdit,
    Class::Question,
    Class::Answer,
    Class::Revision,
    Class::Comment,
    Class::Dispute,
    Class::Ruling,
    Class::Corrected,
    Class::QuickVote,
    Class::Uncover,
    Class::Again,
];

impl Engine {
    /// Somebody has a note or question before them: all of it that is here is seen.
    pub(in super::super) fn mark_read(&mut self, now: Now, ask: AskId, name: &Name) -> Result<(), Error> {
        let (_, item) = self.item_named(name)?;
        let circle = self.circle_id(item.tag)?;
        let others = self.views.get::<Others>(&schema::others(&item.tag, &item.root))?.map_or(0, |others| others.count);
        let thread = thread_name(&item.root);
        let changed = others > 0 && self.private.known.mark(circle, thread, others, now.wall);
        if changed {
            self.keep_mark(&circle, &thread);
            self.marks_changed(&[circle].into());
            self.tell_own_devices(now, TOLD_AFTER);
        }
        self.reply_written(ask, vec![Answer::Written(Written { id: item.root, title: None, changed })]);
        Ok(())
    }

    /// Everything of a circle that is here is seen.
    pub(in super::super) fn mark_all_read(&mut self, now: Now, tag: Tag) -> Result<(), Error> {
        let circle = self.circle_id(tag)?;
        let lamport = self.views.counts(&tag)?.lamport;
        if self.private.known.mark_all(circle, lamport) {
            self.keep_floor(&circle);
            self.marks_changed(&[circle].into());
            self.tell_own_devices(now, TOLD_AFTER);
        }
        Ok(())
    }

    /// Lists that show what is new are out of date.
    pub(super) fn marks_changed(&mut self, circles: &BTreeSet<CircleId>) {
        let tags = self.circles.iter().filter(|(_, state)| circles.contains(&state.remembered.id));
        for tag in tags.map(|(tag, _)| *tag).collect::<Vec<_>>() {
            self.private.news.borrow_mut().remove(&tag);
            self.changed.entry(tag).or_default();
        }
    }

    /// What others wrote in a thread: none when they wrote nothing.
    pub(in super::super) fn others_in(&self, entries: &[commonplace_learning::Entry]) -> Option<Others> {
        let begun_by = entries.iter().find(|entry| entry.kind == Class::QuickVote.kind()).map(|entry| entry.author);
        let led = [Class::Uncover.kind(), Class::Again.kind()];
        let is_read = |entry: &commonplace_learning::Entry| {
            // In a quick vote nothing new comes of what somebody may not do.
            let may = !led.contains(&entry.kind) || entry.role.moderates() || Some(entry.author) == begun_by;
            let may = may && (entry.kind != Class::Ruling.kind() || entry.role.moderates());
            may && READ.iter().any(|class| class.kind() == entry.kind)
        };
        let others = || entries.iter().filter(|entry| entry.author != self.me.person && is_read(entry));
        // Of two at once the same one on every device.
        let last = others().max_by_key(|entry| (entry.lamport, entry.author))?;
        Some(Others { count: others().count() as u64, last: last.lamport, by: last.author })
    }

    /// A thread was folded again.
    pub(in super::super) fn note_news(&self, tag: Tag, root: RecordId, others: Option<Others>) {
        let mut news = self.private.news.borrow_mut();
        let Some(of_circle) = news.get_mut(&tag) else { return };
        if others.is_some_and(|others| self.is_news(tag, &root, others)) {
            of_circle.insert(root);
        } else {
            of_circle.remove(&root);
        }
    }

    fn is_news(&self, tag: Tag, root: &RecordId, others: Others) -> bool {
        let circle = self.circles.get(&tag).map(|state| state.remembered.id);
        circle.is_some_and(|circle| self.private.known.is_new(&circle, &thread_name(root), others.count, others.last))
    }

    /// Notes and questions of a circle with something that this person has not seen. Looked up once, and then followed.
    fn with_news<T>(&self, tag: Tag, look: impl FnOnce(&BTreeSet<RecordId>) -> T) -> Result<T, Error> {
        if let Some(known) = self.private.news.borrow().get(&tag) {
            return Ok(look(known));
        }
        let mut found = BTreeSet::new();
        for (key, value) in self.views.scan(&schema::all_others(&tag))? {
            if let (Some(root), Some(others)) = (schema::last_id(&key), schema::read(&value))
                && self.is_news(tag, &root, others)
            {
                found.insert(root);
            }
        }
        let answer = look(&found);
        self.private.news.borrow_mut().insert(tag, found);
        Ok(answer)
    }

    /// How many notes and questions of a circle have something new.
    pub(in super::super) fn unread(&self, tag: Tag) -> Result<usize, Error> {
        self.with_news(tag, BTreeSet::len)
    }

    /// Whether a note or question has something new.
    pub(in super::super) fn is_unread(&self, tag: Tag, root: &RecordId) -> bool {
        self.with_news(tag, |news| news.contains(root)).unwrap_or_default()
    }

    /// Who wrote the last of what is new in a note or question, if something is.
    pub(in super::super) fn unread_by(&self, tag: Tag, root: &RecordId) -> Option<PersonId> {
        if !self.is_unread(tag, root) {
            return None;
        }
        let others: Option<Others> = self.views.get(&schema::others(&tag, root)).ok().flatten();
        others.map(|others| others.by)
    }
}
