//! Cards, whole and in a list, and what there is to review.

use commonplace_node::answer::{Card, CardRow, CardsDue, OtherSides};
use commonplace_node::sentence::{card_source, card_wait};

use super::dispute;
use super::item::{comments, hidden, prose, section};
use super::screen::{Screen, clean, clean_lines};
use super::whole::DOT;

/// A card: both sides, where it was taken from, and when it comes again.
pub(super) fn of(card: &Card, screen: &Screen) -> String {
    let row = &card.row;
    let mut known = vec![
        screen.text.with("card-made-by", &[("name", screen.author(&row.author).into())]),
        due(row, screen),
        screen.delivery(row.on),
        screen.dim(&row.id.short()),
    ];
    let changed = card.changed_by.as_ref().map(|by| screen.author(by));
    known.splice(1..1, changed.map(|by| screen.text.with("card-changed-by", &[("name", by.into())])));
    let mut parts = vec![prose(&card.front, screen, 0), prose(&card.back, screen, 0), known.join(DOT)];
    parts.extend(hidden(card.why_hidden.as_ref(), screen, 0));
    if let Some(source) = &card.source {
        let mut lines = vec![clean(&card_source(source, &screen.text))];
        lines.extend(source.quote.as_ref().map(|quote| {
            let quoted: Vec<_> = clean_lines(quote).lines().map(|line| format!("> {line}")).collect();
            prose(&quoted.join("\n"), screen, 0)
        }));
        parts.push(lines.join("\n"));
    }
    parts.extend(card.also.iter().map(|other| screen.warn(&also(other, screen))));
    let next = card.next.iter().map(|next| {
        let grade = screen.text.get(&format!("card-grade-{}", next.grade.name()));
        format!("{grade}: {}", card_wait(next, &screen.text))
    });
    parts.push(next.collect::<Vec<_>>().join(DOT));
    parts.extend(dispute::sources(&card.sources, screen, 0));
    parts.extend(dispute::on_item(&card.disputes, screen));
    parts.extend(section("cli-heading-comments", comments(&card.replies, screen, 2), screen));
    parts.join("\n\n")
}

/// The cells of a card in a list.
pub(super) fn row(card: &CardRow, screen: &Screen) -> Vec<String> {
    vec![card.id.short(), clean(&card.title), screen.author(&card.author), due(card, screen), card.reviews.to_string()]
}

/// A card that was just reviewed: when it comes again.
pub(super) fn reviewed(card: &CardRow, screen: &Screen) -> String {
    [clean(&card.title), due(card, screen)].join(DOT)
}

/// What there is to review in a circle.
pub(super) fn to_review(due: &CardsDue, screen: &Screen) -> String {
    let mut said = vec![screen.text.with("card-to-review", &[("count", due.now().into())])];
    said.extend(due.next.map(|next| screen.text.with("card-next", &[("when", screen.when(next).into())])));
    said.push(screen.text.with("card-cards", &[("count", due.cards.into())]));
    said.join(DOT)
}

fn due(card: &CardRow, screen: &Screen) -> String {
    match card.due {
        None => screen.text.get("card-new"),
        Some(due) if screen.is_past(due) => screen.text.get("card-due-now"),
        Some(due) => screen.text.with("card-due", &[("when", screen.when(due).into())]),
    }
}

fn also(other: &OtherSides, screen: &Screen) -> String {
    let said = [&other.front, &other.back].map(|side| clean(side)).join(DOT);
    screen.text.with("card-also", &[("name", screen.author(&other.by).into()), ("said", said.into())])
}
