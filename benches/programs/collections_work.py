"""The collections module: deque, defaultdict, Counter, OrderedDict, namedtuple."""
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple

Order = namedtuple("Order", "number customer amount")


def main():
    check = 0
    queue = deque(maxlen=1000)
    for i in range(1_200_000):
        queue.append(i)
        if i & 1:
            check += queue.popleft()
    groups = defaultdict(list)
    for i in range(900_000):
        groups[i % 1013].append(i)
    check += sum(len(group) for group in groups.values())
    letters = Counter("the quick brown fox jumps over the lazy dog" * 5000)
    check += letters.most_common(1)[0][1]
    recent = OrderedDict()
    for i in range(400_000):
        key = i * 7 % 513
        recent[key] = i
        recent.move_to_end(key)
        if len(recent) > 256:
            recent.popitem(last=False)
    check += len(recent)
    orders = [Order(i, i % 100, i * 3) for i in range(250_000)]
    check += sum(order.amount for order in orders if order.customer == 7)
    print("collections_work", check)


main()
