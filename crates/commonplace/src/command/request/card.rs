//! What was typed of cards.

use commonplace_node::command::{CardPick, Command, Page};
use commonplace_node::error::Error;

use super::{Request, Setting, hint, listed};
use crate::args::CardArgs;
use crate::input;
use crate::output::Layout;

pub(super) fn of(args: CardArgs, setting: &Setting) -> Result<Request, Error> {
    let command = match args {
        CardArgs::New { circle, file, front, from, passage } => {
            let back = match (file, &passage) {
                (None, Some(passage)) => passage.clone(),
                (file, _) => input::text(file.as_deref(), || hint(setting))?,
            };
            let from = from.map(Into::into);
            Command::CardNew { circle: circle.into(), front, back, from, quote: passage }
        }
        CardArgs::List { circle, due, from } => {
            let pick = match from {
                Some(item) => CardPick::Of(item.into()),
                None if due => CardPick::Due,
                None => CardPick::All,
            };
            return Ok(listed(Command::CardList { circle: circle.into(), pick, page: Page::FIRST }));
        }
        CardArgs::Due { circle } => Command::CardsDue { circle: circle.into() },
        CardArgs::Show { card } => Command::CardShow { card: card.into() },
        CardArgs::Edit { card, file, front } => {
            // Without either the text is asked for, as with everything that is changed.
            let back = match (&file, &front) {
                (None, Some(_)) => None,
                (file, _) => Some(input::text(file.as_deref(), || hint(setting))?),
            };
            Command::CardEdit { card: card.into(), front, back }
        }
        CardArgs::Review { card, grade } => Command::CardReview { card: card.into(), grade, at: None },
    };
    Ok(Request { command, layout: Layout::Whole })
}
