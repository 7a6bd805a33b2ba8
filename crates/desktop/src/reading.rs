//! A text that is being read: its Markdown and its pictures, both made away from the window's thread.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use commonplace_core::id::RecordId;
use commonplace_core::limits::PICTURES_PER_TEXT;
use commonplace_learning::reading::{self, Block, Heading, is_named};
use commonplace_node::answer::Blob;
use commonplace_node::command::Command;
use iced::{Element, Task};

use crate::ask::{self, Reach};
use crate::picture;
use crate::theme::Colors;
use crate::ui::Ui;
use crate::widget::markdown::document::Document;
use crate::widget::markdown::page::{Beside, NOTHING_BESIDE, Page};
use crate::widget::markdown::places::{Hit, hits};
use crate::widget::markdown::{Event, Picture, Pictures};

/// From this length on, in bytes, a text is shown before its code has colours: those take half a second for 256 KiB.
const PLAIN_FIRST: usize = 16 * 1024;

/// A text that is being read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reading {
    text: Arc<str>,
    /// Number of the text shown last; what was made of an earlier one is thrown away.
    version: u64,
    document: Option<Arc<Document>>,
    /// Whether what is shown is the text of this version in its colours.
    coloured: bool,
    pictures: Arc<Pictures>,
    blobs: Vec<Blob>,
}

/// How a text is shown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look<'a> {
    /// The item whose text it is; none while it is being written.
    pub(crate) of: Option<RecordId>,
    /// Size in pixels.
    pub(crate) size: f32,
    /// Whether passages have a mark in the margin.
    pub(crate) marks: bool,
    /// The title that stands above it, or nothing.
    pub(crate) title: &'a str,
    /// What belongs to its passages.
    pub(crate) beside: &'a Beside,
}

impl Look<'_> {
    /// The text of an item, of this size, without marks and title.
    pub(crate) fn plain(of: RecordId, size: f32) -> Self {
        Self { of: Some(of), ..Self::unpublished(size) }
    }

    /// A text that is being written, likewise.
    pub(crate) fn unpublished(size: f32) -> Self {
        Self { of: None, size, marks: false, title: "", beside: &NOTHING_BESIDE }
    }
}

/// What becomes of it.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// The Markdown is read: of a long text without the colours of code first, then with them.
    Parsed {
        /// Of which version.
        version: u64,
        /// Whether code has its colours.
        coloured: bool,
        /// What it consists of.
        document: Arc<Document>,
    },
    /// A picture is here, or is known not to come.
    Picture(String, Result<Picture, Absent>),
}

/// Why a picture is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Absent {
    /// The text names a picture that is not attached to it.
    NotAttached,
    /// Its bytes are still on their way.
    OnItsWay,
    /// It is not here, and nobody has asked for it.
    Elsewhere,
    /// It cannot be shown.
    Refused(picture::Refused),
}

impl Reading {
    /// Shows another text, with these attachments to take its pictures from. What is shown stays until the new text
    /// is ready.
    pub(crate) fn show(&mut self, text: &str, blobs: Vec<Blob>, colors: Colors) -> Task<Message> {
        self.blobs = blobs;
        self.text = text.into();
        self.parse(colors)
    }

    /// Shows the same text in other colours.
    pub(crate) fn recolor(&mut self, colors: Colors) -> Task<Message> {
        self.parse(colors)
    }

    fn parse(&mut self, colors: Colors) -> Task<Message> {
        self.version += 1;
        self.coloured = false;
        let version = self.version;
        let read = |coloured| {
            let text = Arc::clone(&self.text);
            let work = move || Arc::new(Document::new(&text, &colors, coloured));
            let done = move |document| Message::Parsed { version, coloured, document };
            Task::perform(ask::away(work, Arc::default()), done)
        };
        if self.text.len() < PLAIN_FIRST { read(true) } else { Task::batch([read(false), read(true)]) }
    }

    /// Takes what has been made.
    pub(crate) fn update(&mut self, message: Message, reach: Option<&Reach>) -> Task<Message> {
        match message {
            Message::Parsed { version, coloured, document } if version == self.version && !self.coloured => {
                self.coloured = coloured;
                let targets = targets(&document);
                self.document = Some(document);
                reach.map_or_else(Task::none, |reach| self.fetch(targets, reach))
            }
            Message::Parsed { .. } => Task::none(),
            Message::Picture(target, picture) => {
                Arc::make_mut(&mut self.pictures)
                    .insert(target, picture.unwrap_or_else(|why| Picture::Absent(why.key())));
                Task::none()
            }
        }
    }

    /// An attachment has arrived: pictures that waited are tried again.
    pub(crate) fn arrived(&mut self, blobs: Vec<Blob>, reach: &Reach) -> Task<Message> {
        self.blobs = blobs;
        // Mostly none is absent: then the blocks that have been made stay.
        if self.pictures.values().any(|picture| matches!(picture, Picture::Absent(_))) {
            Arc::make_mut(&mut self.pictures).retain(|_, picture| !matches!(picture, Picture::Absent(_)));
        }
        let targets = self.document.as_deref().map(targets).unwrap_or_default();
        self.fetch(targets, reach)
    }

