//! The files that hang on a note, a question or an answer.

use commonplace_node::answer::Blob;
use iced::widget::{column, container};
use iced::{Element, Fill};

use crate::icon::Icon;
use crate::theme::style::Look;
use crate::theme::{SANS, leading, size, space as gap};
use crate::ui::Ui;
use crate::ui::parts::{caption, hairline, label};
use crate::widget::Clamp;

/// All of them, each with a button that saves it.
pub(crate) fn view<'a, M: Clone + 'a>(ui: &Ui, blobs: &'a [Blob], save: fn(Box<Blob>) -> M) -> Element<'a, M> {
    let count = ui.text.with("attachments", &[("count", blobs.len().into())]);
    let mut list = column![hairline(&ui.colors), label(count, &ui.colors)].spacing(gap::XXS).align_x(ui.start());
    for blob in blobs {
        list = list.push(row(ui, blob, save));
    }
    list.into()
}

fn row<'a, M: Clone + 'a>(ui: &Ui, blob: &'a Blob, save: fn(Box<Blob>) -> M) -> Element<'a, M> {
    let icon = Icon::Attachment.at(size::META).color(ui.colors.faint);
    let name = Clamp::new(&blob.name, 1).font(SANS).size(size::META, leading::NORMAL).start(ui.start());
    let message = is_here(blob).then(|| save(Box::new(blob.clone())));
    let save = ui.button(ui.text.get("attachment-save"), Look::Quiet).on_press(message);
    let parts =
        [icon.into(), container(name).width(Fill).into(), caption(progress(ui, blob), &ui.colors).into(), save.into()];
    ui.across(parts).spacing(gap::XS).into()
}

fn is_here(blob: &Blob) -> bool {
    blob.here >= blob.sealed_size
}

fn progress(ui: &Ui, blob: &Blob) -> String {
    let size = ui.text.with("size-kib", &[("count", blob.size.div_ceil(1024).into())]);
    if is_here(blob) {
        return size;
    }
    let percent = blob.here * 100 / blob.sealed_size.max(1);
    ui.text.with("attachment-coming", &[("percent", percent.into()), ("size", size.into())])
}
