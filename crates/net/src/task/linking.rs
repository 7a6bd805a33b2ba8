//! Links and other streams: opening them, taking them, and what becomes of them.

use super::{Due, Report, Task};
use crate::dialer::{Input, Target};
use crate::link::work::{self, LinkTask};
use crate::links::{Choice, Next};
use crate::stream::{Accepted, Protocol, Stream};
use crate::{CloseReason, Event, OpenError, PeerId};

impl Task {
    /// Opens the link with a peer, if it still has none.
    pub(super) fn open_link(&mut self, peer: PeerId) {
        if !self.links.should_open(peer) {
            return;
        }
        let (streams, report_to) = (self.streams.clone(), self.report_to.clone());
        tokio::spawn(async move {
            let opened = streams.open(peer, Protocol::Sync).await;
            // If the network is shut down, nobody needs the stream.
            let _ = report_to.send(Report::Opened(peer, opened)).await;
        });
    }

    /// Opens it now, or makes the connection that it needs.
    pub(super) fn open_link_now(&mut self, peer: PeerId) {
        self.links.hurry(peer);
        if self.peers.contains_key(&peer) {
            self.open_link(peer);
        } else if self.shared.book().knows(peer) {
            self.dial(Input::Wanted(Target::Peer(peer)));
        }
    }

    pub(super) fn on_accepted(&mut self, accepted: Accepted) {
        let Accepted { peer, protocol, stream } = accepted;
        // Who opens such a stream speaks our protocol, even if its introduction is still on the way.
        self.prove(peer);
        if !self.shared.peers().contains(&peer) {
            return;
        }
        match protocol {
            Protocol::Sync => {
                let now = self.now();
                if self.peers.get_mut(&peer).is_some_and(|known| known.may_open(now)) {
                    self.choose(peer, stream, false);
                }
            }
            Protocol::Blob | Protocol::Join | Protocol::Return | Protocol::Lease | Protocol::Pair => {
                self.tell(Event::Inbound { peer, protocol, stream });
            }
        }
    }

    pub(super) fn on_report(&mut self, report: Report) {
        match report {
            Report::Found(peer, addresses) => self.on_relay_found(peer, &addresses),
            Report::Opened(peer, Ok(stream)) => self.choose(peer, stream, true),
            Report::Opened(peer, Err(error)) => self.on_open_failed(peer, &error),
            Report::LinkOver(peer, id, reason) => {
                tracing::debug!(%peer, %reason, "link over");
                self.controls.remove(&id);
                let next = self.links.over(self.now(), peer, id);
                self.follow(peer, next);
            }
        }
    }

    fn on_open_failed(&mut self, peer: PeerId, error: &OpenError) {
        tracing::debug!(%peer, %error, "no link");
        let next = self.links.failed(self.now(), peer);
        self.follow(peer, next);
    }

    fn follow(&mut self, peer: PeerId, next: Next) {
        match next {
            Next::OpenAt(at) => self.agenda.at(at, Due::OpenLink(peer)),
            Next::Disconnect => self.disconnect(peer),
            Next::Nothing => {}
        }
    }

    /// A stream for the link stands: take it or leave it.
    fn choose(&mut self, peer: PeerId, stream: Stream, initiator: bool) {
        let Choice::Keep { id, replaces } = self.links.opened(self.now(), peer, initiator) else { return };
        if let Some(control) = replaces.and_then(|old| self.controls.remove(&old)) {
            control.close(CloseReason::Replaced);
        }
        let (link, control, task) = work::link(peer, initiator);
        self.controls.insert(id, control);
        let report_to = self.report_to.clone();
        tokio::spawn(async move {
            let reason = carry(task, stream, initiator).await;
            // If the network is shut down, nobody asks any more.
            let _ = report_to.send(Report::LinkOver(peer, id, reason)).await;
        });
        self.tell(Event::Link { peer, link });
    }

    pub(super) fn close_link_of(&mut self, peer: PeerId, reason: &CloseReason) {
        if let Some(control) = self.links.peer_down(peer).and_then(|id| self.controls.remove(&id)) {
            control.close(reason.clone());
        }
    }
}

async fn carry(task: LinkTask, mut stream: Stream, initiator: bool) -> CloseReason {
    if !initiator {
        // Should this fail, so will the first read, and that is where the reason is told.
        let _ = stream.say_taken().await;
    }
    task.run(stream).await
}
