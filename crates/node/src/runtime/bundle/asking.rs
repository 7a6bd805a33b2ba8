//! What is asked of the engine, and what is told to whoever asked for the bundle.

use commonplace_core::id::Tag;
use commonplace_core::record::Lane;
use commonplace_core::set::SetKey;
use tokio::runtime::Handle;
use tokio::sync::{mpsc, oneshot, watch};

use crate::answer::Answer;
use crate::command::{Command, Name};
use crate::engine::{BundleAsk, BundleCircle, BundleGiven, Input};
use crate::error::Error;
use crate::node::{Node, Reply};
use crate::runtime::engine_thread::Message;
use crate::text::Text;

/// The way to the engine, and to the asker.
#[derive(Debug)]
pub(in crate::runtime) struct Asking {
    pub(in crate::runtime) node: Node,
    pub(in crate::runtime) handle: Handle,
    pub(in crate::runtime) inputs: mpsc::Sender<Message>,
    pub(in crate::runtime) out: mpsc::Sender<Reply>,
    /// Changes when the node stops.
    pub(in crate::runtime) stopping: watch::Receiver<bool>,
    pub(in crate::runtime) text: Text,
}

impl Asking {
    /// Waits for something, unless the asker goes away or the node stops.
    fn wait<T>(&self, work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
        let mut stopping = self.stopping.clone();
        self.handle.block_on(async {
            tokio::select! {
                biased;
                () = self.out.closed() => Err(Error::Cancelled),
                _ = stopping.wait_for(|stopping| *stopping) => Err(Error::Stopped),
                done = work => done,
            }
        })
    }

    /// Fails when the asker has gone away.
    pub(super) fn go_on(&self) -> Result<(), Error> {
        match (self.out.is_closed(), *self.stopping.borrow()) {
            (true, _) => Err(Error::Cancelled),
            (false, true) => Err(Error::Stopped),
            (false, false) => Ok(()),
        }
    }

    pub(super) fn ask(&self, asked: BundleAsk) -> Result<BundleGiven, Error> {
        self.wait(async {
            let (answer, given) = oneshot::channel();
            self.inputs.send(Message::Bundle { asked, answer }).await.map_err(|_| Error::Stopped)?;
            given.await.map_err(|_| Error::Stopped)?
        })
    }

    pub(super) fn circle(&self, name: Name) -> Result<BundleCircle, Error> {
        match self.ask(BundleAsk::Circle(name))? {
            BundleGiven::Circle(circle) => Ok(circle),
            _ => Err(Error::Stopped),
        }
    }

    /// Goes through the records of a lane, a page at a time, in the order in which they are to be written.
    pub(super) fn each_page(
        &self,
        tag: Tag,
        lane: Lane,
        mut each: impl FnMut(&[SetKey]) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut after = None;
        while let BundleGiven::Keys(keys) = self.ask(BundleAsk::Keys { tag, lane, after })?
            && let Some(last) = keys.last()
        {
            each(&keys)?;
            after = Some(*last);
        }
        Ok(())
    }

    /// Waits until the views know all records.
    pub(super) fn catch_up(&self) -> Result<(), Error> {
        self.wait(self.node.answers(Command::CatchUp)).map(drop)
    }

    /// Tells the engine of something.
    pub(super) fn input(&self, input: Input) -> Result<(), Error> {
        self.wait(async { self.inputs.send(Message::Input(input)).await.map_err(|_| Error::Stopped) })
    }

    pub(super) fn tell(&self, answer: Answer) -> Result<(), Error> {
        self.wait(async { self.out.send(Reply::Answer(Box::new(answer))).await.map_err(|_| Error::Cancelled) })
    }

    pub(super) fn fail(&self, error: Error) {
        // Whoever has gone away, or reads nothing, hears nothing.
        let _gone = self.out.try_send(Reply::Failed(error));
    }
}
