//! Quick votes of the node in memory: what others choose stays with the world until somebody shows it.

use commonplace_core::id::{CircleId, RecordId};
use commonplace_core::time::Timestamp;
use commonplace_node::answer::{
    Answer, Author, Chose, Delivery, QuickVote, QuickVoteRound, QuickVoteRow, Related, Written,
};
use commonplace_node::command::{Chosen, Command, Name};
use commonplace_node::error::Error;

use super::{NOON, World};

impl World {
    /// Adds a quick vote that was begun `ago` seconds before noon.
    pub(crate) fn add_vote(
        &mut self,
        circle: CircleId,
        author: Author,
        question: &str,
        options: &[&str],
        ago: u64,
    ) -> RecordId {
        let (id, at) = (self.id(), Timestamp::from_millis(NOON - ago * 1000));
        let leads = author.me;
        let row = QuickVoteRow {
            id,
            title: question.into(),
            circle,
            author,
            note: None,
            created: at,
            updated: at,
            unread: false,
            unread_by: None,
            round: 1,
            uncovered: false,
            chosen: 0,
            of: self.circles.iter().find(|one| one.id == circle).map_or(0, |circle| circle.members),
            mine: false,
            comments: 0,
            hidden: false,
            on: Delivery { devices: 2, of: 3, only_here: false },
        };
        self.quick_votes.push(QuickVote {
            row,
            options: options.iter().map(ToString::to_string).collect(),
            about: None,
            follows: None,
            followed_by: Vec::new(),
            rounds: vec![round(1, options.len())],
            may_choose: true,
            leads,
            disputes: Vec::new(),
            sources: Vec::new(),
            replies: Vec::new(),
            passed_over: 0,
            why_hidden: None,
        });
        id
    }

    /// Somebody chooses the option of this number.
    pub(crate) fn chooses(&mut self, vote: RecordId, author: Author, option: usize) {
        self.sealed.retain(|(of, who, _)| *of != vote || who.id != author.id);
        self.sealed.push((vote, author.clone(), option));
        let vote = self.vote_mut(vote);
        let Some(round) = vote.rounds.last_mut() else { return };
        if !round.chosen.iter().any(|one| one.id == author.id) {
            round.chosen.push(author.clone());
        }
        if author.me {
            round.mine = Some(option);
        }
        (vote.row.chosen, vote.row.mine) = (round.chosen.len(), vote.row.mine || author.me);
    }

    /// What was chosen is shown, by who leads it.
    pub(crate) fn uncovers(&mut self, vote: RecordId) {
        let (mine, others): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.sealed).into_iter().partition(|(of, ..)| *of == vote);
        self.sealed = others;
        let vote = self.vote_mut(vote);
        let Some(round) = vote.rounds.last_mut() else { return };
        round.uncovered_by = vec![vote.row.author.clone()];
        for (_, author, option) in mine {
            round.counts[option - 1] += 1;
            if !author.me && round.mine.is_some_and(|mine| mine != option) {
                round.otherwise.push(Chose { author: author.clone(), option });
            }
            round.opened.push(Chose { author, option });
        }
        round.differs = round.counts.iter().filter(|count| **count > 0).count() > 1;
        (vote.row.uncovered, vote.may_choose) = (true, false);
    }

    pub(crate) fn vote_mut(&mut self, id: RecordId) -> &mut QuickVote {
        self.quick_votes.iter_mut().find(|one| one.row.id == id).expect("the quick vote was added before")
    }

    pub(super) fn about_votes(&mut self, command: Command) -> Result<Vec<Answer>, Error> {
        match command {
            Command::QuickVoteNew { circle, question, options, follows, .. } => {
                let options: Vec<&str> = options.iter().map(|one| one.trim()).filter(|one| !one.is_empty()).collect();
                let (circle, me) = (self.circle(&circle)?, self.me());
                let id = self.add_vote(circle, me, &question, &options, 0);
                if let Some(before) = follows {
                    let before = self.named_vote(&before)?;
                    let title = self.vote_mut(before).row.title.clone();
                    self.vote_mut(id).follows = Some(Related { id: before, title });
                    self.vote_mut(before).followed_by.push(Related { id, title: question.clone() });
                }
                Ok(vec![Answer::Written(Written { id, title: Some(question), changed: true })])
            }
            Command::QuickVoteShow { vote } => {
                let vote = self.named_vote(&vote)?;
                Ok(vec![Answer::QuickVote(self.vote_mut(vote).clone())])
            }
            Command::QuickVoteChoose { vote, option } => {
                let (vote, me) = (self.named_vote(&vote)?, self.me());
                let Chosen::Number(option) = option else { return Err(Error::Stopped) };
                self.chooses(vote, me, option);
                Ok(did(vote))
            }
            Command::QuickVoteUncover { vote } => {
                let vote = self.named_vote(&vote)?;
                self.uncovers(vote);
                Ok(did(vote))
            }
            Command::QuickVoteAgain { vote } => {
                let id = self.named_vote(&vote)?;
                let vote = self.vote_mut(id);
                vote.row.round += 1;
                (vote.row.uncovered, vote.row.chosen, vote.row.mine) = (false, 0, false);
                vote.may_choose = true;
                vote.rounds.push(round(vote.row.round, vote.options.len()));
                Ok(did(id))
            }
            other => self.list(other),
        }
    }

    fn named_vote(&self, name: &Name) -> Result<RecordId, Error> {
        let named = self.quick_votes.iter().map(|one| one.row.id).find(|id| id.to_string() == name.0);
        named.ok_or_else(|| Error::Unknown { name: name.0.clone() })
    }
}

fn did(vote: RecordId) -> Vec<Answer> {
    vec![Answer::Written(Written { id: vote, title: None, changed: true })]
}

fn round(number: u16, options: usize) -> QuickVoteRound {
    QuickVoteRound {
        round: number,
        uncovered_by: Vec::new(),
        chosen: Vec::new(),
        mine: None,
        counts: vec![0; options],
        opened: Vec::new(),
        unopened: Vec::new(),
        late: Vec::new(),
        changed_late: false,
        differs: false,
        otherwise: Vec::new(),
    }
}
