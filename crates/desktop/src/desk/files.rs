//! Files: taken in, attached, saved.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use commonplace_core::id::BlobId;
use commonplace_learning::reading::is_invisible;
use commonplace_node::answer::{Blob, Membership};
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use commonplace_node::node::Node;
use iced::Task;

use super::{Desk, Dialog, Message, Page, Toast};
use crate::ask::{self, One};
use crate::backend::Host;
use crate::screen::attachments::Whereto;
use crate::screen::bring::{self, Bring, To};
use crate::screen::open::Open as _;
use crate::screen::save::{self, Save};
use crate::theme::Colors;
use crate::ui::Ui;
use crate::ui::card::Item;

/// Longest name that a saved file gets, in characters: every file system takes it.
const NAME: usize = 80;
/// Names tried for a file before it is given up: nobody saves one file so often.
const TRIES: usize = 1_000;

/// The name of a saved log.
const LOG: &str = "commonplace-log.txt";

impl Desk {
    /// A folder or a text becomes notes of the circle; anything let go over an open note is attached to it.
    pub(super) fn dropped(&mut self, path: PathBuf, colors: Colors) -> Task<Message> {
        if let (Page::Editor(editor), None) = (&mut self.page, &self.dialog) {
            // A folder is no file, and what is another's takes none of ours.
            if !path.is_file() || !editor.takes_files() {
                return Task::none();
            }
            return editor.take_file(&path, &self.reach, colors).map(Message::Editor);
        }
        let circle = self.circle().filter(|circle| circle.state == Membership::Joined).map(|circle| circle.id);
        let Some(circle) = circle else { return Task::none() };
        let is_text = path.extension().is_none_or(|extension| extension == "md" || extension == "markdown");
        match &mut self.dialog {
            // Several files that are let go together come one by one.
            Some(Dialog::Bring(bring)) if bring.is_busy() => {
                bring.take_after(path);
                return Task::none();
            }
            // Any other dialog may hold something that somebody typed.
            Some(_) => return Task::none(),
            None => {}
        }
        let to = match &self.page {
            Page::Note(page) if !is_text => To::Item(page.id()),
            _ => To::Circle(circle),
        };
        let (bring, task) = Bring::begin(to, &path, &self.reach);
        self.dialog = Some(Dialog::Bring(bring));
        task.map(Message::Bring)
    }

    /// Attaches files to what was just published.
    pub(super) fn attach_all(&mut self, item: Item, files: Vec<PathBuf>) -> Task<Message> {
        let id = item.id();
        let mut files = files.into_iter();
        let Some(first) = files.next() else { return Task::none() };
        let (mut bring, task) = Bring::begin(To::Item(id), &first, &self.reach);
        bring.belongs_to(self.reach.drafts.begin());
        files.for_each(|file| bring.take_after(file));
        self.dialog = Some(Dialog::Bring(bring));
        task.map(Message::Bring)
    }

    /// Asks where files are: for the open note, or for the circle.
    pub(super) fn put_bring(&mut self) -> Task<Message> {
        let to = match (&self.page, self.circle()) {
            (Page::Note(page), _) => To::Item(page.id()),
            (_, Some(circle)) if circle.state == Membership::Joined => To::Circle(circle.id),
            _ => return Task::none(),
        };
        self.put_over(Dialog::Bring(Bring::new(to)), Some(bring::PLACE))
    }

    /// Asks the system where they are.
    pub(super) fn choose_files(&mut self, ui: &Ui) -> Task<Message> {
        match &self.dialog {
            Some(Dialog::Bring(bring)) => self.bring(bring.choose(ui)),
            _ => Task::none(),
        }
    }

    pub(super) fn bring(&mut self, message: bring::Message) -> Task<Message> {
        let Some(Dialog::Bring(bring)) = &mut self.dialog else {
            return message.kept(&self.reach).map_or_else(Task::none, |kept| kept.map(Message::Bring));
        };
        match bring.update(message, &self.reach) {
            bring::Action::None => Task::none(),
            bring::Action::Run(task) => task.map(Message::Bring),
            bring::Action::Changed => self.read_page(),
            bring::Action::Copy(text) => self.copy(text),
            bring::Action::Done => self.close(),
            bring::Action::Attached(count) => {
                self.dialog = None;
                self.toast = Some(Toast::Attached(count));
                self.read_page()
            }
        }
    }

    /// Saves an attachment: under a name that is free, or where somebody says.
    pub(super) fn save(&mut self, blob: Box<Blob>, whereto: Whereto) -> Task<Message> {
        let name = safe_name(&blob.name);
        match whereto {
            Whereto::Usual => Task::perform(
                saved(self.reach.node.clone(), blob.id, name, Arc::clone(&self.reach.host)),
                Message::Saved,
            ),
            Whereto::Asked => {
                let place = self.reach.host.saved().join(&name);
                let opened = self.put_over(Dialog::Save(Save::new(blob, name, &place)), Some(save::PLACE));
                opened.chain(Task::done(Message::Save(save::Message::Begin)))
            }
        }
    }

