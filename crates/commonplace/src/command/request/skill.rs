//! What was typed of skills and pairs.

use std::str::FromStr;

use commonplace_node::command::{Command, SkillsChange};
use commonplace_node::error::Error;

use super::{Request, listed};
use crate::args::{PairArgs, SkillArgs};
use crate::output::Layout;

/// What takes all of a list away.
const NONE: &str = "none";

pub(super) fn of_skill(args: SkillArgs) -> Result<Request, Error> {
    let command = match args {
        SkillArgs::Set { circle, offer, need, free, capacity, language } => {
            let (offers, needs, free) = (all(offer)?, all(need)?, all(free)?);
            let change = SkillsChange { offers, needs, free, capacity, languages: given(language) };
            Command::SkillsSet { circle: circle.into(), change }
        }
        SkillArgs::List { circle } => return Ok(listed(Command::SkillList { circle: circle.into() })),
    };
    Ok(Request { command, layout: Layout::Whole })
}

pub(super) fn of_pair(args: PairArgs) -> Request {
    let command = match args {
        PairArgs::Suggest { circle } => Command::PairSuggest { circle: circle.into() },
        PairArgs::Accept { circle, person } => Command::PairAccept { circle: circle.into(), person: person.into() },
        PairArgs::End { circle, person } => Command::PairEnd { circle: circle.into(), person: person.into() },
        PairArgs::Pass { circle, person, how } => {
            Command::PairPass { circle: circle.into(), person: person.into(), how }
        }
        PairArgs::List { circle } => return listed(Command::PairList { circle: circle.into() }),
    };
    Request { command, layout: Layout::Whole }
}

/// All that was given of something; nothing when it was not given, and an empty list for `none`.
fn all<T: FromStr<Err = Error>>(typed: Vec<String>) -> Result<Option<Vec<T>>, Error> {
    given(typed).map(|typed| typed.iter().map(|one| one.parse()).collect()).transpose()
}

fn given(typed: Vec<String>) -> Option<Vec<String>> {
    match &typed[..] {
        [] => None,
        [one] if one == NONE => Some(Vec::new()),
        _ => Some(typed),
    }
}

#[cfg(test)]
mod tests {
    use commonplace_node::command::SkillLevel;

    use super::*;

    #[test]
    fn what_is_not_given_stays_and_none_takes_all_away() {
        let given = |typed: &[&str]| all::<SkillLevel>(typed.iter().map(|&one| one.to_owned()).collect());
        assert_eq!(given(&[]), Ok(None));
        assert_eq!(given(&["none"]), Ok(Some(Vec::new())));
        let two = given(&["Osmosis:3", "Essay plans:4"]).expect("two skills").expect("given");
        assert_eq!(two.len(), 2);
        assert!(given(&["Osmosis:3", "none"]).is_err());
        assert!(given(&["Osmosis:7"]).is_err());
    }
}
