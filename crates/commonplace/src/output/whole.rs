//! Answers by themselves, with all that they hold.

use commonplace_core::time::Timestamp;
use commonplace_node::answer::{
    Answer, Backup, Circle, CircleStatus, Delivered, DeviceRevoked, Draft, Edit, Exported, Finding, ImportState,
    Imported, Invitation, Joining, Lease, Membership, OtherDraft, Progress, RecoveryWords, RelayStatus, Settings,
    Severity, Status, Ticket, Verified, Whoami, WordsState, Written,
};
use commonplace_node::backup::Doing;
use commonplace_node::command::{Discovery, ReachName};
use commonplace_node::doctor::sentences;
use commonplace_node::relay::words_of;
use unicode_width::UnicodeWidthStr;

use super::address::{short, typed};
use super::bundle;
use super::dispute;
use super::item;
use super::log;
use super::pairing;
use super::quick_vote;
use super::quota;
use super::row::{self, standing};
use super::screen::{Screen, clean, clean_lines};
use super::skill;
use super::{card, meeting};

/// Between two facts on a line.
pub(super) const DOT: &str = " · ";

/// An answer as text, without the end of its last line.
pub(super) fn of(answer: &Answer, screen: &Screen) -> String {
    match answer {
        Answer::Whoami(whoami) => of_whoami(whoami, screen),
        Answer::RecoveryWords(words) => of_words(words, screen),
        Answer::Progress(progress) => of_progress(progress, screen),
        Answer::Backup(backup) => of_backup(backup, screen),
        Answer::DeviceRevoked(revoked) => of_revoked(revoked, screen),
        Answer::Circle(circle) => of_circle(circle, screen),
        Answer::PersonSkills(person) => skill::of(person, screen),
        Answer::PairSuggestion(found) => skill::suggestion(found, screen),
        Answer::Pair(pair) => skill::pair(pair, screen),
        Answer::Ticket(ticket) => clean(&ticket.ticket),
        Answer::Invitation(invitation) => of_invitation(invitation, screen),
        Answer::Lease(lease) => clean(&lease.lease),
        Answer::Joining(joining) => of_joining(joining, screen),
        Answer::Pairing(pairing) => pairing::of(pairing, screen),
        Answer::Written(written) => of_written(written, screen),
        Answer::Note(note) => item::of_note(note, screen),
        Answer::Card(card) => card::of(card, screen),
        Answer::CardRow(row) => card::reviewed(row, screen),
        Answer::CardsDue(due) => card::to_review(due, screen),
        Answer::Question(question) => item::of_question(question, screen),
        Answer::Dispute(dispute) => dispute::of(dispute, screen),
        Answer::Meeting(meeting) => meeting::of(meeting, screen),
        Answer::Happened(happened) => meeting::happened(happened, screen),
        Answer::QuickVote(vote) => quick_vote::of(vote, screen),
        Answer::Edit(edit) => of_edit(edit, screen),
        Answer::Version(version) => clean_lines(&version.text),
        Answer::Blob(blob) => item::of_blob(blob, screen),
        Answer::Quota(room) => quota::of(room, screen),
        Answer::LogLine(line) => log::of(line, screen),
        Answer::Bundle(bundle) => bundle::of(bundle, screen),
        Answer::Imported(imported) => of_imported(imported, screen),
        Answer::Exported(exported) => of_exported(exported, screen),
        Answer::Status(status) => of_status(status, screen),
        Answer::CircleStatus(status) => of_circle_status(status, screen),
        Answer::Verified(verified) => of_verified(verified, screen),
        Answer::Settings(settings) => of_settings(settings, screen),
        Answer::Finding(finding) => of_finding(finding, screen),
        Answer::Draft(draft) => of_draft(draft, screen),
        Answer::Member(_)
        | Answer::Device(_)
        | Answer::NoteRow(_)
        | Answer::QuestionRow(_)
        | Answer::DisputeRow(_)
        | Answer::MeetingRow(_)
        | Answer::QuickVoteRow(_)
        | Answer::TagRow(_)
        | Answer::Hit(_)
        | Answer::Peer(_)
        | Answer::Nearby(_)
        | Answer::OnlyHere(_)
        | Answer::DraftRow(_)
        | Answer::Event(_) => row::of(answer, screen).unwrap_or_default().join("  "),
    }
}

