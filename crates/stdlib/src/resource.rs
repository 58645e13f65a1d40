//! `resource`: what the process has used, and what it may use.
//!
//! Limits are the system's: a heap's own limit is `--max-heap`. Not here: `prlimit`, for which the binding has no call that only asks.

use crate::structseq::{field, make, module_spec, prepared};
use nix::errno::Errno;
use nix::sys::resource::{Resource, Usage, UsageWho, getrlimit, getrusage, setrlimit};
use nix::sys::time::TimeVal;
use object::{Builtin, MethodDef, Object, Ref, Result, Thread, TypeSpec};
use types::module::{Module, ModuleSpec};
use types::{Float, Int, Tuple, check_arity};

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "resource",
    doc: None,
    functions: &[
        MethodDef::one("getrusage", usage)
            .doc("getrusage($module, who, /)\n--\n\nWhat the process, its children or this thread have used."),
        MethodDef::one("getrlimit", |thread, _, number| {
            limits(thread, resource(thread, number)?)
        })
        .doc("getrlimit($module, resource, /)\n--\n\nThe soft and the hard limit of a resource; -1 for none."),
        MethodDef::fast("setrlimit", set_limits)
            .doc("setrlimit($module, resource, limits, /)\n--\n\nSet the soft and the hard limit of a resource."),
        MethodDef::no_args("getpagesize", |thread, _| Int::new(thread, PAGE))
            .doc("getpagesize($module, /)\n--\n\nBytes of a page of the system's memory."),
    ],
    types: &[],
    unnamed: &[],
    init: Some(fill),
};

/// Bytes of a page on x86-64.
const PAGE: isize = 4096;

/// What 3.13 calls each of them, and their numbers.
const RESOURCES: &[(&str, isize, Resource)] = &[
    ("RLIMIT_AS", 9, Resource::RLIMIT_AS),
    ("RLIMIT_CORE", 4, Resource::RLIMIT_CORE),
    ("RLIMIT_CPU", 0, Resource::RLIMIT_CPU),
    ("RLIMIT_DATA", 2, Resource::RLIMIT_DATA),
    ("RLIMIT_FSIZE", 1, Resource::RLIMIT_FSIZE),
    ("RLIMIT_MEMLOCK", 8, Resource::RLIMIT_MEMLOCK),
    ("RLIMIT_MSGQUEUE", 12, Resource::RLIMIT_MSGQUEUE),
    ("RLIMIT_NICE", 13, Resource::RLIMIT_NICE),
    ("RLIMIT_NOFILE", 7, Resource::RLIMIT_NOFILE),
    ("RLIMIT_OFILE", 7, Resource::RLIMIT_NOFILE),
    ("RLIMIT_NPROC", 6, Resource::RLIMIT_NPROC),
    ("RLIMIT_RSS", 5, Resource::RLIMIT_RSS),
    ("RLIMIT_RTPRIO", 14, Resource::RLIMIT_RTPRIO),
    ("RLIMIT_RTTIME", 15, Resource::RLIMIT_RTTIME),
    ("RLIMIT_SIGPENDING", 11, Resource::RLIMIT_SIGPENDING),
    ("RLIMIT_STACK", 3, Resource::RLIMIT_STACK),
];

const WHO: &[(&str, isize, UsageWho)] = &[
    ("RUSAGE_CHILDREN", -1, UsageWho::RUSAGE_CHILDREN),
    ("RUSAGE_SELF", 0, UsageWho::RUSAGE_SELF),
    ("RUSAGE_THREAD", 1, UsageWho::RUSAGE_THREAD),
];

static STRUCT_RUSAGE: TypeSpec = module_spec(
    "resource.struct_rusage",
    "What getrusage() tells: times in seconds, sizes in KiB, and how often something happened.",
    &[
        field(0, "ru_utime", "user time used"),
        field(1, "ru_stime", "system time used"),
        field(2, "ru_maxrss", "max. resident set size"),
        field(3, "ru_ixrss", "shared memory size"),
        field(4, "ru_idrss", "unshared data size"),
        field(5, "ru_isrss", "unshared stack size"),
        field(6, "ru_minflt", "page faults not requiring I/O"),
        field(7, "ru_majflt", "page faults requiring I/O"),
        field(8, "ru_nswap", "number of swap outs"),
        field(9, "ru_inblock", "block input operations"),
        field(10, "ru_oublock", "block output operations"),
        field(11, "ru_msgsnd", "IPC messages sent"),
        field(12, "ru_msgrcv", "IPC messages received"),
        field(13, "ru_nsignals", "signals received"),
        field(14, "ru_nvcsw", "voluntary context switches"),
        field(15, "ru_nivcsw", "involuntary context switches"),
    ],
);

