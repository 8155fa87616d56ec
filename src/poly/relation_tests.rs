//! What is known about parts that are no polynomials: identities from the textbooks, and what
//! must not be taken for one.

use super::testing::{condition, read, show};
use super::{Budget, difference, normal_form};
use crate::expr::{Assumptions, Domain, Expr, Lambda, Symbol};

/// Assumptions from `name: domain` and conditions.
fn under(domains: &[(&str, Domain)], conditions: &[&str]) -> Assumptions {
    Assumptions {
        domains: domains
            .iter()
            .map(|(name, domain)| (Symbol::new(name), domain.clone()))
            .collect(),
        conditions: conditions.iter().map(|text| condition(text)).collect(),
        ..Assumptions::none()
    }
}

/// Positive integers by the letters of the model formulas, `x` and `y` positive real numbers.
fn usual() -> Assumptions {
    let positive = Domain::Real {
        min: Some(crate::expr::Bound {
            value: 0.into(),
            strict: true,
        }),
        max: None,
    };
    let mut domains: Vec<(&str, Domain)> = ["L", "h", "V", "n", "k", "l"]
        .into_iter()
        .map(|name| (name, Domain::positive_integer()))
        .collect();
    domains.push(("b", Domain::Boolean));
    domains.push(("tied", Domain::Boolean));
    domains.push(("x", positive.clone()));
    domains.push(("y", positive));
    under(&domains, &[])
}

fn is_identity(a: &str, b: &str, assumptions: &Assumptions) -> bool {
    let form = difference(&read(a), &read(b), assumptions, &Budget::default());
    form.unwrap_or_else(|error| panic!("{a} = {b}: {error}"))
        .is_zero()
}

fn expanded(text: &str, assumptions: &Assumptions) -> String {
    let form = normal_form(&read(text), assumptions, &Budget::default());
    show(
        &form
            .unwrap_or_else(|error| panic!("{text}: {error}"))
            .to_expr(),
    )
}

#[test]
fn identities_without_assumptions() {
    let table = [
        ("sqrt(u)^2", "u"),
        ("sqrt(4*u)", "2*sqrt(u)"),
        ("sqrt(50)", "5*sqrt(2)"),
        ("sqrt(2)*sqrt(3)", "sqrt(6)"),
        ("sqrt(8/9)", "2/3*sqrt(2)"),
        ("1/sqrt(2)", "sqrt(2)/2"),
        ("1/(1+sqrt(2))", "1/(sqrt(2)+1)"),
        ("(1+sqrt(2))^2", "3+2*sqrt(2)"),
        ("(1+sqrt(2))*(sqrt(2)-1)", "1"),
        ("sqrt(u^2)", "abs(u)"),
        ("abs(u)^2", "u^2"),
        ("abs(-3*u)", "3*abs(u)"),
        ("abs(u-v)", "abs(v-u)"),
        ("u^(1/2)*u^(1/3)", "u^(5/6)"),
        ("8^(1/3)", "2"),
        ("root(-8, 3)", "-2"),
        ("root(54, 3)", "3*root(2, 3)"),
        ("2*2^n", "2^(n+1)"),
        ("(2^n)^2", "4^n"),
        ("2^n*3^n", "6^n"),
        ("2^(n/2)*2^(n/2)", "2^n"),
        ("(1/2)^n", "2^-n"),
        ("u^n*u^m", "u^(n+m)"),
        ("exp(u)*exp(v)", "exp(u+v)"),
        ("exp(2*u)", "exp(u)^2"),
        ("exp(ln(u))", "u"),
        ("log2(2^k)", "k"),
        ("log2(1024)", "10"),
        ("log2(6)", "1+log2(3)"),
        ("log10(1000)", "3"),
        ("log10(5)+log10(2)", "1"),
        ("ln(8)", "3*ln(2)"),
        ("2^log2(u)", "u"),
        ("[p=0]^2", "[p=0]"),
        ("[u<v]", "[v>u]"),
        ("[u<v]", "[u-v<0]"),
        ("[2*u<2*v]", "[u<v]"),
        ("[u=v]+[u!=v]", "1"),
        ("[u<=v]", "1-[u>v]"),
        ("[u<v]+[u=v]+[u>v]", "1"),
        ("[~u<v]", "[u>=v]"),
        ("[3<4]", "1"),
        ("if(u=v, a, a)", "a"),
        ("if(2<1, 1/0, a)", "a"),
        ("if(u<v, a, c)", "if(u>=v, c, a)"),
        ("floor(7/2)", "3"),
        ("ceil(7/2)", "4"),
        ("-7//2", "-4"),
        ("mod(7, 4)", "3"),
        ("round_up(50257, 64)", "50304"),
        ("floor(u+3)", "floor(u)+3"),
        ("ceil(u)", "-floor(-u)"),
        ("mod(u, 4)", "u-4*(u//4)"),
        ("5!", "120"),
        ("binom(10, 3)", "120"),
        ("binom(u, 2)", "u*(u-1)/2"),
        ("gcd(12, 18)", "6"),
        ("gcd(u, v)", "gcd(v, u)"),
        ("max(2, 7, 5)", "7"),
        ("max(u, u+1)", "u+1"),
        ("min(u, v)", "min(v, u)"),
        ("sum(i=1..10, i)", "55"),
        ("sum(i=1..4, 1/i)", "25/12"),
        ("prod(i=1..5, i)", "120"),
        ("sum(i=1..n, i)", "n*(n+1)/2"),
        ("sum(i=1..n, i^2)", "n*(n+1)*(2*n+1)/6"),
        ("sum(i=0..n-1, 2*i+1)", "n^2"),
        ("sum(i=1..n, c*i)", "c*sum(j=1..n, j)"),
        ("sum(i=1..n, 2^i)+sum(j=1..n, 1)", "n+sum(t=1..n, 2^t)"),
        ("sum(i=a..c, 1)", "c-a+1"),
        ("prod(i=1..n, u)", "u^n"),
        ("sum(i:list(1,2,3), i^2*u)", "14*u"),
        ("sum(i=1..3, sum(j=1..i, i*j))", "25"),
        ("sum(i=1..n, sum(j=1..i, 1))", "n*(n+1)/2"),
        ("sum(i=1..10^30, i)", "10^30*(10^30+1)/2"),
        ("[\"a\"=\"b\"]", "0"),
        ("[starts_with(\"gated-silu\", \"gated-\")]", "1"),
        ("count(list(\"full\", \"slide\", \"full\"), \"full\")", "2"),
        ("[2@list(1,2)]", "1"),
        ("[3|12]", "1"),
        ("O(2*u)", "O(u)"),
    ];
    for (a, b) in table {
        assert!(is_identity(a, b, &Assumptions::none()), "{a} = {b}: {}", {
            let form = difference(&read(a), &read(b), &Assumptions::none(), &Budget::default());
            show(&form.unwrap().to_expr())
        });
    }
}

