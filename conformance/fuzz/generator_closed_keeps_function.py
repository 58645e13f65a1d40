from observe import *

begin()
try:
    def keeps(q=F("default")):
        def h():
            yield q, F("local")
        return h
    f = keeps()()
except Exception as x:
    oops(x)
try:
    next(f)
except Exception as x:
    oops(x)
try:
    f.close()
except Exception as x:
    oops(x)
try:
    print("closed", f.gi_frame)
except Exception as x:
    oops(x)
try:
    f = None
except Exception as x:
    oops(x)
try:
    keeps = None
except Exception as x:
    oops(x)
try:
    print("end")
except Exception as x:
    oops(x)
flush()
