"""Objects that exist for a moment and cross the threshold."""
from observe import *


def counted(text, threshold):
    code = compile(text, "text", "exec")
    space = dict(globals())
    begin()
    gc.set_threshold(threshold, 50, 50)
    exec(code, space)
    n = gc.get_count()
    gc.set_threshold(2000)
    print(text, threshold, n)


for text in (
    "a = bytes([1, 2, 3])",
    "a = bytes((1, 2, 3))[2:]",
    "a = bytearray([1])",
    "a = bytearray((1, 2))",
    "a = sorted((3, 1))",
    "a = format(1.5, '.2f')",
    "a = f'{1.5:.2f}'",
    "a = f'{1.5}'",
    "a = format(1, '')",
    "a = locals()",
    "a = (lambda x: locals())(1)",
    "a = (lambda x: vars())(1)",
    "a = gen(1).gi_frame.f_locals",
    "try: set().update(z=1)\nexcept TypeError: pass",
):
    for threshold in (1, 2, 3, 4, 5, 2000):
        counted(text, threshold)
flush()
