//! Annotations as text, for `from __future__ import annotations`: spaces and parentheses as 3.13 writes them.

use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::Ranged;

use crate::source::Source;

/// How tightly an expression binds; one that binds less tightly than its place needs gets parentheses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Tuple,
    Test,
    Or,
    And,
    Not,
    Compare,
    BitOr,
    BitXor,
    BitAnd,
    Shift,
    Arithmetic,
    Term,
    Factor,
    Power,
    Await,
    Atom,
}

impl Level {
    fn tighter(self) -> Level {
        use Level::*;
        const ALL: [Level; 16] = [
            Tuple, Test, Or, And, Not, Compare, BitOr, BitXor, BitAnd, Shift, Arithmetic, Term,
            Factor, Power, Await, Atom,
        ];
        ALL[(self as usize + 1).min(ALL.len() - 1)]
    }
}

pub fn expression(expr: &Expr, source: &Source<'_>) -> String {
    let mut writer = Writer {
        out: String::new(),
        source,
    };
    writer.expr(expr, Level::Test);
    writer.out
}

struct Writer<'a> {
    out: String,
    source: &'a Source<'a>,
}

impl Writer<'_> {
    fn put(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn list<'e>(&mut self, items: impl IntoIterator<Item = &'e Expr>) {
        for (index, item) in items.into_iter().enumerate() {
            if index > 0 {
                self.put(", ");
            }
            self.expr(item, Level::Test);
        }
    }

    fn wrapped(&mut self, own: Level, place: Level, write: impl FnOnce(&mut Self)) {
        let parentheses = place > own;
        if parentheses {
            self.put("(");
        }
        write(self);
        if parentheses {
            self.put(")");
        }
    }

    fn expr(&mut self, expr: &Expr, place: Level) {
        crate::stack::grow(|| self.expr_here(expr, place));
    }

    fn expr_here(&mut self, expr: &Expr, place: Level) {
        match expr {
            Expr::Name(node) => self.put(&node.id),
            Expr::Attribute(node) => {
                self.expr(&node.value, Level::Atom);
                let number = matches!(&*node.value, Expr::NumberLiteral(n) if n.value.is_int());
                self.put(if number { " ." } else { "." });
                self.put(&node.attr.id);
            }
            Expr::Subscript(node) => {
                self.expr(&node.value, Level::Atom);
                self.put("[");
                self.expr(&node.slice, Level::Tuple);
                self.put("]");
            }
            Expr::Tuple(node) => self.tuple(node, place),
            Expr::List(node) => {
                self.put("[");
                self.list(&node.elts);
                self.put("]");
            }
            Expr::Set(node) => {
                self.put("{");
                self.list(&node.elts);
                self.put("}");
            }
            Expr::Dict(node) => self.dict(node),
            Expr::BoolOp(node) => self.bool_op(node, place),
            Expr::BinOp(node) => self.binary(node, place),
            Expr::UnaryOp(node) => self.unary(node, place),
            Expr::Compare(node) => self.compare(node, place),
            Expr::Call(node) => self.call(node),
            Expr::If(node) => self.wrapped(Level::Test, place, |this| {
                this.expr(&node.body, Level::Test.tighter());
                this.put(" if ");
                this.expr(&node.test, Level::Test.tighter());
                this.put(" else ");
                this.expr(&node.orelse, Level::Test);
            }),
            Expr::Starred(node) => {
                self.put("*");
                self.expr(&node.value, Level::BitOr);
            }
            Expr::Slice(node) => self.slice(node),
            Expr::Named(node) => self.wrapped(Level::Tuple, place, |this| {
                this.expr(&node.target, Level::Atom);
                this.put(" := ");
                this.expr(&node.value, Level::Atom);
            }),
            Expr::Await(node) => self.wrapped(Level::Await, place, |this| {
                this.put("await ");
                this.expr(&node.value, Level::Atom);
            }),
            _ => self.atom(expr, place),
        }
    }

    fn atom(&mut self, expr: &Expr, place: Level) {
        match expr {
            Expr::StringLiteral(node) => {
                let prefix = if node.value.is_unicode() { "u" } else { "" };
                let text = format!("{prefix}{}", quoted(node.value.to_str()));
                self.put(&text);
            }
            Expr::BytesLiteral(node) => {
                let bytes: Vec<u8> = node.value.bytes().collect();
                let text = format!("b{}", quoted_bytes(&bytes));
                self.put(&text);
            }
            Expr::NoneLiteral(_) => self.put("None"),
            Expr::BooleanLiteral(node) => self.put(if node.value { "True" } else { "False" }),
            Expr::EllipsisLiteral(_) => self.put("..."),
            Expr::Lambda(node) => self.wrapped(Level::Test, place, |this| {
                this.put("lambda");
                if let Some(parameters) = &node.parameters {
                    let text = this.source.slice(parameters.range());
                    this.put(&format!(" {text}"));
                }
                this.put(": ");
                this.expr(&node.body, Level::Test);
            }),
            Expr::NumberLiteral(ast::ExprNumberLiteral {
                value: ast::Number::Int(int),
                ..
            }) => {
                let text = int.to_string();
                self.put(&text);
            }
            _ => self.verbatim(expr),
        }
    }

    /// As written: numbers, f-strings, comprehensions and lambdas.
    fn verbatim(&mut self, expr: &Expr) {
        let text = self.source.slice(expr.range());
        self.put(text);
    }

    fn tuple(&mut self, node: &ast::ExprTuple, place: Level) {
        if node.elts.is_empty() {
            return self.put("()");
        }
        self.wrapped(Level::Tuple, place, |this| {
            this.list(&node.elts);
            if node.elts.len() == 1 {
                this.put(",");
            }
        });
    }

    fn dict(&mut self, node: &ast::ExprDict) {
        self.put("{");
        for (index, item) in node.items.iter().enumerate() {
            if index > 0 {
                self.put(", ");
            }
            match &item.key {
                Some(key) => {
                    self.expr(key, Level::Test);
                    self.put(": ");
                    self.expr(&item.value, Level::Test);
                }
                None => {
                    self.put("**");
                    self.expr(&item.value, Level::BitOr);
                }
            }
        }
        self.put("}");
    }

    fn bool_op(&mut self, node: &ast::ExprBoolOp, place: Level) {
        let (own, word) = match node.op {
            ast::BoolOp::And => (Level::And, " and "),
            ast::BoolOp::Or => (Level::Or, " or "),
        };
        self.wrapped(own, place, |this| {
            for (index, value) in node.values.iter().enumerate() {
                if index > 0 {
                    this.put(word);
                }
                this.expr(value, own.tighter());
            }
        });
    }

    fn binary(&mut self, node: &ast::ExprBinOp, place: Level) {
        use ast::Operator as O;
        let (own, right_first) = match node.op {
            O::Add | O::Sub => (Level::Arithmetic, false),
            O::Mult | O::MatMult | O::Div | O::Mod | O::FloorDiv => (Level::Term, false),
            O::Pow => (Level::Power, true),
            O::LShift | O::RShift => (Level::Shift, false),
            O::BitOr => (Level::BitOr, false),
            O::BitXor => (Level::BitXor, false),
            O::BitAnd => (Level::BitAnd, false),
        };
        let operator = format!(" {} ", node.op.as_str());
        self.wrapped(own, place, |this| {
            this.expr(&node.left, if right_first { own.tighter() } else { own });
            this.put(&operator);
            this.expr(&node.right, if right_first { own } else { own.tighter() });
        });
    }

    fn unary(&mut self, node: &ast::ExprUnaryOp, place: Level) {
        let (own, sign) = match node.op {
            ast::UnaryOp::Not => (Level::Not, "not "),
            ast::UnaryOp::Invert => (Level::Factor, "~"),
            ast::UnaryOp::UAdd => (Level::Factor, "+"),
            ast::UnaryOp::USub => (Level::Factor, "-"),
        };
        self.wrapped(own, place, |this| {
            this.put(sign);
            this.expr(&node.operand, own);
        });
    }

    fn compare(&mut self, node: &ast::ExprCompare, place: Level) {
        self.wrapped(Level::Compare, place, |this| {
            this.expr(&node.left, Level::Compare.tighter());
            for (op, right) in node.ops.iter().zip(&node.comparators) {
                this.put(&format!(" {} ", op.as_str()));
                this.expr(right, Level::Compare.tighter());
            }
        });
    }

    fn call(&mut self, node: &ast::ExprCall) {
        self.expr(&node.func, Level::Atom);
        if let ([Expr::Generator(generator)], []) =
            (&*node.arguments.args, &node.arguments.keywords[..])
            && !generator.parenthesized
        {
            let text = self.source.slice(node.arguments.range());
            return self.put(text);
        }
        self.put("(");
        self.list(&node.arguments.args);
        for (index, keyword) in node.arguments.keywords.iter().enumerate() {
            if index > 0 || !node.arguments.args.is_empty() {
                self.put(", ");
            }
            match &keyword.arg {
                Some(name) => self.put(&format!("{}=", name.id)),
                None => self.put("**"),
            }
            self.expr(&keyword.value, Level::Test);
        }
        self.put(")");
    }

    fn slice(&mut self, node: &ast::ExprSlice) {
        if let Some(lower) = &node.lower {
            self.expr(lower, Level::Test);
        }
        self.put(":");
        if let Some(upper) = &node.upper {
            self.expr(upper, Level::Test);
        }
        if let Some(step) = &node.step {
            self.put(":");
            self.expr(step, Level::Test);
        }
    }
}

fn quote_for(single: bool, double: bool) -> char {
    if single && !double { '"' } else { '\'' }
}

/// `repr` of a string.
fn quoted(text: &str) -> String {
    let quote = quote_for(text.contains('\''), text.contains('"'));
    let mut out = String::from(quote);
    for ch in text.chars() {
        match ch {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\\' => out.push_str("\\\\"),
            _ if ch == quote => out.extend(['\\', ch]),
            _ if ch < ' ' || ch == '\x7f' => out.push_str(&format!("\\x{:02x}", ch as u32)),
            _ => out.push(ch),
        }
    }
    out.push(quote);
    out
}

/// `repr` of bytes, without the `b`.
fn quoted_bytes(bytes: &[u8]) -> String {
    let quote = quote_for(bytes.contains(&b'\''), bytes.contains(&b'"'));
    let mut out = String::from(quote);
    for &byte in bytes {
        match byte {
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            b'\\' => out.push_str("\\\\"),
            _ if byte as char == quote => out.extend(['\\', quote]),
            b' '..=b'~' => out.push(byte as char),
            _ => out.push_str(&format!("\\x{byte:02x}")),
        }
    }
    out.push(quote);
    out
}
