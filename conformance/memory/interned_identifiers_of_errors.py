# What of a source is interned, and for how long.
import sys, ast, gc
c=compile("def gg1[T]():\n def ii1[U](): pass\ntype ta1=int\nclass CC1[T]: pass","s","exec")
for x in c.co_consts:
    if hasattr(x,'co_name'):
        n,q=x.co_name,x.co_qualname
        print(n, q, sys.getrefcount(n), sys.getrefcount(q), n is q,sys._is_interned(n))
def t(what,name):
    gc.collect()
    n=''.join(list(name))
    print(name, sys.getrefcount(sys.intern(n))>1000000)
def bad(src,*names):
    try: compile(src,'s','exec')
    except SyntaxError as e: pass
    for n in names: t(src,n)
bad("abz1 = 1\nabz2 abz3\nabz4=1", 'abz1','abz2','abz3','abz4')
bad("def abz5(abz6): return abz7 +\nabz8", 'abz5','abz6','abz7','abz8')
bad("return abz9",'abz9')
bad("(abz10 + abz11\n abz12 = 1",'abz10','abz11','abz12')
bad("abz13 = 'unterm\nabz14",'abz13','abz14')
bad("abz15=1\n  abz16=2\n",'abz15','abz16')
m=ast.parse("abz17(abz18=abz19.abz20)\nimport abz21.abz22\nabz23:int\nf'{abz24!r:{abz25}}'")
del m
for n in range(17,26): t('ast','abz%d'%n)
try: eval("abz26")
except NameError: pass
t('eval','abz26')
t('dotted','abz21.abz22')
bad("import abz27.abz28.abz29",'abz27','abz28','abz29','abz27.abz28','abz27.abz28.abz29')
bad("from abz30.abz31 import abz32",'abz30','abz31','abz30.abz31')
bad("from .abz33.abz34 import abz35",'abz33','abz34','abz33.abz34','.abz33')
bad("class abz36:\n def abz37(self): return self.__abz38","abz36","abz37","__abz38","_abz36__abz38","abz36.abz37")
bad("'abz39'.abz40; b'abz41'; 'abz 42'; x = 'abz43'","abz39","abz40","abz43")
bad("match abz44:\n case abz45.abz46(abz47=1)|abz48: pass","abz44","abz45","abz46","abz47","abz48")
bad("@abz49\ndef f(*abz50, abz51:abz52=1, **abz53)->abz54: global abz55; abz56: int = 1; (abz57): int","abz49","abz50","abz51","abz52","abz53","abz54","abz55","abz56","abz57")
bad("def f():\n '''abz58'''\n return\n abz59","abz58","abz59")
bad("ℌabz60 = 1",'Habz60','ℌabz60')
