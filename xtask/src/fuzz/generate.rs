//! Makes a program: a list of statements over a few variables, whose kinds are guessed so that most statements succeed.
//!
//! A statement is text of its own: any of them can be left out and the rest still runs, because each catches what it raises. That is
//! what shrinking rests on. Templates write `@` for the variable, `$v` for a value, `$n` for a small number, `$k` for a key.

use super::random::Random;

/// What a variable is believed to hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    List,
    Dict,
    Set,
    Tuple,
    Text,
    Bytes,
    Object,
    Slots,
    Generator,
    Function,
    Weak,
    Deque,
    Error,
    Iterator,
    Atom,
}

use Kind::*;

const VARIABLES: &[&str] = &["a", "b", "c", "d", "e", "f"];

/// Ways to make a value, by kind.
const MAKE: &[(Kind, &[&str])] = &[
    (
        List,
        &[
            "[]",
            "[$v]",
            "[$v, $v, $v]",
            "list(range($n))",
            "[$v] * $n",
            "[x for x in range($n)]",
            "[*range($n), $v]",
            "L()",
            "L([$v])",
            "list('abc')",
            "sorted([3, 1, 2])",
        ],
    ),
    (
        Dict,
        &[
            "{}",
            "{$k: $v}",
            "{$k: $v, $k: $v}",
            "dict(a=$v, b=$v)",
            "{i: $v for i in range($n)}",
            "dict.fromkeys(range($n))",
            "D()",
            "D(x=$v)",
            "dict([(1, $v)])",
            "dict(zip('abc', range(3)))",
            "collections.OrderedDict(a=$v)",
            "collections.defaultdict(list)",
        ],
    ),
    (
        Set,
        &[
            "set()",
            "{$n, 100}",
            "set(range($n))",
            "frozenset(range($n))",
            "{x * 3 for x in range($n)}",
        ],
    ),
    (
        Tuple,
        &[
            "()",
            "($v,)",
            "($v, $v)",
            "tuple(range($n))",
            "tuple([$v, $v, $v])",
            "P()",
            "P(($v,))",
            "(1, 2, 3)[$n:]",
            "tuple(x for x in range($n))",
        ],
    ),
    (
        Text,
        &[
            "'ab' * $n",
            "''.join(['x', str($n)])",
            "'%s-%s' % ($n, $n)",
            "str($n) + 'z'",
            "f'{$n}q'",
            "'\\u0416' * $n",
            "'abcdef'[$n:]",
            "'x'.center($n)",
        ],
    ),
    (
        Bytes,
        &[
            "b'xy' * $n",
            "bytes($n)",
            "bytearray($n)",
            "bytearray(b'abc')",
            "bytes([1, 2, 3])[$n:]",
        ],
    ),
    (Object, &["A()", "F($n)", "Z($n)", "C($v)", "F('f')"]),
    (Slots, &["B()", "W()"]),
    (
        Generator,
        &["gen($v)", "three($v)", "(x for x in [$v, $v])"],
    ),
    (
        Function,
        &[
            "closure($v)",
            "(lambda: $v)",
            "(lambda x=$v: x)",
            "C($v).m",
            "closure($v)[0]",
            "len",
            "[].append",
            "A",
            "type('Y', (), {'z': $v})",
            "property(len)",
            "staticmethod(len)",
        ],
    ),
    (
        Deque,
        &[
            "collections.deque()",
            "collections.deque(range($n))",
            "collections.deque([$v], 3)",
        ],
    ),
    (
        Error,
        &[
            "ValueError($v)",
            "caught($v, $n)",
            "KeyError(1, 2)",
            "OSError(1, 'x')",
        ],
    ),
    (
        Iterator,
        &[
            "iter([$v, $v])",
            "zip([$v], (1, 2))",
            "enumerate([$v, $v])",
            "map(str, [1, 2])",
            "iter({1: $v}.items())",
            "reversed([$v])",
            "filter(None, [1, $v])",
            "iter(range($n))",
            "iter(($v, $v))",
        ],
    ),
    (
        Atom,
        &[
            "$n",
            "10 ** 20 + $n",
            "$n / 3",
            "None",
            "True",
            "I($n)",
            "object()",
            "range($n)",
            "slice($n)",
            "$n * 1j",
            "(1 << 70) * $n",
            "float('1.5')",
        ],
    ),
];

