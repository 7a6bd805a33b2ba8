//! Skills of the people of a circle, and who learns with whom.

use clap::Subcommand;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use commonplace_core::limits::PAIRS_AT_ONCE;
use commonplace_node::command::Pass;

/// What to do with skills.
#[derive(Debug, Subcommand)]
pub(crate) enum SkillArgs {
    /// Say what you can help with and would like help with; what is not given stays
    Set {
        /// In which circle
        circle: String,
        /// What you can help with, and how far you have come: from 1, a first idea, to 4, can teach it. May be given more than
        /// once, for all of them; `none` for nothing
        #[arg(long, value_name = "SKILL:LEVEL")]
        offer: Vec<String>,
        /// What you would like help with, and how far you want to come. May be given more than once, for all of them; `none` for
        /// nothing
        #[arg(long, value_name = "SKILL:LEVEL")]
        need: Vec<String>,
        /// When you are free, as thu-evening; may be given more than once, for all of it; `none` for nothing
        #[arg(long, value_name = "DAY-PART")]
        free: Vec<String>,
        /// With how many people you learn at once; 0 for nobody now
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=i64::from(PAIRS_AT_ONCE)))]
        capacity: Option<u8>,
        /// A language that you speak, as en or pt-BR; may be given more than once, for all of them, best first
        #[arg(long, value_name = "LANGUAGE")]
        language: Vec<String>,
    },
    /// What everybody can help with and would like help with
    List {
        /// Of which circle
        circle: String,
    },
}

/// What to do with pairs: two people who learn together. To link your own laptops is `device link`.
#[derive(Debug, Subcommand)]
pub(crate) enum PairArgs {
    /// With whom you might learn, and why; nobody else is told
    Suggest {
        /// In which circle
        circle: String,
    },
    /// Say that you learn with somebody; it is so when both say so
    Accept {
        /// In which circle
        circle: String,
        /// With whom
        person: String,
    },
    /// Say that you do so no longer, or rather not
    End {
        /// In which circle
        circle: String,
        /// With whom
        person: String,
    },
    /// Have somebody not suggested; nobody else is told
    Pass {
        /// In which circle
        circle: String,
        /// Whom
        person: String,
        /// later: not for two weeks; never; or again, as before
        #[arg(value_name = "later|never|again", value_parser = pass(), default_value = "later")]
        how: Pass,
    },
    /// Who learns together, you first
    List {
        /// In which circle
        circle: String,
    },
}

fn pass() -> impl TypedValueParser<Value = Pass> {
    PossibleValuesParser::new(["later", "never", "again"]).map(|name| match name.as_str() {
        "never" => Pass::Never,
        "again" => Pass::Again,
        _ => Pass::Later,
    })
}
