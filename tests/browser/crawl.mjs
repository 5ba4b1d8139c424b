// Reads every file of a built site once and says what is wrong with it.
//
//     node crawl.mjs ../../public
//
// Memory: the names of the files, the links between different pages, and one page's text at a time.

import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { filesOf } from "./site.mjs";
import { all, parseXml } from "./xml.mjs";

const SHOWN = 40;
const HOST = "http://site.invalid/";
const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const W3C_DATE = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?)?)?$/;
const LANGUAGE = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;

function isDay(year, month = "01", day = "01") {
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  return date.getUTCFullYear() === Number(year) && date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

const isInstant = (text) => {
  const parts = RFC3339.exec(text);
  return parts !== null && isDay(parts[1], parts[2], parts[3]);
};

const isDate = (text) => {
  const parts = W3C_DATE.exec(text);
  return parts !== null && isDay(parts[1], parts[2], parts[3]);
};

const isAddress = (text) => typeof text === "string" && URL.canParse(text);

const NAMED = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const plain = (text) =>
  text.includes("&") ? text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, number, name) =>
    hex ? String.fromCodePoint(parseInt(hex, 16)) : number ? String.fromCodePoint(Number(number)) : NAMED[name] ?? whole) : text;

/** Everything that is known of a site while its files go by. */
class Crawl {
  constructor(root) {
    this.root = root;
    this.files = filesOf(root);
    this.known = new Set(this.files);
    this.faults = new Map();
    this.linked = new Set(["index.html", "404.html"]);
    this.redirects = new Map();
    this.hidden = new Set();
    this.articles = new Set();
    this.listed = new Map();
    this.feedEntries = [];
    this.fragments = new Map();
    this.counted = { pages: 0, links: 0, feeds: 0, sitemaps: 0 };
    this.base = this.#base();
  }

