//! Notes, questions, attachments, and what is said of them.

use std::path::PathBuf;

use clap::Subcommand;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use commonplace_node::command::{Pick, Sort, Vote, What};

/// What to do with notes.
#[derive(Debug, Subcommand)]
pub(crate) enum NoteArgs {
    /// Write a note
    New {
        /// In which circle
        circle: String,
        /// Its text, Markdown; `-` or nothing for standard input
        file: Option<PathBuf>,
        /// Its title; taken from the text if left out
        #[arg(long, short)]
        title: Option<String>,
        /// A tag; may be given more than once
        #[arg(long = "tag", value_name = "TAG")]
        tags: Vec<String>,
    },
    /// Change a note
    Edit {
        /// Its title or id
        note: String,
        /// Its new text, Markdown; `-` for standard input
        file: Option<PathBuf>,
        /// Its new title
        #[arg(long, short)]
        title: Option<String>,
        /// Its tags from now on; may be given more than once
        #[arg(long = "tag", value_name = "TAG")]
        tags: Vec<String>,
    },
    /// Read a note
    Show {
        /// Its title or id
        note: String,
    },
    /// The notes of a circle, the latest change first
    List {
        /// Which circle
        circle: String,
        #[command(flatten)]
        pick: PickArgs,
    },
    /// The tags of a circle's notes and questions, the most used first
    Tags {
        /// Which circle
        circle: String,
    },
    /// Who changed what
    History {
        /// The note's title or id
        note: String,
    },
    /// A note as one of its changes left it
    Version {
        /// The note's title or id
        note: String,
        /// The change, as `note history` shows it with --json; the note's own id for its beginning
        edit: String,
    },
    /// Take a note of your own back, or a question, answer or comment
    Retract {
        /// Its title or id
        note: String,
    },
}

/// What to do with questions.
#[derive(Debug, Subcommand)]
pub(crate) enum QuestionArgs {
    /// The questions of a circle, the latest change first
    List {
        /// Which circle
        circle: String,
        /// Only those without an accepted answer
        #[arg(long)]
        open: bool,
        /// Only those that nobody has answered
        #[arg(long, conflicts_with = "open")]
        unanswered: bool,
        #[command(flatten)]
        pick: PickArgs,
    },
    /// Read a question and its answers
    Show {
        /// Its title or id
        question: String,
    },
}

/// What a list leaves out, and its order.
#[derive(Debug, clap::Args)]
pub(crate) struct PickArgs {
    /// Only what has this tag
    #[arg(long)]
    tag: Option<String>,
    /// Only what this person began: a name or id
    #[arg(long, value_name = "PERSON")]
    author: Option<String>,
    /// Only what has something new by others
    #[arg(long)]
    unread: bool,
    /// newest: the latest change first; oldest: last; by title; by the author's name; or as in the folder it came from
    #[arg(long, value_name = "ORDER", value_parser = sort(), default_value = "newest")]
    sort: Sort,
}

impl PickArgs {
    /// The same as the node is asked it.
    pub(crate) fn of(self, what: What) -> Pick {
        Pick { what, sort: self.sort, tag: self.tag, author: self.author.map(Into::into), unread: self.unread }
    }
}

fn sort() -> impl TypedValueParser<Value = Sort> {
    PossibleValuesParser::new(["newest", "oldest", "title", "author", "folder"]).map(|name| match name.as_str() {
        "oldest" => Sort::Oldest,
        "title" => Sort::Title,
        "author" => Sort::Author,
        "folder" => Sort::Folder,
        _ => Sort::Newest,
    })
}

/// A text about something.
#[derive(Debug, clap::Args)]
pub(crate) struct TextArgs {
    /// What it is about: a title or id
    pub(crate) item: String,
    /// The text, Markdown; `-` or nothing for standard input
    pub(crate) file: Option<PathBuf>,
}

/// A change of what one wrote.
#[derive(Debug, clap::Args)]
pub(crate) struct EditArgs {
    /// A question, answer or comment: its title or id
    pub(crate) item: String,
    /// Its new text, Markdown; `-` for standard input, and so does nothing unless there is a title or a tag
    pub(crate) file: Option<PathBuf>,
    /// The question's new title
    #[arg(long, short)]
    pub(crate) title: Option<String>,
    /// The question's tags from now on; may be given more than once
    #[arg(long = "tag", value_name = "TAG")]
    pub(crate) tags: Vec<String>,
}

/// What somebody thinks of something.
#[derive(Debug, clap::Args)]
pub(crate) struct VoteArgs {
    /// A note, question, answer or comment
    pub(crate) item: String,
    /// What you think; `none` takes it back
    #[arg(value_parser = vote())]
    pub(crate) vote: Vote,
}

/// What to do with attachments.
#[derive(Debug, Subcommand)]
pub(crate) enum BlobArgs {
    /// All attachments of an item
    List {
        /// A note, question or answer
        item: String,
    },
    /// Write an attachment to a file
    Get {
        /// Its id
        blob: String,
        /// The file, which must not exist yet; without it, the attachment's own name, here
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Fetch an attachment no more; what has arrived stays
    Cancel {
        /// Its id
        blob: String,
    },
}

fn vote() -> impl TypedValueParser<Value = Vote> {
    PossibleValuesParser::new(["helpful", "unclear", "same", "none"]).map(|name| match name.as_str() {
        "helpful" => Vote::Helpful,
        "unclear" => Vote::Unclear,
        "same" => Vote::Same,
        _ => Vote::None,
    })
}
