//! Signs before operands in templates: the template engine follows each into the depth without
//! counting, so that long runs are refused before it sees them.

/// The longest run of signs, wherever it stands; no rule across a page is as long.
const LONGEST: usize = 500;

/// The line, from 1, in which a template has too many signs (`-`, `not`) in a row.
pub(super) fn too_many(template: &str) -> Option<usize> {
    let (mut run, mut line) = (0, 1);
    let mut rest = template;
    while let Some(next) = rest.chars().next() {
        let sign = ["-", "not"].iter().find_map(|sign| rest.strip_prefix(sign));
        if sign.is_some() {
            run += 1;
        } else if !next.is_whitespace() {
            run = 0;
        }
        if run > LONGEST {
            return Some(line);
        }
        line += usize::from(next == '\n');
        rest = sign.or_else(|| rest.strip_prefix(next))?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_runs_are_found() {
        let signs = |sign: &str| format!("{{{{ x }}}}\n{{{{ {}1 }}}}", sign.repeat(1_000));
        for sign in ["-", "- ", "not ", "-not "] {
            assert_eq!(too_many(&signs(sign)), Some(2), "{sign}");
        }
        let rule = "-".repeat(200);
        assert_eq!(
            too_many(&format!("{rule}\n{{{{ - - not x }}}}\n{rule}")),
            None
        );
    }
}
