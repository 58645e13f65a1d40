from observe import *
import functools
import operator


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
counted("a = functools.partial(len, [1])()")
counted("a = operator.itemgetter(1, 2)([1, 2, 3])")
counted("a = operator.attrgetter('x')(C(1))")
flush()
