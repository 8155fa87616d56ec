//! Names with brackets behind them: calls, sums, lists, the O-form, or products.

use crate::diagnostic::{Code, Span};
use crate::expr::{BigOperatorKind, Expr, Function, Range, Relation, Symbol};

use super::ast::{Ast, AstKind};
use super::habits::index_of;
use super::names::spell;
use super::resolve::Resolver;
use super::words::clip;

/// The built-in function of a name in normal spelling; `log₂` is `log2`.
pub(super) fn built_in(name: &str) -> Option<Function> {
    Function::named(match name {
        "log_2" => "log2",
        "log_10" => "log10",
        name => name,
    })
}

/// The base of the logarithm that a name in normal spelling calls, `log_3(x)`, `log5(x)`, `log_b(x)`: a whole number
/// from 2 on, or a letter. None for the built-in `log2` and `log10`.
pub(super) fn base_of(name: &str) -> Option<Expr> {
    if built_in(name).is_some() {
        return None;
    }
    let base = name.strip_prefix("log")?;
    let digits = base.strip_prefix('_').unwrap_or(base);
    let is_number = (1..=9).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && !digits.starts_with('0')
        && digits != "1";
    let is_letter =
        base.len() == 2 && digits.len() == 1 && digits.as_bytes().first()?.is_ascii_lowercase();
    if is_letter {
        return Some(Expr::symbol(Symbol::new(digits)));
    }
    let number = is_number.then(|| digits.parse::<i64>().ok()).flatten();
    number.map(Expr::integer)
}

/// Whether a name calls a function that everybody knows where brackets follow it.
pub(crate) fn names_function(name: &str) -> bool {
    let name = spell(name);
    built_in(&name).is_some() || base_of(&name).is_some()
}

