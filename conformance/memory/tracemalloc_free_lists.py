"""What is traced: an object from a free list only if its block came while tracing; nothing that a snapshot is made of."""
import tracemalloc

kept = [[] for _ in range(90)]
del kept
tracemalloc.start(3)
first = []
table = dict(a=first)
print("a list from a free list", tracemalloc.get_object_traceback(first))
many = [[] for _ in range(200)]
print("fresh lists", 100 < sum(tracemalloc.get_object_traceback(item) is not None for item in many) < 150)


def line(item):
    return tracemalloc.get_object_traceback(item)[-1].lineno


reused = many.pop()
here = line(reused)
del reused
again = []
print("used again: where it is now", line(again) - here)
tracemalloc.clear_traces()
del again
again = []
print("after clear_traces", tracemalloc.get_object_traceback(again))

data = [bytearray(1000) for _ in range(50)]
before = tracemalloc.get_traced_memory()[0]
snapshot = tracemalloc.take_snapshot()
print("a snapshot's own parts aren't traced", tracemalloc.get_traced_memory()[0] - before < 5000, len(snapshot.traces) > 100)
del snapshot
rows = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(True, __file__)])
largest = rows.statistics("lineno")[0]
print(largest.count, largest.size)
tracemalloc.stop()
print(tracemalloc.get_traced_memory(), tracemalloc.get_traceback_limit())
