//! How fast a link is on this machine: bulk one way and round trips, over TCP and QUIC, beside a plain TCP socket.
//!
//! `cargo run --release -p commonplace-net --example link_bench`
#![allow(clippy::print_stdout, reason = "figures are what it is for")]

use std::error::Error;
use std::time::Duration;

use commonplace_net::{Config, Event, EventStream, Link, LinkEvent, Net, NetHandle, SendError, TransportSecret};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::Instant;

type Outcome<T> = Result<T, Box<dyn Error>>;

const FRAME: usize = 48 * 1024;
const BULK: usize = 256 * 1024 * 1024;
const ROUNDS: usize = 2000;

#[tokio::main]
async fn main() -> Outcome<()> {
    let plain = plain_bulk().await?;
    println!("plain tcp        bulk {:7.1} MiB/s", mib(plain));
    for (name, listen) in [("tcp", "127.0.0.1:0"), ("quic", "/ip4/127.0.0.1/udp/0/quic-v1")] {
        let (one, other, mut at_one, mut at_other) = pair(listen).await?;
        let (median, worst) = round_trips(&mut at_one, &mut at_other).await?;
        println!("{name:5} link       round trip {median:?} median, {worst:?} at the 99th percentile");
        for size in [FRAME, 1024] {
            let took = bulk(&mut at_one, &mut at_other, size).await?;
            println!("{name:5} link       bulk {:7.1} MiB/s in frames of {size}", mib(took));
        }
        one.0.shutdown().await;
        other.0.shutdown().await;
    }
    Ok(())
}

fn mib(took: Duration) -> f64 {
    256.0 / took.as_secs_f64()
}

async fn plain_bulk() -> Outcome<Duration> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let reader = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await?;
        let (mut buffer, mut seen) = (vec![0; FRAME], 0);
        while seen < BULK {
            seen += socket.read(&mut buffer).await?;
        }
        Ok::<(), std::io::Error>(())
    });
    let mut socket = TcpStream::connect(address).await?;
    let start = Instant::now();
    let frame = vec![7; FRAME];
    for _ in 0..BULK.div_ceil(FRAME) {
        socket.write_all(&frame).await?;
    }
    reader.await??;
    Ok(start.elapsed())
}

type Node = (NetHandle, EventStream);

async fn pair(listen: &str) -> Outcome<(Node, Node, Link, Link)> {
    let config = Config { listen: vec![listen.parse()?], mdns: commonplace_net::Mdns::Off, ..Config::default() };
    let mut one = Net::start(config.clone(), TransportSecret::from_seed([1; 32]))?;
    let mut other = Net::start(config, TransportSecret::from_seed([2; 32]))?;
    let Some(Event::Listening { addresses, .. }) = other.1.recv().await else { return Err("must listen".into()) };
    one.0.dial(addresses[0]).await;
    let (at_one, at_other) = (linked(&mut one.1).await?, linked(&mut other.1).await?);
    Ok((one, other, at_one, at_other))
}

async fn linked(events: &mut EventStream) -> Outcome<Link> {
    while let Some(event) = events.recv().await {
        if let Event::Link { link, .. } = event {
            return Ok(link);
        }
    }
    Err("no link".into())
}

async fn frame(link: &mut Link) -> Outcome<Vec<u8>> {
    loop {
        match link.events.recv().await {
            Some(LinkEvent::Frame(frame)) => return Ok(frame),
            Some(LinkEvent::Drained(_)) => {}
            other => return Err(format!("{other:?}").into()),
        }
    }
}

async fn round_trips(one: &mut Link, other: &mut Link) -> Outcome<(Duration, Duration)> {
    let mut times = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let start = Instant::now();
        one.sender.try_send(vec![1; 100])?;
        let question = frame(other).await?;
        other.sender.try_send(question)?;
        frame(one).await?;
        times.push(start.elapsed());
    }
    times.sort_unstable();
    Ok((times[ROUNDS / 2], times[ROUNDS * 99 / 100]))
}

async fn bulk(one: &mut Link, other: &mut Link, size: usize) -> Outcome<Duration> {
    let frames = BULK.div_ceil(size);
    let start = Instant::now();
    let writing = async {
        for _ in 0..frames {
            send(one, vec![7; size]).await?;
        }
        Ok::<(), Box<dyn Error>>(())
    };
    let reading = async {
        for _ in 0..frames {
            frame(other).await?;
        }
        Ok::<(), Box<dyn Error>>(())
    };
    let (written, read) = tokio::join!(writing, reading);
    written.and(read)?;
    Ok(start.elapsed())
}

async fn send(link: &mut Link, mut frame: Vec<u8>) -> Outcome<()> {
    loop {
        match link.sender.try_send(frame) {
            Err(SendError::Full(back)) => frame = back,
            result => return Ok(result?),
        }
        link.events.recv().await.ok_or("closed")?;
    }
}
