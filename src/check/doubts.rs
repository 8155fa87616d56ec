//! A refuted line that may mean something else than what was refuted: it is told as an equation for what
//! stands in it, and not as wrong.

use super::conditions::comparison;
use super::context::Entry;
use super::first::calls_other;
use super::naming::is_word;
use super::pair::Pair;
use super::report::{Judged, Used};
use super::sides::value;
use super::walk::Walk;
use crate::diagnostic::Span;
use crate::document::{Link, Side, Statement};
use crate::expr::{Bindings, Expr, ExprKind, Relation, Symbol, deep};
use crate::judge::Stated;
use crate::number::{Rational, Suffix, Written};
use crate::units::{Dimension, is_physical, unit};

/// How many significant digits only a computation has: nobody writes such an equation for an unknown.
const WORKED_DIGITS: usize = 3;

/// A ratio of two sizes that no conversion gets wrong.
const APART: i64 = 10_000_000;

impl Walk<'_> {
    /// Whether something else may be meant.
    pub(super) fn is_doubtful(
        &self,
        statement: &Statement,
        left: &Side,
        link: &Link,
        judged: &Judged,
    ) -> bool {
        self.is_case(statement, judged)
            || self.rests_afar(statement, left, link, judged)
            || self.applies(left)
            || self.swaps_unknowns(statement, left, link)
            || self.is_code(statement, left, link)
            || self.compares_orders(left, link)
            || self.is_of_each(left, link)
            || self.has_index_above(left, link)
            || transposes(&left.expr)
            || transposes(&link.side.expr)
            || counts_otherwise(left, &link.side)
            || self.converts(left, &link.side)
            || self.adds_to_something(left)
            || self.is_rate_of_each(left, link)
            || self.is_thing_of_others(left, link)
            // `128K × 2 bytes = per head, …`: a word goes on.
            || is_closed(&left.expr) && link.side.expr.as_symbol().is_some_and(is_word)
    }

    /// `6.67e11 FLOPs ≈ 11 minutos`: a word that is no known unit stands behind a bare number, beside a
    /// quantity of another kind.
    pub(super) fn is_in_words(left: &Side, right: &Side, found: &Pair) -> bool {
        let dimension = |side: &Side| {
            let value = value(&side.expr, &found.under)?;
            Some(value.as_quantity()?.dimension)
        };
        let is_bare = dimension(right).is_some_and(Dimension::is_none);
        let measures = dimension(left).is_some_and(|dimension| !dimension.is_none());
        !right.notes.is_empty() && is_bare && measures
    }

    /// `10^3 \sim 10^6`: from one number to another.
    pub(super) fn is_range(&self, left: &Side, link: &Link) -> bool {
        let source = self.document.source.text();
        let sign = source.get(link.sign.start..).unwrap_or_default();
        let is_plain = |side: &Side| {
            let is_number = side.expr.as_number().is_some();
            is_number || Stated::of(&side.expr).is_some() || is_power(&side.expr)
        };
        let is_tilde = sign.starts_with("\\sim") && !sign.starts_with("\\simeq");
        (is_tilde || sign.starts_with(['~', '∼', '～'])) && is_plain(left) && is_plain(&link.side)
    }

    /// Whether each side has a name of its own of which nothing is said: they may stand for the same,
    /// `d_v × n = d_k × n`; with `≈`, where such a name stands in every term of its side.
    fn swaps_unknowns(&self, statement: &Statement, left: &Side, link: &Link) -> bool {
        let (lhs, rhs) = (&left.expr, &link.side.expr);
        let (before, after) = (lhs.free_symbols(), rhs.free_symbols());
        let is_unknown = |symbol: &&Symbol| {
            let known = self.context.meaning(symbol, &statement.place, false);
            known.is_none_or(|(entry, _)| entry.is_number && self.is_afar(entry.span, left.span))
        };
        let gone: Vec<&Symbol> = before.difference(&after).collect();
        let new: Vec<&Symbol> = after.difference(&before).collect();
        let swaps = gone.iter().chain(&new).all(is_unknown)
            && gone.len() == new.len()
            && self.is_renamed(statement, left, link, [&gone, &new]);
        let everywhere = |side: &Expr, symbols: &[&Symbol]| {
            let is_through =
                |symbol: &&&Symbol| side.terms().iter().all(|term| term.mentions(symbol));
            symbols.iter().filter(is_through).any(is_unknown)
        };
        let is_rough = link.relation != Relation::Equal && !before.is_empty() && !after.is_empty();
        swaps || is_rough && (everywhere(lhs, &gone) || everywhere(rhs, &new))
    }

    /// Whether the sides are the same once the new names stand for those that are gone, in the order in which
    /// they come.
    fn is_renamed(
        &self,
        statement: &Statement,
        left: &Side,
        link: &Link,
        [gone, new]: [&[&Symbol]; 2],
    ) -> bool {
        let old = left.expr.symbols_in_order();
        let old = old.iter().filter(|symbol| gone.contains(symbol));
        let come = link.side.expr.symbols_in_order();
        let come = come.iter().filter(|symbol| new.contains(symbol));
        let names: Bindings = come
            .zip(old)
            .map(|(new, old)| (new.clone(), Expr::symbol(old.clone())))
            .collect();
        let Ok(expr) = names.substitute(&link.side.expr) else {
            return false;
        };
        let renamed = Side {
            expr,
            ..link.side.clone()
        };
        !gone.is_empty()
            && self
                .pair(left, link.relation, &renamed, &statement.place)
                .is_right()
    }

    /// In code `1 << 30` shifts bits, and `a == b` asks.
    fn is_code(&self, statement: &Statement, left: &Side, link: &Link) -> bool {
        let sign = self.document.source.slice(link.sign).trim();
        let shifts = link.relation == Relation::MuchLess
            && is_closed(&left.expr)
            && is_closed(&link.side.expr);
        let asks = sign == "==" && left.expr.free_symbols() != link.side.expr.free_symbols();
        // `w[i] = w[i] - 0.01 * dw` assigns.
        let assigns = self.document.source.slice(left.span).contains('[');
        statement.origin.is_code_like() && (shifts || asks || assigns)
    }

    /// `O(n²d) + O(nd) = O(n²d)`: orders are no values.
    fn compares_orders(&self, left: &Side, link: &Link) -> bool {
        let has_order = |side: &Side| {
            let text = self.document.source.slice(side.span);
            let text = text.replace("\\left", "").replace(' ', "");
            let is_whole = |at: usize| {
                let before = text.get(..at).unwrap_or_default();
                !before.ends_with(|c: char| c.is_alphanumeric() || c == '_')
            };
            ["O(", "\\mathcal{O}(", "\\Theta(", "\\Omega("]
                .into_iter()
                .any(|order| text.match_indices(order).any(|(at, _)| is_whole(at)))
        };
        has_order(left) && has_order(&link.side)
    }

    /// `g^{(0)} = 2w^{(0)}`: what stands above in brackets counts and raises to no power.
    fn has_index_above(&self, left: &Side, link: &Link) -> bool {
        let source = &self.document.source;
        [left.span, link.side.span]
            .into_iter()
            .any(|span| source.slice(span).contains("^{("))
    }

    /// `read A, read B and write C, 2 bytes each = 6 bytes`: what is counted stands in the words before.
    fn is_of_each(&self, left: &Side, link: &Link) -> bool {
        let text = self.document.source.text();
        let before = text.get(..left.span.start).unwrap_or_default().trim_end();
        let between = self.between(left.span, link.sign);
        let word =
            |text: &str, words: &[&str]| words.iter().any(|word| text.trim_end().ends_with(word));
        is_single(&left.expr)
            && (word(before, &["各", "每", " each", "각", "je"]) || word(between, &[" each"]))
    }

    /// `+1 = 28`: whether a side goes on with something that stands before it.
    fn adds_to_something(&self, left: &Side) -> bool {
        self.document
            .source
            .slice(left.span)
            .trim_start()
            .starts_with(['+', '＋'])
    }

    /// `117 MB / layer = 8.2 GB total`: one of many, beside all of them.
    fn is_rate_of_each(&self, left: &Side, link: &Link) -> bool {
        let between = self.between(left.span, link.sign).trim();
        let word = between.strip_prefix('/').map(str::trim);
        let is_noun =
            word.is_some_and(|word| word.chars().all(char::is_alphabetic) && word.len() > 1);
        is_noun && is_single(&left.expr)
    }

    /// `1024×1024 image ≈ 4K tokens`: whether things are told in the number of other things.
    fn is_thing_of_others(&self, left: &Side, link: &Link) -> bool {
        let source = &self.document.source;
        let behind = source.text().get(link.side.span.end..).unwrap_or_default();
        // A label may be part of the side before it.
        let ends = |side: &Side| thing(source.slice(side.span).rsplit(' ').next()?);
        let before = ends(left).or_else(|| thing(self.between(left.span, link.sign)));
        let after = ends(&link.side).or_else(|| thing(behind));
        let differ = before.zip(after).is_some_and(|(before, after)| {
            before != after && !source.slice(left.span).to_lowercase().contains(&after)
        });
        differ && is_single(&link.side.expr) && !is_long_product(&left.expr)
    }

    /// `100 mm × 3 = 30 cm`: whether the result stands in a unit of physics that is none of those before it.
    fn converts(&self, left: &Side, right: &Side) -> bool {
        let names = left.expr.free_symbols();
        let mut before = names
            .iter()
            .map(Symbol::name)
            .filter(|name| is_physical(name));
        let text = self.document.source.text();
        let behind = text.get(right.span.end..).unwrap_or_default().trim_start();
        let end = behind.find(|c: char| !c.is_ascii_alphabetic());
        let unit = behind
            .get(..end.unwrap_or(behind.len()))
            .unwrap_or_default();
        let counts = before.clone().next().is_some();
        counts && is_physical(unit) && before.all(|name| name != unit)
    }

    /// Whether a refuted line rests on a meaning that was said in another place, so that it may well speak
    /// of something else: `x + y = 1` far below a line that says x = 0.
    fn rests_afar(&self, statement: &Statement, left: &Side, link: &Link, judged: &Judged) -> bool {
        let sides = [&left.expr, &link.side.expr];
        // The σ of one section is not that of another.
        let is_near = |name: &Symbol| {
            let head = self.context.function_at(name);
            head.is_none_or(|head| !self.is_afar(head, statement.first.span))
        };
        if sides.into_iter().any(|side| calls_other(side, &is_near)) {
            return true;
        }
        if sides.into_iter().any(is_worked) {
            return false;
        }
        // `B × L = 64 × 2048 × 4`: what stands in the line itself is meant.
        let is_shown = |used: &Used| {
            let value = used
                .value
                .as_number()
                .filter(|value| value.abs() >= Rational::from(10));
            value.is_some_and(|value| sides.into_iter().any(|side| states(side, &value)))
        };
        let is_in_unknowns = |side: &Expr| side.free_symbols().iter().all(is_solved_for);
        let is_equation = statement.links.len() == 1
            && (sides.into_iter().any(is_closed) || sides.into_iter().all(is_in_unknowns));
        judged
            .used
            .iter()
            .any(|used| !is_shown(used) && self.is_elsewhere(used, statement, is_equation, judged))
    }

    /// Whether a meaning stands in another section or far above; of an equation that is to be solved, `900 =
    /// 1100/(1 + r)`, `x + y = 1`, in another paragraph.
    fn is_elsewhere(
        &self,
        used: &Used,
        statement: &Statement,
        is_equation: bool,
        judged: &Judged,
    ) -> bool {
        // Items that compare, `ρ = 0`, `ρ < 0`, are cases.
        let compares = comparison(judged.relation).is_some();
        let place = &statement.place;
        let known = self.context.meaning(&used.symbol, place, true);
        let is_apart = known.is_some_and(|(entry, _)| {
            entry.place.section != place.section
                || entry.place.item.is_some()
                    && entry.place.item != place.item
                    && (compares || !self.is_parameter(&used.symbol, entry))
                || is_equation
                    && entry.is_number
                    && entry.place.block != place.block
                    && (is_closed(&statement.first.expr) || is_solved_for(&used.symbol))
        });
        is_apart || self.is_afar(used.span, statement.first.span)
    }

    /// Whether a list item only says what its names are, `- L = 32 layers, h = 4096`, so that this holds beside
    /// the list too. Texts list the answers to exercises in the same way, but those are for unknowns.
    fn is_parameter(&self, symbol: &Symbol, entry: &Entry) -> bool {
        let statements = &self.document.statements;
        let is_beside = |statement: &&Statement| statement.place.item == entry.place.item;
        let at =
            statements.partition_point(|statement| statement.first.span.start < entry.span.start);
        let (before, behind) = statements.split_at(at);
        let mut item = before
            .iter()
            .rev()
            .take_while(is_beside)
            .chain(behind.iter().take_while(is_beside));
        let binds = |statement: &Statement| {
            let name = statement.first.expr.as_symbol();
            name.is_some_and(|name| !is_solved_for(name))
                && statement
                    .links
                    .iter()
                    .all(|link| is_closed(&link.side.expr))
        };
        entry.is_number && !is_solved_for(symbol) && item.all(binds)
    }

    /// `Short sequences (n < 2d)`: a comparison that is refuted only by values said elsewhere tells of another
    /// case.
    fn is_case(&self, statement: &Statement, judged: &Judged) -> bool {
        let compares = comparison(judged.relation).is_some();
        let block = |at: Span| {
            let near = Span::new(at.start.min(judged.sign.start), judged.sign.start);
            !self.document.source.slice(near).contains("\n\n")
        };
        compares
            && statement.links.len() == 1
            && !judged.used.is_empty()
            && !judged.used.iter().any(|used| block(used.span))
    }

    /// Whether a side is a function of something; `a(3) = 11` of a function that is known is a claim.
    fn applies(&self, side: &Side) -> bool {
        let is_known =
            matches!(side.expr.kind(), ExprKind::Call(..)) && side.expr.free_symbols().is_empty();
        !is_known && is_application(self.document.source.slice(side.span))
    }
}

