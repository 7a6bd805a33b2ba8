//! What can be tried by being many, or by talking without end on what libp2p itself speaks.

use futures::{AsyncReadExt as _, AsyncWriteExt as _};

use super::field::{Attack, guarded};
use super::peer::{BLOB, GOSSIP, JOIN, PING, PUSH, Peer, SYNC, noise};
use super::{Script, script};

pub(super) fn scripts() -> Vec<Script> {
    vec![
        script!(another_program, "a libp2p program of another kind", shuts_out: true),
        script!(full_house, "200 identities, all connected at once"),
        script!(stream_flood, "a thousand streams of every protocol on one connection"),
        script!(unknown_protocols, "streams of a thousand protocols that nobody speaks"),
        script!(ping_flood, "pings without end, whose answers are not read"),
        script!(identify_flood, "a thousand dead addresses that eve says to have, pushed again and again"),
        script!(gossip_subscriptions, "ten thousand gossip channels that eve says to hear"),
        script!(gossip_junk, "gossip messages of 60 kB on channels that nobody hears"),
        script!(gossip_oversized, "gossip packets that say to be up to two gigabytes long, and garbled ones"),
        script!(gossip_control, "grafts, prunes with endless pauses, and offers of messages, by the thousand"),
    ]
}

async fn another_program(attack: Attack) {
    attack.underway();
    for _ in 0..3 * attack.scale {
        Peer::meet_as(&attack.alice, "/elsewhere/1").await.gone().await;
    }
}

async fn full_house(mut attack: Attack) {
    let mut all = Vec::new();
    for _ in 0..200 {
        all.push(attack.meet().await);
    }
    attack.underway();
    attack.over().await;
}

async fn stream_flood(attack: Attack) {
    let peer = attack.meet().await;
    attack.underway();
    let mut held = Vec::new();
    for number in 0..1_000 * attack.scale {
        let protocol = [SYNC, BLOB, JOIN, PING, GOSSIP][number % 5];
        match peer.stream(protocol).await {
            Ok(stream) => held.push(stream),
            Err(_) if peer.is_connected() => held.truncate(20),
            Err(_) => return,
        }
    }
}

async fn unknown_protocols(attack: Attack) {
    let peer = attack.meet().await;
    attack.underway();
    for _ in 0..200 * attack.scale {
        for protocol in
            ["/elsewhere/1", "/commonplace/sync/99", "/ipfs/kad/1.0.0", "/libp2p/circuit/relay/0.2.0/hop", "/x"]
        {
            let opened = peer.stream(protocol).await;
            if opened.is_err() && !peer.is_connected() {
                return;
            }
        }
    }
}

async fn ping_flood(attack: Attack) {
    let peer = attack.meet().await;
    let mut stream = peer.stream(PING).await.expect("pings are answered");
    attack.underway();
    let pings = noise(1, 32 * 1024);
    let flood = async {
        for _ in 0..1_000 * attack.scale {
            if attack.is_over() || stream.write_all(&pings).await.is_err() {
                return;
            }
        }
    };
    let mut attack = attack.clone();
    // Unread answers stop the node from reading on, which is as it should be.
    tokio::select! {
        () = flood => {}
        () = attack.over() => {}
    }
}

/// A protobuf field of bytes.
fn field(number: u8, bytes: &[u8]) -> Vec<u8> {
    [&[number << 3 | 2][..], &varint(bytes.len() as u64), bytes].concat()
}

fn varint(mut number: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    bytes.push(number.to_le_bytes()[0]);
    bytes
}

fn packet(message: &[u8]) -> Vec<u8> {
    [&varint(message.len() as u64)[..], message].concat()
}

/// Says packets on new streams of a protocol, as often as asked, however the node ends them.
async fn say(attack: &Attack, protocol: &'static str, packets: impl Fn(usize) -> Vec<u8>, times: usize) {
    let peer = attack.meet().await;
    attack.underway();
    let mut stream = None;
    for number in 0..times {
        let mut open: libp2p::Stream = match stream.take() {
            Some(open) => open,
            None => match peer.stream(protocol).await {
                Ok(new) => new,
                Err(_) if peer.is_connected() => continue,
                Err(_) => return,
            },
        };
        let written = guarded("the node to take it or to hang up", async {
            open.write_all(&packets(number)).await?;
            open.flush().await
        });
        if written.await.is_ok() {
            stream = Some(open);
        }
    }
}

async fn identify_flood(attack: Attack) {
    // `/ip4/10.x.y.z/tcp/4001`, as a multiaddress is written in bytes.
    let address = |n: u32| [&[4, 10][..], &n.to_be_bytes()[1..], &[6, 0x0f, 0xa1]].concat();
    let many: Vec<u8> = (0..1_000).flat_map(|n| field(2, &address(n))).collect();
    let few: Vec<u8> = (0..200).flat_map(|n| field(2, &address(n))).collect();
    let said = [field(5, b"/commonplace/1"), field(6, b"commonplace/1")].concat();
    let peer = attack.meet().await;
    attack.underway();
    for number in 0..100 * attack.scale {
        let message = if number % 2 == 0 { [&said[..], &many].concat() } else { [&said[..], &few].concat() };
        let Ok(mut stream) = peer.stream(PUSH).await else { continue };
        let _refused = stream.write_all(&packet(&message)).await;
        let _refused = stream.close().await;
    }
}

async fn gossip_subscriptions(attack: Attack) {
    let packets = |number: usize| {
        let one = |n: usize| field(1, &[&[8, 1][..], &field(2, format!("channel {number} {n}").as_bytes())].concat());
        packet(&(0..500).flat_map(one).collect::<Vec<u8>>())
    };
    say(&attack, GOSSIP, packets, 20 * attack.scale).await;
}

async fn gossip_junk(attack: Attack) {
    let packets = |number: usize| {
        let message = [field(2, &noise(number as u64, 60_000)), field(4, &noise(number as u64, 32))].concat();
        packet(&field(2, &message))
    };
    say(&attack, GOSSIP, packets, 200 * attack.scale).await;
}

async fn gossip_oversized(attack: Attack) {
    let packets = |number: usize| match number % 4 {
        0 => varint((1 << 31) - 1),
        1 => vec![0xff; 12],
        2 => packet(&noise(1, 60_000)),
        _ => [varint(65 * 1024), vec![0; 65 * 1024]].concat(),
    };
    say(&attack, GOSSIP, packets, 100 * attack.scale).await;
}

async fn gossip_control(attack: Attack) {
    let packets = |number: usize| {
        let channel = field(1, &noise(number as u64, 32));
        let pause = [&[3 << 3][..], &varint(u64::MAX)].concat();
        let offer = field(1, &[&channel[..], &field(2, &noise(2, 32)).repeat(200)].concat());
        let wish = field(2, &field(1, &noise(3, 32)).repeat(200));
        let graft = field(3, &channel);
        let prune = field(4, &[&channel[..], &pause].concat());
        let all = [graft.repeat(50), prune.repeat(50), offer, wish].concat();
        packet(&field(3, &all))
    };
    say(&attack, GOSSIP, packets, 100 * attack.scale).await;
    // The node's own packets are not read, either.
    if let Ok(mut stream) = attack.meet().await.stream(GOSSIP).await {
        let mut some = [0; 16];
        let _nothing = tokio::time::timeout(std::time::Duration::from_millis(1), stream.read(&mut some)).await;
    }
}
