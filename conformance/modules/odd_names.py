"""Names of modules that nobody has: what the message shows of them."""
import importlib

for name in ".x", "..x", "a b", "no\x17where", "it's", "no.where", "no.such.where", "os.nowhere", "os.path.nowhere", "é", "x.", "os.", "os..path":
    for find in __import__, importlib.import_module:
        if find is importlib.import_module and name.startswith("."):
            continue
        try:
            find(name)
        except Exception as error:
            print(ascii(name), type(error).__name__, ascii(str(error)), ascii(getattr(error, "name", None)))
