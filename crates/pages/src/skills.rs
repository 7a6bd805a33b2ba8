//! Skills as they stand in a form: a line for each, with its level behind a colon.

use commonplace_core::id::{CircleId, PersonId};
use commonplace_node::command::{Command, FreeAt, Name, Pass, SkillLevel, SkillsChange};
use commonplace_node::error::Error;

use crate::act::Said;
use crate::fields::Fields;

/// The lines of a list.
pub(crate) fn lines(skills: &[SkillLevel]) -> String {
    skills.iter().map(|one| format!("{}: {}", one.skill, one.level)).collect::<Vec<_>>().join("\n")
}

/// All that stands in the form.
///
/// # Errors
/// A line without a level, or a level that there is not.
pub(crate) fn change(fields: &Fields) -> Result<SkillsChange, Error> {
    Ok(SkillsChange {
        offers: Some(skills(fields.get("offers"))?),
        needs: Some(skills(fields.get("needs"))?),
        free: Some(fields.all("free").map(str::parse::<FreeAt>).collect::<Result<_, _>>()?),
        capacity: fields.get("capacity").parse().ok(),
        languages: Some(fields.all("speaks").map(str::to_owned).collect()),
    })
}

fn skills(typed: &str) -> Result<Vec<SkillLevel>, Error> {
    typed.lines().filter(|line| !line.trim().is_empty()).map(str::parse).collect()
}

/// What a button beside a person does, and what is said when it is done.
pub(crate) fn pair(circle: CircleId, person: PersonId, value: &str) -> (Command, Said) {
    let (circle, person): (Name, Name) = (circle.into(), person.into());
    let pass = |circle, person, how| (Command::PairPass { circle, person, how }, Said::Passed);
    match value {
        "accept" => (Command::PairAccept { circle, person }, Said::Paired),
        "end" => (Command::PairEnd { circle, person }, Said::PairEnded),
        "never" => pass(circle, person, Pass::Never),
        "again" => pass(circle, person, Pass::Again),
        _ => pass(circle, person, Pass::Later),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_the_form_is_what_was_said() {
        let fields = Fields::read(
            b"offers=Osmosis%3A+3%0D%0A%0D%0AR%3A+plots%3A1&needs=&free=thu-evening&free=mon-morning&capacity=1",
        );
        let change = change(&fields).expect("a change");
        let offers = change.offers.expect("given");
        assert_eq!(lines(&offers), "Osmosis: 3\nR: plots: 1");
        assert_eq!(change.needs, Some(Vec::new()));
        assert_eq!(change.free.map(|free| free.len()), Some(2));
        assert_eq!(change.capacity, Some(1));
    }

    #[test]
    fn a_line_without_a_level_is_refused() {
        for typed in ["offers=Osmosis", "offers=Osmosis%3A9", "needs=%3A", "free=noon"] {
            assert!(change(&Fields::read(typed.as_bytes())).is_err(), "{typed}");
        }
    }
}
