//! What was typed of disputes.

use commonplace_node::command::{Command, Page};
use commonplace_node::error::Error;

use super::{Request, Setting, hint, listed};
use crate::args::DisputeArgs;
use crate::input;
use crate::output::Layout;

pub(super) fn of(args: DisputeArgs, setting: &Setting) -> Result<Request, Error> {
    let command = match args {
        DisputeArgs::New { item, passage, claim, why, source, source_passage, source_text } => {
            let why = why.map(|file| input::text(Some(&file), || hint(setting))).transpose()?;
            Command::DisputeNew {
                item: item.into(),
                passage,
                claim,
                why: why.unwrap_or_default(),
                source: source.map(Into::into),
                source_passage,
                elsewhere: source_text.unwrap_or_default(),
            }
        }
        DisputeArgs::List { circle, open } => {
            return Ok(listed(Command::DisputeList { circle: circle.into(), open, page: Page::FIRST }));
        }
        DisputeArgs::Show { dispute } => Command::DisputeShow { dispute: dispute.into() },
        DisputeArgs::Weigh { dispute, weight } => Command::DisputeWeigh { dispute: dispute.into(), weight },
        DisputeArgs::Rule { dispute, ruling, reason } => {
            Command::DisputeRule { dispute: dispute.into(), upheld: ruling == "upheld", reason }
        }
        DisputeArgs::Corrected { dispute, not } => {
            Command::DisputeCorrected { dispute: dispute.into(), corrected: !not }
        }
    };
    Ok(Request { command, layout: Layout::Whole })
}
