// Every file of the built site: links, images, addresses, feeds, sitemaps.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { crawl, report } from "./crawl.mjs";
import { SITE, buildRough } from "./site.mjs";
import { parseXml } from "./xml.mjs";

function holds(root) {
  const { files, counted, faults } = crawl(root);
  assert.ok(counted.pages > 0, `${root} has pages`);
  assert.equal(report(faults), "", `faults in ${root}`);
  return `${files} files, ${counted.links} links`;
}

test("the site holds together", (t) => t.diagnostic(holds(SITE)));

describe("the rough site", () => {
  let rough;
  before(() => { rough = buildRough(); });
  after(() => rough?.remove());

  test("holds together below a path", (t) => t.diagnostic(holds(rough.root)));
});

test("the reader of XML is strict", () => {
  const xml = (text) => () => parseXml(`<?xml version="1.0" encoding="utf-8"?>\n${text}`);
  assert.equal(xml("<a b=\"1\"><c>x &amp; y</c></a>")().children[0].text, "x & y");
  for (const bad of ["<a>", "<a></b>", "<a>x & y</a>", "<a>&nbsp;</a>", "<a b=1/>", "<a/><b/>", "<a b=\"1\" b=\"2\"/>", "<a>\u0001</a>"]) {
    assert.throws(xml(bad), undefined, bad);
  }
});
