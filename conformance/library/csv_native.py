"""csv in native code: dialects and what they refuse, rows read and written under many options, what it counts."""
import csv, _csv, io, itertools, sys, gc, pickle, copy
gc.disable()
def t(f,*a,**k):
    try: r=f(*a,**k); print('   ',repr(r).split(' at 0x')[0]); return r
    except BaseException as e: print('   ',type(e).__module__,type(e).__name__,e)
def d(**k):
    x=_csv.Dialect(**k); return tuple(getattr(x,a) for a in ('delimiter','doublequote','escapechar','lineterminator','quotechar','quoting','skipinitialspace','strict'))
print('dialect')
for k in ({}, dict(delimiter=';'), dict(delimiter=''), dict(delimiter='ab'), dict(delimiter=None), dict(delimiter=1), dict(delimiter='\n'), dict(delimiter=' '), dict(delimiter='\t'), dict(delimiter='"'), dict(delimiter='\r'), dict(delimiter=b','),
    dict(quotechar=''), dict(quotechar=None), dict(quotechar=None,quoting=0), dict(quotechar=None,quoting=3), dict(quotechar='ab'), dict(quotechar=1), dict(quotechar=','), dict(quotechar='\n'), dict(quotechar=' '), dict(quotechar=' ',skipinitialspace=True),
    dict(escapechar='\\'), dict(escapechar=''), dict(escapechar='ab'), dict(escapechar=None), dict(escapechar=1), dict(escapechar='"'), dict(escapechar=','), dict(escapechar='\r'), dict(escapechar=' '), dict(escapechar=' ',skipinitialspace=1), dict(delimiter=' ',skipinitialspace=True),
    dict(lineterminator='\n'), dict(lineterminator=''), dict(lineterminator=None), dict(lineterminator=1), dict(lineterminator=','), dict(lineterminator='x"'), dict(lineterminator='\\',escapechar='\\'),
    dict(quoting=0), dict(quoting=5), dict(quoting=6), dict(quoting=-1), dict(quoting='1'), dict(quoting=None), dict(quoting=True), dict(quoting=1.0), dict(quoting=2**40),
    dict(doublequote=0), dict(doublequote='x'), dict(doublequote=[]), dict(strict='yes'), dict(skipinitialspace=None), dict(foo=1), dict(dialect='excel'), dict(dialect='nope'), dict(dialect=3), dict(dialect=csv.excel_tab), dict(dialect=csv.excel_tab()), dict(dialect=None), dict(dialect='excel',delimiter=';')):
    print(k if not any(isinstance(v,type) or isinstance(v,csv.Dialect) for v in k.values()) else sorted(k)); t(d,**k)
t(_csv.Dialect,1,2,3,4,5,6,7,8,9,10); t(_csv.Dialect,'excel',';'); t(_csv.Dialect,csv.excel); x=_csv.Dialect(); print(_csv.Dialect(x) is x, _csv.Dialect(x,strict=0) is x)
class Bad:
    @property
    def delimiter(self): raise ZeroDivisionError
t(d,dialect=Bad())
class Bad2: delimiter=5
t(d,dialect=Bad2)
t(setattr,x,'delimiter','x'); t(setattr,x,'strict',1); t(delattr,x,'quoting'); t(setattr,x,'zz',1); t(pickle.dumps,x); t(copy.copy,x); t(setattr,_csv.Dialect,'x',1); t(pickle.dumps,csv.reader([])); t(copy.copy,csv.writer(io.StringIO()))
class D(_csv.Dialect): pass
t(lambda:type(D(delimiter='|')).__name__); y=D(); y.q=1; print(y.q)
t(hash, x) if 0 else None
print('module')
t(csv.reader); t(csv.reader,1); t(csv.reader,[],'excel',3); t(csv.reader,[],foo=1); t(csv.reader,[],'nope'); t(csv.reader,[],delimiter='ab'); t(csv.reader,[],dialect='excel'); t(_csv.Reader); t(_csv.Writer)
t(csv.writer); t(csv.writer,1); t(csv.writer,io.StringIO(),'nope'); t(csv.writer,io.StringIO(),foo=2)
class W: write=3
t(csv.writer,W())
t(csv.register_dialect); t(csv.register_dialect,1); t(csv.register_dialect,'a'); t(csv.register_dialect,'a','excel',delimiter='|'); t(csv.register_dialect,'a',1,2); t(csv.register_dialect,'b',delimiter='ab'); t(csv.register_dialect,'b',foo=1); t(csv.list_dialects); t(lambda:csv.get_dialect('a').delimiter); t(csv.get_dialect,'zz'); t(csv.get_dialect,1); t(csv.get_dialect,[]); t(csv.unregister_dialect,'zz'); t(csv.unregister_dialect,'a'); t(csv.unregister_dialect,[]); t(csv.list_dialects,1); t(csv.get_dialect); t(csv.get_dialect,name='excel'); t(csv.unregister_dialect)
t(csv.field_size_limit); t(csv.field_size_limit,10); t(csv.field_size_limit,'x'); t(csv.field_size_limit,new_limit=5); t(csv.field_size_limit,True); t(csv.field_size_limit,2**70); t(csv.field_size_limit,-1); t(csv.field_size_limit,1,2); t(csv.field_size_limit,131072)
print('reader')
def rd(lines,**k):
    r=csv.reader(lines,**k); out=[]
    try:
        for row in r: out.append(row)
    except BaseException as e: out.append((type(e).__name__,str(e)))
    return out, r.line_num
