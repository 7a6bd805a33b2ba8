//! Looks at this machine and its surroundings, for whoever asks why two nodes do not meet. Each look is a single, harmless
//! act that ends in time; none of them changes anything.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use commonplace_core::limits;
use if_addrs::{IfAddr, IfOperStatus};
use tokio::net::{TcpStream, UdpSocket};
use tokio::time::{Instant, timeout, timeout_at};

use crate::quiet::ear::{GROUP_V4, PORT, join_all, socket};
use crate::{Address, Config, DialFailure, Event, Mdns, Net, TransportSecret};

/// How long an open port may take to answer.
const KNOCK: Duration = Duration::from_secs(3);
/// How long a packet to oneself may take.
const ECHO: Duration = Duration::from_millis(1500);
/// How long a node may take to answer a dial: the transport's own patience, and a little.
const DIAL: Duration = Duration::from_secs(12);

/// An address of this machine that is not only for itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interface {
    /// As the system calls it.
    pub name: String,
    /// The address.
    pub ip: IpAddr,
    /// Bits of the address that name its network.
    pub bits: u32,
    /// Whether something is at the other end of it.
    pub up: bool,
    /// Whether it leads to one other machine, as tunnels do.
    pub tunnel: bool,
}

impl Interface {
    /// Whether an address is in the same network.
    #[must_use]
    pub fn holds(&self, ip: IpAddr) -> bool {
        let top = |value: u128, width: u32| value.checked_shr(width.saturating_sub(self.bits));
        match (self.ip, ip) {
            (IpAddr::V4(ours), IpAddr::V4(theirs)) => {
                top(u32::from(ours).into(), 32) == top(u32::from(theirs).into(), 32)
            }
            (IpAddr::V6(ours), IpAddr::V6(theirs)) => top(ours.into(), 128) == top(theirs.into(), 128),
            _ => false,
        }
    }
}

/// The addresses of this machine, without loopback.
#[must_use]
pub fn interfaces() -> Vec<Interface> {
    let all = if_addrs::get_if_addrs().unwrap_or_default();
    let of = |one: if_addrs::Interface| Interface {
        up: carrier(&one.name).unwrap_or(matches!(one.oper_status, IfOperStatus::Up | IfOperStatus::Unknown)),
        tunnel: one.is_p2p(),
        ip: one.ip(),
        bits: match &one.addr {
            IfAddr::V4(v4) => v4.prefixlen.into(),
            IfAddr::V6(v6) => v6.prefixlen.into(),
        },
        name: one.name,
    };
    all.into_iter().filter(|one| !one.is_loopback()).map(of).collect()
}

/// Whether something is at the other end of an interface, where the system says so as Linux does. Flags of the interface
/// alone do not tell of a cable that was pulled.
fn carrier(name: &str) -> Option<bool> {
    let state = std::fs::read_to_string(format!("/sys/class/net/{name}/operstate")).ok()?;
    Some(!matches!(state.trim(), "down" | "lowerlayerdown" | "notpresent"))
}

/// What came of knocking at a port.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Knock {
    /// It is open.
    Open,
    /// The machine is there, and nothing listens.
    Refused,
    /// Nothing came back.
    Silent,
    /// No way leads there.
    NoRoute,
}

/// Connects to a port by TCP, and lets go of it.
pub async fn knock(place: SocketAddr) -> Knock {
    match timeout(KNOCK, TcpStream::connect(place)).await {
        Ok(Ok(_)) => Knock::Open,
        Ok(Err(error)) => match error.kind() {
            ErrorKind::ConnectionRefused => Knock::Refused,
            ErrorKind::NetworkUnreachable | ErrorKind::HostUnreachable => Knock::NoRoute,
            _ => Knock::Silent,
        },
        Err(_) => Knock::Silent,
    }
}