    fn fetch(&mut self, targets: Vec<String>, reach: &Reach) -> Task<Message> {
        let mut tasks = Vec::new();
        for target in targets {
            if self.pictures.contains_key(&target) {
                continue;
            }
            let found = self.blobs.iter().find(|blob| is_named(&blob.name, &target)).cloned();
            Arc::make_mut(&mut self.pictures).insert(target.clone(), Picture::Coming);
            let work = fetched(found, reach.clone());
            tasks.push(Task::perform(work, move |picture| Message::Picture(target, picture)));
        }
        Task::batch(tasks)
    }

    /// Its headings, from top to bottom.
    pub(crate) fn headings(&self) -> Vec<Heading> {
        self.document.as_ref().map(|document| document.text.headings().collect()).unwrap_or_default()
    }

    /// The block at a place to which its author gave this name.
    pub(crate) fn anchor(&self, name: &str) -> Option<usize> {
        let anchors = &self.document.as_ref()?.text.anchors;
        anchors.iter().find(|(of, _)| of == name).map(|(_, block)| *block)
    }

    /// Where it says this, in small letters, under this title.
    pub(crate) fn saying(&self, sought: &str, title: &str) -> Vec<Hit> {
        self.document.as_ref().map(|document| hits(&document.text, sought, title)).unwrap_or_default()
    }

    /// Where these words stand in the text, seen or written, and in which block.
    pub(crate) fn passage(&self, words: &str) -> Option<(Range<usize>, Option<usize>)> {
        let place = reading::passage(&self.text, words)?;
        let block = self.document.as_ref().and_then(|document| document.text.at(&place));
        Some((place, block))
    }

    /// What is written at this place.
    pub(crate) fn written(&self, place: Range<usize>) -> &str {
        self.text.get(place).unwrap_or_default().trim()
    }

    /// What it consists of, once it is read.
    pub(crate) fn document(&self) -> Option<&reading::Document> {
        self.document.as_ref().map(|document| &document.text)
    }

    /// The name of the heading at its beginning that says this title, and is not shown again under it.
    pub(crate) fn heading_of(&self, title: &str) -> Option<&str> {
        match self.document().filter(|text| text.begins_with(title))?.blocks.first()? {
            Block::Heading { name, .. } => Some(name.as_str()),
            _ => None,
        }
    }

    /// Its pictures, by what it calls them.
    pub(crate) fn pictures(&self) -> impl Iterator<Item = (&str, &Picture)> {
        self.pictures.iter().map(|(target, picture)| (target.as_str(), picture))
    }

    /// Whether there is something to see yet.
    pub(crate) fn is_ready(&self) -> bool {
        self.document.is_some()
    }

    /// Whether the text and all its pictures have their size.
    pub(crate) fn is_complete(&self) -> bool {
        self.is_ready() && !self.pictures.values().any(|picture| *picture == Picture::Coming)
    }

    /// Bytes of the text that are too many to be shown.
    pub(crate) fn omitted(&self) -> usize {
        self.document.as_ref().map_or(0, |document| document.text.omitted)
    }

    /// The text.
    pub(crate) fn view<'a, M: Clone + 'static>(&self, ui: &Ui, look: Look<'_>, on: fn(Event) -> M) -> Element<'a, M> {
        let Look { of, size, marks, title, beside } = look;
        let Some(document) = self.document.clone() else { return iced::widget::space().into() };
        let (colors, pictures, text) = (ui.colors, Arc::clone(&self.pictures), ui.text.clone());
        Page { document, of, colors, size, pictures, marks, text, on }.view(title, beside)
    }
}

impl Absent {
    /// The key of its sentence.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::NotAttached => "picture-not-attached",
            Self::OnItsWay => "picture-on-its-way",
            Self::Elsewhere => "picture-elsewhere",
            Self::Refused(picture::Refused::TooLarge) => "picture-too-large",
            Self::Refused(picture::Refused::Unknown) => "picture-unknown",
            Self::Refused(picture::Refused::Unreadable) => "picture-unreadable",
        }
    }
}

fn targets(document: &Document) -> Vec<String> {
    document.pictures().take(PICTURES_PER_TEXT).cloned().collect()
}

async fn fetched(blob: Option<Blob>, reach: Reach) -> Result<Picture, Absent> {
    let blob = blob.ok_or(Absent::NotAttached)?;
    if blob.here < blob.sealed_size {
        return Err(if blob.coming { Absent::OnItsWay } else { Absent::Elsewhere });
    }
    let file = opened(&blob, &reach).await?;
    let unreadable = Err(picture::Refused::Unreadable);
    let (handle, size) = ask::away(move || picture::read(&file), unreadable).await.map_err(Absent::Refused)?;
    Ok(Picture::Here { handle, size })
}

/// The file with the attachment's bytes; its name is its hash, so one that is there is the right one.
async fn opened(blob: &Blob, reach: &Reach) -> Result<PathBuf, Absent> {
    let unreadable = Absent::Refused(picture::Refused::Unreadable);
    let to = reach.pictures.join(blob.id.to_string());
    let there = to.clone();
    if ask::away(move || there.exists(), false).await {
        return Ok(to);
    }
    let command = Command::BlobGet { blob: blob.id, to: to.clone(), wait: false };
    ask::one::<Blob>(reach.node.clone(), command).await.map_err(|_| unreadable)?;
    Ok(to)
}
