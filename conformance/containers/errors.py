"""What tuple, list, dict and set say of wrong calls, and what some odd right ones answer."""


def show(text):
    try:
        print(text, "->", eval(text))
    except BaseException as error:
        print(text, "->", type(error).__name__, error)


for text in (
    '(1,).index(2)',
    '[1].index(2)',
    '[1].remove(2)',
    '[].pop()',
    '[1].pop(5)',
    '().index()',
    '(1,)[5]',
    "(1,)['a']",
    '[1][5]',
    "[1]['a']",
    '()+[]',
    '[]+()',
    "()*'a'",
    "[]*'a'",
    'tuple(1)',
    'tuple(a=1)',
    'tuple(1,2)',
    'list(1)',
    'list(a=1)',
    'list(1,2)',
    '[1].__setitem__(5,1)',
    "[1].__setitem__('a',1)",
    '[1].__delitem__(5)',
    '[1,2].__setitem__(slice(None,None,2),[1,2])',
    '[1,2].__setitem__(slice(None),1)',
    '[1,2].__setitem__(slice(None,None,2),1)',
    '[1].__iadd__(1)',
    '[1].extend(1)',
    "[3,'a'].sort()",
    '[1].sort(1)',
    '[1].sort(foo=1)',
    '[1].insert(1)',
    "[1].insert('a',1)",
    '[1].append()',
    '[1].append(1,2)',
    "[1].pop('a')",
    "[1].index(1,'a')",
    '(1,).index(1,2,3,4)',
    '[1].__class_getitem__(int)',
    '[1][1.0]',
    '[]*10**10*10**10',
    '[1]*10**17',
    '(1,)*10**18',
    '[1].pop(1,2)',
    '[1].clear(1)',
    '[1].index()',
    '(1,).count()',
    'tuple.__new__()',
    'tuple.__new__(list)',
    'list.__new__(tuple)',
    '(1,).__getitem__(10**30)',
    '[1].__getitem__(10**30)',
    '[1][::0]',
    'list.sort([1],key=1)',
    '[1].reverse(1)',
    '[1,2].sort(key=1)',
    '[1].copy(1)',
    'hash([])',
    'hash(([],))',
    '[1] < 1',
    '(1,) < [1]',
    '[1].__lt__(1)',
    '[].insert(1,2,3)',
    '[1].pop(10**30)',
    '[1].insert(10**30,1)',
    'len(1)',
    "[1,2,3].__delitem__('a')",
    '[1,2,3].__delitem__(10**30)',
    "[1].__imul__('a')",
    '[1].__mul__(1.0)',
    '(1,).__mul__(1.0)',
    '(1,)*1.0',
    '1.0*(1,)',
    '[1].__contains__()',
    '[1].sort(None)',
    "[1].sort(key=None,reverse='a')",
    'list.append()',
    'list.append(1,2)',
    'list().__init__(1,2)',
    'list().__init__(a=1)',
    'set(1)',
    'set(1,2)',
    'set(a=1)',
    'frozenset(1,2)',
    'frozenset(a=1)',
    'set().pop()',
    '{1}.remove(2)',
    '{1}.add([])',
    '{1}.add()',
    '{1}|[1]',
    '{1}.union(1)',
    '{1}.__or__([1])',
    '{1}<[1]',
    '{1}.update(1,2)',
    'hash(frozenset([1,2,3]))',
    '{1}.discard([])',
    '{frozenset([1])}.remove({1})',
    '{1}.remove({1})',
    '[] in {1}',
    '{1}.__reduce__()',
    'frozenset([1]).__reduce__()',
    'iter({1}).__reduce__()',
    '{1}.issubset(1)',
    '{1}.isdisjoint(1)',
    '{1} - [1]',
    '{1}.__class_getitem__(int)',
    'repr(frozenset())',
    'repr(frozenset([1]))',
    'set.__init__({1},[2],3)',
    'set().__init__(a=1)',
    '{1}.pop(1)',
    '{}.pop()',
    '{}.pop(1)',
    '{}.get()',
    '{}.update(1)',
    '{}.update([1])',
    '{}.update([(1,)])',
    '{}.update(1,2)',
    'dict(1,2)',
    'dict([1])',
    'dict(1)',
    '{}.popitem()',
    '{}[[]]',
    '{}[1]',
    'dict.fromkeys()',
    'dict.fromkeys(1)',
    'dict.fromkeys([1],2,3)',
    '{}.setdefault()',
    '{} < {}',
    '{}|[]',
    '{}.keys()<1',
    '{1:2}.keys().mapping',
    '{1:2}.keys()&[1,2]',
    '{1:2}.items()-1',
    '[1]&{1:2}.keys()',
    'repr({1:2}.items())',
    '{}.__delitem__(1)',
    'iter({1:2}).__reduce__()',
    '{1:2}.keys().isdisjoint(1)',
    '{1:2}.__ior__(1)',
    'hash({})',
    '{1:2}.items().__contains__(1)',
    '{}.__init__(1,2)',
    'dict(**{1:2})',
    '{}.update(**{1:2})',
    '{}.copy(1)',
    '{}.keys(1)',
    'dict.fromkeys([1],2)',
    'dict.__or__({},1)',
    'dict([[1,2,3]])',
    "dict(['ab','cd'])",
):
    show(text)


class Missing(dict):
    def __missing__(self, key):
        return key


print(Missing()[3])
d = {}
d[1] = d
print(d)
d = {}
d["k"] = d.values()
print(d)
a = []
a.append((a,))
print(a)
s = set()


class T(tuple):
    pass


show("T(a=1)")
show("T([1], 2)")
