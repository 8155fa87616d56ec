//! From a cell's text to a value.

use crate::expr::{Domain, Expr, Literal};
use crate::number::{Integer, Written};

/// The longest cell, in bytes.
const LONGEST: usize = 10_000;

/// What the quick look at a cell finds.
pub(super) enum Quick {
    /// An integer of the domain, or a truth as 0 or 1.
    Word(i64),
    /// The same, past a machine word.
    Large(Integer),
    /// Something to be looked at with care: another number, a text, nothing, or a mistake.
    Other,
}

/// Reads a cell that holds an integer or, under a boolean, a truth.
pub(super) fn quick(cell: &[u8], domain: &Domain) -> Quick {
    if *domain == Domain::Boolean {
        return match truth(cell) {
            Some(truth) => Quick::Word(i64::from(truth)),
            None => Quick::Other,
        };
    }
    if let Some(word) = word(cell) {
        return if allows(domain, word) {
            Quick::Word(word)
        } else {
            Quick::Other
        };
    }
    let Ok(text) = std::str::from_utf8(cell) else {
        return Quick::Other;
    };
    if text.len() > LONGEST {
        return Quick::Other;
    }
    match text.trim().parse::<Integer>() {
        Ok(value) if domain.contains(&value.clone().into()) => Quick::Large(value),
        _ => Quick::Other,
    }
}

/// An integer of at most 18 digits, nothing around it.
fn word(cell: &[u8]) -> Option<i64> {
    let (negative, digits) = match cell {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    if digits.is_empty() || digits.len() > 18 {
        return None;
    }
    let mut value = 0_i64;
    for byte in digits {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        value = value * 10 + i64::from(digit);
    }
    Some(if negative { -value } else { value })
}

/// Whether an integer belongs to a domain; of the usual ones without a rational being made.
fn allows(domain: &Domain, value: i64) -> bool {
    match domain {
        Domain::Integer {
            min: Some(min),
            max: None,
        } if min.is_one() => value >= 1,
        Domain::Integer {
            min: Some(min),
            max: None,
        } if min.is_zero() => value >= 0,
        domain => domain.contains(&value.into()),
    }
}

fn truth(cell: &[u8]) -> Option<bool> {
    let cell = cell.trim_ascii();
    let is = |text: &str| cell.eq_ignore_ascii_case(text.as_bytes());
    match () {
        () if is("true") || is("1") => Some(true),
        () if is("false") || is("0") => Some(false),
        () => None,
    }
}

/// The value a cell stands for under a domain; `None` where it is empty.
///
/// # Errors
/// What is wrong with it, in words.
pub(super) fn value(cell: &[u8], domain: &Domain) -> Result<Option<Expr>, String> {
    let Ok(text) = std::str::from_utf8(cell) else {
        return Err("the cell is not UTF-8".into());
    };
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if text.len() > LONGEST {
        let (shown, length) = (short(text), text.len());
        return Err(format!(
            "`{shown}` is {length} characters long, at most {LONGEST} are read"
        ));
    }
    match domain {
        Domain::Boolean => {
            let truth = truth(cell)
                .ok_or_else(|| format!("`{}` is neither true nor false", short(text)))?;
            Ok(Some(Expr::boolean(truth)))
        }
        Domain::Text => Ok(Some(Expr::text(text))),
        Domain::List => {
            let listed = text.trim_start_matches('[').trim_end_matches(']');
            let elements = listed
                .split([',', ';'])
                .map(str::trim)
                .filter(|part| !part.is_empty());
            let element =
                |part: &str| number(part).unwrap_or_else(|| Expr::text(part.trim_matches('"')));
            Ok(Some(Expr::list(elements.map(element))))
        }
        Domain::Integer { .. } | Domain::Real { .. } => match number(text) {
            Some(number) => Ok(Some(number)),
            None => Err(format!("`{}` is not a number", short(text))),
        },
    }
}

/// A number, or two with `/` between them.
fn number(text: &str) -> Option<Expr> {
    match text.split_once('/') {
        Some((above, below)) => Some(Expr::quotient(signed(above)?, signed(below)?)),
        None => signed(text),
    }
}

fn signed(text: &str) -> Option<Expr> {
    let digits = text.strip_prefix(['-', '−']);
    let written = Written::parse(digits.unwrap_or(text)).ok()?;
    let number = Expr::literal(Literal::from_written(written));
    Some(match digits {
        Some(_) => Expr::negative(number),
        None => number,
    })
}

/// The beginning of a text, short enough for a message.
fn short(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cell: &str) -> Result<Option<Expr>, String> {
        let domain = Domain::Real {
            min: None,
            max: None,
        };
        value(cell.as_bytes(), &domain)
    }

    #[test]
    fn numbers_and_what_is_none() {
        let number = |cell| read(cell).unwrap().and_then(|expr| expr.as_number());
        assert_eq!(number(" -7 ").unwrap().to_string(), "-7");
        assert_eq!(number("3/-4"), None);
        assert!(read("3/4").unwrap().is_some());
        for bad in ["x", "--1", "1/2/3", "1,000", "-"] {
            assert!(read(bad).unwrap_err().contains("is not a number"), "{bad}");
        }
    }

    #[test]
    fn long_cells_are_refused_at_once() {
        let number = Domain::Real {
            min: None,
            max: None,
        };
        for cell in [
            "9".repeat(3_000_000),
            "-".repeat(3_000_000),
            "1/".repeat(1_500_000),
        ] {
            for domain in [&number, &Domain::List, &Domain::Text] {
                let told = value(cell.as_bytes(), domain).unwrap_err();
                assert!(told.contains("3000000 characters long"), "{domain:?}");
            }
            assert!(matches!(quick(cell.as_bytes(), &number), Quick::Other));
        }
    }
}
