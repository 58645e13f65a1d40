"""Arithmetic of long ints and messages that name functions ask for signals: a collection that waits runs there."""
from observe import *


def counted(text):
    text = "hold = [], {}, []\ntry: " + text + "\nexcept TypeError: pass"
    code = compile(text, "text", "exec")
    space = dict(globals())
    space["n"] = 10 ** 20
    space["m"] = 10 ** 12
    gc.collect()
    begin()
    gc.set_threshold(1)
    exec(code, space)
    n = gc.get_count()
    gc.set_threshold(2000, 10, 10)
    print(text.split("\n")[1], n)


for text in (
    "a = n * 2", "a = n * n", "a = n * 0", "a = 5 * 5", "a = n // 7", "a = n // m", "a = m // n", "a = n % m",
    "a = n / m", "k = 2; a = k ** 31", "k = 2; a = k ** 29", "k = 10; a = k ** 25", "a = n + n", "a = n << 7",
    "len()", "[].append()", "[].append(x=1)", "list.append()", "a = str(n)", "print(*5)",
):
    counted(text)
flush()
