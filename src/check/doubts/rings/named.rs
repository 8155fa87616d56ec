//! The arithmetics that a text names, each with its place.

use crate::expr::Symbol;
use crate::number::Integer;

/// An arithmetic in which numbers are added, multiplied or written otherwise than the integers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::check) enum Arithmetic {
    /// Remainders of the division by a number, ℤ₇.
    Modulo(Integer),
    /// Remainders of the division by a number that has a name, "modulo n".
    ModuloOf(Symbol),
    /// Numbers of so many bits: what is too large begins anew.
    Wrapping(u32),
    /// Digits to a base.
    Base(u32),
    /// Bits that are added without a carry: XOR, fields with 2ᵏ elements.
    Bits,
    /// Truth values: a sum is "or", a product "and".
    Truth,
    /// Quotients of integers, rounded down.
    Quotients,
}

/// An arithmetic where a text names it.
#[derive(Clone, Debug)]
pub(in crate::check) struct Named {
    pub(super) at: usize,
    pub(super) arithmetic: Arithmetic,
    /// Whether the sentence says that it is so everywhere, "all below is modulo 11".
    pub(super) is_throughout: bool,
}

/// What stands before a modulus.
const MODULI: &[&str] = &[
    "\\mathbb{Z}_",
    "\\mathbb Z_",
    "\\mathbb{Z}/",
    "\\mathbb Z/",
    "\\mathbf{Z}_",
    "\\mathbf{Z}/",
    "\\Z_",
    "\\Z/",
    "ℤ_",
    "ℤ/",
    "ℤ",
    "Z_",
    "Z/",
    "\\pmod",
    "\\bmod",
    "\\mod",
    "mod ",
    "MOD ",
    "Mod ",
    "modulo ",
    "Modulo ",
    "módulo ",
    "Módulo ",
    "модулю ",
    "모듈로 ",
    "모듈러 ",
    "법 ",
    "模",
];

/// What stands before the number of the elements of a field.
const FIELDS: &[&str] = &[
    "\\mathbb{F}_",
    "\\mathbb F_",
    "\\F_",
    "GF(",
    "𝔽_",
    "𝔽",
    "F_",
];

/// What stands before a base.
const BASES: &[&str] = &[
    "in base ",
    "In base ",
    "en base ",
    "En base ",
    "Base ",
    "zur Basis ",
    "Zur Basis ",
    "по основанию ",
    "с основанием ",
];

