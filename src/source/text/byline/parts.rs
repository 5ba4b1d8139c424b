//! The parts of a byline behind its opening: names, and what stands between and behind them.

use crate::source::text::lexicon::Lexicon;

use super::{Byline, agencies, names, roles, split};
use roles::Role;

/// How much is taken for a name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Behind `By`: one word is enough.
    Single,
    /// Behind `Von` and the like: two words.
    Whole,
    /// Without an opening.
    Bare,
    /// In a field that says it holds names.
    Field,
}

/// What was understood so far.
#[derive(Default)]
pub struct Parts {
    found: Byline,
    is_any: bool,
}

/// Small words in what stands behind those.
static TAIL_WORDS: Lexicon = Lexicon::new(&[
    "the", "of", "staff", "a", "and", "de", "la", "am", "pm", "der", "di", "&", "at", "in", "et",
]);

/// What stands behind `By` in headlines and sentences, and begins no name.
#[rustfmt::skip]
static NO_FIRST: Lexicon = Lexicon::new(&[
    "the", "any", "all", "no", "popular", "invitation", "royal", "land", "sea", "air", "far", "way", "my",
    "your", "our", "his", "her", "their", "this", "that", "these", "those", "what", "when", "a", "an",
    "each", "some", "its", "then", "now", "late", "early", "next", "last", "mid", "design", "default",
    "election", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january",
    "february", "july", "september", "october", "november", "december", "favor", "exemple", "ejemplo",
    "exemplo", "fin", "contrast", "comparison", "midnight", "noon", "order", "appointment",
    "executive", "dawn's", "golly", "congress",
]);

/// Single words behind `By` that are no names, and first names before another word.
#[rustfmt::skip]
static NO_SINGLE: Lexicon = Lexicon::new(&[
    "april", "may", "june", "august", "march", "law", "nature", "hand", "chance", "accident", "numbers",
    "choice", "request", "train", "bus", "car", "day", "night", "dawn", "christmas", "easter", "summer",
    "winter", "spring", "autumn", "fall", "dios", "elections", "laws", "bike", "boat", "foot", "phone",
    "mail", "email", "post", "rail", "road", "tonight", "tomorrow",
]);

/// What is written like a newspaper with its article and is a headline.
static NO_OUTLET: Lexicon =
    Lexicon::new(&["the numbers", "the book", "the way", "the sea", "the hour", "the people"]);

/// First words of places that are written like names.
#[rustfmt::skip]
static PLACES: Lexicon = Lexicon::new(&[
    "new", "los", "las", "hong", "north", "south", "east", "west", "fort", "port", "lake", "mount",
    "buenos", "rio", "kuala", "tel", "abu", "addis", "cape", "sri", "saudi", "united", "great", "el", "la",
    "st", "st.", "supreme", "white", "prime",
]);

/// Whether a line without an opening may begin with a name at all.
pub fn may_begin_alone(line: &str) -> bool {
    let first = line.split([' ', ',']).next().unwrap_or_default();
    !PLACES.has(first) && !NO_FIRST.has(first)
}

/// The parts of a line behind its opening, or `None` if any of it is something else.
pub fn read(text: &str, manner: Manner) -> Option<Parts> {
    let mut parts = Parts::default();
    let mut is_first = true;
    for piece in split::pieces(text) {
        if !is_first && split::is_of_another(piece) {
            continue;
        }
        for (at, part) in split::people_apart(piece).into_iter().enumerate() {
            parts.take(part, manner, is_first, at > 0)?;
            // Without an opening it is a name that a byline begins with.
            if is_first && manner == Manner::Bare && parts.found.people.is_empty() {
                return None;
            }
            is_first = false;
        }
    }
    parts.is_any.then_some(parts)
}

