//! The thinnest reading: `$…$`, inline code, and whole lines with a relation sign.

use crate::diagnostic::{Source, Span};
use crate::syntax::{Chain, parse_chain};

use super::statement::{Link, Origin, Place, Side, Statement, Unread};
use super::whole::Document;

/// Reads a document; its kind is told by its name.
pub fn read(source: &Source) -> Document {
    let mut document = Document::new(source.clone());
    let mut at = 0;
    let mut block = 0;
    for (number, line) in source.text().split_inclusive('\n').enumerate() {
        if line.trim().is_empty() {
            block += 1;
        }
        let place = Place {
            block,
            line: number,
            ..Place::default()
        };
        for (start, formula, origin) in stretches(line) {
            add(&mut document, at + start, formula, origin, place);
        }
        at += line.len();
    }
    document
}

/// The formulas of a line.
fn stretches(line: &str) -> Vec<(usize, &str, Origin)> {
    for (sign, origin) in [
        ("$$", Origin::Math),
        ("$", Origin::Math),
        ("`", Origin::Code),
    ] {
        let parts: Vec<&str> = line.split(sign).collect();
        if parts.len() > 2 {
            let mut start = 0;
            let mut found = Vec::new();
            for (index, part) in parts.iter().enumerate() {
                if index % 2 == 1 {
                    found.push((start, *part, origin));
                }
                start += part.len() + sign.len();
            }
            return found;
        }
    }
    let trimmed = line.trim();
    if trimmed.contains(['=', '≈']) && !trimmed.starts_with('#') {
        return vec![(line.len() - line.trim_start().len(), trimmed, Origin::Prose)];
    }
    Vec::new()
}

fn add(document: &mut Document, start: usize, text: &str, origin: Origin, place: Place) {
    let moved = |span: Span| Span::new(span.start + start, span.end + start);
    match parse_chain(text) {
        Ok(Chain { first, span, links }) => document.statements.push(Statement {
            first: Side::new(first, moved(span)),
            links: links
                .into_iter()
                .map(|link| Link {
                    relation: link.relation,
                    sign: moved(link.sign),
                    side: Side::new(link.expr, moved(link.span)),
                    restated: false,
                })
                .collect(),
            label: None,
            origin,
            place,
            announced: None,
        }),
        Err(errors) => document.unread.push(Unread {
            span: Span::new(start, start + text.len()),
            at: Span::new(start, start + text.len()),
            reason: errors
                .first()
                .map_or_else(String::new, |error| error.message.clone()),
        }),
    }
}
