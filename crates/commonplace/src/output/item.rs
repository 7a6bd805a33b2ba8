//! Notes and questions, whole, for reading.

use commonplace_node::answer::{About, Blob, BothEdited, Comment, Hidden, Note, NoteRow, Question, Reply};
use commonplace_node::sentence::{hidden_because, part_away};

use super::dispute;
use super::row::question_state;
use super::screen::{Screen, clean, clean_lines};
use super::whole::DOT;
use super::wrap::wrap;

/// A note: what it is, its text, and what was said of it.
pub(super) fn of_note(note: &Note, screen: &Screen) -> String {
    let mut parts = vec![note_head(&note.row, screen)];
    parts.extend(hidden(note.why_hidden.as_ref(), screen, 0));
    parts.extend(dispute::sources(&note.sources, screen, 0));
    parts.push(prose(&note.text, screen, 0));
    if !note.other_titles.is_empty() {
        let titles = clean(&note.other_titles.join("; "));
        parts.push(screen.warn(&screen.text.with("cli-other-titles", &[("titles", titles.into())])));
    }
    parts.extend(note.both_edited.iter().map(|passage| both_edited(passage, screen)));
    parts.extend(screen.count("cli-unreadable", note.unreadable).map(|said| screen.warn(&said)));
    parts.extend(screen.count("cli-helpful", note.row.helpful));
    parts.extend(attachments(&note.blobs, screen));
    parts.extend(dispute::on_item(&note.disputes, screen));
    parts.extend(section("cli-heading-comments", comments(&note.replies, screen, 2), screen));
    parts.join("\n\n")
}

/// A question with its answers.
pub(super) fn of_question(question: &Question, screen: &Screen) -> String {
    let mut parts = vec![question_head(question, screen)];
    parts.extend(hidden(question.why_hidden.as_ref(), screen, 0));
    parts.extend(dispute::sources(&question.sources, screen, 0));
    parts.extend(question.about.as_ref().map(|about| about_note(about, screen)));
    if !question.text.trim().is_empty() {
        parts.push(prose(&question.text, screen, 0));
    }
    parts.extend(said_apart(&question.also, screen, 0));
    parts.extend(screen.count("cli-same", question.row.same));
    parts.extend(attachments(&question.blobs, screen));
    parts.extend(dispute::on_item(&question.disputes, screen));
    parts.extend(section("cli-heading-comments", comments(&question.comments, screen, 2), screen));
    let answers: Vec<_> = question.replies.iter().map(|reply| answer(reply, screen)).collect();
    parts.extend(section("cli-heading-answers", answers.join("\n\n"), screen));
    parts.join("\n\n")
}

/// An attachment on a line, with the whole id that `blob get` takes.
pub(super) fn of_blob(blob: &Blob, screen: &Screen) -> String {
    let mut known = vec![clean(&blob.name), screen.size(blob.size)];
    if blob.here == 0 {
        let devices = usize::min(blob.devices, 1_000);
        known.push(screen.text.with("cli-blob-elsewhere", &[("count", devices.into())]));
    }
    known.extend(blob.file.as_ref().map(|file| clean(&file.to_string_lossy())));
    format!("{}  {}", screen.dim(&blob.id.to_string()), known.join(DOT))
}

fn note_head(note: &NoteRow, screen: &Screen) -> String {
    let mut known = vec![screen.author(&note.author), screen.when(note.updated)];
    known.extend(screen.count("cli-edits", note.edits));
    known.push(screen.delivery(note.on));
    known.push(screen.dim(&note.id.short()));
    let mut lines = vec![screen.bold(&clean(&note.title)), known.join(DOT)];
    let mut filed = tags(&note.tags);
    filed.extend(note.path.as_ref().map(|path| clean(path)));
    if !filed.is_empty() {
        lines.push(screen.dim(&filed.join(DOT)));
    }
    lines.join("\n")
}

fn question_head(question: &Question, screen: &Screen) -> String {
    let row = &question.row;
    let known = [
        screen.author(&row.author),
        screen.when(row.created),
        question_state(row.state, screen),
        screen.delivery(row.on),
        screen.dim(&row.id.short()),
    ];
    let mut lines = vec![screen.bold(&clean(&row.title)), known.join(DOT)];
    lines.extend(tags(&row.tags).into_iter().map(|tags| screen.dim(&tags)));
    lines.join("\n")
}

fn tags(tags: &[String]) -> Vec<String> {
    let marked: Vec<_> = tags.iter().map(|tag| format!("#{}", clean(tag))).collect();
    if marked.is_empty() { Vec::new() } else { vec![marked.join(" ")] }
}

