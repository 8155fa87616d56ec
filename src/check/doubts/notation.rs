//! Signs that say something else than they say of numbers: code, orders, indices, transposition.

use super::super::topics::Topic;
use super::super::walk::Walk;
use super::{Doubt, is_closed, means, supposes};
use crate::document::{Link, Origin, Side, Size, Statement};
use crate::expr::{Assumptions, Bindings, Expr, ExprKind, Function, Relation, Symbol, deep};
use crate::number::Rational;
use crate::poly::{self, Polynomial};
use crate::syntax::{names_function, parse_expression};

/// So many digits a number in double precision is printed with.
const PRINTED: usize = 16;

/// So many of them are left out of account.
const CUT: usize = 4;

/// Lines in which signs may say something else than they say of numbers.
pub(super) const DOUBTS: &[Doubt] = &[
    supposes(|walk, line| walk.redefines(line.left)),
    means(
        |walk, line| walk.applies(line.left),
        "its left side may be a function of which nothing is said",
    ),
    means(
        |walk, line| walk.is_code(line.statement, line.left, line.link),
        "it stands in code, where its signs shift, ask or assign",
    ),
    means(
        |walk, line| walk.compares_orders(line.left, line.link),
        "orders of growth, O(…), are no values",
    ),
    means(
        |walk, line| walk.has_index_above(line.left, line.link),
        "what stands above in brackets may be an index and no power",
    ),
    means(
        |_, line| transposes(&line.left.expr),
        "^T and ^H may transpose a matrix",
    ),
    means(
        |_, line| transposes(&line.link.side.expr),
        "^T and ^H may transpose a matrix",
    ),
    means(
        |_, line| is_congruence(&line.left.expr),
        "remainders of names are equal for some of their values",
    ),
    means(
        |walk, line| walk.is_complex(line.left, line.link),
        "it is right where one of its names is an imaginary unit or a root of unity",
    ),
    means(
        |walk, line| walk.is_of_ordinals(line.left, line.link),
        "the text speaks of ordinals or infinite cardinals, which are not read as numbers",
    ),
    means(
        |walk, line| walk.is_in_another_base(line.left, line.link),
        "its numbers may be written to another base",
    ),
    means(
        |walk, line| walk.has_factorial_power(line.left, line.link),
        "a factorial power is not read",
    ),
    means(
        |walk, line| walk.names_one_function(line.left, line.link),
        "a name before brackets may be a function of which nothing is said",
    ),
    means(
        |walk, line| walk.is_for_small(line.statement, line.left, line.link),
        "both sides are the same where a name is 0: it may be meant for small ones",
    ),
    means(
        |walk, line| walk.spells_names(line.left, line.link),
        "its capitals may be one name",
    ),
    means(
        |walk, line| walk.is_in_format_string(line.statement, line.left),
        "it stands in a string that a program fills in",
    ),
    means(
        |walk, line| walk.puts_base_in(line.left, line.link),
        "numbers stand where letters stood",
    ),
    means(
        |walk, line| walk.is_of_a_program(line.statement, line.left, line.link),
        "only the last digits of a number that a program printed differ",
    ),
];

