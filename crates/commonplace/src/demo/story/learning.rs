//! A card from the quick vote, and its review, of which nobody else hears.

use commonplace_core::id::RecordId;
use commonplace_node::answer::{Answer, Card};
use commonplace_node::command::{Command, Grade};
use commonplace_node::error::Error;
use commonplace_node::node::Node;
use commonplace_node::sentence::card_wait;
use serde_json::json;

use super::{Room, Story, see};
use crate::demo::{Broken, Step, Told, sample};
use crate::laptop::Asking;

impl Story<'_> {
    /// Ben makes a card of what they have settled; both see it, and he reviews it.
    pub(super) async fn learning(&mut self, room: &mut Room, vote: RecordId) -> Told {
        self.page.step(Step::Card)?;
        let [.., back] = sample::OPTIONS;
        let new = Command::CardNew {
            circle: self.circle.clone(),
            front: sample::VOTE.to_owned(),
            back: back.to_owned(),
            from: Some(vote.into()),
            quote: None,
        };
        let id = room.ben.node()?.write(new).await?.id;
        for laptop in [&mut room.ben, &mut room.ana] {
            let card = see(laptop, async |node| shown(node, id).await).await?;
            let source = card.source.and_then(|source| source.title);
            let values = [("front", card.front.as_str().into()), ("back", card.back.as_str().into())];
            self.tell(
                laptop,
                "cli-demo-card",
                &values,
                &json!({"front": card.front, "back": card.back, "from": source}),
            )?;
        }
        let grade = Grade::Good;
        let card = see(&mut room.ben, async |node| shown(node, id).await).await?;
        let next = card.next.iter().find(|next| next.grade == grade).copied();
        let next = next.ok_or_else(|| Broken::Unseen(room.ben.name().to_owned()))?;
        room.ben.node()?.answers(Command::CardReview { card: id.into(), grade, at: None }).await?;
        let reviewed = see(&mut room.ben, async |node| Ok(shown(node, id).await?.filter(|card| card.row.reviews == 1)));
        reviewed.await?;
        let wait = card_wait(&next, self.page.text());
        self.tell(&room.ben, "cli-demo-reviewed", &[("wait", wait.into())], &json!({"days": next.days, "reviews": 1}))?;
        let of_ana = see(&mut room.ana, async |node| shown(node, id).await).await?;
        if of_ana.row.reviews != 0 {
            return Err(Broken::Unseen(room.ana.name().to_owned()));
        }
        self.tell(&room.ana, "cli-demo-unreviewed", &[], &json!({"reviews": 0}))
    }
}

/// The card; none while it is not here.
async fn shown(node: &Node, card: RecordId) -> Result<Option<Card>, Error> {
    let pick = |answer| if let Answer::Card(card) = answer { Some(card) } else { None };
    match node.first(Command::CardShow { card: card.into() }, pick).await {
        Ok(card) => Ok(Some(card)),
        Err(Error::Unknown { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}
