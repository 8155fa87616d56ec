//! What `longhand check` needs around a task: which documents there are (`documents`), the settings
//! that hold for each (`settings`), the form of the reports (`form`), writing what is certain
//! (`fixes`) and doing it again when something changes (`watch`).

mod documents;
mod fixes;
mod form;
mod settings;
mod watch;

pub(super) use documents::{Documents, document};
pub(super) use fixes::fixed;
pub(super) use form::{Checked, Form, shown};
pub(super) use settings::{Found, Settings};
pub(super) use watch::{Changes, Watching, watch};
