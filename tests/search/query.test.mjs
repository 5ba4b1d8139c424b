// Queries, days and suggestions, without an index.

import assert from "node:assert/strict";
import { test } from "node:test";

import { load, stemmers } from "./load.mjs";

const { query, suggest } = load("words.js", "stem.js", ...stemmers(), "query.js", "suggest.js");
const terms = (clauses) => clauses.map(({ any, all }) => (all ? `(${terms(all)})` : any.join("|"))).join(" ");

test("words, phrases, exclusions and filters", () => {
  const parsed = query.parse('Elections “New York” -storms -"heavy rain" author:Abernathy e-mail', ["en", ""]);
  assert.equal(terms(parsed.clauses), "elect|elections new york e mail");
  assert.equal(terms(parsed.without), "storm|storms (heavi|heavy rain)");
  assert.equal(terms(parsed.filters), "author:abernathy");
  assert.deepEqual(parsed.phrases, [{ en: ["new", "york"], "": ["new", "york"] }]);
  assert.equal(terms(query.parse("東京都 - \"", [""]).clauses), "東京 京都");
  assert.equal(terms(query.parse("anything", []).clauses), "anything");
});

test("a mark within a Hebrew abbreviation is no quotation mark", () => {
  for (const text of ['צה"ל', "צה״ל", "צה”ל"]) assert.equal(terms(query.parse(text, [""]).clauses), "צהל", text);
  const parsed = query.parse('"צה"ל שלום"', [""]);
  assert.deepEqual(parsed.phrases, [{ "": ["צהל", "שלומ"] }]);
});

test("filters of a form", () => {
  assert.equal(terms(query.named("author", "Ruth de Abernathy")), "author:ruth author:de author:abernathy");
  assert.equal(terms(query.named("tag", "Öffentlicher Dienst")), "tag:offentlicher-dienst");
  assert.equal(terms(query.named("section", "")), "");
});

test("days: the first of a month counts what has no day", () => {
  const day = (year, month, day) => (year * 16 + month) * 32 + day;
  assert.equal(query.day_of("", true), -Infinity);
  assert.equal(query.day_of("", false), Infinity);
  assert.equal(query.day_of("1998", true), day(1998, 0, 0));
  assert.equal(query.day_of("1998-01-01", true), day(1998, 0, 0));
  assert.equal(query.day_of("1998-05-01", true), day(1998, 5, 0));
  assert.equal(query.day_of("1998-05-10", true), day(1998, 5, 10));
  assert.ok(query.day_of("1998", false) > day(1998, 12, 31) && query.day_of("1998", false) < day(1999, 0, 0));
  assert.equal(query.day_of("1998-05-10", false), day(1998, 5, 10));
  assert.equal(query.day_of("nonsense", true), -Infinity);
});

test("completions and the nearest word", async () => {
  const files = { "words/go": "government governor göttingen goal", "words/vo": "vote voter", "words/u435": "ёлка" };
  const manifest = { words: ["go", "vo", "е"] };
  const get = async (name) => files[name];
  assert.deepEqual(await suggest.completions("Gov", manifest, get, 5), ["government", "governor"]);
  assert.deepEqual(await suggest.completions("gott", manifest, get, 5), ["göttingen"]);
  assert.deepEqual(await suggest.completions("ё", manifest, get, 5), ["ёлка"]);
  assert.deepEqual(await suggest.completions("x", manifest, get, 5), []);
  assert.equal(await suggest.nearest("goverment", manifest, get), "government");
  assert.equal(await suggest.nearest("ogvernor", manifest, get), "governor");
  assert.equal(await suggest.nearest("zebra", manifest, get), undefined);
});
