//! The collector with a toy type and no Python: random graphs against a naive model, finalizers, weak references.

use collector::{Reason, check_lists, collect, collect_automatic};
use object::*;
use std::cell::Cell;
use std::collections::HashSet;
use std::ptr::NonNull;

#[repr(C)]
struct Node {
    header: Object,
    edges: [Slot; 3],
    weaklist: Cell<*mut u8>,
    number: Cell<usize>,
}

static NODE: LayoutInfo = LayoutInfo {
    fields: &[16, 24, 32],
    clear: Some(clear_references),
    ..LayoutInfo::new("node", size_of::<Node>())
};

// SAFETY: header first, zero is the empty node, all references are described.
unsafe impl Layout for Node {
    const INFO: &'static LayoutInfo = &NODE;
}

struct World {
    heap: Box<Heap>,
    node: NonNull<Type>,
    weak: NonNull<Type>,
}

thread_local! {
    static LOG: Cell<Vec<usize>> = const { Cell::new(Vec::new()) };
    static REVIVE: Cell<Option<Ref>> = const { Cell::new(None) };
}

fn log(n: usize) {
    LOG.with(|log| {
        let mut all = log.take();
        all.push(n);
        log.set(all);
    });
}

fn finalize_node(_: &Thread, object: &Object) {
    let number = object.downcast::<Node>().expect("node").number.get();
    log(number);
    if number == 1000 {
        REVIVE.with(|slot| slot.set(Some(object.to_ref())));
    }
}

fn call_node(_: &Thread, callable: &Object, _: Args<'_>) -> Result<Ref> {
    log(callable.downcast::<Node>().expect("node").number.get());
    Ok(callable.to_ref())
}

fn world(finalizers: bool) -> World {
    let heap = Heap::new(HeapConfig::default()).expect("heap");
    let make = |layout, size, id| {
        let ty = heap.alloc_static_type(None).expect("type");
        // SAFETY: the size covers the layout.
        unsafe { ty.set_layout(layout, dealloc_layout) };
        ty.set_basicsize(size);
        ty.set_flags(TypeFlags::HAVE_GC, id);
        NonNull::from(&*ty)
    };
    let node = make(&NODE, size_of::<Node>(), Builtin::Other);
    let weak = make(&WEAKREF_LAYOUT, size_of::<WeakRef>(), Builtin::WeakRef);
    // SAFETY: types live as long as the heap.
    let ty = unsafe { node.as_ref() };
    ty.set_offsets(0, std::mem::offset_of!(Node, weaklist) as isize);
    ty.set_slots(TypeSlots {
        finalize: finalizers.then_some(finalize_node as fn(&Thread, &Object)),
        call: Some(call_node),
        ..TypeSlots::EMPTY
    });
    World { heap, node, weak }
}

impl World {
    fn new_node(&self, number: usize) -> Ref<Node> {
        // SAFETY: types live as long as the heap.
        let node = self
            .heap
            .alloc(unsafe { self.node.as_ref() }, 0)
            .expect("memory");
        let node = node.downcast_into::<Node>().expect("node");
        node.number.set(number);
        node.header.track();
        node
    }

    fn collect(&self, generation: usize) -> usize {
        let n = collect(self.heap.thread(), generation, Reason::Manual);
        check_lists(&self.heap).expect("lists");
        n
    }

    fn weakref(&self, to: &Node, callback: Option<&Node>) -> Ref<WeakRef> {
        // SAFETY: types live as long as the heap.
        let ty = unsafe { self.weak.as_ref() };
        WeakRef::make(
            self.heap.thread(),
            ty,
            &to.header,
            callback.map(|c| &c.header),
        )
        .expect("weakref")
    }
}

/// A small generator of pseudo-random numbers.
struct Rng(u64);
impl Rng {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % n
    }
}

