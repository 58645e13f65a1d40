//! Random programs against a naive model: a list of live blocks, each with its own fill.

use allocator::{ARENA_SIZE, Allocator, Config, Kind, LARGE_HEADER, Place, SMALL_LIMIT};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::ptr::NonNull;

#[derive(Clone, Debug)]
enum Step {
    Alloc(Kind, usize),
    Zeroed(Kind, usize),
    Realloc(usize, usize),
    Free(usize),
    FreeMany(usize),
    Trim,
}

fn a_size() -> impl Strategy<Value = usize> {
    prop_oneof![6 => 0..=SMALL_LIMIT, 2 => 500..600usize, 1 => 600..200_000usize]
}

fn a_kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        Just(Kind::Collected),
        Just(Kind::Object),
        Just(Kind::Buffer)
    ]
}

fn a_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => (a_kind(), a_size()).prop_map(|(kind, size)| Step::Alloc(kind, size)),
        2 => (a_kind(), a_size()).prop_map(|(kind, size)| Step::Zeroed(kind, size)),
        3 => (any::<usize>(), a_size()).prop_map(|(at, size)| Step::Realloc(at, size)),
        6 => any::<usize>().prop_map(Step::Free),
        1 => (0..40usize).prop_map(Step::FreeMany),
        1 => Just(Step::Trim),
    ]
}

struct Live {
    ptr: NonNull<u8>,
    size: usize,
    kind: Kind,
    fill: u8,
}

impl Live {
    fn fill(&self) {
        // SAFETY: the block is live and has these bytes.
        unsafe { self.ptr.write_bytes(self.fill, self.size) };
    }

    fn holds(&self, fill: u8, bytes: usize) -> bool {
        // SAFETY: the block is live and was written.
        let bytes = unsafe { std::slice::from_raw_parts(self.ptr.as_ptr(), bytes) };
        bytes.iter().all(|&byte| byte == fill)
    }
}

struct Model {
    heap: Allocator,
    live: Vec<Live>,
    steps: usize,
}

impl Model {
    fn new(debug_fill: bool, limit: Option<usize>) -> Model {
        let heap = Allocator::new(Config {
            debug_fill,
            limit,
            ..Config::default()
        })
        .unwrap();
        Model {
            heap,
            live: Vec::new(),
            steps: 0,
        }
    }

    fn step(&mut self, step: &Step) {
        self.steps += 1;
        match *step {
            Step::Alloc(kind, size) => {
                let block = self.heap.alloc(kind, size);
                self.add(block, kind, size);
            }
            Step::Zeroed(kind, size) => {
                let block = self.heap.alloc_zeroed(kind, size);
                if let Some(ptr) = block {
                    assert!(
                        Live {
                            ptr,
                            size,
                            kind,
                            fill: 0
                        }
                        .holds(0, size)
                    );
                }
                self.add(block, kind, size);
            }
            Step::Realloc(at, size) if !self.live.is_empty() => {
                self.resize(at % self.live.len(), size)
            }
            Step::Free(at) if !self.live.is_empty() => self.free(at % self.live.len()),
            Step::FreeMany(n) => (0..n.min(self.live.len())).for_each(|_| self.free(0)),
            Step::Trim => assert_eq!(self.heap.trim() % ARENA_SIZE, 0),
            _ => {}
        }
    }

    fn add(&mut self, block: Option<NonNull<u8>>, kind: Kind, size: usize) {
        let Some(ptr) = block else {
            return assert!(self.heap.limit().is_some());
        };
        assert!(ptr.addr().get().is_multiple_of(16));
        let live = Live {
            ptr,
            size,
            kind,
            fill: self.steps as u8,
        };
        live.fill();
        self.live.push(live);
    }

    fn resize(&mut self, at: usize, size: usize) {
        let live = &mut self.live[at];
        // SAFETY: the block is live; on Some only the new pointer is kept.
        match unsafe { self.heap.realloc(live.ptr, live.kind, size) } {
            None => assert!(
                self.heap.limit().is_some() && size > live.size && live.holds(live.fill, live.size)
            ),
            Some(ptr) => {
                live.ptr = ptr;
                assert!(live.holds(live.fill, live.size.min(size)));
                live.size = size;
                live.fill();
            }
        }
    }

