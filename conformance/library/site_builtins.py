"""Compared with 3.13: what site puts among the builtins is there from the start, however it is looked for."""
import sys

NAMES = ["copyright", "credits", "exit", "help", "license", "quit"]
for name in NAMES:
    print(name, hasattr(__builtins__, name), name in dir(__builtins__), name in vars(__builtins__), type(vars(__builtins__)[name]).__name__)
print("_sitebuiltins" in sys.modules)


class Q:
    found = exit


print(Q.found, eval("quit", {}))
