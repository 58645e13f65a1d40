//! `match` statements and their patterns.

use bytecode::Const;
use ruff_python_ast as ast;

use super::{Field, Fields, Maker, bare, none, optional_identifier, placed, text};
use crate::error::Result;

impl Maker<'_> {
    pub(super) fn match_stmt(&mut self, node: &ast::StmtMatch) -> Result<(&'static str, Fields)> {
        let subject = self.expr(&node.subject)?;
        let cases = self.each(&node.cases, Self::case)?;
        Ok(("Match", vec![("subject", subject), ("cases", cases)]))
    }

    fn case(&mut self, case: &ast::MatchCase) -> Result<Field> {
        let fields = vec![
            ("pattern", self.pattern(&case.pattern)?),
            ("guard", self.optional(case.guard.as_deref())?),
            ("body", self.body(&case.body)?),
        ];
        Ok(bare("match_case", fields))
    }

    fn pattern(&mut self, pattern: &ast::Pattern) -> Result<Field> {
        self.nested(|this| this.pattern_here(pattern))
    }

    fn patterns(&mut self, patterns: &[ast::Pattern]) -> Result<Field> {
        self.each(patterns, Self::pattern)
    }

    fn pattern_here(&mut self, pattern: &ast::Pattern) -> Result<Field> {
        use ast::Pattern as P;
        let (class, fields) = match pattern {
            P::MatchValue(node) => ("MatchValue", vec![("value", self.expr(&node.value)?)]),
            P::MatchSingleton(node) => {
                let value = Field::Value(singleton(node.value));
                ("MatchSingleton", vec![("value", value)])
            }
            P::MatchSequence(node) => {
                let patterns = self.patterns(&node.patterns)?;
                ("MatchSequence", vec![("patterns", patterns)])
            }
            P::MatchMapping(node) => {
                let fields = vec![
                    ("keys", self.exprs(&node.keys)?),
                    ("patterns", self.patterns(&node.patterns)?),
                    ("rest", optional_identifier(node.rest.as_ref())),
                ];
                ("MatchMapping", fields)
            }
            P::MatchClass(node) => self.class_pattern(node)?,
            P::MatchStar(node) => {
                let name = optional_identifier(node.name.as_ref());
                ("MatchStar", vec![("name", name)])
            }
            P::MatchAs(node) => {
                let inner = match node.pattern.as_deref() {
                    Some(inner) => self.pattern(inner)?,
                    None => none(),
                };
                let name = optional_identifier(node.name.as_ref());
                ("MatchAs", vec![("pattern", inner), ("name", name)])
            }
            P::MatchOr(node) => {
                let patterns = self.patterns(&node.patterns)?;
                ("MatchOr", vec![("patterns", patterns)])
            }
        };
        Ok(placed(class, self.pos(pattern), fields))
    }

    fn class_pattern(&mut self, node: &ast::PatternMatchClass) -> Result<(&'static str, Fields)> {
        let keywords = &node.arguments.keywords;
        let names = keywords.iter().map(|keyword| text(&keyword.attr.id));
        let fields = vec![
            ("cls", self.expr(&node.cls)?),
            ("patterns", self.patterns(&node.arguments.patterns)?),
            ("kwd_attrs", Field::List(names.collect())),
            (
                "kwd_patterns",
                self.each(keywords, |this, keyword| this.pattern(&keyword.pattern))?,
            ),
        ];
        Ok(("MatchClass", fields))
    }
}

fn singleton(value: ast::Singleton) -> Const {
    match value {
        ast::Singleton::None => Const::None,
        ast::Singleton::True => Const::True,
        ast::Singleton::False => Const::False,
    }
}
