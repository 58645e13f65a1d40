//! Which code made what: every block is remembered with the frames that ran when it came.
//!
//! Live bytes of each site are exact at any time, and so are those at the moment when the heap's traced bytes were largest, without
//! copying anything at that moment: a site that hasn't changed since the peak still has its figures of then. `epoch` numbers the
//! peaks; the first change of a site below the peak saves what it had.
//!
//! The tracer's own memory is outside the heap that it watches. Used by the x-ray and by `tracemalloc`.

use object::{Heap, Watcher};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::collections::HashMap;
use std::ffi::c_void;
use std::ptr::NonNull;
use std::rc::Rc;

/// One place in the program: its frames, innermost first.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Site {
    pub frames: Box<[(Rc<str>, u32)]>,
    /// How many frames ran, those that weren't kept included; 0 when nobody counts.
    pub total: u32,
}

/// Frames beyond this aren't counted.
const MOST_COUNTED: usize = 65_535;

/// What one site's blocks take.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub struct SiteTotals {
    pub live_blocks: u64,
    pub live_bytes: u64,
    /// When all traced bytes together were most.
    pub peak_blocks: u64,
    pub peak_bytes: u64,
}

#[derive(Default)]
struct Row {
    blocks: u64,
    bytes: u64,
    at_peak: (u64, u64),
    epoch: u64,
}

#[derive(Default)]
struct State {
    most_frames: usize,
    /// As `tracemalloc` sees it: the frames that aren't kept are counted, and an object from a free list is traced only if its block
    /// came while tracing was on.
    counting: bool,
    /// What comes isn't traced.
    paused: bool,
    files: HashMap<Box<str>, Rc<str>>,
    numbers: HashMap<Site, u32>,
    sites: Vec<Site>,
    rows: Vec<Row>,
    blocks: FxHashMap<usize, (u32, usize)>,
    bytes: u64,
    peak: u64,
    epoch: u64,
    next_look: u64,
    /// Frames of the request in the making, kept to save allocations.
    scratch: Vec<(Rc<str>, u32)>,
}

/// Watches a heap from its start to its drop.
pub struct Tracer {
    state: Box<RefCell<State>>,
}

impl Tracer {
    /// Starts watching: each block is remembered with at most `most_frames` frames.
    pub fn start(heap: &Heap, most_frames: usize) -> Tracer {
        Tracer::begin(heap, most_frames, false)
    }

    /// The same as `tracemalloc` has it: each site says how many frames ran in all.
    pub fn start_counting(heap: &Heap, most_frames: usize) -> Tracer {
        Tracer::begin(heap, most_frames, true)
    }

    fn begin(heap: &Heap, most_frames: usize, counting: bool) -> Tracer {
        let tracer = Tracer {
            state: Box::new(RefCell::new(State {
                most_frames: most_frames.max(1),
                counting,
                ..State::default()
            })),
        };
        heap.watch(Some(Watcher {
            came,
            again,
            goes,
            state: (&raw const *tracer.state) as *mut c_void,
        }));
        tracer
    }

    /// Leaves what comes untraced, or no longer.
    pub fn pause(&self, paused: bool) {
        self.state.borrow_mut().paused = paused;
    }

    /// Stops watching. What was seen stays.
    pub fn stop(&self, heap: &Heap) {
        heap.watch(None);
    }

    /// Bytes of all traced blocks, now and at most.
    pub fn traced(&self) -> (u64, u64) {
        let state = self.state.borrow();
        (state.bytes, state.peak)
    }

    /// Takes the present figure as the peak.
    pub fn reset_peak(&self) {
        let mut state = self.state.borrow_mut();
        state.peak = state.bytes;
        state.epoch += 1;
    }

    /// Forgets all blocks.
    pub fn clear(&self) {
        let mut state = self.state.borrow_mut();
        let (most_frames, counting) = (state.most_frames, state.counting);
        *state = State {
            most_frames,
            counting,
            ..State::default()
        };
    }

    /// Most frames that are kept of a block.
    pub fn most_frames(&self) -> usize {
        self.state.borrow().most_frames
    }

    /// Bytes that the tracer itself takes, about.
    pub fn overhead(&self) -> usize {
        let state = self.state.borrow();
        // A hash table holds at most 7 entries in 8 places, each with a byte of its own.
        let table = |room: usize, entry: usize| match room {
            0 => 0,
            room => (room * 8 / 7).next_power_of_two() * (entry + 1),
        };
        let frames: usize = state
            .sites
            .iter()
            .map(|site| size_of_val(&*site.frames))
            .sum();
        table(state.blocks.capacity(), size_of::<(usize, (u32, usize))>())
            + table(state.numbers.capacity(), size_of::<(Site, u32)>())
            + state.rows.capacity() * size_of::<Row>()
            + state.sites.capacity() * size_of::<Site>()
            + 2 * frames
    }

