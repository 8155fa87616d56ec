//! What a sign of a line is by what stands around it.

use super::token::Kind;
use crate::expr::Relation;

/// The length of a name between bars, `|V|`; 0 where there is none.
pub(super) fn size_of(rest: &str) -> usize {
    let inner = rest.strip_prefix('|').unwrap_or_default();
    let length = inner
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
        .unwrap_or(0);
    let is_name = (1..=12).contains(&length)
        && inner.starts_with(|c: char| c.is_ascii_alphabetic())
        && inner
            .get(length..)
            .is_some_and(|rest| rest.starts_with('|'));
    if is_name { length + 2 } else { 0 }
}

/// Whether Korean words mean "being" and not a day: `3일 때`, when it is 3; but `3일 동안`, for 3 days.
pub(super) fn is_being(text: &str) -> bool {
    const FOLLOWERS: [&str; 5] = ["때", "경우", "수", "것", "뿐"];
    let behind = text.strip_prefix("일").map(str::trim_start);
    behind.is_some_and(|behind| FOLLOWERS.iter().any(|word| behind.starts_with(word)))
}

/// Signs of Markdown and of type around values: `_15 GB_`, `[15 GB](#a)`, `15 GB[^1]`, `½`, `====`.
pub(super) fn plain_marks(
    rest: &str,
    before: &str,
    is_after_number: bool,
) -> Option<(Kind, usize, String)> {
    const FRACTIONS: &[(&str, &str)] = &[
        ("½", "(1/2)"),
        ("⅓", "(1/3)"),
        ("⅔", "(2/3)"),
        ("¼", "(1/4)"),
        ("¾", "(3/4)"),
        ("⅛", "(1/8)"),
    ];
    let gap = |length: usize| Some((Kind::Gap, length, " ".to_owned()));
    if let Some((sign, value)) = FRACTIONS.iter().find(|(sign, _)| rest.starts_with(sign)) {
        // `2½` is two and a half.
        let is_mixed = before.ends_with(|c: char| c.is_ascii_digit());
        return (!is_mixed).then(|| (Kind::Number, sign.len(), (*value).to_owned()));
    }
    for micro in ["μs", "µs"] {
        if is_after_number && rest.starts_with(micro) {
            return Some((Kind::Unit, micro.len(), "us".into()));
        }
    }
    let is_digit = |c: char| c.is_ascii_digit();
    if rest
        .strip_prefix('_')
        .is_some_and(|rest| rest.starts_with(is_digit) || !before.is_empty() && rest.is_empty())
    {
        return gap(1);
    }
    if rest.starts_with("[^") {
        return rest.find(']').and_then(|end| gap(end + 1));
    }
    // The text of a link.
    let end = rest.strip_prefix('[').and_then(|inner| inner.find(']'));
    let is_link = end.is_some_and(|end| {
        rest.get(end + 2..)
            .is_some_and(|rest| rest.starts_with('('))
    });
    if is_link { gap(1) } else { None }
}

/// Whether a dash stands between numbers before a relation sign: `22 – 7 = 15`.
pub(super) fn subtracts(rest: &str, before: &str) -> bool {
    let behind = rest.trim_start_matches(['–', '—']);
    let ends = before
        .trim_end()
        .ends_with(|c: char| c.is_ascii_digit() || c == ')');
    let begins = behind
        .trim_start()
        .starts_with(|c: char| c.is_ascii_digit() || matches!(c, '(' | '$'));
    let relation = behind.find(['=', '≈']);
    ends && begins && relation.is_some() && !before.contains(['=', '≈'])
}

