//! Derivations as chains of lines with reasons.

use minijinja::Value;
use serde::Serialize;

use super::PageFormat;
use super::doubt::Word;
use super::engine::Engine;
use super::facts::SentenceContext;
use super::layout::Row;
use super::words::Words;
use super::writer::Writer;
use crate::derivation::{Change, Detail, Judged, Line, Step, StepVerdict};
use crate::diagnostic::Diagnostic;
use crate::expr::{Assumptions, Relation, Symbol, deep};
use crate::rules::kind;

/// A chain for templates: its lines, and all of them laid out as one formula.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Chain {
    /// The first line, then those that follow.
    pub(super) lines: Vec<ChainLine>,
    /// The lines below each other, relation under relation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) display: Option<Value>,
    /// Whether every line is proven.
    pub(super) proven: bool,
}

impl Chain {
    /// How many lines it has, substeps among them.
    pub(super) fn length(&self) -> usize {
        fn count(lines: &[ChainLine]) -> usize {
            lines
                .iter()
                .map(|line| 1 + deep(|| count(&line.substeps)))
                .sum()
        }
        count(&self.lines)
    }
}

/// One line and why it follows from the line above.
#[derive(Clone, Debug, Serialize, PartialEq)]
pub(super) struct ChainLine {
    /// How it relates to the line above, or to the name that it defines.
    pub(super) relation: Option<&'static str>,
    /// The line.
    pub(super) expr: String,
    /// What it follows from; told for substeps, which start in the middle of a line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) from: Option<String>,
    /// The number of its reason, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) number: Option<usize>,
    /// The rule that was used; the last one of a brief line.
    pub(super) rule: Option<&'static str>,
    /// Why it follows.
    pub(super) reason: Option<Value>,
    #[serde(flatten)]
    pub(super) word: Word,
    /// The same in smaller steps.
    pub(super) substeps: Vec<ChainLine>,
}

/// A sentence and what is to be remarked on it.
#[derive(Serialize)]
struct Remarks<'a> {
    sentence: Value,
    word: &'a Word,
}

/// What turns derivations into chains.
pub(super) struct Chains<'a> {
    pub(super) engine: &'a Engine,
    /// For sentences.
    pub(super) writer: &'a Writer,
    /// For displayed formulas.
    pub(super) board: &'a Writer,
    pub(super) format: PageFormat,
    pub(super) words: &'a Words,
    pub(super) detail: Detail,
}

