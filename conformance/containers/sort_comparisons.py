"""Which pairs sorting compares, in which order, and what it leaves behind when a comparison raises."""


class K:
    count = 0
    trace = 0
    limit = None

    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        K.count += 1
        if K.limit is not None and K.count > K.limit:
            raise ValueError("enough")
        K.trace = (K.trace * 1000003 ^ (self.v * 65537 + other.v)) & 0xFFFFFFFFFFFF
        return self.v < other.v


def numbers(seed, n, most):
    out = []
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        out.append((seed >> 8) % most)
    return out


for n in (0, 1, 2, 5, 20, 63, 64, 65, 150, 700):
    for most in (3, 10**6):
        K.count = K.trace = 0
        data = [K(v) for v in numbers(n + most, n, most)]
        data.sort()
        print(n, most, K.count, K.trace, [k.v for k in data[:5]])

for limit in (10, 200, 900, 1500):
    K.count, K.limit = 0, limit
    data = [K(v) for v in numbers(7, 300, 1000)]
    try:
        data.sort(reverse=limit == 900)
    except ValueError as error:
        print(error)
    print(limit, len(data), [k.v for k in data[:40]])
K.limit = None


class Meddler:
    def __init__(self, target, how):
        self.target, self.how = target, how

    def __lt__(self, other):
        self.how(self.target)
        return False


for how in (lambda l: l.append(1), lambda l: l.clear(), lambda l: len(l), lambda l: l.extend([1, 2]) or l.clear()):
    target = []
    target += [Meddler(target, how) for _ in range(3)]
    try:
        target.sort()
        print("sorted", len(target))
    except ValueError as error:
        print(error, len(target))
print(sorted(["b", "a", "C"], key=str.lower), sorted([(2, "x"), (1, "y"), (1, "a")], reverse=True))
print(sorted([1.5, float("nan"), 0.5, 2]), sorted([True, 0, 3, -1]), sorted([2**70, 1, -(2**70)]))
print(sorted(["é", "z", "日", "a", "😀"]), sorted([(1,), ()], key=len))
log = []
[3, 1, 2].sort(key=lambda x: log.append(x) or -x)
print(log)
