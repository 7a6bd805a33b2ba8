//! Reaching each other: dialling, coming back, and who is kept out.

use std::net::TcpListener;
use std::time::Duration;

use commonplace_net::{Address, Carrier, Config, DialFailure, Direction, Event, Net, StartError};
use futures::StreamExt;
use libp2p::swarm::SwarmEvent;
use libp2p::{SwarmBuilder, identify, noise, ping, tcp, yamux};

use crate::world::{
    ALICE, BOB, CAROL, DAVE, EVE, FRANK, Node, guarded, linked, next_frame, peer, secret, start, start_at, start_with,
};

async fn failure_at(node: &mut Node, place: Address) -> DialFailure {
    node.wait(|event| match event {
        Event::DialFailed { address, why } if address.without_peer() == place => Some(why),
        _ => None,
    })
    .await
}

#[tokio::test]
async fn who_is_up_is_told_with_where_from() {
    let (mut alice, mut bob) = (start(ALICE).await, start(BOB).await);
    alice.net.dial(bob.address).await;
    let up = |event| match event {
        Event::PeerUp { peer, address, direction, .. } => Some((peer, address, direction)),
        _ => None,
    };
    assert_eq!(alice.wait(up).await, (peer(BOB), bob.address, Direction::Outbound));
    let (who, from, direction) = bob.wait(up).await;
    assert_eq!((who, direction), (peer(ALICE), Direction::Inbound));
    assert!(from.is_loopback());
    assert_eq!(alice.net.known(), [(peer(BOB), vec![bob.address])], "a typed address is remembered");
    assert_eq!(bob.net.known(), [], "the far end of an inbound connection cannot be dialled");
}

#[tokio::test]
async fn why_a_place_cannot_be_reached_is_said() {
    let mut alice = start(ALICE).await;
    let closed = TcpListener::bind("127.0.0.1:0").unwrap();
    let place = Address::tcp(closed.local_addr().unwrap());
    drop(closed);
    alice.net.dial(place).await;
    assert_eq!(failure_at(&mut alice, place).await, DialFailure::Refused);

    alice.net.dial(alice.address).await;
    let own = alice.address;
    assert_eq!(failure_at(&mut alice, own).await, DialFailure::Ourselves);

    let nowhere: Address = "0.0.0.0:4001".parse().unwrap();
    alice.net.dial(nowhere).await;
    assert_eq!(failure_at(&mut alice, nowhere).await, DialFailure::Undialable);

    let bob = start(BOB).await;
    alice.net.dial(bob.address.with_peer(peer(CAROL))).await;
    assert_eq!(failure_at(&mut alice, bob.address).await, DialFailure::WrongPeer { found: peer(BOB) });
}

#[tokio::test]
async fn a_web_server_is_not_taken_for_a_node() {
    let server = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let place = Address::tcp(server.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = server.accept().await {
            let _ = tokio::io::AsyncWriteExt::write_all(&mut socket, b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        }
    });
    let mut alice = start(ALICE).await;
    alice.net.dial(place).await;
    let why = failure_at(&mut alice, place).await;
    assert!(matches!(why, DialFailure::NotCommonplace | DialFailure::Handshake(_)), "{why:?}");
}

#[tokio::test]
async fn a_place_is_tried_again_until_somebody_is_there() {
    let mut alice = start(ALICE).await;
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    alice.net.dial(Address::tcp(free)).await;
    assert_eq!(failure_at(&mut alice, Address::tcp(free)).await, DialFailure::Refused);
    let mut bob = start_at(BOB, &free.to_string()).await;
    let (mut at_alice, at_bob) = tokio::join!(alice.link_with(BOB), bob.link_with(ALICE));
    at_bob.sender.try_send(b"late".to_vec()).unwrap();
    assert_eq!(next_frame(&mut at_alice).await, b"late");
}

#[tokio::test]
async fn a_peer_that_restarts_at_its_port_is_found_again() {
    let (mut alice, _at_alice, bob, _at_bob) = linked(ALICE, BOB, "127.0.0.1:0").await;
    let home = bob.address;
    bob.net.shutdown().await;
    drop(bob);
    alice.lost(BOB).await;
    assert_eq!(alice.net.peers(), []);
    let mut bob = start_at(BOB, &home.to_string()).await;
    assert_eq!(bob.address, home, "the port is free again at once");
    let (mut at_alice, at_bob) = tokio::join!(alice.link_with(BOB), bob.link_with(ALICE));
    at_bob.sender.try_send(b"back".to_vec()).unwrap();
    assert_eq!(next_frame(&mut at_alice).await, b"back");
}

