# Trees of ast.parse: classes, fields, places; constructing nodes; back to text and to code.
import ast


SOURCES = [
    'f"a{x}b" "c"', '"a" f"{x}" "b"', 'f"{x=}"', 'f"{x!r:>{w}}"', 'f"{x = !s:3}"', 'u"a" "b"', '"a" u"b"',
    'f(x for x in y)', 'f((x for x in y), z)', 'x[1:2, ::3]', 'x[*a]', 'f""', 'f"" ""', 'f"{x:}"', 'f"{{a}}"',
    'f"{x:a{y}b{z}}"', 'f"a" "b" f"c{d}e" "f"', '*a, = b', 'a, b = 1,\\\n2', '"""a\nb"""', 'u"a" f"{x}"',
    'f"a" u"b" f"{x}"', 'f"{x}" u"b"', 'f"""{\nx\n=}"""', "f'a\\\nb{x}'", 'f"é{x}é" "é"', "f'{*x, y}'",
    'class A[T: int = 3, *Ts, **P](B, metaclass=M): pass', '-1j+2', 'x:int=3', '(x):int', 'a.b:int',
    '@ d\n# c\nasync def f(a, /, b:int=1, *c:d, e, f=2, **g) -> r: pass', 'with (a as b, c): pass',
    'with (a): pass', 'with (a, b): pass', 'with (a) as b, c: pass', 'try: pass\nexcept* A as b: pass',
    'if a: pass\nelif b: pass\nelse: pass', 'type A[T] = int', 'from . import a', 'from .b import (c as d, e)',
    'from x import *', 'global a, b', '(yield)', 'lambda *, a=1: a', 'lambda: 0', '((a).b)', '(a,)', '()',
    '0x1F', '1e400', 'a if b else c', 'a < b == c', 'a and b and c or d', 'x @= 1', '{**a, "b": 1}', '{*a, 1}',
    'import a.b as c, d', 'raise A from b', 'del a, (b), [c, d]', 'for a, b in c: pass\nelse: pass',
    'print(*a, **b, c=1)', '[x for x in y if z if w]', 'a[b,]', 'a[:, b]', 'b"a" b"b"', '("a"\n"b")', 'x: (yield)',
    'match x:\n case {"a": 1, **r}: pass\n case A(1, b=c): pass\n case [*_, a]: pass\n'
    ' case -1|2+3j|a.b|None: pass\n case (x as y): pass\n case a, b: pass\n case "a" "b": pass\n case _ if x: pass',
]


def show(node):
    if isinstance(node, ast.AST):
        fields = [f"{name}={show(getattr(node, name))}" for name in node._fields]
        place = [str(getattr(node, name)) for name in node._attributes]
        return f"{type(node).__name__}({', '.join(fields)})" + ("@" + ".".join(place) if place else "")
    if isinstance(node, list):
        return "[" + ", ".join(map(show, node)) + "]"
    return ascii(node)


for source in SOURCES:
    print(ascii(source))
    print("   ", show(ast.parse(source)))

print(ast.dump(ast.parse("a + 1"), include_attributes=True))
print(ast.dump(ast.parse("a; b", mode="single")), ast.dump(ast.parse("a", mode="eval")))
print(ast.parse("a").body[0].value.ctx is ast.parse("b").body[0].value.ctx)
print(vars(ast.parse("return").body[0]))
for source in ["x = (", "def f(:", "a b", "1 = x", "f'{'"]:
    try:
        ast.parse(source)
    except SyntaxError as error:
        print(source, "->", error.msg, error.filename, error.lineno, error.offset)

print(ast.Name._fields, ast.Name._attributes, ast.Name.__match_args__, ast.Name.__doc__, ast.Name.__module__)
print(ast.FunctionDef._field_types)
print(ast.expr_context.__doc__)
print(vars(ast.Name("a")).keys(), vars(ast.Assign([], None)), vars(ast.Slice()), ast.Slice().lower)
for call in [lambda: ast.Name("a", id="b"), lambda: ast.Name(1, 2, 3), lambda: ast.Expr(1, 2), lambda: ast.Load(1)]:
    try:
        call()
    except TypeError as error:
        print(error)

tree = ast.parse("x = [i * 2 for i in range(5)]\nif x:\n    print(sum(x), f'{x!r:>20}')")
print(ast.unparse(tree))
exec(compile(tree, "<tree>", "exec"))
print(eval(compile(ast.parse("6 * 7", mode="eval"), "<tree>", "eval")))
try:
    compile(tree, "<tree>", "eval")
except TypeError as error:
    print(error)
print(ast.literal_eval("{'a': [1, (2, -3)], 'b': {1, 2}}"))


class Doubler(ast.NodeTransformer):
    def visit_Constant(self, node):
        return ast.copy_location(ast.Constant(node.value * 2), node)


print(ast.unparse(Doubler().visit(ast.parse("f(1, 'a') + 3"))))
print(sorted({type(node).__name__ for node in ast.walk(ast.parse("a.b(c)[d]"))}))
