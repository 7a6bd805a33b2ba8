//! What forms do: from what was typed to what the node is asked, and what is said afterwards.

use commonplace_core::id::{CircleId, RecordId};
use commonplace_node::command::{Chosen, Comes, Command, Grade, Vote, Weight};
use commonplace_node::error::Error;
use commonplace_node::node::Node;
use commonplace_node::sheet::{Base, Sheet as Typed};

use crate::fields::Fields;
use crate::route::{Act, Sheet};
use crate::view::write::version;
use crate::{ask, drafts, skills};

/// What has come of a form: which page is next, and what is said there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Done {
    /// Where to go on.
    pub(crate) next: Sheet,
    /// What is said.
    pub(crate) said: Said,
}

/// Why a form did not go.
#[derive(Debug)]
pub(crate) enum Stopped {
    /// The node refused, or the form lacks something.
    Refused(Error),
    /// Somebody else has changed the note since the form was opened.
    Overtaken,
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

macro_rules! said {
    ($($name:ident $word:literal $key:literal,)*) => {
        /// What is said after a form went.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Said { $($name,)* }

        impl Said {
            /// As it stands in a query.
            pub(crate) const fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// The key of the sentence for what stands in a query, if it is one of ours.
            pub(crate) fn key(word: &str) -> Option<&'static str> {
                match word { $($word => Some($key),)* _ => None }
            }
        }
    };
}

said! {
    Answered "answered" "read-said-answered",
    Commented "commented" "read-said-commented",
    Noted "noted" "read-said-noted",
    Changed "changed" "read-said-changed",
    Unchanged "unchanged" "read-said-unchanged",
    Asked "asked" "read-said-asked",
    Made "made" "card-said-made",
    Graded "graded" "card-said-graded",
    Ungraded "ungraded" "card-said-ungraded",
    Voted "voted" "read-said-voted",
    Unvoted "unvoted" "read-said-unvoted",
    Accepted "accepted" "read-said-accepted",
    Skilled "skilled" "read-said-skilled",
    Paired "paired" "read-said-paired",
    PairEnded "pair-ended" "read-said-pair-ended",
    Passed "passed" "read-said-passed",
    Disputed "disputed" "read-said-disputed",
    Weighed "weighed" "read-said-weighed",
    Came "came" "read-said-came",
    Chosen "chosen" "vote-chosen",
    Uncovered "uncovered" "read-said-uncovered",
    Again "again" "read-said-again",
    Read "read" "read-said-read",
    Kept "kept" "read-said-kept",
    Discarded "discarded" "read-said-discarded",
    Fetching "fetching" "read-said-fetching",
}

/// How well somebody knew a card.
async fn graded(node: &Node, card: RecordId, sheet: Sheet, fields: &Fields) -> Result<Done, Stopped> {
    let (name, reviews) = fields.get("value").split_once(':').unwrap_or_default();
    let grades = Grade::GIVEN.into_iter().chain([Grade::None]);
    let Some(grade) = grades.into_iter().find(|grade| grade.name() == name) else {
        return Ok(Done { next: sheet, said: Said::Unchanged });
    };
    // A page that was sent twice, or lay open since, grades nothing again.
    if ask::card(node, card).await?.row.reviews.to_string() != reviews {
        return Ok(Done { next: Sheet::Review, said: Said::Unchanged });
    }
    ask::done(node, Command::CardReview { card: card.into(), grade, at: None }).await?;
    let said = if grade == Grade::None { Said::Ungraded } else { Said::Graded };
    Ok(Done { next: Sheet::Review, said })
}

/// What somebody thinks of a dispute.
fn weight(fields: &Fields) -> Weight {
    match fields.get("value") {
        "agree" => Weight::Agree,
        "disagree" => Weight::Disagree,
        "unsure" => Weight::Unsure,
        _ => Weight::None,
    }
}

