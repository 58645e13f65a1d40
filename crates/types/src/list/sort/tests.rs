//! The comparisons that sorting makes, their number and order, against what 3.13.0 makes on the same data.

use super::runs;
use object::{Heap, HeapConfig};
use std::cell::Cell;

/// (kind of data, length, comparisons, checksum over the pairs compared in order): recorded from CPython 3.13.0.
const RECORDED: &[(u64, u64, u64, u64)] = &[
    (0, 2, 1, 17329963745),
    (0, 3, 2, 62693387846731695),
    (0, 10, 27, 2749325773943716306),
    (0, 63, 296, 5768323907501859750),
    (0, 64, 308, 8817879159307201513),
    (0, 65, 318, 2131540569845331261),
    (0, 200, 1280, 17398071996843027397),
    (0, 1000, 8648, 3357331219879451384),
    (0, 5000, 55133, 12841549848185728512),
    (1, 2, 1, 196613),
    (1, 3, 2, 196611524303),
    (1, 10, 24, 62003740866911936),
    (1, 63, 286, 2846554363516988060),
    (1, 64, 286, 10149061075255294764),
    (1, 65, 280, 10855767849894800094),
    (1, 200, 1051, 13723174870809913082),
    (1, 1000, 5572, 16916323333165874700),
    (1, 5000, 28064, 1792774221732452839),
    (2, 2, 1, 0),
    (2, 3, 2, 0),
    (2, 10, 15, 13596232949084127213),
    (2, 63, 103, 10136686373246798750),
    (2, 64, 105, 14445301745678486497),
    (2, 65, 107, 16228163128758605895),
    (2, 200, 332, 2875574855281747098),
    (2, 1000, 1665, 9601675068545473649),
    (2, 5000, 8332, 3555545596797510810),
    (3, 2, 1, 65537),
    (3, 3, 2, 65537065536),
    (3, 10, 26, 16300538722795021851),
    (3, 63, 290, 14935161614681165877),
    (3, 64, 279, 6194250329760064375),
    (3, 65, 296, 4579304138372496579),
    (3, 200, 1145, 6466005456348860848),
    (3, 1000, 6665, 1367537640382340239),
    (3, 5000, 34601, 6259539816941908008),
    (4, 2, 1, 65537),
    (4, 3, 5, 5953253994479949805),
    (4, 10, 19, 3672045712549628328),
    (4, 63, 208, 6955407152741570376),
    (4, 64, 128, 4661574423428654975),
    (4, 65, 129, 14440886084578542108),
    (4, 200, 400, 648378543498923531),
    (4, 1000, 2000, 12877699670993994235),
    (4, 5000, 10000, 3160403824884901099),
    (5, 2, 1, 458759),
    (5, 3, 5, 16556410712283115881),
    (5, 10, 23, 5623547915214846944),
    (5, 63, 288, 652743668675083428),
    (5, 64, 299, 2575957526373075935),
    (5, 65, 305, 14774087164563135185),
    (5, 200, 1228, 8901208223160586272),
    (5, 1000, 7234, 13784716201183893915),
    (5, 5000, 37359, 6324001974055533979),
    (6, 2, 1, 1),
    (6, 3, 5, 9267762574428744877),
    (6, 10, 22, 754708388886940123),
    (6, 63, 283, 3825283556434538714),
    (6, 64, 272, 2418482139750401584),
    (6, 65, 270, 5016482941718984481),
    (6, 200, 940, 7920117134201269008),
    (6, 1000, 5252, 4291393663205482337),
    (6, 5000, 24926, 12258402067744464779),
];

struct Lcg(u64);

impl Lcg {
    fn next(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }
}

/// The same data as the recording was made with: random, few values, descending with equals, nearly sorted, up and down,
/// a comb, blocks with noise.
fn data(kind: u64, size: u64) -> Vec<u64> {
    let mut random = Lcg(size * 31 + kind);
    match kind {
        0 => (0..size).map(|_| random.next() % 1_000_000).collect(),
        1 => (0..size).map(|_| random.next() % 4).collect(),
        2 => (0..size).map(|i| i / 3).rev().collect(),
        3 => {
            let mut values: Vec<u64> = (0..size).collect();
            for _ in 0..size / 10 + 1 {
                let (x, y) = (random.next() % size, random.next() % size);
                values.swap(x as usize, y as usize);
            }
            values
        }
        4 => (0..size)
            .map(|i| if i < size / 2 { i } else { size - i })
            .collect(),
        5 => (0..size).map(|i| i * 7 % 13).collect(),
        _ => (0..size).map(|i| i / 50 + random.next() % 3).collect(),
    }
}

#[test]
fn comparisons_are_those_of_3_13() {
    let heap = Heap::new(HeapConfig::default()).expect("heap");
    for &(kind, size, count, checksum) in RECORDED {
        let (n, h) = (Cell::new(0u64), Cell::new(0u64));
        let mut entries: Vec<(u64, usize)> = data(kind, size).into_iter().zip(0..).collect();
        runs::sort(heap.thread(), &mut entries, |a, b| {
            n.set(n.get() + 1);
            let pair = a.0.wrapping_mul(65537).wrapping_add(b.0);
            h.set(h.get().wrapping_mul(1_000_003) ^ pair);
            Ok(a.0 < b.0)
        })
        .expect("nothing raises");
        assert!(
            entries.is_sorted(),
            "kind {kind}, length {size}: sorted and stable"
        );
        assert_eq!(
            (n.get(), h.get()),
            (count, checksum),
            "kind {kind}, length {size}"
        );
    }
}
