"""Reading and writing rows of fields: the half of csv that 3.13 has in C."""

__version__ = "1.0"
QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE, QUOTE_STRINGS, QUOTE_NOTNULL = range(6)

_dialects = {}
_limit = 128 * 1024


class Error(Exception):
    pass


def _character(name, value, optional=False):
    if value is None and optional:
        return None
    if not isinstance(value, str):
        kind = "string or None" if optional else "string"
        raise TypeError(f'"{name}" must be {kind}, not {type(value).__name__}' if optional
                        else f'"{name}" must be string, not {type(value).__name__}')
    if len(value) != 1:
        raise TypeError(f'"{name}" must be a 1-character string')
    return value


class Dialect:
    __slots__ = ("delimiter", "doublequote", "escapechar", "lineterminator", "quotechar", "quoting",
                 "skipinitialspace", "strict")

    def __new__(cls, dialect=None, **options):
        if isinstance(dialect, str):
            dialect = get_dialect(dialect)
        self = object.__new__(cls)
        values = {"delimiter": ",", "doublequote": True, "escapechar": None, "lineterminator": "\r\n",
                  "quotechar": '"', "quoting": QUOTE_MINIMAL, "skipinitialspace": False, "strict": False}
        for name in values:
            if dialect is not None and hasattr(dialect, name):
                values[name] = getattr(dialect, name)
        for name, value in options.items():
            if name not in values:
                raise TypeError(f"this function got an unexpected keyword argument {name!r}")
            values[name] = value
        if options.get("quotechar", "") is None and "quoting" not in options:
            values["quoting"] = QUOTE_NONE
        values["delimiter"] = _character("delimiter", values["delimiter"])
        values["escapechar"] = _character("escapechar", values["escapechar"], True)
        values["quotechar"] = _character("quotechar", values["quotechar"], True)
        if not isinstance(values["quoting"], int):
            raise TypeError('"quoting" must be an integer, not ' + type(values["quoting"]).__name__)
        if values["quoting"] not in range(6):
            raise TypeError('bad "quoting" value')
        if values["quoting"] != QUOTE_NONE and values["quotechar"] is None:
            raise TypeError("quotechar must be set if quoting enabled")
        if not isinstance(values["lineterminator"], str):
            raise TypeError(f'"lineterminator" must be a string, not {type(values["lineterminator"]).__name__}')
        for name, value in values.items():
            if name in ("doublequote", "skipinitialspace", "strict"):
                value = bool(value)
            object.__setattr__(self, name, value)
        return self

    def __setattr__(self, name, value):
        raise AttributeError(f"attribute '{name}' of '_csv.Dialect' objects is not writable")


def register_dialect(name, dialect=None, /, **options):
    if not isinstance(name, str):
        raise TypeError("dialect name must be a string")
    _dialects[name] = Dialect(dialect, **options)


def unregister_dialect(name):
    if _dialects.pop(name, None) is None:
        raise Error("unknown dialect")


def get_dialect(name):
    try:
        return _dialects[name]
    except KeyError:
        raise Error("unknown dialect") from None


def list_dialects():
    return list(_dialects)


def field_size_limit(new_limit=None):
    global _limit
    old = _limit
    if new_limit is not None:
        if not isinstance(new_limit, int):
            raise TypeError("limit must be an integer")
        _limit = new_limit
    return old