/// What can be done to a variable, by kind.
const CHANGE: &[(Kind, &[&str])] = &[
    (
        List,
        &[
            "@.append($v)",
            "@.append(@)",
            "@.extend([$v, $v])",
            "@.extend(range($n))",
            "@.insert(0, $v)",
            "@.pop()",
            "@.pop(0)",
            "del @[0]",
            "del @[1:3]",
            "@[0:2] = [$v]",
            "@[:] = []",
            "@.clear()",
            "@ += [$v]",
            "@ *= $n",
            "@.reverse()",
            "@.sort(key=id) if len(@) < 2 else None",
            "@[-1] = $v",
            "del @[::2]",
            "@ = @ + [$v]",
            "@ = @[:]",
            "@ = list(@)",
            "@.extend(x for x in range($n))",
            "for x in @: pass",
            "x, *y = @",
            "print(@.count(1), 5 in @)",
            "@.remove(1)",
        ],
    ),
    (
        Dict,
        &[
            "@[$k] = $v",
            "@[$k] = $v",
            "@[$k] = @",
            "del @[$k]",
            "@.pop($k, None)",
            "@.popitem()",
            "@.setdefault($k, $v)",
            "@.update({$k: $v})",
            "@.update(z=$v)",
            "@ |= {$k: $v}",
            "@.clear()",
            "@ = dict(@)",
            "@ = @.copy()",
            "@ = {**@}",
            "@ = {k: v for k, v in @.items()}",
            "for x in range($n): @[x] = $v",
            "for x in list(@): del @[x]",
            "for x, y in @.items(): pass",
            "print($k in @, @.get($k) is None)",
        ],
    ),
    (
        Set,
        &[
            "@.add($n)",
            "@.discard($n)",
            "@.remove($n)",
            "@ |= {$n, $n}",
            "@ &= {1, 2}",
            "@ -= {$n}",
            "@ ^= {$n}",
            "@ = set(@)",
            "@ = @ | {50}",
            "@.update(range($n))",
            "@.clear()",
            "for x in @: pass",
            "@.pop()",
            "@ = @.copy()",
        ],
    ),
    (
        Tuple,
        &[
            "@ = @ + ($v,)",
            "@ = @ * $n",
            "@ = @[1:]",
            "x, *y = @",
            "@ += ($v,)",
            "@ = tuple(@)",
            "@ = (@, @)",
            "for x in @: pass",
            "print(hash(@) == hash(@))",
        ],
    ),
    (
        Text,
        &[
            "@ += 'z'",
            "@ = @ * $n",
            "@ = @[1:]",
            "@ = @.upper()",
            "@ = @.encode()",
            "@ = sys.intern(@)",
            "@ = @.replace('a', 'bb')",
            "@ = @.split('b')",
            "@ = f'{@}!'",
            "@ = '-'.join(@)",
        ],
    ),
    (
        Bytes,
        &[
            "@ += b'zz'",
            "@ = @ * $n",
            "@ = @[1:]",
            "@.append(5)",
            "@.extend(b'abc')",
            "del @[0]",
            "@.clear()",
            "@ = bytes(@)",
            "@.pop()",
            "@ = bytearray(@)",
        ],
    ),
    (
        Object,
        &[
            "@.x = $v",
            "@.y = $v",
            "@.me = @",
            "del @.x",
            "@.__dict__['k'] = $v",
            "@.__dict__",
            "vars(@).clear()",
            "@.n = $n",
            "@.__class__ = A",
            "print(sorted(vars(@)))",
            "@.__dict__ = {'q': $v}",
            "@.m()",
            "@.p",
        ],
    ),
    (
        Slots,
        &["@.x = $v", "@.x = @", "del @.x", "@.y = $v", "@.z = 1"],
    ),
    (
        Generator,
        &[
            "next(@)",
            "@.send($v)",
            "@.close()",
            "@.throw(ValueError('t'))",
            "list(zip(range(2), @))",
            "@.send(@)",
            "print(@.gi_running, @.gi_frame is None)",
            "next(@, None)",
        ],
    ),
    (
        Function,
        &[
            "@()",
            "@.extra = $v",
            "@.extra = @",
            "@[1]($v)",
            "@[1](@)",
            "print(T(@))",
            "@[0]()",
            "@.__closure__[0].cell_contents",
            "@.__defaults__ = ($v,)",
        ],
    ),
    (
        Weak,
        &[
            "print(@() is None)",
            "@()",
            "print(weakref.getweakrefcount(@()))",
        ],
    ),
    (
        Deque,
        &[
            "@.append($v)",
            "@.appendleft($v)",
            "@.pop()",
            "@.popleft()",
            "@.extend(range($n))",
            "@.rotate(1)",
            "@.clear()",
            "@ = @.copy()",
            "@.append(@)",
            "del @[0]",
        ],
    ),
    (
        Error,
        &[
            "@.x = $v",
            "@.x = @",
            "raise @",
            "@.__traceback__ = None",
            "@ = @.with_traceback(None)",
            "@.args",
            "@.args = ($v,)",
            "@.__cause__ = KeyError(1)",
            "@.add_note('n')",
            "@.__traceback__.tb_frame.clear()",
        ],
    ),
    (
        Iterator,
        &[
            "next(@)",
            "next(@, None)",
            "list(@)",
            "for x in @: break",
            "x = next(@)",
            "@.__length_hint__()",
        ],
    ),
    (
        Atom,
        &["@ += 1", "@ = (@, @)", "@ = [@] * 2", "@ = @ * 2", "@ = -@"],
    ),
];

