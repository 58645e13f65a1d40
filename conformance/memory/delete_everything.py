"""What can and can't be deleted: names, items, attributes of everything; texts, and what the errors remember."""
import sys, gc, weakref
def t(l,f):
    try: print(l, f())
    except BaseException as e: print(l, type(e).__name__, e, getattr(e,'name','-'), getattr(e,'obj','-').__class__.__name__)
def f1():
    x=1; del x; return x
def f2():
    del y; y=1
def f3():
    def g(): return z
    z=1; del z; return g()
def f4():
    global gg; gg=1; del gg; return gg
def f5():
    del len
def f6():
    try: raise ValueError
    except ValueError as e: pass
    return e
def f7(a):
    del a
    return [a for _ in (1,)]
def f8():
    for i in []: pass
    return i
def f9():
    import os as q; del q; return q
def f10():
    with open('/dev/null') as h: pass
    del h; return h
class C:
    x=1; del x
    try: print(x)
    except NameError as e: print(e)
    y=2
    def m(s): 
        del s; return s
for f in (f1,f2,f3,f4,f5,f6,lambda:f7(1),f8,f9,f10,C().m): t(f,f) if 0 else t(getattr(f,'__name__','?'),f)
for s in ('del x','del 5','del f()','del (a,b)','del [a]','del a.b','del a[0]','del a[1:2]','del (a)','del ()','del []','del *a','del a+b','del None','del __debug__','del a if b else c','del (a,5)','del a,','del lambda:0','del {}','del "a"','del (yield)','del x:=1','del await x', 'del a.b.c, d[0]', 'del ...', 'del not a', 'del [x for x in y]', 'del -a', 'del a==b', "del f'x'", 'del True', 'del a()', 'del a().b','def f():\n nonlocal q\n del q','global del'):
    try: exec(s, {'a':type('A',(),{'b':1})()}); print(s,'ok')
    except BaseException as e: print(repr(s), type(e).__name__, e)
l=list(range(10)); del l[2], l[-1], l[::3]; print(l); t('oob',lambda:l.__delitem__(99)); t('type',lambda:l.__delitem__('a')); t('tuple',lambda:(1,2).__delitem__(0))
def d(o,k): del o[k]
t('t',lambda:d((1,),0)); t('s',lambda:d('abc',0)); t('b',lambda:d(b'a',0)); t('r',lambda:d(range(3),0)); t('d',lambda:d({},'k')); t('d2',lambda:d({},[])); t('i',lambda:d(5,0)); t('set',lambda:d({1},1)); t('n',lambda:d(None,0)); t('mv',lambda:d(memoryview(bytearray(3)),0)); t('ba',lambda:d(bytearray(3),5)); t('l',lambda:d([1],1.5)); t('l2',lambda:d([1],slice(None,None,0))); t('mp',lambda:d(C.__dict__,'y'))
class P:
    @property
    def p(s): return 1
    @p.deleter
    def p(s): print('deleter')
    @property
    def q(s): return 1
    def __delattr__(s,n): print('delattr',n); super().__delattr__(n)
    def __delitem__(s,k): print('delitem',k)
p=P(); del p.p; t('q',lambda:delattr(p,'q')); t('zz',lambda:delattr(p,'zz')); p.a=1; del p.a; t('a',lambda:delattr(p,'a')); del p[1:2], p[...], p[1,2]
class D:
    def __delete__(s,i): print('__delete__', type(i).__name__)
class E: d=D()
e=E(); del e.d; del E.d; t('e.d',lambda:delattr(e,'d')); t('cls',lambda:delattr(E,'nope')); t('method',lambda:delattr(e,'__init__')); t('mod',lambda:delattr(sys,'nope')); t('func',lambda:delattr(t,'__name__')); t('code',lambda:delattr(t,'__code__')); t('defaults',lambda:delattr(t,'__defaults__')); t('dict',lambda:delattr(t,'__dict__')); t('doc',lambda:delattr(t,'__doc__')); t('kw',lambda:delattr(t,'__kwdefaults__')); t('cl',lambda:delattr(t,'__closure__')); t('ann',lambda:delattr(t,'__annotations__')); t('mod',lambda:delattr(t,'__module__')); t('cls name',lambda:delattr(E,'__name__')); t('cls mod',lambda:delattr(E,'__module__')); t('cls doc',lambda:delattr(E,'__doc__')); t('cls dict',lambda:delattr(E,'__dict__')); t('cls mro',lambda:delattr(E,'__mro__')); t('exc args',lambda:delattr(ValueError(),'args')); t('exc tb',lambda:delattr(ValueError(),'__traceback__')); t('exc cause',lambda:delattr(ValueError(),'__cause__')); t('exc ctx',lambda:delattr(ValueError(),'__context__')); t('exc notes',lambda:delattr(ValueError(),'__notes__')); t('exc supp',lambda:delattr(ValueError(),'__suppress_context__')); t('class',lambda:delattr(e,'__class__')); t('inst dict',lambda:delattr(e,'__dict__')); print(e.__dict__); t('gen',lambda:delattr((i for i in ()),'gi_frame')); t('slice',lambda:delattr(slice(1),'start')); t('complex',lambda:delattr(1j,'real')); t('prop',lambda:delattr(property(),'fget')); t('sm',lambda:delattr(staticmethod(len),'__func__')); t('meth',lambda:delattr(p.__init__,'x')); t('frame',lambda:delattr(sys._getframe(),'f_locals')); t('tb',lambda:delattr(sys._getframe(),'f_lineno')); t('f_trace',lambda:delattr(sys._getframe(),'f_trace')); t('cell',lambda:delattr((lambda x:lambda:x)(1).__closure__[0],'cell_contents')); t('wr',lambda:delattr(weakref.ref(C),'x')); t('builtins',lambda:delattr(len,'__name__')); t('deque',lambda:delattr(__import__('collections').deque(),'maxlen')); t('partial',lambda:delattr(__import__('functools').partial(int),'func')); t('ns',lambda:delattr(__import__('types').SimpleNamespace(),'a'))
def loop():
    out=[]
    d={i:i for i in range(5)}
    try:
        for k in d: del d[k]
    except RuntimeError as e: out.append(str(e))
    try:
        for k in d: d[k+10]=1
    except RuntimeError as e: out.append(str(e))
    s={1,2,3}
    try:
        for k in s: s.discard(k)
    except RuntimeError as e: out.append(str(e))
    l=[1,2,3,4]
    for x in l: l.remove(x)
    out.append(l)
    from collections import deque, OrderedDict
    q=deque([1,2])
    try:
        for x in q: q.append(1)
    except RuntimeError as e: out.append(str(e))
    o=OrderedDict(a=1,b=2)
    try:
        for x in o: del o[x]
    except RuntimeError as e: out.append(str(e))
    try:
        for x in o: o[x+'z']=1
    except RuntimeError as e: out.append(str(e))
    return out
print(loop())
