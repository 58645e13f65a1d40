//! Live objects by type: an object counts with its whole block and with the buffers that it alone owns.

use crate::walk::{for_each_kept, for_each_object};
use allocator::Kind;
use object::{Heap, LayoutInfo, Object, Type};
use record::Count;
use rustc_hash::FxHashMap;
use std::collections::HashMap;

/// What each type's objects take, and what no object claims.
#[derive(Default, Clone)]
pub struct TypeTotals {
    /// By the type's name.
    pub types: HashMap<String, Count>,
    /// Buffers that no object names as its own: interned strings' table, code, keys shared by instances.
    pub unclaimed: Count,
    /// Dead objects that are kept for reuse.
    pub kept: Count,
}

impl TypeTotals {
    /// Bytes of all rows together: the live bytes of all blocks.
    pub fn bytes(&self) -> u64 {
        self.types.values().map(|c| c.bytes).sum::<u64>() + self.unclaimed.bytes + self.kept.bytes
    }
}

/// Calls `f` with the start of each buffer that the object names as its own.
pub(crate) fn for_each_buffer(object: &Object, f: &mut dyn FnMut(usize)) {
    let mut at: Option<&'static LayoutInfo> = Some(object.ty().layout());
    while let Some(info) = at {
        if let Some(buffers) = info.buffers {
            buffers(object, &mut |start| {
                if !start.is_null() {
                    f(start as usize);
                }
            });
        }
        at = info.base;
    }
}

/// The name of a type as reports show it.
pub(crate) fn type_name(ty: &Type) -> String {
    ty.name().to_owned()
}

/// Counts the whole heap.
pub fn type_totals(heap: &Heap) -> TypeTotals {
    let mut buffers: FxHashMap<usize, usize> = FxHashMap::default();
    heap.allocator.for_each_live(&mut |block| {
        if block.kind == Kind::Buffer {
            buffers.insert(block.ptr.as_ptr() as usize, block.size);
        }
    });
    let mut by_type: FxHashMap<usize, (String, Count)> = FxHashMap::default();
    for_each_object(heap, &mut |object, block| {
        let ty = object.ty();
        let row = by_type
            .entry(ty.as_object().id())
            .or_insert_with(|| (type_name(ty), Count::default()));
        row.1.add(Count::new(1, block.size as u64));
        for_each_buffer(object, &mut |start| {
            if let Some(size) = buffers.remove(&start) {
                row.1.bytes += size as u64;
            }
        });
    });
    let mut totals = TypeTotals::default();
    for (name, count) in by_type.into_values() {
        totals.types.entry(name).or_default().add(count);
    }
    for_each_kept(heap, &mut |size| {
        totals.kept.add(Count::new(1, size as u64))
    });
    for size in buffers.into_values() {
        totals.unclaimed.add(Count::new(1, size as u64));
    }
    totals
}
