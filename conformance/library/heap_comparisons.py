"""Compared with 3.13: which items heaps compare, in which order, what they say of wrong arguments, and what lives meanwhile."""
import gc, heapq, random, sys, _heapq


class N:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        LOG.append((self.n, other.n, sys.getrefcount(self), sys.getrefcount(other)))
        return self.n < other.n


LOG = []
draw = random.Random(5)


def told(what):
    global LOG
    text = hash(tuple(LOG))
    print(what, len(LOG), text, LOG[:4])
    LOG = []


for length in (0, 1, 2, 3, 5, 8, 40, 2499, 2500, 2501, 2502, 3000, 4095, 4096, 4097, 5000):
    heap = [N(draw.randrange(length)) for _ in range(length)]
    heapq.heapify(heap)
    told(("heapify", length))
    heap = [N(draw.randrange(length)) for _ in range(length)]
    heapq._heapify_max(heap)
    told(("heapify_max", length))
heap = []
for _ in range(60):
    heapq.heappush(heap, N(draw.randrange(30)))
told("push")
print([heapq.heappushpop(heap, N(draw.randrange(60))).n for _ in range(60)], sys.getsizeof(heap))
told("pushpop")
print([heapq.heapreplace(heap, N(draw.randrange(60))).n for _ in range(60)], sys.getsizeof(heap))
told("replace")
print([(heapq.heappop(heap).n, sys.getsizeof(heap)) for _ in range(60)])
told("pop")
heap = [N(draw.randrange(30)) for _ in range(60)]
heapq._heapify_max(heap)
LOG = []
print([heapq._heapreplace_max(heap, N(draw.randrange(60))).n for _ in range(60)])
told("replace_max")
print([heapq._heappop_max(heap).n for _ in range(60)])
told("pop_max")
print([x.n for x in heapq.nsmallest(4, [N(i * 7 % 11) for i in range(11)])], [x.n for x in heapq.nlargest(4, [N(i * 7 % 11) for i in range(11)])])
told("nsmallest")
print([x.n for x in heapq.merge([N(1), N(5)], [N(2), N(3)])])
told("merge")


class Bad:
    def __init__(self, do):
        self.do = do

    def __lt__(self, other):
        self.do()
        return True


def tried(text, **names):
    try:
        print(text, eval(text, globals() | names))
    except Exception as e:
        print(text, type(e).__name__, e)


def clear():
    heap.clear()


def grow():
    heap.append(1)


def fail():
    raise KeyError("no")


for do in (clear, grow, fail):
    for text in ("heapq.heapify(heap)", "heapq.heappop(heap)", "heapq.heappush(heap, Bad(do))", "heapq.heapreplace(heap, Bad(do))",
                 "heapq.heappushpop(heap, Bad(do))", "heapq._heapify_max(heap)", "heapq._heappop_max(heap)", "heapq._heapreplace_max(heap, Bad(do))"):
        heap = [Bad(do) for _ in range(8)]
        tried(text, do=do)
        print(len(heap), sum(isinstance(x, Bad) for x in heap))
for name in ("heappush", "heappop", "heappushpop", "heapreplace", "heapify", "_heappop_max", "_heapify_max", "_heapreplace_max"):
    f = getattr(heapq, name)
    print(f, f.__module__, f.__text_signature__, type(f).__name__, f is getattr(_heapq, name))
    for args in ((), ([],), ([], 1), ((), 1), (1,), ([], 1, 2)):
        tried("f(*args)", f=f, args=args)
    tried("f(heap=[])", f=f)
tried("heapq.heapify([1, 'a', 2])")
tried("heapq.heappush([1], 'a')")


class L(list):
    pass


own = L([3, 1, 2])
heapq.heapify(own)
print(own, heapq.heappop(own), own)
gc.collect()
gc.disable()
heap = [[9 - i] for i in range(8)]
before = gc.get_count()
heapq.heapify(heap)
heapq.heappush(heap, heap[3])
heapq.heappop(heap)
print(before, gc.get_count())
