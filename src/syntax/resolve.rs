//! [`Ast`] → [`Expr`]: what names, suffixes and juxtaposition mean.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::expr::{Expr, Literal, Symbol, deep};
use crate::number::Written;

use super::ast::{Ast, AstKind};
use super::habits::Habits;
use super::names::{Known, NameReading, nearest, read_name, spell};
use super::scope::Scope;
use super::signs::Infix;
use super::text::Text;

/// Resolves the formulas of one text. Errors are gathered; what could not be resolved stands as 0.
pub(super) struct Resolver<'a> {
    pub(super) text: &'a Text,
    pub(super) scope: &'a Scope,
    pub(super) habits: &'a Habits,
    /// Indices of sums and parameters of functions around the present place.
    pub(super) locals: Vec<Symbol>,
    pub(super) errors: Vec<Diagnostic>,
    pub(super) notes: Vec<Diagnostic>,
    /// What was told in a note already.
    told: BTreeSet<String>,
    /// Numbers that were read already, by their text; a long sum repeats them.
    numbers: BTreeMap<&'a str, Expr>,
    /// Names that were read already; in use only outside of sums and functions.
    names: BTreeMap<&'a str, Vec<Expr>>,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(text: &'a Text, scope: &'a Scope, habits: &'a Habits) -> Self {
        Self {
            text,
            scope,
            habits,
            locals: Vec::new(),
            errors: Vec::new(),
            notes: Vec::new(),
            told: BTreeSet::new(),
            numbers: BTreeMap::new(),
            names: BTreeMap::new(),
        }
    }

    /// The expression that a part stands for.
    pub(super) fn expr(&mut self, ast: &Ast) -> Expr {
        match &ast.kind {
            AstKind::Number => self.number(ast.span),
            AstKind::Name => Expr::product(self.name(ast.span)),
            _ => deep(|| self.composite(ast)),
        }
    }

    fn composite(&mut self, ast: &Ast) -> Expr {
        match &ast.kind {
            AstKind::Number
            | AstKind::Name
            | AstKind::Apply { .. }
            | AstKind::Juxtaposition(_)
            | AstKind::Power { .. }
            | AstKind::Factorial(_) => Expr::product(self.factors(ast)),
            AstKind::Text => {
                let quoted = self.text.slice(ast.span);
                Expr::text(quoted.trim_matches('"'))
            }
            AstKind::Sum(terms) => Expr::sum(terms.iter().map(|term| self.expr(term))),
            AstKind::Product(first, rest) => self.product(first, rest),
            AstKind::Negative(operand) => Expr::negative(self.expr(operand)),
            AstKind::Root(operand) => self.root(operand),
            AstKind::Group(items) => self.group(ast.span, items),
            AstKind::Absolute(operand) => {
                let operand = self.expr(operand);
                Expr::call(crate::expr::Function::Abs, [operand])
            }
            AstKind::Iverson(condition) => Expr::bracket(self.predicate(condition)),
            AstKind::Conditional(parts) => {
                let [condition, then, otherwise] = parts.as_ref();
                let condition = self.predicate(condition);
                let then = self.expr(then);
                Expr::conditional(condition, then, self.expr(otherwise))
            }
            AstKind::In(value, target) => self.conversion(value, target),
            AstKind::Range(..) => self.misplaced(ast.span, "a range", "`sum(i = 1..L, …)`"),
            AstKind::Relation(..)
            | AstKind::Divides(..)
            | AstKind::Not(_)
            | AstKind::And(_)
            | AstKind::Or(_) => self.misplaced(ast.span, "a condition", "`[a = b]` or `if a = b`"),
        }
    }

    fn misplaced(&mut self, span: Span, what: &str, home: &str) -> Expr {
        let message = format!("{what} stands where a value is expected");
        let error = self.text.error(Code::UNEXPECTED, span, message);
        self.fail(error.hint(format!("it stands in {home}")))
    }

    /// Keeps an error; 0 stands for what could not be resolved.
    pub(super) fn fail(&mut self, error: Diagnostic) -> Expr {
        self.errors.push(error);
        Expr::zero()
    }

    fn group(&mut self, span: Span, items: &[Ast]) -> Expr {
        if let [only] = items {
            return self.expr(only);
        }
        let error = self
            .text
            .error(Code::UNEXPECTED, span, "a comma stands in a bracket");
        self.fail(error.hint("a list is written `list(1, 2)`"))
    }

    /// A number with the suffix that its span includes.
    fn number(&mut self, span: Span) -> Expr {
        let written = self.text.slice(span);
        if let Some(known) = self.numbers.get(written) {
            return known.clone();
        }
        match Written::parse(written) {
            Ok(number) => {
                let expr = Expr::literal(Literal::from_written(number));
                if written.len() < 64 {
                    self.numbers.insert(written, expr.clone());
                }
                expr
            }
            Err(error) => {
                let message = format!("this number cannot be read: {error}");
                let error = self.text.error(Code::NUMBER, span, message);
                self.fail(error)
            }
        }
    }

    fn product(&mut self, first: &Ast, rest: &[(Infix, Ast)]) -> Expr {
        let mut factors = vec![self.expr(first)];
        let mut before = first;
        for (operator, operand) in rest {
            if *operator == Infix::Times {
                factors.push(self.expr(operand));
            } else if *operator == Infix::Over && self.is_spaced_fraction(before, operand) {
                let fraction = self.spaced_fraction(factors.pop(), operand);
                factors.push(fraction);
            } else {
                self.check_divisor(before, *operator, operand);
                let divisor = self.expr(operand);
                let dividend = Expr::product(std::mem::take(&mut factors));
                factors.push(divide(*operator, dividend, divisor));
            }
            before = operand;
        }
        Expr::product(factors)
    }

    /// Whether a quotient is a number over a number that stands apart from what follows:
    /// `8/3 h` is (8/3)·h.
    fn is_spaced_fraction(&self, numerator: &Ast, denominator: &Ast) -> bool {
        let AstKind::Juxtaposition(factors) = &denominator.kind else {
            return false;
        };
        let [first, second, ..] = factors.as_slice() else {
            return false;
        };
        matches!(numerator.kind, AstKind::Number)
            && matches!(first.kind, AstKind::Number)
            && first.span.end < second.span.start
            && self.pieces(denominator).len() > 1
    }

    fn spaced_fraction(&mut self, numerator: Option<Expr>, denominator: &Ast) -> Expr {
        let mut factors = self.factors(denominator);
        let first = factors.first().cloned().unwrap_or_else(Expr::one);
        let fraction = Expr::quotient(numerator.unwrap_or_else(Expr::one), first);
        if let Some(place) = factors.first_mut() {
            *place = fraction;
        }
        Expr::product(factors)
    }

    /// Refuses `a/bc`.
    fn check_divisor(&mut self, before: &Ast, operator: Infix, divisor: &Ast) {
        if operator == Infix::Mod {
            return;
        }
        let mut inner = divisor;
        while let AstKind::Negative(operand) = &inner.kind {
            inner = operand;
        }
        let mut pieces = self.pieces(inner);
        if pieces.len() < 2 {
            pieces = self.doubtful_run(before, inner);
        }
        let Some((first, rest)) = pieces.split_first().filter(|(_, rest)| !rest.is_empty()) else {
            return;
        };
        let numerator = self.text.written(before.span);
        let sign = if operator == Infix::Over { "/" } else { "//" };
        let written = self.text.written(before.span.to(divisor.span));
        let rest = rest.join("*");
        let message = format!("`{written}` has two readings");
        let error = self
            .text
            .error(Code::AMBIGUOUS, before.span.to(divisor.span), message)
            .hint(format!(
                "write `({numerator}{sign}{first})*{rest}` or `{numerator}{sign}({first}*{rest})`"
            ));
        self.fail(error);
    }

    /// The letters of a short run behind a letter and a slash, where nothing tells which notation
    /// it is in: `a/bc`.
    fn doubtful_run(&self, before: &Ast, divisor: &Ast) -> Vec<String> {
        let run = self.text.slice(divisor.span);
        let is_doubtful = !self.scope.closed
            && matches!(before.kind, AstKind::Name)
            && self.text.slice(before.span).len() == 1
            && self.habits.runs.contains(run)
            && self.habits.looks_mathematical();
        if is_doubtful {
            run.chars().map(String::from).collect()
        } else {
            Vec::new()
        }
    }

    /// The factors that a part resolves to, as text for messages; empty where it can only be one.
    /// Nothing is told meanwhile.
    fn pieces(&self, ast: &Ast) -> Vec<String> {
        match &ast.kind {
            AstKind::Number | AstKind::Group(_) => Vec::new(),
            _ => self.pieces_of(ast),
        }
    }

    fn pieces_of(&self, ast: &Ast) -> Vec<String> {
        match &ast.kind {
            AstKind::Name => match self.read(ast.span) {
                NameReading::Factors(names) => names.iter().map(Symbol::to_string).collect(),
                _ => vec![self.text.written(ast.span).to_owned()],
            },
            AstKind::Apply { name, .. } if !self.is_call(*name) => {
                let name_ast = Ast::new(AstKind::Name, *name);
                let mut pieces = self.pieces_of(&name_ast);
                pieces.push(
                    self.text
                        .written(Span::new(name.end, ast.span.end))
                        .trim()
                        .to_owned(),
                );
                pieces
            }
            AstKind::Power { base, .. } | AstKind::Factorial(base) => {
                let mut pieces = self.pieces_of(base);
                if let Some(last) = pieces.last_mut() {
                    last.push_str(self.text.written(Span::new(base.span.end, ast.span.end)));
                }
                pieces
            }
            AstKind::Juxtaposition(items) => {
                let mut pieces = Vec::new();
                let mut before: Option<&Ast> = None;
                for item in items {
                    let merges = before.is_some_and(|before| {
                        self.is_suffixed(before, item) || self.is_unit(before, item)
                    });
                    if merges {
                        let all: Vec<String> = std::mem::take(&mut pieces);
                        let unit = self.text.slice(item.span);
                        pieces.push(format!("{}{unit}", all.join("*")));
                    } else {
                        pieces.extend(self.pieces_of(item));
                    }
                    before = Some(item);
                }
                pieces
            }
            _ => vec![self.text.written(ast.span).to_owned()],
        }
    }

    /// The factors that a part stands for where it stands beside others.
    pub(super) fn factors(&mut self, ast: &Ast) -> Vec<Expr> {
        deep(|| match &ast.kind {
            AstKind::Name => self.name(ast.span),
            AstKind::Apply { name, arguments } => self.apply(*name, arguments, ast.span),
            AstKind::Juxtaposition(items) => self.juxtaposition(items),
            AstKind::Power {
                base,
                exponent,
                raised,
            } => {
                let mut factors = self.factors(base);
                let exponent = if *raised {
                    self.expr(exponent)
                } else {
                    self.exponent(base, exponent)
                };
                let last = factors.pop().unwrap_or_else(Expr::one);
                factors.push(Expr::power(last, exponent));
                factors
            }
            AstKind::Factorial(operand) => {
                let mut factors = self.factors(operand);
                let last = factors.pop().unwrap_or_else(Expr::one);
                factors.push(Expr::call(crate::expr::Function::Factorial, [last]));
                factors
            }
            _ => vec![self.expr(ast)],
        })
    }

    /// An exponent; `2^Vh` has two readings.
    fn exponent(&mut self, base: &Ast, exponent: &Ast) -> Expr {
        let mut inner = exponent;
        while let AstKind::Negative(operand) = &inner.kind {
            inner = operand;
        }
        let pieces = self.pieces(inner);
        if let [first, rest @ ..] = pieces.as_slice()
            && !rest.is_empty()
        {
            let (base_text, rest) = (self.text.written(base.span), rest.join("*"));
            let span = base.span.to(exponent.span);
            let message = "this power has two readings";
            let error = self
                .text
                .error(Code::AMBIGUOUS, span, message)
                .hint(format!(
                    "write `{base_text}^{first}*{rest}` or `{base_text}^({first}*{rest})`"
                ));
            return self.fail(error);
        }
        self.expr(exponent)
    }

    fn root(&mut self, operand: &Ast) -> Expr {
        let pieces = self.pieces(operand);
        if let [first, rest @ ..] = pieces.as_slice()
            && !rest.is_empty()
        {
            let rest = rest.join("*");
            let error = self
                .text
                .error(Code::AMBIGUOUS, operand.span, "this root has two readings")
                .hint(format!(
                    "write `sqrt({first})*{rest}` or `sqrt({first}*{rest})`"
                ));
            return self.fail(error);
        }
        let operand = self.expr(operand);
        Expr::call(crate::expr::Function::Sqrt, [operand])
    }

    fn juxtaposition(&mut self, items: &[Ast]) -> Vec<Expr> {
        let mut factors: Vec<Expr> = Vec::new();
        let mut before: Option<&Ast> = None;
        for item in items {
            match before {
                Some(number) if self.is_suffixed(number, item) => {
                    factors.pop();
                    factors.push(self.suffixed(number.span.to(item.span)));
                }
                Some(number) if self.is_unit(number, item) => {
                    let amount = Expr::product(std::mem::take(&mut factors));
                    factors.push(Expr::quantity(amount, self.text.slice(item.span)));
                }
                _ => factors.extend(self.factors(item)),
            }
            before = Some(item);
        }
        factors
    }

    /// Whether a name behind a number is its suffix, as in `7B`.
    fn is_suffixed(&self, number: &Ast, name: &Ast) -> bool {
        matches!(number.kind, AstKind::Number)
            && matches!(name.kind, AstKind::Name)
            && number.span.end == name.span.start
            && !self.text.slice(number.span).ends_with('%')
            && self.habits.is_suffix(self.text.slice(name.span))
            && !self.is_local(self.text.slice(name.span))
    }

    fn suffixed(&mut self, span: Span) -> Expr {
        let written = self.text.slice(span);
        if self.told.insert(format!("suffix {written}")) {
            let meaning = match written.chars().next_back() {
                Some('k' | 'K') => "thousand",
                Some('M') => "million",
                Some('B') => "billion",
                _ => "trillion",
            };
            let digits = written.trim_end_matches(char::is_alphabetic);
            let note = format!("`{written}` is read as {digits} {meaning}");
            self.notes.push(self.text.note(span, note));
        }
        self.number(span)
    }

    /// Whether a name behind something is its unit, as in `28 GB`.
    fn is_unit(&self, before: &Ast, name: &Ast) -> bool {
        let written = self.text.slice(name.span);
        matches!(name.kind, AstKind::Name)
            && !self.is_declared(&spell(written))
            && (super::units::is_unit(written)
                || (super::units::is_label(written)
                    && matches!(before.kind, AstKind::Number | AstKind::Name)))
    }

    /// How a name is read where it stands.
    fn read(&self, span: Span) -> NameReading {
        let known = Known {
            is_declared: &|name| self.is_declared(name),
            long_names: &|run| self.long_name_in(run),
            is_alone: &|letter| self.habits.alone.contains(&letter),
            mathematical: self.habits.mathematical,
            closed: self.scope.closed,
        };
        read_name(self.text.slice(span), &known)
    }

    pub(super) fn is_declared(&self, name: &str) -> bool {
        self.is_local(name) || self.scope.names.contains(&Symbol::new(name))
    }

    fn is_local(&self, name: &str) -> bool {
        self.locals.iter().any(|local| local.name() == name)
    }

    /// A declared name of several letters inside an undeclared run, and how the run would be
    /// written with it.
    fn long_name_in(&self, run: &str) -> Option<String> {
        let names = self.scope.names.iter().map(Symbol::name);
        let name = names
            .filter(|name| name.len() > 1)
            .find(|name| run.contains(name))?;
        let parts: Vec<&str> = run.splitn(2, name).collect();
        let (before, after) = (parts.first()?, parts.get(1)?);
        let letters = |text: &str| text.chars().map(String::from).collect::<Vec<_>>();
        let mut pieces = letters(before);
        pieces.push(name.to_owned());
        pieces.extend(letters(after));
        Some(pieces.join("*"))
    }

    /// The factors of a name.
    fn name(&mut self, span: Span) -> Vec<Expr> {
        let written = self.text.slice(span);
        if let (true, Some(known)) = (self.locals.is_empty(), self.names.get(written)) {
            return known.clone();
        }
        if let Some(special) = self.special(written, span) {
            return vec![special];
        }
        let factors = match self.read(span) {
            NameReading::Whole(symbol) => vec![Expr::symbol(symbol)],
            NameReading::Factors(symbols) => {
                self.tell_split(written, span, &symbols);
                symbols.into_iter().map(Expr::symbol).collect()
            }
            NameReading::Ambiguous(readings) => {
                let message = format!("`{written}` has two readings");
                let offers: Vec<String> = readings.iter().map(|r| format!("`{r}`")).collect();
                let error = self
                    .text
                    .error(Code::AMBIGUOUS, span, message)
                    .hint(format!("write {}", offers.join(" or ")));
                return vec![self.fail(error)];
            }
            NameReading::Unknown(symbol) => return vec![self.unknown(symbol.name(), span)],
        };
        if self.locals.is_empty() {
            self.names.insert(written, factors.clone());
        }
        factors
    }

    /// Names with a meaning of their own, unless they are declared.
    fn special(&mut self, written: &str, span: Span) -> Option<Expr> {
        let reserved = super::words::RESERVED.contains(&written);
        if !reserved && self.is_declared(&spell(written)) {
            return None;
        }
        if let "true" | "false" = written {
            return Some(Expr::boolean(written == "true"));
        }
        let is_function = crate::expr::Function::named(written).is_some()
            || self.scope.functions.contains_key(&Symbol::new(written));
        if reserved || is_function {
            let message = format!("`{written}` needs its arguments");
            let error = self.text.error(Code::UNEXPECTED, span, message);
            return Some(self.fail(error.hint(format!("write them in brackets: `{written}(…)`"))));
        }
        super::units::is_size(written).then(|| Expr::quantity(Expr::one(), written))
    }

    fn tell_split(&mut self, written: &str, span: Span, symbols: &[Symbol]) {
        let undeclared = symbols.iter().any(|s| !self.is_declared(s.name()));
        if symbols.len() < 3 || !undeclared || !self.told.insert(format!("split {written}")) {
            return;
        }
        let factors: Vec<&str> = symbols.iter().map(Symbol::name).take(20).collect();
        let product = factors.join("·");
        let note = self.text.note(
            span,
            format!("`{written}` is read as the product {product}"),
        );
        let hint = format!("to use it as one name, declare it: `--names {written}`");
        self.notes.push(note.hint(hint));
    }

    pub(super) fn unknown(&mut self, name: &str, span: Span) -> Expr {
        let message = format!("`{name}` is not declared");
        let mut error = self.text.error(Code::UNKNOWN_NAME, span, message);
        let declared = self
            .scope
            .names
            .iter()
            .chain(&self.locals)
            .map(Symbol::name);
        let functions = self.scope.functions.keys().map(Symbol::name);
        if let Some(near) = nearest(name, declared.chain(functions)) {
            error = error.hint(format!("did you mean `{near}`?"));
        } else {
            error = error.hint(format!("declare it: `param {name}` or `{name} = …`"));
        }
        self.fail(error)
    }
}

fn divide(operator: Infix, dividend: Expr, divisor: Expr) -> Expr {
    match operator {
        Infix::FloorDiv => Expr::call(crate::expr::Function::FloorDiv, [dividend, divisor]),
        Infix::Mod => Expr::call(crate::expr::Function::Mod, [dividend, divisor]),
        _ => Expr::quotient(dividend, divisor),
    }
}