csv.field_size_limit(6)
t(rd,['abcdef','abcdefg']); t(rd,['"abcdef"','"abcdefg"']); t(rd,['a,bcdefgh']); csv.field_size_limit(131072)
texts=['', 'a', 'a,b', 'a,b\n', '"a","b"\r\n', '"a""b",c', '"a"b,c', '"a\nb",c', 'a\rb', 'a\r\nb', 'a\r\n', '\n', '\r\n', ' a, b', '"a', '"a\n', 'a\\,b', '"a\\"b"', 'a\\', '\\', 'a\\\nb', '1,2.5,x', '"1",2', '1,"",', ',,', '" a "," b"', "'a,b',c", 'a""b', '""', '"",""', '"a" ,b', 'x"y"z', '\u20ac,\U0001f600', 'a\0b', '"a\\\nb"', '1,,"3"', 'nan,inf', ' 1, "2"', 'a;b', '\\\n', 'a,\\']
opts=[{}, dict(strict=True), dict(doublequote=False), dict(escapechar='\\'), dict(escapechar='\\',strict=True), dict(quoting=3), dict(quoting=3,escapechar='\\'), dict(quoting=2), dict(quoting=4), dict(quoting=5), dict(quoting=1), dict(skipinitialspace=True), dict(quotechar="'"), dict(quotechar=None), dict(quoting=4,skipinitialspace=True), dict(quoting=2,skipinitialspace=True), dict(delimiter=';'), dict(doublequote=False,escapechar='\\'),dict(delimiter=' ',skipinitialspace=True)]
for o in opts:
    print(o)
    for x in texts:
        print('  ',repr(x),rd([x],**o),rd([x,'q,"z'],**o))
t(rd,[b'a']); t(rd,[1]); t(rd,['a',None]); t(rd,'a,b\n')
def gen():
    yield 'a'; raise KeyError('x')
t(rd,gen())
def gen2():
    yield '"a'; raise KeyError('x')
t(rd,gen2())
print('writer')
def wr(rows,many=False,**k):
    f=io.StringIO(newline=''); 
    try:
        w=csv.writer(f,**k); r=[w.writerow(x) for x in rows] if not many else w.writerows(rows)
    except BaseException as e: return f.getvalue(), type(e).__name__, str(e)
    return f.getvalue(), r
rows=[[],[''],[None],['',''],[None,None],['a','b'],['a,b'],['a"b'],['a\nb'],['a\rb'],[1,2.5,'x',None],['a\\b'],[' a'],['"'],['""'],['\\"'],(1,2),'abc',[True],[b'x'],['\u20ac'],[float('nan'),1e300,10**30],['a',''],['',None],[[1,2]],['\\'],[',']]
wopts=[{}, *[dict(quoting=q) for q in range(6)], *[dict(quoting=q,escapechar='\\') for q in range(6)], dict(doublequote=False), dict(doublequote=False,escapechar='\\'), dict(doublequote=False,escapechar='\\',quoting=1), dict(delimiter=' ',skipinitialspace=True), dict(delimiter=' ',skipinitialspace=True,quoting=3), dict(delimiter=' ',skipinitialspace=True,quoting=4), dict(lineterminator='!'), dict(lineterminator='ab'), dict(quotechar="'"), dict(quotechar=None), dict(delimiter='\t',lineterminator='\n'), dict(quoting=3,quotechar=None,escapechar='\\'), dict(quoting=3,quotechar='')]
for o in wopts:
    print(o)
    for r in rows: print('  ',r,wr([r],**o))
t(wr,[1]); t(wr,[None]); t(wr,1,many=True); t(wr,[[1],[2]],many=True); t(wr,[[1],2],many=True); t(wr,[gen()]); 
class BadStr:
    def __str__(self): raise KeyError('str')
t(wr,[[1,BadStr()]])
class W2:
    def write(self,s): return len(s)
t(csv.writer(W2()).writerow,[1,2]); t(csv.writer(W2()).writerow); t(csv.writer(W2()).writerows,[]); 
class W3:
    def write(self,s): raise OSError('full')
t(csv.writer(W3()).writerow,[1,2])
print('counts')
def m(n,f):
    r=[]
    for k in range(3):
        gc.collect(); a=gc.get_count()[0]; x=f(); r.append(gc.get_count()[0]-a)
    print(n,r)
src=['a,b']*50; it=iter(src); rr=csv.reader(it); ww=csv.writer(W2())
m('reader',lambda:csv.reader(src)); m('reader kw',lambda:csv.reader(src,delimiter=';')); m('reader d',lambda:csv.reader(src,'excel')); m('next',lambda:next(rr)); m('writer',lambda:csv.writer(W2())); m('row',lambda:ww.writerow((1,2))); m('rows',lambda:ww.writerows([(1,2)])); m('dialect',_csv.Dialect); m('list',csv.list_dialects); m('get',lambda:csv.get_dialect('excel')); m('reg',lambda:csv.register_dialect('qq',delimiter='|')); m('limit',csv.field_size_limit)
r=csv.reader(src); r2=[r]; 
class L: 
    def __iter__(s): return s
    def __next__(s): raise StopIteration
l=L(); l.r=csv.reader(l); del l; print(gc.collect())
class W4:
    def write(s,x): pass
w=W4(); w.w=csv.writer(w); del w; print(gc.collect())
print(sys.getrefcount(csv.reader(src).dialect), sys.getrefcount(src))
r=csv.reader(iter(['a,b','c'])); 
row=next(r); print(sys.getrefcount(row), gc.is_tracked(row), sys.getsizeof(row))
row=next(csv.reader(['1,2,3,4,5,6,7,8,9'])); print(sys.getsizeof(row)); 
a=next(csv.reader(['a,a,bb,bb,,'])); print(a[0] is a[1], a[2] is a[3], a[4] is a[5])
print(r.line_num); t(setattr,r,'line_num',3); t(setattr,r,'dialect',3); t(delattr,r,'line_num'); print(iter(r) is r)
