//! Exercises and examples: each speaks of its own values.

/// Words that name one of several cases when a number follows.
const WORDS: &[&str] = &[
    "exercise",
    "example",
    "problem",
    "question",
    "task",
    "case",
    "aufgabe",
    "beispiel",
    "übung",
    "exercice",
    "exemple",
    "ejercicio",
    "ejemplo",
    "problema",
    "exercício",
    "exemplo",
    "esercizio",
    "esempio",
    "练习",
    "задача",
    "пример",
    "упражнение",
    "예제",
    "문제",
    "연습문제",
    "例题",
    "例",
    "习题",
    "練習",
    "例題",
    "問題",
    "問",
];

/// The words and the number that a paragraph begins with where it is a case: `**Example 1.**`.
pub fn begins_case(paragraph: &str) -> Option<&str> {
    let start = paragraph.len()
        - paragraph
            .trim_start_matches(['*', '_', '#', ' ', '>'])
            .len();
    let rest = paragraph.get(start..)?;
    let length = rest
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(rest.len());
    let word = rest.get(..length)?.to_lowercase();
    let behind = rest.get(length..)?;
    let number = behind.trim_start_matches(' ');
    let digits = number
        .find(|c: char| !(c.is_ascii_digit() || c == '.'))
        .unwrap_or(number.len());
    let ends = number.get(digits..).is_some_and(|rest| {
        rest.trim_start_matches(['.', '*', '_', ')'])
            .starts_with([' ', ':', '：', '\n', '('])
            || rest.trim_matches(['*', '_']).is_empty()
    });
    let is_case =
        WORDS.contains(&word.as_str()) && number.starts_with(|c: char| c.is_ascii_digit()) && ends;
    is_case
        .then(|| rest.get(..length + (behind.len() - number.len()) + digits))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::begins_case;

    #[test]
    fn exercises_and_examples() {
        assert_eq!(begins_case("**Example 1.** Let x = 5."), Some("Example 1."));
        assert_eq!(begins_case("Exercise 12: find x"), Some("Exercise 12"));
        assert_eq!(begins_case("例 3 求解"), Some("例 3"));
        assert_eq!(begins_case("Case 1: Llama"), Some("Case 1"));
        assert_eq!(begins_case("Examples are many"), None);
        assert_eq!(begins_case("Example 1 MB is"), Some("Example 1"));
    }
}
