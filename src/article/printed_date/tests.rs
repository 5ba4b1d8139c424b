//! The printed forms, one by one, and what must hold for all.

use chrono::{NaiveDate, NaiveTime};
use proptest::prelude::*;

use super::*;

/// Every form, and the date in it.
const FORMS: &[(&str, &str)] = &[
    // Wires and web pages in English.
    ("Nov. 19, 2019 8:03 am ET", "2019-11-19T08:03:00"),
    ("18 Nov 2019 9:38 pm", "2019-11-18T21:38:00"),
    ("24 May 2019 at 10:30hrs", "2019-05-24T10:30:00"),
    ("26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01"),
    ("Tuesday, March 28, 2017, 3:59 p.m.", "2017-03-28T15:59:00"),
    ("Tuesday, October 26, 2021, 07:16 PM IST", "2021-10-26T19:16:00"),
    ("Jan 3, 2024, 9:10 AM", "2024-01-03T09:10:00"),
    ("Friday, September 27th, 2019", "2019-09-27"),
    ("the 3rd of May, 1987", "1987-05-03"),
    ("The 1st May 1987", "1987-05-01"),
    ("March 26 2024 | 2:00 pm", "2024-03-26T14:00:00"),
    ("14:00, 26 March 2024", "2024-03-26T14:00:00"),
    ("14:00, 26 March 2024 (UTC)", "2024-03-26T14:00:00Z"),
    ("2:00 pm EDT on Tuesday, March 26, 2024", "2024-03-26T14:00:00-04:00"),
    ("26 March 2024, 12 noon", "2024-03-26T12:00:00"),
    ("26 March 2024 midnight", "2024-03-26T00:00:00"),
    ("Midnight, 26 March 2024", "2024-03-26T00:00:00"),
    ("MARCH 26, 2024 12:05 A.M. PST", "2024-03-26T00:05:00-08:00"),
    ("Sept. 3, 2019 at 7 p.m. CDT", "2019-09-03T19:00:00-05:00"),
    ("Apr 5th 2019 @ 3:00pm", "2019-04-05T15:00:00"),
    ("March the 26th, 2024", "2024-03-26"),
    ("2024 March 26", "2024-03-26"),
    ("26 March 2024, Tuesday", "2024-03-26"),
    ("26 March 2024 1400 GMT", "2024-03-26T14:00:00Z"),
    ("26 March 2024 - 15:00 GMT+2", "2024-03-26T15:00:00+02:00"),
    ("26MAR2024", "2024-03-26"),
    ("Mar-26-2024", "2024-03-26"),
    ("2024-Mar-26", "2024-03-26"),
    ("May 1987", "1987-05"),
    ("May, 1987", "1987-05"),
    ("Sept. 1987", "1987-09"),
    ("JULY 1987", "1987-07"),
    ("1987", "1987"),
    // Machines.
    ("20151210T191044Z", "2015-12-10T19:10:44Z"),
    ("20151210T1910", "2015-12-10T19:10:00"),
    ("20151210", "2015-12-10"),
    ("20151210191044", "2015-12-10T19:10:44"),
    ("2019-04", "2019-04"),
    ("2024-03-26", "2024-03-26"),
    ("2024/3/26", "2024-03-26"),
    ("2024-03-26 14:00", "2024-03-26T14:00:00"),
    ("2024-03-26T14:00:00.123+05:30", "2024-03-26T14:00:00+05:30"),
    ("2024-03-26T14:00Z", "2024-03-26T14:00:00Z"),
    ("2024-03-26 14:00:00 -5", "2024-03-26T14:00:00-05:00"),
    ("Tue, 26 Mar 2024 14:00:00 +0100", "2024-03-26T14:00:00+01:00"),
    ("Tue, 26 Mar 2024 14:00:00 +0100 (CET)", "2024-03-26T14:00:00+01:00"),
    ("Tue, 26 Mar 2024 23:59:60 GMT", "2024-03-26T23:59:59Z"),
    ("Tue Mar 26 14:00:00 2024", "2024-03-26T14:00:00"),
    ("Tue Mar  5 14:00:00 CET 2024", "2024-03-05T14:00:00+01:00"),
    ("Wed Oct 10 20:19:24 +0000 2018", "2018-10-10T20:19:24Z"),
    ("26/Mar/2024:14:00:00 +0100", "2024-03-26T14:00:00+01:00"),
    ("0000-00-00", ""),
    ("0000-00-00 00:00:00", ""),
    ("1940-00-00", "1940"),
    // Numbers.
    ("05/05/2022", "2022-05-05"),
    ("26/03/2024", "2024-03-26"),
    ("03/26/2024 2pm", "2024-03-26T14:00:00"),
    ("26-03-2024", "2024-03-26"),
    ("5.6.2022", "2022-06-05"),
    ("05.06.2022, 19.30 Uhr", "2022-06-05T19:30:00"),
    ("5. 6. 2022", "2022-06-05"),
    // German.
    ("25. September 2018", "2018-09-25"),
    ("Montag, den 3. März 2019 um 14:30 Uhr", "2019-03-03T14:30:00"),
    ("Mo., 3. Mär. 2019 19 Uhr MEZ", "2019-03-03T19:00:00+01:00"),
    ("3. Okt. 2019", "2019-10-03"),
    ("Jänner 1987", "1987-01"),
    // French.
    ("Lundi 15 avril 2019", "2019-04-15"),
    ("1er mai 2019", "2019-05-01"),
    ("le 14 juill. 2019 à 14h30", "2019-07-14T14:30:00"),
    ("mar. 26 mars 2024 14 h 30", "2024-03-26T14:30:00"),
    ("3 FÉVR. 2019", "2019-02-03"),
    ("15 août 2019 à 9h", "2019-08-15T09:00:00"),
    ("mars 1987", "1987-03"),
    // Spanish, Portuguese, Italian, Dutch.
    ("lunes, 3 de junio de 2019", "2019-06-03"),
    ("3 de junio del 2019 a las 2:30 p. m.", "2019-06-03T14:30:00"),
    ("3 de junio de 2019 a las 2:30 de la tarde", "2019-06-03T14:30:00"),
    ("3 juin 2019 à 8 h du soir", "2019-06-03T20:00:00"),
    ("3. Juni 2019, 8.30 Uhr abends", "2019-06-03T20:30:00"),
    ("June 3, 2019, 8:30 in the evening", "2019-06-03T20:30:00"),
    ("3 de junho de 2019", "2019-06-03"),
    ("segunda-feira, 3 de junho de 2019 às 14h30", "2019-06-03T14:30:00"),
    ("3 giugno 2019", "2019-06-03"),
    ("lunedì 3 giugno 2019 alle ore 14.30", "2019-06-03T14:30:00"),
    ("maandag 3 juni 2019", "2019-06-03"),
    ("3 mrt. 2019, 14.30 uur", "2019-03-03T14:30:00"),
    ("mayo de 1987", "1987-05"),
    // Polish, Russian, Turkish.
    ("3 czerwca 2019", "2019-06-03"),
    ("3 sty 2019 r., godz. 14:30", "2019-01-03T14:30:00"),
    ("10 października 2019", "2019-10-10"),
    ("3 июня 2019 г.", "2019-06-03"),
    ("понедельник, 3 июня 2019 года в 14:30 MSK", "2019-06-03T14:30:00+03:00"),
    ("3 Haziran 2019 Pazartesi", "2019-06-03"),
    ("3 Ağustos 2019, saat 14.30", "2019-08-03T14:30:00"),
    // Nordic.
    ("måndag 3 juni 2019 kl. 14.30", "2019-06-03T14:30:00"),
    ("mandag den 3. juni 2019", "2019-06-03"),
    ("3:e maj 2019", "2019-05-03"),
    ("maanantaina 3. kesäkuuta 2019 klo 14.30", "2019-06-03T14:30:00"),
    ("17. mai 2019", "2019-05-17"),
    // Asia.
    ("Senin, 01 Mei 2023 14:18 WIB", "2023-05-01T14:18:00+07:00"),
    ("17 Agt 2023 14.18 WIB", "2023-08-17T14:18:00+07:00"),
    ("25 Des 2023 pukul 14.18", "2023-12-25T14:18:00"),
    ("2024年3月26日", "2024-03-26"),
    ("2024年3月26日(火) 14時30分", "2024-03-26T14:30:00"),
    ("2024年3月", "2024-03"),
    ("2024년 3월 26일", "2024-03-26"),
    ("2024. 3. 26", "2024-03-26"),
    // Not certain.
    ("1940?", "1940?"),
    ("1940~", "1940~"),
    ("194X", "194X"),
    ("c. 1940", "1940~"),
    ("c1940", "1940~"),
    ("ca. 1940", "1940~"),
    ("circa 1940", "1940~"),
    ("circa 1940?", "1940%"),
    ("um 1940", "1940~"),
    ("vers 1940", "1940~"),
    ("~1940", "1940~"),
    ("1940s", "194X"),
    ("the 1940s", "194X"),
];

