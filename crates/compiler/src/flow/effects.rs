//! What each stack instruction takes from the stack and leaves there.

use crate::ir::{Ins, S};

/// Entries popped and pushed by an instruction when it falls through.
pub fn effect(op: S, arg: u32) -> (u32, u32) {
    match op {
        S::NOP
        | S::RESUME
        | S::JUMP
        | S::JUMP_NO_INTERRUPT
        | S::POP_BLOCK
        | S::SETUP_ANNOTATIONS => (0, 0),
        S::SETUP_CLEANUP | S::SETUP_FINALLY | S::SETUP_WITH | S::MAKE_CELL => (0, 0),
        S::DELETE_FAST | S::DELETE_DEREF | S::DELETE_GLOBAL | S::DELETE_NAME | S::RETURN_CONST => {
            (0, 0)
        }
        S::LOAD_ASSERTION_ERROR
        | S::LOAD_BUILD_CLASS
        | S::LOAD_CLOSURE
        | S::LOAD_CONST
        | S::LOAD_DEREF => (0, 1),
        S::LOAD_FAST
        | S::LOAD_FAST_AND_CLEAR
        | S::LOAD_FAST_CHECK
        | S::LOAD_LOCALS
        | S::LOAD_NAME => (0, 1),
        S::LOAD_GLOBAL | S::PUSH_NULL => (0, 1),
        S::LOAD_FROM_DICT_OR_DEREF
        | S::LOAD_FROM_DICT_OR_GLOBALS
        | S::LOAD_ATTR
        | S::MAKE_FUNCTION => (1, 1),
        S::LOAD_METHOD
        | S::BEFORE_WITH
        | S::BEFORE_ASYNC_WITH
        | S::PUSH_EXC_INFO
        | S::GET_ANEXT => (1, 2),
        S::LOAD_SUPER_ATTR | S::LOAD_ZERO_SUPER_ATTR => (3, 1),
        S::LOAD_SUPER_METHOD | S::LOAD_ZERO_SUPER_METHOD => (3, 2),
        S::BINARY_OP
        | S::BINARY_SUBSCR
        | S::COMPARE_OP
        | S::CONTAINS_OP
        | S::IS_OP
        | S::FORMAT_WITH_SPEC => (2, 1),
        S::BINARY_SLICE | S::MATCH_CLASS => (3, 1),
        S::BUILD_LIST | S::BUILD_SET | S::BUILD_STRING | S::BUILD_TUPLE | S::BUILD_SLICE => {
            (arg, 1)
        }
        S::BUILD_MAP => (2 * arg, 1),
        S::BUILD_CONST_KEY_MAP => (arg + 1, 1),
        S::CALL => (arg + 2, 1),
        S::CALL_KW => (arg + 3, 1),
        S::CALL_FUNCTION_EX => (3 + (arg & 1), 1),
        S::CALL_INTRINSIC_1
        | S::CONVERT_VALUE
        | S::FORMAT_SIMPLE
        | S::GET_AITER
        | S::GET_AWAITABLE => (1, 1),
        S::GET_ITER | S::GET_YIELD_FROM_ITER | S::TO_BOOL | S::UNARY_INVERT | S::UNARY_NEGATIVE => {
            (1, 1)
        }
        S::UNARY_NOT | S::YIELD_VALUE => (1, 1),
        S::CALL_INTRINSIC_2 | S::IMPORT_NAME | S::SET_FUNCTION_ATTRIBUTE | S::END_SEND => (2, 1),
        S::CHECK_EG_MATCH | S::CHECK_EXC_MATCH | S::SEND => (2, 2),
        S::CLEANUP_THROW => (3, 2),
        S::COPY => (arg, arg + 1),
        S::SWAP => (arg, arg),
        S::DELETE_ATTR | S::END_FOR | S::POP_EXCEPT | S::POP_TOP | S::RERAISE | S::RETURN_VALUE => {
            (1, 0)
        }
        S::POP_JUMP_IF_FALSE
        | S::POP_JUMP_IF_NONE
        | S::POP_JUMP_IF_NOT_NONE
        | S::POP_JUMP_IF_TRUE => (1, 0),
        S::STORE_DEREF
        | S::STORE_FAST
        | S::STORE_FAST_MAYBE_NULL
        | S::STORE_GLOBAL
        | S::STORE_NAME => (1, 0),
        S::DICT_MERGE
        | S::DICT_UPDATE
        | S::LIST_APPEND
        | S::LIST_EXTEND
        | S::SET_ADD
        | S::SET_UPDATE => (1, 0),
        S::DELETE_SUBSCR | S::END_ASYNC_FOR | S::MAP_ADD | S::STORE_ATTR => (2, 0),
        S::FOR_ITER | S::GET_LEN | S::IMPORT_FROM | S::MATCH_MAPPING | S::MATCH_SEQUENCE => (1, 2),
        S::MATCH_KEYS => (2, 3),
        S::RAISE_VARARGS => (arg, 0),
        S::STORE_SUBSCR => (3, 0),
        S::STORE_SLICE => (4, 0),
        S::UNPACK_SEQUENCE => (1, arg),
        S::UNPACK_EX => (1, (arg & 0xFF) + (arg >> 8) + 1),
        S::WITH_EXCEPT_START => (4, 5),
    }
}

/// Depth at the target of a jump or guard, given the depth before the instruction.
pub fn depth_at_target(ins: &Ins, depth: u32) -> u32 {
    match ins.op {
        S::SETUP_FINALLY | S::SETUP_WITH => depth + 1,
        S::SETUP_CLEANUP => depth + 2,
        S::FOR_ITER => depth + 1,
        _ => {
            let (pops, pushes) = effect(ins.op, ins.arg);
            depth - pops + pushes
        }
    }
}
