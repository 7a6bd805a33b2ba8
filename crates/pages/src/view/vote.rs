//! One quick vote.

use commonplace_node::answer::{Author, QuickVote, QuickVoteRound, QuickVoteRow};
use commonplace_node::sentence::{self, chose_otherwise, sealed};
use maud::{Markup, html};

use super::form::Form;
use super::list::{Part, parts, with_part};
use super::parts::{Under, leading};
use super::{Face, Page, Place};
use crate::route::{Act, Sheet};

/// The page.
pub(crate) fn vote(face: &Face<'_>, vote: &QuickVote) -> Page {
    let row = &vote.row;
    let sheet = Sheet::Vote(row.id);
    let body = html! {
        (about(face, vote))
        @if let Some((round, earlier)) = vote.rounds.split_last() {
            section aria-labelledby="round" {
                h2 #round { (face.with("vote-round", &[("round", usize::from(round.round).into())])) }
                @if row.uncovered { (outcome(face, vote, round)) } @else { (choices(face, vote, round)) }
                (leads(face, vote))
            }
            @if !earlier.is_empty() {
                section aria-labelledby="earlier" {
                    h2 #earlier { (face.say("vote-earlier")) }
                    @for round in earlier.iter().rev() {
                        h3 { (face.with("vote-round", &[("round", usize::from(round.round).into())])) }
                        (counts(face, vote, round))
                    }
                }
            }
        }
        @if !vote.followed_by.is_empty() {
            section aria-labelledby="alike" {
                h2 #alike { (face.say("vote-followed-by")) }
                ul { @for next in &vote.followed_by {
                    li { a href=(face.to(&Sheet::Vote(next.id).to_string())) { bdi { (next.title) } } }
                } }
            }
        }
        (face.sources(&vote.sources))
        (face.disputes(&vote.disputes))
        (face.comments(&vote.replies, row.id, sheet, Under { level: 2, prefix: "v", about: &row.title }))
    };
    Page { title: row.title.clone(), place: Place::Other, body }
}

/// The quick votes of the circle.
pub(crate) fn votes(face: &Face<'_>, rows: &[QuickVoteRow], part: Part) -> Page {
    let body = html! {
        @if rows.is_empty() { p { (face.say("vote-list-none-lesson")) } }
        (vote_rows(face, rows, 2))
        (parts(face, part, "votes?"))
    };
    Page { title: with_part(face, face.say("votes"), part), place: Place::Votes, body }
}

/// Quick votes, each under a heading of this level.
pub(super) fn vote_rows(face: &Face<'_>, rows: &[QuickVoteRow], level: u8) -> Markup {
    html! {
        @if !rows.is_empty() {
            ul.rows {
                @for row in rows {
                    li {
                        (leading(level, &face.to(&Sheet::Vote(row.id).to_string()), &row.title))
                        p.meta {
                            @if row.unread { strong.new { (face.say("read-new")) } (face.comma()) }
                            @if row.hidden { strong { (face.say("read-hidden")) } (face.comma()) }
                            (state(face, row)) (face.comma())
                            @if !row.uncovered && !row.mine { (face.say("vote-not-chosen")) " " }
                            (face.author(&row.author)) (face.comma()) (face.ago(row.updated))
                        }
                    }
                }
            }
        }
    }
}

fn state(face: &Face<'_>, row: &QuickVoteRow) -> String {
    if row.uncovered { face.say("vote-uncovered") } else { sealed(row.chosen, row.of, face.text) }
}

fn about(face: &Face<'_>, vote: &QuickVote) -> Markup {
    let row = &vote.row;
    html! {
        div.about {
            (face.hidden(vote.why_hidden.as_ref()))
            p.meta {
                (face.author(&row.author)) (face.comma()) (face.ago(row.created)) (face.comma()) (state(face, row))
            }
            p.meta { (face.delivery(row.on, row.author.me)) }
            @if let Some(about) = &vote.about {
                @let title = about.title.clone().unwrap_or_else(|| face.say("about-unknown"));
                p { a href=(face.to(&Sheet::Note(about.note).to_string())) {
                    (face.with("about-note", &[("title", title.into())]))
                } }
                @if let Some(quote) = &about.quote { blockquote dir="auto" lang="" { (quote) } }
            }
            @if let Some(before) = vote.follows.as_ref().filter(|before| !before.title.is_empty()) {
                p { a href=(face.to(&Sheet::Vote(before.id).to_string())) {
                    (face.with("vote-after", &[("title", before.title.as_str().into())]))
                } }
            }
        }
    }
}

