//! What is published: drafts and withdrawn articles, the settings that move addresses, and the forms
//! in which articles are written.

use crate::html;
use crate::sandbox::Sandbox;
use crate::varied;

/// All of the site's text files in one, to look for words that must not be there.
fn everything(sandbox: &Sandbox) -> String {
    let files = sandbox.tree("public").into_values();
    files.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect::<Vec<_>>().join("\n")
}

#[test]
fn drafts_are_built_on_demand_only() {
    let sandbox = varied::archive();
    sandbox.build();
    let (draft, embargoed) = ("public/2022/06/06/later.html", "public/2022/06/07/soon.html");
    assert!(!sandbox.exists("public/2022"));
    let site = everything(&sandbox);
    assert!(!site.contains("Not yet") && !site.contains("2022"), "a draft shows");
    assert_eq!(sandbox.run(&["build", "--drafts"]).code, 0);
    assert!(sandbox.exists(draft) && sandbox.exists(embargoed));
    sandbox.build();
    assert!(!sandbox.exists("public/2022"), "and go again");
}

#[test]
fn a_link_to_a_draft_is_a_dead_link() {
    let sandbox = Sandbox::new();
    sandbox.article("a", "title = \"A\"\ndate = 2024-03-26", "[b](b.md)");
    sandbox.article("b", "title = \"B\"\ndate = 2024-03-26\nstatus = \"draft\"", "x");
    assert_eq!(sandbox.run(&["build", "--format", "json"]).codes(), ["dead-link"]);
    assert!(sandbox.run(&["build", "--drafts", "--format", "json"]).codes().is_empty());
}

#[test]
fn a_withdrawn_article_says_why_and_nothing_else() {
    let sandbox = varied::archive();
    sandbox.build();
    let page = sandbox.page("2021/05/05/gone.html");
    let text = html::text(&page);
    assert!(text.contains("A court said so.") && text.contains("Withdrawn"), "{text}");
    assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"));
    assert!(!everything(&sandbox).contains("Nobody reads this"), "its text shows somewhere");
    for (name, bytes) in sandbox.tree("public") {
        let text = String::from_utf8_lossy(&bytes);
        assert!(name == "2021/05/05/gone.html" || !text.contains("gone.html"), "{name} names it");
    }
    assert!(!sandbox.exists("public/sections/only-here"));
}

#[test]
fn a_withdrawn_article_without_a_reason_shows_no_text_either() {
    let sandbox = Sandbox::new();
    sandbox.article(
        "2024/03/26/a",
        "title = \"A\"\ndate = 2024-03-26\nstatus = \"withdrawn\"\ndescription = \"Secret deck\"\n\
         [image]\nsrc = \"/favicon.svg\"\nalt = \"Secret picture\"\n[extra]\nnote = \"Secret note\"\n\
         [[corrections]]\ntext = \"Secret correction\"",
        "Secret body.",
    );
    sandbox.build();
    assert!(sandbox.exists("public/2024/03/26/a.html"));
    assert!(!everything(&sandbox).contains("Secret"));
}

#[test]
fn the_picture_of_a_withdrawn_article_is_not_published() {
    let sandbox = Sandbox::new();
    sandbox.article(
        "2024/03/26/a",
        "title = \"A\"\ndate = 2024-03-26\nstatus = \"withdrawn\"\nimage = \"a.svg\"",
        "![b](b.svg)",
    );
    sandbox.write("content/2024/03/26/a.svg", varied::SVG).write("content/2024/03/26/b.svg", varied::SVG);
    sandbox.build();
    let names = sandbox.names("public/2024/03/26");
    assert!(names.contains("a.html") && !names.contains("a.svg") && !names.contains("b.svg"), "{names:?}");
}

#[test]
fn permalinks_move_articles() {
    let sandbox = Sandbox::new();
    sandbox.write("backfile.toml", "title = \"T\"\npermalink = \"/{year}/{month}/{slug}/\"\n");
    sandbox.article("a", "title = \"A\"\ndate = 2024-03-26\nslug = \"pier\"", "[b](b.md)");
    sandbox.article("b", "title = \"B\"\ndate = \"2019\"", "[a](/2024/03/pier/)");
    sandbox.article("c", "title = \"C\"", "x");
    sandbox.build();
    let links = |page: &str| html::links(page, html::inside(&sandbox.page(page), "div", ("class", "body")));
    assert_eq!(links("2024/03/pier/index.html"), ["2019/b/index.html"]);
    assert_eq!(links("2019/b/index.html"), ["2024/03/pier/index.html"]);
    assert!(sandbox.exists("public/undated/c/index.html"));
}