impl Resolver<'_> {
    /// The base where a name with brackets behind it is a logarithm to any base.
    fn base_of(&self, written: &str) -> Option<Expr> {
        let name = spell(written);
        let is_taken =
            self.is_declared(&name) || self.scope.functions.contains_key(&Symbol::new(&name));
        let base = base_of(&name).filter(|_| !is_taken)?;
        // In a file of formulas each name is declared.
        let is_said = |symbol: &Symbol| !self.scope.closed || self.is_declared(symbol.name());
        base.as_symbol().is_none_or(is_said).then_some(base)
    }

    /// The function that a name calls when brackets follow it.
    fn function(&self, written: &str) -> Option<Function> {
        let name = spell(written);
        if self.is_declared(&name) {
            return None;
        }
        let symbol = Symbol::new(&name);
        if self.scope.functions.contains_key(&symbol) {
            return Some(Function::Declared(symbol));
        }
        built_in(&name)
    }

    /// Whether brackets behind a name make it a call and not a product.
    pub(super) fn is_call(&self, name: Span) -> bool {
        let written = self.text.slice(name);
        matches!(written, "sum" | "prod" | "list")
            || (written == "O" && !self.is_declared("O"))
            || self.function(written).is_some()
            || self.base_of(written).is_some()
    }

    /// The factors of a name with brackets behind it.
    pub(super) fn apply(&mut self, name: Span, arguments: &[Ast], whole: Span) -> Vec<Expr> {
        let written = self.text.slice(name);
        if let Some(function) = self.function(written) {
            return vec![self.call(function, arguments, whole)];
        }
        if let (Some(base), [only]) = (self.base_of(written), arguments) {
            let value = self.expr(only);
            let ln = |of| Expr::call(Function::Ln, vec![of]);
            return vec![Expr::quotient(ln(value), ln(base))];
        }
        let result = match (written, arguments) {
            ("sum", _) => self.big_operator(BigOperatorKind::Sum, arguments, whole),
            ("prod", _) => self.big_operator(BigOperatorKind::Product, arguments, whole),
            ("list", _) => Expr::list(arguments.iter().map(|a| self.expr(a)).collect::<Vec<_>>()),
            ("O", [only]) if !self.is_declared("O") => Expr::order(self.expr(only)),
            _ if self.is_no_sign(name) || self.is_no_function(name, arguments) => Expr::zero(),
            (_, [only]) => {
                let mut factors = self.factors(&Ast::new(AstKind::Name, name));
                factors.push(self.expr(only));
                return factors;
            }
            _ => {
                let message = format!("`{}` is no function", clip(written));
                let error = self.text.error(Code::UNEXPECTED, name, message);
                self.fail(error.hint("the arguments belong to a function, such as `max(a, b)`"))
            }
        };
        vec![result]
    }

    fn call(&mut self, function: Function, arguments: &[Ast], whole: Span) -> Expr {
        let (least, most) = match &function {
            Function::Declared(symbol) => {
                let arity = self.scope.functions.get(symbol).copied().unwrap_or(0);
                (arity, arity)
            }
            _ => function.arity(),
        };
        let found = arguments.len();
        if (least..=most).contains(&found) {
            let arguments: Vec<Expr> = arguments.iter().map(|a| self.expr(a)).collect();
            return Expr::call(function, arguments);
        }
        let expected = if found < least { least } else { most };
        let plural = if expected == 1 { "" } else { "s" };
        let message = format!(
            "`{}` takes {expected} argument{plural}, not {found}",
            function.name()
        );
        let error = self.text.error(Code::ARITY, whole, message);
        let hint = match (&function, arguments) {
            (Function::Count, [only]) => {
                let list = clip(self.text.slice(only.span));
                format!(
                    "`length({list})` is how many entries a list has, `count({list}, entry)` how often one is there"
                )
            }
            _ => format!("write {}", forms(function.name(), least, most)),
        };
        self.fail(error.hint(hint))
    }

    fn big_operator(&mut self, kind: BigOperatorKind, arguments: &[Ast], whole: Span) -> Expr {
        let parts = match arguments {
            [range, body] => index_of(self.text, range).map(|index| (index, range, body)),
            _ => None,
        };
        let Some((index, range, body)) = parts else {
            return self.misshapen(kind, whole);
        };
        let Some(range) = self.index_range(range) else {
            return self.misshapen(kind, whole);
        };
        let index = Symbol::new(&index);
        self.locals.push(index.clone());
        let body = self.expr(body);
        self.locals.pop();
        Expr::big_operator(kind, index, range, body)
    }

    fn index_range(&mut self, ast: &Ast) -> Option<Range> {
        match &ast.kind {
            AstKind::Relation(_, rest) => match rest.as_slice() {
                [(Relation::Equal, _, range)] => match &range.kind {
                    AstKind::Range(from, to) => {
                        let from = self.expr(from);
                        Some(Range::Interval(from, self.expr(to)))
                    }
                    _ => None,
                },
                _ => None,
            },
            AstKind::In(_, list) => Some(Range::Elements(self.expr(list))),
            _ => None,
        }
    }

    fn misshapen(&mut self, kind: BigOperatorKind, whole: Span) -> Expr {
        let (word, name) = match kind {
            BigOperatorKind::Sum => ("sum", "a sum"),
            BigOperatorKind::Product => ("prod", "a product"),
        };
        let message = format!("{name} needs an index, its range and a term");
        let error = self
            .text
            .error(Code::UNEXPECTED, whole, message)
            .hint(format!(
                "write `{word}(i = 1..L, 2i + 1)` or `{word}(m in list(1, 2), m)`"
            ));
        self.fail(error)
    }

    /// `a in b`, where a value is expected: a conversion.
    pub(super) fn conversion(&mut self, value: &Ast, target: &Ast) -> Expr {
        let written = self.text.slice(target.span);
        let is_name = matches!(target.kind, AstKind::Name);
        let value = self.expr(value);
        if is_name && self.is_target(written) {
            return Expr::conversion(value, written);
        }
        self.no_target(target.span)
    }

    fn is_target(&self, written: &str) -> bool {
        super::units::is_target(written) && !self.is_declared(&spell(written))
    }

    /// Tells when a word is neither unit nor number format.
    pub(super) fn check_target(&mut self, span: Span) {
        if !self.is_target(self.text.slice(span)) {
            self.no_target(span);
        }
    }

    fn no_target(&mut self, span: Span) -> Expr {
        let written = self.text.slice(span);
        let message = format!("`{}` is neither a unit nor a number format", clip(written));
        let error = self.text.error(Code::UNITS, span, message);
        let hint = match super::units::nearest_target(written) {
            Some(near) => format!("did you mean `{near}`?"),
            None if self.scope.closed => {
                format!("a case is named in quotes: `in \"{}\"`", clip(written))
            }
            None => "membership in a list stands in a condition: `[l in layers]`".to_owned(),
        };
        self.fail(error.hint(hint))
    }
}

/// The calls with a right number of arguments; dots stand for any number of more.
fn forms(name: &str, least: usize, most: usize) -> String {
    let letters = ["a", "b", "c", "d", "e", "f"];
    let call = |count: usize, more: &[&'static str]| {
        let shown: Vec<&str> = letters.iter().take(count).chain(more).copied().collect();
        format!("`{name}({})`", shown.join(", "))
    };
    if most <= letters.len() {
        let calls: Vec<String> = (least..=most).map(|count| call(count, &[])).collect();
        calls.join(" or ")
    } else {
        call(least, &["…"])
    }
}
