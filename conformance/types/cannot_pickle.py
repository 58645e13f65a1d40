# What objects say that can't be reduced.
import copy, types, sys
class M(type): pass
gen=(i for i in ())
for o in [memoryview(b'abc'), gen, sys._getframe(), compile('1','s','eval'), (lambda:0).__code__, type(gen), sys, iter([]), object(), types.CellType(1), property(), print, (1).__add__, super(int,1), zip(), {}.keys(), slice(1), types.MappingProxyType({}), b'', int.__add__, types.GeneratorType]:
    for p in (0,1,2,4):
        try: r=o.__reduce_ex__(p); print(type(o).__name__, p, 'ok')
        except Exception as e: print(type(o).__name__, p, type(e).__name__, e)
