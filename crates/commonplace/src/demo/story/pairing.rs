//! Who needs what the other one knows: both say so, are shown each other with the reasons, and accept.

use commonplace_node::answer::{Answer, Pair, PairState, PairSuggestion};
use commonplace_node::command::{Command, FreeAt, SkillLevel, SkillsChange};
use commonplace_node::error::Error;
use commonplace_node::node::Node;
use serde_json::json;

use super::{Room, Story, see};
use crate::demo::{Step, Told, sample};
use crate::laptop::{Asking, Laptop};

impl Story<'_> {
    pub(super) async fn pairing(&mut self, room: &mut Room) -> Told {
        self.page.step(Step::Pairing)?;
        self.skilled(&room.ana, &sample::ANA_SKILLS).await?;
        self.skilled(&room.ben, &sample::BEN_SKILLS).await?;
        for (laptop, other) in [(&mut room.ana, "Ben"), (&mut room.ben, "Ana")] {
            self.see_fit(laptop, other).await?;
        }
        for (laptop, other) in [(&room.ana, "Ben"), (&room.ben, "Ana")] {
            let accept = Command::PairAccept { circle: self.circle.clone(), person: other.into() };
            laptop.node()?.answers(accept).await?;
        }
        for (laptop, other) in [(&mut room.ana, "Ben"), (&mut room.ben, "Ana")] {
            self.see_pair(laptop, other).await?;
        }
        Ok(())
    }

    /// One says what they can help with, and what they would like help with.
    async fn skilled(&self, laptop: &Laptop, skills: &[(&str, u8); 2]) -> Told {
        let [offer, need] = skills.map(|(skill, level)| Some(vec![SkillLevel { skill: skill.to_owned(), level }]));
        let free = sample::FREE.parse::<FreeAt>()?;
        let change = SkillsChange { offers: offer, needs: need, free: Some(vec![free]), ..SkillsChange::default() };
        laptop.node()?.answers(Command::SkillsSet { circle: self.circle.clone(), change }).await?;
        Ok(())
    }

    async fn see_fit(&self, laptop: &mut Laptop, other: &str) -> Told {
        let suggest = Command::PairSuggest { circle: self.circle.clone() };
        let pick = |answer| if let Answer::PairSuggestion(found) = answer { Some(found) } else { None };
        let found: PairSuggestion = see(laptop, async |node: &Node| {
            let all = node.all(suggest.clone(), pick).await?;
            Ok::<_, Error>(all.into_iter().find(|found| found.name == other && !found.gives.is_empty()))
        })
        .await?;
        let why = found.reasons(self.page.text());
        let fields = json!({"suggested": found.name, "gets": found.gets, "gives": found.gives, "free": found.free});
        let values = [("name", found.name.as_str().into()), ("why", why.join(" · ").into())];
        self.tell(laptop, "cli-demo-suggested", &values, &fields)
    }

    async fn see_pair(&self, laptop: &mut Laptop, other: &str) -> Told {
        let list = Command::PairList { circle: self.circle.clone() };
        let pick = |answer| if let Answer::Pair(pair) = answer { Some(pair) } else { None };
        let pair: Pair = see(laptop, async |node: &Node| {
            let all = node.all(list.clone(), pick).await?;
            Ok::<_, Error>(all.into_iter().find(|pair| pair.with.name == other && pair.state == PairState::Together))
        })
        .await?;
        let fields = json!({"with": pair.with.name, "state": pair.state, "skills": pair.skills});
        let values = [("name", pair.with.name.as_str().into()), ("skills", pair.skills.join(", ").into())];
        self.tell(laptop, "cli-demo-paired", &values, &fields)
    }
}
