//! Numbers in a line of text: groups of digits, decimal commas, suffixes, multipliers.

use super::program;
use super::signs::speaks_of_bytes;
use super::token::{Kind, is_accented};

/// What parts the whole of a number from its decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decimals {
    Point,
    Comma,
    /// A comma, for which only the script speaks: before three digits of which the last is 0 it may part
    /// groups all the same.
    LikelyComma,
    /// A comma, and points part groups of thousands: `1.234,5`, `135.266.304`.
    CommaBehindPoints,
}

/// How numbers are written in a line.
#[derive(Debug)]
pub(super) struct Habits {
    decimals: Decimals,
    /// Whether a blank parts groups of thousands: `864 000 * 0.8 = 691 200`.
    blank: bool,
    /// Whether an arrow stands in the line.
    pub(super) has_arrow: bool,
    /// Whether the line speaks of bits: numbers to the base 2 or 16 with signs between them that join bits.
    pub(super) has_bits: bool,
    /// Letters that stand alone, so that behind a number they are no `million`.
    alone: Vec<char>,
}

impl Habits {
    pub(super) fn of(line: &str) -> Self {
        let letters: Vec<char> = line.chars().collect();
        let at = |place: usize| letters.get(place).copied().unwrap_or(' ');
        let is_digit = |place: usize| at(place).is_ascii_digit();
        let has_sign = line.contains(['×', '·', '*', '/', '+', '≈'])
            || line.contains(" x ")
            || line.contains('%') && line.contains('=');
        let is_decimal = |place: usize| {
            let digits = (place + 1..letters.len())
                .take_while(|next| is_digit(*next))
                .count();
            let before = letters.get(..place).unwrap_or_default();
            let run = before
                .iter()
                .rev()
                .take_while(|c| c.is_ascii_digit())
                .count();
            // `16,797,69` is a slip of the pen among groups of three.
            let in_groups = place > run && at(place - run - 1) == ',';
            // `min(5,0)`, `(1,8)`: two numbers.
            let is_pair =
                place > run && at(place - run - 1) == '(' && at(place + 1 + digits) == ')';
            // `0,045`: no group of thousands begins with a 0.
            let is_below_one = run == 1 && at(place - run) == '0' && digits > 2;
            at(place) == ','
                && run > 0
                && !in_groups
                && !is_pair
                && ((1..=2).contains(&digits) || is_below_one)
        };
        let is_seen = (0..letters.len()).any(is_decimal);
        let decimals = if parts_by_points(line) || has_sign && is_seen && has_point_groups(line) {
            Decimals::CommaBehindPoints
        } else if has_sign && is_seen {
            Decimals::Comma
        } else if line.chars().any(is_cyrillic) {
            if is_seen {
                Decimals::Comma
            } else {
                Decimals::LikelyComma
            }
        } else {
            Decimals::Point
        };
        let is_bare = decimals == Decimals::Point;
        let is_alone = |place: &usize| {
            let before = letters.get(..*place).unwrap_or_default();
            let last = before.iter().rev().find(|c| **c != ' ');
            let joined = place
                .checked_sub(1)
                .is_some_and(|p| at(p).is_alphanumeric());
            let behind = at(place + 1);
            let goes_on = behind.is_alphanumeric() || behind == '_';
            let multiplies = last.is_some_and(char::is_ascii_digit);
            !(joined || goes_on || multiplies)
        };
        let alone = (0..letters.len())
            .filter(|place| "kKMBTG".contains(at(*place)) && is_alone(place))
            .map(at)
            .collect();
        Self {
            decimals,
            has_bits: program::joins_bits(line),
            has_arrow: line.contains("->") || line.contains('→'),
            blank: !is_bare || line.contains(['=', '≈']) && parts_by_blanks(line),
            alone,
        }
    }
}

/// Whether a number of the line says that points part its groups: it has two of them with three digits
/// behind each, or a comma behind such a group.
fn parts_by_points(line: &str) -> bool {
    let belongs = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let mut runs = line.split(|c: char| !belongs(c));
    // `2,000` beside it: an address, or numbers of two habits.
    let has_comma_groups = runs.clone().any(|run| {
        let groups = run.split_once(',');
        groups.is_some_and(|(head, rest)| {
            let is_three = |group: &str| group.len() == 3;
            !head.contains('.') && !head.is_empty() && rest.split(',').all(is_three)
        })
    });
    !has_comma_groups
        && runs.any(|run| {
            let run = run.trim_end_matches(['.', ',']);
            let (whole, decimals) = run.split_once(',').unwrap_or((run, ""));
            let groups: Vec<&str> = whole.split('.').collect();
            let is_group =
                |group: &&str| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit());
            let is_number = groups.split_first().is_some_and(|(head, groups)| {
                let head_fits = (1..=3).contains(&head.len()) && !head.starts_with('0');
                head_fits && groups.iter().all(is_group)
            });
            let has_decimals = !decimals.is_empty() && decimals.bytes().all(|b| b.is_ascii_digit());
            is_number && (groups.len() > 2 || groups.len() == 2 && has_decimals)
        })
}

