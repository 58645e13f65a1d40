"""The same code with changing operand types: a specialised instruction must notice."""


def add(a, b):
    return a + b


for pair in [(1, 2), (1.5, 2), (2**40, 2**40), (2**70, 1), ("a", "b"), ([1], [2]), (True, 1), (1, 2.5), (-5, 4), (255, 1), (256, 1)] * 3:
    print(add(*pair), end=" ")
print()


def less(a, b):
    if a < b:
        return "less"
    return "not"


for pair in [(1, 2), (2, 1), (1.0, 2.0), (2**65, 2**66), ("a", "b"), (float("nan"), 1.0)] * 3:
    print(less(*pair), end=" ")
print()


def item(c, i):
    return c[i]


for pair in [([1, 2], 0), ([1, 2], -1), ((3, 4), 1), ({0: "d"}, 0), ("xy", 1), ([1, 2], True)] * 3:
    print(item(*pair), end=" ")
print()
try:
    item([1], 5)
except IndexError as exc:
    print(exc)


class P:
    kind = "class"

    def __init__(self, x):
        self.x = x

    def get(self):
        return self.x


class Q:
    __slots__ = ("x",)

    def __init__(self, x):
        self.x = x

    def get(self):
        return -self.x


class R(P):
    @property
    def x(self):
        return "property"

    @x.setter
    def x(self, value):
        pass


def use(o):
    return o.x, o.get()


objects = [P(1), Q(2), R(3)]
for o in objects * 4:
    print(use(o), end=" ")
print()
p = P(5)
for _ in range(5):
    p.get()
p.get = lambda: "own"
print(use(p))
P.get = lambda self: "changed"
print(use(P(6)), P(7).kind)
P.kind = "other"
print(P(7).kind)


def counter():
    total = 0
    for i in range(1000, 1010):
        total += i
        kept = i
    return total, kept, i


print(counter())


def keep():
    seen = []
    for i in range(300, 305):
        seen.append(i)
    return seen


print(keep())


def bump(x):
    y = x
    x += 1000
    return x, y


for _ in range(5):
    print(bump(5000), bump(2.5), bump(2**61))


def shifts(a, b):
    return a // b, a % b, a & b, a | b, a ^ b, a << (b & 7), a >> (b & 7)


for pair in [(7, 3), (-7, 3), (7, -3), (-7, -3), (2**45, 7), (-(2**45), 7), (0, 5)] * 2:
    print(shifts(*pair))
for f in (lambda: 1 // 0, lambda: 1 % 0, lambda: 1 << -1, lambda: 1.0 / 0):
    for _ in range(3):
        try:
            f()
        except (ZeroDivisionError, ValueError) as exc:
            print(exc)
name = "global"


def read():
    return name


print(read(), read(), read())
name = "rebound"
print(read())
extra = 1
print(read())
del name
try:
    read()
except NameError as exc:
    print(exc)
len_ = [len([1]) for _ in range(3)]
len = lambda x: "shadow"
print(len_, [len([1]) for _ in range(2)])
