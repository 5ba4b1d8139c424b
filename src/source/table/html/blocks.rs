//! Blocks of Markdown inside quotes and lists, with the signs and spaces that go before their lines.

/// Quotes and lists inside each other, at most; what is deeper inside stands at this depth.
const DEEPEST: usize = 24;

/// Something that blocks stand in.
#[derive(Debug)]
struct Frame {
    number: usize,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Quote,
    List {
        ordered: bool,
        items: usize,
    },
    /// An item with as many spaces before its lines as its sign has; `None` before its first block.
    Item(Option<usize>),
}

/// What can be closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    Quote,
    List,
    Item,
}

/// Puts blocks together.
#[derive(Debug, Default)]
pub struct Writer {
    out: String,
    frames: Vec<Frame>,
    /// Frames so far, by which two of them are known apart.
    count: usize,
    /// The frames that the last block stands in.
    last: Vec<usize>,
}

impl Writer {
    pub fn open_quote(&mut self) {
        self.push(Kind::Quote);
    }

    pub fn open_list(&mut self, ordered: bool) {
        self.push(Kind::List { ordered, items: 0 });
    }

    /// An item ends the one before it.
    pub fn open_item(&mut self) {
        self.close(Container::Item);
        if !self.frames.iter().any(|frame| matches!(frame.kind, Kind::List { .. })) {
            self.open_list(false);
        }
        self.push(Kind::Item(None));
    }

    fn push(&mut self, kind: Kind) {
        if self.frames.len() < DEEPEST {
            self.count += 1;
            self.frames.push(Frame { number: self.count, kind });
        }
    }

    /// Closes the innermost one and what is in it. An item is not looked for outside its list.
    pub fn close(&mut self, container: Container) {
        for (at, frame) in self.frames.iter().enumerate().rev() {
            match (&frame.kind, container) {
                (Kind::Quote, Container::Quote)
                | (Kind::List { .. }, Container::List)
                | (Kind::Item(_), Container::Item) => return self.frames.truncate(at),
                (Kind::List { .. }, Container::Item) => return,
                _ => {}
            }
        }
    }

    /// Writes a block of some lines.
    pub fn block(&mut self, text: &str) {
        let numbers: Vec<usize> = self.frames.iter().map(|frame| frame.number).collect();
        if !self.out.is_empty() {
            self.divide(&numbers);
        }
        let first = self.first_prefix();
        let rest = self.prefix(self.frames.len());
        for (index, line) in text.lines().enumerate() {
            if index > 0 {
                self.out.push('\n');
            }
            let prefix = if index == 0 { &first } else { &rest };
            self.out.push_str(if line.is_empty() { prefix.trim_end() } else { prefix });
            self.out.push_str(line);
        }
        self.last = numbers;
    }

    /// What was written.
    pub fn finish(self) -> String {
        self.out
    }

    /// The line between the last block and one in these frames; none between the items of a list.
    fn divide(&mut self, numbers: &[usize]) {
        let shared = numbers.iter().zip(&self.last).take_while(|(one, other)| one == other).count();
        self.out.push('\n');
        let new = &self.frames[shared..];
        // Text between items stands outside of them, and an item beside it would be taken for its next line.
        let next_item = self.last.len() > shared && matches!(new, [Frame { kind: Kind::Item(None), .. }, ..]);
        let first_inside = matches!(new, [Frame { kind: Kind::List { .. }, .. }, ..])
            && matches!(self.frames[..shared].last(), Some(Frame { kind: Kind::Item(Some(_)), .. }));
        if !next_item && !first_inside {
            self.out.push_str(self.prefix(shared).trim_end());
            self.out.push('\n');
        }
    }

    /// What goes before the first line: with the signs of items that begin with it.
    fn first_prefix(&mut self) -> String {
        let mut prefix = String::new();
        let mut list = None;
        for frame in &mut self.frames {
            match &mut frame.kind {
                Kind::Quote => prefix.push_str("> "),
                Kind::List { ordered, items } => list = Some((*ordered, items)),
                Kind::Item(Some(width)) => prefix.push_str(&" ".repeat(*width)),
                Kind::Item(width) => {
                    let sign = sign(list.take());
                    *width = Some(sign.len());
                    prefix.push_str(&sign);
                }
            }
        }
        prefix
    }

    /// What goes before a line inside the first frames.
    fn prefix(&self, frames: usize) -> String {
        let prefixes = self.frames[..frames].iter().map(|frame| match frame.kind {
            Kind::Quote => "> ".to_owned(),
            Kind::Item(Some(width)) => " ".repeat(width),
            Kind::Item(None) | Kind::List { .. } => String::new(),
        });
        prefixes.collect()
    }
}

/// The sign of the next item of a list.
fn sign(list: Option<(bool, &mut usize)>) -> String {
    match list {
        Some((true, items)) => {
            *items += 1;
            format!("{items}. ")
        }
        _ => "- ".to_owned(),
    }
}
