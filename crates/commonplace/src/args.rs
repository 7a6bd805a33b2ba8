//! What is typed, as `docs/cli.md` describes it.

mod bench;
mod bundle;
mod card;
mod circle;
mod device;
mod dispute;
mod item;
mod meeting;
mod own;
mod quick_vote;
mod relay;
mod skill;

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{ArgAction, Parser, Subcommand};
use commonplace_node::command::{Discovery, ReachName, RoleName, Room};
use commonplace_node::text::Language;

pub(crate) use bench::{BenchArgs, Workload};
pub(crate) use bundle::BundleArgs;
pub(crate) use card::CardArgs;
pub(crate) use circle::{CircleArgs, InviteArgs, JoinArgs};
pub(crate) use device::{BackupArgs, DeviceArgs, LinkArgs, PassphraseArgs, RestoreArgs, VerifyBackupArgs, WordsArgs};
pub(crate) use dispute::DisputeArgs;
pub(crate) use item::{BlobArgs, EditArgs, NoteArgs, QuestionArgs, TextArgs, VoteArgs};
pub(crate) use meeting::MeetingArgs;
pub(crate) use own::{DraftArgs, MarkArgs};
pub(crate) use quick_vote::QuickVoteArgs;
pub(crate) use relay::{RelayAction, RelayArgs, ServeArgs};
pub(crate) use skill::{PairArgs, SkillArgs};

/// Learn together, without a server: notes, questions and answers that pass from laptop to laptop.
///
/// Without a command it opens the window.
#[derive(Debug, Parser)]
#[command(name = "commonplace", version, disable_help_subcommand = true, args_conflicts_with_subcommands = false)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Option<CommandArgs>,
}

/// What stands above these in the help, apart from the options of the command itself.
const EVERYWHERE: &str = "Options of every command";

/// What every command takes.
#[derive(Debug, clap::Args)]
pub(crate) struct Global {
    /// The folder that holds all that is yours [default: ~/.local/share/commonplace]
    #[arg(long, help_heading = EVERYWHERE, global = true, value_name = "DIR")]
    #[arg(env = "COMMONPLACE_HOME", hide_env = true)]
    pub(crate) home: Option<PathBuf>,
    /// Print JSON: one value, or one a line
    #[arg(long, help_heading = EVERYWHERE, global = true)]
    pub(crate) json: bool,
    /// Speak this language: en, tr, es or ar [default: the system's]
    #[arg(long, help_heading = EVERYWHERE, global = true, value_name = "LANGUAGE", value_parser = language)]
    pub(crate) lang: Option<Language>,
    /// Read the passphrase of the home from the first line of this file instead of asking for it
    #[arg(long, help_heading = EVERYWHERE, global = true, value_name = "FILE")]
    #[arg(env = "COMMONPLACE_PASSPHRASE_FILE", hide_env = true)]
    pub(crate) passphrase_file: Option<PathBuf>,
    /// Tell on standard error what happens inside; twice for more
    #[arg(short, long, help_heading = EVERYWHERE, global = true, action = ArgAction::Count)]
    pub(crate) verbose: u8,
}

