//! What is read as a byline, and what is not one.

use super::*;

/// People, agency, title and newspaper in one line, to compare.
fn shown(byline: &Byline) -> String {
    let rest =
        [&byline.agency, &byline.job_title, &byline.outlet].map(|part| part.clone().unwrap_or_default());
    format!("{}|{}", byline.people.join("+"), rest.join("|"))
}

#[test]
fn lines_that_are_bylines_are_read() {
    let cases = [
        ("By JANE DOE and John Roe, AP", "Jane Doe+John Roe|AP||"),
        ("By Jane Doe", "Jane Doe|||"),
        ("BY JOHN McDONALD", "John McDonald|||"),
        ("By: Pat O'BRIEN", "Pat O'Brien|||"),
        ("By Jane Doe, Staff Writer", "Jane Doe||Staff Writer|"),
        ("By Jane Doe Staff Writer", "Jane Doe||Staff Writer|"),
        ("By Jane Doe | Staff Writer", "Jane Doe||Staff Writer|"),
        ("By JANE DOE Of the Ledger staff", "Jane Doe||Ledger staff|"),
        ("By JANE DOE Ledger Staff Writer", "Jane Doe||Ledger Staff Writer|"),
        ("Jane Doe, The Associated Press", "Jane Doe|The Associated Press||"),
        ("By Jane Doe for the Daily Example", "Jane Doe|||Daily Example"),
        ("By Jane Doe and John Roe of Reuters", "Jane Doe+John Roe|Reuters||"),
        ("By AP", "|AP||"),
        ("By The Associated Press", "|The Associated Press||"),
        ("By staff reports", "|Staff reports||"),
        ("By Our Reporter", "||Our Reporter|"),
        ("By A Staff Reporter", "||A Staff Reporter|"),
        ("By Admin", "|||"),
        ("Written by Jane Doe", "Jane Doe|||"),
        ("Story by Jane Doe", "Jane Doe|||"),
        ("Posted by Jane Doe on 3 May 2020", "Jane Doe|||"),
        ("By Jane Doe, Jan. 3, 2020", "Jane Doe|||"),
        ("Text: Jane Doe", "Jane Doe|||"),
        ("Von Jane Doe", "Jane Doe|||"),
        ("Von Jane Doe und John Roe, dpa", "Jane Doe+John Roe|dpa||"),
        ("Par Jane Doe avec AFP", "Jane Doe|AFP||"),
        ("Por José Ortega y Gasset", "José Ortega y Gasset|||"),
        ("Por Jane Doe y John Roe", "Jane Doe+John Roe|||"),
        ("Por Jane Doe / Agencia EFE", "Jane Doe|Agencia EFE||"),
        ("Di Jane Doe", "Jane Doe|||"),
        ("Door onze redactie", "|Onze redactie||"),
        ("Oleh: Jane Doe", "Jane Doe|||"),
        ("Autor: Jane Doe", "Jane Doe|||"),
        ("Penulis: Siti", "Siti|||"),
        ("Av Jane Doe", "Jane Doe|||"),
        ("By Cher", "Cher|||"),
        ("By Jane Doe, Smithville", "Jane Doe|||"),
        ("By Jane Doe, John Roe, and Ann Poe", "Jane Doe+John Roe+Ann Poe|||"),
        ("By Jane Doe, Special to the Ledger", "Jane Doe||Special to the Ledger|"),
        ("By June Smith", "June Smith|||"),
        ("By Jane Doe (Reuters)", "Jane Doe|Reuters||"),
        ("By Jane Doe jane@x.example", "Jane Doe|||"),
        ("By Jane Doe in Berlin", "Jane Doe|||"),
        ("By Jan van der Berg", "Jan van der Berg|||"),
        ("By Martin Doe, Jr.", "Martin Doe Jr.|||"),
        ("JANE DOE Staff Writer", "Jane Doe||Staff Writer|"),
        ("By JANE DOE, Associated Press Writer", "Jane Doe|Associated Press|Writer|"),
        ("By JANE DOE AP Sports Writer", "Jane Doe|AP|Sports Writer|"),
        ("By Jane Doe, AP Business Writer", "Jane Doe|AP|Business Writer|"),
        ("By Jane Doe, Times Staff Writer", "Jane Doe||Times Staff Writer|"),
        ("By Jane Doe, Staff", "Jane Doe||Staff|"),
        ("By Ledger Staff", "|Ledger Staff||"),
        ("Text: Jane Doe, Foto: John Roe", "Jane Doe|||"),
        ("Story and photos by Jane Doe", "Jane Doe|||"),
        ("Jane Doe - AP", "Jane Doe|AP||"),
        ("By Jane Doe, Chief Political Correspondent, in Berlin", "Jane Doe||Chief Political Correspondent|"),
        ("By Иван ПЕТРОВ", "Иван Петров|||"),
    ];
    for (line, wanted) in cases {
        assert_eq!(read(line).map(|byline| shown(&byline)).as_deref(), Some(wanted), "{line}");
    }
}

