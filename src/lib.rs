//! longhand writes a formula out in full: the exact number, the honest approximation, and the
//! derivation that proves both, each line re-checked by a judge that cannot see how it was made.
//!
//! Every command of the tool is one function of [`tasks`]; what it returns is data, and
//! [`render`] makes text of it. Nothing in the library reads a file, prints, or looks at a clock.
//!
//! # Exact values
//!
//! ```
//! use longhand::tasks::{Question, evaluate};
//!
//! let question = Question::new("12Lh² + Vh").with_bindings(["L=32", "h=4096", "V=32000"]);
//! let answer = evaluate(&question, None)?;
//! assert_eq!(answer.value.to_string(), "6573522944");
//! # Ok::<(), Vec<longhand::diagnostic::Diagnostic>>(())
//! ```
//!
//! # Other forms, with every step
//!
//! ```
//! use longhand::derive::Goal;
//! use longhand::render::{PageFormat, PageOptions, derivation, plain};
//! use longhand::tasks::{Question, transform};
//!
//! let question = Question::new("(x + 3)(x + 1)");
//! let answer = transform(&question, &Goal::Expand, true)?;
//! assert_eq!(plain(&answer.result), "x^2 + 4*x + 3");
//!
//! let steps = answer.derivation.expect("steps were asked for");
//! assert!(steps.is_proven());
//! let options = PageOptions { format: PageFormat::Text, ..PageOptions::default() };
//! let text = derivation(&steps, &options).map_err(|error| vec![error])?;
//! assert!(text.contains("= x² + x + 3x + 3"));
//! # Ok::<(), Vec<longhand::diagnostic::Diagnostic>>(())
//! ```
//!
//! # Approximations, with a reason and a bound
//!
//! ```
//! use longhand::render::plain;
//! use longhand::tasks::{Question, approximate};
//!
//! let question = Question::new("L*(12*h^2 + 4*h) + V*h + 2*h").with_large(["L", "h", "V"]);
//! let answer = approximate(&question, None)?;
//! assert_eq!(plain(&answer.approximation.approximation), "12*L*h^2 + V*h");
//! let bound = answer.approximation.bound.expect("every coefficient is positive");
//! assert_eq!(plain(&bound), "max(1/(3*h), 2/V)");
//! # Ok::<(), Vec<longhand::diagnostic::Diagnostic>>(())
//! ```
//!
//! # Identity, decided
//!
//! ```
//! use longhand::render::answer;
//! use longhand::tasks::{Question, equal};
//!
//! let same = equal(&Question::new("(x^2 - 1)/(x - 1)").and("x + 1"))?;
//! assert_eq!(answer::verdict(&same.verdict, None), "equal\tfor x ≠ 1");
//! let different = equal(&Question::new("L*(a + b)").and("L*a + b"))?;
//! assert!(different.verdict.fails());
//! # Ok::<(), Vec<longhand::diagnostic::Diagnostic>>(())
//! ```
//!
//! # One symbol, solved for
//!
//! ```
//! use longhand::render::plain;
//! use longhand::solve::Wanted;
//! use longhand::tasks::{Question, solve};
//!
//! let answer = solve(&Question::new("n in FP16 = 100 GB"), &"n".into(), &Wanted::default())?;
//! let root = answer.solution.root().expect("there is one value");
//! assert_eq!(plain(&root.value), "50000000000");
//! # Ok::<(), Vec<longhand::diagnostic::Diagnostic>>(())
//! ```
//!
//! # A formula file, worked out
//!
//! ```
//! use longhand::derive::Wanted;
//! use longhand::diagnostic::{Code, Diagnostic, Source};
//! use longhand::judge::Budget;
//! use longhand::render::{PageOptions, page};
//! use longhand::tasks::derive;
//!
//! let file = Source::new("square.lh", "param a\nparam b\narea = (a + b)^2\nexpect area = a^2 + 2 a b + b^2");
//! let beside = |_: &str| Err(Diagnostic::error(Code::FILE, "there is no other file"));
//! let derived = derive(&file, &beside, &Wanted::default(), &Budget::default())?;
//! let markdown = page(&derived.worked, &PageOptions::default()).map_err(|error| vec![error])?;
//! assert!(markdown.contains("\\mathrm{area}"));
//! # Ok::<(), Vec<longhand::diagnostic::Diagnostic>>(())
//! ```
//!
//! # The house
//!
//! Modules are rooms on floors; each knows only the floors below it.
//!
//! | floor | rooms |
//! |---:|---|
//! | 10 | `cli` (feature `cli`, on by default): arguments, files, the terminal |
//! | 9 | [`tasks`]: one function a command |
//! | 8 | [`render`]: data to text |
//! | 7 | [`derive`](mod@derive): strategies, worked pages |
//! | 6 | [`rules`], [`check`]: rewrite rules, what people wrote |
//! | 5 | [`checkpoint`], [`derivation`], [`document`], [`model`], [`solve`]: headers of checkpoints, steps, documents, formula files, equations |
//! | 4 | [`judge`]: a claim to a verdict |
//! | 3 | [`growth`]: leading terms and bounds |
//! | 2 | [`syntax`], [`poly`], [`eval`]: text, normal form, value |
//! | 1 | [`expr`], [`units`]: expressions as written, units as data |
//! | 0 | [`number`], [`diagnostic`]: exact numbers, what is wrong and where |
// What the derived grammar names.
extern crate alloc;

pub mod check;
pub mod checkpoint;
#[cfg(feature = "cli")]
pub mod cli;
pub mod derivation;
pub mod derive;
pub mod diagnostic;
pub mod document;
pub mod emit;
pub mod eval;
pub mod expr;
pub mod growth;
pub mod judge;
pub mod model;
pub mod number;
pub mod poly;
pub mod render;
pub mod rules;
pub mod solve;
pub mod sweep;
pub mod syntax;
pub mod tasks;
pub mod units;
pub mod verify;
