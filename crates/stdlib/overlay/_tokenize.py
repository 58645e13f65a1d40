"""The tokenizer that tokenize.py drives: lines in, tokens with their places out."""

import re
import token as _t

_NAME = re.compile(r"\w+")
_NUMBER = re.compile(
    r"0[xX](?:_?[0-9a-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+"
    r"|(?:(?:[0-9](?:_?[0-9])*)?\.[0-9](?:_?[0-9])*|[0-9](?:_?[0-9])*\.?)(?:[eE][-+]?[0-9](?:_?[0-9])*)?[jJ]?")
_STRING = re.compile(r"(?i:(r?[fF]r?|[rR]?[bB]?|[bB]?[rR]?|[uU]?))(\"\"\"|'''|\"|')")
_SPACE = re.compile(r"[ \f\t]*")
_OPERATORS = sorted(_t.EXACT_TOKEN_TYPES, key=len, reverse=True)


class _FString:
    """An f-string in progress: its quote, whether it is raw, the depth of brackets of the field that is open."""

    def __init__(self, quote, raw, start):
        self.quote = quote
        self.raw = raw
        self.start = start
        self.field = None
        self.spec = False


class TokenizerIter:
    def __init__(self, readline, *, encoding=None, extra_tokens=False):
        self._readline = readline
        self._encoding = encoding
        self._extra = extra_tokens
        self._row = 0
        self._tokens = self._run()

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._tokens)

    def _line(self):
        try:
            line = self._readline()
        except StopIteration:
            line = ""
        if isinstance(line, bytes):
            line = line.decode(self._encoding or "utf-8")
        self._row += 1
        return line

    def _fail(self, message, row, col, line="", kind=SyntaxError):
        raise kind(message, ("<string>", row, col + 1, line, row, col + 1))

    def _run(self):
        indents = [0]
        brackets = []
        strings = []
        fresh = True
        ended = True
        while True:
            line = self._line()
            if not line:
                break
            row, col = self._row, 0
            if not line.endswith("\n"):
                ended = False
            if fresh and not brackets and not strings:
                col = _SPACE.match(line).end()
                width = 0
                for char in line[:col]:
                    width = width // 8 * 8 + 8 if char == "\t" else 0 if char == "\f" else width + 1
                rest = line[col:].rstrip("\r\n")
                if not rest or rest.startswith("#"):
                    if self._extra:
                        if rest:
                            yield _t.COMMENT, rest, (row, col), (row, col + len(rest)), line
                        at = col + len(rest)
                        end = line[at:]
                        yield _t.NL, end, (row, at), (row, at + (len(end) or 1)), line
                    continue
                if width > indents[-1]:
                    indents.append(width)
                    yield _t.INDENT, line[:col], (row, 0), (row, col), line
                while width < indents[-1]:
                    if width not in indents:
                        self._fail("unindent does not match any outer indentation level", row, col, line, IndentationError)
                    indents.pop()
                    yield _t.DEDENT, "", (row, col), (row, col), line
            fresh = True
            while col < len(line):
                if strings and strings[-1].field is None:
                    made, line, row, col = self._middle(strings, brackets, line, col)
                    row = self._row
                    yield from made
                    continue
                col = _SPACE.match(line, col).end()
                if col >= len(line):
                    break
                char = line[col]
                if char in "\r\n":
                    end = line[col:]
                    inner = bool(brackets or strings)
                    if not inner or self._extra:
                        kind = _t.NL if inner else _t.NEWLINE
                        yield kind, end if self._extra else "", (row, col), (row, col + len(end)), line
                    break
                if char == "#":
                    text = line[col:].rstrip("\r\n")
                    if self._extra:
                        yield _t.COMMENT, text, (row, col), (row, col + len(text)), line
                    col += len(text)
                    continue
                if char == "\\":
                    if line[col + 1:].rstrip("\r\n") or col + 1 == len(line):
                        self._fail("unexpected character after line continuation character", row, col + 1, line)
                    fresh = False
                    break
                string = _STRING.match(line, col)
                if string:
                    prefix, quote = string.groups()
                    start = (row, col)
                    if "f" in prefix.lower():
                        strings.append(_FString(quote, "r" in prefix.lower(), start))
                        col = string.end()
                        yield _t.FSTRING_START, string.group(), start, (row, col), line
                        continue
                    text, whole, line, col = self._string(line, col, string.end(), quote)
                    row = self._row
                    yield _t.STRING, text, start, (row, col), whole
                    continue
                if char.isdigit() or char == "." and line[col + 1:col + 2].isdigit():
                    end = _NUMBER.match(line, col).end()
                    yield _t.NUMBER, line[col:end], (row, col), (row, end), line
                    col = end
                    continue
                if char.isidentifier():
                    end = _NAME.match(line, col).end()
                    yield _t.NAME, line[col:end], (row, col), (row, end), line
                    col = end
                    continue
                text = next((op for op in _OPERATORS if line.startswith(op, col)), None)
                if text is None:
                    if char == "!" and strings:
                        text = "!"
                    elif self._extra and char in "$?!`":
                        text = char
                    else:
                        self._fail(f"invalid character '{char}' (U+{ord(char):04X})", row, col, line)
                inside = strings[-1] if strings else None
                if inside and len(brackets) == inside.field:
                    # The field's own signs, which no operator may swallow.
                    if char in ":!}" and not (char == "!" and line[col + 1:col + 2] == "="):
                        text = char
                if text in ("(", "[", "{"):
                    brackets.append(text)
                elif text in (")", "]", "}"):
                    if inside and text == "}" and len(brackets) == inside.field:
                        inside.field = None
                    if not brackets:
                        self._fail(f"unmatched '{text}'", row, col, line)
                    brackets.pop()
                    if inside and inside.spec and inside.field is None:
                        inside.spec = False
                kind = _t.OP if self._extra else _t.EXACT_TOKEN_TYPES.get(text, _t.OP)
                yield kind, text, (row, col), (row, col + len(text)), line
                col += len(text)
                if inside and text == ":" and inside.field is not None and len(brackets) == inside.field:
                    strings.append(_FString(None, inside.raw, (row, col)))
            else:
                if not ended and not brackets and not strings:
                    kind = _t.NEWLINE
                    yield kind, "", (row, col), (row, col + 1), line
        if strings:
            self._fail("unterminated f-string literal", *strings[-1].start)
        if brackets:
            self._fail("unexpected EOF in multi-line statement", self._row, 0)
        for _ in indents[1:]:
            yield _t.DEDENT, "", (self._row, 0), (self._row, 0), ""
        yield _t.ENDMARKER, "", (self._row, 0), (self._row, 0), ""

    def _string(self, line, start, at, quote):
        """A plain string from its opening quote on: its text, the lines that it is on, the last of them, where it ends."""
        row, whole = self._row, line
        text = line[start:at]
        while True:
            found = at
            while found < len(line) and not line.startswith(quote, found):
                found += 2 if line[found] == "\\" else 1
            if found < len(line):
                return text + line[at:found] + quote, whole, line, found + len(quote)
            text += line[at:]
            if len(quote) == 1 and not line.rstrip("\r\n").endswith("\\"):
                self._fail("unterminated string literal (detected at line %d)" % row, row, start, whole)
            line = self._line()
            if not line:
                self._fail("unterminated triple-quoted string literal (detected at line %d)" % (self._row - 1), row, start, whole)
            whole += line
            at = 0

    def _middle(self, strings, brackets, line, col):
        """The literal text of an f-string up to the next field or its end."""
        it = strings[-1]
        start, first, text, made = (self._row, col), line, "", []
        whole = line

        def flush(end):
            if text:
                made.append((_t.FSTRING_MIDDLE, text, start, (self._row, end), whole))

        while True:
            if col >= len(line):
                line = self._line()
                if not line:
                    self._fail("unterminated f-string literal", *it.start)
                whole += line
                col = 0
                continue
            if it.quote is not None and line.startswith(it.quote, col):
                flush(col)
                end = col + len(it.quote)
                made.append((_t.FSTRING_END, it.quote, (self._row, col), (self._row, end), line))
                strings.pop()
                return made, line, self._row, end
            char = line[col]
            if it.quote is None and char == "}":
                flush(col)
                strings.pop()
                return made, line, self._row, col
            if char == "{" and not (it.quote is not None and line.startswith("{{", col)):
                flush(col)
                brackets.append("{")
                made.append((_t.OP if self._extra else _t.LBRACE, "{", (self._row, col), (self._row, col + 1), line))
                it.field = len(brackets)
                return made, line, self._row, col + 1
            if char in "{}" and line.startswith(char * 2, col):
                text += char
                col += 2
                flush(col - 1)
                text, start = "", (self._row, col)
                continue
            if char == "\\" and not it.raw and line[col + 1:col + 3] == "N{":
                end = line.find("}", col)
                end = col + 1 if end < 0 else end + 1
                text += line[col:end]
                col = end
                continue
            if char == "\\" and col + 1 < len(line):
                text += line[col:col + 2]
                col += 2
                continue
            if char in "\r\n" and it.quote is not None and len(it.quote) == 1:
                self._fail("unterminated f-string literal (detected at line %d)" % self._row, *it.start, first)
            text += char
            col += 1
