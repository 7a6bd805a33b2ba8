//! `commonplace relay`: a relay in the foreground.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use commonplace_core::{armor, limits};
use commonplace_node::answer::Answer;
use commonplace_node::error::Error;
use commonplace_node::event::Event;
use commonplace_node::home;
use commonplace_node::runtime::{RelayCircuits, RelayOptions, start_relay};
use serde::Deserialize;

use super::run::Signals;
use super::{Done, Setting};
use crate::args::ServeArgs;
use crate::failure::Failure;
use crate::open;
use crate::output::{Layout, Output};

/// Longest configuration that is read, in bytes: a thousand leases.
const CONFIG_BYTES: u64 = 64 * 1024 * 1024;

/// The configuration file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Config {
    home: Option<PathBuf>,
    listen: Vec<String>,
    external: Vec<String>,
    mdns: Option<bool>,
    quota: Option<Size>,
    metrics: Option<SocketAddr>,
    circuits: Circuits,
    lease: Vec<Lease>,
}

/// A lease in the configuration.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lease {
    lease: String,
    quota: Option<Size>,
}

/// What is carried for others.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Circuits {
    places: Option<usize>,
    most: Option<usize>,
    per_peer: Option<usize>,
    minutes: Option<u64>,
    bytes: Option<Size>,
}

/// Bytes: a number, or a text such as `"2GiB"`.
#[derive(Debug, Clone, Copy)]
struct Size(u64);

impl<'de> Deserialize<'de> for Size {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Bytes(u64),
            Text(String),
        }
        match Written::deserialize(deserializer)? {
            Written::Bytes(bytes) => Ok(Self(bytes)),
            Written::Text(text) => crate::args::size(&text).map(Self).map_err(serde::de::Error::custom),
        }
    }
}

/// Runs until Ctrl+C or SIGTERM.
pub(crate) fn serve(setting: &Setting, args: ServeArgs) -> Done {
    let config = args.config.as_deref().map(read).transpose()?.unwrap_or_default();
    let options = options(setting, args, config)?;
    let waiting = open::tokio()?;
    let mut relay = start_relay(&options)?;
    let mut output = Output::to_console(setting.format(), Layout::Whole, setting.text());
    waiting.block_on(async {
        let mut signals = Signals::listen()?;
        let addresses = tokio::select! {
            addresses = relay.addresses() => addresses,
            () = signals.stop() => return Ok(()),
        };
        let (peer, leases) = (relay.peer(), relay.leases());
        output.answer(&Answer::Event(Event::Relaying { peer, addresses, leases }))?;
        signals.stop().await;
        output.answer(&Answer::Event(Event::Stopping))?;
        Ok(())
    })
}

fn options(setting: &Setting, args: ServeArgs, config: Config) -> Result<RelayOptions, Failure> {
    let Config { home, listen, external, mdns, quota, metrics, circuits, lease } = config;
    let or = |given: Vec<String>, written| if given.is_empty() { written } else { given };
    let usual = args.quota.or(quota.map(|size| size.0)).unwrap_or(limits::LEASE_QUOTA);
    let written = lease.into_iter().map(|lease| (lease.lease, lease.quota.map_or(usual, |size| size.0)));
    let given: Vec<Vec<String>> = args.allow.iter().map(|given| leases(given)).collect::<Result<_, _>>()?;
    let given = given.into_iter().flatten().map(|lease| (lease, usual));
    let standard = RelayCircuits::default();
    Ok(RelayOptions {
        home: setting.given_folder().map(Path::to_owned).or(home).unwrap_or_else(usual_home),
        listen: or(args.listen, listen),
        external: or(args.external, external),
        shown: !args.no_mdns && mdns != Some(false),
        allow: written.chain(given).collect(),
        metrics: args.metrics.or(metrics),
        circuits: RelayCircuits {
            places: circuits.places.unwrap_or(standard.places),
            most: circuits.most.unwrap_or(standard.most),
            per_peer: circuits.per_peer.unwrap_or(standard.per_peer),
            minutes: circuits.minutes.unwrap_or(standard.minutes),
            bytes: circuits.bytes.map_or(standard.bytes, |size| size.0),
        },
    })
}

