//! Keys with dots: a path through objects and lists.

use super::{Config, Json, Node};

impl Config {
    /// What a path leads to from a value.
    pub(super) fn nested<'n>(&'n self, node: &'n Node, path: &str) -> Option<&'n Node> {
        let (part, rest) = match path.split_once('.') {
            Some((part, rest)) => (part, Some(rest)),
            None => (path, None),
        };
        let further = |node: &'n Node| match rest {
            Some(rest) => self.nested(node, rest),
            None => Some(node),
        };
        match &node.value {
            Json::Object(members) if part == "*" => {
                let mut found = members.iter().filter_map(|(_, value)| further(value));
                let first = found.next()?;
                let is_same = |other: &Node| self.text(other) == self.text(first);
                found.all(is_same).then_some(first)
            }
            Json::Object(_) => further(node.member(part)?),
            Json::List(elements) => further(elements.get(part.parse::<usize>().ok()?)?),
            _ => None,
        }
    }
}
