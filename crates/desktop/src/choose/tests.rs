//! A portal of our own on a bus of its own.

use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};
use zbus::{Connection, connection, interface, object_server::SignalEmitter};

use super::portal::{PATIENCE, choose};
use super::{Asked, NoDialog, Wish, path_of};

/// A session bus for one story.
struct Bus {
    daemon: Child,
    address: String,
}

impl Bus {
    fn start() -> Self {
        let mut daemon = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--print-address"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("these stories need dbus-daemon (Debian: apt-get install dbus-daemon)");
        let mut address = String::new();
        let told = daemon.stdout.take().expect("it tells its address");
        BufReader::new(told).read_line(&mut address).expect("it tells its address");
        Self { daemon, address: address.trim().to_owned() }
    }

    async fn connect(&self) -> Connection {
        self.builder().build().await.expect("a connection")
    }

    fn builder(&self) -> connection::Builder<'_> {
        connection::Builder::address(self.address.as_str()).expect("an address")
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        let _gone = self.daemon.kill().and_then(|()| self.daemon.wait());
    }
}

/// What the portal was asked, by method and options.
type Asks = Arc<Mutex<Vec<(String, HashMap<String, OwnedValue>)>>>;

/// Somebody at the dialog.
enum Hand {
    Chooses(Vec<&'static str>),
    Closes,
    /// Opens it and goes for tea.
    Waits,
    /// The service takes the question and never answers.
    Hangs,
}

struct Portal {
    hand: Hand,
    asks: Asks,
}

/// A dialog that is open.
struct Request(Arc<tokio::sync::Notify>);

#[interface(name = "org.freedesktop.portal.Request")]
impl Request {
    fn close(&self) {
        self.0.notify_one();
    }
}

#[interface(name = "org.freedesktop.portal.FileChooser")]
impl Portal {
    async fn open_file(
        &self,
        #[zbus(connection)] bus: &Connection,
        #[zbus(header)] header: zbus::message::Header<'_>,
        _parent: String,
        _title: String,
        options: HashMap<String, OwnedValue>,
    ) -> OwnedObjectPath {
        self.dialog("OpenFile", bus, &header, options).await
    }