/// Every command.
#[derive(Debug, Subcommand)]
pub(crate) enum CommandArgs {
    /// Make a home: a person and this device
    Init {
        /// What others call you
        #[arg(long)]
        name: String,
    },
    /// Who you are here
    Whoami,
    /// Write this home into one file, sealed by a passphrase
    Backup(BackupArgs),
    /// Check every byte of a backup, and say what is in it
    VerifyBackup(VerifyBackupArgs),
    /// Make a home of a person who was here before, from their recovery words or a backup
    Restore(RestoreArgs),
    /// Make this laptop a device of yours, from another one that you have; there, type `device link`
    Link(LinkArgs),
    /// Recovery words: the paper copy of who you are
    #[command(subcommand)]
    Words(WordsArgs),
    /// The passphrase that seals the keys of this home
    #[command(subcommand)]
    Passphrase(PassphraseArgs),
    /// Your devices
    #[command(subcommand)]
    Device(DeviceArgs),
    /// Open a bundle, a ticket or a link in the window, or the window alone; nothing is done before you say so there
    Open {
        /// A file (`.cpbundle`, `.cpticket`, `.cplink`), the text of a ticket or of a link, or a `file:` address
        #[arg(value_name = "FILE|TICKET")]
        what: Option<String>,
    },
    /// Run a node without a window, until Ctrl+C
    Run(RunArgs),
    /// Show a circle as plain pages for a browser with a screen reader, until Ctrl+C
    Read(ReadArgs),
    /// Run a relay: an always-on node that keeps sealed records and joins laptops behind walls
    Relay(RelayArgs),
    /// Circles: groups that learn together
    #[command(subcommand)]
    Circle(CircleArgs),
    /// What people of a circle can help with and would like help with
    #[command(subcommand)]
    Skill(SkillArgs),
    /// Pairs: two people who learn together
    #[command(subcommand)]
    Pair(PairArgs),
    /// Notes
    #[command(subcommand)]
    Note(NoteArgs),
    /// Ask a question
    Ask(AskArgs),
    /// Answer a question
    Answer(TextArgs),
    /// Change a question, answer or comment of your own
    Edit(EditArgs),
    /// Accept an answer to your own question
    Accept {
        /// The answer
        answer: String,
    },
    /// Say what you think of a note, question, answer or comment
    Vote(VoteArgs),
    /// Comment on a note, question or answer
    Comment(TextArgs),
    /// Tell the facilitators of something wrong
    Flag {
        /// What is wrong
        item: String,
        /// Why
        #[arg(required = true)]
        reason: Vec<String>,
    },
    /// Hide something from all but those who moderate
    Hide {
        /// A note, question, answer or comment
        item: String,
        /// Why; everybody can read it
        #[arg(required = true)]
        reason: Vec<String>,
    },
    /// Show again what was hidden
    Unhide {
        /// A note, question, answer or comment
        item: String,
        /// Why
        reason: Vec<String>,
    },
    /// Cards: make them, and review them when they are due
    #[command(subcommand)]
    Card(CardArgs),
    /// Questions
    #[command(subcommand)]
    Question(QuestionArgs),
    /// Disputes: what is wrong with a passage
    #[command(subcommand)]
    Dispute(DisputeArgs),
    /// Meetings
    #[command(subcommand)]
    Meeting(MeetingArgs),
    /// Quick votes: choose sealed, show what was chosen, talk, vote again
    #[command(subcommand, name = "quickvote")]
    QuickVote(QuickVoteArgs),
    /// Attach files to an item of your own
    Attach {
        /// A note, question or answer
        item: String,
        /// The files
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Attachments
    #[command(subcommand)]
    Blob(BlobArgs),
    /// Keep an item's attachments on this laptop, whatever the quota
    Pin {
        /// A note, question or answer
        item: String,
    },
    /// Take a pin back
    Unpin {
        /// A note, question or answer
        item: String,
    },
    /// Read a folder of Markdown into a circle
    Import {
        /// The circle
        circle: String,
        /// A folder, or one file
        path: PathBuf,
    },
    /// Write a circle out as a folder of Markdown and attachments
    Export {
        /// The circle
        circle: String,
        /// A folder, made if missing
        #[arg(value_name = "DIR")]
        to: PathBuf,
    },
    /// Bundles: circles on a stick that goes from laptop to laptop
    #[command(subcommand)]
    Bundle(BundleArgs),
    /// Find notes and questions
    #[command(override_usage = "commonplace search [OPTIONS] [CIRCLE] <QUERY>")]
    Search {
        /// In which circle (all, if left out), and the words to look for
        #[arg(required = true, num_args = 1..=2, value_names = ["CIRCLE", "QUERY"])]
        words: Vec<String>,
        /// At most so many
        #[arg(long, default_value_t = 20)]
        max: usize,
    },
    /// How this home is: who is connected, what has arrived where
    Status {
        /// One circle only
        circle: Option<String>,
        /// What of this circle is not known to be on any other device
        #[arg(long, requires = "circle")]
        only_here: bool,
    },
    /// Nodes in this network, under the random names that strangers see, and who of them asks to be let in
    Nearby,
    /// Nodes that are connected or known
    Peers,
    /// What this home is set to, and what all your laptops are
    Settings {
        /// Find nodes on the local network: on; quiet, without announcing itself; or off. Of this home alone
        #[arg(long, value_name = "HOW", value_parser = discovery())]
        mdns: Option<Discovery>,
        /// The language of the window on all your laptops: ar, en, es, tr; or none, as each one's system says
        #[arg(long, value_name = "LANG")]
        language: Option<String>,
        /// The look of the window on all your laptops: system, light, dark; or none, as each one says
        #[arg(long, value_name = "LOOK")]
        appearance: Option<String>,
    },
    /// What you have begun to write and not published, on this laptop and your other ones
    #[command(subcommand)]
    Draft(DraftArgs),
    /// What you have seen, on all your laptops
    #[command(subcommand)]
    Mark(MarkArgs),
    /// Check every stored byte
    Verify,
    /// Say why two laptops do not see each other; or put a home in order
    Doctor {
        /// Look at this one too: an address, or the id of a peer
        #[arg(value_name = "ADDR|PEER", conflicts_with = "repair")]
        target: Option<String>,
        /// Rebuild all that is derived from the journal instead
        #[arg(long)]
        repair: bool,
    },
    /// Measure how fast this program is on this machine
    Bench(BenchArgs),
    /// Watch three people learn together, played on this machine
    Demo,
}

/// Pages of a circle.
#[derive(Debug, clap::Args)]
pub(crate) struct ReadArgs {
    /// Which circle
    pub(crate) circle: String,
    /// The port of this machine on which they are [default: a free one]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) port: Option<u16>,
}

/// How to run.
#[derive(Debug, clap::Args)]
pub(crate) struct RunArgs {
    /// Listen here, as `192.168.1.7:4001` or a multiaddress; may be given more than once [default: everywhere]
    #[arg(long, value_name = "ADDR")]
    pub(crate) listen: Vec<String>,
    /// Reach this node; may be given more than once
    #[arg(long, value_name = "ADDR")]
    pub(crate) peer: Vec<String>,
    /// Use this relay for every circle that may travel anywhere; may be given more than once
    #[arg(long, value_name = "ADDR")]
    pub(crate) relay: Vec<String>,
    /// Find nodes on the local network: on; quiet, without announcing itself; or off [default: as `settings` says]
    #[arg(long, value_name = "HOW", value_parser = discovery())]
    pub(crate) mdns: Option<Discovery>,
    /// The same as `--mdns off`
    #[arg(long, conflicts_with = "mdns")]
    pub(crate) no_mdns: bool,
}

/// A new question.
#[derive(Debug, clap::Args)]
pub(crate) struct AskArgs {
    /// The circle
    pub(crate) circle: String,
    /// More about it, Markdown; `-` for standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    /// The question in a line
    #[arg(long, short)]
    pub(crate) title: String,
    /// The note that it is about
    #[arg(long, value_name = "NOTE")]
    pub(crate) about: Option<String>,
    /// The passage of that note
    #[arg(long, value_name = "PASSAGE", requires = "about")]
    pub(crate) quote: Option<String>,
    /// A tag; may be given more than once
    #[arg(long = "tag", value_name = "TAG")]
    pub(crate) tags: Vec<String>,
}

/// Why a value does not fit; `usage` says it in the reader's language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum BadValue {
    /// Not a language that is spoken here.
    #[error("spoken are en, tr, es and ar")]
    Language,
    /// Not a size.
    #[error("write it like 500MB or 2GiB")]
    Size,
    /// A size beyond all disks.
    #[error("no disk is that large")]
    Huge,
    /// No number from 1 on.
    #[error("at least 1")]
    Count,
}

