//! The inside of a paragraph: text with marks around parts of it, to a line of Markdown.
//!
//! A mark that Markdown could not read where it stands is left out, and its text stays.

use crate::article::store;

/// A part of a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Without spaces at its ends, and one at a time inside.
    Text(String),
    Space,
    Break,
    Open(Mark),
    Close(Mark),
    Image {
        alt: String,
        src: String,
    },
}

/// What can be around a part of a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    Emphasis,
    Strong,
    /// With its address, which is ready for Markdown.
    Link(String),
}

/// Markdown of the pieces, whose marks are nested. Breaks are lines. Empty if nothing is to be seen.
pub fn render(pieces: Vec<Piece>) -> String {
    let pieces = readable(joined(outside(pieces)));
    let mut out = String::new();
    let mut run = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Text(text) => run.push_str(text),
            Piece::Space => run.push(' '),
            _ => {
                flush(&mut out, &mut run, Some(piece));
                sign(&mut out, piece, at + 1 == pieces.len());
            }
        }
    }
    flush(&mut out, &mut run, None);
    out
}

fn sign(out: &mut String, piece: &Piece, last: bool) {
    match piece {
        Piece::Open(Mark::Emphasis) | Piece::Close(Mark::Emphasis) => out.push('*'),
        Piece::Open(Mark::Strong) | Piece::Close(Mark::Strong) => out.push_str("**"),
        Piece::Open(Mark::Link(_)) => out.push('['),
        Piece::Close(Mark::Link(href)) => out.push_str(&format!("]({href})")),
        Piece::Image { alt, src } => out.push_str(&format!("![{}]({src})", escape(alt, false, true))),
        Piece::Break if !last => out.push_str("\\\n"),
        Piece::Break | Piece::Text(_) | Piece::Space => {}
    }
}

/// Writes the text that has come together, escaped for where it stands.
fn flush(out: &mut String, run: &mut String, next: Option<&Piece>) {
    if run.is_empty() {
        return;
    }
    let starts_line = out.is_empty() || out.ends_with('\n');
    let ends_line = matches!(next, None | Some(Piece::Break));
    let mut text = escape(run, starts_line, ends_line);
    if matches!(next, Some(Piece::Open(Mark::Link(_)))) && text.ends_with('!') {
        // Otherwise the link would be a picture.
        text.insert(text.len() - 1, '\\');
    }
    out.push_str(&text);
    run.clear();
}

/// Escapes a part of a line. Commas stand for what is around it: they have no meaning, and what is
/// beside them is escaped with care.
fn escape(text: &str, starts_line: bool, ends_line: bool) -> String {
    let before = if starts_line { "" } else { "," };
    let after = if ends_line { "" } else { "," };
    let escaped = store::escape_paragraph(&format!("{before}{text}{after}"));
    escaped[before.len()..escaped.len() - after.len()].to_owned()
}

/// Spaces and breaks at the edges of marks go outside, where Markdown wants them.
fn outside(mut pieces: Vec<Piece>) -> Vec<Piece> {
    let is_gap = |piece: &Piece| matches!(piece, Piece::Space | Piece::Break);
    for at in (1..pieces.len()).rev() {
        if is_gap(&pieces[at]) && matches!(pieces[at - 1], Piece::Open(_)) {
            pieces.swap(at - 1, at);
        }
    }
    for at in 1..pieces.len() {
        if is_gap(&pieces[at - 1]) && matches!(pieces[at], Piece::Close(_)) {
            // The gap goes on to the right with the next steps.
            pieces.swap(at - 1, at);
        }
    }
    pieces
}

/// Without marks around nothing, marks that end where the same begins, and gaps beside gaps.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match (&piece, out.last_mut()) {
            (Piece::Space, None | Some(Piece::Space | Piece::Break)) | (Piece::Break, None) => continue,
            (Piece::Break, Some(last @ Piece::Space)) => *last = Piece::Break,
            (Piece::Close(_), Some(Piece::Open(_))) => drop(out.pop()),
            (Piece::Open(mark @ (Mark::Emphasis | Mark::Strong)), Some(Piece::Close(last)))
                if mark == last =>
            {
                drop(out.pop());
            }
            _ => out.push(piece),
        }
    }
    while matches!(out.last(), Some(Piece::Space | Piece::Break)) {
        out.pop();
    }
    out
}

/// Without the emphasis that Markdown would take for asterisks, such as that of `<b>(a)</b>b`.
fn readable(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut keep = vec![true; pieces.len()];
    let mut opened = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Open(_) => opened.push(at),
            Piece::Close(mark) => {
                let Some(open) = opened.pop() else { continue };
                let is_link = matches!(mark, Mark::Link(_));
                let reads = is_link
                    || (starts_apart(&pieces, open)
                        && flanks(&pieces, open, true)
                        && flanks(&pieces, at, false));
                (keep[open], keep[at]) = (reads, reads);
            }
            _ => {}
        }
    }
    let kept = pieces.into_iter().zip(keep).filter(|(_, keep)| *keep);
    kept.map(|(piece, _)| piece).collect()
}

/// Whether no emphasis ends where this one starts: their asterisks would run together.
fn starts_apart(pieces: &[Piece], open: usize) -> bool {
    let before = pieces[..open].iter().rev().find(|piece| !matches!(piece, Piece::Open(_)));
    !matches!(before, Some(Piece::Close(Mark::Emphasis | Mark::Strong)))
}

/// Whether asterisks at a place are read as the beginning, or the end, of emphasis.
fn flanks(pieces: &[Piece], at: usize, opens: bool) -> bool {
    let before = pieces[..at].iter().rev().find_map(|piece| edge(piece, true)).unwrap_or(' ');
    let after = pieces[at + 1..].iter().find_map(|piece| edge(piece, false)).unwrap_or(' ');
    let (inside, outside) = if opens { (after, before) } else { (before, after) };
    !inside.is_whitespace() && (inside.is_alphanumeric() || !outside.is_alphanumeric())
}

/// The last or first letter of a piece as Markdown has it; none for emphasis.
fn edge(piece: &Piece, last: bool) -> Option<char> {
    match piece {
        Piece::Text(text) if last => text.chars().next_back(),
        Piece::Text(text) => text.chars().next(),
        Piece::Space | Piece::Break => Some(' '),
        Piece::Open(Mark::Link(_)) | Piece::Close(Mark::Link(_)) | Piece::Image { .. } => Some('['),
        Piece::Open(_) | Piece::Close(_) => None,
    }
}
