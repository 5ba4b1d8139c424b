//! What each tag does: which blocks and marks it begins and ends.

use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TokenSinkResult};

use super::super::address;
use super::super::blocks::Container;
use super::super::inline::{Mark, Piece};
use super::super::rows::Table;
use super::Page;

impl Page {
    /// A tag opens.
    pub(super) fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        let raw = match name {
            "script" => Some(RawKind::ScriptData),
            "style" => Some(RawKind::Rawtext),
            _ => None,
        };
        if self.skipped.as_deref() == Some("head") && name != "title" && is_block(name) {
            self.skipped = None;
        }
        if self.skipped.is_some() {
        } else if raw.is_some() || matches!(name, "noscript" | "head" | "template") {
            self.skipped = Some(name.to_owned());
        } else if self.preformatted.is_some() {
            self.break_preformatted(name);
        } else if !self.start_inline(tag) {
            self.start_block(name);
        }
        raw.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData)
    }

    /// A tag that would end a line ends one.
    fn break_preformatted(&mut self, name: &str) {
        match &mut self.preformatted {
            Some(text) if name == "br" || is_block(name) => text.push('\n'),
            _ => {}
        }
    }

    /// `false` if the tag is of another kind.
    fn start_inline(&mut self, tag: &Tag) -> bool {
        let attribute = |name: &str| {
            tag.attrs
                .iter()
                .find(|attribute| &*attribute.name.local == name)
                .map(|attribute| &*attribute.value)
        };
        match &*tag.name {
            "em" | "i" => self.open(Mark::Emphasis),
            "strong" | "b" => self.open(Mark::Strong),
            "a" => {
                self.close(|mark| matches!(mark, Mark::Link(_)));
                if let Some(href) = attribute("href").and_then(address::of_link) {
                    self.open(Mark::Link(href));
                }
            }
            "br" => self.line_break(),
            "img" => {
                let sources = ["src", "data-src"].into_iter().filter_map(attribute);
                if let Some(src) = sources.filter_map(address::of_picture).next() {
                    let alt = attribute("alt").unwrap_or_default().split_whitespace().collect::<Vec<_>>();
                    self.pieces.push(Piece::Image { alt: alt.join(" "), src });
                }
            }
            _ => return false,
        }
        true
    }

    fn start_block(&mut self, name: &str) {
        match name {
            "table" | "tr" | "td" | "th" => return self.start_in_table(name),
            _ if !is_block(name) => return,
            // A table with blocks in it is there for the layout of the page.
            _ if !matches!(name, "tbody" | "thead" | "tfoot" | "caption") => self.end_table(),
            _ => return,
        }
        self.end_block();
        if name != "div" {
            self.heading = None;
        }
        match name {
            "h1" | "h2" => self.heading = Some(2),
            "h3" | "h4" | "h5" | "h6" => self.heading = name[1..].parse().ok(),
            "ul" => self.writer.open_list(false),
            "ol" => self.writer.open_list(true),
            "li" => self.writer.open_item(),
            "blockquote" => self.writer.open_quote(),
            "pre" => self.preformatted = Some(String::new()),
            "hr" => self.writer.block("***"),
            _ => {}
        }
    }

    fn start_in_table(&mut self, name: &str) {
        if name == "table" {
            self.end_table();
            self.end_block();
            self.heading = None;
            self.table = Some(Table::default());
            return;
        }
        self.end_cell();
        match &mut self.table {
            Some(table) if name == "tr" => table.open_row(),
            Some(table) => table.open_cell(name == "th"),
            None => {}
        }
    }

    /// A tag closes.
    pub(super) fn end(&mut self, name: &str) {
        if self.skipped.as_deref() == Some(name) {
            self.skipped = None;
        } else if self.skipped.is_some() {
        } else if self.preformatted.is_some() {
            match name {
                "pre" => self.end_preformatted(),
                _ => self.break_preformatted(name),
            }
        } else {
            self.end_tag(name);
        }
    }

    fn end_tag(&mut self, name: &str) {
        match name {
            "em" | "i" => self.close(|mark| *mark == Mark::Emphasis),
            "strong" | "b" => self.close(|mark| *mark == Mark::Strong),
            "a" => self.close(|mark| matches!(mark, Mark::Link(_))),
            "td" | "th" | "tr" => self.end_cell(),
            "table" => {
                self.end_table();
                self.end_block();
            }
            _ if self.table.is_some() && matches!(name, "tbody" | "thead" | "tfoot") => {}
            _ if is_block(name) => self.end_block_tag(name),
            _ => {}
        }
    }

    fn end_block_tag(&mut self, name: &str) {
        if self.table.as_ref().is_some_and(|table| table.in_cell) {
            return self.pieces.push(Piece::Space);
        }
        self.end_block();
        match name {
            "ul" | "ol" => self.writer.close(Container::List),
            "li" => self.writer.close(Container::Item),
            "blockquote" => self.writer.close(Container::Quote),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading = None,
            _ => {}
        }
    }
}

/// Tags before and after which a paragraph ends.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "ul"
            | "ol"
            | "li"
            | "blockquote"
            | "pre"
            | "hr"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "aside"
            | "nav"
            | "figure"
            | "figcaption"
            | "address"
            | "dl"
            | "dt"
            | "dd"
            | "center"
            | "form"
            | "fieldset"
            | "details"
            | "summary"
            | "body"
            | "table"
            | "tbody"
            | "thead"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "caption"
            | "title"
            | "option"
    )
}
