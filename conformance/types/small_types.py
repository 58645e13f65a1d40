"""The small types around classes: modules, namespaces, proxies, properties, super, generic aliases, unions, bindings."""


def show(source, scope):
    """Runs a piece of code and prints its value or its error, addresses left out."""
    try:
        value = eval(source, scope)
        text = repr(value)
    except BaseException as error:
        text = f"{type(error).__name__}: {error}"
    while " at 0x" in text:
        start = text.index(" at 0x")
        end = start + 6
        while end < len(text) and text[end] in "0123456789abcdef":
            end += 1
        text = text[:start] + text[end:]
    print(source, "->", text)


import types

m = types.ModuleType('m')


class Mo(types.ModuleType):
    def __getattr__(self, name):
        return name * 2


ns = types.SimpleNamespace
P = types.MappingProxyType


class A:
    def f(self): pass

    @classmethod
    def g(cls): return cls
    x = property(lambda s: 1, doc='d')


class B(A): pass


for source in [
    'm',
    'types.ModuleType()',
    'types.ModuleType(1)',
    "types.ModuleType('a','b').__doc__",
    'm.__dict__',
    'm.x',
    "Mo('a').xy",
    'dir(m)',
    'm.__annotations__',
    "ns(a=1,b='x')",
    'ns()',
    "ns({'a':1})",
    "ns([('a',1)])",
    'ns(1)',
    'ns({1:2})',
    'ns(1,2)',
    'ns(a=1)==ns(a=1)',
    'ns(a=1)<ns(a=1)',
    'ns(a=1)==1',
    'ns(a=1).__reduce__()',
    'ns().x',
    "P({'a':1})",
    'P(1)',
    'P([])',
    'P()',
    "P({'a':1})['a']",
    "P({'a':1})['b']",
    'len(P({1:2}))',
    'list(P({1:2}))',
    'P({1:2})|{3:4}',
    '{3:4}|P({1:2})',
    'P({1:2}).copy()',
    'P({1:2})=={1:2}',
    'hash(P({1:2}))',
    '1 in P({1:2})',
    'str(P({1:2}))',
    'P({1:2}).get(1)',
    'P({1:2}).keys()',
    'reversed(P({1:2}))',
    'A.x',
    'A().x',
    'A.x.__doc__',
    'A.x.__name__',
    'property(len).__name__',
    'property().__name__',
    'property(1,2,3,4).fset',
    'property(1,2,3,4,5)',
    'property(x=1)',
    'A.x.getter(2)',
    'A.x.__isabstractmethod__',
    'super(B,B()).f',
    'super(B,B)',
    'super(B,B()).g()',
    'super(B,B()).x',
    'super(B,B())',
    'super(B)',
    'super(B).__thisclass__',
    'super(B,B()).__self__.__class__',
    'super(B,B()).__self_class__',
    'super(A,int)',
    'super(1,2)',
    'super(B,B()).__class__',
    'super(B,B()).zz',
    'super(B,B).zz',
    'super(B).__get__(B()).f',
    'super(1,2,3)',
    'super(B,x=1)',
    'list[int]',
    'list[int,str]',
    'list[...]',
    'list[int][str]',
    'list[int].__origin__',
    'list[int].__args__',
    'list[int]==list[int]',
    'list[int]==list[str]',
    'hash(list[int])==hash(list[int])',
    'list[int]()',
    'isinstance([],list[int])',
    'issubclass(list,list[int])',
    'list[int].append',
    'list[int].__class__',
    'type(list[int])',
    'types.GenericAlias(list,int)',
    'types.GenericAlias(list)',
    'types.GenericAlias(1,(2,))',
    'list[[int]]',
    'list[None]',
    "list['a']",
    'list[int].__mro_entries__(())',
    'list[int].__reduce__()',
    'list[int].__unpacked__',
    'list[int].foo',
    'list[()]',
    'tuple[()]',
    'tuple[int,...]',
    '[x for x in list[int]]',
    'int|str',
    'int|None',
    'None|int',
    'int|int',
    '(int|str)==(str|int)',
    'hash(int|str)==hash(str|int)',
    '(int|str).__args__',
    'isinstance(1,int|str)',
    "isinstance('',int|None)",
    'issubclass(int,int|str)',
    '(int|str)|float',
    'int|list[int]',
    "int|'a'",
    'list[int]|list[int]|int',
    'isinstance(1,int|list[int])',
    'type(int|str)',
    'int|str|1',
    '(int|str).x',
    'A().f',
    'A.g',
    'A().g()',
    'B.g()',
    'types.MethodType(len,1)',
    'types.MethodType(1,1)',
    'types.MethodType(len,None)',
    'types.MethodType(len)',
    'A().f==A().f',
    'staticmethod(len)',
    'classmethod(len)',
    'staticmethod(len)([])',
    'staticmethod()',
    'staticmethod(1,2)',
    'staticmethod(len).__name__',
    'staticmethod(len).__wrapped__',
    '[].append',
    'len',
    'str.maketrans',
    'str.upper',
    "dict.__dict__['fromkeys']",
    'dict.fromkeys',
    'int.__add__',
    '(1).__add__',
    'int.real',
    "int.__dict__['real']",
    'types.FunctionType.__code__',
    'len.__name__,len.__qualname__,len.__module__,len.__self__,len.__text_signature__',
    '[].append.__qualname__, [].append.__module__,[].append.__name__',
    'str.upper.__qualname__,str.upper.__objclass__,str.upper.__text_signature__',
    '(1).__add__.__qualname__',
    '[].append==[].append',
    'len.__reduce__()',
    '[].append.__reduce__()[1]',
    'str.upper.__reduce__()',
    '(1).__add__.__reduce__()',
    'P({1:2}).__class_getitem__(1)',
    'types.SimpleNamespace(a=1).__replace__(a=2)',
    'type(P).__name__, P.__name__, P.__module__',
    'super(B,B()).__init__',
    'super(type,A)',
]:
    show(source, globals())
