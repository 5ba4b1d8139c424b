//! Footnotes: numbered in the order in which the text calls them, gathered at its end, with a way
//! back. Their ids begin with the article's own, so that two articles can share a page.

use std::collections::HashMap;

use pulldown_cmark::{Event, Tag, TagEnd};

/// Replaces references by links and moves the notes that are called to the end.
///
/// A note that nothing calls stays at the end too, after the others: no word of the text is lost.
///
/// `mark` goes before every id, for the cleaner.
pub fn number(events: &mut Vec<Event<'_>>, prefix: &str, mark: &str) {
    if !events.iter().any(|e| matches!(e, Event::Start(Tag::FootnoteDefinition(_)))) {
        return;
    }
    let mut notes: Vec<(String, Vec<Event<'_>>)> = Vec::new();
    let mut text = Vec::with_capacity(events.len());
    let mut inside = 0;
    for event in events.drain(..) {
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) => {
                inside += 1;
                let mut label = label.to_lowercase();
                // A second note of the same name is called by nothing, and must not be lost.
                while notes.iter().any(|(other, _)| *other == label) {
                    label.push('\u{0}');
                }
                notes.push((label, Vec::new()));
            }
            Event::End(TagEnd::FootnoteDefinition) => inside -= 1,
            other => match notes.last_mut() {
                Some((_, note)) if inside > 0 => note.push(other),
                _ => text.push(other),
            },
        }
    }
    let mut numbers: HashMap<String, Called> = HashMap::new();
    for event in text.iter_mut().chain(notes.iter_mut().flat_map(|(_, note)| note)) {
        let Event::FootnoteReference(label) = event else { continue };
        let next = numbers.len() + 1;
        let called = numbers.entry(label.to_lowercase()).or_insert(Called { number: next, times: 0 });
        called.times += 1;
        *event = Event::InlineHtml(called.reference(prefix, mark).into());
    }
    for (label, _) in &notes {
        let next = numbers.len() + 1;
        numbers.entry(label.clone()).or_insert(Called { number: next, times: 0 });
    }
    notes.sort_by_key(|(label, _)| numbers[label].number);
    text.push(Event::Html("<section class=\"footnotes\">\n<ol>\n".into()));
    for (label, note) in notes {
        let called = &numbers[&label];
        text.push(Event::Html(format!("<li id=\"{mark}{prefix}-note-{}\">\n", called.number).into()));
        text.extend(note);
        text.push(Event::Html(format!("{}</li>\n", called.ways_back(prefix, mark)).into()));
    }
    text.push(Event::Html("</ol>\n</section>\n".into()));
    *events = text;
}

struct Called {
    number: usize,
    times: usize,
}

impl Called {
    fn reference(&self, prefix: &str, mark: &str) -> String {
        let number = self.number;
        let id = self.reference_id(prefix, self.times);
        format!(
            "<sup class=\"note\"><a href=\"{mark}#{prefix}-note-{number}\" id=\"{mark}{id}\">{number}</a></sup>"
        )
    }

    fn reference_id(&self, prefix: &str, time: usize) -> String {
        let number = self.number;
        if time == 1 { format!("{prefix}-ref-{number}") } else { format!("{prefix}-ref-{number}-{time}") }
    }

    fn ways_back(&self, prefix: &str, mark: &str) -> String {
        let link = |time| {
            let id = self.reference_id(prefix, time);
            format!(
                "<a href=\"{mark}#{id}\" class=\"back\" aria-label=\"Back to note {}\">↩</a> ",
                self.number
            )
        };
        (1..=self.times).map(link).collect()
    }
}