/// Whether each point between digits of a line with decimal commas stands before a group of three: `2.800 kWh × 0,32 €`.
fn has_point_groups(line: &str) -> bool {
    let belongs = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let runs = line.split(|c: char| !belongs(c));
    let mut pointed = runs
        .map(|run| run.trim_end_matches(['.', ',']))
        .filter(|run| run.contains('.'))
        .peekable();
    let is_group = |run: &str| {
        run.split_once('.').is_some_and(|(head, group)| {
            let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
            (1..=3).contains(&head.len())
                && !head.starts_with('0')
                && group.len() == 3
                && is_number(head)
                && is_number(group)
        })
    };
    pointed.peek().is_some() && pointed.all(is_group)
}

/// Whether each two numbers that stand side by side are groups of thousands, and there are some.
fn parts_by_blanks(line: &str) -> bool {
    let words = line.split(' ').map(|word| word.trim_matches(['*', '_']));
    let words: Vec<&str> = words.collect();
    let digits = |word: &str| word.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = |word: &str| !word.is_empty() && digits(word) == word.len();
    let mut is_seen = false;
    for (place, pair) in words.windows(2).enumerate() {
        let [first, second] = pair else { continue };
        if !is_number(first) || digits(second) == 0 {
            continue;
        }
        let begins = !place
            .checked_sub(1)
            .is_some_and(|at| words.get(at).copied().is_some_and(is_number));
        let is_head = if begins {
            (1..=3).contains(&first.len())
        } else {
            first.len() == 3
        };
        if !is_head || digits(second) != 3 || first.starts_with('0') && begins {
            return false;
        }
        is_seen = true;
    }
    is_seen
}

/// A number with groups of digits, and a suffix that ends the run.
pub(super) fn number(rest: &str, is_exponent: bool, habits: &Habits) -> (usize, String) {
    let mut text = String::new();
    let mut at = 0;
    let bytes = rest.as_bytes();
    let digits = |at: usize| {
        bytes
            .get(at..)
            .unwrap_or_default()
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count()
    };
    let length = digits(at);
    text.push_str(rest.get(..length).unwrap_or_default());
    at += length;
    // Groups of three digits, behind a comma, an underscore or a thin space.
    let points_part = habits.decimals == Decimals::CommaBehindPoints;
    let begins_with_zero = rest.starts_with('0');
    let comma_parts = habits.decimals != Decimals::Point || begins_with_zero;
    while (1..=3).contains(&length) {
        let mark = rest.get(at..).and_then(|r| r.chars().next());
        let Some(mark) = mark.filter(|mark| {
            let is_blank = matches!(mark, ' ' | '\u{2009}' | '\u{202f}' | '\u{a0}');
            is_blank || matches!(mark, ',' | '_') || *mark == '.' && points_part
        }) else {
            break;
        };
        let start = at + mark.len_utf8();
        let three = rest.get(start..start + 3).unwrap_or_default();
        let behind = rest.get(start + 3..).unwrap_or_default();
        let is_group = match mark {
            ',' | '.' if begins_with_zero => false,
            ',' if points_part => false,
            ',' if habits.decimals != Decimals::Point => {
                let is_likely = habits.decimals == Decimals::LikelyComma;
                is_likely && (three.ends_with('0') || behind.starts_with(',') && at == length)
                    || text.len() > length
            }
            // `28 490`: where numbers are not written with commas.
            ' ' => habits.blank && !behind.starts_with(|c: char| c.is_ascii_digit()),
            _ => true,
        };
        if digits(start) != 3 || !is_group {
            break;
        }
        text.push_str(rest.get(start..start + 3).unwrap_or_default());
        at = start + 3;
    }
    let in_groups = text.len() > length && rest.get(length..=length) == Some(",");
    if in_groups && bytes.get(at) == Some(&b',') && matches!(digits(at + 1), 1 | 2 | 4..) {
        let end = at + 1 + digits(at + 1);
        text.push_str(rest.get(at + 1..end).unwrap_or_default());
        at = end;
    }
    if bytes.get(at) == Some(&b'.') && digits(at + 1) > 0 {
        let end = at + 1 + digits(at + 1);
        text.push_str(rest.get(at..end).unwrap_or_default());
        at = end;
    }
    if comma_parts && bytes.get(at) == Some(&b',') && digits(at + 1) > 0 {
        let end = at + 1 + digits(at + 1);
        text.push('.');
        text.push_str(rest.get(at + 1..end).unwrap_or_default());
        at = end;
    }
    let exponent = rest.get(at..).unwrap_or_default();
    if exponent.starts_with(['e', 'E']) {
        let sign = usize::from(exponent.get(1..).is_some_and(|r| r.starts_with(['+', '-'])));
        let length = digits(at + 1 + sign);
        if length > 0 {
            text.push_str(exponent.get(..=sign + length).unwrap_or_default());
            at += 1 + sign + length;
        }
    }
    if is_exponent {
        return (at, text);
    }
    let behind = rest.get(at..).unwrap_or_default();
    // `32,768 B = 33 KB`: nobody counts so many billions.
    let is_bytes = in_groups && behind.starts_with(" B ") && speaks_of_bytes(behind);
    if let Some((length, letter)) = multiplied(behind, habits).filter(|_| !is_bytes) {
        text.push(letter);
        at += length;
    }
    (at, text)
}

