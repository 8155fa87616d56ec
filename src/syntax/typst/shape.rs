//! Functions of Typst with their arguments written as LaTeX.

use std::ops::Range;

use super::names::Shape;
use super::written::{Read, Written, fail};

/// What a function of this shape makes of its arguments; `place` is that of the whole call.
pub(super) fn shaped(shape: Shape, arguments: &[Written], place: Range<usize>) -> Read<Written> {
    let (start, end) = (place.start, place.end.saturating_sub(1));
    let mut out = Written::default();
    let wanted = match shape {
        Shape::Command("\\frac" | "\\binom") | Shape::Root => 2..=2,
        Shape::Braced(_) => 1..=2,
        _ => 1..=1,
    };
    if !wanted.contains(&arguments.len()) {
        let reason = format!("{} arguments stand here", arguments.len());
        return fail(place, reason);
    }
    let braced = |out: &mut Written, argument: &Written| {
        out.push("{", start);
        out.append(argument);
        out.push("}", end);
    };
    match (shape, arguments) {
        (Shape::Command(command), arguments) => {
            out.push(command, start);
            for argument in arguments {
                braced(&mut out, &unquoted(command, argument));
            }
        }
        (Shape::Root, [degree, under]) => {
            out.push("\\sqrt[", start);
            out.append(degree);
            out.push("]", start);
            braced(&mut out, under);
        }
        (Shape::Between(open, close), [inner]) => {
            out.push(open, start);
            out.append(inner);
            out.push(close, end);
        }
        (Shape::Braced(command), [inner, notes @ ..]) => {
            out.push(command, start);
            braced(&mut out, inner);
            for note in notes {
                out.push(if command == "\\overbrace" { "^" } else { "_" }, start);
                braced(&mut out, note);
            }
        }
        (Shape::Size, [inner]) => out.append(inner),
        (_, [inner]) => braced(&mut out, inner),
        _ => {}
    }
    Ok(out)
}

/// `op("round")` is a name, and no text in a name.
fn unquoted(command: &str, argument: &Written) -> Written {
    let inner = argument
        .text
        .trim()
        .strip_prefix("\\text{")
        .and_then(|rest| rest.strip_suffix('}'));
    match inner.filter(|_| command == "\\operatorname" || command == "\\mathrm") {
        Some(inner) => {
            let from = argument.text.find(inner).unwrap_or(0);
            Written {
                text: inner.to_owned(),
                map: argument
                    .map
                    .get(from..from + inner.len())
                    .unwrap_or_default()
                    .to_vec(),
            }
        }
        None => argument.clone(),
    }
}
