"""The classes of syntax trees, made from the grammar's own description. compile() makes no trees yet."""

PyCF_ONLY_AST = 0x400
PyCF_TYPE_COMMENTS = 0x1000
PyCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000
PyCF_OPTIMIZED_AST = 0x8000 | PyCF_ONLY_AST

_POSITION = ("lineno", "col_offset", "end_lineno", "end_col_offset")


class AST:
    _fields = ()
    _attributes = ()
    __match_args__ = ()

    def __init__(self, *args, **keywords):
        name = type(self).__name__
        fields = self._fields
        if len(args) > len(fields):
            plural = "" if len(fields) == 1 else "s"
            raise TypeError(f"{name} constructor takes at most {len(fields)} positional argument{plural}")
        for field, value in zip(fields, args):
            if field in keywords:
                raise TypeError(f"{name} got multiple values for argument {field!r}")
            setattr(self, field, value)
        for field, value in keywords.items():
            setattr(self, field, value)
        given = {*fields[:len(args)], *keywords}
        for field in fields:
            if field not in given:
                kind = self._kinds.get(field, "")
                if kind.endswith("?"):
                    setattr(self, field, None)
                elif kind.endswith("*"):
                    setattr(self, field, [])
                elif kind == "expr_context":
                    setattr(self, field, Load())

    _kinds = {}

    def __reduce__(self):
        return type(self), (), self.__dict__

    def __replace__(self, /, **changes):
        fields = {name: value for name, value in self.__dict__.items()}
        fields.update(changes)
        return type(self)(**fields)


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


def _define(name, base, fields, placed):
    pairs = [field.split() for field in fields.split(", ") if field]
    names = tuple(name for _, name in pairs)
    shown = ", ".join(f"{kind} {field}" for kind, field in pairs)
    space = {
        "_fields": names,
        "__match_args__": names,
        "_kinds": {field: kind for kind, field in pairs},
        "__module__": "ast",
        "__doc__": f"{name}({shown})" if shown else name,
    }
    for kind, field in pairs:
        if kind.endswith("?"):
            space[field] = None
    if placed:
        space["_attributes"] = _POSITION
        space["end_lineno"] = space["end_col_offset"] = None
    globals()[name] = type(name, (base,), space)


def _define_all():
    for line in _GRAMMAR.split("\n"):
        if not line:
            continue
        base, _, rest = line.partition(": ")
        placed = base.endswith("!")
        base = base.rstrip("!")
        _define(base, AST, "", placed)
        for part in rest.split(") "):
            name, _, fields = part.partition("(")
            _define(name, globals()[base], fields.rstrip(")"), False)
    for line in _PLAIN.split("\n"):
        if line:
            name, _, fields = line.partition("(")
            _define(name.rstrip("!"), AST, fields.rstrip(")"), name.endswith("!"))


_define_all()
AST.__module__ = "ast"
