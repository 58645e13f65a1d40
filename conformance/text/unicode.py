# Every code point's classes and mappings, as counts and sums.
tests = ['isalpha', 'isdecimal', 'isdigit', 'isnumeric', 'isprintable', 'isspace', 'islower', 'isupper', 'istitle', 'isidentifier', 'isalnum']
maps = ['lower', 'upper', 'title', 'casefold', 'swapcase', 'capitalize']
count = {t: 0 for t in tests}
total = {m: 0 for m in maps}
breaks = []
for p in range(0x30000):
    c = chr(p)
    for t in tests:
        if getattr(c, t)():
            count[t] += p
    if len(('a' + c + 'b').splitlines()) > 1:
        breaks.append(p)
    for m in maps:
        for i, d in enumerate(getattr(c, m)()):
            total[m] = (total[m] * 3 + ord(d) * (i + 1)) % 1000000007
for t in tests:
    print(t, count[t])
for m in maps:
    print(m, total[m])
print(breaks)
print('ΑΣ Σ ΑΣΑ Α.Σ ΑΣ.'.lower(), 'ǆabc ǅ'.title(), 'ﬁnal'.upper(), 'ß'.casefold(), 'İ'.lower(), len('ŉ'.upper()), "they're bill's".title())