#[test]
fn a_base_url_with_a_path_changes_only_what_needs_whole_addresses() {
    let archive = |base: &str| {
        let sandbox = varied::archive();
        sandbox.write("backfile.toml", format!("title = \"Test\"\nbase_url = \"{base}\"\n"));
        sandbox.build();
        sandbox
    };
    let (root, below) = (archive("https://test.example"), archive("https://test.example/a/b/"));
    let lost = below.page("404.html");
    assert!(
        html::addresses(&html::tags(&lost)).iter().any(|(_, address)| address == "/a/b/index.html"),
        "{lost}"
    );
    assert!(below.page("feed.xml").contains("https://test.example/a/b/2024/03/26/pier.html"));
    let pages = |sandbox: &Sandbox| sandbox.tree("public").into_iter().filter(|(name, _)| name != "404.html");
    for ((name, one), (_, other)) in pages(&root).zip(pages(&below)) {
        let other =
            String::from_utf8_lossy(&other).replace("https://test.example/a/b", "https://test.example");
        // Names that are made of an address may differ in nothing else.
        assert_eq!(String::from_utf8_lossy(&one), other, "{name}");
    }
}

#[test]
fn without_a_base_url_there_are_no_whole_addresses() {
    let sandbox = varied::archive();
    sandbox.write("backfile.toml", "title = \"Test\"\n");
    sandbox.build();
    let page = sandbox.page("2024/03/26/pier.html");
    assert!(!page.contains("canonical") && !page.contains("og:url"), "{page}");
    assert!(sandbox.page("sitemaps/2024-03.xml").contains("<loc>/2024/03/26/pier.html</loc>"));
    assert!(!sandbox.page("robots.txt").contains("Sitemap"));
}

/// An article in another form is the same page as ours.
#[track_caller]
fn check(name: &str, text: &str) {
    let ours = Sandbox::new();
    ours.article(
        "2015/03/17/hello",
        "title = \"Hello: again\"\ndate = 2015-03-17\nsection = \"World\"\ntags = [\"one\", \"two\"]\n\
         authors = [\"Jo Example\"]\ndescription = \"A deck.\"\naliases = [\"/old/hello.html\"]",
        "Some *text*.",
    );
    ours.build();
    let other = Sandbox::new();
    other.write(&format!("content/{name}"), text);
    other.build();
    let name = "2015/03/17/hello.html";
    assert_eq!(other.page(name), ours.page(name));
    assert_eq!(other.names("public"), ours.names("public"));
}

#[test]
fn hugos_and_zolas_front_matter_is_read() {
    check(
        "2015-03-17-hello.md",
        "---\ntitle: \"Hello: again\"\ndate: 2015-03-17\ncategories: [World]\ntopics:\n  - one\n  - two\n\
         authors:\n  - name: Jo Example\nsummary: A deck.\naliases:\n  - /old/hello.html\ndraft: false\nweight: 3\n\
         ---\n\nSome *text*.\n",
    );
    check(
        "2015/03/17/hello/index.md",
        "+++\ntitle = \"Hello: again\"\ndescription = \"A deck.\"\naliases = [\"old/hello.html\"]\n\
         template = \"x.html\"\n[taxonomies]\ncategories = [\"World\"]\ntags = [\"one\", \"two\"]\n\
         authors = [\"Jo Example\"]\n+++\n\nSome *text*.\n",
    );
}

#[test]
fn jekylls_front_matter_is_read() {
    check(
        "_posts/2015-03-17-hello.markdown",
        "---\nlayout: post\ntitle: 'Hello: again'\ncategory: World\ntags: [one, two]\nauthor: Jo Example\n\
         excerpt: A deck.\nredirect_from: /old/hello.html\npublished: true\n---\nSome *text*.\n",
    );
}

#[test]
fn plain_text_below_content_is_an_article() {
    let sandbox = Sandbox::new();
    sandbox
        .write("content/clip.txt", "date 2023-11-05 The *town* clock struck.\n\nAdvertisment\n\nThirteen.\n");
    sandbox.build();
    let page = sandbox.page("2023/11/05/clip.html");
    assert_eq!(
        html::text(html::inside(&page, "div", ("class", "body"))),
        "The *town* clock struck. Thirteen."
    );
    assert!(page.contains("<title>The *town* clock struck"), "{page}");
}
