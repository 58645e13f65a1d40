"""Nesting beyond what is allowed is an error, whichever way it goes."""
import json


def tell(function, *args, **named):
    try:
        print("gives", len(function(*args, **named)))
    except RecursionError as why:
        print(type(why).__name__, why)
    except ValueError as why:
        print(type(why).__name__, str(why)[:60])


for depth in (100, 5000, 100000):
    tell(json.loads, "[" * depth + "]" * depth)
    tell(json.loads, "[" * depth)
    tell(json.loads, '{"a":' * depth + "1" + "}" * depth)
    tell(json.loads, '[{"a":' * depth)
    tell(json.loads, '{"a":[' * depth + "\u1234")
for depth in (100, 5000, 100000):
    row, table = [], {}
    for _ in range(depth):
        row, table = [row], {"k": table}
    tell(json.dumps, row)
    tell(json.dumps, table)
    tell(json.dumps, row, check_circular=False)
    if depth < 5000:
        tell(json.dumps, table, indent=1)
    while row:
        row = row.pop()
    while table:
        table = table.pop("k")


class Endless:
    pass


endless = Endless()
tell(json.dumps, endless, default=lambda o: [endless], check_circular=False)
print(json.loads("[1]"), json.dumps([1]))
