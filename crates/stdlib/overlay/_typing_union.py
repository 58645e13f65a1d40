"""Union[X, Y] as a form of its own: what typing.py is given in place of the type of int | str."""


def _typing(name):
    import typing

    return getattr(typing, name)


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


def _make_union(left, right):
    """What | of type parameters asks for."""
    return _typing("Union")[left, right]
