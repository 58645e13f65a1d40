"""Records where a real CPython 3.13 places blocks: the oracle of order.rs.

python3.13 record.py SIZE SEED COUNT LIVE > pymalloc_SIZE_SEED_LIVE.txt

Requests and frees of one size come from a seeded generator. Each request prints pool.block; pools are numbered as
they are first seen. It starts on a fresh pool, so that nothing of the interpreter's own is in the way.
"""

import ctypes
import gc
import sys

MASK = 0x3FFF
HEADER = 48

gc.disable()
malloc = ctypes.pythonapi.PyObject_Malloc
malloc.restype = ctypes.c_size_t
malloc.argtypes = [ctypes.c_size_t]
free = ctypes.pythonapi.PyObject_Free
free.restype = None
free.argtypes = [ctypes.c_size_t]


def generator(seed):
    while True:
        seed = (seed * 6364136223846793005 + 1442695040888963407) & (2**64 - 1)
        yield seed >> 33


def main(size, seed, count, most):
    rounded = (size + 15) // 16 * 16
    places, live, pools = [0] * count, [0] * (most + 8), {}
    while True:
        address = malloc(size)
        if address & MASK == HEADER:
            break
    pools[address & ~MASK] = 0
    places[0], live[0], lives = (0, 0), address, 1
    random, done, growing = generator(seed), 1, True
    while done < count:
        value = next(random)
        if lives == 0 or (lives < most and (value & 7) < (5 if growing else 3)):
            address = malloc(size)
            pool = pools.setdefault(address & ~MASK, len(pools))
            places[done] = (pool, ((address & MASK) - HEADER) // rounded)
            done += 1
            live[lives] = address
            lives += 1
            growing = growing and lives < most
        else:
            at = (value >> 3) % lives
            free(live[at])
            lives -= 1
            live[at] = live[lives]
            growing = growing or lives <= 2
    print(" ".join("%d.%d" % place for place in places))


main(*map(int, sys.argv[1:]))
