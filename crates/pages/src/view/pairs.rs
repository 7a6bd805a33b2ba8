//! Learning in pairs: with whom one does or might, and the form in which one says one's own skills.

use commonplace_core::id::PersonId;
use commonplace_core::limits::{PAIRS_AT_ONCE, PAIRS_USUAL};
use commonplace_learning::skill::{Part, When};
use commonplace_node::answer::{Pair, PairState, PairSuggestion, PersonSkills, free_times, skills_named, skills_said};
use commonplace_node::command::{FreeAt, SkillLevel};
use commonplace_node::text::Language;
use maud::{Markup, html};

use super::form::{Field, Form, id};
use super::{Face, Page, Place};
use crate::fields::Fields;
use crate::route::{Act, Sheet};
use crate::skills;

/// What is shown.
#[derive(Debug)]
pub(crate) struct Shown {
    /// What everybody can help with, oneself first.
    pub(crate) people: Vec<PersonSkills>,
    /// Who learns together.
    pub(crate) pairs: Vec<Pair>,
    /// With whom one might.
    pub(crate) found: Vec<PairSuggestion>,
}

/// What somebody says to a pair: its value in a form, and the key of its words.
type Way = (&'static str, &'static str);

/// The page.
pub(crate) fn pairs(face: &Face<'_>, shown: &Shown) -> Page {
    let mine = |state| shown.pairs.iter().filter(move |pair| pair.is_mine() && pair.state == state);
    let cards = [PairState::Asked, PairState::Together, PairState::Waiting].into_iter().flat_map(mine);
    let me = shown.people.iter().find(|person| person.me);
    let named = me.is_some_and(|me| !(me.offers.is_empty() && me.needs.is_empty()));
    let others: Vec<&PersonSkills> = shown.people.iter().filter(|person| !person.me).collect();
    let body = html! {
        @for pair in cards { (pair_card(face, pair)) }
        @if face.may_write() {
            @if !shown.found.is_empty() {
                section aria-labelledby="might" {
                    h2 #might { (face.say("pairs-might-head")) }
                    @for found in &shown.found { (suggestion(face, found)) }
                }
            }
            @if shown.found.is_empty() { p { (face.say(if named { "pairs-none-fit" } else { "pairs-first" })) } }
            section aria-labelledby="mine" {
                h2 #mine { (face.say("skill-mine")) }
                (form(face, me))
            }
        }
        @if !others.is_empty() {
            section aria-labelledby="people" {
                h2 #people { (face.say("pairs-people")) }
                @for one in others { (person(face, one)) }
            }
        }
        (further(face, shown))
    };
    Page { title: face.say("pairs"), place: Place::Other, body }
}

fn suggestion(face: &Face<'_>, found: &PairSuggestion) -> Markup {
    let ways = [("accept", "pair-accept"), ("later", "pair-later"), ("never", "pair-never")];
    html! {
        h3 { (face.with("pair-you-and", &[("name", found.name.as_str().into())])) }
        (reasons(&found.reasons(face.text)))
        (doors(face, found.id, &found.name, &ways))
    }
}

fn pair_card(face: &Face<'_>, pair: &Pair) -> Markup {
    let ways: &[Way] = match pair.state {
        PairState::Asked => &[("accept", "pair-accept"), ("end", "pair-rather-not")],
        PairState::Together => &[("end", "pair-end-surely")],
        PairState::Waiting => &[("end", "pair-take-back")],
        PairState::Ended | PairState::Later | PairState::Never | PairState::Open => &[],
    };
    let label = format!("pair-{}", pair.id);
    html! {
        section aria-labelledby=(label) {
            h2 id=(label) { (face.with("pair-you-and", &[("name", pair.with.name.as_str().into())])) }
            p { (pair.told(face.text)) }
            (reasons(&pair.reasons(face.text)))
            @if pair.state == PairState::Together && face.may_write() {
                p.meta { (face.with("pair-end-lesson", &[("name", pair.with.name.as_str().into())])) }
            }
            @if face.may_write() { (doors(face, pair.id, &pair.with.name, ways)) }
        }
    }
}

fn reasons(said: &[String]) -> Markup {
    html! { @if !said.is_empty() { ul { @for reason in said { li { (reason) } } } } }
}

fn doors(face: &Face<'_>, person: PersonId, name: &str, ways: &[Way]) -> Markup {
    let form = Form::new(face, Act::Pair(person), Sheet::Pairs);
    html! { div.acts { @for (value, key) in ways { (form.button(value, &face.say(key), name, None)) } } }
}

fn form(face: &Face<'_>, me: Option<&PersonSkills>) -> Markup {
    let form = Form::new(face, Act::Skills, Sheet::Pairs);
    let path = Act::Skills.on(Sheet::Pairs);
    let sent = face.refused.filter(|refused| refused.form == path).map(|refused| &refused.fields);
    let lines = |skills: fn(&PersonSkills) -> &[SkillLevel]| me.map(|me| skills::lines(skills(me))).unwrap_or_default();
    let (offers, needs) = (lines(|me| &me.offers), lines(|me| &me.needs));
    let field =
        |name, label, value| Field { name, label, hint: Some("read-skill-hint"), value, rows: 5, required: false };
    form.around(&html! {
        @if me.is_some_and(|me| me.apart) { p.notice { (face.say("skill-apart")) } }
        (form.field(field("offers", "skill-offers", &offers)))
        (form.field(field("needs", "skill-needs", &needs)))
        (free(face, &sent.map_or_else(
            || me.map(|me| me.free.iter().map(ToString::to_string).collect()).unwrap_or_default(),
            |sent| all(sent, "free"),
        )))
        (capacity(face, sent.and_then(|sent| sent.get("capacity").parse().ok()).or(me.map(|me| me.capacity))))
        (languages(face, &sent.map_or_else(
            || me.map(|me| me.languages.clone()).unwrap_or_default(),
            |sent| all(sent, "speaks"),
        )))
        div.ends { button.main type="submit" name="value" value="save" { (face.say("skill-save")) } }
    })
}

