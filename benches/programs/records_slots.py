"""A million records as objects with __slots__."""

STATES = ("AL", "AK", "AZ", "CA", "CO", "NY", "TX", "WA")


class Record:
    __slots__ = ("id", "state", "amount", "note")

    def __init__(self, id, state, amount, note):
        self.id = id
        self.state = state
        self.amount = amount
        self.note = note


def main():
    records = []
    for i in range(1_000_000):
        records.append(Record(i, STATES[i & 7], i % 997, None))
    total = 0
    by_state = {}
    for record in records:
        total += record.amount
        state = record.state
        by_state[state] = by_state.get(state, 0) + 1
    print("records_slots", len(records), total, sorted(by_state.items())[0])


main()
