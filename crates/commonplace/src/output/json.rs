//! Answers for programs: the value itself, on one line. `docs/cli.md` lists the fields.

use std::io;

use commonplace_node::answer::Answer;
use serde::Serialize;

/// The answer as a line of JSON, without the name of its kind.
pub(super) fn line(answer: &Answer) -> io::Result<String> {
    match answer {
        Answer::Whoami(value) => of(value),
        Answer::RecoveryWords(value) => of(value),
        Answer::Progress(value) => of(value),
        Answer::Backup(value) => of(value),
        Answer::Device(value) => of(value),
        Answer::DeviceRevoked(value) => of(value),
        Answer::Circle(value) => of(value),
        Answer::LogLine(value) => of(value),
        Answer::Member(value) => of(value),
        Answer::PersonSkills(value) => of(value),
        Answer::PairSuggestion(value) => of(value),
        Answer::Pair(value) => of(value),
        Answer::Ticket(value) => of(value),
        Answer::Invitation(value) => of(value),
        Answer::Lease(value) => of(value),
        Answer::Joining(value) => of(value),
        Answer::Nearby(value) => of(value),
        Answer::Pairing(value) => of(value),
        Answer::Written(value) => of(value),
        Answer::Note(value) => of(value),
        Answer::NoteRow(value) => of(value),
        Answer::Card(value) => of(value),
        Answer::CardRow(value) => of(value),
        Answer::CardsDue(value) => of(value),
        Answer::Edit(value) => of(value),
        Answer::Version(value) => of(value),
        Answer::Question(value) => of(value),
        Answer::QuestionRow(value) => of(value),
        Answer::Dispute(value) => of(value),
        Answer::DisputeRow(value) => of(value),
        Answer::QuickVote(value) => of(value),
        Answer::QuickVoteRow(value) => of(value),
        Answer::TagRow(value) => of(value),
        Answer::Meeting(value) => of(value),
        Answer::MeetingRow(value) => of(value),
        Answer::Happened(value) => of(value),
        Answer::Blob(value) => of(value),
        Answer::Quota(value) => of(value),
        Answer::Bundle(value) => of(value),
        Answer::Imported(value) => of(value),
        Answer::Exported(value) => of(value),
        Answer::Hit(value) => of(value),
        Answer::Status(value) => of(value),
        Answer::CircleStatus(value) => of(value),
        Answer::Peer(value) => of(value),
        Answer::OnlyHere(value) => of(value),
        Answer::Verified(value) => of(value),
        Answer::Settings(value) => of(value),
        Answer::Finding(value) => of(value),
        Answer::Draft(value) => of(value),
        Answer::DraftRow(value) => of(value),
        Answer::Event(value) => of(value),
    }
}

fn of(value: &impl Serialize) -> io::Result<String> {
    Ok(serde_json::to_string(value)?)
}
