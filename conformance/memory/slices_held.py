"""The slice of `a[i:j] = b` is there while the old items go, and a deleted item's container goes before its key."""
import gc


class F:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("del", self.n, gc.get_count()[0])


class G(F):
    def __del__(self):
        [1, 2, 3][0:2]
        print("slices", self.n, gc.get_count()[0])


class Keyed(F):
    def __getitem__(self, key):
        return 1

    def __setitem__(self, key, value):
        pass

    __delitem__ = __setitem__ = lambda self, *rest: None


gc.disable()
for spare in (None, slice(1)):
    del spare
    gc.collect()
    x = [F(1), F(2), F(3)]
    x[:] = []
    print(gc.get_count()[0])
    x = [set(), set(), set()]
    gc.collect()
    x[0:2] = (1,)
    print(gc.get_count()[0])
    x = [set(), set(), set()]
    gc.collect()
    del x[0:2]
    print(gc.get_count()[0])
    x = [G(4), 5]
    gc.collect()
    x[0:1] = [1]
    print(gc.get_count()[0])
    x = [set(), set(), set()]
    gc.collect()
    print(len([{1}, {2}][0:1]), gc.get_count()[0])
    del Keyed("container")[F("key")]
    Keyed("container")[F("key")] = F("value")
    Keyed("container")[F("key")]
    del Keyed("container")[F("from"):F("to")]
    Keyed("container")[F("from"):F("to")] = F("value")
    Keyed("container")[F("from"):F("to")]
    keep = slice(1, 2)
