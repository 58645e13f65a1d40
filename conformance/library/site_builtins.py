"""The builtins that `site` makes: their types, texts and sizes; `exit` ends a program, finalizers run."""
import builtins
import gc
import sys

before = gc.get_count()
print(len(dir(builtins)), sys.getsizeof(builtins.__dict__), [name for name in dir(builtins) if name.islower()][-12:])
for name in ("exit", "quit", "help", "copyright", "credits", "license"):
    thing = getattr(builtins, name)
    print(name, type(thing).__name__, type(thing).__module__, sys.getsizeof(thing), sys.getrefcount(thing), gc.is_tracked(thing))
print(repr(exit), repr(quit), repr(help), sep="\n")
print(exit.name, exit.eof, vars(help), isinstance(copyright, type(license)))


class Noisy:
    def __del__(self):
        print("free")


kept = Noisy()
for call in (exit, lambda: exit(3), lambda: quit("message")):
    try:
        call()
    except SystemExit as end:
        print("SystemExit", end.code, sys.stdin.closed)
exit(0)
