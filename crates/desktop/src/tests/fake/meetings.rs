//! Meetings of the world: planned, changed, answered, told of.

use commonplace_core::id::{CircleId, RecordId};
use commonplace_core::time::Timestamp;
use commonplace_node::answer::{
    Answer, Author, Comer, Delivery, Happened, Happening, Lately, Meeting, MeetingRow, RecapNote, Written,
};
use commonplace_node::command::{Comes, Command, MeetingChange, Name, Page, When};
use commonplace_node::error::Error;

use super::{NOON, World};

/// Hours after its beginning for which a meeting is ahead.
const HOURS: u64 = 3 * 3_600_000;

impl World {
    /// Adds a meeting, so many hours after noon, or before it.
    pub(crate) fn add_meeting(&mut self, circle: CircleId, author: Author, title: &str, hours: i64) -> RecordId {
        let id = self.id();
        let when = Timestamp::from_millis(NOON.saturating_add_signed(hours * 3_600_000));
        let row = MeetingRow {
            id,
            title: title.into(),
            circle,
            author,
            when: Some(when),
            place: "Room 12".into(),
            excerpt: String::new(),
            created: Timestamp::from_millis(NOON - 86_400_000),
            updated: Timestamp::from_millis(NOON - 86_400_000),
            called_off: false,
            past: when.later(HOURS).millis() < NOON,
            apart: false,
            coming: Vec::new(),
            my_answer: None,
            recaps: Vec::new(),
            hidden: false,
            on: Delivery { devices: 1, of: 3, only_here: false },
        };
        self.meetings.push(Meeting {
            row,
            agenda: String::new(),
            mine_to_change: true,
            changed_by: None,
            also: Vec::new(),
            told_in: Vec::new(),
            disputes: Vec::new(),
            comments: Vec::new(),
            why_hidden: None,
        });
        id
    }

    /// A meeting that exists, to be changed.
    pub(crate) fn meeting_mut(&mut self, id: RecordId) -> &mut Meeting {
        self.meetings.iter_mut().find(|meeting| meeting.row.id == id).expect("the meeting was added before")
    }

    /// Somebody says whether they come.
    pub(crate) fn comes(&mut self, id: RecordId, person: Author, comes: Comes) {
        let row = &mut self.meeting_mut(id).row;
        if person.me {
            row.my_answer = Some(comes).filter(|comes| *comes != Comes::None);
        }
        row.coming.retain(|comer| comer.person.id != person.id);
        if comes != Comes::None {
            row.coming.push(Comer { person, comes, of_another_time: false });
        }
    }

    pub(super) fn of_meetings(&mut self, command: Command) -> Result<Vec<Answer>, Error> {
        match command {
            Command::MeetingNew { circle, title, when, place, agenda } => {
                self.meeting_new(&circle, &title, when, &place, &agenda)
            }
            Command::MeetingEdit { meeting, change } => self.meeting_edit(&meeting, change),
            Command::MeetingCome { meeting, comes } => self.meeting_come(&meeting, comes),
            Command::MeetingTell { meeting, title, text } => self.meeting_tell(&meeting, &title, &text),
            Command::MeetingList { circle, page } => Ok(self.meeting_list(&circle, page)),
            Command::MeetingNext { circle } => Ok(self.meeting_next(&circle)),
            Command::MeetingShow { meeting } => self.meeting_show(&meeting),
            Command::MeetingHappened { meeting } => self.meeting_happened(&meeting),
            other => panic!("{other:?} is about no meeting"),
        }
    }

    fn meeting(&mut self, name: &Name) -> Result<&mut Meeting, Error> {
        let named = |meeting: &&mut Meeting| meeting.row.id.to_string() == name.0;
        self.meetings.iter_mut().find(named).ok_or_else(|| Error::Unknown { name: name.0.clone() })
    }

    fn meeting_show(&mut self, name: &Name) -> Result<Vec<Answer>, Error> {
        Ok(vec![Answer::Meeting(self.meeting(name)?.clone())])
    }

    fn in_order(&self, circle: &Name) -> Vec<Meeting> {
        let mut of_circle: Vec<Meeting> =
            self.meetings.iter().filter(|meeting| meeting.row.circle.to_string() == circle.0).cloned().collect();
        let when = |meeting: &Meeting| meeting.row.when.map_or(u64::MAX, Timestamp::millis);
        of_circle.sort_by_key(|meeting| {
            (meeting.row.past, if meeting.row.past { u64::MAX - when(meeting) } else { when(meeting) })
        });
        of_circle
    }

