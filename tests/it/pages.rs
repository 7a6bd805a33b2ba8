//! `commonplace read`: the real program, asked over real HTTP as a browser asks.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use libtest_mimic::Trial;
use serde_json::Value;

use crate::laptop::{Laptop, files};
use crate::trial::trial;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial("pages::a_circle_is_read_and_answered_in_a_browser", read_and_answered),
        trial("pages::they_go_through_a_running_node_and_end_with_it_in_peace", through_a_node),
    ]
}

/// `commonplace read` at work.
struct Pages {
    child: Child,
    address: String,
    host: String,
    base: String,
    cookie: String,
}

struct Got {
    status: u16,
    head: String,
    body: String,
}

impl Pages {
    fn of(laptop: &Laptop, circle: &str) -> Self {
        let mut command = laptop.command(&["read", circle]);
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().expect("it starts");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let line = lines.next().expect("a line").expect("text");
        let serving: Value = serde_json::from_str(&line).expect("JSON");
        assert_eq!(serving["event"], "serving", "{line}");
        let address = serving["address"].as_str().expect("an address").to_owned();
        let (host, path) = address.strip_prefix("http://").and_then(|rest| rest.split_once('/')).expect("an address");
        let base = format!("/{}/", path.split('/').next().expect("a place"));
        let mut pages = Self { child, host: host.to_owned(), base, cookie: String::new(), address: format!("/{path}") };
        let entered = pages.get(&pages.address.clone());
        let cookie = entered.head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).expect("a cookie");
        pages.cookie = cookie.split(';').next().expect("a value").to_owned();
        // Nothing further is read of what it prints: it prints no more until it stops.
        std::thread::spawn(move || lines.for_each(drop));
        pages
    }

    fn get(&self, path: &str) -> Got {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\n\r\n", self.host, self.cookie))
    }

    /// A page below the base.
    fn page(&self, path: &str) -> String {
        let got = self.get(&format!("{}{path}", self.base));
        assert_eq!(got.status, 200, "{path}: {}", got.body);
        got.body
    }

    fn post(&self, path: &str, form: &str) -> Got {
        let kind = "application/x-www-form-urlencoded";
        self.ask(&format!(
            "POST {}{path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nCookie: {}\r\nContent-Type: {kind}\r\n\
             Content-Length: {}\r\n\r\n{form}",
            self.base,
            self.cookie,
            form.len(),
            host = self.host,
        ))
    }

    fn ask(&self, request: &str) -> Got {
        let mut socket = TcpStream::connect(&self.host).expect("it listens");
        // It may have seen enough before all is sent.
        let _sent = socket.write_all(request.as_bytes());
        let mut answer = Vec::new();
        let _reset = socket.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("an answer: {answer}"));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        Got { status, head: head.to_owned(), body: body.to_owned() }
    }

    /// Ends it as a service is ended; it must end well.
    fn stop(mut self) {
        let process = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &process]).status().expect("kill runs").success());
        let ended = self.child.wait().expect("it ends");
        assert!(ended.success(), "{ended}");
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        // Gone already is as good.
        let _ended = self.child.kill();
        let _ended = self.child.wait();
    }
}

fn id(value: &Value) -> String {
    value["id"].as_str().expect("an id").to_owned()
}

fn circle_of(laptop: &Laptop) -> String {
    laptop.one(&["settings", "--mdns", "off"]);
    id(&laptop.one(&["circle", "new", "Cell biology"]))
}

