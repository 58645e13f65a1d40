//! The audit: recounts every reference, checks every tag, list, buffer and arena, and says what doesn't hold.
//!
//! Findings carry the number of the invariant: 1 counts (O1), 2 tags (O2), 3 lists (O3, C1), 5 buffers, 10 books (A1 … A12).
//! A count equals the references found: those of objects, of shared parts, and of the native state that the roots name.

use crate::live::for_each_buffer;
use crate::walk::{for_each_object, label_of, walk_list};
use allocator::Kind;
use object::{FLAG_GC, FLAG_HEAP_TYPE, FLAG_INLINE, FLAG_PREHEADER, Heap, Object, TypeFlags};
use record::Finding;
use rustc_hash::{FxHashMap, FxHashSet};

/// Most findings of one kind that are worth listing.
const MOST: usize = 20;

/// Everything that is wrong with the heap; empty for a sound one.
pub fn audit(heap: &Heap) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Err(what) = heap.allocator.check() {
        findings.push(finding(heap, 10, None, what.to_string()));
    }
    check_lists(heap, &mut findings);
    check_tags(heap, &mut findings);
    check_counts(heap, &mut findings);
    check_buffers(heap, &mut findings);
    findings
}

fn finding(heap: &Heap, invariant: u32, object: Option<&Object>, text: String) -> Finding {
    Finding {
        invariant,
        place: object.and_then(|o| label_of(heap, o)),
        text,
    }
}

fn check_lists(heap: &Heap, findings: &mut Vec<Finding>) {
    let lists = &heap.gc.lists;
    let named = [
        ("0", &lists.young),
        ("1", &lists.middle),
        ("2", &lists.old),
        ("permanent", &lists.permanent),
    ];
    let mut seen = FxHashSet::default();
    for (name, list) in named {
        let mut twice = 0;
        let walked = walk_list(list.head(), |object| {
            twice += usize::from(!seen.insert(object.id()))
        });
        if let Err(what) = walked {
            findings.push(finding(heap, 3, None, format!("generation {name}: {what}")));
        }
        if twice > 0 {
            findings.push(finding(
                heap,
                3,
                None,
                format!("generation {name}: {twice} objects stand in a list already"),
            ));
        }
    }
    if seen.len() != heap.gc.tracked.get() {
        let counted = heap.gc.tracked.get();
        findings.push(finding(
            heap,
            3,
            None,
            format!(
                "{} objects in lists, {counted} counted as tracked",
                seen.len()
            ),
        ));
    }
}

fn check_tags(heap: &Heap, findings: &mut Vec<Finding>) {
    let mut wrong = 0;
    for_each_object(heap, &mut |object, block| {
        let (tag, flags) = (object.tag(), object.ty().flags());
        let is_type = object.has_layout(<object::Type as object::Layout>::INFO);
        let expected = [
            (
                FLAG_GC,
                flags.has(TypeFlags::HAVE_GC) && (!is_type || is_heap(object)),
            ),
            (FLAG_INLINE, flags.has(TypeFlags::INLINE_VALUES)),
            (FLAG_HEAP_TYPE, flags.has(TypeFlags::HEAP)),
            (
                FLAG_PREHEADER,
                flags.has(TypeFlags::MANAGED_DICT.with(TypeFlags::MANAGED_WEAKREF)),
            ),
        ];
        let fits = expected.iter().all(|&(bit, on)| (tag & bit != 0) == on);
        let collected = (tag & FLAG_GC != 0) == (block.kind == Kind::Collected);
        if !(fits && collected) && wrong < MOST {
            wrong += 1;
            let text = format!(
                "a '{}' object has tag {tag:#x}, its type flags {:#x}",
                object.ty().name(),
                flags.0
            );
            findings.push(finding(heap, 2, Some(object), text));
        }
    });
}

fn is_heap(object: &Object) -> bool {
    object
        .downcast::<object::Type>()
        .is_some_and(|t| t.is_heap_type())
}

/// How often each object is referred to, by address.
fn count_incoming(heap: &Heap) -> FxHashMap<usize, u32> {
    let mut incoming: FxHashMap<usize, u32> = FxHashMap::default();
    let mut shared = FxHashSet::default();
    let mut count = |target: &Object| *incoming.entry(target.id()).or_default() += 1;
    for_each_object(heap, &mut |object, _| {
        object::visit_references(object, &mut count);
        object::visit_hidden(object, &mut |part| shared.insert(part as usize), &mut count);
    });
    let known = object::Builtin::ALL.iter();
    let known = known.filter_map(|&which| heap.try_builtin(which));
    known.for_each(|ty| count(ty.as_object()));
    let thread = heap.thread();
    (thread.hooks().visit_roots)(thread, &mut count);
    thread.visit_threads(&mut count);
    incoming
}

/// `a 'list' object`, `the type 'Node'`.
fn described(object: &Object) -> String {
    match object.downcast::<object::Type>() {
        Some(ty) => format!("the type '{}'", ty.name()),
        None => format!("a '{}' object", object.ty().name()),
    }
}

fn check_counts(heap: &Heap, findings: &mut Vec<Finding>) {
    let mut incoming = count_incoming(heap);
    let mut wrong = 0;
    for_each_object(heap, &mut |object, _| {
        let found = incoming.remove(&object.id()).unwrap_or(0);
        let exact = object.is_immortal() || found == object.refcount();
        if !exact && wrong < MOST {
            wrong += 1;
            let (name, count) = (described(object), object.refcount());
            let text = format!("{name} is counted {count} times and referred to {found} times");
            findings.push(finding(heap, 1, Some(object), text));
        }
    });
    for (address, times) in incoming.into_iter().take(MOST) {
        let text = format!("{times} references lead to {address:#x}, where no live object is");
        findings.push(finding(heap, 1, None, text));
    }
}

fn check_buffers(heap: &Heap, findings: &mut Vec<Finding>) {
    let mut free_buffers = FxHashSet::default();
    heap.allocator.for_each_live(&mut |block| {
        if block.kind == Kind::Buffer {
            free_buffers.insert(block.ptr.as_ptr() as usize);
        }
    });
    let mut wrong = 0;
    for_each_object(heap, &mut |object, _| {
        for_each_buffer(object, &mut |start| {
            if !free_buffers.remove(&start) && wrong < MOST {
                wrong += 1;
                let name = object.ty().name();
                let text = format!(
                    "a '{name}' object names {start:#x}, which is no live buffer or another object's"
                );
                findings.push(finding(heap, 5, Some(object), text));
            }
        });
    });
}
