//! Reading and writing expressions in tests of this room, which cannot see `syntax` or `render`.

use crate::expr::{
    BigOperatorKind, Comparison, Expr, ExprKind, Function, Predicate, Range, Symbol,
};
use crate::number::{Integer, Rational};

/// The expression of a text in program notation.
pub(super) fn read(text: &str) -> Expr {
    let mut reader = Reader {
        rest: text.chars().filter(|c| !c.is_whitespace()).collect(),
        at: 0,
    };
    let expr = reader.sum();
    assert_eq!(reader.at, reader.rest.len(), "unread rest of {text:?}");
    expr
}

/// A rational number from `a` or `a/b`.
pub(super) fn rational(text: &str) -> Rational {
    match text.strip_prefix('-') {
        Some(size) => -rational(size),
        None => read(text).as_number().expect("a number"),
    }
}

struct Reader {
    rest: Vec<char>,
    at: usize,
}

impl Reader {
    fn peek(&self) -> Option<char> {
        self.rest.get(self.at).copied()
    }

    fn take(&mut self, text: &str) -> bool {
        let found = self.rest[self.at..].starts_with(&text.chars().collect::<Vec<_>>());
        self.at += if found { text.chars().count() } else { 0 };
        found
    }

    fn sum(&mut self) -> Expr {
        let mut terms = Vec::new();
        let mut negative = false;
        loop {
            let term = self.product();
            terms.push(if negative { Expr::negative(term) } else { term });
            negative = match self.peek() {
                Some('+') => false,
                Some('-') => true,
                _ => return Expr::sum(terms),
            };
            self.at += 1;
        }
    }

    fn product(&mut self) -> Expr {
        let mut factors = vec![self.prefix()];
        loop {
            if self.rest[self.at..].starts_with(&['/', '/']) {
                self.at += 2;
                let dividend = Expr::product(factors);
                factors = vec![Expr::call(Function::FloorDiv, [dividend, self.prefix()])];
            } else if self.take("*") {
                factors.push(self.prefix());
            } else if self.take("/") {
                let dividend = Expr::product(factors);
                factors = vec![Expr::quotient(dividend, self.prefix())];
            } else {
                return Expr::product(factors);
            }
        }
    }

    fn prefix(&mut self) -> Expr {
        if self.take("-") {
            return Expr::negative(self.prefix());
        }
        let base = self.atom();
        if self.take("^") {
            return Expr::power(base, self.prefix());
        }
        if !self.rest[self.at..].starts_with(&['!', '=']) && self.take("!") {
            return Expr::call(Function::Factorial, [base]);
        }
        base
    }

    fn word(&mut self, allowed: impl Fn(char) -> bool) -> String {
        let start = self.at;
        while self.peek().is_some_and(&allowed) {
            self.at += 1;
        }
        self.rest[start..self.at].iter().collect()
    }

    fn atom(&mut self) -> Expr {
        match self.peek() {
            Some('(') => {
                self.at += 1;
                let inner = self.sum();
                assert!(self.take(")"), "a bracket is open");
                inner
            }
            Some('[') => {
                self.at += 1;
                let condition = self.condition();
                assert!(self.take("]"), "a bracket is open");
                Expr::bracket(condition)
            }
            Some(c) if c.is_ascii_digit() => {
                let digits = self.word(|c| c.is_ascii_digit());
                Expr::integer(digits.parse::<Integer>().expect("digits"))
            }
            Some('"') => {
                self.at += 1;
                let text = self.word(|c| c != '"');
                self.at += 1;
                Expr::text(&text)
            }
            _ => {
                let name = self.word(|c| c.is_alphanumeric() || c == '_');
                assert!(!name.is_empty(), "something is missing");
                self.named(&name)
            }
        }
    }

    fn named(&mut self, name: &str) -> Expr {
        match name {
            "true" => return Expr::boolean(true),
            "false" => return Expr::boolean(false),
            "sum" | "prod" if self.take("(") => return self.big_operator(name),
            "if" if self.take("(") => return self.conditional(),
            "O" if self.take("(") => {
                let inner = self.sum();
                assert!(self.take(")"), "a bracket is open");
                return Expr::order(inner);
            }
            _ => {}
        }
        if !self.take("(") {
            return Expr::symbol(name);
        }
        let mut arguments = vec![self.sum()];
        while self.take(",") {
            arguments.push(self.sum());
        }
        assert!(self.take(")"), "a bracket is open");
        match Function::named(name) {
            Some(function) => Expr::call(function, arguments),
            None if name == "list" => Expr::list(arguments),
            None => Expr::call(Function::Declared(Symbol::new(name)), arguments),
        }
    }

    /// `sum(i=a..b, body)` or `sum(i:list, body)`, after the bracket.
    fn big_operator(&mut self, name: &str) -> Expr {
        let kind = if name == "sum" {
            BigOperatorKind::Sum
        } else {
            BigOperatorKind::Product
        };
        let index = self.word(char::is_alphanumeric);
        let range = if self.take(":") {
            Range::Elements(self.sum())
        } else {
            assert!(self.take("="));
            let low = self.sum();
            assert!(self.take(".."));
            Range::Interval(low, self.sum())
        };
        assert!(self.take(","));
        let body = self.sum();
        assert!(self.take(")"), "a bracket is open");
        Expr::big_operator(kind, Symbol::new(&index), range, body)
    }

