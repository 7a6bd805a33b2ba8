//! From what was typed to what the node is asked.

mod card;
mod dispute;
mod meeting;
mod skill;

use std::path::{Path, PathBuf};

use commonplace_core::text::cut;
use commonplace_learning::markdown;
use commonplace_node::command::{Chosen, Command, FileToAttach, OwnSetting, Page, What};
use commonplace_node::error::Error;

use super::{Setting, ticket};
use crate::args::{
    AskArgs, BlobArgs, BundleArgs, CircleArgs, CommandArgs, DeviceArgs, DraftArgs, EditArgs, MarkArgs, NoteArgs,
    QuestionArgs, QuickVoteArgs, RelayAction, RelayArgs, TextArgs,
};
use crate::failure::Failure;
use crate::input;
use crate::output::Layout;

/// Longest title that is taken from a text, in bytes: a line of a list.
const FIRST_LINE_BYTES: usize = 120;

/// A question to the node, and how its answers are shown.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) command: Command,
    pub(crate) layout: Layout,
}

/// The request for a command that is one question to the node. Reads the text that the command takes.
///
/// # Errors
/// What [`input`] says of the text, or a file's path that cannot be made whole.
pub(crate) fn of(args: CommandArgs, setting: &Setting) -> Result<Request, Failure> {
    use CommandArgs as A;
    let command = match args {
        A::Circle(args) => return Ok(circle(args)?),
        A::Skill(args) => return Ok(skill::of_skill(args)?),
        A::Pair(args) => return Ok(skill::of_pair(args)),
        A::Note(args) => return Ok(note(args, setting)?),
        A::Card(args) => return Ok(card::of(args, setting)?),
        A::Question(args) => return Ok(question(args)),
        A::Dispute(args) => return Ok(dispute::of(args, setting)?),
        A::Meeting(args) => return Ok(meeting::of(args, setting)?),
        A::QuickVote(args) => return Ok(quick_vote(args)),
        A::Pin { item } => Command::Pin { item: item.into() },
        A::Unpin { item } => Command::Unpin { item: item.into() },
        A::Blob(BlobArgs::List { item }) => return Ok(listed(Command::BlobList { item: item.into() })),
        A::Peers => return Ok(listed(Command::Peers)),
        A::Nearby => return Ok(listed(Command::Nearby)),
        A::Search { words, max } => return Ok(listed(search(words, max))),
        A::Whoami => Command::Whoami,
        A::Relay(RelayArgs { action: Some(RelayAction::Lease { circle, relay }), .. }) => {
            Command::RelayLease { circle: circle.into(), relay }
        }
        A::Ask(args) => ask(args, setting)?,
        A::Answer(args) => {
            let text = text(&args, setting)?;
            Command::Answer { question: args.item.into(), text }
        }
        A::Comment(args) => {
            let text = text(&args, setting)?;
            Command::Comment { item: args.item.into(), text }
        }
        A::Edit(EditArgs { item, file, title, tags }) => {
            let (text, tags) = changed(file.as_deref(), title.as_deref(), tags, setting)?;
            Command::Revise { item: item.into(), title, text, tags }
        }
        A::Accept { answer } => Command::Accept { answer: answer.into() },
        A::Vote(args) => Command::Vote { item: args.item.into(), vote: args.vote },
        A::Hide { item, reason } => Command::Hide { item: item.into(), hidden: true, reason: reason.join(" ") },
        A::Unhide { item, reason } => Command::Hide { item: item.into(), hidden: false, reason: reason.join(" ") },
        A::Flag { item, reason } => Command::Flag { item: item.into(), reason: reason.join(" ") },
        A::Attach { item, files } => Command::Attach { item: item.into(), files: to_attach(files)? },
        A::Import { circle, path } => Command::Import { circle: circle.into(), path: whole(&path)? },
        A::Export { circle, to } => Command::Export { circle: circle.into(), to: whole(&to)? },
        A::Status { circle: Some(circle), only_here: true } => Command::OnlyHere { circle: circle.into() },
        A::Status { circle, .. } => Command::Status { circle: circle.map(Into::into) },
        A::Bundle(args) => bundle(args)?,
        A::Verify => Command::Verify,
        A::Settings { mdns, language, appearance } => {
            let chosen = [(OwnSetting::Language, language), (OwnSetting::Appearance, appearance)];
            let value = |typed: String| (typed != "none").then_some(typed);
            let own = chosen.into_iter().filter_map(|(setting, typed)| Some((setting, value(typed?)))).collect();
            Command::Settings { mdns, own }
        }
        A::Mark(MarkArgs::Read { item: Some(item), .. }) => Command::MarkRead { item: item.into() },
        A::Mark(MarkArgs::Read { circle, .. }) => Command::MarkAllRead { circle: circle.unwrap_or_default().into() },
        A::Draft(args) => return Ok(draft(args, setting)?),
        A::Doctor { repair: true, .. } => Command::Repair,
        A::Doctor { target, .. } => Command::Doctor { target },
        A::Device(DeviceArgs::List) => return Ok(listed(Command::DeviceList)),
        A::Device(DeviceArgs::Name { name }) => Command::DeviceName { name: name.join(" ") },
        A::Device(DeviceArgs::Revoke { device }) => Command::DeviceRevoke { device: device.join(" ").into() },
        A::Init { .. }
        | A::Link(_)
        | A::Device(DeviceArgs::Link { .. } | DeviceArgs::Renew)
        | A::Backup(_)
        | A::VerifyBackup(_)
        | A::Restore(_)
        | A::Words(_)
        | A::Passphrase(_)
        | A::Open { .. }
        | A::Run(_)
        | A::Read(_)
        | A::Relay(RelayArgs { action: None, .. })
        | A::Bench(_)
        | A::Demo
        | A::Blob(BlobArgs::Get { .. } | BlobArgs::Cancel { .. }) => {
            unreachable!("these are more than one question, and `perform` has taken them")
        }
    };
    Ok(Request { command, layout: Layout::Whole })
}

