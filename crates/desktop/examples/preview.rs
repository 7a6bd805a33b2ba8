//! Shows the window on sample data, without a node and without a network: for looking at it while it is being made.
//!
//! `cargo run -p commonplace-desktop --example preview -- [welcome|empty|full|many|locked] [LANGUAGE] [APPEARANCE] [PERCENT]`
//! `cargo run -p commonplace-desktop --example preview -- home DIR [LANGUAGE]` shows it on a real node.

#[path = "../src/tests/fake.rs"]
#[allow(dead_code, reason = "shared with the tests, which use more of it")]
mod fake;
#[path = "../src/tests/sample.rs"]
mod sample;

use std::error::Error;
use std::sync::Arc;

use commonplace_desktop::backend::Host;
use commonplace_desktop::{Options, run, run_on};

use crate::fake::{Double, World};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let world = match arguments.next().as_deref() {
        Some("welcome") => World::default(),
        Some("empty") => World::of("Ana"),
        Some("many") => sample::many(),
        Some("locked") => sample::sealed(),
        Some("home") => return on_home(arguments),
        _ => sample::full(),
    };
    let language = arguments.next();
    let pictures = tempfile::tempdir()?;
    let double = Double::new(world, pictures.path().into());
    let (paper, percent) = (arguments.next(), arguments.next());
    if let Some(paper) = paper {
        let percent = percent.as_deref().unwrap_or("100");
        double.remember(&format!(r#"{{"paper":"{paper}","scale":{percent}}}"#));
    }
    run_on(Arc::new(double), language.as_deref())?;
    Ok(())
}

fn on_home(mut arguments: impl Iterator<Item = String>) -> Result<(), Box<dyn Error>> {
    let home = arguments.next().ok_or("a folder is missing")?;
    Ok(run(Options { home: home.into(), language: arguments.next(), opened: None, log: Arc::default() })?)
}
