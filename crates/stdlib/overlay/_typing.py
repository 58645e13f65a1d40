"""The native half of typing, in Python: type parameters and what is built of them.

typing.py and the interpreter import from here; a program sees everything under typing's name.
"""

import sys


def _caller():
    """The module that a type parameter is made in."""
    depth = 2
    while True:
        try:
            name = sys._getframe(depth).f_globals.get("__name__")
        except ValueError:
            return None
        if name not in (__name__, "typing"):
            return name
        depth += 1


def _idfunc(obj, /):
    return obj


class NoDefaultType:
    __slots__ = ()
    _only = None

    def __new__(cls):
        if cls._only is None:
            cls._only = super().__new__(cls)
        return cls._only

    def __repr__(self):
        return "typing.NoDefault"

    def __reduce__(self):
        return "NoDefault"


NoDefaultType.__module__ = "typing"
NoDefault = NoDefaultType()


def _typing(name):
    import typing

    return getattr(typing, name)


class _Parameter:
    """What all type parameters have: a name, a default, and | with other types."""

    def __init_subclass__(cls, **keywords):
        if cls.__module__ != __name__:
            for base in cls.__mro__[1:]:
                if base.__module__ == "typing":
                    raise TypeError(f"type 'typing.{base.__name__}' is not an acceptable base type")

    def _start(self, name, default, infer_variance=False, covariant=False, contravariant=False):
        if not isinstance(name, str):
            raise TypeError(f"{type(self).__name__}() argument 'name' must be str, not {type(name).__name__}")
        if covariant and contravariant:
            raise ValueError("Bivariant types are not supported.")
        if infer_variance and (covariant or contravariant):
            raise ValueError("Variance cannot be specified with infer_variance.")
        self.__name__ = name
        self._default = default
        self.__module__ = _caller()

    @property
    def __default__(self):
        value = self._default
        if type(value) is _Lazy:
            value = self._default = value.function()
        return value

    def has_default(self):
        return self._default is not NoDefault

    def __or__(self, other):
        return _typing("Union")[self, other]

    def __ror__(self, other):
        return _typing("Union")[other, self]

    def __reduce__(self):
        return self.__name__

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass an instance of {type(self).__name__}")

    def _sign(self):
        if self.__infer_variance__:
            return ""
        return "+" if self.__covariant__ else "-" if self.__contravariant__ else "~"


class _Lazy:
    """A value to be computed when somebody asks."""

    __slots__ = ("function",)

    def __init__(self, function):
        self.function = function


class TypeVar(_Parameter):
    def __init__(self, name, *constraints, bound=None, default=NoDefault,
                 covariant=False, contravariant=False, infer_variance=False):
        self._start(name, default, infer_variance, covariant, contravariant)
        if len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        if constraints and bound is not None:
            raise TypeError("Constraints cannot be combined with bound=...")
        if bound is not None:
            bound = _typing("_type_check")(bound, "Bound must be a type.")
        self._bound = bound
        self._constraints = constraints
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        self.__infer_variance__ = bool(infer_variance)

    @property
    def __bound__(self):
        if type(self._bound) is _Lazy:
            self._bound = self._bound.function()
        return self._bound

    @property
    def __constraints__(self):
        if type(self._constraints) is _Lazy:
            self._constraints = self._constraints.function()
        return self._constraints

    def __repr__(self):
        return self._sign() + self.__name__

    def __typing_subst__(self, arg):
        return _typing("_typevar_subst")(self, arg)

    def __typing_prepare_subst__(self, alias, args):
        parameters = alias.__parameters__
        index = parameters.index(self)
        if index < len(args):
            return args
        if index == len(args) and self.has_default():
            return (*args, self.__default__)
        raise TypeError(f"Too few arguments for {alias}")