fn draft(args: DraftArgs, setting: &Setting) -> Result<Request, Error> {
    let command = match args {
        DraftArgs::List => return Ok(listed(Command::DraftList)),
        DraftArgs::Show { draft } => Command::DraftRead { key: draft },
        DraftArgs::Keep { draft, file, seen } => {
            let text = input::text(file.as_deref(), || hint(setting))?;
            Command::DraftKeep { key: draft, text, seen }
        }
        DraftArgs::Discard { draft } => Command::DraftDiscard { key: draft },
    };
    Ok(Request { command, layout: Layout::Whole })
}

fn listed(command: Command) -> Request {
    Request { command, layout: Layout::List }
}

fn circle(args: CircleArgs) -> Result<Request, Error> {
    let command = match args {
        CircleArgs::List => return Ok(listed(Command::CircleList)),
        CircleArgs::Members { circle } => return Ok(listed(Command::CircleMembers { circle: circle.into() })),
        CircleArgs::Invitations { circle } => return Ok(listed(Command::CircleInvitations { circle: circle.into() })),
        CircleArgs::Uninvite { circle, invitation } => {
            let invitation = ticket::of_file(&invitation)?.unwrap_or(invitation);
            Command::CircleUninvite { circle: circle.into(), invitation: invitation.into() }
        }
        CircleArgs::Log { circle } => Command::CircleLog { circle: circle.into() },
        CircleArgs::Renew { circle } => Command::CircleRenew { circle: circle.into() },
        CircleArgs::KeepWork { circle, person, device } => {
            let device = device.map(Into::into);
            Command::CircleKeepWork { circle: circle.into(), person: person.into(), device }
        }
        CircleArgs::New { title, with } if with.is_empty() => Command::CircleNew { title: title.join(" ") },
        CircleArgs::New { title, with } => {
            Command::CircleNewWith { title: title.join(" "), with: with.into_iter().map(Into::into).collect() }
        }
        CircleArgs::Show { circle } => Command::CircleShow { circle: circle.into() },
        CircleArgs::Refuse { node } => Command::PairingRefuse { pairing: node.join(" ").into() },
        CircleArgs::Invite(_) | CircleArgs::Join(_) | CircleArgs::Admit { .. } => {
            unreachable!("these are conversations, and `perform` has taken them")
        }
        CircleArgs::Role { circle, person, role } => {
            Command::CircleRole { circle: circle.into(), person: person.into(), role }
        }
        CircleArgs::Remove { circle, person } => Command::CircleRemove { circle: circle.into(), person: person.into() },
        CircleArgs::Set { circle, change } => {
            let relays = (change.no_relays || !change.relays.is_empty()).then_some(change.relays);
            let (reach, quota, relay_days) = (change.reach, change.quota, change.relay_days);
            Command::CircleSet { circle: circle.into(), reach, relays, quota, relay_days }
        }
        CircleArgs::Quota { circle, size: room } => Command::CircleQuota { circle: circle.into(), room },
        CircleArgs::Leave { circle, yes } => Command::CircleLeave { circle: circle.into(), sure: yes },
    };
    Ok(Request { command, layout: Layout::Whole })
}

