"""Literals from text: what ast.literal_eval reads, without a syntax tree."""

import io
import token
import tokenize


class _Reader:
    def __init__(self, text):
        kinds = (token.COMMENT, token.NL, token.NEWLINE, token.ENDMARKER, token.INDENT, token.DEDENT)
        source = "(\n" + text + "\n)"
        try:
            self.tokens = [t for t in tokenize.generate_tokens(io.StringIO(source).readline) if t.type not in kinds]
        except tokenize.TokenError as error:
            raise SyntaxError(*error.args) from None
        self.tokens = self.tokens[1:-1]
        self.at = 0

    def peek(self):
        return self.tokens[self.at].string if self.at < len(self.tokens) else ""

    def take(self, wanted=None):
        if self.at >= len(self.tokens):
            raise SyntaxError("invalid syntax")
        found = self.tokens[self.at]
        if wanted is not None and found.string != wanted:
            raise SyntaxError("invalid syntax")
        self.at += 1
        return found

    def malformed(self, what):
        return ValueError(f"malformed node or string on line {self.tokens[what].start[0] - 1}: {self.tokens[what].string!r}")

    def many(self, end):
        found, comma = [], False
        while self.peek() != end:
            found.append(self.sum())
            comma = self.peek() == ","
            if not comma:
                break
            self.take()
        return found, comma

    def sum(self):
        left = self.signed()
        while self.peek() in ("+", "-") and self.peek():
            place = self.at
            sign = self.take().string
            right = self.signed()
            if type(left) not in (int, float) or type(right) is not complex:
                raise self.malformed(place)
            left = left + right if sign == "+" else left - right
        return left

    def signed(self):
        if self.peek() in ("+", "-") and self.peek():
            place = self.at
            sign = self.take().string
            value = self.signed()
            if type(value) not in (int, float, complex):
                raise self.malformed(place)
            return value if sign == "+" else -value
        return self.atom()

    def atom(self):
        found = self.take()
        text = found.string
        if found.type == token.NUMBER:
            return eval(text)
        if found.type == token.STRING:
            value = eval(text)
            while self.at < len(self.tokens) and self.tokens[self.at].type == token.STRING:
                value += eval(self.take().string)
            return value
        if text in ("True", "False", "None"):
            return {"True": True, "False": False, "None": None}[text]
        if text == "...":
            return ...
        if text == "(":
            found, comma = self.many(")")
            self.take(")")
            return found[0] if len(found) == 1 and not comma else tuple(found)
        if text == "[":
            found, _ = self.many("]")
            self.take("]")
            return found
        if text == "{":
            return self.braces()
        if text == "set" and self.peek() == "(":
            self.take("(")
            self.take(")")
            return set()
        if text.isidentifier() or found.type == token.FSTRING_START:
            raise self.malformed(self.at - 1)
        raise SyntaxError("invalid syntax")

    def braces(self):
        if self.peek() == "}":
            self.take()
            return {}
        first = self.sum()
        if self.peek() != ":":
            items = {first}
            while self.peek() == ",":
                self.take()
                if self.peek() == "}":
                    break
                items.add(self.sum())
            self.take("}")
            return items
        made, key = {}, first
        while True:
            self.take(":")
            made[key] = self.sum()
            if self.peek() == ",":
                self.take()
            if self.peek() == "}":
                break
            key = self.sum()
        self.take("}")
        return made


def evaluate(text):
    reader = _Reader(text.lstrip(" \t"))
    if not reader.tokens:
        raise SyntaxError("invalid syntax")
    found, comma = reader.many("")
    if reader.at < len(reader.tokens):
        if reader.peek().isidentifier() or reader.peek() in "(.[*/%&|^<>=@~":
            raise reader.malformed(reader.at)
        raise SyntaxError("invalid syntax")
    return found[0] if len(found) == 1 and not comma else tuple(found)
