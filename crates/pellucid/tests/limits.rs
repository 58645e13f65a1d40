//! More than there is: memory, recursion, nesting, digits. Everything ends in an exception that a program can catch.

mod common;

use common::{code, run};
use std::path::Path;

/// Every expression raises this exception, and the heap is sound afterwards.
#[track_caller]
fn all_raise(flags: &[&str], exception: &str, expressions: &[&str]) {
    let mut program = String::from(
        "def test(f):\n    try: f()\n    except BaseException as e: print(type(e).__name__)\n    else: print('nothing')\n",
    );
    for expression in expressions {
        program.push_str(&format!("test(lambda: {expression})\n"));
    }
    let words = [flags, &["--audit", "-c", &program]].concat();
    let ran = run(&words);
    let got: Vec<&str> = ran.stdout.lines().collect();
    for (at, expression) in expressions.iter().enumerate() {
        assert_eq!(
            got.get(at),
            Some(&exception),
            "{expression}: {}",
            ran.stderr
        );
    }
}

const TOO_MUCH: &[&str] = &[
    "'a' * 10**12",
    "'a' * 2**62",
    "b'a' * 10**12",
    "[0] * 10**12",
    "[0] * 2**62",
    "(0,) * 10**12",
    "bytearray(10**12)",
    "bytes(10**12)",
    "'a'.ljust(10**12)",
    "'a'.zfill(10**12)",
    "format('a', '1000000000000')",
    "format(1.0, '.1000000000f')",
    "'%1000000000000d' % 1",
    "f'{1:{10**12}}'",
    "1 << 10**12",
    "10 ** 10 ** 11",
    "('a' * 10**5).replace('a', 'b' * 10**6)",
    "('b' * 10**6).join(['a'] * 10**5)",
    "list(range(10**12))",
    "dict.fromkeys(range(10**9))",
    "set(range(10**9))",
    "(1).to_bytes(10**12, 'big')",
    "open('/dev/zero', 'rb').read()",
    "open('/dev/zero', 'rb').read(10**12)",
    "list(iter(int, 1))",
    "__import__('collections').deque(iter(int, 1))",
    "__import__('itertools').permutations(range(5), 10**10)",
    "__import__('math').factorial(10**8)",
];

#[test]
fn too_much_memory_is_a_memory_error() {
    all_raise(&["--max-heap", "48M"], "MemoryError", TOO_MUCH);
}

#[test]
fn a_limit_too_small_to_start_in_is_said() {
    for size in ["1", "1K", "500K", "1M"] {
        let ran = run(&["--audit", "--max-heap", size, "-c", "print(1)"]);
        assert_eq!(ran.status, Some(1));
        let text = "pellucid: the heap's limit is too small to start in: raise --max-heap\n";
        assert_eq!(ran.stderr, text);
    }
}

/// Programs of the corpus under every small limit: they do what they do, or end with a `MemoryError`.
#[test]
fn the_corpus_under_small_limits() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../conformance/corpus");
    for name in [
        "destroy_basics",
        "gc_collect_shapes",
        "geniter_pipeline",
        "real_graph",
        "real_ledger",
        "refcount_exceptions",
        "slots_many_objects",
        "weakref_value_dict",
    ] {
        let path = corpus.join(format!("{name}.py"));
        let path = path.to_string_lossy();
        for size in ["1M", "1200K", "1500K", "2M", "3M", "4M", "8M", "16M"] {
            let ran = run(&["--audit", "--max-heap", size, &path]);
            let told =
                ran.stderr.contains("MemoryError") || ran.stderr.contains("too small to start in");
            assert!(
                ran.status == Some(0) || told,
                "{name} in {size}: {}",
                ran.stderr
            );
        }
    }
}

#[test]
fn sources_too_deep_to_compile() {
    let compile = |source: &str| format!("compile({source}, '<s>', 'eval')");
    let nested: Vec<String> = [
        "'(' * 5000 + '1' + ')' * 5000",
        "'[' * 10**5 + ']' * 10**5",
        "'{' * 10**4 + '}' * 10**4",
    ]
    .map(compile)
    .to_vec();
    let nested: Vec<&str> = nested.iter().map(String::as_str).collect();
    all_raise(&[], "SyntaxError", &nested);
    let deep: Vec<String> = [
        "'+'.join(['1'] * 10**5)",
        "'x' + '.a' * 10**5",
        "'x' + '()' * 10**5",
        "'x' + '[0]' * 10**5",
    ]
    .map(compile)
    .to_vec();
    let deep: Vec<&str> = deep.iter().map(String::as_str).collect();
    all_raise(&[], "RecursionError", &deep);
    // In 3.13 the parser's own stack ends first: a MemoryError there, a RecursionError here.
    for source in [
        "'-' * 10**5 + '1'",
        "'not ' * 10**5 + '1'",
        "'lambda:' * 20000 + '1'",
        "'1 if 1 else ' * 20000 + '1'",
    ] {
        let ran = code(&compile(source));
        assert_eq!(ran.status, Some(1), "{source}");
    }
}

#[test]
fn the_recursion_limit_is_the_programs_to_set() {
    let ran = code(
        "import sys\ndef depth(n=1):\n    try: return depth(n + 1)\n    except RecursionError: return n\n\
         print(sys.getrecursionlimit(), 900 < depth() < 1000)\nsys.setrecursionlimit(5000)\nprint(4900 < depth() < 5000)\n\
         sys.setrecursionlimit(10**6)\nprint(depth.__name__)\n\
         for bad in (0, -1, 2**31, 2**70, 'x', 1.5):\n    try: sys.setrecursionlimit(bad)\n    except Exception as e: print(type(e).__name__, e)\n\
         def inner(n):\n    if n: return inner(n - 1)\n    sys.setrecursionlimit(50)\n\
         try: inner(100)\n    \nexcept RecursionError as e: print(e)\n",
    );
    assert_eq!(
        ran.stdout,
        "1000 True\nTrue\ndepth\nValueError recursion limit must be greater or equal than 1\n\
         ValueError recursion limit must be greater or equal than 1\nOverflowError Python int too large to convert to C int\n\
         OverflowError Python int too large to convert to C int\nTypeError 'str' object cannot be interpreted as an integer\n\
         TypeError 'float' object cannot be interpreted as an integer\n\
         cannot set the recursion limit to 50 at the recursion depth 102: the limit is too low\n",
        "{}",
        ran.stderr
    );
}

#[test]
fn a_million_frames_and_then_all_memory() {
    let ran = run(&[
        "--audit",
        "--max-heap",
        "64M",
        "-c",
        "import sys\nsys.setrecursionlimit(10**9)\ndef f(n): return f(n)\nfull = False\n\
         try: f(0)\nexcept MemoryError: full = True\nprint(full)\n",
    ]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert_eq!(ran.stdout, "True\n");
}
