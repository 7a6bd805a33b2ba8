//! Why a command ends with another exit code than 0.

use std::io;
use std::path::Path;
use std::process::ExitCode;

use commonplace_node::error::Error;
use commonplace_node::sentence::sentence;
use commonplace_node::text::Text;

/// Why a command did not go.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The node, or what stands between, refused.
    Node(Error),
    /// A sentence that is ready to be shown.
    Said(String),
    /// Whoever read our output has enough of it: nobody to tell, and no mistake.
    NobodyReads,
}

impl Failure {
    /// What is shown on standard error, if anything.
    pub(crate) fn sentence(&self, text: &Text) -> Option<String> {
        match self {
            Self::Node(error) => Some(sentence(error, text)),
            Self::Said(said) => Some(said.clone()),
            Self::NobodyReads => None,
        }
    }

    /// Exit code of `docs/cli.md`.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Node(Error::HomeHeld { .. }) => ExitCode::from(3),
            Self::Node(_) | Self::Said(_) => ExitCode::from(1),
            Self::NobodyReads => ExitCode::SUCCESS,
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Node(error)
    }
}

/// Of the output; everything else names its file.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::NobodyReads,
            _ => Self::Node(Error::of_file(Path::new("/dev/stdout"), &error)),
        }
    }
}
