//! `link`: this laptop becomes a device of the person of another one.

use std::path::Path;

use commonplace_node::command::Command;
use commonplace_node::error::Error;
use commonplace_node::home::{self, Home};
use commonplace_node::runtime;

use super::{Done, Setting, pairing, ticket};
use crate::args::LinkArgs;

/// What the person of a home is called that is made to be linked, until it is.
const NOBODY: &str = "laptop";

/// Makes a home if there is none, and asks the other laptop. A home that was made for this and was not linked is gone
/// afterwards, so that the next attempt finds things as they were.
pub(crate) fn link(setting: &Setting, args: LinkArgs) -> Done {
    let name = args.device_name;
    let command = if args.words.is_empty() {
        Command::DeviceBecome { name, node: args.nearby.map(Into::into) }
    } else {
        Command::DeviceBecomeCode { name, code: typed(&args.words.join(" "))? }
    };
    let made =
        if home::is_home(setting.folder()) { None } else { Some(runtime::create_home(setting.folder(), NOBODY)?) };
    let done = pairing::converse(setting, command);
    if let (Err(_), Some(person)) = (&done, made) {
        // What stays can be linked another time.
        let _may_stay = Home::discard(setting.folder(), &person);
    }
    done
}

/// How a file with the text of a QR code ends.
const EXTENSION: &str = "cplink";

/// The words or text that were given, or those in the file that was.
fn typed(given: &str) -> Result<String, Error> {
    let path = Path::new(given);
    let named_so = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(EXTENSION));
    if named_so || path.is_file() { ticket::read(path) } else { Ok(given.to_owned()) }
}
