// Searching the sample archive in Chromium: from a host and from disk, by keys, narrow, dark, without JavaScript.

import assert from "node:assert/strict";
import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import axe from "axe-core";

import { launch, serve } from "./chromium.mjs";
import { DONE, asking, found, on as onPage, told } from "./searching.mjs";
import { SITE, buildSample, filesOf } from "./site.mjs";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const ARTICLE = "2024/10/19/bridge-opens.html";

let browser;
let host;
let ordered;
let without;

const folder = (root) => `${pathToFileURL(root).href}/`;
const homes = { "a host": () => host.url, disk: () => folder(SITE) };

before(async () => {
  browser = await launch();
  host = await serve(SITE, "/sub/path/");
  ordered = buildSample("[search]\npositions = true");
  without = buildSample("[search]\nenabled = false");
});

after(async () => {
  await browser?.close();
  await host?.close();
  ordered?.remove();
  without?.remove();
});

// ------------------------------------------------------------- what one does

/** Opens a page, lets `look` do things with it, and asks for a clean record. */
const on = (...given) => onPage(browser, ...given);

const note = (page) => page.locator("#note").textContent();

/** For both homes. */
function everywhere(name, look) {
  for (const [way, home] of Object.entries(homes)) test(`${name}, from ${way}`, () => look(home(), way));
}

// -------------------------------------------------------------------- finding

