//! The words before a formula that say what it is for.

use super::statement::Announced;

/// How far back a word is looked for, in bytes.
const REACH: usize = 240;

/// What a word announces.
pub(super) fn announcement(word: &str) -> Option<Announced> {
    // `Take $d = 64$`, but `both runs take $2h + h$`.
    if matches!(word, "take" | "consider") {
        return None;
    }
    Some(match word.to_lowercase().as_str() {
        "where" | "with" | "here" | "여기서" | "其中" | "ここで" | "где" | "où" | "avec"
        | "wobei" | "mit" | "donde" | "onde" => Announced::Where,
        "if" | "when" | "만약" | "如果" | "若" | "当" | "もし" | "если" | "wenn" | "si"
        | "cuando" | "quando" | "lorsque" | "nếu" | "khi" => Announced::If,
        "for" | "at" | "对于" | "について" | "для" | "при" | "pour" | "für" | "bei" | "para"
        | "với" => Announced::For,
        "let" | "given" | "assume" | "assuming" | "suppose" | "set" | "take" | "consider"
        | "令" | "设" | "假设" | "пусть" | "soit" | "soient" | "posons" | "sei" | "seien"
        | "sea" | "sean" | "seja" | "sejam" | "gegeben" | "bedingung" | "bedingungen"
        | "conditions" | "condiciones" | "condições" => Announced::Let,
        "solve" | "equation" | "equations" | "해" | "解" | "방정식" | "解方程" | "解く"
        | "решите" | "решить" | "уравнение" | "löse" | "lösen" | "löst" | "gleichung"
        | "résoudre" | "résous" | "résolvez" | "équation" | "resuelve" | "resuelva"
        | "resolver" | "ecuación" | "resolva" | "equação" | "risolvi" | "risolvere"
        | "equazione" => Announced::Solve,
        "such" | "subject" | "使得" => Announced::SuchThat,
        _ => return None,
    })
}

/// Whether a word brings in a case of its own, "for", "if", "where".
pub fn announces(word: &str) -> bool {
    announcement(word.trim_matches(|c: char| !c.is_alphanumeric())).is_some()
}

/// Whether a word ends what was announced: what follows is claimed.
fn claims(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "then"
            | "so"
            | "thus"
            | "hence"
            | "because"
            | "therefore"
            | "gives"
            | "get"
            | "obtain"
            | "have"
            | "is"
            | "are"
            | "then,"
            | "means"
            | "implies"
            | "yields"
            | "따라서"
            | "时"
            | "時"
            | "因此"
            | "所以"
            | "则"
            | "то"
            | "значит"
    )
}

/// What the sentence before a formula announces; `before` is the text up to the formula.
///
/// The last word of its kind counts. A colon ends what "if", "for" and "where" announce, a word
/// such as "then" everything.
pub(super) fn announced(before: &str) -> Option<Announced> {
    let from = before.len().saturating_sub(REACH);
    let from = (from..=before.len()).find(|at| before.is_char_boundary(*at))?;
    let near = before.get(from..)?;
    let sentence = near
        .rsplit_once(". ")
        .or_else(|| near.rsplit_once(".\n"))
        .map_or(near, |(_, rest)| rest);
    // `Solve for x: <br><br> 7x + 2 = 16`: breaks behind a colon part nothing.
    let until_colon = sentence.trim_end_matches([';', ' ']);
    let sentence = if until_colon.ends_with(':') {
        until_colon
    } else {
        sentence
    };
    let sentence = sentence
        .rsplit(['。', ';', '；', '?', '!', '|'])
        .next()
        .unwrap_or_default();
    let sentence = sentence.rsplit("\n\n").next().unwrap_or_default();
    // What holds if and only if something else does supposes nothing.
    let sentence = sentence.rsplit("if and only if").next().unwrap_or_default();
    // `In LLaMA-7B, …`: a case of its own.
    let begins = sentence.trim_start();
    let mut found = (begins.starts_with("In ") && begins.contains(',')).then_some(Announced::For);
    // `Ist nämlich $n = 0$, so gilt …`: the verb before all else supposes.
    if begins.starts_with("Ist ") || begins.starts_with("Sind ") || begins.starts_with("Gilt ") {
        found = Some(Announced::If);
    }
    for word in sentence.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if claims(bare) {
            found = None;
        } else if let Some(word) = announcement(bare)
            && found != Some(Announced::Solve)
            // `If instead a head with d = 768 were used`: a case stays one.
            && !(word == Announced::Where && matches!(found, Some(Announced::If | Announced::For)))
        {
            found = Some(word);
        }
        if word.ends_with([':', '：']) && found != Some(Announced::Solve) {
            found = None;
        }
    }
    found
}

