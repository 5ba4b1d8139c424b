//! HTML in a column of a table, as the Markdown that an article is kept in.
//!
//! Every visible word comes out, in order, and as much of the structure as Markdown has a sign for. It
//! is not for showing HTML as it was: styles, forms, scripts and frames go. There is no tree in between;
//! tags that were never closed end where their block ends.

mod address;
mod blocks;
mod convert;
mod detect;
mod inline;
mod rows;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tokenizer, TokenizerOpts};

/// Whether a text is written in HTML: it has a tag that HTML knows, or a character reference such as
/// `&amp;`. `a < b`, `<3` and `<ann@paper.example>` are none. Costs a search for `<` and `&`.
pub fn is_html(text: &str) -> bool {
    memchr::memchr2(b'<', b'&', text.as_bytes()).is_some()
        && (detect::has_tag(text) || detect::has_reference(text))
}

/// The Markdown of a text in HTML, which ends without a line end. Where nothing divides it into
/// paragraphs but blank lines, these do, and line ends are line ends; many systems keep texts so.
pub fn to_markdown(html: &str) -> String {
    let sink = convert::Sink::new(!detect::has_division(html));
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    // A script ends the feeding before its end tag is passed; nothing is run here, so it goes on.
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    tokenizer.sink.markdown()
}

#[cfg(test)]
mod tests;
