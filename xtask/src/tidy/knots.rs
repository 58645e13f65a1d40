//! Import knots: modules of one crate that reach each other in a circle.
//!
//! Only a crate's top modules are looked at: inside one of them a parent and its children belong together. A knot is a
//! note, not an error: two structs that name each other are one. The larger its share of a crate, the less of that crate
//! can be understood alone.

use super::Finding;
use super::source::Source;
use std::collections::{BTreeMap, BTreeSet};

type Graph = BTreeMap<String, BTreeSet<String>>;

pub fn check(sources: &[Source]) -> Vec<Finding> {
    let mut crates: BTreeMap<&str, Vec<&Source>> = BTreeMap::new();
    for source in sources {
        if let Some((package, _)) = source.path.split_once("/src/") {
            crates.entry(package).or_default().push(source);
        }
    }
    let mut findings = Vec::new();
    for (package, files) in crates {
        let graph = imports(&files);
        for knot in knots(&graph) {
            let text = format!(
                "a knot of {} of {} modules: {}",
                knot.len(),
                graph.len(),
                knot.join(" ")
            );
            findings.push(Finding::note(package, 0, text));
        }
    }
    findings
}

/// Which top module names which.
fn imports(files: &[&Source]) -> Graph {
    let mut graph = Graph::new();
    for source in files {
        if let Some(module) = module_of(&source.path) {
            graph.entry(module).or_default();
        }
    }
    let known: BTreeSet<String> = graph.keys().cloned().collect();
    let homes = exports(files, &known);
    for source in files {
        let Some(module) = module_of(&source.path) else {
            continue;
        };
        for name in named(source) {
            let target = homes.get(&name).unwrap_or(&name);
            if known.contains(target) && *target != module {
                graph
                    .entry(module.clone())
                    .or_default()
                    .insert(target.clone());
            }
        }
    }
    graph
}

/// The top module of a file; `None` for the crate's root and for tests.
fn module_of(path: &str) -> Option<String> {
    let inside = path.split_once("/src/")?.1;
    let first = inside.split('/').next()?;
    let name = first.strip_suffix(".rs").unwrap_or(first);
    match name {
        "lib" | "main" | "tests" | "bin" => None,
        name => Some(name.to_owned()),
    }
}

/// The module that each name comes from that the crate's root passes on.
fn exports(files: &[&Source], known: &BTreeSet<String>) -> BTreeMap<String, String> {
    let mut homes = BTreeMap::new();
    let Some(root) = files
        .iter()
        .find(|source| source.path.ends_with("/src/lib.rs"))
    else {
        return homes;
    };
    for tree in uses(&root.code) {
        let mut parts = tree
            .split("::")
            .filter(|part| !matches!(*part, "crate" | "self"));
        let (Some(first), Some(last)) = (parts.next(), tree.rsplit("::").next()) else {
            continue;
        };
        if known.contains(first) && !known.contains(last) {
            homes.insert(last.to_owned(), first.to_owned());
        }
    }
    homes
}

/// The first names after `crate::` in a file, and after `super::` where that is the crate's root.
fn named(source: &Source) -> BTreeSet<String> {
    let inside = source
        .path
        .split_once("/src/")
        .map_or("", |(_, inside)| inside);
    let top =
        !inside.contains('/') || (inside.matches('/').count() == 1 && inside.ends_with("/mod.rs"));
    let mut names = BTreeSet::new();
    let mut paths = uses(&source.code);
    for root in ["crate::", "super::"] {
        for (at, _) in source.code.match_indices(root) {
            let rest: String = source.code[at..]
                .chars()
                .take_while(|c| c.is_alphanumeric() || matches!(c, ':' | '_'))
                .collect();
            paths.push(rest);
        }
    }
    for path in paths {
        let own = path.strip_prefix("crate::");
        let own = own.or(path.strip_prefix("super::").filter(|_| top));
        if let Some(name) = own.and_then(|rest| rest.split("::").next()) {
            names.insert(name.to_owned());
        }
    }
    names
}

/// Every path that a file's `use` lines name, with the braces multiplied out.
pub fn uses(code: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for (at, _) in code.match_indices("use ") {
        let start = code[..at].trim_end_matches(|c: char| c.is_alphanumeric() || c == '_');
        if start.len() < at {
            continue;
        }
        let tree = code[at + 4..].split(';').next().unwrap_or_default();
        let tree: String = tree.split_whitespace().collect::<Vec<_>>().join(" ");
        expand("", &tree, &mut paths);
    }
    paths
}

fn expand(before: &str, tree: &str, paths: &mut Vec<String>) {
    let tree = tree.trim();
    let Some(open) = tree.find('{') else {
        let path = tree.split(" as ").next().unwrap_or(tree).trim();
        if !path.is_empty() {
            paths.push(format!("{before}{path}"));
        }
        return;
    };
    let inside = tree[open + 1..]
        .strip_suffix('}')
        .unwrap_or(&tree[open + 1..]);
    let before = format!("{before}{}", &tree[..open]);
    for part in split(inside) {
        expand(&before, part, paths);
    }
}

/// The parts between commas that stand in no brace.
fn split(inside: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, byte) in inside.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            b',' if depth == 0 => {
                parts.push(&inside[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&inside[start..]);
    parts
}

/// The groups of more than one module that all reach each other.
pub fn knots(graph: &Graph) -> Vec<Vec<String>> {
    let reach: BTreeMap<&String, BTreeSet<&String>> = graph
        .keys()
        .map(|module| (module, reached(graph, module)))
        .collect();
    let mut knots = Vec::new();
    let mut seen: BTreeSet<&String> = BTreeSet::new();
    for module in graph.keys() {
        if seen.contains(module) {
            continue;
        }
        let mutual =
            |other: &&&String| reach[module].contains(**other) && reach[**other].contains(module);
        let knot: Vec<&String> = graph
            .keys()
            .collect::<Vec<_>>()
            .iter()
            .filter(mutual)
            .copied()
            .collect();
        if knot.len() > 1 {
            seen.extend(knot.iter().copied());
            knots.push(knot.into_iter().cloned().collect());
        }
    }
    knots
}

fn reached<'a>(graph: &'a Graph, from: &str) -> BTreeSet<&'a String> {
    let mut seen = BTreeSet::new();
    let mut stack: Vec<&String> = graph.get(from).into_iter().flatten().collect();
    while let Some(module) = stack.pop() {
        if seen.insert(module) {
            stack.extend(graph.get(module).into_iter().flatten());
        }
    }
    seen
}