#[tokio::test]
async fn a_remembered_peer_is_dialled_without_being_asked() {
    let (mut alice, bob) = (start(ALICE).await, start(BOB).await);
    alice.net.add_known(peer(BOB), vec![bob.address]).await;
    alice.link_with(BOB).await;
    assert_eq!(alice.net.known(), [(peer(BOB), vec![bob.address])]);
}

#[tokio::test]
async fn who_is_banned_is_disconnected_and_kept_out() {
    let (mut alice, _at_alice, mut eve, _at_eve) = linked(ALICE, EVE, "127.0.0.1:0").await;
    alice.net.ban(peer(EVE), Duration::from_secs(3600)).await;
    alice.lost(EVE).await;
    eve.lost(ALICE).await;
    // Eve tries, and is told that it came to nothing. Bob, after her, is welcome.
    eve.net.dial(alice.address).await;
    let why = failure_at(&mut eve, alice.address).await;
    assert!(matches!(why, DialFailure::Handshake(_)), "{why:?}");
    assert_eq!(alice.net.peers(), []);
    let mut bob = start(BOB).await;
    bob.net.dial(alice.address).await;
    bob.link_with(ALICE).await;
    let mut eves = 0;
    alice
        .wait(|event| match event {
            Event::PeerUp { peer: who, .. } => {
                eves += usize::from(who == peer(EVE));
                (who == peer(BOB)).then_some(())
            }
            _ => None,
        })
        .await;
    assert_eq!(eves, 0);
    alice.net.dial(eve.address.with_peer(peer(EVE))).await;
    assert_eq!(failure_at(&mut alice, eve.address).await, DialFailure::Banned);
    assert_eq!(alice.net.peers(), [peer(BOB)]);
}

#[tokio::test]
async fn when_places_run_out_those_who_share_no_circle_make_room() {
    let config = Config {
        listen: vec!["127.0.0.1:0".parse().unwrap()],
        mdns: commonplace_net::Mdns::Off,
        connections: 4,
        ..Config::default()
    };
    let mut alice = start_with(ALICE, config).await;
    let mut guests = Vec::new();
    for (who, leaves) in [(BOB, None), (CAROL, None), (EVE, None), (DAVE, Some(CAROL)), (FRANK, Some(EVE))] {
        let mut guest = start(who).await;
        guest.net.dial(alice.address).await;
        // Bob came first, and stays: he shares a circle with alice.
        if let Some(leaves) = leaves {
            alice.lost(leaves).await;
        }
        guest.link_with(ALICE).await;
        alice.net.mark_useful(peer(BOB), true).await;
        guests.push(guest);
        assert!(alice.net.peers().contains(&peer(BOB)), "after {who} came");
    }
}

#[tokio::test]
async fn what_is_remembered_survives_a_restart_as_text() {
    let (mut alice, bob) = (start(ALICE).await, start(BOB).await);
    let before = alice.net.known_revision();
    alice.net.dial(bob.address).await;
    alice.link_with(BOB).await;
    assert!(alice.net.known_revision() > before);
    let text = alice.net.known_text();
    assert_eq!(text, format!("{}\n", bob.address.with_peer(peer(BOB))));
    alice.net.shutdown().await;

    let mut alice = start(ALICE).await;
    let later = "/from/the/future\n192.168.1.7:4001\n";
    assert_eq!(alice.net.add_known_text(&[&text, later].concat()).await, 2, "two lines name no peer");
    alice.link_with(BOB).await;
    assert_eq!(alice.net.known_text(), text);
}

#[tokio::test]
async fn where_a_useful_peer_was_dialled_is_remembered() {
    let (mut alice, _at_alice, mut bob, _at_bob) = linked(ALICE, BOB, "127.0.0.1:0").await;
    assert_eq!(bob.net.known(), [], "alice dialled");
    let home = alice.address;
    bob.net.mark_useful(peer(ALICE), true).await;
    alice.net.shutdown().await;
    bob.lost(ALICE).await;
    alice = start_at(ALICE, &home.to_string()).await;
    bob.net.dial(home).await;
    bob.link_with(ALICE).await;
    alice.link_with(BOB).await;
    assert_eq!(bob.net.known(), [(peer(ALICE), vec![home])]);
}

