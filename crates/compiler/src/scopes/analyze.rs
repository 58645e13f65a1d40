//! Second pass: what each name means. Bound names go down to the children, free names come up from them.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{Block, BlockKind, Meaning, Scopes, Symbol, usage};
use crate::error::{Fault, Result};
use crate::tree::{ComprehensionKind, Name};

type Names = HashSet<Name>;

pub fn run(mut scopes: Scopes) -> Result<Scopes> {
    let mut analysis = Analysis {
        scopes: &mut scopes,
    };
    let mut free = Names::new();
    analysis.block(
        0,
        None,
        &mut free,
        &mut Names::new(),
        &mut Names::new(),
        None,
    )?;
    Ok(scopes)
}

struct Analysis<'a> {
    scopes: &'a mut Scopes,
}

/// What is known while the names of one block are looked at.
struct View<'a> {
    bound: Option<&'a mut Names>,
    local: Names,
    free: &'a mut Names,
    global: &'a mut Names,
    type_params: &'a mut Names,
    class: Option<usize>,
}

impl Analysis<'_> {
    /// Analyses a block and its children; names that stay free go to `free`.
    fn block(
        &mut self,
        index: usize,
        mut bound: Option<&mut Names>,
        free: &mut Names,
        global: &mut Names,
        type_params: &mut Names,
        class: Option<usize>,
    ) -> Result<()> {
        let kind = self.scopes.blocks[index].kind;
        let (mut new_bound, mut new_global) = (Names::new(), Names::new());
        if kind == BlockKind::Class {
            new_global.extend(global.iter().cloned());
            new_bound.extend(bound.iter().flat_map(|bound| bound.iter().cloned()));
        }
        let view = View {
            bound: bound.as_deref_mut(),
            local: Names::new(),
            free,
            global,
            type_params,
            class,
        };
        let (mut meanings, local) = self.names(index, view)?;
        if kind == BlockKind::Class {
            new_bound.extend([Name::from("__class__"), Name::from("__classdict__")]);
        } else {
            if self.scopes.blocks[index].function_like() {
                new_bound.extend(local);
            }
            new_bound.extend(bound.iter().flat_map(|bound| bound.iter().cloned()));
            new_global.extend(global.iter().cloned());
        }
        let mut new_free = Names::new();
        let mut inlined_cells = Names::new();
        for child in self.scopes.blocks[index].children.clone() {
            let mut child_free =
                self.child(index, child, &new_bound, &new_global, type_params, class)?;
            if self.inlines(index, child) {
                self.inline(
                    index,
                    child,
                    &mut meanings,
                    &mut child_free,
                    &mut inlined_cells,
                );
            }
            new_free.extend(child_free);
            let entry = &self.scopes.blocks[child];
            let reaches = entry.free || entry.child_free;
            self.scopes.blocks[index].child_free |= reaches;
        }
        adopt_children_of_inlined(self.scopes, index);
        let block = &mut self.scopes.blocks[index];
        if block.function_like() {
            find_cells(&mut meanings, &mut new_free, &inlined_cells);
        } else if kind == BlockKind::Class {
            block.needs_class_cell |= new_free.remove("__class__");
            block.needs_classdict |= new_free.remove("__classdict__");
        }
        record(
            block,
            &meanings,
            bound.as_deref(),
            &new_free,
            &inlined_cells,
        );
        free.extend(new_free);
        Ok(())
    }

    fn child(
        &mut self,
        parent: usize,
        child: usize,
        bound: &Names,
        global: &Names,
        type_params: &Names,
        class: Option<usize>,
    ) -> Result<Names> {
        let mut free = Names::new();
        let class = match self.scopes.blocks[child].sees_class {
            true if self.scopes.blocks[parent].kind == BlockKind::Class => Some(parent),
            true => class,
            false => None,
        };
        let (mut bound, mut global, mut type_params) =
            (bound.clone(), global.clone(), type_params.clone());
        crate::stack::grow(|| {
            self.block(
                child,
                Some(&mut bound),
                &mut free,
                &mut global,
                &mut type_params,
                class,
            )
        })?;
        Ok(free)
    }

    fn inlines(&self, parent: usize, child: usize) -> bool {
        let comprehension = self.scopes.blocks[child].comprehension;
        comprehension.is_some_and(|kind| kind != ComprehensionKind::Generator)
            && !self.scopes.blocks[parent].sees_class
    }

    fn names(
        &mut self,
        index: usize,
        mut view: View<'_>,
    ) -> Result<(HashMap<Name, Meaning>, Names)> {
        let symbols: Vec<(Name, u32)> = self.scopes.blocks[index]
            .symbols
            .iter()
            .map(|(name, symbol)| (name.clone(), symbol.usage))
            .collect();
        let mut meanings = HashMap::with_capacity(symbols.len());
        for (name, flags) in symbols {
            let meaning = self.name(index, &name, flags, &mut view)?;
            meanings.insert(name, meaning);
        }
        Ok((meanings, view.local))
    }

    fn name(
        &mut self,
        index: usize,
        name: &Name,
        flags: u32,
        view: &mut View<'_>,
    ) -> Result<Meaning> {
        if flags & usage::GLOBAL != 0 {
            if flags & usage::NONLOCAL != 0 {
                return Err(self.declared(
                    index,
                    name,
                    format!("name '{name}' is nonlocal and global"),
                ));
            }
            view.global.insert(name.clone());
            if let Some(bound) = view.bound.as_deref_mut() {
                bound.remove(name);
            }
            return Ok(Meaning::GlobalExplicit);
        }
        if flags & usage::NONLOCAL != 0 {
            let message = match view.bound.as_deref() {
                None => "nonlocal declaration not allowed at module level".to_string(),
                Some(bound) if !bound.contains(name) => {
                    format!("no binding for nonlocal '{name}' found")
                }
                Some(_) if view.type_params.contains(name) => {
                    format!("nonlocal binding not allowed for type parameter '{name}'")
                }
                Some(_) => {
                    self.scopes.blocks[index].free = true;
                    view.free.insert(name.clone());
                    return Ok(Meaning::Free);
                }
            };
            return Err(self.declared(index, name, message));
        }
        if flags & usage::BOUND != 0 {
            view.local.insert(name.clone());
            view.global.remove(name);
            match flags & usage::TYPE_PARAM != 0 {
                true => view.type_params.insert(name.clone()),
                false => view.type_params.remove(name),
            };
            return Ok(Meaning::Local);
        }
        Ok(self.used(index, name, view))
    }

    /// A name that the block only reads.
    fn used(&mut self, index: usize, name: &Name, view: &mut View<'_>) -> Meaning {
        if let Some(class) = view.class {
            let flags = self.scopes.blocks[class].symbols.usage(name);
            if flags & usage::GLOBAL != 0 {
                return Meaning::GlobalExplicit;
            }
            if flags & usage::BOUND != 0 && flags & usage::NONLOCAL == 0 {
                return Meaning::GlobalImplicit;
            }
        }
        if view
            .bound
            .as_deref()
            .is_some_and(|bound| bound.contains(name))
        {
            self.scopes.blocks[index].free = true;
            view.free.insert(name.clone());
            return Meaning::Free;
        }
        if !view.global.contains(name) && self.scopes.blocks[index].nested {
            self.scopes.blocks[index].free = true;
        }
        Meaning::GlobalImplicit
    }

    fn declared(&self, index: usize, name: &Name, message: String) -> Fault {
        let directives = &self.scopes.blocks[index].directives;
        let pos = directives
            .iter()
            .find(|(seen, _)| seen == name)
            .map_or(bytecode::Position::NONE, |(_, pos)| *pos);
        Fault::new(message, pos)
    }

    /// Merges an inlined comprehension's names into its block.
    fn inline(
        &mut self,
        parent: usize,
        child: usize,
        meanings: &mut HashMap<Name, Meaning>,
        child_free: &mut Names,
        inlined_cells: &mut Names,
    ) {
        self.scopes.blocks[child].inlined = true;
        let symbols: Vec<(Name, Symbol)> = self.scopes.blocks[child]
            .symbols
            .iter()
            .map(|(name, symbol)| (name.clone(), symbol))
            .collect();
        for (name, symbol) in symbols {
            if symbol.usage & usage::PARAM != 0 {
                continue;
            }
            if symbol.meaning == Meaning::Cell || symbol.usage & usage::COMPREHENSION_CELL != 0 {
                inlined_cells.insert(name.clone());
            }
            let free_below = self.free_in_a_child(child, &name);
            let block = &mut self.scopes.blocks[parent];
            match block.symbols.get(&name) {
                None => {
                    block.symbols.set(
                        &name,
                        Symbol {
                            usage: symbol.usage,
                            meaning: Meaning::Unknown,
                        },
                    );
                    let mut meaning = symbol.meaning;
                    // A comprehension that is part of a class body sees no more of the class's cell than the body does.
                    let cell = block.kind == BlockKind::Class && &*name == "__class__";
                    if cell && meaning == Meaning::Free && !free_below {
                        child_free.remove(&name);
                        meaning = Meaning::GlobalImplicit;
                        self.scopes.blocks[child].symbols.remove(&name);
                    }
                    meanings.insert(name, meaning);
                }
                Some(existing) => {
                    if existing.usage & usage::BOUND != 0
                        && block.kind != BlockKind::Class
                        && !free_below
                    {
                        child_free.remove(&name);
                    }
                }
            }
        }
    }

    fn free_in_a_child(&self, index: usize, name: &str) -> bool {
        let children = &self.scopes.blocks[index].children;
        children
            .iter()
            .any(|&child| self.scopes.blocks[child].symbols.meaning(name) == Meaning::Free)
    }
}

