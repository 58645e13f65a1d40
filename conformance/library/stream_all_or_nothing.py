# A text that can't be encoded leaves nothing in the stream.
import io
import sys

for encoding in "ascii", "latin-1", "utf-8", "cp1252":
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding)
    stream.write("kept ")
    for text in "a\xe9b", "a\u0416b", "a\udc80b":
        try:
            print(encoding, stream.write(text))
        except UnicodeEncodeError as e:
            print(encoding, e)
    stream.flush()
    print(raw.getvalue())
try:
    print("x\udc80y")
except UnicodeEncodeError as e:
    print(e)