    /// `if(condition, a, b)`, after the bracket.
    fn conditional(&mut self) -> Expr {
        let condition = self.condition();
        assert!(self.take(","));
        let then = self.sum();
        assert!(self.take(","));
        let otherwise = self.sum();
        assert!(self.take(")"), "a bracket is open");
        Expr::conditional(condition, then, otherwise)
    }

    fn condition(&mut self) -> Predicate {
        if self.take("~") {
            return Predicate::Not(Box::new(self.condition()));
        }
        let left = self.sum();
        let signs = [
            ("<=", Comparison::LessEqual),
            (">=", Comparison::GreaterEqual),
            ("!=", Comparison::NotEqual),
            ("<", Comparison::Less),
            (">", Comparison::Greater),
            ("=", Comparison::Equal),
        ];
        for (sign, comparison) in signs {
            if self.take(sign) {
                return Predicate::Compare(left, comparison, self.sum());
            }
        }
        if self.take("|") {
            return Predicate::Divides(left, self.sum());
        }
        if self.take("@") {
            return Predicate::Member(left, self.sum());
        }
        Predicate::Truth(left)
    }
}

/// A condition for assumptions.
pub(super) fn condition(text: &str) -> Predicate {
    match read(&format!("[{text}]")).kind() {
        ExprKind::Bracket(condition) => condition.clone(),
        _ => Predicate::Truth(Expr::boolean(true)),
    }
}

/// An expression in program notation, with all brackets that reading needs.
pub(super) fn show(expr: &Expr) -> String {
    write(expr, 0)
}

/// Binding strengths: 1 of sums, 2 of products, 3 of prefixes, 4 of powers, 5 of what is closed.
fn write(expr: &Expr, around: u8) -> String {
    let (text, strength) = match expr.kind() {
        ExprKind::Number(literal) => (literal.value().to_string(), 5),
        ExprKind::Symbol(symbol) => (symbol.to_string(), 5),
        ExprKind::Sum(terms) => (write_sum(terms), 1),
        ExprKind::Product(factors) => {
            let factors = factors.iter().enumerate();
            let factors: Vec<String> = factors
                .map(|(i, f)| write(f, if i == 0 { 2 } else { 3 }))
                .collect();
            (factors.join("*"), 2)
        }
        ExprKind::Neg(operand) => (format!("-{}", write(operand, 2)), 1),
        ExprKind::Quotient(a, b) => (format!("{}/{}", write(a, 2), write(b, 3)), 2),
        ExprKind::Power(a, b) => (format!("{}^{}", write(a, 5), write(b, 4)), 4),
        ExprKind::Call(function, arguments) => {
            let arguments: Vec<String> = arguments.iter().map(show).collect();
            (format!("{}({})", function.name(), arguments.join(", ")), 5)
        }
        ExprKind::Bracket(condition) => (format!("[{}]", write_condition(condition)), 5),
        ExprKind::Conditional(c) => {
            let (p, a, b) = (
                write_condition(&c.condition),
                show(&c.then),
                show(&c.otherwise),
            );
            (format!("if({p}, {a}, {b})"), 5)
        }
        ExprKind::BigOperator(operator) => {
            let range = match &operator.range {
                Range::Interval(a, b) => format!("={}..{}", show(a), show(b)),
                Range::Elements(list) => format!(":{}", show(list)),
            };
            let name = match operator.kind {
                BigOperatorKind::Sum => "sum",
                BigOperatorKind::Product => "prod",
            };
            let body = show(&operator.body);
            (format!("{name}({}{range}, {body})", operator.index), 5)
        }
        ExprKind::Order(operand) => (format!("O({})", show(operand)), 5),
        ExprKind::List(elements) => {
            let elements: Vec<String> = elements.iter().map(show).collect();
            (format!("list({})", elements.join(", ")), 5)
        }
        other => (format!("{other:?}"), 5),
    };
    if strength < around {
        format!("({text})")
    } else {
        text
    }
}

fn write_sum(terms: &[Expr]) -> String {
    let mut text = String::new();
    for term in terms {
        match term.kind() {
            ExprKind::Neg(operand) if !text.is_empty() => {
                text.push_str(" - ");
                text.push_str(&write(operand, 2));
            }
            _ => {
                text.push_str(if text.is_empty() { "" } else { " + " });
                text.push_str(&write(term, 1));
            }
        }
    }
    text
}

fn write_condition(condition: &Predicate) -> String {
    match condition {
        Predicate::Compare(a, comparison, b) => {
            format!("{} {} {}", show(a), comparison.sign(), show(b))
        }
        Predicate::Divides(a, b) => format!("{} | {}", show(a), show(b)),
        Predicate::Truth(a) => show(a),
        Predicate::Not(inner) => format!("~{}", write_condition(inner)),
        other => format!("{other:?}"),
    }
}
