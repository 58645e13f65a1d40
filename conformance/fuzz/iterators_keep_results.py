from observe import *


def counted(text):
    code = compile(text, "text", "exec")
    space = dict(globals())
    begin()
    for turn in range(2):
        exec(code, space)
        print(text, gc.get_count())


for text in (
    "a = itertools.chain([1], (2,)); b = list(a)",
    "a = itertools.permutations([1, 2, 3]); b = list(a)",
    "a = itertools.combinations([1, 2, 3], 2); b = list(a)",
    "a = itertools.product([1, 2], 'ab'); b = list(a)",
    "a = itertools.pairwise([1, 2, 3]); b = list(a)",
    "a = functools.partial(len, [1])()",
):
    counted(text)
begin()
a = itertools.product([1, C(len)], "ab")
list(a)
print(gc.collect())
gens()
flush()
