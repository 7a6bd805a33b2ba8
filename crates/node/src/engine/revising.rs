//! Saying anew what one asked, answered or commented, and giving a question other tags.

use commonplace_core::id::RecordId;
use commonplace_learning::catalogue::Class;
use commonplace_learning::discussion::{self, Discussion, Version};
use commonplace_learning::moderation::Visibility;
use commonplace_learning::note::NoteChange;
use commonplace_learning::question::NotYours;
use commonplace_learning::{Content, tag};

use super::people::unfit;
use super::schema::Item;
use super::threads::standing;
use super::{AskId, Engine, Now};
use crate::answer::{Answer, Written};
use crate::command::Name;
use crate::error::{Error, NotNow};

impl Engine {
    /// The author of a question, an answer or a comment says it anew; a question gets other tags from them or from who
    /// moderates. A note is everybody's, and has its own way.
    pub(super) fn revise(&mut self, now: Now, ask: AskId, name: &Name, change: NoteChange) -> Result<(), Error> {
        let (id, item) = self.item_named(name)?;
        if item.kind == Class::Note.kind().0 {
            return self.note_edit(now, ask, name, change);
        }
        if item.kind == Class::QuickVote.kind().0 {
            // Others may have chosen already: what they were asked stays what it was.
            return Err(Error::QuickVote { why: NotNow::Asked });
        }
        let NoteChange { title, text, tags, from: _ } = change;
        let is_question = item.kind == Class::Question.kind().0;
        if !is_question && (title.is_some() || tags.is_some()) {
            return Err(Error::NoTitle);
        }
        let only_tags = is_question && tags.is_some() && title.is_none() && text.is_none();
        if !only_tags && self.author_of(&item, &id)? != Some(self.me.person) {
            return Err(Error::NotAllowed { what: "revise".into() });
        }
        if text.is_none() && !only_tags {
            // What is said again must be here whole.
            self.whole_text(item.tag, &item.root)?;
        }
        let said = self.said(&item, name, &id)?;
        let first = &said[0];
        let title = is_question.then(|| title.map_or_else(|| first.title.clone(), |title| title.trim().to_owned()));
        let wanted =
            Version { title: title.clone().unwrap_or_default(), text: text.unwrap_or_else(|| first.text.clone()) };
        // The same again settles what was said on two devices apart, and is a change then.
        let revises = !only_tags && said != [wanted.clone()];
        let revised = if revises { Some(self.revised(&item, name, &id, &wanted)?) } else { None };
        let retagged = match tags {
            Some(tags) => self.retagged(&item, name, &tags)?,
            None => None,
        };
        let changed = revised.is_some() || retagged.is_some();
        for content in revised.into_iter().chain(retagged) {
            self.publish(now, item.tag, content)?;
        }
        self.reply_written(ask, vec![Answer::Written(Written { id, title, changed })]);
        Ok(())
    }

    /// What makes an item say this from now on.
    fn revised(&self, item: &Item, name: &Name, id: &RecordId, wanted: &Version) -> Result<Content, Error> {
        let title = (item.kind == Class::Question.kind().0).then(|| wanted.title.clone());
        let lacking = match &title {
            Some(title) => title.is_empty().then_some("title"),
            None => wanted.text.trim().is_empty().then_some("text"),
        };
        if let Some(what) = lacking {
            return Err(Error::Empty { what: what.into() });
        }
        self.with_discussion(item, name, |discussion| discussion.revise(*id, title, &wanted.text))
    }

    /// What gives a question these tags, unless it has them.
    fn retagged(&self, item: &Item, name: &Name, tags: &[String]) -> Result<Option<Content>, Error> {
        let thread = self.question(item, name)?;
        let mut wanted: Vec<String> = tags.iter().filter_map(|one| tag::normal(one)).collect();
        wanted.sort_unstable();
        wanted.dedup();
        if thread.tags() == wanted {
            return Ok(None);
        }
        let role = self.state(item.tag)?.circle().role_of(&self.me.person);
        let role = role.ok_or_else(|| self.not_a_member(item.tag))?;
        match thread.retag(&self.me.person, standing(role), &wanted) {
            Ok(content) => Ok(Some(content)),
            Err(NotYours::Unfit(why)) => Err(unfit(why)),
            Err(_) => Err(Error::NotAllowed { what: "revise".into() }),
        }
    }

    /// What a question, an answer or a comment says: more than one thing where its author said so on two devices apart.
    fn said(&self, item: &Item, name: &Name, id: &RecordId) -> Result<Vec<Version>, Error> {
        let versions = |item: &discussion::Item| {
            let gone = item.visibility == Visibility::Retracted;
            (!gone).then(|| std::iter::once(&item.now).chain(&item.also).cloned().collect::<Vec<_>>())
        };
        let commented = |discussion: &Discussion| {
            discussion.comments().iter().find(|comment| comment.item.id == *id).and_then(|found| versions(&found.item))
        };
        let found = match self.question(item, name) {
            Ok(thread) => {
                let answered = || thread.answer(id).and_then(|answer| versions(&answer.item));
                let asked = (thread.question().id == *id).then(|| versions(thread.question())).flatten();
                asked.or_else(answered).or_else(|| commented(thread.discussion()))
            }
            Err(_) => self.in_discussion(item, name, commented)?,
        };
        found.ok_or_else(|| Error::Unknown { name: name.0.clone() })
    }
}
