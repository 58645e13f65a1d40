"""Readers, writers and dialects: their types, sizes, what the collector sees of them, and csv.Error."""
import sys, gc, _csv, csv, io
gc.disable()
print([n for n in vars(_csv) if n not in ('__file__',)])
for n,v in vars(_csv).items():
    if n.startswith('__') and n!='__version__': continue
    print(n, type(v).__name__, getattr(v,'__text_signature__',None), v if isinstance(v,(int,str)) else '')
    if isinstance(v,type):
        print('  ',v.__basicsize__,v.__itemsize__,v.__dictoffset__,v.__weakrefoffset__,hex(v.__flags__),v.__module__,v.__bases__, v.__text_signature__, sys.getsizeof(v))
        for m,w in v.__dict__.items(): print('      ',m,type(w).__name__,getattr(w,'__text_signature__',None))
f=io.StringIO('a,b\n1,"x\ny"\n')
r=csv.reader(f); w=csv.writer(io.StringIO())
D=r.dialect
for o in (r,w,D):
    print(type(o), sys.getsizeof(o), gc.is_tracked(o), [type(x).__name__ for x in gc.get_referents(o)], repr(o).split(' at ')[0], [a for a in dir(o) if not a.startswith('__')])
next(r); print([type(x).__name__ for x in gc.get_referents(r)], r.line_num, sys.getsizeof(r)); next(r); print(r.line_num); print(next(r,None), r.line_num)
print(csv.get_dialect('excel'), type(csv.get_dialect('excel')), csv.list_dialects()) if 0 else print(type(csv.get_dialect('excel')), csv.list_dialects())
d=csv.get_dialect('excel-tab')
for a in ('delimiter','doublequote','escapechar','lineterminator','quotechar','quoting','skipinitialspace','strict'): print(a, repr(getattr(d,a)))
print([type(x).__name__ for x in gc.get_referents(d)])
import csv,sys,gc,weakref,pickle,copy
E=csv.Error
e=E('x',1); print(repr(e),str(e),e.args,sys.getsizeof(e),gc.is_tracked(e), E.__mro__, E.__dict__.keys())
e.foo=3; print(e.__dict__)
try: weakref.ref(e)
except TypeError as x: print(x)
try: raise E('boom')
except csv.Error as x: print(x, x.__traceback__ is not None, x.__context__)
class F(E): pass
try: raise F('a') from e
except E as x: print(repr(x), repr(x.__cause__))
f=F(); weakref.ref(f); f.z=f; del f; print(gc.collect()>0)
e2=E(); e2.me=e2; del e2; print(gc.collect())
print(pickle.loads(pickle.dumps(E('q'))), copy.copy(E('z')), E.__module__, E.__qualname__, E)
E.attr=1; print(E.attr)
try:
    csv.reader([1]).__next__()
except E as x: print(x, x.args)
def m(n,f):
    r=[]
    for k in range(3):
        gc.collect(); a=gc.get_count()[0]; x=f(); r.append(gc.get_count()[0]-a)
    print(n,r)
gc.disable()
m('err',lambda:E('x')); m('F',lambda:F('x'))
print([type(x).__name__ for x in gc.get_referents(E('x'))], E.__weakrefoffset__, E.__dictoffset__, E.__basicsize__, E.__text_signature__)
print([type(x).__name__ for x in gc.get_referents(F('x'))])
