//! The instruction table: the one place where an instruction is defined.
//!
//! A row is `NAME (a b c) cache N pops P pushes Q;`. The enum, the names, the operand formats, the stack effects and
//! the disassembler are generated from it, and an interpreter generates its dispatch from it with
//! [`for_each_instruction!`](crate::for_each_instruction). Specialised instructions, which only the interpreter
//! writes, are in `specialised.rs`; they share operands, cache words and effects with the generic one they stand for.
//!
//! # The machine
//! ```text
//! instruction  | op u16 | a u16 | b u16 | c u16 |   one 64-bit word, op lowest; then `cache N` words
//! registers    | locals (arguments first) | cells | free variables | temp 0 | temp 1 | ...
//!                0 .. nlocalsplus                                    nlocalsplus + k
//! ```
//! Every register holds one owned reference or null. An operand names a register by its index in the frame's window,
//! whatever its kind; the kind is fixed by the instruction:
//!
//! | kind | in a row | meaning |
//! |---|---|---|
//! | `L` | `Local` | read and *borrowed*; never null (the compiler proved it or emitted `CHECK_FAST`) |
//! | | `LocalOut` | written; the old value (or null) is dropped after the store |
//! | `T` | `Temp` | a temporary, *consumed*: ownership goes to the instruction, the register isn't nulled |
//! | | `TempOut` | written, dead before: the old word is stale and must not be dropped |
//! | | `TempKeep` | read, and stays owned by its register |
//! | | `TempInOut` | consumed, and then written with the result |
//! | | `Run` | first of consecutive temporaries, all consumed; results land from here |
//! | | `Cell` | a register that holds a cell |
//! | `K` | `Const` | index into the constants, borrowed |
//! | | `Name`, `Count`, `Flags` | index into the names; a number; small enumeration or bits |
//! | | `Jump` | signed 16-bit offset in words, counted from the end of the instruction (its cache words included) |
//! | | `WideConst`, `WideJump` | 32 bits: b low, c high |
//!
//! Suffixes of a name give the kinds of its operands in the order of the row, destination left out: `BINARY_LK` is
//! local op constant.
//!
//! # What always holds
//! - The live temporaries before an instruction are exactly temp 0 .. depth, and depth is static
//!   (`CodeData::depths`). A live temporary may hold null only where a row says so.
//! - When an instruction raises, all its consumed operands have been dropped: unwinding starts from
//!   depth - `pops` (`CodeData::unwind_depths`).
//! - An instruction's results go to the lowest registers above the live ones: with `pushes` 1 the destination is
//!   temp depth - pops. A destination may be a register that the same instruction consumes.
//! - Cache words belong to the interpreter, except that the compiler fills cache word 0's low 16 bits where a row
//!   says so. A specialised instruction must leave what it needs to become the generic one again.
//! - A jump that doesn't fit 16 bits goes over an island (`JUMP`), so no instruction needs an extension word.

