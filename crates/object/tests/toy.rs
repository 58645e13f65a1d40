//! The object room with toy types and no Python: counts, nested deallocation, weak references, finalizers.

use object::*;
use std::cell::Cell;
use std::ptr::NonNull;

#[repr(C)]
struct Node {
    header: Object,
    left: Slot,
    right: Slot,
    weaklist: Cell<*mut u8>,
}

static NODE: LayoutInfo = LayoutInfo {
    fields: &[16, 24],
    clear: Some(clear_references),
    ..LayoutInfo::new("node", size_of::<Node>())
};

// SAFETY: header first, zero is the empty node, both references are described.
unsafe impl Layout for Node {
    const INFO: &'static LayoutInfo = &NODE;
}

fn heap_with_types() -> (Box<Heap>, NonNull<Type>, NonNull<Type>) {
    let heap = Heap::new(HeapConfig::default()).expect("heap");
    let node = heap.alloc_static_type(None).expect("type");
    let weak = heap.alloc_static_type(None).expect("type");
    // SAFETY: the sizes cover the layouts.
    unsafe {
        node.set_layout(&NODE, dealloc_layout);
        node.set_name("node");
        weak.set_layout(&WEAKREF_LAYOUT, dealloc_layout);
    }
    node.set_basicsize(size_of::<Node>());
    node.set_flags(TypeFlags::HAVE_GC, Builtin::Other);
    node.set_offsets(0, std::mem::offset_of!(Node, weaklist) as isize);
    weak.set_basicsize(size_of::<WeakRef>());
    weak.set_flags(TypeFlags::HAVE_GC, Builtin::WeakRef);
    let (node, weak) = (NonNull::from(&*node), NonNull::from(&*weak));
    (heap, node, weak)
}

fn new_node(heap: &Heap, ty: NonNull<Type>) -> Ref<Node> {
    // SAFETY: types live as long as the heap.
    let node = heap.alloc(unsafe { ty.as_ref() }, 0).expect("memory");
    node.track();
    node.downcast_into::<Node>().expect("a node")
}

#[test]
fn a_million_deep_chain_is_freed() {
    let (heap, ty, _) = heap_with_types();
    let before = heap.allocator.blocks_in_use();
    let mut chain = new_node(&heap, ty);
    for _ in 0..1_000_000 {
        let next = new_node(&heap, ty);
        next.left.set(Some(chain.into_object()));
        chain = next;
    }
    drop(chain);
    assert_eq!(heap.allocator.blocks_in_use(), before);
    assert!(heap.gc.lists.young.is_empty());
    assert_eq!(heap.gc.lists.young.count.get(), 0);
    assert_eq!(heap.thread().native_left.get(), 10_000);
}

#[test]
fn counts_follow_handles_and_slots() {
    let (heap, ty, _) = heap_with_types();
    let a = new_node(&heap, ty);
    let b = new_node(&heap, ty);
    assert_eq!(a.object().refcount(), 1);
    b.left.set(Some(a.clone().into_object()));
    b.right.set(Some(a.clone().into_object()));
    assert_eq!(a.object().refcount(), 3);
    let mut seen = 0;
    traverse::visit_references(b.object(), &mut |target| {
        seen += usize::from(target.is(a.object()))
    });
    assert_eq!(seen, 2);
    drop(b);
    assert_eq!(a.object().refcount(), 1);
}

#[test]
fn weak_references_die_with_their_referent() {
    let (heap, node, weak) = heap_with_types();
    let thread = heap.thread();
    let a = new_node(&heap, node);
    // SAFETY: types live as long as the heap.
    let weak = unsafe { weak.as_ref() };
    let first = WeakRef::make(thread, weak, a.object(), None).expect("weakref");
    let second = WeakRef::make(thread, weak, a.object(), None).expect("weakref");
    assert!(
        first.as_object().is(second.as_object()),
        "plain references are shared"
    );
    let callback = new_node(&heap, node);
    let third = WeakRef::make(thread, weak, a.object(), Some(callback.object())).expect("weakref");
    assert_eq!(callback.object().refcount(), 2);
    assert!(third.upgrade().is_some_and(|r| r.is(a.object())));
    drop(a);
    assert!(first.upgrade().is_none() && third.upgrade().is_none());
    assert_eq!(
        callback.object().refcount(),
        1,
        "the callback goes with the call"
    );
}

#[test]
fn tracking_keeps_lists_and_counts() {
    let (heap, ty, _) = heap_with_types();
    let nodes: Vec<_> = (0..10).map(|_| new_node(&heap, ty)).collect();
    assert_eq!(heap.gc.lists.young.len(), 10);
    assert_eq!(heap.gc.lists.young.count.get(), 10);
    nodes[3].object().untrack();
    assert!(!nodes[3].object().is_tracked());
    assert_eq!(heap.gc.lists.young.len(), 9);
    heap.gc.lists.middle.merge(&heap.gc.lists.young);
    assert!(heap.gc.lists.young.is_empty());
    assert_eq!(heap.gc.lists.middle.len(), 9);
    drop(nodes);
    assert!(heap.gc.lists.middle.is_empty());
}
