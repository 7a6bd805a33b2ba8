//! Eve: somebody who means harm, at the doors of real nodes. Each script is one thing that she tries, while alice and bob
//! go on writing to each other; none may end a node, make it large, keep the two apart, or put anything in.
//!
//! `COMMONPLACE_EVE=long` runs the long forms (`CONTRIBUTING.md`). What each script did to the nodes is printed.

mod cheats;
mod crowd;
mod errands;
mod field;
mod keeper;
mod knocks;
mod member;
mod peer;
mod relays;
mod strangers;

use std::pin::Pin;

use libtest_mimic::Trial;

use crate::trial::trial;
use field::{Attack, Field};

/// One thing that eve tries.
pub(crate) struct Script {
    name: &'static str,
    tries: &'static str,
    /// Whether the node promises to shut her out. The script waits until it has.
    shuts_out: bool,
    attack: fn(Attack) -> Pin<Box<dyn Future<Output = ()> + Send>>,
}

/// Makes a script of an async function.
macro_rules! script {
    ($name:ident, $tries:literal) => {
        script!($name, $tries, shuts_out: false)
    };
    ($name:ident, $tries:literal, shuts_out: $out:literal) => {
        $crate::eve::Script {
            name: stringify!($name),
            tries: $tries,
            shuts_out: $out,
            attack: |attack| Box::pin($name(attack)),
        }
    };
}
pub(crate) use script;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial("eve::at_the_door", || Field::stranger().stands(&knocks::scripts())),
        trial("eve::as_a_stranger", || Field::stranger().stands(&strangers::scripts())),
        trial("eve::with_errands", || Field::joined().stands(&errands::scripts())),
        trial("eve::as_a_member", || {
            let mut field = Field::joined();
            field.stands(&cheats::scripts());
            field.remove_eve();
            field.stands(&cheats::removed());
        }),
        trial("eve::at_a_relay_as_a_stranger", || Field::at_a_relay().stands(&strangers::at_a_relay())),
        trial("eve::at_a_relay_with_a_circle_of_her_own", || {
            let mut field = Field::at_a_relay();
            field.stands(&relays::scripts());
            field.stands(&cheats::at_a_relay());
        }),
        trial("eve::as_a_crowd", || Field::stranger().stands(&crowd::scripts())),
    ]
}