impl Walk<'_> {
    /// Whether a name stands before the brackets of both sides, and may be a function.
    fn names_one_function(&self, left: &Side, link: &Link) -> bool {
        let source = &self.document.source;
        is_one_function(source.slice(left.span), source.slice(link.side.span))
    }

    /// `n^{\log_b a} = n^{\log_4 2}`: whether numbers stand where the letters of a logarithm stood.
    fn puts_base_in(&self, left: &Side, link: &Link) -> bool {
        let has_base = |span, is_base: fn(char) -> bool| {
            let written = self.document.source.slice(span);
            let mut bases = written.split("\\log_").skip(1);
            bases.any(|rest| rest.trim_start_matches(['{', ' ']).starts_with(is_base))
        };
        has_base(left.span, |c| c.is_ascii_alphabetic())
            && has_base(link.side.span, |c| c.is_ascii_digit())
    }

    /// `log 132464 / log 68 = 2.7951284873613815`: whether a number has as many digits as a program prints, of which the last
    /// ones are its own rounding.
    fn is_of_a_program(&self, statement: &Statement, left: &Side, link: &Link) -> bool {
        let written = self.document.source.slice(link.side.span).trim();
        let digits = written.bytes().filter(u8::is_ascii_digit).count();
        let is_plain = written
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
        let cut = written
            .get(..written.len().saturating_sub(CUT))
            .filter(|_| {
                is_plain && digits >= PRINTED && written.find('.').is_some_and(|at| at < digits / 2)
            });
        let side = cut
            .and_then(|cut| parse_expression(cut).ok())
            .map(|expr| Side {
                expr,
                ..link.side.clone()
            });
        side.is_some_and(|side| {
            let found = self.pair(left, Relation::Approx, &side, &statement.place);
            found.is_right()
        })
    }

    /// `f"P={P} M={M}"`: whether a line stands in a string that a program fills in.
    fn is_in_format_string(&self, statement: &Statement, left: &Side) -> bool {
        let text = self.document.source.text();
        let (before, behind) = text.split_at_checked(left.span.start).unwrap_or_default();
        let before = before.rsplit('\n').next().unwrap_or_default();
        let behind = behind.split('\n').next().unwrap_or_default();
        let is_open = |quote: char| {
            before.find(&format!("f{quote}")).is_some_and(|at| {
                let (head, inside) = before.split_at_checked(at + 2).unwrap_or_default();
                let begins = !head
                    .trim_end_matches(['f', quote])
                    .ends_with(char::is_alphanumeric);
                begins && !inside.contains(quote) && behind.contains(quote)
            })
        };
        statement.origin != Origin::Math
            && behind.contains('}')
            && ['"', '\''].into_iter().any(is_open)
    }

    /// `BW_{compute}`: whether capitals with a word for an index are one name, as the last of them never stands alone with
    /// it, in contrast to `V D_{model}`.
    fn spells_names(&self, left: &Side, link: &Link) -> bool {
        let text = self.document.source.text();
        let stands_alone = |name: &str| {
            text.match_indices(name).any(|(at, _)| {
                let before = text.get(..at).unwrap_or_default();
                !before.ends_with(|c: char| c.is_alphanumeric() || c == '_')
            })
        };
        let written = [left.span, link.side.span].map(|span| self.document.source.slice(span));
        written.into_iter().any(|side| {
            side.match_indices("_{").any(|(at, _)| {
                let (before, behind) = side.split_at_checked(at).unwrap_or_default();
                let head = before.trim_end_matches(|c: char| c.is_ascii_uppercase());
                let word = behind.get(2..).and_then(|rest| rest.split_once('}'));
                let word = word.map_or("", |(word, _)| word);
                let index = word.rsplit('{').next().unwrap_or_default();
                let last = side.get(at.saturating_sub(1)..at + 2 + word.len());
                before.len() - head.len() >= 2
                    && index.len() >= 3
                    && index.bytes().all(|byte| byte.is_ascii_alphabetic())
                    && last.is_some_and(|last| !stands_alone(last))
            })
        })
    }

    /// The source of a relation.
    pub(super) fn relation_text(&self, left: &Side, link: &Link) -> String {
        let source = &self.document.source;
        let sides = [left.span, link.side.span].map(|span| source.slice(span).replace('~', " "));
        sides.join("=")
    }

    /// `1 + ω = ω`, where the document speaks of ordinals or infinite cardinals: they are added and multiplied by other laws.
    fn is_of_ordinals(&self, left: &Side, link: &Link) -> bool {
        let text = self.relation_text(left, link);
        let is_greek = [
            "ω", "\\omega", "\\alpha", "\\beta", "α", "β", "κ", "\\kappa", "\\aleph", "ℵ",
            "\\lambda", "\\mu", "μ",
        ]
        .iter()
        .any(|name| text.contains(name));
        is_greek && self.speaks_of(Topic::Ordinals)
    }

    /// `ln(1 + x) ≈ x`: whether both sides are the same where a name is 0, beside roots and other
    /// functions: it may be meant for small ones.
    fn is_for_small(&self, statement: &Statement, left: &Side, link: &Link) -> bool {
        let is_rough = matches!(link.relation, Relation::Approx | Relation::Asymptotic);
        let none = Assumptions::none();
        let budget = &self.options.budget.poly;
        let has_functions = |side: &Side| {
            poly::normal_form(&side.expr, &none, budget)
                .is_ok_and(|form| form.has_opaque_indeterminates())
        };
        let small = self.document.said_to_be(Size::Small, left.span);
        let names = left.expr.free_symbols();
        let is_told = names.iter().any(|name| small.contains(name));
        let is_refuted = names
            .iter()
            .filter(|name| small.contains(name))
            .any(|name| self.small(&left.expr, &link.side.expr, name).is_wrong());
        if is_refuted {
            return false;
        }
        if !is_rough || !has_functions(left) && !has_functions(&link.side) && !is_told {
            return false;
        }
        names
            .iter()
            .filter(|name| link.side.expr.mentions(name))
            .filter(|name| {
                ![&left.expr, &link.side.expr]
                    .iter()
                    .any(|side| counts(side, name))
            })
            .any(|name| {
                let zero: Bindings = [(name.clone(), Expr::zero())].into_iter().collect();
                let at_zero = |side: &Side| {
                    let expr = zero.substitute(&side.expr).ok()?;
                    Some(Side {
                        expr,
                        ..side.clone()
                    })
                };
                let sides = at_zero(left).zip(at_zero(&link.side));
                sides.is_some_and(|(lhs, rhs)| {
                    self.pair(&lhs, Relation::Equal, &rhs, &statement.place)
                        .compared
                        .verdict
                        .holds()
                })
            })
    }

    /// `(a + b*I)**2 = a**2 - b**2 + 2*I*a*b`: whether the sides are equal where a name of the imaginary unit
    /// squares to −1: then i² + 1 divides what is between them; and j² + j + 1, where j is a root of unity.
    fn is_complex(&self, left: &Side, link: &Link) -> bool {
        let none = Assumptions::none();
        let budget = &self.options.budget.poly;
        let Ok(form) = poly::difference(&left.expr, &link.side.expr, &none, budget) else {
            return false;
        };
        let is_unit = |name: &Symbol| matches!(name.name(), "i" | "j" | "I" | "omega" | "ω");
        let names = form.indeterminates();
        let at = names
            .iter()
            .position(|name| name.as_symbol().is_some_and(is_unit));
        let Some(at) = at else {
            return false;
        };
        let power = |exponent: i64| {
            let mut exponents = vec![0; at + 1];
            *exponents.get_mut(at)? = exponent;
            Some(Polynomial::monomial(&Rational::from(1), &exponents))
        };
        let sum = |powers: &[i64]| {
            powers.iter().try_fold(Polynomial::one(), |sum, exponent| {
                sum.add(&power(*exponent)?, budget).ok()
            })
        };
        [sum(&[2]), sum(&[2, 1])]
            .into_iter()
            .flatten()
            .any(|divisor| {
                let quotient = form.numerator().divide_exact(&divisor, budget);
                quotient.is_ok_and(|quotient| quotient.is_some())
            })
    }

    /// `x^{\\underline{m}}`: a falling or rising factorial power.
    fn has_factorial_power(&self, left: &Side, link: &Link) -> bool {
        let text = self.relation_text(left, link);
        text.contains("^{\\underline")
            || text.contains("^{\\overline")
            || text.contains("^\\underline")
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

    /// `O(n²d) + O(nd) = O(n²d)`, `(n × d)(d × n) = O(n²d)`: orders are no values.
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
        has_order(left) || has_order(&link.side)
    }

    /// `g^{(0)} = 2w^{(0)}`: what stands above in brackets counts and raises to no power.
    fn has_index_above(&self, left: &Side, link: &Link) -> bool {
        let source = &self.document.source;
        let sides = [left.span, link.side.span].map(|span| source.slice(span));
        sides.into_iter().any(|written| {
            ["^{(", "^(("].into_iter().any(|open| {
                written.split(open).skip(1).any(|inside| {
                    let index = inside.split(')').next().unwrap_or_default();
                    !index.is_empty() && index.chars().all(|c| c.is_alphanumeric() || c == '\\')
                })
            })
        })
    }

    /// `f(x) = 3x` where f was 2x: whether a function that is known may be another one from here on.
    fn redefines(&self, side: &Side) -> bool {
        match side.expr.kind() {
            ExprKind::Call(Function::Declared(name), arguments) => {
                self.context.knows_function(name)
                    && !self.is_derived(name)
                    && arguments
                        .iter()
                        .all(|argument| argument.as_symbol().is_some())
            }
            _ => false,
        }
    }

    /// Whether a side is a function of something; `a(3) = 11` of a function that is known is a claim.
    fn applies(&self, side: &Side) -> bool {
        let is_known = match side.expr.kind() {
            // What is differentiated is known.
            ExprKind::Call(Function::Declared(name), _) if name.name().ends_with('\'') => {
                self.is_derived(name)
            }
            ExprKind::Call(..) => side.expr.free_symbols().is_empty(),
            _ => false,
        };
        let written = self.document.source.slice(side.span);
        let head = written.split(['(', '{']).next().unwrap_or_default();
        let is_built_in = names_function(head.trim().trim_start_matches('\\'));
        !is_known && !is_built_in && is_application(written)
    }
}

