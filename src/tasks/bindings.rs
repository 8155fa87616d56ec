//! Values as typed on a command line.

use crate::diagnostic::{Code, Diagnostic, Source};
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

fn twice((first, place): &(Binding, Source), second: &Binding, source: &Source) -> Diagnostic {
    let message = format!("`{}` is given twice", second.symbol);
    Diagnostic::error(Code::REDEFINITION, message)
        .at(source, second.name.to(second.span), "given again here")
        .at(place, first.name.to(first.span), "given here")
        .hint("give it once")
}
