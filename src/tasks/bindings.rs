//! Values as typed on a command line.

use crate::diagnostic::{Code, Diagnostic, Source, Span};
use crate::expr::Bindings;
use crate::syntax::{self, Binding, Reading, Scope};

/// Values as typed on a command line, each `NAME=VALUE` or several parted by commas.
///
/// ```
/// use longhand::diagnostic::Source;
/// use longhand::tasks::bindings;
///
/// let typed = |text: &str| Source::new("<value>", text);
/// assert_eq!(bindings(&[typed("L=32, h=4096"), typed("V=32000")]).unwrap().value.len(), 3);
/// assert!(bindings(&[typed("L=32"), typed("L=40")]).is_err());
/// ```
///
/// # Errors
/// Everything that is wrong with any of them; a name with two values.
pub fn bindings(sources: &[Source]) -> Result<Reading<Bindings>, Vec<Diagnostic>> {
    if let Some(found) = parted(sources) {
        return Err(vec![found]);
    }
    let mut value = Bindings::new();
    let mut notes = Vec::new();
    let mut errors = Vec::new();
    let mut seen: Vec<(Binding, Source)> = Vec::new();
    for source in sources {
        match syntax::parse_bindings(source, &Scope::open()) {
            Ok(reading) => {
                notes.extend(reading.notes);
                for binding in reading.value {
                    let earlier = seen
                        .iter()
                        .find(|(other, _)| other.symbol == binding.symbol);
                    errors.extend(earlier.map(|earlier| twice(earlier, &binding, source)));
                    value.insert(binding.symbol.clone(), binding.value.clone());
                    seen.push((binding, source.clone()));
                }
            }
            Err(found) => errors.extend(found),
        }
    }
    if errors.is_empty() {
        Ok(Reading { value, notes })
    } else {
        Err(errors)
    }
}

/// `L = 32` without quotes, which a shell hands over in three parts.
fn parted(sources: &[Source]) -> Option<Diagnostic> {
    let text = |at: usize| sources.get(at).map_or("", |source| source.text().trim());
    let at = (0..sources.len()).find(|&at| text(at).starts_with('=') || text(at).ends_with('='))?;
    let (before, after) = text(at).split_once('=')?;
    let name = match before {
        "" => text(at.checked_sub(1)?),
        before => before,
    };
    let value = match after.trim_start_matches('=') {
        "" => text(at + 1),
        after => after,
    };
    if name.is_empty() || value.is_empty() || name.contains('=') || value.contains('=') {
        return None;
    }
    let source = sources.get(at)?;
    let message = format!("`{}` is no value by itself", text(at));
    let whole = Span::new(0, source.text().len());
    let found = Diagnostic::error(Code::USAGE, message).at(source, whole, "");
    Some(found.hint(format!(
        "write it without spaces, `{name}={value}`, or in quotes, `'{name} = {value}'`"
    )))
}

fn twice((first, place): &(Binding, Source), second: &Binding, source: &Source) -> Diagnostic {
    let message = format!("`{}` is given twice", second.symbol);
    Diagnostic::error(Code::REDEFINITION, message)
        .at(source, second.name.to(second.span), "given again here")
        .at(place, first.name.to(first.span), "given here")
        .hint("give it once")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a shell makes of `L = 32`, `L= 32` and `L =32`.
    #[test]
    fn values_with_spaces_are_one_error() {
        for parts in [
            &["L", "=", "32"][..],
            &["L", "==", "32"],
            &["L=", "32"],
            &["L", "=32"],
        ] {
            let sources: Vec<Source> = parts
                .iter()
                .map(|text| Source::new("<value>", *text))
                .collect();
            let errors = bindings(&sources).unwrap_err();
            assert_eq!(errors.len(), 1, "{parts:?}");
            assert!(
                errors[0].hints[0].contains("`L=32`"),
                "{:?}",
                errors[0].hints
            );
        }
        assert!(bindings(&[Source::new("<value>", "L == 32")]).is_ok());
    }
}
