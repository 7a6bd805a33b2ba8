//! Disputes, whole, in a list, and as who reads a copy of what is disputed is told of them.

use commonplace_node::answer::{Dispute, DisputeRow, DisputeRuling, DisputeSource, SourceDisputed};
use commonplace_node::command::Weight;

use super::item::{comments, hidden, prose, section};
use super::screen::{Screen, clean, clean_lines};
use super::whole::DOT;

/// A dispute: what is wrong, why, what says otherwise, what people think, and what was made from the passage.
pub(super) fn of(dispute: &Dispute, screen: &Screen) -> String {
    let mut parts = vec![head(&dispute.row, screen)];
    parts.extend(hidden(dispute.why_hidden.as_ref(), screen, 0));
    parts.push(passage(dispute, screen));
    if !dispute.why.trim().is_empty() {
        parts.push(prose(&dispute.why, screen, 0));
    }
    parts.extend(dispute.source.as_ref().map(|source| of_source(source, screen)));
    if !dispute.elsewhere.trim().is_empty() {
        let said = [("source", clean_lines(&dispute.elsewhere).into())];
        parts.push(prose(&screen.text.with("dispute-source-elsewhere", &said), screen, 0));
    }
    parts.extend(thoughts(dispute, screen));
    parts.extend(dispute.rulings.iter().map(|ruling| of_ruling(ruling, screen)));
    parts.extend(
        dispute
            .corrected_by
            .as_ref()
            .map(|by| screen.good(&screen.text.with("dispute-corrected-by", &[("name", screen.author(by).into())]))),
    );
    let made = dispute.made_from.iter().map(|made| {
        let kind = kind(&made.kind, screen);
        let said = [kind, clean(&made.title), screen.author(&made.author), screen.dim(&made.id.short())];
        format!("  {}", said.join(DOT))
    });
    parts.extend(section("dispute-made-from", made.collect::<Vec<_>>().join("\n"), screen));
    parts.extend(section("cli-heading-comments", comments(&dispute.replies, screen, 2), screen));
    parts.join("\n\n")
}

/// The cells of a dispute in a list.
pub(super) fn row(dispute: &DisputeRow, screen: &Screen) -> Vec<String> {
    vec![
        dispute.id.short(),
        clean(&dispute.claim),
        clean(&dispute.title),
        screen.author(&dispute.author),
        state(dispute, screen),
        format!("{}/{}", dispute.agree, dispute.disagree),
        screen.when(dispute.updated),
    ]
}

/// What is said of the disputes of an item, above what else is said of it.
pub(super) fn on_item(disputes: &[DisputeRow], screen: &Screen) -> Option<String> {
    let line = |dispute: &DisputeRow| {
        let said = [("claim", clean(&dispute.claim).into()), ("name", screen.author(&dispute.author).into())];
        let said = screen.text.with(&format!("dispute-line-{}", dispute.state.name()), &said);
        format!("  {}  {}", screen.warn(&said), screen.dim(&dispute.id.short()))
    };
    section("disputes", disputes.iter().map(line).collect::<Vec<_>>().join("\n"), screen)
}

/// That something is made from what is disputed.
pub(super) fn sources(sources: &[SourceDisputed], screen: &Screen, indent: usize) -> Vec<String> {
    let line = |source: &SourceDisputed| {
        let values = [("title", clean(&source.title).into()), ("claim", clean(&source.claim).into())];
        let said = screen.text.with(&format!("source-{}", source.state.name()), &values);
        let mark = format!("{}{}", " ".repeat(indent), screen.warn(&said));
        format!("{mark}  {}", screen.dim(&source.dispute.short()))
    };
    sources.iter().map(line).collect()
}

fn head(row: &DisputeRow, screen: &Screen) -> String {
    let known = [screen.author(&row.author), screen.when(row.created), state(row, screen), screen.dim(&row.id.short())];
    format!("{}\n{}", screen.bold(&clean(&row.claim)), known.join(DOT))
}

fn state(row: &DisputeRow, screen: &Screen) -> String {
    screen.text.get(&format!("dispute-{}", row.state.name()))
}

fn passage(dispute: &Dispute, screen: &Screen) -> String {
    let row = &dispute.row;
    let values = [("title", clean(&row.title).into()), ("name", screen.author(&row.of).into())];
    let mut lines = vec![screen.text.with("dispute-of", &values)];
    lines.extend(row.passage.as_ref().map(|passage| quoted(passage, screen)));
    if !dispute.stands {
        lines.push(screen.dim(&screen.text.get("dispute-passage-gone")));
    }
    lines.join("\n")
}

fn of_source(source: &DisputeSource, screen: &Screen) -> String {
    let title = source.title.as_deref().map_or_else(|| screen.text.get("dispute-source-absent"), clean);
    let said = screen.text.with("dispute-source-item", &[("title", title.into())]);
    let mut lines = vec![format!("{said}  {}", screen.dim(&source.item.short()))];
    lines.extend(source.passage.as_ref().map(|passage| quoted(passage, screen)));
    lines.join("\n")
}

fn quoted(passage: &str, screen: &Screen) -> String {
    let lines: Vec<_> = clean_lines(passage).lines().map(|line| format!("> {line}")).collect();
    prose(&lines.join("\n"), screen, 0)
}

/// Who thinks what, a line for each.
fn thoughts(dispute: &Dispute, screen: &Screen) -> Option<String> {
    let line = |weight: Weight| {
        let by = dispute.weighed.iter().filter(|weighed| weighed.weight == weight);
        let names: Vec<_> = by.map(|weighed| screen.author(&weighed.author)).collect();
        let values = [("count", names.len().into()), ("names", names.join(", ").into())];
        (!names.is_empty()).then(|| screen.text.with(&format!("dispute-who-{}", weight.name()), &values))
    };
    let said: Vec<_> = [Weight::Agree, Weight::Disagree, Weight::Unsure].into_iter().filter_map(line).collect();
    (!said.is_empty()).then(|| said.join("\n"))
}

fn of_ruling(ruling: &DisputeRuling, screen: &Screen) -> String {
    let key = if ruling.upheld { "dispute-ruled-upheld" } else { "dispute-ruled-rejected" };
    let values = [("name", screen.author(&ruling.by).into()), ("reason", clean(&ruling.reason).into())];
    screen.text.with(key, &values)
}

fn kind(kind: &str, screen: &Screen) -> String {
    screen.text.find(&format!("cli-kind-{kind}"), &[]).unwrap_or_else(|| clean(kind))
}