/// What concerns the collector and the program as a whole.
const WORLD: &[&str] = &[
    "print('collect', gc.collect())",
    "print('collect', gc.collect())",
    "print('collect', gc.collect(0))",
    "print('collect', gc.collect(1))",
    "print(gc.get_count())",
    "print(gc.get_count())",
    "gens()",
    "gc.set_threshold($n)",
    "gc.set_threshold(7, 2, 2)",
    "gc.set_threshold(20, 3, 1)",
    "gc.disable()",
    "gc.enable()",
    "KEEP.clear()",
    "same(a, b, c, d, e, f)",
    "print(R(A), R(F), R(None) > 1000)",
    "gc.set_threshold(2000, 10, 10)",
    "print(len(gc.garbage), gc.get_freeze_count() > 0)",
];

/// Statements over two variables.
const PAIR: &[&str] = &[
    "@ = %",
    "@, % = %, @",
    "@ = [%, %]",
    "@ = {'k': %}",
    "@ = (%,)",
    "@ = % or @",
    "@.append(%)",
    "@.x = %",
    "@['o'] = %",
    "@ = closure(%)",
    "@ = gen(%)",
    "@ = weakref.ref(%)",
    "@ = weakref.ref(%, cb('$n'))",
    "KEEP.append(%)",
    "@ = lambda: %",
    "print(@ is %)",
    "@ = iter(%)",
    "@ = zip(%, %)",
    "@ = list(%)",
    "@ = C(%)",
    "@ = [x for x in (%, @)]",
    "@ = {**{'p': %}}",
    "print(len(gc.get_referrers(%)) if T(%) and type(%) is not type(A) else 0)",
    "@ = gc.get_referents(%)[:0]",
    "@ = weakref.proxy(%)",
    "@ = [% for x in range($n)]",
    "@.update({1: %})",
    "@[0] = %",
];

/// Blocks with their own local variables.
const BLOCK: &[&str] = &[
    "def run(x):\n    y = [x]\n    z = (x, y)\n    print(R(x), R(y), R(z))\nrun(@)",
    "def run(x):\n    y = F('local')\n    try:\n        raise KeyError(x)\n    except KeyError as e:\n        print(R(e))\n    print('end')\nrun($v)",
    "def run():\n    g = gen($v)\n    next(g)\n    g.me = 1\nrun()",
    "def run():\n    o = A()\n    o.o = o\n    o.f = F('cyc')\n    w.append(weakref.ref(o, cb('c')))\nw = []\nrun()",
    "for i in range($n):\n    @ = A()\n    @.me = @",
    "for i in range($n):\n    @ = [@]",
    "def run():\n    def inner():\n        return inner, x\n    x = F('in cell')\n    return inner\n@ = run()",
    "with_f = F('w')\ntry:\n    @ = [with_f, 1 / 0]\nexcept ZeroDivisionError as x:\n    print(R(x), R(with_f))\ndel with_f",
    "try:\n    @ = $v\n    raise ValueError(@)\nexcept ValueError as x:\n    @ = x",
    "class Q:\n    v = $v\n    def m(self): return Q\n@ = Q()\ndel Q",
    "def run(*p, **q):\n    print(R(p), R(q), len(p), len(q), S(p), S(q))\nrun(*[$v, $v], k=$v)",
    "def run(p, q=$v):\n    print(R(p), R(q))\nrun(@)",
    "l1 = []\nl2 = [l1]\nl1.append(l2)\ndel l1, l2",
    "x = F('x')\nx = F('y')\ndel x",
    "[F(i) for i in range($n)]",
    "(F('t1'), [F('t2')], {'k': F('t3')})",
    "for x in [F(1), F(2)]:\n    if x.n == 2:\n        break\ndel x",
    "x = Z('z')\nx.x = x\ndel x",
    "o1, o2 = F('o1'), F('o2')\no1.o, o2.o = o2, o1\nw1 = weakref.ref(o1, cb(1))\ndel o1, o2",
    "kept = [[] for i in range($n * 20)]",
    "kept = None",
];

/// A program being made.
struct Maker {
    random: Random,
    kinds: Vec<Kind>,
}

