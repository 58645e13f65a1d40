"""Where does the memory of an ordinary program go?

Two hundred thousand transactions are made, as a file or a database would give them, grouped by state, and summed.

    cargo run --release -- xray examples/transactions.py
"""
from collections import Counter, defaultdict

STATES = ("Alabama", "Alaska", "Arizona", "California", "Colorado", "Florida", "Georgia", "Hawaii", "Idaho",
          "Illinois", "Iowa", "Maine", "Nevada", "New York", "Ohio", "Oregon", "Texas", "Utah", "Vermont", "Wyoming")
KINDS = ("card", "cash", "transfer")


def transactions(count):
    """Yield COUNT records, the same ones in every run."""
    seed = 2024
    for number in range(count):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        yield {
            "id": number,
            "state": STATES[(seed >> 8) % len(STATES)],
            "kind": KINDS[(seed >> 16) % len(KINDS)],
            "cents": (seed >> 4) % 500_000,
            "memo": "order %d" % number,
        }


class Account:
    """What a state adds up to."""

    def __init__(self, state):
        self.state = state
        self.total = 0
        self.largest = None

    def add(self, record):
        self.total += record["cents"]
        if self.largest is None or record["cents"] > self.largest["cents"]:
            self.largest = record


def group(records):
    by_state = defaultdict(list)
    for record in records:
        by_state[record["state"]].append(record)
    return by_state


def summarise(by_state):
    accounts = []
    for state, records in sorted(by_state.items()):
        account = Account(state)
        for record in records:
            account.add(record)
        accounts.append(account)
    return accounts


def money(cents):
    return f"{cents // 100:,}.{cents % 100:02d}"


def main():
    by_state = group(transactions(200_000))
    accounts = summarise(by_state)
    for account in accounts:
        print(f"{account.state:<12} {len(by_state[account.state]):>7} {money(account.total):>16}"
              f"   largest {account.largest['memo']}")
    kinds = Counter(record["kind"] for records in by_state.values() for record in records)
    for kind, seen in sorted(kinds.items()):
        print(f"{kind:<12} {seen:>7}")
    print(f"{'all':<12} {sum(kinds.values()):>7} {money(sum(account.total for account in accounts)):>16}")
    return by_state, accounts


result = main()