/// Says something to the local network on every IPv4 interface, and tells on which of them it was heard back here: a
/// firewall of this machine that keeps multicast out keeps this out too. What it says is a question for a name that nobody
/// has. None where no socket could be had.
pub async fn echoes() -> Option<Vec<(Interface, bool)>> {
    let group = IpAddr::V4(GROUP_V4);
    let ear = socket(group).ok()?;
    join_all(&ear, group, &BTreeSet::new());
    let question = question()?;
    let mut all = Vec::new();
    for interface in interfaces().into_iter().filter(|one| one.ip.is_ipv4() && one.up && !one.tunnel) {
        if let Ok(mouth) = UdpSocket::bind((interface.ip, 0)).await {
            let _ = mouth.send_to(&question, (GROUP_V4, PORT)).await;
            all.push((interface, false));
        }
    }
    let until = Instant::now() + ECHO;
    let mut packet = vec![0; limits::MDNS_PACKET_BYTES];
    while all.iter().any(|(_, heard)| !heard) {
        let Ok(Ok((len, from))) = timeout_at(until, ear.recv_from(&mut packet)).await else { break };
        if packet.get(..len) == Some(&question[..]) {
            all.iter_mut().filter(|(one, _)| one.ip == from.ip()).for_each(|(_, heard)| *heard = true);
        }
    }
    Some(all)
}

/// A question of multicast DNS (RFC 6762) for sixteen random letters below `local`.
fn question() -> Option<Vec<u8>> {
    let mut random = [0; 16];
    getrandom::fill(&mut random).ok()?;
    let letters = random.map(|byte| b'a' + byte % 26);
    // One question, no answers; the name; type PTR, class IN.
    let head = [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 16];
    Some([&head[..], &letters, &[5], b"local", &[0, 0, 12, 0, 1]].concat())
}

/// Whether the machine with an address of this network answers at all, whatever its firewall says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Neighbour {
    /// It has told the address of its network card.
    Present,
    /// It was asked for that and did not answer.
    Absent,
    /// The system does not say.
    Unknown,
}

/// What the system knows of a neighbour after something was sent to it. Known of IPv4 on Linux.
#[must_use]
pub fn neighbour(ip: IpAddr) -> Neighbour {
    let table = std::fs::read_to_string("/proc/net/arp").unwrap_or_default();
    let row = table.lines().skip(1).find(|row| row.split_whitespace().next() == Some(ip.to_string().as_str()));
    let complete = row.and_then(|row| row.split_whitespace().nth(2)).map(|flags| flags != "0x0");
    match complete {
        Some(true) => Neighbour::Present,
        Some(false) => Neighbour::Absent,
        None => Neighbour::Unknown,
    }
}

/// The interface to which everything goes that has no other way. Known of IPv4 on Linux.
#[must_use]
pub fn default_interface() -> Option<String> {
    let table = std::fs::read_to_string("/proc/net/route").unwrap_or_default();
    let mut rows = table.lines().skip(1).map(str::split_whitespace);
    rows.find_map(|mut row| {
        let (name, to) = (row.next()?, row.next()?);
        (to == "00000000").then(|| name.to_owned())
    })
}

/// Dials an address as a stranger with a passing key: whether a node of this protocol answers there, and if not, why not.
///
/// # Errors
/// [`DialFailure`], as the network tells it.
pub async fn dial(address: Address) -> Result<(), DialFailure> {
    let failed = |why: &str| DialFailure::Other(why.to_owned());
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|_| failed("no randomness"))?;
    let config = Config { mdns: Mdns::Off, ..Config::default() };
    let (net, mut events) =
        Net::start(config, TransportSecret::from_seed(seed)).map_err(|error| failed(&error.to_string()))?;
    net.dial(address).await;
    let outcome = timeout(DIAL, async {
        while let Some(event) = events.recv().await {
            match event {
                Event::PeerUp { .. } => return Ok(()),
                Event::DialFailed { why, .. } => return Err(why),
                _ => {}
            }
        }
        Err(DialFailure::TimedOut)
    });
    let outcome = outcome.await.unwrap_or(Err(DialFailure::TimedOut));
    drop(events);
    net.shutdown().await;
    outcome
}