impl Chains<'_> {
    /// A derivation as a chain, `name = …` or `name ≈ …` where a name is given.
    ///
    /// # Errors
    /// A sentence that cannot be written.
    pub(super) fn chain(
        &self,
        name: Option<(&Symbol, Relation)>,
        judged: &Judged,
    ) -> Result<Chain, Diagnostic> {
        let (name, first_relation) = name.unzip();
        let under = judged.derivation().assumptions();
        let shown = judged.lines(self.detail, |a, b| kind(a) == kind(b));
        let is_numbered = shown.lines.len() > 1;
        let mut lines = vec![ChainLine {
            relation: first_relation.map(|relation| self.writer.sign(relation)),
            expr: self.writer.expr(shown.start),
            from: None,
            number: None,
            rule: None,
            reason: None,
            word: Word::given(),
            substeps: Vec::new(),
        }];
        for (index, line) in shown.lines.iter().enumerate() {
            let number = is_numbered.then_some(index + 1);
            lines.push(self.line(line, number, under)?);
        }
        let proven = lines.iter().all(|line| line.word.is_given_or_proven());
        let name = name.map(|name| self.board.symbol(name));
        let display = self.display(|| {
            let first = (shown.start, first_relation);
            let next = shown
                .lines
                .iter()
                .map(|line| (line.after, Some(line.relation)));
            let rows = lines.iter().zip(std::iter::once(first).chain(next));
            let rows: Vec<Row<'_>> = rows
                .map(|(line, (expr, relation))| Row {
                    line,
                    expr,
                    relation,
                })
                .collect();
            self.layout(name.as_deref(), &rows)
        });
        Ok(Chain {
            lines,
            display,
            proven,
        })
    }

    /// A displayed formula; none in JSON.
    pub(super) fn display(&self, formula: impl FnOnce() -> String) -> Option<Value> {
        (self.format != PageFormat::Json).then(|| Value::from_safe_string(formula()))
    }

    fn line(
        &self,
        line: &Line<'_>,
        number: Option<usize>,
        under: &Assumptions,
    ) -> Result<ChainLine, Diagnostic> {
        let verdicts = line.steps.iter().map(|(_, verdict)| *verdict);
        let word = Word::on_steps(verdicts, under, self.writer);
        Ok(ChainLine {
            relation: Some(self.writer.sign(line.relation)),
            expr: self.writer.expr(line.after),
            from: None,
            number,
            rule: line.steps.last().map(|(step, _)| step.rule.name()),
            reason: Some(self.with_remarks(self.reason(line)?, &word)?),
            word,
            substeps: self.substeps(line.changes(), under)?,
        })
    }

    /// One sentence for one step; the names of the rules for a run of several.
    fn reason(&self, line: &Line<'_>) -> Result<Value, Diagnostic> {
        if let [(step, _)] = line.steps.as_slice() {
            return self.sentence(step, false);
        }
        let mut told = Vec::new();
        let mut phrases = Vec::new();
        for (step, _) in &line.steps {
            if !told.contains(&step.rule) {
                told.push(step.rule);
                phrases.push(self.sentence(step, true)?);
            }
        }
        let phrases: std::collections::BTreeMap<_, _> =
            [("phrases", phrases)].into_iter().collect();
        self.engine.sentence("run", phrases)
    }

    /// The sentence with the conditions and doubts that belong to it.
    fn with_remarks(&self, sentence: Value, word: &Word) -> Result<Value, Diagnostic> {
        if word.conditions.is_empty() && word.doubt.is_none() {
            return Ok(sentence);
        }
        self.engine.sentence("reason", Remarks { sentence, word })
    }

    fn sentence(&self, step: &Step, brief: bool) -> Result<Value, Diagnostic> {
        let context = SentenceContext::new(step, brief, self.writer);
        self.engine
            .sentence(&format!("rules/{}", step.rule), context)
    }

    fn substeps<'a>(
        &self,
        changes: impl Iterator<Item = (&'a Change, &'a [StepVerdict])>,
        under: &Assumptions,
    ) -> Result<Vec<ChainLine>, Diagnostic> {
        let mut lines = Vec::new();
        if self.detail < Detail::Full {
            return Ok(lines);
        }
        for (change, verdicts) in changes {
            for (step, verdict) in change.substeps.iter().zip(verdicts) {
                if !step.is_silent() || !verdict.is_proven(under) {
                    let line = deep(|| self.substep(step, verdict, under))?;
                    if !lines.contains(&line) {
                        lines.push(line);
                    }
                }
            }
        }
        Ok(lines)
    }

    fn substep(
        &self,
        step: &Step,
        verdict: &StepVerdict,
        under: &Assumptions,
    ) -> Result<ChainLine, Diagnostic> {
        let changes = step
            .changes
            .iter()
            .zip(verdict.substeps.iter().map(Vec::as_slice));
        let word = Word::on_steps(std::iter::once(verdict), under, self.writer);
        Ok(ChainLine {
            relation: Some(self.writer.sign(step.relation)),
            expr: self.writer.expr(&step.after),
            from: Some(self.writer.expr(&step.before)),
            number: None,
            rule: Some(step.rule.name()),
            reason: Some(self.with_remarks(self.sentence(step, false)?, &word)?),
            word,
            substeps: self.substeps(changes, under)?,
        })
    }
}
