"""The line and the frame that a finalizer sees above itself: those of the statement that let the object go."""
import sys
import warnings


class Noisy:
    def __init__(self, *parts):
        pass

    def __del__(self):
        above = sys._getframe(1)
        print(above.f_lineno, above.f_code.co_name)

    def fresh(self):
        return Noisy()

    def number(self):
        return 1

    def given(self, other):
        return other

    def __add__(self, other):
        return Noisy()


def show(message, category, filename, line, *rest):
    print("warned", line)


async def coroutine():
    pass


def one():
    return Noisy()


def local():
    kept = Noisy()
    return 5


def two(first, second):
    third = 1
    return Noisy()


def generator():
    yield Noisy()


def statements():
    Noisy()

    one()

    coroutine()

    kept = Noisy()
    kept = 2

    kept = Noisy()
    del kept

    Noisy() if 1 else 2

    for item in [Noisy()]:
        pass

    local()

    return two(Noisy(), Noisy())


warnings.simplefilter("always")
warnings.showwarning = show
print("a module's statements")
coroutine()

Noisy()

one()

one().fresh()

[Noisy()]

Noisy() + Noisy()

kept = Noisy()
kept = 1

kept = Noisy()
del kept

(lambda: Noisy())()

[coroutine()]

{1: Noisy()}[1]

list(generator())

str(Noisy())

print("calls")
local()

kept = two(Noisy(), Noisy())

Noisy().number()

Noisy().given(Noisy())

kept = 1

print("a function's statements")
kept = statements()

kept = None