/// Does what a form asks for.
pub(crate) async fn act(
    node: &Node,
    circle: CircleId,
    (act, sheet): (Act, Sheet),
    fields: &Fields,
) -> Result<Done, Stopped> {
    let here = |said| Ok(Done { next: sheet, said });
    match act {
        Act::Publish => publish(node, circle, sheet, fields).await,
        Act::Comment(item) => {
            let text = worded(fields.get("text"))?;
            ask::written(node, Command::Comment { item: item.into(), text }).await?;
            here(Said::Commented)
        }
        Act::Revise(item) => {
            let changed = ask::written(node, revised(item, sheet, fields)?).await?.changed;
            here(if changed { Said::Changed } else { Said::Unchanged })
        }
        Act::Vote(item) => {
            let vote = match fields.get("value") {
                "helpful" => Vote::Helpful,
                "same" => Vote::Same,
                _ => Vote::None,
            };
            ask::written(node, Command::Vote { item: item.into(), vote }).await?;
            here(if vote == Vote::None { Said::Unvoted } else { Said::Voted })
        }
        Act::Accept(answer) => {
            ask::written(node, Command::Accept { answer: answer.into() }).await?;
            here(Said::Accepted)
        }
        Act::Skills => {
            let change = skills::change(fields)?;
            ask::done(node, Command::SkillsSet { circle: circle.into(), change }).await?;
            here(Said::Skilled)
        }
        Act::Pair(person) => {
            let (command, said) = skills::pair(circle, person, fields.get("value"));
            ask::done(node, command).await?;
            here(said)
        }
        Act::Weigh(dispute) => {
            let weight = weight(fields);
            ask::written(node, Command::DisputeWeigh { dispute: dispute.into(), weight }).await?;
            here(Said::Weighed)
        }
        Act::Grade(card) => graded(node, card, sheet, fields).await,
        Act::Come(meeting) => {
            let comes = match fields.get("value") {
                "yes" => Comes::Yes,
                "maybe" => Comes::Maybe,
                "no" => Comes::No,
                _ => Comes::None,
            };
            let changed = ask::written(node, Command::MeetingCome { meeting: meeting.into(), comes }).await?.changed;
            here(if changed { Said::Came } else { Said::Unchanged })
        }
        Act::Choose(vote) => {
            let option = Chosen::Number(fields.get("value").parse().unwrap_or_default());
            ask::written(node, Command::QuickVoteChoose { vote: vote.into(), option }).await?;
            here(Said::Chosen)
        }
        Act::Uncover(vote) => {
            ask::written(node, Command::QuickVoteUncover { vote: vote.into() }).await?;
            here(Said::Uncovered)
        }
        Act::Again(vote) => {
            ask::written(node, Command::QuickVoteAgain { vote: vote.into() }).await?;
            here(Said::Again)
        }
        Act::Fetch(blob) => {
            ask::done(node, Command::BlobFetch { blob }).await?;
            here(Said::Fetching)
        }
        Act::Read => {
            ask::done(node, Command::MarkAllRead { circle: circle.into() }).await?;
            here(Said::Read)
        }
    }
}

/// A change of what this person wrote. A question may say all that it asks in its title; anything else has a text.
fn revised(item: RecordId, sheet: Sheet, fields: &Fields) -> Result<Command, Error> {
    let (title, text) = (fields.get("title").trim().to_owned(), fields.get("text"));
    if sheet != Sheet::Question(item) {
        return Ok(Command::Revise { item: item.into(), title: None, text: Some(worded(text)?), tags: None });
    }
    if title.is_empty() {
        return Err(Error::Empty { what: "title".to_owned() });
    }
    // A page that has stood open for long takes nobody else's tags away.
    let tags = (fields.get("tags") != fields.get("tags-before")).then(|| drafts::typed(fields).tags());
    Ok(Command::Revise { item: item.into(), title: Some(title), text: Some(text.to_owned()), tags })
}

async fn publish(node: &Node, circle: CircleId, sheet: Sheet, fields: &Fields) -> Result<Done, Stopped> {
    let Some(key) = drafts::key(circle, sheet) else { return Ok(Done { next: sheet, said: Said::Unchanged }) };
    match fields.get("value") {
        "keep" => {
            drafts::keep(node, key, sheet, fields).await?;
            Ok(Done { next: sheet, said: Said::Kept })
        }
        "discard" => {
            let ended = drafts::end(node, key, sheet, fields).await?;
            Ok(Done { next: sheet, said: if ended { Said::Discarded } else { Said::Unchanged } })
        }
        _ => {
            // A page attaches nothing by itself; what the window was given for this draft goes with it all the same.
            let files = match drafts::files(node, key.clone(), sheet, fields).await {
                // Published without them, the draft would end that names them.
                Err(error) if error.is_passing() => return Err(error.into()),
                files => files.unwrap_or_default(),
            };
            let done = published(node, circle, sheet, fields).await?;
            if let (Sheet::Note(id) | Sheet::Question(id), false) = (done.next, files.is_empty())
                && ask::done(node, Command::Attach { item: id.into(), files }).await.is_err()
            {
                tracing::debug!("files of a draft could not be attached; the draft stays");
                return Ok(done);
            }
            // What was begun is said now. A draft that stays is found again and no harm.
            if drafts::end(node, key, sheet, fields).await.is_err() {
                tracing::debug!("a draft stayed after what it became was published");
            }
            Ok(done)
        }
    }
}