#[tokio::test]
async fn a_ban_ends() {
    let (mut alice, _at_alice, mut bob, _at_bob) = linked(ALICE, BOB, "127.0.0.1:0").await;
    alice.net.ban(peer(BOB), Duration::from_millis(100)).await;
    alice.lost(BOB).await;
    alice.link_with(BOB).await;
    bob.link_with(ALICE).await;
}

#[tokio::test]
async fn two_homes_on_one_machine_never_share_a_port() {
    let (alice, bob) = (start(ALICE).await, start(BOB).await);
    let carol = start_at(CAROL, &alice.address.to_string()).await;
    assert_ne!(carol.address, alice.address);
    assert_ne!(carol.address, bob.address);
    let quic = start_at(ALICE, "/ip4/127.0.0.1/udp/0/quic-v1").await;
    assert_ne!(start_at(BOB, &quic.address.to_string()).await.address, quic.address);
}

#[tokio::test]
async fn all_carriers_share_the_wanted_port() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let config = Config { mdns: commonplace_net::Mdns::Off, ..Config::on_port(free) };
    let (net, mut events) = Net::start(config, secret(ALICE)).unwrap();
    let addresses = guarded(async {
        loop {
            match events.recv().await.expect("the network runs") {
                Event::Listening { addresses, .. } if addresses.iter().any(|at| at.carrier() == Carrier::Quic) => {
                    return addresses;
                }
                _ => {}
            }
        }
    })
    .await;
    assert!(addresses.iter().all(|at| at.socket().port() == free && at.can_be_dialled()), "{addresses:?}");
    assert_eq!(net.listeners(), addresses);
}

#[test]
fn without_a_runtime_there_is_no_network() {
    let result = Net::start(Config::loopback(), secret(ALICE));
    assert!(matches!(result, Err(StartError::NoRuntime)));
}

#[tokio::test]
async fn a_place_to_listen_that_is_not_ours_is_an_error_only_if_it_is_the_only_one() {
    let foreign: Address = "203.0.113.7:4001".parse().unwrap();
    let config = |listen| Config { listen, mdns: commonplace_net::Mdns::Off, ..Config::default() };
    assert!(matches!(Net::start(config(vec![foreign]), secret(ALICE)), Err(StartError::Listen { .. })));
    let (net, _events) = Net::start(config(vec![foreign, "127.0.0.1:0".parse().unwrap()]), secret(ALICE)).unwrap();
    net.shutdown().await;
}

#[tokio::test]
async fn after_shutdown_calls_do_nothing_and_nobody_hangs() {
    let (alice, mut at_alice, mut bob, mut at_bob) = linked(ALICE, BOB, "127.0.0.1:0").await;
    guarded(alice.net.shutdown()).await;
    bob.lost(ALICE).await;
    let at_alice_end = crate::world::end_of(&mut at_alice).await;
    assert_eq!(at_alice_end, commonplace_net::CloseReason::ByUs);
    assert_eq!(crate::world::end_of(&mut at_bob).await, commonplace_net::CloseReason::ByPeer);
    guarded(alice.net.dial(bob.address)).await;
    guarded(alice.net.shutdown()).await;
    assert!(guarded(alice.net.publish([1; 32], vec![1])).await.is_err());
    assert_eq!(alice.net.listeners(), []);
}

#[tokio::test]
async fn a_node_that_takes_no_events_is_still_heard_and_loses_none() {
    let mut alice = start(ALICE).await;
    let nowhere: Address = "0.0.0.0:1".parse().unwrap();
    let asked = 400;
    for port in 1..=asked {
        guarded(alice.net.dial(nowhere.with_port(port))).await;
    }
    assert!(guarded(alice.net.publish([1; 32], vec![1])).await.is_err(), "an answer comes in spite of the full queue");
    for port in 1..=asked {
        assert_eq!(failure_at(&mut alice, nowhere.with_port(port)).await, DialFailure::Undialable);
    }
    let bob = start(BOB).await;
    alice.net.dial(bob.address).await;
    alice.link_with(BOB).await;
}

