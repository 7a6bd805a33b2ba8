//! Disputes of the double: weighed, decided and corrected as the node does it, without its rules of who may.

use commonplace_core::id::RecordId;
use commonplace_core::time::Timestamp;
use commonplace_node::answer::{
    Answer, Author, Delivery, Dispute, DisputeRow, DisputeRuling, DisputeSource, DisputeState, SourceDisputed,
    WeighedBy,
};
use commonplace_node::command::{Command, Name, Page, Weight};
use commonplace_node::error::Error;

use super::meetings::written;
use super::{NOON, World};

impl World {
    /// Somebody disputes a passage of a note.
    pub(crate) fn add_dispute(&mut self, note: RecordId, author: Author, passage: &str, claim: &str) -> RecordId {
        let id = self.id();
        let of = self.note_mut(note).row.clone();
        let at = Timestamp::from_millis(NOON - 600_000);
        let row = DisputeRow {
            id,
            title: of.title,
            circle: of.circle,
            thread: note,
            kind: "note".into(),
            item: note,
            passage: (!passage.is_empty()).then(|| passage.into()),
            claim: claim.into(),
            of: of.author,
            created: at,
            updated: at,
            state: DisputeState::Open,
            agree: 1,
            disagree: 0,
            unsure: 0,
            mine: author.me.then_some(Weight::Agree),
            hidden: false,
            on: Delivery { devices: 2, of: 3, only_here: false },
            author: author.clone(),
        };
        self.disputes.push(Dispute {
            row,
            why: String::new(),
            source: None,
            elsewhere: "Our book, page 12".into(),
            stands: true,
            weighed: vec![WeighedBy { author, weight: Weight::Agree }],
            rulings: Vec::new(),
            corrected_by: None,
            may_weigh: true,
            may_rule: false,
            may_correct: false,
            made_from: Vec::new(),
            concerns_me: false,
            replies: Vec::new(),
            why_hidden: None,
        });
        self.refresh_disputes();
        id
    }

    /// A dispute that exists, to be changed.
    pub(crate) fn dispute_mut(&mut self, id: RecordId) -> &mut Dispute {
        self.disputes.iter_mut().find(|dispute| dispute.row.id == id).expect("the dispute was added before")
    }

    /// A question is told to be made from what is disputed.
    pub(crate) fn is_made_from(&mut self, question: RecordId, dispute: RecordId) {
        let row = self.dispute_mut(dispute).row.clone();
        let DisputeRow { state, claim, title, .. } = row;
        let told = SourceDisputed { dispute, state, claim, title };
        let question = self.question_mut(question);
        question.replies.iter_mut().for_each(|reply| reply.sources = vec![told.clone()]);
        question.row.source = Some(told.clone());
        question.sources = vec![told];
    }

    /// Notes show their disputes as they are now.
    fn refresh_disputes(&mut self) {
        for note in &mut self.notes {
            let of_note = self.disputes.iter().filter(|dispute| dispute.row.thread == note.row.id);
            note.disputes = of_note.map(|dispute| dispute.row.clone()).collect();
        }
    }

    pub(super) fn of_disputes(&mut self, command: Command) -> Result<Vec<Answer>, Error> {
        let answers = match command {
            Command::DisputeNew { item, passage, claim, why, source, elsewhere, .. } => {
                let (note, me) = (self.note(&item)?.row.id, self.me());
                let id = self.add_dispute(note, me, passage.as_deref().unwrap_or_default(), &claim);
                let source = source.and_then(|source| self.note(&source).ok().map(|note| note.row.clone()));
                let dispute = self.dispute_mut(id);
                (dispute.why, dispute.elsewhere) = (why, elsewhere);
                dispute.source = source.map(|row| DisputeSource {
                    thread: row.id,
                    item: row.id,
                    title: Some(row.title),
                    kind: Some("note".into()),
                    passage: None,
                });
                written(id, &claim)
            }
            Command::DisputeWeigh { dispute, weight } => {
                let me = self.me();
                let dispute = self.dispute(&dispute)?;
                dispute.weighed.retain(|weighed| !weighed.author.me);
                dispute.row.mine = (weight != Weight::None).then_some(weight);
                if weight != Weight::None {
                    dispute.weighed.push(WeighedBy { author: me, weight });
                }
                let count = |weight| dispute.weighed.iter().filter(|weighed| weighed.weight == weight).count();
                (dispute.row.agree, dispute.row.disagree) = (count(Weight::Agree), count(Weight::Disagree));
                dispute.row.unsure = count(Weight::Unsure);
                written(dispute.row.id, "")
            }
            Command::DisputeRule { dispute, upheld, reason } => {
                let (by, at) = (self.me(), Timestamp::from_millis(NOON));
                let dispute = self.dispute(&dispute)?;
                dispute.rulings = vec![DisputeRuling { by, upheld, reason, at }];
                dispute.row.state = if upheld { DisputeState::Upheld } else { DisputeState::Rejected };
                written(dispute.row.id, "")
            }
            Command::DisputeCorrected { dispute, corrected } => {
                let me = self.me();
                let dispute = self.dispute(&dispute)?;
                dispute.corrected_by = corrected.then_some(me);
                dispute.row.state = if corrected { DisputeState::Corrected } else { DisputeState::Open };
                written(dispute.row.id, "")
            }
            Command::DisputeList { circle, open, page } => self.dispute_list(&circle, open, page),
            Command::DisputeShow { dispute } => vec![Answer::Dispute(self.dispute(&dispute)?.clone())],
            other => panic!("{other:?} is about no dispute"),
        };
        self.refresh_disputes();
        Ok(answers)
    }

    fn dispute(&mut self, name: &Name) -> Result<&mut Dispute, Error> {
        let named = |dispute: &&mut Dispute| dispute.row.id.to_string() == name.0;
        self.disputes.iter_mut().find(named).ok_or_else(|| Error::Unknown { name: name.0.clone() })
    }

    fn dispute_list(&self, circle: &Name, open: bool, page: Page) -> Vec<Answer> {
        let of_circle =
            self.disputes.iter().map(|dispute| &dispute.row).filter(|row| row.circle.to_string() == circle.0);
        let mut rows: Vec<DisputeRow> =
            of_circle.filter(|row| !open || row.state == DisputeState::Open).cloned().collect();
        rows.sort_by_key(|row| row.state != DisputeState::Open);
        rows.into_iter().skip(page.skip).take(page.take).map(Answer::DisputeRow).collect()
    }
}
