//! The machine around the window: a host whose node answers from the world.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use commonplace_core::time::Timestamp;
use commonplace_desktop::backend::{Host, Started, Waiting};
use commonplace_desktop::choose::{Asked, Choosing, NoDialog};
use commonplace_desktop::clipboard::{NotPasted, Pasted};
use commonplace_node::error::Error;
use commonplace_node::event::Event;
use commonplace_node::home::Passphrase;
use commonplace_node::node::{Node, Request};
use commonplace_node::zone::Zone;
use tokio::sync::{broadcast, mpsc};

use super::{NOON, World};

/// A host whose node is a double.
#[derive(Debug)]
pub(crate) struct Double {
    world: Arc<Mutex<World>>,
    events: broadcast::Sender<Event>,
    remembered: Mutex<String>,
    notices: Mutex<Vec<String>>,
    pictures: PathBuf,
}

impl Double {
    /// A double around this world.
    pub(crate) fn new(world: World, pictures: PathBuf) -> Self {
        let (events, _) = broadcast::channel(64);
        Self {
            world: Arc::new(Mutex::new(world)),
            events,
            remembered: Mutex::default(),
            notices: Mutex::default(),
            pictures,
        }
    }

    /// What was told outside of the window.
    pub(crate) fn notices(&self) -> Vec<String> {
        self.notices.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The world, to look into or to change.
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Host for Double {
    fn has_home(&self) -> bool {
        !self.world().name.is_empty()
    }

    fn create_home(&self, name: &str) -> Result<(), Error> {
        if name.len() > 128 {
            return Err(Error::TooLong { what: "name".into(), max: "128 bytes".into() });
        }
        self.world().name = name.into();
        Ok(())
    }

    fn restore_home(&self, words: &str, name: &str) -> Result<(), Error> {
        let why = commonplace_core::words::Words::parse(words).err();
        why.map_or_else(|| self.create_home(name), |why| Err(Error::BadWords { why }))
    }

    fn restore_backup(&self, file: &Path, passphrase: &Passphrase, words: Option<&str>) -> Result<(), Error> {
        if passphrase.expose() != "open sesame" {
            return Err(Error::WrongPassphrase);
        }
        if words.is_none() {
            return Err(Error::BadBackup { why: commonplace_node::backup::BadBackup::WithoutKeys });
        }
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        self.create_home(&name)
    }

    fn start(&self, passphrase: Option<Passphrase>, progress: &mut dyn FnMut(u8)) -> Result<Started, Error> {
        progress(50);
        let sealed = self.world().passphrase.clone();
        match (sealed, passphrase) {
            (Some(_), None) => return Err(Error::Locked { home: "/home/ana/commonplace".into() }),
            (Some(sealed), Some(given)) if sealed != given.expose() => return Err(Error::WrongPassphrase),
            _ => {}
        }
        if let Some(error) = self.world().closed.clone() {
            return Err(error);
        }
        let (requests, mut incoming) = mpsc::channel::<Request>(16);
        let world = Arc::clone(&self.world);
        let serve = move || {
            let mut unanswered = Vec::new();
            while let Some(Request { command, replies }) = incoming.blocking_recv() {
                let mut world = world.lock().unwrap_or_else(PoisonError::into_inner);
                if world.swallows > 0 {
                    world.swallows -= 1;
                    unanswered.push(replies);
                    continue;
                }
                let steps = world.serve(command);
                drop(world);
                for step in steps {
                    let _asker_left = replies.blocking_send(step);
                }
            }
        };
        std::thread::spawn(serve);
        Ok(Started { node: Node::new(requests, self.events.clone()), guard: Box::new(()) })
    }

    fn now(&self) -> Timestamp {
        Timestamp::from_millis(NOON)
    }

    fn zone(&self) -> Zone {
        Zone::ahead(180)
    }

    fn wait(&self, _time: Duration) -> Waiting {
        if self.world().out_of_time { Box::pin(std::future::ready(())) } else { Box::pin(std::future::pending()) }
    }

    fn remembered(&self) -> String {
        self.remembered.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn remember(&self, preferences: &str) {
        preferences.clone_into(&mut self.remembered.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn notify(&self, _heading: &str, words: &str) {
        self.notices.lock().unwrap_or_else(PoisonError::into_inner).push(words.to_owned());
    }

    fn choose(&self, asked: Asked) -> Choosing {
        let mut world = self.world();
        world.dialogs.push(asked);
        let chosen = world.chooses.pop_front().unwrap_or(Err(NoDialog));
        Box::pin(std::future::ready(chosen))
    }

    fn paste(&self) -> Result<Pasted, NotPasted> {
        self.world().clipboard.clone().unwrap_or(Err(NotPasted::Unreachable))
    }

    fn forget_pasted(&self, file: &Path) {
        self.world().forgotten.push(file.to_owned());
    }

    fn log(&self) -> Vec<String> {
        vec!["WARN commonplace_net: no discovery on the local network".into()]
    }

    fn pictures(&self) -> PathBuf {
        self.pictures.clone()
    }

    fn saved(&self) -> PathBuf {
        self.pictures.join("saved")
    }
}
