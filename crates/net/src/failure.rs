//! From the library's errors of dialling to words for people.

use std::error::Error;
use std::io::{self, ErrorKind};

use libp2p::swarm::DialError;
use libp2p::{Multiaddr, TransportError, allow_block_list, connection_limits, memory_connection_limits};

use crate::{Address, DialFailure, PeerId};

/// What a failed dial means, for each address that was tried.
pub(crate) fn explain(error: DialError, tried: &[Address]) -> Vec<(Address, DialFailure)> {
    let everywhere = |why: &DialFailure| tried.iter().map(|address| (*address, why.clone())).collect();
    let at = |multiaddr: &Multiaddr, why| Address::from_multiaddr(multiaddr).map(|address| (address, why)).into_iter();
    match error {
        DialError::Transport(errors) => {
            errors.iter().flat_map(|(multiaddr, error)| at(multiaddr, transport(error))).collect()
        }
        DialError::WrongPeerId { obtained, address } => at(&address, wrong_peer(&obtained)).collect(),
        DialError::LocalPeerId { address } => at(&address, DialFailure::Ourselves).collect(),
        DialError::NoAddresses => everywhere(&DialFailure::Undialable),
        DialError::Denied { cause } => everywhere(&denied(&cause)),
        // Not failures of an address: we are connected or dialling already, or gave up ourselves.
        DialError::DialPeerConditionFalse(_) | DialError::Aborted => Vec::new(),
    }
}

fn wrong_peer(found: &libp2p::PeerId) -> DialFailure {
    PeerId::from_libp2p(found).map_or(DialFailure::NotCommonplace, |found| DialFailure::WrongPeer { found })
}

fn denied(cause: &libp2p::swarm::ConnectionDenied) -> DialFailure {
    let full = cause.downcast_ref::<connection_limits::Exceeded>().is_some()
        || cause.downcast_ref::<memory_connection_limits::MemoryUsageLimitExceeded>().is_some();
    if full {
        DialFailure::Full
    } else if cause.downcast_ref::<allow_block_list::Blocked>().is_some() {
        DialFailure::Banned
    } else {
        DialFailure::Other(cause.to_string())
    }
}

fn transport(error: &TransportError<io::Error>) -> DialFailure {
    match error {
        TransportError::MultiaddrNotSupported(_) => DialFailure::Undialable,
        TransportError::Other(error) => io_failure(error),
    }
}

/// The library wraps errors in errors: the innermost that says something is the cause.
fn io_failure(error: &io::Error) -> DialFailure {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if let Some(why) = error.downcast_ref::<io::Error>().and_then(|error| by_kind(error.kind())) {
            return why;
        }
        // An I/O error hides its payload from `source`, which gives the payload's own source.
        let payload = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        cause = payload.map(|payload| payload as &(dyn Error + 'static)).or_else(|| error.source());
    }
    let words = chain(error);
    os_code(&words)
        .and_then(|code| by_kind(io::Error::from_raw_os_error(code).kind()))
        .unwrap_or_else(|| by_words(&words))
}

/// Some of the library's wrappers let only the words of the system's error through, and these end with its code.
fn os_code(words: &str) -> Option<i32> {
    let (_, tail) = words.rsplit_once("(os error ")?;
    tail.split_once(')')?.0.parse().ok()
}

fn by_kind(kind: ErrorKind) -> Option<DialFailure> {
    match kind {
        ErrorKind::ConnectionRefused => Some(DialFailure::Refused),
        // A host is unreachable when nobody on the network answers for its address, which a device that is off does not.
        ErrorKind::TimedOut | ErrorKind::HostUnreachable => Some(DialFailure::TimedOut),
        ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => Some(DialFailure::Unreachable),
        ErrorKind::AddrNotAvailable | ErrorKind::InvalidInput => Some(DialFailure::Undialable),
        _ => None,
    }
}

/// Some errors of the library carry no kind, only words.
fn by_words(words: &str) -> DialFailure {
    let lower = words.to_lowercase();
    let says = |needles: &[&str]| needles.iter().any(|needle| lower.contains(needle));
    if says(&["timeout", "timed out"]) {
        DialFailure::TimedOut
    } else if says(&["failed to negotiate", "protocol error", "invalid message", "no supported protocols"]) {
        DialFailure::NotCommonplace
    } else if says(&["handshake", "reset", "eof", "broken pipe", "closed"]) {
        DialFailure::Handshake(words.to_owned())
    } else {
        DialFailure::Other(words.to_owned())
    }
}

fn chain(error: &io::Error) -> String {
    let mut words = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        let more = error.to_string();
        if !words.contains(&more) {
            words = format!("{words}: {more}");
        }
        source = error.source();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nested(kind: ErrorKind) -> io::Error {
        io::Error::other(io::Error::other(io::Error::from(kind)))
    }

    #[test]
    fn the_innermost_cause_is_found() {
        for (kind, why) in [
            (ErrorKind::ConnectionRefused, DialFailure::Refused),
            (ErrorKind::TimedOut, DialFailure::TimedOut),
            (ErrorKind::NetworkUnreachable, DialFailure::Unreachable),
            (ErrorKind::HostUnreachable, DialFailure::TimedOut),
        ] {
            assert_eq!(io_failure(&kind.into()), why);
            assert_eq!(io_failure(&nested(kind)), why);
        }
    }

    #[test]
    fn a_code_of_the_system_is_understood_when_only_its_words_are_left() {
        let system = std::net::TcpStream::connect("127.0.0.1:1").unwrap_err();
        assert_eq!(io_failure(&io::Error::other(format!("dialling: {system}"))), DialFailure::Refused);
        assert_eq!(os_code("odd (os error x)"), None);
    }

    #[test]
    fn words_help_where_kinds_do_not() {
        assert_eq!(io_failure(&io::Error::other("Timeout has been reached")), DialFailure::TimedOut);
        assert_eq!(io_failure(&io::Error::other("Failed to negotiate protocol")), DialFailure::NotCommonplace);
        let reset = io_failure(&io::Error::other("connection reset"));
        assert_eq!(reset, DialFailure::Handshake("connection reset".to_owned()));
        assert_eq!(io_failure(&io::Error::other("odd")), DialFailure::Other("odd".to_owned()));
    }

    #[test]
    fn each_tried_address_has_its_reason() {
        let place: Address = "192.168.1.7:4001".parse().unwrap();
        let refused = TransportError::Other(nested(ErrorKind::ConnectionRefused));
        let error = DialError::Transport(vec![(place.to_multiaddr(), refused)]);
        assert_eq!(explain(error, &[place]), [(place, DialFailure::Refused)]);
        assert_eq!(explain(DialError::NoAddresses, &[place]), [(place, DialFailure::Undialable)]);
        assert_eq!(explain(DialError::Aborted, &[place]), []);
    }

    #[test]
    fn reasons_end_the_sentence_could_not_connect() {
        let text = DialFailure::Refused.to_string();
        assert!(text.starts_with(char::is_lowercase) && !text.ends_with('.'));
    }
}