fn token(page: &str, act: &str) -> String {
    let form = page.split("<form").find(|form| form.contains(act)).expect("the form");
    let token = form.split("name=\"token\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    token.expect("a token").to_owned()
}

fn read_and_answered() {
    let laptop = Laptop::new("Alice", None);
    let circle = circle_of(&laptop);
    let note = id(&laptop.with_input(&["note", "new", &circle, "-", "--title", "Osmosis"], "Water moves.\n")[0]);
    let picture = laptop.home.with_file_name("dot.svg");
    std::fs::write(&picture, "<svg xmlns='http://www.w3.org/2000/svg'><script>x</script></svg>").expect("written");
    let blob = id(&laptop.one(&["attach", &note, picture.to_str().expect("a path")]));
    let question = id(&laptop.with_input(&["ask", &circle, "--title", "Why?"], "")[0]);
    let pages = Pages::of(&laptop, &circle);

    assert!(pages.page("").contains("Osmosis"));
    // Commands go through the node that runs for the pages, and the pages show what they do.
    laptop.with_input(&["note", "edit", &note, "-"], "Water moves slowly.\n");
    assert!(pages.page(&format!("note/{note}")).contains("Water moves slowly."));

    let drawing = pages.get(&format!("{}picture/{note}/{blob}", pages.base));
    assert!(drawing.head.contains("content-type: image/svg+xml"), "{}", drawing.head);
    assert!(drawing.head.contains("content-security-policy: default-src 'none'; style-src 'unsafe-inline'; sandbox"));
    let saved = pages.get(&format!("{}file/{note}/{blob}", pages.base));
    assert!(saved.head.contains("content-disposition: attachment; filename*=UTF-8''dot.svg"), "{}", saved.head);

    let act = format!("do/publish/on/question/{question}");
    let token = token(&pages.page(&format!("question/{question}")), &act);
    let form = format!("token={token}&text=Because+of+salt.&value=publish");
    for _ in 0..2 {
        assert_eq!(pages.post(&act, &form).status, 303, "sent twice, done once");
    }
    let replies = laptop.one(&["question", "show", &question])["replies"].clone();
    let texts: Vec<_> = replies.as_array().expect("replies").iter().map(|reply| reply["text"].clone()).collect();
    assert_eq!(texts, ["Because of salt."]);

    nobody_else(&pages);
    pages.stop();
    let left = files(&laptop.home.join("pictures"));
    assert!(left.is_empty(), "opened attachments are gone: {:?}", left.keys());
}

/// On this machine, but not let in; or let in, and too much.
fn nobody_else(pages: &Pages) {
    let told = |got: &Got| got.body.contains("Osmosis") || got.body.contains("Cell biology");
    let host = &pages.host;
    let (base, cookie) = (&pages.base, &pages.cookie);
    for (request, status) in [
        (format!("GET {base} HTTP/1.1\r\nHost: {host}\r\n\r\n"), 403),
        (format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n"), 403),
        (format!("GET {base} HTTP/1.1\r\nHost: evil.example\r\nCookie: {cookie}\r\n\r\n"), 421),
        (format!("DELETE {base} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n"), 405),
        (
            format!("POST {base}do/read/on/ HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nContent-Length: 0\r\n\r\n"),
            415,
        ),
    ] {
        let got = pages.ask(&request);
        assert!(got.status == status && !told(&got), "{request}: {}", got.head);
    }
    let foreign = format!(
        "POST {base}do/read/on/ HTTP/1.1\r\nHost: {host}\r\nOrigin: http://evil.example\r\nCookie: {cookie}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 0\r\n\r\n"
    );
    assert_eq!(pages.ask(&foreign).status, 403);
    let huge = pages.post("do/publish/on/write", &format!("text={}", "a".repeat(10 << 20)));
    assert_eq!(huge.status, 413, "{}", huge.head);
    // Bound to one address of this machine, and to no other.
    let port = host.rsplit(':').next().expect("a port");
    assert!(TcpStream::connect(format!("127.0.0.2:{port}")).is_err());
    // Who comes and says nothing keeps nobody else out.
    let silent: Vec<_> = (0..8).map(|_| TcpStream::connect(host).expect("it listens")).collect();
    assert!(pages.page("").contains("Osmosis"));
    drop(silent);
}

fn through_a_node() {
    let mut laptop = Laptop::new("Alice", None);
    let circle = circle_of(&laptop);
    laptop.with_input(&["note", "new", &circle, "-", "--title", "Osmosis"], "Water moves.\n");
    laptop.start(&["--mdns", "off"]);
    let pages = Pages::of(&laptop, "Cell biology");
    assert!(pages.page("notes").contains("Osmosis"));
    let act = "do/publish/on/write";
    let form = || {
        let token = token(&pages.page("write"), act);
        format!("token={token}&title=Salt&text=Sodium.&tags=cells&value=publish")
    };
    assert_eq!(pages.post(act, &form()).status, 303);
    let later = form();
    assert!(pages.page("notes").contains("Salt"));
    laptop.kill();
    let gone = pages.get(&format!("{}notes", pages.base));
    assert!(gone.status == 503 && gone.body.contains("Commonplace was closed"), "{}", gone.body);
    // What is typed meanwhile is given back.
    let lost = pages.post(act, &later);
    assert!(lost.status == 403 && lost.body.contains("Sodium."), "{}", lost.body);
    pages.stop();
}