/// Whether an empty line belongs before it when something stands above.
pub(super) fn stands_apart(answer: &Answer) -> bool {
    matches!(
        answer,
        Answer::Note(_)
            | Answer::Card(_)
            | Answer::Question(_)
            | Answer::Dispute(_)
            | Answer::Meeting(_)
            | Answer::QuickVote(_)
            | Answer::PairSuggestion(_)
            | Answer::Edit(_)
            | Answer::CircleStatus(_)
            | Answer::Circle(_)
            | Answer::Quota(_)
    )
}

/// What a person should know beside the answer itself.
pub(super) fn remark(answer: &Answer, screen: &Screen) -> Option<String> {
    match answer {
        Answer::Ticket(ticket) => Some(about_ticket(ticket, screen)),
        Answer::Lease(lease) => Some(about_lease(lease, screen)),
        Answer::RecoveryWords(_) => Some(screen.text.get("cli-words-keep")),
        Answer::Pairing(pairing) => pairing::remark(pairing, screen),
        _ => None,
    }
}

/// Facts with their names before them, the facts in one column.
pub(super) fn facts(screen: &Screen, facts: &[(&str, String)]) -> String {
    let named: Vec<_> = facts.iter().map(|(key, fact)| (screen.text.get(key), fact)).collect();
    let width = named.iter().map(|(name, _)| name.width()).max().unwrap_or_default();
    let line = |(name, fact): &(String, &String)| {
        format!("  {}{}  {fact}", screen.dim(name), " ".repeat(width.saturating_sub(name.width())))
    };
    named.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn of_whoami(whoami: &Whoami, screen: &Screen) -> String {
    let known = [
        ("cli-fact-person", whoami.id.to_string()),
        ("cli-fact-fingerprint", clean(&whoami.fingerprint)),
        ("cli-fact-device", format!("{} {}", clean(&whoami.device_name), screen.dim(&whoami.device.to_string()))),
        ("cli-fact-home", clean(&whoami.home.to_string_lossy())),
        ("cli-fact-keys", screen.text.get(if whoami.sealed { "cli-keys-sealed" } else { "cli-keys-open" })),
        ("cli-fact-words", words_state(whoami.words, screen)),
    ];
    let mut lines = vec![screen.bold(&clean(&whoami.name)), facts(screen, &known)];
    if whoami.revoked {
        lines.push(screen.warn(&screen.text.get("cli-this-revoked")));
    }
    for handed in &whoami.handed_over {
        let values = [("node", clean(&handed.node).into()), ("when", screen.when(handed.at).into())];
        lines.push(screen.warn(&screen.text.with("cli-handed-over", &values)));
    }
    lines.join("\n")
}

fn words_state(state: WordsState, screen: &Screen) -> String {
    match state {
        WordsState::Unseen => screen.warn(&screen.text.get("cli-words-unseen")),
        WordsState::Shown => screen.text.get("cli-words-shown"),
        WordsState::Checked => screen.text.get("cli-words-checked"),
    }
}

/// In columns of six, numbered, to be copied to paper line by line.
fn of_words(words: &RecoveryWords, screen: &Screen) -> String {
    let numbered: Vec<String> =
        words.words.iter().enumerate().map(|(index, word)| format!("{:>2} {word:<9}", index + 1)).collect();
    let mut lines: Vec<String> = numbered.chunks(4).map(|row| format!("  {}", row.join(" ").trim_end())).collect();
    lines.push(format!("  {}  {}", screen.dim(&screen.text.get("cli-fact-fingerprint")), clean(&words.fingerprint)));
    lines.join("\n")
}

fn of_progress(progress: &Progress, screen: &Screen) -> String {
    let percent = progress.done.saturating_mul(100).checked_div(progress.of).unwrap_or(100);
    let key = match progress.doing {
        Doing::Writing => "cli-backup-writing",
        Doing::Checking => "cli-backup-checking",
        Doing::Restoring => "cli-backup-restoring",
    };
    screen.dim(&screen.text.with(key, &[("percent", percent.into())]))
}

fn of_backup(backup: &Backup, screen: &Screen) -> String {
    let known = [
        ("cli-fact-file", clean(&backup.file.to_string_lossy())),
        ("cli-col-size", screen.size(backup.bytes)),
        ("cli-fact-made", screen.when(backup.made)),
        ("cli-fact-keys", screen.text.get(if backup.keys { "cli-backup-keys" } else { "cli-backup-no-keys" })),
        ("cli-fact-records", backup.records.to_string()),
        ("cli-fact-blobs", backup.blobs.to_string()),
        ("cli-fact-drafts", backup.drafts.to_string()),
    ];
    let mut lines = vec![screen.bold(&clean(&backup.name)), facts(screen, &known)];
    lines.extend(backup.damaged.iter().map(|damage| screen.warn(&clean(damage))));
    if backup.damaged.is_empty() {
        lines.push(screen.good(&screen.text.get("cli-backup-good")));
    }
    lines.join("\n")
}

fn of_revoked(revoked: &DeviceRevoked, screen: &Screen) -> String {
    let name = || ("name", clean(&revoked.name).into());
    let titles = |titles: &[String]| clean(&titles.join(", "));
    let mut lines = Vec::new();
    if !revoked.circles.is_empty() || revoked.waiting.is_empty() {
        lines.push(screen.good(&screen.text.with(
            "cli-revoked",
            &[name(), ("circles", titles(&revoked.circles).into()), ("kept", revoked.kept.into())],
        )));
    }
    if !revoked.waiting.is_empty() {
        lines.push(screen.text.with("cli-revoke-waits", &[name(), ("circles", titles(&revoked.waiting).into())]));
    }
    if revoked.cut_off > 0 {
        lines.push(screen.warn(&screen.text.with("cli-revoke-cut-off", &[("count", revoked.cut_off.into())])));
    }
    lines.push(screen.text.get("cli-revoke-unseen"));
    lines.join("\n")
}

fn of_circle(circle: &Circle, screen: &Screen) -> String {
    let mut known = vec![("cli-col-id", circle.id.to_string())];
    if circle.state != Membership::Joined {
        known.push(("cli-col-state", standing(circle, screen)));
    }
    if let Some(role) = circle.role {
        known.push(("cli-col-role", screen.role(role)));
    }
    let numbers = [("cli-col-members", circle.members), ("cli-col-notes", circle.notes)];
    known.extend(numbers.map(|(key, number)| (key, number.to_string())));
    let open = screen.count("cli-of-them-open", circle.open).map(|open| format!(" ({open})")).unwrap_or_default();
    known.push(("cli-col-questions", format!("{}{open}", circle.questions)));
    known.push(("cli-fact-reach", screen.text.get(reach(circle.reach))));
    // The words are those that the relay's own screen shows.
    let named = |relay: &String| format!("{}  ({})", clean(relay), words_of(relay));
    known.extend(circle.relays.iter().map(|relay| ("cli-fact-relay", named(relay))));
    known.extend(circle.relays_near.iter().map(|relay| ("cli-fact-relay-near", named(relay))));
    known.extend(circle.dropped.iter().map(|relay| ("cli-fact-dropped", named(relay))));
    known.extend(circle.quota.map(|quota| ("cli-fact-quota", screen.size(quota))));
    let days = circle.relay_days.and_then(|days| screen.count("cli-last-days", days.into()));
    known.extend(days.map(|days| ("cli-fact-relay-days", days)));
    let shown = format!("{}\n{}", screen.bold(&clean(&circle.title)), facts(screen, &known));
    match &circle.removed {
        Some(out) => {
            let by = out.by.as_ref().map(|by| by.name.as_str());
            format!("{shown}\n{}", screen.warn(&removed(&circle.title, by, out.at, screen)))
        }
        None => shown,
    }
}

/// That this person was removed from a circle, and what that means.
pub(super) fn removed(title: &str, by: Option<&str>, at: Timestamp, screen: &Screen) -> String {
    let values = [("circle", clean(title).into()), ("when", screen.when(at).into())];
    match by {
        Some(by) => {
            let [circle, when] = values;
            screen.text.with("cli-removed", &[circle, when, ("by", clean(by).into())])
        }
        None => screen.text.with("cli-removed-by-somebody", &values),
    }
}

fn reach(reach: ReachName) -> &'static str {
    match reach {
        ReachName::Anywhere => "cli-reach-anywhere",
        ReachName::Lan => "cli-reach-lan",
        ReachName::Relays => "cli-reach-relays",
        ReachName::Usb => "cli-reach-usb",
    }
}

