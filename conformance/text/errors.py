# Attributes of the exceptions that codecs raise.
def show(f):
    try:
        print(f())
    except UnicodeError as e:
        print(type(e).__name__, e.encoding, ascii(e.object), e.start, e.end, e.reason, e.args == (e.encoding, e.object, e.start, e.end, e.reason))
        print(ascii(str(e)))
    except Exception as e:
        print(type(e).__name__, e)


show(lambda: 'aé€b'.encode('ascii'))
show(lambda: 'a€b'.encode('latin-1'))
show(lambda: 'a\ud800\udfffb'.encode())
show(lambda: '\ud800'.encode('utf-16'))
show(lambda: b'a\xff'.decode())
show(lambda: b'a\xe2\x82'.decode())
show(lambda: b'a\xe2\x82b'.decode())
show(lambda: b'\x80'.decode('ascii'))
show(lambda: bytearray(b'\xff').decode())
show(lambda: b'abc'.decode('utf-16'))
show(lambda: 'x'.encode('nope'))
show(lambda: b'x'.decode('nope'))
show(lambda: 'é'.encode('ascii', 'nope'))
show(lambda: b'\xff'.decode('ascii', 'nope'))
show(lambda: str(b'\xff', 'utf-8', 'surrogateescape').encode('utf-8', 'surrogateescape'))
show(lambda: bytes('é', 'latin-1'))
show(lambda: bytes('é', 'ascii', 'replace'))
show(lambda: 'é'.encode('ascii', 'namereplace'))
show(lambda: '\ud800'.encode('utf-8', 'surrogatepass').decode('utf-8', 'surrogatepass') == '\ud800')
show(lambda: ''.join(map(chr, range(256))).encode('latin-1') == bytes(range(256)))
