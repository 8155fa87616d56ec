//! Patterns of tensor names: what a part covers.

/// Whether a pattern matches a whole name. `*` stands for any run of characters without a dot, also
/// for none, `**` for any run at all, `{q,k,v}` for one of what it lists.
///
/// ```
/// use longhand::model::covers;
///
/// let queries = "**layers.*.self_attn.{q,k,v,o}_proj.weight";
/// assert!(covers(queries, "model.layers.0.self_attn.q_proj.weight"));
/// assert!(covers(queries, "layers.11.self_attn.o_proj.weight"));
/// assert!(!covers(queries, "model.layers.0.self_attn.q_norm.weight"));
/// ```
pub fn covers(pattern: &str, name: &str) -> bool {
    Patterns::new([pattern]).cover(name)
}

/// Several patterns, ready to be held against many names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patterns(Vec<String>);

impl Patterns {
    /// These patterns.
    pub fn new<'p>(patterns: impl IntoIterator<Item = &'p str>) -> Self {
        Self(patterns.into_iter().flat_map(alternatives).collect())
    }

    /// Whether one of them matches a whole name.
    pub fn cover(&self, name: &str) -> bool {
        let mut patterns = self.0.iter();
        patterns.any(|pattern| has_pieces(pattern, name) && fits(pattern, name))
    }

    /// Whether one of them tells names apart by a number between dots: `downsampling_layer.0.weight`.
    pub fn tell_numbers(&self) -> bool {
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let mut patterns = self.0.iter();
        patterns.any(|pattern| pattern.split('.').any(is_number))
    }
}

/// Whether a name begins and ends as the pattern does and holds what stands between its stars: without
/// that it cannot match, and most names are told apart by it.
fn has_pieces(pattern: &str, name: &str) -> bool {
    let (first, last) = (pattern.split('*').next(), pattern.rsplit('*').next());
    let begins = first.is_none_or(|first| name.starts_with(first));
    begins
        && last.is_none_or(|last| name.ends_with(last))
        && pattern.split('*').all(|piece| name.contains(piece))
}

/// The most patterns that braces may stand for.
const MAX_ALTERNATIVES: usize = 1000;

/// The patterns without braces that a pattern stands for.
fn alternatives(pattern: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut rest = pattern;
    while let Some((before, behind)) = rest.split_once('{') {
        let Some((listed, after)) = behind.split_once('}') else {
            break;
        };
        let listed: Vec<&str> = listed.split(',').map(str::trim).collect();
        if found.len().saturating_mul(listed.len()) > MAX_ALTERNATIVES {
            break;
        }
        let longer = found.iter().flat_map(|start| {
            let each = listed.iter();
            each.map(move |choice| format!("{start}{before}{choice}"))
        });
        found = longer.collect();
        rest = after;
    }
    for start in &mut found {
        start.push_str(rest);
    }
    found
}

/// Whether a pattern of characters, `*` and `**` matches a whole name.
fn fits(pattern: &str, name: &str) -> bool {
    let name = name.as_bytes();
    // Which beginnings of the name the part of the pattern read so far matches, by their length.
    let mut reached = vec![false; name.len() + 1];
    if let Some(start) = reached.first_mut() {
        *start = true;
    }
    let mut rest = pattern.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        rest = match (first, behind.split_first()) {
            (b'*', Some((b'*', behind))) => {
                run(&mut reached, name, |_| true);
                behind
            }
            (b'*', _) => {
                run(&mut reached, name, |byte| byte != b'.');
                behind
            }
            _ => {
                reached.rotate_right(1);
                for (is_reached, before) in reached.iter_mut().skip(1).zip(name) {
                    *is_reached &= *before == first;
                }
                if let Some(start) = reached.first_mut() {
                    *start = false;
                }
                behind
            }
        };
    }
    reached.last().is_some_and(|whole| *whole)
}

/// Goes on over any run of the bytes that are allowed.
fn run(reached: &mut [bool], name: &[u8], is_allowed: impl Fn(u8) -> bool) {
    let mut goes_on = false;
    let mut before = None;
    for (is_reached, byte) in reached.iter_mut().zip(name.iter().map(Some).chain([None])) {
        goes_on = goes_on && before.is_some_and(&is_allowed);
        goes_on |= *is_reached;
        *is_reached = goes_on;
        before = byte.copied();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_names() {
        for (pattern, name, expected) in [
            ("lm_head.weight", "lm_head.weight", true),
            ("lm_head.weight", "lm_head.weight.scale", false),
            ("**lm_head.weight", "lm_head.weight", true),
            ("**.bias", "a.b.bias", true),
            ("*.bias", "a.b.bias", false),
            ("*.bias", "b.bias", true),
            ("*.bias", "bias", false),
            ("h.*.w", "h.11.w", true),
            ("h.*.w", "h.1.1.w", false),
            ("a*a", "a", false),
            ("a*a", "aa", true),
            ("*a*b*", "xxaxxbxx", true),
            ("*a*b*", "xxbxxaxx", false),
            ("**a.*.b", "a.a.1.b", true),
            ("**a.*.b", "a.1.a.b", false),
            ("", "", true),
            ("*", "", true),
            ("", "x", false),
            ("{a,b}.{c,d}", "b.c", true),
            ("{a,b}.{c,d}", "a.b", false),
            ("x{,.y}", "x", true),
            ("x{,.y}", "x.y", true),
            ("x{y", "x{y", true),
        ] {
            assert_eq!(covers(pattern, name), expected, "{pattern} {name}");
        }
    }
}