/// `3 May 2020 at 5 pm`, `jane@x.example`: a few words with numbers, none of which is a sentence's.
fn is_date_or_address(part: &str) -> bool {
    let more = [
        "age",
        "aged",
        "uhr",
        "h",
        "updated",
        "published",
        "le",
        "il",
        "am",
        "ist",
        "est",
        "gmt",
        "min",
        "read",
    ];
    let is_fit = |word: &str| {
        !word.starts_with(char::is_lowercase)
            || word.contains('@')
            || TAIL_WORDS.has(word)
            || names::is_one_of(word, &more)
            || word.bytes().any(|byte| byte.is_ascii_digit())
    };
    part.split(' ').count() <= 6 && part.split(' ').all(is_fit)
}

/// `Doe, Jane`: the name turned round, if the text is one such name and no list.
pub fn turned(text: &str) -> Option<String> {
    let (family, given) = text.split_once(',')?;
    let (family, given) = (family.trim(), given.trim());
    let is_single = |text: &str| !text.is_empty() && !text.contains(' ');
    let is_family = is_single(family) && given.split(' ').count() <= 2 && !given.contains([',', '|']);
    let is_name = is_family && names::person(family, 1).is_some() && names::person(given, 1).is_some();
    let is_other = |text: &str| agencies::is_agency(text) || roles::of(text).is_some();
    let behind = ["jr", "sr", "jr.", "sr.", "ii", "iii", "iv"];
    if !is_name || is_other(family) || is_other(given) || names::is_one_of(given, &behind) {
        return None;
    }
    names::person(&format!("{given} {family}"), 2)
}

impl Parts {
    /// What was found.
    pub fn finish(self) -> Byline {
        self.found
    }

    /// One more name; the same name is kept once.
    pub fn person(&mut self, name: String) {
        self.is_any = true;
        if !self.found.people.iter().any(|known| known.to_lowercase() == name.to_lowercase()) {
            self.found.people.push(name);
        }
    }

    /// All that a field says; what is not understood is passed over.
    pub fn read_field(&mut self, text: &str) {
        let mut is_first = true;
        for part in split::pieces(text).flat_map(split::people_apart) {
            if self.take(part, Manner::Field, is_first, false).is_none() {
                self.loose_name(part);
            }
            is_first = false;
        }
    }

    /// A name in a field that no line would be trusted with: `jane doe`, `राम शर्मा`.
    fn loose_name(&mut self, text: &str) {
        let is_letter = |c: char| {
            c.is_alphabetic() || matches!(c, ' ' | '.' | '\'' | '’' | '-') || !c.is_ascii() && !c.is_control()
        };
        let is_short = text.split(' ').count() <= 5 && text.len() <= 120;
        if is_short
            && text.chars().all(is_letter)
            && text.chars().any(char::is_alphabetic)
            && !roles::has_title(text)
        {
            self.person(names::capitalised(text));
        }
    }

    /// Takes one part; `None` if it is nothing that stands in a byline.
    fn take(&mut self, part: &str, manner: Manner, is_first: bool, is_joined: bool) -> Option<()> {
        if !is_first && self.take_behind(part) {
            return Some(());
        }
        if let Some(taken) = self.take_known(part) {
            return taken.then_some(());
        }
        let is_passing = part.bytes().any(|byte| byte.is_ascii_digit() || byte == b'@');
        if is_passing && !is_first {
            return is_date_or_address(part).then_some(());
        }
        let opening = part.split_once(' ').filter(|(word, _)| !is_first && split::AT.has(word));
        if let Some((_, place)) = opening {
            return self.take_tail(place, true);
        }
        if let Some((head, tail, is_place)) = split::cut(part) {
            self.take(head, manner, is_first, is_joined)?;
            return self.take_tail(tail, is_place);
        }
        if let Some(start) = split::loud_end(part).or_else(|| roles::title_at_end(part)) {
            let (name, title) = part.split_at_checked(start)?;
            self.take_signed(name.trim())?;
            return self.take_tail(title.trim(), false);
        }
        if let Some((name, _)) =
            part.split_once(' ').and_then(|_| part.rsplit_once(' ')).filter(|(_, last)| last.contains('@'))
        {
            return self.take_name(name, manner);
        }
        // One word behind a comma is a town, or the `Jr.` of the name before it.
        if !is_first && !is_joined && manner != Manner::Field && !part.contains(' ') {
            return names::person(part, 1).map(|_| ());
        }
        self.take_name(part, manner)
    }