/// Keeps what was typed and did not go, so that it outlives the browser.
pub(crate) async fn keep(node: &Node, circle: CircleId, sheet: Sheet, fields: &Fields) {
    let Some(key) = drafts::key(circle, sheet) else { return };
    if drafts::keep(node, key, sheet, fields).await.is_err() {
        tracing::debug!("what was refused could not be kept as a draft either");
    }
}

async fn published(node: &Node, circle: CircleId, sheet: Sheet, fields: &Fields) -> Result<Done, Stopped> {
    let typed = drafts::typed(fields);
    let tags = typed.tags();
    let title = typed.title.trim().to_owned();
    let done = |next, said| Ok(Done { next, said });
    match sheet {
        Sheet::Question(question) => {
            let text = worded(&typed.text)?;
            ask::written(node, Command::Answer { question: question.into(), text }).await?;
            done(sheet, Said::Answered)
        }
        Sheet::Write => {
            let text = worded(&typed.text)?;
            let title = (!title.is_empty()).then_some(title);
            let command = Command::NoteNew { circle: circle.into(), title, tags, text, path: None };
            done(Sheet::Note(ask::written(node, command).await?.id), Said::Noted)
        }
        Sheet::Edit(note) => edit(node, note, &typed, fields.get("from")).await,
        Sheet::Ask(about) => {
            if title.is_empty() {
                return Err(Error::Empty { what: "title".to_owned() }.into());
            }
            let quote = typed.quote.trim();
            let quote = (about.is_some() && !quote.is_empty()).then(|| quote.to_owned());
            let about = about.map(Into::into);
            let command = Command::Ask { circle: circle.into(), title, text: typed.text, about, quote, tags };
            done(Sheet::Question(ask::written(node, command).await?.id), Said::Asked)
        }
        Sheet::Wrong(item) => {
            let quote = typed.quote.trim();
            let command = Command::DisputeNew {
                item: item.into(),
                passage: (!quote.is_empty()).then(|| quote.to_owned()),
                claim: title,
                why: typed.text,
                source: None,
                source_passage: None,
                elsewhere: typed.place,
            };
            done(Sheet::Dispute(ask::written(node, command).await?.id), Said::Disputed)
        }
        Sheet::Home | Sheet::Pairs | Sheet::Note(_) | Sheet::Dispute(_) | Sheet::Meeting(_) | Sheet::Vote(_) => {
            done(sheet, Said::Unchanged)
        }
        Sheet::Make(from) => {
            let (back, quote) = (worded(&typed.text)?, typed.quote.trim());
            let quote = (from.is_some() && !quote.is_empty()).then(|| quote.to_owned());
            let from = from.map(Into::into);
            let command = Command::CardNew { circle: circle.into(), front: title, back, from, quote };
            done(Sheet::Card(ask::written(node, command).await?.id), Said::Made)
        }
        Sheet::Card(_) | Sheet::Review | Sheet::Turned(_) => done(sheet, Said::Unchanged),
    }
}

async fn edit(node: &Node, id: RecordId, typed: &Typed, from: &str) -> Result<Done, Stopped> {
    let note = ask::note(node, id).await?;
    let base = Base::from(&note);
    if version(&base) != from {
        return Err(Stopped::Overtaken);
    }
    let (title, tags) = (typed.title.trim(), typed.tags());
    if title.is_empty() {
        return Err(Error::Empty { what: "title".to_owned() }.into());
    }
    // Forms end their lines in one way; a note that has another keeps it as long as nothing else is changed.
    let same_text = note.text.replace("\r\n", "\n").replace('\r', "\n") == typed.text;
    let command = Command::NoteEdit {
        note: id.into(),
        title: (title != note.row.title).then(|| title.to_owned()),
        tags: (tags != note.row.tags).then_some(tags),
        text: (!same_text).then(|| typed.text.clone()),
        // Others may write between this and that.
        base: Some(Box::new(base)),
    };
    let changed = ask::written(node, command).await?.changed;
    Ok(Done { next: Sheet::Note(id), said: if changed { Said::Changed } else { Said::Unchanged } })
}

fn worded(text: &str) -> Result<String, Error> {
    if text.trim().is_empty() { Err(Error::Empty { what: "text".to_owned() }) } else { Ok(text.to_owned()) }
}

/// The field that an error is about, of those that a form has.
pub(crate) fn field(error: &Error) -> &'static str {
    match error {
        Error::Empty { what } | Error::TooLong { what, .. } => match what.as_str() {
            "title" | "claim" | "front" => "title",
            "source" => "place",
            "tag" | "tags" => "tags",
            "quote" => "quote",
            "skill" | "offers" => "offers",
            "needs" => "needs",
            _ => "text",
        },
        Error::NotAChoice { what, .. } if what == "level" => "offers",
        _ => "text",
    }
}