/// The statements of one program.
pub fn program(seed: u64, number: u64) -> Vec<String> {
    let mut maker = Maker {
        random: Random::new(seed, number),
        kinds: Vec::new(),
    };
    let mut all = Vec::new();
    for at in 0..VARIABLES.len() {
        maker.kinds.push(Atom);
        all.push(maker.bind(at));
    }
    for _ in 0..8 + maker.random.below(20) {
        let made = maker.statement();
        all.push(made);
        if maker.random.once_in(3) {
            all.push(maker.look());
        }
    }
    all.push("print(gc.get_count())".to_owned());
    all.push("gens()".to_owned());
    for name in VARIABLES {
        all.push(format!("print(R({name}), S({name}), T({name}))"));
    }
    all
}

impl Maker {
    fn value(&mut self, depth: usize) -> String {
        if self.random.once_in(3) {
            return (*self.random.pick(VARIABLES)).to_owned();
        }
        let simple = [
            "1",
            "'s'",
            "None",
            "2.5",
            "'two words'",
            "300",
            "-1",
            "()",
            "10 ** 12",
        ];
        if depth == 0 || self.random.once_in(3) {
            return (*self.random.pick(&simple)).to_owned();
        }
        let (_, ways) = self.random.pick(MAKE);
        let way = *self.random.pick(ways);
        self.fill(way, "a", "b", depth - 1)
    }

    /// A template with its places filled.
    fn fill(&mut self, template: &str, own: &str, other: &str, depth: usize) -> String {
        let mut text = String::new();
        let mut rest = template.chars().peekable();
        while let Some(c) = rest.next() {
            match (c, rest.peek().copied()) {
                ('@', _) => text.push_str(own),
                ('%', Some('s' | '-')) => text.push('%'),
                ('%', _) if !template.contains('\'') || !template.contains("%s") => {
                    text.push_str(other)
                }
                ('$', Some('v')) => {
                    rest.next();
                    text.push_str(&self.value(depth));
                }
                ('$', Some('n')) => {
                    rest.next();
                    let most = if self.random.once_in(6) { 40 } else { 6 };
                    let n = self.random.below(most);
                    text.push_str(&n.to_string());
                }
                ('$', Some('k')) => {
                    rest.next();
                    let keys = [
                        "'x'",
                        "'y'",
                        "1",
                        "2",
                        "(1, 2)",
                        "'long key'",
                        "2.5",
                        "None",
                    ];
                    let key: &&str = self.random.pick(&keys[..]);
                    text.push_str(key);
                }
                _ => text.push(c),
            }
        }
        text
    }

    fn bind(&mut self, at: usize) -> String {
        let (kind, ways) = self.random.pick(MAKE);
        let way = *self.random.pick(ways);
        let value = self.fill(way, VARIABLES[at], VARIABLES[at], 2);
        self.kinds[at] = *kind;
        format!("{} = {value}", VARIABLES[at])
    }

    fn statement(&mut self) -> String {
        let at = self.random.below(VARIABLES.len());
        let name = VARIABLES[at];
        match self.random.below(12) {
            0 | 1 => self.bind(at),
            2 => self.world(),
            3 | 4 => self.pair(at),
            5 => {
                let block = *self.random.pick(BLOCK);
                self.fill(block, name, name, 1)
            }
            6 if self.random.once_in(2) => {
                self.kinds[at] = Atom;
                format!("del {name}; {name} = {}", self.random.below(9))
            }
            _ => {
                let kind = self.kinds[at];
                let ways = CHANGE
                    .iter()
                    .find(|(k, _)| *k == kind)
                    .map_or(&[][..], |(_, w)| w);
                let way = *self.random.pick(ways);
                self.fill(way, name, name, 1)
            }
        }
    }

    fn world(&mut self) -> String {
        let template = *self.random.pick(WORLD);
        self.fill(template, "a", "b", 0)
    }

    fn pair(&mut self, at: usize) -> String {
        let other = self.random.below(VARIABLES.len());
        let template = *self.random.pick(PAIR);
        let made = match template {
            "@ = %" => Some(self.kinds[other]),
            t if t.starts_with("@ = [") || t.starts_with("@ = list") => Some(List),
            t if t.starts_with("@ = {") => Some(Dict),
            t if t.starts_with("@ = (") => Some(Tuple),
            t if t.contains("weakref") => Some(Weak),
            "@ = closure(%)" | "@ = lambda: %" => Some(Function),
            "@ = gen(%)" => Some(Generator),
            "@ = iter(%)" | "@ = zip(%, %)" => Some(Iterator),
            "@ = C(%)" => Some(Object),
            _ => None,
        };
        if let Some(kind) = made {
            self.kinds[at] = kind;
        }
        self.fill(template, VARIABLES[at], VARIABLES[other], 1)
    }

    fn look(&mut self) -> String {
        let name = *self.random.pick(VARIABLES);
        match self.random.below(4) {
            0 => format!("print(R({name}), S({name}), T({name}))"),
            1 => format!("look('{name}', {name})"),
            2 => "print(gc.get_count())".to_owned(),
            _ => format!("print(R({name}), type({name}).__name__)"),
        }
    }
}
