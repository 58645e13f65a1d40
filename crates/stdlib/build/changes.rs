//! Changes to single files of the library: text of theirs, and what stands for it.
//!
//! A change whose place is gone is an error: it was written for another version.

/// Changes to single files: the library is of a newer Python than the one that is spoken here.
pub const CHANGES: &[(&str, &str, &str)] = &[
    (
        "_py_warnings.py",
        "_use_context = sys.flags.context_aware_warnings",
        "_use_context = False",
    ),
    // A thread starts with an empty context that is made when it is first asked for.
    ("threading.py", "_sys.flags.thread_inherit_context", "False"),
    ("threading.py", "self._context.run(self.run)", "self.run()"),
    (
        "threading.py",
        "        if self._context is None:\n",
        "        if False:\n",
    ),
    ("threading.py", "        self._context = context\n", ""),
    (
        "threading.py",
        "daemon=None, context=None):",
        "daemon=None):",
    ),
    ("threading.py", "import _contextvars\n", ""),
    ("threading.py", "_os_thread_handle", "_handle"),
    ("threading.py", "        self.locked = lock.locked\n", ""),
    (
        "threading.py",
        "parties must be >= 1",
        "parties must be > 0",
    ),
    // Slots: the class that is replaced keeps its descriptors, the new one gets none of them.
    (
        "dataclasses.py",
        "    sys._clear_type_descriptors(cls)\n\n    # Create a new dict for our new class.\n    cls_dict = dict(cls.__dict__)\n",
        "    cls_dict = dict(cls.__dict__)\n    cls_dict.pop('__dict__', None)\n    cls_dict.pop('__weakref__', None)\n",
    ),
    // Methods of a class that is replaced still mean the class that it was.
    (
        "dataclasses.py",
        "    for member in newcls.__dict__.values():\n",
        "    for member in ():\n",
    ),
    // Fields have no docstrings of their own.
    ("dataclasses.py", "                 'doc',\n", ""),
    (
        "dataclasses.py",
        "metadata, kw_only, doc):",
        "metadata, kw_only):",
    ),
    ("dataclasses.py", "        self.doc = doc\n", ""),
    (
        "dataclasses.py",
        "                f'doc={self.doc!r},'\n",
        "",
    ),
    (
        "dataclasses.py",
        "metadata=None, kw_only=MISSING, doc=None):",
        "metadata=None, kw_only=MISSING):",
    ),
    (
        "dataclasses.py",
        "metadata, kw_only, doc)",
        "metadata, kw_only)",
    ),
    // Frames of 3.13's native futures don't stand in a traceback: these hold nothing that would make a cycle of it.
    (
        "asyncio/futures.py",
        "            raise self._exception.with_traceback(self._exception_tb)\n        return self._result",
        "            try:\n                raise self._exception.with_traceback(self._exception_tb)\n            finally:\n                self = None\n        return self._result",
    ),
    (
        "asyncio/futures.py",
        "        if not self.done():\n            self._asyncio_future_blocking = True\n            yield self  # This tells Task to wait for completion.\n        if not self.done():\n            raise RuntimeError(\"await wasn't used with future\")\n        return self.result()  # May raise too.\n",
        "        try:\n            if not self.done():\n                self._asyncio_future_blocking = True\n                yield self\n            if not self.done():\n                raise RuntimeError(\"await wasn't used with future\")\n            return self.result()\n        finally:\n            self = None\n",
    ),
    (
        "asyncio/tasks.py",
        "            # This may also be a cancellation.\n",
        "            future = None\n",
    ),
    // What is registered for a fork is kept, though nothing forks.
    (
        "random.py",
        "hasattr(_os, \"fork\")",
        "hasattr(_os, \"register_at_fork\")",
    ),
    (
        "asyncio/events.py",
        "hasattr(os, 'fork')",
        "hasattr(os, 'register_at_fork')",
    ),
    // Debuggers use `sys.settrace`; there is no `sys.monitoring` to name its events.
    (
        "bdb.py",
        "E = sys.monitoring.events\n",
        "E = type('E', (), {name: 1 << bit for bit, name in enumerate('PY_START PY_RESUME PY_RETURN PY_YIELD CALL LINE INSTRUCTION JUMP BRANCH STOP_ITERATION RAISE EXCEPTION_HANDLED PY_UNWIND PY_THROW'.split())})\n",
    ),
    (
        "bdb.py",
        "self._tool_id = sys.monitoring.DEBUGGER_ID",
        "raise NotImplementedError('tracing is not supported by this interpreter')",
    ),
    // `Union[…]` is a form of its own, not the type of `int | str`.
    (
        "typing.py",
        "    Generic,\n    Union,\n    NoDefault,\n)",
        "    Generic,\n    NoDefault,\n)\nfrom _typing_union import _make_union, _union_alias, _union_form",
    ),
    (
        "typing.py",
        "(_GenericAlias, GenericAlias, Union)",
        "(_GenericAlias, GenericAlias, types.UnionType)",
    ),
    (
        "typing.py",
        "isinstance(t, Union)",
        "isinstance(t, types.UnionType)",
    ),
    (
        "typing.py",
        "if isinstance(tp, Union):\n        return Union",
        "if isinstance(tp, types.UnionType):\n        return types.UnionType",
    ),
    (
        "typing.py",
        "isinstance(tp, Union)",
        "isinstance(tp, types.UnionType)",
    ),
    (
        "typing.py",
        "@_SpecialForm\ndef Optional(",
        "Union = _union_form(_SpecialForm)\n\n@_SpecialForm\ndef Optional(",
    ),
    (
        "typing.py",
        "        return Union[parameters]\n",
        "        return Union[parameters]\n\n\n_UnionGenericAlias = _union_alias(_NotIterable, _GenericAlias)\n",
    ),
    // Forward references are evaluated as 3.13 does it, annotations are those that stand there.
    (
        "typing.py",
        "    if isinstance(t, _lazy_annotationlib.ForwardRef):\n",
        "    if isinstance(t, _lazy_annotationlib.ForwardRef):\n        return t._evaluate(globalns, localns, type_params or (), recursive_guard=recursive_guard)\n",
    ),
    (
        "typing.py",
        "    hints = _lazy_annotationlib.get_annotations(obj, format=format)\n    if (\n        not hints\n        and not isinstance(obj, types.ModuleType)\n        and not callable(obj)\n        and not hasattr(obj, '__annotations__')\n        and not hasattr(obj, '__annotate__')\n    ):\n        raise TypeError(f\"{obj!r} is not a module, class, or callable.\")\n",
        "    hints = getattr(obj, '__annotations__', None)\n    if hints is None:\n        plain = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.ModuleType,\n                 types.WrapperDescriptorType, types.MethodWrapperType, types.MethodDescriptorType)\n        if isinstance(obj, plain):\n            return {}\n        raise TypeError(f'{obj!r} is not a module, class, method, or function.')\n    hints = dict(hints)\n",
    ),
    (
        "typing.py",
        "nm_tpl.__annotate__ = nm_tpl.__new__.__annotate__ = annotate_func",
        "nm_tpl.__annotations__ = nm_tpl.__new__.__annotations__ = annotate_func(1)",
    ),
    (
        "typing.py",
        "base_annotate = base.__annotate__",
        "base_annotate = getattr(base, '__annotate__', None)",
    ),
    (
        "typing.py",
        "tp_dict.__annotate__ = __annotate__",
        "tp_dict.__annotate__ = __annotate__; tp_dict.__annotations__ = __annotate__(1)",
    ),
    (
        "reprlib.py",
        "wrapper.__annotate__ = getattr(user_function, '__annotate__', None)",
        "wrapper.__annotations__ = getattr(user_function, '__annotations__', {})",
    ),
    (
        "dataclasses.py",
        "cls.__annotate__ = annotate_method",
        "cls.__annotations__ = {name: 'typing.Any' if tp is _ANY_MARKER else tp for name, tp in annotations.items()}",
    ),
    // Syntax trees are asked where carets go; the interpreter's own answer is at hand.
    (
        "traceback.py",
        "def _extract_caret_anchors_from_line_segment(segment):\n",
        "def _extract_caret_anchors_from_line_segment(segment):\n    import _carets\n    found = _carets.anchors(segment)\n    return None if found is None else _Anchors(*found)\n",
    ),
    (
        "traceback.py",
        "def _should_show_carets(self, start_offset, end_offset, all_lines, anchors):\n",
        "def _should_show_carets(self, start_offset, end_offset, all_lines, anchors):\n        import _carets\n        return _carets.marked(all_lines, start_offset, end_offset, anchors is not None)\n",
    ),
    (
        "inspect.py",
        "    program = \"def foo\" + clean_signature + \": pass\"\n",
        "    import _text_signature\n    return _text_signature.signature(cls, obj, clean_signature, self_parameter, skip_bound_arg)\n    program = \"\"\n",
    ),
    (
        "ast.py",
        "    if isinstance(node_or_string, str):\n        node_or_string = parse(node_or_string.lstrip(\" \\t\"), mode='eval')",
        "    if isinstance(node_or_string, str):\n        import _literals\n        return _literals.evaluate(node_or_string)",
    ),
    // No compiled files are read or written.
    (
        "importlib/_bootstrap_external.py",
        "            bytecode_path = cache_from_source(source_path)\n",
        "            raise NotImplementedError\n",
    ),
    (
        "platform.py",
        "if \"RustPython\" in sys_version:\n            name = \"RustPython\"",
        "if \"Pellucid\" in sys_version:\n            name = \"Pellucid\"",
    ),
    // Mocks need one mark of it.
    (
        "unittest/mock.py",
        "import asyncio\n",
        "_is_coroutine = object()\n",
    ),
    (
        "unittest/mock.py",
        "asyncio.coroutines._is_coroutine",
        "_is_coroutine",
    ),
    // Messages and names as 3.13's native halves have them.
    // What 3.14 added to it.
    (
        "_pydecimal.py",
        "'localcontext', 'IEEEContext',",
        "'localcontext',",
    ),
    (
        "_pydecimal.py",
        "'MIN_ETINY', 'IEEE_CONTEXT_MAX_BITS',",
        "'MIN_ETINY',",
    ),
    ("_pydecimal.py", "IEEE_CONTEXT_MAX_BITS", "_IEEE_BITS"),
    ("_pydecimal.py", "def IEEEContext(", "def _ieee_context("),
    (
        "_pydecimal.py",
        "def from_number(cls",
        "def _from_number(cls",
    ),
    (
        "_pydecimal.py",
        ">>> Decimal.from_number(",
        ">>> Decimal._from_number(",
    ),
    (
        "_pydecimal.py",
        "def __rpow__(self, other, modulo=None, context=None)",
        "def __rpow__(self, other, context=None)",
    ),
    (
        "_pydecimal.py",
        "return other.__pow__(self, modulo, context=context)",
        "return other.__pow__(self, context=context)",
    ),
    (
        "_pydecimal.py",
        "(?P<minimumwidth>\\d+)?\n(?P<thousands_sep>[,_])?",
        "(?P<minimumwidth>(?!0)\\d+)?\n(?P<thousands_sep>,)?",
    ),
    (
        "_pydecimal.py",
        "(?=[\\d,_])  # lookahead for digit or separator\n    (?P<precision>\\d+)?\n    (?P<frac_separators>[,_])?",
        "(?P<precision>0|(?!0)\\d+)(?P<frac_separators>(?!))?",
    ),
    // 3.13 never compares a date and a moment, gives these types `__replace__`, and warns of days without a year.
    (
        "_pydatetime.py",
        "        if isinstance(other, date):\n            return self._cmp(other)",
        "        if isinstance(other, date) and not isinstance(other, datetime):\n            return self._cmp(other)",
    ),
    (
        "_pydatetime.py",
        "        elif not isinstance(other, date):\n            return NotImplemented\n        else:\n            _cmperror(self, other)\n",
        "        else:\n            return NotImplemented\n",
    ),
    (
        "_pydatetime.py",
        "        elif not isinstance(other, date):\n            return NotImplemented\n        else:\n            return False\n",
        "        else:\n            return NotImplemented\n",
    ),
    (
        "_pydatetime.py",
        "def _cmperror(x, y):\n    raise TypeError(\"can't compare '%s' to '%s'\" % (\n                    type(x).__name__, type(y).__name__))\n\n",
        "",
    ),
    (
        "_pydatetime.py",
        "        return type(self)(year, month, day)\n",
        "        return type(self)(year, month, day)\n\n    __replace__ = replace\n",
    ),
    (
        "_pydatetime.py",
        "        return type(self)(hour, minute, second, microsecond, tzinfo, fold=fold)\n",
        "        return type(self)(hour, minute, second, microsecond, tzinfo, fold=fold)\n\n    __replace__ = replace\n",
    ),
    (
        "_pydatetime.py",
        "        return type(self)(year, month, day, hour, minute, second,\n                          microsecond, tzinfo, fold=fold)\n",
        "        return type(self)(year, month, day, hour, minute, second,\n                          microsecond, tzinfo, fold=fold)\n\n    __replace__ = replace\n",
    ),
    (
        "_pydatetime.py",
        "        y, m, d, hh, mm, ss, weekday, jday, dst = _time.localtime(t)\n        return cls(y, m, d)\n",
        "        if t is None:\n            raise TypeError(\"'NoneType' object cannot be interpreted as an integer\")\n        y, m, d, hh, mm, ss, weekday, jday, dst = _time.localtime(t)\n        return cls(y, m, d)\n",
    ),
    (
        "_pydatetime.py",
        "__slots__ = date.__slots__ + time.__slots__",
        "__slots__ = time.__slots__",
    ),
    (
        "_pydatetime.py",
        "        return cls._create(offset, name)\n",
        "        return cls._create(offset, name)\n\n    def __init_subclass__(cls):\n        raise TypeError(\"type 'datetime.timezone' is not an acceptable base type\")\n",
    ),
    ("_strptime.py", "import time\n", "import os\nimport time\n"),
    (
        "_strptime.py",
        "        while '%' in format:\n",
        "        year_in_format = False\n        day_of_month_in_format = False\n        while '%' in format:\n",
    ),
    (
        "_strptime.py",
        "self[format[directive_index]])\n            format = format[directive_index+1:]\n",
        "self[format[directive_index]])\n            year_in_format |= format[directive_index] in 'YyG'\n            day_of_month_in_format |= format[directive_index] == 'd'\n            format = format[directive_index+1:]\n        if day_of_month_in_format and not year_in_format:\n            import warnings\n            warnings.warn(\"\"\"\\\nParsing dates involving a day of month without a year specified is ambiguious\nand fails to parse leap day. The default behavior will change in Python 3.15\nto either always raise an exception or to use a different default year (TBD).\nTo avoid trouble, add a specific year to the input & format.\nSee https://github.com/python/cpython/issues/70647.\"\"\",\n                          DeprecationWarning,\n                          skip_file_prefixes=(os.path.dirname(__file__),))\n",
    ),
    // Functions have their annotations evaluated.
    (
        "dataclasses.py",
        "fn.__annotate__ = annotate_fn",
        "fn.__annotations__ = annotate_fn(annotationlib.Format.FORWARDREF)",
    ),
    // The trees before lag behind 3.13 here and there.
    (
        "_collections_abc.py",
        "generator = type((lambda: (yield))())\n",
        "framelocalsproxy = (lambda: type(sys._getframe().f_locals))()\ngenerator = type((lambda: (yield))())\n",
    ),
    (
        "_collections_abc.py",
        "Mapping.register(mappingproxy)\n",
        "Mapping.register(mappingproxy)\nMapping.register(framelocalsproxy)\n",
    ),
    (
        "_weakrefset.py",
        "getattr(self, '__dict__', None))",
        "self.__getstate__())",
    ),
    ("weakref.py", "_collections_abc.Set.register(WeakSet)\n", ""),
    (
        "codecs.py",
        "                 self.name, id(self))\n",
        "                 self.name, id(self))\n\n    def __getnewargs__(self):\n        return tuple(self)\n",
    ),
    (
        "collections/__init__.py",
        "    from ._defaultdict import defaultdict\n",
        "    pass\n",
    ),
    (
        "collections/__init__.py",
        "raise ValueError(f'Got unexpected",
        "raise TypeError(f'Got unexpected",
    ),
    (
        "collections/__init__.py",
        "        '_replace': _replace,\n",
        "        '__replace__': _replace,\n        '_replace': _replace,\n",
    ),
    (
        "collections/__init__.py",
        "    def fromkeys(cls, iterable, *args):\n        'Create a ChainMap with a single dict created from the iterable.'\n        return cls(dict.fromkeys(iterable, *args))",
        "    def fromkeys(cls, iterable, value=None, /):\n        'Create a new ChainMap with keys from iterable and values set to value.'\n        return cls(dict.fromkeys(iterable, value))",
    ),
    ("copy.py", "\"deepcopy\"]", "\"deepcopy\", \"replace\"]"),
    (
        "copy.py",
        "    if memo is None:\n        memo = {}\n\n    d = id(x)\n    y = memo.get(d, _nil)\n    if y is not _nil:\n        return y\n",
        "    d = id(x)\n    if memo is None:\n        memo = {}\n    elif (y := memo.get(d, _nil)) is not _nil:\n        return y\n",
    ),
    (
        "copy.py",
        "del types, weakref\n",
        "del types, weakref\n\n\ndef replace(obj, /, **changes):\n    \"\"\"A new object of the same kind with some fields changed: what `__replace__` of its class makes.\"\"\"\n    kind = obj.__class__\n    make = getattr(kind, '__replace__', None)\n    if make is None:\n        raise TypeError(f\"replace() does not support {kind.__name__} objects\")\n    return make(obj, **changes)\n",
    ),
    (
        "functools.py",
        "from types import GenericAlias\n",
        "GenericAlias = type(list[int])\n",
    ),
    (
        "functools.py",
        "        args = \", \".join(map(repr, self.args))\n        keywords = \", \".join(\"{}={!r}\".format(k, v)\n                                 for k, v in self.keywords.items())\n        format_string = \"{module}.{cls}({func}, {args}, {keywords})\"\n        return format_string.format(module=self.__class__.__module__,\n                                    cls=self.__class__.__qualname__,\n                                    func=self.func,\n                                    args=args,\n                                    keywords=keywords)\n",
        "        parts = [repr(self.func), *map(repr, self.args)]\n        parts += [f'{name}={value!r}' for name, value in self.keywords.items()]\n        kind = type(self)\n        return f\"{kind.__module__}.{kind.__qualname__}({', '.join(parts)})\"\n",
    ),
    (
        "functools.py",
        "        _method._partialmethod = self\n",
        "        _method.__partialmethod__ = self\n",
    ),
    (
        "functools.py",
        "        if get is not None:\n            new_func = get(obj, cls)\n",
        "        if get is not None and not isinstance(self.func, partial):\n            new_func = get(obj, cls)\n",
    ),
    (
        "functools.py",
        "        func = func.func\n    return func\n",
        "        func = func.func\n    return func\n\ndef _unwrap_partialmethod(func):\n    while True:\n        before = func\n        while isinstance(getattr(func, '__partialmethod__', None), partialmethod):\n            func = func.__partialmethod__\n        while isinstance(func, partialmethod):\n            func = func.func\n        func = _unwrap_partial(func)\n        if func is before:\n            return func\n",
    ),
    (
        "functools.py",
        "        self.dispatcher = singledispatch(func)\n        self.func = func\n",
        "        self.dispatcher = singledispatch(func)\n        self.func = func\n\n        import weakref\n        self._method_cache = weakref.WeakKeyDictionary()\n",
    ),
    (
        "functools.py",
        "    def __get__(self, obj, cls=None):\n        def _method(*args, **kwargs):\n            method = self.dispatcher.dispatch(args[0].__class__)\n            return method.__get__(obj, cls)(*args, **kwargs)\n",
        "    def __get__(self, obj, cls=None):\n        cache = self._method_cache\n        if cache is not None:\n            try:\n                return cache[obj]\n            except KeyError:\n                pass\n            except TypeError:\n                self._method_cache = None\n\n        dispatch = self.dispatcher.dispatch\n        funcname = getattr(self.func, '__name__', 'singledispatchmethod method')\n        def _method(*args, **kwargs):\n            if not args:\n                raise TypeError(f'{funcname} requires at least 1 positional argument')\n            return dispatch(args[0].__class__).__get__(obj, cls)(*args, **kwargs)\n",
    ),
    (
        "functools.py",
        "        update_wrapper(_method, self.func)\n        return _method\n",
        "        update_wrapper(_method, self.func)\n\n        if self._method_cache is not None:\n            self._method_cache[obj] = _method\n\n        return _method\n",
    ),
    (
        "functools.py",
        "        self.attrname = None\n        self.__doc__ = func.__doc__\n",
        "        self.attrname = None\n        self.__doc__ = func.__doc__\n        self.__module__ = func.__module__\n",
    ),
    (
        "types.py",
        "except TypeError:\n    tb = sys.exc_info()[2]\n    TracebackType = type(tb)\n    FrameType = type(tb.tb_frame)\n    tb = None; del tb\n",
        "except TypeError as exc:\n    TracebackType = type(exc.__traceback__)\n    FrameType = type(exc.__traceback__.tb_frame)\n",
    ),
    (
        "types.py",
        "del sys, _f, _g, _C, _c, _ag  #",
        "del sys, _f, _g, _C, _c, _ag, _cell_factory  #",
    ),
    (
        "types.py",
        "if isinstance(base, type) and not isinstance(base, GenericAlias):",
        "if isinstance(base, type):",
    ),
    (
        "types.py",
        "class DynamicClassAttribute:\n",
        "def get_original_bases(cls, /):\n    \"\"\"The bases of a class as its definition names them, before `__mro_entries__`.\"\"\"\n    try:\n        return cls.__dict__.get(\"__orig_bases__\", cls.__bases__)\n    except AttributeError:\n        raise TypeError(f\"Expected an instance of type, not {type(cls).__name__!r}\") from None\n\n\nclass DynamicClassAttribute:\n",
    ),
    ("types.py", "if (False and func", "if (func"),
    (
        "json/__init__.py",
        "<http://json.org>",
        "<https://json.org>",
    ),
    (
        "json/encoder.py",
        "\nINFINITY = float('inf')\n",
        "del i\n\nINFINITY = float('inf')\n",
    ),
    ("json/encoder.py", "<http://json.org>", "<https://json.org>"),
    (
        "json/encoder.py",
        "return JSONEncoder.default(self, o)",
        "return super().default(o)",
    ),
    // An indentation is text where the native half takes it, too.
    (
        "json/encoder.py",
        "        if (_one_shot and c_make_encoder is not None\n                and self.indent is None):\n",
        "        indent = self.indent\n        if indent is not None:\n            if not isinstance(indent, str):\n                indent = ' ' * indent\n        if _one_shot and c_make_encoder is not None:\n",
    ),
    (
        "json/encoder.py",
        "markers, self.default, _encoder, self.indent,\n",
        "markers, self.default, _encoder, indent,\n",
    ),
    (
        "json/encoder.py",
        "markers, self.default, _encoder, self.indent, floatstr,\n",
        "markers, self.default, _encoder, indent, floatstr,\n",
    ),
    (
        "json/encoder.py",
        "\n    if _indent is not None and not isinstance(_indent, str):\n        _indent = ' ' * _indent\n",
        "",
    ),
    (
        "json/decoder.py",
        "    # RUSTPYTHON SPECIFIC\n    @classmethod\n    def _from_serde(cls, msg, doc, line, col):\n        pos = 0\n        # 0-indexed\n        line -= 1\n        col -= 1\n        while line > 0:\n            i = doc.index('\\n', pos)\n            line -= 1\n            pos = i\n        pos += col\n        return cls(msg, doc, pos)\n\n\n",
        "",
    ),
    ("json/decoder.py", "<http://json.org>", "<https://json.org>"),
    (
        "json/decoder.py",
        "        end = _w(s, end).end()\n        nextchar = s[end:end + 1]\n        end += 1\n        if nextchar != '\"':\n",
        "        comma = end - 1\n        end = _w(s, end).end()\n        nextchar = s[end:end + 1]\n        end += 1\n        if nextchar != '\"':\n            if nextchar == '}':\n                raise JSONDecodeError(\"Illegal trailing comma before end of object\", s, comma)\n",
    ),
    (
        "json/decoder.py",
        "        try:\n            if s[end] in _ws:\n                end += 1\n                if s[end] in _ws:\n                    end = _w(s, end + 1).end()\n        except IndexError:\n            pass\n\n    return values, end",
        "        comma = end - 1\n        try:\n            if s[end] in _ws:\n                end += 1\n                if s[end] in _ws:\n                    end = _w(s, end + 1).end()\n            nextchar = s[end:end + 1]\n        except IndexError:\n            pass\n        if nextchar == ']':\n            raise JSONDecodeError(\"Illegal trailing comma before end of array\", s, comma)\n\n    return values, end",
    ),
    ("json/tool.py", "from pathlib import Path\n", ""),
    (
        "json/tool.py",
        "                        type=argparse.FileType(encoding=\"utf-8\"),\n",
        "",
    ),
    (
        "json/tool.py",
        "                        default=sys.stdin)",
        "                        default='-')",
    ),
    ("json/tool.py", "                        type=Path,\n", ""),
    (
        "json/tool.py",
        "    with options.infile as infile:\n        try:\n",
        "    try:\n        if options.infile == '-':\n            infile = sys.stdin\n        else:\n            infile = open(options.infile, encoding='utf-8')\n        try:\n",
    ),
    (
        "json/tool.py",
        "            if options.outfile is None:\n                out = sys.stdout\n            else:\n                out = options.outfile.open('w', encoding='utf-8')\n            with out as outfile:\n                for obj in objs:\n                    json.dump(obj, outfile, **dump_args)\n                    outfile.write('\\n')\n        except ValueError as e:\n            raise SystemExit(e)\n",
        "        finally:\n            if infile is not sys.stdin:\n                infile.close()\n\n        if options.outfile is None:\n            outfile = sys.stdout\n        else:\n            outfile = open(options.outfile, 'w', encoding='utf-8')\n        with outfile:\n            for obj in objs:\n                json.dump(obj, outfile, **dump_args)\n                outfile.write('\\n')\n    except ValueError as e:\n        raise SystemExit(e)\n",
    ),
    // Made at each start: `os` is only needed for files, of which there are none.
    (
        "_sitebuiltins.py",
        "        import os\n        self.__name = name\n",
        "        if dirs:\n            import os\n        self.__name = name\n",
    ),
    (
        "re/_compiler.py",
        "            if flags & SRE_FLAG_TEMPLATE:\n                raise error(\"internal: unsupported template operator %r\" % (op,))\n",
        "",
    ),
    ("re/_parser.py", "    \"t\": SRE_FLAG_TEMPLATE,\n", ""),
    ("re/_parser.py", " | SRE_FLAG_TEMPLATE", ""),
    (
        "re/_parser.py",
        "                        subpatternappend((ASSERT, (dir, p)))\n                    else:\n",
        "                        subpatternappend((ASSERT, (dir, p)))\n                    elif not p:\n                        subpatternappend((FAILURE, ()))\n                    else:\n",
    ),
    (
        "textwrap.py",
        "    unicode_whitespace_trans = {}\n    uspace = ord(' ')\n    for x in _whitespace:\n        unicode_whitespace_trans[ord(x)] = uspace\n",
        "    unicode_whitespace_trans = dict.fromkeys(map(ord, _whitespace), ord(' '))\n",
    ),
    (
        "textwrap.py",
        "        def predicate(line):\n            return line.strip()\n\n    def prefixed_lines():\n        for line in text.splitlines(True):\n            yield (prefix + line if predicate(line) else line)\n    return ''.join(prefixed_lines())\n",
        "        predicate = lambda line: not line.isspace()\n\n    lines = []\n    for line in text.splitlines(True):\n        if predicate(line):\n            lines.append(prefix)\n        lines.append(line)\n    return ''.join(lines)\n",
    ),
    (
        "hashlib.py",
        "(name, *args, **kwargs):",
        "(name, data=b'', **kwargs):",
    ),
    (
        "hashlib.py",
        "_hashlib.new(name, *args, **kwargs)",
        "_hashlib.new(name, data, **kwargs)",
    ),
    (
        "hashlib.py",
        "(name)(*args, **kwargs)",
        "(name)(data, **kwargs)",
    ),
    (
        "hashlib.py",
        "prior to 0.9.8 doesn't provide them.\n        return __get_builtin_constructor(name)(data, **kwargs)",
        "prior to 0.9.8 doesn't provide them.\n        return __get_builtin_constructor(name)(data)",
    ),
    (
        "hmac.py",
        "required parameter 'digestmod'",
        "required argument 'digestmod'",
    ),
    ("csv.py", "import types\n", "import re\nimport types\n"),
    ("csv.py", "        import re\n", ""),
    ("base64.py", "import struct\n", "import re\nimport struct\n"),
    // What 3.14's `functools` has more.
    (
        "inspect.py",
        "\n            or isinstance(object, functools._singledispatchmethod_get))",
        ")",
    ),
    ("inspect.py", "arg_value is functools.Placeholder", "False"),
    (
        "inspect.py",
        "partialmethod.args.count(functools.Placeholder)",
        "False",
    ),
    (
        "operator.py",
        "def __init__(self, attr, *attrs):",
        "def __init__(self, attr, /, *attrs):",
    ),
    (
        "operator.py",
        "def __init__(self, item, *items):",
        "def __init__(self, item, /, *items):",
    ),
    (
        "operator.py",
        "def __call__(self, obj):",
        "def __call__(self, obj, /):",
    ),
];