/// What looks like a date and is none.
const NONE: &[&str] = &[
    "",
    " ",
    "~",
    "May",
    "May 5",
    "5 May",
    "Monday",
    "Tuesday 1987",
    "noon",
    "14:00",
    "14h30",
    "c.",
    "the",
    "31 February 2020",
    "2023-02-29",
    "2024-13-01",
    "31.4.2020",
    "32/01/2020",
    "00/00/2020",
    "30/02/2020",
    "26/03/24",
    "5.6.22",
    "26 March 24",
    "March 26, 24",
    "26 Mar '24",
    "May 1987th",
    "2019-04x",
    "2024-03-26x",
    "20151210x",
    "1940sx",
    "2019th",
    "194Xa",
    "c. 1940x",
    "1499",
    "2101",
    "0000",
    "0999-01-01",
    "20151310",
    "99991231",
    "1711461600",
    "1711461600000",
    "1711461600.5",
    "123456",
    "12345",
    "2019-20",
    "2011/12",
    "2019.04",
    "1939-1945",
    "1939–1945",
    "1940%",
    "2019_1",
    "1900s",
    "19XX",
    "2024-03-26-17",
    "26.03.2024.1",
    "05/05/2022/3",
    "March 26-28, 2024",
    "26-28 March 2024",
    "Maybe 1987",
    "Marching 26, 2024",
    "3 Mayor 2019",
];