pub(super) fn about_note(about: &About, screen: &Screen) -> String {
    let mut lines = vec![match &about.title {
        Some(title) => screen.text.with("cli-about", &[("title", clean(title).into())]),
        None => screen.text.get("cli-about-absent"),
    }];
    lines.extend(about.quote.as_ref().map(|quote| {
        let quoted: Vec<_> = clean_lines(quote).lines().map(|line| format!("> {line}")).collect();
        prose(&quoted.join("\n"), screen, 0)
    }));
    lines.join("\n")
}

fn answer(reply: &Reply, screen: &Screen) -> String {
    let mut head = vec![screen.bold(&screen.author(&reply.author)), screen.when(reply.created)];
    if reply.accepted {
        head.push(screen.good(&screen.text.get("cli-accepted")));
    }
    if reply.endorsed {
        head.push(screen.good(&screen.text.get("cli-endorsed")));
    }
    head.extend(screen.count("cli-helpful", reply.helpful));
    head.extend(screen.count("cli-unclear", reply.unclear));
    head.extend(revised(reply.revisions, screen));
    head.push(screen.dim(&reply.id.short()));
    let mut lines = vec![format!("  {}", head.join(DOT))];
    lines.extend(hidden(reply.hidden.as_ref(), screen, 4));
    lines.extend(dispute::sources(&reply.sources, screen, 4));
    lines.push(prose(&reply.text, screen, 4));
    lines.extend(said_apart(&reply.also, screen, 4));
    lines.extend(away(reply.away.as_deref(), screen, 4));
    lines.extend(reply.blobs.iter().map(|blob| format!("    {}", of_blob(blob, screen))));
    if !reply.comments.is_empty() {
        lines.push(comments(&reply.comments, screen, 6));
    }
    lines.join("\n")
}

pub(super) fn comments(comments: &[Comment], screen: &Screen, indent: usize) -> String {
    let one = |comment: &Comment| {
        let mut head = vec![screen.bold(&screen.author(&comment.author)), screen.when(comment.created)];
        head.extend(revised(comment.revisions, screen));
        head.push(screen.dim(&comment.id.short()));
        let mut lines = vec![format!("{}{}", " ".repeat(indent), head.join(DOT))];
        lines.extend(hidden(comment.hidden.as_ref(), screen, indent + 2));
        lines.extend(dispute::sources(&comment.sources, screen, indent + 2));
        lines.push(prose(&comment.text, screen, indent + 2));
        lines.extend(away(comment.away.as_deref(), screen, indent + 2));
        lines.join("\n")
    };
    comments.iter().map(one).collect::<Vec<_>>().join("\n")
}

/// That something says another thing now than at first.
fn revised(revisions: usize, screen: &Screen) -> Option<String> {
    (revisions > 0).then(|| screen.text.get("revised"))
}

/// That an item is hidden from most, and why, if it is.
pub(super) fn hidden(hidden: Option<&Hidden>, screen: &Screen, indent: usize) -> Option<String> {
    let said = hidden_because(hidden?, &screen.text, |author| screen.author(author));
    Some(screen.warn(&wrap(&clean_lines(&said), screen.prose_width(), indent)))
}

/// What its author made of an item on another device, at the same time.
fn said_apart(also: &[String], screen: &Screen, indent: usize) -> Option<String> {
    let one = |text: &String| screen.text.with("said-apart", &[("text", text.as_str().into())]);
    let said = also.iter().map(one).collect::<Vec<_>>().join("\n");
    (!said.is_empty()).then(|| screen.warn(&wrap(&clean_lines(&said), screen.prose_width(), indent)))
}

/// That a text goes on elsewhere, if it does.
fn away(with: Option<&[String]>, screen: &Screen, indent: usize) -> Option<String> {
    with.map(|with| screen.warn(&wrap(&part_away(with, &screen.text), screen.prose_width(), indent)))
}

fn both_edited(passage: &BothEdited, screen: &Screen) -> String {
    let names: Vec<_> = passage.by.iter().map(|author| screen.author(author)).collect();
    let said = screen.text.with("cli-both-edited", &[("names", names.join(", ").into())]);
    format!("{}\n{}", screen.warn(&said), prose(&passage.passage, screen, 2))
}

fn attachments(blobs: &[Blob], screen: &Screen) -> Option<String> {
    let lines: Vec<_> = blobs.iter().map(|blob| format!("  {}", of_blob(blob, screen))).collect();
    section("cli-heading-attachments", lines.join("\n"), screen)
}

pub(super) fn section(heading: &str, body: String, screen: &Screen) -> Option<String> {
    (!body.is_empty()).then(|| format!("{}\n{body}", screen.bold(&screen.text.get(heading))))
}

pub(super) fn prose(text: &str, screen: &Screen, indent: usize) -> String {
    wrap(&clean_lines(text), screen.prose_width(), indent)
}