fn about_lease(lease: &Lease, screen: &Screen) -> String {
    let values = || [("circle", clean(&lease.circle).into()), ("relay", clean(&lease.relay).into())];
    let mut said = screen.text.with("cli-lease-hand-over", &values());
    if !lease.named {
        said = format!("{said}\n{}", screen.text.with("cli-lease-not-named", &values()));
    }
    said
}

fn about_ticket(ticket: &Ticket, screen: &Screen) -> String {
    let values = [
        ("circle", clean(&ticket.circle).into()),
        ("uses", ticket.uses.into()),
        ("role", screen.role(ticket.role).into()),
        ("expires", screen.when(ticket.expires).into()),
    ];
    screen.text.with("cli-ticket", &values)
}

fn of_invitation(invitation: &Invitation, screen: &Screen) -> String {
    let key = if invitation.open { "cli-invitation-open" } else { "cli-invitation-closed" };
    let values = [("circle", clean(&invitation.circle).into()), ("by", screen.author(&invitation.by).into())];
    format!("{}  {}", screen.dim(&invitation.id.short()), screen.text.with(key, &values))
}

fn of_joining(joining: &Joining, screen: &Screen) -> String {
    let key = if joining.state == Membership::Pending { "cli-joining-pending" } else { "cli-joining-joined" };
    screen.text.with(key, &[("title", clean(&joining.title).into())])
}

