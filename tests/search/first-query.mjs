/*
 * Prints, as JSON, what a first query loads for words of several frequencies: `node first-query.mjs DIR`, where
 * DIR is the folder `search/` of a site. Sizes are gzipped, as hosts send them.
 */
import { open, search } from "./index.mjs";

const [folder] = process.argv.slice(2);
const { match } = globalThis.Backfile;

/** Words of the dictionary with the share of articles that have each. */
const shares = async () => {
  const index = await open(folder);
  const all = index.segments.reduce((sum, { documents }) => sum + documents, 0);
  const names = index.manifest.words.filter((prefix) => /^[a-z]*$/.test(prefix)).map((prefix) => prefix || "all");
  const files = await Promise.all(names.map((name) => index.load(`words/${name}`)));
  const list = files.join(" ").split(" ");
  const found = [];
  for (const word of list.filter((_, at) => at % Math.ceil(list.length / 800) === 0)) {
    const { matches } = await search(index, word);
    found.push([word, matches.reduce((sum, { total }) => sum + total, 0) / all]);
  }
  return found;
};

const known = await shares();
const queries = [];
for (const wanted of [0.0005, 0.005, 0.02, 0.05, 0.2, 0.5]) {
  const nearer = (best, next) => (Math.abs(next[1] - wanted) < Math.abs(best[1] - wanted) ? next : best);
  const [word, share] = known.reduce(nearer);
  const index = await open(folder);
  const { best } = await search(index, word, { only_best: true });
  await Promise.all(best.map((found) => match.row_of(found, index.load)));
  const sizes = [...index.read.values()];
  queries.push({ word, share, files: sizes.length, bytes: sizes.reduce((all, size) => all + size, 0) });
}
console.log(JSON.stringify(queries));
