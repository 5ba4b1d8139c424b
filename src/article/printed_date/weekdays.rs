//! The names of the days of the week, which a date is read over with: nothing is ever concluded
//! from them.
//!
//! The languages are those of the months, and the names are folded in the same way.

/// In full; sorted by their bytes.
const FULL: &[&str] = &[
    "ahad",
    "carsamba",
    "cuma",
    "cumartesi",
    "czwartek",
    "dienstag",
    "dimanche",
    "dinsdag",
    "domenica",
    "domingo",
    "donderdag",
    "donnerstag",
    "fredag",
    "freitag",
    "friday",
    "giovedi",
    "jeudi",
    "jueves",
    "jumat",
    "kamis",
    "keskiviikko",
    "keskiviikkona",
    "lauantai",
    "lauantaina",
    "lordag",
    "lundi",
    "lunedi",
    "lunes",
    "maanantai",
    "maanantaina",
    "maandag",
    "mandag",
    "mardi",
    "martedi",
    "martes",
    "mercoledi",
    "mercredi",
    "miercoles",
    "minggu",
    "mittwoch",
    "monday",
    "montag",
    "niedziela",
    "onsdag",
    "pazar",
    "pazartesi",
    "perjantai",
    "perjantaina",
    "persembe",
    "piatek",
    "poniedzialek",
    "quarta",
    "quinta",
    "rabu",
    "sabado",
    "sabato",
    "sabtu",
    "sali",
    "samedi",
    "samstag",
    "saturday",
    "segunda",
    "selasa",
    "senin",
    "sexta",
    "sobota",
    "sondag",
    "sonnabend",
    "sonntag",
    "sroda",
    "sunday",
    "sunnuntai",
    "sunnuntaina",
    "terca",
    "thursday",
    "tiistai",
    "tiistaina",
    "tirsdag",
    "tisdag",
    "torsdag",
    "torstai",
    "torstaina",
    "tuesday",
    "vendredi",
    "venerdi",
    "viernes",
    "vrijdag",
    "wednesday",
    "woensdag",
    "wtorek",
    "zaterdag",
    "zondag",
    "воскресенье",
    "вторник",
    "понедельник",
    "пятница",
    "среда",
    "суббота",
    "четверг",
];

/// Cut short; sorted by their bytes. Many are words of other languages.
const SHORT: &[&str] = &[
    "car", "cmt", "cum", "czw", "di", "dim", "do", "dom", "fr", "fre", "fri", "gio", "jeu", "jue", "jum",
    "kam", "ke", "la", "lor", "lun", "ma", "man", "mar", "mer", "mi", "mie", "min", "mo", "mon", "nd",
    "niedz", "ons", "paz", "pe", "per", "pn", "pon", "pt", "pzt", "qua", "qui", "rab", "sa", "sab", "sal",
    "sam", "sat", "seg", "sel", "sen", "sex", "so", "sob", "son", "sr", "su", "sun", "ter", "thu", "thur",
    "thurs", "ti", "tir", "tis", "to", "tor", "tors", "tue", "tues", "ven", "vie", "vr", "wed", "weds", "wo",
    "wt", "za", "zo", "вс", "вт", "пн", "пт", "сб", "ср", "чт",
];

/// Whether a folded name is a day of the week, in full or cut short.
pub(super) fn is_any(name: &str) -> bool {
    is_full(name) || SHORT.binary_search(&name).is_ok()
}

/// Whether a folded name is a day of the week in full.
pub(super) fn is_full(name: &str) -> bool {
    FULL.binary_search(&name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted() {
        assert!(FULL.is_sorted_by(|a, b| a < b) && SHORT.is_sorted_by(|a, b| a < b));
        assert!(is_full("senin") && is_any("mar") && !is_full("mar"));
    }
}
