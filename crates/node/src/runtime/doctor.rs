//! Looking at what the connection doctor judges, and telling what it finds as it comes.

use std::collections::BTreeMap;

use commonplace_core::pairing::nearby_name;
use commonplace_net::checks::{self, Knock, Neighbour};
use commonplace_net::{Address, NetHandle, PeerId};
use tokio::sync::mpsc;

use crate::answer::{Answer, Finding, Peer};
use crate::command::{Command, Discovery};
use crate::doctor::{Facts, Target, here, there};
use crate::error::Error;
use crate::node::{Node, Reply};
use crate::text::Text;

/// Most addresses of a peer that are tried.
const TRIED: usize = 4;

/// Looks around, and at `target` if one is given: an address, or the id of a known peer.
pub(super) async fn examine(
    node: Node,
    net: Option<NetHandle>,
    target: Option<String>,
    text: Text,
    replies: mpsc::Sender<Reply>,
) {
    let work = async {
        let targets = target.map_or_else(|| Ok(Vec::new()), |typed| addresses(&typed, net.as_ref()))?;
        let facts = look(&node, net.as_ref()).await?;
        for finding in here(&facts, &text) {
            tell(&replies, finding).await;
        }
        for address in targets {
            let target = look_at(address, net.as_ref()).await;
            tell(&replies, there(&target, &facts.interfaces, &text)).await;
        }
        Ok::<(), Error>(())
    };
    let ended = tokio::select! {
        () = replies.closed() => return,
        ended = work => ended,
    };
    if let Err(error) = ended {
        let _gone = replies.send(Reply::Failed(error)).await;
    }
}

async fn tell(replies: &mpsc::Sender<Reply>, finding: Finding) {
    let _gone = replies.send(Reply::Answer(Box::new(Answer::Finding(finding)))).await;
}

/// Where the target may be.
fn addresses(typed: &str, net: Option<&NetHandle>) -> Result<Vec<Address>, Error> {
    let bad = || Error::BadAddress { address: typed.to_owned() };
    if let Ok(address) = typed.parse::<Address>() {
        return Ok(vec![address]);
    }
    let peer = typed.parse::<PeerId>().map_err(|_| bad())?;
    let known = net.map(NetHandle::known).unwrap_or_default();
    let of_peer = known.into_iter().find(|(one, _)| *one == peer).map(|(_, all)| all).unwrap_or_default();
    if of_peer.is_empty() { Err(bad()) } else { Ok(of_peer.into_iter().take(TRIED).collect()) }
}

async fn look(node: &Node, net: Option<&NetHandle>) -> Result<Facts, Error> {
    let mut facts = Facts {
        running: net.is_some(),
        discovery: Discovery::On,
        interfaces: checks::interfaces(),
        own: Vec::new(),
        echoes: None,
        connected: net.map_or(0, |net| net.peers().len()),
        tunnel: None,
        circles: Vec::new(),
        clocks: Vec::new(),
        banned: net
            .map(NetHandle::banned)
            .unwrap_or_default()
            .iter()
            .map(|peer| nearby_name(&peer.to_string()))
            .collect(),
    };
    for answer in node.answers(Command::Settings { mdns: None, own: BTreeMap::new() }).await? {
        if let Answer::Settings(settings) = answer {
            facts.discovery = settings.mdns;
        }
    }
    for answer in node.answers(Command::CircleList).await? {
        if let Answer::Circle(circle) = answer {
            facts.circles.push((circle.title, circle.reach));
        }
    }
    for answer in node.answers(Command::Peers).await? {
        if let Answer::Peer(Peer { person: Some(person), clock: Some(ahead), .. }) = answer {
            facts.clocks.push((person.name, ahead));
        }
    }
    let default = checks::default_interface();
    let is_tunnel = |name: &String| facts.interfaces.iter().any(|one| one.tunnel && one.name == *name);
    facts.tunnel = default.filter(is_tunnel);
    let listening = net.map(NetHandle::listeners).unwrap_or_default();
    let tcp = |address: &&Address| address.carrier() == commonplace_net::Carrier::Tcp && !address.is_loopback();
    for address in listening.iter().filter(tcp) {
        let knock: Knock = checks::knock(address.socket()).await;
        facts.own.push((address.socket().to_string(), knock));
    }
    // Who wants no discovery need not be told what stands in its way.
    if facts.discovery != Discovery::Off {
        let echoes = checks::echoes().await;
        facts.echoes = echoes.map(|all| all.into_iter().map(|(one, heard)| (one.name, heard)).collect());
    }
    Ok(facts)
}

async fn look_at(address: Address, net: Option<&NetHandle>) -> Target {
    let socket = address.socket();
    let own = net.is_some_and(|net| net.listeners().iter().any(|one| one.socket() == socket));
    let outcome = if own { Ok(()) } else { checks::dial(address).await };
    let neighbour = if own { Neighbour::Unknown } else { checks::neighbour(socket.ip()) };
    Target { address: socket.to_string(), ip: socket.ip(), own, outcome, neighbour }
}
