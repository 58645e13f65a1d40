//! The specialised instructions: what an interpreter writes over a generic instruction once it has seen its operands.
//!
//! The compiler never emits one. A row is `NAME : GENERIC;`: operands, cache words and effects are the generic one's, so
//! rewriting an opcode in place never moves code. On a guard miss the interpreter writes the generic opcode back (or
//! runs it once). Rows may be added and removed freely; nothing but the interpreter depends on them.

/// The second half of [`for_each_instruction!`](crate::for_each_instruction): adds the specialised rows.
#[macro_export]
macro_rules! specialised_instructions {
    (($($callback:ident)::+) $($generic:tt)*) => {
        $($callback)::+! { generic { $($generic)* } specialised {
            // ---- arithmetic. <operator>_<type>_<kinds>: exact ints of at most two digits; floats, or a float and a one-digit int
            /// Sum of ints.
            ADD_INT_LL : BINARY_LL;
            /// Sum of ints.
            ADD_INT_LK : BINARY_LK;
            /// Sum of ints.
            ADD_INT_LT : BINARY_LT;
            /// Sum of ints.
            ADD_INT_TL : BINARY_TL;
            /// Sum of ints.
            ADD_INT_TK : BINARY_TK;
            /// Sum of ints.
            ADD_INT_TT : BINARY_TT;
            /// Sum of ints into a local; reuses an object that nobody else sees.
            ADD_INT_LL_TO_LOCAL : BINARY_LL_TO_LOCAL;
            /// Sum of ints into a local; reuses an object that nobody else sees.
            ADD_INT_LK_TO_LOCAL : BINARY_LK_TO_LOCAL;
            /// Sum of ints into a local; reuses an object that nobody else sees.
            ADD_INT_LT_TO_LOCAL : BINARY_LT_TO_LOCAL;
            /// Sum of ints into a local; reuses an object that nobody else sees.
            ADD_INT_TL_TO_LOCAL : BINARY_TL_TO_LOCAL;
            /// Sum of ints into a local; reuses an object that nobody else sees.
            ADD_INT_TK_TO_LOCAL : BINARY_TK_TO_LOCAL;
            /// Sum of ints into a local; reuses an object that nobody else sees.
            ADD_INT_TT_TO_LOCAL : BINARY_TT_TO_LOCAL;
            /// Difference of ints.
            SUB_INT_LL : BINARY_LL;
            /// Difference of ints.
            SUB_INT_LK : BINARY_LK;
            /// Difference of ints.
            SUB_INT_LT : BINARY_LT;
            /// Difference of ints.
            SUB_INT_TL : BINARY_TL;
            /// Difference of ints.
            SUB_INT_TK : BINARY_TK;
            /// Difference of ints.
            SUB_INT_TT : BINARY_TT;
            /// Difference of ints into a local; reuses an object that nobody else sees.
            SUB_INT_LL_TO_LOCAL : BINARY_LL_TO_LOCAL;
            /// Difference of ints into a local; reuses an object that nobody else sees.
            SUB_INT_LK_TO_LOCAL : BINARY_LK_TO_LOCAL;
            /// Difference of ints into a local; reuses an object that nobody else sees.
            SUB_INT_LT_TO_LOCAL : BINARY_LT_TO_LOCAL;
            /// Difference of ints into a local; reuses an object that nobody else sees.
            SUB_INT_TL_TO_LOCAL : BINARY_TL_TO_LOCAL;
            /// Difference of ints into a local; reuses an object that nobody else sees.
            SUB_INT_TK_TO_LOCAL : BINARY_TK_TO_LOCAL;
            /// Difference of ints into a local; reuses an object that nobody else sees.
            SUB_INT_TT_TO_LOCAL : BINARY_TT_TO_LOCAL;
            /// Product of ints.
            MUL_INT_LL : BINARY_LL;
            /// Product of ints.
            MUL_INT_LK : BINARY_LK;
            /// Product of ints.
            MUL_INT_LT : BINARY_LT;
            /// Product of ints.
            MUL_INT_TL : BINARY_TL;
            /// Product of ints.
            MUL_INT_TK : BINARY_TK;
            /// Product of ints.
            MUL_INT_TT : BINARY_TT;
            /// Product of ints into a local; reuses an object that nobody else sees.
            MUL_INT_LL_TO_LOCAL : BINARY_LL_TO_LOCAL;
            /// Product of ints into a local; reuses an object that nobody else sees.
            MUL_INT_LK_TO_LOCAL : BINARY_LK_TO_LOCAL;
            /// Product of ints into a local; reuses an object that nobody else sees.
            MUL_INT_LT_TO_LOCAL : BINARY_LT_TO_LOCAL;
            /// Product of ints into a local; reuses an object that nobody else sees.
            MUL_INT_TL_TO_LOCAL : BINARY_TL_TO_LOCAL;
            /// Product of ints into a local; reuses an object that nobody else sees.
            MUL_INT_TK_TO_LOCAL : BINARY_TK_TO_LOCAL;
            /// Product of ints into a local; reuses an object that nobody else sees.
            MUL_INT_TT_TO_LOCAL : BINARY_TT_TO_LOCAL;
            /// Any other operator of ints.
            BINARY_INT_LL : BINARY_LL;
            /// Any other operator of ints.
            BINARY_INT_LK : BINARY_LK;
            /// Any other operator of ints.
            BINARY_INT_LT : BINARY_LT;
            /// Any other operator of ints.
            BINARY_INT_TL : BINARY_TL;
            /// Any other operator of ints.
            BINARY_INT_TK : BINARY_TK;
            /// Any other operator of ints.
            BINARY_INT_TT : BINARY_TT;
            /// Any other operator of ints into a local; reuses an object that nobody else sees.
            BINARY_INT_LL_TO_LOCAL : BINARY_LL_TO_LOCAL;
            /// Any other operator of ints into a local; reuses an object that nobody else sees.
            BINARY_INT_LK_TO_LOCAL : BINARY_LK_TO_LOCAL;
            /// Any other operator of ints into a local; reuses an object that nobody else sees.
            BINARY_INT_LT_TO_LOCAL : BINARY_LT_TO_LOCAL;
            /// Any other operator of ints into a local; reuses an object that nobody else sees.
            BINARY_INT_TL_TO_LOCAL : BINARY_TL_TO_LOCAL;
            /// Any other operator of ints into a local; reuses an object that nobody else sees.
            BINARY_INT_TK_TO_LOCAL : BINARY_TK_TO_LOCAL;
            /// Any other operator of ints into a local; reuses an object that nobody else sees.
            BINARY_INT_TT_TO_LOCAL : BINARY_TT_TO_LOCAL;
            /// Sum of floats.
            ADD_FLOAT_LL : BINARY_LL;
            /// Sum of floats.
            ADD_FLOAT_LK : BINARY_LK;
            /// Sum of floats.
            ADD_FLOAT_LT : BINARY_LT;
            /// Sum of floats.
            ADD_FLOAT_TL : BINARY_TL;
            /// Sum of floats.
            ADD_FLOAT_TK : BINARY_TK;
            /// Sum of floats.
            ADD_FLOAT_TT : BINARY_TT;
            /// Sum of floats into a local; reuses an object that nobody else sees.
            ADD_FLOAT_LL_TO_LOCAL : BINARY_LL_TO_LOCAL;
            /// Sum of floats into a local; reuses an object that nobody else sees.
            ADD_FLOAT_LK_TO_LOCAL : BINARY_LK_TO_LOCAL;
            /// Sum of floats into a local; reuses an object that nobody else sees.
            ADD_FLOAT_LT_TO_LOCAL : BINARY_LT_TO_LOCAL;
            /// Sum of floats into a local; reuses an object that nobody else sees.
            ADD_FLOAT_TL_TO_LOCAL : BINARY_TL_TO_LOCAL;
            /// Sum of floats into a local; reuses an object that nobody else sees.
            ADD_FLOAT_TK_TO_LOCAL : BINARY_TK_TO_LOCAL;
            /// Sum of floats into a local; reuses an object that nobody else sees.
            ADD_FLOAT_TT_TO_LOCAL : BINARY_TT_TO_LOCAL;
            /// Difference of floats.
            SUB_FLOAT_LL : BINARY_LL;
            /// Difference of floats.
            SUB_FLOAT_LK : BINARY_LK;
            /// Difference of floats.
            SUB_FLOAT_LT : BINARY_LT;
            /// Difference of floats.
            SUB_FLOAT_TL : BINARY_TL;
            /// Difference of floats.
            SUB_FLOAT_TK : BINARY_TK;
            /// Difference of floats.
            SUB_FLOAT_TT : BINARY_TT;
            /// Difference of floats into a local; reuses an object that nobody else sees.
            SUB_FLOAT_LL_TO_LOCAL : BINARY_LL_TO_LOCAL;
            /// Difference of floats into a local; reuses an object that nobody else sees.
            SUB_FLOAT_LK_TO_LOCAL : BINARY_LK_TO_LOCAL;
            /// Difference of floats into a local; reuses an object that nobody else sees.
            SUB_FLOAT_LT_TO_LOCAL : BINARY_LT_TO_LOCAL;
            /// Difference of floats into a local; reuses an object that nobody else sees.
            SUB_FLOAT_TL_TO_LOCAL : BINARY_TL_TO_LOCAL;
            /// Difference of floats into a local; reuses an object that nobody else sees.
            SUB_FLOAT_TK_TO_LOCAL : BINARY_TK_TO_LOCAL;
            /// Difference of floats into a local; reuses an object that nobody else sees.
            SUB_FLOAT_TT_TO_LOCAL : BINARY_TT_TO_LOCAL;
            /// Product of floats.
            MUL_FLOAT_LL : BINARY_LL;
            /// Product of floats.
            MUL_FLOAT_LK : BINARY_LK;
            /// Product of floats.
            MUL_FLOAT_LT : BINARY_LT;
            /// Product of floats.
            MUL_FLOAT_TL : BINARY_TL;
            /// Product of floats.
            MUL_FLOAT_TK : BINARY_TK;
            /// Product of floats.
            MUL_FLOAT_TT : BINARY_TT;
            /// Product of floats into a local; reuses an object that nobody else sees.
            MUL_FLOAT_LL_TO_LOCAL : BINARY_LL_TO_LOCAL;
            /// Product of floats into a local; reuses an object that nobody else sees.
            MUL_FLOAT_LK_TO_LOCAL : BINARY_LK_TO_LOCAL;
            /// Product of floats into a local; reuses an object that nobody else sees.
            MUL_FLOAT_LT_TO_LOCAL : BINARY_LT_TO_LOCAL;
            /// Product of floats into a local; reuses an object that nobody else sees.
            MUL_FLOAT_TL_TO_LOCAL : BINARY_TL_TO_LOCAL;
            /// Product of floats into a local; reuses an object that nobody else sees.
            MUL_FLOAT_TK_TO_LOCAL : BINARY_TK_TO_LOCAL;
            /// Product of floats into a local; reuses an object that nobody else sees.
            MUL_FLOAT_TT_TO_LOCAL : BINARY_TT_TO_LOCAL;
            /// Any other operator of floats.
            BINARY_FLOAT_LL : BINARY_LL;
            /// Any other operator of floats.
            BINARY_FLOAT_LK : BINARY_LK;
            /// Any other operator of floats.
            BINARY_FLOAT_LT : BINARY_LT;
            /// Any other operator of floats.
            BINARY_FLOAT_TL : BINARY_TL;
            /// Any other operator of floats.
            BINARY_FLOAT_TK : BINARY_TK;
            /// Any other operator of floats.
            BINARY_FLOAT_TT : BINARY_TT;
            /// Any other operator of floats into a local; reuses an object that nobody else sees.
            BINARY_FLOAT_LL_TO_LOCAL : BINARY_LL_TO_LOCAL;
            /// Any other operator of floats into a local; reuses an object that nobody else sees.
            BINARY_FLOAT_LK_TO_LOCAL : BINARY_LK_TO_LOCAL;
            /// Any other operator of floats into a local; reuses an object that nobody else sees.
            BINARY_FLOAT_LT_TO_LOCAL : BINARY_LT_TO_LOCAL;
            /// Any other operator of floats into a local; reuses an object that nobody else sees.
            BINARY_FLOAT_TL_TO_LOCAL : BINARY_TL_TO_LOCAL;
            /// Any other operator of floats into a local; reuses an object that nobody else sees.
            BINARY_FLOAT_TK_TO_LOCAL : BINARY_TK_TO_LOCAL;
            /// Any other operator of floats into a local; reuses an object that nobody else sees.
            BINARY_FLOAT_TT_TO_LOCAL : BINARY_TT_TO_LOCAL;
            // ---- comparisons
            /// Ints.
            COMPARE_INT_LL : COMPARE_LL;
            /// Ints.
            COMPARE_INT_LK : COMPARE_LK;
            /// Ints.
            COMPARE_INT_LT : COMPARE_LT;
            /// Ints.
            COMPARE_INT_TL : COMPARE_TL;
            /// Ints.
            COMPARE_INT_TK : COMPARE_TK;
            /// Ints.
            COMPARE_INT_TT : COMPARE_TT;
            /// Ints.
            COMPARE_INT_JUMP_LL : COMPARE_JUMP_LL;
            /// Ints.
            COMPARE_INT_JUMP_LK : COMPARE_JUMP_LK;
            /// Ints.
            COMPARE_INT_JUMP_LT : COMPARE_JUMP_LT;
            /// Ints.
            COMPARE_INT_JUMP_TL : COMPARE_JUMP_TL;
            /// Ints.
            COMPARE_INT_JUMP_TK : COMPARE_JUMP_TK;
            /// Ints.
            COMPARE_INT_JUMP_TT : COMPARE_JUMP_TT;
            /// Floats.
            COMPARE_FLOAT_JUMP_LL : COMPARE_JUMP_LL;
            /// Floats.
            COMPARE_FLOAT_JUMP_LK : COMPARE_JUMP_LK;
            /// Floats.
            COMPARE_FLOAT_JUMP_LT : COMPARE_JUMP_LT;
            /// Floats.
            COMPARE_FLOAT_JUMP_TL : COMPARE_JUMP_TL;
            /// Floats.
            COMPARE_FLOAT_JUMP_TK : COMPARE_JUMP_TK;
            /// Floats.
            COMPARE_FLOAT_JUMP_TT : COMPARE_JUMP_TT;
            // ---- names: keys versions and entries in the cache
            /// Found in the module's dict.
            LOAD_GLOBAL_MODULE : LOAD_GLOBAL;
            /// Found in builtins.
            LOAD_GLOBAL_BUILTIN : LOAD_GLOBAL;
            /// Found in the module's dict.
            LOAD_GLOBAL_CALL_MODULE : LOAD_GLOBAL_CALL;
            /// Found in builtins.
            LOAD_GLOBAL_CALL_BUILTIN : LOAD_GLOBAL_CALL;
            // ---- attributes: type version and place in the cache
            /// Inline value of the instance.
            LOAD_ATTR_INSTANCE_L : LOAD_ATTR_L;
            /// Inline value of the instance.
            LOAD_ATTR_INSTANCE_T : LOAD_ATTR_T;
            /// Slot descriptor.
            LOAD_ATTR_SLOT_L : LOAD_ATTR_L;
            /// Slot descriptor.
            LOAD_ATTR_SLOT_T : LOAD_ATTR_T;
            /// Attribute of a module.
            LOAD_ATTR_MODULE_L : LOAD_ATTR_L;
            /// Attribute of a module.
            LOAD_ATTR_MODULE_T : LOAD_ATTR_T;
            /// Plain value on the type; the instance doesn't hide it.
            LOAD_ATTR_TYPE_L : LOAD_ATTR_L;
            /// Plain value on the type; the instance doesn't hide it.
            LOAD_ATTR_TYPE_T : LOAD_ATTR_T;
            /// Property whose getter is a Python function.
            LOAD_ATTR_PROPERTY_L : LOAD_ATTR_L;
            /// Property whose getter is a Python function.
            LOAD_ATTR_PROPERTY_T : LOAD_ATTR_T;
            /// Plain value of a class.
            LOAD_ATTR_CLASS_L : LOAD_ATTR_L;
            /// Plain value of a class.
            LOAD_ATTR_CLASS_T : LOAD_ATTR_T;
            /// Function found on the type; the instance's keys don't hide it.
            LOAD_METHOD_INSTANCE_L : LOAD_METHOD_L;
            /// Function found on the type; the instance's keys don't hide it.
            LOAD_METHOD_INSTANCE_T : LOAD_METHOD_T;
            /// Function or method descriptor on a type without instance dict.
            LOAD_METHOD_NO_DICT_L : LOAD_METHOD_L;
            /// Function or method descriptor on a type without instance dict.
            LOAD_METHOD_NO_DICT_T : LOAD_METHOD_T;
            /// Function of a module.
            LOAD_METHOD_MODULE_L : LOAD_METHOD_L;
            /// Function of a module.
            LOAD_METHOD_MODULE_T : LOAD_METHOD_T;
            /// Plain value or function of a class.
            LOAD_METHOD_CLASS_L : LOAD_METHOD_L;
            /// Plain value or function of a class.
            LOAD_METHOD_CLASS_T : LOAD_METHOD_T;
            /// Existing inline value of the instance.
            STORE_ATTR_INSTANCE_LL : STORE_ATTR_LL;
            /// Existing inline value of the instance.
            STORE_ATTR_INSTANCE_LK : STORE_ATTR_LK;
            /// Existing inline value of the instance.
            STORE_ATTR_INSTANCE_LT : STORE_ATTR_LT;
            /// Existing inline value of the instance.
            STORE_ATTR_INSTANCE_TL : STORE_ATTR_TL;
            /// Existing inline value of the instance.
            STORE_ATTR_INSTANCE_TK : STORE_ATTR_TK;
            /// Existing inline value of the instance.
            STORE_ATTR_INSTANCE_TT : STORE_ATTR_TT;
            /// Slot descriptor.
            STORE_ATTR_SLOT_LL : STORE_ATTR_LL;
            /// Slot descriptor.
            STORE_ATTR_SLOT_LK : STORE_ATTR_LK;
            /// Slot descriptor.
            STORE_ATTR_SLOT_LT : STORE_ATTR_LT;
            /// Slot descriptor.
            STORE_ATTR_SLOT_TL : STORE_ATTR_TL;
            /// Slot descriptor.
            STORE_ATTR_SLOT_TK : STORE_ATTR_TK;
            /// Slot descriptor.
            STORE_ATTR_SLOT_TT : STORE_ATTR_TT;
            // ---- subscripts: exact containers, a one-digit int inside the bounds
            /// list[int]
            SUBSCR_LIST_INT_LL : SUBSCR_LL;
            /// list[int]
            SUBSCR_LIST_INT_LK : SUBSCR_LK;
            /// list[int]
            SUBSCR_LIST_INT_LT : SUBSCR_LT;
            /// list[int]
            SUBSCR_LIST_INT_TL : SUBSCR_TL;
            /// list[int]
            SUBSCR_LIST_INT_TK : SUBSCR_TK;
            /// list[int]
            SUBSCR_LIST_INT_TT : SUBSCR_TT;
            /// list[int] into a local
            SUBSCR_LIST_INT_LL_TO_LOCAL : SUBSCR_LL_TO_LOCAL;
            /// list[int] into a local
            SUBSCR_LIST_INT_LK_TO_LOCAL : SUBSCR_LK_TO_LOCAL;
            /// list[int] into a local
            SUBSCR_LIST_INT_LT_TO_LOCAL : SUBSCR_LT_TO_LOCAL;
            /// list[int] into a local
            SUBSCR_LIST_INT_TL_TO_LOCAL : SUBSCR_TL_TO_LOCAL;
            /// list[int] into a local
            SUBSCR_LIST_INT_TK_TO_LOCAL : SUBSCR_TK_TO_LOCAL;
            /// list[int] into a local
            SUBSCR_LIST_INT_TT_TO_LOCAL : SUBSCR_TT_TO_LOCAL;
            /// tuple[int]
            SUBSCR_TUPLE_INT_LL : SUBSCR_LL;
            /// tuple[int]
            SUBSCR_TUPLE_INT_LK : SUBSCR_LK;
            /// tuple[int]
            SUBSCR_TUPLE_INT_LT : SUBSCR_LT;
            /// tuple[int]
            SUBSCR_TUPLE_INT_TL : SUBSCR_TL;
            /// tuple[int]
            SUBSCR_TUPLE_INT_TK : SUBSCR_TK;
            /// tuple[int]
            SUBSCR_TUPLE_INT_TT : SUBSCR_TT;
            /// tuple[int] into a local
            SUBSCR_TUPLE_INT_LL_TO_LOCAL : SUBSCR_LL_TO_LOCAL;
            /// tuple[int] into a local
            SUBSCR_TUPLE_INT_LK_TO_LOCAL : SUBSCR_LK_TO_LOCAL;
            /// tuple[int] into a local
            SUBSCR_TUPLE_INT_LT_TO_LOCAL : SUBSCR_LT_TO_LOCAL;
            /// tuple[int] into a local
            SUBSCR_TUPLE_INT_TL_TO_LOCAL : SUBSCR_TL_TO_LOCAL;
            /// tuple[int] into a local
            SUBSCR_TUPLE_INT_TK_TO_LOCAL : SUBSCR_TK_TO_LOCAL;
            /// tuple[int] into a local
            SUBSCR_TUPLE_INT_TT_TO_LOCAL : SUBSCR_TT_TO_LOCAL;
            /// list[int] = value
            STORE_SUBSCR_LIST_INT_LLL : STORE_SUBSCR_LLL;
            /// list[int] = value
            STORE_SUBSCR_LIST_INT_LLT : STORE_SUBSCR_LLT;
            /// list[int] = value
            STORE_SUBSCR_LIST_INT_LKL : STORE_SUBSCR_LKL;
            /// list[int] = value
            STORE_SUBSCR_LIST_INT_LKT : STORE_SUBSCR_LKT;
            /// list[int] = value
            STORE_SUBSCR_LIST_INT_LTL : STORE_SUBSCR_LTL;
            /// list[int] = value
            STORE_SUBSCR_LIST_INT_LTT : STORE_SUBSCR_LTT;
            /// list[int] = value
            STORE_SUBSCR_LIST_INT_TLL : STORE_SUBSCR_TLL;
            /// list[int] = value
            STORE_SUBSCR_LIST_INT_TLT : STORE_SUBSCR_TLT;
            /// list[int] = value
            STORE_SUBSCR_LIST_INT_TKL : STORE_SUBSCR_TKL;
            /// list[int] = value
            STORE_SUBSCR_LIST_INT_TKT : STORE_SUBSCR_TKT;
            /// list[int] = value
            STORE_SUBSCR_LIST_INT_TTL : STORE_SUBSCR_TTL;
            /// list[int] = value
            STORE_SUBSCR_LIST_INT_TTT : STORE_SUBSCR_TTT;
            // ---- iteration
            /// range iterator
            FOR_ITER_RANGE : FOR_ITER;
            /// range iterator
            FOR_ITER_RANGE_TO_LOCAL : FOR_ITER_TO_LOCAL;
            /// list iterator
            FOR_ITER_LIST : FOR_ITER;
            /// list iterator
            FOR_ITER_LIST_TO_LOCAL : FOR_ITER_TO_LOCAL;
            /// tuple iterator
            FOR_ITER_TUPLE : FOR_ITER;
            /// tuple iterator
            FOR_ITER_TUPLE_TO_LOCAL : FOR_ITER_TO_LOCAL;
            /// generator
            FOR_ITER_GENERATOR : FOR_ITER;
            /// generator
            FOR_ITER_GENERATOR_TO_LOCAL : FOR_ITER_TO_LOCAL;
            /// any other iterator
            FOR_ITER_ANY : FOR_ITER;
            /// any other iterator
            FOR_ITER_ANY_TO_LOCAL : FOR_ITER_TO_LOCAL;
            // ---- calls
            /// Python function, argument count exact.
            CALL_PY_EXACT : CALL;
            /// Python function found by LOAD_METHOD with its self, argument count exact.
            CALL_METHOD_PY_EXACT : CALL_METHOD;
            /// list.append(x).
            CALL_METHOD_LIST_APPEND : CALL_METHOD;
            /// Native function that takes this many arguments.
            CALL_NATIVE : CALL;
            /// Native function, of a module for example.
            CALL_METHOD_NATIVE : CALL_METHOD;
            /// Method of a built-in type on an instance of the type seen.
            CALL_METHOD_DESCRIPTOR : CALL_METHOD;
            /// Class whose metaclass is `type`.
            CALL_TYPE : CALL;
            /// Class of a module whose metaclass is `type`.
            CALL_METHOD_TYPE : CALL_METHOD;
            /// Class with a Python `__init__`, argument count exact.
            CALL_CLASS_PY_INIT : CALL;
            /// Class of a module with a Python `__init__`, argument count exact.
            CALL_METHOD_CLASS_PY_INIT : CALL_METHOD;
        } }
    };
}
