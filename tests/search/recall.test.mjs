// What the index finds is what a search of all pages finds, and in nearly the same order.
//
// `SITE=DIR node --test recall.test.mjs` asks it of any built site, else a made archive is built, of so many
// ARTICLES. The pages are read with the same rules of what a word is, and with nothing else of the index.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { articles_of, has, strength } from "./articles.mjs";
import { open, search, urls_of } from "./index.mjs";
import { load } from "./load.mjs";
import { made, pick, random } from "./made.mjs";

const { match, pages, words } = load("pages.js");
const SITE = process.env.SITE;
const ARTICLES = Number(process.env.ARTICLES ?? 7200);

let [site, index, urls, articles, list] = [];
/** The articles with each term. */
const holders = new Map();

before(async () => {
  site = SITE ? { site: SITE, remove() {} } : made(ARTICLES);
  articles = articles_of(site.site);
  list = [...articles.values()];
  for (const article of list) {
    for (const term of new Set([...article.title.keys(), ...article.text.keys()])) {
      if (!holders.has(term)) holders.set(term, []);
      holders.get(term).push(article);
    }
  }
  index = await open(join(site.site, "search"));
  urls = await urls_of(index);
});

after(() => site?.remove());

const next = random(7);
const any = () => pick(next, list);

/** A word as it stands in an article. */
const word_of = (article) => {
  for (;;) {
    const text = pick(next, [[1, article.heading], ...article.told])[1];
    const piece = pick(next, words.split(text));
    if (piece && !/\s/.test(piece.text) && words.terms_of(piece, words.language(article.language)).length) return piece.text;
  }
};

/** What a query finds: the addresses of all, and of the best in their order. */
async function ask(text, options) {
  const { asked, matches, best } = await search(index, text, options);
  const url = (segment, document) => urls.get(segment.name)[document];
  return {
    asked,
    found: matches.flatMap(({ segment, documents }) => Array.from(documents, (document) => url(segment, document))),
    best: best.map(({ segment, document }) => url(segment, document)),
  };
}

const fits = (article, { any: terms }) => terms.some((term) => has(article, term));
const holding = ({ any: terms }) => [...new Set(terms.flatMap((term) => holders.get(term) ?? []))];
/** The articles that have a word of every clause, and pass a test. */
const scan = ([first, ...rest], test = () => true) => {
  const fit = (first ? holding(first) : list).filter((one) => rest.every((clause) => fits(one, clause)) && test(one));
  return fit.map(({ path }) => path).sort();
};

