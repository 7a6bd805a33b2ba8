//! Shows what the network tells: `watch SEED PORT [ADDRESS…]` listens at PORT, looks for peers, dials every ADDRESS.
//!
//! Each line begins with the milliseconds since the start. Links are answered: whatever comes is sent back.
#![allow(clippy::print_stdout, reason = "showing is what it is for")]

use std::error::Error;

use commonplace_net::{Config, Event, Link, LinkEvent, Net, TransportSecret};
use tokio::time::Instant;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let seed: u8 = args.next().ok_or("which seed?")?.parse()?;
    let port: u16 = args.next().ok_or("which port?")?.parse()?;
    let (net, mut events) = Net::start(Config::on_port(port), TransportSecret::from_seed([seed; 32]))?;
    let start = Instant::now();
    println!("{:6} {}", 0, net.local());
    for address in args {
        net.dial(address.parse()?).await;
    }
    loop {
        tokio::select! {
            Some(event) = events.recv() => {
                println!("{:6} {}", start.elapsed().as_millis(), told(&event));
                if let Event::Link { link, .. } = event {
                    tokio::spawn(echo(link));
                }
            }
            _ = tokio::signal::ctrl_c() => break,
        }
    }
    net.shutdown().await;
    Ok(())
}

fn told(event: &Event) -> String {
    match event {
        Event::Listening { addresses, .. } => {
            let list: Vec<String> = addresses.iter().map(ToString::to_string).collect();
            format!("listening at {}", list.join(" "))
        }
        Event::PeerUp { peer, address, direction, way, .. } => format!("up {peer:?} {direction:?} {way} {address}"),
        Event::Moved { peer, address, way, .. } => format!("moved {peer:?} {way} {address}"),
        Event::PeerDown { peer } => format!("down {peer:?}"),
        Event::Link { peer, link } => format!("link with {peer:?}, opened here: {}", link.initiator),
        Event::DialFailed { address, why } => format!("could not connect to {address}: {why}"),
        Event::Discovered { peer, addresses } => {
            let list: Vec<String> = addresses.iter().map(ToString::to_string).collect();
            format!("found {peer:?} at {}", list.join(" "))
        }
        other => format!("{other:?}"),
    }
}

async fn echo(mut link: Link) {
    while let Some(event) = link.events.recv().await {
        if let LinkEvent::Frame(frame) = event {
            // What does not fit is not echoed.
            let _ = link.sender.try_send(frame);
        }
    }
}
