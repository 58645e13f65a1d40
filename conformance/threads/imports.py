"""Imports in several threads at once: each module runs once, and nobody sees half of it."""
import os
import sys
import tempfile
import threading

with tempfile.TemporaryDirectory() as folder:
    sys.path.insert(0, folder)

    def write(name, text):
        with open(os.path.join(folder, name + ".py"), "w") as file:
            file.write(text)

    write("slow", "import time, builtins\nbuiltins.runs += 1\ntime.sleep(0.05)\nvalue = 42\n")
    write("circle_a", "import time\ntime.sleep(0.02)\nimport circle_b\na = 1\n")
    write("circle_b", "import time\ntime.sleep(0.02)\nimport circle_a\nb = 2\n")
    write("failing", "import time\ntime.sleep(0.02)\n1 / 0\n")
    import builtins

    builtins.runs = 0
    values = []

    def use():
        import slow

        values.append(slow.value)

    threads = [threading.Thread(target=use) for _ in range(6)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    print(builtins.runs, values)

    done = []

    def a():
        import circle_a

        done.append(circle_a.a)

    def b():
        import circle_b

        done.append(circle_b.b)

    threads = [threading.Thread(target=f) for f in (a, b)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    print(sorted(done))

    failures = []

    def fail():
        try:
            import failing
        except ZeroDivisionError:
            failures.append("failed")

    threads = [threading.Thread(target=fail) for _ in range(3)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    print(set(failures), "failing" in sys.modules)

    names = "json decimal fractions statistics textwrap csv string argparse difflib".split()

    def many(order):
        for name in order:
            __import__(name)

    threads = [threading.Thread(target=many, args=(names[i:] + names[:i],)) for i in range(len(names))]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    print(all(name in sys.modules for name in names))
