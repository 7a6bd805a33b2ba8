//! The screens. Each is a state with `update -> Action` and `view`; what it cannot do itself it asks its parent for.

pub(crate) mod attachments;
pub(crate) mod begin_vote;
pub(crate) mod bring;
pub(crate) mod card;
pub(crate) mod circle;
pub(crate) mod circles;
pub(crate) mod comments;
pub(crate) mod dispute;
pub(crate) mod disputes;
pub(crate) mod doctor;
pub(crate) mod editor;
pub(crate) mod export;
pub(crate) mod find;
pub(crate) mod found;
pub(crate) mod home;
pub(crate) mod invite;
pub(crate) mod items;
pub(crate) mod join;
pub(crate) mod judge;
pub(crate) mod keys;
pub(crate) mod knock;
pub(crate) mod leave;
pub(crate) mod list;
pub(crate) mod locked;
pub(crate) mod meeting;
pub(crate) mod meetings;
pub(crate) mod menu;
pub(crate) mod nearby;
pub(crate) mod note;
pub(crate) mod offer;
pub(crate) mod open;
pub(crate) mod opening;
pub(crate) mod outcome;
pub(crate) mod pairs;
pub(crate) mod palette;
pub(crate) mod people;
pub(crate) mod place;
pub(crate) mod question;
pub(crate) mod quick_vote;
pub(crate) mod review;
pub(crate) mod save;
pub(crate) mod search;
pub(crate) mod session;
pub(crate) mod settings;
pub(crate) mod shelf;
pub(crate) mod similar;
pub(crate) mod welcome;
pub(crate) mod writing;

/// The name of what scrolls on a page, for moving it by keys and by links.
pub(crate) const PAGE_SCROLL: &str = "page-scroll";
/// The name of what scrolls in a dialog.
pub(crate) const DIALOG_SCROLL: &str = "dialog-scroll";