  /** Where the site says that it lies, with a slash at the end; none when it does not say. */
  #base() {
    if (!this.known.has("index.html")) return null;
    const html = this.read("index.html");
    return /<link rel="canonical" href="([^"]*)"/.exec(html)?.[1] ?? null;
  }

  read(path) {
    return readFileSync(join(this.root, path), "utf8");
  }

  fault(kind, path, text) {
    const list = this.faults.get(kind) ?? this.faults.set(kind, { count: 0, shown: [] }).get(kind);
    list.count += 1;
    if (list.shown.length < SHOWN) list.shown.push(`${path}: ${text}`);
  }

  /** The file behind an address of this site, or none. */
  file(path) {
    let plain;
    try {
      plain = decodeURIComponent(path);
    } catch {
      return null;
    }
    if (plain === "" || plain.endsWith("/")) plain += "index.html";
    return this.known.has(plain) ? plain : null;
  }

  /** The file behind a whole address below the site's own, or none. */
  fileAt(url) {
    if (this.base && url.startsWith(this.base)) return this.file(url.slice(this.base.length).replace(/[?#].*$/, ""));
    if (!this.base && url.startsWith("/")) return this.file(url.slice(1).replace(/[?#].*$/, ""));
    return null;
  }

  // ---------------------------------------------------------------- names

  checkNames() {
    const folded = new Map();
    for (const path of this.files) {
      const low = path.toLowerCase().normalize("NFC");
      if (folded.has(low)) this.fault("names that are one on some disks", path, folded.get(low));
      folded.set(low, path);
      const parts = path.split("/");
      for (const part of parts) {
        if (/[<>:"|?*\\\u0000-\u001f]|[. ]$/.test(part) || Buffer.byteLength(part) > 255) {
          this.fault("names that some disks refuse", path, part);
        }
      }
      // The parts of the index are for the page that searches; no reader meets their addresses.
      const most = parts[0] === "search" ? 1 : parts.length - 1;
      for (let length = Math.min(most, parts.length - 1); length >= 0; length -= 1) {
        const prefix = [...parts.slice(0, length), "index.html"].join("/");
        if (!this.known.has(prefix)) this.fault("beginnings of addresses without a page", path, prefix);
      }
    }
  }

  // ---------------------------------------------------------------- pages

  checkPage(path) {
    this.counted.pages += 1;
    const html = this.read(path);
    const head = html.slice(0, html.indexOf("</head>"));
    if (!html.startsWith("<!DOCTYPE html>\n<html lang=\"")) this.fault("pages without doctype or language", path, html.slice(0, 40));
    if ((head.match(/<title>[^<]+<\/title>/g) ?? []).length !== 1) this.fault("pages without a title", path, "");
    if (!html.includes('<main id="main"')) this.fault("pages without main", path, "");
    if ((html.match(/<h1[ >]/g) ?? []).length !== 1) this.fault("pages without one h1", path, "");
    if (/\{\{|\{%|%\}/.test(head)) this.fault("template marks in the output", path, "");
    this.#checkHead(path, head);
    this.#checkLinks(path, html);
  }

  #checkHead(path, head) {
    if (/<meta name="robots" content="[^"]*noindex/.test(head)) this.hidden.add(path);
    if (head.includes('<meta property="og:type" content="article">')) this.articles.add(path);
    const refresh = /<meta http-equiv="refresh" content="0;\s*url=([^"]*)"/.exec(head)?.[1];
    if (refresh !== undefined) {
      const target = this.resolve(path, plain(refresh));
      this.redirects.set(path, target);
      if (!target) this.fault("redirects to nowhere", path, refresh);
    }
    const canonical = /<link rel="canonical" href="([^"]*)"/.exec(head)?.[1];
    if (canonical !== undefined && this.base && this.fileAt(plain(canonical)) !== path && !head.includes("noindex")) {
      // `canonical_of` names another page: that one must exist, or lie on another host.
      if (plain(canonical).startsWith(this.base) && !this.fileAt(plain(canonical))) this.fault("dead canonical addresses", path, canonical);
    }
    for (const [, json] of head.matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/g)) {
      try {
        JSON.parse(json);
      } catch (error) {
        this.fault("structured data that is not JSON", path, error.message);
      }
    }
    for (const [, tag] of head.matchAll(/<((?:link|script)\b[^>]*)>/g)) {
      if (/rel="(?:stylesheet|icon|preload|modulepreload)"|^script/.test(tag) && /(?:href|src)="(?:https?:)?\/\//.test(tag)) {
        this.fault("files fetched from elsewhere", path, tag);
      }
    }
  }

  /** The file that a link of a page leads to; `undefined` when it leads elsewhere, `null` when it is dead. */
  resolve(path, href) {
    if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(href)) return this.base && href.startsWith(this.base) ? this.fileAt(href) : undefined;
    const inside = path === "404.html" && this.base ? this.#rootPath(href) : href;
    if (inside === null) return null;
    let url;
    try {
      url = new URL(inside, HOST + path.split("/").map(encodeURIComponent).join("/"));
    } catch {
      return null;
    }
    return this.file(url.pathname.slice(1));
  }

  /** The 404 page is shown at any address: its links start at the path of the site. */
  #rootPath(href) {
    const base = new URL(this.base).pathname;
    if (!href.startsWith("/")) return href.startsWith("#") ? href : null;
    return href.startsWith(base) ? `/${href.slice(base.length)}` : null;
  }

  #checkLinks(path, html) {
    const ids = new Set();
    for (const [, id] of html.matchAll(/\sid="([^"]*)"/g)) {
      if (ids.has(id)) this.fault("ids given twice", path, id);
      ids.add(id);
    }
    const seen = new Set();
    for (const [, tag, attributes] of html.matchAll(/<(a|area|link|img|script|source|iframe|video|audio)\b([^>]*)>/g)) {
      for (const [, name, raw] of attributes.matchAll(/\s(href|src|srcset|poster)="([^"]*)"/g)) {
        if (/rel="(?:canonical|external)"/.test(attributes)) continue;
        const values = name === "srcset" ? raw.split(",").map((part) => part.trim().split(/\s/)[0]) : [raw];
        for (const value of values) {
          if (seen.has(value)) continue;
          seen.add(value);
          this.#checkLink(path, tag, plain(value), ids);
        }
      }
    }
  }

  #checkLink(path, tag, href, ids) {
    this.counted.links += 1;
    const [address, fragment] = [href.replace(/#.*$/, ""), href.includes("#") ? href.slice(href.indexOf("#") + 1) : null];
    if (tag === "a" && href.startsWith("/") && path !== "404.html") this.fault("links that need a server", path, href);
    if (/(^|\/)(\?|$)/.test(address) && address !== "" && !/^[a-z]+:/i.test(address)) this.fault("links to folders, which need a server", path, href);
    const target = address === "" ? path : this.resolve(path, address);
    if (target === null) this.fault(tag === "img" ? "dead images" : "dead links", path, href);
    if (!target) return;
    if (target !== path) this.linked.add(target);
    if (!fragment) return;
    let id;
    try {
      id = decodeURIComponent(fragment);
    } catch {
      id = fragment;
    }
    if (target === path) {
      if (!ids.has(id)) this.fault("dead links within a page", path, href);
    } else {
      const wanted = this.fragments.get(target) ?? this.fragments.set(target, new Map()).get(target);
      wanted.set(id, path);
    }
  }

  /** Places in other pages are looked up at the end; few pages are linked in that way. */
  checkFragments() {
    for (const [target, wanted] of this.fragments) {
      const html = this.read(target);
      for (const [id, path] of wanted) {
        if (!html.includes(` id="${id}"`)) this.fault("dead links within a page", path, `${target}#${id}`);
      }
    }
  }

  checkReach() {
    for (const [path, target] of this.redirects) {
      if (target === path) this.fault("redirects to themselves", path, "");
      else if (target && this.redirects.has(target)) this.fault("redirects to redirects", path, target);
    }
    for (const path of this.files) {
      // A page that search engines are asked to leave out may be out of all lists as well.
      if (path.endsWith(".html") && ![this.linked, this.redirects, this.hidden].some((set) => set.has(path))) {
        this.fault("pages that nothing leads to", path, "");
      }
    }
  }

  // ---------------------------------------------------------------- feeds

  #instant(path, where, text) {
    if (!isInstant(text ?? "")) this.fault("dates that are not RFC 3339", path, `${where} ${text}`);
  }

  #entry(path, url) {
    if (!this.base) return;
    const file = this.fileAt(url);
    if (!file) this.fault("dead links in feeds", path, url);
    else if (this.hidden.has(file)) this.fault("hidden pages in feeds", path, url);
  }

  checkAtom(path) {
    this.counted.feeds += 1;
    const feed = parseXml(this.read(path));
    const bad = (text) => this.fault("Atom feeds against RFC 4287", path, text);
    const one = (element, name) => {
      const found = all(element, name);
      if (found.length !== 1) bad(`${found.length} ${name} in ${element.name}`);
      else if (!found[0].text.trim()) bad(`an empty ${name} in ${element.name}`);
      return found[0]?.text.trim() ?? "";
    };
    if (feed.name !== "feed" || feed.attributes.xmlns !== "http://www.w3.org/2005/Atom") bad("not an Atom feed");
    one(feed, "title");
    if (!isAddress(one(feed, "id"))) bad("the id is not an address");
    this.#instant(path, "updated", one(feed, "updated"));
    if (!LANGUAGE.test(feed.attributes["xml:lang"] ?? "")) bad("no xml:lang");
    for (const rel of ["self", "alternate"]) {
      const links = all(feed, "link").filter((link) => (link.attributes.rel ?? "alternate") === rel);
      if (links.length !== 1) bad(`${links.length} links of rel ${rel}`);
      else if (this.base && !this.fileAt(links[0].attributes.href)) bad(`${rel} leads nowhere: ${links[0].attributes.href}`);
      else if (rel === "self" && this.base && this.fileAt(links[0].attributes.href) !== path) bad("self is another file");
    }
    const person = (element) => all(element, "author").forEach((author) => one(author, "name"));
    person(feed);
    const ids = new Set();
    for (const entry of all(feed, "entry")) {
      one(entry, "title");
      const id = one(entry, "id");
      if (!isAddress(id)) bad(`an id that is not an address: ${id}`);
      if (ids.has(id)) bad(`an id twice: ${id}`);
      ids.add(id);
      this.#instant(path, "updated", one(entry, "updated"));
      for (const date of all(entry, "published")) this.#instant(path, "published", date.text.trim());
      if (all(entry, "published").length > 1) bad("published twice");
      person(entry);
      if (!all(feed, "author").length && !all(entry, "author").length) bad("an entry without author");
      if (all(entry, "category").some((category) => !category.attributes.term)) bad("a category without term");
      const links = all(entry, "link").filter((link) => (link.attributes.rel ?? "alternate") === "alternate");
      if (links.length !== 1) bad(`${links.length} alternate links in an entry`);
      else this.feedEntries.push([path, links[0].attributes.href]);
      if (all(entry, "summary").length > 1) bad("two summaries");
    }
    this.#sorted(path, all(feed, "entry").map((entry) => all(entry, "published")[0]?.text.trim()));
  }

  #sorted(path, dates) {
    const days = dates.filter(Boolean).map((date) => date.slice(0, 10));
    if (days.some((day, index) => index && day > days[index - 1])) this.fault("feeds that are not newest first", path, "");
  }

  checkJsonFeed(path) {
    this.counted.feeds += 1;
    const feed = JSON.parse(this.read(path));
    const bad = (text) => this.fault("JSON feeds against JSON Feed 1.1", path, text);
    const text = (value, name) => {
      if (value !== undefined && (typeof value !== "string" || value === "")) bad(`${name} is not text`);
    };
    const authors = (list, where) => {
      if (list === undefined) return;
      if (!Array.isArray(list) || !list.length) return bad(`authors of ${where} is not a list of some`);
      for (const author of list) if (!author.name && !author.url && !author.avatar) bad(`an author of ${where} without name, url, avatar`);
    };
    if (feed.version !== "https://jsonfeed.org/version/1.1") bad(`version ${feed.version}`);
    if (!feed.title) bad("no title");
    for (const name of ["title", "description"]) text(feed[name], name);
    for (const name of ["home_page_url", "feed_url"]) if (feed[name] !== undefined && !isAddress(feed[name])) bad(`${name} is not an address: ${feed[name]}`);
    if (this.base && this.fileAt(feed.feed_url ?? "") !== path) bad(`feed_url is ${feed.feed_url}`);
    if (feed.language !== undefined && !LANGUAGE.test(feed.language)) bad("language");
    authors(feed.authors, "the feed");
    if (!Array.isArray(feed.items)) return bad("no items");
    const ids = new Set();
    for (const item of feed.items) {
      if (typeof item.id !== "string" || !item.id) bad("an item without id");
      if (ids.has(item.id)) bad(`an id twice: ${item.id}`);
      ids.add(item.id);
      if (typeof item.content_text !== "string" && typeof item.content_html !== "string") bad(`no content in ${item.id}`);
      for (const name of ["title", "summary", "content_text", "content_html"]) text(item[name], name);
      for (const name of ["url", "external_url", "image"]) if (item[name] !== undefined && this.base && !isAddress(item[name])) bad(`${name} of ${item.id}`);
      for (const name of ["date_published", "date_modified"]) if (item[name] !== undefined) this.#instant(path, name, item[name]);
      if (item.language !== undefined && !LANGUAGE.test(item.language)) bad(`language of ${item.id}`);
      authors(item.authors, item.id);
      if (item.tags !== undefined && !(Array.isArray(item.tags) && item.tags.every((tag) => typeof tag === "string"))) bad(`tags of ${item.id}`);
      if (item.url) this.feedEntries.push([path, item.url]);
    }
    this.#sorted(path, feed.items.map((item) => item.date_published));
  }

  checkFeedEntries() {
    for (const [path, url] of this.feedEntries) this.#entry(path, url);
  }

  // ------------------------------------------------------------- sitemaps

  checkSitemap(path) {
    this.counted.sitemaps += 1;
    const source = this.read(path);
    const set = parseXml(source);
    const bad = (text) => this.fault("sitemaps against sitemaps.org", path, text);
    if (set.attributes.xmlns !== "http://www.sitemaps.org/schemas/sitemap/0.9") bad("namespace");
    const isIndex = set.name === "sitemapindex";
    if (!isIndex && set.name !== "urlset") bad(`<${set.name}>`);
    if (set.children.length > 50_000 || source.length > 50 * 1024 * 1024) bad(`${set.children.length} addresses`);
    if (!set.children.length && !isIndex) bad("no address");
    for (const entry of set.children) {
      if (entry.name !== (isIndex ? "sitemap" : "url")) bad(`<${entry.name}>`);
      const url = all(entry, "loc")[0]?.text ?? "";
      const changed = all(entry, "lastmod")[0]?.text;
      if (changed !== undefined && !isDate(changed)) bad(`lastmod ${changed}`);
      const file = this.fileAt(url);
      if (!file) this.fault("dead addresses in sitemaps", path, url);
      else if (isIndex) this.linked.add(file);
      else if (this.listed.has(file)) this.fault("addresses twice in sitemaps", path, `${url}, and in ${this.listed.get(file)}`);
      else this.listed.set(file, path);
    }
  }

  checkListed() {
    if (!this.counted.sitemaps) return;
    for (const [file, path] of this.listed) {
      if (this.hidden.has(file) || this.redirects.has(file)) this.fault("hidden pages in sitemaps", path, file);
    }
    for (const file of this.articles) {
      if (!this.hidden.has(file) && !this.listed.has(file)) this.fault("articles in no sitemap", file, "");
    }
    for (const path of this.files) {
      if (/^sitemaps\/.*\.xml$/.test(path) && !this.linked.has(path)) this.fault("sitemaps that are not in the index", path, "");
    }
  }

  /** `xmllint`, where there is one, on all XML files, a few hundred at a time. */
  checkWellFormed() {
    const files = this.files.filter((path) => /\.(xml|svg)$/.test(path));
    if (spawnSync("xmllint", ["--version"]).error) return;
    for (let from = 0; from < files.length; from += 400) {
      try {
        execFileSync("xmllint", ["--noout", "--nonet", ...files.slice(from, from + 400)], { cwd: this.root, stdio: ["ignore", "ignore", "pipe"] });
      } catch (error) {
        this.fault("XML that xmllint refuses", files[from], String(error.stderr).slice(0, 2000));
      }
    }
  }

  checkFile(path) {
    try {
      if (path.endsWith(".html")) this.checkPage(path);
      else if (/(^|\/)feed\.xml$/.test(path)) this.checkAtom(path);
      else if (/(^|\/)feed\.json$/.test(path)) this.checkJsonFeed(path);
      else if (/^sitemap\.xml$|^sitemaps\/.*\.xml$/.test(path)) this.checkSitemap(path);
      else if (path.endsWith(".css") && /url\(\s*["']?(https?:)?\/\//.test(this.read(path))) this.fault("files fetched from elsewhere", path, "url()");
    } catch (error) {
      this.fault("files that cannot be read", path, error.message);
    }
  }
}

/** What is wrong with a site: kind of fault → how many, and the first of them. */
export function crawl(root) {
  const site = new Crawl(root);
  for (const file of ["index.html", "404.html", "feed.xml", "feed.json", "sitemap.xml", "robots.txt"]) {
    if (!site.known.has(file)) site.fault("files that every site has", file, "is not there");
  }
  site.checkNames();
  for (const path of site.files) site.checkFile(path);
  site.checkFragments();
  site.checkReach();
  site.checkFeedEntries();
  site.checkListed();
  site.checkWellFormed();
  return { files: site.files.length, counted: site.counted, faults: site.faults };
}

/** The faults as text, one kind after the other. */
export const report = (faults) =>
  [...faults].map(([kind, { count, shown }]) => `${count} ${kind}\n${shown.map((line) => `    ${line}`).join("\n")}${count > shown.length ? `\n    and ${count - shown.length} more` : ""}`).join("\n");

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const root = resolve(process.argv[2] ?? process.env.SITE ?? "../../public");
  const { files, counted, faults } = crawl(root);
  console.log(`${files} files: ${counted.pages} pages, ${counted.links} links, ${counted.feeds} feeds, ${counted.sitemaps} sitemaps`);
  if (faults.size) console.log(report(faults));
  process.exitCode = faults.size ? 1 : 0;
}
