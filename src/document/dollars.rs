//! Dollar signs around less than a formula: `$\approx$ 704 MB`, `4$d$`, `$7$B`. What stands between
//! them belongs to the line of text around it.

use std::borrow::Cow;

/// Signs that stand alone between dollars, and the sign that the line is read with.
const SIGNS: &[(&str, &str)] = &[
    ("\\approx", "≈"),
    ("\\simeq", "≈"),
    ("\\sim", "~"),
    ("\\times", "×"),
    ("\\cdot", "·"),
    ("≈", "≈"),
    ("×", "×"),
    ("=", "="),
    ("~", "~"),
];

/// The most bytes that are looked at behind a dollar sign.
const REACH: usize = 24;

/// The text without dollar signs around lone signs, and around numbers and names that the line goes on
/// with; nothing moves.
pub(super) fn loosened(text: &str) -> Cow<'_, str> {
    if !text.contains(['$', '\\']) {
        return Cow::Borrowed(text);
    }
    let mut text = Cow::Borrowed(text);
    for step in [bracketed, joined, parted] {
        if let Cow::Owned(changed) = step(&text) {
            text = Cow::Owned(changed);
        }
    }
    text
}

/// The text without `\(` and `\)` around lone signs and operands, `24.53 / 40.04 = \(0.61\)`.
fn bracketed(text: &str) -> Cow<'_, str> {
    let mut out: Option<String> = None;
    for (open, mark) in text.match_indices("\\(") {
        let inner = open + mark.len();
        let line = text.get(inner..).and_then(|rest| rest.split('\n').next());
        let Some((inside, _)) = line.and_then(|line| line.split_once("\\)")) else {
            continue;
        };
        let end = inner + inside.len() + 2;
        let before = text.get(..open).unwrap_or_default();
        let behind = text.get(end..).unwrap_or_default();
        let new = lone_sign(inside).or_else(|| operand(before, inside, behind));
        let Some(new) = new.filter(|_| inside.len() <= REACH) else {
            continue;
        };
        let blanks = " ".repeat(end.saturating_sub(inner + new.len()));
        let out = out.get_or_insert_with(|| text.to_owned());
        out.replace_range(open..end, &format!("  {new}{blanks}"));
    }
    out.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// `\mathbf{0.61\ (61\%)}`: a number without the commands that only set it; nothing moves.
fn bare(inside: &str) -> String {
    const STYLES: &[&str] = &["\\mathbf{", "\\textbf{", "\\boxed{", "\\bm{"];
    let style = STYLES
        .iter()
        .find(|style| inside.starts_with(**style) && inside.ends_with('}'));
    let inside = match style {
        Some(style) => {
            let number = inside
                .get(style.len()..inside.len() - 1)
                .unwrap_or_default();
            format!("{}{number} ", " ".repeat(style.len()))
        }
        None => inside.to_owned(),
    };
    inside.replace("\\ ", "  ").replace("\\%", " %")
}

/// The text without dollar signs around lone signs and operands.
fn parted(text: &str) -> Cow<'_, str> {
    let with_signs = rewritten(text, |_, inside, _| lone_sign(inside));
    match rewritten(&with_signs, operand) {
        Cow::Borrowed(_) => with_signs,
        Cow::Owned(text) => Cow::Owned(text),
    }
}

/// The text without the dollar signs on both sides of a relation between two formulas, `$3 * 2h$ = $6h$`: they are
/// one formula.
fn joined(text: &str) -> Cow<'_, str> {
    const RELATIONS: &[char] = &['=', '≈', '≤', '≥', '≠'];
    let mut out: Option<String> = None;
    let mut at = 0;
    let mut last_end = None;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find('$')) {
        let open = at + next;
        let end = behind(text, open);
        let is_math = end > open + 2 && text.get(end - 1..end) == Some("$");
        if let Some(closed) = last_end.filter(|_| is_math) {
            let between = text.get(closed..open).unwrap_or_default();
            let is_operand = |from: usize, to: usize| {
                let inside = text.get(from + 1..to - 1).unwrap_or_default();
                operand("=", inside, "").is_some()
            };
            let mut sign = between.trim_matches(' ').chars();
            let is_sign =
                sign.next().is_some_and(|sign| RELATIONS.contains(&sign)) && sign.next().is_none();
            if is_sign && !is_operand(open, end) {
                let out = out.get_or_insert_with(|| text.to_owned());
                out.replace_range(closed - 1..closed, " ");
                out.replace_range(open..=open, " ");
            }
        }
        last_end = is_math.then_some(end);
        at = end;
    }
    out.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Puts what `becomes` makes of them in place of stretches between single dollars, given what stands
