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
            // ---- arithmetic. <operator>_<type>_<kinds>: both operands exactly int (one word) or float
            /// int add.
            ADD_INT_LL : BINARY_LL;
            /// int add.
            ADD_INT_LK : BINARY_LK;
            /// int add.
            ADD_INT_LT : BINARY_LT;
            /// int add.
            ADD_INT_TL : BINARY_TL;
            /// int add.
            ADD_INT_TK : BINARY_TK;
            /// int add.
            ADD_INT_TT : BINARY_TT;
            /// int add into a local.
            ADD_INT_LL_TO_LOCAL : BINARY_LL_TO_LOCAL;
            /// int add into a local.
            ADD_INT_LK_TO_LOCAL : BINARY_LK_TO_LOCAL;
            /// int add into a local.
            ADD_INT_LT_TO_LOCAL : BINARY_LT_TO_LOCAL;
            /// int add into a local.
            ADD_INT_TL_TO_LOCAL : BINARY_TL_TO_LOCAL;
            /// int add into a local.
            ADD_INT_TK_TO_LOCAL : BINARY_TK_TO_LOCAL;
            /// int add into a local.
            ADD_INT_TT_TO_LOCAL : BINARY_TT_TO_LOCAL;
            /// int add, a == b: reuses the object when its count is 1.
            ADD_INT_LL_IN_PLACE : BINARY_LL_TO_LOCAL;
            /// int add, a == b: reuses the object when its count is 1.
            ADD_INT_LK_IN_PLACE : BINARY_LK_TO_LOCAL;
            /// int add, a == b: reuses the object when its count is 1.
            ADD_INT_LT_IN_PLACE : BINARY_LT_TO_LOCAL;
            /// int sub.
            SUB_INT_LL : BINARY_LL;
            /// int sub.
            SUB_INT_LK : BINARY_LK;
            /// int sub.
            SUB_INT_LT : BINARY_LT;
            /// int sub.
            SUB_INT_TL : BINARY_TL;
            /// int sub.
            SUB_INT_TK : BINARY_TK;
            /// int sub.
            SUB_INT_TT : BINARY_TT;
            /// int sub into a local.
            SUB_INT_LL_TO_LOCAL : BINARY_LL_TO_LOCAL;
            /// int sub into a local.
            SUB_INT_LK_TO_LOCAL : BINARY_LK_TO_LOCAL;
            /// int sub into a local.
            SUB_INT_LT_TO_LOCAL : BINARY_LT_TO_LOCAL;
            /// int sub into a local.
            SUB_INT_TL_TO_LOCAL : BINARY_TL_TO_LOCAL;
            /// int sub into a local.
            SUB_INT_TK_TO_LOCAL : BINARY_TK_TO_LOCAL;
            /// int sub into a local.
            SUB_INT_TT_TO_LOCAL : BINARY_TT_TO_LOCAL;
            /// int sub, a == b: reuses the object when its count is 1.
            SUB_INT_LL_IN_PLACE : BINARY_LL_TO_LOCAL;
            /// int sub, a == b: reuses the object when its count is 1.
            SUB_INT_LK_IN_PLACE : BINARY_LK_TO_LOCAL;
            /// int sub, a == b: reuses the object when its count is 1.
            SUB_INT_LT_IN_PLACE : BINARY_LT_TO_LOCAL;
            /// int mul.
            MUL_INT_LL : BINARY_LL;
            /// int mul.
            MUL_INT_LK : BINARY_LK;
            /// int mul.
            MUL_INT_LT : BINARY_LT;
            /// int mul.
            MUL_INT_TL : BINARY_TL;
            /// int mul.
            MUL_INT_TK : BINARY_TK;
            /// int mul.
            MUL_INT_TT : BINARY_TT;
            /// int mul into a local.
            MUL_INT_LL_TO_LOCAL : BINARY_LL_TO_LOCAL;
            /// int mul into a local.
            MUL_INT_LK_TO_LOCAL : BINARY_LK_TO_LOCAL;
            /// int mul into a local.
            MUL_INT_LT_TO_LOCAL : BINARY_LT_TO_LOCAL;
            /// int mul into a local.
            MUL_INT_TL_TO_LOCAL : BINARY_TL_TO_LOCAL;
            /// int mul into a local.
            MUL_INT_TK_TO_LOCAL : BINARY_TK_TO_LOCAL;
            /// int mul into a local.
            MUL_INT_TT_TO_LOCAL : BINARY_TT_TO_LOCAL;
            /// int mul, a == b: reuses the object when its count is 1.
            MUL_INT_LL_IN_PLACE : BINARY_LL_TO_LOCAL;
            /// int mul, a == b: reuses the object when its count is 1.
            MUL_INT_LK_IN_PLACE : BINARY_LK_TO_LOCAL;
            /// int mul, a == b: reuses the object when its count is 1.
            MUL_INT_LT_IN_PLACE : BINARY_LT_TO_LOCAL;
            /// float add.
            ADD_FLOAT_LL : BINARY_LL;
            /// float add.
            ADD_FLOAT_LK : BINARY_LK;
            /// float add.
            ADD_FLOAT_LT : BINARY_LT;
            /// float add.
            ADD_FLOAT_TL : BINARY_TL;
            /// float add.
            ADD_FLOAT_TK : BINARY_TK;
            /// float add.
            ADD_FLOAT_TT : BINARY_TT;
            /// float add into a local.
            ADD_FLOAT_LL_TO_LOCAL : BINARY_LL_TO_LOCAL;
            /// float add into a local.
            ADD_FLOAT_LK_TO_LOCAL : BINARY_LK_TO_LOCAL;
            /// float add into a local.
            ADD_FLOAT_LT_TO_LOCAL : BINARY_LT_TO_LOCAL;
            /// float add into a local.
            ADD_FLOAT_TL_TO_LOCAL : BINARY_TL_TO_LOCAL;
            /// float add into a local.
            ADD_FLOAT_TK_TO_LOCAL : BINARY_TK_TO_LOCAL;
            /// float add into a local.
            ADD_FLOAT_TT_TO_LOCAL : BINARY_TT_TO_LOCAL;
            /// float add, a == b: reuses the object when its count is 1.
            ADD_FLOAT_LL_IN_PLACE : BINARY_LL_TO_LOCAL;
            /// float add, a == b: reuses the object when its count is 1.
            ADD_FLOAT_LK_IN_PLACE : BINARY_LK_TO_LOCAL;
            /// float add, a == b: reuses the object when its count is 1.
            ADD_FLOAT_LT_IN_PLACE : BINARY_LT_TO_LOCAL;
            /// float sub.
            SUB_FLOAT_LL : BINARY_LL;
            /// float sub.
            SUB_FLOAT_LK : BINARY_LK;
            /// float sub.
            SUB_FLOAT_LT : BINARY_LT;
            /// float sub.
            SUB_FLOAT_TL : BINARY_TL;
            /// float sub.
            SUB_FLOAT_TK : BINARY_TK;
            /// float sub.
            SUB_FLOAT_TT : BINARY_TT;
            /// float sub into a local.
            SUB_FLOAT_LL_TO_LOCAL : BINARY_LL_TO_LOCAL;
            /// float sub into a local.
            SUB_FLOAT_LK_TO_LOCAL : BINARY_LK_TO_LOCAL;
            /// float sub into a local.
            SUB_FLOAT_LT_TO_LOCAL : BINARY_LT_TO_LOCAL;
            /// float sub into a local.
            SUB_FLOAT_TL_TO_LOCAL : BINARY_TL_TO_LOCAL;
            /// float sub into a local.
            SUB_FLOAT_TK_TO_LOCAL : BINARY_TK_TO_LOCAL;
            /// float sub into a local.
            SUB_FLOAT_TT_TO_LOCAL : BINARY_TT_TO_LOCAL;
            /// float sub, a == b: reuses the object when its count is 1.
            SUB_FLOAT_LL_IN_PLACE : BINARY_LL_TO_LOCAL;
            /// float sub, a == b: reuses the object when its count is 1.
            SUB_FLOAT_LK_IN_PLACE : BINARY_LK_TO_LOCAL;
            /// float sub, a == b: reuses the object when its count is 1.
            SUB_FLOAT_LT_IN_PLACE : BINARY_LT_TO_LOCAL;
            /// float mul.
            MUL_FLOAT_LL : BINARY_LL;
            /// float mul.
            MUL_FLOAT_LK : BINARY_LK;
            /// float mul.
            MUL_FLOAT_LT : BINARY_LT;
            /// float mul.
            MUL_FLOAT_TL : BINARY_TL;
            /// float mul.
            MUL_FLOAT_TK : BINARY_TK;
            /// float mul.
            MUL_FLOAT_TT : BINARY_TT;
            /// float mul into a local.
            MUL_FLOAT_LL_TO_LOCAL : BINARY_LL_TO_LOCAL;
            /// float mul into a local.
            MUL_FLOAT_LK_TO_LOCAL : BINARY_LK_TO_LOCAL;
            /// float mul into a local.
            MUL_FLOAT_LT_TO_LOCAL : BINARY_LT_TO_LOCAL;
            /// float mul into a local.
            MUL_FLOAT_TL_TO_LOCAL : BINARY_TL_TO_LOCAL;
            /// float mul into a local.
            MUL_FLOAT_TK_TO_LOCAL : BINARY_TK_TO_LOCAL;
            /// float mul into a local.
            MUL_FLOAT_TT_TO_LOCAL : BINARY_TT_TO_LOCAL;
            /// float mul, a == b: reuses the object when its count is 1.
            MUL_FLOAT_LL_IN_PLACE : BINARY_LL_TO_LOCAL;
            /// float mul, a == b: reuses the object when its count is 1.
            MUL_FLOAT_LK_IN_PLACE : BINARY_LK_TO_LOCAL;
            /// float mul, a == b: reuses the object when its count is 1.
            MUL_FLOAT_LT_IN_PLACE : BINARY_LT_TO_LOCAL;
            /// Any other operator on one-word ints (operator in the cache word).
            BINARY_INT_LL : BINARY_LL;
            /// Any other operator on one-word ints (operator in the cache word).
            BINARY_INT_LK : BINARY_LK;
            /// Any other operator on one-word ints (operator in the cache word).
            BINARY_INT_LT : BINARY_LT;
            /// Any other operator on one-word ints (operator in the cache word).
            BINARY_INT_TL : BINARY_TL;
            /// Any other operator on one-word ints (operator in the cache word).
            BINARY_INT_TK : BINARY_TK;
            /// Any other operator on one-word ints (operator in the cache word).
            BINARY_INT_TT : BINARY_TT;
            /// Any other operator on floats (operator in the cache word).
            BINARY_FLOAT_LL : BINARY_LL;
            /// Any other operator on floats (operator in the cache word).
            BINARY_FLOAT_LK : BINARY_LK;
            /// Any other operator on floats (operator in the cache word).
            BINARY_FLOAT_LT : BINARY_LT;
            /// Any other operator on floats (operator in the cache word).
            BINARY_FLOAT_TL : BINARY_TL;
            /// Any other operator on floats (operator in the cache word).
            BINARY_FLOAT_TK : BINARY_TK;
            /// Any other operator on floats (operator in the cache word).
            BINARY_FLOAT_TT : BINARY_TT;
            /// Concatenation of two strings.
            ADD_STR_LL : BINARY_LL;
            /// Concatenation of two strings.
            ADD_STR_LK : BINARY_LK;
            /// Concatenation of two strings.
            ADD_STR_LT : BINARY_LT;
            /// Concatenation of two strings.
            ADD_STR_TL : BINARY_TL;
            /// Concatenation of two strings.
            ADD_STR_TK : BINARY_TK;
            /// Concatenation of two strings.
            ADD_STR_TT : BINARY_TT;
            /// `x += text`, a == b: grows in place when the count is 1.
            ADD_STR_LL_IN_PLACE : BINARY_LL_TO_LOCAL;
            /// `x += text`, a == b: grows in place when the count is 1.
            ADD_STR_LK_IN_PLACE : BINARY_LK_TO_LOCAL;
            /// `x += text`, a == b: grows in place when the count is 1.
            ADD_STR_LT_IN_PLACE : BINARY_LT_TO_LOCAL;

            // ---- comparisons
            /// One-word ints.
            COMPARE_INT_LL : COMPARE_LL;
            /// One-word ints.
            COMPARE_INT_LK : COMPARE_LK;
            /// One-word ints.
            COMPARE_INT_LT : COMPARE_LT;
            /// One-word ints.
            COMPARE_INT_TL : COMPARE_TL;
            /// One-word ints.
            COMPARE_INT_TK : COMPARE_TK;
            /// One-word ints.
            COMPARE_INT_TT : COMPARE_TT;
            /// One-word ints.
            COMPARE_INT_JUMP_LL : COMPARE_JUMP_LL;
            /// One-word ints.
            COMPARE_INT_JUMP_LK : COMPARE_JUMP_LK;
            /// One-word ints.
            COMPARE_INT_JUMP_LT : COMPARE_JUMP_LT;
            /// One-word ints.
            COMPARE_INT_JUMP_TL : COMPARE_JUMP_TL;
            /// One-word ints.
            COMPARE_INT_JUMP_TK : COMPARE_JUMP_TK;
            /// One-word ints.
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
            /// Strings, == and != only.
            COMPARE_STR_JUMP_LL : COMPARE_JUMP_LL;
            /// Strings, == and != only.
            COMPARE_STR_JUMP_LK : COMPARE_JUMP_LK;
            /// Strings, == and != only.
            COMPARE_STR_JUMP_LT : COMPARE_JUMP_LT;
            /// Strings, == and != only.
            COMPARE_STR_JUMP_TL : COMPARE_JUMP_TL;
            /// Strings, == and != only.
            COMPARE_STR_JUMP_TK : COMPARE_JUMP_TK;
            /// Strings, == and != only.
            COMPARE_STR_JUMP_TT : COMPARE_JUMP_TT;
            /// Container is exactly a dict.
            JUMP_IF_IN_DICT_LL : JUMP_IF_IN_LL;
            /// Container is exactly a dict.
            JUMP_IF_IN_DICT_LK : JUMP_IF_IN_LK;
            /// Container is exactly a dict.
            JUMP_IF_IN_DICT_LT : JUMP_IF_IN_LT;
            /// Container is exactly a dict.
            JUMP_IF_IN_DICT_TL : JUMP_IF_IN_TL;
            /// Container is exactly a dict.
            JUMP_IF_IN_DICT_TK : JUMP_IF_IN_TK;
            /// Container is exactly a dict.
            JUMP_IF_IN_DICT_TT : JUMP_IF_IN_TT;
            /// Container is exactly a dict.
            JUMP_IF_IN_DICT_KL : JUMP_IF_IN_KL;
            /// Container is exactly a dict.
            JUMP_IF_IN_DICT_KT : JUMP_IF_IN_KT;
            /// Container is exactly a dict.
            JUMP_IF_NOT_IN_DICT_LL : JUMP_IF_NOT_IN_LL;
            /// Container is exactly a dict.
            JUMP_IF_NOT_IN_DICT_LK : JUMP_IF_NOT_IN_LK;
            /// Container is exactly a dict.
            JUMP_IF_NOT_IN_DICT_LT : JUMP_IF_NOT_IN_LT;
            /// Container is exactly a dict.
            JUMP_IF_NOT_IN_DICT_TL : JUMP_IF_NOT_IN_TL;
            /// Container is exactly a dict.
            JUMP_IF_NOT_IN_DICT_TK : JUMP_IF_NOT_IN_TK;
            /// Container is exactly a dict.
            JUMP_IF_NOT_IN_DICT_TT : JUMP_IF_NOT_IN_TT;
            /// Container is exactly a dict.
            JUMP_IF_NOT_IN_DICT_KL : JUMP_IF_NOT_IN_KL;
            /// Container is exactly a dict.
            JUMP_IF_NOT_IN_DICT_KT : JUMP_IF_NOT_IN_KT;
            /// Operand is True or False.
            JUMP_IF_FALSE_BOOL_L : JUMP_IF_FALSE_L;
            /// Operand is True or False.
            JUMP_IF_FALSE_BOOL_T : JUMP_IF_FALSE_T;
            /// Operand is True or False.
            JUMP_IF_TRUE_BOOL_L : JUMP_IF_TRUE_L;
            /// Operand is True or False.
            JUMP_IF_TRUE_BOOL_T : JUMP_IF_TRUE_T;

            // ---- names
            /// Found in the module's dict (keys version in the cache).
            LOAD_GLOBAL_MODULE : LOAD_GLOBAL;
            /// Found in builtins (both keys versions in the cache).
            LOAD_GLOBAL_BUILTIN : LOAD_GLOBAL;
            /// Found in the module's dict (keys version in the cache).
            LOAD_GLOBAL_CALL_MODULE : LOAD_GLOBAL_CALL;
            /// Found in builtins (both keys versions in the cache).
            LOAD_GLOBAL_CALL_BUILTIN : LOAD_GLOBAL_CALL;

            // ---- attributes
            /// Inline value of the instance (type version).
            LOAD_ATTR_INSTANCE_L : LOAD_ATTR_L;
            /// Inline value of the instance (type version).
            LOAD_ATTR_INSTANCE_T : LOAD_ATTR_T;
            /// Entry of the instance's dict (hint).
            LOAD_ATTR_DICT_L : LOAD_ATTR_L;
            /// Entry of the instance's dict (hint).
            LOAD_ATTR_DICT_T : LOAD_ATTR_T;
            /// Slot descriptor.
            LOAD_ATTR_SLOT_L : LOAD_ATTR_L;
            /// Slot descriptor.
            LOAD_ATTR_SLOT_T : LOAD_ATTR_T;
            /// Attribute of a module.
            LOAD_ATTR_MODULE_L : LOAD_ATTR_L;
            /// Attribute of a module.
            LOAD_ATTR_MODULE_T : LOAD_ATTR_T;
            /// Class attribute through the class itself.
            LOAD_ATTR_CLASS_L : LOAD_ATTR_L;
            /// Class attribute through the class itself.
            LOAD_ATTR_CLASS_T : LOAD_ATTR_T;
            /// Property with a Python getter.
            LOAD_ATTR_PROPERTY_L : LOAD_ATTR_L;
            /// Property with a Python getter.
            LOAD_ATTR_PROPERTY_T : LOAD_ATTR_T;
            /// Function found on the type; the instance's inline keys don't shadow it.
            LOAD_METHOD_INSTANCE_L : LOAD_METHOD_L;
            /// Function found on the type; the instance's inline keys don't shadow it.
            LOAD_METHOD_INSTANCE_T : LOAD_METHOD_T;
            /// Function or method descriptor on a type without instance dict.
            LOAD_METHOD_NO_DICT_L : LOAD_METHOD_L;
            /// Function or method descriptor on a type without instance dict.
            LOAD_METHOD_NO_DICT_T : LOAD_METHOD_T;
            /// Function of a module.
            LOAD_METHOD_MODULE_L : LOAD_METHOD_L;
            /// Function of a module.
            LOAD_METHOD_MODULE_T : LOAD_METHOD_T;
            /// Inline value of the instance.
            STORE_ATTR_INSTANCE_LL : STORE_ATTR_LL;
            /// Inline value of the instance.
            STORE_ATTR_INSTANCE_LK : STORE_ATTR_LK;
            /// Inline value of the instance.
            STORE_ATTR_INSTANCE_LT : STORE_ATTR_LT;
            /// Inline value of the instance.
            STORE_ATTR_INSTANCE_TL : STORE_ATTR_TL;
            /// Inline value of the instance.
            STORE_ATTR_INSTANCE_TK : STORE_ATTR_TK;
            /// Inline value of the instance.
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

            // ---- subscripts
            /// list[one-word int]
            SUBSCR_LIST_INT_LL : SUBSCR_LL;
            /// list[one-word int]
            SUBSCR_LIST_INT_LK : SUBSCR_LK;
            /// list[one-word int]
            SUBSCR_LIST_INT_LT : SUBSCR_LT;
            /// list[one-word int]
            SUBSCR_LIST_INT_TL : SUBSCR_TL;
            /// list[one-word int]
            SUBSCR_LIST_INT_TK : SUBSCR_TK;
            /// list[one-word int]
            SUBSCR_LIST_INT_TT : SUBSCR_TT;
            /// list[one-word int] into a local
            SUBSCR_LIST_INT_LL_TO_LOCAL : SUBSCR_LL_TO_LOCAL;
            /// list[one-word int] into a local
            SUBSCR_LIST_INT_LK_TO_LOCAL : SUBSCR_LK_TO_LOCAL;
            /// list[one-word int] into a local
            SUBSCR_LIST_INT_LT_TO_LOCAL : SUBSCR_LT_TO_LOCAL;
            /// list[one-word int] into a local
            SUBSCR_LIST_INT_TL_TO_LOCAL : SUBSCR_TL_TO_LOCAL;
            /// list[one-word int] into a local
            SUBSCR_LIST_INT_TK_TO_LOCAL : SUBSCR_TK_TO_LOCAL;
            /// list[one-word int] into a local
            SUBSCR_LIST_INT_TT_TO_LOCAL : SUBSCR_TT_TO_LOCAL;
            /// tuple[one-word int]
            SUBSCR_TUPLE_INT_LL : SUBSCR_LL;
            /// tuple[one-word int]
            SUBSCR_TUPLE_INT_LK : SUBSCR_LK;
            /// tuple[one-word int]
            SUBSCR_TUPLE_INT_LT : SUBSCR_LT;
            /// tuple[one-word int]
            SUBSCR_TUPLE_INT_TL : SUBSCR_TL;
            /// tuple[one-word int]
            SUBSCR_TUPLE_INT_TK : SUBSCR_TK;
            /// tuple[one-word int]
            SUBSCR_TUPLE_INT_TT : SUBSCR_TT;
            /// exactly a dict
            SUBSCR_DICT_LL : SUBSCR_LL;
            /// exactly a dict
            SUBSCR_DICT_LK : SUBSCR_LK;
            /// exactly a dict
            SUBSCR_DICT_LT : SUBSCR_LT;
            /// exactly a dict
            SUBSCR_DICT_TL : SUBSCR_TL;
            /// exactly a dict
            SUBSCR_DICT_TK : SUBSCR_TK;
            /// exactly a dict
            SUBSCR_DICT_TT : SUBSCR_TT;
            /// exactly a dict into a local
            SUBSCR_DICT_LL_TO_LOCAL : SUBSCR_LL_TO_LOCAL;
            /// exactly a dict into a local
            SUBSCR_DICT_LK_TO_LOCAL : SUBSCR_LK_TO_LOCAL;
            /// exactly a dict into a local
            SUBSCR_DICT_LT_TO_LOCAL : SUBSCR_LT_TO_LOCAL;
            /// exactly a dict into a local
            SUBSCR_DICT_TL_TO_LOCAL : SUBSCR_TL_TO_LOCAL;
            /// exactly a dict into a local
            SUBSCR_DICT_TK_TO_LOCAL : SUBSCR_TK_TO_LOCAL;
            /// exactly a dict into a local
            SUBSCR_DICT_TT_TO_LOCAL : SUBSCR_TT_TO_LOCAL;
            /// str[one-word int]
            SUBSCR_STR_INT_LL : SUBSCR_LL;
            /// str[one-word int]
            SUBSCR_STR_INT_LK : SUBSCR_LK;
            /// str[one-word int]
            SUBSCR_STR_INT_LT : SUBSCR_LT;
            /// str[one-word int]
            SUBSCR_STR_INT_TL : SUBSCR_TL;
            /// str[one-word int]
            SUBSCR_STR_INT_TK : SUBSCR_TK;
            /// str[one-word int]
            SUBSCR_STR_INT_TT : SUBSCR_TT;
            /// list[one-word int] = value
            STORE_SUBSCR_LIST_INT_LLL : STORE_SUBSCR_LLL;
            /// list[one-word int] = value
            STORE_SUBSCR_LIST_INT_LLT : STORE_SUBSCR_LLT;
            /// list[one-word int] = value
            STORE_SUBSCR_LIST_INT_LKL : STORE_SUBSCR_LKL;
            /// list[one-word int] = value
            STORE_SUBSCR_LIST_INT_LKT : STORE_SUBSCR_LKT;
            /// list[one-word int] = value
            STORE_SUBSCR_LIST_INT_LTL : STORE_SUBSCR_LTL;
            /// list[one-word int] = value
            STORE_SUBSCR_LIST_INT_LTT : STORE_SUBSCR_LTT;
            /// list[one-word int] = value
            STORE_SUBSCR_LIST_INT_TLL : STORE_SUBSCR_TLL;
            /// list[one-word int] = value
            STORE_SUBSCR_LIST_INT_TLT : STORE_SUBSCR_TLT;
            /// list[one-word int] = value
            STORE_SUBSCR_LIST_INT_TKL : STORE_SUBSCR_TKL;
            /// list[one-word int] = value
            STORE_SUBSCR_LIST_INT_TKT : STORE_SUBSCR_TKT;
            /// list[one-word int] = value
            STORE_SUBSCR_LIST_INT_TTL : STORE_SUBSCR_TTL;
            /// list[one-word int] = value
            STORE_SUBSCR_LIST_INT_TTT : STORE_SUBSCR_TTT;
            /// exactly a dict
            STORE_SUBSCR_DICT_LLL : STORE_SUBSCR_LLL;
            /// exactly a dict
            STORE_SUBSCR_DICT_LLT : STORE_SUBSCR_LLT;
            /// exactly a dict
            STORE_SUBSCR_DICT_LKL : STORE_SUBSCR_LKL;
            /// exactly a dict
            STORE_SUBSCR_DICT_LKT : STORE_SUBSCR_LKT;
            /// exactly a dict
            STORE_SUBSCR_DICT_LTL : STORE_SUBSCR_LTL;
            /// exactly a dict
            STORE_SUBSCR_DICT_LTT : STORE_SUBSCR_LTT;
            /// exactly a dict
            STORE_SUBSCR_DICT_TLL : STORE_SUBSCR_TLL;
            /// exactly a dict
            STORE_SUBSCR_DICT_TLT : STORE_SUBSCR_TLT;
            /// exactly a dict
            STORE_SUBSCR_DICT_TKL : STORE_SUBSCR_TKL;
            /// exactly a dict
            STORE_SUBSCR_DICT_TKT : STORE_SUBSCR_TKT;
            /// exactly a dict
            STORE_SUBSCR_DICT_TTL : STORE_SUBSCR_TTL;
            /// exactly a dict
            STORE_SUBSCR_DICT_TTT : STORE_SUBSCR_TTT;

            // ---- unpacking and iteration
            /// Exactly a tuple of two.
            UNPACK_PAIR_TUPLE_T : UNPACK_PAIR_T;
            /// Exactly a tuple of two.
            UNPACK_PAIR_TUPLE_L : UNPACK_PAIR_L;
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
            /// generator iterator
            FOR_ITER_GENERATOR : FOR_ITER;
            /// generator iterator
            FOR_ITER_GENERATOR_TO_LOCAL : FOR_ITER_TO_LOCAL;
            /// Sends to a generator or coroutine without leaving the dispatch.
            SEND_GENERATOR : SEND;

            // ---- calls
            /// Python function, argument count exact, no defaults needed.
            CALL_PY_EXACT : CALL;
            /// Python function, any binding.
            CALL_PY : CALL;
            /// Built-in taking an array of arguments.
            CALL_BUILTIN_FAST : CALL;
            /// Built-in taking one argument.
            CALL_BUILTIN_O : CALL;
            /// Type with a Python __init__ and the plain __new__.
            CALL_TYPE_INIT : CALL;
            /// Python function, argument count exact, no defaults needed.
            CALL_METHOD_PY_EXACT : CALL_METHOD;
            /// Python function, any binding.
            CALL_METHOD_PY : CALL_METHOD;
            /// Built-in taking an array of arguments.
            CALL_METHOD_BUILTIN_FAST : CALL_METHOD;
            /// Built-in taking one argument.
            CALL_METHOD_BUILTIN_O : CALL_METHOD;
            /// Type with a Python __init__ and the plain __new__.
            CALL_METHOD_TYPE_INIT : CALL_METHOD;
            /// Bound method object of a Python function.
            CALL_BOUND_METHOD : CALL;
            /// type(x)
            CALL_TYPE_1 : CALL;
            /// len(x)
            CALL_LEN : CALL;
            /// isinstance(x, y)
            CALL_ISINSTANCE : CALL;
            /// list.append(x) whose result is dropped or not.
            CALL_METHOD_LIST_APPEND : CALL_METHOD;
            /// Method descriptor without arguments.
            CALL_METHOD_NOARGS : CALL_METHOD;
            /// Method descriptor with one argument.
            CALL_METHOD_O : CALL_METHOD;
            /// Method descriptor taking an array of arguments.
            CALL_METHOD_FAST : CALL_METHOD;
        } }
    };
}
