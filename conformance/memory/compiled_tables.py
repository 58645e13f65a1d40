"""What compiling a text counts, and what it leaves for reuse: lists, dictionaries, tuples by length."""
import sys, gc
gc.disable()
g=sys.getallocatedblocks
a=1.5;b=2.5
makers=[lambda:[],lambda:{},lambda:(a,),lambda:(a,b),lambda:(a,b,a),lambda:(a,b,a,b),lambda:(a,)*5,lambda:(a,)*6,lambda:(a,)*7,lambda:(a,)*8,lambda:(a,)*9]
def free(make, n=90):
    keep=[None]*n
    x=g(); d=g()-x; x=g(); d=g()-x
    for i in range(n):
        x=g(); keep[i]=make(); d=g()-x
        if d: return i
    return n
def run(src):
    res=[]
    out=[]
    for k,m in enumerate(makers):
        free(m)
        gc.collect()
        c0=gc.get_count()[0]
        c=compile(src,'f','exec')
        c1=gc.get_count()[0]
        out.append(free(m))
        del c
    return c1-c0, out
tests={
'empty':'',
'pass':'pass',
'x':'x',
'x=1':'x=1',
'x=1.5':'x=1.5',
'b':"x=b'a'",
'two':'x=1.5;y=2.5',
'names':'a;b;c;d;e',
'ints':'x=1;y=2;z=3000;w=40000',
'strs':'x="a b";y="c d"',
'tuple':'x=(1,2,3)',
'tuple2':'x=(1,2,3);y=(4,5)',
'list':'x=[1,2,3]',
'list4':'x=[a,b,c,d]',
'set':'x={1,2,3}',
'dict':'x={1:2}',
'call':'f(1,2)',
'callkw':'f(1,a=2)',
'if':'if a: b\nelse: c',
'for':'for i in a: pass',
'while':'while a: b',
'try':'try: a\nexcept b: c',
'tryf':'try: a\nfinally: c',
'with':'with a: b',
'import':'import a',
'from':'from a import b, c',
'def':'def f(): pass',
'def1':'def f(a): return a',
'def2':'def f(a,b): c=1',
'def3':'def f(a,b=1,*,c=2): return 1',
'2def':'def f(): pass\ndef g(): pass',
'3def':'def f(): pass\ndef g(): pass\ndef h(): pass',
'nest':'def f():\n def g(): pass',
'clos':'def f():\n x=1\n def g(): return x',
'class':'class A: pass',
'classm':'class A:\n def f(self): pass',
'classm2':'class A:\n def f(self): self.x=1',
'lambda':'f=lambda: 0',
'comp':'x=[i for i in a]',
'gen':'x=(i for i in a)',
'global':'def f():\n global x\n x=1',
'nonlocal':'def f():\n x=1\n def g():\n  nonlocal x\n  x=2',
'fstr':'f"{a} b"',
'del':'del a',
'assert':'assert a',
'raise':'raise a',
'ann':'x: int = 1',
'doc':'"doc"',
'neg':'x=-1',
'fold':'x=1+2',
'cmp':'a<b<c',
'attr':'a.b.c',
'sub':'a[1]',
'slice':'a[1:2]',
'match':'match a:\n case 1: pass',
'async':'async def f(): await x',
'star':'a,*b=c',
'star2':'f(*a,**b)',
'walrus':'(a:=1)',
'cond':'a if b else c',
'bool':'a and b or c',
'dec':'@a\ndef f(): pass',
'True':'x=True;y=None',
'ell':'...',
'consts':'x=True,None,1',
'return':'def f():\n if a: return 1\n return 2',
}
if len(sys.argv)>1: tests={sys.argv[1]:sys.argv[1].replace('\\n','\n')}
for n,s in tests.items(): print(n.ljust(10),*run(s))
for s in ('y=[[] for i in a]','y=[{} for i in a]\nz=[0 for i in a]','y=[(i,i) for i in range(30)]','y=[[j for j in i] for i in a]','y={i for i in a}','y={i:i for i in a}','def f(): return [i for i in a]','def f(): return [i for i in a],[i for i in a]','x=[i for i in a]; y=i','class A:\n x=[i for i in a]','x=[[i for i in j] for j in a if [k for k in j]]','def f():\n for i in a: pass\n return [i for i in a]','x=[lambda: i for i in a]', 'x=[i for i in a for j in i]'): print(repr(s),*run(s))
