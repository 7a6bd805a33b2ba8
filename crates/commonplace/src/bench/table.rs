//! Reports for people.

use commonplace_node::text::Text;

use super::figure::{Figure, Unit};
use super::limits::Limits;
use super::report::{Bytes, Report};
use crate::output::{Column, Kind, Screen, Table};

/// The figures as a table, what was counted, and the limits of the machine.
pub(super) fn render(reports: &[Report], limits: &Limits, text: &Text) -> String {
    let screen = Screen::of_stdout(text.clone());
    let mut table = Table::new(columns(text));
    for report in reports {
        for (index, figure) in report.outcome.figures.iter().enumerate() {
            table.push(row(report, figure, index == 0, text));
        }
    }
    let mut parts = vec![table.render(&screen)];
    parts.extend(reports.iter().map(|report| counted(report, &screen)));
    parts.push(String::new());
    parts.push(screen.bold(&text.get("cli-bench-machine")));
    parts.extend(limit_lines(limits, text));
    parts.extend(reports.first().map(|report| machine(report, text)));
    parts.join("\n")
}

fn columns(text: &Text) -> Vec<Column> {
    let column = |key: &str, kind| Column { title: text.get(key), kind };
    vec![
        column("cli-bench-col-workload", Kind::Plain),
        column("cli-bench-col-what", Kind::Plain),
        column("cli-col-notes", Kind::Number),
        column("cli-bench-col-samples", Kind::Number),
        column("cli-bench-col-median", Kind::Number),
        column("cli-bench-col-min", Kind::Number),
        column("cli-bench-col-max", Kind::Number),
        column("cli-bench-col-p95", Kind::Number),
        column("cli-bench-col-p99", Kind::Number),
        column("cli-bench-col-limit", Kind::Number),
        column("cli-bench-col-share", Kind::Number),
    ]
}

fn row(report: &Report, figure: &Figure, first: bool, text: &Text) -> Vec<String> {
    let shown = |value| value_in(figure.unit, value);
    let workload = if first { report.outcome.workload } else { "" };
    vec![
        workload.to_owned(),
        text.get(&format!("cli-bench-figure-{}", figure.name.replace('_', "-"))),
        report.outcome.n.to_string(),
        figure.samples.to_string(),
        shown(figure.median),
        shown(figure.min),
        shown(figure.max),
        figure.p95.map(shown).unwrap_or_default(),
        figure.p99.map(shown).unwrap_or_default(),
        shown(figure.limit.value),
        figure.of_limit.map(|share| format!("{:.0} %", share * 100.0)).unwrap_or_default(),
    ]
}

/// What a workload counted besides time, on one line.
fn counted(report: &Report, screen: &Screen) -> String {
    let text = &screen.text;
    let Bytes { wire, disk, .. } = report.outcome.bytes;
    let bytes = |key: &str, bytes: u64| text.with(key, &[("size", screen.size(bytes).into())]);
    let facts = [
        wire.map(|wire| bytes("cli-bench-wire", wire)),
        disk.map(|disk| bytes("cli-bench-disk", disk)),
        report.peak_rss.map(|peak| bytes("cli-bench-memory", peak)),
        report.cpu_seconds.map(|cpu| text.with("cli-bench-cpu", &[("seconds", format!("{cpu:.1}").into())])),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    format!("{}  {}", report.outcome.workload, facts.join(" · "))
}

fn limit_lines(limits: &Limits, text: &Text) -> Vec<String> {
    let rate = |value: f64| value_in(Unit::PerSecond, value);
    let speed = |value: f64| format!("{value:.0} MiB/s");
    let lines = [
        ("cli-bench-limit-sync", rate(limits.fdatasync_per_second)),
        ("cli-bench-limit-write", speed(limits.synced_write_mib_per_second)),
        ("cli-bench-limit-tcp", speed(limits.tcp_mib_per_second)),
        ("cli-bench-limit-trip", value_in(Unit::Seconds, limits.tcp_round_trip_seconds)),
        ("cli-bench-limit-verify", rate(limits.verify_per_second)),
        ("cli-bench-limit-record", rate(limits.seal_and_open_per_second)),
    ];
    lines.into_iter().map(|(key, value)| text.with(key, &[("value", value.into())])).collect()
}

fn machine(report: &Report, text: &Text) -> String {
    let machine = &report.machine;
    let values = [
        ("cores", machine.cores.into()),
        ("system", machine.system.clone().into()),
        ("filesystem", machine.filesystem.clone().unwrap_or_else(|| "?".to_owned()).into()),
        ("profile", machine.profile.into()),
        ("version", machine.version.into()),
    ];
    text.with("cli-bench-where", &values)
}

/// Three digits or so, in the unit that fits.
fn value_in(unit: Unit, value: f64) -> String {
    match unit {
        Unit::PerSecond => format!("{value:.0}/s"),
        Unit::Seconds if value < 0.001 => format!("{:.0} µs", value * 1e6),
        Unit::Seconds if value < 0.1 => format!("{:.2} ms", value * 1e3),
        Unit::Seconds if value < 1.0 => format!("{:.0} ms", value * 1e3),
        Unit::Seconds => format!("{value:.2} s"),
        #[cfg(feature = "desktop")]
        Unit::Cores => format!("{:.1} %", value * 100.0),
        #[cfg(feature = "desktop")]
        Unit::Bytes => format!("{:.0} MiB", value / 1_048_576.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_in_the_unit_that_fits() {
        let seconds = [0.000_064, 0.001_44, 0.27, 3.154].map(|value| value_in(Unit::Seconds, value));
        assert_eq!(seconds, ["64 µs", "1.44 ms", "270 ms", "3.15 s"]);
        assert_eq!(value_in(Unit::PerSecond, 4739.6), "4740/s");
    }
}