    /// Every site that has or had blocks, in order of first appearance.
    pub fn sites(&self) -> Vec<(Site, SiteTotals)> {
        let state = self.state.borrow();
        let totals = |row: &Row| {
            let at_peak = if row.epoch == state.epoch {
                row.at_peak
            } else {
                (row.blocks, row.bytes)
            };
            SiteTotals {
                live_blocks: row.blocks,
                live_bytes: row.bytes,
                peak_blocks: at_peak.0,
                peak_bytes: at_peak.1,
            }
        };
        state
            .sites
            .iter()
            .cloned()
            .zip(state.rows.iter().map(totals))
            .collect()
    }

    /// The site and size of the block that starts at an address.
    pub fn find(&self, block: usize) -> Option<(Site, usize)> {
        let state = self.state.borrow();
        let (number, bytes) = *state.blocks.get(&block)?;
        Some((state.sites[number as usize].clone(), bytes))
    }

    /// Every traced block: its size and its site's number in `sites`.
    pub fn blocks(&self) -> Vec<(usize, u32)> {
        self.state
            .borrow()
            .blocks
            .values()
            .map(|&(site, bytes)| (bytes, site))
            .collect()
    }

    /// The line of every traced block, by address: for rows of types by line.
    pub fn for_each_block(&self, f: &mut dyn FnMut(usize, &Site)) {
        let state = self.state.borrow();
        for (&block, &(site, _)) in &state.blocks {
            f(block, &state.sites[site as usize]);
        }
    }
}

fn state_of<'a>(state: *mut c_void) -> &'a RefCell<State> {
    // SAFETY: the watcher's state is the tracer's boxed cell; the tracer stops watching before it goes.
    unsafe { &*state.cast::<RefCell<State>>() }
}

fn came(state: *mut c_void, heap: &Heap, block: NonNull<u8>, bytes: usize) {
    let Ok(mut state) = state_of(state).try_borrow_mut() else {
        return;
    };
    if state.paused {
        return;
    }
    let site = state.site_now(heap);
    state.add(block.as_ptr() as usize, bytes, site);
    if state.bytes >= state.next_look {
        // An eighth more than at the last look, and at least 1 MiB: somebody may want to see the heap at its next rest.
        state.next_look = state.bytes + (state.bytes / 8).max(1 << 20);
        heap.thread().interrupt(object::breaker::TRACE);
    }
}

fn again(state: *mut c_void, heap: &Heap, block: NonNull<u8>, bytes: usize) {
    let known = state_of(state).try_borrow().is_ok_and(|state| {
        !state.counting || state.blocks.contains_key(&(block.as_ptr() as usize))
    });
    if known {
        goes(state, heap, block);
        came(state, heap, block, bytes);
    }
}

fn goes(state: *mut c_void, _heap: &Heap, block: NonNull<u8>) {
    let Ok(mut state) = state_of(state).try_borrow_mut() else {
        return;
    };
    state.remove(block.as_ptr() as usize);
}

impl State {
    fn site_now(&mut self, heap: &Heap) -> u32 {
        let mut frames = std::mem::take(&mut self.scratch);
        frames.clear();
        let thread = heap.thread();
        let (files, most) = (&mut self.files, self.most_frames);
        let look = if self.counting { MOST_COUNTED } else { most };
        let mut total = 0;
        (thread.hooks().frames)(thread, look, &mut |file, line| {
            total += 1;
            if frames.len() == most {
                return;
            }
            let file = match files.get(file) {
                Some(known) => known.clone(),
                None => {
                    let fresh: Rc<str> = file.into();
                    files.insert(file.into(), fresh.clone());
                    fresh
                }
            };
            frames.push((file, line));
        });
        let site = Site {
            frames: frames.as_slice().into(),
            total: if self.counting { total } else { 0 },
        };
        self.scratch = frames;
        match self.numbers.get(&site) {
            Some(&number) => number,
            None => self.new_site(site),
        }
    }

    fn new_site(&mut self, site: Site) -> u32 {
        let number = self.sites.len() as u32;
        self.numbers.insert(site.clone(), number);
        self.sites.push(site);
        self.rows.push(Row::default());
        number
    }

    /// Saves a site's figures of the last peak before they change.
    fn save(&mut self, site: u32) {
        let (epoch, below) = (self.epoch, self.bytes < self.peak);
        let row = &mut self.rows[site as usize];
        if below && row.epoch != epoch {
            row.at_peak = (row.blocks, row.bytes);
            row.epoch = epoch;
        }
    }

    fn add(&mut self, block: usize, bytes: usize, site: u32) {
        self.save(site);
        let row = &mut self.rows[site as usize];
        row.blocks += 1;
        row.bytes += bytes as u64;
        self.bytes += bytes as u64;
        self.blocks.insert(block, (site, bytes));
        if self.bytes > self.peak {
            self.peak = self.bytes;
            self.epoch += 1;
        }
    }

    fn remove(&mut self, block: usize) {
        let Some((site, bytes)) = self.blocks.remove(&block) else {
            return;
        };
        if self.bytes == self.peak {
            // The peak stands: from here on changes save what they change.
            let (epoch, row) = (self.epoch, &mut self.rows[site as usize]);
            row.at_peak = (row.blocks, row.bytes);
            row.epoch = epoch;
        } else {
            self.save(site);
        }
        let row = &mut self.rows[site as usize];
        row.blocks -= 1;
        row.bytes -= bytes as u64;
        self.bytes -= bytes as u64;
    }
}
