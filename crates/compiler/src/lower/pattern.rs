//! `match` statements.

use std::sync::Arc;

use bytecode::Const;
use ruff_python_ast as ast;

use super::Lowering;
use crate::error::Result;
use crate::tree::*;

impl Lowering<'_> {
    pub(super) fn match_stmt(&mut self, node: &ast::StmtMatch) -> Result<StmtKind> {
        let subject = self.expr(&node.subject)?;
        let mut cases = Vec::with_capacity(node.cases.len());
        for case in &node.cases {
            cases.push(MatchCase {
                pattern: self.pattern(&case.pattern)?,
                guard: self.optional(case.guard.as_deref())?,
                body: self.body(&case.body)?,
            });
        }
        Ok(StmtKind::Match(Box::new(Match { subject, cases })))
    }

    fn pattern(&mut self, pattern: &ast::Pattern) -> Result<Pattern> {
        self.nested(|this| this.pattern_here(pattern))
    }

    fn patterns(&mut self, patterns: &[ast::Pattern]) -> Result<Vec<Pattern>> {
        patterns
            .iter()
            .map(|pattern| self.pattern(pattern))
            .collect()
    }

    fn pattern_here(&mut self, pattern: &ast::Pattern) -> Result<Pattern> {
        use ast::Pattern as P;
        let pos = self.pos(pattern);
        let name = |name: &Option<ast::Identifier>| name.as_ref().map(|name| self.name(&name.id));
        let kind = match pattern {
            P::MatchValue(node) => PatternKind::Value(self.expr(&node.value)?),
            P::MatchSingleton(node) => PatternKind::Singleton(Arc::new(match node.value {
                ast::Singleton::None => Const::None,
                ast::Singleton::True => Const::True,
                ast::Singleton::False => Const::False,
            })),
            P::MatchSequence(node) => PatternKind::Sequence(self.patterns(&node.patterns)?),
            P::MatchMapping(node) => PatternKind::Mapping {
                rest: name(&node.rest),
                keys: self.exprs(&node.keys)?,
                patterns: self.patterns(&node.patterns)?,
            },
            P::MatchClass(node) => self.class_pattern(node)?,
            P::MatchStar(node) => PatternKind::Star(name(&node.name)),
            P::MatchAs(node) => PatternKind::As {
                name: name(&node.name),
                pattern: match node.pattern.as_deref() {
                    Some(inner) => Some(Box::new(self.pattern(inner)?)),
                    None => None,
                },
            },
            P::MatchOr(node) => PatternKind::Or(self.patterns(&node.patterns)?),
        };
        Ok(Pattern { pos, kind })
    }

    fn class_pattern(&mut self, node: &ast::PatternMatchClass) -> Result<PatternKind> {
        let class = self.expr(&node.cls)?;
        let patterns = self.patterns(&node.arguments.patterns)?;
        let mut keywords = Vec::new();
        for keyword in &node.arguments.keywords {
            let pattern = self.pattern(&keyword.pattern)?;
            keywords.push((
                Arc::from(keyword.attr.id.as_str()),
                self.pos(keyword),
                pattern,
            ));
        }
        Ok(PatternKind::Class {
            class,
            patterns,
            keywords,
        })
    }
}
