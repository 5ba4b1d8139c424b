// What only a browser can show: every kind of page in Chromium.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import axe from "axe-core";

import { launch, serve, watched } from "./chromium.mjs";
import { ROUGH_KINDS, SAMPLE_KINDS, SITE, buildRough, pagesOf } from "./site.mjs";

const PREFIX = "/sub/path/";
const WIDTHS = [1280, 768, 390, 320];
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

const disk = `${pathToFileURL(SITE).href}/`;
const sample = pagesOf(SITE, SAMPLE_KINDS);

let browser;
let rough;
let sites;

before(async () => {
  browser = await launch();
  rough = buildRough();
  const [one, two] = await Promise.all([serve(SITE, PREFIX), serve(rough.root, PREFIX)]);
  sites = { sample: { host: one, pages: sample }, rough: { host: two, pages: pagesOf(rough.root, ROUGH_KINDS) } };
});

after(async () => {
  await browser?.close();
  await Promise.all(Object.values(sites ?? {}).map((site) => site.host.close()));
  rough?.remove();
});

// The sample's 404 page is made for the root of a host; below a path the rough site's stands in for it.
const EVERY = [
  ...Object.keys(SAMPLE_KINDS).filter((kind) => kind !== "not found").map((kind) => ["sample", kind]),
  ...Object.keys(ROUGH_KINDS).map((kind) => ["rough", kind]),
];

/** The address of a kind of page on the server. */
function address(site, kind) {
  const { host, pages } = sites[site];
  return `${host.url}${pages.get(kind)}${kind === "redirect" ? "?still" : ""}`;
}

/** Runs `look` on a page of its own and then asks for a clean record. */
async function withPage(home, options, look) {
  const { page, context, faults } = await watched(browser, home, options);
  try {
    await look(page);
    assert.deepEqual(faults, [], "nothing in the console, nothing from elsewhere");
  } finally {
    await context.close();
  }
}

const onKind = (site, kind, options, look) =>
  withPage(sites[site].host.url, options, async (page) => {
    await page.goto(address(site, kind));
    await look(page);
  });

// --------------------------------------------------------------------- a walk

async function walk(page, home) {
  const steps = [];
  const click = async (selector, expected) => {
    await page.locator(selector).first().click();
    await page.waitForLoadState();
    const path = decodeURIComponent(page.url().slice(home.length));
    assert.match(path, expected, `after a click on ${selector}`);
    assert.ok(await page.locator("h1").first().isVisible());
    steps.push(page.url());
  };
  await page.goto(`${home}index.html`);
  steps.push(page.url());
  await click(".years li:nth-child(2) a", /^\d{4}\/index\.html$/);
  await click(".months caption a", /^\d{4}\/\d\d\/index\.html$/);
  await click(".cal td a", /^\d{4}\/\d\d\/\d\d\/index\.html$/);
  await click(".list h2 a", /^\d{4}\/\d\d\/\d\d\/[^/]+\.html$/);
  await click("a[rel=next]", /^\d{4}\/.*[^/]+\.html$/);
  await click(".story .k a", /^sections\/[^/]+\/index\.html$/);
  await click(".span dt a", /^sections\/[^/]+\/\d{4}\/index\.html$/);
  await click(".name a", /^index\.html$/);
  for (const url of steps.slice(0, -1).reverse()) {
    await page.goBack();
    assert.equal(page.url(), url, "back");
  }
}

describe("a walk through the archive", () => {
  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? "" : ", without JavaScript";
    test(`from disk${how}`, () => withPage(disk, { javaScriptEnabled }, (page) => walk(page, disk)));
    test(`from below a path of a host${how}`, () => {
      const home = sites.sample.host.url;
      return withPage(home, { javaScriptEnabled }, (page) => walk(page, home));
    });
  }

  test("an old address leads to the new one", () =>
    withPage(disk, {}, async (page) => {
      await page.goto(disk + sample.get("redirect"));
      await page.waitForURL((url) => !url.href.endsWith(sample.get("redirect")));
      assert.ok(await page.locator("h1").first().isVisible());
    }));

  test("an address that does not exist shows the 404 page, in dress, with a way home", async () => {
    const { host } = sites.rough;
    const { page, context } = await watched(browser, host.url);
    const answer = await page.goto(`${host.url}2020/13/99/nothing`);
    assert.equal(answer.status(), 404);
    // The page was built for http://localhost/sub/path, on any port.
    assert.notEqual(await page.evaluate(() => getComputedStyle(document.body).marginTop), "8px", "the stylesheet is there");
    await page.locator("main a").click();
    assert.equal(page.url(), `${host.url}index.html`);
    await context.close();
  });
});

// ---------------------------------------------------------------- every kind

