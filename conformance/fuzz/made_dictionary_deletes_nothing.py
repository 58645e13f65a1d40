from observe import *

for make in (lambda: P(), lambda: L(), lambda: D(), lambda: A(), lambda: I(5)):
    a = make()
    begin()
    try:
        del a.x
    except AttributeError as x:
        pass
    print(type(a).__name__, gc.get_count())
flush()
