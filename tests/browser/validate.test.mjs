// One page of each kind against html-validate's rules: the standard's, whole documents', accessibility's.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { HtmlValidate } from "html-validate";

import { ROUGH_KINDS, SAMPLE_KINDS, SITE, buildRough, pagesOf } from "./site.mjs";

const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:recommended", "html-validate:document", "html-validate:a11y"],
  // Every rule that is not as it comes says why.
  rules: {
    // The stylesheet and the icon come from the same folder as the page; integrity is for other hosts.
    "require-sri": ["error", { target: "crossorigin" }],
    // A headline is as long as the paper made it.
    "long-title": "off",
    // HTML lets an id begin with a digit ("8-10-a-m-…"); only HTML 4 did not.
    "valid-id": ["error", { relaxed: true }],
    // The box in which a wide table scrolls has a name for screen readers, but is no section of the text.
    "prefer-native-element": ["error", { exclude: ["region"] }],
  },
});

function check(root, path) {
  const report = validator.validateStringSync(readFileSync(join(root, path), "utf8"), path);
  const found = report.results.flatMap((result) => result.messages.map((m) => `${path}:${m.line}:${m.column} ${m.ruleId}: ${m.message}`));
  assert.deepEqual(found, []);
}

describe("valid HTML", () => {
  for (const [kind, path] of pagesOf(SITE, SAMPLE_KINDS)) test(kind, () => check(SITE, path));

  describe("of the rough site", () => {
    let rough;
    let pages;
    before(() => {
      rough = buildRough();
      pages = pagesOf(rough.root, ROUGH_KINDS);
    });
    after(() => rough?.remove());
    for (const kind of Object.keys(ROUGH_KINDS)) test(kind, () => check(rough.root, pages.get(kind)));
  });
});