    async fn save_file(
        &self,
        #[zbus(connection)] bus: &Connection,
        #[zbus(header)] header: zbus::message::Header<'_>,
        _parent: String,
        _title: String,
        options: HashMap<String, OwnedValue>,
    ) -> OwnedObjectPath {
        self.dialog("SaveFile", bus, &header, options).await
    }
}

impl Portal {
    async fn dialog(
        &self,
        method: &str,
        bus: &Connection,
        header: &zbus::message::Header<'_>,
        options: HashMap<String, OwnedValue>,
    ) -> OwnedObjectPath {
        let sender = header.sender().expect("a sender").trim_start_matches(':').replace('.', "_");
        let token: &str = options["handle_token"].downcast_ref().expect("a token");
        let path = format!("/org/freedesktop/portal/desktop/request/{sender}/{token}");
        let path = OwnedObjectPath::try_from(path).expect("a path");
        self.asks.lock().unwrap_or_else(PoisonError::into_inner).push((method.to_owned(), options));
        let (outcome, results) = match &self.hand {
            Hand::Chooses(addresses) => (0_u32, HashMap::from([("uris", Value::from(addresses.clone()))])),
            Hand::Closes => (1, HashMap::new()),
            Hand::Waits => return path,
            Hand::Hangs => std::future::pending().await,
        };
        let emitter = SignalEmitter::new(bus, path.clone()).expect("a place to speak from");
        emitter.emit("org.freedesktop.portal.Request", "Response", &(outcome, results)).await.expect("it is told");
        path
    }
}

async fn portal(bus: &Bus, hand: Hand) -> (Connection, Asks) {
    let asks = Asks::default();
    let portal = Portal { hand, asks: Arc::clone(&asks) };
    let place = "/org/freedesktop/portal/desktop";
    let builder = bus.builder().name("org.freedesktop.portal.Desktop").expect("a name");
    let served = builder.serve_at(place, portal).expect("a place").build().await.expect("a portal");
    (served, asks)
}

fn asked(wish: Wish) -> Asked {
    Asked { title: "Choose".into(), wish }
}

#[tokio::test]
async fn what_somebody_chooses_comes_as_paths_even_before_the_call_returns() {
    let bus = Bus::start();
    let files = vec!["file:///home/alice/my%20notes.md", "file:///home/alice/%C3%BC.png", "https://elsewhere/x"];
    let (_portal, asks) = portal(&bus, Hand::Chooses(files)).await;
    let chosen = choose(&bus.connect().await, &asked(Wish::Files), PATIENCE).await.expect("a dialog");
    assert_eq!(chosen, [Path::new("/home/alice/my notes.md"), Path::new("/home/alice/ü.png")]);
    let asks = asks.lock().expect("nobody broke down");
    assert_eq!(asks[0].0, "OpenFile");
    assert!(asks[0].1["multiple"].downcast_ref::<bool>().expect("a switch"));
}

#[tokio::test]
async fn a_place_to_write_to_has_a_name_already_and_a_folder_is_no_file() {
    let bus = Bus::start();
    let (_portal, asks) = portal(&bus, Hand::Closes).await;
    let alice = bus.connect().await;
    assert_eq!(choose(&alice, &asked(Wish::NewFile("alice.age".into())), PATIENCE).await, Ok(Vec::new()));
    assert_eq!(choose(&alice, &asked(Wish::Folder), PATIENCE).await, Ok(Vec::new()));
    let asks = asks.lock().expect("nobody broke down");
    assert_eq!(asks[0].0, "SaveFile");
    assert_eq!(asks[0].1["current_name"].downcast_ref::<&str>().expect("a name"), "alice.age");
    assert!(asks[1].1["directory"].downcast_ref::<bool>().expect("a switch"));
    assert_ne!(asks[0].1["handle_token"], asks[1].1["handle_token"], "each dialog has a name of its own");
}

#[tokio::test]
async fn without_a_portal_it_is_said_and_nobody_waits() {
    let bus = Bus::start();
    assert_eq!(choose(&bus.connect().await, &asked(Wish::File), PATIENCE).await, Err(NoDialog));
}

#[tokio::test]
async fn a_portal_that_hangs_is_given_up() {
    let bus = Bus::start();
    let (_portal, _asks) = portal(&bus, Hand::Hangs).await;
    let soon = Duration::from_millis(50);
    assert_eq!(choose(&bus.connect().await, &asked(Wish::File), soon).await, Err(NoDialog));
}

#[tokio::test]
async fn a_dialog_whose_portal_is_gone_is_no_dialog() {
    let bus = Bus::start();
    let (portal, asks) = portal(&bus, Hand::Waits).await;
    let alice = bus.connect().await;
    let waits = asked(Wish::File);
    let goes = async {
        while asks.lock().expect("nobody broke down").is_empty() {
            tokio::task::yield_now().await;
        }
        portal.close().await.expect("it goes");
    };
    let (chosen, ()) = tokio::join!(choose(&alice, &waits, PATIENCE), goes);
    assert_eq!(chosen, Err(NoDialog));
}

#[tokio::test]
async fn a_dialog_that_nobody_waits_for_is_closed() {
    let bus = Bus::start();
    let (portal, asks) = portal(&bus, Hand::Waits).await;
    let closed = Arc::new(tokio::sync::Notify::new());
    let alice = bus.connect().await;
    let name = alice.unique_name().expect("a name").trim_start_matches(':').replace('.', "_");
    let waits = asked(Wish::File);
    let mut choosing = Box::pin(choose(&alice, &waits, PATIENCE));
    let opened = async {
        loop {
            if let Some((_, options)) = asks.lock().expect("nobody broke down").first() {
                break options["handle_token"].downcast_ref::<&str>().expect("a token").to_owned();
            }
            tokio::task::yield_now().await;
        }
    };
    let token = tokio::select! {
        _ = &mut choosing => panic!("nobody has chosen"),
        token = opened => token,
    };
    let path = format!("/org/freedesktop/portal/desktop/request/{name}/{token}");
    portal.object_server().at(path, Request(Arc::clone(&closed))).await.expect("a dialog");
    drop(choosing);
    closed.notified().await;
}

#[test]
fn an_address_of_a_file_is_a_path() {
    assert_eq!(path_of("file:///a%20b").as_deref(), Some(Path::new("/a b")));
    assert_eq!(path_of("https://a/b"), None);
}