/// The options, each with its button.
fn choices(face: &Face<'_>, vote: &QuickVote, round: &QuickVoteRound) -> Markup {
    let form = Form::new(face, Act::Choose(vote.row.id), Sheet::Vote(vote.row.id));
    let key = match (vote.row.mine, round.mine) {
        (true, Some(_)) => "vote-chosen",
        (true, None) => "vote-chosen-elsewhere",
        (false, _) => "vote-not-chosen",
    };
    html! {
        p { (face.say("vote-promise")) }
        ol.choices {
            @for (place, option) in vote.options.iter().enumerate() {
                @let mine = round.mine == Some(place + 1);
                li {
                    @if vote.may_choose {
                        (form.button(&(place + 1).to_string(), option, "", Some(mine)))
                    } @else { bdi { (option) } }
                    @if mine { " " strong { (face.say("vote-mine")) } }
                }
            }
        }
        @if vote.may_choose { p { (face.say(key)) } }
        @if !round.chosen.is_empty() { p.meta { (state(face, &vote.row)) ": " (face.names(&round.chosen)) } }
    }
}

/// What was chosen, and to whom one should talk.
fn outcome(face: &Face<'_>, vote: &QuickVote, round: &QuickVoteRound) -> Markup {
    let told = |key: &str, people: &[Author]| {
        html! { @if !people.is_empty() { p.meta { (face.with(key, &[("names", face.names(people).into())])) } } }
    };
    html! {
        (counts(face, vote, round))
        @if let Some(talk) = chose_otherwise(round, &vote.options, face.text) {
            p.notice { (talk) }
        } @else if let Some(key) = sentence::outcome(round) {
            p.notice { (face.say(key)) }
        }
        (told("vote-unopened", &round.unopened))
        (told("vote-late", &round.late))
        @if round.changed_late { p { (face.say("vote-changed-late")) } }
        @if vote.passed_over > 0 { p.meta { (face.count("vote-passed-over", vote.passed_over)) } }
    }
}

/// How many chose what, and who.
fn counts(face: &Face<'_>, vote: &QuickVote, round: &QuickVoteRound) -> Markup {
    let who = |number: usize| -> Vec<Author> {
        round.opened.iter().filter(|one| one.option == number).map(|one| one.author.clone()).collect()
    };
    html! {
        ol.choices {
            @for (place, option) in vote.options.iter().enumerate() {
                @let who = who(place + 1);
                li {
                    bdi { (option) } ": "
                    strong { (face.count("vote-count", round.counts.get(place).copied().unwrap_or_default())) }
                    @if !who.is_empty() { " (" (face.names(&who)) ")" }
                    @if round.mine == Some(place + 1) { (face.comma()) (face.say("vote-mine")) }
                }
            }
        }
    }
}

/// What who leads it can do.
fn leads(face: &Face<'_>, vote: &QuickVote) -> Markup {
    let (id, sheet) = (vote.row.id, Sheet::Vote(vote.row.id));
    html! {
        @if vote.leads {
            div.acts {
                @if vote.row.uncovered {
                    (Form::new(face, Act::Again(id), sheet).button("again", &face.say("vote-again"), "", None))
                } @else if vote.row.chosen > 0 {
                    @let waits = vote.row.of.saturating_sub(vote.row.chosen);
                    @if waits > 0 { p { (face.count("vote-show-early", waits)) } }
                    (Form::new(face, Act::Uncover(id), sheet).button("show", &face.say("vote-show"), "", None))
                }
            }
        } @else if !vote.row.uncovered {
            p { (face.with("vote-waiting", &[("name", vote.row.author.name.as_str().into())])) }
        }
    }
}