fn fill(thread: &Thread, module: &Module) -> Result<()> {
    let error = thread.heap().builtin(Builtin::OSError);
    module.add(thread, "error", error.as_object())?;
    let ty = prepared(thread, &STRUCT_RUSAGE)?;
    module.add(thread, "struct_rusage", ty.as_object())?;
    let numbers = RESOURCES.iter().map(|&(name, number, _)| (name, number));
    let who = WHO.iter().map(|&(name, number, _)| (name, number));
    for (name, number) in numbers.chain(who).chain([("RLIM_INFINITY", -1)]) {
        module.add(thread, name, &*Int::new(thread, number)?)?;
    }
    Ok(())
}

fn usage(thread: &Thread, _: &Object, who: &Object) -> Result<Ref> {
    let number = types::bytes::as_c_int(thread, who)? as isize;
    let Some(&(_, _, who)) = WHO.iter().find(|(_, known, _)| *known == number) else {
        return Err(thread.value_error(format_args!("invalid who parameter")));
    };
    let used = getrusage(who).map_err(|errno| crate::io::system::raise(thread, errno, None))?;
    let (user, system) = (used.user_time(), used.system_time());
    let seconds = |time: TimeVal| {
        let value = time.tv_sec() as f64 + time.tv_usec() as f64 * 0.000_001;
        Float::new(thread, value)
    };
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n] = counted(&used).map(|n| Int::new(thread, n));
    let items = [
        seconds(user)?,
        seconds(system)?,
        a?,
        b?,
        c?,
        d?,
        e?,
        f?,
        g?,
        h?,
        i?,
        j?,
        k?,
        l?,
        m?,
        n?,
    ];
    make(thread, &STRUCT_RUSAGE, items)
}

/// All but the times.
fn counted(used: &Usage) -> [isize; 14] {
    [
        used.max_rss(),
        used.shared_integral(),
        used.unshared_data_integral(),
        used.unshared_stack_integral(),
        used.minor_page_faults(),
        used.major_page_faults(),
        used.full_swaps(),
        used.block_reads(),
        used.block_writes(),
        used.ipc_sends(),
        used.ipc_receives(),
        used.signals(),
        used.voluntary_context_switches(),
        used.involuntary_context_switches(),
    ]
    .map(|number| number as isize)
}

fn resource(thread: &Thread, number: &Object) -> Result<Resource> {
    let number = types::bytes::as_c_int(thread, number)? as isize;
    let known = RESOURCES.iter().find(|(_, known, _)| *known == number);
    known
        .map(|&(_, _, resource)| resource)
        .ok_or_else(|| thread.value_error(format_args!("invalid resource specified")))
}

fn limits(thread: &Thread, resource: Resource) -> Result<Ref> {
    let (soft, hard) =
        getrlimit(resource).map_err(|errno| crate::io::system::raise(thread, errno, None))?;
    // No limit is the greatest number there, and -1 here.
    let [soft, hard] = [soft, hard].map(|limit| Int::new(thread, limit as isize));
    Ok(Tuple::from_array(thread, [soft?, hard?])?.into_object())
}

fn set_limits(thread: &Thread, _: &Object, args: &[Ref]) -> Result<Ref> {
    check_arity(thread, "setrlimit", args.len(), 2, 2)?;
    let resource = resource(thread, &args[0])?;
    let pair = types::to_tuple(thread, &args[1])?;
    let [soft, hard] = pair.items() else {
        return Err(thread.value_error(format_args!("expected a tuple of 2 integers")));
    };
    let [soft, hard] = [limit(thread, soft)?, limit(thread, hard)?];
    match setrlimit(resource, soft, hard) {
        Ok(()) => Ok(thread.heap().none()),
        Err(Errno::EINVAL) => {
            Err(thread.value_error(format_args!("current limit exceeds maximum limit")))
        }
        Err(Errno::EPERM) => {
            Err(thread.value_error(format_args!("not allowed to raise maximum limit")))
        }
        Err(errno) => Err(crate::io::system::raise(thread, errno, None)),
    }
}

fn limit(thread: &Thread, object: &Object) -> Result<u64> {
    let number = types::index(thread, object)?.as_isize();
    number.map(|n| n as u64).ok_or_else(|| {
        thread.raise(
            Builtin::OverflowError,
            format_args!("Python int too large to convert to C long"),
        )
    })
}
