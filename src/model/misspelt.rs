//! Keys of a configuration that nothing reads and that are like one that is not there.

use std::collections::BTreeSet;

use super::{Config, FromConfig, Parameter};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::nearest;

/// The fewest letters of a key that another may be meant by: short ones are alike by chance.
const FEWEST: usize = 6;

/// Tells for each parameter without a value which key of the configuration may be meant by it.
pub(super) fn find(found: &mut FromConfig, config: &Config, parameters: &[&Parameter]) {
    let keys = parameters.iter().flat_map(|parameter| &parameter.keys);
    let known: BTreeSet<&str> = keys.filter_map(|key| key.split('.').next()).collect();
    let unread = || config.keys().filter(|key| !known.contains(key));
    for open in &mut found.open {
        let mut keys = open.keys.iter().map(|(key, _)| key.as_str());
        open.near = keys.find_map(|key| {
            let is_long = key.len() >= FEWEST && !key.contains('.');
            let near = nearest(key, unread()).filter(|_| is_long)?;
            Some((near.to_owned(), key.to_owned()))
        });
    }
}

impl FromConfig {
    /// A warning for each key that may be misspelt, of parameters whose default is taken.
    pub fn misspelt(&self) -> impl Iterator<Item = Diagnostic> {
        let near = self.open.iter().filter_map(|open| open.near.as_ref());
        let mut told = BTreeSet::new();
        near.filter(move |(there, _)| told.insert(there.clone()))
            .map(|(there, meant)| {
                let message = format!("nothing reads \"{there}\" of {}", self.name);
                let warning = Diagnostic::warning(Code::DEFAULTS, message);
                warning.hint(format!("did you mean \"{meant}\"?"))
            })
    }
}
