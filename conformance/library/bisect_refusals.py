"""Compared with 3.13: what bisect says of rows that give no item by its number."""
import bisect, types
class G:
    __class_getitem__ = 1
for o in ({}, types.MappingProxyType({}), {1, 2}, iter([1]), object(), 5, G, G(), int, re if 0 else slice(1), memoryview(b"ab")):
    try: print(bisect.bisect(o, 1, 0, 1))
    except TypeError as e: print(e)
