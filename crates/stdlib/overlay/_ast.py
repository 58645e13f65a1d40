"""The classes of syntax trees, made from the grammar's own description; compile() makes their instances."""

PyCF_ONLY_AST = 0x400
PyCF_TYPE_COMMENTS = 0x1000
PyCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000
PyCF_OPTIMIZED_AST = 0x8000 | PyCF_ONLY_AST

_POSITION = ("lineno", "col_offset", "end_lineno", "end_col_offset")


def _warn(text):
    import warnings

    warnings.warn(f"{text} in Python 3.15.", DeprecationWarning, stacklevel=3)


class AST:
    _fields = ()
    _attributes = ()
    __match_args__ = ()

    def __init__(self, *args, **keywords):
        cls = type(self)
        fields = self._fields
        name = "ast.AST" if cls is AST else cls.__name__
        if len(args) > len(fields):
            plural = "" if len(fields) == 1 else "s"
            limit = f"takes at most {len(fields)} positional argument{plural}"
            raise TypeError(f"{cls.__name__} constructor {limit}")
        for field, value in zip(fields, args):
            setattr(self, field, value)
        given = {*fields[:len(args)]}
        for field, value in keywords.items():
            if field in fields:
                if field in given:
                    raise TypeError(f"{name} got multiple values for argument {field!r}")
                given.add(field)
            elif field not in self._attributes:
                _warn(
                    f"{name}.__init__ got an unexpected keyword argument {field!r}. "
                    "Support for arbitrary keyword arguments is deprecated and will be removed"
                )
            setattr(self, field, value)
        if len(given) < len(fields):
            self._complete(name, [field for field in fields if field not in given])

    def _complete(self, name, absent):
        """Gives lists and contexts that weren't named; optional fields are None by their class already."""
        kinds = getattr(type(self), "_field_types", None)
        if kinds is None:
            return
        for field in absent:
            kind = kinds.get(field)
            if kind is None:
                _warn(f"Field {field!r} is missing from {name}._field_types. This will become an error")
            elif type(kind) is _Union:
                pass
            elif type(kind) is _Alias:
                setattr(self, field, [])
            elif kind is expr_context:
                setattr(self, field, _shared["Load"])
            else:
                _warn(
                    f"{name}.__init__ missing 1 required positional argument: {field!r}. "
                    "This will become an error"
                )

    def __reduce__(self):
        held = self.__dict__
        present = []
        for field in self._fields:
            if field not in held:
                break
            present.append(None)
        return type(self), tuple(present), held


_Alias = type(list[int])
_Union = type(int | None)

# Nodes without fields: one instance of each is enough.
_shared = {}


_GRAMMAR = """
mod: Module(stmt* body, type_ignore* type_ignores) Interactive(stmt* body) Expression(expr body) FunctionType(expr* argtypes, expr returns)
stmt!: FunctionDef(identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment, type_param* type_params) AsyncFunctionDef(identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment, type_param* type_params) ClassDef(identifier name, expr* bases, keyword* keywords, stmt* body, expr* decorator_list, type_param* type_params) Return(expr? value) Delete(expr* targets) Assign(expr* targets, expr value, string? type_comment) TypeAlias(expr name, type_param* type_params, expr value) AugAssign(expr target, operator op, expr value) AnnAssign(expr target, expr annotation, expr? value, int simple) For(expr target, expr iter, stmt* body, stmt* orelse, string? type_comment) AsyncFor(expr target, expr iter, stmt* body, stmt* orelse, string? type_comment) While(expr test, stmt* body, stmt* orelse) If(expr test, stmt* body, stmt* orelse) With(withitem* items, stmt* body, string? type_comment) AsyncWith(withitem* items, stmt* body, string? type_comment) Match(expr subject, match_case* cases) Raise(expr? exc, expr? cause) Try(stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody) TryStar(stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody) Assert(expr test, expr? msg) Import(alias* names) ImportFrom(identifier? module, alias* names, int? level) Global(identifier* names) Nonlocal(identifier* names) Expr(expr value) Pass() Break() Continue()
expr!: BoolOp(boolop op, expr* values) NamedExpr(expr target, expr value) BinOp(expr left, operator op, expr right) UnaryOp(unaryop op, expr operand) Lambda(arguments args, expr body) IfExp(expr test, expr body, expr orelse) Dict(expr* keys, expr* values) Set(expr* elts) ListComp(expr elt, comprehension* generators) SetComp(expr elt, comprehension* generators) DictComp(expr key, expr value, comprehension* generators) GeneratorExp(expr elt, comprehension* generators) Await(expr value) Yield(expr? value) YieldFrom(expr value) Compare(expr left, cmpop* ops, expr* comparators) Call(expr func, expr* args, keyword* keywords) FormattedValue(expr value, int conversion, expr? format_spec) JoinedStr(expr* values) Constant(constant value, string? kind) Attribute(expr value, identifier attr, expr_context ctx) Subscript(expr value, expr slice, expr_context ctx) Starred(expr value, expr_context ctx) Name(identifier id, expr_context ctx) List(expr* elts, expr_context ctx) Tuple(expr* elts, expr_context ctx) Slice(expr? lower, expr? upper, expr? step)
expr_context: Load() Store() Del()
boolop: And() Or()
operator: Add() Sub() Mult() MatMult() Div() Mod() Pow() LShift() RShift() BitOr() BitXor() BitAnd() FloorDiv()
unaryop: Invert() Not() UAdd() USub()
cmpop: Eq() NotEq() Lt() LtE() Gt() GtE() Is() IsNot() In() NotIn()
excepthandler!: ExceptHandler(expr? type, identifier? name, stmt* body)
pattern!: MatchValue(expr value) MatchSingleton(constant value) MatchSequence(pattern* patterns) MatchMapping(expr* keys, pattern* patterns, identifier? rest) MatchClass(expr cls, pattern* patterns, identifier* kwd_attrs, pattern* kwd_patterns) MatchStar(identifier? name) MatchAs(pattern? pattern, identifier? name) MatchOr(pattern* patterns)
type_ignore: TypeIgnore(int lineno, string tag)
type_param!: TypeVar(identifier name, expr? bound, expr? default_value) ParamSpec(identifier name, expr? default_value) TypeVarTuple(identifier name, expr? default_value)
"""

