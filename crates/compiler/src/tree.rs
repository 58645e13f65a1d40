//! The syntax tree that the rest of the compiler works on.
//!
//! It differs from the parser's tree in three ways: constants are values already (and folding can put a tuple or a
//! frozen set there), every node carries its line and columns, and every node that opens a scope carries the number
//! of that scope. Names are mangled (`__x` in a class) when the tree is made.

use std::sync::Arc;

use bytecode::{BinaryOperator, Const, Position};

/// An identifier.
pub type Name = Arc<str>;

/// Number of a node that opens a scope, unique in one compilation.
pub type ScopeKey = u32;

#[derive(Debug)]
pub struct Expr {
    pub pos: Position,
    pub kind: ExprKind,
}

#[derive(Debug)]
pub enum ExprKind {
    Constant(Arc<Const>),
    Name(Name),
    BoolOp {
        and: bool,
        values: Vec<Expr>,
    },
    Named {
        target: Name,
        target_pos: Position,
        value: Box<Expr>,
    },
    Binary {
        left: Box<Expr>,
        op: BinaryOperator,
        right: Box<Expr>,
    },
    Unary {
        op: UnaryOp,
        operand: Box<Expr>,
    },
    Lambda(Box<Lambda>),
    If {
        test: Box<Expr>,
        body: Box<Expr>,
        orelse: Box<Expr>,
    },
    /// A key of `None` is `**value`.
    Dict(Vec<(Option<Expr>, Expr)>),
    Set(Vec<Expr>),
    List(Vec<Expr>),
    Tuple(Vec<Expr>),
    Comprehension(Box<Comprehension>),
    Await(Box<Expr>),
    Yield(Option<Box<Expr>>),
    YieldFrom(Box<Expr>),
    Compare {
        left: Box<Expr>,
        rest: Vec<(CompareOp, Expr)>,
    },
    Call(Box<Call>),
    /// The parts of an f-string: constants and `Formatted`.
    Joined(Vec<Expr>),
    /// `conversion`: 0 none, 1 `!s`, 2 `!r`, 3 `!a`. The specification is a `Joined`.
    Formatted {
        value: Box<Expr>,
        conversion: u8,
        spec: Option<Box<Expr>>,
    },
    Attribute {
        value: Box<Expr>,
        attr: Name,
    },
    Subscript {
        value: Box<Expr>,
        index: Box<Expr>,
    },
    Starred(Box<Expr>),
    Slice {
        lower: Option<Box<Expr>>,
        upper: Option<Box<Expr>>,
        step: Option<Box<Expr>>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOp {
    Invert,
    Not,
    Plus,
    Minus,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompareOp {
    Rich(bytecode::CompareOperator),
    Is,
    IsNot,
    In,
    NotIn,
}

#[derive(Debug)]
pub struct Lambda {
    pub scope: ScopeKey,
    pub params: Params,
    pub body: Expr,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComprehensionKind {
    List,
    Set,
    Dict,
    Generator,
}

#[derive(Debug)]
pub struct Comprehension {
    pub scope: ScopeKey,
    pub kind: ComprehensionKind,
    /// The element; the key of a dict.
    pub element: Expr,
    /// The value of a dict.
    pub value: Option<Expr>,
    pub generators: Vec<Generator>,
}

/// One `for target in iter if ...` of a comprehension.
#[derive(Debug)]
pub struct Generator {
    pub target: Expr,
    pub iter: Expr,
    pub ifs: Vec<Expr>,
    pub is_async: bool,
}

#[derive(Debug)]
pub struct Call {
    pub func: Expr,
    pub args: Vec<Expr>,
    pub keywords: Vec<Keyword>,
}

/// `name=value`, or `**value` without a name.
#[derive(Debug)]
pub struct Keyword {
    pub pos: Position,
    pub name: Option<Name>,
    pub value: Expr,
}

#[derive(Debug)]
pub struct Param {
    pub pos: Position,
    pub name: Name,
    pub annotation: Option<Expr>,
}

#[derive(Debug, Default)]
pub struct Params {
    pub positional_only: Vec<Param>,
    pub regular: Vec<Param>,
    pub vararg: Option<Param>,
    pub keyword_only: Vec<Param>,
    pub kwarg: Option<Param>,
    /// Defaults of the last positional parameters.
    pub defaults: Vec<Expr>,
    /// One for each keyword-only parameter.
    pub kw_defaults: Vec<Option<Expr>>,
}

impl Params {
    /// All parameters in the order in which they become registers.
    pub fn in_register_order(&self) -> impl Iterator<Item = &Param> {
        let positional = self.positional_only.iter().chain(&self.regular);
        positional
            .chain(&self.keyword_only)
            .chain(&self.vararg)
            .chain(&self.kwarg)
    }
}

#[derive(Debug)]
pub struct Stmt {
    pub pos: Position,
    pub kind: StmtKind,
}

#[derive(Debug)]
pub enum StmtKind {
    Function(Box<Function>),
    Class(Box<Class>),
    Return(Option<Expr>),
    Delete(Vec<Expr>),
    Assign {
        targets: Vec<Expr>,
        value: Expr,
    },
    AugAssign {
        target: Expr,
        op: BinaryOperator,
        value: Expr,
    },
    AnnAssign {
        target: Expr,
        annotation: Expr,
        value: Option<Expr>,
        simple: bool,
    },
    TypeAlias(Box<TypeAlias>),
    For(Box<For>),
    While {
        test: Expr,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
    },
    If {
        test: Expr,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
    },
    With(Box<With>),
    Match(Box<Match>),
    Raise {
        exc: Option<Expr>,
        cause: Option<Expr>,
    },
    Try(Box<Try>),
    Assert {
        test: Expr,
        message: Option<Expr>,
    },
    Import(Vec<Alias>),
    ImportFrom {
        module: Option<Name>,
        names: Vec<Alias>,
        level: u32,
    },
    Global(Vec<Name>),
    Nonlocal(Vec<Name>),
    Expr(Expr),
    Pass,
    Break,
    Continue,
}

#[derive(Debug)]
pub struct Function {
    pub scope: ScopeKey,
    /// As written; `bound_name` is the mangled one.
    pub name: Name,
    pub bound_name: Name,
    pub is_async: bool,
    pub decorators: Vec<Expr>,
    pub type_params: Option<TypeParams>,
    pub params: Params,
    pub returns: Option<Expr>,
    pub body: Vec<Stmt>,
}

#[derive(Debug)]
pub struct Class {
    pub scope: ScopeKey,
    pub name: Name,
    pub bound_name: Name,
    pub decorators: Vec<Expr>,
    pub type_params: Option<TypeParams>,
    pub bases: Vec<Expr>,
    pub keywords: Vec<Keyword>,
    pub body: Vec<Stmt>,
}

#[derive(Debug)]
pub struct TypeAlias {
    /// Scope of the value.
    pub scope: ScopeKey,
    pub name: Name,
    pub name_pos: Position,
    pub type_params: Option<TypeParams>,
    pub value: Expr,
}

#[derive(Debug)]
pub struct TypeParams {
    pub scope: ScopeKey,
    pub params: Vec<TypeParam>,
}

#[derive(Debug)]
pub struct TypeParam {
    pub pos: Position,
    /// Mangled; `written` isn't.
    pub name: Name,
    pub written: Name,
    pub kind: TypeParamKind,
    /// Evaluated lazily in a scope of its own.
    pub bound: Option<(ScopeKey, Expr)>,
    pub default: Option<(ScopeKey, Expr)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeParamKind {
    TypeVar,
    ParamSpec,
    TypeVarTuple,
}

#[derive(Debug)]
pub struct For {
    pub is_async: bool,
    pub target: Expr,
    pub iter: Expr,
    pub body: Vec<Stmt>,
    pub orelse: Vec<Stmt>,
}

#[derive(Debug)]
pub struct With {
    pub is_async: bool,
    /// Context expressions and their targets.
    pub items: Vec<(Expr, Option<Expr>)>,
    pub body: Vec<Stmt>,
}

#[derive(Debug)]
pub struct Try {
    pub is_star: bool,
    pub body: Vec<Stmt>,
    pub handlers: Vec<Handler>,
    pub orelse: Vec<Stmt>,
    pub finalbody: Vec<Stmt>,
}

#[derive(Debug)]
pub struct Handler {
    pub pos: Position,
    pub kind: Option<Expr>,
    pub name: Option<Name>,
    pub body: Vec<Stmt>,
}

#[derive(Debug)]
pub struct Alias {
    pub pos: Position,
    /// The dotted name as written, and mangled.
    pub name: Name,
    pub mangled: Name,
    pub has_asname: bool,
    /// The name that is bound: `asname`, or the first part of a dotted name.
    pub bound: Name,
}

#[derive(Debug)]
pub struct Match {
    pub subject: Expr,
    pub cases: Vec<MatchCase>,
}

#[derive(Debug)]
pub struct MatchCase {
    pub pattern: Pattern,
    pub guard: Option<Expr>,
    pub body: Vec<Stmt>,
}

#[derive(Debug)]
pub struct Pattern {
    pub pos: Position,
    pub kind: PatternKind,
}

#[derive(Debug)]
pub enum PatternKind {
    Value(Expr),
    Singleton(Arc<Const>),
    Sequence(Vec<Pattern>),
    Mapping {
        keys: Vec<Expr>,
        patterns: Vec<Pattern>,
        rest: Option<Name>,
    },
    Class {
        class: Expr,
        patterns: Vec<Pattern>,
        keywords: Vec<(Name, Position, Pattern)>,
    },
    Star(Option<Name>),
    /// `pattern as name`, a plain name, or the wildcard.
    As {
        pattern: Option<Box<Pattern>>,
        name: Option<Name>,
    },
    Or(Vec<Pattern>),
}

impl Expr {
    /// The value of a constant.
    pub fn constant(&self) -> Option<&Arc<Const>> {
        match &self.kind {
            ExprKind::Constant(value) => Some(value),
            _ => None,
        }
    }

    /// The name, when the expression is one.
    pub fn name(&self) -> Option<&Name> {
        match &self.kind {
            ExprKind::Name(name) => Some(name),
            _ => None,
        }
    }
}

/// The docstring of a body, if it starts with one.
pub fn docstring(body: &[Stmt]) -> Option<&Arc<Const>> {
    match &body.first()?.kind {
        StmtKind::Expr(expr) => expr
            .constant()
            .filter(|value| matches!(***value, Const::Str(_))),
        _ => None,
    }
}