fn bundle(args: BundleArgs) -> Result<Command, Error> {
    Ok(match args {
        BundleArgs::Write { circle, to, have } => {
            let have = have.map(|have| whole(&have)).transpose()?;
            Command::BundleWrite { circle: circle.into(), to: whole(&to)?, have }
        }
        BundleArgs::Have { circle, to } => Command::BundleHave { circle: circle.into(), to: whole(&to)? },
        BundleArgs::Look { from } => Command::BundleLook { from: whole(&from)? },
        BundleArgs::Read { from } => Command::BundleRead { from: whole(&from)? },
    })
}

fn note(args: NoteArgs, setting: &Setting) -> Result<Request, Error> {
    let command = match args {
        NoteArgs::List { circle, pick } => {
            let pick = pick.of(What::Notes);
            return Ok(listed(Command::Library { circle: circle.into(), pick, page: Page::FIRST }));
        }
        NoteArgs::Tags { circle } => return Ok(listed(Command::Tags { circle: circle.into() })),
        NoteArgs::New { circle, file, title, tags } => {
            let text = input::text(file.as_deref(), || hint(setting))?;
            let title = title.or_else(|| title_of(&text, file.as_deref()));
            Command::NoteNew { circle: circle.into(), title, tags, text, path: None }
        }
        NoteArgs::Edit { note, file, title, tags } => {
            let (text, tags) = changed(file.as_deref(), title.as_deref(), tags, setting)?;
            Command::NoteEdit { note: note.into(), title, tags, text, base: None }
        }
        NoteArgs::Show { note } => Command::NoteShow { note: note.into() },
        NoteArgs::History { note } => Command::NoteHistory { note: note.into() },
        NoteArgs::Version { note, edit } => {
            let edit = edit.parse().map_err(|_| Error::Unknown { name: edit })?;
            Command::NoteVersion { note: note.into(), edit }
        }
        NoteArgs::Retract { note } => Command::Retract { item: note.into() },
    };
    Ok(Request { command, layout: Layout::Whole })
}

/// What a note is called that was given no title: its first heading, else its file's name, else its first line.
fn title_of(text: &str, file: Option<&Path>) -> Option<String> {
    let file = file.and_then(Path::file_name).map(|name| name.to_string_lossy()).filter(|name| name != "-");
    let title = markdown::title_of(text, file.as_deref().unwrap_or_default());
    let first_line = || text.lines().map(str::trim).find(|line| !line.is_empty());
    let title = if title.is_empty() { first_line().unwrap_or_default() } else { &title };
    Some(cut(title, FIRST_LINE_BYTES).to_owned())
}

