//! Text literals: adjacent pieces are one `Constant`, f-strings a `JoinedStr` of constants and `FormattedValue`s.

use bytecode::{Const, Position};
use ruff_python_ast::{self as ast, FStringPart, InterpolatedStringElement as Element};

use super::expr::constant;
use super::{Field, Maker, none, placed, text};
use crate::error::Result;
use crate::lower::strings::{debug_text, element_text, literal_text};

/// The parts of an f-string as they are found; text grows until an expression comes.
#[derive(Default)]
struct Parts {
    out: Vec<Field>,
    text: Vec<u8>,
    pos: Option<Position>,
    /// The first piece of the text began with `u`.
    unicode: bool,
}

impl Parts {
    fn push_text(&mut self, bytes: &[u8], pos: Position, unicode: bool) {
        match &mut self.pos {
            None => (self.pos, self.unicode) = (Some(pos), unicode),
            Some(start) => (start.end_line, start.end_col) = (pos.end_line, pos.end_col),
        }
        self.text.extend_from_slice(bytes);
    }

    fn flush(&mut self) {
        let bytes = std::mem::take(&mut self.text);
        if let Some(pos) = self.pos.take()
            && !bytes.is_empty()
        {
            let value = Const::Str(bytes.into());
            self.out.push(constant(pos, value, kind(self.unicode)));
        }
    }

    fn joined(mut self, pos: Position) -> Field {
        self.flush();
        placed("JoinedStr", pos, vec![("values", Field::List(self.out))])
    }
}

/// `Constant.kind`.
fn kind(unicode: bool) -> Field {
    match unicode {
        true => text("u"),
        false => none(),
    }
}

fn is_unicode(literal: &ast::StringLiteral) -> bool {
    literal.flags.prefix().is_unicode()
}

impl Maker<'_> {
    pub(super) fn string(&self, value: &ast::StringLiteralValue, pos: Position) -> Field {
        let mut out = Vec::new();
        for part in value.iter() {
            out.extend_from_slice(&literal_text(self.source, part));
        }
        let unicode = value.iter().next().is_some_and(is_unicode);
        constant(pos, Const::Str(out.into()), kind(unicode))
    }

    pub(super) fn fstring(&mut self, value: &ast::FStringValue, pos: Position) -> Result<Field> {
        let mut parts = Parts::default();
        for part in value.iter() {
            match part {
                FStringPart::Literal(literal) => {
                    let bytes = literal_text(self.source, literal);
                    parts.push_text(&bytes, self.pos(literal), is_unicode(literal));
                }
                FStringPart::FString(fstring) => {
                    let raw = fstring.flags.prefix().is_raw();
                    self.elements(&fstring.elements, raw, &mut parts)?;
                }
            }
        }
        Ok(parts.joined(pos))
    }

    fn elements(&mut self, elements: &[Element], raw: bool, parts: &mut Parts) -> Result<()> {
        for element in elements {
            match element {
                Element::Literal(literal) => {
                    let bytes = element_text(self.source, literal, raw);
                    parts.push_text(&bytes, self.pos(literal), false);
                }
                Element::Interpolation(item) => {
                    self.nested(|this| this.interpolation(item, raw, parts))?
                }
            }
        }
        Ok(())
    }

    fn interpolation(
        &mut self,
        item: &ast::InterpolatedElement,
        raw: bool,
        parts: &mut Parts,
    ) -> Result<()> {
        let mut conversion = item.conversion as i8;
        if let Some(written) = &item.debug_text {
            let start = u32::from(item.range.start()) + 1;
            let pos = self.span(start, start + written.as_str().len() as u32);
            parts.push_text(debug_text(written).as_bytes(), pos, false);
            if item.conversion == ast::ConversionFlag::None && item.format_spec.is_none() {
                conversion = ast::ConversionFlag::Repr as i8;
            }
        }
        parts.flush();
        let value = self.expr(&item.expression)?;
        let spec = match item.format_spec.as_deref() {
            None => none(),
            Some(spec) => self.format_spec(spec, raw)?,
        };
        let fields = vec![
            ("value", value),
            ("conversion", Field::Value(Const::Int(conversion.into()))),
            ("format_spec", spec),
        ];
        parts
            .out
            .push(placed("FormattedValue", self.pos(item), fields));
        Ok(())
    }

    fn format_spec(
        &mut self,
        spec: &ast::InterpolatedStringFormatSpec,
        raw: bool,
    ) -> Result<Field> {
        let mut parts = Parts::default();
        self.elements(&spec.elements, raw, &mut parts)?;
        let mut pos = self.pos(spec);
        pos.col -= 1; // The colon belongs to it.
        Ok(parts.joined(pos))
    }
}