    pub(super) fn save_as(&mut self, message: save::Message, ui: &Ui) -> Task<Message> {
        let Some(Dialog::Save(save)) = &mut self.dialog else {
            // Whoever has closed the dialog meanwhile is told all the same.
            return if let save::Message::Saved(_, outcome) = message { self.saved(outcome) } else { Task::none() };
        };
        match save.update(message, ui, &self.reach) {
            save::Action::None => Task::none(),
            save::Action::Run(task) => task.map(Message::Save),
            save::Action::Save { which, blob, to, over } => {
                let work = saved_to(self.reach.node.clone(), blob.id, to, over);
                Task::perform(work, |outcome| Message::Save(save::Message::Saved(which, outcome)))
            }
            save::Action::Late(outcome) => self.saved(outcome),
            save::Action::Done(place) => {
                self.dialog = None;
                self.saved(Ok(place))
            }
        }
    }

    /// Saves what helps in trouble.
    pub(super) fn save_log(&self, text: String) -> Task<Message> {
        let host = Arc::clone(&self.reach.host);
        let write = move || {
            let place = free(&host.saved(), LOG)?;
            std::fs::write(&place, text).map_err(|error| Error::of_file(&place, &error))?;
            Ok(place)
        };
        Task::perform(ask::away(write, Err(Error::Stopped)), Message::Saved)
    }

    pub(super) fn saved(&mut self, outcome: One<PathBuf>) -> Task<Message> {
        self.toast = Some(outcome.map_or_else(Toast::Sentence, Toast::Saved));
        Task::none()
    }
}

async fn saved(node: Node, blob: BlobId, name: String, host: Arc<dyn Host>) -> One<PathBuf> {
    let to = ask::away(move || free(&host.saved(), &name), Err(Error::Stopped)).await?;
    saved_to(node, blob, to, false).await
}

/// Saves one here. The node writes over no file: what may go is replaced once the new one is whole.
async fn saved_to(node: Node, blob: BlobId, to: PathBuf, over: bool) -> One<PathBuf> {
    let place = to.clone();
    let beside = move || match (over && place.is_file(), place.parent(), place.file_name()) {
        (true, Some(folder), Some(name)) => free(folder, &name.to_string_lossy()),
        _ => Ok(place),
    };
    let first = ask::away(beside, Err(Error::Stopped)).await?;
    ask::one::<Blob>(node, Command::BlobGet { blob, to: first.clone(), wait: false }).await?;
    if first == to {
        return Ok(to);
    }
    ask::away(move || take_place(&first, to), Err(Error::Stopped)).await
}

/// Puts one file in the place of another. One that cannot go there is not left lying beside it.
fn take_place(first: &Path, to: PathBuf) -> One<PathBuf> {
    if let Err(error) = std::fs::rename(first, &to) {
        let _stays = std::fs::remove_file(first);
        return Err(Error::of_file(&to, &error));
    }
    Ok(to)
}

/// A place in the folder that is not taken yet.
pub(super) fn free(folder: &Path, name: &str) -> One<PathBuf> {
    let refused = |why: String| Error::File { file: folder.to_owned(), why };
    std::fs::create_dir_all(folder).map_err(|error| refused(error.to_string()))?;
    let (stem, ending) = name.rsplit_once('.').map_or((name, String::new()), |(stem, end)| (stem, format!(".{end}")));
    let numbered = (2..TRIES).map(|number| format!("{stem} ({number}){ending}"));
    let mut places = std::iter::once(name.to_owned()).chain(numbered).map(|name| folder.join(name));
    places.find(|place| !place.exists()).ok_or_else(|| Error::FileExists { file: folder.join(name) })
}

/// The name of a file as somebody else gave it, without what could lead elsewhere, hide or mislead.
pub(super) fn safe_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String =
        last.chars().filter(|c| !c.is_control() && !is_invisible(*c) && !":*?\"<>|".contains(*c)).collect();
    let kept = kept.trim().trim_start_matches('.');
    let skipped = kept.chars().count().saturating_sub(NAME);
    // The ending says what kind of file it is, so a long name loses its beginning.
    let kept: String = kept.chars().skip(skipped).collect();
    if kept.is_empty() { "attachment".to_owned() } else { kept }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_from_elsewhere_leads_nowhere_and_hides_nothing() {
        assert_eq!(safe_name("img/cell.png"), "cell.png");
        assert_eq!(safe_name("../../.bashrc"), "bashrc");
        assert_eq!(safe_name("C:\\evil\u{202e}gpj.exe"), "evilgpj.exe");
        assert_eq!(safe_name("…/"), "attachment");
        let long = safe_name(&format!("{}.pdf", "ü".repeat(500)));
        assert!(long.ends_with(".pdf") && long.chars().count() == NAME, "{long}");
    }

    #[test]
    fn what_cannot_take_its_place_is_not_left_lying_beside_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let [first, to] = ["cell (2).png", "cell.png"].map(|name| folder.path().join(name));
        std::fs::write(&first, b"new").expect("it is written");
        // Where the file was there is a folder by now.
        std::fs::create_dir(&to).expect("a folder");
        assert!(matches!(take_place(&first, to.clone()), Err(Error::File { file, .. }) if file == to));
        assert!(!first.exists() && to.is_dir());
    }

    #[test]
    fn nothing_is_overwritten() {
        let folder = tempfile::tempdir().expect("a folder");
        let take = || {
            let place = free(&folder.path().join("saved"), "cell.tar.png").expect("a place");
            std::fs::write(&place, b"x").expect("it is written");
            place.file_name().expect("a name").to_string_lossy().into_owned()
        };
        assert_eq!([take(), take(), take()], ["cell.tar.png", "cell.tar (2).png", "cell.tar (3).png"]);
    }
}
