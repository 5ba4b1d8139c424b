/*
 * Words that a reader may mean: completions while typing, and the nearest known word.
 *
 * The words are those of the archive's dictionary, in files by how they begin.
 */
"use strict";

globalThis.Backfile ??= {};

Backfile.suggest = (() => {
  const { words } = Backfile;
  const folded = (word) => words.fold(words.plain(word));

  const name_of = (prefix) =>
    !prefix ? "all" : /^[a-z]+$/.test(prefix) ? prefix : [...prefix].map((letter) => `u${letter.codePointAt(0).toString(16)}`).join("");

  const words_in = async (prefixes, manifest, load) => {
    const lists = prefixes.map((prefix) => load(`words/${name_of(prefix)}`, manifest.words_version));
    return (await Promise.all(lists)).flatMap((list) => list.split(" "));
  };

  /** The commonest words that begin like this one. */
  const completions = async (start, manifest, load, most) => {
    const wanted = folded(start);
    const prefix = manifest.words.find((prefix) => wanted.startsWith(prefix));
    if (prefix === undefined) return [];
    const list = await words_in([prefix], manifest, load);
    return list.filter((word) => folded(word).startsWith(wanted)).slice(0, most);
  };

  /** How many letters must be changed, added, dropped or swapped to make one word of another. */
  const distance = (one, other) => {
    let before = [];
    let row = Array.from({ length: other.length + 1 }, (_, at) => at);
    for (let at = 1; at <= one.length; at++) {
      const next = [at];
      for (let to = 1; to <= other.length; to++) {
        const same = one[at - 1] === other[to - 1];
        next[to] = Math.min(row[to] + 1, next[to - 1] + 1, row[to - 1] + (same ? 0 : 1));
        if (at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1]) {
          next[to] = Math.min(next[to], before[to - 2] + 1);
        }
      }
      [before, row] = [row, next];
    }
    return row.at(-1);
  };

  /** The known word that is nearest to this one, if any is near enough; the commonest of several. */
  const nearest = async (written, manifest, load) => {
    const wanted = folded(written);
    const starts = [wanted[0], wanted[1]];
    const list = await words_in(manifest.words.filter((prefix) => !prefix || starts.includes(prefix[0])), manifest, load);
    let [best, least] = [undefined, wanted.length > 5 ? 3 : 2];
    for (const word of list) {
      const form = folded(word);
      if (Math.abs(form.length - wanted.length) >= least || form === wanted) continue;
      const changes = distance(wanted, form);
      if (changes < least) [best, least] = [word, changes];
    }
    return best;
  };

  return { completions, nearest };
})();