/// All values of this name, as they were sent.
fn all(sent: &Fields, name: &str) -> Vec<String> {
    sent.all(name).map(str::to_owned).collect()
}

/// A box for each part of each day.
fn free(face: &Face<'_>, free: &[String]) -> Markup {
    html! {
        fieldset {
            legend { (face.say("skill-free")) }
            ul.rows {
                @for weekday in 1..=7 {
                    @let day = face.say(&format!("weekday-{weekday}"));
                    li {
                        @for at in Part::ALL.map(|part| FreeAt(When { weekday, part })) {
                            @let words = face.with(&format!("free-{}", at.part()), &[("weekday", day.as_str().into())]);
                            (tick("free", &at.to_string(), &words, free.contains(&at.to_string())))
                        }
                    }
                }
            }
        }
    }
}

fn capacity(face: &Face<'_>, capacity: Option<u8>) -> Markup {
    let capacity = capacity.unwrap_or(PAIRS_USUAL);
    let id = id(&Act::Skills.on(Sheet::Pairs), "capacity");
    html! {
        div.field {
            label for=(id) { (face.say("skill-capacity")) }
            select id=(id) name="capacity" {
                @for count in 0..=PAIRS_AT_ONCE {
                    option value=(count) selected[count == capacity] {
                        @if count == 0 { (face.say("skill-nobody")) } @else { (count) }
                    }
                }
            }
        }
    }
}

/// A box for each language that is spoken here; others that somebody speaks stay.
fn languages(face: &Face<'_>, spoken: &[String]) -> Markup {
    let here = |tag: &String| Language::ALL.iter().any(|language| language.code() == tag.as_str());
    html! {
        fieldset {
            legend { (face.say("skill-languages")) }
            @for language in Language::ALL {
                @let code = language.code();
                (tick("speaks", code, language.own_name(), spoken.iter().any(|tag| tag == code)))
            }
            @for tag in spoken.iter().filter(|tag| !here(tag)) { (Form::hidden("speaks", tag)) }
        }
    }
}

fn tick(name: &str, value: &str, words: &str, ticked: bool) -> Markup {
    html! { label { input type="checkbox" name=(name) value=(value) checked[ticked]; " " (words) } " " }
}

fn person(face: &Face<'_>, one: &PersonSkills) -> Markup {
    let said = [
        ("skill-can-help", skills_said(&one.offers, "skill-has", face.text)),
        ("skill-wants-help", skills_said(&one.needs, "skill-goal", face.text)),
        ("skill-is-free", free_times(&one.free, face.text)),
    ];
    html! {
        h3 { bdi { (one.name) } }
        ul { @for (key, said) in said { @if !said.is_empty() { li { (face.with(key, &[("said", said.into())])) } } } }
    }
}

/// Who else learns together, and whom one does not want to be suggested.
fn further(face: &Face<'_>, shown: &Shown) -> Markup {
    let others: Vec<&Pair> = shown.pairs.iter().filter(|pair| !pair.is_mine()).collect();
    let passed = |pair: &&Pair| face.may_write() && matches!(pair.state, PairState::Later | PairState::Never);
    let passed: Vec<&Pair> = shown.pairs.iter().filter(passed).collect();
    html! {
        @if !others.is_empty() {
            section aria-labelledby="others" {
                h2 #others { (face.say("pairs-others")) }
                ul {
                    @for pair in others {
                        @let names = [("one", pair.person.name.as_str().into()), ("name", pair.with.name.as_str().into())];
                        li { (face.with("pair-both", &names)) (face.comma()) (skills_named(&pair.skills, face.text)) }
                    }
                }
            }
        }
        @if !passed.is_empty() {
            section aria-labelledby="aside" {
                h2 #aside { (face.say("pairs-set-aside")) }
                @for pair in passed {
                    h3 { bdi { (pair.with.name) } }
                    p { (pair.told(face.text)) }
                    (doors(face, pair.id, &pair.with.name, &[("again", "pair-again")]))
                }
            }
        }
    }
}

/// The home's one card: who waits for an answer, or else with whom one might learn.
pub(super) fn card(face: &Face<'_>, shown: &Shown) -> Markup {
    let asked = shown.pairs.iter().find(|pair| pair.is_mine() && pair.state == PairState::Asked);
    html! {
        section aria-labelledby="pairs" {
            h2 #pairs { (face.say("pairs")) }
            @match (asked, shown.found.first()) {
                (Some(pair), _) => {
                    p { (pair.told(face.text)) }
                    (reasons(&pair.reasons(face.text)))
                }
                (None, Some(found)) if face.may_write() => {
                    p { (face.with("pair-you-and", &[("name", found.name.as_str().into())])) }
                    (reasons(&found.reasons(face.text)))
                }
                _ => {}
            }
            p { a href=(face.to("pairs")) { (face.say("pairs-all")) } }
        }
    }
}
