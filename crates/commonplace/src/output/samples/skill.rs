//! Skills and pairs.

use commonplace_learning::skill::{Part, When};
use commonplace_node::answer::{Help, Pair, PairState, PairSuggestion, PersonSkills};
use commonplace_node::command::{FreeAt, SkillLevel};

use super::{ago, author, circle_id};

fn thursday() -> FreeAt {
    FreeAt(When { weekday: 4, part: Part::Evening })
}

fn level(skill: &str, level: u8) -> SkillLevel {
    SkillLevel { skill: skill.into(), level }
}

fn help(skill: &str, has: u8, wants: u8) -> Help {
    Help { skill: skill.into(), has, wants }
}

pub(crate) fn person_skills() -> PersonSkills {
    PersonSkills {
        id: author("Bob", true).id,
        name: "Bob".into(),
        me: true,
        circle: circle_id(),
        offers: vec![level("Stoichiometry", 3)],
        needs: vec![level("Essay plans", 4), level("Osmosis", 2)],
        free: vec![thursday(), FreeAt(When { weekday: 6, part: Part::Morning })],
        capacity: 2,
        languages: vec!["tr".into(), "pt-BR".into()],
        apart: true,
    }
}

pub(crate) fn suggestion() -> PairSuggestion {
    PairSuggestion {
        id: author("Alice", false).id,
        name: "Alice".into(),
        circle: circle_id(),
        gets: vec![help("Essay plans", 4, 4)],
        gives: vec![help("Stoichiometry", 3, 4)],
        free: vec![thursday()],
        languages: vec!["tr".into()],
        before: true,
    }
}

pub(crate) fn pair(state: PairState) -> Pair {
    let PairSuggestion { id, circle, gets, gives, free, .. } = suggestion();
    Pair {
        id,
        person: author("Bob", true),
        with: author("Alice", false),
        circle,
        state,
        skills: vec!["Essay plans".into(), "Stoichiometry".into()],
        gets,
        gives,
        free,
        since: Some(ago(5)),
    }
}
