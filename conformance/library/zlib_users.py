"""gzip and zipfile on top of zlib, and codecs."""
import codecs
import gzip
import hashlib
import io
import os
import tempfile
import zipfile

data = b"".join(b"row %d: %d\n" % (i, i * i) for i in range(5000))
made = gzip.compress(data, mtime=0)
print(len(made), hashlib.md5(made).hexdigest(), gzip.decompress(made) == data)
print(gzip.decompress(made + gzip.compress(b"more", mtime=1)) == data + b"more")
with tempfile.TemporaryDirectory() as place:
    path = os.path.join(place, "x.gz")
    with gzip.open(path, "wt") as file:
        for i in range(1000):
            print("line", i, file=file)
    with gzip.open(path, "rt") as file:
        print(sum(len(line) for line in file))
    with gzip.open(path, "rb") as file:
        file.seek(100)
        print(file.read(20), file.tell())
    path = os.path.join(place, "x.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("a.txt", (2020, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
        archive.writestr(zipfile.ZipInfo("b.txt", (2020, 1, 1, 0, 0, 0)), b"short", zipfile.ZIP_STORED)
    with zipfile.ZipFile(path) as archive:
        print([(info.filename, info.file_size, info.compress_size, info.CRC) for info in archive.infolist()])
        print(archive.testzip(), archive.read("a.txt") == data)
        with archive.open("a.txt") as file:
            print(file.readline(), file.read(5))
    print(hashlib.md5(open(path, "rb").read()).hexdigest())
print(codecs.decode(codecs.encode(data, "zlib"), "zlib") == data, len(codecs.encode(data, "zlib_codec")))
for broken in (b"", b"x", made[:-1], made[:20], b"\x1f\x8b\x07" + made[3:], made[:-4] + b"abcd"):
    try:
        print(len(gzip.decompress(broken)))
    except Exception as why:
        print(type(why).__name__, why)
try:
    gzip.GzipFile(fileobj=io.BytesIO(b"not gzip at all")).read()
except Exception as why:
    print(type(why).__name__, why)
