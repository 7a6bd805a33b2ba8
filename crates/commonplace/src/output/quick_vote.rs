//! Quick votes, whole, for reading.

use commonplace_node::answer::{Author, QuickVote, QuickVoteRound, QuickVoteRow};
use commonplace_node::sentence::{chose_otherwise, outcome, sealed};

use super::item::{about_note, comments, hidden, prose, section};
use super::screen::{Screen, clean};
use super::whole::DOT;

/// A quick vote with its rounds.
pub(super) fn of(vote: &QuickVote, screen: &Screen) -> String {
    let row = &vote.row;
    let known = [
        screen.author(&row.author),
        screen.when(row.created),
        state(row, screen),
        screen.delivery(row.on),
        screen.dim(&row.id.short()),
    ];
    let mut parts = vec![format!("{}\n{}", screen.bold(&clean(&row.title)), known.join(DOT))];
    parts.extend(hidden(vote.why_hidden.as_ref(), screen, 0));
    parts.extend(vote.about.as_ref().map(|about| about_note(about, screen)));
    let after = |title: &String| screen.text.with("vote-after", &[("title", clean(title).into())]);
    let before = vote.follows.as_ref().filter(|before| !before.title.is_empty());
    parts.extend(before.map(|before| after(&before.title)));
    parts.extend(vote.rounds.iter().map(|round| of_round(vote, round, screen)));
    parts.extend(screen.count("vote-passed-over", vote.passed_over).map(|said| screen.warn(&said)));
    let alike =
        vote.followed_by.iter().map(|next| format!("  {}  {}", screen.dim(&next.id.short()), clean(&next.title)));
    parts.extend(section("vote-followed-by", alike.collect::<Vec<_>>().join("\n"), screen));
    parts.extend(super::dispute::sources(&vote.sources, screen, 0));
    parts.extend(super::dispute::on_item(&vote.disputes, screen));
    parts.extend(section("cli-heading-comments", comments(&vote.replies, screen, 2), screen));
    parts.join("\n\n")
}

/// How far a quick vote has come.
pub(super) fn state(row: &QuickVoteRow, screen: &Screen) -> String {
    if row.uncovered { screen.text.get("vote-uncovered") } else { sealed(row.chosen, row.of, &screen.text) }
}

fn of_round(vote: &QuickVote, round: &QuickVoteRound, screen: &Screen) -> String {
    let names = |people: &[Author]| people.iter().map(|who| screen.author(who)).collect::<Vec<_>>().join(", ");
    let mut lines = Vec::new();
    if vote.rounds.len() > 1 {
        lines.push(screen.bold(&screen.text.with("vote-round", &[("round", usize::from(round.round).into())])));
    }
    let is_uncovered = !round.uncovered_by.is_empty();
    for (place, option) in vote.options.iter().enumerate() {
        let number = place + 1;
        let mine = if round.mine == Some(number) { screen.text.get("vote-mine") } else { String::new() };
        let chose: Vec<Author> =
            round.opened.iter().filter(|one| one.option == number).map(|one| one.author.clone()).collect();
        let count = round.counts.get(place).copied().unwrap_or_default();
        let said = match (is_uncovered, count) {
            (false, _) => mine,
            (true, 0) => count.to_string(),
            (true, _) => format!("{count}: {}", names(&chose)),
        };
        let said = if said.is_empty() { said } else { format!("  {}", screen.good(&said)) };
        lines.push(format!("  {number}. {}{said}", clean(option)));
    }
    let about = |key: &str, people: &[Author]| {
        (!people.is_empty()).then(|| screen.text.with(key, &[("names", names(people).into())]))
    };
    if is_uncovered {
        let apart = chose_otherwise(round, &vote.options, &screen.text).map(|said| screen.warn(&clean(&said)));
        let told = [
            about("vote-unopened", &round.unopened),
            about("vote-late", &round.late),
            round.changed_late.then(|| screen.warn(&screen.text.get("vote-changed-late"))),
            apart.or_else(|| outcome(round).map(|key| screen.text.get(key))),
        ];
        lines.extend(told.into_iter().flatten().map(|said| prose(&said, screen, 2)));
    } else {
        let told = [about("vote-chosen-by", &round.chosen), Some(screen.text.get("vote-promise"))];
        lines.extend(told.into_iter().flatten().map(|said| prose(&said, screen, 2)));
    }
    lines.join("\n")
}