    /// `Jr.` belongs to the name before it, and a degree to nobody's.
    fn take_behind(&mut self, part: &str) -> bool {
        let bare = part.trim_end_matches('.');
        let is_suffix = names::is_one_of(bare, &["jr", "sr", "ii", "iii", "iv"]);
        if let Some(name) = self.found.people.last_mut().filter(|_| is_suffix) {
            name.push(' ');
            name.push_str(&names::capitalised(part));
        }
        is_suffix || names::is_one_of(bare, &["md", "m.d", "phd", "ph.d", "esq", "mba", "cpa"])
    }

    /// Agencies, titles, desks and newspapers; `None` if it is none, and false if it is a headline's.
    fn take_known(&mut self, part: &str) -> Option<bool> {
        let part = part.trim_end_matches('.');
        let found = &mut self.found;
        let is_signed = !found.people.is_empty();
        let (slot, shown) = match roles::of(part) {
            _ if agencies::is_agency(part) => (&mut found.agency, agencies::tidy(part)),
            Some(Role::Nobody) => (&mut None, String::new()),
            // Behind a name it is what that person is.
            Some(Role::Desk) if is_signed && roles::has_title(part) => {
                (&mut found.job_title, roles::tidy(part))
            }
            Some(Role::Desk) => (&mut found.agency, roles::tidy(part)),
            Some(Role::Title) => (&mut found.job_title, roles::tidy(part)),
            Some(Role::Outlet) if NO_OUTLET.has(part) => return Some(false),
            Some(Role::Outlet) => (&mut found.outlet, roles::tidy(part)),
            None => return None,
        };
        slot.get_or_insert(shown);
        self.is_any = true;
        Some(true)
    }

    /// A name before a title, and the agency between them: `Jane Doe AP` in `Jane Doe AP Sports Writer`.
    fn take_signed(&mut self, text: &str) -> Option<()> {
        let last = text.rsplit(' ').next().unwrap_or_default();
        let is_signed = agencies::is_known(last) && !agencies::is_agency(text);
        if is_signed {
            self.take_known(last);
        }
        let name = if is_signed { text.strip_suffix(last).unwrap_or(text).trim() } else { text };
        if name.is_empty() || agencies::is_agency(name) || roles::of(name) == Some(Role::Outlet) {
            return if name.is_empty() { Some(()) } else { self.take_known(name).map(|_| ()) };
        }
        self.take_name(name, Manner::Whole)
    }

    fn take_name(&mut self, text: &str, manner: Manner) -> Option<()> {
        let first = text.split(' ').next().unwrap_or_default();
        let is_single = !text.contains(' ');
        if NO_FIRST.has(first) || is_single && NO_SINGLE.has(text) || roles::has_title(text) {
            return None;
        }
        let fewest = if matches!(manner, Manner::Single | Manner::Field) { 1 } else { 2 };
        self.person(names::person(text, fewest)?);
        Some(())
    }

    /// `the Ledger staff`, `Reuters`, `Berlin`.
    fn take_tail(&mut self, tail: &str, is_place: bool) -> Option<()> {
        let is_known = |word: &str| {
            !word.starts_with(char::is_lowercase) || TAIL_WORDS.has(word) || roles::has_title(word)
        };
        if tail.split(' ').count() > 6 || !tail.split(' ').all(is_known) {
            return None;
        }
        let bare = tail.strip_prefix("the ").unwrap_or(tail);
        if is_place {
            return Some(());
        }
        let found = &mut self.found;
        if agencies::is_agency(tail) || agencies::is_agency(bare) {
            found
                .agency
                .get_or_insert_with(|| agencies::tidy(if agencies::is_agency(tail) { tail } else { bare }));
        } else if roles::has_title(bare) {
            found.job_title.get_or_insert_with(|| roles::tidy(bare));
        } else {
            found.outlet.get_or_insert_with(|| roles::tidy(bare));
        }
        Some(())
    }
}