/// The length of what is no text to read: an address, the target of a link, an option of a command.
pub(super) fn beyond_reading(rest: &str, before: &str) -> Option<usize> {
    let to_blank = || rest.find(char::is_whitespace).unwrap_or(rest.len());
    if rest.starts_with("http://") || rest.starts_with("https://") {
        return Some(to_blank());
    }
    // `D<sub>X</sub>`: signs of HTML compare nothing.
    for tag in [
        "<sub>", "</sub>", "<sup>", "</sup>", "<br>", "<b>", "</b>", "<i>", "</i>",
    ] {
        if rest.starts_with(tag) {
            return Some(tag.len());
        }
    }
    if rest.starts_with("](") {
        return rest.find(')').map(|end| end + 1);
    }
    let is_option = rest.starts_with("--")
        && rest
            .get(2..)?
            .starts_with(|c: char| c.is_ascii_alphabetic())
        && before.chars().next_back().is_none_or(char::is_whitespace);
    is_option.then(to_blank)
}

/// Whether a colon stands between numbers before a relation sign.
pub(super) fn divides(rest: &str, before: &str) -> bool {
    let behind = rest.get(1..).unwrap_or_default();
    // `16:9 = 1.78`, but no time of day among words: a relation stands right behind.
    let next = behind.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let first = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_ratio = next.len() < behind.len()
        && !first.ends_with(|c: char| c.is_alphanumeric() || c == '_')
        && next.trim_start().starts_with(['=', '≈']);
    let is_apart = before.ends_with(' ') && behind.starts_with(' ') || is_ratio;
    let ends = before
        .trim_end()
        .ends_with(|c: char| c.is_ascii_digit() || c == ')');
    let begins = behind
        .trim_start()
        .starts_with(|c: char| c.is_ascii_digit() || c == '(');
    // `MaxPool 2×2 : 254 / 2 = 127`: behind the colon stands a quotient of its own.
    let side = behind.split(['=', '≈']).next().unwrap_or_default();
    let is_label = side.contains(['/', '÷']);
    is_apart
        && ends
        && begins
        && !is_label
        && side.len() < behind.len()
        && (is_ratio || !before.contains(['=', '≈']))
}

/// The length of the mark of a calculator, `<<3.5*60=210>>`, which says once more what stands before it.
pub(super) fn annotation(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix("<<")?;
    let computes = |c: char| c.is_ascii_digit() || "+-*/().,=% ".contains(c);
    let end = inside.find(|c: char| !computes(c))?;
    let (sum, behind) = inside.split_at(end);
    (sum.contains('=') && behind.starts_with(">>")).then_some(sum.len() + 4)
}

/// The length of `d/dx` before what is differentiated.
pub(super) fn derivative(rest: &str, before: &str) -> Option<usize> {
    let name = rest.strip_prefix("d/d")?;
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let is_alone = !before.ends_with(char::is_alphanumeric);
    (is_alone && letters == 1 && name.get(1..)?.starts_with(['(', '[', ' '])).then_some(4)
}

/// The length of a price that begins an equation, `£1 = 1.25 USD`, `$75 = 2048`, with its sign: another currency
/// stands behind it, or the value of a numbered result.
pub(super) fn priced(rest: &str, before: &str) -> Option<usize> {
    let number = rest.strip_prefix(['$', '£', '€', '¥', '₩'])?;
    let behind = number.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let begins = !before
        .trim_end()
        .ends_with(['+', '-', '*', '/', '×', '=', '≈', '÷', '(']);
    let value = behind.trim_start().strip_prefix('=')?;
    (begins && behind.len() < number.len()).then(|| rest.len() - value.len())
}

/// Whether a sign of a currency stands at a price, `$5` or `100 €`, and is no part of the number.
pub(super) fn money(rest: &str, before: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    let (sign, behind) = rest.split_at(rest.chars().next().map_or(0, char::len_utf8));
    behind.starts_with(is_digit) || sign != "$" && before.trim_end().ends_with(is_digit)
}

