"""A million records as dicts."""

STATES = ("AL", "AK", "AZ", "CA", "CO", "NY", "TX", "WA")


def main():
    records = []
    for i in range(1_000_000):
        records.append({"id": i, "state": STATES[i & 7], "amount": i % 997, "note": None})
    total = 0
    by_state = {}
    for record in records:
        total += record["amount"]
        state = record["state"]
        by_state[state] = by_state.get(state, 0) + 1
    print("records_dict", len(records), total, sorted(by_state.items())[0])


main()