describe("recall", () => {
  test("every article is in the index, and no other", (t) => {
    assert.deepEqual([...urls.values()].flat().sort(), [...articles.keys()].sort());
    const own = index.segments.flatMap(({ alone }) => [...alone.values()]);
    t.diagnostic(`${list.length} articles in ${index.segments.map(({ name }) => name).join(", ")}`);
    t.diagnostic(`${own.length} terms with files of their own, ${own.filter(({ large }) => large).length} of them with three`);
    if (!SITE && ARTICLES >= 7200) assert.ok(own.length && index.segments.length > 2, "there is something of each kind");
  });

  test("words and pairs of words find what a scan finds", async () => {
    for (let turn = 0; turn < 700; turn++) {
      const article = any();
      const text = [word_of(article), ...(turn < 500 ? [] : [word_of(turn % 2 ? article : any())])].join(" ");
      const { asked, found } = await ask( text);
      const expect = scan(asked.clauses);
      assert.deepEqual(found.sort(), expect, text);
      if (turn < 500) assert.ok(found.includes(article.path), `${text} is in ${article.path}`);
    }
  });

  test("filters, exclusions and days leave what they should", async () => {
    const key = (names) => names.map(words.key);
    let kept = 0;
    for (let turn = 0; turn < 200; turn++) {
      const [article, other, stranger] = [any(), any(), any()];
      const without = word_of(stranger);
      const filters = [
        article.section && turn % 2 && `section:${article.section}`,
        article.tags.length && turn % 3 === 0 && `tag:${words.key(article.tags[0])}`,
        article.authors.length && turn % 5 === 0 && `author:${words.key(article.authors[0]).split("-")[0]}`,
      ].filter(Boolean);
      const [from, to] = turn % 4 ? [Math.min(article.day, other.day) || 1, Math.max(article.day, other.day)] : [];
      const text = [word_of(article), `-${without}`, ...filters].join(" ");
      const { asked, found } = await ask( text, { from, to });
      const expect = scan(asked.clauses, (one) =>
        !asked.without.some((clause) => (clause.all ?? [clause]).every((part) => fits(one, part))) &&
        filters.every((filter) => {
          const [field, value] = filter.split(":");
          if (field === "section") return one.section === value;
          if (field === "tag") return key(one.tags).includes(value);
          return key(one.authors).some((name) => name.split("-").includes(value));
        }) &&
        (from === undefined || (one.day >= from && one.day <= to)));
      assert.deepEqual(found.sort(), expect, `${text} ${from} ${to}`);
      kept += found.length > 0;
    }
    assert.ok(kept > 20, `only ${kept} found anything`);
  });

  test("the newest first are the newest", async () => {
    for (let turn = 0; turn < 60; turn++) {
      const text = word_of(any());
      const { found, best } = await ask( text, { newest: true });
      const days = (urls) => urls.map((url) => articles.get(url).day);
      assert.deepEqual(days(best), days(found).sort((one, other) => other - one).slice(0, 10), text);
    }
  });

  test("the first ten are nearly those of exact weights", async (t) => {
    let [same, near, asked] = [0, 0, 0];
    for (let turn = 0; turn < 200; turn++) {
      const article = any();
      const text = [word_of(article), ...(turn % 2 ? [word_of(article)] : [])].join(" ");
      const { asked: query, found, best } = await ask( text);
      if (found.length < 11) continue;
      const rarity = query.clauses.map(({ any }) => any.map((term) => {
        const count = holders.get(term)?.length ?? 0;
        return Math.log(1 + (list.length - count + 0.5) / (count + 0.5));
      }));
      const score = (url) => query.clauses.reduce((sum, { any }, place) =>
        sum + Math.max(...any.map((term, at) => rarity[place][at] * strength(articles.get(url), term))), 0);
      const tenth = found.map(score).sort((one, other) => other - one)[9];
      asked += 10;
      same += best.filter((url) => score(url) >= tenth - 1e-9).length;
      near += best.filter((url) => score(url) >= 0.95 * tenth).length;
    }
    const share = (count) => `${((100 * count) / asked).toFixed(1)} %`;
    t.diagnostic(`of ${asked}, ${share(same)} are among the first ten, and ${share(near)} hardly weaker than the tenth`);
    assert.ok(asked >= 200, `only ${asked} asked`);
    // Made articles are so much alike that many are nearly as good as the tenth.
    assert.ok(same >= (SITE ? 0.9 : 0.85) * asked, `${same} of ${asked} are the same`);
    assert.ok(near >= 0.98 * asked, `${near} of ${asked} are as good`);
  });

  test("where the order of words is kept, phrases are found in it", async (t) => {
    if (!index.manifest.positions) return t.skip("this site does not keep it");
    const sequences = new Map();
    for (const segment of index.segments) {
      for (const [document, url] of urls.get(segment.name).entries()) {
        sequences.set(url, await match.sequence_of({ segment, document }, index.load));
      }
    }
    for (let turn = 0; turn < 60; turn++) {
      const { sequences: texts } = any();
      const place = Math.floor(next() * texts.length);
      const [terms, after] = [texts[place], texts[place + 1] ?? []];
      const start = Math.floor(next() * (terms.length - 1));
      // No phrase goes from one paragraph to the next.
      const across = turn % 3 === 0 && after.length && terms.length;
      const phrase = across ? [terms.at(-1), after[0]] : terms.slice(start, start + 2 + (turn % 2));
      if (phrase.length < 2) continue;
      const in_order = ({ sequences }) => sequences.some((terms) => ` ${terms.join(" ")} `.includes(` ${phrase.join(" ")} `));
      const clauses = phrase.map((term) => ({ any: [term] }));
      assert.deepEqual(scan(clauses, ({ path }) => pages.has_terms(sequences.get(path), phrase)), scan(clauses, in_order), phrase.join(" "));
    }
  });
});
