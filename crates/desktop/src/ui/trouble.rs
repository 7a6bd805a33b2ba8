//! Errors as sentences of the window: where the general one names a command to type, this one names what to press.

use commonplace_node::backup::BadBackup;
use commonplace_node::error::{Error, PairingEnd};
use commonplace_node::sentence::{part_away, sentence};

use iced::Theme;
use iced::widget::Text;

use super::Ui;
use super::parts::caption;

impl Ui {
    /// An error as one sentence that says what to do here.
    pub(crate) fn sentence(&self, error: &Error) -> String {
        self.here(error).unwrap_or_else(|| sentence(error, &self.text))
    }

    /// That of a text only the beginning is here.
    pub(crate) fn part_away<'a>(&self, with: &[String]) -> Text<'a, Theme> {
        caption(part_away(with, &self.text), &self.colors)
    }

    fn here(&self, error: &Error) -> Option<String> {
        let nodes = |nodes: &[String]| [("nodes", nodes.join(", ").into())];
        let text = &self.text;
        Some(match error {
            Error::Pairing { why: PairingEnd::NotAwaited } => text.get("trouble-not-awaited"),
            Error::SeveralNearby { nodes: several } => text.with("trouble-several-nearby", &nodes(several)),
            Error::SeveralAsk { nodes: several } => text.with("trouble-several-ask", &nodes(several)),
            Error::NoNetwork => text.get("trouble-no-network"),
            Error::LivedIn { .. } => text.get("trouble-lived-in"),
            Error::Copied { .. } => text.get("trouble-copied"),
            Error::Locked { .. } => text.get("locked-lesson"),
            Error::HomeExists { .. } => text.get("trouble-home-exists"),
            Error::WrongWord { place } => text.with("trouble-wrong-word", &[("place", (*place).into())]),
            Error::BadBackup { why: BadBackup::WithoutKeys } => text.get("trouble-backup-without-keys"),
            Error::NotABundle { file } => text.with("trouble-not-a-bundle", &[("file", shown(file))]),
            Error::NotAHave { file } => text.with("trouble-not-a-bundle", &[("file", shown(file))]),
            Error::BundleForeign { file } => text.with("trouble-bundle-foreign", &[("file", shown(file))]),
            Error::HaveForeign { file } => text.with("trouble-bundle-foreign", &[("file", shown(file))]),
            Error::DeviceRevoked => text.get("trouble-device-revoked"),
            Error::TooManyDevices { devices } => {
                let named = devices.join(", ");
                text.with("trouble-too-many-devices", &[("count", devices.len().into()), ("devices", named.into())])
            }
            Error::Store { .. } => text.get("trouble-store"),
            _ => return None,
        })
    }
}

fn shown(file: &std::path::Path) -> commonplace_node::text::Value<'static> {
    file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned().into()
}

#[cfg(test)]
mod tests {
    use commonplace_core::time::Timestamp;
    use commonplace_node::text::Language;

    use super::*;
    use crate::theme::Mode;

    fn with_commands() -> Vec<Error> {
        let file = || "/media/ana/STICK/cells.cpbundle".into();
        let nodes = || vec!["amber otter".to_owned(), "quiet heron".to_owned()];
        vec![
            Error::Pairing { why: PairingEnd::NotAwaited },
            Error::SeveralNearby { nodes: nodes() },
            Error::SeveralAsk { nodes: nodes() },
            Error::NoNetwork,
            Error::LivedIn { home: file() },
            Error::Copied { home: file() },
            Error::Locked { home: file() },
            Error::HomeExists { home: file() },
            Error::WrongWord { place: 7 },
            Error::BadBackup { why: BadBackup::WithoutKeys },
            Error::NotABundle { file: file() },
            Error::NotAHave { file: file() },
            Error::BundleForeign { file: file() },
            Error::HaveForeign { file: file() },
            Error::DeviceRevoked,
            Error::TooManyDevices { devices: vec!["desk".into(), "laptop".into()] },
            Error::Store { why: "bad".into() },
        ]
    }

    #[test]
    fn nobody_at_the_window_is_told_to_type_a_command() {
        for language in Language::ALL {
            let ui = Ui::new(Mode::Light, language, Timestamp::from_millis(0));
            for error in with_commands() {
                let said = ui.sentence(&error);
                assert!(!said.contains("commonplace ") && !said.contains("--"), "{language:?}: {said}");
                assert!(!said.contains(['\n', '{', '[', '$']), "{language:?}: {said}");
            }
        }
    }

    /// Of all sentences that name a command, those that are not above belong to what no window meets: no home, another's
    /// home, files that others may read, relays, texts from a pipe, a role that is offered nowhere.
    #[test]
    fn no_further_sentence_names_a_command() {
        let known = [
            "error-no-home",
            "error-key-exposed",
            "error-folder-exposed",
            "error-not-a-relay-home",
            "error-not-a-relay",
            "error-network",
            "may-not-make-anybody-a-carrier",
        ];
        let said: Vec<String> = {
            let ui = Ui::new(Mode::Light, Language::English, Timestamp::from_millis(0));
            with_commands().iter().map(|error| sentence(error, &ui.text)).collect()
        };
        for line in include_str!("../../../../assets/locale/en/errors.ftl").lines() {
            let Some((key, words)) = line.split_once(" = ") else { continue };
            let commands = words.contains("commonplace ") || words.contains(" --");
            let head = words.split('{').next().unwrap_or_default();
            let tail = words.rsplit('}').next().unwrap_or_default();
            let replaced = said.iter().any(|said| said.starts_with(head) && said.ends_with(tail));
            assert!(!commands || known.contains(&key) || replaced, "{key} names a command: {words}");
        }
    }
}
