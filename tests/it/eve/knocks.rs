//! What can be tried with sockets alone, before anything is agreed.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::field::{Attack, guarded};
use super::peer::noise;
use super::{Script, script};

pub(super) fn scripts() -> Vec<Script> {
    vec![
        script!(half_open, "64 TCP connections that say nothing"),
        script!(slow_loris, "64 handshakes at a byte a second"),
        script!(garbage_after_the_header, "noise after the multistream header, on connection after connection"),
        script!(web_browser, "HTTP requests, and TLS hellos"),
        script!(long_negotiation, "protocol names of two gigabytes"),
        script!(handshake_without_end, "Noise handshakes whose answer is never read, and garbled ones"),
        script!(connection_flood, "a thousand connections, each dropped at once"),
    ]
}

const HEADER: &[u8] = b"\x13/multistream/1.0.0\n";

async fn connect(attack: &Attack) -> io::Result<TcpStream> {
    TcpStream::connect(attack.alice.socket()).await
}

/// Connections on each of which something is said, until there are so many.
async fn crowd(attack: &Attack, count: usize, said: &[u8]) -> Vec<TcpStream> {
    let mut all = Vec::new();
    for _ in 0..count {
        // A node that has enough of them takes no further ones.
        if let Ok(mut stream) = connect(attack).await {
            let _ended = stream.write_all(said).await;
            all.push(stream);
        }
    }
    all
}

/// Says each of these on a connection of its own, and waits until the node has ended them; in the short form only until
/// alice and bob have written, since a node waits ten seconds for the rest of what may be a handshake.
async fn until_hung_up(attack: &Attack, said: Vec<Vec<u8>>) {
    let all = futures::future::join_all(said.iter().map(|said| hung_up(attack, said)));
    if attack.scale > 1 {
        guarded("the node to hang up", all).await;
    } else {
        let mut attack = attack.clone();
        tokio::select! {
            _all = all => {}
            () = attack.over() => {}
        }
    }
}

async fn hung_up(attack: &Attack, said: &[u8]) {
    let Ok(mut stream) = connect(attack).await else { return };
    if stream.write_all(said).await.is_err() {
        return;
    }
    let mut answer = [0; 4096];
    while matches!(stream.read(&mut answer).await, Ok(1..)) {}
}

async fn half_open(mut attack: Attack) {
    let _held = crowd(&attack, 64 * attack.scale, b"").await;
    attack.underway();
    attack.over().await;
}

async fn slow_loris(attack: Attack) {
    let mut all = crowd(&attack, 64 * attack.scale, &HEADER[..1]).await;
    attack.underway();
    let mut pace = tokio::time::interval(Duration::from_secs(1));
    for byte in HEADER.iter().chain(HEADER).skip(1) {
        if attack.is_over() {
            return;
        }
        for stream in &mut all {
            // Those that the node has given up are dead, and that is right.
            let _ended = stream.write_all(&[*byte]).await;
        }
        pace.tick().await;
    }
}

async fn garbage_after_the_header(attack: Attack) {
    attack.underway();
    let said = (0..40 * attack.scale).map(|number| [HEADER, &noise(number as u64, 3000)].concat());
    until_hung_up(&attack, said.collect()).await;
}

async fn web_browser(attack: Attack) {
    attack.underway();
    let request = b"GET / HTTP/1.1\r\nHost: alice\r\n\r\n".to_vec();
    let tls = [&[0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3][..], &noise(1, 500)].concat();
    until_hung_up(&attack, [vec![request; 20 * attack.scale], vec![tls; 20 * attack.scale]].concat()).await;
}

async fn long_negotiation(attack: Attack) {
    attack.underway();
    let named = [HEADER, &[0xff, 0xff, 0xff, 0xff, 0x07]].concat();
    let endless = [&[0xff; 12][..], HEADER].concat();
    until_hung_up(&attack, [vec![named; 20 * attack.scale], vec![endless; 20 * attack.scale]].concat()).await;
}

async fn handshake_without_end(mut attack: Attack) {
    let proposed = [HEADER, b"\x07/noise\n"].concat();
    let begun = [&proposed[..], &[0, 32], &noise(3, 32)].concat();
    let _held = crowd(&attack, 64, &begun).await;
    attack.underway();
    let garbled = [&proposed[..], &[0xff, 0xff], &noise(2, 65_535)].concat();
    until_hung_up(&attack, vec![garbled; 10 * attack.scale]).await;
    attack.over().await;
}

async fn connection_flood(attack: Attack) {
    attack.underway();
    for _ in 0..1_000 * attack.scale {
        drop(connect(&attack).await);
    }
}
