"""What can't stand in the brackets of type parameters, and comprehensions whose variable has a free one's name."""
def t(s,mode='exec'):
    try: compile(s,'f',mode); print('ok',s)
    except SyntaxError as e: print(s,'|',e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
for s in ["type X = (yield)","type X = (yield from x)","type X = (await 42)","async def f(): type X = (yield)","type X = (y := 3)","class X[T: (yield)]: pass","class X[T: (yield from x)]: pass","class X[T: (await 42)]: pass","class X[T: (y := 3)]: pass","class X[T](y := list[T]): pass","class X[T](base=(yield)): pass","class X[T]((yield)): pass","def f[T](y: (x := 3)): pass","def f[T](y: (yield)): pass","def f[T]()->(await x): pass","class X[T](base=(yield from [])): pass","type X[T=(yield)]=int","type X[T=(y:=3)]=int","type X[T=(await 3)]=int","type X[T: [(yield) for x in y]]=int",
 "def f[T=(yield)](): pass","def f[**P: int](): pass","def f[*Ts: int](): pass","class A[**P: int]: pass","type A[*P: (int,str)]=3","def f[**P: (int,str)](): pass","def f[*Ts: (int,str)](): pass","type A[T: (yield)] = int",
 "def f[T, T](): pass","class C[T,T]: pass","type A[T,T]=int","def f[__debug__](): pass","def f[T=int, U](): pass","type A[T: (lambda: (yield))] = 3","type A[T] = [(yield) for x in y]","def f[](): pass","class A[]: pass","def f[T: ](): pass","def f[T=](): pass","def f[1](): pass","type A[T:int,**P=int,*Ts=*a] = 3","def f[T=*int](): pass","def f[**P=*int](): pass","class C[T](metaclass=(await x)): pass","async def g():\n class C[T]((await x)): pass","async def g():\n type X = [await y for z in w]","class C[T]([(x:=3) for x in y]): pass"]: t(s)
for p in ("T","*T","**T"):
  for b in (": (yield)",": (int, (yield))","=(yield)","=[(yield)]",": (y:=3)","=(y:=3)","=(await 3)",": (await 3,2)"): t("def f[%s%s](): pass"%(p,b))
t("type A = [y for x in (y:=3)]"); t("type A=[(y:=3) for x in z]"); t("class C[T]([y for x in (y:=3)]): pass"); t("def f[T: [y for x in (y:=3)]](): pass");t("class C:\n def f[T: (await x)](): pass"); t("def f[T=[(y:=1) for x in z]](): pass"); t("async def f():\n def f[T=await y](): pass"); t("async def f():\n def f[T](x=await y): pass"); t("def f[T](x=(yield)): pass"); t("def g():\n def f[T](x=(yield)): pass"); t("def g():\n @(yield)\n def f[T](x): pass")
def o(T):
    def g(): return [lambda: T for T in T]
    return g
print(o([1,2])()[0]())
def g():
    type Alias[T: [lambda: T for T in (T, [1])[1]]] = [lambda: T for T in T.__name__]
    return Alias
A=g()
func,=A.__value__
print(func(), [f() for f in A.__type_params__[0].__bound__])
