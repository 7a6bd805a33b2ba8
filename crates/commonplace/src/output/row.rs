//! Answers as rows of a list.

use commonplace_node::answer::{
    Admission, Answer, Blob, Circle, Device, DraftRow, Hit, Invitation, Member, Membership, Nearby, NoteRow, Peer,
    QuestionRow, QuestionState, QuickVoteRow, TagRow,
};

use super::screen::{Screen, clean};
use super::skill;
use super::table::{Column, Kind};
use super::{card, dispute, meeting};

/// The cells of an answer that has a place in a list.
pub(super) fn of(answer: &Answer, screen: &Screen) -> Option<Vec<String>> {
    match answer {
        Answer::Circle(circle) => Some(of_circle(circle, screen)),
        Answer::Member(member) => Some(of_member(member, screen)),
        Answer::PersonSkills(person) => Some(skill::row(person, screen)),
        Answer::Pair(pair) => Some(skill::pair_row(pair, screen)),
        Answer::Invitation(invitation) => Some(of_invitation(invitation, screen)),
        Answer::Device(device) => Some(of_device(device, screen)),
        Answer::NoteRow(note) => Some(of_note(note, screen)),
        Answer::CardRow(row) => Some(card::row(row, screen)),
        Answer::QuestionRow(question) => Some(of_question(question, screen)),
        Answer::DisputeRow(row) => Some(dispute::row(row, screen)),
        Answer::MeetingRow(row) => Some(meeting::row(row, screen)),
        Answer::QuickVoteRow(vote) => Some(of_quick_vote(vote, screen)),
        Answer::TagRow(TagRow { id, count }) => Some(vec![clean(id), count.to_string()]),
        Answer::Blob(blob) => Some(of_blob(blob, screen)),
        Answer::Hit(hit) => Some(of_hit(hit, screen)),
        Answer::Peer(peer) => Some(of_peer(peer, screen)),
        Answer::Nearby(nearby) => Some(of_nearby(nearby, screen)),
        Answer::DraftRow(draft) => Some(of_draft(draft, screen)),
        Answer::OnlyHere(item) => Some(vec![item.id.short(), clean(&item.title), item.records.to_string()]),
        _ => None,
    }
}

/// The columns of the list in which an answer stands.
pub(super) fn head(answer: &Answer, screen: &Screen) -> Vec<Column> {
    use Kind::{Flexible, Id, Number, Plain};
    let columns: &[(&str, Kind)] = match answer {
        Answer::Circle(_) => &[
            ("id", Id),
            ("title", Flexible),
            ("role", Plain),
            ("members", Number),
            ("notes", Number),
            ("questions", Number),
            ("open", Number),
            ("unread", Number),
        ],
        Answer::Member(_) => &[("id", Id), ("name", Flexible), ("role", Plain), ("devices", Flexible)],
        Answer::PersonSkills(_) => {
            &[("id", Id), ("name", Flexible), ("offers", Flexible), ("needs", Flexible), ("free", Flexible)]
        }
        Answer::Pair(_) => &[("id", Id), ("name", Flexible), ("state", Plain), ("over", Flexible), ("since", Plain)],
        Answer::Invitation(_) => {
            &[("id", Id), ("author", Flexible), ("role", Plain), ("until", Plain), ("used", Plain), ("came", Flexible)]
        }
        Answer::Device(_) => {
            &[("id", Id), ("name", Flexible), ("state", Plain), ("wrote", Plain), ("circles", Flexible)]
        }
        Answer::NoteRow(_) => {
            &[("id", Id), ("title", Flexible), ("author", Flexible), ("changed", Plain), ("on", Plain)]
        }
        Answer::CardRow(_) => {
            &[("id", Id), ("title", Flexible), ("author", Flexible), ("due", Plain), ("reviews", Number)]
        }
        Answer::QuestionRow(_) => &[
            ("id", Id),
            ("title", Flexible),
            ("author", Flexible),
            ("state", Plain),
            ("answers", Number),
            ("changed", Plain),
            ("on", Plain),
        ],
        Answer::DisputeRow(_) => &[
            ("id", Id),
            ("claim", Flexible),
            ("title", Flexible),
            ("author", Flexible),
            ("state", Plain),
            ("weighed", Plain),
            ("changed", Plain),
        ],
        Answer::MeetingRow(_) => {
            &[("id", Id), ("title", Flexible), ("when", Plain), ("place", Flexible), ("coming", Number)]
        }
        Answer::QuickVoteRow(_) => &[
            ("id", Id),
            ("title", Flexible),
            ("author", Flexible),
            ("round", Number),
            ("state", Plain),
            ("changed", Plain),
            ("on", Plain),
        ],
        Answer::TagRow(_) => &[("tag", Flexible), ("used", Number)],
        Answer::Nearby(_) => &[("name", Plain), ("state", Plain), ("person", Flexible), ("circles", Flexible)],
        Answer::DraftRow(_) => &[("draft", Flexible), ("where", Flexible)],
        Answer::OnlyHere(_) => &[("id", Id), ("title", Flexible), ("records", Number)],
        Answer::Blob(_) => &[("id", Id), ("name", Flexible), ("size", Number), ("here", Number)],
        Answer::Hit(_) => {
            &[("id", Id), ("kind", Plain), ("title", Flexible), ("author", Flexible), ("excerpt", Flexible)]
        }
        _ => &[("name", Flexible), ("state", Plain), ("circles", Flexible), ("address", Plain)],
    };
    let column =
        |(name, kind): &(&str, Kind)| Column { title: screen.text.get(&format!("cli-col-{name}")), kind: *kind };
    columns.iter().map(column).collect()
}

