//! Tables: pipes in Markdown, aligned columns in text, `tabular` in LaTeX.

use unicode_width::UnicodeWidthStr;

use super::PageFormat;

/// To which side a column leans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::render) enum Align {
    Left,
    Right,
}

impl Align {
    /// `r` is right, every other letter left.
    pub(super) fn named(letter: char) -> Self {
        if letter == 'r' {
            Self::Right
        } else {
            Self::Left
        }
    }
}

/// Between two columns of text.
const GAP: &str = "  ";

/// A table of finished cells, the first row its heading.
pub(in crate::render) fn table(
    rows: &[Vec<String>],
    align: &[Align],
    format: PageFormat,
) -> String {
    let is_markdown = format == PageFormat::Markdown;
    let tame = |cell: &String| {
        if is_markdown {
            without_bars(cell)
        } else {
            cell.clone()
        }
    };
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(tame).collect())
        .collect();
    let Some((head, body)) = rows.split_first() else {
        return String::new();
    };
    if format == PageFormat::Latex {
        return tabular(head, body, align);
    }
    let widths = widths(&rows);
    let mut lines = Vec::with_capacity(rows.len() + 1);
    for (index, row) in rows.iter().enumerate() {
        let cells = row.iter().enumerate().map(|(column, cell)| {
            padded(cell, at(&widths, column, 0), at(align, column, Align::Left))
        });
        let cells: Vec<String> = cells.collect();
        lines.push(if is_markdown {
            piped(&cells)
        } else {
            cells.join(GAP).trim_end().to_owned()
        });
        if index == 0 {
            lines.push(rule(&widths, align, is_markdown));
        }
    }
    lines.join("\n")
}

/// A bar would end the cell, unless it is escaped already.
fn without_bars(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    let mut is_escaped = false;
    for c in cell.chars() {
        if c == '|' && !is_escaped {
            out.push('\\');
        }
        is_escaped = c == '\\' && !is_escaped;
        out.push(c);
    }
    out
}

fn at<T: Copy>(list: &[T], index: usize, otherwise: T) -> T {
    list.get(index).copied().unwrap_or(otherwise)
}

/// The width of each column on a terminal; at least that of a rule in Markdown.
fn widths(rows: &[Vec<String>]) -> Vec<usize> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let cells = |column| {
        rows.iter()
            .filter_map(move |row: &Vec<String>| row.get(column))
    };
    (0..columns)
        .map(|column| cells(column).map(|c| c.width()).max().unwrap_or(0).max(3))
        .collect()
}

fn padded(cell: &str, width: usize, align: Align) -> String {
    let blanks = " ".repeat(width.saturating_sub(cell.width()));
    match align {
        Align::Left => format!("{cell}{blanks}"),
        Align::Right => format!("{blanks}{cell}"),
    }
}

fn piped(cells: &[String]) -> String {
    format!("| {} |", cells.join(" | "))
}

fn rule(widths: &[usize], align: &[Align], is_markdown: bool) -> String {
    if !is_markdown {
        return widths
            .iter()
            .map(|width| "─".repeat(*width))
            .collect::<Vec<_>>()
            .join(GAP);
    }
    let dashes =
        widths
            .iter()
            .enumerate()
            .map(|(column, width)| match at(align, column, Align::Left) {
                Align::Left => format!(":{}", "-".repeat(width - 1)),
                Align::Right => format!("{}:", "-".repeat(width - 1)),
            });
    piped(&dashes.collect::<Vec<_>>())
}

fn tabular(head: &[String], body: &[Vec<String>], align: &[Align]) -> String {
    let letters = (0..head.len()).map(|column| match at(align, column, Align::Left) {
        Align::Left => 'l',
        Align::Right => 'r',
    });
    let line = |row: &[String]| format!("{} \\\\", row.join(" & "));
    let mut lines = vec![
        format!("\\begin{{tabular}}{{{}}}", letters.collect::<String>()),
        "\\hline".to_owned(),
        line(head),
        "\\hline".to_owned(),
    ];
    lines.extend(body.iter().map(|row| line(row)));
    lines.extend(["\\hline".to_owned(), "\\end{tabular}".to_owned()]);
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<Vec<String>> {
        let rows = [["모델", "exact"], ["LLaMA-7B", "6,574,055,424"]];
        rows.iter()
            .map(|row| row.iter().map(|cell| (*cell).to_owned()).collect())
            .collect()
    }

    #[test]
    fn columns_are_aligned_in_text_and_in_the_source_of_markdown() {
        let align = [Align::Left, Align::Right];
        let text = "모델              exact\n────────  ─────────────\nLLaMA-7B  6,574,055,424";
        assert_eq!(table(&rows(), &align, PageFormat::Text), text);
        let markdown = "| 모델     |         exact |\n| :------- | ------------: |\n\
                        | LLaMA-7B | 6,574,055,424 |";
        assert_eq!(table(&rows(), &align, PageFormat::Markdown), markdown);
    }

    #[test]
    fn latex_has_a_tabular() {
        let latex = "\\begin{tabular}{lr}\n\\hline\n모델 & exact \\\\\n\\hline\n\
                     LLaMA-7B & 6,574,055,424 \\\\\n\\hline\n\\end{tabular}";
        assert_eq!(
            table(&rows(), &[Align::Left, Align::Right], PageFormat::Latex),
            latex
        );
    }
}