/// before and behind each.
fn rewritten(text: &str, becomes: impl Fn(&str, &str, &str) -> Option<String>) -> Cow<'_, str> {
    let mut out = String::new();
    let mut kept = 0;
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find('$')) {
        let open = at + next;
        let inner = open + 1;
        let end = (inner..=text.len().min(inner + REACH)).rfind(|end| text.is_char_boundary(*end));
        let near = end.and_then(|end| text.get(inner..end)).unwrap_or_default();
        let before = text.get(..open).unwrap_or_default();
        let close = near
            .find(['$', '\n'])
            .filter(|close| near.get(*close..).is_some_and(|rest| rest.starts_with('$')));
        let is_single = !before.ends_with(['$', '\\']) && !near.starts_with('$');
        let Some(close) = close.filter(|_| is_single) else {
            // Mathematics of its own, or a price: its signs are passed over together.
            at = behind(text, open);
            continue;
        };
        let end = inner + close + 1;
        let rest = text.get(end..).unwrap_or_default();
        let inside = near.get(..close).unwrap_or_default();
        if let Some(new) = becomes(before, inside, rest).filter(|_| !rest.starts_with('$')) {
            out.push_str(text.get(kept..open).unwrap_or_default());
            let blanks = " ".repeat((close + 2).saturating_sub(new.len()));
            // What follows may touch it: `$7$B`; else an operand stays where it is.
            let is_operand = new.len() == close;
            let touches = rest.starts_with(|c: char| c.is_alphanumeric() || c == '%');
            let at = match (is_operand, touches) {
                (false, _) => 0,
                (true, false) => 1,
                (true, true) => blanks.len(),
            };
            let (first, last) = blanks.split_at(at.min(blanks.len()));
            out.push_str(first);
            out.push_str(&new);
            out.push_str(last);
            kept = end;
        }
        at = end;
    }
    if kept == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(text.get(kept..).unwrap_or_default());
    Cow::Owned(out)
}

/// Behind the stretch that a dollar sign opens, where it is closed on its line; else behind the sign.
fn behind(text: &str, open: usize) -> usize {
    let rest = text.get(open..).unwrap_or_default();
    let signs = rest.bytes().take_while(|byte| *byte == b'$').count();
    if signs != 1 {
        return open + signs;
    }
    let inner = rest.get(1..).unwrap_or_default();
    let close = inner.find(['$', '\n']);
    let is_closed = |at: &usize| inner.get(*at..).is_some_and(|rest| rest.starts_with('$'));
    let is_math = inner.starts_with(|c: char| !c.is_whitespace());
    close
        .filter(|at| is_math && is_closed(at))
        .map_or(open + 1, |at| open + at + 2)
}

fn lone_sign(inside: &str) -> Option<String> {
    let inside = inside.trim();
    let found = SIGNS.iter().find(|(sign, _)| *sign == inside)?;
    Some(found.1.to_owned())
}

/// A number or a name beside a sign of the line, or a number that touches letters.
fn operand(before: &str, inside: &str, behind: &str) -> Option<String> {
    let inside = bare(inside);
    let (number, share) = inside.split_once(" (").unwrap_or((&inside, ""));
    let number = number.trim();
    let is_number = number.starts_with(|c: char| c.is_ascii_digit())
        && number
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
        && (share.is_empty() || share.ends_with("%)"));
    let is_operand = is_number || is_name(&inside);
    let leads = before.trim_end_matches(' ');
    let is_led = leads.ends_with(['=', '≈', '×', '·', '*', '/', '+'])
        || before.ends_with(|c: char| c.is_ascii_digit());
    let follows = behind.trim_start_matches(' ');
    let goes_on = follows.starts_with(['=', '≈', '×', '·', '*', '/', '+'])
        || is_number && behind.starts_with(['K', 'M', 'B', 'T', '%']);
    (is_operand && (is_led || goes_on)).then_some(inside)
}

/// A letter, with an index of letters or digits: `d`, `d_{ff}`, `N_1`.
fn is_name(inside: &str) -> bool {
    let mut letters = inside.chars();
    let first = letters.next().is_some_and(|c| c.is_ascii_alphabetic());
    let rest = letters.as_str();
    let index = rest.strip_prefix('_').map(|index| {
        let braced = index
            .strip_prefix('{')
            .and_then(|index| index.strip_suffix('}'));
        braced.unwrap_or(index)
    });
    let is_word =
        |index: &str| !index.is_empty() && index.bytes().all(|b| b.is_ascii_alphanumeric());
    first && (rest.is_empty() || index.is_some_and(is_word))
}

#[cfg(test)]
mod tests {
    use super::loosened;

    #[test]
    fn lone_signs_and_operands_belong_to_the_line() {
        let table = [
            ("total $\\approx$704 MB", "total ≈      704 MB"),
            ("48 layers $\\times$ 2", "48 layers ×       2"),
            ("$7$B × $2$ = 14", "  7B ×  2  = 14"),
            ("$d_{ff}$ = 4$d$ = 3072", " d_{ff}  = 4 d  = 3072"),
            (
                r"5 / 8 = \(0.625\), \(x\) is",
                r"5 / 8 =   0.625  , \(x\) is",
            ),
            (r"1 / 4 = $\mathbf{0.25}$.", "1 / 4 =          0.25  ."),
            ("$a = 4$ and $b$ is", "$a = 4$ and $b$ is"),
            ("$3 * 2h^2$ = $6h^2$.", "$3 * 2h^2  =  6h^2$."),
            ("$$x$$ costs $5 or $6", "$$x$$ costs $5 or $6"),
            ("$3$ apples", "$3$ apples"),
        ];
        for (text, expected) in table {
            let found = loosened(text);
            assert_eq!(found, expected);
            assert_eq!(found.len(), text.len());
        }
    }
}
