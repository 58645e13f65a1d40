"""Functions of complex numbers, at ordinary places, on their cuts, at their ends, and where they have no answer."""
import cmath
import hashlib
import itertools
import math
import random
import _statistics

inf, nan = math.inf, math.nan
PARTS = [-inf, -1e308, -1.5, -1.0, -5e-324, -0.0, 0.0, 1e-310, 1e-200, 0.5, 1.0, 1.5, 30.0, 710.0, 1e160, 1e308, inf, nan]
NAMES = "acos acosh asin asinh atan atanh cos cosh exp log log10 sin sinh sqrt tan tanh phase polar isfinite isinf isnan".split()


def attempt(f, *args, **kwargs):
    try:
        value = f(*args, **kwargs)
    except Exception as error:
        return type(error).__name__, str(error)
    return repr(value).replace("-nan", "nan")


for name in NAMES:
    f = getattr(cmath, name)
    digest = hashlib.md5()
    for x in PARTS:
        row = [attempt(f, complex(x, y)) for y in PARTS]
        print(name, x, hashlib.md5(repr(row).encode()).hexdigest()[:12], row[3], row[6], row[16])
for x in PARTS:
    print("rect", x, [attempt(cmath.rect, x, y) for y in PARTS])

numbers = random.Random(3)
for name in NAMES:
    digest = hashlib.md5()
    for _ in range(500):
        z = complex(numbers.gauss(0, 3), numbers.gauss(0, 3)) * 10.0 ** numbers.randrange(-8, 8)
        digest.update(repr(attempt(getattr(cmath, name), z)).encode())
    print(name, digest.hexdigest()[:12])

print([attempt(cmath.log, a, b) for a, b in itertools.product([0, 1, 2, 1j, inf], repeat=2)])
print([attempt(cmath.isclose, a, b, rel_tol=r, abs_tol=t) for a, b in [(1, 1 + 1e-10), (1j, 1.1j), (inf, inf), (nan, nan), (complex(inf, 1), 1)]
       for r, t in [(1e-9, 0), (0.2, 0), (0, 0.2), (-1, 0)]])


class Number:
    def __complex__(self):
        return 3 + 4j


class Real:
    def __float__(self):
        return 2.25


class Index:
    def __index__(self):
        return 4


print(cmath.sqrt(Number()), cmath.sqrt(Real()), cmath.sqrt(Index()), cmath.sqrt(True), cmath.polar(Number()))
for args in (), (1, 2), ("1",), (None,), (10**400,):
    print(attempt(cmath.sqrt, *args), attempt(cmath.log, *args), attempt(cmath.rect, *args), attempt(cmath.isclose, *args))
print(cmath.pi, cmath.e, cmath.tau, cmath.inf, cmath.infj, cmath.nan, cmath.nanj)
print([n for n in vars(cmath) if not n.startswith("__")])
print([getattr(cmath, n).__text_signature__ for n in NAMES + ["rect", "isclose"]])

digest = hashlib.md5()
for _ in range(2000):
    p = numbers.random() ** numbers.choice([1, 10, 100])
    digest.update(repr(attempt(_statistics._normal_dist_inv_cdf, p, 1, 2)).encode())
    digest.update(repr(attempt(_statistics._normal_dist_inv_cdf, 1 - p, 0, 1)).encode())
print(digest.hexdigest(), _statistics._normal_dist_inv_cdf)
for args in (0, 0, 1), (1, 0, 1), (-1, 0, 1), (2, 0, 1), (0.5, 3, 1), (0.1, 3, -1), (0.1, 3, 0), (nan, 0, 1), (1e-300, 0, 1), ("a", 0, 1), (0.5, 0):
    print(attempt(_statistics._normal_dist_inv_cdf, *args))
