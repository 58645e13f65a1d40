"""csv, ast.literal_eval, tokenize, signatures of native functions."""
import ast
import csv
import inspect
import io
import tokenize


def e(f, *a, **k):
    try:
        print(f(*a, **k))
    except BaseException as x:
        print(type(x).__name__, x)


rows = [["a", 'b"c', "d,e", "f\ng", "", None, 1, 2.5], ["x"], [""], []]
for options in ({}, {"quoting": csv.QUOTE_ALL}, {"quoting": csv.QUOTE_NONNUMERIC}, {"delimiter": ";"}, {"dialect": "excel-tab"},
                {"quoting": csv.QUOTE_NONE, "escapechar": "\\"}, {"doublequote": False, "escapechar": "\\"}, {"lineterminator": "\n"}):
    out = io.StringIO()
    e(csv.writer(out, **options).writerows, rows[:2])
    print(options, repr(out.getvalue()))
for text in ('a,b,c\r\n"d ""q""",e\n', "x, y\n\n,\n", '"multi\nline",2\n', "a\\,b,c\n", '"unterminated'):
    e(lambda: list(csv.reader(io.StringIO(text, newline=""))))
e(lambda: list(csv.reader(["1,2,'x'"], quoting=csv.QUOTE_NONNUMERIC)))
e(lambda: list(csv.reader(['"a",2'], quoting=csv.QUOTE_NONNUMERIC)))
e(lambda: list(csv.reader([b"x"])))
e(csv.reader, [], delimiter="xx")
e(csv.reader, [], bogus=1)
print(list(csv.DictReader(["n,v", "a,1", "b,2"])), csv.list_dialects(), csv.field_size_limit())
out = io.StringIO()
w = csv.DictWriter(out, ["n", "v"])
w.writeheader()
w.writerow({"n": 1, "v": "x y"})
print(repr(out.getvalue()), csv.Sniffer().sniff("a;b;c\n1;2;3\n").delimiter)
for text in ("1", " [1, 2.5, 'a' 'b', b'x', None, True]", "{'a': (1,), 'b': {2}}", "-1", "1+2j", "()", "{}", "set()", "(1)", "1,2", "{1: {2: 3}}", "0x1f"):
    e(ast.literal_eval, text)
e(lambda: type(ast.Name("x", ast.Load())).__mro__)
print(ast.Constant(1)._fields, ast.BinOp._fields, ast.dump(ast.Expression(ast.Constant(5))))
for f in (len, sorted, print, [].append, str.split, int, dict.get, isinstance, "".join, list.sort):
    e(inspect.signature, f)
source = "def f(a):  # c\n    if a:\n        return f'{a!r:>3} x' + \"s\"\n\n    return 1.5e3 @ a\n"
for t in tokenize.generate_tokens(io.StringIO(source).readline):
    print(tokenize.tok_name[t.type], repr(t.string), t.start, t.end)
print(tokenize.untokenize(tokenize.generate_tokens(io.StringIO(source).readline)) == source)
