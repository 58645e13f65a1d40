"""The map that charmap_build makes, and encoding by it."""
import codecs, sys, gc
import encodings.cp1252 as c, encodings.koi8_r as k
m=c.encoding_table
print(type(m), sys.getsizeof(m), m.size(), gc.is_tracked(m), hex(type(m).__flags__ & ~(1<<19)), type(m).__basicsize__, type(m).__module__, sorted(type(m).__dict__), sys.getsizeof(type(m)))
print(k.encoding_table.size(), codecs.charmap_build("".join(map(chr,range(256)))).size())
print("é€".encode("cp1252"), codecs.charmap_encode("é€", "strict", m))
for e in ("strict","replace","ignore","xmlcharrefreplace","backslashreplace"):
    try: print(codecs.charmap_encode("a\u1234b", e, m))
    except Exception as x: print(repr(x), x.encoding)
print(codecs.charmap_build("abc"), codecs.charmap_build("\0bc").size(), codecs.charmap_build("\0b\0"), codecs.charmap_build("\0\U0001f600"))
print(codecs.charmap_encode("b", "strict", codecs.charmap_build("\0bc")))
try: type(m)()
except Exception as x: print(x)
try: print(codecs.charmap_build(""))
except Exception as x: print(repr(x))
try: print(codecs.charmap_build(3))
except Exception as x: print(repr(x))
print(codecs.charmap_encode("\0b\ufffe","replace", codecs.charmap_build("\0b\ufffec?")))
def cost(f):
    gc.collect(); a=gc.get_count()[0]; x=f(); return gc.get_count()[0]-a
gc.disable(); print(cost(lambda: codecs.charmap_build("\0bc")))