describe("every kind of page", { concurrency: 3 }, () => {
  for (const [site, kind] of EVERY) {
    test(`${kind}: fits, shows dates, from a host`, () =>
      onKind(site, kind, {}, async (page) => {
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          const [wide, culprit] = await page.evaluate(overflow);
          assert.equal(wide, 0, `scrolls sideways by ${wide} px at ${width} px: ${culprit}`);
        }
        const bare = await page.locator(".list > li").evaluateAll((items) =>
          items.filter((item) => !item.querySelector("time") && !/Undated/.test(item.textContent)).map((item) => item.textContent));
        assert.deepEqual(bare, [], "list items without a date");
        await page.setViewportSize({ width: 390, height: 900 });
        const small = await page.locator(".cal td a").evaluateAll((links) =>
          links.map((link) => link.getBoundingClientRect()).filter((box) => box.width && (box.width < 24 || box.height < 24)).map((box) => `${box.width}x${box.height}`));
        assert.deepEqual(small, [], "days of a calendar too small for a finger");
      }));
  }

  for (const [kind, path] of sample) {
    if (kind === "redirect" || kind === "not found") continue;
    test(`${kind}: from disk`, () =>
      withPage(disk, { javaScriptEnabled: false }, async (page) => {
        await page.goto(disk + path);
        assert.ok(await page.locator("h1").first().isVisible());
        const broken = await page.locator("img").evaluateAll((images) => images.filter((image) => image.complete && !image.naturalWidth).map((image) => image.src));
        assert.deepEqual(broken, [], "images that do not load");
      }));
  }
});

/** How many pixels the page is too wide, and what sticks out. */
function overflow() {
  const root = document.documentElement;
  const wide = root.scrollWidth - root.clientWidth;
  if (wide <= 0) return [0, ""];
  const out = [...document.body.querySelectorAll("*")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width && (box.right > root.clientWidth + 0.5 || box.left < -0.5);
  });
  return [wide, out.slice(0, 5).map((element) => element.outerHTML.slice(0, 120)).join("\n")];
}

// ------------------------------------------------------------- accessibility

