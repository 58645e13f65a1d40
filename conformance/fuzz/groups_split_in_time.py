"""Splitting a group of exceptions doesn't go over the threshold."""
from observe import *

b = 1
for threshold in range(14, 26):
    begin()
    gc.collect()
    gc.set_threshold(threshold, 3, 1)
    try:
        raise ExceptionGroup('g', [ValueError([]), KeyError(b)])
    except* ValueError as x:
        print(len(x.exceptions))
    except* KeyError as x:
        c = x
    print(threshold, gc.get_count())
flush()
