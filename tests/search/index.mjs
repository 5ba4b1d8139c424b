/*
 * An index in a folder, and the same articles searched without it.
 *
 * The folder is made by `bench … --into DIR`: files of the index and `documents.jsonl`.
 */
import { existsSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { join } from "node:path";

import { all_stemmers, load } from "./load.mjs";

const Backfile = load("stem.js", "words.js", ...all_stemmers(), "decode.js", "query.js", "match.js");
const { words, query, match } = Backfile;

/** Opens an index; `read` has the names and gzipped sizes of the files that were loaded. */
export const open = async (folder) => {
  const read = new Map();
  const known = new Map();
  const get = async (name) => {
    if (known.has(name)) return known.get(name);
    const text = readFileSync(join(folder, `${name}.js`), "utf8");
    read.set(name, gzipSync(text).length);
    let data;
    new Function("__s", text)((given, value) => (data = given === name ? value : undefined));
    known.set(name, data);
    return data;
  };
  const manifest = await get("manifest");
  const common = manifest.common ? await get("common") : undefined;
  const segments = match.segments_of(manifest, common);
  return { manifest, segments, read, known, load: get };
};

/** The matches of a query in all segments, and the best of them. */
export const search = async ({ manifest, segments, load }, text, { most = 10, newest = false, ...options } = {}) => {
  const asked = query.parse(text, manifest.languages);
  const matches = await Promise.all(segments.map((segment) => match.match(segment, asked, { ...options, newest, load })));
  return { asked, matches, best: match.ranked(matches, asked, most, newest) };
};

export const first_of = (segments) => {
  let first = 0;
  return new Map(segments.map((segment) => [segment.name, (first += segment.documents) - segment.documents]));
};

/** The articles with the terms of each, as the index would have them: `{ day, title: Map, text: Map, … }`. */
export const articles = (folder) =>
  readFileSync(join(folder, "documents.jsonl"), "utf8").trimEnd().split("\n").map((line) => counted(JSON.parse(line)));

const counted = ({ language, pieces, ...rest }) => {
  const [title, text] = [new Map(), new Map()];
  const lengths = [0, 0];
  for (const [field, content] of pieces) {
    const into = field === "Title" ? title : text;
    for (const term of words.terms(content, words.language(language))) {
      lengths[into === title ? 0 : 1]++;
      into.set(term, (into.get(term) ?? 0) + (field === "Heading" ? 2 : 1));
    }
  }
  return { ...rest, language, title, text, lengths };
};

export const has = (article, term) => article.title.has(term) || article.text.has(term);

/** The exact strength of a term in an article, which the index rounds. */
export const strength = ({ title, text, lengths }, term) => {
  const count =
    (5 * (title.get(term) ?? 0)) / (0.5 + (0.5 * lengths[0]) / 10) + (text.get(term) ?? 0) / (0.25 + (0.75 * lengths[1]) / 500);
  return count / (count + 1.2);
};

export const folders = () => (process.env.INDEXES ?? "").split(":").filter((folder) => folder && existsSync(folder));
