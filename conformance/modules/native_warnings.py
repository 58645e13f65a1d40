"""Deprecations from native code are told where 3.13's filters say so, by a warnings module that nobody imported."""
import sys


class Sink:
    lines = []

    def write(self, text):
        self.lines.append(text)

    def flush(self):
        pass


sys.stderr = Sink()
x = True
print(~x)
print("".join(Sink.lines).replace(__file__, "FILE"))