impl BadValue {
    /// The key of the sentence.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Language => "usage-why-language",
            Self::Size => "usage-why-size",
            Self::Huge => "usage-why-huge",
            Self::Count => "usage-why-count",
        }
    }
}

fn language(typed: &str) -> Result<Language, BadValue> {
    Language::from_locale(typed).ok_or(BadValue::Language)
}

fn role() -> impl TypedValueParser<Value = RoleName> {
    let offered = ["steward", "facilitator", "learner", "reader"].map(PossibleValue::new);
    // Understood, so that who types it is told what to do instead.
    let carrier = PossibleValue::new("carrier").hide(true);
    PossibleValuesParser::new(offered.into_iter().chain([carrier])).map(|name| match name.as_str() {
        "steward" => RoleName::Steward,
        "facilitator" => RoleName::Facilitator,
        "reader" => RoleName::Reader,
        "carrier" => RoleName::Carrier,
        _ => RoleName::Learner,
    })
}

fn reach() -> impl TypedValueParser<Value = ReachName> {
    PossibleValuesParser::new(["anywhere", "lan", "relays", "usb"]).map(|name| match name.as_str() {
        "lan" => ReachName::Lan,
        "relays" => ReachName::Relays,
        "usb" => ReachName::Usb,
        _ => ReachName::Anywhere,
    })
}