/// The leases that were given: one as text, or those in a file, such as a stick brings, each in a line of its own.
fn leases(given: &str) -> Result<Vec<String>, Failure> {
    let file = Path::new(given.trim());
    if is_lease(given) || !file.is_file() {
        return Ok(vec![given.to_owned()]);
    }
    let text = read_text(file)?;
    let found: Vec<String> = text.lines().filter(|line| is_lease(line)).map(ToOwned::to_owned).collect();
    // A text that is none is refused with its reason, like one that was typed.
    Ok(if found.is_empty() { vec![text] } else { found })
}

fn is_lease(text: &str) -> bool {
    armor::is_of(armor::LEASE, text)
}

/// Beside the person's home, and never it.
fn usual_home() -> PathBuf {
    let mut folder = home::default_folder();
    let name = folder.file_name().map(|name| format!("{}-relay", name.to_string_lossy()));
    folder.set_file_name(name.unwrap_or_else(|| "commonplace-relay".to_owned()));
    folder
}

fn read_text(file: &Path) -> Result<String, Failure> {
    let failed = |error: std::io::Error| Error::of_file(file, &error);
    if fs::metadata(file).map_err(failed)?.len() > CONFIG_BYTES {
        return Err(Error::BadConfig { file: file.to_owned(), why: "too long".to_owned() }.into());
    }
    Ok(fs::read_to_string(file).map_err(failed)?)
}

fn read(file: &Path) -> Result<Config, Failure> {
    let text = read_text(file)?;
    let bad = |error: toml::de::Error| {
        let line = error.span().map(|span| text.get(..span.start).unwrap_or_default().lines().count().max(1));
        let place = line.map(|line| format!("line {line}: ")).unwrap_or_default();
        Error::BadConfig { file: file.to_owned(), why: format!("{place}{}", error.message()) }
    };
    Ok(toml::from_str(&text).map_err(bad)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_file_is_understood_and_a_typo_is_shown() {
        let sample = include_str!("../../../../assets/relay/relay.toml");
        let config: Config = toml::from_str(sample).expect("the sample");
        assert_eq!(config.metrics.map(|place| place.ip().is_loopback()), Some(true));
        let uncommented: String =
            sample.lines().map(|line| line.strip_prefix("# ~").unwrap_or(line)).collect::<Vec<_>>().join("\n");
        let all: Config = toml::from_str(&uncommented).expect("the sample with all that it shows");
        assert!(
            all.lease.len() == 1 && all.mdns == Some(true) && all.circuits.places.is_some() && !all.external.is_empty()
        );
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("relay.toml");
        fs::write(&file, "listen = []\nquotta = 3\n").expect("written");
        let Err(Failure::Node(Error::BadConfig { why, .. })) = read(&file) else { panic!("a typo") };
        assert!(why.contains("line") && why.contains("quotta"), "{why}");
    }

    #[test]
    fn a_lease_is_given_as_text_or_in_a_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("lease.txt");
        let of = |given: &str| leases(given).unwrap_or_else(|failure| panic!("{failure:?}"));
        let given = file.to_str().expect("a path");
        assert_eq!(of(given), [given], "a file that is not there is no lease either, which is said of it");
        fs::write(&file, "For the box:\nCOMMONPLACE-LEASE:abc\n\n  commonplace-lease:def\n").expect("written");
        assert_eq!(of(given), ["COMMONPLACE-LEASE:abc", "  commonplace-lease:def"]);
        assert_eq!(of(" commonplace-lease:ghi\n"), [" commonplace-lease:ghi\n"]);
        fs::write(&file, "commonplace:abc").expect("written");
        assert_eq!(of(given), ["commonplace:abc"], "a ticket is refused as such");
    }

    #[test]
    fn sizes_are_numbers_or_words() {
        let read = |text: &str| toml::from_str::<Config>(text).map(|config| config.quota.map(|size| size.0));
        assert_eq!(read("quota = 7").ok(), Some(Some(7)));
        assert_eq!(read("quota = \"2GiB\"").ok(), Some(Some(2 << 30)));
        assert!(read("quota = \"much\"").is_err());
    }
}
