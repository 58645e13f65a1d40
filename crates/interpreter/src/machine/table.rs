//! The dispatch list: which handler each instruction has.
//!
//! A specialised instruction without a line of its own runs the handler of the generic one it stands for.

use super::dispatch::Handler;
use super::operand::{K, L, T, ToLocal, ToTemp};
use crate::generators;
use crate::ops::{
    attributes, awaiting, binary, build, cells, compare, exceptions, groups, imports, intrinsics,
    iteration, jumps, matching, moves, names, subscripts, text, unpack, withs,
};
use crate::{fast, slow, special};
use bytecode::{ALL, Op};

/// The handlers by opcode.
pub static TABLE: [Handler; Op::COUNT] = build();

/// What an opcode without a handler runs: none is left after start-up's check.
const MISSING: Handler = slow!(missing);

fn missing(at: super::At) -> super::Flow {
    Err(at.thread().system_error(format_args!("unknown opcode")))
}

macro_rules! handlers {
    ($table:ident; $($op:ident = $how:ident $handler:expr;)*) => {
        $($table[Op::$op as usize] = $how!($handler);)*
        const _: () = assert!([$(Op::$op),*].len() == Op::GENERIC_COUNT, "every generic instruction has one line");
    };
}

const fn build() -> [Handler; Op::COUNT] {
    let mut table = [MISSING; Op::COUNT];
    generic(&mut table);
    let mut number = 0;
    while number < Op::COUNT {
        table[number] = table[ALL[number].generic() as usize];
        number += 1;
    }
    special::install(&mut table);
    table
}