describe("finding", { concurrency: 3 }, () => {
  everywhere("words, and how many articles have them", (home, way) =>
    on(home, asking({ q: "Keepers ESTELLE" }), async (page) => {
      const all = await found(page);
      assert.ok(all.includes("/2022/03/26/estelle-marchbanks.html"), all.join());
      assert.equal(await page.locator("#status").textContent(), `${all.length} article${all.length === 1 ? "" : "s"}`);
      if (way === "a host") await page.waitForSelector("#found mark");
      await page.locator("#found a", { hasText: "Estelle Marchbanks" }).click();
      assert.equal(page.url(), `${home}2022/03/26/estelle-marchbanks.html`);
    }));

  everywhere("other languages and scripts", async (home) => {
    for (const [q, expect] of [["lycéennes brouillards", "de-l-autre-cote-de-l-eau"], ["LYCEENNE", "de-l-autre-cote-de-l-eau"], ["مَطعم", "zaytouna-quay-street"]]) {
      await on(home, asking({ q }), async (page) => assert.ok((await found(page)).some((url) => url.includes(expect)), q));
    }
  });

  everywhere("filters, by the page's own fields", (home) =>
    on(home, "search/index.html", async (page) => {
      await page.locator("summary").click();
      await page.waitForFunction(() => document.getElementById("section").length > 3);
      const narrow = async (what, pattern) => {
        await what();
        await page.waitForFunction((source) => new RegExp(source).test(location.href), pattern.source);
        return found(page);
      };
      const sports = await narrow(() => page.selectOption("#section", { label: "Sports" }), /section=sports/);
      assert.ok(sports.length >= 4 && sports.includes("/2011/05/14/herons-row-to-title.html"), sports.join());
      const dell = await narrow(() => page.fill("#author", "hutchings").then(() => page.press("#author", "Enter")), /author=hutchings/);
      assert.ok(dell.length && dell.every((url) => sports.includes(url)), dell.join());
      const bridge = await narrow(() => page.fill("#tag", "Bridge").then(() => page.press("#tag", "Enter")), /tag=Bridge/);
      assert.deepEqual(bridge, ["/2024/06/01/herons-retire-a-shell.html"]);
      assert.equal(await page.locator("#found .k").textContent(), "Sports");
      // One press of Enter is one step back.
      await page.goBack();
      await page.waitForFunction(() => document.getElementById("tag").value === "");
      assert.deepEqual(await found(page), dell);
    }));

  everywhere("days, months and years", async (home) => {
    const between = async (from, to, expect) => {
      await on(home, asking({ q: "the", from, to, sort: "newest" }), async (page) => {
        const all = await found(page);
        assert.ok(all.length && all.every((url) => expect.test(url)), `${from} to ${to}: ${all.join()}`);
        assert.ok(await page.locator("#from").isVisible(), "the filters that hold are open");
      });
    };
    await between("2023", "2023", /^\/2023\//);
    await between("2023-02", "2023-06", /^\/2023\/0[26]\//);
    await between("2024-03-27", "2024-06-01", /^\/2024\/0(3\/28|6\/01)\//);
    await between("", "1999-12-31", /^\/1(987|999)\//);
  });

  everywhere("the newest first, and more of them", (home) =>
    on(home, asking({ q: "ferry", sort: "newest" }), async (page) => {
      const [first, ...rest] = await found(page);
      assert.ok(rest.length === 9 && [first, ...rest].every((url, at, all) => !at || url.slice(0, 11) <= all[at - 1].slice(0, 11)), rest.join());
      await page.locator("#more").click();
      await page.waitForFunction(() => document.querySelectorAll("#found > li").length > 10);
      assert.ok(await page.evaluate(() => document.activeElement === document.querySelectorAll("#found h2 a")[10]), "the focus is on the first new one");
    }));

  everywhere("a minus leaves out", (home) =>
    on(home, asking({ q: "cannery" }), async (page) => {
      const count = async () => (await found(page), Number.parseInt(await page.locator("#status").textContent(), 10));
      const all = await count();
      await page.fill("#q", "cannery -chimney");
      await page.press("#q", "Enter");
      await page.waitForFunction((all) => Number.parseInt(document.getElementById("status").textContent, 10) < all, all);
      const kept = await count();
      await page.fill("#q", "cannery chimney");
      await page.press("#q", "Enter");
      await page.waitForFunction((kept) => !document.getElementById("status").textContent.startsWith(`${kept} `), kept);
      assert.equal((await count()) + kept, all);
    }));
});

describe("phrases", () => {
  test("are looked for in the pages, from a host", async () => {
    await on(host.url, asking({ q: '"double overtime"' }), async (page) =>
      assert.deepEqual(await found(page), ["/2024/03/26/herons-double-overtime.html"]));
    await on(host.url, asking({ q: '"overtime double"' }), async (page) => {
      assert.deepEqual(await found(page), []);
      assert.match(await page.locator("#status").textContent(), /Nothing/);
    });
  });

  test("are told apart from words that only stand in one article, from disk", () =>
    on(folder(SITE), asking({ q: '"overtime double"' }), async (page) => {
      assert.ok((await found(page)).length > 0);
      assert.match(await note(page), /cannot be checked/);
    }));

  test("are found from disk where the index keeps the order of words", async () => {
    const home = folder(ordered.root);
    await on(home, asking({ q: "“double overtime”" }), async (page) => {
      assert.deepEqual(await found(page), ["/2024/03/26/herons-double-overtime.html"]);
      assert.equal(await note(page), "");
    });
    await on(home, asking({ q: '"overtime double"' }), async (page) => assert.deepEqual(await found(page), []));
  });

  test("go across the number of a footnote", async () => {
    for (const home of [host.url, folder(ordered.root)]) {
      await on(home, asking({ q: '"the day Fatoumata"' }), async (page) => assert.ok((await found(page)).length > 0));
    }
  });
});

// ---------------------------------------------------------------- helping out

describe("helping out", { concurrency: 3 }, () => {
  everywhere("nothing found: says so, and offers the nearest word", (home) =>
    on(home, asking({ q: "breakwatr" }), async (page) => {
      await told(page, /^Nothing/);
      const link = page.locator("#note a");
      assert.equal(await link.textContent(), "breakwater");
      await link.click();
      assert.ok((await found(page)).includes("/1999/11/13/gale-takes-breakwater-lamp.html"));
    }));

  everywhere("while one types, words are completed and searched", (home) =>
    on(home, "search/index.html", async (page) => {
      await page.focus("#q");
      await page.keyboard.type("cann");
      assert.ok((await found(page)).length > 0);
      assert.ok((await page.locator("#known option").evaluateAll((options) => options.map(({ value }) => value))).includes("cannery"));
      await page.keyboard.press("Enter");
      await told(page, /^Nothing/);
    }));

  everywhere("the address has the state, and back and forward go through it", (home) =>
    on(home, "search/index.html", async (page) => {
      const state = async (value) => {
        await page.waitForFunction((value) => document.getElementById("q").value === value, value);
        return value ? found(page) : page.waitForFunction(() => !document.getElementById("found").children.length);
      };
      const ask = async (value) => {
        await page.fill("#q", value);
        await page.press("#q", "Enter");
        await page.waitForFunction((value) => location.href.endsWith(`q=${value}`), value);
        return state(value);
      };
      const [bridge, herons] = [await ask("bridge"), await ask("herons")];
      assert.notDeepEqual(bridge, herons);
      await page.goBack();
      assert.deepEqual(await state("bridge"), bridge);
      await page.goForward();
      assert.deepEqual(await state("herons"), herons);
      await page.reload();
      assert.deepEqual(await state("herons"), herons);
      await page.goBack();
      await page.goBack();
      await state("");
      // What was only typed is there as well after a look at an article.
      await page.focus("#q");
      await page.keyboard.type("bridge", { delay: 20 });
      await page.waitForFunction(() => location.href.endsWith("q=bridge"));
      await found(page);
      await page.locator("#found h2 a").first().click();
      await page.waitForURL(/\.html$/);
      await page.goBack();
      assert.deepEqual(await state("bridge"), bridge);
      await page.goBack();
      await state("");
    }));

  everywhere("from the head of an article to another one by keys alone", (home) =>
    on(home, ARTICLE, async (page) => {
      const tab = async (selector) => {
        for (let step = 0; step < 40; step += 1) {
          await page.keyboard.press("Tab");
          if (await page.evaluate((selector) => document.activeElement.matches(selector), selector)) return;
        }
        assert.fail(`no way to ${selector}`);
      };
      await tab(".seek input");
      await page.keyboard.type("popcorn");
      await page.keyboard.press("Enter");
      await page.waitForURL(/search\/index\.html\?q=popcorn$/);
      assert.equal(await page.inputValue("#q"), "popcorn");
      assert.deepEqual(await found(page), ["/2024/03/26/herons-double-overtime.html"]);
      await tab("#found h2 a");
      await page.keyboard.press("Enter");
      await page.waitForURL(/herons-double-overtime\.html$/);
    }));

  test("a file that does not come is told, and asked for again", () =>
    on(host.url, "search/index.html", async (page) => {
      const ask = async (pattern) => (await page.press("#q", "Enter"), told(page, pattern));
      await page.fill("#q", "bridge");
      await page.route(/\/t\d+\.js/, (route) => route.abort());
      await ask(/A part of the index could not be loaded/);
      await page.unroute(/\/t\d+\.js/);
      await ask(/^\d+ articles$/);
      await page.route(/\/manifest\.js/, (route) => route.abort());
      await page.reload();
      await told(page, /The index could not be loaded/);
      await page.unroute(/\/manifest\.js/);
      await ask(/^\d+ articles$/);
    }, { faulty: true }));
});

// ------------------------------------------------------------------ for whom

describe("without JavaScript", () => {
  for (const [way, home] of Object.entries(homes)) {
    test(`the box leads to the page, which offers other ways, from ${way}`, () =>
      on(home(), ARTICLE, async (page) => {
        await page.fill(".seek input", "bridge");
        await page.press(".seek input", "Enter");
        await page.waitForURL(/search\/index\.html\?q=bridge$/);
        assert.match(await page.locator("noscript, main .hint").first().textContent(), /needs JavaScript/);
        assert.ok(!(await page.locator("#find").isVisible()));
        await page.locator("main a", { hasText: "sections" }).click();
        assert.equal(page.url(), `${home()}sections/index.html`);
      }, { javaScriptEnabled: false }));
  }
});

describe("with what is found", { concurrency: 3 }, () => {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1280, 375, 320]) {
      test(`accessibility: ${colorScheme}, ${width} px`, () =>
        on(host.url, asking({ q: '"Port Merrow" school', from: "1987" }), async (page) => {
          assert.ok((await found(page)).length > 0);
          await page.waitForSelector("#found mark");
          assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, "scrolls sideways");
          await page.evaluate(axe.source);
          const { violations } = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] }), RULES);
          assert.deepEqual(violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`)), []);
          const small = await page.locator("#find :is(input, select, button, summary), #more").evaluateAll((all) =>
            all.map((one) => [one.outerHTML.slice(0, 60), one.getBoundingClientRect()]).filter(([, box]) => box.width && box.height < 24).map(([html]) => html));
          assert.deepEqual(small, [], "too small for a finger");
        }, { colorScheme, viewport: { width, height: 900 } }));
    }
  }
});

test("a site without search has no file of it, and no box", () => {
  const files = filesOf(without.root);
  assert.deepEqual(files.filter((file) => /search/.test(file)), []);
  return on(folder(without.root), ARTICLE, async (page) => {
    assert.equal(await page.locator("[type=search], [rel=search]").count(), 0);
    assert.ok(!existsSync(join(without.root, "search")));
  });
});

// --------------------------------------------------------------- screenshots

describe("screenshots", { skip: !process.env.SHOTS }, () => {
  const shots = join(dirname(fileURLToPath(import.meta.url)), "shots");
  const looks = { wide: {}, narrow: { viewport: { width: 375, height: 800 } }, dark: { colorScheme: "dark" } };
  const asked = { found: { q: "bridge ferry" }, filters: { q: "bridge", from: "2019", to: "2024" }, nothing: { q: "breakwatr" }, empty: {} };
  for (const [name, query] of Object.entries(asked)) {
    test(name, async () => {
      mkdirSync(shots, { recursive: true });
      for (const [look, options] of Object.entries(looks)) {
        await on(host.url, asking(query), async (page) => {
          if (query.q) await told(page, DONE);
          await page.waitForTimeout(500);
          await page.screenshot({ path: join(shots, `search-${name}.${look}.png`), fullPage: true });
        }, options);
      }
    });
  }
});
