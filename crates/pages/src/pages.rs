//! From requests to pages: who is let in, what is asked of the node, and what becomes of a form.

use std::collections::VecDeque;
use std::path::PathBuf;

use commonplace_core::id::{CircleId, RecordId};
use commonplace_core::limits::{LIST_ROWS, SEARCH_HITS};
use commonplace_core::time::Timestamp;
use commonplace_learning::reading::{Named, Wanted};
use commonplace_node::answer::Circle;
use commonplace_node::command::{self, CardPick, Command};
use commonplace_node::error::Error;
use commonplace_node::node::{Meant, Node};
use commonplace_node::sentence::sentence;
use commonplace_node::sheet::{Base, Sheet as Typed};
use commonplace_node::text::Text;
use commonplace_node::zone::Zone;
use hyper::header::{self, HeaderMap};
use hyper::{Response, StatusCode};
use maud::html;
use tokio::sync::Mutex;

use crate::act::{self, Done, Said, Stopped};
use crate::fields::Fields;
use crate::guard::{Asked, Guard, Verdict};
use crate::response::{self, Body};
use crate::route::{Act, Route, Sheet};
use crate::view::list::Part;
use crate::view::write::Start;
use crate::view::{self, Face, Page, Refused, layout};
use crate::{ask, drafts, files};

/// Rows on one page of a list: as many as a screen reader goes through in a few minutes.
const ROWS: usize = 50;
/// Forms whose outcome is remembered, so that sending one twice does it once. Nobody presses twice after so many others.
const REMEMBERED: usize = 256;

const STYLE: &str = include_str!("style.css");
const MARK: &str = include_str!("mark.svg");

/// What pages are served with.
#[derive(Debug)]
pub struct Options {
    /// The node that is asked.
    pub node: Node,
    /// The circle that is shown.
    pub circle: CircleId,
    /// The words of the reader's language.
    pub text: Text,
    /// A folder of their own for opened attachments.
    pub folder: PathBuf,
    /// Random bytes that nobody else knows, and that were used for nothing else.
    pub seed: [u8; 32],
    /// The port on which they are served.
    pub port: u16,
    /// Tells the time.
    pub clock: fn() -> Timestamp,
    /// Which hour that is where this computer stands.
    pub zone: Zone,
}

/// The pages of one circle.
#[derive(Debug)]
pub struct Pages {
    node: Node,
    circle: CircleId,
    text: Text,
    folder: PathBuf,
    clock: fn() -> Timestamp,
    zone: Zone,
    guard: Guard,
    /// The latest forms that were sent, and what came of them. Held while one is worked on: one person sends one at a time.
    sent: Mutex<VecDeque<(u64, Done)>>,
}

/// A request, as far as pages look at it.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    /// The form, if something is to be done.
    pub(crate) form: Option<Vec<u8>>,
}

impl Pages {
    /// Pages that are ready to be served.
    #[must_use]
    pub fn new(options: Options) -> Self {
        let Options { node, circle, text, folder, seed, port, clock, zone } = options;
        let (guard, sent) = (Guard::new(seed, port), Mutex::default());
        Self { node, circle, text, folder, clock, zone, guard, sent }
    }

    /// The address to be opened. It holds the key: whoever has it reads and writes as this person until the server ends.
    #[must_use]
    pub fn address(&self) -> String {
        self.guard.address()
    }

    /// Words for somebody who is not let in.
    pub(crate) fn bare(&self, status: StatusCode, key: &str) -> Response<Body> {
        let body = html! { p { (self.text.get(&format!("{key}-lesson"))) } };
        response::page(status, layout::bare(&self.text, None, &self.text.get(key), &body))
    }