#[test]
fn other_lines_are_no_bylines() {
    let lines = [
        "",
        "By",
        "By ",
        "By the time the fire was out, three houses stood no more.",
        "By Monday, the road was open",
        "Von den 300 Gästen kamen 20.",
        "By Friday",
        "By Law",
        "By-election called in Ward 4",
        "By the numbers",
        "By The Numbers",
        "By land and sea",
        "By Land and Sea",
        "By June 5, 2020, the road was open",
        "By Popular Demand",
        "By Jane Doe for the first time in years",
        "Von der Leyen, Scholz",
        "Di Maio attacca Salvini",
        "Par exemple",
        "Text of the treaty",
        "Jane Doe",
        "Jane Doe won",
        "New York, AP",
        "Paris, AFP",
        "Police Say, AP",
        "By 2030",
        "Jane Doe, editor of the Ledger, died",
        "By Jane Doe who was there.",
        "By May",
        "Autor wins prize",
        "By A Road, B Road, C Road, D Road, E Road, F Road, G Road",
        "Author of the Year named",
        "By Any Means Necessary",
        "By Road Closed After Crash In Town",
        "Chief Editor Resigns",
        "Byron Smith, a baker",
        "by Burke in 2001.",
        "published by the Free Software Foundation; either version 2 of the",
        "by the Foundation.",
        "Services, Data Or Profits, AP",
        "Porto wins",
        "Avenue Road",
        "“By Jane”, AP",
        "By Jane Doe, whose house burned down, and others who were there at the time it did",
    ];
    for line in lines {
        assert_eq!(read(line), None, "{line}");
    }
}

#[test]
fn lines_that_are_agencies_are_read() {
    let cases = [
        ("EX News Service", "EX News Service"),
        ("BY EXAMPLE PRESS", "Example Press"),
        ("From staff reports", "Staff reports"),
        ("Associated Press", "Associated Press"),
        ("Staff Report", "Staff Report"),
        ("Agencies", "Agencies"),
        ("PTI", "PTI"),
        ("(AP)", "AP"),
        ("AFP / Reuters", "AFP / Reuters"),
        ("Web Desk", "Web Desk"),
        ("By Staff", "Staff"),
        ("Quelle: dpa", "dpa"),
        ("From staff and wire reports", "Staff and wire reports"),
        ("Newsroom", "Newsroom"),
        ("AP and Reuters", "AP and Reuters"),
    ];
    for (line, wanted) in cases {
        assert_eq!(agency(line).as_deref(), Some(wanted), "{line}");
    }
    let others = [
        "",
        "By Jane Doe",
        "Special Report",
        "Team",
        "Meet the Press",
        "Report",
        "Police reports",
        "Jane, John",
        "From Paris",
        "Editorial",
        "Barbed Wire",
        "Business Report",
        "ap",
        "And",
        "Staff Writer",
    ];
    for line in others {
        assert_eq!(agency(line), None, "{line}");
    }
    assert_eq!(job_title("STAFF WRITER").as_deref(), Some("Staff Writer"));
    assert_eq!(job_title("Famous writer"), None);
}

#[test]
fn fields_give_people() {
    let cases = [
        ("", "|||"),
        ("Jane Doe, John Roe; Ann Poe", "Jane Doe+John Roe+Ann Poe|||"),
        (r#"["Doe, Jane"]"#, "Jane Doe|||"),
        ("By Jane Doe", "Jane Doe|||"),
        ("JANE DOE", "Jane Doe|||"),
        ("jane@x.example (Jane Doe)", "Jane Doe|||"),
        ("Jane Doe and John Roe | The Ledger", "Jane Doe+John Roe|||The Ledger"),
        (r#"["Jane Doe", "John Roe"]"#, "Jane Doe+John Roe|||"),
        ("[Jane Doe, John Roe]", "Jane Doe+John Roe|||"),
        ("Doe, Jane; Roe, John", "Jane Doe+John Roe|||"),
        ("Jane Doe <jane@x.example>", "Jane Doe|||"),
        ("admin", "|||"),
        ("Jane Doe, Jane Doe", "Jane Doe|||"),
        ("राम शर्मा", "राम शर्मा|||"),
        ("jane doe", "jane doe|||"),
        ("Reuters", "|Reuters||"),
        ("Staff Writer", "||Staff Writer|"),
        ("Jane Doe, AP", "Jane Doe|AP||"),
        ("https://x.example/jane", "|||"),
        ("123", "|||"),
        ("Web Desk", "|Web Desk||"),
        ("jane@x.example", "|||"),
        ("Martin Doe, Jr.", "Martin Doe Jr.|||"),
        ("山田太郎", "山田太郎|||"),
    ];
    for (text, wanted) in cases {
        assert_eq!(shown(&of_field(text)), wanted, "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn no_line_is_too_strange(line in "(By |Von |)[A-Za-zÀ-ÿ ,.|/()&’-]{0,60}", any in "\\PC{0,80}") {
        for text in [&line, &any, &format!("By {any}")] {
            let byline = read(text);
            assert!(byline.is_none_or(|byline| byline.people.iter().all(|name| !name.is_empty())));
            let _ = (agency(text), job_title(text), of_field(text));
        }
    }
}
