//! Doing what was typed.

mod ask;
mod backup;
mod blob;
mod desktop;
mod identity;
mod init;
mod link;
mod opened;
mod pairing;
mod read;
mod relay;
mod request;
mod run;
mod ticket;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use commonplace_node::command::Command;
use commonplace_node::home;
use commonplace_node::text::{Language, Text};

use crate::args::{Args, BlobArgs, CircleArgs, CommandArgs, DeviceArgs, RelayArgs};
use crate::failure::Failure;
use crate::output::Format;
use crate::traces::Kept;
use crate::{bench, demo};

/// What a command stands on.
#[derive(Debug)]
pub(crate) struct Setting {
    folder: PathBuf,
    /// Whether the folder was named, and is not the usual one.
    named: bool,
    text: Text,
    /// The language that was asked for, if one was.
    #[cfg_attr(not(feature = "desktop"), expect(dead_code, reason = "only the window remembers languages"))]
    language: Option<Language>,
    format: Format,
    verbose: bool,
    passphrase_file: Option<PathBuf>,
}

impl Setting {
    /// The home's folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder that was named, if one was.
    pub(crate) fn given_folder(&self) -> Option<&Path> {
        self.named.then_some(self.folder.as_path())
    }

    /// The words of the reader's language.
    pub(crate) fn text(&self) -> &Text {
        &self.text
    }

    /// For whom the output is.
    pub(crate) fn format(&self) -> Format {
        self.format
    }

    /// The file that holds the passphrase of the home, if one was named.
    pub(crate) fn passphrase_file(&self) -> Option<&Path> {
        self.passphrase_file.as_deref()
    }

    /// A remark beside the output; nobody waits for it, so it may fail.
    pub(crate) fn remark(&self, said: &str) {
        let _nobody_hears = writeln!(io::stderr(), "{said}");
    }
}

/// Does what was typed and says how it ended. `log` is what the window shows of what the program tells.
pub(crate) fn perform(args: Args, log: Kept) -> ExitCode {
    let language = args.global.lang.unwrap_or_else(Language::of_system);
    let setting = Setting {
        named: args.global.home.is_some(),
        folder: args.global.home.unwrap_or_else(home::default_folder),
        text: Text::new(language),
        language: args.global.lang,
        format: if args.global.json { Format::Json } else { Format::Text },
        verbose: args.global.verbose > 0,
        passphrase_file: args.global.passphrase_file,
    };
    let done = match args.command {
        None => desktop::open(&setting, None, log),
        Some(CommandArgs::Open { what: None }) => desktop::open(&setting, None, log),
        Some(CommandArgs::Open { what: Some(what) }) => {
            opened::meant(&what, &setting).and_then(|opened| desktop::open(&setting, Some(opened), log))
        }
        Some(CommandArgs::Init { name }) => init::make_home(&setting, &name),
        Some(CommandArgs::Restore(args)) => identity::restore(&setting, &args),
        Some(CommandArgs::Link(args)) => link::link(&setting, args),
        Some(CommandArgs::Device(DeviceArgs::Link { code: true, .. })) => {
            pairing::hand_keys(&setting, None, |passphrase| Command::DeviceLinkCode { passphrase })
        }
        Some(CommandArgs::Device(DeviceArgs::Link { qr: true, file, .. })) => {
            let picture = Some(&pairing::Picture { file });
            pairing::hand_keys(&setting, picture, |passphrase| Command::DeviceLinkCode { passphrase })
        }
        Some(CommandArgs::Device(DeviceArgs::Link { node, .. })) => {
            let node = node.map(Into::into);
            pairing::hand_keys(&setting, None, |passphrase| Command::DeviceLink { node, passphrase })
        }
        Some(CommandArgs::Device(DeviceArgs::Renew)) => identity::renew(&setting),
        Some(CommandArgs::Backup(args)) => backup::write(&setting, &args),
        Some(CommandArgs::VerifyBackup(args)) => backup::verify(&setting, &args),
        Some(CommandArgs::Words(args)) => identity::words(&setting, &args),
        Some(CommandArgs::Passphrase(args)) => identity::passphrase(&setting, &args),
        Some(CommandArgs::Run(args)) => run::run(&setting, args),
        Some(CommandArgs::Relay(RelayArgs { action: None, serve })) => relay::serve(&setting, serve),
        Some(CommandArgs::Read(args)) => read::read(&setting, &args),
        Some(CommandArgs::Bench(args)) => bench::bench(&setting, &args),
        Some(CommandArgs::Demo) => demo::demo(&setting),
        Some(CommandArgs::Blob(BlobArgs::Get { blob, output })) => blob::get(&setting, &blob, output),
        Some(CommandArgs::Blob(BlobArgs::Cancel { blob })) => blob::cancel(&setting, &blob),
        Some(CommandArgs::Circle(CircleArgs::Invite(args))) => ticket::invite(&setting, args),
        Some(CommandArgs::Circle(CircleArgs::Join(args))) => ticket::join(&setting, args),
        Some(CommandArgs::Circle(CircleArgs::Admit { circle, node, role })) => pairing::converse(
            &setting,
            Command::CircleAdmit { circle: circle.into(), node: node.map(Into::into), role },
        ),
        Some(other) => request::of(other, &setting).and_then(|request| ask::ask(&setting, request)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if let Some(said) = failure.sentence(&setting.text) {
                setting.remark(&said);
            }
            failure.exit_code()
        }
    }
}

/// What a command comes to.
pub(crate) type Done = Result<(), Failure>;