    fn meeting_list(&self, circle: &Name, page: Page) -> Vec<Answer> {
        let rows = self.in_order(circle).into_iter().map(|meeting| Answer::MeetingRow(meeting.row));
        rows.skip(page.skip).take(page.take).collect()
    }

    fn meeting_next(&self, circle: &Name) -> Vec<Answer> {
        let ahead: Vec<Meeting> = self.in_order(circle).into_iter().filter(|meeting| !meeting.row.past).collect();
        let next = ahead.iter().find(|meeting| !meeting.row.called_off).or(ahead.first());
        next.cloned().map(Answer::Meeting).into_iter().collect()
    }

    fn meeting_new(
        &mut self,
        circle: &Name,
        title: &str,
        when: Option<Timestamp>,
        place: &str,
        agenda: &str,
    ) -> Result<Vec<Answer>, Error> {
        let (circle, me) = (self.circle(circle)?, self.me());
        let id = self.add_meeting(circle, me, title, 24);
        let meeting = self.meeting_mut(id);
        (meeting.row.when, meeting.row.place, meeting.agenda) = (when, place.into(), agenda.into());
        Ok(written(id, title))
    }

    fn meeting_edit(&mut self, name: &Name, change: MeetingChange) -> Result<Vec<Answer>, Error> {
        let meeting = self.meeting(name)?;
        let MeetingChange { title, when, place, agenda, called_off } = change;
        meeting.row.title = title.unwrap_or_else(|| meeting.row.title.clone());
        meeting.row.when = match when {
            Some(When::At(when)) => Some(when),
            Some(When::Open) => None,
            None => meeting.row.when,
        };
        meeting.row.place = place.unwrap_or_else(|| meeting.row.place.clone());
        meeting.agenda = agenda.unwrap_or_else(|| meeting.agenda.clone());
        meeting.row.called_off = called_off.unwrap_or(meeting.row.called_off);
        Ok(written(meeting.row.id, &meeting.row.title))
    }

    fn meeting_come(&mut self, name: &Name, comes: Comes) -> Result<Vec<Answer>, Error> {
        let (id, me) = (self.meeting(name)?.row.id, self.me());
        self.comes(id, me, comes);
        Ok(written(id, ""))
    }

    fn meeting_tell(&mut self, name: &Name, title: &str, text: &str) -> Result<Vec<Answer>, Error> {
        let (circle, me) = (self.meeting(name)?.row.circle, self.me());
        let id = self.add_note(circle, me, title, text, 0);
        let meeting = self.meeting(name)?;
        meeting.row.recaps.push(id);
        meeting.told_in.push(RecapNote { id, title: Some(title.into()) });
        Ok(written(id, title))
    }

    /// Everything of the circle, as if there were no meeting before.
    fn meeting_happened(&mut self, name: &Name) -> Result<Vec<Answer>, Error> {
        let row = self.meeting(name)?.row.clone();
        let of = |circle: CircleId| circle == row.circle;
        let happening =
            |id, title: &str, by: &Author| Happening { id: Some(id), title: title.into(), by: Some(by.clone()) };
        let notes = self.notes.iter().map(|note| &note.row).filter(|note| of(note.circle));
        let asked = self.questions.iter().map(|one| &one.row).filter(|one| of(one.circle));
        let lately = |told: Vec<Happening>| Lately { told, more: 0 };
        Ok(vec![Answer::Happened(Happened {
            id: row.id,
            title: row.title.clone(),
            when: row.when.unwrap_or(row.created),
            before: None,
            notes: lately(notes.map(|note| happening(note.id, &note.title, &note.author)).collect()),
            asked: lately(asked.map(|one| happening(one.id, &one.title, &one.author)).collect()),
            answered: Lately::default(),
            came: Lately { told: vec![Happening { id: None, title: "Li".into(), by: None }], more: 2 },
        })])
    }
}

pub(super) fn written(id: RecordId, title: &str) -> Vec<Answer> {
    vec![Answer::Written(Written { id, title: Some(title.into()), changed: true })]
}