/// A program of another kind that listens.
async fn listening<B: libp2p::swarm::NetworkBehaviour + Send>(swarm: &mut libp2p::Swarm<B>) -> Address
where
    B::ToSwarm: std::fmt::Debug,
{
    let anywhere = "/ip4/127.0.0.1/tcp/0".parse().expect("an address");
    swarm.listen_on(anywhere).expect("a free port");
    guarded(async {
        loop {
            if let SwarmEvent::NewListenAddr { address, .. } = swarm.select_next_some().await {
                return address.to_string().parse().expect("an address of ours");
            }
        }
    })
    .await
}

#[tokio::test]
async fn who_says_nothing_is_left_and_not_forgotten() {
    let mut silent = SwarmBuilder::with_new_identity()
        .with_tokio()
        .with_tcp(tcp::Config::default(), noise::Config::new, yamux::Config::default)
        .unwrap()
        .with_behaviour(|_| ping::Behaviour::default())
        .unwrap()
        .with_swarm_config(|config| config.with_idle_connection_timeout(Duration::from_secs(600)))
        .build();
    let place = listening(&mut silent).await;
    let mut alice = start(ALICE).await;
    alice.net.dial(place).await;
    let why = tokio::select! {
        why = failure_at(&mut alice, place) => why,
        () = async { loop { silent.select_next_some().await; } } => unreachable!(),
    };
    assert!(matches!(why, DialFailure::Handshake(_)), "{why:?}");
    let known = alice.net.known();
    assert_eq!(known.iter().map(|(_, addresses)| addresses.clone()).collect::<Vec<_>>(), [[place]], "it may be busy");
}

#[derive(libp2p::swarm::NetworkBehaviour)]
struct Stranger {
    identify: identify::Behaviour,
    ping: ping::Behaviour,
}

/// What alice is told who dialled a node that introduces itself so.
async fn told_of(introduction: &'static str) -> DialFailure {
    let mut stranger = SwarmBuilder::with_new_identity()
        .with_tokio()
        .with_tcp(tcp::Config::default(), noise::Config::new, yamux::Config::default)
        .expect("a swarm")
        .with_behaviour(|key| identify::Behaviour::new(identify::Config::new(introduction.into(), key.public())))
        .expect("a swarm")
        .build();
    let place = listening(&mut stranger).await;
    let mut alice = start(ALICE).await;
    alice.net.dial(place).await;
    let why = tokio::select! {
        why = failure_at(&mut alice, place) => why,
        () = async { loop { stranger.select_next_some().await; } } => unreachable!(),
    };
    assert_eq!(alice.net.known(), []);
    why
}

#[tokio::test]
async fn another_kind_of_program_at_a_typed_address_is_named_and_forgotten() {
    assert_eq!(told_of("/elsewhere/1").await, DialFailure::NotCommonplace);
}

#[tokio::test]
async fn another_version_of_this_program_is_told_apart_from_other_programs() {
    assert_eq!(told_of("/commonplace/2").await, DialFailure::OtherVersion);
}

#[tokio::test]
async fn another_kind_of_program_is_sent_away_and_never_shown() {
    let mut alice = start(ALICE).await;
    let mut stranger = SwarmBuilder::with_new_identity()
        .with_tokio()
        .with_tcp(tcp::Config::default(), noise::Config::new, yamux::Config::default)
        .unwrap()
        .with_behaviour(|key| Stranger {
            identify: identify::Behaviour::new(identify::Config::new("/elsewhere/1".into(), key.public())),
            ping: ping::Behaviour::default(),
        })
        .unwrap()
        .build();
    stranger.dial(alice.address.to_string().parse::<libp2p::Multiaddr>().unwrap()).unwrap();
    guarded(async {
        loop {
            if let SwarmEvent::ConnectionClosed { .. } = stranger.select_next_some().await {
                return;
            }
        }
    })
    .await;
    let mut bob = start(BOB).await;
    bob.net.dial(alice.address).await;
    bob.link_with(ALICE).await;
    let first = alice.wait(|event| match event {
        Event::PeerUp { peer, .. } => Some(peer),
        _ => None,
    });
    assert_eq!(first.await, peer(BOB));
}
