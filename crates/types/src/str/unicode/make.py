"""Writes tables.bin, what Unicode 15.1 says of every code point, as a Python 3.13 knows it.

Run with a Python 3.13: python3.13 make.py. The format is described at the head of mod.rs.
"""
import struct
import sys
import unicodedata

assert unicodedata.unidata_version == "15.1.0"
PAGE = 64


def ends_with_final_sigma(text):
    return text.lower()[-1] == "\u03c2"


def flags(c):
    cased = (c + "a").title()[-1] == "a"
    ignorable = ends_with_final_sigma("a" + c + "\u03a3") and not ends_with_final_sigma("1" + c + "\u03a3")
    facts = [
        c.isalpha(), c.isdecimal(), c.isdigit(), c.isnumeric(), c.isprintable(), c.isspace(), c.islower(), c.isupper(),
        c.istitle() and not c.isupper(), cased, ignorable, c.isidentifier(), ("a" + c).isidentifier(),
    ]
    return sum(1 << i for i, fact in enumerate(facts) if fact)


expansions = []


def mapping(c, to):
    if len(to) == 1:
        return ord(to) - ord(c)
    points = [ord(x) for x in to]
    for at in range(len(expansions)):
        if expansions[at:at + len(points)] == points:
            break
    else:
        at = len(expansions)
        expansions.extend(points)
    return 0x200000 | at << 2 | len(points)


records, pages, index = {}, {}, []
for start in range(0, 0x110000, PAGE):
    page = []
    for point in range(start, start + PAGE):
        c = chr(point)
        record = struct.pack(
            "<HBBiiii", flags(c), unicodedata.decimal(c, 255), unicodedata.digit(c, 255),
            mapping(c, c.lower()), mapping(c, c.upper()), mapping(c, c.title()), mapping(c, c.casefold()))
        page.append(records.setdefault(record, len(records)))
    index.append(pages.setdefault(tuple(page), len(pages)))

with open("tables.bin", "wb") as out:
    out.write(struct.pack("<4I", len(records), len(pages), len(expansions), PAGE))
    out.write(b"".join(records))
    out.write(struct.pack(f"<{len(expansions)}I", *expansions))
    out.write(struct.pack(f"<{len(index)}H", *index))
    for page in pages:
        out.write(struct.pack(f"<{PAGE}H", *page))
print(len(records), len(pages), len(expansions), out.name, file=sys.stderr)