fn of_written(written: &Written, screen: &Screen) -> String {
    let said = match (&written.title, written.changed) {
        (_, false) => screen.text.get("cli-unchanged"),
        (Some(title), true) => screen.text.with("cli-written", &[("title", clean(title).into())]),
        (None, true) => screen.text.get("cli-written-untitled"),
    };
    format!("{}  {said}", screen.dim(&written.id.short()))
}

fn of_edit(edit: &Edit, screen: &Screen) -> String {
    let mut head = vec![screen.bold(&screen.author(&edit.author)), screen.when(edit.at)];
    head.extend(edit.title.as_ref().map(|title| screen.text.with("cli-new-title", &[("title", clean(title).into())])));
    head.push(screen.dim(&edit.id.short()));
    let mut lines = vec![head.join(DOT)];
    for line in clean_lines(&edit.difference).lines() {
        let line = format!("  {line}");
        lines.push(match line.trim_start().chars().next() {
            Some('+') => screen.good(&line),
            Some('-') => screen.warn(&line),
            _ => line,
        });
    }
    lines.join("\n")
}

/// `[ 3/20]`
fn progress(done: usize, of: usize, screen: &Screen) -> String {
    let of = of.to_string();
    screen.dim(&format!("[{done:>width$}/{of}]", width = of.len()))
}

fn of_imported(imported: &Imported, screen: &Screen) -> String {
    use ImportState::{Attached, Created, Refused, Unchanged, Updated};
    let width = [Created, Updated, Unchanged, Attached, Refused].map(|state| import_state(state, screen).width());
    let width = width.into_iter().max().unwrap_or_default();
    let state = import_state(imported.state, screen);
    let space = " ".repeat(width.saturating_sub(state.width()));
    let state = match imported.state {
        Created | Updated | Attached => screen.good(&state),
        Unchanged => screen.dim(&state),
        Refused => screen.warn(&state),
    };
    let progress = progress(imported.done, imported.of, screen);
    let line = format!("{progress} {state}{space}  {}", clean(&imported.path));
    match &imported.why {
        Some(why) => format!("{line}\n    {}", clean(why)),
        None => line,
    }
}

fn import_state(state: ImportState, screen: &Screen) -> String {
    screen.text.get(match state {
        ImportState::Created => "cli-import-created",
        ImportState::Updated => "cli-import-updated",
        ImportState::Unchanged => "cli-import-unchanged",
        ImportState::Attached => "cli-import-attached",
        ImportState::Refused => "cli-import-refused",
    })
}

