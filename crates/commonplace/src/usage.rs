//! A command line that is wrong, in the reader's language: what of it, what was meant perhaps, and how it is written.

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use commonplace_node::text::{Language, Text, Value};

use crate::args::BadValue;

/// Exit code of `docs/cli.md`.
const USAGE: u8 = 2;

/// Says what is wrong with the command line; prints what was asked for instead, such as help.
pub(crate) fn refuse(error: &clap::Error, typed: impl IntoIterator<Item = OsString>) -> ExitCode {
    let asked = matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    );
    if asked {
        // What cannot be printed is told to nobody.
        let _nobody_reads = error.print();
        return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(USAGE));
    }
    let text = Text::new(language_in(typed).unwrap_or_else(Language::of_system));
    let _nobody_reads = writeln!(io::stderr(), "{}", told(error, &text));
    ExitCode::from(USAGE)
}

/// The language that a command line asks for which is wrong as a whole.
fn language_in(typed: impl IntoIterator<Item = OsString>) -> Option<Language> {
    let mut typed = typed.into_iter().map(|argument| argument.to_string_lossy().into_owned());
    while let Some(argument) = typed.next() {
        let named = match argument.strip_prefix("--lang") {
            Some("") => typed.next(),
            Some(rest) => rest.strip_prefix('=').map(str::to_owned),
            None => continue,
        };
        return named.and_then(|named| Language::from_locale(&named));
    }
    None
}

/// The lines that say it.
fn told(error: &clap::Error, text: &Text) -> String {
    let mut lines = vec![wrong(error, text)];
    let meant = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let meant = meant.into_iter().find_map(|kind| closest(error, kind));
    lines.extend(meant.map(|meant| text.with("usage-did-you-mean", &[("meant", meant.into())])));
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        let usage = usage.to_string();
        let usage = usage.trim().trim_start_matches("Usage:").trim();
        lines.push(text.with("usage-how", &[("usage", usage.into())]));
        let command: Vec<&str> =
            usage.split_whitespace().take_while(|word| !word.starts_with(['[', '<', '-'])).collect();
        lines.push(text.with("usage-help", &[("command", command.join(" ").into())]));
    }
    lines.join("\n")
}

/// What is wrong.
fn wrong(error: &clap::Error, text: &Text) -> String {
    let given = part(error, ContextKind::InvalidValue);
    let option = part(error, ContextKind::InvalidArg);
    let said = |key: &str, values: &[(&str, Value<'_>)]| text.with(key, values);
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            said("usage-unknown-command", &[("given", part(error, ContextKind::InvalidSubcommand).into())])
        }
        ErrorKind::UnknownArgument => said("usage-unknown-option", &[("given", option.into())]),
        ErrorKind::MissingRequiredArgument => said("usage-missing", &[("missing", option.into())]),
        ErrorKind::MissingSubcommand => text.get("usage-missing-command"),
        ErrorKind::InvalidValue => {
            let values = part(error, ContextKind::ValidValue);
            let key = match (given.is_empty(), values.is_empty()) {
                (true, true) => "usage-no-value",
                (true, false) => "usage-no-value-of",
                (false, true) => "usage-bad-value",
                (false, false) => "usage-bad-value-of",
            };
            said(key, &[("given", given.into()), ("option", option.into()), ("values", values.into())])
        }
        ErrorKind::ValueValidation => {
            let source = std::error::Error::source(error).and_then(|source| source.downcast_ref::<BadValue>());
            match source {
                Some(why) => {
                    let why = text.get(why.key());
                    said(
                        "usage-bad-value-why",
                        &[("given", given.into()), ("option", option.into()), ("why", why.into())],
                    )
                }
                None => said("usage-bad-value", &[("given", given.into()), ("option", option.into())]),
            }
        }
        ErrorKind::NoEquals | ErrorKind::TooFewValues => said("usage-no-value", &[("option", option.into())]),
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => {
            said("usage-too-many", &[("given", given.into()), ("option", option.into())])
        }
        ErrorKind::ArgumentConflict => {
            let other = part(error, ContextKind::PriorArg);
            if other.is_empty() || other == option {
                said("usage-twice", &[("given", option.into())])
            } else {
                said("usage-conflict", &[("given", option.into()), ("other", other.into())])
            }
        }
        ErrorKind::InvalidUtf8 => text.get("usage-not-text"),
        _ => text.get("usage-wrong"),
    }
}

/// What comes closest to what was typed: of several, clap puts it last.
fn closest(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(one) => Some(one.clone()),
        ContextValue::Strings(many) => many.last().cloned(),
        _ => None,
    }
}

/// A part of what clap knows of the mistake, several of them with commas between; empty when it knows none.
fn part(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(one)) => one.clone(),
        Some(ContextValue::Strings(many)) => many.join(", "),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::args::Args;

    fn error(line: &str) -> clap::Error {
        let typed = std::iter::once("commonplace").chain(line.split_whitespace());
        Args::try_parse_from(typed).expect_err(line)
    }

    #[test]
    fn what_is_wrong_is_said_with_what_was_meant_and_how_it_is_written() {
        let said = |line: &str| told(&error(line), &Text::new(Language::English));
        assert_eq!(
            said("crcle list"),
            "There is no command “crcle”.\nDid you mean “circle”?\nIt is written: commonplace [OPTIONS] [COMMAND]\n\
             More about it: commonplace --help"
        );
        for (line, part) in [
            ("circle role Biology", "Missing: <PERSON>, <ROLE>."),
            ("circle role Biology Bob king", "“king” does not fit <ROLE>; it takes one of: steward, facilitator"),
            ("circle invite Biology --role redaer", "Did you mean “reader”?"),
            ("circle invite Biology --rolle reader", "There is no option “--rolle” here."),
            ("circle invite Biology --uses 0", "“0” does not fit --uses <N>."),
            ("circle set Biology --quota much", "“much” does not fit --quota <SIZE>: write it like 500MB or 2GiB."),
            ("run --mdns on --no-mdns", "--mdns <HOW> does not go together with --no-mdns."),
            ("status --home", "--home <DIR> needs a value."),
            ("status --lang xx", "“xx” does not fit --lang <LANGUAGE>: it takes en, tr, es or ar."),
            ("whoami --home a --home b", "--home <DIR> may be given only once."),
            ("bench W1 --runs 0", "“0” does not fit --runs <N>"),
        ] {
            assert!(said(line).contains(part), "{line}: {}", said(line));
        }
    }

    #[test]
    fn every_mistake_is_told_in_the_readers_language_alone() {
        let english = ["error", "argument", "value", "subcommand", "Usage", "required", "tip"];
        let lines = [
            "tea",
            "circle role",
            "circle role a b king",
            "circle set a --quota much",
            "run --mdns on --no-mdns",
            "status --home",
        ];
        for language in [Language::Turkish, Language::Spanish, Language::Arabic] {
            for line in lines {
                let said = told(&error(line), &Text::new(language));
                assert!(
                    !english.iter().any(|word| said.split(|c: char| !c.is_alphabetic()).any(|w| w == *word)),
                    "{said}"
                );
            }
        }
    }

    #[test]
    fn the_language_is_found_in_a_line_that_is_wrong() {
        let found = |line: &str| language_in(line.split_whitespace().map(OsString::from));
        assert_eq!(found("commonplace tea --lang tr"), Some(Language::Turkish));
        assert_eq!(found("commonplace --lang=es tea"), Some(Language::Spanish));
        assert_eq!(found("commonplace --lang xx"), None);
        assert_eq!(found("commonplace --language tr"), None);
        assert_eq!(found("commonplace tea"), None);
    }
}