/// Whether two single numbers are told of different things: `0.05 m = 5 cm` where no unit is known, `8 bit =
/// 7 GB` as a label, `12 bytes = 75%` of something.
fn counts_otherwise(left: &Side, right: &Side) -> bool {
    if !is_single(&left.expr) || !is_single(&right.expr) {
        return false;
    }
    let words = |side: &Side| -> Vec<String> {
        side.notes
            .iter()
            .map(|note| note.text.trim().to_owned())
            .collect()
    };
    let (before, after) = (words(left), words(right));
    let differ = !before.is_empty() && !after.is_empty() && before != after;
    let unit = |side: &Side| matches!(side.expr.kind(), ExprKind::Quantity(..));
    let is_share = |side: &Side| match side.expr.kind() {
        ExprKind::Number(literal) => {
            literal.written().and_then(Written::suffix) == Some(Suffix::Percent)
        }
        _ => false,
    };
    let none = crate::expr::Assumptions::none();
    let amount = |side: &Side| {
        let value = value(&side.expr, &none)?.as_quantity()?;
        Some((value.amount.exact()?.abs(), value.dimension))
    };
    let is_label = amount(left)
        .zip(amount(right))
        .is_some_and(|((a, of), (b, other))| {
            let apart = Rational::from(APART);
            unit(left) && unit(right) && of == other && (a > &b * &apart || b > &a * &apart)
        });
    differ || is_label || unit(left) && is_share(right)
}

