// The reader's half reads what the index writes.

import assert from "node:assert/strict";
import { test } from "node:test";

import { fixture, load } from "./load.mjs";

const { decode } = load("decode.js");
const cases = JSON.parse(fixture("postings.json"));
const terms = cases.filter(({ term }) => term);

test("a term among many in a file, and alone", (t) => {
  for (const { all, file } of cases.filter(({ file }) => file)) {
    const bytes = decode.bytes_of(file);
    for (const known of terms.filter((one) => one.all === all)) {
      for (const found of [decode.find(bytes, known.term, all), decode.alone(decode.bytes_of(known.alone), known.term, all)]) {
        assert.deepEqual([...found.documents], known.documents, known.term);
        assert.deepEqual([...found.impacts], known.impacts, known.term);
      }
    }
    assert.equal(decode.find(bytes, "nowhere", all), undefined);
  }
  t.diagnostic(`${terms.length} terms`);
});

test("the articles of a very common term, and their strengths", () => {
  for (const { all, term, documents, impacts, members, strengths } of terms) {
    assert.deepEqual([...decode.members(decode.bytes_of(members), all).documents], documents, term);
    assert.deepEqual([...decode.impacts(decode.bytes_of(strengths))], impacts, term);
  }
});

test("the best articles of a very common term are the best", () => {
  for (const { all, term, documents, impacts, head } of terms) {
    const best = decode.head(decode.bytes_of(head), all);
    assert.equal(best.total, documents.length, term);
    assert.equal(best.count, Math.min(1000, documents.length), term);
    const least = Math.min(...best.impacts);
    assert.ok(impacts.filter((impact) => impact > least).length <= best.count, term);
    best.documents.forEach((number, at) => assert.equal(impacts[documents.indexOf(number)], best.impacts[at]));
  }
  assert.ok(terms.some(({ documents }) => documents.length > 1000), "one term has more than a head");
});

test("which file has a term", () => {
  for (const { term, shard64 } of terms) assert.equal(decode.shard(term, 64), shard64, term);
});
