"""Dicts: counting, looking up, deleting, merging, walking; keys of several kinds."""


def main():
    counts = {}
    n = 1
    for _ in range(1_400_000):
        n = (n * 1103515245 + 12345) & 0x7FFFFFFF
        key = n % 5003
        counts[key] = counts.get(key, 0) + 1
    check = sum(key * seen for key, seen in counts.items()) % 1_000_003
    names = {}
    for i in range(100_000):
        names["name%d" % i] = i
    for i in range(100_000):
        if "name%d" % (i * 2) in names:
            check += names["name%d" % (i * 2)]
    for i in range(0, 100_000, 3):
        del names["name%d" % i]
    check += len(names)
    pairs = {}
    for i in range(400):
        for j in range(400):
            pairs[i, j] = i ^ j
    for i in range(400):
        for j in range(400):
            check += pairs[j, i]
    merged = names | {"last": 1}
    merged.update(first=2)
    check += len(merged) + sum(names.values())
    groups = {}
    for name, i in names.items():
        groups.setdefault(i % 97, []).append(name)
    check += max(len(group) for group in groups.values())
    print("dicts", check)


main()