/// Whether bits of a whole number are shifted, `561 >> 8 = 2`, and nothing is much greater.
pub(super) fn shifts(rest: &str, before: &str, is_code: bool) -> bool {
    let behind = rest.strip_prefix(">>").or_else(|| rest.strip_prefix("<<"));
    // `1 << n`: a power of two.
    let one = before.trim_end().strip_suffix('1');
    let is_one = one.is_some_and(|one| !one.ends_with(|c: char| c.is_alphanumeric() || c == '.'));
    let is_number = is_code && before.trim_end().ends_with(|c: char| c.is_ascii_digit());
    if behind.is_some() && (is_number || is_one) {
        return true;
    }
    let behind = behind.unwrap_or_default().trim_start();
    let next = behind.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_equation = next.len() < behind.len() && next.trim_start().starts_with('=');
    is_equation && before.trim_end().ends_with(|c: char| c.is_ascii_digit())
}

/// Whether a tilde says how something is distributed, `X ~ Gamma`: the name of a family stands behind it.
pub(super) fn is_distributed(rest: &str) -> bool {
    let behind = rest
        .strip_prefix(['~', '∼'])
        .unwrap_or_default()
        .trim_start();
    let mut letters = behind.chars();
    let is_capital = letters.next().is_some_and(char::is_uppercase);
    is_capital && letters.take(2).filter(|c| c.is_lowercase()).count() == 2
}

/// The length of the dots for terms that are not written, between two signs or at one: `1 + 2 + … + n`.
pub(super) fn left_out(rest: &str, before: &str) -> Option<usize> {
    let length = ["...", "…", "⋯"]
        .iter()
        .find(|dots| rest.starts_with(**dots))?
        .len();
    let signs = ['+', '*', '×', '·'];
    let behind = rest.get(length..)?.trim_start();
    let is_between = before.trim_end().ends_with(signs) && behind.starts_with(signs);
    is_between.then_some(length)
}

/// Whether an exclamation mark ends a sentence behind a result.
pub(super) fn ends_sentence(rest: &str, before: &str) -> bool {
    let behind = rest.get(1..).unwrap_or_default();
    let next = behind
        .strip_prefix(' ')
        .and_then(|next| next.chars().next());
    // No percentage has a factorial.
    before.ends_with('%') || before.contains(['=', '≈']) && next.is_some_and(char::is_uppercase)
}

/// Whether a plus sign behind a number says "and more": words or nothing follow.
pub(super) fn and_more(rest: &str, before: &str) -> bool {
    let behind = rest.get(1..).unwrap_or_default();
    let word = behind.trim_start_matches([' ', '*']);
    let letters = word.chars().take_while(|c| c.is_alphabetic()).count();
    let is_apart = behind.starts_with([' ', '*']) || behind.is_empty();
    before.ends_with(|c: char| c.is_ascii_digit()) && is_apart && (letters >= 3 || word.is_empty())
}

/// `(4 + 8) B = 2,100 GB`: bytes, where the line speaks of them.
pub(super) fn counts_bytes(rest: &str, before: &str) -> bool {
    let behind = rest.get(1..).unwrap_or_default();
    let ends = !behind.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    let before = before.trim_end();
    (before.ends_with(')') || ends_in_group(before)) && ends && speaks_of_bytes(behind)
}

