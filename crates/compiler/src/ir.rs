//! The instructions between the tree and the registers: 3.13's stack instructions.
//!
//! What a program can observe about compiled code (constants in order, names, stack size, positions, code units) is
//! defined by 3.13's stack code, so the compiler makes that first, exactly, and then gives every stack slot a register
//! (`regs/`). The names are 3.13's and mean what its documentation of `dis` says.

use bytecode::Position;

/// Place in the instruction sequence that jumps name; see `Unit::labels`.
pub type Label = u32;

/// An operation on the stack machine. Pseudo operations come last and never reach the registers.
#[allow(
    non_camel_case_types,
    clippy::upper_case_acronyms,
    clippy::enum_variant_names
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum S {
    NOP,
    RESUME,
    BEFORE_ASYNC_WITH,
    BEFORE_WITH,
    BINARY_OP,
    BINARY_SLICE,
    BINARY_SUBSCR,
    BUILD_CONST_KEY_MAP,
    BUILD_LIST,
    BUILD_MAP,
    BUILD_SET,
    BUILD_SLICE,
    BUILD_STRING,
    BUILD_TUPLE,
    CALL,
    CALL_FUNCTION_EX,
    CALL_INTRINSIC_1,
    CALL_INTRINSIC_2,
    CALL_KW,
    CHECK_EG_MATCH,
    CHECK_EXC_MATCH,
    CLEANUP_THROW,
    COMPARE_OP,
    CONTAINS_OP,
    CONVERT_VALUE,
    COPY,
    DELETE_ATTR,
    DELETE_DEREF,
    DELETE_FAST,
    DELETE_GLOBAL,
    DELETE_NAME,
    DELETE_SUBSCR,
    DICT_MERGE,
    DICT_UPDATE,
    END_ASYNC_FOR,
    END_FOR,
    END_SEND,
    FOR_ITER,
    FORMAT_SIMPLE,
    FORMAT_WITH_SPEC,
    GET_AITER,
    GET_ANEXT,
    GET_AWAITABLE,
    GET_ITER,
    GET_LEN,
    GET_YIELD_FROM_ITER,
    IMPORT_FROM,
    IMPORT_NAME,
    IS_OP,
    JUMP,
    JUMP_NO_INTERRUPT,
    LIST_APPEND,
    LIST_EXTEND,
    LOAD_ASSERTION_ERROR,
    LOAD_ATTR,
    LOAD_BUILD_CLASS,
    LOAD_CLOSURE,
    LOAD_CONST,
    LOAD_DEREF,
    LOAD_FAST,
    LOAD_FAST_AND_CLEAR,
    LOAD_FAST_CHECK,
    LOAD_FROM_DICT_OR_DEREF,
    LOAD_FROM_DICT_OR_GLOBALS,
    LOAD_GLOBAL,
    LOAD_LOCALS,
    LOAD_METHOD,
    LOAD_NAME,
    LOAD_SUPER_ATTR,
    LOAD_SUPER_METHOD,
    LOAD_ZERO_SUPER_ATTR,
    LOAD_ZERO_SUPER_METHOD,
    MAKE_CELL,
    MAKE_FUNCTION,
    MAP_ADD,
    MATCH_CLASS,
    MATCH_KEYS,
    MATCH_MAPPING,
    MATCH_SEQUENCE,
    POP_EXCEPT,
    POP_JUMP_IF_FALSE,
    POP_JUMP_IF_NONE,
    POP_JUMP_IF_NOT_NONE,
    POP_JUMP_IF_TRUE,
    POP_TOP,
    PUSH_EXC_INFO,
    PUSH_NULL,
    RAISE_VARARGS,
    RERAISE,
    RETURN_CONST,
    RETURN_VALUE,
    SEND,
    SET_ADD,
    SET_FUNCTION_ATTRIBUTE,
    SET_UPDATE,
    SETUP_ANNOTATIONS,
    STORE_ATTR,
    STORE_DEREF,
    STORE_FAST,
    STORE_FAST_MAYBE_NULL,
    STORE_GLOBAL,
    STORE_NAME,
    STORE_SLICE,
    STORE_SUBSCR,
    SWAP,
    TO_BOOL,
    UNARY_INVERT,
    UNARY_NEGATIVE,
    UNARY_NOT,
    UNPACK_EX,
    UNPACK_SEQUENCE,
    WITH_EXCEPT_START,
    YIELD_VALUE,
    // Begin and end of guarded code; the block's handler takes over.
    POP_BLOCK,
    SETUP_CLEANUP,
    SETUP_FINALLY,
    SETUP_WITH,
}

/// In the argument of `COMPARE_OP`: the result is wanted as a bool. The operator is in the bits above 4.
pub const COMPARE_BOOL: u32 = 16;

/// No target.
pub const NO_TARGET: u32 = u32::MAX;

/// One instruction. `target` is a label while code is emitted and a block afterwards.
#[derive(Clone, Copy, Debug)]
pub struct Ins {
    pub op: S,
    pub arg: u32,
    pub target: u32,
    pub pos: Position,
    /// The block that handles what this raises (known once the flow graph is labelled).
    pub except: u32,
}

/// "No position": the instruction takes that of its neighbourhood.
pub const NO_LOCATION: Position = Position::NONE;

/// Whether a position says anything. Line 0 with columns is a place of its own: before the module.
pub fn located(pos: Position) -> bool {
    pos.line != 0 || pos.col != -1
}

impl Ins {
    pub fn new(op: S, arg: u32, pos: Position) -> Self {
        Self {
            op,
            arg,
            target: NO_TARGET,
            pos,
            except: NO_TARGET,
        }
    }

    /// A jump or the start of guarded code.
    pub fn to(op: S, target: u32, pos: Position) -> Self {
        Self {
            target,
            ..Self::new(op, 0, pos)
        }
    }

    pub fn has_location(&self) -> bool {
        located(self.pos)
    }

    /// Turns the instruction into another, keeping its place.
    pub fn become_op(&mut self, op: S, arg: u32) {
        (self.op, self.arg, self.target) = (op, arg, NO_TARGET);
    }
}

impl S {
    /// Starts guarded code; its target is the handler.
    pub fn is_setup(self) -> bool {
        matches!(self, S::SETUP_FINALLY | S::SETUP_CLEANUP | S::SETUP_WITH)
    }

    pub fn is_conditional_jump(self) -> bool {
        matches!(
            self,
            S::POP_JUMP_IF_FALSE
                | S::POP_JUMP_IF_TRUE
                | S::POP_JUMP_IF_NONE
                | S::POP_JUMP_IF_NOT_NONE
        )
    }

    pub fn is_unconditional_jump(self) -> bool {
        matches!(self, S::JUMP | S::JUMP_NO_INTERRUPT)
    }

    /// Has a jump target (guards not included).
    pub fn is_jump(self) -> bool {
        self.is_conditional_jump()
            || self.is_unconditional_jump()
            || matches!(self, S::FOR_ITER | S::SEND)
    }

    /// Control never goes on after it: a return or a raise.
    pub fn is_exit(self) -> bool {
        matches!(
            self,
            S::RETURN_VALUE | S::RETURN_CONST | S::RAISE_VARARGS | S::RERAISE
        )
    }

    /// Control doesn't fall through.
    pub fn ends_flow(self) -> bool {
        self.is_exit() || self.is_unconditional_jump()
    }

    /// A basic block ends after it.
    pub fn ends_block(self) -> bool {
        self.is_jump() || self.is_exit()
    }
}
