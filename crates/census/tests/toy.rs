//! The census with a toy type: sums agree, the audit finds what is broken on purpose, traces add up.

use census::{PeakWatch, Process, Tracer, audit, moment, snapshot, type_totals};
use object::*;

#[repr(C)]
struct Pair {
    header: Object,
    edges: [Slot; 2],
}

static PAIR: LayoutInfo = LayoutInfo {
    fields: &[16, 24],
    clear: Some(clear_references),
    ..LayoutInfo::new("pair", size_of::<Pair>())
};

// SAFETY: header first, zero is the empty pair, both references are described.
unsafe impl Layout for Pair {
    const INFO: &'static LayoutInfo = &PAIR;
}

fn world() -> (Box<Heap>, Ref<Type>) {
    let heap = Heap::new(HeapConfig::default()).expect("heap");
    let meta = heap.alloc_static_type(None).expect("type");
    // SAFETY: a type is what its own layout says.
    unsafe { meta.set_layout(<Type as Layout>::INFO, dealloc_leaf) };
    let ty = heap.alloc_static_type(Some(&meta)).expect("type");
    // SAFETY: the size covers the layout; the name is static.
    unsafe {
        ty.set_layout(&PAIR, dealloc_layout);
        ty.set_name("pair");
    }
    ty.set_basicsize(size_of::<Pair>());
    ty.set_flags(TypeFlags::HAVE_GC, Builtin::Other);
    (heap, ty)
}

fn pair(heap: &Heap, ty: &Type) -> Ref<Pair> {
    let pair = heap.alloc(ty, 0).expect("memory");
    pair.track();
    pair.downcast_into().expect("pair")
}

#[test]
fn types_sum_to_the_live_bytes() {
    let (heap, ty) = world();
    let kept: Vec<_> = (0..1000).map(|_| pair(&heap, &ty)).collect();
    let buffer = heap.alloc_buffer(5000).expect("memory");
    let totals = type_totals(&heap);
    assert_eq!(totals.types["pair"].count, 1000);
    assert_eq!(totals.types["pair"].bytes, 1000 * 48);
    assert_eq!(totals.unclaimed.count, 1);
    let now = moment(
        &heap,
        0.0,
        Process {
            resident: 50 << 20,
            recorded: 1 << 20,
        },
    );
    assert_eq!(now.identity.check(), []);
    assert_eq!(now.identity.bytes("live_collected"), 48_000);
    assert_eq!(now.identity.bytes("recorded"), 1 << 20);
    // SAFETY: allocated above, used by nobody else.
    unsafe { heap.free_buffer(buffer) };
    drop(kept);
}

/// How many wrong counts the audit finds.
fn wrong_counts(heap: &Heap) -> usize {
    // The first type made in a test is its own metatype, so its "tag" is not one of an instance: other invariants don't hold.
    let findings = audit(heap);
    findings.iter().filter(|f| f.invariant == 1).count()
}

#[test]
fn the_audit_finds_a_count_that_is_too_small_or_too_large() {
    let (heap, ty) = world();
    let (a, b) = (pair(&heap, &ty), pair(&heap, &ty));
    a.edges[0].set(Some(b.clone().into_object()));
    a.edges[1].set(Some(b.clone().into_object()));
    // The thread's own slots are roots: with them every reference has a name.
    let handled = &heap.thread().base_handled.value;
    handled.set(Some(b.into_object()));
    let b = a.edges[0].peek().expect("just set").cast::<Pair>();
    // SAFETY: three references are left.
    let b = unsafe { b.as_ref() };
    let _ = heap.thread().set_pending(a.into_object());
    assert_eq!(wrong_counts(&heap), 0);
    for (count, wrong) in [(2, 1), (4, 1), (3, 0)] {
        b.header.set_refcount(count);
        assert_eq!(wrong_counts(&heap), wrong, "counted {count} times");
    }
    handled.set(None);
    drop(heap.thread().take_pending());
}

#[test]
fn the_audit_finds_a_broken_list() {
    let (heap, ty) = world();
    let (a, b) = (pair(&heap, &ty), pair(&heap, &ty));
    let head = a.header.gc_head().expect("head");
    let right = head.prev.get();
    head.prev.set(b.header.gc_head_ptr() as usize);
    assert!(audit(&heap).iter().any(|f| f.invariant == 3));
    head.prev.set(right);
    assert!(!audit(&heap).iter().any(|f| f.invariant == 3));
}

#[test]
fn traces_follow_blocks_and_the_peak() {
    let (heap, ty) = world();
    let mut hooks = heap.thread().hooks();
    hooks.frames = |thread, _, frame| frame("a.py", thread.depth.get());
    heap.thread().set_hooks(hooks);
    let tracer = Tracer::start(&heap, 1);
    heap.thread().depth.set(1);
    let first: Vec<_> = (0..10).map(|_| pair(&heap, &ty)).collect();
    heap.thread().depth.set(2);
    let second: Vec<_> = (0..5).map(|_| pair(&heap, &ty)).collect();
    drop(first);
    drop(second);
    heap.thread().depth.set(3);
    let third = pair(&heap, &ty);
    let rows = tracer.sites();
    let of = |line: u32| {
        rows.iter()
            .find(|(s, _)| s.frames[0].1 == line)
            .map(|(_, t)| *t)
            .expect("site")
    };
    assert_eq!((of(1).peak_blocks, of(1).live_blocks), (10, 0));
    assert_eq!((of(2).peak_blocks, of(2).live_blocks), (5, 0));
    assert_eq!((of(3).peak_blocks, of(3).live_blocks), (0, 1));
    assert_eq!(tracer.traced(), (48, 15 * 48));
    let snapshot = snapshot(
        &heap,
        Default::default(),
        Process::default(),
        PeakWatch::default(),
        Some(&tracer),
    );
    assert_eq!(snapshot.lines.len(), 3);
    tracer.stop(&heap);
    drop(third);
}
