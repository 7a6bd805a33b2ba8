//! A quick vote: sealed, shown, talked about, and done again.

use commonplace_core::id::RecordId;
use commonplace_node::answer::{Answer, QuickVote, QuickVoteRound};
use commonplace_node::command::{Chosen, Command};
use commonplace_node::error::Error;
use commonplace_node::node::Node;
use commonplace_node::sentence::chose_otherwise;
use serde_json::json;

use super::{Room, Story, see};
use crate::demo::{Broken, Step, Told, sample};
use crate::laptop::Asking;

impl Story<'_> {
    pub(super) async fn voting(&mut self, room: &mut Room) -> Result<RecordId, Broken> {
        self.page.step(Step::Vote)?;
        let new = Command::QuickVoteNew {
            circle: self.circle.clone(),
            question: sample::VOTE.to_owned(),
            options: sample::OPTIONS.map(str::to_owned).to_vec(),
            about: None,
            quote: None,
            follows: None,
        };
        let vote = room.ana.node()?.write(new).await?.id;
        self.choosing(room, vote, [2, 4]).await?;
        self.showing(room, vote, [0, 1, 0, 1]).await?;
        room.ana.node()?.write(Command::QuickVoteAgain { vote: vote.into() }).await?;
        self.choosing(room, vote, [4, 4]).await?;
        self.showing(room, vote, [0, 0, 0, 2]).await?;
        Ok(vote)
    }

    /// Both choose, Ana first; each then sees that both have, and not what.
    async fn choosing(&self, room: &mut Room, vote: RecordId, options: [usize; 2]) -> Told {
        for (laptop, option) in [&mut room.ana, &mut room.ben].into_iter().zip(options) {
            see(laptop, async |node| Ok(shown(node, vote).await?.filter(|vote| !vote.row.uncovered))).await?;
            let choose = Command::QuickVoteChoose { vote: vote.into(), option: Chosen::Number(option) };
            laptop.node()?.write(choose).await?;
        }
        for laptop in [&mut room.ana, &mut room.ben] {
            let sealed = see(laptop, async |node| Ok(shown(node, vote).await?.filter(|vote| vote.row.chosen == 2)));
            let sealed = sealed.await?;
            if sealed.rounds.last().is_none_or(|round| !round.opened.is_empty()) {
                return Err(Broken::Unseen(laptop.name().to_owned()));
            }
            let values = [
                ("question", sealed.row.title.as_str().into()),
                ("chosen", sealed.row.chosen.into()),
                ("of", sealed.row.of.into()),
            ];
            let fields = json!({"title": sealed.row.title, "chosen": sealed.row.chosen, "of": sealed.row.of});
            self.tell(laptop, "cli-demo-sealed", &values, &fields)?;
        }
        Ok(())
    }

    /// Ana shows what was chosen; both see it, with whom to talk to.
    async fn showing(&self, room: &mut Room, vote: RecordId, counts: [usize; 4]) -> Told {
        room.ana.node()?.write(Command::QuickVoteUncover { vote: vote.into() }).await?;
        for laptop in [&mut room.ana, &mut room.ben] {
            let (vote, round) = see(laptop, async |node| {
                let vote = shown(node, vote).await?;
                Ok(vote.and_then(|vote| open(&vote).map(|round| (vote, round))))
            })
            .await?;
            if round.counts != counts {
                return Err(Broken::Unseen(laptop.name().to_owned()));
            }
            let chosen = vote.options.iter().zip(&round.counts).filter(|(_, count)| **count > 0);
            let chosen: Vec<String> = chosen.map(|(option, count)| format!("{option}: {count}")).collect();
            let talk = chose_otherwise(&round, &vote.options, self.page.text());
            let fields = json!({"counts": round.counts, "differs": round.differs, "talk": talk});
            self.tell(laptop, "cli-demo-shown", &[("chosen", chosen.join(", ").into())], &fields)?;
            if let Some(talk) = talk {
                self.tell(laptop, "cli-demo-talk", &[("talk", talk.into())], &json!({"differs": true}))?;
            }
        }
        Ok(())
    }
}

/// The quick vote; none while it is not here.
async fn shown(node: &Node, vote: RecordId) -> Result<Option<QuickVote>, Error> {
    let pick = |answer| if let Answer::QuickVote(vote) = answer { Some(vote) } else { None };
    match node.first(Command::QuickVoteShow { vote: vote.into() }, pick).await {
        Ok(vote) => Ok(Some(vote)),
        Err(Error::Unknown { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The round that it has come to, once every choice in it is open.
fn open(vote: &QuickVote) -> Option<QuickVoteRound> {
    let round = vote.rounds.last()?;
    (vote.row.uncovered && round.unopened.is_empty()).then(|| round.clone())
}
