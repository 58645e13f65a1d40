"""Calls of native methods, wrappers, descriptors: what they say when something is wrong."""


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

for source in [
    'list.append()',
    'list.append(1,2)',
    '[].append(1,2)',
    '[].append()',
    'list.append([],1,2)',
    'list.append([],x=1)',
    'list.clear([],1)',
    'len()',
    'int.__add__()',
    "int.__add__('a',1)",
    '(1).__add__()',
    '(1).__add__(1,2)',
    '(1).__add__(x=1)',
    'object.__new__(1)',
    'object.__new__()',
    'object.__new__(int)',
    'object(1)',
    'object.__init__(1,2)',
    'int.__new__()',
    'int.__new__(str)',
    'int.__new__(1)',
    'dict.fromkeys()',
    "dict.__dict__['fromkeys'](1)",
    "dict.__dict__['fromkeys']()",
    "dict.__dict__['fromkeys'](int)",
    'type.__call__()',
    'type()',
    'type(1,2)',
    'type(1,2,3)',
    "type('a',2,3)",
    "type('a',(),3)",
    "type('a',(1,),{})",
    'types.GeneratorType()',
    'types.FunctionType.__code__.__get__(1)',
    'types.FunctionType.__closure__.__get__(1)',
    'property.fget.__set__(property(),1)',
    "type.__dict__['__name__'].__get__(1)",
    "type.__dict__['__name__'].__get__(None)",
    "type.__dict__['__name__'].__get__(None,int)",
    "type.__dict__['__basicsize__'].__get__(1)",
    "type.__dict__['__basicsize__'].__set__(int,1)",
    "type.__dict__['__mro__'].__set__(int,1)",
    'int.real.__set__(1,2)',
    '(1).x',
    'int.x',
    "int.real.__set__('a',2)",
    "setattr(1,'x',2)",
    "setattr(object(),'x',1)",
    "setattr(1,'real',1)",
    "delattr(1,'real')",
    "delattr(object(),'x')",
    "setattr(int,'x',1)",
    "delattr(int,'x')",
    'getattr(1,2)',
    'types.x',
    "delattr(types,'x')",
    '[].__hash__()',
    'list.__hash__',
    'object.__hash__()',
    'object().__eq__()',
    '(lambda:0).__get__()',
    '(lambda:0).__get__(None,None)',
    'staticmethod(1)()',
    'classmethod(1).__get__(1)()',
    'property().__get__(1)',
    'property(1).__set__(1,2)',
    'property(1).__delete__(1)',
    'super(1)',
    "super(int,'a')",
    'super(int).x',
    'type.mro()',
    'object.__reduce_ex__()',
    "object().__reduce_ex__('a')",
    'object().__format__(1)',
    "object().__format__('a')",
    'object().__getstate__(1)',
    'int.__subclasshook__',
    "''.join.__self__",
    'str.maketrans.__self__',
    'dict.fromkeys.__self__',
    'object.__init_subclass__(1)',
    'object.__init_subclass__(x=1)',
    'type.__prepare__(1,2,3,x=1)',
    'type.__instancecheck__(int)',
    'int.__instancecheck__(1)',
    'type.__or__(int,1)',
    'int|1',
    '1|int',
    'int|None',
    'int|str|int',
    'list[int]',
    'list[int]|None',
    'list[int,str]()',
    'list[int].x',
    'type[int]',
    'int[int]',
    'int()[1]',
    "type('X',(),{})[1]",
]:
    show(source, globals())