    /// Answers one request.
    pub(crate) async fn respond(&self, request: Request) -> Response<Body> {
        let header = |name: header::HeaderName| request.headers.get(name).and_then(|value| value.to_str().ok());
        let asked = Asked {
            path: &request.path,
            acts: request.form.is_some(),
            host: header(header::HOST),
            origin: header(header::ORIGIN),
            site: request.headers.get("sec-fetch-site").and_then(|value| value.to_str().ok()),
            cookie: header(header::COOKIE),
        };
        match (self.guard.judge(&asked), &request.form) {
            (Verdict::In(path), None) => self.show(path, &request.query).await,
            (Verdict::In(path), Some(form)) => self.act(path, &Fields::read(form)).await,
            (Verdict::Enters, _) => {
                let base = self.guard.base();
                let mut response = response::page(StatusCode::OK, layout::entrance(&self.text, &base));
                response::set(&mut response, header::SET_COOKIE, &self.guard.cookie());
                response
            }
            (Verdict::Elsewhere, _) => self.bare(StatusCode::MISDIRECTED_REQUEST, "read-elsewhere"),
            (Verdict::Foreign, _) => self.bare(StatusCode::FORBIDDEN, "read-foreign"),
            (Verdict::Stranger, None) => self.bare(StatusCode::FORBIDDEN, "read-stranger"),
            // A form of an earlier run: nothing is done, and what was typed is not lost.
            (Verdict::Stranger, Some(form)) => self.give_back(&Fields::read(form)),
        }
    }

