//! From emitted instructions to a clean flow graph, in the order of passes that 3.13 takes.
//!
//! The passes decide what a program can see of the code (constants, stack size, lines), so they do what 3.13's do.
//! What comes out goes to `regs/`, which makes the register code.

pub mod cfg;
mod cold;
mod constants;
mod depth;
pub mod effects;
mod guards;
mod peephole;
mod places;
mod size;
mod swaps;
mod tidy;
mod unbound;

use std::sync::Arc;

use bytecode::{CodeData, LocalKind, flags};

use crate::consts::ConstPool;
use crate::emit::unit::Unit;
use crate::error::Result;
use crate::regs;
use cfg::Graph;

/// Makes the code object's data of a finished unit.
pub fn assemble(
    mut unit: Unit<'_>,
    pool: &mut ConstPool,
    filename: &Arc<str>,
    future_flags: u32,
) -> Result<Arc<CodeData>> {
    let mut graph = Graph::of(&unit);
    unit.code = Vec::new();
    guards::label(&mut graph);
    optimize(&mut graph, &mut unit, pool);
    let params = unit.arg_count
        + unit.kw_only_arg_count
        + u32::from(unit.has_vararg)
        + u32::from(unit.has_kwarg);
    unbound::add_checks(&mut graph, unit.varnames.len() as u32, params);
    let mut counted = size::with_superinstructions(&graph);
    finish(&mut counted, unit.first_line);
    finish(&mut graph, unit.first_line);
    let layout = Layout::of(&unit);
    layout.place_cells(&mut graph);
    layout.place_cells(&mut counted);
    let code_flags = code_flags(&unit, future_flags);
    let starts_generator =
        code_flags & (flags::GENERATOR | flags::COROUTINE | flags::ASYNC_GENERATOR) != 0;
    let stacksize = depth::calculate(&mut graph)?.max(1);
    let prefix = size::Prefix {
        cells: layout.cells.len(),
        frees: unit.freevars.len() > 0,
        starts_generator,
    };
    let code_units = size::code_units(&mut counted, prefix);
    let mut code = CodeData {
        name: unit.name.clone(),
        qualname: unit.qualname.clone(),
        filename: filename.clone(),
        arg_count: unit.arg_count,
        pos_only_arg_count: unit.pos_only_arg_count,
        kw_only_arg_count: unit.kw_only_arg_count,
        flags: code_flags,
        first_line: unit.first_line,
        consts: unit.consts,
        names: unit.names.names().to_vec(),
        localsplus_names: layout.names,
        localsplus_kinds: layout.kinds,
        cpython_stacksize: stacksize,
        cpython_code_units: code_units,
        ..CodeData::default()
    };
    regs::translate(&graph, &mut code, &layout.cells)?;
    pool.has_empty_table |= code.handlers.is_empty();
    Ok(Arc::new(code))
}

fn optimize(graph: &mut Graph, unit: &mut Unit<'_>, pool: &mut ConstPool) {
    tidy::inline_small_exits(graph);
    tidy::remove_unreachable(graph);
    places::resolve(graph, unit.first_line);
    constants::fold_loads(graph, unit, pool);
    peephole::optimize(graph, unit, pool);
    tidy::remove_nops_and_pairs(graph);
    tidy::remove_unreachable(graph);
    tidy::remove_nops_and_jumps(graph);
    constants::remove_unused(graph, unit);
}

fn finish(graph: &mut Graph, first_line: u32) {
    cold::move_to_end(graph);
    places::resolve(graph, first_line);
}

/// Which register each local, cell and free variable has.
struct Layout {
    names: Vec<Arc<str>>,
    kinds: Vec<LocalKind>,
    /// Register of each cell, in the order of `co_cellvars`.
    cells: Vec<u32>,
    /// Register by cell index: cells, then free variables.
    registers: Vec<u32>,
}

impl Layout {
    /// A cell that is a local as well (an argument) takes the local's register.
    fn of(unit: &Unit<'_>) -> Layout {
        let mut names = unit.varnames.names().to_vec();
        let local = |name: &Arc<str>| LocalKind {
            local: true,
            hidden: unit.hidden.contains(name),
            ..LocalKind::default()
        };
        let mut kinds: Vec<LocalKind> = names.iter().map(local).collect();
        let mut cells = Vec::new();
        for name in unit.cellvars.names() {
            let register = unit.varnames.find(name).unwrap_or(names.len() as u32);
            if register as usize == names.len() {
                names.push(name.clone());
                kinds.push(LocalKind::default());
            }
            kinds[register as usize].cell = true;
            cells.push(register);
        }
        let mut registers = cells.clone();
        for name in unit.freevars.names() {
            registers.push(names.len() as u32);
            names.push(name.clone());
            kinds.push(LocalKind {
                free: true,
                ..LocalKind::default()
            });
        }
        cells.sort_unstable();
        Layout {
            names,
            kinds,
            cells,
            registers,
        }
    }

    /// Turns cell indexes into registers.
    fn place_cells(&self, graph: &mut Graph) {
        use crate::ir::S;
        for block in &mut graph.blocks {
            for ins in &mut block.ins {
                if matches!(
                    ins.op,
                    S::MAKE_CELL
                        | S::LOAD_CLOSURE
                        | S::LOAD_DEREF
                        | S::STORE_DEREF
                        | S::DELETE_DEREF
                        | S::LOAD_FROM_DICT_OR_DEREF
                ) {
                    ins.arg = self.registers[ins.arg as usize];
                }
            }
        }
    }
}

fn code_flags(unit: &Unit<'_>, future_flags: u32) -> u32 {
    let facts = unit.facts;
    let mut out = future_flags;
    if !facts.function_like() {
        return out;
    }
    out |= flags::NEWLOCALS | flags::OPTIMIZED;
    for (set, flag) in [
        (facts.nested, flags::NESTED),
        (facts.generator && !facts.coroutine, flags::GENERATOR),
        (!facts.generator && facts.coroutine, flags::COROUTINE),
        (facts.generator && facts.coroutine, flags::ASYNC_GENERATOR),
        (unit.has_vararg, flags::VARARGS),
        (unit.has_kwarg, flags::VARKEYWORDS),
    ] {
        if set {
            out |= flag;
        }
    }
    out
}
