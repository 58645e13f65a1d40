//! Kernels against each other: long methods against the schoolbook's, and roots and logarithms against what they undo.

use super::nat::{self, BASE};
use super::number::{Cx, Num};
use super::words::Words;
use super::{big, fixed, transform};
use object::{Heap, HeapConfig};

/// Words without a pattern.
struct Noise(u64);

impl Noise {
    fn word(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 ^ self.0 >> 29) % BASE
    }

    fn words<'t>(&mut self, heap: &'t Heap, len: usize) -> Words<'t> {
        let mut words = Words::zeros(heap, len).unwrap_or_else(|_| panic!("no memory"));
        for (at, slot) in words.iter_mut().enumerate() {
            // Runs of the greatest and the least word bring carries to light.
            *slot = match self.word() % 5 {
                0 => BASE - 1,
                1 if at + 1 < len => 0,
                _ => self.word().max(1),
            };
        }
        words
    }
}

fn with_heap(f: impl FnOnce(&Heap)) {
    match Heap::new(HeapConfig::default()) {
        Ok(heap) => f(&heap),
        Err(_) => panic!("no memory"),
    }
}

#[test]
fn transforms_multiply_like_the_schoolbook() {
    with_heap(|heap| {
        let mut noise = Noise(1);
        for (n, m) in [(1, 1), (3, 5), (8, 8), (100, 37), (129, 200)] {
            let (a, b) = (noise.words(heap, n), noise.words(heap, m));
            let mut slow = vec![0; n + m];
            nat::multiply(&a, &b, &mut slow);
            let mut fast = vec![0; n + m];
            assert!(transform::multiply(heap, &a, &b, &mut fast).is_ok());
            assert_eq!(slow, fast);
            let mut square = vec![0; 2 * n];
            nat::multiply(&a, &a, &mut square);
            let mut fast = vec![0; 2 * n];
            assert!(transform::multiply(heap, &a, &a, &mut fast).is_ok());
            assert_eq!(square, fast);
        }
    });
}

#[test]
fn quotients_and_remainders_give_the_dividend_back() {
    with_heap(|heap| {
        let mut noise = Noise(2);
        for (n, m) in [
            (1, 1),
            (5, 1),
            (5, 2),
            (9, 4),
            (40, 39),
            (400, 180),
            (900, 330),
            (1000, 161),
            (700, 500),
        ] {
            let (a, b) = (noise.words(heap, n), noise.words(heap, m));
            let Ok((quotient, rest)) = big::divide(heap, &a, &b) else {
                panic!("no memory");
            };
            assert!(nat::compare(&rest, &b).is_lt());
            let back = big::multiply(heap, &quotient, &b).and_then(|p| big::add(heap, &p, &rest));
            assert!(back.is_ok_and(|back| *back == *a), "{n} by {m}");
        }
    });
}

#[test]
fn roots_are_the_greatest_whose_squares_fit() {
    with_heap(|heap| {
        let mut noise = Noise(3);
        for n in [1, 2, 3, 4, 5, 8, 9, 33, 120] {
            let a = noise.words(heap, n);
            let Ok(mut root) = big::square_root(heap, &a) else {
                panic!("no memory");
            };
            let square = |root: &[u64]| big::multiply(heap, root, root);
            assert!(square(&root).is_ok_and(|s| nat::compare(&s, &a).is_le()));
            if nat::increment(&mut root) {
                assert!(root.push(1).is_ok());
            }
            assert!(square(&root).is_ok_and(|s| nat::compare(&s, &a).is_gt()));
        }
    });
}

#[test]
fn exp_undoes_ln() {
    with_heap(|heap| {
        let cx = Cx::working(heap, 60);
        let narrow = Cx::working(heap, 50);
        for coefficient in [2, 3, 7, 31, 99, 1001, 123_456_789] {
            let words = [coefficient];
            for exp in [-9, -3, 0, 2, 40] {
                let x = Num::finite(false, &words, exp);
                let back = cx.ln(x).and_then(|ln| cx.exp(ln.num()));
                let Ok(back) = back.and_then(|back| narrow.normalize(back.num())) else {
                    panic!("no memory");
                };
                let Ok(plain) = narrow.normalize(x) else {
                    panic!("no memory");
                };
                assert_eq!(*back.words, *plain.words);
                assert_eq!(back.exp, plain.exp);
            }
        }
    });
}

#[test]
fn the_logarithm_of_ten_is_what_its_series_gives() {
    with_heap(|heap| {
        for places in [1, 5, 13] {
            let (Ok(short), Ok(long)) = (
                fixed::ln_ten(heap, places),
                fixed::ln_ten_by_series(heap, places),
            ) else {
                panic!("no memory");
            };
            assert_eq!(*short, *long);
        }
    });
}