#[test]
fn identities_under_domains() {
    let table = [
        ("sqrt(x*y)", "sqrt(x)*sqrt(y)"),
        ("sqrt(x^2)", "x"),
        ("abs(x)", "x"),
        ("abs(-h)", "h"),
        ("gcd(0, h-n)", "abs(h-n)"),
        ("sqrt(x^3)", "x*sqrt(x)"),
        ("(x*y)^n", "x^n*y^n"),
        ("(x^2)^n", "x^(2*n)"),
        ("log2(8*x)", "3+log2(x)"),
        ("ln(x*y)", "ln(x)+ln(y)"),
        ("floor(h)", "h"),
        ("floor(h/2)+ceil(h/2)", "h"),
        ("ceil(h/128)", "(h+127)//128"),
        ("floor((h+1)/2)", "ceil(h/2)"),
        ("h//2 + mod(h, 2) + h//2", "h"),
        ("round_up(h, 64)", "64*ceil(h/64)"),
        ("floor(h+x)", "h+floor(x)"),
        ("max(h, 0)", "h"),
        ("max(h, 1)", "h"),
        ("[h>0]", "1"),
        ("[h>=1]", "1"),
        ("[h<1]", "0"),
        ("[b]^2", "[b]"),
        ("b*b", "b"),
        ("[b]+[~b]", "1"),
        ("[b=true]", "[b]"),
        ("[b=false]", "1-[b]"),
        ("[b=0]", "1-[b]"),
        ("if(tied, 0, V*h)", "(1-[tied])*V*h"),
        ("sum(l=0..L-1, 2*l+1)", "L^2"),
        ("2^h*2^h", "4^h"),
        ("floor(2^h/2+1/2)", "floor((2^h+1)/2)"),
    ];
    for (a, b) in table {
        assert!(is_identity(a, b, &usual()), "{a} = {b}: {}", {
            let form = difference(&read(a), &read(b), &usual(), &Budget::default());
            show(&form.unwrap().to_expr())
        });
    }
}

