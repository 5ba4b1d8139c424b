//! Towns that stand in datelines without an agency, and words in capitals that are no towns.
//!
//! A list of the world's towns it is not: capitals and a dash are enough for those. It tells the short ones
//! from acronyms, and the ones that are printed in small letters from whoever speaks next.

use super::lexicon::Lexicon;

/// Towns, and the few countries and states that stand alone as such.
#[rustfmt::skip]
static TOWNS: Lexicon = Lexicon::new(&[
    "abidjan", "abu dhabi", "abuja", "accra", "addis ababa", "aden", "agra", "ahmedabad", "algiers",
    "amman", "amritsar", "amsterdam", "ankara", "apia", "athens", "atlanta", "auckland", "baghdad", "baku",
    "bali", "bandung", "bangalore", "bangkok", "barcelona", "bari", "bath", "beijing", "beirut", "belgrade",
    "bengaluru", "berlin", "bern", "bhopal", "bhubaneswar", "bogota", "bogotá", "bonn", "boston",
    "brasília", "brasilia", "bratislava", "brussels", "bruxelles", "bucharest", "budapest", "buenos aires",
    "cairo", "cali", "canberra", "cape town", "caracas", "chandigarh", "chennai", "chicago", "chittagong",
    "coimbatore", "cologne", "colombo", "copenhagen", "cork", "cuttack", "dakar", "damascus",
    "dar es salaam", "dehradun", "delhi", "denver", "detroit", "dhaka", "doha", "dubai", "dublin",
    "edinburgh", "erie", "faisalabad", "frankfurt", "gaza", "gaza city", "geneva", "genf", "glasgow", "goa",
    "graz", "guwahati", "hamburg", "hanoi", "harare", "havana", "helsinki", "hong kong", "houston", "hull",
    "hyderabad", "imphal", "indore", "islamabad", "istanbul", "jaipur", "jakarta", "jammu", "jerusalem",
    "johannesburg", "kabul", "kampala", "kano", "karachi", "kathmandu", "khartoum", "kiel", "kiev",
    "kigali", "kinshasa", "kochi", "kolkata", "kuala lumpur", "kuwait city", "kyiv", "köln", "la paz",
    "lagos", "lahore", "lausanne", "leipzig", "lima", "linz", "lisboa", "lisbon", "ljubljana", "london",
    "londres", "los angeles", "lucknow", "lusaka", "luxembourg", "lviv", "lyon", "madrid", "makassar",
    "male", "manila", "maputo", "medan", "melbourne", "mexico city", "miami", "milan", "milano", "minsk",
    "mogadishu", "monrovia", "montevideo", "montreal", "moscow", "moskau", "multan", "mumbai", "munich",
    "muscat", "mysuru", "münchen", "nagpur", "nairobi", "napoli", "new delhi", "new york", "nice",
    "nicosia", "oslo", "ottawa", "panaji", "paris", "patna", "perth", "peshawar", "philadelphia",
    "phnom penh", "prague", "pretoria", "pune", "quetta", "quito", "rabat", "raipur", "ramallah", "ranchi",
    "rawalpindi", "reno", "reykjavik", "riga", "rio de janeiro", "riyadh", "rom", "roma", "rome",
    "san francisco", "san jose", "san juan", "santiago", "sarajevo", "seattle", "semarang", "seoul",
    "shanghai", "shillong", "shimla", "singapore", "sofia", "srinagar", "st. louis", "st. petersburg",
    "stockholm", "stuttgart", "surabaya", "suva", "sydney", "são paulo", "sao paulo", "taipei", "tallinn",
    "tashkent", "tbilisi", "tehran", "tel aviv", "the hague", "thiruvananthapuram", "tokyo", "toronto",
    "torino", "tripoli", "tunis", "ulm", "united nations", "vancouver", "varanasi", "vatican city",
    "vienna", "vientiane", "vijayawada", "vilnius", "visakhapatnam", "waco", "warsaw", "warszawa",
    "washington", "wellington", "wien", "winnipeg", "yangon", "yogyakarta", "zagreb", "zurich", "zürich",
]);