const fn generic(table: &mut [Handler; Op::COUNT]) {
    handlers! { table;
        UNPACK_CODE = slow moves::unpack_code;
        NOP = fast moves::nop;
        LOAD_FAST = fast moves::load_fast;
        LOAD_FAST_CHECK = fast moves::load_fast_check;
        LOAD_FAST_AND_CLEAR = fast moves::load_fast_and_clear;
        LOAD_FAST_CALL = fast moves::load_fast_call;
        CHECK_FAST = fast moves::check_fast;
        LOAD_CONST = fast moves::load_const;
        STORE_FAST = fast moves::store_fast;
        STORE_FAST_L = fast moves::store_fast_l;
        STORE_FAST_K = fast moves::store_fast_k;
        STORE_FAST_MAYBE_NULL = fast moves::store_fast;
        DELETE_FAST = fast moves::delete_fast;
        POP_TOP = fast moves::pop_top;
        COPY = fast moves::copy;
        SWAP = fast moves::swap;
        PUSH_NULL = fast moves::push_null;
        MAKE_CELL = slow moves::make_cell;
        COPY_FREE_VARS = slow cells::copy_free_vars;
        LOAD_DEREF = fast cells::load_deref;
        STORE_DEREF = fast cells::store_deref;
        DELETE_DEREF = slow cells::delete_deref;
        LOAD_FROM_DICT_OR_DEREF = slow cells::load_from_dict_or_deref;
        LOAD_CLOSURE = fast cells::load_closure;
        LOAD_NAME = slow names::load_name;
        STORE_NAME = slow names::store_name;
        DELETE_NAME = slow names::delete_name;
        LOAD_GLOBAL = slow special::names::specialise::<false>;
        LOAD_GLOBAL_CALL = slow special::names::specialise::<true>;
        STORE_GLOBAL = slow names::store_global;
        DELETE_GLOBAL = slow names::delete_global;
        LOAD_FROM_DICT_OR_GLOBALS = slow names::load_from_dict_or_globals;
        LOAD_LOCALS = slow names::load_locals;
        SETUP_ANNOTATIONS = slow names::setup_annotations;
        LOAD_BUILD_CLASS = slow names::load_build_class;
        LOAD_ASSERTION_ERROR = slow names::load_assertion_error;
        BINARY_LL = slow special::arith::specialise::<L, L, ToTemp>;
        BINARY_LL_TO_LOCAL = slow special::arith::specialise::<L, L, ToLocal>;
        COMPARE_LL = slow special::arith::specialise_compare::<L, L>;
        COMPARE_JUMP_LL = slow special::arith::specialise_branch::<L, L>;
        JUMP_IF_IS_LL = slow jumps::if_is::<L, L, true>;
        JUMP_IF_IS_NOT_LL = slow jumps::if_is::<L, L, false>;
        SUBSCR_LL = slow special::containers::specialise_subscr::<L, L, ToTemp>;
        SUBSCR_LL_TO_LOCAL = slow special::containers::specialise_subscr::<L, L, ToLocal>;
        STORE_ATTR_LL = slow special::attributes::specialise_store::<L, L>;
        BINARY_LK = slow special::arith::specialise::<L, K, ToTemp>;
        BINARY_LK_TO_LOCAL = slow special::arith::specialise::<L, K, ToLocal>;
        COMPARE_LK = slow special::arith::specialise_compare::<L, K>;
        COMPARE_JUMP_LK = slow special::arith::specialise_branch::<L, K>;
        JUMP_IF_IS_LK = slow jumps::if_is::<L, K, true>;
        JUMP_IF_IS_NOT_LK = slow jumps::if_is::<L, K, false>;
        SUBSCR_LK = slow special::containers::specialise_subscr::<L, K, ToTemp>;
        SUBSCR_LK_TO_LOCAL = slow special::containers::specialise_subscr::<L, K, ToLocal>;
        STORE_ATTR_LK = slow special::attributes::specialise_store::<L, K>;
        BINARY_LT = slow special::arith::specialise::<L, T, ToTemp>;
        BINARY_LT_TO_LOCAL = slow special::arith::specialise::<L, T, ToLocal>;
        COMPARE_LT = slow special::arith::specialise_compare::<L, T>;
        COMPARE_JUMP_LT = slow special::arith::specialise_branch::<L, T>;
        JUMP_IF_IS_LT = slow jumps::if_is::<L, T, true>;
        JUMP_IF_IS_NOT_LT = slow jumps::if_is::<L, T, false>;
        SUBSCR_LT = slow special::containers::specialise_subscr::<L, T, ToTemp>;
        SUBSCR_LT_TO_LOCAL = slow special::containers::specialise_subscr::<L, T, ToLocal>;
        STORE_ATTR_LT = slow special::attributes::specialise_store::<L, T>;
        BINARY_TL = slow special::arith::specialise::<T, L, ToTemp>;
        BINARY_TL_TO_LOCAL = slow special::arith::specialise::<T, L, ToLocal>;
        COMPARE_TL = slow special::arith::specialise_compare::<T, L>;
        COMPARE_JUMP_TL = slow special::arith::specialise_branch::<T, L>;
        JUMP_IF_IS_TL = slow jumps::if_is::<T, L, true>;
        JUMP_IF_IS_NOT_TL = slow jumps::if_is::<T, L, false>;
        SUBSCR_TL = slow special::containers::specialise_subscr::<T, L, ToTemp>;
        SUBSCR_TL_TO_LOCAL = slow special::containers::specialise_subscr::<T, L, ToLocal>;
        STORE_ATTR_TL = slow special::attributes::specialise_store::<T, L>;
        BINARY_TK = slow special::arith::specialise::<T, K, ToTemp>;
        BINARY_TK_TO_LOCAL = slow special::arith::specialise::<T, K, ToLocal>;
        COMPARE_TK = slow special::arith::specialise_compare::<T, K>;
        COMPARE_JUMP_TK = slow special::arith::specialise_branch::<T, K>;
        JUMP_IF_IS_TK = slow jumps::if_is::<T, K, true>;
        JUMP_IF_IS_NOT_TK = slow jumps::if_is::<T, K, false>;
        SUBSCR_TK = slow special::containers::specialise_subscr::<T, K, ToTemp>;
        SUBSCR_TK_TO_LOCAL = slow special::containers::specialise_subscr::<T, K, ToLocal>;
        STORE_ATTR_TK = slow special::attributes::specialise_store::<T, K>;
        BINARY_TT = slow special::arith::specialise::<T, T, ToTemp>;
        BINARY_TT_TO_LOCAL = slow special::arith::specialise::<T, T, ToLocal>;
        COMPARE_TT = slow special::arith::specialise_compare::<T, T>;
        COMPARE_JUMP_TT = slow special::arith::specialise_branch::<T, T>;
        JUMP_IF_IS_TT = slow jumps::if_is::<T, T, true>;
        JUMP_IF_IS_NOT_TT = slow jumps::if_is::<T, T, false>;
        SUBSCR_TT = slow special::containers::specialise_subscr::<T, T, ToTemp>;
        SUBSCR_TT_TO_LOCAL = slow special::containers::specialise_subscr::<T, T, ToLocal>;
        STORE_ATTR_TT = slow special::attributes::specialise_store::<T, T>;
        JUMP_IF_IN_LL = slow jumps::if_in::<L, L, true>;
        JUMP_IF_NOT_IN_LL = slow jumps::if_in::<L, L, false>;
        JUMP_IF_IN_LK = slow jumps::if_in::<L, K, true>;
        JUMP_IF_NOT_IN_LK = slow jumps::if_in::<L, K, false>;
        JUMP_IF_IN_LT = slow jumps::if_in::<L, T, true>;
        JUMP_IF_NOT_IN_LT = slow jumps::if_in::<L, T, false>;
        JUMP_IF_IN_TL = slow jumps::if_in::<T, L, true>;
        JUMP_IF_NOT_IN_TL = slow jumps::if_in::<T, L, false>;
        JUMP_IF_IN_TK = slow jumps::if_in::<T, K, true>;
        JUMP_IF_NOT_IN_TK = slow jumps::if_in::<T, K, false>;
        JUMP_IF_IN_TT = slow jumps::if_in::<T, T, true>;
        JUMP_IF_NOT_IN_TT = slow jumps::if_in::<T, T, false>;
        JUMP_IF_IN_KL = slow jumps::if_in::<K, L, true>;
        JUMP_IF_NOT_IN_KL = slow jumps::if_in::<K, L, false>;
        JUMP_IF_IN_KT = slow jumps::if_in::<K, T, true>;
        JUMP_IF_NOT_IN_KT = slow jumps::if_in::<K, T, false>;
        UNARY_NEGATIVE_L = slow binary::negative::<L>;
        UNARY_INVERT_L = slow binary::invert::<L>;
        UNARY_NOT_L = slow binary::not::<L>;
        TO_BOOL_L = slow binary::to_bool::<L>;
        JUMP_IF_FALSE_L = fast jumps::if_truth::<L, false>;
        JUMP_IF_TRUE_L = fast jumps::if_truth::<L, true>;
        JUMP_IF_NONE_L = fast jumps::if_none::<L, true>;
        JUMP_IF_NOT_NONE_L = fast jumps::if_none::<L, false>;
        LOAD_ATTR_L = slow special::attributes::specialise::<L>;
        LOAD_METHOD_L = slow special::attributes::specialise_method::<L>;
        LIST_APPEND_L = fast special::containers::list_append::<L>;
        UNPACK_SEQUENCE_L = slow unpack::sequence::<L>;
        UNPACK_PAIR_L = fast special::containers::unpack_pair::<L>;
        UNPACK_LOCALS_L = slow unpack::locals::<L>;
        GET_ITER_L = slow iteration::get_iter::<L>;
        RETURN_L = fast special::calls::return_local;
        FORMAT_SIMPLE_L = slow text::format_simple::<L>;
        UNARY_NEGATIVE_T = slow binary::negative::<T>;
        UNARY_INVERT_T = slow binary::invert::<T>;
        UNARY_NOT_T = slow binary::not::<T>;
        TO_BOOL_T = slow binary::to_bool::<T>;
        JUMP_IF_FALSE_T = fast jumps::if_truth::<T, false>;
        JUMP_IF_TRUE_T = fast jumps::if_truth::<T, true>;
        JUMP_IF_NONE_T = fast jumps::if_none::<T, true>;
        JUMP_IF_NOT_NONE_T = fast jumps::if_none::<T, false>;
        LOAD_ATTR_T = slow special::attributes::specialise::<T>;
        LOAD_METHOD_T = slow special::attributes::specialise_method::<T>;
        LIST_APPEND_T = fast special::containers::list_append::<T>;
        UNPACK_SEQUENCE_T = slow unpack::sequence::<T>;
        UNPACK_PAIR_T = fast special::containers::unpack_pair::<T>;
        UNPACK_LOCALS_T = slow unpack::locals::<T>;
        GET_ITER_T = slow iteration::get_iter::<T>;
        RETURN_T = fast special::calls::return_temp;
        FORMAT_SIMPLE_T = slow text::format_simple::<T>;
        IS_TT = slow compare::is;
        IS_NOT_TT = slow compare::is_not;
        IN_TT = slow compare::contains;
        NOT_IN_TT = slow compare::contains_not;
        JUMP = fast jumps::jump;
        JUMP_BACKWARD = fast jumps::jump_backward;
        JUMP_IF_FALSE_KEEP = fast jumps::if_truth_keep::<false>;
        JUMP_IF_TRUE_KEEP = fast jumps::if_truth_keep::<true>;
        DELETE_ATTR = slow attributes::delete_attr;
        LOAD_SUPER_ATTR = slow attributes::load_super_attr;
        LOAD_SUPER_METHOD = slow attributes::load_super_method;
        STORE_SUBSCR_LLL = slow special::containers::specialise_store::<L, L, L>;
        STORE_SUBSCR_LLT = slow special::containers::specialise_store::<L, L, T>;
        STORE_SUBSCR_LKL = slow special::containers::specialise_store::<L, K, L>;
        STORE_SUBSCR_LKT = slow special::containers::specialise_store::<L, K, T>;
        STORE_SUBSCR_LTL = slow special::containers::specialise_store::<L, T, L>;
        STORE_SUBSCR_LTT = slow special::containers::specialise_store::<L, T, T>;
        STORE_SUBSCR_TLL = slow special::containers::specialise_store::<T, L, L>;
        STORE_SUBSCR_TLT = slow special::containers::specialise_store::<T, L, T>;
        STORE_SUBSCR_TKL = slow special::containers::specialise_store::<T, K, L>;
        STORE_SUBSCR_TKT = slow special::containers::specialise_store::<T, K, T>;
        STORE_SUBSCR_TTL = slow special::containers::specialise_store::<T, T, L>;
        STORE_SUBSCR_TTT = slow special::containers::specialise_store::<T, T, T>;
        DELETE_SUBSCR = slow subscripts::delete_subscr;
        BINARY_SLICE = slow subscripts::binary_slice;
        STORE_SLICE = slow subscripts::store_slice;
        BUILD_SLICE = slow subscripts::build_slice;
        BUILD_TUPLE = slow build::build_tuple;
        BUILD_LIST = slow build::build_list;
        BUILD_SET = slow build::build_set;
        BUILD_STRING = slow build::build_string;
        BUILD_MAP = slow build::build_map;
        BUILD_CONST_KEY_MAP = slow build::build_const_key_map;
        SET_ADD = fast special::containers::set_add;
        MAP_ADD = slow build::map_add;
        LIST_EXTEND = slow build::list_extend;
        SET_UPDATE = slow build::set_update;
        DICT_UPDATE = slow build::dict_update;
        DICT_MERGE = slow build::dict_merge;
        UNPACK_EX = slow unpack::extended;
        FOR_ITER = slow special::containers::specialise_iter;
        FOR_ITER_TO_LOCAL = slow special::containers::specialise_iter;
        CALL = slow special::calls::specialise;
        CALL_METHOD = slow special::calls::specialise;
        CALL_KW = slow crate::call::call_keywords;
        CALL_EX = slow crate::call::call_ex;
        CALL_INTRINSIC_1 = slow intrinsics::one;
        CALL_INTRINSIC_2 = slow intrinsics::two;
        MAKE_FUNCTION = slow intrinsics::make_function;
        SET_FUNCTION_ATTRIBUTE = slow intrinsics::set_function_attribute;
        RETURN_K = fast special::calls::return_const;
        RETURN_GENERATOR = slow generators::return_generator;
        YIELD_VALUE = slow generators::yield_value;
        SEND = slow iteration::send;
        END_SEND = slow iteration::end_send;
        CLEANUP_THROW = slow iteration::cleanup_throw;
        GET_YIELD_FROM_ITER = slow iteration::get_yield_from_iter;
        GET_AWAITABLE = slow awaiting::get_awaitable;
        GET_AITER = slow awaiting::get_aiter;
        GET_ANEXT = slow awaiting::get_anext;
        END_ASYNC_FOR = slow awaiting::end_async_for;
        RAISE_VARARGS = slow exceptions::raise_varargs;
        RERAISE = slow exceptions::reraise;
        PUSH_EXC_INFO = slow exceptions::push_exc_info;
        POP_EXCEPT = slow exceptions::pop_except;
        JUMP_IF_NOT_EXC_MATCH = slow exceptions::jump_if_not_match;
        CHECK_EG_MATCH = slow groups::check_match;
        BEFORE_WITH = slow withs::before_with;
        BEFORE_ASYNC_WITH = slow withs::before_async_with;
        WITH_EXCEPT_START = slow withs::with_except_start;
        CONVERT_VALUE = slow text::convert;
        FORMAT_WITH_SPEC = slow text::format_with_spec;
        IMPORT_NAME = slow imports::import_name;
        IMPORT_FROM = slow imports::import_from;
        GET_LEN = slow matching::get_len;
        MATCH_MAPPING = slow matching::mapping;
        MATCH_SEQUENCE = slow matching::sequence;
        MATCH_KEYS = slow matching::match_keys;
        MATCH_CLASS = slow matching::match_class;
    }
}
