// What the tests of search do on its page.

import assert from "node:assert/strict";

import { watched } from "./chromium.mjs";

/** Opens a page of a site and then asks for a clean record, unless something is meant to fail. */
export async function on(browser, home, path, look, { faulty = false, ...options } = {}) {
  const { page, context, faults } = await watched(browser, home, options);
  try {
    await page.goto(home + path);
    await look(page);
    if (!faulty) assert.deepEqual(faults, [], "nothing in the console, nothing from elsewhere");
  } finally {
    await context.close();
  }
}

/** The address of the page that searches, with a query. */
export const asking = (query) => `search/index.html?${new URLSearchParams(query)}`;

/** Waits until a page says this of what it found. */
export const told = (page, pattern) =>
  page.waitForFunction(([source]) => new RegExp(source).test(document.getElementById("status").textContent), [pattern.source]);

/** What it says when it has done. */
export const DONE = /^[\d,]+ articles?$|^Nothing/;
/** The ends of the addresses that were found. */
const urls = (page) => page.locator("#found h2 a").evaluateAll((links) => links.map((link) => link.href.replace(/^.*(?=\/\d{4}\/)|.*\//, "")));

/** What a query has found: the ends of addresses. */
export async function found(page) {
  await told(page, DONE);
  return urls(page);
}
