//! Loro on bytes of members, who may be hostile: where it panics, nothing of ours does.
//!
//! Loro 1.17 panics on some updates that are well-formed by their checksum. A panic poisons the locks of the document,
//! and letting the document go then panics once more, which ends the process when it happens while unwinding (as its
//! issues #1046 and #1068 also tell). So documents live in [`Document`], and all work on them goes through [`guarded`].

use std::ops::Deref;
use std::panic::{AssertUnwindSafe, catch_unwind};

use loro::LoroDoc;

/// Does work on documents; none when Loro panicked. Documents that it touched are not to be used after that.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

/// A document that can be let go whatever happened in it.
pub(super) struct Document(Option<LoroDoc>);

impl Document {
    pub(super) fn new() -> Self {
        Self(Some(LoroDoc::new()))
    }
}

impl Deref for Document {
    type Target = LoroDoc;

    fn deref(&self) -> &LoroDoc {
        self.0.as_ref().expect("taken out by drop only")
    }
}

impl Drop for Document {
    fn drop(&mut self) {
        let doc = self.0.take();
        let _poisoned = guarded(|| drop(doc));
    }
}
