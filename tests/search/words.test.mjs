// The reader's half makes the same terms of words and texts as the index does.

import assert from "node:assert/strict";
import { test } from "node:test";

import { fixture, load, stemmers } from "./load.mjs";

const { words } = load("words.js", "stem.js", ...stemmers());
const rows = fixture("words.tsv").trimEnd().split("\n").map((line) => line.split("\t"));
const terms = (tag, text) => words.terms(text, words.language(tag)).join(" ");

test("every word and every text has the terms that the index gives it", (t) => {
  assert.ok(rows.length > 10_000, `only ${rows.length} rows`);
  const wrong = rows.filter(([tag, text, expect]) => terms(tag, text) !== expect);
  assert.deepEqual(wrong.slice(0, 20).map(([tag, text, expect]) => ({ tag, text, expect, found: terms(tag, text) })), []);
  t.diagnostic(`${rows.length} words and texts`);
});

test("every language with a stemmer is among them", () => {
  const tested = new Set(rows.map(([tag]) => words.language(tag)));
  for (const name of stemmers()) assert.ok(tested.has(name.slice(5, 7)), name);
});

test("the pieces of a text are where they are said to be", () => {
  for (const [, text] of rows) {
    for (const piece of words.split(text)) assert.equal(text.slice(piece.at, piece.at + piece.text.length), piece.text);
  }
});
