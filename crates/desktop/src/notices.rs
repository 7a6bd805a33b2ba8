//! What is told while nobody looks at the window: that something is new, never what it says.
//!
//! It learns by comparing what the node has listed before with what it lists now, so it decides nothing and tells each
//! thing once.

use std::collections::{HashMap, HashSet};

use commonplace_core::id::{CircleId, PersonId, RecordId};
use commonplace_core::time::Timestamp;
use commonplace_node::answer::{Circle, Dispute, DisputeState, MeetingRow, Pair, PairState, QuestionRow};
use commonplace_node::command::Comes;

use crate::preferences::Notices;

/// Questions of one's own that are remembered at most: nobody waits for answers to more.
const QUESTIONS: usize = 1_024;

/// Meetings of a circle that are looked at for a new one: those ahead come first.
pub(crate) const MEETINGS: usize = 16;
/// Meetings that are remembered at most.
const REMEMBERED: usize = 4_096;

/// Something new.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Notice {
    /// Somebody nearby asks to be let in.
    Knock,
    /// A circle that was waited for has let this person in.
    LetIn,
    /// A question of this person's has a new answer.
    Answered,
    /// Somebody has asked a question.
    Asked,
    /// Something that this person wrote is disputed.
    Disputed,
    /// Something is disputed from which this person made something.
    SourceDisputed,
    /// Something that was disputed, and concerns this person, is corrected.
    Corrected,
    /// Somebody has come into a circle.
    Joined,
    /// Somebody would like to learn with this person.
    PairAsked,
    /// Somebody has said yes, too.
    Paired,
    /// Somebody has begun a quick vote.
    Voting,
    /// Somebody has planned a meeting.
    Planned,
    /// A meeting to which this person wants to come is at another time, or is called off.
    Moved,
}

impl Notice {
    /// Its sentence: without a name, a title or a text, since others may see the screen.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Knock => "notice-knock",
            Self::LetIn => "notice-let-in",
            Self::Answered => "notice-answered",
            Self::Asked => "notice-asked",
            Self::Disputed => "notice-disputed",
            Self::SourceDisputed => "notice-source-disputed",
            Self::Corrected => "notice-corrected",
            Self::Joined => "notice-joined",
            Self::PairAsked => "notice-pair-asked",
            Self::Paired => "notice-paired",
            Self::Voting => "notice-voting",
            Self::Planned => "notice-planned",
            Self::Moved => "notice-moved",
        }
    }

    /// Whether it is told to who has chosen this.
    pub(crate) const fn is_told(self, notices: Notices) -> bool {
        match notices {
            Notices::All => true,
            Notices::Mine => !matches!(self, Self::Asked | Self::Joined),
            Notices::None => false,
        }
    }
}

/// What is known already.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    circles: HashMap<CircleId, Seen>,
    /// Circles whose questions have been looked at.
    looked: HashSet<CircleId>,
    /// Own questions, with the answers that were there.
    answers: HashMap<RecordId, usize>,
    /// Circles whose pairs have been looked at, each with those who had said yes to this person, and whether they learnt together.
    paired: HashMap<CircleId, HashMap<PersonId, bool>>,
    /// Circles whose meetings have been looked at.
    met: HashSet<CircleId>,
    /// Where the look at a circle's meetings ended, if there were more ahead: those behind it come into sight without being new.
    ends: HashMap<CircleId, Option<Timestamp>>,
    /// Meetings, with when they were to be and whether they were called off.
    meetings: HashMap<RecordId, (Option<Timestamp>, bool)>,
    /// Disputes of which was told, with what they had come to.
    disputes: HashMap<RecordId, DisputeState>,
}

#[derive(Debug, Clone, Copy)]
struct Seen {
    members: usize,
    questions: usize,
    quick_votes: usize,
    unread: usize,
    records: u64,
}

impl Watch {
    /// The circles as they are now: what is new in them, and in which of them meetings are to be looked at, and whether own
    /// questions are, too. Of a circle that was never seen nothing is new.
    pub(crate) fn circles(&mut self, now: &[Circle]) -> (Vec<Notice>, Vec<(CircleId, bool)>) {
        let (mut news, mut look) = (Vec::new(), Vec::new());
        for circle in now {
            let &Circle { members, questions, quick_votes, unread, records, .. } = circle;
            let Some(before) =
                self.circles.insert(circle.id, Seen { members, questions, quick_votes, unread, records })
            else {
                look.push((circle.id, true));
                continue;
            };
            if members > before.members && before.members > 0 {
                news.push(Notice::Joined);
            }
            // One's own question, asked on another laptop, is not new to oneself.
            if unread > before.unread && questions > before.questions {
                news.push(Notice::Asked);
            }
            // The others wait for this person's choice.
            if unread > before.unread && quick_votes > before.quick_votes {
                news.push(Notice::Voting);
            }
            // A meeting is not among what is new in the lists.
            if records > before.records {
                look.push((circle.id, unread > 0));
            }
        }
        self.circles.retain(|id, _| now.iter().any(|circle| circle.id == *id));
        (news, look)
    }

