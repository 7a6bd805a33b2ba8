//! Meetings, whole and in a list.

use commonplace_node::answer::{Author, Happened, Meeting, MeetingRow, OtherVersion};
use commonplace_node::command::Comes;

use super::item::{comments, hidden, prose, section};
use super::screen::{Screen, clean, clean_lines};
use super::whole::DOT;

/// A meeting: when and where it is, what is to be done, who comes, and what came of it.
pub(super) fn of(meeting: &Meeting, screen: &Screen) -> String {
    let mut parts = vec![head(meeting, screen)];
    parts.extend(hidden(meeting.why_hidden.as_ref(), screen, 0));
    if !meeting.agenda.trim().is_empty() {
        parts.push(prose(&meeting.agenda, screen, 0));
    }
    parts.extend(meeting.also.iter().map(|other| screen.warn(&also(other, screen))));
    let coming = coming(&meeting.row, screen);
    if !coming.is_empty() {
        parts.push(coming.join("\n"));
    }
    let told = meeting.told_in.iter().map(|note| {
        let title = note.title.as_deref().map_or_else(|| screen.text.get("meeting-recap-elsewhere"), clean);
        format!("{}  {}", screen.text.with("meeting-told-in", &[("title", title.into())]), screen.dim(&note.id.short()))
    });
    parts.extend(told);
    parts.extend(super::dispute::on_item(&meeting.disputes, screen));
    parts.extend(section("cli-heading-comments", comments(&meeting.comments, screen, 2), screen));
    parts.join("\n\n")
}

/// The cells of a meeting in a list.
pub(super) fn row(meeting: &MeetingRow, screen: &Screen) -> Vec<String> {
    vec![
        meeting.id.short(),
        clean(&meeting.title),
        when(meeting.when, meeting.called_off, screen),
        clean(&meeting.place),
        meeting.who(Comes::Yes).count().to_string(),
    ]
}

/// What a recap begins with, as a file of its own: whoever keeps it hands it in again.
pub(super) fn happened(happened: &Happened, screen: &Screen) -> String {
    let title = clean(&happened.recap_title(&screen.text, &screen.zone));
    format!("# {title}\n\n{}", clean_lines(&happened.text(&screen.text)).trim_end())
}

fn head(meeting: &Meeting, screen: &Screen) -> String {
    let row = &meeting.row;
    let mut known = vec![when(row.when, row.called_off, screen)];
    known.push(clean(&row.place));
    known.push(screen.text.with("meeting-planned-by", &[("name", screen.author(&row.author).into())]));
    let changed = meeting.changed_by.as_ref().map(|by| screen.author(by));
    known.extend(changed.map(|by| screen.text.with("meeting-changed-by", &[("name", by.into())])));
    known.push(screen.dim(&row.id.short()));
    known.retain(|fact| !fact.is_empty());
    format!("{}\n{}", screen.bold(&clean(&row.title)), known.join(DOT))
}

fn when(when: Option<commonplace_core::time::Timestamp>, called_off: bool, screen: &Screen) -> String {
    let said = when.map_or_else(|| screen.text.get("meeting-no-time"), |when| screen.moment(when));
    if called_off { format!("{said} ({})", screen.text.get("meeting-called-off")) } else { said }
}

fn also(other: &OtherVersion, screen: &Screen) -> String {
    let said = [clean(&other.title), when(other.when, other.called_off, screen), clean(&other.place)];
    let said = said.into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(DOT);
    screen.text.with("meeting-also", &[("name", screen.author(&other.by).into()), ("said", said.into())])
}

/// Who comes and who does not, a line for each answer.
fn coming(row: &MeetingRow, screen: &Screen) -> Vec<String> {
    let names = |people: Vec<&Author>, key: &str| {
        let named = people.iter().map(|person| screen.author(person)).collect::<Vec<_>>().join(", ");
        let values = [("count", people.len().into()), ("names", named.into())];
        (!people.is_empty()).then(|| screen.text.with(key, &values))
    };
    let said = [
        (row.who(Comes::Yes).collect(), "meeting-come"),
        (row.who(Comes::Maybe).collect(), "meeting-perhaps"),
        (row.who(Comes::No).collect(), "meeting-not"),
        (row.of_another_time().collect(), "meeting-another-time"),
    ];
    said.into_iter().filter_map(|(people, key)| names(people, key)).collect()
}
