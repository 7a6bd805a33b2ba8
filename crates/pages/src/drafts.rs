//! Drafts of forms: those of the window, so that one goes on where another stopped, and none takes another's place.
//!
//! A form says from which draft its page was made. If another stands there when the form comes, somebody has typed
//! elsewhere meanwhile, and that stays.

use commonplace_core::id::CircleId;
use commonplace_node::command::{Command, FileToAttach};
use commonplace_node::error::Error;
use commonplace_node::node::Node;
use commonplace_node::sheet::Sheet as Typed;

use crate::ask;
use crate::fields::Fields;
use crate::route::Sheet;

/// A draft as the node has it.
#[derive(Debug)]
pub(crate) struct Begun {
    /// What it holds.
    pub(crate) typed: Typed,
    /// Whether there is one.
    pub(crate) drafted: bool,
    /// The text of another laptop that it is.
    other: Option<String>,
}

/// The name of the draft of what a sheet publishes, as the window names it too.
pub(crate) fn key(circle: CircleId, sheet: Sheet) -> Option<String> {
    Some(match sheet {
        Sheet::Home | Sheet::Pairs | Sheet::Note(_) | Sheet::Dispute(_) | Sheet::Meeting(_) | Sheet::Vote(_) => {
            return None;
        }
        Sheet::Wrong(item) => format!("dispute:{item}"),
        Sheet::Card(_) | Sheet::Review | Sheet::Turned(_) => return None,
        Sheet::Make(None) => format!("card-new:{circle}"),
        Sheet::Make(Some(note)) => format!("card-from:{note}"),
        Sheet::Question(question) => format!("answer:{question}"),
        Sheet::Write => format!("note-new:{circle}"),
        Sheet::Edit(note) => format!("note:{note}"),
        Sheet::Ask(None) => format!("ask:{circle}"),
        Sheet::Ask(Some(note)) => format!("ask-about:{note}"),
    })
}

/// What was typed on a sheet.
pub(crate) fn typed(fields: &Fields) -> Typed {
    let of = |name: &str| fields.get(name).to_owned();
    let base = Typed::unpack(fields.get("base")).base;
    let (title, tags, quote, place, text) = (of("title"), of("tags"), of("quote"), of("place"), of("text"));
    Typed { title, tags, quote, place, text, base, ..Typed::default() }
}

/// Names what is typed, so that a form can say from which draft its page was made.
pub(crate) fn mark(typed: &Typed) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in [&typed.title, &typed.tags, &typed.quote, &typed.place, &typed.text] {
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
    }
    hasher.finalize().to_hex()[..16].to_owned()
}

/// The draft under this key.
pub(crate) async fn read(node: &Node, key: String, sheet: Sheet) -> Result<Begun, Error> {
    let draft = ask::draft(node, key).await?;
    let mut typed = match sheet {
        // Of an answer the text alone is kept.
        Sheet::Question(_) => Typed { text: draft.text.clone(), ..Typed::default() },
        _ => Typed::unpack(&draft.text),
    };
    if draft.id.is_some() {
        // Paths of another laptop lead to other files here, or to none.
        typed.files.clear();
    }
    Ok(Begun { typed, drafted: !draft.text.is_empty(), other: draft.id })
}

/// Keeps what was typed. Of what was typed elsewhere since the page was made nothing is lost: both are kept then.
pub(crate) async fn keep(node: &Node, key: String, sheet: Sheet, fields: &Fields) -> Result<(), Error> {
    let stored = read(node, key.clone(), sheet).await?;
    let mut mine = typed(fields);
    mine.files.clone_from(&stored.typed.files);
    // What the window chose as source stays: a form has no field for it.
    mine.source.clone_from(&stored.typed.source);
    let is_known = !stored.drafted || mark(&stored.typed) == fields.get("draft");
    let wanted = match () {
        () if is_known || holds(&mine, &stored.typed) => mine,
        () if holds(&stored.typed, &mine) => return Ok(()),
        () => {
            let mut both = stored.typed;
            both.add(mine);
            both
        }
    };
    let text = match sheet {
        Sheet::Question(_) => wanted.text,
        _ => wanted.pack(),
    };
    ask::done(node, Command::DraftKeep { key, text, seen: stored.other.into_iter().collect() }).await
}

/// Files of this laptop that go with the draft from which the page was made.
pub(crate) async fn files(node: &Node, key: String, sheet: Sheet, fields: &Fields) -> Result<Vec<FileToAttach>, Error> {
    let stored = read(node, key, sheet).await?;
    let files = if mark(&stored.typed) == fields.get("draft") { stored.typed.files } else { Vec::new() };
    Ok(files.into_iter().map(|path| FileToAttach { path, name: None }).collect())
}

/// Ends the draft from which the page was made; one that was typed elsewhere since stays. Says whether it is ended.
pub(crate) async fn end(node: &Node, key: String, sheet: Sheet, fields: &Fields) -> Result<bool, Error> {
    let stored = read(node, key.clone(), sheet).await?;
    let now = mark(&stored.typed);
    if now != fields.get("draft") && now != mark(&typed(fields)) {
        return Ok(!stored.drafted);
    }
    let seen = stored.other.into_iter().collect();
    ask::done(node, Command::DraftKeep { key, text: String::new(), seen }).await?;
    Ok(true)
}

/// Whether all that one says is in the other.
fn holds(all: &Typed, part: &Typed) -> bool {
    let pairs = [
        (&all.title, &part.title),
        (&all.tags, &part.tags),
        (&all.quote, &part.quote),
        (&all.place, &part.place),
        (&all.text, &part.text),
    ];
    pairs.iter().all(|(all, part)| all.contains(part.trim()))
}
