//! Addresses as people read them to each other and type them.

use super::screen::clean;

/// An address without the long id at its end, by which only programs tell relays apart.
pub(super) fn short(address: &str) -> String {
    address.split("/p2p/").next().unwrap_or(address).to_owned()
}

/// The addresses of a node as somebody on another laptop types them, each once, as `192.168.1.7:4001`. Those of this
/// laptop alone and those by way of a relay, which tickets hold, are left out, unless there are no others.
pub(super) fn typed(addresses: &[String]) -> Vec<String> {
    let mut typed: Vec<String> = Vec::new();
    for address in addresses.iter().filter_map(|address| host_and_port(address)) {
        if !typed.contains(&address) {
            typed.push(address);
        }
    }
    if typed.is_empty() { addresses.iter().map(|address| clean(address)).collect() } else { typed }
}

/// None of an address of this laptop alone, by way of a relay, or of another kind.
fn host_and_port(address: &str) -> Option<String> {
    if address.contains("/p2p-circuit") {
        return None;
    }
    let mut parts = address.split('/').skip(1);
    let (kind, host, transport, port) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    if !matches!(transport, "tcp" | "udp") {
        return None;
    }
    let port: u16 = port.parse().ok()?;
    let host: std::net::IpAddr = match kind {
        "ip4" | "ip6" => host.parse().ok()?,
        _ => return None,
    };
    (!host.is_loopback()).then(|| std::net::SocketAddr::new(host, port).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(addresses: &[&str]) -> Vec<String> {
        typed(&addresses.iter().map(|&address| address.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn each_address_is_told_once_as_it_is_typed() {
        let all = [
            "/ip4/10.0.0.5/tcp/4001/p2p/12D3Koo",
            "/ip4/10.0.0.5/udp/4001/quic-v1/p2p/12D3Koo",
            "/ip4/127.0.0.1/tcp/4001/p2p/12D3Koo",
            "/ip6/::1/tcp/4001/p2p/12D3Koo",
            "/ip6/2001:db8::7/tcp/4001/p2p/12D3Koo",
            "/ip4/203.0.113.7/tcp/17017/p2p/12D3Rel/p2p-circuit/p2p/12D3Koo",
        ];
        assert_eq!(of(&all), ["10.0.0.5:4001", "[2001:db8::7]:4001"]);
    }

    #[test]
    fn what_nobody_types_is_told_whole_when_there_is_nothing_else() {
        let alone = ["/ip4/127.0.0.1/tcp/4001/p2p/12D3Koo", "/dns4/relay.example.org/tcp/17017"];
        assert_eq!(of(&alone), alone);
    }
}
