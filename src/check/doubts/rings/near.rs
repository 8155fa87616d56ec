//! The arithmetics that are named near a line.

use super::super::super::walk::Walk;
use super::super::{Doubt, is_closed, means};
use super::named::{Arithmetic, Named, arithmetics};
use crate::diagnostic::Span;
use crate::document::{Link, Side, Statement};
use crate::expr::{Assumptions, ExprKind, Relation};
use crate::poly;

/// How far before a line its arithmetic is looked for in its paragraph, in bytes.
const BEFORE: usize = 1_500;

/// So many moduli that were named before a line may be its own.
const LAST: usize = 2;

/// Words of a text on rings.
const RINGS: &[&str] = &[
    "commutative ring",
    "ring is commutative",
    "of characteristic 2",
    "is a homomorphism",
];

/// Words of a text in which `(x + y)^p = x^p + y^p`.
const CHARACTERISTICS: &[&str] = &["Frobenius", "characteristic $p$", "characteristic p"];

/// Lines that hold in the arithmetic of their text.
pub(in crate::check::doubts) const DOUBTS: &[Doubt] = &[means(
    |walk, line| walk.is_of_residues(line.statement, line.left, line.link),
    "it may be meant in the arithmetic that the text names",
)];

impl Walk<'_> {
    /// Whether a line that integers refute holds in what the text near it speaks of.
    fn is_of_residues(&self, statement: &Statement, left: &Side, link: &Link) -> bool {
        if link.relation != Relation::Equal {
            return false;
        }
        let paragraph = self.paragraph(left, link);
        self.arithmetics_of(statement, left, link, paragraph)
            .iter()
            .any(|arithmetic| arithmetic.equates(&left.expr, &link.side.expr, &self.options.budget))
            || self.is_in_ring(paragraph, left, link)
    }

    /// Whether the text speaks of numbers in bits anywhere.
    pub(in crate::check::doubts) fn speaks_of_bits(&self) -> bool {
        let bits = [Arithmetic::Base(2), Arithmetic::Bits];
        self.all_named()
            .iter()
            .any(|named| bits.contains(&named.arithmetic))
    }

    /// All arithmetics that the text names, looked for once.
    fn all_named(&self) -> &[Named] {
        let text = self.document.source.text();
        self.named.get_or_init(|| arithmetics(text))
    }

    /// From the beginning of the paragraph of a line to the end of its last row.
    fn paragraph(&self, left: &Side, link: &Link) -> Span {
        let source = &self.document.source;
        let here = left.span.to(link.side.span);
        let from = source.around(here, BEFORE, 0).start;
        let behind = source.text().get(here.end..).unwrap_or_default();
        let row = behind.find('\n').unwrap_or(behind.len());
        let head = source.slice(Span::new(from, here.end));
        let start = head.rfind("\n\n").map_or(from, |at| from + at + 2);
        Span::new(start, here.end + row)
    }

    /// The arithmetics that are named for a line: behind it in its row, or else those named last in its paragraph, by
    /// the headings above it, or for all of the text.
    fn arithmetics_of(
        &self,
        statement: &Statement,
        left: &Side,
        link: &Link,
        paragraph: Span,
    ) -> Vec<Arithmetic> {
        let text = self.document.source.text();
        let all = self.all_named();
        let within = |span: Span| {
            let from = all.partition_point(|named| named.at < span.start);
            let to = all.partition_point(|named| named.at < span.end);
            all.get(from..to).unwrap_or_default()
        };
        let known = |named: &Named| match &named.arithmetic {
            Arithmetic::ModuloOf(symbol) => {
                let (entry, _) = self.context.meaning(symbol, &statement.place, true)?;
                let modulus = entry.value.as_number()?.to_integer()?;
                Some(Arithmetic::Modulo(modulus))
            }
            told => Some(told.clone()),
        };
        let own = within(Span::new(link.sign.start, paragraph.end));
        let is_modulus = |named: &&Named| {
            matches!(
                named.arithmetic,
                Arithmetic::Modulo(_) | Arithmetic::ModuloOf(_)
            )
        };
        if own.iter().any(|named| is_modulus(&named)) {
            return own.iter().filter_map(known).collect();
        }
        let near = within(Span::new(paragraph.start, left.span.start));
        let mut moduli: Vec<Arithmetic> = near
            .iter()
            .rev()
            .filter(is_modulus)
            .filter_map(known)
            .collect();
        moduli.dedup();
        moduli.truncate(LAST);
        let others = near.iter().chain(own).filter(|named| !is_modulus(named));
        let headings = self.document.path(statement.place.section);
        let titled = headings
            .into_iter()
            .filter(|section| !section.title.is_empty());
        let above = titled.flat_map(|section| {
            let start = section.span.start;
            let row = text.get(start..).and_then(|rest| rest.find('\n'));
            within(Span::new(start, row.map_or(text.len(), |row| start + row)))
        });
        let before = all.get(..all.partition_point(|named| named.at < left.span.start));
        let throughout = before
            .unwrap_or_default()
            .iter()
            .filter(|named| named.is_throughout);
        let more = others.chain(above).chain(throughout).filter_map(known);
        moduli.into_iter().chain(more).collect()
    }

    /// Whether a line of symbols differs in a polynomial where the text speaks of rings, or says what a power of a sum
    /// is in a characteristic that has a name.
    fn is_in_ring(&self, paragraph: Span, left: &Side, link: &Link) -> bool {
        let near = self.document.source.slice(paragraph);
        let speaks_of = |words: &[&str]| words.iter().any(|word| near.contains(word));
        let differs_in_polynomial = || {
            let budget = &self.options.budget.poly;
            let none = Assumptions::none();
            let form = poly::difference(&left.expr, &link.side.expr, &none, budget);
            form.is_ok_and(|form| form.is_polynomial())
        };
        let is_open_power = matches!(left.expr.kind(), ExprKind::Power(base, exponent)
            if base.terms().len() > 1 && exponent.as_symbol().is_some());
        !is_closed(&left.expr)
            && (speaks_of(RINGS) && differs_in_polynomial()
                || is_open_power && speaks_of(CHARACTERISTICS))
    }
}
