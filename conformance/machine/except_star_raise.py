"""Compared with 3.13: what an except* statement raises in the end."""
try:
    try: raise ExceptionGroup('a', [ValueError()])
    except* ValueError: raise KeyError
except BaseException as e: print(repr(e), repr(e.__context__))
try:
    try: raise ExceptionGroup('a', [ValueError(), KeyError(1)])
    except* ValueError: raise KeyError
except BaseException as e: print(repr(e), repr(e.__context__))
try:
    try: raise ExceptionGroup('a', [ValueError(), KeyError(1), ExceptionGroup('b', [ValueError(2), OSError(3)])])
    except* ValueError: pass
    except* KeyError: raise
except BaseException as e: print(repr(e), repr(e.__context__))