    /// Questions of a circle as they are now: whether one of one's own has an answer that it had not. The first look at a
    /// circle tells nothing.
    pub(crate) fn questions(&mut self, circle: CircleId, now: &[QuestionRow]) -> Option<Notice> {
        let first = self.looked.insert(circle);
        let mut news = None;
        for row in now.iter().filter(|row| row.author.me) {
            let before = self.answers.get(&row.id).copied();
            if before.is_some() || self.answers.len() < QUESTIONS {
                self.answers.insert(row.id, row.answers);
            }
            if !first && row.unread && row.answers > before.unwrap_or_default() {
                news = Some(Notice::Answered);
            }
        }
        news
    }

    /// Pairs of a circle as they are now: whether somebody has said yes to this person who had not. The first look at a circle
    /// tells nothing.
    pub(crate) fn pairs(&mut self, circle: CircleId, now: &[Pair]) -> Option<Notice> {
        let yes = now.iter().filter(|pair| pair.is_mine()).filter_map(|pair| match pair.state {
            PairState::Asked => Some((pair.id, false)),
            PairState::Together => Some((pair.id, true)),
            _ => None,
        });
        let yes: HashMap<PersonId, bool> = yes.collect();
        let before = self.paired.insert(circle, yes.clone())?;
        let is_new = |together: bool| yes.iter().any(|(one, is)| *is == together && !before.contains_key(one));
        match (is_new(true), is_new(false)) {
            (true, _) => Some(Notice::Paired),
            (false, true) => Some(Notice::PairAsked),
            (false, false) => None,
        }
    }

    /// A dispute as it is now: whether this person is to be told of it. The node tells which came or changed.
    pub(crate) fn dispute(&mut self, dispute: &Dispute) -> Option<Notice> {
        let row = &dispute.row;
        let before = self.disputes.get(&row.id).copied();
        // Of what cannot be remembered nothing is told: else it would be told again and again.
        if row.hidden || (before.is_none() && self.disputes.len() >= REMEMBERED) {
            return None;
        }
        self.disputes.insert(row.id, row.state);
        let concerned = dispute.concerns_me && !row.author.me;
        let corrected = row.state == DisputeState::Corrected && before != Some(row.state);
        // What one disputed oneself is told of when it is corrected.
        if corrected && (concerned || row.author.me) && !dispute.corrected_by.as_ref().is_some_and(|by| by.me) {
            return Some(Notice::Corrected);
        }
        // What somebody only says more to was told of when it came.
        let is_new = before.is_none() && row.state == DisputeState::Open && row.updated == row.created;
        let told = if row.of.me { Notice::Disputed } else { Notice::SourceDisputed };
        (is_new && concerned).then_some(told)
    }

    /// Meetings of a circle as they are now: whether somebody else has planned one, or one to which this person wanted to come
    /// is at another time or called off. The first look at a circle tells nothing.
    pub(crate) fn meetings(&mut self, circle: CircleId, now: &[MeetingRow]) -> Option<Notice> {
        let first = self.met.insert(circle);
        let mut news = None;
        let full = now.len() >= MEETINGS && now.iter().all(|row| !row.past);
        let end = now.last().filter(|_| full).map(|row| row.when);
        let before = match end {
            Some(end) => self.ends.insert(circle, end),
            None => self.ends.remove(&circle),
        };
        // Those without a time stand behind all that have one.
        let beyond = |row: &MeetingRow| {
            before
                .is_some_and(|end| row.when.is_none() || end.is_some_and(|end| row.when.is_some_and(|when| when > end)))
        };
        for row in now {
            let is = (row.when, row.called_off);
            let before = self.meetings.get(&row.id).copied();
            if before.is_some() || self.meetings.len() < REMEMBERED {
                self.meetings.insert(row.id, is);
            }
            let wanted = row.coming.iter().any(|comer| comer.person.me && comer.comes != Comes::No);
            news = match before {
                _ if first || row.past => news,
                None if !row.author.me && news.is_none() && !beyond(row) => Some(Notice::Planned),
                Some(before) if before != is && wanted => Some(Notice::Moved),
                _ => news,
            };
        }
        news
    }
}