_PLAIN = """
comprehension(expr target, expr iter, expr* ifs, int is_async)
arguments(arg* posonlyargs, arg* args, arg? vararg, arg* kwonlyargs, expr* kw_defaults, arg? kwarg, expr* defaults)
arg!(identifier arg, expr? annotation, string? type_comment)
keyword!(identifier? arg, expr value)
alias!(identifier name, identifier? asname)
withitem(expr context_expr, expr? optional_vars)
match_case(pattern pattern, expr? guard, stmt* body)
"""


def _kind(word):
    """A field's type as `_field_types` tells it."""
    kind = {"identifier": str, "string": str, "int": int, "constant": object}.get(word.rstrip("?*"))
    if kind is None:
        kind = globals()[word.rstrip("?*")]
    if word.endswith("*"):
        return list[kind]
    return kind | None if word.endswith("?") else kind


def _signature(name, fields):
    return f"{name}({fields})" if fields else name


def _define(name, base, placed, doc, fields=None):
    space = {
        "_fields": (),
        "__match_args__": (),
        "__module__": "ast",
        "__doc__": doc,
    }
    if fields is not None:
        pairs = [field.split() for field in fields.split(", ") if field]
        space["_fields"] = space["__match_args__"] = tuple(name for _, name in pairs)
        for kind, field in pairs:
            if kind.endswith("?"):
                space[field] = None
        _pending[name] = pairs
    if base is AST:
        space["_attributes"] = ()
    if placed:
        space["_attributes"] = _POSITION
        space["end_lineno"] = space["end_col_offset"] = None
    globals()[name] = type(name, (base,), space)


def _define_sum(line):
    head, _, rest = line.partition(": ")
    base = head.rstrip("!")
    kinds = []
    for part in rest.split(") "):
        name, _, fields = part.partition("(")
        kinds.append((name, fields.rstrip(")")))
    indent = "\n" + " " * len(base) + " | "
    simple = base not in ("mod", "stmt", "expr", "excepthandler", "pattern", "type_ignore", "type_param")
    separator = " | " if simple else indent
    doc = f"{base} = " + separator.join(_signature(*kind) for kind in kinds)
    _define(base, AST, head.endswith("!"), doc)
    for name, fields in kinds:
        _define(name, globals()[base], False, _signature(name, fields), fields)
        if simple:
            _shared[name] = globals()[name]()


def _define_all():
    for line in filter(None, _GRAMMAR.split("\n")):
        _define_sum(line)
    for line in filter(None, _PLAIN.split("\n")):
        head, _, fields = line.partition("(")
        name, fields = head.rstrip("!"), fields.rstrip(")")
        _define(name, AST, head.endswith("!"), _signature(name, fields), fields)
    for name, pairs in _pending.items():
        cls = globals()[name]
        cls._field_types = cls.__annotations__ = {field: _kind(kind) for kind, field in pairs}


def _source(tree, mode):
    """The text that compile() reads for a tree."""
    import ast

    wanted = {"exec": Module, "eval": Expression, "single": Interactive, "func_type": FunctionType}[mode]
    if not isinstance(tree, wanted):
        raise TypeError(f"expected {wanted.__name__} node, got {type(tree).__name__}")
    if wanted is Interactive:
        tree = Module(tree.body, [])
    return ast.unparse(tree)


_pending = {}
_define_all()
del _pending
AST.__module__ = "ast"
