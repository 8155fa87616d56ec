//! Pieces of source text, with what it takes to put them together.

/// How tightly the outermost operation of a piece binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// A comparison.
    Comparison,
    /// A sum or difference.
    Sum,
    /// A quotient, or a product that ends in one.
    Quotient,
    /// A product.
    Product,
    /// A name, a number, a call, something in parentheses.
    Atom,
}

/// What a piece stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number.
    Number,
    /// A truth of the language, not yet 0 or 1.
    Truth,
}

/// A piece of source text.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) level: Level,
    pub(super) kind: Kind,
}

impl Piece {
    pub(super) fn atom(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            level: Level::Atom,
            kind: Kind::Number,
        }
    }

    pub(super) fn number(text: impl Into<String>, level: Level) -> Self {
        Self {
            text: text.into(),
            level,
            kind: Kind::Number,
        }
    }

    pub(super) fn truth(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            level: Level::Comparison,
            kind: Kind::Truth,
        }
    }

    /// The text, in parentheses unless it binds at least as tightly.
    pub(super) fn within(&self, level: Level) -> String {
        if self.level >= level && !self.text.starts_with('-') {
            self.text.clone()
        } else {
            format!("({})", self.text)
        }
    }
}

/// Two pieces around `+` or `-`.
pub(super) fn sum(a: &Piece, sign: &str, b: &Piece) -> Piece {
    // `a - (b - c)` keeps its parentheses, `a + (b - c)` needs none.
    let right = if sign == "-" {
        Level::Quotient
    } else {
        Level::Sum
    };
    Piece::number(
        format!("{} {sign} {}", a.within(Level::Sum), b.within(right)),
        Level::Sum,
    )
}

/// Two pieces around `*`.
pub(super) fn product(a: &Piece, b: &Piece) -> Piece {
    let level = a.level.min(Level::Product);
    let (left, right) = (a.within(Level::Quotient), b.within(Level::Product));
    Piece::number(format!("{left} * {right}"), level.max(Level::Quotient))
}

/// Two pieces around a sign of division.
pub(super) fn quotient(a: &Piece, sign: &str, b: &Piece) -> Piece {
    let (left, right) = (a.within(Level::Quotient), b.within(Level::Atom));
    Piece::number(format!("{left} {sign} {right}"), Level::Quotient)
}

/// A function's name and its arguments.
pub(super) fn call(name: &str, arguments: &[&Piece]) -> Piece {
    let arguments: Vec<&str> = arguments.iter().map(|piece| piece.text.as_str()).collect();
    Piece::atom(format!("{name}({})", arguments.join(", ")))
}