/// Whether a text has a unit of bytes in it.
pub(super) fn speaks_of_bytes(text: &str) -> bool {
    let units = ["KB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "byte"];
    units.iter().any(|unit| text.contains(unit))
}

/// `32,768`: whether a text ends in a number with a group of three digits behind a comma.
fn ends_in_group(text: &str) -> bool {
    let Some((head, group)) = text.rsplit_once(',') else {
        return false;
    };
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    group.len() == 3 && is_digits(group) && head.ends_with(|c: char| c.is_ascii_digit())
}

/// An operator as HTML writes it: its length and the sign.
pub(super) fn entity(rest: &str) -> Option<(usize, &'static str)> {
    const ENTITIES: [(&str, &str); 4] = [
        ("&times;", "×"),
        ("&middot;", "·"),
        ("&minus;", "-"),
        ("&divide;", "/"),
    ];
    let found = ENTITIES.iter().find(|(name, _)| rest.starts_with(name))?;
    Some((found.0.len(), found.1))
}

/// Whether a bracket is open behind a text.
pub(super) fn opened(before: &str) -> bool {
    before.matches('(').count() > before.matches(')').count()
}

/// Whether stars stand at a word, as those of emphasis do, and not between operands: something
/// stands at one side of them and nothing at the other.
pub(super) fn is_emphasis(rest: &str, before: &str, length: usize) -> bool {
    let behind = rest.get(length..).unwrap_or_default().chars().next();
    let ahead = before.chars().next_back();
    // `20*.6`, `30/100 *120`: digits on both sides multiply.
    let last = before.trim_end().chars().next_back();
    let next = rest.get(length..).unwrap_or_default().trim_start();
    let multiplies = last.is_some_and(|c| c.is_ascii_digit() || c == ')')
        && next.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '(' | '$'));
    if multiplies && length == 1 {
        return false;
    }
    // `**GPT3**는`, `총**350 GB**`: scripts without blanks join their words to what is emphasised.
    let is_joined = |c: Option<char>| c.is_some_and(|c| c >= '\u{2e80}' && c.is_alphabetic());
    let is_within = before.matches("**").count() % 2 == 1;
    if length == 2 && (is_joined(behind) && is_within || is_joined(ahead) && !is_within) {
        return true;
    }
    let is_open = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let is_one_of = |c: Option<char>, marks: &str| c.is_some_and(|c| marks.contains(c));
    match (is_open(ahead), is_open(behind)) {
        (false, false) => {
            let begins = is_one_of(ahead, ",.:;：，。*`(（");
            begins != is_one_of(behind, ",.:;：，。*`)）")
        }
        (ahead, behind) => ahead != behind,
    }
}

/// `8-bit`, `up-projection`, `end-to-end`; a power is no part of a word, `a²-ab-ac`, `h^2-Vhd`.
pub(super) fn is_hyphen(rest: &str, before: &str) -> bool {
    let behind = rest.get(1..).unwrap_or_default();
    let is_ascii = behind.starts_with(|c: char| c.is_ascii());
    // `x²-xy이다`: the letters of another script are no part of it.
    let belongs = |c: char| c.is_alphabetic() && c.is_ascii() == is_ascii;
    let tail = behind.trim_start_matches(belongs);
    let word = behind.len() - tail.len();
    let digits = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_raised =
        before.ends_with(is_superscript) || digits.len() < before.len() && digits.ends_with('^');
    let letters = before.chars().rev().take_while(|c| c.is_alphabetic());
    let is_word = letters.count() >= 3;
    let goes_on = || {
        let next = tail.strip_prefix('-').and_then(|tail| tail.chars().next());
        word == 2 && is_word && next.is_some_and(char::is_alphabetic)
    };
    (word >= 3 || goes_on()) && before.ends_with(char::is_alphanumeric) && !is_raised
}

fn is_superscript(c: char) -> bool {
    "⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c)
}

/// A command of LaTeX in a text, without signs of mathematics around it.
pub(super) fn command(rest: &str) -> Option<(Kind, usize, String)> {
    let name = rest.get(1..)?;
    let length = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let operator = |sign: &str| Some((Kind::Operator, length + 1, sign.to_owned()));
    let relation =
        |relation, sign: &str| Some((Kind::Relation(relation), length + 1, sign.to_owned()));
    // `1M \* 32 bit`: escaped for Markdown.
    if name.starts_with('*') {
        return Some((Kind::Operator, 2, "*".to_owned()));
    }
    match name.get(..length)? {
        "times" => operator("×"),
        "cdot" => operator("·"),
        "div" => operator("÷"),
        "pm" => operator("±"),
        "approx" | "simeq" => relation(Relation::Approx, "≈"),
        // `= \sim 916`: about.
        "sim" | "space" => Some((Kind::Gap, length + 1, " ".to_owned())),
        "leq" | "le" => relation(Relation::LessEqual, "≤"),
        "geq" | "ge" => relation(Relation::GreaterEqual, "≥"),
        "quad" | "qquad" => Some((Kind::Separator, length + 1, " ".to_owned())),
        _ => None,
    }
}
