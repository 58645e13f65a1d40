"""What the table of instructions is made of. The running interpreter's instructions are its own; these are of no use to it."""


def _never(op):
    return False


has_const = has_name = has_jump = has_free = has_local = has_exc = is_valid = _never


def has_arg(op):
    return op > 43


def stack_effect(opcode, oparg=None, /, *, jump=None):
    raise NotImplementedError("stack effects of another machine's instructions")


def get_executor(*, code, offset):
    raise RuntimeError("Executors are not available in this build")


def get_specialization_stats():
    return None


def get_nb_ops():
    plain = ["ADD +", "AND &", "FLOOR_DIVIDE //", "LSHIFT <<", "MATRIX_MULTIPLY @", "MULTIPLY *", "REMAINDER %",
             "OR |", "POWER **", "RSHIFT >>", "SUBTRACT -", "TRUE_DIVIDE /", "XOR ^"]
    pairs = [entry.split() for entry in plain]
    return ([(f"NB_{name}", sign) for name, sign in pairs]
            + [(f"NB_INPLACE_{name}", sign + "=") for name, sign in pairs])


def get_intrinsic1_descs():
    return ["INTRINSIC_1_INVALID", "INTRINSIC_PRINT", "INTRINSIC_IMPORT_STAR", "INTRINSIC_STOPITERATION_ERROR",
            "INTRINSIC_ASYNC_GEN_WRAP", "INTRINSIC_UNARY_POSITIVE", "INTRINSIC_LIST_TO_TUPLE", "INTRINSIC_TYPEVAR",
            "INTRINSIC_PARAMSPEC", "INTRINSIC_TYPEVARTUPLE", "INTRINSIC_SUBSCRIPT_GENERIC", "INTRINSIC_TYPEALIAS"]


def get_intrinsic2_descs():
    return ["INTRINSIC_2_INVALID", "INTRINSIC_PREP_RERAISE_STAR", "INTRINSIC_TYPEVAR_WITH_BOUND",
            "INTRINSIC_TYPEVAR_WITH_CONSTRAINTS", "INTRINSIC_SET_FUNCTION_TYPE_PARAMS", "INTRINSIC_SET_TYPEPARAM_DEFAULT"]


def get_special_method_names():
    return ["__enter__", "__exit__", "__aenter__", "__aexit__"]
