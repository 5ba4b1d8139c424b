// An archive that is hard on a theme: long words, long months, deep lists, missing pictures.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Where the rough site says that it will be: below a path. */
export const ROUGH_BASE = "http://localhost/sub/path";

const WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";

const EVERYTHING = `Opening words with a [link](https://example.org/a/very/long/address/that/does/not/break/easily/index.php?id=12345678901234567890),
a [dead link](gone.md), *emphasis*, **strong**, ~~struck~~, \`code\`, H<sub>2</sub>O, a note[^1] and another[^two].
${WORD}

![A picture that is not there](gone.png)

## A heading of the second level

> A quotation of one paragraph.
>
> > A quotation within it.

### A heading of the third level that is so long that it must be broken into lines on every narrow screen

1. One
   - one of one
     - one of one of one
2. Two

   with a paragraph

- [x] done
- [ ] not done

#### Fourth

##### Fifth

###### Sixth

| Club | P | W | D | L | For | Against | Difference | Points | Manager | Ground |
|:-----|--:|--:|--:|--:|----:|--------:|:----------:|-------:|---------|--------|
| Merrow United | 38 | 20 | 10 | 8 | 61 | 40 | +21 | 70 | A. Person-With-A-Long-Name | Salt Street |
| Tallis | 38 | 19 | 9 | 10 | 55 | 41 | +14 | 66 | B. | Lake |

## Code

\`\`\`
a line of code that is rather long, so that it would have to scroll or to wrap on a narrow screen, as lines of code do
\`\`\`

---

<figure><img src="gone-too.png" alt="Gone too"><figcaption>A caption</figcaption></figure>

<details><summary>More</summary><p>Hidden words</p></details>

<table><thead><tr><th>Raw</th><th>Table</th></tr></thead><tbody><tr><td><a href="gone.md">dead</a></td><td>2</td></tr></tbody></table>

<p>Raw <abbr title="Hypertext Markup Language">HTML</abbr>, <kbd>Ctrl</kbd>, <mark>marked</mark>, <small>small</small>, <q>quoted</q>, <ins>new</ins> and <del>old</del>.</p>

<dl><dt>Term</dt><dd>Meaning</dd></dl>

[^1]: A note with a [link](https://example.org/).

    And with a second paragraph.

[^two]: ${WORD}
`;

const ARABIC = `في شارع الرصيف، بين سوق السمك ومكتب العبّارة، باب أزرق صغير لا يُغلق قبل منتصف الليل.[^1] هذا هو [مطعم الزيتونة](https://example.org/).

## العنوان الأول

> قالت لنا وهي تضحك: «في البداية لم يعرف أحد كيف يأكل الزعتر».

## العنوان الثاني

- مائدة واحدة
- مائدة ثانية

## العنوان الثالث

| السنة | العدد |
|:------|------:|
| ٢٠١٠ | ١٢ |

[^1]: حاشية قصيرة.
`;

/** Fills a folder with `backfile.toml` and about 350 articles. */
export function writeRough(root) {
  const write = (path, text) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const story = (path, keys, text) => {
    const lines = Object.entries(keys).map(([key, value]) => `${key} = ${key === "date" && value.length === 10 ? value : JSON.stringify(value)}`);
    write(`content/${path}.md`, `+++\n${lines.join("\n")}\n+++\n\n${text}\n`);
  };

  write("backfile.toml", `title = "The Very Long Title of a Newspaper & Its Supplements"\nbase_url = "${ROUGH_BASE}"\nlanguage = "en"\n`);

  for (let n = 0; n < 320; n += 1) {
    const day = String(1 + (n % 31)).padStart(2, "0");
    story(
      `2020/05/wire-${n}`,
      { title: `Wire story number ${n} of a long month`, date: `2020-05-${day}`, section: "Wire", tags: [`tag ${n % 40}`], authors: [`Writer ${n % 7}`] },
      `The ${n}th story came over the wire and was filed under its day.`,
    );
  }
  for (let n = 0; n < 12; n += 1) {
    story(`2020/05/busy-${n}`, { title: `One of many on the first of May, ${n}`, date: "2020-05-01", section: "Wire" }, "A busy day.");
  }
  story(
    "2021/everything",
    {
      title: "An article with everything in it",
      subtitle: "A deck below the headline that says a good deal more than the headline does",
      kicker: "Kicker",
      description: "A standfirst.",
      date: "2021-06-01",
      updated: "2021-06-03",
      date_text: "the first of June",
      section: "Wire",
      tags: ["a tag", WORD, "市政", "مدينة"],
      authors: ["Ann Author", "Maria da Conceição Albuquerque-Featherstonehaugh"],
      byline: "By ANN AUTHOR and others",
      dateline: "PORT MERROW",
      agency: "Wire Service",
      source: "Page 1",
      original_url: "https://example.org/story.php?id=1&view=print",
      series: "A Series",
      rights: "All rights reserved",
      license: "https://creativecommons.org/licenses/by/4.0/",
    },
    EVERYTHING,
  );
  story("2021/long-headline", { title: `Councillors of ${WORD} vote, after a debate of eleven hours and forty minutes, to put the question of the bridge off to another evening, and then to another`, date: "2021-06-02", section: "Planning, Housing, Transport & the Environment" }, "Short text.");
  story("2021/bare", { title: "Bare", date: "2021-06-03", title_source: "lede" }, "Five words and no more.");
  story("2021/rtl-everything", { title: "مائدة واحدة على رصيف الميناء", language: "ar", date: "2021-06-04", section: "Wire", authors: ["Ann Author"], description: "كيف أصبح مطعم صغير مكانًا يلتقي فيه أهل المدينة." }, ARABIC);
  story("1952/year-only", { title: "Known only by its year", date: "1952" }, "Sometime in that year.");
  story("1952/month-only", { title: "Known only by its month", date: "1952-07" }, "Sometime in that month.");
  for (const letter of ["Apples", "Boats", "Cranes", "Éclairs", "Zebras", "7 days", "家"]) {
    story(`undated/${letter.toLowerCase().replaceAll(" ", "-")}`, { title: `${letter} of long ago` }, "Nobody knows when.");
  }
}
