//! `commonplace init`: a new home.

use commonplace_node::answer::{Answer, Whoami};
use commonplace_node::home::Home;
use commonplace_node::runtime;

use super::{Done, Setting};
use crate::output::{Layout, Output};

/// Makes the home and says who lives in it now.
pub(crate) fn make_home(setting: &Setting, name: &str) -> Done {
    runtime::create_home(setting.folder(), name)?;
    let home = Home::open(setting.folder())?;
    let mut output = Output::to_console(setting.format, Layout::Whole, &setting.text);
    output.answer(&Answer::Whoami(Whoami {
        id: home.person_id(),
        name: home.name().to_owned(),
        device: home.device_id(),
        home: home.folder().to_owned(),
    }))?;
    output.aside(&setting.text.get("cli-init-next"))?;
    output.finish()?;
    Ok(())
}
