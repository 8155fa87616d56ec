//! The stable names of everything that can be wrong.

use std::fmt;

/// What a diagnostic means for the command as a whole; the command line turns it into an exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Nothing is wrong.
    Clean,
    /// It could not be decided.
    Undecided,
    /// Something is wrong or different.
    Wrong,
    /// The input could not be read or evaluated.
    Unusable,
}

/// A stable code such as `syntax/unexpected`; its page is `docs/diagnostics/syntax-unexpected.md`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code {
    name: &'static str,
    outcome: Outcome,
}

impl Code {
    const fn unusable(name: &'static str) -> Self {
        Self {
            name,
            outcome: Outcome::Unusable,
        }
    }

    const fn wrong(name: &'static str) -> Self {
        Self {
            name,
            outcome: Outcome::Wrong,
        }
    }

    const fn undecided(name: &'static str) -> Self {
        Self {
            name,
            outcome: Outcome::Undecided,
        }
    }

    const fn clean(name: &'static str) -> Self {
        Self {
            name,
            outcome: Outcome::Clean,
        }
    }

    /// The code as it is printed and asked for.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// What an error of this code means for the command as a whole.
    pub fn outcome(self) -> Outcome {
        self.outcome
    }

    /// The code of this name.
    pub fn named(name: &str) -> Option<Self> {
        CODES.iter().copied().find(|code| code.name == name)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// Declares each code as a constant and lists them all, so that none is missing from the list.
macro_rules! codes {
    ($($(#[$doc:meta])* $constant:ident = $outcome:ident $name:literal;)*) => {
        impl Code {
            $($(#[$doc])* pub const $constant: Self = Self::$outcome($name);)*
        }
        /// All codes, in the order of the catalogue.
        pub const CODES: &[Code] = &[$(Code::$constant),*];
    };
}

codes! {
    /// The text is not a formula at this place.
    UNEXPECTED = unusable "syntax/unexpected";
    /// A bracket or string that is not closed.
    UNCLOSED = unusable "syntax/unclosed";
    /// Brackets, signs or powers nested past the limit.
    NESTING = unusable "syntax/nesting";
    /// Nothing where a formula was expected.
    EMPTY = unusable "syntax/empty";
    /// Two readings are possible and neither is safe.
    AMBIGUOUS = unusable "syntax/ambiguous";
    /// A number that cannot be read.
    NUMBER = unusable "syntax/number";
    /// A function called with the wrong number of arguments.
    ARITY = unusable "syntax/arity";
    /// Bytes that are not UTF-8.
    ENCODING = unusable "input/encoding";
    /// A file that cannot be read or written.
    FILE = unusable "input/file";
    /// A header of a checkpoint that does not fit its file.
    HEADER = unusable "checkpoint/header";
    /// An index of a checkpoint that does not fit its files.
    INDEX = unusable "checkpoint/index";
    /// A command line that does not make sense.
    USAGE = unusable "input/usage";
    /// A value given to a name that nothing asked for uses.
    UNUSED = clean "input/unused-value";
    /// A `longhand.toml` that cannot be used.
    SETTINGS = unusable "input/settings";
    /// A configuration that is no JSON.
    JSON = unusable "input/json";
    /// A bundled formula or page that does not exist.
    UNKNOWN_FORMULA = unusable "input/unknown-formula";
    /// A reading that was chosen among several.
    READING = clean "syntax/reading";
    /// A name that is not declared.
    UNKNOWN_NAME = unusable "model/unknown-name";
    /// A definition that depends on itself.
    CYCLE = unusable "model/cycle";
    /// A name that is declared twice.
    REDEFINITION = unusable "model/redefinition";
    /// A parameter that is used but has no value.
    MISSING_VALUE = unusable "model/missing-value";
    /// A key of a configuration that cannot serve its parameter.
    CONFIG = unusable "model/config";
    /// Values that a configuration leaves open, taken from defaults.
    DEFAULTS = clean "model/defaults";
    /// A model type or class that no bundled file is for.
    UNKNOWN_ARCHITECTURE = unusable "model/unknown-architecture";
    /// A value outside the domain of its parameter.
    OUT_OF_DOMAIN = unusable "model/out-of-domain";
    /// Values that violate an assumption.
    VIOLATED = unusable "model/violated-assumption";
    /// Assumptions that cannot hold together, so that they would prove anything.
    CONTRADICTORY = unusable "model/contradictory-assumptions";
    /// An assumption that serves symbolic results, where the values say otherwise.
    SET_ASIDE = clean "model/set-aside";
    /// A case that does not exist.
    UNKNOWN_CASE = unusable "model/unknown-case";
    /// A statement that cannot be carried out as it stands.
    STATEMENT = unusable "model/statement";
    /// An `expect` that does not hold.
    EXPECT_FAILED = wrong "model/expect-failed";
    /// An author's `step` that does not hold.
    STEP_FAILED = wrong "model/step-failed";
    /// Parts that do not add up to the total.
    PARTS_DIFFER = wrong "model/parts-differ";
    /// A claim in a file that could not be decided.
    CLAIM_UNDECIDED = undecided "model/claim-undecided";
    /// A step of a derivation that could not be decided.
    STEP_UNDECIDED = undecided "derive/undecided";
    /// Division by zero.
    DIVISION_BY_ZERO = unusable "eval/division-by-zero";
    /// A function applied outside the values it is defined for.
    UNDEFINED = unusable "eval/undefined";
    /// A value of the wrong kind: a text where a number is needed.
    KIND = unusable "eval/kind";
    /// Units that do not agree.
    UNITS = unusable "eval/units";
    /// Values too close together to be told apart within the precision limit.
    UNSETTLED = undecided "eval/unsettled";
    /// A limit was reached.
    LIMIT = unusable "limit/reached";
    /// The large symbols or relations allow no growth, or contradict each other.
    GROWTH = unusable "growth/assumptions";
    /// An approximation that is far from its asymptotic range at given values.
    NOT_ASYMPTOTIC = clean "growth/not-asymptotic";
    /// A result that holds only under a condition.
    CONDITION = clean "judge/condition";
    /// An equation that cannot be solved as asked.
    UNSOLVABLE = unusable "solve/unsolvable";
    /// A formula that another language cannot hold exactly.
    NOT_EMITTED = unusable "emit/not-exact";
    /// A table, or a row of it, that a formula cannot be worked out over.
    TABLE = unusable "sweep/table";
    /// A line that is wrong.
    FAILS = wrong "check/fails";
    /// Sides with a constant ratio.
    OFF_BY_CONSTANT = wrong "check/off-by-constant";
    /// Two statements about one quantity that disagree.
    CONTRADICTS = wrong "check/contradicts";
    /// `=` before a rounding.
    ROUNDED = clean "check/rounded";
    /// `≈` that is off by more than a rounding.
    LOOSE = clean "check/loose";
    /// A line that holds under a condition.
    HOLDS_IF = clean "check/holds-if";
    /// A line that could not be decided.
    UNDECIDED = undecided "check/undecided";
    /// A stretch that looks like a formula and could not be read.
    UNREAD = clean "check/unread";
    /// A comment that switches a code off without a reason, or without an effect.
    SUPPRESSION = clean "check/suppression";
    /// The template could not be rendered.
    TEMPLATE = unusable "render/template";
}
