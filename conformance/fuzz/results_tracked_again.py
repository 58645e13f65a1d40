"""A tuple that an iterator of combinations uses again is tracked again, also when there is no further one."""
from observe import *

begin()
for make in (
    lambda: itertools.permutations([1, 300]),
    lambda: itertools.combinations([1, 2, 3], 2),
    lambda: itertools.combinations_with_replacement([1, 2], 2),
    lambda: itertools.product([1, 2], "ab"),
):
    it = make()
    n = 0
    for x in it:
        n += 1
        if n == 2:
            break
    del x
    gc.collect()
    print(len(list(it)))
    gens()
    x = None
flush()
