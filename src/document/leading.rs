//! Words that lead to a formula.

/// Words before a formula that are no part of what it is called.
#[rustfmt::skip]
const LEADING: &[&str] = &[
    "the", "a", "an", "so", "then", "put", "thus", "hence", "and", "with", "is", "that",
    "therefore", "since", "because", "we", "have", "get", "gives", "means", "this", "its", "our", "your",
    "now", "here", "but", "where", "when", "if", "for", "let", "given", "assume", "set", "each",
    "per", "are", "of", "to", "in", "or", "as", "at", "by", "typically", "usually", "often",
    "about", "assumption",
    "dann", "also", "ist", "sind", "gilt", "damit", "folglich", "ergibt", "wenn", "sei",
    "이면", "면", "이라면", "라면", "이고", "고", "이며", "이므로", "므로", "일때", "때", "있으므로", "따라서", "즉", "그러므로",
    "여기서", "보통", "가정", "일반적으로",
    "因此", "所以", "其中", "即", "通常", "若", "则", "约", "故", "令", "设",
    "обычно", "значит",
];

/// Whether a word leads to a formula and is no part of a name.
pub(super) fn is_leading(word: &str) -> bool {
    LEADING.contains(&word)
}

/// `your MBS = 4`, `end up with having GBS = 32`: whether a word leads to a name that stands for itself.
pub(super) fn leads_to_name(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "your", "our", "the", "a", "an", "with", "have", "having", "has", "get", "is", "and", "if",
        "when", "where", "so", "let", "set", "then", "use", "using", "that", "since", "as",
    ];
    WORDS.contains(&word)
}