#[test]
fn identities_under_conditions() {
    let mut assumptions = usual();
    assumptions.conditions = ["n|h", "64|V", "N=0", "tied", "z>=3", "p>q", "~r=0", "8*n|k"]
        .map(condition)
        .to_vec();
    assumptions.definitions.insert("d", read("h/n"));
    assumptions
        .definitions
        .insert("attention", read("n*(3*h*d)+h*h"));
    assumptions.functions.insert(
        Symbol::new("linear"),
        Lambda {
            parameters: ["x", "y", "b"].map(Symbol::new).to_vec(),
            body: read("x*y+[b]*y"),
        },
    );
    let table = [
        ("floor(h/n)", "h/n"),
        ("ceil(h/n)", "h/n"),
        ("h//n", "h/n"),
        ("mod(h, n)", "0"),
        ("round_up(h, n)", "h"),
        ("mod(h+3, n)", "mod(3, n)"),
        ("floor(5*h^2/n)", "5*h^2/n"),
        ("floor(V/64)", "V/64"),
        ("round_up(V, 64)", "V"),
        ("round_up(V, 32)", "V"),
        ("k//n", "k/n"),
        ("k//(2*n)", "k/(2*n)"),
        ("[n|h]", "1"),
        ("[n|h*V]", "1"),
        ("[N=0]", "1"),
        ("N*h", "0"),
        ("if(tied, 0, V*h)", "0"),
        ("attention", "4*h^2"),
        ("linear(h, 3*h, true)", "3*h^2+3*h"),
        ("linear(h, 3*h, false)", "3*h^2"),
        ("max(z, 2)", "z"),
        ("[p>q]", "1"),
        ("[q>=p]", "0"),
        ("max(p, q)", "p"),
        ("abs(q-p)", "p-q"),
        ("[p+1>q]", "1"),
        ("[3*p>3*q-h]", "1"),
        ("min(p, q)", "q"),
        ("[r=0]", "0"),
        ("[r!=0]", "1"),
    ];
    for (a, b) in table {
        assert!(is_identity(a, b, &assumptions), "{a} = {b}: {}", {
            let form = difference(&read(a), &read(b), &assumptions, &Budget::default());
            show(&form.unwrap().to_expr())
        });
    }
}

#[test]
fn what_is_no_identity() {
    let table = [
        ("sqrt(u^2)", "u"),
        ("sqrt(u*v)", "sqrt(u)*sqrt(v)"),
        ("sqrt(u+v)", "sqrt(u)+sqrt(v)"),
        ("floor(u/2)+ceil(u/2)", "u"),
        ("floor(u)", "u"),
        ("(u*v)^(1/2)", "u^(1/2)*v^(1/2)"),
        ("log2(u*v)", "log2(u)+log2(v)"),
        ("2^(n^2)", "(2^n)^2"),
        ("ceil(u/128)", "(u+127)//128"),
        ("abs(u)", "u"),
        ("[u<v]", "[u<=v]"),
        ("[u]", "u"),
        ("sum(i=1..n, 2^i)", "sum(i=1..n, 3^i)"),
        ("u!", "u*u!"),
        ("max(u, v)", "u"),
        ("gcd(0, u)", "abs(u)"),
        ("gcd(0, 1/2)", "1/2"),
    ];
    for (a, b) in table {
        assert!(!is_identity(a, b, &Assumptions::none()), "{a} = {b}");
    }
}

#[test]
fn parts_are_shown_as_written() {
    let table = [
        ("h*ceil(V/128)*128", "128*h*ceil(V/128)"),
        ("(1+sqrt(x))^2", "x + 2*sqrt(x) + 1"),
        ("V*h*[tied=0]+h", "V*h - V*h*[tied] + h"),
        ("round_up(V, 64)*h", "round_up(V, 64)*h"),
        ("log2(12)", "log2(12)"),
        ("2^(n+1)*h", "2*2^n*h"),
        ("mod(V, 3)", "mod(V, 3)"),
        ("h//n + 1", "floor_div(h, n) + 1"),
        ("[V>h]*V", "[V > h]*V"),
        // A geometric sum: 2 + 4 + … + 2^n = 2^(n+1) − 2.
        ("sum(i=1..n, 2^i)", "2*2^n - 2"),
        ("sqrt(6)", "sqrt(6)"),
        ("max(V, n)", "max(V, n)"),
    ];
    for (text, expected) in table {
        assert_eq!(expanded(text, &usual()), expected, "{text}");
    }
}

