// The articles of a built site with their words, read from their pages and not from the index.

import { readFileSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";

import { all, has_class, parse, text_of } from "./html.mjs";
import { load, stemmers } from "./load.mjs";

const { words } = load("words.js", "stem.js", ...stemmers());

/** What words go on across. All else ends a paragraph. */
const INLINE = new Set(
  "a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup time u var wbr".split(" "),
);

/** What a word counts by where it stands, besides the title. */
const [HEADING, TEXT] = [2, 1];

/** The paragraphs of a tree: `[weight, text]`. */
function paragraphs(tree, weight = TEXT) {
  const found = [];
  let text = "";
  const end = (weight) => {
    if (text.trim()) found.push([weight, text.replaceAll("\n", " ")]);
    text = "";
  };
  const walk = (content, weight) => {
    for (const part of content) {
      if (typeof part === "string") text += part;
      else if (has_class(part, "note") && part.name === "sup" || has_class(part, "dateline")) continue;
      else if (INLINE.has(part.name)) walk(part.content, weight);
      else {
        end(weight);
        walk(part.content, /^h[1-6]$/.test(part.name) ? HEADING : weight);
        end(/^h[1-6]$/.test(part.name) ? HEADING : weight);
      }
    }
  };
  walk(tree.content, weight);
  end(weight);
  return found;
}

/** A date of a page as a number that sorts; what is not known comes first. */
export const day_of = (iso) => {
  const [year, month, day] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?/.exec(iso ?? "")?.slice(1).map((part) => Number(part ?? 0)) ?? [0, 0, 0];
  return (year * 16 + month) * 32 + day;
};

/** The article on a page, as search knows it; nothing for other pages and those that it must not know. */
export function article_of(html) {
  if (!html.includes('<article class="story')) return undefined;
  const page = parse(html);
  const one = (test, tree = page) => all(tree, test)[0];
  const meta = (name) => all(page, (tree) => tree.name === "meta" && tree.attributes.property === name).map((tree) => tree.attributes.content);
  if (one((tree) => tree.name === "meta" && tree.attributes.name === "robots")) return undefined;
  const story = one((tree) => tree.name === "article");
  const header = one((tree) => tree.name === "header", story);
  const title = text_of(one((tree) => tree.name === "h1", header));
  const kicker = one((tree) => has_class(tree, "k"), header);
  const byline = one((tree) => has_class(tree, "byline"), story);
  const is_written = byline && !one((tree) => tree.name === "a", byline);
  const dateline = one((tree) => has_class(tree, "dateline"), story);
  const corrections = one((tree) => tree.attributes["aria-label"] === "Corrections", story);
  const photo = one((tree) => has_class(tree, "photo"), story);
  const body = one((tree) => has_class(tree, "body"), story);
  const said = (weight, tree) => (tree ? [[weight, text_of(tree)]] : []);
  const told = [
    ...(kicker ? all(kicker, (tree) => tree.name === "span").flatMap((tree) => said(HEADING, tree)) : []),
    ...all(header, (tree) => has_class(tree, "deck") || has_class(tree, "standfirst")).flatMap((tree) => said(HEADING, tree)),
    ...said(TEXT, is_written ? byline : undefined),
    ...said(TEXT, dateline),
    ...(corrections ? all(corrections, (tree) => tree.name === "p").map((tree) => [TEXT, text_of({ content: tree.content.slice(1) })]) : []),
    ...(photo ? paragraphs(photo) : []),
    ...(body ? paragraphs(body) : []),
  ];
  const authors = all(story, (tree) => tree.name === "a" && /(^|\/)authors\//.test(tree.attributes.href ?? "")).map(text_of);
  const section = kicker && one((tree) => tree.name === "a", kicker);
  const slug = section && decodeURIComponent(/sections\/([^/]+)\//.exec(section.attributes.href)?.[1] ?? "");
  const date = one((tree) => has_class(tree, "date"), story);
  const time = date && one((tree) => tree.name === "time", date);
  const language = one((tree) => tree.name === "html").attributes.lang;
  return counted({ title, language, told, authors, section: slug, tags: meta("article:tag"), day: day_of(time?.attributes.datetime) });
}

/** An article with how often each term is in its title and its text, and how many words these have. */
function counted(article) {
  const name = words.language(article.language);
  const [title, text, lengths] = [new Map(), new Map(), [0, 0]];
  const add = (into, place, weight, written) => {
    const terms = words.terms(written, name);
    lengths[place] += terms.length;
    for (const term of terms) into.set(term, (into.get(term) ?? 0) + weight);
    return terms;
  };
  const sequences = [add(title, 0, 1, article.title)];
  for (const [weight, written] of article.told) sequences.push(add(text, 1, weight, written));
  return { ...article, heading: article.title, title, text, lengths, sequences };
}

/** All articles of a site by their addresses. */
export function articles_of(site) {
  const files = readdirSync(site, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name.endsWith(".html"));
  const found = new Map();
  for (const entry of files) {
    const file = join(entry.parentPath ?? entry.path, entry.name);
    const article = article_of(readFileSync(file, "utf8"));
    const path = relative(site, file).split(sep).join("/");
    if (article) found.set(path, { path, ...article });
  }
  return found;
}

export const has = (article, term) => article.title.has(term) || article.text.has(term);

/** The exact strength of a term in an article, which the index rounds. */
export function strength({ title, text, lengths }, term) {
  const in_title = (5 * (title.get(term) ?? 0)) / (0.5 + (0.5 * lengths[0]) / 10);
  const count = in_title + (text.get(term) ?? 0) / (0.25 + (0.75 * lengths[1]) / 500);
  return count / (count + 1.2);
}
