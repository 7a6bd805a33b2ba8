//! What eve may do to the pages with connections alone.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::*;
use crate::server::{CONNECTIONS, PATIENCE, listen, serve};

/// Asks for a page that needs no key, and reads the answer to its end.
async fn answer(place: std::net::SocketAddr) -> String {
    let mut browser = TcpStream::connect(place).await.expect("a connection");
    browser.write_all(b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n").await.expect("it is sent");
    let mut text = String::new();
    browser.read_to_string(&mut text).await.expect("it is answered");
    text
}

#[test]
fn connections_that_ask_for_nothing_keep_nobody_waiting() {
    let Laptop { pages, waiting, running: _running, _folder, .. } = Laptop::new(Language::English);
    waiting.block_on(async {
        let listener = listen(None).await.expect("a port");
        let place = listener.local_addr().expect("a port");
        tokio::spawn(serve(listener, pages));
        let mut half_open = Vec::new();
        for _ in 0..CONNECTIONS {
            let mut eve = TcpStream::connect(place).await.expect("a connection");
            eve.write_all(b"GET / HTTP/1.1\r\nhost: ").await.expect("it is sent");
            half_open.push(eve);
        }
        // Far sooner than any of them is given up for being slow.
        let soon = PATIENCE / 2;
        let answered = timeout(soon, answer(place)).await.expect("at once");
        assert!(answered.starts_with("HTTP/1.1 "), "{answered}");
        let first = half_open[0].read(&mut [0; 64]).await;
        assert!(first.is_err() || first.is_ok_and(|read| read == 0), "the first of them made room");
        let last = timeout(Duration::ZERO, half_open[CONNECTIONS - 1].read(&mut [0; 64])).await;
        assert!(last.is_err(), "and no other had to");
    });
}

#[test]
fn who_sends_a_form_slowly_gives_way_as_well_and_who_is_answered_does_not() {
    let Laptop { pages, waiting, running: _running, _folder, .. } = Laptop::new(Language::English);
    waiting.block_on(async {
        let listener = listen(None).await.expect("a port");
        let place = listener.local_addr().expect("a port");
        tokio::spawn(serve(listener, pages));
        let mut slow = Vec::new();
        for _ in 0..CONNECTIONS {
            let mut eve = TcpStream::connect(place).await.expect("a connection");
            let head = b"POST / HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 9\r\n\
                content-type: application/x-www-form-urlencoded\r\n\r\nt";
            eve.write_all(head).await.expect("it is sent");
            slow.push(eve);
        }
        for _ in 0..3 {
            let answered = timeout(PATIENCE / 2, answer(place)).await.expect("at once");
            assert!(answered.starts_with("HTTP/1.1 "), "{answered}");
        }
    });
}