/// With 8 | h the next multiple of 8 from h + 3 on is h + 8, and from h − 3 on h; of h + w nothing is known.
#[test]
fn a_multiple_and_a_number_are_rounded_up() {
    let mut assumptions = usual();
    assumptions.conditions = vec![condition("8|h")];
    for (text, shown) in [
        ("round_up(h + 3, 8)", "h + 8"),
        ("round_up(h - 3, 8)", "h"),
        ("round_up(8*V + 17, 8)", "8*V + 24"),
        ("round_up(h + w, 8)", "round_up(h + w, 8)"),
        ("round_up(h + 3, 16)", "round_up(h + 3, 16)"),
    ] {
        let form = normal_form(&read(text), &assumptions, &Budget::default()).unwrap();
        assert_eq!(show(&form.to_expr()), shown, "{text}");
    }
}

#[test]
fn quantities_are_in_base_units() {
    let gigabytes = |n: i64| Expr::quantity(Expr::integer(n), "GB");
    let bytes = Expr::quantity(Expr::integer(28_000_000_000_i64), "byte");
    let none = Assumptions::none();
    let form = difference(&gigabytes(28), &bytes, &none, &Budget::default()).unwrap();
    assert!(form.is_zero());
    let parameters = Expr::quantity(Expr::integer(7_000_000_000_i64), "parameters");
    let product = Expr::product([parameters, Expr::quantity(Expr::integer(4), "bytes")]);
    let form = difference(&product, &gigabytes(28), &none, &Budget::default()).unwrap();
    assert!(form.is_zero());
    let stored = Expr::conversion(Expr::integer(1000), "FP16");
    let form = normal_form(&stored, &none, &Budget::default()).unwrap();
    assert_eq!(form.to_expr(), Expr::quantity(Expr::integer(2000), "byte"));
    let rate = Expr::quantity(Expr::integer(1), "FLOPS");
    let seconds = Expr::quantity(Expr::integer(5), "seconds");
    let form = normal_form(&Expr::product([rate, seconds]), &none, &Budget::default()).unwrap();
    assert_eq!(form.to_expr(), Expr::quantity(Expr::integer(5), "FLOP"));
}

#[test]
fn a_closed_form_tells_when_it_holds() {
    let none = Assumptions::none();
    let form = normal_form(&read("sum(i=a..c, i)"), &none, &Budget::default()).unwrap();
    assert_eq!(form.conditions(), [condition("c+1>=a")]);
    let form = normal_form(&read("sum(i=1..L, i)"), &usual(), &Budget::default()).unwrap();
    assert!(form.conditions().is_empty());
    let stated = under(&[], &["c>=a"]);
    let form = normal_form(&read("sum(i=a..c, i)"), &stated, &Budget::default()).unwrap();
    assert!(form.conditions().is_empty());
    let form = normal_form(&read("1/(c-a+1)"), &stated, &Budget::default()).unwrap();
    assert!(form.nonzero().is_empty());
}

#[test]
fn powers_of_products_split_where_the_exponent_is_an_integer() {
    let table = [
        (
            "prod(i=if(L=h,1,L)..L, L/h)",
            "L*h^[L=h]*(L/h)^(L*[L=h])/(h*L^[L=h])",
        ),
        ("(2*x*y)^h", "2^h*x^h*y^h"),
        ("exp(h*(h+1)/2)^L", "exp(h^2*L/2)*exp(h*L/2)"),
    ];
    for (a, b) in table {
        assert!(is_identity(a, b, &usual()), "{a} = {b}");
    }
}

/// Σ√p over the first fifteen primes: of its fourth power every product of two or of four different roots
/// is a term, and what is left without roots is 3·(Σp)² − 2·Σp² = 301820, as Σp = 328 and Σp² = 10466.
#[test]
fn long_sums_of_roots_are_multiplied_root_by_root() {
    let primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47];
    let roots = primes.map(|prime| format!("sqrt({prime})"));
    let power = read(&format!("({})^4", roots.join(" + ")));
    let form = normal_form(&power, &Assumptions::none(), &Budget::default()).unwrap();
    let terms = form.terms();
    assert_eq!(terms.len(), 1 + 105 + 1365);
    let constant = terms.iter().find(|term| term.powers.is_empty()).unwrap();
    assert_eq!(constant.coefficient, 301_820.into());
    // 4!·√2·√3·√5·√7 among four different ones.
    let of_four = terms.iter().filter(|term| term.powers.len() == 4);
    assert!(of_four.clone().all(|term| term.coefficient == 24.into()));
    assert_eq!(of_four.count(), 1365);
}