fn of_circle(circle: &Circle, screen: &Screen) -> Vec<String> {
    let standing = match (circle.state, circle.role) {
        (Membership::Joined, Some(role)) => screen.role(role),
        _ => standing(circle, screen),
    };
    vec![
        circle.id.short(),
        clean(&circle.title),
        standing,
        circle.members.to_string(),
        circle.notes.to_string(),
        circle.questions.to_string(),
        circle.open.to_string(),
        circle.unread.to_string(),
    ]
}

fn of_member(member: &Member, screen: &Screen) -> Vec<String> {
    let name = if member.me {
        format!("{} ({})", clean(&member.name), screen.text.get("cli-me"))
    } else {
        clean(&member.name)
    };
    let role = if member.rank == 0 { screen.text.get("cli-role-founder") } else { screen.role(member.role) };
    let mut devices = clean(&member.devices.join(", "));
    if !member.forked.is_empty() {
        let forked = clean(&member.forked.join(", "));
        let forked = screen.text.with("cli-member-forked", &[("devices", forked.into())]);
        devices = format!("{devices} ({forked})");
    }
    vec![member.id.short(), name, role, devices]
}

fn of_invitation(invitation: &Invitation, screen: &Screen) -> Vec<String> {
    let came: Vec<String> = invitation.came.iter().map(|person| screen.author(person)).collect();
    vec![
        invitation.id.short(),
        screen.author(&invitation.by),
        screen.role(invitation.role),
        screen.when(invitation.expires),
        format!("{}/{}", came.len(), invitation.uses),
        came.join(", "),
    ]
}

fn of_device(device: &Device, screen: &Screen) -> Vec<String> {
    let state = match device {
        Device { revoked: true, .. } => "cli-device-revoked",
        Device { this: true, .. } => "cli-device-this",
        Device { forked: true, .. } => "cli-device-forked",
        _ => "cli-device-other",
    };
    let wrote = device.wrote.map(|at| screen.when(at)).unwrap_or_default();
    let circles = clean(&device.circles.join(", "));
    vec![device.id.short(), clean(&device.name), screen.text.get(state), wrote, circles]
}

fn of_note(note: &NoteRow, screen: &Screen) -> Vec<String> {
    vec![
        note.id.short(),
        clean(&note.title),
        screen.author(&note.author),
        screen.when(note.updated),
        format!("{}/{}", note.on.devices, note.on.of),
    ]
}

