// Where the site under test lies, and one page of each kind in it.

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

import { writeRough } from "./rough.mjs";

const here = dirname(fileURLToPath(import.meta.url));

/** The built site: the folder in `SITE`, or the sample archive's `public/`. */
export const SITE = resolve(process.env.SITE ?? join(here, "../../public"));

/** The program that builds the rough archive. */
export const BACKFILE = resolve(process.env.BACKFILE ?? join(here, "../../target/release/backfile"));

/** All files below a folder, as paths with slashes, sorted. */
export function filesOf(root) {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join("/"))
    .sort();
}

const has = (marker) => (path, html) => html.includes(marker);
const article = (...markers) => (path, html) =>
  html.includes('<body class="article') && markers.every((marker) => html.includes(marker));
const at = (pattern) => (path) => pattern.test(path);
const leaf = (shelf, depth) => at(new RegExp(`^${shelf}/[^/]+/${"\\d+/".repeat(depth)}index\\.html$`));

/** What the sample archive must have one of. Of several pages the longest is taken. */
export const SAMPLE_KINDS = {
  front: at(/^index\.html$/),
  year: at(/^\d{4}\/index\.html$/),
  month: at(/^\d{4}\/\d\d\/index\.html$/),
  day: at(/^\d{4}\/\d\d\/\d\d\/index\.html$/),
  "article with contents": article('class="contents"'),
  "article with footnotes": article('class="footnotes"'),
  "article with a table": article("<table"),
  "article with an image": article('class="photo"'),
  "article with an image in the text": article("<p><img"),
  "article with corrections": article('aria-label="Corrections"'),
  "article with a dateline": article('class="dateline"'),
  "article from right to left": article('<html lang="ar" dir="rtl">'),
  "article in French": article('<html lang="fr" dir="ltr">'),
  "live blog": article("<span>Live</span>"),
  "article withdrawn": article('class="box withdrawn"'),
  "article undated": (path, html) => path.startsWith("undated/") && article()(path, html),
  standing: has('<body class="standing'),
  undated: at(/^undated\/index\.html$/),
  sections: at(/^sections\/index\.html$/),
  tags: at(/^tags\/index\.html$/),
  authors: at(/^authors\/index\.html$/),
  section: leaf("sections", 0),
  "section year": leaf("sections", 1),
  "section month": leaf("sections", 2),
  tag: leaf("tags", 0),
  author: leaf("authors", 0),
  "on this day": at(/^on-this-day\/index\.html$/),
  "on this day, month": at(/^on-this-day\/\d\d\/index\.html$/),
  "on this day, day": at(/^on-this-day\/\d\d\/\d\d\/index\.html$/),
  redirect: has('http-equiv="refresh"'),
  search: at(/^search\/index\.html$/),
  "not found": at(/^404\.html$/),
};

/** What the rough archive has besides: what strains a page. */
export const ROUGH_KINDS = {
  "rough front": at(/^index\.html$/),
  "rough year, long": at(/^2020\/index\.html$/),
  "rough month, long": at(/^2020\/05\/index\.html$/),
  "rough day, long": at(/^2020\/05\/01\/index\.html$/),
  "rough year with loose articles": at(/^1952\/index\.html$/),
  "rough article with everything": at(/everything\.html$/),
  "rough article with a long headline": at(/long-headline\.html$/),
  "rough article with next to nothing": at(/bare\.html$/),
  "rough article from right to left": at(/rtl-everything\.html$/),
  "rough undated": at(/^undated\/index\.html$/),
  "rough section": at(/^sections\/wire\/index\.html$/),
  "rough section, month, long": at(/^sections\/wire\/2020\/05\/index\.html$/),
  "rough tags": at(/^tags\/index\.html$/),
  "rough not found": at(/^404\.html$/),
};

/** One page of each kind: name → path. Fails when a kind is missing. */
export function pagesOf(root, kinds) {
  const found = new Map();
  for (const path of filesOf(root).filter((file) => file.endsWith(".html"))) {
    const html = readFileSync(join(root, path), "utf8");
    for (const [name, test] of Object.entries(kinds)) {
      if (test(path, html) && !(found.get(name)?.size >= html.length)) found.set(name, { path, size: html.length });
    }
  }
  const missing = Object.keys(kinds).filter((name) => !found.has(name));
  if (missing.length) throw new Error(`${root} has no page of these kinds: ${missing.join(", ")}`);
  return new Map(Object.keys(kinds).map((name) => [name, found.get(name).path]));
}

/** Writes an archive to a folder of its own and builds it, with the theme as it lies here. */
function built(write) {
  if (!existsSync(BACKFILE)) throw new Error(`${BACKFILE} is not there: cargo build --release`);
  const archive = mkdtempSync(join(tmpdir(), "backfile-browser-"));
  write(archive);
  // So that an edit of the theme needs no new build of the program.
  for (const part of ["templates", "static"]) cpSync(join(here, "../..", part), join(archive, part), { recursive: true });
  execFileSync(BACKFILE, ["--root", archive, "--quiet", "build"], { stdio: ["ignore", "ignore", "pipe"] });
  return {
    root: join(archive, "public"),
    remove: () => rmSync(archive, { recursive: true, force: true }),
  };
}

/** The rough archive. */
export const buildRough = () => built(writeRough);

/** The sample archive with more settings. */
export const buildSample = (settings) =>
  built((archive) => {
    cpSync(join(here, "../../content"), join(archive, "content"), { recursive: true });
    const sample = readFileSync(join(here, "../../backfile.toml"), "utf8");
    writeFileSync(join(archive, "backfile.toml"), `${sample}\n${settings}\n`);
  });
