//! What a language decides about a page: the direction of its lines, the names of its months, the
//! order of a date, the first day of its week.

use chrono::{Locale, NaiveDate, Weekday};

/// A BCP 47 tag. Any text is accepted; what is not known is treated as English.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Language {
    tag: String,
    locale: Locale,
}

/// The usual country of a language, for a tag that names none.
const HOMES: &[(&str, &str)] = &[
    ("ar", "ar_EG"),
    ("cs", "cs_CZ"),
    ("da", "da_DK"),
    ("de", "de_DE"),
    ("el", "el_GR"),
    ("en", "en_US"),
    ("es", "es_ES"),
    ("fa", "fa_IR"),
    ("fi", "fi_FI"),
    ("fr", "fr_FR"),
    ("he", "he_IL"),
    ("hi", "hi_IN"),
    ("hu", "hu_HU"),
    ("id", "id_ID"),
    ("it", "it_IT"),
    ("ja", "ja_JP"),
    ("ko", "ko_KR"),
    ("nb", "nb_NO"),
    ("nl", "nl_NL"),
    ("no", "nb_NO"),
    ("pl", "pl_PL"),
    ("pt", "pt_PT"),
    ("ro", "ro_RO"),
    ("ru", "ru_RU"),
    ("sv", "sv_SE"),
    ("tr", "tr_TR"),
    ("uk", "uk_UA"),
    ("ur", "ur_PK"),
    ("vi", "vi_VN"),
    ("zh", "zh_CN"),
];

/// Languages written from right to left.
const RIGHT_TO_LEFT: &[&str] = &["ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"];

impl Language {
    pub fn new(tag: &str) -> Self {
        let tag = Self::tidy(tag);
        let mut parts = tag.split('-');
        let name = parts.next().unwrap_or("").to_lowercase();
        let country =
            parts.find(|part| part.len() == 2).map(|part| format!("{name}_{}", part.to_uppercase()));
        let home = HOMES.iter().find(|(language, _)| *language == name).map(|(_, home)| (*home).to_owned());
        let locale = country
            .and_then(|name| Locale::try_from(name.as_str()).ok())
            .or_else(|| Locale::try_from(home?.as_str()).ok())
            .unwrap_or(Locale::en_US);
        Self { tag, locale }
    }

    /// A tag as it is kept: `pt-BR` for ` pt_BR`.
    pub fn tidy(tag: &str) -> String {
        tag.trim().replace('_', "-")
    }

    /// Whether a text looks like a language tag at all: `en`, `pt-BR`, `zh-Hant-TW`.
    pub fn is_tag(text: &str) -> bool {
        let mut parts = text.split(['-', '_']);
        let first = parts.next().unwrap_or("");
        (2..=3).contains(&first.len())
            && first.bytes().all(|byte| byte.is_ascii_alphabetic())
            && parts.all(|part| {
                (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
            })
    }

    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// `fr` of `fr-CA`.
    pub fn name(&self) -> &str {
        self.tag.split('-').next().unwrap_or("")
    }

    pub fn locale(&self) -> Locale {
        self.locale
    }

    /// `ltr` or `rtl`.
    pub fn direction(&self) -> &'static str {
        if RIGHT_TO_LEFT.contains(&self.name().to_lowercase().as_str()) { "rtl" } else { "ltr" }
    }

    /// A whole day: `March 26, 2024`, `26. März 2024`. An empty format is the language's own.
    pub fn day(&self, day: NaiveDate, format: &str) -> String {
        let format = if format.is_empty() { self.day_format() } else { format };
        self.format(day, format)
    }

    /// A day by a format that may come from a user: what strftime does not know comes out as written.
    pub fn format(&self, day: NaiveDate, format: &str) -> String {
        use std::fmt::Write;
        let mut out = String::new();
        match write!(out, "{}", day.format_localized(format, self.locale)) {
            Ok(()) => out,
            Err(_) => format.to_owned(),
        }
    }

    fn day_format(&self) -> &'static str {
        match self.name() {
            "en" if self.locale == Locale::en_US => "%B %-d, %Y",
            "de" | "da" | "nb" | "no" | "fi" | "cs" => "%-d. %B %Y",
            "es" | "pt" => "%-d de %B de %Y",
            "ja" | "zh" => "%Y年%-m月%-d日",
            "ko" => "%Y년 %-m월 %-d일",
            "hu" => "%Y. %B %-d.",
            _ => "%-d %B %Y",
        }
    }

    pub(super) fn month_format(&self) -> &'static str {
        match self.name() {
            "es" | "pt" => "%B de %Y",
            "ja" | "zh" => "%Y年%-m月",
            "ko" => "%Y년 %-m월",
            "hu" => "%Y. %B",
            _ => "%B %Y",
        }
    }

    /// The day and the month without a year: `March 26`.
    pub fn day_of_year(&self, month: u32, day: u32) -> String {
        // A leap year, so that February has all its days.
        let Some(date) = NaiveDate::from_ymd_opt(2000, month, day) else { return String::new() };
        let format = match self.name() {
            "en" if self.locale == Locale::en_US => "%B %-d",
            "de" | "da" | "nb" | "no" | "fi" | "cs" => "%-d. %B",
            "es" | "pt" => "%-d de %B",
            "ja" | "zh" => "%-m月%-d日",
            "ko" => "%-m월 %-d일",
            "hu" => "%B %-d.",
            _ => "%-d %B",
        };
        self.format(date, format)
    }

    /// The day in the first column of a calendar.
    pub fn week_starts(&self) -> Weekday {
        let sunday = ["en-US", "en", "en-CA", "he", "ja", "ko", "pt-BR", "hi"];
        if sunday.contains(&self.tag.as_str()) { Weekday::Sun } else { Weekday::Mon }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn direction_follows_the_language_not_the_country() {
        assert_eq!(Language::new("ar-MA").direction(), "rtl");
        assert_eq!(Language::new("en-IL").direction(), "ltr");
    }

    #[test]
    fn a_bad_format_comes_out_as_written() {
        let day = NaiveDate::from_ymd_opt(2024, 3, 26).unwrap();
        assert_eq!(Language::new("en").format(day, "%Q"), "%Q");
    }

    #[test]
    fn tags() {
        assert!(Language::is_tag("pt-BR") && Language::is_tag("zh-Hant-TW") && Language::is_tag("en_GB"));
        assert!(!Language::is_tag("English") && !Language::is_tag("") && !Language::is_tag("e\"n"));
    }
}