fn question(args: QuestionArgs) -> Request {
    match args {
        QuestionArgs::List { circle, open, unanswered, pick } => {
            let what = match (open, unanswered) {
                (_, true) => What::Unanswered,
                (true, false) => What::Open,
                (false, false) => What::Questions,
            };
            listed(Command::Library { circle: circle.into(), pick: pick.of(what), page: Page::FIRST })
        }
        QuestionArgs::Show { question } => {
            Request { command: Command::QuestionShow { question: question.into() }, layout: Layout::Whole }
        }
    }
}

fn quick_vote(args: QuickVoteArgs) -> Request {
    use QuickVoteArgs as Q;
    let command = match args {
        Q::List { circle, open } => {
            return listed(Command::QuickVoteList { circle: circle.into(), open, page: Page::FIRST });
        }
        Q::New { circle, question, options, about, quote, after } => Command::QuickVoteNew {
            circle: circle.into(),
            question,
            options,
            about: about.map(Into::into),
            quote,
            follows: after.map(Into::into),
        },
        Q::Show { vote } => Command::QuickVoteShow { vote: vote.into() },
        Q::Choose { vote, option } => Command::QuickVoteChoose { vote: vote.into(), option: Chosen::Named(option) },
        Q::Uncover { vote } => Command::QuickVoteUncover { vote: vote.into() },
        Q::Again { vote } => Command::QuickVoteAgain { vote: vote.into() },
    };
    Request { command, layout: Layout::Whole }
}

fn ask(args: AskArgs, setting: &Setting) -> Result<Command, Error> {
    let text = input::optional_text(args.file.as_deref(), || hint(setting))?.unwrap_or_default();
    Ok(Command::Ask {
        circle: args.circle.into(),
        title: args.title,
        text,
        about: args.about.map(Into::into),
        quote: args.quote,
        tags: args.tags,
    })
}

fn text(args: &TextArgs, setting: &Setting) -> Result<String, Error> {
    input::text(args.file.as_deref(), || hint(setting))
}

/// The text and the tags that something is to have, where they are to change: whoever gives only a title or tags gives no text.
type Changed = (Option<String>, Option<Vec<String>>);

fn changed(file: Option<&Path>, title: Option<&str>, tags: Vec<String>, setting: &Setting) -> Result<Changed, Error> {
    let others = title.is_some() || !tags.is_empty();
    let text = match file {
        None if others => None,
        file => Some(input::text(file, || hint(setting))?),
    };
    Ok((text, (!tags.is_empty()).then_some(tags)))
}

fn hint(setting: &Setting) {
    setting.remark(&setting.text.get("cli-type-text"));
}

fn search(mut words: Vec<String>, max: usize) -> Command {
    let query = words.pop().unwrap_or_default();
    Command::Search { circle: words.pop().map(Into::into), query, max }
}

fn to_attach(files: Vec<PathBuf>) -> Result<Vec<FileToAttach>, Error> {
    files.iter().map(|file| Ok(FileToAttach { path: whole(file)?, name: None })).collect()
}

/// The path from the root: a running node has another working folder.
fn whole(path: &Path) -> Result<PathBuf, Error> {
    std::path::absolute(path).map_err(|error| Error::of_file(path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_without_a_title_finds_one_in_its_text() {
        let title = |text: &str, file: Option<&str>| title_of(text, file.map(Path::new)).expect("a title");
        assert_eq!(title("intro\n\n# Osmosis\n", None), "Osmosis");
        assert_eq!(title("just a line", Some("/tmp/cells.md")), "cells");
        assert_eq!(title("\n just a line\nand more", Some("-")), "just a line");
        assert_eq!(title("just a line", None), "just a line");
        assert_eq!(title("", None), "");
    }

    #[test]
    fn one_word_is_searched_everywhere_and_two_name_the_circle_first() {
        let words = |words: &[&str]| search(words.iter().map(ToString::to_string).collect(), 5);
        let everywhere = Command::Search { circle: None, query: "osmosis".into(), max: 5 };
        let there = Command::Search { circle: Some("Biology".into()), query: "osmosis".into(), max: 5 };
        assert_eq!(words(&["osmosis"]), everywhere);
        assert_eq!(words(&["Biology", "osmosis"]), there);
    }
}
