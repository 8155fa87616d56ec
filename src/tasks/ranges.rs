//! Ranges of values as they are written on the command line.

use crate::diagnostic::{Code, Diagnostic, Source};
use crate::growth::ValueRange;
use crate::syntax;

impl ValueRange {
    /// Reads `h = 1024..16384`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(source: &Source) -> Result<Self, Diagnostic> {
        let wrong = || {
            let message = format!("`{}` is not a range of values", source.text());
            Diagnostic::error(Code::USAGE, message).hint("write `h=1024..16384`")
        };
        let (name, values) = source.text().split_once('=').ok_or_else(wrong)?;
        let (low, high) = values.split_once("..").ok_or_else(wrong)?;
        let names = syntax::parse_names(&Source::new("<name>", name.trim()));
        let names = names.map_err(|_| wrong())?;
        let [name] = names.as_slice() else {
            return Err(wrong());
        };
        let number = |text: &str| syntax::parse_expression(text).ok()?.as_number();
        let (Some(low), Some(high)) = (number(low.trim()), number(high.trim())) else {
            return Err(wrong());
        };
        if low > high {
            let message = format!("the range of `{}` ends before it begins", name.value);
            return Err(Diagnostic::error(Code::USAGE, message));
        }
        Ok(Self {
            symbol: name.value.clone(),
            low,
            high,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::derive::within_ranges;
    use crate::expr::{Assumptions, Bindings};
    use crate::growth::Within;
    use crate::judge::Budget;
    use crate::number::Rational;
    use crate::render::plain;

    fn asked(expr: &str, ranges: &[&str]) -> Result<Within, Diagnostic> {
        let read = |text: &&str| ValueRange::read(&Source::new("<range>", *text)).unwrap();
        let ranges: Vec<ValueRange> = ranges.iter().map(read).collect();
        let percent = Rational::new(1.into(), 100.into()).unwrap();
        let expr = syntax::parse_expression(expr).unwrap();
        let (fixed, under) = (Bindings::new(), Assumptions::none());
        within_ranges(&expr, &percent, &ranges, &fixed, &under, &Budget::default())
    }

    /// 4Lh over 12Lh² is at most 1/(3·1024) = 0.0326 %; x(10 − x) is 0 at the ends of 0..10 and
    /// 25 in the middle, which the ends do not show.
    #[test]
    fn ranges_decide_and_not_their_ends() {
        let found = asked("12*L*h^2 + 4*L*h", &["h=1024..16384", "L=1..128"]).unwrap();
        assert_eq!(plain(&found.approximation), "12*L*h^2");
        let error = found.errors[0].as_ref().unwrap().high().clone();
        let (low, high) = (
            Rational::new(3.into(), 10_000.into()),
            Rational::new(4.into(), 10_000.into()),
        );
        assert!(error > low.unwrap() && error < high.unwrap(), "{error}");
        let found = asked("1000 + x*(10 - x)", &["x=0..10"]).unwrap();
        assert!(found.dropped.len() < 2, "{:?}", found.dropped);
        assert!(asked("x - 5", &["x=0..10"]).is_err());
        assert!(ValueRange::read(&Source::new("<range>", "x=3..1")).is_err());
    }
}