describe("accessibility: WCAG 2.2 A and AA and best practice", { concurrency: 3 }, () => {
  for (const [site, kind] of EVERY) {
    test(kind, async () => {
      for (const colorScheme of ["light", "dark"]) {
        await onKind(site, kind, { colorScheme }, async (page) => {
          await page.evaluate(axe.source);
          for (const width of [1280, 390]) {
            await page.setViewportSize({ width, height: 900 });
            const { violations } = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] }), RULES);
            const found = violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary}`));
            assert.deepEqual(found, [], `${colorScheme}, ${width} px`);
          }
        });
      }
    });
  }
});

// ------------------------------------------------------------------- reading

/** A colour as its relative luminance, in WCAG's sense. */
function luminance(color) {
  const [r, g, b] = color.match(/[\d.]+/g).slice(0, 3).map((part) => {
    const value = Number(part) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const contrast = (one, two) => {
  const [light, dark] = [luminance(one), luminance(two)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
};

const colors = (page, selector) =>
  page.locator(selector).first().evaluate((element) => ({
    ink: getComputedStyle(element).color,
    paper: getComputedStyle(document.documentElement).backgroundColor,
  }));

describe("reading", () => {
  test("dark where the reader asks for dark", async () => {
    await onKind("sample", "article with footnotes", { colorScheme: "dark" }, async (page) => {
      const { ink, paper } = await colors(page, ".body p");
      assert.ok(luminance(paper) < 0.02, `paper ${paper}`);
      assert.ok(contrast(ink, paper) >= 10, `ink ${ink} on ${paper}`);
    });
    await onKind("sample", "article with footnotes", { colorScheme: "light" }, async (page) => {
      const { ink, paper } = await colors(page, ".body p");
      assert.ok(luminance(paper) > 0.9, `paper ${paper}`);
      assert.ok(contrast(ink, paper) >= 10, `ink ${ink} on ${paper}`);
    });
  });

  for (const kind of ["article with footnotes", "day", "front", "section"]) {
    test(`on paper: ${kind}`, () =>
      onKind("sample", kind, { colorScheme: "dark" }, async (page) => {
        await page.emulateMedia({ media: "print" });
        for (const selector of [".ways", ".crumbs", ".pn", ".foot nav", ".skip"]) {
          const shown = await page.locator(selector).evaluateAll((found) => found.filter((element) => element.getClientRects().length).length);
          assert.equal(shown, 0, `${selector} is printed`);
        }
        const { ink, paper } = await colors(page, "main p");
        assert.ok(luminance(paper) > 0.9 && luminance(ink) < 0.2, `${ink} on ${paper}`);
        assert.ok(await page.locator("h1").first().isVisible());
        assert.ok((await page.pdf({ format: "A4" })).length > 1000);
      }));
  }

  for (const kind of ["article with footnotes", "article with a table", "standing"]) {
    test(`lines of 55 to 75 characters: ${kind}`, () =>
      onKind("sample", kind, {}, async (page) => {
        const average = await page.evaluate(measure);
        assert.ok(average >= 55 && average <= 75, `${average.toFixed(1)} characters a line`);
      }));
  }

  test("an article in Arabic runs from right to left, the words around it do not", () =>
    onKind("sample", "article from right to left", {}, async (page) => {
      const html = page.locator("html");
      assert.deepEqual([await html.getAttribute("lang"), await html.getAttribute("dir")], ["ar", "rtl"]);
      assert.equal(await page.locator(".body p").first().evaluate((p) => getComputedStyle(p).direction), "rtl");
      for (const selector of [".top", ".foot", ".story > footer"]) {
        const around = page.locator(selector);
        assert.match(await around.getAttribute("lang"), /^en/);
        assert.equal(await around.getAttribute("dir"), "ltr");
      }
      const [text, rail] = await Promise.all([".text", ".rail"].map((part) => page.locator(part).boundingBox()));
      assert.ok(text.x < rail.x, "the text lies to the left of the rail");
    }));

  test("a French article says so", () =>
    onKind("sample", "article in French", {}, async (page) => assert.equal(await page.locator("html").getAttribute("lang"), "fr")));

  test("nothing moves for those who ask for that", () =>
    onKind("sample", "front", { reducedMotion: "reduce" }, async (page) => {
      const moving = await page.evaluate(() => [...document.querySelectorAll("*")].filter((element) => {
        const style = getComputedStyle(element);
        return style.scrollBehavior === "smooth" || parseFloat(style.transitionDuration) > 0 || parseFloat(style.animationDuration) > 0;
      }).length);
      assert.equal(moving, 0);
    }));
});

/** The average number of characters in the full lines of the text. */
function measure() {
  let lines = 0;
  let characters = 0;
  for (const paragraph of document.querySelectorAll(".body > p")) {
    const range = document.createRange();
    const counts = [];
    let top = null;
    const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const node = texts.currentNode;
      for (let at = 0; at < node.length; at += 1) {
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const box = range.getBoundingClientRect();
        if (!box.height) continue;
        if (top === null || box.top > top + 12) {
          counts.push(0);
          top = box.top;
        }
        counts[counts.length - 1] += 1;
      }
    }
    counts.pop();
    lines += counts.length;
    characters += counts.reduce((sum, count) => sum + count, 0);
  }
  return characters / lines;
}

// ------------------------------------------------------------------ keyboard

describe("keyboard", () => {
  for (const kind of ["front", "article with contents", "month", "undated"]) {
    test(`the first Tab reaches the skip link, Enter leads to the content: ${kind}`, () =>
      onKind("sample", kind, {}, async (page) => {
        await page.keyboard.press("Tab");
        const skip = page.locator(":focus");
        assert.equal(await skip.getAttribute("class"), "skip");
        const box = await skip.boundingBox();
        assert.ok(box.y >= 0 && box.x >= 0, "it can be seen");
        await page.keyboard.press("Enter");
        await page.waitForFunction(() => location.hash === "#main");
        await page.keyboard.press("Tab");
        assert.ok(await page.evaluate(() => document.querySelector("main").contains(document.activeElement)), "the next Tab is in the content");
      }));
  }

  for (const kind of ["front", "article with a table", "day", "on this day"]) {
    test(`where the focus is can be seen: ${kind}`, () =>
      onKind("sample", kind, {}, async (page) => {
        const seen = new Set();
        for (let step = 0; step < 40; step += 1) {
          await page.keyboard.press("Tab");
          const focus = await page.evaluate(() => {
            const element = document.activeElement;
            const style = getComputedStyle(element);
            const box = element.getBoundingClientRect();
            return { name: element.outerHTML.slice(0, 100), style: style.outlineStyle, width: parseFloat(style.outlineWidth), inside: box.bottom > 0 && box.top < innerHeight };
          });
          if (focus.name.startsWith("<body")) break;
          seen.add(focus.name);
          assert.ok(focus.style !== "none" && focus.width >= 2, `no outline on ${focus.name}`);
          assert.ok(focus.inside, `out of sight: ${focus.name}`);
        }
        assert.ok(seen.size > 10, `${seen.size} places`);
      }));
  }
});

// --------------------------------------------------------------- screenshots

describe("screenshots", { skip: !process.env.SHOTS, concurrency: 3 }, () => {
  const folder = join(dirname(fileURLToPath(import.meta.url)), "shots");
  const looks = {
    wide: { viewport: { width: 1280, height: 900 } },
    narrow: { viewport: { width: 390, height: 844 } },
    dark: { viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
    print: { viewport: { width: 794, height: 1123 } },
  };
  for (const [site, kind] of EVERY) {
    test(kind, async () => {
      mkdirSync(folder, { recursive: true });
      for (const [look, options] of Object.entries(looks)) {
        await onKind(site, kind, options, async (page) => {
          if (look === "print") await page.emulateMedia({ media: "print" });
          await page.screenshot({ path: join(folder, `${kind.replaceAll(/[^a-z0-9]+/gi, "-")}.${look}.png`), fullPage: true });
        });
      }
    });
  }
});
