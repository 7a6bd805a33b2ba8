//! The dialog of the system in which files and folders are chosen.
//!
//! On Linux it is the portal of the desktop (`org.freedesktop.portal.FileChooser`), asked over the session bus that
//! notices go over, too: it gives each desktop its own dialog, and reaches out of a sandbox. Where nothing answers, a place
//! is typed. No other program is started for it: one that shows such a dialog says by the same number that it was closed
//! and that it could not be shown.

use std::path::PathBuf;
use std::pin::Pin;

use commonplace_learning::reading::{FileAddress, file_address};

/// What is to be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// One file that is there.
    File,
    /// Some files that are there.
    Files,
    /// A folder that is there.
    Folder,
    /// A place for a file that is to be written, and what it would be called.
    NewFile(String),
}

/// What the dialog is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// What stands above it.
    pub title: String,
    /// What is to be chosen.
    pub wish: Wish,
}

/// There is no such dialog here, or it does not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this desktop has no dialog for choosing files that answers")]
pub struct NoDialog;

/// What was chosen; nothing when the dialog was closed.
pub type Chosen = Result<Vec<PathBuf>, NoDialog>;

/// The dialog, open until somebody has chosen. Dropping it closes it.
pub type Choosing = Pin<Box<dyn Future<Output = Chosen> + Send>>;

/// Opens the dialog of the system.
#[cfg(target_os = "linux")]
pub(crate) fn open(asked: Asked) -> Choosing {
    Box::pin(async move {
        let bus = tokio::time::timeout(portal::PATIENCE, zbus::Connection::session()).await;
        let Ok(Ok(bus)) = bus else { return Err(NoDialog) };
        portal::choose(&bus, &asked, portal::PATIENCE).await
    })
}

/// Other systems have dialogs that nobody has tried here: there a place is typed.
#[cfg(not(target_os = "linux"))]
pub(crate) fn open(_asked: Asked) -> Choosing {
    Box::pin(std::future::ready(Err(NoDialog)))
}

/// The path of a `file:` address, unless it leads to another computer.
pub(crate) fn path_of(address: &str) -> Option<PathBuf> {
    match file_address(address)? {
        FileAddress::Here(path) => Some(path.into()),
        FileAddress::Elsewhere(_) => None,
    }
}

#[cfg(target_os = "linux")]
mod portal {
    use std::collections::HashMap;
    use std::path::PathBuf;
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::time::Duration;

