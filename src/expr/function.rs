//! The functions a formula may call.

use super::Symbol;

/// A function of the language, or one that a formula file declares.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Function {
    /// `sqrt(x)`, the non-negative square root.
    Sqrt,
    /// `root(x, n)`, the n-th root.
    Root,
    /// `min(x, …)`.
    Min,
    /// `max(x, …)`.
    Max,
    /// `abs(x)`, also written `|x|`.
    Abs,
    /// `floor(x)`, the largest integer not above x.
    Floor,
    /// `ceil(x)`, the smallest integer not below x.
    Ceil,
    /// `round_up(x, m)`, the smallest multiple of m not below x.
    RoundUp,
    /// `x mod m`, in `[0, m)` for positive m.
    Mod,
    /// `x // y`, the floor of the quotient.
    FloorDiv,
    /// `gcd(a, b, …)`.
    Gcd,
    /// `lcm(a, b, …)`.
    Lcm,
    /// Logarithm to base 2.
    Log2,
    /// Logarithm to base 10.
    Log10,
    /// Natural logarithm.
    Ln,
    /// The exponential function.
    Exp,
    /// `binom(n, k)`.
    Binom,
    /// `n!`.
    Factorial,
    /// `count(list, element)`: how often the element stands in the list.
    Count,
    /// `length(list)`: how many elements it has.
    Length,
    /// `item(list, i)`: the element at place i, the first being 0.
    Item,
    /// `starts_with(text, beginning)`.
    StartsWith,
    /// `ends_with(text, end)`.
    EndsWith,
    /// `contains(text, part)`.
    Contains,
    /// A function that a formula file declares.
    Declared(Symbol),
}

/// Name, fewest arguments, most arguments.
const TABLE: &[(Function, &str, usize, usize)] = &[
    (Function::Sqrt, "sqrt", 1, 1),
    (Function::Root, "root", 2, 2),
    (Function::Min, "min", 1, usize::MAX),
    (Function::Max, "max", 1, usize::MAX),
    (Function::Abs, "abs", 1, 1),
    (Function::Floor, "floor", 1, 1),
    (Function::Ceil, "ceil", 1, 1),
    (Function::RoundUp, "round_up", 2, 2),
    (Function::Mod, "mod", 2, 2),
    (Function::FloorDiv, "floor_div", 2, 2),
    (Function::Gcd, "gcd", 1, usize::MAX),
    (Function::Lcm, "lcm", 1, usize::MAX),
    (Function::Log2, "log2", 1, 1),
    (Function::Log10, "log10", 1, 1),
    (Function::Ln, "ln", 1, 1),
    (Function::Exp, "exp", 1, 1),
    (Function::Binom, "binom", 2, 2),
    (Function::Factorial, "factorial", 1, 1),
    (Function::Count, "count", 2, 2),
    (Function::Length, "length", 1, 1),
    (Function::Item, "item", 2, 2),
    (Function::StartsWith, "starts_with", 2, 2),
    (Function::EndsWith, "ends_with", 2, 2),
    (Function::Contains, "contains", 2, 2),
];

impl Function {
    /// The built-in function of this name.
    pub fn named(name: &str) -> Option<Self> {
        TABLE
            .iter()
            .find(|row| row.1 == name)
            .map(|row| row.0.clone())
    }

    /// The names of all built-in functions.
    pub fn names() -> impl Iterator<Item = &'static str> {
        TABLE.iter().map(|row| row.1)
    }

    /// The name as it is typed.
    pub fn name(&self) -> &str {
        match self {
            Self::Declared(symbol) => symbol.name(),
            _ => TABLE
                .iter()
                .find(|row| row.0 == *self)
                .map_or("", |row| row.1),
        }
    }

    /// Whether it asks something of two texts, and so is true or false.
    pub fn is_question(&self) -> bool {
        matches!(self, Self::StartsWith | Self::EndsWith | Self::Contains)
    }

    /// The answer of a question about two texts; false for every other function.
    pub fn answer(&self, text: &str, part: &str) -> bool {
        match self {
            Self::StartsWith => text.starts_with(part),
            Self::EndsWith => text.ends_with(part),
            Self::Contains => text.contains(part),
            _ => false,
        }
    }

    /// The fewest and the most arguments it takes; a declared function's are in its declaration.
    pub fn arity(&self) -> (usize, usize) {
        TABLE
            .iter()
            .find(|row| row.0 == *self)
            .map_or((0, usize::MAX), |row| (row.2, row.3))
    }
}