/// `R(θ + 2π) = R(θ)`, `Phi(-u) = 1 - Phi(u)`: whether a name stands only before brackets, of one thing on one side and
/// of another on the other, so that it is a function; a product with it would say that the brackets are equal.
fn is_one_function(left: &str, right: &str) -> bool {
    let call = |side: &str| {
        let side = side.trim();
        let (name, rest) = side.split_once('(')?;
        let inside = rest.strip_suffix(')')?;
        let is_name = !name.trim().is_empty()
            && name
                .trim()
                .chars()
                .all(|c| c.is_alphabetic() || matches!(c, '\\' | '_' | '{' | '}'));
        (is_name && !inside.contains('(')).then(|| name.trim().to_owned())
    };
    let is_same = call(left).is_some_and(|name| call(right) == Some(name));
    let distributes = ["Phi(-", "\\Phi(-", "Φ(-"]
        .iter()
        .any(|begin| left.contains(begin));
    let gammas = ["Gamma(", "\\Gamma(", "\\Gamma{(", "Γ(", "\\Gamma\\left("];
    let has_gamma = gammas
        .iter()
        .any(|gamma| left.contains(gamma) || right.contains(gamma));
    is_same || distributes || has_gamma
}

/// Whether remainders of names are compared, `x^p = x (mod p)`: that is so for some of them.
fn is_congruence(side: &Expr) -> bool {
    let is_remainder = matches!(side.kind(), ExprKind::Call(Function::Mod, _));
    is_remainder && !is_closed(side)
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

/// Whether a name stands in a factorial or a binomial coefficient, which only integers do.
fn counts(expr: &Expr, name: &Symbol) -> bool {
    deep(|| match expr.kind() {
        ExprKind::Call(Function::Factorial | Function::Binom, _) => expr.mentions(name),
        _ => expr.children().into_iter().any(|part| counts(part, name)),
    })
}
