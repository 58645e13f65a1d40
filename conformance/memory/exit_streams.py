"""What becomes of a program's own streams at the end: two flushes, then they go; late errors find the first streams again."""
import sys

out = sys.stdout


class Stream:
    def __init__(self, name):
        self.name = name

    def write(self, text):
        out.write(f"{self.name}<{text.strip()}>\n")

    def flush(self):
        out.write(f"{self.name} flush\n")
        raise OSError("no flush")

    def __del__(self):
        out.write(f"{self.name} goes\n")


class Late:
    def __del__(self):
        out.write("late\n")


sys.stdout = Stream("stdout")
print("hello")
late = Late()
