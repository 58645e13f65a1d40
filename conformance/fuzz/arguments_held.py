from observe import *
import functools


def counted(text):
    code = compile(text, "text", "exec")
    space = dict(globals())
    begin()
    exec(code, space)
    print(text, gc.get_count())
    exec(code, space)
    print(text, gc.get_count())


counted("a = collections.defaultdict(list, {1: 2})")
counted("a = collections.defaultdict(list); b = a.copy()")
counted("a = functools.reduce(lambda x, y: x + y, [1, 2, 3])")
flush()