/// Builds a graph, drops most handles, collects, and compares the survivors with what a plain walk reaches.
fn random_graph(seed: u64, size: usize, roots: usize) {
    let world = world(false);
    let mut rng = Rng(seed);
    let mut nodes: Vec<Option<Ref<Node>>> = (0..size).map(|i| Some(world.new_node(i))).collect();
    let mut edges = vec![[usize::MAX; 3]; size];
    for (i, row) in edges.iter_mut().enumerate() {
        for (k, edge) in row.iter_mut().enumerate() {
            if rng.below(3) > 0 {
                *edge = rng.below(size);
                let target = nodes[*edge].as_ref().expect("node").clone().into_object();
                nodes[i].as_ref().expect("node").edges[k].set(Some(target));
            }
        }
    }
    let kept: HashSet<usize> = (0..roots).map(|_| rng.below(size)).collect();
    let mut reachable = HashSet::new();
    let mut queue: Vec<usize> = kept.iter().copied().collect();
    while let Some(i) = queue.pop() {
        if reachable.insert(i) {
            queue.extend(edges[i].iter().filter(|&&e| e != usize::MAX));
        }
    }
    for (i, node) in nodes.iter_mut().enumerate() {
        if !kept.contains(&i) {
            *node = None;
        }
    }
    world.collect(2);
    let mut alive = HashSet::new();
    world.heap.gc.lists.old.for_each(&mut |object| {
        alive.insert(object.downcast::<Node>().expect("node").number.get());
    });
    assert_eq!(alive, reachable, "seed {seed}");
    drop(nodes);
    world.collect(2);
    assert_eq!(world.heap.gc.tracked.get(), 0);
    assert_eq!(world.heap.allocator.check().map(|_| ()), Ok(()));
}

#[test]
fn random_graphs_agree_with_a_plain_walk() {
    for seed in 0..60 {
        random_graph(seed, 1 + seed as usize * 7, 1 + seed as usize / 6);
    }
}

#[test]
fn large_graphs_agree_when_marks_come_first() {
    random_graph(7, collector::FULL_MARK_THRESHOLD + 5000, 40);
    random_graph(8, collector::FULL_MARK_THRESHOLD + 5000, 3);
}

#[test]
fn marks_from_roots_leave_only_garbage_to_count() {
    let world = world(false);
    let mut chain = world.new_node(0);
    let count = collector::FULL_MARK_THRESHOLD + 100;
    for i in 1..count {
        let next = world.new_node(i);
        next.edges[0].set(Some(chain.into_object()));
        chain = next;
    }
    let ring = world.new_node(count);
    ring.edges[0].set(Some(ring.clone().into_object()));
    drop(ring);
    let mut hooks = world.heap.thread().hooks();
    hooks.visit_roots = |thread, visit| {
        let root = thread.interpreter.get().cast::<Object>();
        // SAFETY: the test put a live node there.
        visit(unsafe { &*root });
    };
    world.heap.thread().set_hooks(hooks);
    world
        .heap
        .thread()
        .interpreter
        .set(chain.object().as_ptr().as_ptr().cast());
    assert_eq!(world.collect(2), 1);
    assert_eq!(world.heap.gc.tracked.get(), count);
    assert_eq!(world.collect(2), 0);
}

#[test]
fn generations_age_and_thresholds_start_passes() {
    let world = world(false);
    let thread = world.heap.thread();
    let gc = &world.heap.gc;
    let kept: Vec<_> = (0..2001).map(|i| world.new_node(i)).collect();
    assert!(thread.take_interrupt(breaker::COLLECT));
    collect_automatic(thread);
    assert_eq!((gc.lists.young.len(), gc.lists.middle.len()), (0, 2001));
    assert_eq!(
        (gc.lists.young.count.get(), gc.lists.middle.count.get()),
        (0, 1)
    );
    world.collect(1);
    assert_eq!(gc.lists.old.len(), 2001);
    assert_eq!(gc.long_lived_pending.get(), 2001);
    assert_eq!(gc.stats[0].collections.get(), 1);
    drop(kept);
}