fn iso(printed: Option<Printed>) -> Option<String> {
    printed.map(|printed| printed.date.to_string())
}

#[test]
fn reads_what_is_printed() {
    for (text, date) in FORMS {
        let printed = at_start(text, DateOrder::Unknown);
        assert_eq!(iso(printed).as_deref(), Some(*date), "{text}");
        assert_eq!(printed.map(|printed| printed.length), Some(text.len()), "{text}");
        assert_eq!(whole(text, DateOrder::Unknown), printed, "{text}");
        assert!(!printed.is_some_and(|printed| printed.ambiguous), "{text}");
        // Followed by more, it is still itself.
        let longer = format!("{text}, he said");
        assert_eq!(at_start(&longer, DateOrder::Unknown), printed, "{longer}");
        assert_eq!(whole(&longer, DateOrder::Unknown), None, "{longer}");
    }
}

#[test]
fn letter_case_makes_no_difference() {
    // The zones are in capitals always.
    for text in ["nov. 19, 2019 8:03 AM", "NOV. 19, 2019 8:03 am", "Nov. 19, 2019 8:03 Am"] {
        assert_eq!(iso(whole(text, DateOrder::Unknown)).as_deref(), Some("2019-11-19T08:03:00"), "{text}");
    }
}

#[test]
fn what_is_no_date_is_not_read() {
    for text in NONE {
        assert_eq!(whole(text, DateOrder::Unknown), None, "{text}");
        assert_eq!(at_start(text, DateOrder::MonthDay), None, "{text}");
    }
}

#[test]
fn numbers_at_the_start_of_a_sentence_are_no_years() {
    for text in [
        "2019 was a good year",
        "1000 people",
        "1987 people came",
        "May 1987 was warm",
        "1939 - 1945",
        "May 5 - 2000 people",
        "5 May - 2000 people",
        " 5 May 2019",
        "2019-04 and",
        "c. 1940 in Paris",
        "1940? Nobody knew",
        "The 1940s were hard",
        "1987,5 tonnes",
        "1930:45",
        "1987-born",
        "2024年の春",
    ] {
        assert_eq!(at_start(text, DateOrder::Unknown), None, "{text}");
    }
    for (text, date, length) in [
        ("2019\nA good year", "2019", 4),
        ("2019: a good year", "2019", 4),
        ("May 1987 – It was warm", "1987-05", 8),
        ("1987. People came", "1987", 4),
        ("5 May 2019 was warm", "2019-05-05", 10),
        ("2019年3月26日東京で", "2019-03-26", "2019年3月26日".len()),
        ("March 26, 2024 8:03 et la suite", "2024-03-26T08:03:00", 19),
        ("March 26, 2024 10:00-12:00", "2024-03-26", 14),
        ("March 26, 2024, 7:00 pm–9:00 pm", "2024-03-26", 14),
        ("March 26, 2024 12:00 at night", "2024-03-26", 14),
        ("March 26, 2024 15:00 am", "2024-03-26", 14),
        ("March 26, 2024 8:03 American", "2024-03-26T08:03:00", 19),
        ("March 26, 2024 24:00", "2024-03-26", 14),
        ("March 26, 2024 - 8 people died", "2024-03-26", 14),
        ("March 26, 2024 14.30 tonnes", "2024-03-26", 14),
        ("3 June 2019 so that", "2019-06-03", 11),
    ] {
        let printed = at_start(text, DateOrder::Unknown);
        assert_eq!(iso(printed).as_deref(), Some(date), "{text}");
        assert_eq!(printed.map(|printed| printed.length), Some(length), "{text}");
    }
}

