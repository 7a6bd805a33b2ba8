//! `commonplace run`: a node in the foreground.

use std::io;

use commonplace_node::answer::Answer;
use commonplace_node::command::{Command, Discovery};
use commonplace_node::event::Event;
use commonplace_node::runtime::{Options, Running};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use super::{Done, Setting};
use crate::args::RunArgs;
use crate::failure::Failure;
use crate::open;
use crate::output::{Layout, Output};
use crate::secret;

type Console = Output<io::StdoutLock<'static>, io::Stderr>;

/// Runs until Ctrl+C or SIGTERM, printing what the node tells.
pub(crate) fn run(setting: &Setting, args: RunArgs) -> Done {
    let passphrase = secret::of_home(setting, setting.folder())?;
    let waiting = open::tokio()?;
    let options = Options {
        listen: args.listen,
        peers: args.peer,
        relays: args.relay,
        mdns: if args.no_mdns { Some(Discovery::Off) } else { args.mdns },
        passphrase,
        ..Options::on(setting.folder().to_owned())
    };
    let running = open::start(&options, setting)?;
    let mut output = Output::to_console(setting.format, Layout::Whole, &setting.text);
    output.tell_all(setting.verbose);
    waiting.block_on(tell(&running, &mut output))
}

async fn tell(running: &Running, output: &mut Console) -> Done {
    let mut events = Events { from: running.node.events(), listening: Vec::new() };
    let mut signals = Signals::listen()?;
    for event in opening(running).await {
        output.answer(&Answer::Event(events.note(event)))?;
    }
    loop {
        let event = tokio::select! {
            event = events.next() => event,
            () = signals.stop() => Some(Event::Stopping),
        };
        let Some(event) = event else { return Ok(()) };
        let over = event == Event::Stopping;
        output.answer(&Answer::Event(event))?;
        if over {
            return Ok(());
        }
    }
}

/// What the node may have told before anybody listened.
async fn opening(running: &Running) -> Vec<Event> {
    let mut told = vec![Event::Started { name: running.name.clone(), peer: running.peer.clone() }, Event::Ready];
    told.extend(running.found.new_device.clone());
    told.extend(running.found.damage.iter().map(|damage| Event::Trouble { text: damage.clone() }));
    let answers = running.node.answers(Command::Status { circle: None }).await.unwrap_or_default();
    if let Some(Answer::Status(status)) = answers.into_iter().next()
        && !status.listening.is_empty()
    {
        told.push(Event::Listening { addresses: status.listening });
    }
    told
}

/// The events of the node, each told once.
struct Events {
    from: Receiver<Event>,
    listening: Vec<String>,
}

impl Events {
    /// The next one; none when the node is gone.
    async fn next(&mut self) -> Option<Event> {
        loop {
            match self.from.recv().await {
                Ok(Event::Started { .. } | Event::Ready) => {}
                Ok(Event::Listening { addresses }) if addresses == self.listening => {}
                Ok(event) => return Some(self.note(event)),
                // Our reader is slower than the node; the next events say how things stand.
                Err(RecvError::Lagged(missed)) => tracing::warn!(missed, "events were too many to print"),
                Err(RecvError::Closed) => return None,
            }
        }
    }

    fn note(&mut self, event: Event) -> Event {
        if let Event::Listening { addresses } = &event {
            self.listening.clone_from(addresses);
        }
        event
    }
}

/// Ctrl+C and the signal by which services are stopped.
pub(super) struct Signals {
    interrupt: Signal,
    terminate: Signal,
}

impl Signals {
    pub(super) fn listen() -> Result<Self, Failure> {
        let on = |kind| signal(kind).map_err(|error| Failure::Said(error.to_string()));
        Ok(Self { interrupt: on(SignalKind::interrupt())?, terminate: on(SignalKind::terminate())? })
    }

    pub(super) async fn stop(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}