#[test]
fn finalizers_run_once_in_list_order_and_may_revive() {
    let world = world(true);
    let ring = |numbers: &[usize]| {
        let nodes: Vec<_> = numbers.iter().map(|&n| world.new_node(n)).collect();
        for i in 0..nodes.len() {
            let next = nodes[(i + 1) % nodes.len()].clone().into_object();
            nodes[i].edges[0].set(Some(next));
        }
    };
    ring(&[3, 1, 2]);
    assert_eq!(world.collect(0), 3);
    assert_eq!(LOG.with(Cell::take), [3, 1, 2]);
    ring(&[5, 1000]);
    assert_eq!(world.collect(2), 0, "revived with all it holds");
    assert_eq!(LOG.with(Cell::take), [5, 1000]);
    assert_eq!(world.heap.gc.lists.old.len(), 2);
    REVIVE.with(|slot| drop(slot.take()));
    assert_eq!(world.collect(2), 2);
    assert_eq!(LOG.with(Cell::take), [], "not a second time");
}

#[test]
fn weak_references_are_cleared_before_finalizers() {
    let world = world(true);
    let callback = world.new_node(77);
    let ring = world.new_node(1);
    ring.edges[0].set(Some(ring.clone().into_object()));
    let outside = world.weakref(&ring, Some(&callback));
    let inside = world.weakref(&ring, Some(&callback));
    ring.edges[1].set(Some(inside.into_object()));
    drop(ring);
    assert_eq!(world.collect(2), 2, "the node and the reference it holds");
    assert!(outside.upgrade().is_none());
    assert_eq!(
        LOG.with(Cell::take),
        [77, 1],
        "only the outer reference calls, and first"
    );
    drop((outside, callback));
    LOG.with(Cell::take);
}

/// The numbers of the nodes in each generation.
fn ages(gc: &GcState) -> [Vec<usize>; 3] {
    gc.lists.collected().map(|list| {
        let mut numbers = Vec::new();
        list.for_each(&mut |object| {
            numbers.push(object.downcast::<Node>().expect("node").number.get());
        });
        numbers
    })
}

/// Passes of the stress mode with rings of garbage in every generation. Returns the generations before and after.
fn under_stress(stress: Stress) -> [[Vec<usize>; 3]; 2] {
    let world = world(false);
    let thread = world.heap.thread();
    let gc = &world.heap.gc;
    gc.lists.young.threshold.set(0);
    let mut kept = Vec::new();
    for generation in [2, 1, 0] {
        for i in 0..100 {
            let node = world.new_node(generation * 1000 + i);
            let held = node.clone().into_object();
            match i % 3 == 0 {
                true => node.edges[0].set(Some(held)),
                false => kept.push(node),
            }
        }
        match generation {
            2 => (gc.lists.old).merge(&gc.lists.young),
            1 => (gc.lists.middle).merge(&gc.lists.young),
            _ => {}
        }
    }
    gc.lists.young.threshold.set(2000);
    gc.lists.young.count.set(123);
    let before = ages(gc);
    gc.stress.set(Some(stress));
    thread.interrupt(breaker::STRESS);
    for _ in 0..16 {
        collector::collect_if_due(thread);
        check_lists(&world.heap).expect("lists");
        assert_eq!(gc.lists.young.count.get(), 123);
    }
    assert_eq!(gc.stats[0].collections.get(), 0);
    [before, ages(gc)]
}

#[test]
fn stress_frees_garbage_of_any_age_and_moves_nothing() {
    let [before, after] = under_stress(Stress::Look);
    assert_eq!(before, after);
    let [before, after] = under_stress(Stress::Collect);
    let live = before.map(|ages| {
        let live = ages.into_iter().filter(|number| number % 1000 % 3 != 0);
        live.collect::<Vec<_>>()
    });
    assert_eq!(live, after);
}