/// The word that a text begins with where it says what is counted, in the singular: no unit that measures.
fn thing(text: &str) -> Option<String> {
    let text = text.trim_start();
    let end = text
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(text.len());
    let word = text.get(..end)?;
    let singular = word.trim_end_matches('s');
    let measures = |word: &str| unit(word).is_some_and(|unit| !unit.is_counting_label());
    let is_thing = singular.len() > 3 && !measures(word) && !measures(singular);
    is_thing.then(|| singular.to_lowercase())
}

/// Whether a side has more than two factors or several terms, as what is computed has.
fn is_long_product(side: &Expr) -> bool {
    side.factors().len() > 2 || side.terms().len() > 1
}

/// Whether a side is one number, with its unit or without.
fn is_single(side: &Expr) -> bool {
    match side.kind() {
        ExprKind::Quantity(amount, _) => amount.as_number().is_some(),
        _ => side.as_number().is_some(),
    }
}

/// Whether a name is one of those that texts solve for: `x`, `y_1`.
pub(super) fn is_solved_for(symbol: &Symbol) -> bool {
    let letter = symbol.name().split('_').next().unwrap_or_default();
    matches!(letter, "x" | "y" | "z" | "t" | "u" | "w")
}

/// Whether something is raised to `T` or `H`, `x^T y = y^T x`: a matrix with rows for columns, which numbers do
/// not speak for.
fn transposes(side: &Expr) -> bool {
    deep(|| match side.kind() {
        ExprKind::Power(base, exponent) => {
            let above = exponent.as_symbol().map(Symbol::name);
            matches!(above, Some("T" | "H")) && base.as_number().is_none()
        }
        _ => false,
    } || side.children().into_iter().any(transposes))
}

