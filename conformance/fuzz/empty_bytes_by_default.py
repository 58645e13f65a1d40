from observe import *


def given(q=b'xy' * 0):
    return q


print(R(given()) < 100)
for text in (
    "def f(q=b'xy' * 0): return q\nprint(R(f()))",
    "def g(): pass\ndef f(q=b'xy' * 0): return q\nprint(R(f()) > 1000)",
    "b = b''\ndef f(q=b'xy' * 0): return q\nprint(R(f()) > 1000)",
):
    exec(compile(text, "text", "exec"))
flush()
