"""The dictionaries, flags and sizes of the built-in types."""
import sys
import types

NAMES = [
    object, type, int, bool, float, complex, str, bytes, bytearray, memoryview, tuple, list, dict, set, frozenset, range,
    slice, type(None), type(...), type(NotImplemented), types.FunctionType, types.MethodType, types.BuiltinFunctionType,
    types.MethodDescriptorType, types.ClassMethodDescriptorType, types.WrapperDescriptorType, types.MethodWrapperType,
    types.GetSetDescriptorType, types.MemberDescriptorType, property, staticmethod, classmethod, super, types.CellType,
    types.CodeType, types.FrameType, types.GeneratorType, types.CoroutineType, types.AsyncGeneratorType, types.ModuleType,
    types.MappingProxyType, types.SimpleNamespace, types.GenericAlias, types.UnionType, BaseException, Exception, OSError,
    KeyError, StopIteration, UnicodeDecodeError, SyntaxError, enumerate, zip, map, filter, reversed,
]
for cls in NAMES:
    print(cls, cls.__module__, cls.__qualname__, cls.__basicsize__, cls.__itemsize__, hex(cls.__flags__),
          cls.__dictoffset__, cls.__weakrefoffset__, sys.getsizeof(cls), cls.__base__, cls.__mro__, cls.__text_signature__)
    for name, value in cls.__dict__.items():
        signature = getattr(value, "__text_signature__", "-")
        print("   ", name, type(value).__name__, signature)
