//! The figures of a run as a table: medians, ratios, geometric means.
//!
//! A ratio is ours divided by theirs: below 1 Pellucid takes less. Programs that failed or differ have no ratio and are
//! left out of the means, and the line under the table says so.

/// The runs of one program on one Python.
#[derive(Clone, Debug, Default)]
pub struct Side {
    pub seconds: Vec<f64>,
    /// In bytes.
    pub peaks: Vec<f64>,
    pub output: Vec<u8>,
    pub failed: Option<String>,
}

/// One program.
#[derive(Clone, Debug)]
pub struct Row {
    pub name: String,
    pub ours: Side,
    pub other: Option<Side>,
    /// What CPython 3.13 printed when it was asked; `None` where nobody recorded it.
    pub recorded: Option<Vec<u8>>,
}

impl Row {
    pub fn new(name: &str, compared: bool) -> Row {
        Row {
            name: name.to_owned(),
            ours: Side::default(),
            other: compared.then(Side::default),
            recorded: None,
        }
    }

    pub fn side(&mut self, ours: bool) -> Option<&mut Side> {
        if ours {
            Some(&mut self.ours)
        } else {
            self.other.as_mut()
        }
    }

    /// What is wrong with the row, in words.
    pub fn fault(&self) -> Option<String> {
        if let Some(why) = &self.ours.failed {
            return Some(format!("failed: {why}"));
        }
        if self
            .recorded
            .as_ref()
            .is_some_and(|recorded| *recorded != self.ours.output)
        {
            return Some("the output isn't the recorded one".to_owned());
        }
        let other = self.other.as_ref()?;
        match &other.failed {
            Some(why) => Some(format!("the other failed: {why}")),
            None if other.output != self.ours.output => Some("the outputs differ".to_owned()),
            None => None,
        }
    }

    pub fn good(&self) -> bool {
        self.fault().is_none()
    }

    fn ratios(&self) -> Option<(f64, f64)> {
        let other = self.other.as_ref().filter(|_| self.good())?;
        let time = median(&self.ours.seconds)? / median(&other.seconds)?;
        let memory = median(&self.ours.peaks)? / median(&other.peaks)?;
        Some((time, memory))
    }
}

/// The middle of the values; of the two in the middle, their mean.
pub fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let half = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        n if n % 2 == 1 => Some(sorted[half]),
        _ => Some((sorted[half - 1] + sorted[half]) / 2.0),
    }
}

/// The n-th root of the product.
pub fn geometric_mean(values: &[f64]) -> Option<f64> {
    if values.is_empty() {
        return None;
    }
    let sum: f64 = values.iter().map(|value| value.ln()).sum();
    Some((sum / values.len() as f64).exp())
}

/// The table, as aligned text or as markdown.
pub fn print(rows: &[Row], markdown: bool) -> String {
    let compared = rows.iter().any(|row| row.other.is_some());
    let mut cells = vec![heads(compared)];
    cells.extend(rows.iter().map(|row| line(row, compared)));
    let ratios: Vec<(f64, f64)> = rows.iter().filter_map(Row::ratios).collect();
    if compared {
        cells.push(means(&ratios));
    }
    let mut text = if markdown {
        as_markdown(&cells)
    } else {
        as_text(&cells)
    };
    let faulty = rows.iter().filter(|row| !row.good()).count();
    if faulty > 0 {
        text.push_str(&format!(
            "\n{faulty} of {} programs have no figure and aren't in the means\n",
            rows.len()
        ));
    }
    text
}

fn heads(compared: bool) -> Vec<String> {
    let all: &[&str] = match compared {
        true => &[
            "program", "time", "other", "ratio", "memory", "other", "ratio",
        ],
        false => &["program", "time", "memory"],
    };
    all.iter().map(|head| (*head).to_owned()).collect()
}

fn line(row: &Row, compared: bool) -> Vec<String> {
    if let Some(fault) = row.fault() {
        return vec![row.name.clone(), fault];
    }
    let time =
        |side: &Side| median(&side.seconds).map_or(String::new(), |s| format!("{:.1} ms", s * 1e3));
    let memory = |side: &Side| {
        median(&side.peaks).map_or(String::new(), |b| format!("{:.1} MiB", b / 1_048_576.0))
    };
    let Some(other) = row.other.as_ref().filter(|_| compared) else {
        return vec![row.name.clone(), time(&row.ours), memory(&row.ours)];
    };
    let (times, memories) = row.ratios().unwrap_or((f64::NAN, f64::NAN));
    vec![
        row.name.clone(),
        time(&row.ours),
        time(other),
        format!("{times:.2}×"),
        memory(&row.ours),
        memory(other),
        format!("{memories:.2}×"),
    ]
}

fn means(ratios: &[(f64, f64)]) -> Vec<String> {
    let (times, memories): (Vec<f64>, Vec<f64>) = ratios.iter().copied().unzip();
    let mean = |values: &[f64]| {
        geometric_mean(values).map_or("-".to_owned(), |mean| format!("{mean:.2}×"))
    };
    let empty = String::new;
    vec![
        "geometric mean".to_owned(),
        empty(),
        empty(),
        mean(&times),
        empty(),
        empty(),
        mean(&memories),
    ]
}

fn as_text(cells: &[Vec<String>]) -> String {
    let columns = cells[0].len();
    let whole = |row: &&Vec<String>| row.len() == columns;
    let width = |column: usize| {
        cells
            .iter()
            .filter(whole)
            .map(|row| row[column].chars().count())
            .max()
    };
    let widths: Vec<usize> = (0..columns)
        .map(|column| width(column).unwrap_or(0))
        .collect();
    let mut text = String::new();
    for row in cells {
        let mut shown = format!("{:<width$}", row[0], width = widths[0]);
        if row.len() < columns {
            shown.push_str(&format!("  {}", row[1]));
        } else {
            for (cell, width) in row.iter().zip(&widths).skip(1) {
                shown.push_str(&format!("  {cell:>width$}"));
            }
        }
        text.push_str(shown.trim_end());
        text.push('\n');
    }
    text
}

fn as_markdown(cells: &[Vec<String>]) -> String {
    let columns = cells[0].len();
    let mut text = String::new();
    for (at, row) in cells.iter().enumerate() {
        let mut row = row.clone();
        row.resize(columns, String::new());
        text.push_str(&format!("| {} |\n", row.join(" | ")));
        if at == 0 {
            text.push_str(&format!("|---|{}\n", "---:|".repeat(columns - 1)));
        }
    }
    text
}