/// Words that make a label of the words around them, whatever else stands there.
#[rustfmt::skip]
static LABELS: Lexicon = Lexicon::new(&[
    "advertisement", "advisory", "alert", "analysis", "announcement", "announcing", "answer", "attention",
    "audio", "blog", "breaking", "briefing", "caption", "caution", "clarification", "column", "comment",
    "commentary", "contact", "correction", "corrected", "corrects", "credit", "cricket", "danger", "date",
    "developing", "disclaimer", "documentary", "editorial", "editor's", "editor’s", "editors", "eds",
    "embargo", "embargoed", "episode", "essay", "exclusive", "explained", "explainer", "factbox", "fact",
    "feature", "final", "flash", "football", "gallery", "golf", "graphic", "headlines", "highlights",
    "important", "info", "interview", "introduction", "just", "latest", "letter", "letters", "live",
    "local", "moderator", "morning", "must", "news", "newsletter", "notice", "note", "notes", "now",
    "obituary", "opinion", "opening", "photo", "photos", "pictured", "podcast", "poll", "preview",
    "profile", "question", "quiz", "quote", "recap", "recipe", "related", "reminder", "report", "reporter",
    "results", "review", "score", "scores", "soccer", "source", "sources", "special", "sponsored", "sports",
    "spoiler", "subject", "summary", "tennis", "timeline", "tip", "tips", "today", "trending", "update",
    "updated", "updates", "urgent", "verdict", "video", "warning", "watch", "weather", "wrap", "read",
    "more", "see", "also", "click", "subscribe", "listen", "eilmeldung", "kommentar", "video:", "achtung",
    "urgente", "última", "actualización", "avertissement", "opinião", "opini", "fokus", "breakingviews",
    "tonight", "yesterday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "who", "what", "when", "where", "why", "how", "yes", "no", "host", "speaker", "man", "woman", "police",
    "chapter", "part", "section", "page", "narrator",
]);

/// Acronyms of five letters or more, which would otherwise be towns.
#[rustfmt::skip]
static ACRONYMS: Lexicon = Lexicon::new(&[
    "asean", "unesco", "unicef", "interpol", "nafta", "opec", "nato", "covid", "frontex", "ecowas",
    "mercosur", "brics", "unhcr", "unrwa", "aipac", "naacp", "nasdaq", "nascar", "uefa", "fifa", "scotus",
    "potus", "flotus", "hamas", "daca", "ofsted", "aukus", "europol", "usaid", "eurostat", "caricom",
    "comesa", "covid-19", "laser", "radar", "sadc", "saarc",
]);

/// Words of headlines, which are in no town's name but beside other small ones.
#[rustfmt::skip]
static HEADLINE: Lexicon = Lexicon::new(&[
    "in", "on", "the", "for", "to", "and", "is", "are", "was", "with", "by", "after", "over", "a", "an",
    "or", "not", "vs", "at", "from", "all", "i", "my", "your", "our", "his", "her", "we", "you", "it",
    "this", "that", "these", "those",
]);

/// Whether a town, in any capitals, is one that we know. Allocates for letters beyond ASCII only.
pub fn is_town(text: &str) -> bool {
    if text.len() > 24 {
        return false;
    }
    TOWNS.has_folded(text)
}

/// Whether words in capitals are a label, an acronym or a headline rather than a town.
pub fn is_label(text: &str) -> bool {
    let mut words = text.split([' ', ',']).filter(|word| !word.is_empty());
    let is_other = |word: &str| LABELS.has(word) || ACRONYMS.has(word) || HEADLINE.has(word);
    words.any(is_other) && !is_town(text)
}

/// Whether a word is so short that it is an acronym, if it is no town.
pub fn is_acronym(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).count() <= 4 && !word.contains(' ') && !is_town(word)
}
