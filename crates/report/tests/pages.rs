//! Whole pages, from constructed snapshots, as they look. Review the pictures in `snapshots/` when one changes.

mod heaps;

use record::{Finding, Label, Snapshot};
use report::{Json, Page, Report, Style};

fn page(snapshot: &Snapshot, style: &Style) -> String {
    let mut out = Vec::new();
    Page::of(snapshot)
        .render(&mut out, style)
        .expect("a Vec takes everything");
    String::from_utf8(out).expect("a page is UTF-8")
}

#[test]
fn a_heap_of_records() {
    let text = page(&heaps::records(), &Style::plain());
    insta::assert_snapshot!(text);
}

#[test]
fn a_wide_page_has_longer_bars() {
    let style = Style {
        width: 110,
        colour: false,
    };
    insta::assert_snapshot!(page(&heaps::records(), &style));
}

#[test]
fn no_line_is_wider_than_the_page() {
    for width in [76, 80, 100, 120] {
        let text = page(
            &heaps::records(),
            &Style {
                width,
                colour: false,
            },
        );
        for line in text.lines() {
            let columns = unicode_width::UnicodeWidthStr::width(line);
            // The map of an arena has 64 signs whatever the page.
            let map = line.contains('█') && columns <= 80;
            assert!(columns <= width || map, "{columns} > {width}: {line}");
        }
    }
}

#[test]
fn a_faulty_heap_says_so_first_in_place_and_sum() {
    let mut snapshot = heaps::records();
    snapshot.end.identity.root.parts[1].bytes += 16;
    snapshot.audit.push(Finding {
        invariant: 12,
        place: Some(Label::Block {
            arena: 0,
            pool: 3,
            block: 7,
        }),
        text: "count is 2, 1 reference found".to_owned(),
    });
    let text = page(&snapshot, &Style::plain());
    let bad: Vec<&str> = text
        .lines()
        .filter(|line| line.contains("SUM") || line.contains("invariant"))
        .collect();
    insta::assert_snapshot!(bad.join("\n"));
}

#[test]
fn an_empty_heap_has_no_empty_tables() {
    insta::assert_snapshot!(page(&heaps::empty(), &Style::plain()));
}

#[test]
fn colours_only_add_escapes() {
    let snapshot = heaps::records();
    let painted = page(
        &snapshot,
        &Style {
            width: 80,
            colour: true,
        },
    );
    assert!(painted.contains("\x1b[1m"));
    let mut bare = String::new();
    let mut rest = painted.as_str();
    while let Some((before, after)) = rest.split_once('\x1b') {
        bare.push_str(before);
        rest = after.split_once('m').expect("an escape ends in m").1;
    }
    bare.push_str(rest);
    let legend = |line: &&str| !line.contains("█ other objects");
    let bare: Vec<&str> = bare.lines().filter(legend).map(str::trim_end).collect();
    let plain = page(&snapshot, &Style::plain());
    assert_eq!(bare, plain.lines().collect::<Vec<_>>());
}

#[test]
fn json_gives_back_the_same_rows() {
    let snapshot = heaps::records();
    let mut out = Vec::new();
    Json::of(&snapshot)
        .render(&mut out, &Style::plain())
        .expect("a Vec takes everything");
    let back: Snapshot = serde_json::from_slice(&out).expect("our own JSON");
    assert_eq!(back, snapshot);
}
