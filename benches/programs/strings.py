"""Strings: building, joining, splitting, searching, slicing, formatting, other scripts."""

WORDS = "the quick brown fox jumps over a lazy dog while seven wizards vex them".split()


def count_words(text):
    seen = {}
    for word in text.split():
        word = word.strip(".,").lower()
        seen[word] = seen.get(word, 0) + 1
    return seen


def main():
    check = 0
    lines = []
    for i in range(130_000):
        word = WORDS[i % len(WORDS)]
        lines.append(f"{i}: {word} {word.upper()}, {i * 7:5d}|{i / 8:.3f}.")
    text = "\n".join(lines)
    check += len(text)
    for line in text.split("\n"):
        number, _, rest = line.partition(": ")
        check += int(number) & 7
        check += rest.find("|")
        if rest.startswith("fox") and rest.endswith("."):
            check += 1
        check += len(rest.replace("a", "ae"))
    for word, seen in sorted(count_words(text).items())[:50]:
        check += seen * len(word)
    grown = ""
    for i in range(200_000):
        grown += "xyz"[i % 3]
    check += grown.count("xy")
    for i in range(200_000):
        check += ord(grown[i]) & 3
    back = []
    for i in range(0, len(grown), 4):
        back.append(grown[i:i + 4][::-1])
    check += len("".join(back))
    accents = "".join(chr(0xE9 + i % 400) for i in range(50_000))
    check += accents.upper().count("É") + len(accents.encode("utf-8"))
    print("strings", check)


main()
