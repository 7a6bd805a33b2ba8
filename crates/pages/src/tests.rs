//! Stories of alice, who reads with a screen reader, at a real node that talks to nobody.

mod cards;
mod crowd;
mod disputes;
mod hostile;
mod meetings;
mod pairs;
mod reading;
mod writing;

use commonplace_core::id::{CircleId, RecordId};
use commonplace_core::time::Timestamp;
use commonplace_node::answer::Answer;
use commonplace_node::command::Command;
use commonplace_node::runtime::{self, Running};
use commonplace_node::text::{Language, Text};
use commonplace_node::zone::Zone;
use http_body_util::BodyExt as _;
use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::{Response, StatusCode};
use tempfile::TempDir;

use crate::fields::encoded;
use crate::pages::{Options, Pages, Request};
use crate::response::Body;

const PORT: u16 = 4321;
const NOON: Timestamp = Timestamp::from_millis(1_800_000_000_000);

/// Alice's laptop with one circle, and its pages.
struct Laptop {
    pages: Pages,
    circle: CircleId,
    running: Running,
    waiting: tokio::runtime::Runtime,
    _folder: TempDir,
}

/// What a browser gets.
struct Got {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Laptop {
    fn new(language: Language) -> Self {
        let folder = TempDir::new().expect("a folder");
        let home = folder.path().join("home");
        runtime::create_home(&home, "alice").expect("a home");
        let running = runtime::start(&runtime::Options::alone(home)).expect("a node");
        let waiting = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let founded = waiting.block_on(running.node.answers(Command::CircleNew { title: "Cells & more".into() }));
        let Some(Answer::Circle(circle)) = founded.expect("a circle").pop() else { panic!("a circle") };
        let pages = Pages::new(Options {
            node: running.node.clone(),
            circle: circle.id,
            text: Text::new(language),
            folder: folder.path().join("opened"),
            seed: [7; 32],
            port: PORT,
            clock: || NOON,
            zone: Zone::ahead(60),
        });
        Self { pages, circle: circle.id, running, waiting, _folder: folder }
    }

    fn ask(&self, command: Command) -> Vec<Answer> {
        self.waiting.block_on(self.running.node.answers(command)).expect("it goes")
    }

    fn written(&self, command: Command) -> RecordId {
        match self.ask(command).pop() {
            Some(Answer::Written(written)) => written.id,
            other => panic!("something written: {other:?}"),
        }
    }

    fn note(&self, title: &str, text: &str) -> RecordId {
        let (title, tags) = (Some(title.to_owned()), vec!["cells".to_owned()]);
        self.written(Command::NoteNew { circle: self.circle.into(), title, tags, text: text.into(), path: None })
    }

    fn question(&self, title: &str) -> RecordId {
        let (circle, title) = (self.circle.into(), title.to_owned());
        self.written(Command::Ask { circle, title, text: String::new(), about: None, quote: None, tags: Vec::new() })
    }

    fn vote(&self, question: &str, options: &[String]) -> RecordId {
        let (circle, question, options) = (self.circle.into(), question.to_owned(), options.to_vec());
        self.written(Command::QuickVoteNew { circle, question, options, about: None, quote: None, follows: None })
    }

    fn base(&self) -> String {
        let address = self.pages.address();
        let place = address.split('/').nth(3).expect("a place");
        format!("/{place}/")
    }

    fn send(&self, path: &str, form: Option<String>, more: &[(HeaderName, &str)]) -> Got {
        let address = self.pages.address();
        let key = address.rsplit('/').next().expect("a key");
        let mut headers = HeaderMap::new();
        let mut put = |name, value: &str| headers.insert(name, HeaderValue::from_str(value).expect("a value"));
        put(header::HOST, "127.0.0.1:4321");
        put(header::COOKIE, &format!("commonplace={key}"));
        if form.is_some() {
            put(header::ORIGIN, "http://127.0.0.1:4321");
        }
        for (name, value) in more {
            put(name.clone(), value);
        }
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let path = format!("{}{path}", self.base());
        let form = form.map(String::into_bytes);
        let request = Request { path, query: query.to_owned(), headers, form };
        self.waiting.block_on(async { got(self.pages.respond(request).await).await })
    }

    /// Opens a page that must be there.
    fn open(&self, path: &str) -> String {
        let got = self.send(path, None, &[]);
        assert_eq!(got.status, StatusCode::OK, "{path}: {}", got.text);
        got.text
    }

    /// The token of the form on a page that is sent to `act`.
    fn token(&self, page: &str, act: &str) -> String {
        let form = page.split("<form").find(|form| form.contains(&format!("action=\"{}{act}\"", self.base())));
        let form = form.unwrap_or_else(|| panic!("a form for {act}: {page}"));
        let value = form.split("name=\"token\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        value.expect("a token").to_owned()
    }

    /// Fills in a form that stands on a page, and sends it.
    fn fill(&self, page: &str, act: &str, fields: &[(&str, &str)]) -> Got {
        self.fill_open(&self.open(page), act, fields)
    }

    /// The same of a page that was opened before: what goes along unseen goes as that page has it.
    fn fill_open(&self, opened: &str, act: &str, fields: &[(&str, &str)]) -> Got {
        let token = self.token(opened, act);
        let hidden = ["draft", "base", "from"].map(|name| (name, self.hidden(opened, act, name)));
        let hidden = hidden.iter().filter_map(|(name, value)| Some((*name, value.as_deref()?)));
        let all: Vec<_> = fields.iter().copied().chain(hidden).collect();
        self.send(act, Some(form(&token, &all)), &[])
    }

    fn hidden(&self, page: &str, act: &str, name: &str) -> Option<String> {
        let form = page.split("<form").find(|form| form.contains(&format!("action=\"{}{act}\"", self.base())))?;
        let value = form.split(&format!("name=\"{name}\" value=\"")).nth(1)?.split('"').next()?;
        Some(value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    }
}

fn form(token: &str, fields: &[(&str, &str)]) -> String {
    let fields = fields.iter().map(|(name, value)| format!("&{name}={}", encoded(value)));
    format!("token={token}{}", fields.collect::<String>())
}

async fn got(response: Response<Body>) -> Got {
    let (head, body) = response.into_parts();
    let bytes = body.collect().await.expect("a body").to_bytes();
    Got { status: head.status, headers: head.headers, text: String::from_utf8_lossy(&bytes).into_owned() }
}

impl Got {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("text"))
    }
}
