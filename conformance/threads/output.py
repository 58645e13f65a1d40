"""Threads that write to the same streams: nothing is lost, torn or written twice."""
import os
import subprocess
import sys
import tempfile
import threading


def all_of(f, count=8):
    threads = [threading.Thread(target=f, args=(n,)) for n in range(count)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "file")
    with open(path, "w") as file:

        def write(n):
            for i in range(500):
                file.write(f"{n}:{i}:{'x' * 50}\n")

        all_of(write)
    with open(path) as file:
        lines = file.read().splitlines()
    print(len(lines), len(set(lines)), all(line.endswith("x" * 50) for line in lines))
    with open(path, "wb", buffering=64) as file:

        def write(n):
            for i in range(300):
                file.write(b"%d:%d;" % (n, i))
                if i % 10 == 0:
                    file.flush()

        all_of(write)
    with open(path, "rb") as file:
        parts = file.read().split(b";")
    print(len(parts) - 1, len(set(parts)) - 1)
    with open(path, "rb", buffering=32) as file:
        chunks = []
        all_of(lambda n: chunks.extend(iter(lambda: file.read(7), b"")))
    print(sum(map(len, chunks)) == os.path.getsize(path))

# A pipe: one thread waits in it while another writes.
r, w = os.pipe()
got = []
t = threading.Thread(target=lambda: got.append(os.read(r, 100)))
t.start()
os.write(w, b"through")
t.join()
print(got)
with os.fdopen(r, "rb") as reader, os.fdopen(w, "wb") as writer:
    t = threading.Thread(target=lambda: got.append(reader.readline()))
    t.start()
    writer.write(b"a line\n")
    writer.flush()
    t.join()
print(got)


# Standard output, and a child's.
code = """
import sys, threading
def say(n):
    for i in range(50):
        sys.stdout.write(f'{n} {i} {"word" * 5}\\n')
threads = [threading.Thread(target=say, args=(n,)) for n in range(6)]
for t in threads: t.start()
for t in threads: t.join()
"""
done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
print(len(done.stdout.split()), done.stdout.count("wordwordwordwordword"), done.stderr)
outputs = []
all_of(lambda n: outputs.append(subprocess.run(["echo", str(n)], capture_output=True, text=True).stdout), 4)
print(sorted(outputs))
