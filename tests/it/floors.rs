//! The floor plan: who may import whom. See `docs/architecture.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use cargo_metadata::{DependencyKind, MetadataCommand, PackageId};
use libtest_mimic::Trial;

use crate::trial::trial;

/// Each crate, the crates of the workspace that it may import, and what must be nowhere below it.
const PLAN: &[(&str, &[&str], &[&str])] = &[
    ("core", &[], &["tokio", "sled", "libp2p", "iced"]),
    ("learning", &["core"], &["tokio", "sled", "libp2p", "iced"]),
    ("store", &["core"], &["tokio", "libp2p", "iced"]),
    ("sync", &["core"], &["tokio", "sled", "libp2p", "iced"]),
    ("net", &["core"], &["sled", "iced"]),
    ("node", &["core", "learning", "store", "sync", "net"], &["iced"]),
    ("desktop", &["core", "learning", "node"], &[]),
    ("pages", &["core", "learning", "node"], &["iced"]),
    ("commonplace", &["core", "learning", "node", "desktop", "pages"], &[]),
];

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial("floors::each_crate_imports_lower_floors_only", each_crate_imports_lower_floors_only),
        trial("floors::what_a_floor_must_not_know_is_nowhere_below_it", what_a_floor_must_not_know_is_nowhere_below_it),
        trial("floors::faces_do_not_reach_past_the_node", faces_do_not_reach_past_the_node),
        trial("floors::versions_stand_in_one_place", versions_stand_in_one_place),
    ]
}

fn metadata() -> cargo_metadata::Metadata {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml");
    // For this machine's kind alone: what only others need was never downloaded here.
    let host = Command::new("rustc").args(["--print", "host-tuple"]).output().expect("rustc runs");
    let host = String::from_utf8(host.stdout).expect("UTF-8").trim().to_owned();
    let options = ["--offline".to_owned(), "--filter-platform".to_owned(), host];
    MetadataCommand::new().manifest_path(root).other_options(options).exec().expect("cargo metadata")
}

fn short(name: &str) -> &str {
    name.strip_prefix("commonplace-").unwrap_or(name)
}

fn each_crate_imports_lower_floors_only() {
    let metadata = metadata();
    let own: BTreeSet<&str> = metadata.workspace_packages().iter().map(|package| package.name.as_str()).collect();
    for (name, may, _) in PLAN {
        let package = metadata.workspace_packages().into_iter().find(|package| short(&package.name) == *name);
        let package = package.unwrap_or_else(|| panic!("the crate {name} is part of the workspace"));
        for dependency in &package.dependencies {
            let counts = dependency.kind != DependencyKind::Development && own.contains(dependency.name.as_str());
            let other = short(&dependency.name);
            assert!(!counts || may.contains(&other), "{name} imports {other}, which is no lower floor");
        }
    }
}

fn what_a_floor_must_not_know_is_nowhere_below_it() {
    let metadata = metadata();
    let below = below(&metadata);
    for (name, _, never) in PLAN {
        let package = metadata.workspace_packages().into_iter().find(|package| short(&package.name) == *name);
        let package = package.unwrap_or_else(|| panic!("the crate {name} is part of the workspace"));
        for forbidden in *never {
            assert!(!below[&package.id].contains(*forbidden), "{forbidden} is in the tree of {name}");
        }
    }
}

/// The faces may have these crates in their tree, through the node, but must not name them.
fn faces_do_not_reach_past_the_node() {
    let metadata = metadata();
    for package in metadata.workspace_packages() {
        if ["desktop", "pages", "commonplace"].contains(&short(&package.name)) {
            for dependency in &package.dependencies {
                assert!(
                    !["sled", "libp2p"].contains(&dependency.name.as_str()),
                    "{} names {}",
                    package.name,
                    dependency.name
                );
            }
        }
    }
}

fn versions_stand_in_one_place() {
    let metadata = metadata();
    for package in metadata.workspace_packages() {
        let manifest = std::fs::read_to_string(&package.manifest_path).expect("a manifest");
        for (number, line) in manifest.lines().enumerate() {
            let versioned = line.contains("version = \"")
                || line.split_once(" = \"").is_some_and(|(_, rest)| rest.starts_with(|c: char| c.is_ascii_digit()));
            assert!(
                !versioned,
                "{}:{}: a version outside the workspace's manifest: {line}",
                package.manifest_path,
                number + 1
            );
        }
    }
}

/// Names of everything in the tree of each package, development dependencies left out.
fn below(metadata: &cargo_metadata::Metadata) -> BTreeMap<PackageId, BTreeSet<String>> {
    let resolve = metadata.resolve.as_ref().expect("resolved");
    let names: BTreeMap<&PackageId, &str> =
        metadata.packages.iter().map(|package| (&package.id, package.name.as_str())).collect();
    let edges: BTreeMap<&PackageId, Vec<&PackageId>> = resolve
        .nodes
        .iter()
        .map(|node| {
            let real = node
                .deps
                .iter()
                .filter(|dep| dep.dep_kinds.iter().any(|kind| kind.kind != DependencyKind::Development));
            (&node.id, real.map(|dep| &dep.pkg).collect())
        })
        .collect();
    let mut all = BTreeMap::new();
    for package in metadata.workspace_packages() {
        let mut seen = BTreeSet::new();
        let mut todo = vec![&package.id];
        while let Some(next) = todo.pop() {
            for dep in edges.get(next).into_iter().flatten() {
                if seen.insert(*dep) {
                    todo.push(dep);
                }
            }
        }
        all.insert(package.id.clone(), seen.into_iter().map(|id| names[id].to_owned()).collect());
    }
    all
}