/// Hands every instruction to a macro: `callback! { generic { rows } specialised { rows } }`.
///
/// A generic row is `/// doc NAME (a b c) cache N pops P pushes Q;`, a specialised one `/// doc NAME : GENERIC;`.
#[macro_export]
macro_rules! for_each_instruction {
    ($($callback:ident)::+) => {
        $crate::specialised_instructions! { ($($callback)::+)
            // ---- moves between registers, and constants
            /// Nothing.
            NOP (- - -) cache 0 pops Fixed(0) pushes Fixed(0);
            /// The only word of packed code before it first runs: makes the words, goes on with the first of them.
            UNPACK_CODE (- - -) cache 0 pops Fixed(0) pushes Fixed(0);
            /// a := copy of local b (count +1). The compiler has proved b bound.
            LOAD_FAST (TempOut Local -) cache 0 pops Fixed(0) pushes Fixed(1);
            /// As LOAD_FAST; UnboundLocalError when b is null.
            LOAD_FAST_CHECK (TempOut Local -) cache 0 pops Fixed(0) pushes Fixed(1);
            /// a := local b moved out, b := null. The value may be null (an inlined comprehension saves a name).
            LOAD_FAST_AND_CLEAR (TempOut Local -) cache 0 pops Fixed(0) pushes Fixed(1);
            /// a := copy of local b, a+1 := null: the callable of a plain call.
            LOAD_FAST_CALL (TempOut Local -) cache 0 pops Fixed(0) pushes Fixed(2);
            /// UnboundLocalError when local a is null. Stands before a borrow that the compiler can't prove bound.
            CHECK_FAST (Local - -) cache 0 pops Fixed(0) pushes Fixed(0);
            /// a := constant; index = b | c << 16.
            LOAD_CONST (TempOut WideConst -) cache 0 pops Fixed(0) pushes Fixed(1);
            /// Local a := temp b (moved); the old value of a is dropped after the store.
            STORE_FAST (LocalOut Temp -) cache 0 pops Fixed(1) pushes Fixed(0);
            /// Local a := copy of local b (`x = y`).
            STORE_FAST_L (LocalOut Local -) cache 0 pops Fixed(0) pushes Fixed(0);
            /// Local a := constant b (`x = 1`).
            STORE_FAST_K (LocalOut Const -) cache 0 pops Fixed(0) pushes Fixed(0);
            /// As STORE_FAST, and temp b may be null (undoes LOAD_FAST_AND_CLEAR).
            STORE_FAST_MAYBE_NULL (LocalOut Temp -) cache 0 pops Fixed(1) pushes Fixed(0);
            /// Drops local a, a := null; UnboundLocalError when it was null.
            DELETE_FAST (LocalOut - -) cache 0 pops Fixed(0) pushes Fixed(0);
            /// Drops temp a.
            POP_TOP (Temp - -) cache 0 pops Fixed(1) pushes Fixed(0);
            /// a := copy of temp b.
            COPY (TempOut TempKeep -) cache 0 pops Fixed(0) pushes Fixed(1);
            /// Exchanges temps a and b. Either may be null.
            SWAP (TempKeep TempKeep -) cache 0 pops Fixed(0) pushes Fixed(0);
            /// a := null: the empty self slot of a call.
            PUSH_NULL (TempOut - -) cache 0 pops Fixed(0) pushes Fixed(1);

            // ---- cells
            /// Register a := new cell holding what a held (null: an empty cell).
            MAKE_CELL (Cell - -) cache 0 pops Fixed(0) pushes Fixed(0);
            /// Copies the b cells of the function's closure to registers a, a+1, ...
            COPY_FREE_VARS (Cell Count -) cache 0 pops Fixed(0) pushes Fixed(0);
            /// a := copy of the content of cell b; NameError/UnboundLocalError when empty.
            LOAD_DEREF (TempOut Cell -) cache 0 pops Fixed(0) pushes Fixed(1);
            /// Content of cell a := temp b.
            STORE_DEREF (Cell Temp -) cache 0 pops Fixed(1) pushes Fixed(0);
            /// Empties cell a; NameError/UnboundLocalError when it is empty already.
            DELETE_DEREF (Cell - -) cache 0 pops Fixed(0) pushes Fixed(0);
            /// a := mapping in a (consumed) looked up with the name of cell b, else the content of cell b (class bodies).
            LOAD_FROM_DICT_OR_DEREF (TempInOut Cell -) cache 0 pops Fixed(1) pushes Fixed(1);
            /// a := copy of the cell itself in register b, for a closure tuple.
            LOAD_CLOSURE (TempOut Cell -) cache 0 pops Fixed(0) pushes Fixed(1);

            // ---- names
            /// a := name c in locals, globals, builtins.
            LOAD_NAME (TempOut - Name) cache 2 pops Fixed(0) pushes Fixed(1);
            /// Locals mapping [name c] := temp a.
            STORE_NAME (Temp - Name) cache 1 pops Fixed(1) pushes Fixed(0);
            /// Deletes name c from the locals mapping; NameError.
            DELETE_NAME (- - Name) cache 0 pops Fixed(0) pushes Fixed(0);
            /// a := name c in globals, builtins.
            LOAD_GLOBAL (TempOut - Name) cache 3 pops Fixed(0) pushes Fixed(1);
            /// As LOAD_GLOBAL, and a+1 := null: the callable of a plain call.
            LOAD_GLOBAL_CALL (TempOut - Name) cache 3 pops Fixed(0) pushes Fixed(2);
            /// Globals[name c] := temp a.
            STORE_GLOBAL (Temp - Name) cache 1 pops Fixed(1) pushes Fixed(0);
            /// Deletes name c from globals; NameError.
            DELETE_GLOBAL (- - Name) cache 0 pops Fixed(0) pushes Fixed(0);
            /// a := mapping in a (consumed) looked up with name c, else globals, builtins.
            LOAD_FROM_DICT_OR_GLOBALS (TempInOut - Name) cache 0 pops Fixed(1) pushes Fixed(1);
            /// a := the frame's locals mapping.
            LOAD_LOCALS (TempOut - -) cache 0 pops Fixed(0) pushes Fixed(1);
            /// Makes sure that the locals mapping has `__annotations__`.
            SETUP_ANNOTATIONS (- - -) cache 0 pops Fixed(0) pushes Fixed(0);
            /// a := builtins.__build_class__.
            LOAD_BUILD_CLASS (TempOut - -) cache 0 pops Fixed(0) pushes Fixed(1);
            /// a := the AssertionError type.
            LOAD_ASSERTION_ERROR (TempOut - -) cache 0 pops Fixed(0) pushes Fixed(1);

            // ---- operators: BINARY_<lhs><rhs>; cache word 0, low byte: BinaryOperator
            /// Temp a := b op c.
            BINARY_LL (TempOut Local Local) cache 1 pops Fixed(0) pushes Fixed(1);
            /// Temp a := b op c.
            BINARY_LK (TempOut Local Const) cache 1 pops Fixed(0) pushes Fixed(1);
            /// Temp a := b op c.
            BINARY_LT (TempOut Local Temp) cache 1 pops Fixed(1) pushes Fixed(1);
            /// Temp a := b op c.
            BINARY_TL (TempOut Temp Local) cache 1 pops Fixed(1) pushes Fixed(1);
            /// Temp a := b op c.
            BINARY_TK (TempOut Temp Const) cache 1 pops Fixed(1) pushes Fixed(1);
            /// Temp a := b op c.
            BINARY_TT (TempOut Temp Temp) cache 1 pops Fixed(2) pushes Fixed(1);
            /// Local a := b op c; the old value of a is dropped after the store. a == b in `x += y`.
            BINARY_LL_TO_LOCAL (LocalOut Local Local) cache 1 pops Fixed(0) pushes Fixed(0);
            /// Local a := b op c; the old value of a is dropped after the store. a == b in `x += y`.
            BINARY_LK_TO_LOCAL (LocalOut Local Const) cache 1 pops Fixed(0) pushes Fixed(0);
            /// Local a := b op c; the old value of a is dropped after the store. a == b in `x += y`.
            BINARY_LT_TO_LOCAL (LocalOut Local Temp) cache 1 pops Fixed(1) pushes Fixed(0);
            /// Local a := b op c; the old value of a is dropped after the store. a == b in `x += y`.
            BINARY_TL_TO_LOCAL (LocalOut Temp Local) cache 1 pops Fixed(1) pushes Fixed(0);
            /// Local a := b op c; the old value of a is dropped after the store. a == b in `x += y`.
            BINARY_TK_TO_LOCAL (LocalOut Temp Const) cache 1 pops Fixed(1) pushes Fixed(0);
            /// Local a := b op c; the old value of a is dropped after the store. a == b in `x += y`.
            BINARY_TT_TO_LOCAL (LocalOut Temp Temp) cache 1 pops Fixed(2) pushes Fixed(0);
            /// a := -b.
            UNARY_NEGATIVE_L (TempOut Local -) cache 1 pops Fixed(0) pushes Fixed(1);
            /// a := -b.
            UNARY_NEGATIVE_T (TempOut Temp -) cache 1 pops Fixed(1) pushes Fixed(1);
            /// a := ~b.
            UNARY_INVERT_L (TempOut Local -) cache 1 pops Fixed(0) pushes Fixed(1);
            /// a := ~b.
            UNARY_INVERT_T (TempOut Temp -) cache 1 pops Fixed(1) pushes Fixed(1);
            /// a := not b.
            UNARY_NOT_L (TempOut Local -) cache 1 pops Fixed(0) pushes Fixed(1);
            /// a := not b.
            UNARY_NOT_T (TempOut Temp -) cache 1 pops Fixed(1) pushes Fixed(1);
            /// a := bool(b).
            TO_BOOL_L (TempOut Local -) cache 1 pops Fixed(0) pushes Fixed(1);
            /// a := bool(b).
            TO_BOOL_T (TempOut Temp -) cache 1 pops Fixed(1) pushes Fixed(1);

            // ---- comparisons for their value: COMPARE_<lhs><rhs>; cache word 0, low byte: CompareOperator
            /// a := b cmp c (any object: rich comparison).
            COMPARE_LL (TempOut Local Local) cache 1 pops Fixed(0) pushes Fixed(1);
            /// a := b cmp c (any object: rich comparison).
            COMPARE_LK (TempOut Local Const) cache 1 pops Fixed(0) pushes Fixed(1);
            /// a := b cmp c (any object: rich comparison).
            COMPARE_LT (TempOut Local Temp) cache 1 pops Fixed(1) pushes Fixed(1);
            /// a := b cmp c (any object: rich comparison).
            COMPARE_TL (TempOut Temp Local) cache 1 pops Fixed(1) pushes Fixed(1);
            /// a := b cmp c (any object: rich comparison).
            COMPARE_TK (TempOut Temp Const) cache 1 pops Fixed(1) pushes Fixed(1);
            /// a := b cmp c (any object: rich comparison).
            COMPARE_TT (TempOut Temp Temp) cache 1 pops Fixed(2) pushes Fixed(1);
            /// a := b is c.
            IS_TT (TempOut Temp Temp) cache 1 pops Fixed(2) pushes Fixed(1);
            /// a := b is not c.
            IS_NOT_TT (TempOut Temp Temp) cache 1 pops Fixed(2) pushes Fixed(1);
            /// a := b in c.
            IN_TT (TempOut Temp Temp) cache 1 pops Fixed(2) pushes Fixed(1);
            /// a := b not in c.
            NOT_IN_TT (TempOut Temp Temp) cache 1 pops Fixed(2) pushes Fixed(1);

            // ---- jumps: c is a signed word offset from the end of the instruction; a taken jump backwards checks the breaker
            /// Jumps by the signed 32-bit offset b | c << 16. Backwards only if JUMP_NO_INTERRUPT semantics are wanted: no breaker check.
            JUMP (- WideJump -) cache 0 pops Fixed(0) pushes Fixed(0);
            /// As JUMP, always backwards, and checks the breaker.
            JUMP_BACKWARD (- WideJump -) cache 0 pops Fixed(0) pushes Fixed(0);
            /// Jumps when a is falsy.
            JUMP_IF_FALSE_L (Local - Jump) cache 1 pops Fixed(0) pushes Fixed(0);
            /// Jumps when a is falsy.
            JUMP_IF_FALSE_T (Temp - Jump) cache 1 pops Fixed(1) pushes Fixed(0);
            /// Jumps when a is truthy.
            JUMP_IF_TRUE_L (Local - Jump) cache 1 pops Fixed(0) pushes Fixed(0);
            /// Jumps when a is truthy.
            JUMP_IF_TRUE_T (Temp - Jump) cache 1 pops Fixed(1) pushes Fixed(0);
            /// a falsy: jumps and keeps a; else drops a and goes on (`and`). Depth at the target is one more.
            JUMP_IF_FALSE_KEEP (Temp - Jump) cache 1 pops Fixed(1) pushes Fixed(0);
            /// a truthy: jumps and keeps a; else drops a and goes on (`or`). Depth at the target is one more.
            JUMP_IF_TRUE_KEEP (Temp - Jump) cache 1 pops Fixed(1) pushes Fixed(0);
            /// Jumps when a is None.
            JUMP_IF_NONE_L (Local - Jump) cache 0 pops Fixed(0) pushes Fixed(0);
            /// Jumps when a is None.
            JUMP_IF_NONE_T (Temp - Jump) cache 0 pops Fixed(1) pushes Fixed(0);
            /// Jumps when a is not None.
            JUMP_IF_NOT_NONE_L (Local - Jump) cache 0 pops Fixed(0) pushes Fixed(0);
            /// Jumps when a is not None.
            JUMP_IF_NOT_NONE_T (Temp - Jump) cache 0 pops Fixed(1) pushes Fixed(0);
            /// Compares a with b and jumps; cache word 0: CompareOperator in the low byte, bit 8 set = jump when true.
            COMPARE_JUMP_LL (Local Local Jump) cache 1 pops Fixed(0) pushes Fixed(0);
            /// Compares a with b and jumps; cache word 0: CompareOperator in the low byte, bit 8 set = jump when true.
            COMPARE_JUMP_LK (Local Const Jump) cache 1 pops Fixed(0) pushes Fixed(0);
            /// Compares a with b and jumps; cache word 0: CompareOperator in the low byte, bit 8 set = jump when true.
            COMPARE_JUMP_LT (Local Temp Jump) cache 1 pops Fixed(1) pushes Fixed(0);
            /// Compares a with b and jumps; cache word 0: CompareOperator in the low byte, bit 8 set = jump when true.
            COMPARE_JUMP_TL (Temp Local Jump) cache 1 pops Fixed(1) pushes Fixed(0);
            /// Compares a with b and jumps; cache word 0: CompareOperator in the low byte, bit 8 set = jump when true.
            COMPARE_JUMP_TK (Temp Const Jump) cache 1 pops Fixed(1) pushes Fixed(0);
            /// Compares a with b and jumps; cache word 0: CompareOperator in the low byte, bit 8 set = jump when true.
            COMPARE_JUMP_TT (Temp Temp Jump) cache 1 pops Fixed(2) pushes Fixed(0);
            /// Jumps when a is b.
            JUMP_IF_IS_LL (Local Local Jump) cache 0 pops Fixed(0) pushes Fixed(0);
            /// Jumps when a is b.
            JUMP_IF_IS_LK (Local Const Jump) cache 0 pops Fixed(0) pushes Fixed(0);
            /// Jumps when a is b.
            JUMP_IF_IS_LT (Local Temp Jump) cache 0 pops Fixed(1) pushes Fixed(0);
            /// Jumps when a is b.
            JUMP_IF_IS_TL (Temp Local Jump) cache 0 pops Fixed(1) pushes Fixed(0);
            /// Jumps when a is b.
            JUMP_IF_IS_TK (Temp Const Jump) cache 0 pops Fixed(1) pushes Fixed(0);
            /// Jumps when a is b.
            JUMP_IF_IS_TT (Temp Temp Jump) cache 0 pops Fixed(2) pushes Fixed(0);
            /// Jumps when a is not b.
            JUMP_IF_IS_NOT_LL (Local Local Jump) cache 0 pops Fixed(0) pushes Fixed(0);
            /// Jumps when a is not b.
            JUMP_IF_IS_NOT_LK (Local Const Jump) cache 0 pops Fixed(0) pushes Fixed(0);
            /// Jumps when a is not b.
            JUMP_IF_IS_NOT_LT (Local Temp Jump) cache 0 pops Fixed(1) pushes Fixed(0);
            /// Jumps when a is not b.
            JUMP_IF_IS_NOT_TL (Temp Local Jump) cache 0 pops Fixed(1) pushes Fixed(0);
            /// Jumps when a is not b.
            JUMP_IF_IS_NOT_TK (Temp Const Jump) cache 0 pops Fixed(1) pushes Fixed(0);
            /// Jumps when a is not b.
            JUMP_IF_IS_NOT_TT (Temp Temp Jump) cache 0 pops Fixed(2) pushes Fixed(0);
            /// Jumps when a in b.
            JUMP_IF_IN_LL (Local Local Jump) cache 1 pops Fixed(0) pushes Fixed(0);
            /// Jumps when a in b.
            JUMP_IF_IN_LK (Local Const Jump) cache 1 pops Fixed(0) pushes Fixed(0);
            /// Jumps when a in b.
            JUMP_IF_IN_LT (Local Temp Jump) cache 1 pops Fixed(1) pushes Fixed(0);
            /// Jumps when a in b.
            JUMP_IF_IN_TL (Temp Local Jump) cache 1 pops Fixed(1) pushes Fixed(0);
            /// Jumps when a in b.
            JUMP_IF_IN_TK (Temp Const Jump) cache 1 pops Fixed(1) pushes Fixed(0);
            /// Jumps when a in b.
            JUMP_IF_IN_TT (Temp Temp Jump) cache 1 pops Fixed(2) pushes Fixed(0);
            /// Jumps when a in b.
            JUMP_IF_IN_KL (Const Local Jump) cache 1 pops Fixed(0) pushes Fixed(0);
            /// Jumps when a in b.
            JUMP_IF_IN_KT (Const Temp Jump) cache 1 pops Fixed(1) pushes Fixed(0);
            /// Jumps when a not in b.
            JUMP_IF_NOT_IN_LL (Local Local Jump) cache 1 pops Fixed(0) pushes Fixed(0);
            /// Jumps when a not in b.
            JUMP_IF_NOT_IN_LK (Local Const Jump) cache 1 pops Fixed(0) pushes Fixed(0);
            /// Jumps when a not in b.
            JUMP_IF_NOT_IN_LT (Local Temp Jump) cache 1 pops Fixed(1) pushes Fixed(0);
            /// Jumps when a not in b.
            JUMP_IF_NOT_IN_TL (Temp Local Jump) cache 1 pops Fixed(1) pushes Fixed(0);
            /// Jumps when a not in b.
            JUMP_IF_NOT_IN_TK (Temp Const Jump) cache 1 pops Fixed(1) pushes Fixed(0);
            /// Jumps when a not in b.
            JUMP_IF_NOT_IN_TT (Temp Temp Jump) cache 1 pops Fixed(2) pushes Fixed(0);
            /// Jumps when a not in b.
            JUMP_IF_NOT_IN_KL (Const Local Jump) cache 1 pops Fixed(0) pushes Fixed(0);
            /// Jumps when a not in b.
            JUMP_IF_NOT_IN_KT (Const Temp Jump) cache 1 pops Fixed(1) pushes Fixed(0);

            // ---- attributes; c: name. STORE_ATTR_<object><value>
            /// a := b.c
            LOAD_ATTR_L (TempOut Local Name) cache 3 pops Fixed(0) pushes Fixed(1);
            /// a := b.c
            LOAD_ATTR_T (TempOut Temp Name) cache 3 pops Fixed(1) pushes Fixed(1);
            /// For a method call: a := function, a+1 := b itself; or a := b.c, a+1 := null.
            LOAD_METHOD_L (TempOut Local Name) cache 3 pops Fixed(0) pushes Fixed(2);
            /// For a method call: a := function, a+1 := b itself; or a := b.c, a+1 := null.
            LOAD_METHOD_T (TempOut Temp Name) cache 3 pops Fixed(1) pushes Fixed(2);
            /// a.c = b
            STORE_ATTR_LL (Local Local Name) cache 2 pops Fixed(0) pushes Fixed(0);
            /// a.c = b
            STORE_ATTR_LK (Local Const Name) cache 2 pops Fixed(0) pushes Fixed(0);
            /// a.c = b
            STORE_ATTR_LT (Local Temp Name) cache 2 pops Fixed(1) pushes Fixed(0);
            /// a.c = b
            STORE_ATTR_TL (Temp Local Name) cache 2 pops Fixed(1) pushes Fixed(0);
            /// a.c = b
            STORE_ATTR_TK (Temp Const Name) cache 2 pops Fixed(1) pushes Fixed(0);
            /// a.c = b
            STORE_ATTR_TT (Temp Temp Name) cache 2 pops Fixed(2) pushes Fixed(0);
            /// del a.c
            DELETE_ATTR (Temp - Name) cache 0 pops Fixed(1) pushes Fixed(0);
            /// Temps a, a+1, a+2: super, class, self; a := super(class, self).c. b bit 0: two-argument form in the source (else zero-argument).
            LOAD_SUPER_ATTR (Run Flags Name) cache 1 pops Fixed(3) pushes Fixed(1);
            /// As LOAD_SUPER_ATTR for a method call: a := function, a+1 := self; or a := bound, a+1 := null.
            LOAD_SUPER_METHOD (Run Flags Name) cache 1 pops Fixed(3) pushes Fixed(2);

            // ---- subscripts. STORE_SUBSCR_<container><key><value>
            /// Temp a := b[c]
            SUBSCR_LL (TempOut Local Local) cache 1 pops Fixed(0) pushes Fixed(1);
            /// Temp a := b[c]
            SUBSCR_LK (TempOut Local Const) cache 1 pops Fixed(0) pushes Fixed(1);
            /// Temp a := b[c]
            SUBSCR_LT (TempOut Local Temp) cache 1 pops Fixed(1) pushes Fixed(1);
            /// Temp a := b[c]
            SUBSCR_TL (TempOut Temp Local) cache 1 pops Fixed(1) pushes Fixed(1);
            /// Temp a := b[c]
            SUBSCR_TK (TempOut Temp Const) cache 1 pops Fixed(1) pushes Fixed(1);
            /// Temp a := b[c]
            SUBSCR_TT (TempOut Temp Temp) cache 1 pops Fixed(2) pushes Fixed(1);
            /// Local a := b[c]; the old value of a is dropped after the store.
            SUBSCR_LL_TO_LOCAL (LocalOut Local Local) cache 1 pops Fixed(0) pushes Fixed(0);
            /// Local a := b[c]; the old value of a is dropped after the store.
            SUBSCR_LK_TO_LOCAL (LocalOut Local Const) cache 1 pops Fixed(0) pushes Fixed(0);
            /// Local a := b[c]; the old value of a is dropped after the store.
            SUBSCR_LT_TO_LOCAL (LocalOut Local Temp) cache 1 pops Fixed(1) pushes Fixed(0);
            /// Local a := b[c]; the old value of a is dropped after the store.
            SUBSCR_TL_TO_LOCAL (LocalOut Temp Local) cache 1 pops Fixed(1) pushes Fixed(0);
            /// Local a := b[c]; the old value of a is dropped after the store.
            SUBSCR_TK_TO_LOCAL (LocalOut Temp Const) cache 1 pops Fixed(1) pushes Fixed(0);
            /// Local a := b[c]; the old value of a is dropped after the store.
            SUBSCR_TT_TO_LOCAL (LocalOut Temp Temp) cache 1 pops Fixed(2) pushes Fixed(0);
            /// a[b] = c
            STORE_SUBSCR_LLL (Local Local Local) cache 1 pops Fixed(0) pushes Fixed(0);
            /// a[b] = c
            STORE_SUBSCR_LLT (Local Local Temp) cache 1 pops Fixed(1) pushes Fixed(0);
            /// a[b] = c
            STORE_SUBSCR_LKL (Local Const Local) cache 1 pops Fixed(0) pushes Fixed(0);
            /// a[b] = c
            STORE_SUBSCR_LKT (Local Const Temp) cache 1 pops Fixed(1) pushes Fixed(0);
            /// a[b] = c
            STORE_SUBSCR_LTL (Local Temp Local) cache 1 pops Fixed(1) pushes Fixed(0);
            /// a[b] = c
            STORE_SUBSCR_LTT (Local Temp Temp) cache 1 pops Fixed(2) pushes Fixed(0);
            /// a[b] = c
            STORE_SUBSCR_TLL (Temp Local Local) cache 1 pops Fixed(1) pushes Fixed(0);
            /// a[b] = c
            STORE_SUBSCR_TLT (Temp Local Temp) cache 1 pops Fixed(2) pushes Fixed(0);
            /// a[b] = c
            STORE_SUBSCR_TKL (Temp Const Local) cache 1 pops Fixed(1) pushes Fixed(0);
            /// a[b] = c
            STORE_SUBSCR_TKT (Temp Const Temp) cache 1 pops Fixed(2) pushes Fixed(0);
            /// a[b] = c
            STORE_SUBSCR_TTL (Temp Temp Local) cache 1 pops Fixed(2) pushes Fixed(0);
            /// a[b] = c
            STORE_SUBSCR_TTT (Temp Temp Temp) cache 1 pops Fixed(3) pushes Fixed(0);
            /// del a[b]
            DELETE_SUBSCR (Temp Temp -) cache 0 pops Fixed(2) pushes Fixed(0);
            /// Temps a, a+1, a+2: container, start, stop; a := container[start:stop].
            BINARY_SLICE (Run - -) cache 0 pops Fixed(3) pushes Fixed(1);
            /// Temps a ... a+3: value, container, start, stop; container[start:stop] = value.
            STORE_SLICE (Run - -) cache 0 pops Fixed(4) pushes Fixed(0);
            /// a := slice of the b (2 or 3) temps from a.
            BUILD_SLICE (Run Count -) cache 0 pops CountB(0) pushes Fixed(1);

            // ---- building containers; Run: a is the first of consecutive temps and the destination
            /// a := tuple of the b temps from a.
            BUILD_TUPLE (Run Count -) cache 0 pops CountB(0) pushes Fixed(1);
            /// a := list of the b temps from a.
            BUILD_LIST (Run Count -) cache 0 pops CountB(0) pushes Fixed(1);
            /// a := set of the b temps from a.
            BUILD_SET (Run Count -) cache 0 pops CountB(0) pushes Fixed(1);
            /// a := string of the b temps from a.
            BUILD_STRING (Run Count -) cache 0 pops CountB(0) pushes Fixed(1);
            /// a := dict of b key, value pairs in 2b temps from a.
            BUILD_MAP (Run Count -) cache 0 pops TwiceB pushes Fixed(1);
            /// a := dict of the b values from a with the keys of the tuple in temp a+b.
            BUILD_CONST_KEY_MAP (Run Count -) cache 0 pops CountB(1) pushes Fixed(1);
            /// list a . append(b); a stays.
            LIST_APPEND_L (TempKeep Local -) cache 0 pops Fixed(0) pushes Fixed(0);
            /// list a . append(b); a stays.
            LIST_APPEND_T (TempKeep Temp -) cache 0 pops Fixed(1) pushes Fixed(0);
            /// set a . add(b); a stays.
            SET_ADD (TempKeep Temp -) cache 0 pops Fixed(1) pushes Fixed(0);
            /// dict a [b] = c; a stays.
            MAP_ADD (TempKeep Temp Temp) cache 0 pops Fixed(2) pushes Fixed(0);
            /// list a . extend(b); a stays. TypeError text as for `[*x]`.
            LIST_EXTEND (TempKeep Temp -) cache 0 pops Fixed(1) pushes Fixed(0);
            /// set a . update(b); a stays.
            SET_UPDATE (TempKeep Temp -) cache 0 pops Fixed(1) pushes Fixed(0);
            /// dict a . update(b); a stays (`{**x}`).
            DICT_UPDATE (TempKeep Temp -) cache 0 pops Fixed(1) pushes Fixed(0);
            /// As DICT_UPDATE, TypeError on a repeated key (`f(**x)`); temp c: the callable, for the text.
            DICT_MERGE (TempKeep Temp TempKeep) cache 0 pops Fixed(1) pushes Fixed(0);

            // ---- unpacking
            /// Unpacks a into exactly c items; item i lands in temp b + c - 1 - i.
            UNPACK_SEQUENCE_L (Local TempOut Count) cache 1 pops Fixed(0) pushes CountC;
            /// Unpacks a into exactly c items; item i lands in temp b + c - 1 - i.
            UNPACK_SEQUENCE_T (Temp TempOut Count) cache 1 pops Fixed(1) pushes CountC;
            /// Unpacks a into exactly two items: locals b and c (stored in that order, old values dropped).
            UNPACK_PAIR_L (Local LocalOut LocalOut) cache 1 pops Fixed(0) pushes Fixed(0);
            /// Unpacks a into exactly two items: locals b and c (stored in that order, old values dropped).
            UNPACK_PAIR_T (Temp LocalOut LocalOut) cache 1 pops Fixed(1) pushes Fixed(0);
            /// Unpacks a into exactly b (3 or 4) items; cache word 1: their locals, 16 bits each, first lowest.
            UNPACK_LOCALS_L (Local Count -) cache 2 pops Fixed(0) pushes Fixed(0);
            /// Unpacks a into exactly b (3 or 4) items; cache word 1: their locals, 16 bits each, first lowest.
            UNPACK_LOCALS_T (Temp Count -) cache 2 pops Fixed(1) pushes Fixed(0);
            /// `x, *y, z = a`: c = items before | items after << 8. Item i lands in temp b + total - 1 - i, the list counting as one.
            UNPACK_EX (Temp TempOut Flags) cache 0 pops Fixed(1) pushes UnpackEx;

            // ---- iteration
            /// a := iter(b)
            GET_ITER_L (TempOut Local -) cache 0 pops Fixed(0) pushes Fixed(1);
            /// a := iter(b)
            GET_ITER_T (TempOut Temp -) cache 0 pops Fixed(1) pushes Fixed(1);
            /// Temp b (= a+1) := next of iterator a; at the end drops a and jumps by c.
            FOR_ITER (TempKeep TempOut Jump) cache 1 pops Fixed(0) pushes Fixed(1);
            /// Local b := next of iterator a, dropping its old value; at the end drops a and jumps by c.
            FOR_ITER_TO_LOCAL (TempKeep LocalOut Jump) cache 1 pops Fixed(0) pushes Fixed(0);

            // ---- calls: temps from a: callable, self or null, arguments; the result lands in temp a
            /// Calls with b positional arguments; the compiler knows that a+1 is null.
            CALL (Run Count -) cache 3 pops CountB(2) pushes Fixed(1);
            /// As CALL; a and a+1 come from LOAD_METHOD or LOAD_SUPER_METHOD, so a+1 may be self.
            CALL_METHOD (Run Count -) cache 3 pops CountB(2) pushes Fixed(1);
            /// As CALL_METHOD; the last len(names) of the b arguments are keywords; c: constant, the tuple of names.
            CALL_KW (Run Count Const) cache 3 pops CountB(2) pushes Fixed(1);
            /// callable(*a+2), and **a+3 when b is 1. a+2 is any iterable; a+3 a mapping.
            CALL_EX (Run Flags -) cache 1 pops CountB(3) pushes Fixed(1);
            /// a := intrinsic b (Intrinsic1) of temp a.
            CALL_INTRINSIC_1 (TempInOut Flags -) cache 0 pops Fixed(1) pushes Fixed(1);
            /// a := intrinsic b (Intrinsic2) of temps a, a+1.
            CALL_INTRINSIC_2 (Run Flags -) cache 0 pops Fixed(2) pushes Fixed(1);
            /// a := function over code constant b | c << 16 and the frame's globals.
            MAKE_FUNCTION (TempOut WideConst -) cache 0 pops Fixed(0) pushes Fixed(1);
            /// Function in temp b takes the value in temp a as its attribute c (FunctionAttribute); the function ends in a.
            SET_FUNCTION_ATTRIBUTE (TempInOut Temp Flags) cache 0 pops Fixed(2) pushes Fixed(1);

            // ---- leaving a frame, generators
            /// Returns a.
            RETURN_L (Local - -) cache 0 pops Fixed(0) pushes Fixed(0);
            /// Returns a.
            RETURN_T (Temp - -) cache 0 pops Fixed(1) pushes Fixed(0);
            /// Returns a.
            RETURN_K (Const - -) cache 0 pops Fixed(0) pushes Fixed(0);
            /// Makes the generator/coroutine of this frame and returns it to the caller; the body goes on at the next instruction.
            RETURN_GENERATOR (- - -) cache 0 pops Fixed(0) pushes Fixed(0);
            /// Yields temp a; when resumed the sent value is in a. b: 0 plain, 1 in `yield from`/`await`. An exception thrown in: a := None, then unwinds from the whole depth.
            YIELD_VALUE (TempInOut Flags -) cache 0 pops Fixed(1) pushes Fixed(1);
            /// Sends temp b (= a+1) to iterator a. Yielded: b := value, goes on. Finished: b := result, jumps by c; END_SEND follows there.
            SEND (TempKeep TempInOut Jump) cache 1 pops Fixed(1) pushes Fixed(1);
            /// Drops temp a, a := temp b (= a+1).
            END_SEND (TempInOut Temp -) cache 0 pops Fixed(2) pushes Fixed(1);
            /// a: sub-iterator, a+1: last sent, a+2: exception thrown in. StopIteration: a := null word, a+1 := its value (END_SEND follows); else raises.
            CLEANUP_THROW (Run - -) cache 0 pops Fixed(3) pushes Fixed(2);
            /// a := iterator of a for `yield from` (generators and, in coroutines, coroutines as they are).
            GET_YIELD_FROM_ITER (TempInOut - -) cache 0 pops Fixed(1) pushes Fixed(1);
            /// a := awaitable of a. b: 0 await, 1 `async with` enter, 2 exit (for the text of the TypeError).
            GET_AWAITABLE (TempInOut Flags -) cache 0 pops Fixed(1) pushes Fixed(1);
            /// a := aiter(a)
            GET_AITER (TempInOut - -) cache 0 pops Fixed(1) pushes Fixed(1);
            /// b (= a+1) := awaitable of anext(a); a stays.
            GET_ANEXT (TempKeep TempOut -) cache 0 pops Fixed(0) pushes Fixed(1);
            /// a: async iterator, a+1: exception. StopAsyncIteration: drops both; else raises it.
            END_ASYNC_FOR (Run - -) cache 0 pops Fixed(2) pushes Fixed(0);

            // ---- exceptions and with
            /// raise: b = 0 re-raise, 1 temp a, 2 temp a from temp a+1.
            RAISE_VARARGS (Run Count -) cache 0 pops CountB(0) pushes Fixed(0);
            /// Raises exception a again with its traceback as it is. c = 1: temp b holds the place of the first raise (word index, an int).
            RERAISE (Temp TempKeep Flags) cache 0 pops Fixed(1) pushes Fixed(0);
            /// Exception in a becomes the handled one: a := the one handled before (or None), a+1 := exception.
            PUSH_EXC_INFO (TempInOut - -) cache 0 pops Fixed(1) pushes Fixed(2);
            /// The handled exception := temp a.
            POP_EXCEPT (Temp - -) cache 0 pops Fixed(1) pushes Fixed(0);
            /// Jumps when exception a doesn't match type (or tuple) b; a stays. TypeError when b is no exception type.
            JUMP_IF_NOT_EXC_MATCH (TempKeep Temp Jump) cache 0 pops Fixed(1) pushes Fixed(0);
            /// `except*`: temps a, a+1: group, type; a := rest (or None), a+1 := match (or None).
            CHECK_EG_MATCH (Run - -) cache 0 pops Fixed(2) pushes Fixed(2);
            /// a: context manager; a := its bound __exit__, a+1 := result of __enter__.
            BEFORE_WITH (TempInOut - -) cache 0 pops Fixed(1) pushes Fixed(2);
            /// As BEFORE_WITH for __aexit__ and __aenter__.
            BEFORE_ASYNC_WITH (TempInOut - -) cache 0 pops Fixed(1) pushes Fixed(2);
            /// c := a(type(b), b, traceback of b); a: bound __exit__, b: exception; both stay.
            WITH_EXCEPT_START (TempKeep TempKeep TempOut) cache 0 pops Fixed(0) pushes Fixed(1);

            // ---- text
            /// a := str (b=1), repr (2) or ascii (3) of a.
            CONVERT_VALUE (TempInOut Flags -) cache 0 pops Fixed(1) pushes Fixed(1);
            /// a := format(b, '')
            FORMAT_SIMPLE_L (TempOut Local -) cache 0 pops Fixed(0) pushes Fixed(1);
            /// a := format(b, '')
            FORMAT_SIMPLE_T (TempOut Temp -) cache 0 pops Fixed(1) pushes Fixed(1);
            /// a := format(a, a+1)
            FORMAT_WITH_SPEC (Run - -) cache 0 pops Fixed(2) pushes Fixed(1);

            // ---- import
            /// a := __import__(c, globals, locals, fromlist = a+1, level = a).
            IMPORT_NAME (Run - Name) cache 0 pops Fixed(2) pushes Fixed(1);
            /// a := name c of module b; b stays.
            IMPORT_FROM (TempOut TempKeep Name) cache 0 pops Fixed(0) pushes Fixed(1);

            // ---- match; the subject stays
            /// a := len(b)
            GET_LEN (TempOut TempKeep -) cache 0 pops Fixed(0) pushes Fixed(1);
            /// a := b is a mapping
            MATCH_MAPPING (TempOut TempKeep -) cache 0 pops Fixed(0) pushes Fixed(1);
            /// a := b is a sequence (not str, bytes, bytearray)
            MATCH_SEQUENCE (TempOut TempKeep -) cache 0 pops Fixed(0) pushes Fixed(1);
            /// a := tuple of values in mapping b for the keys in tuple c, or None; both stay.
            MATCH_KEYS (TempOut TempKeep TempKeep) cache 0 pops Fixed(0) pushes Fixed(1);
            /// Temps a, a+1, a+2: subject, class, names; b: count of positional patterns; a := tuple of attributes or None.
            MATCH_CLASS (Run Count -) cache 0 pops Fixed(3) pushes Fixed(1);
        }
    };
}