/// Words that name an arithmetic by themselves.
const WORDS: &[(&str, &[Arithmetic])] = {
    use Arithmetic::{Base, Bits, Quotients, Truth, Wrapping};
    &[
        ("inary", &[Base(2), Bits]),
        ("inär", &[Base(2)]),
        ("binaire", &[Base(2)]),
        ("binari", &[Base(2)]),
        ("binári", &[Base(2)]),
        ("двоичн", &[Base(2)]),
        ("base two", &[Base(2)]),
        ("Dualsystem", &[Base(2)]),
        ("Zweiersystem", &[Base(2)]),
        ("二进制", &[Base(2)]),
        ("二進", &[Base(2)]),
        ("2진", &[Base(2)]),
        ("이진", &[Base(2)]),
        ("ternary", &[Base(3)]),
        ("Dreiersystem", &[Base(3)]),
        ("三进制", &[Base(3)]),
        ("Vierersystem", &[Base(4)]),
        ("四进制", &[Base(4)]),
        ("base five", &[Base(5)]),
        ("Fünfersystem", &[Base(5)]),
        ("五进制", &[Base(5)]),
        ("Sechsersystem", &[Base(6)]),
        ("Siebenersystem", &[Base(7)]),
        ("七进制", &[Base(7)]),
        ("octal", &[Base(8)]),
        ("Octal", &[Base(8)]),
        ("Achtersystem", &[Base(8)]),
        ("восьмеричн", &[Base(8)]),
        ("八进制", &[Base(8)]),
        ("8진", &[Base(8)]),
        ("팔진", &[Base(8)]),
        ("n hex", &[Base(16)]),
        ("hexadecimal", &[Base(16)]),
        ("Hexadecimal", &[Base(16)]),
        ("hexadezimal", &[Base(16)]),
        ("Hexadezimal", &[Base(16)]),
        ("шестнадцатеричн", &[Base(16)]),
        ("十六进制", &[Base(16)]),
        ("16진", &[Base(16)]),
        ("XOR", &[Bits]),
        ("xor", &[Bits]),
        ("exclusive or", &[Bits]),
        ("bitwise", &[Bits]),
        ("lowbit", &[Bits]),
        ("보수", &[Bits]),
        ("Dualzahl", &[Base(2)]),
        ("Boolean", &[Truth]),
        ("boolean", &[Truth]),
        ("oolesche", &[Truth]),
        ("布尔", &[Truth]),
        ("булев", &[Truth]),
        ("불 대수", &[Truth]),
        ("nteger division", &[Quotients]),
        ("loor division", &[Quotients]),
        ("整数除法", &[Quotients]),
        ("整除", &[Quotients]),
        ("정수 나눗셈", &[Quotients]),
        ("целочисленн", &[Quotients]),
        ("division entière", &[Quotients]),
        ("división entera", &[Quotients]),
        ("divisão inteira", &[Quotients]),
        ("anzzahldivision", &[Quotients]),
        ("8-bit", &[Wrapping(8)]),
        ("int8", &[Wrapping(8)]),
        ("unsigned char", &[Wrapping(8)]),
        ("16-bit", &[Wrapping(16)]),
        ("int16", &[Wrapping(16)]),
        ("32-bit", &[Wrapping(32)]),
        ("int32", &[Wrapping(32)]),
        ("64-bit", &[Wrapping(64)]),
        ("int64", &[Wrapping(64)]),
    ]
};

/// Words for the hours of a clock.
const CLOCKS: &[&str] = &[
    "clock",
    "Clock",
    "Uhr",
    "시계",
    "часах",
    "horloge",
    "reloj",
    "时钟",
];

/// The hours of a clock.
const HOURS: [i64; 2] = [12, 24];

/// Words that make what a sentence says a rule for all of the text.
const THROUGHOUT: &[&str] = &[
    "below",
    "hroughout",
    "verything",
    "rom now on",
    "ll arithmetic",
    "ll calculations",
    "이하",
    "이후",
    "以下",
    "本章",
    "ab jetzt",
    "Im Folgenden",
    "далее",
    "dans la suite",
    "En lo que sigue",
];

/// All arithmetics that a text names, in its order.
pub(super) fn arithmetics(text: &str) -> Vec<Named> {
    let mut found = Vec::new();
    let mut note = |at: usize, arithmetic: Arithmetic| {
        found.push(Named {
            at,
            arithmetic,
            is_throughout: false,
        });
    };
    for word in MODULI {
        for (at, behind) in occurrences(text, word) {
            if let Some(modulus) = modulus(behind) {
                note(at, modulus);
            }
        }
    }
    for word in FIELDS {
        for (at, behind) in occurrences(text, word) {
            match modulus(behind) {
                Some(Arithmetic::Modulo(size)) => {
                    for it in of_field(&size) {
                        note(at, it);
                    }
                }
                Some(told) => note(at, told),
                None => {}
            }
        }
    }
    for word in BASES {
        for (at, behind) in occurrences(text, word) {
            let base = number(behind).and_then(|(base, _)| u32::try_from(base).ok());
            if let Some(base) = base.filter(|base| (2..=36).contains(base)) {
                note(at, Arithmetic::Base(base));
            }
        }
    }
    for (word, told) in WORDS {
        for (at, _) in text.match_indices(word) {
            told.iter().for_each(|told| note(at, told.clone()));
        }
    }
    for word in CLOCKS {
        for (at, _) in text.match_indices(word) {
            for hours in HOURS {
                note(at, Arithmetic::Modulo(hours.into()));
            }
        }
    }
    found.sort_by_key(|named| named.at);
    for named in &mut found {
        named.is_throughout = is_throughout(text, named.at);
    }
    found
}

