//! Specialised instructions: what a generic one becomes once it has seen its operands.
//!
//! A generic instruction of these families looks at its operands before it does its work and may rewrite itself; a specialised one
//! whose guard fails a first time becomes generic again. How often that may happen is counted in the top byte of one cache word:
//! word 0 of one, else word 1. Then the instruction stays generic.

pub mod arith;
pub mod attributes;
pub mod calls;
pub mod containers;
pub mod names;
pub mod native;

use crate::machine::At;
use crate::machine::dispatch::Handler;
use crate::machine::operand::{K, L, T, ToLocal, ToTemp};
use crate::{fast, slow};
use arith::{Real, Whole};
use bytecode::Op;
use containers::{Lists, Tuples};
use object::{Object, Ref};

/// Tries before an instruction stays generic.
const TRIES: u64 = 32;
const COUNT_SHIFT: u32 = 56;
const LOW: u64 = (1 << COUNT_SHIFT) - 1;

/// Whether nobody but the register that is looked at holds the object.
#[inline(always)]
pub fn unique(object: &Object) -> bool {
    object.refcount() == 1
}

/// Version and index in one cache word.
pub fn pack(version: u32, index: usize) -> u64 {
    u64::from(version) | (index as u64) << 32
}

/// Whether a packed word has room for the index.
pub fn fits(index: usize) -> bool {
    index < 1 << (COUNT_SHIFT - 32)
}

/// The index of a packed word.
#[inline(always)]
pub fn index_in(word: u64) -> usize {
    ((word & LOW) >> 32) as usize
}

/// Lets go of a handle of an immortal object, or of none.
#[inline(always)]
pub fn forget(handle: Option<Ref>) {
    std::mem::forget(handle);
}

fn current(at: &At) -> Op {
    Op::from_u16(at.word() as u16).unwrap_or(Op::NOP)
}

/// The member of a specialised family with the same operands: families list them in the same order.
fn same_family(at: &At, generic: Op, special: Op) -> Op {
    let number = current(at) as u16;
    Op::from_u16(
        number
            .wrapping_sub(generic as u16)
            .wrapping_add(special as u16),
    )
    .unwrap_or(Op::NOP)
}

fn count_word(at: &At) -> usize {
    (current(at).info().cache > 1) as usize
}

/// Whether the instruction may look at its operands once more.
fn may_try(at: &At) -> bool {
    let index = count_word(at);
    let word = at.cache(index);
    if word >> COUNT_SHIFT >= TRIES {
        return false;
    }
    at.set_cache(index, word + (1 << COUNT_SHIFT));
    true
}

/// Writes a cache word, keeping the count.
fn remember(at: &At, index: usize, value: u64) {
    let count = if index == count_word(at) {
        at.cache(index) & !LOW
    } else {
        0
    };
    at.set_cache(
        index,
        count
            | if index == count_word(at) {
                value & LOW
            } else {
                value
            },
    );
}

/// Rewrites the instruction, if the family has the member.
fn try_specialise(at: &At, to: Op) {
    if to.generic() == current(at).generic() {
        at.become_op(to);
    }
}

/// The guard failed: the instruction is generic again.
fn miss(at: &At) {
    at.become_op(current(at).generic());
}

macro_rules! handlers {
    ($table:ident; $($op:ident = $how:ident $handler:expr;)*) => {
        $($table[Op::$op as usize] = $how!($handler);)*
        const _: () = assert!([$(Op::$op),*].len() == Op::COUNT - Op::GENERIC_COUNT, "every specialised instruction has one line");
    };
}