/// The word or letter behind a number that multiplies it, `6.46B`, `6.46 B`: its length with the blank before it,
/// and the letter for it.
fn multiplied(behind: &str, habits: &Habits) -> Option<(usize, char)> {
    let blank = if behind.starts_with(" \\space ") {
        8
    } else {
        1
    };
    let gap = if behind.starts_with(' ') { blank } else { 0 };
    let suffix = behind.get(gap..)?;
    if let Some((word, letter)) = multiple(suffix) {
        return Some((gap + word, letter));
    }
    let mut letters = suffix.chars();
    let letter = letters.next().filter(|letter| {
        "KkMBT".contains(*letter) && !habits.alone.contains(letter) && (gap == 0 || *letter != 'k')
    })?;
    let next = letters.next();
    let ends = next.is_none_or(|next| !(next.is_alphanumeric() || next == '_' || next == '^'));
    // `M=512 N=1024 K=512`: a name of its own.
    let is_given = gap > 0 && next == Some('=');
    (ends && !is_given).then_some((gap + 1, letter))
}

/// `billion` behind a number: its length and the letter for it.
pub(super) fn multiple(suffix: &str) -> Option<(usize, char)> {
    let belongs = |c: char| c.is_ascii_alphabetic() || is_cyrillic(c) || is_accented(c);
    if suffix.starts_with("nghìn tỷ") {
        return Some(("nghìn tỷ".len(), 'T'));
    }
    let length = suffix.find(|c| !belongs(c)).unwrap_or(suffix.len());
    let word = suffix.get(..length)?.to_lowercase();
    let letter = match word.trim_end_matches('s') {
        "thousand" | "тыс" | "тысяч" | "tausend" | "nghìn" | "ngàn" => 'K',
        "million" | "mio" | "millionen" | "millone" | "milhõe" | "triệu" | "млн" | "миллиона"
        | "миллионов" | "mln" => 'M',
        "billion"
        | "bil"
        | "bln"
        | "milliard"
        | "milliarde"
        | "milliarden"
        | "mrd"
        | "bilhõe"
        | "tỷ"
        | "tỉ"
        | "млрд"
        | "миллиарда"
        | "миллиардов" => 'B',
        "trillion" | "трлн" => 'T',
        _ => return None,
    };
    // `10 тыс.`, `7 Mrd.`: the point belongs to the word.
    let is_short = matches!(word.as_str(), "тыс" | "mio" | "mrd");
    let has_point = suffix
        .get(length..)
        .is_some_and(|rest| rest.starts_with(". "));
    Some((length + usize::from(is_short && has_point), letter))
}

/// Whether a word behind a number multiplies it, `млн`, `billion`.
pub fn is_multiplier(word: &str) -> bool {
    multiple(word).is_some_and(|(length, _)| length == word.len())
}

pub(super) fn is_cyrillic(c: char) -> bool {
    ('\u{400}'..='\u{4ff}').contains(&c)
}

/// Whether a text behind a number begins with what the number is times; words begin with 백 or 십 as well.
pub(super) fn begins_multiplier(rest: &str) -> bool {
    let is_said = || crate::syntax::multiplier(&multiplier(rest).2).is_some();
    match rest.chars().next() {
        Some('백' | '십') => is_said(),
        Some(first) => "억만조천万亿億萬兆十百千".contains(first),
        None => false,
    }
}

/// 억, 十亿: what the number before is times.
pub(super) fn multiplier(rest: &str) -> (Kind, usize, String) {
    let run: String = rest
        .chars()
        .take_while(|c| "억만조천백십万亿億萬兆十千百".contains(*c))
        .collect();
    (Kind::Postfix, run.len(), run)
}