/// Where a word stands that no letter goes on before, with what is behind it.
fn occurrences<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = (usize, &'t str)> {
    let is_name = word.starts_with(|c: char| c.is_ascii_alphabetic());
    text.match_indices(word).filter_map(move |(at, _)| {
        let is_inside = is_name
            && text
                .get(..at)?
                .ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '\\' | '_' | '{'));
        (!is_inside).then_some((at, text.get(at + word.len()..)?))
    })
}

/// A modulus behind its word: a number, a power of one, or a letter.
fn modulus(behind: &str) -> Option<Arithmetic> {
    if let Some((base, rest)) = number(behind) {
        let exponent = rest
            .trim_start()
            .strip_prefix('^')
            .and_then(number)
            .map_or(1, |(exponent, _)| exponent);
        let exponent = u32::try_from(exponent).ok().filter(|power| *power <= 64)?;
        return (base > 1).then(|| Arithmetic::Modulo(Integer::from(base).pow(exponent)));
    }
    let behind = behind.trim_start_matches(OPENING);
    let mut letters = behind.chars();
    let letter = letters.next().filter(char::is_ascii_lowercase)?;
    let ends = !letters.next().is_some_and(char::is_alphanumeric);
    ends.then(|| Arithmetic::ModuloOf(Symbol::new(&letter.to_string())))
}

/// What may stand between a word and its number.
const OPENING: [char; 4] = ['{', '(', ' ', '$'];

/// The number that a text begins with, in brackets or without, below the line or on it, and what is behind it.
fn number(text: &str) -> Option<(u64, &str)> {
    let text = text.trim_start_matches(OPENING);
    let digit = |c: char| {
        c.to_digit(10)
            .or_else(|| u32::from(c).checked_sub(0x2080).filter(|it| *it < 10))
    };
    let mut value: Option<u64> = None;
    for (at, c) in text.char_indices() {
        match digit(c) {
            Some(digit) => {
                value = Some(
                    value
                        .unwrap_or(0)
                        .checked_mul(10)?
                        .checked_add(digit.into())?,
                );
            }
            None => return value.map(|value| (value, text.get(at..).unwrap_or_default())),
        }
    }
    value.map(|value| (value, ""))
}

/// The arithmetics of a field with so many elements, a power of a prime.
fn of_field(size: &Integer) -> Vec<Arithmetic> {
    let prime = [2, 3, 5, 7]
        .map(Integer::from)
        .into_iter()
        .find(|prime| size.is_multiple_of(prime));
    let prime = prime.unwrap_or_else(|| size.clone());
    let bits = (prime == Integer::from(2)).then_some(Arithmetic::Bits);
    std::iter::once(Arithmetic::Modulo(prime))
        .chain(bits)
        .collect()
}

/// Whether the sentence around a place says that it speaks of all that follows.
fn is_throughout(text: &str, at: usize) -> bool {
    const REACH: usize = 120;
    let from = (at.saturating_sub(REACH)..=at).find(|from| text.is_char_boundary(*from));
    let to = (at..=at.saturating_add(REACH).min(text.len()))
        .rev()
        .find(|to| text.is_char_boundary(*to));
    let before = from.and_then(|from| text.get(from..at)).unwrap_or_default();
    let behind = to.and_then(|to| text.get(at..to)).unwrap_or_default();
    let ends = [". ", "\n\n", "。"];
    let start = ends
        .iter()
        .filter_map(|end| before.rfind(end))
        .max()
        .unwrap_or(0);
    let end = ends
        .iter()
        .filter_map(|end| behind.find(end))
        .min()
        .unwrap_or(behind.len());
    let sentence = [before.get(start..), behind.get(..end)];
    THROUGHOUT
        .iter()
        .any(|word| sentence.iter().flatten().any(|part| part.contains(word)))
}