class _Reader:
    """An iterator over the rows of lines."""

    def __init__(self, lines, dialect=None, **options):
        self._lines = iter(lines)
        self.dialect = Dialect(dialect, **options)
        self.line_num = 0

    def __iter__(self):
        return self

    def __next__(self):
        d = self.dialect
        fields, chars, state, quoted = [], [], "start", False

        def save():
            text = "".join(chars)
            if len(text) > _limit:
                raise Error(f"field larger than field limit ({_limit})")
            chars.clear()
            if d.quoting == QUOTE_NONNUMERIC and not quoted and (text or not d.skipinitialspace):
                fields.append(float(text))
            elif not quoted and d.quoting == QUOTE_STRINGS:
                fields.append(float(text) if text else None)
            elif not quoted and d.quoting == QUOTE_NOTNULL and not text:
                fields.append(None)
            else:
                fields.append(text)

        while True:
            try:
                line = next(self._lines)
            except StopIteration:
                if state in ("quoted", "escape") or state == "field" and chars and False:
                    if d.strict:
                        raise Error("unexpected end of data") from None
                    save()
                    return fields
                raise
            if not isinstance(line, str):
                raise Error(f"iterator should return strings, not {type(line).__name__} "
                            "(the file should be opened in text mode)")
            self.line_num += 1
            for char in line:
                if state == "eat":
                    if char not in "\r\n":
                        raise Error("new-line character seen in unquoted field - do you need to open the file with newline=''?")
                elif state == "escape":
                    chars.append(char)
                    state = "field"
                elif state == "quoted escape":
                    chars.append(char)
                    state = "quoted"
                elif state == "quoted":
                    if char == d.escapechar:
                        state = "quoted escape"
                    elif char == d.quotechar and d.quoting != QUOTE_NONE:
                        state = "quote" if d.doublequote else "field"
                    else:
                        chars.append(char)
                elif state == "quote" and char == d.quotechar and d.quoting != QUOTE_NONE:
                    chars.append(char)
                    state = "quoted"
                elif state == "quote" and char not in "\r\n" and char != d.delimiter and d.strict:
                    raise Error(f"'{d.delimiter}' expected after '{d.quotechar}'")
                elif char in "\r\n":
                    if state == "start" and not fields:
                        state = "eat"
                    else:
                        save()
                        state = "eat"
                elif state in ("start", "begin") and char == d.quotechar and d.quoting != QUOTE_NONE:
                    quoted = True
                    state = "quoted"
                elif char == d.escapechar:
                    state = "escape"
                elif char == " " and state in ("start", "begin") and d.skipinitialspace:
                    pass
                elif char == d.delimiter:
                    save()
                    quoted = False
                    state = "begin"
                else:
                    chars.append(char)
                    state = "field"
            if state in ("quoted", "quoted escape"):
                if state == "quoted escape":
                    chars.append("\n")
                    state = "quoted"
                continue
            if state == "escape":
                chars.append("\n")
                state = "field"
                continue
            if state not in ("start", "eat"):
                save()
            return fields


class _Writer:
    def __init__(self, file, dialect=None, **options):
        if not hasattr(file, "write"):
            raise TypeError('argument 1 must have a "write" method')
        self._write = file.write
        self.dialect = Dialect(dialect, **options)

    def _field(self, value, alone):
        d = self.dialect
        numeric = isinstance(value, (int, float))
        text = "" if value is None else value if isinstance(value, str) else str(value)
        if d.quoting == QUOTE_ALL:
            quote = True
        elif d.quoting == QUOTE_NONNUMERIC:
            quote = not numeric
        elif d.quoting == QUOTE_STRINGS:
            quote = isinstance(value, str)
        elif d.quoting == QUOTE_NOTNULL:
            quote = value is not None
        else:
            quote = False
        special = {d.delimiter, d.escapechar, d.quotechar, "\r", "\n", *d.lineterminator}
        out = []
        for char in text:
            if char in special and char is not None:
                escape = False
                if d.quoting == QUOTE_NONE:
                    escape = True
                elif char == d.quotechar:
                    if d.doublequote:
                        out.append(char)
                        quote = True
                    else:
                        escape = True
                elif char == d.escapechar:
                    escape = True
                else:
                    quote = True
                if escape:
                    if d.escapechar is None:
                        raise Error("need to escape, but no escapechar set")
                    out.append(d.escapechar)
            out.append(char)
        text = "".join(out)
        if not text and alone and not quote:
            if d.quoting == QUOTE_NONE or d.quoting in (QUOTE_STRINGS, QUOTE_NOTNULL) and value is None:
                raise Error("single empty field record must be quoted")
            quote = True
        if text.startswith(" ") and d.skipinitialspace and d.delimiter == " ":
            quote = True
        return f"{d.quotechar}{text}{d.quotechar}" if quote else text

    def writerow(self, row):
        try:
            row = list(row)
        except TypeError:
            raise Error(f"iterable expected, not {type(row).__name__}") from None
        fields = [self._field(value, len(row) == 1) for value in row]
        return self._write(self.dialect.delimiter.join(fields) + self.dialect.lineterminator)

    def writerows(self, rows):
        for row in rows:
            self.writerow(row)


def reader(iterable, /, dialect="excel", **options):
    return _Reader(iterable, dialect, **options)


def writer(file, /, dialect="excel", **options):
    return _Writer(file, dialect, **options)


Reader, Writer = _Reader, _Writer
Reader.__name__ = Reader.__qualname__ = "reader"
Writer.__name__ = Writer.__qualname__ = "writer"