fn of_question(question: &QuestionRow, screen: &Screen) -> Vec<String> {
    vec![
        question.id.short(),
        clean(&question.title),
        screen.author(&question.author),
        question_state(question.state, screen),
        question.answers.to_string(),
        screen.when(question.updated),
        format!("{}/{}", question.on.devices, question.on.of),
    ]
}

fn of_quick_vote(vote: &QuickVoteRow, screen: &Screen) -> Vec<String> {
    vec![
        vote.id.short(),
        clean(&vote.title),
        screen.author(&vote.author),
        vote.round.to_string(),
        super::quick_vote::state(vote, screen),
        screen.when(vote.updated),
        format!("{}/{}", vote.on.devices, vote.on.of),
    ]
}

/// With the whole id: it is what `blob get` takes.
fn of_blob(blob: &Blob, screen: &Screen) -> Vec<String> {
    vec![blob.id.to_string(), clean(&blob.name), screen.size(blob.size), here(blob)]
}

fn of_hit(hit: &Hit, screen: &Screen) -> Vec<String> {
    let kind = screen.text.find(&format!("cli-kind-{}", hit.kind), &[]).unwrap_or_else(|| clean(&hit.kind));
    vec![hit.id.short(), kind, clean(&hit.title), screen.author(&hit.author), clean(&hit.excerpt)]
}

fn of_draft(draft: &DraftRow, screen: &Screen) -> Vec<String> {
    let here = draft.here.then(|| screen.text.get("cli-device-this"));
    let others = draft.others.iter().map(|other| super::whole::device_of(other, screen));
    vec![clean(&draft.id), here.into_iter().chain(others).collect::<Vec<_>>().join(", ")]
}

fn of_peer(peer: &Peer, screen: &Screen) -> Vec<String> {
    let name = peer.person.as_ref().map_or_else(|| short_peer(&peer.id), |person| screen.author(person));
    let state = screen.text.get(if peer.connected { "cli-connected" } else { "cli-not-connected" });
    vec![name, state, clean(&peer.circles.join(", ")), clean(peer.address.as_deref().unwrap_or_default())]
}

fn of_nearby(nearby: &Nearby, screen: &Screen) -> Vec<String> {
    let state = match (nearby.me, &nearby.asks) {
        (true, _) => "cli-nearby-me",
        (false, Some(_)) => "cli-nearby-asks",
        (false, None) => "cli-connected",
    };
    let person = nearby.person.as_ref().map(|person| screen.author(person)).unwrap_or_default();
    vec![clean(&nearby.name), screen.text.get(state), person, clean(&nearby.circles.join(", "))]
}

/// A few characters of a transport id, from its end: they all begin alike.
pub(super) fn short_peer(id: &str) -> String {
    let skip = id.chars().count().saturating_sub(8);
    format!("…{}", clean(&id.chars().skip(skip).collect::<String>()))
}

/// How much of an attachment is here, in percent.
fn here(blob: &Blob) -> String {
    let percent = if blob.sealed_size == 0 { 100 } else { u128::from(blob.here) * 100 / u128::from(blob.sealed_size) };
    format!("{percent} %")
}

/// How this home stands to a circle that it is no member of, and why.
pub(super) fn standing(circle: &Circle, screen: &Screen) -> String {
    match circle.admission {
        Some(Admission::Expired) => screen.text.get("cli-state-expired"),
        Some(Admission::UsedUp) => screen.text.get("cli-state-used-up"),
        Some(Admission::Refused) => screen.text.get("cli-state-refused"),
        Some(Admission::Asked | Admission::LetIn) | None => membership(circle.state, screen),
    }
}

/// A standing's name.
fn membership(state: Membership, screen: &Screen) -> String {
    screen.text.get(match state {
        Membership::Joined => "cli-state-joined",
        Membership::Pending => "cli-state-pending",
        Membership::Left => "cli-state-left",
        Membership::Removed => "cli-state-removed",
    })
}

/// How far a question has come, in a word.
pub(super) fn question_state(state: QuestionState, screen: &Screen) -> String {
    screen.text.get(match state {
        QuestionState::Open => "cli-question-open",
        QuestionState::Answered => "cli-question-answered",
        QuestionState::Accepted => "cli-question-accepted",
    })
}
