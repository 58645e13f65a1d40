"""Full collections over long lists and tuples: repeated items, items that others reach first, atoms between, rows that are garbage."""
import gc


class Node:
    __slots__ = ("to", "__weakref__")

    def __init__(self, to=None):
        self.to = to


class Wide:
    __slots__ = tuple(f"m{i}" for i in range(80))


gc.collect()
plain = [Node() for _ in range(60_000)]
print("plain", gc.collect())

chained = []
before = None
for i in range(5_000):
    before = Node(before)
    chained.append(before)
print("chained", gc.collect())

repeated = [Node()] * 500 + [[i] for i in range(300)] + [repeated_item := []] * 3 + [repeated_item]
mixed = [x for i in range(400) for x in (i, Node(repeated), None, "text", plain[i * 7])]
rows = tuple(tuple([Node(mixed)] for _ in range(200)) for _ in range(50))
rows_again = [rows[i // 2] for i in range(100)]
for i, node in enumerate(plain):
    node.to = plain[(i * 7919) % 60_000]
wide = [Wide() for _ in range(100)]
for w in wide:
    w.m79 = wide
print("live", gc.collect())

for size in (63, 64, 65, 66, 100, 1000):
    row = [Node() for _ in range(size)]
    row.append(row)
    row[0].to = row
    row = tuple(row)
    row[1].to = row
    del row
    print("garbage rows", size, gc.collect())

lost = [Node() for _ in range(300)]
for i in range(0, 300, 2):
    lost[i].to = lost
kept = lost[7]
lost = None
print("a row that an item kept outside doesn't hold", gc.collect())

wide[0].m0 = wide[1:]
wide = Node(wide[0])
print("wide, still held", gc.collect())
wide = None
print("wide, let go", gc.collect())

plain[100:50_000] = []
print("a hole in the row", gc.collect())
plain = None
print("chains of what is left", gc.collect())
print("alive", len(chained), len(repeated), len(mixed), len(rows), len(rows_again), kept.to)