class ParamSpecArgs:
    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f"{self.__origin__.__name__}.args"

    def __eq__(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return self.__origin__ == other.__origin__

    __hash__ = None

    def __mro_entries__(self, bases):
        raise TypeError("Cannot subclass an instance of ParamSpecArgs")


class ParamSpecKwargs:
    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f"{self.__origin__.__name__}.kwargs"

    def __eq__(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return self.__origin__ == other.__origin__

    __hash__ = None

    def __mro_entries__(self, bases):
        raise TypeError("Cannot subclass an instance of ParamSpecKwargs")


class ParamSpec(_Parameter):
    def __init__(self, name, *, bound=None, default=NoDefault,
                 covariant=False, contravariant=False, infer_variance=False):
        self._start(name, default, infer_variance, covariant, contravariant)
        if bound is not None:
            bound = _typing("_type_check")(bound, "Bound must be a type.")
        self.__bound__ = bound
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        self.__infer_variance__ = bool(infer_variance)

    @property
    def args(self):
        return ParamSpecArgs(self)

    @property
    def kwargs(self):
        return ParamSpecKwargs(self)

    def __repr__(self):
        return self._sign() + self.__name__

    def __typing_subst__(self, arg):
        return _typing("_paramspec_subst")(self, arg)

    def __typing_prepare_subst__(self, alias, args):
        return _typing("_paramspec_prepare_subst")(self, alias, args)


class TypeVarTuple(_Parameter):
    def __init__(self, name, *, default=NoDefault):
        self._start(name, default)

    def __repr__(self):
        return self.__name__

    def __iter__(self):
        yield _typing("Unpack")[self]

    def __typing_subst__(self, arg):
        raise TypeError("Substitution of bare TypeVarTuple is not supported")

    def __typing_prepare_subst__(self, alias, args):
        return _typing("_typevartuple_prepare_subst")(self, alias, args)


class TypeAliasType:
    def __new__(cls, name, value, *, type_params=()):
        if not isinstance(name, str):
            raise TypeError(f"typealias() argument 'name' must be str, not {type(name).__name__}")
        if not isinstance(type_params, tuple):
            raise TypeError("type_params must be a tuple")
        self = super().__new__(cls)
        self._set(name, value, type_params, _caller())
        return self

    def _set(self, name, value, type_params, module):
        put = super().__setattr__
        put("_parts", [name, value, type_params, module])

    def __setattr__(self, name, value):
        if hasattr(type(self), name):
            raise AttributeError("readonly attribute")
        raise AttributeError(f"'typing.TypeAliasType' object has no attribute '{name}'")

    @property
    def __name__(self):
        return self._parts[0]

    @property
    def __value__(self):
        value = self._parts[1]
        if type(value) is _Lazy:
            value = self._parts[1] = value.function()
        return value

    @property
    def __type_params__(self):
        return self._parts[2]

    @property
    def __parameters__(self):
        found = []
        for param in self._parts[2]:
            if isinstance(param, TypeVarTuple):
                found.extend(param)
            else:
                found.append(param)
        return tuple(found)

    @property
    def __module__(self):
        return self._parts[3]

    def __repr__(self):
        return self._parts[0]

    def __getitem__(self, args):
        if not self._parts[2]:
            raise TypeError("Only generic type aliases are subscriptable")
        import types

        return types.GenericAlias(self, args)

    def __or__(self, other):
        return _typing("Union")[self, other]

    def __ror__(self, other):
        return _typing("Union")[other, self]

    def __reduce__(self):
        return self._parts[0]

    def __init_subclass__(cls, **keywords):
        raise TypeError("type 'typing.TypeAliasType' is not an acceptable base type")


class Generic:
    """Abstract base class for generic types."""

    __slots__ = ()
    _is_protocol = False

    def __class_getitem__(cls, *args, **keywords):
        return _typing("_generic_class_getitem")(cls, *args, **keywords)

    def __init_subclass__(cls, *args, **keywords):
        return _typing("_generic_init_subclass")(cls, *args, **keywords)


for _class in (TypeVar, ParamSpecArgs, ParamSpecKwargs, ParamSpec, TypeVarTuple, Generic):
    _class.__module__ = "typing"


def _union_form(special_form):
    """typing.Union, once there are special forms."""

    def Union(self, parameters):
        """Union[X, Y]: either X or Y."""
        import types
        import typing

        if parameters == ():
            raise TypeError("Cannot take a Union of no types.")
        if not isinstance(parameters, tuple):
            parameters = (parameters,)
        flat = []
        for each in parameters:
            each = typing._type_check(each, "Union[arg, ...]: each arg must be a type.")
            parts = each.__args__ if isinstance(each, (typing._UnionGenericAlias, types.UnionType)) else (each,)
            for part in parts:
                if part not in flat:
                    flat.append(part)
        if len(flat) == 1:
            return flat[0]
        name = "Optional" if len(flat) == 2 and type(None) in flat else None
        return typing._UnionGenericAlias(self, tuple(flat), name=name)

    Union.__module__ = "typing"
    Union.__qualname__ = "Union"
    return special_form(Union)


def _union_alias(not_iterable, generic_alias):
    """The class of Union[X, Y]."""

    class _UnionGenericAlias(not_iterable, generic_alias, _root=True):
        def copy_with(self, params):
            return _typing("Union")[params]

        def __eq__(self, other):
            import types

            if not isinstance(other, (_UnionGenericAlias, types.UnionType)):
                return NotImplemented
            try:
                return set(self.__args__) == set(other.__args__)
            except TypeError:
                return (all(a in other.__args__ for a in self.__args__)
                        and all(a in self.__args__ for a in other.__args__))

        def __hash__(self):
            return hash(frozenset(self.__args__))

        def __repr__(self):
            args = self.__args__
            shown = _typing("_type_repr")
            if len(args) == 2 and type(None) in args:
                other = args[1] if args[0] is type(None) else args[0]
                return f"typing.Optional[{shown(other)}]"
            return super().__repr__()

        def __instancecheck__(self, obj):
            for cls in self.__args__:
                if isinstance(obj, cls):
                    return True
            return False

        def __subclasscheck__(self, cls):
            for arg in self.__args__:
                if issubclass(cls, arg):
                    return True
            return False

        def __reduce__(self):
            func, (origin, args) = super().__reduce__()
            return func, (_typing("Union"), args)

    _UnionGenericAlias.__module__ = "typing"
    _UnionGenericAlias.__qualname__ = "_UnionGenericAlias"
    return _UnionGenericAlias


def _make_type_parameter(what, *args):
    """What the compiler's type parameter instructions make."""
    if what == "TypeAliasType":
        name, params, value = args[0]
        alias = object.__new__(TypeAliasType)
        alias._set(name, _Lazy(value), params or (), _caller())
        return alias
    if what == "Generic[...]":
        params = [_typing("Unpack")[p] if isinstance(p, TypeVarTuple) else p for p in args[0]]
        return _typing("Generic")[tuple(params)]
    if what == "type param default":
        param, function = args
        param._default = _Lazy(function)
        return param
    if what == "ParamSpec":
        return _placed(ParamSpec(args[0], infer_variance=True))
    if what == "TypeVarTuple":
        return _placed(TypeVarTuple(args[0]))
    made = _placed(TypeVar(args[0], infer_variance=True))
    if what == "TypeVar with bound":
        made._bound = _Lazy(args[1])
    elif what == "TypeVar with constraints":
        made._constraints = _Lazy(args[1])
    return made


def _placed(param):
    param.__module__ = _caller()
    return param
