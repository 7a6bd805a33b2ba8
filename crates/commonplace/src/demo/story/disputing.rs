//! A disputed sentence: what was made from it says so on the other laptop, and says so too when it is corrected.

use commonplace_core::id::RecordId;
use commonplace_node::answer::{Answer, Dispute, DisputeState};
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use commonplace_node::node::Node;
use serde_json::json;

use super::{Room, Story, edit, see};
use crate::demo::{Broken, Step, Told, sample};
use crate::laptop::Asking;

impl Story<'_> {
    pub(super) async fn disputing(&mut self, room: &mut Room, note: RecordId, question: RecordId) -> Told {
        self.page.step(Step::Dispute)?;
        let dispute = Command::DisputeNew {
            item: note.into(),
            passage: Some(sample::PASSAGE.to_owned()),
            claim: sample::CLAIM.to_owned(),
            why: String::new(),
            source: None,
            source_passage: None,
            elsewhere: sample::SOURCE.to_owned(),
        };
        let id = room.ana.node()?.write(dispute).await?.id;
        self.see_source(room, question, DisputeState::Open, "cli-demo-source-disputed").await?;
        let made = see(&mut room.ana, async |node| {
            Ok(shown(node, id).await?.filter(|dispute| dispute.made_from.len() == MADE))
        });
        let made = made.await?;
        let values = [("claim", made.row.claim.as_str().into()), ("count", made.made_from.len().into())];
        let fields = json!({"claim": made.row.claim, "state": made.row.state, "made_from": made.made_from.len()});
        self.tell(&room.ana, "cli-demo-made-from", &values, &fields)?;

        edit(room.ana.node()?, note, (sample::PASSAGE, sample::CORRECTED)).await?;
        room.ana.node()?.write(Command::DisputeCorrected { dispute: id.into(), corrected: true }).await?;
        self.see_source(room, question, DisputeState::Corrected, "cli-demo-source-corrected").await
    }

    /// Ben's question and its answer say how the dispute of their source stands.
    async fn see_source(&self, room: &mut Room, question: RecordId, state: DisputeState, key: &str) -> Told {
        let told = see(&mut room.ben, async |node| {
            let question = node.question(question).await?;
            Ok(question.filter(|question| {
                let says = |sources: &[commonplace_node::answer::SourceDisputed]| {
                    sources.first().is_some_and(|source| source.state == state)
                };
                says(&question.sources) && question.replies.iter().all(|reply| says(&reply.sources))
            }))
        });
        let told = told.await?;
        let Some(source) = told.sources.first() else { return Err(Broken::Unseen(room.ben.name().to_owned())) };
        let values = [("title", told.row.title.as_str().into()), ("claim", source.claim.as_str().into())];
        let fields = json!({"title": told.row.title, "source": source.state, "claim": source.claim});
        self.tell(&room.ben, key, &values, &fields)
    }
}

/// The question about the sentence, and its answer.
const MADE: usize = 2;

async fn shown(node: &Node, id: RecordId) -> Result<Option<Dispute>, Error> {
    let pick = |answer| if let Answer::Dispute(dispute) = answer { Some(dispute) } else { None };
    Ok(node.all(Command::DisputeShow { dispute: id.into() }, pick).await?.pop())
}
