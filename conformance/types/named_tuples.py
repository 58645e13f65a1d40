"""Named tuples of native modules: hidden fields, making, replacing, sizes."""
import sys, os, time, copy, pickle
s=os.stat("/")
def t(f,*a,**k):
    try: print(f(*a,**k))
    except Exception as e: print(type(e).__name__, e)
T=type(s)
t(T, range(10)); t(T, range(9)); t(T, range(20)); t(T, range(19)); t(T, range(12)); t(T, range(10), {"st_atime": 1.5, "zz": 3}); t(T, 5); t(T); t(T, range(10), 4); t(T, sequence=range(10), dict={"st_blocks":7})
x=T(range(10), {"st_atime_ns": 5}); print(x.st_atime, x.st_atime_ns, x[-1], len(x), x.st_blocks, x.__reduce__())
x=T(range(12)); print(x.st_atime, x.st_mtime, x.st_ctime)
print(T.__match_args__, T.n_fields, T.n_sequence_fields, T.n_unnamed_fields)
t(copy.replace, s, st_mode=3)
lt=time.gmtime(0)
print(lt); print(lt.__reduce__()); print(lt.tm_zone, lt.tm_gmtoff)
t(copy.replace, lt, tm_year=3, tm_zone='Q'); print(copy.replace(lt, tm_year=3, tm_zone='Q').tm_zone)
t(copy.replace, lt, foo=3, bar=4); t(lt.__replace__, 4)
print(hash(lt)==hash(tuple(lt)), lt==tuple(lt), sys.getsizeof(lt), sys.getsizeof(s), sys.getsizeof(sys.flags))
print(time.struct_time(range(9)).tm_zone)
print(time.struct_time(range(11)).tm_zone)
t(time.struct_time, range(8)); t(time.struct_time, range(12))
print(repr(sys.flags)[:20], sys.flags.gil, sys.flags[-1]); print(sys.flags.n_fields, sys.flags.n_sequence_fields, len(sys.flags), [k for k in dir(sys.flags) if k[0]!='_'])
t(type(sys.flags)); t(type(sys.version_info)); t(type(sys.float_info)); t(type(sys.float_info), range(11)); t(type(sys.thread_info), range(3)); t(type(sys.int_info), range(4))
t(os.terminal_size, (1,2,3)); t(os.terminal_size, (1,)); t(os.terminal_size, (1,2)); print(os.terminal_size((1,2)).__reduce__())
print(pickle.loads(pickle.dumps(lt)).tm_zone)
print(repr(type(sys.flags)), type(sys.flags).__module__, type(sys.flags).__text_signature__, T.__text_signature__, T.__new__.__text_signature__)
print(T.__doc__[:40]); 
import gc
class C: pass
c=C(); y=T(range(10), {"st_atime": c}); print(sorted(type(o).__name__ for o in gc.get_referents(y)))
