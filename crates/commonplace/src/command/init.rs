//! `commonplace init`: a new home.

use std::io::{self, IsTerminal};

use commonplace_core::words::{Words, fingerprint};
use commonplace_node::answer::{Answer, RecoveryWords, Whoami, WordsState};
use commonplace_node::home::Home;
use commonplace_node::runtime;

use super::{Done, Setting};
use crate::output::{Format, Layout, Output};

/// Makes the home and says who lives in it now. At a terminal, a person sees their recovery words once.
pub(crate) fn make_home(setting: &Setting, name: &str) -> Done {
    runtime::create_home(setting.folder(), name)?;
    let home = Home::open(setting.folder())?;
    let mut output = Output::to_console(setting.format, Layout::Whole, &setting.text);
    output.answer(&Answer::Whoami(whoami(&home)))?;
    output.aside(&setting.text.get("cli-init-next"))?;
    let somebody_reads = setting.format == Format::Text && io::stdout().is_terminal();
    if let Some(root) = home.keys().root().filter(|_| somebody_reads) {
        let words = Words::of(&root.seed()).iter().map(ToOwned::to_owned).collect();
        let fingerprint = fingerprint(&home.person_id()).join(" ");
        output.aside("")?;
        output.answer(&Answer::RecoveryWords(RecoveryWords { words, fingerprint }))?;
        home.set_words_state(WordsState::Shown)?;
    }
    output.finish()?;
    Ok(())
}

/// Who lives in a home, as its files say.
pub(super) fn whoami(home: &Home) -> Whoami {
    Whoami {
        id: home.person_id(),
        name: home.name().to_owned(),
        device: home.device_id(),
        home: home.folder().to_owned(),
        device_name: home.keys().certificate().name().to_owned(),
        fingerprint: fingerprint(&home.person_id()).join(" "),
        sealed: home.is_sealed(),
        words: home.words_state(),
        revoked: false,
        handed_over: Vec::new(),
    }
}