/// The children of an inlined comprehension become children of the block it went into.
fn adopt_children_of_inlined(scopes: &mut Scopes, index: usize) {
    let mut children = Vec::new();
    for &child in &scopes.blocks[index].children {
        match scopes.blocks[child].inlined {
            true => children.extend(scopes.blocks[child].children.iter().copied()),
            false => children.push(child),
        }
    }
    scopes.blocks[index].children = children;
}

/// A local that a child reads, or that was a cell in an inlined comprehension, is a cell.
fn find_cells(meanings: &mut HashMap<Name, Meaning>, free: &mut Names, inlined_cells: &Names) {
    for (name, meaning) in meanings {
        if *meaning == Meaning::Local && (free.contains(name) || inlined_cells.contains(name)) {
            *meaning = Meaning::Cell;
            free.remove(name);
        }
    }
}

fn record(
    block: &mut Block,
    meanings: &HashMap<Name, Meaning>,
    bound: Option<&Names>,
    free: &Names,
    inlined_cells: &Names,
) {
    for (name, meaning) in meanings {
        if let Some(symbol) = block.symbols.get_mut(name) {
            symbol.meaning = *meaning;
            if inlined_cells.contains(name) {
                symbol.usage |= usage::COMPREHENSION_CELL;
            }
        }
    }
    let class_like = block.kind == BlockKind::Class || block.sees_class;
    for name in free.iter().collect::<BTreeSet<_>>() {
        match block.symbols.get_mut(name) {
            Some(symbol) if class_like => symbol.usage |= usage::FREE_CLASS,
            Some(_) => {}
            None if bound.is_some_and(|bound| !bound.contains(name)) => {}
            None => block.symbols.set(
                name,
                Symbol {
                    usage: 0,
                    meaning: Meaning::Free,
                },
            ),
        }
    }
}