#[test]
fn the_order_of_day_and_month_is_never_guessed() {
    for (text, order, date, ambiguous) in [
        ("05/06/2022", DateOrder::DayMonth, "2022-06-05", false),
        ("05/06/2022", DateOrder::MonthDay, "2022-05-06", false),
        ("05/06/2022", DateOrder::Unknown, "2022", true),
        ("05-06-2022 14:00", DateOrder::Unknown, "2022", true),
        ("5.6.2022", DateOrder::MonthDay, "2022-06-05", false),
        ("13/06/2022", DateOrder::MonthDay, "2022-06-13", false),
    ] {
        let printed = whole(text, order);
        assert_eq!(iso(printed).as_deref(), Some(date), "{text} {order:?}");
        assert_eq!(printed.map(|printed| printed.ambiguous), Some(ambiguous), "{text} {order:?}");
        assert_eq!(printed.map(|printed| printed.length), Some(text.len()), "{text} {order:?}");
    }
}

#[test]
fn a_whole_text_may_be_dressed_up() {
    for text in
        [" 26 March 2024 ", "26 March 2024.", "(26 March 2024)", "\n( 26 March 2024 ).\n", "(26 March 2024.)"]
    {
        let printed = whole(text, DateOrder::Unknown);
        assert_eq!(iso(printed).as_deref(), Some("2024-03-26"), "{text}");
        assert!(text[..printed.unwrap().length].ends_with("2024"), "{text}");
    }
    for text in ["(26 March 2024", "26 March 2024)", "26 March 2024..", "26 March 2024 Reuters"] {
        assert_eq!(whole(text, DateOrder::Unknown), None, "{text}");
    }
}

/// Texts made of what dates are made of, which get further than letters by chance.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "26", "3", "05", "12", "1987", "2024", "0000", "20151210", "March", "mar.", "Tue", "lunes", " ",
        ", ", "-", "/", ".", ":", "T", "Z", "ET", "UTC", "+0100", "-05:30", "(", ")", "am", "p.m.", "at",
        "um", "h", "noon", "年", "月", "日", "de", "of", "the", "th", "er", "?", "~", "X", "s", "c.", "é",
        "\u{301}", "İ", "\u{a0}", "г.", "–", "’",
    ]);
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

fn check(text: &str) {
    for order in [DateOrder::Unknown, DateOrder::DayMonth, DateOrder::MonthDay] {
        for printed in [at_start(text, order), whole(text, order)].into_iter().flatten() {
            assert!(printed.length <= text.len() && text.is_char_boundary(printed.length), "{text:?}");
            let taken = &text[..printed.length];
            assert_eq!(taken.trim_end(), taken, "{text:?}");
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_read_or_not(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_pieces_are_read_or_not(text in pieces()) {
        check(&text);
    }

    #[test]
    fn the_printed_day_is_the_read_day(
        days in 0..200_000i64,
        seconds in 0..86_400u32,
        zone in prop::sample::select(vec!["", " UTC", " EST", " JST", " +1400", " -1200", " ET", " IST", " WIB"]),
        form in prop::sample::select(vec![
            "%Y-%m-%dT%H:%M:%S", "%-d %B %Y %H:%M", "%A, %B %-d, %Y, %-I:%M %p", "%H:%M, %d %b %Y",
            "%d.%m.%Y %H:%M", "%a, %d %b %Y %H:%M:%S", "%d/%b/%Y:%H:%M:%S", "%Y%m%dT%H%M%S", "%Y年%-m月%-d日 %H:%M",
        ]),
    ) {
        let first = NaiveDate::from_ymd_opt(1550, 1, 1).unwrap();
        let day = first + chrono::Days::new(days as u64);
        let time = NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0).unwrap();
        let text = format!("{}{zone}", day.and_time(time).format(form));
        let printed = whole(&text, DateOrder::Unknown).unwrap();
        prop_assert_eq!(printed.date.day(), Some(day), "{}", text);
        prop_assert_eq!(printed.date.time(), Some(time.format("%H:%M").to_string()), "{}", text);
        prop_assert_eq!(at_start(&text, DateOrder::Unknown), Some(printed), "{}", text);
    }
}
