//! What the levels and strategies make of the bytes ahead: literals and matches.
//!
//! Each goes on until there is no room, or no input; how far it came it says in a [`Step`].

use super::deflate::{Deflate, EFFORTS, Flush, Input, MIN_AHEAD, Memory, Step, Strategy};
use super::pending::Room;
use super::tables::*;

/// Matches of three bytes further back than this aren't worth it.
const TOO_FAR: usize = 4096;

impl Deflate {
    /// Makes sure of bytes ahead. None: go on; otherwise what the step came to, or the end of the input (`BlockDone`).
    #[inline(always)]
    fn ready(
        &mut self,
        memory: &mut Memory<'_>,
        input: &mut Input<'_>,
        flush: Flush,
        least: usize,
    ) -> Option<Step> {
        if self.ahead >= least {
            return None;
        }
        self.fill(memory, input);
        match self.ahead {
            ahead if ahead < least && flush == Flush::None => Some(Step::NeedMore),
            0 => Some(Step::BlockDone),
            _ => None,
        }
    }

    /// The input is used up.
    fn end_input(
        &mut self,
        memory: &mut Memory<'_>,
        room: &mut Room<'_>,
        flush: Flush,
        insert: usize,
    ) -> Step {
        self.insert = insert;
        if flush == Flush::Finish {
            return match self.end_block(memory, room, true) {
                true => Step::FinishStarted,
                false => Step::FinishDone,
            };
        }
        match self.block.symbols > 0 && self.end_block(memory, room, false) {
            true => Step::NeedMore,
            false => Step::BlockDone,
        }
    }

    /// Levels 1 to 3: the first match is taken.
    pub(super) fn fast(
        &mut self,
        memory: &mut Memory<'_>,
        input: &mut Input<'_>,
        room: &mut Room<'_>,
        flush: Flush,
    ) -> Step {
        loop {
            match self.ready(memory, input, flush, MIN_AHEAD) {
                Some(Step::BlockDone) => break,
                Some(step) => return step,
                None => {}
            }
            let first = match self.ahead >= MIN_MATCH {
                true => self.note(memory, self.start),
                false => 0,
            };
            if first != 0 && self.start - first <= self.reach() {
                self.match_length = self.longest(memory, first);
            }
            let full = if self.match_length >= MIN_MATCH {
                self.take_match(memory)
            } else {
                self.ahead -= 1;
                self.start += 1;
                let byte = memory.window[self.start - 1];
                self.literal(memory, byte)
            };
            if full && self.end_block(memory, room, false) {
                return Step::NeedMore;
            }
        }
        let insert = self.start.min(MIN_MATCH - 1);
        self.end_input(memory, room, flush, insert)
    }

    fn take_match(&mut self, memory: &mut Memory<'_>) -> bool {
        let length = self.match_length;
        let full = self.matched(memory, self.start - self.match_start, length);
        self.ahead -= length;
        self.match_length = 0;
        if length <= EFFORTS[self.level].lazy && self.ahead >= MIN_MATCH {
            for place in self.start + 1..self.start + length {
                self.note(memory, place);
            }
            self.start += length;
        } else {
            self.start += length;
            self.hash = 0;
            self.roll(memory.window[self.start]);
            self.roll(memory.window[self.start + 1]);
        }
        full
    }

