//! `pellucid xray`: watches a run and shows where its memory went.

use crate::options::{Run, Xray};
use census::{PeakWatch, Process, Tracer};
use object::Heap;
use record::{Program, Snapshot};
use report::{Json, Page, Report, Style};
use std::cell::RefCell;
use std::collections::HashMap;
use std::io::Write;
use std::rc::Rc;
use std::time::Instant;

/// An x-ray in the making.
pub struct XrayRun {
    started: Instant,
    tracer: Option<Rc<Tracer>>,
    json: Option<std::ffi::OsString>,
}

thread_local! {
    /// The looks at the heap while it grows. The hook that takes them has no place for state of its own; it looks only on the
    /// thread that started the x-ray, not while another Python thread runs.
    static PEAK: RefCell<Option<Peak>> = const { RefCell::new(None) };
}

struct Peak {
    started: Instant,
    watch: PeakWatch,
    tracer: Option<Rc<Tracer>>,
}

fn process_now(tracer: Option<&Tracer>) -> Process {
    Process {
        resident: resident_now(),
        recorded: tracer.map_or(0, Tracer::overhead) as u64,
    }
}

impl XrayRun {
    /// Starts watching.
    pub fn start(heap: &Heap, options: &Xray) -> XrayRun {
        let started = Instant::now();
        let tracer = (!options.no_lines).then(|| Rc::new(Tracer::start(heap, 1)));
        let watching = Peak {
            started,
            watch: PeakWatch::default(),
            tracer: tracer.clone(),
        };
        PEAK.with(|peak| *peak.borrow_mut() = Some(watching));
        let mut hooks = heap.thread().hooks();
        hooks.at_rest = |thread| {
            PEAK.with(|peak| {
                if let Ok(mut peak) = peak.try_borrow_mut()
                    && let Some(peak) = peak.as_mut()
                {
                    let seconds = peak.started.elapsed().as_secs_f64();
                    let process = || process_now(peak.tracer.as_deref());
                    peak.watch.look(thread.heap(), seconds, process);
                }
            });
        };
        heap.thread().set_hooks(hooks);
        XrayRun {
            started,
            tracer,
            json: options.json.clone(),
        }
    }

    /// Shows the x-ray. False when the audit found something or the sums don't agree.
    pub fn finish(&mut self, heap: &Heap, run: &Run, status: i32) -> bool {
        if let Some(tracer) = &self.tracer {
            tracer.stop(heap);
        }
        // The records have grown and moved while the program ran: what the C library keeps of that is neither theirs nor the program's.
        allocator::library::give_back();
        let watch = PEAK
            .with(|peak| peak.borrow_mut().take())
            .map_or_else(PeakWatch::default, |peak| peak.watch);
        let program = Program {
            name: crate::help::program_name(&run.program),
            arguments: run
                .arguments
                .iter()
                .map(|a| a.to_string_lossy().into_owned())
                .collect(),
            seconds: self.started.elapsed().as_secs_f64(),
            limit: run.max_heap.map(|bytes| bytes as u64),
            peak_charged: heap.allocator.stats().peak_charged,
            peak_resident: status_line("VmHWM:"),
            status,
        };
        let tracer = self.tracer.as_deref();
        let mut snapshot = census::snapshot(heap, program, process_now(tracer), watch, tracer);
        read_sources(&mut snapshot);
        self.write_json(&snapshot);
        let mut out = std::io::stdout().lock();
        let shown = Page::of(&snapshot).render(&mut out, &Style::of_stdout());
        // A reader that went away is no error of ours.
        let _ = shown.and_then(|()| out.flush());
        snapshot.audit.is_empty() && snapshot.end.identity.check().is_empty()
    }

    fn write_json(&self, snapshot: &Snapshot) {
        let Some(path) = &self.json else { return };
        let written = std::fs::File::create(path).and_then(|file| {
            let mut file = std::io::BufWriter::new(file);
            Json::of(snapshot).render(&mut file, &Style::plain())?;
            file.flush()
        });
        if let Err(error) = written {
            eprintln!("pellucid: can't write {}: {error}", path.to_string_lossy());
        }
    }
}

/// The text of each line, where its file can be read.
fn read_sources(snapshot: &mut Snapshot) {
    let mut files: HashMap<String, Vec<String>> = HashMap::new();
    for row in &mut snapshot.lines {
        let lines = files.entry(row.file.clone()).or_insert_with(|| {
            let text = std::fs::read_to_string(&row.file).unwrap_or_default();
            text.lines().map(|line| line.trim().to_owned()).collect()
        });
        row.source = (row.line as usize)
            .checked_sub(1)
            .and_then(|at| lines.get(at))
            .cloned();
    }
}

/// What the system says that the process has in memory.
fn resident_now() -> u64 {
    status_line("VmRSS:")
}

/// A figure of `/proc/self/status`, in bytes; 0 where there is none.
fn status_line(name: &str) -> u64 {
    let Ok(text) = std::fs::read_to_string("/proc/self/status") else {
        return 0;
    };
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    let kib = line.and_then(|rest| {
        rest.trim()
            .trim_end_matches("kB")
            .trim()
            .parse::<u64>()
            .ok()
    });
    kib.unwrap_or(0) * 1024
}