fn of_exported(exported: &Exported, screen: &Screen) -> String {
    let line = format!("{} {}", progress(exported.done, exported.of, screen), clean(&exported.path));
    match &exported.why {
        Some(why) => format!("{line}\n    {}", screen.warn(&clean(why))),
        None => line,
    }
}

fn of_status(status: &Status, screen: &Screen) -> String {
    let running = if status.running { "cli-node-runs" } else { "cli-node-rests" };
    let mut known = vec![("cli-fact-node", screen.text.get(running))];
    if status.running {
        known.push(("cli-fact-peers", status.peers.to_string()));
    }
    known.extend(typed(&status.listening).into_iter().map(|address| ("cli-fact-address", address)));
    let mut lines = vec![screen.bold(&clean(&status.name)), facts(screen, &known)];
    if status.disk_full {
        lines.push(screen.warn(&screen.text.get("cli-disk-full")));
    }
    if let Some(percent) = status.rebuilding {
        lines.push(screen.text.with("cli-event-rebuilding", &[("percent", percent.into())]));
    }
    lines.extend(status.damage.iter().map(|damage| screen.warn(&clean(damage))));
    lines.join("\n")
}

fn of_circle_status(status: &CircleStatus, screen: &Screen) -> String {
    let number = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
    let mut held = vec![screen.text.with("cli-records", &[("count", status.records.into())])];
    held.extend(screen.count("cli-elsewhere", number(status.elsewhere)));
    held.extend(screen.count("cli-waiting", number(status.waiting)));
    held.extend(screen.count("cli-blobs-missing", status.blobs_missing));
    held.extend(status.blobs_quota.map(|quota| {
        let values = [("used", screen.size(status.blobs_bytes).into()), ("quota", screen.size(quota).into())];
        screen.text.with("cli-blobs-room", &values)
    }));
    let mut lines = vec![screen.bold(&clean(&status.title)), format!("  {}", held.join(DOT))];
    lines.extend(status.delivered.iter().map(|delivered| format!("  {}", of_delivered(delivered, screen))));
    lines.extend(status.relays.iter().map(|relay| format!("  {}", of_relay(relay, screen))));
    lines.extend(of_safety(status, screen).map(|line| format!("  {line}")));
    lines.join("\n")
}

/// Whether this laptop may be closed, and who says so: never without a name.
fn of_safety(status: &CircleStatus, screen: &Screen) -> Option<String> {
    let count = usize::try_from(status.only_here).unwrap_or(usize::MAX);
    if let Some(only_here) = screen.count("cli-only-here", count) {
        return Some(screen.warn(&only_here));
    }
    let holders: Vec<String> =
        status.delivered.iter().filter(|one| one.mine).map(|one| of_device(one, screen)).collect();
    let (first, others) = holders.split_first().filter(|_| status.safe)?;
    let line = match others.len() {
        0 => screen.text.with("cli-safe", &[("device", first.as_str().into())]),
        more => screen.text.with("cli-safe-more", &[("device", first.as_str().into()), ("more", more.into())]),
    };
    Some(screen.good(&line))
}

fn of_device(delivered: &Delivered, screen: &Screen) -> String {
    format!("{} ({})", screen.author(&delivered.person), clean(&delivered.device))
}

fn of_delivered(delivered: &Delivered, screen: &Screen) -> String {
    let mut known = vec![of_device(delivered, screen)];
    if delivered.connected {
        known.push(screen.good(&screen.text.get("cli-connected")));
    }
    known.push(if delivered.all {
        screen.text.get("cli-holds-all")
    } else {
        screen.text.with("cli-lacks", &[("count", delivered.lacks.into())])
    });
    // Quiet is not unreachable: when it was heard, and when it wrote, are told apart.
    if !delivered.connected {
        let when = |at| screen.text.with("cli-heard", &[("when", screen.when(at).into())]);
        known.push(delivered.heard.map_or_else(|| screen.text.get("cli-never-heard"), when));
    }
    known.extend(delivered.wrote.map(|at| screen.text.with("cli-wrote", &[("when", screen.when(at).into())])));
    known.join(DOT)
}

