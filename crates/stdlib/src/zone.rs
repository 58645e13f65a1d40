//! The local time zone: what `TZ` or `/etc/localtime` says, read from a compiled zone file (RFC 8536), or from a
//! rule that stands in `TZ` itself.
//!
//! A zone is a row of moments from which on an offset holds, and the rule (`zone_rule.rs`) for what comes after the last of them.
//! Without any zone local time is UTC.

use crate::zone_rule::Rule;
use std::path::Path;

/// What holds at a moment: seconds east of Greenwich, summer time or not, the abbreviation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offset {
    pub seconds: i64,
    pub summer: bool,
    pub name: String,
}

/// A time zone.
#[derive(Clone, Debug, Default)]
pub struct Zone {
    /// From this second on the offset of this number holds.
    changes: Vec<(i64, usize)>,
    offsets: Vec<Offset>,
    /// What holds after the last change.
    rule: Option<Rule>,
}

fn number(bytes: &[u8]) -> i64 {
    let negative = bytes.first().is_some_and(|&b| b >= 0x80);
    bytes.iter().fold(if negative { -1 } else { 0 }, |all, &b| {
        all << 8 | i64::from(b)
    })
}

impl Zone {
    /// The zone of the process.
    pub fn local() -> Zone {
        Zone::of(std::env::var("TZ").ok())
    }

    /// The zone of a `TZ` variable's value.
    pub fn of(name: Option<String>) -> Zone {
        let named = name.filter(|name| !name.is_empty());
        let file = match named.as_deref().map(|name| name.trim_start_matches(':')) {
            None => Path::new("/etc/localtime").to_path_buf(),
            Some(path) if path.starts_with('/') => Path::new(path).to_path_buf(),
            Some(name) if name.split('/').any(|part| part == "..") => return Zone::default(),
            Some(name) => Path::new("/usr/share/zoneinfo").join(name),
        };
        let read = std::fs::read(file);
        let found = read.ok().and_then(|bytes| Zone::parse(&bytes));
        found.unwrap_or_else(|| Zone {
            rule: named.as_deref().and_then(Rule::parse),
            ..Zone::default()
        })
    }

    /// Reads a zone file; the second, 64-bit half if there is one.
    pub fn parse(bytes: &[u8]) -> Option<Zone> {
        let version = *bytes.get(4)?;
        let (zone, end) = Zone::block(bytes, 4)?;
        match version {
            0 => Some(zone),
            _ => {
                let rest = bytes.get(end..)?;
                let (mut zone, end) = Zone::block(rest, 8)?;
                let footer = rest
                    .get(end..)
                    .and_then(|rest| std::str::from_utf8(rest).ok());
                zone.rule = footer.and_then(|text| Rule::parse(text.trim_matches('\n')));
                Some(zone)
            }
        }
    }

    /// One half, with moments of so many bytes; where it ends.
    fn block(bytes: &[u8], width: usize) -> Option<(Zone, usize)> {
        if bytes.get(..4)? != b"TZif" {
            return None;
        }
        let count = |n: usize| Some(number(bytes.get(20 + 4 * n..24 + 4 * n)?) as usize);
        let [utc, standard, leaps, times, types, chars] = [
            count(0)?,
            count(1)?,
            count(2)?,
            count(3)?,
            count(4)?,
            count(5)?,
        ];
        let mut at = 44_usize;
        let mut take = |len: usize| {
            let part = bytes.get(at..at.checked_add(len)?)?;
            at += len;
            Some(part)
        };
        let moments = take(times.checked_mul(width)?)?;
        let kinds = take(times)?;
        let rows = take(types.checked_mul(6)?)?;
        let names = take(chars)?;
        take(leaps.checked_mul(width + 4)?)?;
        take(standard)?;
        take(utc)?;
        let offsets = rows.chunks_exact(6).map(|row| Offset {
            seconds: number(&row[..4]),
            summer: row[4] != 0,
            name: names
                .get(usize::from(row[5])..)
                .and_then(|rest| rest.split(|&b| b == 0).next())
                .map_or_else(String::new, |name| {
                    String::from_utf8_lossy(name).into_owned()
                }),
        });
        let zone = Zone {
            offsets: offsets.collect(),
            changes: moments
                .chunks_exact(width)
                .map(number)
                .zip(kinds.iter().map(|&kind| usize::from(kind)))
                .collect(),
            rule: None,
        };
        Some((zone, at))
    }

    /// What holds at a second since 1970.
    pub fn at(&self, second: i64) -> Offset {
        if let Some(rule) = &self.rule
            && self.changes.last().is_none_or(|&(last, _)| second >= last)
        {
            return rule.at(second).clone();
        }
        let next = self.changes.partition_point(|&(from, _)| from <= second);
        let kind = match next.checked_sub(1) {
            Some(index) => self.changes[index].1,
            None => self
                .offsets
                .iter()
                .position(|offset| !offset.summer)
                .unwrap_or(0),
        };
        self.offsets.get(kind).cloned().unwrap_or(Offset {
            seconds: 0,
            summer: false,
            name: "UTC".to_owned(),
        })
    }

    /// Standard and summer time as they are around a moment: `time.timezone`, `altzone`, `tzname`.
    pub fn around(&self, second: i64) -> (Offset, Option<Offset>) {
        const HALF: i64 = 182 * 86_400;
        let [now, other] = [self.at(second), self.at(second + HALF)];
        match (now.summer, other.summer) {
            (true, false) => (other, Some(now)),
            (false, true) => (now, Some(other)),
            _ => (now, None),
        }
    }
}
