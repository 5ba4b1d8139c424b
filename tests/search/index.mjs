// An index in a folder, searched as a page does it.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { load, stemmers } from "./load.mjs";

const { match, query } = load("words.js", "stem.js", ...stemmers(), "decode.js", "query.js", "match.js");

/** Opens the index in a site's `search/`; `read` has the files that were loaded, with their sizes when gzipped. */
export async function open(folder) {
  const [known, read] = [new Map(), new Map()];
  const get = async (name) => {
    if (!known.has(name)) {
      const text = readFileSync(join(folder, `${name}.js`), "utf8");
      new Function("__s", text)((given, value) => known.set(given, value));
      read.set(name, gzipSync(text).length);
    }
    return known.get(name);
  };
  const manifest = await get("manifest");
  const segments = match.segments_of(manifest, manifest.common ? await get("common") : undefined);
  return { manifest, segments, read, load: get };
}

/** The matches of a query in all segments, and the best of them. */
export async function search({ manifest, segments, load }, text, { most = 10, newest = false, ...options } = {}) {
  const asked = query.parse(text, manifest.languages);
  const matches = await Promise.all(segments.map((segment) => match.match(segment, asked, { ...options, newest, load })));
  return { asked, matches, best: match.ranked(matches, asked, most, newest) };
}

/** The addresses of all articles of each segment, by its name. */
export async function urls_of({ segments, load }) {
  const urls = new Map();
  for (const segment of segments) {
    const rows = Array.from({ length: segment.documents }, (_, document) => match.row_of({ segment, document }, load));
    urls.set(segment.name, (await Promise.all(rows)).map(([url]) => url));
  }
  return urls;
}