/// Whether a side is a number.
fn is_closed(expr: &Expr) -> bool {
    expr.free_symbols().is_empty()
}

/// Whether a number is written out in a closed side.
fn states(side: &Expr, value: &Rational) -> bool {
    let literal = |expr: &Expr| expr.as_number().as_ref() == Some(value);
    is_closed(side)
        && deep(|| {
            literal(side)
                || side
                    .children()
                    .into_iter()
                    .any(|child| states(child, value))
        })
}

/// Whether a side is a number that somebody has worked out.
fn is_worked(expr: &Expr) -> bool {
    let digits = |value: Rational| {
        let text = value.numerator().to_string();
        text.trim_start_matches('-').trim_end_matches('0').len()
    };
    match expr.kind() {
        ExprKind::Quantity(..) => is_closed(expr),
        _ => expr
            .as_number()
            .is_some_and(|value| digits(value) >= WORKED_DIGITS),
    }
}

/// Whether a side as it is written is a function of something, `f(1, 2)`, `\varphi(x)`, and no product of a
/// name and a sum.
fn is_application(written: &str) -> bool {
    let written = written.trim();
    let Some((name, rest)) = written.split_once('(') else {
        return false;
    };
    let Some(inside) = rest.trim_end().strip_suffix(')') else {
        return false;
    };
    let belongs = |c: char| c.is_alphanumeric() || matches!(c, '_' | '{' | '}' | '\\' | '\'');
    let name = name.trim();
    let is_name =
        name.starts_with(|c: char| c.is_alphabetic() || c == '\\') && name.chars().all(belongs);
    let mut depth = 0_i32;
    let is_whole = inside.chars().all(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth >= 0
    });
    let is_one = !inside.is_empty() && inside.chars().all(belongs);
    is_name && is_whole && (is_one || inside.contains(','))
}

/// Whether a side is a power of a number.
fn is_power(side: &Expr) -> bool {
    matches!(side.kind(), ExprKind::Power(base, exponent)
        if base.as_number().is_some() && exponent.as_number().is_some())
}
