//! `circle admit`, `circle invite --code`, `circle join` by code or nearby, `device link`, `link`: conversations that wait
//! for somebody else.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::PathBuf;

use commonplace_core::id::CircleId;
use commonplace_node::answer::{Answer, Membership, Pairing, PairingPurpose, PairingState};
use commonplace_node::command::{Command, ReachName};
use commonplace_node::error::Error;
use commonplace_node::event::Event;
use commonplace_node::home::Passphrase;
use commonplace_node::node::Reply;
use tokio::sync::broadcast;
use tokio::sync::mpsc;

use super::ticket::write_new;
use super::{Done, Setting};
use crate::failure::Failure;
use crate::open::Door;
use crate::output::{Format, Layout, Output, qr};
use crate::secret;

type Console = Output<io::StdoutLock<'static>, io::Stderr>;

/// Asks, and tells what happens until somebody is in or it came to nothing. Ctrl+C calls it off on both sides. When no
/// node runs on the home, one runs here for as long as it takes, and until the new circle is up to date.
pub(crate) fn converse(setting: &Setting, command: Command) -> Done {
    through(Door::open_to_others(setting, None)?, setting, command, None)
}

/// The same for what hands keys over: of a sealed home the passphrase is asked for first, also when a node runs. Where a
/// `picture` is named, a code is shown as one.
pub(crate) fn hand_keys(
    setting: &Setting,
    picture: Option<&Picture>,
    command: impl FnOnce(Option<Passphrase>) -> Command,
) -> Done {
    let passphrase = secret::of_home(setting, setting.folder())?;
    let door = Door::open_to_others(setting, passphrase.clone())?;
    through(door, setting, command(passphrase), picture)
}

/// How a code is shown that is not to be typed: as a QR code, whose text is written into a new file if one is named.
#[derive(Debug)]
pub(crate) struct Picture {
    pub(crate) file: Option<PathBuf>,
}

fn through(door: Door, setting: &Setting, command: Command, picture: Option<&Picture>) -> Done {
    let mut output = Output::to_console(setting.format(), Layout::Whole, setting.text());
    let events = door.own_events();
    let done = door.block_on(async {
        let joined = talk(&door, setting, command, picture, &mut output).await?;
        match (events, joined) {
            (Some(events), Some(joined)) => {
                let circles = shared(&door, &joined).await?;
                exchange(setting, events, joined.purpose, circles).await
            }
            _ => Ok(()),
        }
    });
    door.close();
    done
}

async fn talk(
    door: &Door,
    setting: &Setting,
    command: Command,
    picture: Option<&Picture>,
    output: &mut Console,
) -> Result<Option<Pairing>, Failure> {
    let mut replies = door.ask(command).await?;
    let mut typed = None;
    let mut seen = None;
    loop {
        let reply = tokio::select! {
            reply = replies.recv() => reply,
            line = next_line(&mut typed) => {
                decide(door, setting, seen.as_ref(), line, &mut typed).await?;
                continue;
            }
            _ = tokio::signal::ctrl_c() => return Err(Error::Cancelled.into()),
        };
        match reply {
            Some(Reply::Answer(answer)) => {
                let link = match answer.as_ref() {
                    Answer::Pairing(pairing) => pairing.link.as_deref(),
                    _ => None,
                };
                match picture.zip(link) {
                    Some((picture, link)) => show_link(setting, picture, link, &answer, output)?,
                    None => output.answer(&answer)?,
                }
                if let Answer::Pairing(pairing) = *answer {
                    if pairing.state == PairingState::Words && is_asked(&pairing) {
                        ask_whether_same(setting);
                        typed = Some(lines());
                    }
                    seen = Some(pairing);
                }
            }
            Some(Reply::Failed(error)) => return Err(error.into()),
            None => return Ok(seen.filter(|pairing| pairing.state == PairingState::Joined)),
        }
    }
}

/// Shows a link as a picture to people, and as it is to programs.
fn show_link(setting: &Setting, picture: &Picture, link: &str, answer: &Answer, output: &mut Console) -> Done {
    if let Some(file) = &picture.file {
        write_new(file, link)?;
    }
    if setting.format() != Format::Text {
        return Ok(output.answer(answer)?);
    }
    let drawn = qr::draw(link, io::stdout().is_terminal());
    let drawn = drawn.ok_or_else(|| Failure::Said(setting.text().get("cli-qr-too-long")))?;
    io::stdout().write_all(drawn.as_bytes())?;
    setting.remark(&setting.text().get("cli-link-qr"));
    Ok(())
}