    fn give_back(&self, fields: &Fields) -> Response<Body> {
        let typed = drafts::typed(fields);
        let parts = [typed.title, typed.quote, typed.text, typed.tags];
        let parts = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n");
        let title = self.text.get("read-stale");
        let body = html! {
            p { (self.text.get("read-stale-lesson")) }
            @if !parts.is_empty() {
                label for="typed" { (self.text.get("read-typed")) }
                p { textarea #typed rows="18" cols="60" readonly dir="auto" { "\n" (parts) } }
            }
        };
        response::page(StatusCode::FORBIDDEN, layout::bare(&self.text, None, &title, &body))
    }

    async fn show(&self, path: &str, query: &str) -> Response<Body> {
        let fields = Fields::read(query.as_bytes());
        let Some(route) = Route::of(path) else { return self.failed(&Error::Unknown { name: path.to_owned() }) };
        let shown = match route {
            Route::Style => return response::asset("text/css; charset=utf-8", STYLE),
            Route::Mark => return response::asset("image/svg+xml", MARK),
            Route::File { item, blob, shown } => files::send(&self.node, &self.folder, (item, blob), shown).await,
            Route::Link => self.link(&fields).await,
            route => self.page(route, &fields).await,
        };
        shown.unwrap_or_else(|error| self.failed(&error))
    }

    async fn page(&self, route: Route, fields: &Fields) -> Result<Response<Body>, Error> {
        let circle = ask::circle(&self.node, self.circle).await?;
        let face = self.face(&circle, Said::key(fields.get("said")), None);
        let page = match route {
            Route::Notes => self.notes(&face, fields).await?,
            Route::Cards => self.cards(&face, fields).await?,
            Route::Questions => self.questions(&face, fields).await?,
            Route::Disputes => {
                let all = ask::disputes(&self.node, self.circle, command::Page::FIRST).await?;
                view::dispute::all(&face, &all)
            }
            Route::Meetings => {
                let all = ask::meetings(&self.node, self.circle, command::Page::FIRST).await?;
                view::meeting::all(&face, &all)
            }
            Route::Votes => self.votes(&face, fields).await?,
            Route::Search => self.found(&face, fields.get("q").trim()).await?,
            Route::Sheet(sheet) => self.sheet(&face, sheet).await?,
            _ => self.sheet(&face, Sheet::Home).await?,
        };
        Ok(response::page(StatusCode::OK, layout::whole(&face, &page)))
    }

    fn face<'a>(&'a self, circle: &'a Circle, said: Option<&'static str>, refused: Option<&'a Refused>) -> Face<'a> {
        let (text, guard, zone) = (&self.text, &self.guard, &self.zone);
        Face { text, guard, circle, now: (self.clock)(), zone, said, refused }
    }

    async fn sheet(&self, face: &Face<'_>, sheet: Sheet) -> Result<Page, Error> {
        Ok(match sheet {
            Sheet::Home => {
                let some = command::Page { skip: 0, take: LIST_ROWS };
                let notes = ask::notes(&self.node, self.circle, some).await?;
                let questions = ask::questions(&self.node, self.circle, false, some).await?;
                let open = ask::questions(&self.node, self.circle, true, command::Page { skip: 0, take: ROWS }).await?;
                let next = ask::next_meeting(&self.node, self.circle).await?;
                let votes = ask::votes(&self.node, self.circle, false, some).await?;
                let choosing = command::Page { skip: 0, take: ROWS };
                let choosing = ask::votes(&self.node, self.circle, true, choosing).await?;
                let pairs = ask::pairs(&self.node, self.circle).await?;
                let cards = ask::cards_due(&self.node, self.circle).await?;
                let first = (next.as_ref(), &pairs, &cards);
                view::home::home(face, first, &notes, (&questions, &open), (&votes, &choosing))
            }
            Sheet::Note(id) => {
                let note = self.note(id).await?;
                let about = ask::about(&self.node, self.circle, id).await?;
                self.seen(id).await;
                view::note::note(face, &note, &about)
            }
            Sheet::Question(id) => {
                let question = ask::question(&self.node, id).await?;
                self.is_here(question.row.circle, id)?;
                let start = self.start(sheet, Typed::default()).await?;
                self.seen(id).await;
                view::question::question(face, &question, &start)
            }
            Sheet::Pairs => view::pairs::pairs(face, &ask::pairs(&self.node, self.circle).await?),
            Sheet::Dispute(id) => {
                let dispute = ask::dispute(&self.node, id).await?;
                self.is_here(dispute.row.circle, id)?;
                view::dispute::dispute(face, &dispute)
            }
            Sheet::Wrong(id) => {
                let (title, back) = self.item(id).await?;
                view::dispute::begin(face, id, &title, back, &self.start(sheet, Typed::default()).await?)
            }
            Sheet::Card(id) => view::card::card(face, &self.card(id).await?),
            Sheet::Review => self.review(face).await?,
            Sheet::Turned(id) => view::card::turned(face, &self.card(id).await?),
            Sheet::Make(from) => {
                let note = match from {
                    Some(id) => Some(self.note(id).await?),
                    None => None,
                };
                view::card::make(face, note.as_ref(), &self.start(sheet, Typed::default()).await?)
            }
            Sheet::Meeting(id) => {
                let meeting = ask::meeting(&self.node, id).await?;
                self.is_here(meeting.row.circle, id)?;
                view::meeting::meeting(face, &meeting)
            }
            Sheet::Vote(id) => {
                let vote = ask::vote(&self.node, id).await?;
                self.is_here(vote.row.circle, id)?;
                self.seen(id).await;
                view::vote::vote(face, &vote)
            }
            Sheet::Write => view::write::note(face, &self.start(sheet, Typed::default()).await?),
            Sheet::Edit(id) => {
                let note = self.note(id).await?;
                let (title, text) = (note.row.title.clone(), note.text.clone());
                let typed = Typed { title, text, tags: note.row.tags.join(", "), ..Typed::default() };
                let mut start = self.start(sheet, typed).await?;
                start.typed.base.get_or_insert_with(|| Box::new(Base::from(&note)));
                view::write::edit(face, &note, &start)
            }
            Sheet::Ask(None) => view::write::ask(face, None, &self.start(sheet, Typed::default()).await?),
            Sheet::Ask(Some(id)) => {
                let note = self.note(id).await?;
                view::write::ask(face, Some(&note), &self.start(sheet, Typed::default()).await?)
            }
        })
    }

    /// The front of the next card, or that there is none now.
    async fn review(&self, face: &Face<'_>) -> Result<Page, Error> {
        let one = command::Page { skip: 0, take: 1 };
        let due = ask::cards_due(&self.node, self.circle).await?;
        let next = match ask::cards(&self.node, self.circle, CardPick::Due, one).await?.pop() {
            Some(row) => Some(self.card(row.id).await?),
            None => None,
        };
        Ok(view::card::review(face, &due, next.as_ref()))
    }

    async fn notes(&self, face: &Face<'_>, fields: &Fields) -> Result<Page, Error> {
        let number = number(fields);
        let tag = fields.get("tag");
        if tag.is_empty() {
            let page = command::Page { skip: (number - 1) * ROWS, take: ROWS };
            let rows = ask::notes(&self.node, self.circle, page).await?;
            return Ok(view::list::notes(face, &rows, None, part(number, face.circle.notes)));
        }
        let mut rows = ask::all_notes(&self.node, self.circle).await?;
        rows.retain(|row| row.tags.iter().any(|other| other == tag));
        let part = part(number, rows.len());
        let rows: Vec<_> = rows.into_iter().skip((number - 1) * ROWS).take(ROWS).collect();
        Ok(view::list::notes(face, &rows, Some(tag), part))
    }

    async fn questions(&self, face: &Face<'_>, fields: &Fields) -> Result<Page, Error> {
        let (number, open) = (number(fields), fields.get("open") == "1");
        let page = command::Page { skip: (number - 1) * ROWS, take: ROWS };
        let rows = ask::questions(&self.node, self.circle, open, page).await?;
        let count = if open { face.circle.open } else { face.circle.questions };
        Ok(view::list::questions(face, &rows, open, part(number, count)))
    }

    async fn cards(&self, face: &Face<'_>, fields: &Fields) -> Result<Page, Error> {
        let number = number(fields);
        let due = ask::cards_due(&self.node, self.circle).await?;
        let page = command::Page { skip: (number - 1) * ROWS, take: ROWS };
        let rows = ask::cards(&self.node, self.circle, CardPick::All, page).await?;
        Ok(view::card::all(face, &due, &rows, part(number, due.cards)))
    }

    async fn card(&self, id: RecordId) -> Result<commonplace_node::answer::Card, Error> {
        let card = ask::card(&self.node, id).await?;
        self.is_here(card.row.circle, id)?;
        Ok(card)
    }

    async fn votes(&self, face: &Face<'_>, fields: &Fields) -> Result<Page, Error> {
        let number = number(fields);
        let page = command::Page { skip: (number - 1) * ROWS, take: ROWS };
        let rows = ask::votes(&self.node, self.circle, false, page).await?;
        Ok(view::vote::votes(face, &rows, part(number, face.circle.quick_votes)))
    }

    async fn found(&self, face: &Face<'_>, query: &str) -> Result<Page, Error> {
        let hits = match query {
            "" => Vec::new(),
            query => ask::search(&self.node, self.circle, query.to_owned(), SEARCH_HITS).await?,
        };
        Ok(view::list::found(face, query, &hits))
    }

    /// Goes on with the note that a link means.
    async fn link(&self, fields: &Fields) -> Result<Response<Body>, Error> {
        let name = fields.get("name").to_owned();
        let heading = Some(fields.get("heading")).filter(|heading| !heading.is_empty());
        let named = Named { name, heading: None, by_title: fields.get("title") == "1" };
        let path = match fields.get("from").parse::<RecordId>() {
            Ok(from) => self.note(from).await?.row.path.unwrap_or_default(),
            Err(_) => String::new(),
        };
        let found = self.node.item_meant(self.circle, &Wanted::new(&path, &named)).await?;
        let sheet = match found {
            Some(Meant::Note(id)) => Sheet::Note(id),
            Some(Meant::Question(id)) => Sheet::Question(id),
            None => return Ok(self.no_such_note(&named.name)),
        };
        let heading = heading.map(|heading| format!("#h-{}", crate::fields::fragment(heading))).unwrap_or_default();
        Ok(response::see(&format!("{}{}{heading}", self.guard.base(), sheet)))
    }

    async fn note(&self, id: RecordId) -> Result<commonplace_node::answer::Note, Error> {
        let note = ask::note(&self.node, id).await?;
        self.is_here(note.row.circle, id)?;
        Ok(note)
    }

    /// What an item is called, or that in which it stands, and its page.
    async fn item(&self, id: RecordId) -> Result<(String, Sheet), Error> {
        if let Ok(note) = self.note(id).await {
            return Ok((note.row.title, Sheet::Note(note.row.id)));
        }
        let question = ask::question(&self.node, id).await?;
        self.is_here(question.row.circle, id)?;
        Ok((question.row.title, Sheet::Question(question.row.id)))
    }

    /// Other circles of this home are not for these pages.
    fn is_here(&self, circle: CircleId, id: RecordId) -> Result<(), Error> {
        if circle == self.circle { Ok(()) } else { Err(Error::Unknown { name: id.to_string() }) }
    }

    /// What is before somebody is not new any more. That it could not be noted down is nothing to be told.
    async fn seen(&self, item: RecordId) {
        if let Err(error) = ask::written(&self.node, Command::MarkRead { item: item.into() }).await {
            tracing::debug!(%error, "a page that was read is still marked as new");
        }
    }

    /// What stands on a sheet at first: its draft, or `otherwise`.
    async fn start(&self, sheet: Sheet, otherwise: Typed) -> Result<Start, Error> {
        let Some(key) = drafts::key(self.circle, sheet) else { return Ok(Start::default()) };
        let begun = drafts::read(&self.node, key, sheet).await?;
        Ok(Start { typed: if begun.drafted { begun.typed } else { otherwise }, drafted: begun.drafted })
    }

    async fn act(&self, path: &str, fields: &Fields) -> Response<Body> {
        let number = self.guard.number(path, fields.get("token"));
        let (Some((act, sheet)), Some(number)) = (Act::of(path), number) else { return self.give_back(fields) };
        let mut sent = self.sent.lock().await;
        if let Some((_, done)) = sent.iter().find(|(other, _)| *other == number) {
            return self.go_on(done);
        }
        match act::act(&self.node, self.circle, (act, sheet), fields).await {
            Ok(done) => {
                let answer = self.go_on(&done);
                sent.push_back((number, done));
                if sent.len() > REMEMBERED {
                    sent.pop_front();
                }
                answer
            }
            Err(stopped) => self.refuse(path, (act, sheet), fields, stopped).await,
        }
    }

    fn go_on(&self, done: &Done) -> Response<Body> {
        response::see(&format!("{}{}?said={}", self.guard.base(), done.next, done.said.word()))
    }

    /// The page of the form once more, with what was typed, and why it did not go.
    async fn refuse(
        &self,
        path: &str,
        (act, sheet): (Act, Sheet),
        fields: &Fields,
        stopped: Stopped,
    ) -> Response<Body> {
        let (why, field, overtaken) = match &stopped {
            Stopped::Refused(error) => (self.sentence(error), act::field(error), false),
            Stopped::Overtaken => (self.text.get("read-overtaken"), "text", true),
        };
        if act == Act::Publish {
            act::keep(&self.node, self.circle, sheet, fields).await;
        }
        let refused = Refused { form: path.to_owned(), fields: fields.clone(), field, why, overtaken };
        let shown = async {
            let circle = ask::circle(&self.node, self.circle).await?;
            let face = self.face(&circle, None, Some(&refused));
            let page = self.sheet(&face, sheet).await?;
            Ok::<_, Error>(layout::whole(&face, &page))
        };
        match shown.await {
            Ok(html) => response::page(StatusCode::UNPROCESSABLE_ENTITY, html),
            // The page itself is gone, or the node is: what was typed is given back without it.
            Err(error) => {
                tracing::debug!(%error, "a form was refused whose page is gone");
                self.give_back(fields)
            }
        }
    }

    fn failed(&self, error: &Error) -> Response<Body> {
        let (status, key) = match error {
            Error::Unknown { .. } | Error::Ambiguous { .. } => (StatusCode::NOT_FOUND, "read-not-here"),
            Error::BlobAbsent => (StatusCode::NOT_FOUND, "read-not-here-yet"),
            _ => (StatusCode::SERVICE_UNAVAILABLE, "read-failed"),
        };
        let told = match error {
            Error::Unknown { .. } | Error::Ambiguous { .. } => self.text.get("read-not-here-lesson"),
            error => self.sentence(error),
        };
        self.trouble(status, key, &told)
    }

    fn no_such_note(&self, name: &str) -> Response<Body> {
        let told = self.text.with("toast-no-such-note", &[("name", name.into())]);
        self.trouble(StatusCode::NOT_FOUND, "read-not-here", &told)
    }

    fn trouble(&self, status: StatusCode, key: &str, told: &str) -> Response<Body> {
        let base = self.guard.base();
        let body = html! {
            p role="alert" { (told) }
            p { a href=(base) { (self.text.get("read-back-home")) } }
        };
        response::page(status, layout::bare(&self.text, Some(&base), &self.text.get(key), &body))
    }

    /// An error as one sentence that says what to do here.
    fn sentence(&self, error: &Error) -> String {
        match error {
            Error::Stopped => self.text.get("read-node-gone"),
            Error::DeviceRevoked => self.text.get("trouble-device-revoked"),
            error => sentence(error, &self.text),
        }
    }
}

/// Which part of a list is asked for, from 1.
fn number(fields: &Fields) -> usize {
    // No list has so many parts; the product stays a number.
    fields.get("part").parse().unwrap_or(1).clamp(1, 1_000_000)
}

fn part(number: usize, rows: usize) -> Part {
    Part { number, of: rows.div_ceil(ROWS).max(1) }
}