    fn free(&mut self, at: usize) {
        let live = self.live.swap_remove(at);
        assert!(live.holds(live.fill, live.size));
        // SAFETY: the block is live and leaves the list.
        unsafe { self.heap.free(live.ptr) };
    }

    /// The heap and the model hold the same blocks, and the books agree.
    fn agrees(&self) {
        let report = self.heap.check().unwrap();
        let stats = self.heap.stats();
        assert!(stats.balances());
        assert_eq!(report.live_blocks + report.large_blocks, self.live.len());
        assert_eq!(
            self.heap.blocks_in_use() + self.heap.large_in_use(),
            self.live.len()
        );
        assert!(
            self.heap
                .limit()
                .is_none_or(|limit| stats.peak_charged <= limit as u64)
        );
        let mut found = BTreeMap::new();
        self.heap
            .for_each_live(&mut |block| assert!(found.insert(block.ptr, block).is_none()));
        let mut large = 0;
        for live in &self.live {
            let block = found[&live.ptr];
            assert!(live.holds(live.fill, live.size), "a block was overwritten");
            // SAFETY: the block is live.
            let (size, kind) =
                unsafe { (self.heap.block_size(live.ptr), self.heap.kind_of(live.ptr)) };
            assert!(block.size == size && size >= live.size);
            assert!(block.kind == live.kind && kind == live.kind);
            assert_eq!(self.heap.contains(live.ptr.addr().get()), block.place);
            if matches!(block.place, Place::Large { .. }) {
                large += LARGE_HEADER + live.size.next_multiple_of(16);
            }
        }
        assert_eq!(self.heap.charged(), stats.arenas.now * ARENA_SIZE + large);
        self.walks_agree(&found);
    }

    fn walks_agree(&self, found: &BTreeMap<NonNull<u8>, allocator::Block>) {
        let mut all = 0;
        for kind in Kind::ALL {
            self.heap.live_blocks_of(kind, |ptr, size| {
                all += 1;
                assert_eq!((found[&ptr].kind, found[&ptr].size), (kind, size));
            });
        }
        assert_eq!(all, found.len());
        let ends: Vec<_> = found
            .values()
            .map(|b| (b.ptr.addr().get(), b.ptr.addr().get() + b.size))
            .collect();
        assert!(
            ends.windows(2).all(|two| two[0].1 <= two[1].0),
            "blocks overlap"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_heap_is_its_live_blocks(steps in prop::collection::vec(a_step(), 1..1500), fill in any::<bool>()) {
        let mut model = Model::new(fill, None);
        for (n, step) in steps.iter().enumerate() {
            model.step(step);
            if n % 257 == 0 {
                model.agrees();
            }
        }
        model.agrees();
        (0..model.live.len()).for_each(|_| model.free(0));
        model.agrees();
        model.heap.trim();
        prop_assert_eq!(model.heap.charged(), 0);
    }

    #[test]
    fn heaps_are_strangers(steps in prop::collection::vec((0..4usize, a_step()), 1..800)) {
        let mut models: Vec<_> = (0..4).map(|i| Model::new(i == 3, None)).collect();
        for (at, step) in &steps {
            models[*at].step(step);
        }
        for model in &models {
            model.agrees();
            for other in &models {
                let foreign = |live: &Live| model.heap.contains(live.ptr.addr().get()) == Place::Outside;
                prop_assert!(std::ptr::eq(model, other) || other.live.iter().all(foreign));
            }
        }
    }

    #[test]
    fn a_limit_holds_and_comes_at_the_same_step(
        steps in prop::collection::vec(a_step(), 1..800),
        limit in 0..3 * ARENA_SIZE,
    ) {
        let run = || {
            let mut model = Model::new(false, Some(limit));
            let trace: Vec<_> = steps.iter().map(|step| {
                model.step(step);
                (model.live.len(), model.heap.charged())
            }).collect();
            model.agrees();
            trace
        };
        prop_assert_eq!(run(), run());
    }
}