/// In this reader's language: the node may have been started in another.
fn of_finding(finding: &Finding, screen: &Screen) -> String {
    let about = finding.about.as_deref().map(clean);
    let (said, next) = sentences(&finding.id, about.as_deref(), finding.minutes, &screen.text);
    let said = match finding.severity {
        Severity::Good => screen.good(&said),
        Severity::Note => said,
        Severity::Problem => screen.warn(&said),
    };
    [Some(said), next.map(|next| format!("  {next}"))].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

fn of_settings(settings: &Settings, screen: &Screen) -> String {
    let how = match settings.mdns {
        Discovery::On => "cli-discovery-on",
        Discovery::Quiet => "cli-discovery-quiet",
        Discovery::Off => "cli-discovery-off",
    };
    let chosen = |value: &Option<String>| value.as_deref().map(clean).unwrap_or_default();
    let shared = if settings.shared { "cli-settings-shared" } else { "cli-settings-alone" };
    facts(
        screen,
        &[
            ("cli-fact-discovery", screen.text.get(how)),
            ("cli-fact-language", chosen(&settings.language)),
            ("cli-fact-appearance", chosen(&settings.appearance)),
            ("cli-fact-shared", screen.text.get(shared)),
        ],
    )
}

/// The text; then, for each other device, what it has.
fn of_draft(draft: &Draft, screen: &Screen) -> String {
    let mut parts = vec![clean_lines(&draft.text)];
    for other in &draft.others {
        let values = [("device", device_of(other, screen).into()), ("when", screen.when(other.written).into())];
        parts.push(screen.warn(&screen.text.with("cli-draft-other", &values)));
        parts.push(match &other.text {
            Some(text) => clean_lines(text),
            None => screen.text.get("cli-draft-there"),
        });
    }
    parts.join("\n")
}

/// What the device is called on which a draft was written.
pub(super) fn device_of(other: &OtherDraft, screen: &Screen) -> String {
    other.device.as_deref().map_or_else(|| screen.text.get("cli-device-other"), clean)
}

/// What a relay holds; then what is wrong with it.
fn of_relay(relay: &RelayStatus, screen: &Screen) -> String {
    let mut known = vec![screen.text.with("cli-relay", &[("relay", clean(&short(&relay.address)).into())])];
    if relay.connected {
        known.push(screen.good(&screen.text.get("cli-connected")));
    }
    if relay.dropped {
        known.push(screen.warn(&screen.text.get("cli-relay-dropped")));
        return known.join(DOT);
    }
    known.push(if relay.holds_all {
        screen.text.get("cli-holds-all")
    } else if relay.keeps_since.is_some() && relay.lacks == 0 && relay.heard.is_some() {
        screen.text.get("cli-relay-holds-since")
    } else {
        screen.text.with("cli-lacks", &[("count", relay.lacks.into())])
    });
    let number = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
    known.extend(screen.count("cli-relay-attachments", number(relay.attachments)));
    known.extend(screen.count("cli-relay-lacks-attachments", number(relay.lacks_attachments)));
    let heard = relay.heard.filter(|_| !relay.connected);
    known.extend(heard.map(|at| screen.text.with("cli-heard", &[("when", screen.when(at).into())])));
    let days = relay.keeps_since.map(|since| screen.days_since(since));
    known.extend(days.and_then(|days| screen.count("cli-relay-keeps-days", days)).map(|keeps| screen.warn(&keeps)));
    let wrong = [
        (relay.lease == Some(false)).then(|| screen.text.get("cli-relay-unknown")),
        relay.full.then(|| screen.text.get("cli-relay-full")),
        screen.count("cli-relay-lost", number(relay.lost)),
        screen.count("cli-relay-withheld", number(relay.withheld)),
        screen.count("cli-relay-without", number(relay.without)),
    ];
    known.extend(wrong.into_iter().flatten().map(|wrong| screen.warn(&wrong)));
    known.join(DOT)
}

fn of_verified(verified: &Verified, screen: &Screen) -> String {
    let counts = [("records", verified.records.into()), ("blobs", verified.blobs.into())];
    if verified.damaged.is_empty() {
        return screen.good(&screen.text.with("cli-verified", &counts));
    }
    let mut lines = vec![screen.text.with("cli-verified-damaged", &counts)];
    lines.extend(verified.damaged.iter().map(|damage| format!("  {}", screen.warn(&clean(damage)))));
    lines.join("\n")
}
