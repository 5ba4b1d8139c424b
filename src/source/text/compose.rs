//! The decided pieces as Markdown.

use std::borrow::Cow;

use crate::article::store;

use super::piece::{Became, Piece};
use super::{layout::Unit, look};

/// The text of an article: every piece that is in the body, in its order.
pub(super) fn markdown(pieces: &[Piece<'_>], units: &[Unit]) -> String {
    let mut out = String::with_capacity(pieces.iter().map(|piece| piece.text.len() + 4).sum());
    let mut before: Option<(Became, usize)> = None;
    for unit in units {
        // Whatever a rule took of a unit, the rest of it is text.
        let mut body = pieces[unit.clone()].iter().filter(|piece| piece.is_body());
        let Some(piece) = body.next() else { continue };
        let became = piece.fate.map_or(Became::Paragraph, |fate| fate.became);
        let joined = before.is_some_and(|(kind, end)| {
            let next_line = end == unit.start && !piece.gap && !look::is_upper(piece.text);
            kind == became && (became == Became::Item || became == Became::Line && next_line)
        });
        match (joined, became) {
            _ if out.is_empty() => {}
            (true, Became::Line) => out.push_str("\\\n"),
            (true, _) => out.push('\n'),
            (false, _) => out.push_str("\n\n"),
        }
        write(&mut out, became, piece, body);
        before = Some((became, unit.end));
    }
    out
}

fn write<'a>(out: &mut String, became: Became, first: &Piece<'_>, rest: impl Iterator<Item = &'a Piece<'a>>) {
    let start = match became {
        Became::Item => look::bullet(first.text).unwrap_or(first.text),
        _ => first.text,
    };
    let mut text = Cow::Borrowed(start);
    for piece in rest {
        let text = text.to_mut();
        text.push(' ');
        text.push_str(piece.text);
    }
    match became {
        Became::Heading => store::heading_into(out, &text),
        Became::Item => {
            out.push_str("- ");
            store::escape_line_into(out, &text);
        }
        _ => store::escape_line_into(out, &text),
    }
}