/// Puts the specialised handlers into the table.
pub const fn install(table: &mut [Handler; Op::COUNT]) {
    handlers! { table;
    ADD_INT_LL = fast arith::arith::<Whole, L, L, ToTemp, { arith::ADD }>;
    ADD_INT_LL_TO_LOCAL = fast arith::arith::<Whole, L, L, ToLocal, { arith::ADD }>;
    ADD_INT_LK = fast arith::arith::<Whole, L, K, ToTemp, { arith::ADD }>;
    ADD_INT_LK_TO_LOCAL = fast arith::arith::<Whole, L, K, ToLocal, { arith::ADD }>;
    ADD_INT_LT = fast arith::arith::<Whole, L, T, ToTemp, { arith::ADD }>;
    ADD_INT_LT_TO_LOCAL = fast arith::arith::<Whole, L, T, ToLocal, { arith::ADD }>;
    ADD_INT_TL = fast arith::arith::<Whole, T, L, ToTemp, { arith::ADD }>;
    ADD_INT_TL_TO_LOCAL = fast arith::arith::<Whole, T, L, ToLocal, { arith::ADD }>;
    ADD_INT_TK = fast arith::arith::<Whole, T, K, ToTemp, { arith::ADD }>;
    ADD_INT_TK_TO_LOCAL = fast arith::arith::<Whole, T, K, ToLocal, { arith::ADD }>;
    ADD_INT_TT = fast arith::arith::<Whole, T, T, ToTemp, { arith::ADD }>;
    ADD_INT_TT_TO_LOCAL = fast arith::arith::<Whole, T, T, ToLocal, { arith::ADD }>;
    SUB_INT_LL = fast arith::arith::<Whole, L, L, ToTemp, { arith::SUB }>;
    SUB_INT_LL_TO_LOCAL = fast arith::arith::<Whole, L, L, ToLocal, { arith::SUB }>;
    SUB_INT_LK = fast arith::arith::<Whole, L, K, ToTemp, { arith::SUB }>;
    SUB_INT_LK_TO_LOCAL = fast arith::arith::<Whole, L, K, ToLocal, { arith::SUB }>;
    SUB_INT_LT = fast arith::arith::<Whole, L, T, ToTemp, { arith::SUB }>;
    SUB_INT_LT_TO_LOCAL = fast arith::arith::<Whole, L, T, ToLocal, { arith::SUB }>;
    SUB_INT_TL = fast arith::arith::<Whole, T, L, ToTemp, { arith::SUB }>;
    SUB_INT_TL_TO_LOCAL = fast arith::arith::<Whole, T, L, ToLocal, { arith::SUB }>;
    SUB_INT_TK = fast arith::arith::<Whole, T, K, ToTemp, { arith::SUB }>;
    SUB_INT_TK_TO_LOCAL = fast arith::arith::<Whole, T, K, ToLocal, { arith::SUB }>;
    SUB_INT_TT = fast arith::arith::<Whole, T, T, ToTemp, { arith::SUB }>;
    SUB_INT_TT_TO_LOCAL = fast arith::arith::<Whole, T, T, ToLocal, { arith::SUB }>;
    MUL_INT_LL = fast arith::arith::<Whole, L, L, ToTemp, { arith::MUL }>;
    MUL_INT_LL_TO_LOCAL = fast arith::arith::<Whole, L, L, ToLocal, { arith::MUL }>;
    MUL_INT_LK = fast arith::arith::<Whole, L, K, ToTemp, { arith::MUL }>;
    MUL_INT_LK_TO_LOCAL = fast arith::arith::<Whole, L, K, ToLocal, { arith::MUL }>;
    MUL_INT_LT = fast arith::arith::<Whole, L, T, ToTemp, { arith::MUL }>;
    MUL_INT_LT_TO_LOCAL = fast arith::arith::<Whole, L, T, ToLocal, { arith::MUL }>;
    MUL_INT_TL = fast arith::arith::<Whole, T, L, ToTemp, { arith::MUL }>;
    MUL_INT_TL_TO_LOCAL = fast arith::arith::<Whole, T, L, ToLocal, { arith::MUL }>;
    MUL_INT_TK = fast arith::arith::<Whole, T, K, ToTemp, { arith::MUL }>;
    MUL_INT_TK_TO_LOCAL = fast arith::arith::<Whole, T, K, ToLocal, { arith::MUL }>;
    MUL_INT_TT = fast arith::arith::<Whole, T, T, ToTemp, { arith::MUL }>;
    MUL_INT_TT_TO_LOCAL = fast arith::arith::<Whole, T, T, ToLocal, { arith::MUL }>;
    BINARY_INT_LL = fast arith::arith::<Whole, L, L, ToTemp, { arith::ANY }>;
    BINARY_INT_LL_TO_LOCAL = fast arith::arith::<Whole, L, L, ToLocal, { arith::ANY }>;
    BINARY_INT_LK = fast arith::arith::<Whole, L, K, ToTemp, { arith::ANY }>;
    BINARY_INT_LK_TO_LOCAL = fast arith::arith::<Whole, L, K, ToLocal, { arith::ANY }>;
    BINARY_INT_LT = fast arith::arith::<Whole, L, T, ToTemp, { arith::ANY }>;
    BINARY_INT_LT_TO_LOCAL = fast arith::arith::<Whole, L, T, ToLocal, { arith::ANY }>;
    BINARY_INT_TL = fast arith::arith::<Whole, T, L, ToTemp, { arith::ANY }>;
    BINARY_INT_TL_TO_LOCAL = fast arith::arith::<Whole, T, L, ToLocal, { arith::ANY }>;
    BINARY_INT_TK = fast arith::arith::<Whole, T, K, ToTemp, { arith::ANY }>;
    BINARY_INT_TK_TO_LOCAL = fast arith::arith::<Whole, T, K, ToLocal, { arith::ANY }>;
    BINARY_INT_TT = fast arith::arith::<Whole, T, T, ToTemp, { arith::ANY }>;
    BINARY_INT_TT_TO_LOCAL = fast arith::arith::<Whole, T, T, ToLocal, { arith::ANY }>;
    ADD_FLOAT_LL = fast arith::arith::<Real, L, L, ToTemp, { arith::ADD }>;
    ADD_FLOAT_LL_TO_LOCAL = fast arith::arith::<Real, L, L, ToLocal, { arith::ADD }>;
    ADD_FLOAT_LK = fast arith::arith::<Real, L, K, ToTemp, { arith::ADD }>;
    ADD_FLOAT_LK_TO_LOCAL = fast arith::arith::<Real, L, K, ToLocal, { arith::ADD }>;
    ADD_FLOAT_LT = fast arith::arith::<Real, L, T, ToTemp, { arith::ADD }>;
    ADD_FLOAT_LT_TO_LOCAL = fast arith::arith::<Real, L, T, ToLocal, { arith::ADD }>;
    ADD_FLOAT_TL = fast arith::arith::<Real, T, L, ToTemp, { arith::ADD }>;
    ADD_FLOAT_TL_TO_LOCAL = fast arith::arith::<Real, T, L, ToLocal, { arith::ADD }>;
    ADD_FLOAT_TK = fast arith::arith::<Real, T, K, ToTemp, { arith::ADD }>;
    ADD_FLOAT_TK_TO_LOCAL = fast arith::arith::<Real, T, K, ToLocal, { arith::ADD }>;
    ADD_FLOAT_TT = fast arith::arith::<Real, T, T, ToTemp, { arith::ADD }>;
    ADD_FLOAT_TT_TO_LOCAL = fast arith::arith::<Real, T, T, ToLocal, { arith::ADD }>;
    SUB_FLOAT_LL = fast arith::arith::<Real, L, L, ToTemp, { arith::SUB }>;
    SUB_FLOAT_LL_TO_LOCAL = fast arith::arith::<Real, L, L, ToLocal, { arith::SUB }>;
    SUB_FLOAT_LK = fast arith::arith::<Real, L, K, ToTemp, { arith::SUB }>;
    SUB_FLOAT_LK_TO_LOCAL = fast arith::arith::<Real, L, K, ToLocal, { arith::SUB }>;
    SUB_FLOAT_LT = fast arith::arith::<Real, L, T, ToTemp, { arith::SUB }>;
    SUB_FLOAT_LT_TO_LOCAL = fast arith::arith::<Real, L, T, ToLocal, { arith::SUB }>;
    SUB_FLOAT_TL = fast arith::arith::<Real, T, L, ToTemp, { arith::SUB }>;
    SUB_FLOAT_TL_TO_LOCAL = fast arith::arith::<Real, T, L, ToLocal, { arith::SUB }>;
    SUB_FLOAT_TK = fast arith::arith::<Real, T, K, ToTemp, { arith::SUB }>;
    SUB_FLOAT_TK_TO_LOCAL = fast arith::arith::<Real, T, K, ToLocal, { arith::SUB }>;
    SUB_FLOAT_TT = fast arith::arith::<Real, T, T, ToTemp, { arith::SUB }>;
    SUB_FLOAT_TT_TO_LOCAL = fast arith::arith::<Real, T, T, ToLocal, { arith::SUB }>;
    MUL_FLOAT_LL = fast arith::arith::<Real, L, L, ToTemp, { arith::MUL }>;
    MUL_FLOAT_LL_TO_LOCAL = fast arith::arith::<Real, L, L, ToLocal, { arith::MUL }>;
    MUL_FLOAT_LK = fast arith::arith::<Real, L, K, ToTemp, { arith::MUL }>;
    MUL_FLOAT_LK_TO_LOCAL = fast arith::arith::<Real, L, K, ToLocal, { arith::MUL }>;
    MUL_FLOAT_LT = fast arith::arith::<Real, L, T, ToTemp, { arith::MUL }>;
    MUL_FLOAT_LT_TO_LOCAL = fast arith::arith::<Real, L, T, ToLocal, { arith::MUL }>;
    MUL_FLOAT_TL = fast arith::arith::<Real, T, L, ToTemp, { arith::MUL }>;
    MUL_FLOAT_TL_TO_LOCAL = fast arith::arith::<Real, T, L, ToLocal, { arith::MUL }>;
    MUL_FLOAT_TK = fast arith::arith::<Real, T, K, ToTemp, { arith::MUL }>;
    MUL_FLOAT_TK_TO_LOCAL = fast arith::arith::<Real, T, K, ToLocal, { arith::MUL }>;
    MUL_FLOAT_TT = fast arith::arith::<Real, T, T, ToTemp, { arith::MUL }>;
    MUL_FLOAT_TT_TO_LOCAL = fast arith::arith::<Real, T, T, ToLocal, { arith::MUL }>;
    BINARY_FLOAT_LL = fast arith::arith::<Real, L, L, ToTemp, { arith::ANY }>;
    BINARY_FLOAT_LL_TO_LOCAL = fast arith::arith::<Real, L, L, ToLocal, { arith::ANY }>;
    BINARY_FLOAT_LK = fast arith::arith::<Real, L, K, ToTemp, { arith::ANY }>;
    BINARY_FLOAT_LK_TO_LOCAL = fast arith::arith::<Real, L, K, ToLocal, { arith::ANY }>;
    BINARY_FLOAT_LT = fast arith::arith::<Real, L, T, ToTemp, { arith::ANY }>;
    BINARY_FLOAT_LT_TO_LOCAL = fast arith::arith::<Real, L, T, ToLocal, { arith::ANY }>;
    BINARY_FLOAT_TL = fast arith::arith::<Real, T, L, ToTemp, { arith::ANY }>;
    BINARY_FLOAT_TL_TO_LOCAL = fast arith::arith::<Real, T, L, ToLocal, { arith::ANY }>;
    BINARY_FLOAT_TK = fast arith::arith::<Real, T, K, ToTemp, { arith::ANY }>;
    BINARY_FLOAT_TK_TO_LOCAL = fast arith::arith::<Real, T, K, ToLocal, { arith::ANY }>;
    BINARY_FLOAT_TT = fast arith::arith::<Real, T, T, ToTemp, { arith::ANY }>;
    BINARY_FLOAT_TT_TO_LOCAL = fast arith::arith::<Real, T, T, ToLocal, { arith::ANY }>;
    COMPARE_INT_LL = fast arith::compare_value::<L, L>;
    COMPARE_INT_JUMP_LL = fast arith::compare_branch::<Whole, L, L>;
    COMPARE_FLOAT_JUMP_LL = fast arith::compare_branch::<Real, L, L>;
    STORE_ATTR_INSTANCE_LL = fast attributes::store_instance::<L, L>;
    STORE_ATTR_SLOT_LL = fast attributes::store_slot::<L, L>;
    SUBSCR_LIST_INT_LL = fast containers::subscr::<Lists, L, L, ToTemp>;
    SUBSCR_LIST_INT_LL_TO_LOCAL = fast containers::subscr::<Lists, L, L, ToLocal>;
    SUBSCR_TUPLE_INT_LL = fast containers::subscr::<Tuples, L, L, ToTemp>;
    SUBSCR_TUPLE_INT_LL_TO_LOCAL = fast containers::subscr::<Tuples, L, L, ToLocal>;
    COMPARE_INT_LK = fast arith::compare_value::<L, K>;
    COMPARE_INT_JUMP_LK = fast arith::compare_branch::<Whole, L, K>;
    COMPARE_FLOAT_JUMP_LK = fast arith::compare_branch::<Real, L, K>;
    STORE_ATTR_INSTANCE_LK = fast attributes::store_instance::<L, K>;
    STORE_ATTR_SLOT_LK = fast attributes::store_slot::<L, K>;
    SUBSCR_LIST_INT_LK = fast containers::subscr::<Lists, L, K, ToTemp>;
    SUBSCR_LIST_INT_LK_TO_LOCAL = fast containers::subscr::<Lists, L, K, ToLocal>;
    SUBSCR_TUPLE_INT_LK = fast containers::subscr::<Tuples, L, K, ToTemp>;
    SUBSCR_TUPLE_INT_LK_TO_LOCAL = fast containers::subscr::<Tuples, L, K, ToLocal>;
    COMPARE_INT_LT = fast arith::compare_value::<L, T>;
    COMPARE_INT_JUMP_LT = fast arith::compare_branch::<Whole, L, T>;
    COMPARE_FLOAT_JUMP_LT = fast arith::compare_branch::<Real, L, T>;
    STORE_ATTR_INSTANCE_LT = fast attributes::store_instance::<L, T>;
    STORE_ATTR_SLOT_LT = fast attributes::store_slot::<L, T>;
    SUBSCR_LIST_INT_LT = fast containers::subscr::<Lists, L, T, ToTemp>;
    SUBSCR_LIST_INT_LT_TO_LOCAL = fast containers::subscr::<Lists, L, T, ToLocal>;
    SUBSCR_TUPLE_INT_LT = fast containers::subscr::<Tuples, L, T, ToTemp>;
    SUBSCR_TUPLE_INT_LT_TO_LOCAL = fast containers::subscr::<Tuples, L, T, ToLocal>;
    COMPARE_INT_TL = fast arith::compare_value::<T, L>;
    COMPARE_INT_JUMP_TL = fast arith::compare_branch::<Whole, T, L>;
    COMPARE_FLOAT_JUMP_TL = fast arith::compare_branch::<Real, T, L>;
    STORE_ATTR_INSTANCE_TL = fast attributes::store_instance::<T, L>;
    STORE_ATTR_SLOT_TL = fast attributes::store_slot::<T, L>;
    SUBSCR_LIST_INT_TL = fast containers::subscr::<Lists, T, L, ToTemp>;
    SUBSCR_LIST_INT_TL_TO_LOCAL = fast containers::subscr::<Lists, T, L, ToLocal>;
    SUBSCR_TUPLE_INT_TL = fast containers::subscr::<Tuples, T, L, ToTemp>;
    SUBSCR_TUPLE_INT_TL_TO_LOCAL = fast containers::subscr::<Tuples, T, L, ToLocal>;
    COMPARE_INT_TK = fast arith::compare_value::<T, K>;
    COMPARE_INT_JUMP_TK = fast arith::compare_branch::<Whole, T, K>;
    COMPARE_FLOAT_JUMP_TK = fast arith::compare_branch::<Real, T, K>;
    STORE_ATTR_INSTANCE_TK = fast attributes::store_instance::<T, K>;
    STORE_ATTR_SLOT_TK = fast attributes::store_slot::<T, K>;
    SUBSCR_LIST_INT_TK = fast containers::subscr::<Lists, T, K, ToTemp>;
    SUBSCR_LIST_INT_TK_TO_LOCAL = fast containers::subscr::<Lists, T, K, ToLocal>;
    SUBSCR_TUPLE_INT_TK = fast containers::subscr::<Tuples, T, K, ToTemp>;
    SUBSCR_TUPLE_INT_TK_TO_LOCAL = fast containers::subscr::<Tuples, T, K, ToLocal>;
    COMPARE_INT_TT = fast arith::compare_value::<T, T>;
    COMPARE_INT_JUMP_TT = fast arith::compare_branch::<Whole, T, T>;
    COMPARE_FLOAT_JUMP_TT = fast arith::compare_branch::<Real, T, T>;
    STORE_ATTR_INSTANCE_TT = fast attributes::store_instance::<T, T>;
    STORE_ATTR_SLOT_TT = fast attributes::store_slot::<T, T>;
    SUBSCR_LIST_INT_TT = fast containers::subscr::<Lists, T, T, ToTemp>;
    SUBSCR_LIST_INT_TT_TO_LOCAL = fast containers::subscr::<Lists, T, T, ToLocal>;
    SUBSCR_TUPLE_INT_TT = fast containers::subscr::<Tuples, T, T, ToTemp>;
    SUBSCR_TUPLE_INT_TT_TO_LOCAL = fast containers::subscr::<Tuples, T, T, ToLocal>;
    LOAD_GLOBAL_MODULE = fast names::global::<false, false>;
    LOAD_GLOBAL_BUILTIN = fast names::global::<true, false>;
    LOAD_GLOBAL_CALL_MODULE = fast names::global::<false, true>;
    LOAD_GLOBAL_CALL_BUILTIN = fast names::global::<true, true>;
    LOAD_ATTR_INSTANCE_L = fast attributes::load_instance::<L>;
    LOAD_ATTR_SLOT_L = fast attributes::load_slot::<L>;
    LOAD_ATTR_MODULE_L = fast attributes::load_module::<L>;
    LOAD_ATTR_TYPE_L = fast attributes::load_type::<L>;
    LOAD_METHOD_INSTANCE_L = fast attributes::load_method::<L, true>;
    LOAD_METHOD_NO_DICT_L = fast attributes::load_method::<L, false>;
    LOAD_METHOD_MODULE_L = fast attributes::load_module_call::<L>;
    LOAD_ATTR_INSTANCE_T = fast attributes::load_instance::<T>;
    LOAD_ATTR_SLOT_T = fast attributes::load_slot::<T>;
    LOAD_ATTR_MODULE_T = fast attributes::load_module::<T>;
    LOAD_ATTR_TYPE_T = fast attributes::load_type::<T>;
    LOAD_METHOD_INSTANCE_T = fast attributes::load_method::<T, true>;
    LOAD_METHOD_NO_DICT_T = fast attributes::load_method::<T, false>;
    LOAD_METHOD_MODULE_T = fast attributes::load_module_call::<T>;
    STORE_SUBSCR_LIST_INT_LLL = fast containers::store::<L, L, L>;
    STORE_SUBSCR_LIST_INT_LLT = fast containers::store::<L, L, T>;
    STORE_SUBSCR_LIST_INT_LKL = fast containers::store::<L, K, L>;
    STORE_SUBSCR_LIST_INT_LKT = fast containers::store::<L, K, T>;
    STORE_SUBSCR_LIST_INT_LTL = fast containers::store::<L, T, L>;
    STORE_SUBSCR_LIST_INT_LTT = fast containers::store::<L, T, T>;
    STORE_SUBSCR_LIST_INT_TLL = fast containers::store::<T, L, L>;
    STORE_SUBSCR_LIST_INT_TLT = fast containers::store::<T, L, T>;
    STORE_SUBSCR_LIST_INT_TKL = fast containers::store::<T, K, L>;
    STORE_SUBSCR_LIST_INT_TKT = fast containers::store::<T, K, T>;
    STORE_SUBSCR_LIST_INT_TTL = fast containers::store::<T, T, L>;
    STORE_SUBSCR_LIST_INT_TTT = fast containers::store::<T, T, T>;
    FOR_ITER_RANGE = fast containers::range::<ToTemp>;
    FOR_ITER_RANGE_TO_LOCAL = fast containers::range::<ToLocal>;
    FOR_ITER_LIST = fast containers::walk::<Lists, ToTemp>;
    FOR_ITER_LIST_TO_LOCAL = fast containers::walk::<Lists, ToLocal>;
    FOR_ITER_TUPLE = fast containers::walk::<Tuples, ToTemp>;
    FOR_ITER_TUPLE_TO_LOCAL = fast containers::walk::<Tuples, ToLocal>;
    CALL_PY_EXACT = fast calls::exact::<false>;
    CALL_METHOD_PY_EXACT = fast calls::exact::<true>;
    CALL_METHOD_LIST_APPEND = fast calls::list_append;
    FOR_ITER_GENERATOR = slow containers::generator;
    FOR_ITER_GENERATOR_TO_LOCAL = slow containers::generator;
    FOR_ITER_ANY = slow containers::any::<ToTemp>;
    FOR_ITER_ANY_TO_LOCAL = slow containers::any::<ToLocal>;
    LOAD_ATTR_PROPERTY_L = slow attributes::load_property::<L>;
    LOAD_ATTR_PROPERTY_T = slow attributes::load_property::<T>;
    LOAD_ATTR_CLASS_L = fast attributes::load_class::<L>;
    LOAD_ATTR_CLASS_T = fast attributes::load_class::<T>;
    LOAD_METHOD_CLASS_L = fast attributes::load_method_class::<L>;
    LOAD_METHOD_CLASS_T = fast attributes::load_method_class::<T>;
    CALL_NATIVE = slow native::function;
    CALL_METHOD_NATIVE = slow native::function;
    CALL_METHOD_DESCRIPTOR = slow native::method;
    CALL_TYPE = slow native::class;
    CALL_METHOD_TYPE = slow native::class;
    CALL_CLASS_PY_INIT = slow native::instance;
    CALL_METHOD_CLASS_PY_INIT = slow native::instance;
    }
}
