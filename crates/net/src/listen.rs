//! Listening: every wanted address that can be had, at the wanted port or another.

use std::io;
use std::net::{TcpListener, UdpSocket};

use libp2p::{Swarm, TransportError};

use crate::behaviour::Behaviour;
use crate::{Address, Carrier, Config, StartError};

/// Begins to listen. An address that cannot be had (no IPv6 here, say) is passed over as long as one can.
pub(crate) fn listen(swarm: &mut Swarm<Behaviour>, config: &Config) -> Result<(), StartError> {
    let mut first_failure = None;
    let mut any = config.listen.is_empty();
    // All are looked at before any is taken: a socket for IPv6 may stand in the way of our own for IPv4.
    let free: Vec<Address> = wanted(config).map(free_port).collect();
    for address in free {
        match listen_at(swarm, address) {
            Ok(()) => any = true,
            Err(source) => {
                tracing::info!(%address, %source, "cannot listen");
                first_failure.get_or_insert(StartError::Listen { address, source });
            }
        }
    }
    for place in config.relay.iter().flat_map(|relay| &relay.external) {
        // Without this a relay gives nobody a place.
        swarm.add_external_address(place.to_multiaddr());
    }
    first_failure.filter(|_| !any).map_or(Ok(()), Err)
}

fn wanted(config: &Config) -> impl Iterator<Item = Address> {
    config.listen.iter().copied().filter(|address| config.quic || address.carrier() == Carrier::Tcp)
}

/// The address itself, or the same with any port if its own is taken.
fn free_port(address: Address) -> Address {
    if is_free(address) { address } else { address.with_port(0) }
}

fn listen_at(swarm: &mut Swarm<Behaviour>, address: Address) -> io::Result<()> {
    match try_listen(swarm, address) {
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => try_listen(swarm, address.with_port(0)),
        result => result,
    }
}

fn try_listen(swarm: &mut Swarm<Behaviour>, address: Address) -> io::Result<()> {
    match swarm.listen_on(address.without_peer().to_multiaddr()) {
        Ok(_) => Ok(()),
        Err(TransportError::Other(error)) => Err(error),
        Err(TransportError::MultiaddrNotSupported(_)) => Err(io::ErrorKind::Unsupported.into()),
    }
}

/// Whether nobody listens there. The library asks for a shared port, so that two homes on one machine would both get
/// the same one without an error, and each half of the connections.
fn is_free(address: Address) -> bool {
    let in_use = |error: io::Error| error.kind() == io::ErrorKind::AddrInUse;
    let taken = match address.carrier() {
        Carrier::Tcp => TcpListener::bind(address.socket()).map(drop).is_err_and(in_use),
        Carrier::Quic => UdpSocket::bind(address.socket()).map(drop).is_err_and(in_use),
    };
    !taken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_seen() {
        let tcp = TcpListener::bind("127.0.0.1:0").unwrap();
        assert!(!is_free(Address::tcp(tcp.local_addr().unwrap())));
        let udp = UdpSocket::bind("127.0.0.1:0").unwrap();
        assert!(!is_free(Address::quic(udp.local_addr().unwrap())));
    }

    #[test]
    fn without_quic_only_tcp_is_listened_on() {
        let mut config = Config::on_port(4001);
        assert_eq!(wanted(&config).count(), 4);
        config.quic = false;
        assert!(wanted(&config).all(|address| address.carrier() == Carrier::Tcp));
        assert_eq!(wanted(&config).count(), 2);
    }
}
