//! The list of all rules.

use crate::derivation::{Rewrite, RuleId};
use crate::expr::Expr;

use super::Context;

/// What sort of thing a rule does; neighbouring steps of one kind share a line in a brief view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Puts an expression or value in place of a name.
    Substitution,
    /// Rewrites by the laws of algebra.
    Algebra,
    /// Computes with numbers.
    Arithmetic,
    /// Goes from `=` to `≈`.
    Approximation,
}

/// A rewrite rule as a value.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its name.
    pub id: RuleId,
    /// What sort of thing it does.
    pub kind: Kind,
    /// Looks at one expression; `None` where the rule has nothing to do.
    pub apply: fn(&Expr, &Context<'_>) -> Option<Rewrite>,
}

/// Declares each module's rule as a constant of [`rule`] and lists them all.
macro_rules! rules {
    ($($constant:ident = $kind:ident $module:ident $name:literal;)*) => {
        /// The rules by name.
        pub mod rule {
            use super::{Kind, Rule, RuleId};
            $(
                #[doc = concat!("`", $name, "`; see [`RULES`](super::RULES).")]
                pub const $constant: Rule = Rule {
                    id: RuleId::new($name),
                    kind: Kind::$kind,
                    apply: crate::rules::$module::apply,
                };
            )*
        }
        /// All rules; each has a page `docs/rules/NAME.md` and a sentence in each language.
        pub const RULES: &[Rule] = &[$(rule::$constant),*];
    };
}

rules! {
    DEFINITION = Substitution definition "definition";
    APPLY_FUNCTION = Substitution apply_function "apply-function";
    SUBSTITUTE_VALUE = Substitution substitute_value "substitute-value";
    AUTHOR_STEP = Algebra author_step "author-step";
    USE_ASSUMPTION = Substitution use_assumption "use-assumption";
    CHOOSE_BRANCH = Algebra choose_branch "choose-branch";
    USE_DIVISIBILITY = Algebra use_divisibility "use-divisibility";
    JOIN_ROUNDINGS = Algebra join_roundings "join-roundings";
    REMOVE_PARENTHESES = Algebra remove_parentheses "remove-parentheses";
    NEUTRAL_ELEMENT = Algebra neutral_element "neutral-element";
    SIGN_OF_POWER = Algebra sign_of_power "sign-of-power";
    POWER_OF_PRODUCT = Algebra power_of_product "power-of-product";
    ADD_EXPONENTS = Algebra add_exponents "add-exponents";
    CANCEL_FACTOR = Algebra cancel_factor "cancel-factor";
    MULTIPLY_MONOMIALS = Algebra multiply_monomials "multiply-monomials";
    DISTRIBUTE = Algebra distribute "distribute";
    COMMON_DENOMINATOR = Algebra common_denominator "common-denominator";
    SPLIT_FRACTION = Algebra split_fraction "split-fraction";
    EXPAND_POWER = Algebra expand_power "expand-power";
    COUNT_TERMS = Algebra count_terms "count-terms";
    SPLIT_SUM = Algebra split_sum "split-sum";
    EXPAND_TERM = Algebra expand_term "expand-term";
    SPLIT_RANGE = Algebra split_range "split-range";
    COUNT_CASES = Algebra count_cases "count-cases";
    SUM_POWERS = Algebra sum_powers "sum-powers";
    SUM_GEOMETRIC = Algebra sum_geometric "sum-geometric";
    SUM_BINOMIALS = Algebra sum_binomials "sum-binomials";
    WRITE_AS_DIFFERENCE = Algebra write_as_difference "write-as-difference";
    TELESCOPE = Algebra telescope "telescope";
    TAKE_EXTREMUM = Algebra take_extremum "take-extremum";
    RECOGNISE_EXTREMUM = Algebra recognise_extremum "recognise-extremum";
    SPLIT_CASES = Algebra split_cases "split-cases";
    EXPAND_SUM = Algebra expand_sum "expand-sum";
    COLLECT_LIKE_TERMS = Algebra collect_like_terms "collect-like-terms";
    FACTOR_OUT = Algebra factor_out "factor-out";
    SPLIT_INTO_FACTORS = Algebra split_into_factors "split-into-factors";
    REORDER = Algebra reorder "reorder";
    NORMALISE = Algebra normalise "normalise";
    EVALUATE_INTEGERS = Arithmetic evaluate_integers "evaluate-integers";
    EVALUATE_FUNCTION = Arithmetic evaluate_function "evaluate-function";
    DROP_LOWER_ORDER = Approximation drop_lower_order "drop-lower-order";
    ROUND = Approximation round "round";
}

/// The kind of the rule of this name; algebra where there is none.
pub fn kind(id: RuleId) -> Kind {
    RULES
        .iter()
        .find(|rule| rule.id == id)
        .map_or(Kind::Algebra, |rule| rule.kind)
}