    use iced::futures::StreamExt;
    use iced::futures::future::{Either, select};
    use zbus::message::Type;
    use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};
    use zbus::{Connection, MatchRule, Message, MessageStream};

    use super::{Asked, Chosen, NoDialog, Wish, path_of};

    /// How long the desktop may take to show it: the first dialog starts its service.
    pub(super) const PATIENCE: Duration = Duration::from_secs(10);

    /// The service, its path and its interfaces, by the specification of freedesktop.org.
    const NAME: &str = "org.freedesktop.portal.Desktop";
    const PATH: &str = "/org/freedesktop/portal/desktop";
    const CHOOSER: &str = "org.freedesktop.portal.FileChooser";
    const REQUEST: &str = "org.freedesktop.portal.Request";
    /// Signals waiting: a dialog has one answer, and its service goes once.
    const WAITING: usize = 4;
    /// Files taken of one answer: as many as are taken from a hand that lets them go over the window.
    const FILES: usize = 256;
    /// The answer of somebody who has chosen, and of one who has closed the dialog.
    const DONE: u32 = 0;
    const CLOSED: u32 = 1;

    /// Dialogs that were opened: each has a name of its own.
    static OPENED: AtomicU64 = AtomicU64::new(0);

    /// Closes the dialog that nobody waits for any more.
    struct Open {
        bus: Connection,
        request: Option<OwnedObjectPath>,
    }

    impl Drop for Open {
        fn drop(&mut self) {
            let (Some(request), Ok(runtime)) = (self.request.take(), tokio::runtime::Handle::try_current()) else {
                return;
            };
            let bus = self.bus.clone();
            runtime.spawn(async move {
                let _gone = bus.call_method(Some(NAME), request.as_str(), Some(REQUEST), "Close", &()).await;
            });
        }
    }

    /// Asks the portal on this bus, which may take so long to show the dialog; whoever chooses may take as long as they like.
    pub(super) async fn choose(bus: &Connection, asked: &Asked, patience: Duration) -> Chosen {
        chosen(bus, asked, patience).await.unwrap_or_else(|error| {
            tracing::debug!(%error, "no dialog for choosing files");
            Err(NoDialog)
        })
    }

    async fn chosen(bus: &Connection, asked: &Asked, patience: Duration) -> zbus::Result<Chosen> {
        let name = bus.unique_name().map(|name| name.trim_start_matches(':').replace('.', "_")).unwrap_or_default();
        let token = format!("commonplace{}", OPENED.fetch_add(1, Ordering::Relaxed));
        let expected = format!("{PATH}/request/{name}/{token}");
        // Heard before it is asked for: the answer of a quick hand is not missed.
        let signal = || MatchRule::builder().msg_type(Type::Signal);
        let answer = signal().interface(REQUEST)?.member("Response")?.path(expected.as_str())?.build();
        let mut answers = MessageStream::for_match_rule(answer, bus, Some(WAITING)).await?;
        let owner = signal().sender("org.freedesktop.DBus")?.member("NameOwnerChanged")?.arg(0, NAME)?.build();
        let mut owners = MessageStream::for_match_rule(owner, bus, Some(WAITING)).await?;

        let (method, options) = request(asked, &token);
        // Without the window's own name: the desktop puts the dialog in front of what has the focus.
        let call = ("", asked.title.as_str(), options);
        let mut open = Open { bus: bus.clone(), request: Some(OwnedObjectPath::try_from(expected)?) };
        let shown = bus.call_method(Some(NAME), PATH, Some(CHOOSER), method, &call);
        let Ok(shown) = tokio::time::timeout(patience, shown).await else { return Ok(Err(NoDialog)) };
        let shown = shown.inspect_err(|_| open.request = None)?;
        let portal = shown.header().sender().map(ToString::to_string);

        loop {
            let heard = match select(answers.next(), owners.next()).await {
                Either::Left((Some(answer), _)) => Heard::Answer(answer?),
                Either::Right((Some(owner), _)) => Heard::Owner(owner?),
                Either::Left((None, _)) | Either::Right((None, _)) => return Ok(Err(NoDialog)),
            };
            match heard {
                // Anybody on the bus can say something under this path; the portal is whom we asked.
                Heard::Answer(answer) if answer.header().sender().map(ToString::to_string) == portal => {
                    open.request = None;
                    return answered(&answer);
                }
                Heard::Owner(owner) => {
                    let (_, _, now): (String, String, String) = owner.body().deserialize()?;
                    if now.is_empty() {
                        open.request = None;
                        return Ok(Err(NoDialog));
                    }
                }
                Heard::Answer(_) => {}
            }
        }
    }

    enum Heard {
        Answer(Message),
        Owner(Message),
    }

    fn request<'a>(asked: &'a Asked, token: &'a str) -> (&'static str, HashMap<&'static str, Value<'a>>) {
        let mut options = HashMap::from([("handle_token", Value::from(token)), ("modal", Value::from(true))]);
        let method = match &asked.wish {
            Wish::NewFile(name) => {
                options.insert("current_name", Value::from(name.as_str()));
                "SaveFile"
            }
            Wish::File => "OpenFile",
            Wish::Files => {
                options.insert("multiple", Value::from(true));
                "OpenFile"
            }
            Wish::Folder => {
                options.insert("directory", Value::from(true));
                "OpenFile"
            }
        };
        (method, options)
    }

    fn answered(answer: &Message) -> zbus::Result<Chosen> {
        let body = answer.body();
        let (outcome, mut results): (u32, HashMap<String, OwnedValue>) = body.deserialize()?;
        if outcome != DONE {
            // Somebody has closed it; anything else went wrong on the desktop's side.
            return Ok(if outcome == CLOSED { Ok(Vec::new()) } else { Err(NoDialog) });
        }
        let addresses: Vec<String> = match results.remove("uris") {
            Some(addresses) => addresses.try_into()?,
            None => Vec::new(),
        };
        let paths: Vec<PathBuf> = addresses.iter().filter_map(|address| path_of(address)).take(FILES).collect();
        Ok(Ok(paths))
    }
}

#[cfg(all(test, target_os = "linux"))]
#[path = "choose/tests.rs"]
mod tests;