/// What the words behind a formula say of it, in languages that say it there: `x = 3일 때`, `x = 3 时`,
/// `x = 3 のとき` suppose it; `x = 3이라 하자`, `x = 3 とおく` set it.
pub(super) fn announced_behind(behind: &str) -> Option<Announced> {
    const SUPPOSING: &[&str] = &[
        "일 때",
        "일때",
        "일 경우",
        "인 경우",
        "이면",
        "라면",
        "이라면",
        "라 하면",
        "이라 하면",
        "라고 하면",
        "이라고 하면",
        "로 두면",
        "으로 두면",
        "로 놓으면",
        "으로 놓으면",
        "时",
        "時",
        "のとき",
        "の時",
        "の場合",
        "ならば",
        "なら",
        "とすると",
        "とすれば",
    ];
    const SETTING: &[&str] = &[
        "라 하자",
        "이라 하자",
        "라고 하자",
        "이라고 하자",
        "로 두자",
        "으로 두자",
        "로 놓자",
        "으로 놓자",
        "とする",
        "とおく",
    ];
    let behind = behind.trim_start();
    let says = |words: &[&str]| {
        words.iter().any(|words| {
            let rest = behind.strip_prefix(words);
            rest.is_some_and(|rest| ends_a_word(words, rest))
        })
    };
    if says(SUPPOSING) {
        return Some(Announced::If);
    }
    says(SETTING).then_some(Announced::Let)
}

/// Whether words that were read are not the beginning of other ones: `n 时间`, `n ならびに`. A noun may have a
/// particle behind it, `때는`.
fn ends_a_word(words: &str, rest: &str) -> bool {
    let takes_particles = ["때", "경우", "場合"]
        .into_iter()
        .any(|noun| words.ends_with(noun));
    takes_particles || rest.starts_with(['候', 'ば']) || !rest.starts_with(char::is_alphabetic)
}

/// What the line above a displayed formula announces, where it does nothing else: `Let:`, `令：`.
pub(super) fn announced_above(before: &str) -> Option<Announced> {
    let before = before.trim_end();
    let from = before.len().saturating_sub(REACH);
    let from = (from..=before.len()).find(|at| before.is_char_boundary(*at))?;
    let near = before.get(from..)?;
    let line = near.rsplit('\n').next()?;
    if line.len() == near.len() && from > 0 {
        return None;
    }
    let line = line.trim().trim_end_matches([':', '：', ',', '，']);
    let words: Vec<&str> = line.split_whitespace().collect();
    if words.len() > 3 || before.ends_with("$$") {
        return None;
    }
    let bare = |word: &&str| announcement(word.trim_matches(|c: char| !c.is_alphanumeric()));
    words.iter().rev().find_map(bare)
}

/// The clause that speaks of a case of its own, `with b = 1, …; with b = 64, …`, at a place of a text: where
/// it begins, which tells it from others. `base` is where the text begins in the source.
pub(super) fn clause(text: &str, at: usize, base: usize) -> Option<usize> {
    let from = (at.saturating_sub(REACH)..=at).find(|from| text.is_char_boundary(*from))?;
    let to = (at..=text.len().min(at + REACH)).rfind(|to| text.is_char_boundary(*to))?;
    let before = text.get(from..at)?;
    let ends = |c: char| matches!(c, ';' | '；' | '。' | '\n');
    let parts = [before.rfind(ends), before.rfind(". ")];
    let start = parts.into_iter().flatten().max().map(|at| from + at + 1);
    let start = start.or((from == 0).then_some(0))?;
    let behind = text.get(at..to)?;
    let parts = [behind.find(ends), behind.find(". ")];
    let end = parts
        .into_iter()
        .flatten()
        .min()
        .map_or(text.len(), |end| at + end);
    let near = text.get(start..end)?;
    let supposes = |word: &str| {
        let word = announcement(word.trim_matches(|c: char| !c.is_alphanumeric()));
        matches!(
            word,
            Some(Announced::For | Announced::If | Announced::Where)
        )
    };
    let opens = near.split_whitespace().any(supposes);
    // `b = 64: 10b = 640`.
    let is_case = near
        .split_once(':')
        .is_some_and(|(case, rest)| case.contains('=') && rest.contains('=') && case.len() < 40);
    let first = near.find(char::is_alphanumeric).unwrap_or(0);
    (opens || is_case).then_some(base + start + first)
}
