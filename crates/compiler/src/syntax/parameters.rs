//! Errors in the brackets of type parameters.

use ruff_python_ast::Expr;
use ruff_python_ast::token::TokenKind as K;

use super::diagnose::Case;
use crate::error::SyntaxError;

impl Case<'_> {
    /// What is wrong in `def f[…]`, `class C[…]` or `type X[…]`, if the parser gave up there.
    pub(super) fn type_parameters(&self) -> Option<SyntaxError> {
        let open = self.tokens.open_bracket(self.at)?;
        let keyword = self.tokens.kind(open.checked_sub(2)?);
        let named =
            self.tokens.kind(open - 1) == K::Name && matches!(keyword, K::Def | K::Class | K::Type);
        if !named || self.tokens.kind(open) != K::Lsqb {
            return None;
        }
        let empty = self.tokens.kind(open + 1) == K::Rsqb;
        self.bound_of_many()
            .or_else(|| (keyword == K::Def && !empty).then(|| self.no_call_bracket(open)))
    }

    /// `*Ts: bound` and `**P: bound`.
    fn bound_of_many(&self) -> Option<SyntaxError> {
        let name = self.at.checked_sub(1)?;
        if self.token().kind != K::Colon || self.tokens.kind(name) != K::Name {
            return None;
        }
        let kind = match self.tokens.kind(name.checked_sub(1)?) {
            K::Star => "TypeVarTuple",
            K::DoubleStar => "ParamSpec",
            _ => return None,
        };
        let end = self.expression_from(self.at + 1)?;
        let first = self.tokens.list.get(self.at + 1)?;
        let what = match self.parse(first.start, end)?.expr() {
            Expr::Tuple(_) => "constraints",
            _ => "bound",
        };
        let message = format!("cannot use {what} with {kind}");
        Some(self.spot(message).span(self.token().start, end).error())
    }

    /// Brackets that hold no parameters aren't looked at any further.
    fn no_call_bracket(&self, open: usize) -> SyntaxError {
        let open = self.tokens.list[open];
        self.spot("expected '('").span(open.start, open.end).error()
    }
}
