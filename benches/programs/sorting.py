"""Sorting: numbers, strings, tuples, with keys, nearly sorted, and one written in Python."""
import operator


def numbers(n):
    state = 12345
    out = []
    for _ in range(n):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        out.append(state)
    return out


def heapsort(items):
    items = items[:]
    size = len(items)

    def sift(root, end):
        while True:
            child = 2 * root + 1
            if child >= end:
                return
            if child + 1 < end and items[child] < items[child + 1]:
                child += 1
            if items[root] >= items[child]:
                return
            items[root], items[child] = items[child], items[root]
            root = child

    for root in range(size // 2 - 1, -1, -1):
        sift(root, size)
    for end in range(size - 1, 0, -1):
        items[0], items[end] = items[end], items[0]
        sift(0, end)
    return items


def main():
    data = numbers(150_000)
    ordered = sorted(data)
    floats = sorted(n / 7 for n in data)
    words = sorted(str(n) for n in data)
    pairs = sorted((n & 255, n) for n in data)
    keyed = sorted(data, key=lambda n: n % 1000, reverse=True)
    second = sorted(pairs, key=operator.itemgetter(1))
    nearly = ordered[:]
    for i in range(0, len(nearly), 1000):
        nearly[i] = 0
    nearly.sort()
    slow = heapsort(data[:30_000])
    print("sorting", ordered[1000], round(floats[77], 3), words[5], pairs[9], keyed[3] % 1000,
          second[4], nearly[300], slow[12])


main()
