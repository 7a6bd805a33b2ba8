//! `link`: this laptop becomes a device of the person of another one.

use commonplace_node::command::Command;
use commonplace_node::home::{self, Home};
use commonplace_node::runtime;

use super::{Done, Setting, pairing};
use crate::args::LinkArgs;

/// What the person of a home is called that is made to be linked, until it is.
const NOBODY: &str = "laptop";

/// Makes a home if there is none, and asks the other laptop. A home that was made for this and was not linked is gone
/// afterwards, so that the next attempt finds things as they were.
pub(crate) fn link(setting: &Setting, args: LinkArgs) -> Done {
    let made =
        if home::is_home(setting.folder()) { None } else { Some(runtime::create_home(setting.folder(), NOBODY)?) };
    let name = args.device_name;
    let command = if args.words.is_empty() {
        Command::DeviceBecome { name, node: args.nearby.map(Into::into) }
    } else {
        Command::DeviceBecomeCode { name, code: args.words.join(" ") }
    };
    let done = pairing::converse(setting, command);
    if let (Err(_), Some(person)) = (&done, made) {
        // What stays can be linked another time.
        let _may_stay = Home::discard(setting.folder(), &person);
    }
    done
}
