//! Skills, suggestions and pairs.

use commonplace_node::answer::{Pair, PairSuggestion, PersonSkills, free_times, language_name};
use commonplace_node::command::SkillLevel;

use super::screen::{Screen, clean};
use super::whole::facts;

/// What somebody can help with and would like help with.
pub(super) fn of(person: &PersonSkills, screen: &Screen) -> String {
    let mut known = vec![
        ("cli-col-offers", skills(&person.offers)),
        ("cli-col-needs", skills(&person.needs)),
        ("cli-col-free", free_times(&person.free, &screen.text)),
    ];
    let languages: Vec<String> = person.languages.iter().map(|tag| clean(&language_name(tag))).collect();
    known.push(("cli-col-speaks", languages.join(", ")));
    known.retain(|(_, fact)| !fact.is_empty());
    known.push(("cli-col-pairs", person.capacity.to_string()));
    let mut lines = vec![screen.bold(&clean(&person.name)), facts(screen, &known)];
    lines.extend(person.apart.then(|| screen.warn(&screen.text.get("skill-apart"))));
    lines.join("\n")
}

/// The cells of a person in a list.
pub(super) fn row(person: &PersonSkills, screen: &Screen) -> Vec<String> {
    let name = clean(&person.name);
    let name = if person.me { format!("{name} ({})", screen.text.get("cli-me")) } else { name };
    vec![person.id.short(), name, skills(&person.offers), skills(&person.needs), free_times(&person.free, &screen.text)]
}

fn skills(skills: &[SkillLevel]) -> String {
    skills.iter().map(|one| format!("{} {}/4", clean(&one.skill), one.level)).collect::<Vec<_>>().join(", ")
}

/// Somebody with whom one might learn, and why.
pub(super) fn suggestion(found: &PairSuggestion, screen: &Screen) -> String {
    let head = screen.text.with("pair-you-and", &[("name", clean(&found.name).into())]);
    with_reasons(&screen.bold(&head), &found.reasons(&screen.text))
}

/// Two people, how far they have come and why.
pub(super) fn pair(pair: &Pair, screen: &Screen) -> String {
    let said = clean(&pair.told(&screen.text));
    let head = format!("{}\n  {said}", screen.bold(&names(pair, screen)));
    with_reasons(&head, &pair.reasons(&screen.text).into_iter().filter(|_| pair.is_mine()).collect::<Vec<_>>())
}

/// The cells of two people in a list.
pub(super) fn pair_row(pair: &Pair, screen: &Screen) -> Vec<String> {
    let since = pair.since.map(|at| screen.when(at)).unwrap_or_default();
    vec![pair.id.short(), names(pair, screen), short_state(pair, screen), clean(&pair.skills.join(", ")), since]
}

fn names(pair: &Pair, screen: &Screen) -> String {
    let with = ("name", clean(&pair.with.name).into());
    if pair.is_mine() {
        screen.text.with("pair-you-and", &[with])
    } else {
        screen.text.with("pair-both", &[("one", clean(&pair.person.name).into()), with])
    }
}

fn short_state(pair: &Pair, screen: &Screen) -> String {
    screen.text.get(&format!("pair-short-{}", pair.state.name()))
}

fn with_reasons(head: &str, reasons: &[String]) -> String {
    let lines = reasons.iter().map(|said| format!("  - {}", clean(said)));
    std::iter::once(head.to_owned()).chain(lines).collect::<Vec<_>>().join("\n")
}
