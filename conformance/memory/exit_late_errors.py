"""Errors of finalizers: lines of source are shown as long as modules are whole; imports fail once they are taken apart."""
import os
import re
import sys


class Told:
    def __init__(self, tell=os.write, mask=re.compile("0x[0-9a-f]+").sub, place=re.escape(__file__)):
        hide = re.compile(place).sub
        self.write = lambda text: tell(1, hide("FILE", mask("0x", text)).encode()) and None

    def flush(self):
        pass


sys.stderr = sys.__stderr__ = Told()


class Fails:
    def __init__(self, name):
        self.name = name

    def __del__(self, tell=os.write):
        tell(1, f"del {self.name}\n".encode())
        1 / 0


class Imports:
    def __init__(self, name):
        self.name = name

    def __del__(self, tell=os.write):
        for name in ("wave", "sys", "colorsys"):
            try:
                __import__(name)
                tell(1, f"{self.name}: imported {name}\n".encode())
            except ImportError as error:
                tell(1, f"{self.name}: {type(error).__name__} {error}\n".encode())


Fails("now")


def cycle():
    held = [Fails("in a cycle")]
    held.append(held)


cycle()
kept = Fails("global")
imports = Imports("global")
sys.modules["not a module"] = Imports("not a module")