/// Whether the person here has to say that the words are the same.
fn is_asked(pairing: &Pairing) -> bool {
    !pairing.asking || pairing.purpose == PairingPurpose::Device
}

/// What the person at the keyboard says of the words.
async fn decide(
    door: &Door,
    setting: &Setting,
    seen: Option<&Pairing>,
    line: Option<String>,
    typed: &mut Option<mpsc::Receiver<String>>,
) -> Result<(), Failure> {
    let Some((id, purpose)) = seen.map(|pairing| (pairing.id.clone(), pairing.purpose)) else { return Ok(()) };
    let Some(same) = line.map_or(Some(false), |line| means_yes(setting, &line)) else {
        ask_whether_same(setting);
        return Ok(());
    };
    *typed = None;
    let pairing = id.into();
    let command = if same { Command::PairingConfirm { pairing } } else { Command::PairingRefuse { pairing } };
    let mut replies = door.ask(command).await?;
    while let Some(reply) = replies.recv().await {
        if let Reply::Failed(error) = reply
            && same
        {
            return Err(error.into());
        }
    }
    let said = match purpose {
        PairingPurpose::Join => "cli-pairing-nobody-let-in",
        PairingPurpose::Device => "cli-link-nothing",
    };
    if same { Ok(()) } else { Err(Failure::Said(setting.text().get(said))) }
}

/// Whether a line says yes or no, in the reader's language or in English.
fn means_yes(setting: &Setting, line: &str) -> Option<bool> {
    let said = line.trim().to_lowercase();
    let among = |key: &str| setting.text().get(key).split_whitespace().any(|word| word == said);
    if ["y", "yes"].contains(&said.as_str()) || among("cli-yes") {
        Some(true)
    } else if ["n", "no"].contains(&said.as_str()) || among("cli-no") {
        Some(false)
    } else {
        None
    }
}

fn ask_whether_same(setting: &Setting) {
    if setting.format() == Format::Text {
        setting.remark(&setting.text().get("cli-pairing-same"));
    }
}

/// The next line that is typed; waits for ever while none is wanted.
async fn next_line(typed: &mut Option<mpsc::Receiver<String>>) -> Option<String> {
    match typed {
        Some(lines) => lines.recv().await,
        None => std::future::pending().await,
    }
}

/// Lines of standard input. A thread of its own reads them, since nothing can call a read of a terminal off.
fn lines() -> mpsc::Receiver<String> {
    let (sender, lines) = mpsc::channel(1);
    std::thread::spawn(move || {
        for line in io::stdin().lines().map_while(Result::ok) {
            if sender.blocking_send(line).is_err() {
                return;
            }
        }
    });
    lines
}

/// The circles of which there is something to exchange now.
async fn shared(door: &Door, joined: &Pairing) -> Result<BTreeSet<CircleId>, Failure> {
    if joined.purpose == PairingPurpose::Join {
        return Ok(joined.circle.into_iter().collect());
    }
    let mut circles = BTreeSet::new();
    let mut replies = door.ask(Command::CircleList).await?;
    while let Some(reply) = replies.recv().await {
        match reply {
            Reply::Answer(answer) => {
                if let Answer::Circle(circle) = *answer
                    && circle.state != Membership::Left
                    && circle.reach != ReachName::Usb
                {
                    circles.insert(circle.id);
                }
            }
            Reply::Failed(error) => return Err(error.into()),
        }
    }
    Ok(circles)
}

/// Waits until a node that runs only for this command has exchanged what is there with somebody.
async fn exchange(
    setting: &Setting,
    mut events: broadcast::Receiver<Event>,
    purpose: PairingPurpose,
    mut circles: BTreeSet<CircleId>,
) -> Done {
    if setting.format() == Format::Text && !circles.is_empty() {
        let said = match purpose {
            PairingPurpose::Join => "cli-pairing-exchanging",
            PairingPurpose::Device => "cli-link-exchanging",
        };
        setting.remark(&setting.text().get(said));
    }
    while !circles.is_empty() {
        let event = tokio::select! {
            event = events.recv() => event,
            _ = tokio::signal::ctrl_c() => return Ok(()),
        };
        match event {
            Ok(Event::Synced { circle, .. }) => _ = circles.remove(&circle),
            Ok(Event::Stopping) | Err(broadcast::error::RecvError::Closed) => return Ok(()),
            Ok(_) | Err(broadcast::error::RecvError::Lagged(_)) => {}
        }
    }
    Ok(())
}
