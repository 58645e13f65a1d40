//! Zone files: a small one made by hand, and what is not one.

use stdlib::zone::Zone;

/// A zone with one hour of summer time between two moments.
fn file() -> Vec<u8> {
    let mut bytes = b"TZif".to_vec();
    bytes.extend([0; 16]);
    // UTC flags, standard flags, leap seconds, changes, kinds, characters.
    for count in [0_u32, 0, 0, 2, 2, 8] {
        bytes.extend(count.to_be_bytes());
    }
    for moment in [1000_i32, 2000] {
        bytes.extend(moment.to_be_bytes());
    }
    bytes.extend([1, 0]);
    for (seconds, summer, name) in [(3600_i32, 0_u8, 0_u8), (7200, 1, 4)] {
        bytes.extend(seconds.to_be_bytes());
        bytes.extend([summer, name]);
    }
    bytes.extend(b"CET\0CST\0");
    bytes
}

#[test]
fn changes_hold_from_their_moment_on() {
    let zone = Zone::parse(&file()).expect("a zone");
    let at = |second| {
        let offset = zone.at(second);
        (offset.seconds, offset.summer, offset.name)
    };
    assert_eq!(at(999), (3600, false, "CET".to_owned()));
    assert_eq!(at(1000), (7200, true, "CST".to_owned()));
    assert_eq!(at(2000), (3600, false, "CET".to_owned()));
    assert_eq!(at(i64::MAX / 2).0, 3600);
}

#[test]
fn what_is_no_zone_is_utc() {
    assert!(Zone::parse(b"").is_none());
    assert!(Zone::parse(&file()[..60]).is_none());
    let zone = Zone::of(Some("../etc/passwd".to_owned()));
    assert_eq!(zone.at(0).name, "UTC");
}

#[test]
fn rules_of_posix_hold() {
    let zone = Zone::of(Some("EST+05EDT,M3.2.0,M11.1.0".to_owned()));
    let at = |second| {
        let offset = zone.at(second);
        (offset.seconds, offset.name)
    };
    // 2014: from 9 March 07:00 to 2 November 06:00 of universal time.
    assert_eq!(at(1_394_348_399), (-18_000, "EST".to_owned()));
    assert_eq!(at(1_394_348_400), (-14_400, "EDT".to_owned()));
    assert_eq!(at(1_414_907_999), (-14_400, "EDT".to_owned()));
    assert_eq!(at(1_414_908_000), (-18_000, "EST".to_owned()));
    // South of the equator summer spans the new year; names may stand in brackets.
    let zone = Zone::of(Some("<+0930>-9:30<+1030>,M10.1.0,M4.1.0/3".to_owned()));
    assert_eq!(zone.at(1_704_067_200).name, "+1030");
    assert_eq!(zone.at(1_719_792_000).seconds, 34_200);
    let nowhere = Zone::of(Some("EST+".to_owned()));
    assert_eq!(nowhere.at(0).name, "UTC");
}
