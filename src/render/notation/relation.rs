//! Relation signs, one spelling a notation.

use crate::expr::Relation;

/// The sign as it is typed; where there is none on a keyboard, the one on paper.
pub fn plain_relation(relation: Relation) -> &'static str {
    match relation {
        Relation::NotEqual => "!=",
        Relation::LessEqual => "<=",
        Relation::GreaterEqual => ">=",
        Relation::Approx => "~=",
        Relation::MuchLess => "<<",
        Relation::MuchGreater => ">>",
        Relation::Implies => "=>",
        Relation::Equivalent => "<=>",
        Relation::Equal
        | Relation::Less
        | Relation::Greater
        | Relation::SameOrder
        | Relation::Asymptotic => relation.sign(),
    }
}

/// The sign on paper.
pub fn unicode_relation(relation: Relation) -> &'static str {
    relation.sign()
}

/// The sign in LaTeX. `<` and `>` stand as they are, since `\lt` is no command of LaTeX; they need
/// blanks around them.
pub fn latex_relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Equal => "=",
        Relation::NotEqual => r"\ne",
        Relation::Less => "<",
        Relation::LessEqual => r"\le",
        Relation::Greater => ">",
        Relation::GreaterEqual => r"\ge",
        Relation::Approx => r"\approx",
        Relation::MuchLess => r"\ll",
        Relation::MuchGreater => r"\gg",
        Relation::SameOrder => r"\asymp",
        Relation::Asymptotic => r"\sim",
        Relation::Implies => r"\Rightarrow",
        Relation::Equivalent => r"\Leftrightarrow",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse_chain;

    #[test]
    fn signs_read_back() {
        use Relation::{
            Approx, Asymptotic, Equal, Equivalent, Greater, GreaterEqual, Implies, Less, LessEqual,
            MuchGreater, MuchLess, NotEqual, SameOrder,
        };
        for relation in [
            Equal,
            NotEqual,
            Less,
            LessEqual,
            Greater,
            GreaterEqual,
            Approx,
            MuchLess,
            MuchGreater,
            SameOrder,
            Asymptotic,
        ] {
            for sign in [plain_relation(relation), unicode_relation(relation)] {
                let chain = parse_chain(&format!("a {sign} b")).unwrap();
                assert_eq!(chain.links[0].relation, relation, "{sign}");
            }
        }
        assert_eq!(plain_relation(Implies), "=>");
        assert_eq!(latex_relation(Equivalent), r"\Leftrightarrow");
    }
}
