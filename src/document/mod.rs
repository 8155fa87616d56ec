//! Markdown, LaTeX, notebooks, reStructuredText, Typst, comments of source files and plain text →
//! statements with their places.
//!
//! `statement` says what comes out, `whole` holds it, `read` tells documents apart. Mathematics comes
//! lowered from `syntax::latex`. Each kind of document has a reader of its own (`markdown`, `notebook`,
//! `rst`, `typst`, `comments`); `inline` reads their lines, `switch` comments that hide findings, and
//! `pieces` finds a place again in the file. `token` and `plain` find formulas in sentences, code and cells, and
//! `assemble` cuts both at their relation signs.

mod about;
mod alone;
mod amid;
mod amounts;
mod announce;
mod assemble;
mod beside;
mod brackets;
mod called;
mod cases;
mod comments;
mod computed;
mod conditional;
mod continuing;
mod cut;
mod dollars;
mod fences;
mod functions;
mod groups;
mod heads;
mod hours;
mod html;
mod indexed;
mod inline;
mod known;
mod labels;
mod leading;
mod leave;
mod lines;
mod markdown;
mod marks;
mod mask;
mod mixed;
mod names_met;
mod notebook;
mod numerals;
mod pieces;
mod plain;
mod products;
mod program;
mod rates;
mod read;
mod reading;
mod remarks;
mod rst;
mod scientific;
mod scopes;
mod settings;
mod side;
mod signs;
mod sizes;
mod spoken;
mod statement;
mod suffixes;
mod switch;
mod table;
mod tex;
mod times;
mod token;
mod typst;
mod whole;
mod written;

pub(crate) use about::is_about;
pub use announce::announces;
pub use cases::begins_case;
pub use continuing::has_words;
pub use numerals::is_multiplier;
pub use read::{Reading, read, read_as};
pub use reading::LEFT_OUT;
pub use sizes::Size;
pub use statement::{
    Alternative, Announced, Label, Link, Note, Origin, Place, Section, Side, Statement,
    Suppression, Unread,
};
pub use table::{Table, TableCell, TableRow};
pub use whole::{Document, Spot};