    /// Levels 4 to 9: a match waits whether the next place has a better one.
    pub(super) fn slow(
        &mut self,
        memory: &mut Memory<'_>,
        input: &mut Input<'_>,
        room: &mut Room<'_>,
        flush: Flush,
    ) -> Step {
        loop {
            match self.ready(memory, input, flush, MIN_AHEAD) {
                Some(Step::BlockDone) => break,
                Some(step) => return step,
                None => {}
            }
            let last_start = self.match_start;
            self.look(memory);
            if self.last_length >= MIN_MATCH && self.match_length <= self.last_length {
                let distance = self.start - 1 - last_start;
                let full = self.matched(memory, distance, self.last_length);
                self.pass(memory);
                if full && self.end_block(memory, room, false) {
                    return Step::NeedMore;
                }
                continue;
            }
            if self.match_waits {
                let byte = memory.window[self.start - 1];
                if self.literal(memory, byte) {
                    self.end_block(memory, room, false);
                }
                self.start += 1;
                self.ahead -= 1;
                if room.left() == 0 {
                    return Step::NeedMore;
                }
            } else {
                self.match_waits = true;
                self.start += 1;
                self.ahead -= 1;
            }
        }
        if self.match_waits {
            let byte = memory.window[self.start - 1];
            self.literal(memory, byte);
            self.match_waits = false;
        }
        let insert = self.start.min(MIN_MATCH - 1);
        self.end_input(memory, room, flush, insert)
    }

    /// Looks for a match here; the one before becomes the last.
    #[inline]
    fn look(&mut self, memory: &mut Memory<'_>) {
        let first = match self.ahead >= MIN_MATCH {
            true => self.note(memory, self.start),
            false => 0,
        };
        self.last_length = self.match_length;
        self.match_length = MIN_MATCH - 1;
        let worth = self.last_length < EFFORTS[self.level].lazy;
        if first == 0 || !worth || self.start - first > self.reach() {
            return;
        }
        self.match_length = self.longest(memory, first);
        let length = self.match_length;
        let far = length == MIN_MATCH && self.start - self.match_start > TOO_FAR;
        if length <= 5 && (self.strategy == Strategy::Filtered || far) {
            self.match_length = MIN_MATCH - 1;
        }
    }

    /// Passes the match that started one place back.
    fn pass(&mut self, memory: &mut Memory<'_>) {
        let end = self.start + self.ahead;
        let next = self.start - 1 + self.last_length;
        for place in self.start + 1..next {
            if place + MIN_MATCH <= end {
                self.note(memory, place);
            }
        }
        self.ahead -= self.last_length - 1;
        self.start = next;
        self.last_length = 0;
        self.match_waits = false;
        self.match_length = MIN_MATCH - 1;
    }

    /// Runs of one byte are the only matches.
    pub(super) fn runs(
        &mut self,
        memory: &mut Memory<'_>,
        input: &mut Input<'_>,
        room: &mut Room<'_>,
        flush: Flush,
    ) -> Step {
        loop {
            match self.ready(memory, input, flush, MAX_MATCH + 1) {
                Some(Step::BlockDone) => break,
                Some(step) => return step,
                None => {}
            }
            let start = self.start;
            let run = match start {
                0 => 0,
                _ => {
                    let byte = memory.window[start - 1];
                    let ahead = &memory.window[start..start + self.ahead.min(MAX_MATCH)];
                    ahead.iter().take_while(|&&other| other == byte).count()
                }
            };
            let full = if run >= MIN_MATCH {
                self.ahead -= run;
                self.start += run;
                self.matched(memory, 1, run)
            } else {
                self.ahead -= 1;
                self.start += 1;
                let byte = memory.window[start];
                self.literal(memory, byte)
            };
            self.match_length = 0;
            if full && self.end_block(memory, room, false) {
                return Step::NeedMore;
            }
        }
        self.end_input(memory, room, flush, 0)
    }

    /// No matches at all.
    pub(super) fn literals(
        &mut self,
        memory: &mut Memory<'_>,
        input: &mut Input<'_>,
        room: &mut Room<'_>,
        flush: Flush,
    ) -> Step {
        loop {
            match self.ready(memory, input, flush, 1) {
                Some(Step::BlockDone) => break,
                Some(step) => return step,
                None => {}
            }
            self.match_length = 0;
            self.ahead -= 1;
            self.start += 1;
            let byte = memory.window[self.start - 1];
            let full = self.literal(memory, byte);
            if full && self.end_block(memory, room, false) {
                return Step::NeedMore;
            }
        }
        self.end_input(memory, room, flush, 0)
    }
}
