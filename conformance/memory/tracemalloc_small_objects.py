"""Small objects are traced however they are made."""
import tracemalloc

current = tracemalloc.get_traced_memory
tracemalloc.start()
before = current()[0]
row = [i for i in range(1000)]
print((current()[0] - before) // 256)
before = current()[0]
doubled = [i * 2 for i in row]
print((current()[0] - before) // 256)
before = current()[0]
halves = [i / 2 for i in row]
print((current()[0] - before) // 256)
before = current()[0]
loop = []
for i in range(1000):
    loop.append(i + 1)
print((current()[0] - before) // 256)
before = current()[0]
row = doubled = halves = loop = None
print((current()[0] - before) // 256)
