"""The line of a traceback entry: given, by the instruction, or none."""
import types
def f():
    x = 1
    1/0
try:
    f()
except ZeroDivisionError as e:
    tb = e.__traceback__
print(tb.tb_lineno, tb.tb_next.tb_lineno)
fr = tb.tb_next.tb_frame
for lasti, line in [(0,-1),(2,-1),(10**6,-1),(-1,-1),(-2,-1),(0,0),(0,-5),(0,7)]:
    t = types.TracebackType(None, fr, lasti, line)
    try: print(lasti, line, t.tb_lineno if lasti in (10**6,-1,-2) or line!=-1 else 'line')
    except Exception as e: print(type(e), e)
