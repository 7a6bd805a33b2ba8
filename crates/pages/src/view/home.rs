//! The home of the circle: what is new, what is open, what was written last.

use commonplace_node::answer::{CardsDue, Meeting, Membership, NoteRow, QuestionRow, QuickVoteRow};
use maud::{Markup, html};

use super::form::Form;
use super::list::{note_rows, question_rows};
use super::pairs::Shown;
use super::vote::vote_rows;
use super::{Face, Page, Place};
use crate::route::{Act, Sheet};

/// Rows of each section.
const ROWS: usize = 8;

/// The page.
pub(crate) fn home(
    face: &Face<'_>,
    (next, pairs, cards): (Option<&Meeting>, &Shown, &CardsDue),
    notes: &[NoteRow],
    (questions, open): (&[QuestionRow], &[QuestionRow]),
    (votes, choosing): (&[QuickVoteRow], &[QuickVoteRow]),
) -> Page {
    let circle = face.circle;
    let new_notes: Vec<NoteRow> = notes.iter().filter(|row| row.unread).take(ROWS).cloned().collect();
    let new_questions: Vec<QuestionRow> = questions.iter().filter(|row| row.unread).take(ROWS).cloned().collect();
    let new_votes: Vec<QuickVoteRow> = votes.iter().filter(|row| row.unread).take(ROWS).cloned().collect();
    let read = Form::new(face, Act::Read, Sheet::Home);
    let body = html! {
        (standing(face))
        p {
            (face.count("circle-members", circle.members)) (face.comma())
            (face.count("circle-notes", circle.notes)) (face.comma())
            (face.count("circle-questions", circle.questions))
        }
        @if cards.cards > 0 { p { (super::card::to_review(face, cards)) } }
        @if let Some(next) = next { (super::meeting::next(face, next)) }
        (super::pairs::card(face, pairs))
        section aria-labelledby="new" {
            h2 #new { (face.say("read-new-for-you")) }
            @if circle.unread == 0 {
                p { (face.say("read-nothing-new")) }
            } @else {
                (note_rows(face, &new_notes, 3))
                (question_rows(face, &new_questions, 3))
                (vote_rows(face, &new_votes, 3))
                @let shown = new_notes.len() + new_questions.len() + new_votes.len();
                @if circle.unread > shown { p { (face.count("read-more-new", circle.unread - shown)) } }
                (read.button("read", &face.say("read-mark-all"), "", None))
            }
        }
        @if !choosing.is_empty() {
            section aria-labelledby="votes" {
                h2 #votes { (face.say("vote-home")) }
                (vote_rows(face, choosing, 3))
            }
        }
        @if circle.disputes > 0 {
            section aria-labelledby="disputed" {
                h2 #disputed { (face.say("disputes")) }
                p { a href=(face.to("disputes")) { (face.count("disputes-count", circle.disputes)) } }
            }
        }
        section aria-labelledby="open" {
            h2 #open { (face.say("read-open-questions")) }
            @if open.is_empty() { p { (face.say("list-none-open-lesson")) } }
            (question_rows(face, &open[..open.len().min(ROWS)], 3))
            @if circle.open > ROWS {
                p { a href=(face.to("questions?open=1")) { (face.count("read-more-open", circle.open)) } }
            }
        }
        section aria-labelledby="latest" {
            h2 #latest { (face.say("read-latest")) }
            @if notes.is_empty() { p { (face.say("read-no-notes")) } }
            (note_rows(face, &notes[..notes.len().min(ROWS)], 3))
            @if circle.notes > ROWS { p { a href=(face.to("notes")) { (face.say("read-all-notes")) } } }
        }
    };
    Page { title: circle.title.clone(), place: Place::Home, body }
}

/// Why nothing can be written here, if it cannot.
fn standing(face: &Face<'_>) -> Markup {
    let circle = face.circle;
    let told = match (circle.state, &circle.removed) {
        (Membership::Removed, Some(removed)) => {
            let date = face.text.date(removed.at);
            match &removed.by {
                Some(by) => face.with("circle-removed-by", &[("name", by.name.as_str().into()), ("date", date.into())]),
                None => face.with("circle-removed-by-somebody", &[("date", date.into())]),
            }
        }
        (Membership::Pending, _) => face.with("circle-waiting", &[("circle", circle.title.as_str().into())]),
        (Membership::Joined, _) if face.may_write() => return html! {},
        _ => face.say("read-only-reading"),
    };
    html! { p.notice { (told) } }
}
