use super::{Bindings, Expr, ExprKind, Monomial, Range, Symbol};
use crate::number::{Integer, Rational};

fn symbol(name: &str) -> Expr {
    Expr::symbol(name)
}

#[test]
fn constructors_change_nothing() {
    let inner = Expr::sum([symbol("b"), symbol("c")]);
    let outer = Expr::sum([symbol("a"), inner.clone()]);
    assert_eq!(outer.terms(), [symbol("a"), inner]);
    assert!(matches!(Expr::integer(-3).kind(), ExprKind::Neg(_)));
    assert_eq!(Expr::sum([]), Expr::zero());
    assert_eq!(Expr::product([symbol("a")]), symbol("a"));
}

#[test]
fn numbers_are_read_back() {
    let third = Rational::new(Integer::from(-8), Integer::from(3)).unwrap();
    assert_eq!(Expr::number(&third).as_number(), Some(third));
    assert_eq!(symbol("a").as_number(), None);
}

#[test]
fn replacing_keeps_what_did_not_change() {
    let kept = Expr::power(symbol("h"), Expr::integer(2));
    let sum = Expr::sum([kept.clone(), symbol("x")]);
    let new = sum.replace_at(&[1], symbol("y")).unwrap();
    assert!(new.at(&[0]).unwrap().is_same_object(&kept));
    assert_eq!(new.at(&[1]), Some(&symbol("y")));
    assert_eq!(sum.replace_at(&[2], symbol("y")), None);
}

#[test]
fn an_index_hides_its_name_and_captures_nothing() {
    // sum(i = 1..n, i*n) with n := i must become sum(i' = 1..i, i'*i).
    let body = Expr::product([symbol("i"), symbol("n")]);
    let range = Range::Interval(Expr::one(), symbol("n"));
    let sum = Expr::big_operator(super::BigOperatorKind::Sum, Symbol::new("i"), range, body);
    assert_eq!(
        sum.free_symbols().into_iter().collect::<Vec<_>>(),
        [Symbol::new("n")]
    );
    let mut bindings = Bindings::new();
    bindings.insert("n", symbol("i"));
    let replaced = bindings.substitute(&sum).unwrap();
    assert_eq!(
        replaced.at(&[2]),
        Some(&Expr::product([symbol("i'"), symbol("i")]))
    );
    bindings.insert("i", Expr::integer(7));
    let replaced = bindings.substitute(&sum).unwrap();
    assert_eq!(
        replaced.at(&[2]),
        Some(&Expr::product([symbol("i'"), symbol("i")]))
    );
}

#[test]
fn doubling_definitions_are_refused_before_memory_is_spent() {
    let mut expr = symbol("x");
    let mut bindings = Bindings::new();
    for _ in 0..20 {
        bindings.insert("x", Expr::sum([symbol("x"), symbol("x")]));
        expr = bindings.substitute(&expr).unwrap();
    }
    bindings.insert("x", expr.clone());
    assert!(bindings.substitute(&expr).is_err());
}

#[test]
fn deep_expressions_neither_compare_nor_drop_by_overflowing() {
    let nest = || (0..super::MAX_DEPTH).fold(symbol("x"), |inner, _| Expr::negative(inner));
    assert_eq!(nest(), nest());
}

#[test]
fn monomials_are_read_and_written() {
    let h = symbol("h");
    let table = [
        (
            Expr::product([h.clone(), Expr::product([Expr::integer(4), h.clone()])]),
            4,
            2,
        ),
        (
            Expr::negative(Expr::power(h.clone(), Expr::integer(3))),
            -1,
            3,
        ),
        (
            Expr::quotient(
                Expr::product([Expr::integer(6), h.clone()]),
                Expr::integer(2),
            ),
            3,
            1,
        ),
    ];
    for (expr, coefficient, exponent) in table {
        let monomial = Monomial::read(&expr).unwrap();
        assert_eq!(monomial.coefficient, Rational::from(coefficient));
        assert_eq!(monomial.powers, [(h.clone(), exponent)]);
    }
    let ratio = Expr::quotient(Expr::product([Expr::integer(3), h.clone()]), symbol("n"));
    assert_eq!(Monomial::read(&ratio).unwrap().to_expr(), ratio);
    assert_eq!(Monomial::read(&Expr::quotient(h, Expr::zero())), None);
}
