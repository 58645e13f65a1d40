"""Binding of arguments: every kind of parameter, and what is said when it goes wrong."""


def show(f, *args, **kwargs):
    try:
        print(f.__name__, args, kwargs, "->", f(*args, **kwargs))
    except TypeError as exc:
        print(f.__name__, args, kwargs, "!!", exc)


def none():
    return "none"


def two(a, b):
    return a, b


def defaults(a, b=2, c=3):
    return a, b, c


def star(a, *rest):
    return a, rest


def keywords(a, **named):
    return a, named


def only(*, k, m=5):
    return k, m


def positional(a, b, /, c):
    return a, b, c


def everything(a, b=1, /, c=2, *rest, d, e=4, **named):
    return a, b, c, rest, d, e, named


for args in [(), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)]:
    for f in (none, two, defaults, star, keywords, only, positional):
        show(f, *args)
show(two, 1, a=2)
show(two, b=1, a=2)
show(two, 1, c=3)
show(two, beta=3)
show(defaults, 1, c=9)
show(defaults, b=9)
show(only, k=1)
show(only, m=1)
show(only, 1, k=2)
show(only, kk=2)
show(positional, 1, 2, c=3)
show(positional, a=1, b=2, c=3)
show(positional, 1, b=2, c=3)
show(keywords, 1, a=2)
show(keywords, a=1, b=2)
show(everything, 1, d=2)
show(everything, 1, 2, 3, 4, 5, d=6, x=7, a=8)
show(everything)
show(everything, 1)


class C:
    def method(self, x):
        return x

    @classmethod
    def klass(cls, x):
        return cls.__name__, x

    @staticmethod
    def static(x):
        return x

    def __call__(self, *a):
        return a


c = C()
for f in (c.method, C.klass, c.klass, C.static, c.static):
    show(f, 1)
    show(f)
    show(f, 1, 2)
print(c(1, 2), C.method(c, 5))


class WithInit:
    def __init__(self, a, b=2):
        self.pair = a, b


class BadInit:
    def __init__(self):
        return 5


print(WithInit(1).pair, WithInit(1, b=5).pair)
for make in (lambda: WithInit(), lambda: WithInit(1, 2, 3), lambda: WithInit(1, x=2), lambda: BadInit(), lambda: C(1)):
    try:
        make()
    except TypeError as exc:
        print(exc)
try:
    two(*5)
except TypeError as exc:
    print(exc)
try:
    two(**5)
except TypeError as exc:
    print(exc)
try:
    two(1, **{"b": 2}, **{"b": 3})
except TypeError as exc:
    print(exc)
try:
    5()
except TypeError as exc:
    print(exc)
print((lambda a, b=2, *c, d=4, **e: (a, b, c, d, e))(*[1], **{"z": 1}))
