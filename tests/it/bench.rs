//! `commonplace bench`, on little: that each workload runs to its end and tells what it says it tells. How fast is not
//! a test's question.

use libtest_mimic::Trial;
use serde_json::Value;

use crate::laptop::Laptop;
use crate::trial::trial;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial("bench::the_nodes_workloads_tell_their_figures", the_nodes),
        trial("bench::the_windows_workload_tells_its_figures", the_windows),
    ]
}

/// The names of a report's figures, each of which has been measured at least once and took something; doing nothing may
/// take nothing.
fn figures(report: &Value) -> Vec<&str> {
    let figures = report["figures"].as_array().expect("figures");
    for figure in figures {
        assert!(figure["samples"].as_u64().expect("a count") > 0, "{figure}");
        let median = figure["median"].as_f64().expect("a number");
        assert!(median > 0.0 || figure["name"] == "idle" && median == 0.0, "{figure}");
    }
    figures.iter().map(|figure| figure["name"].as_str().expect("a name")).collect()
}

fn the_nodes() {
    let alice = Laptop::new("Alice", None);
    let reports = alice.ok(&["bench", "W1", "W2", "W3", "W8", "--notes", "20", "--runs", "1"]);
    let told: Vec<_> = reports.iter().map(|report| report["workload"].as_str().expect("a name")).collect();
    assert_eq!(told, ["W1", "W2", "W3", "W8"]);
    for report in &reports {
        assert!(!figures(report).is_empty(), "{report}");
    }
}

fn the_windows() {
    let alice = Laptop::new("Alice", None);
    let report = alice.one(&["bench", "desktop", "--notes", "40", "--runs", "1"]);
    let waits = ["first_frame", "circles", "list", "scrolled", "read", "searched", "typed"];
    let taken = ["idle", "memory_at_rest", "memory_peak"];
    assert_eq!(figures(&report), [&waits[..], &taken].concat());
    assert_eq!(report["n"], 40);
}
