//! What was told so far, in numbers: for the last line, and for the exit code.

use commonplace_node::answer::{Answer, BundleState, ImportState};
use commonplace_node::text::Text;

/// Counts of what was told.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    answers: usize,
    imported: [usize; 5],
    exported: usize,
    not_exported: usize,
    bundles: usize,
    bundles_refused: usize,
    damaged: usize,
}

impl Tally {
    /// Counts an answer.
    pub(super) fn count(&mut self, answer: &Answer) {
        self.answers += 1;
        match answer {
            Answer::Imported(imported) => self.imported[place(imported.state)] += 1,
            Answer::Bundle(bundle) if bundle.state == BundleState::Refused => self.bundles_refused += 1,
            Answer::Bundle(bundle) if matches!(bundle.state, BundleState::Read | BundleState::Written) => {
                self.bundles += 1;
            }
            Answer::Exported(exported) if exported.why.is_some() => self.not_exported += 1,
            Answer::Exported(_) => self.exported += 1,
            Answer::Verified(verified) => self.damaged += verified.damaged.len(),
            Answer::Backup(backup) => self.damaged += backup.damaged.len(),
            _ => {}
        }
    }

    /// Whether nothing was told yet.
    pub(super) fn is_empty(&self) -> bool {
        self.answers == 0
    }

    /// The last line, of a command that told of many things.
    pub(super) fn summary(&self, text: &Text) -> Option<String> {
        if self.imported.iter().sum::<usize>() > 0 {
            let [created, updated, unchanged, attached, refused] = self.imported.map(Into::into);
            let values = [
                ("created", created),
                ("updated", updated),
                ("unchanged", unchanged),
                ("attached", attached),
                ("refused", refused),
            ];
            return Some(text.with("cli-imported", &values));
        }
        (self.exported > 0).then(|| text.with("cli-exported", &[("count", self.exported.into())]))
    }

    /// Why the command failed though every answer came: nothing of an import was taken, an export is not whole, or
    /// stored bytes are damaged.
    pub(crate) fn verdict(&self, text: &Text) -> Option<String> {
        let refused = self.imported[place(ImportState::Refused)];
        if refused > 0 && refused == self.imported.iter().sum::<usize>() {
            return Some(text.get("cli-nothing-imported"));
        }
        if self.bundles == 0 && self.bundles_refused > 0 {
            return Some(text.get("cli-no-bundle-read"));
        }
        let failed = |key: &str, count: usize| (count > 0).then(|| text.with(key, &[("count", count.into())]));
        failed("cli-not-exported", self.not_exported).or_else(|| failed("cli-damaged", self.damaged))
    }
}

fn place(state: ImportState) -> usize {
    match state {
        ImportState::Created => 0,
        ImportState::Updated => 1,
        ImportState::Unchanged => 2,
        ImportState::Attached => 3,
        ImportState::Refused => 4,
    }
}

#[cfg(test)]
mod tests {
    use commonplace_node::text::Language;

    use super::super::samples;
    use super::*;

    fn verdict(answers: &[Answer]) -> Option<String> {
        let mut tally = Tally::default();
        for answer in answers {
            tally.count(answer);
        }
        tally.verdict(&Text::new(Language::English))
    }

    #[test]
    fn an_import_fails_only_when_nothing_was_taken() {
        let [taken, refused] =
            [ImportState::Unchanged, ImportState::Refused].map(|state| Answer::Imported(samples::imported(state, 1)));
        assert_eq!(verdict(&[taken, refused.clone()]), None);
        assert!(verdict(&[refused]).is_some());
        assert_eq!(verdict(&[]), None);
    }

    #[test]
    fn an_export_that_is_not_whole_and_damaged_bytes_are_failures() {
        let exported = |why| Answer::Exported(samples::exported(why));
        assert_eq!(verdict(&[exported(None)]), None);
        assert!(verdict(&[exported(None), exported(Some("The disk is full."))]).is_some());
        assert_eq!(verdict(&[Answer::Verified(samples::verified(&[]))]), None);
        assert!(verdict(&[Answer::Verified(samples::verified(&["a record"]))]).is_some());
    }
}
