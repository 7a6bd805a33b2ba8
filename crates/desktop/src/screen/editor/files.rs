//! Files that come with what is written.

use std::path::Path;
use std::sync::Arc;

use commonplace_learning::reading::is_picture;
use commonplace_node::answer::Draft;
use commonplace_node::sheet::Sheet;
use iced::Task;

use super::{Editor, Message, Purpose};
use crate::ask::{self, Reach};
use crate::theme::Colors;

/// Most files that come with one text.
pub(crate) const FILES: usize = 64;

impl Editor {
    /// Whether files can come with it: it is one's own, and what is there already can be shown with it.
    pub(crate) fn takes_files(&self) -> bool {
        !self.busy
            && match &self.purpose {
                Purpose::Edit(note) => note.row.author.me,
                purpose => purpose.takes_files(),
            }
    }

    /// A file to come with it; the text shows it where the caret is.
    pub(crate) fn take_file(&mut self, path: &Path, reach: &Reach, colors: Colors) -> Task<Message> {
        let name = name(path);
        if self.files.len() >= FILES || self.files.iter().any(|file| file == path) {
            return Task::none();
        }
        self.files.push(path.to_owned());
        let sign = if is_picture(&name) { "!" } else { "" };
        let target = name.replace('%', "%25").replace(' ', "%20").replace('(', "%28").replace(')', "%29");
        let words = name.replace(['[', ']'], "");
        self.text.put(&format!("{sign}[{words}]({target})"));
        self.changed(reach, colors)
    }

    pub(super) fn let_go(&mut self, at: usize, reach: &Reach) -> Task<Message> {
        if at < self.files.len() {
            let (file, host) = (self.files.remove(at), Arc::clone(&reach.host));
            let forgotten = Task::future(ask::away(move || host.forget_pasted(&file), ())).discard();
            return Task::batch([self.keep(reach), forgotten]);
        }
        Task::none()
    }

    /// What a draft holds, as it is here: paths of another laptop lead to other files here, or to none.
    pub(super) fn of_draft(&mut self, draft: &Draft) -> Sheet {
        let mut sheet = Sheet::unpack(&draft.text);
        self.elsewhere.clear();
        if draft.id.is_some() {
            let theirs = std::mem::replace(&mut sheet.files, self.files.clone());
            self.elsewhere = theirs.iter().filter(|file| !sheet.files.contains(file)).map(|file| name(file)).collect();
        }
        sheet
    }
}

/// What a file is called, wherever it lies.
pub(super) fn name(path: &Path) -> String {
    // A path of a laptop with another system parts its folders in another way.
    let path = path.to_string_lossy();
    path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned()
}
