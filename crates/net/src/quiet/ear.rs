//! The sockets of quiet discovery: they join the group of multicast DNS on every interface and send nothing.

use std::collections::BTreeSet;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use commonplace_core::limits;
use socket2::{Domain, Protocol, Socket, Type};
use tokio::net::UdpSocket;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::{MissedTickBehavior, interval};

use super::{Announced, announced};

/// Where multicast DNS is spoken (RFC 6762).
pub(crate) const PORT: u16 = 5353;
pub(crate) const GROUP_V4: Ipv4Addr = Ipv4Addr::new(224, 0, 0, 251);
pub(crate) const GROUP_V6: Ipv6Addr = Ipv6Addr::new(0xff02, 0, 0, 0, 0, 0, 0, 0xfb);
/// Between two looks at which interfaces there are.
const LOOK: Duration = Duration::from_secs(5);
/// Most announcements that wait to be taken note of; more are repeated soon anyway.
const WAITING: usize = 64;

/// Listens until dropped.
#[derive(Debug)]
pub(crate) struct Ear {
    heard: mpsc::Receiver<Vec<Announced>>,
    tasks: Vec<JoinHandle<()>>,
}

impl Ear {
    /// Begins to listen, on the current runtime.
    pub(crate) fn open() -> Self {
        let (to, heard) = mpsc::channel(WAITING);
        let tasks = [IpAddr::V4(GROUP_V4), IpAddr::V6(GROUP_V6)].map(|group| tokio::spawn(listen(group, to.clone())));
        Self { heard, tasks: tasks.into() }
    }

    /// The next announcements.
    pub(crate) async fn next(&mut self) -> Option<Vec<Announced>> {
        self.heard.recv().await
    }
}

impl Drop for Ear {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

async fn listen(group: IpAddr, to: mpsc::Sender<Vec<Announced>>) {
    let socket = match socket(group) {
        Ok(socket) => socket,
        Err(error) => {
            tracing::warn!(%error, %group, "no quiet discovery on the local network");
            return;
        }
    };
    let mut joined = BTreeSet::new();
    let mut look = interval(LOOK);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut packet = vec![0; limits::MDNS_PACKET_BYTES];
    loop {
        tokio::select! {
            _ = look.tick() => joined = join_all(&socket, group, &joined),
            received = socket.recv_from(&mut packet) => {
                let Ok((len, from)) = received else { continue };
                let all = announced(packet.get(..len).unwrap_or_default(), from);
                // A full queue is a flood: what is true in it is said again.
                let _ = if all.is_empty() { Ok(()) } else { to.try_send(all) };
            }
        }
    }
}

/// A socket at the port of multicast DNS, which it shares with others.
pub(crate) fn socket(group: IpAddr) -> io::Result<UdpSocket> {
    let (domain, any) = match group {
        IpAddr::V4(_) => (Domain::IPV4, IpAddr::V4(Ipv4Addr::UNSPECIFIED)),
        IpAddr::V6(_) => (Domain::IPV6, IpAddr::V6(Ipv6Addr::UNSPECIFIED)),
    };
    let socket = Socket::new(domain, Type::DGRAM, Some(Protocol::UDP))?;
    socket.set_reuse_address(true)?;
    #[cfg(unix)]
    socket.set_reuse_port(true)?;
    if group.is_ipv6() {
        socket.set_only_v6(true)?;
    }
    socket.bind(&SocketAddr::new(any, PORT).into())?;
    socket.set_nonblocking(true)?;
    UdpSocket::from_std(socket.into())
}

/// Joins the group on every interface that is new, and forgets those that are gone, so that they are joined again when
/// they come back.
pub(crate) fn join_all(
    socket: &UdpSocket,
    group: IpAddr,
    joined: &BTreeSet<(String, IpAddr)>,
) -> BTreeSet<(String, IpAddr)> {
    let interfaces = if_addrs::get_if_addrs().unwrap_or_default();
    let of_group = interfaces.into_iter().filter(|one| one.ip().is_ipv4() == group.is_ipv4() && !one.is_loopback());
    let mut present = BTreeSet::new();
    for interface in of_group.take(limits::MDNS_INTERFACES) {
        let key = (interface.name.clone(), interface.ip());
        if !joined.contains(&key) {
            let done = match (group, interface.ip()) {
                (IpAddr::V4(group), IpAddr::V4(own)) => socket.join_multicast_v4(group, own),
                (IpAddr::V6(group), _) => socket.join_multicast_v6(&group, interface.index.unwrap_or(0)),
                _ => continue,
            };
            // One interface may have several addresses, and need be joined but once.
            if let Err(error) =
                done.or_else(|error| if error.kind() == io::ErrorKind::AddrInUse { Ok(()) } else { Err(error) })
            {
                tracing::debug!(%error, interface = %key.0, "cannot listen here");
                continue;
            }
        }
        present.insert(key);
    }
    present
}