fn discovery() -> impl TypedValueParser<Value = Discovery> {
    PossibleValuesParser::new(["on", "quiet", "off"]).map(|name| match name.as_str() {
        "quiet" => Discovery::Quiet,
        "off" => Discovery::Off,
        _ => Discovery::On,
    })
}

/// How much room a circle gets.
fn room(typed: &str) -> Result<Room, BadValue> {
    match typed {
        "none" => Ok(Room::Unlimited),
        "advised" => Ok(Room::Advised),
        size_typed => size(size_typed).map(Room::Bytes),
    }
}

/// Bytes, as `2GiB`, `500MB`, `2g` or a plain number.
pub(crate) fn size(typed: &str) -> Result<u64, BadValue> {
    let digits = typed.len() - typed.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, unit) = typed.split_at(digits);
    let factor: u64 = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "k" | "kib" => 1 << 10,
        "kb" => 1_000,
        "m" | "mib" => 1 << 20,
        "mb" => 1_000_000,
        "g" | "gib" => 1 << 30,
        "gb" => 1_000_000_000,
        "t" | "tib" => 1 << 40,
        "tb" => 1_000_000_000_000,
        _ => return Err(BadValue::Size),
    };
    let number: u64 = number.parse().map_err(|_| BadValue::Size)?;
    number.checked_mul(factor).ok_or(BadValue::Huge)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn parse(line: &str) -> Result<Args, clap::Error> {
        Args::try_parse_from(std::iter::once("commonplace").chain(line.split_whitespace()))
    }

    #[test]
    fn the_definition_holds_together() {
        Args::command().debug_assert();
    }

    /// Every command line of `docs/cli.md`.
    const LINES: &[&str] = &[
        "",
        "init --name Alice",
        "whoami --json",
        "restore --name Alice",
        "restore --name Alice --device-name desk --words-file words.txt",
        "words show",
        "words check",
        "passphrase set --passphrase-file old --new-passphrase-file new",
        "passphrase change",
        "passphrase remove",
        "device list",
        "device name desk",
        "device revoke laptop",
        "device renew",
        "device link",
        "device link --node blue-heron",
        "device link --code",
        "device link --qr",
        "device link --qr --file desk.cplink",
        "link commonplace-link:abc",
        "link desk.cplink",
        "link",
        "link --nearby amber-otter --device-name desk",
        "link river stone candle zebra",
        "run --listen 127.0.0.1:4001 --listen 127.0.0.1:4002 --peer 10.0.0.2:4001 --no-mdns --json",
        "circle new Biology 9b",
        "circle list",
        "circle show Biology",
        "circle members Biology",
        "circle invite Biology --uses 3 --role reader",
        "circle invite Biology --code --role reader",
        "circle invite Biology --qr --file biology.cpticket",
        "circle invitations Biology",
        "circle uninvite Biology abcdefgh",
        "circle uninvite Biology biology.cpticket",
        "circle leave Biology --yes",
        "circle join",
        "circle join cp1abc",
        "circle join biology.cpticket",
        "circle join river stone candle zebra",
        "circle join --nearby",
        "circle join --nearby amber-otter",
        "circle admit Biology",
        "circle admit Biology --node amber-otter --role reader",
        "circle refuse amber otter",
        "nearby --json",
        "circle role Biology Bob facilitator",
        "circle remove Biology Bob",
        "circle set Biology --reach lan",
        "circle set Biology --relay /ip4/1.2.3.4/tcp/1/p2p/a --relay /ip4/1.2.3.5/tcp/1/p2p/b --reach relays",
        "circle set Biology --no-relays --quota 2GiB",
        "circle set Biology --relay-days 90",
        "circle leave Biology",
        "circle new Biology --with Bob --with Carol",
        "circle log Biology",
        "circle keep-work Biology Bob",
        "circle keep-work Biology Bob --device laptop",
        "circle renew Biology",
        "skill set Biology --offer Osmosis:3 --offer graphs:2 --need plans:4 --free thu-evening --capacity 1 --language tr",
        "skill set Biology --need none",
        "skill list Biology",
        "pair suggest Biology",
        "pair accept Biology Bob",
        "pair end Biology Bob",
        "pair pass Biology Bob",
        "pair pass Biology Bob never",
        "pair list Biology",
        "hide abcdefgh off topic",
        "unhide abcdefgh",
        "read Biology",
        "read Biology --port 8017 --json",
        "note new Biology",
        "note new Biology - --title Osmosis --tag cells --tag water",
        "note edit Osmosis new.md",
        "note show Osmosis",
        "note list Biology",
        "note history Osmosis",
        "note retract Osmosis",
        "ask Biology --title Why? --about Osmosis",
        "answer whywhywhy -",
        "accept abcdefgh",
        "vote abcdefgh helpful",
        "vote abcdefgh none",
        "comment abcdefgh text.md",
        "flag abcdefgh off topic",
        "question list Biology --open",
        "question show Why?",
        "quickvote new Biology --question Which? --option water --option salt",
        "quickvote new Biology -q Which? -o water -o salt --about Osmosis --quote moves --after Why?",
        "quickvote list Biology --open",
        "quickvote show Which?",
        "quickvote choose Which? 2",
        "quickvote uncover Which?",
        "quickvote again Which?",
        "attach Osmosis a.png b.png",
        "blob list Osmosis",
        "blob get bafkr4i -o a.png",
        "import Biology folder",
        "export Biology folder",
        "bundle write Biology stick",
        "bundle write Biology a.cpbundle --for bob.cphave",
        "bundle have Biology stick",
        "bundle read stick",
        "search osmosis",
        "search Biology osmosis",
        "status",
        "status Biology --home /tmp/bob",
        "status Biology --only-here",
        "peers --lang tr",
        "settings",
        "settings --mdns quiet",
        "settings --language tr --appearance dark",
        "settings --language none",
        "draft list",
        "draft show note-new:abc",
        "draft keep note-new:abc text.md",
        "draft keep note-new:abc - --seen 0102 --seen 0103",
        "draft discard note-new:abc",
        "mark read Osmosis",
        "mark read --circle Biology",
        "run --mdns quiet",
        "verify",
        "doctor --repair",
        "bench",
        "bench W1 w8 --notes 100 --runs 1 --dir /tmp --json",
        "bench W4 --size 1GiB --runs 1",
        "demo --json",
        "restore --from alice.age --device-name desk --backup-passphrase-file pass",
        "backup alice.age --without-keys --backup-passphrase-file pass",
        "verify-backup alice.age --json",
        "doctor",
        "doctor 192.168.1.7:4001",
        "blob cancel bafkr4i",
        "open",
        "open commonplace:abc",
        "open stick.cpbundle",
        "bundle look stick.cpbundle",
        "pin Osmosis",
        "unpin Osmosis",
        "circle quota Biology 2GiB",
        "circle quota Biology none",
        "circle quota Biology advised",
    ];

    #[test]
    fn everything_about_relays_parses() {
        for line in [
            "relay",
            "relay --config relay.toml --listen 0.0.0.0:17017 --external /dns4/r.example/tcp/1 --allow commonplace-lease:ab --quota 2GiB --metrics 127.0.0.1:17018",
            "relay lease Biology",
            "relay lease Biology /dns4/relay.example.org/tcp/17017/p2p/12D3KooWabc",
            "run --relay /dns4/relay.example.org/tcp/17017/p2p/12D3KooWabc",
        ] {
            assert!(parse(line).is_ok(), "{line}");
        }
    }

    #[test]
    fn every_command_of_the_contract_parses() {
        for line in LINES {
            assert!(parse(line).is_ok(), "{line}: {}", parse(line).err().map(|e| e.to_string()).unwrap_or_default());
        }
    }

    #[test]
    fn what_is_not_in_the_contract_is_a_usage_error() {
        let lines = [
            "init",
            "restore",
            "restore --from alice.age --name Alice",
            "words",
            "device revoke",
            "device link --code --node blue-heron",
            "device link --code --qr",
            "device link --file desk.cplink",
            "link river stone candle zebra --nearby amber-otter",
            "circle",
            "circle invite Biology --role king",
            "circle invite Biology --uses 0",
            "circle invite Biology --code --qr",
            "circle invite Biology --code --uses 3",
            "circle join cp1abc --nearby",
            "circle admit",
            "circle refuse",
            "circle set Biology",
            "circle set Biology --reach moon",
            "circle set Biology --relay /ip4/1.2.3.4/tcp/1/p2p/a --no-relays",
            "circle set Biology --quota much",
            "circle set Biology --relay-days 4000",
            "settings --mdns loud",
            "skill set",
            "skill set Biology --capacity 7",
            "pair accept Biology",
            "pair pass Biology Bob sometimes",
            "draft keep",
            "mark read",
            "mark read Osmosis --circle Biology",
            "run --mdns on --no-mdns",
            "circle quota Biology much",
            "vote abcdefgh great",
            "search a b c",
            "attach Osmosis",
            "status --lang xx",
            "status --only-here",
            "relay lease",
            "read",
            "read Biology --port 70000",
            "relay --quota much",
            "relay --metrics here",
            "ask Biology --title Why? --quote passage",
            "bundle read",
            "bundle write Biology",
            "doctor 192.168.1.7:4001 --repair",
            "bench W9",
            "bench W1 --notes 0",
            "tea",
        ];
        for line in lines {
            let error = parse(line).expect_err(line);
            assert_eq!(error.exit_code(), 2, "{line}");
        }
    }

    #[test]
    fn sizes_are_typed_as_people_write_them() {
        for (typed, bytes) in [("0", 0), ("512", 512), ("500MB", 500_000_000), ("2 GiB", 2 << 30), ("1t", 1 << 40)] {
            assert_eq!(size(typed), Ok(bytes), "{typed}");
        }
        for typed in ["", "GiB", "-1", "1.5G", "99999999TiB", "18446744073709551616"] {
            assert!(size(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn what_every_command_takes_may_stand_before_or_after_it() {
        for line in ["--home /tmp/bob --json whoami", "whoami --json --home /tmp/bob"] {
            let args = parse(line).expect(line);
            assert_eq!(args.global.home, Some(PathBuf::from("/tmp/bob")));
            assert!(args.global.json);
        }
    }
}
