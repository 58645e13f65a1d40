//! Medians, means, and the table that they end in.

use xtask::bench::own_seconds;
use xtask::bench::table::{Row, Side, geometric_mean, median, print};

fn side(seconds: &[f64], mib: f64) -> Side {
    Side {
        seconds: seconds.to_vec(),
        peaks: vec![mib * 1_048_576.0; seconds.len()],
        output: b"same\n".to_vec(),
        failed: None,
    }
}

fn row(name: &str, ours: Side, other: Side) -> Row {
    Row {
        name: name.to_owned(),
        ours,
        other: Some(other),
        recorded: None,
    }
}

#[test]
fn medians_and_means() {
    assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
    assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), Some(2.5));
    assert_eq!(median(&[]), None);
    assert!((geometric_mean(&[0.5, 2.0]).unwrap() - 1.0).abs() < 1e-12);
    assert_eq!(geometric_mean(&[]), None);
}

#[test]
fn a_program_may_time_its_own_part() {
    assert_eq!(own_seconds(b"noise\nseconds 0.25\n"), Some(0.25));
    assert_eq!(own_seconds(b"secondsless\n"), None);
}

#[test]
fn the_table_compares_medians_and_leaves_out_what_failed() {
    let mut failed = row("broken", side(&[1.0], 1.0), side(&[1.0], 1.0));
    failed.ours.failed = Some("NameError".to_owned());
    let mut differs = row("wrong", side(&[0.1], 1.0), side(&[1.0], 1.0));
    differs.ours.output = b"other\n".to_vec();
    let rows = [
        row("calls", side(&[0.5, 0.4, 9.0], 8.0), side(&[1.0], 16.0)),
        failed,
        differs,
    ];
    let want = "\
program             time      other  ratio   memory     other  ratio
calls           500.0 ms  1000.0 ms  0.50×  8.0 MiB  16.0 MiB  0.50×
broken          failed: NameError
wrong           the outputs differ
geometric mean                       0.50×                     0.50×

2 of 3 programs have no figure and aren't in the means
";
    assert_eq!(print(&rows, false), want);
}

#[test]
fn markdown_has_every_column() {
    let text = print(&[row("calls", side(&[0.5], 8.0), side(&[1.0], 16.0))], true);
    let want = "\
| program | time | other | ratio | memory | other | ratio |
|---|---:|---:|---:|---:|---:|---:|
| calls | 500.0 ms | 1000.0 ms | 0.50× | 8.0 MiB | 16.0 MiB | 0.50× |
| geometric mean |  |  | 0.50× |  |  | 0.50× |
";
    assert_eq!(text, want);
}

#[test]
fn without_another_python_there_are_no_ratios() {
    let alone = Row {
        other: None,
        ..row("calls", side(&[0.5], 8.0), Side::default())
    };
    assert_eq!(
        print(&[alone], false),
        "program      time   memory\ncalls    500.0 ms  8.0 MiB\n"
    );
}

#[test]
fn an_output_that_is_not_the_recorded_one_has_no_figure() {
    let mut row = row("calls", side(&[0.5], 8.0), side(&[1.0], 16.0));
    row.recorded = Some(b"same\n".to_vec());
    assert!(row.good());
    row.recorded = Some(b"other\n".to_vec());
    assert_eq!(
        row.fault().as_deref(),
        Some("the output isn't the recorded one")
    );
}
