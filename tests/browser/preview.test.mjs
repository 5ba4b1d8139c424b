// The preview in Chromium: an open page follows what an editor does.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { fileURLToPath } from "node:url";

import axe from "axe-core";

import { launch, watched } from "./chromium.mjs";
import { BACKFILE } from "./site.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const ARTICLE = "content/2024/11/05/ferry.md";
const ADDRESS = "2024/11/05/ferry.html";
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

let browser;
let archive;
let home;
let served;
let page;
let faults;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

const write = (name, text) => {
  mkdirSync(dirname(join(archive, name)), { recursive: true });
  writeFileSync(join(archive, name), text);
};
const story = (text, more = "") => `+++\ntitle = "The ferry"\ndate = 2024-11-05\n${more}+++\n\n${text}\n`;
const template = (name) => readFileSync(join(here, "../../templates", name), "utf8");

async function start(...options) {
  served = spawn(BACKFILE, ["--root", archive, "serve", "--port", "0", ...options], { stdio: ["ignore", "pipe", "ignore"] });
  let said = "";
  home = await new Promise((ready, fail) => {
    served.on("exit", () => fail(new Error(`the preview ended: ${said}`)));
    served.stdout.on("data", (text) => {
      said += text;
      const address = said.match(/http:\S+/);
      if (address) ready(address[0]);
    });
  });
  ({ page, faults } = await watched(browser, home));
  // A page that is not there is told only when the disk is being watched.
  assert.equal((await page.request.get(`${home}nothing.html`)).status(), 404);
}

beforeEach(() => {
  archive = mkdtempSync(join(tmpdir(), "backfile-preview-"));
  for (const part of ["content", "backfile.toml"]) cpSync(join(here, "../..", part), join(archive, part), { recursive: true });
  write(ARTICLE, story("The ferry left at *seven*."));
});

afterEach(async () => {
  await page?.context().close();
  served?.removeAllListeners("exit").kill("SIGINT");
  rmSync(archive, { recursive: true, force: true });
});

/** Waits until the page shows a text, without asking for it. */
const shows = (text, selector = "body") =>
  page.waitForFunction(([selector, text]) => document.querySelector(selector)?.innerText.includes(text), [selector, text]);
const colour = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

describe("an open page", () => {
  beforeEach(async () => {
    await start();
    await page.goto(`${home}${ADDRESS}`);
    // Lost with every reload.
    await page.evaluate(() => { window.kept = true; });
  });

  const kept = () => page.evaluate(() => window.kept === true);

  test("follows the text of its article", async () => {
    await shows("seven");
    write(ARTICLE, story("The ferry left at *eight*."));
    await shows("eight");
    assert.deepEqual(faults, []);
  });

  test("stays when another article changes", async () => {
    write("content/1950/01/01/old.md", '+++\ntitle = "Old"\ndate = 1950-01-01\n+++\n\nLong ago.\n');
    await page.waitForTimeout(600);
    assert.ok(await kept());
    write(ARTICLE, story("The ferry left at *nine*."));
    await shows("nine");
    assert.ok(!(await kept()));
  });

  test("follows its template, shows what is wrong with it, and comes back", async () => {
    write("templates/article.html", template("article.html").replace("<header>", "<header><p>From the template</p>"));
    await shows("From the template");
    write("templates/article.html", '{% extends "base.html" %}\n{% block main %}{{ article.titel }}{% endblock main %}\n');
    await shows("This page cannot be made");
    await shows("templates/article.html:2:28", ".problem");
    assert.equal(await page.locator("mark").innerText(), "titel");
    await check("a fault");
    await shot("fault");
    write("templates/article.html", template("article.html"));
    await shows("The ferry left", "article");
  });

  test("shows what is wrong with its front matter, and comes back", async () => {
    write(ARTICLE, story("The ferry left at *seven*.").replace("11-05", "11-55"));
    await shows(`${ARTICLE}:3:8`, ".problem");
    write(ARTICLE, story("The ferry left at *ten*."));
    await shows("ten", "article");
  });

  test("takes a stylesheet over without being loaded again", async () => {
    const before = await colour();
    write("static/backfile.css", "body { background-color: rgb(1, 2, 3) }");
    await page.waitForFunction(() => getComputedStyle(document.body).backgroundColor === "rgb(1, 2, 3)");
    assert.ok(await kept());
    write("static/backfile.css", "body { background-color: rgb(4, 5, 6) }");
    await page.waitForFunction(() => getComputedStyle(document.body).backgroundColor === "rgb(4, 5, 6)");
    assert.equal(await page.locator("link[rel~=stylesheet]").count(), 1);
    rmSync(join(archive, "static/backfile.css"));
    await page.waitForFunction((before) => getComputedStyle(document.body).backgroundColor === before, before);
    assert.ok(await kept());
    assert.deepEqual(faults, []);
  });

  test("that was behind another is right when it is looked at again", async () => {
    // There is no way to hide a page of a browser without a screen, so it is made to believe it.
    const hide = (hidden) => page.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);
    await hide(true);
    write(ARTICLE, story("The ferry left at *noon*."));
    await page.waitForTimeout(600);
    assert.ok(await kept(), "nobody tells it anything");
    await hide(false);
    await shows("noon");
    await page.evaluate(() => { window.kept = true; });
    await hide(true);
    write("static/backfile.css", "body { background-color: rgb(7, 8, 9) }");
    await page.waitForTimeout(600);
    await hide(false);
    await page.waitForFunction(() => getComputedStyle(document.body).backgroundColor === "rgb(7, 8, 9)");
    assert.ok(await kept());
  });
});

test("drafts are marked where they are shown", async () => {
  write(ARTICLE, story("Not yet.", 'status = "draft"\n'));
  await start("--drafts");
  await page.goto(`${home}${ADDRESS}`);
  await shows("Preview: draft, not published");
  await shot("draft");
  await page.goto(`${home}2024/11/05/`);
  const link = page.locator(`a[href$="ferry.html"]`).first();
  await link.locator(".backfile-mark").waitFor();
  assert.match(await link.innerText(), /draft/);
});

test("what is to be done is on a page of its own", async () => {
  write("content/broken.md", '+++\ntitle = "Broken"\ndate = 2024-13-45\n+++\n\nText.\n');
  await start();
  for (const [width, scheme] of [[1280, "light"], [1280, "dark"], [360, "light"]]) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto(`${home}__backfile/`);
    await shows("content/broken.md:3:8");
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${wide} pixels too wide at ${width}`);
    await check(`${width} ${scheme}`);
    await shot(`overview-${width}-${scheme}`);
  }
  await page.getByRole("link", { name: "content/broken.md:3:8" }).click();
  assert.match(await page.locator("body").innerText(), /date = 2024-13-45/);
});

/** The page must do for everybody. */
async function check(what) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate((rules) => axe.run({ runOnly: rules }), RULES);
  assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes[0].html]), [], what);
}

/** With `SHOTS` set, takes a picture. */
async function shot(name) {
  if (!process.env.SHOTS) return;
  mkdirSync(join(here, "shots"), { recursive: true });
  await page.screenshot({ path: join(here, "shots", `preview-${name}.png`), fullPage: true });
}
