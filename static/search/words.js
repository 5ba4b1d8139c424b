/*
 * What a word is: from a text to the terms that the index knows.
 *
 * It must do exactly what made the index: docs/search-words.md says it in words, and the tests compare both
 * sides. It knows nothing of files, pages or ranking.
 */
"use strict";

globalThis.Backfile ??= {};

Backfile.words = (() => {
  const invisible = "\\u00ad\\u200c\\u200d\\u2060\\ufeff";
  const unspaced =
    "\\u0e00-\\u0eff\\u1000-\\u109f\\u1100-\\u11ff\\u1780-\\u17ff\\u2e80-\\u2fdf\\u3005-\\u3007\\u3021-\\u3029" +
    "\\u3031-\\u3035\\u3041-\\u30ff\\u3105-\\u318f\\u31a0-\\u31bf\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff" +
    "\\ua960-\\ua97f\\uac00-\\ud7ff\\uf900-\\ufaff\\uff66-\\uffdc\\u{1b000}-\\u{1b16f}\\u{20000}-\\u{3ffff}";
  const letter = `(?!\\u02bc)[\\p{Alphabetic}\\p{N}\\p{M}${invisible}]`;
  const run = new RegExp(
    `(?:${letter}|(?<=[0-9])[.,\\u00a0\\u202f](?=[0-9]{3}(?![0-9]))` +
      `|(?<=[\\u05d0-\\u05ea])["'\\u05f3\\u05f4\\u2019\\u201d](?=[\\u05d0-\\u05ea]))+`,
    "gu",
  );
  const scripts = new RegExp(`[${unspaced}][${unspaced}\\p{M}${invisible}]*|[^${unspaced}]+`, "gu");
  const without_blanks = new RegExp(`^[${unspaced}]`, "u");
  const tied_before = new RegExp(`${letter}['\\u2019\\u02bc\\uff07]$`, "u");
  const tied_after = new RegExp(`^['\\u2019\\u02bc\\uff07]${letter}`, "u");
  const not_kept = /[^\p{Alphabetic}\p{N}\p{M}]|\u02bc/gu;
  const dropped = new RegExp(
    "[\\u0300-\\u036f\\u0483-\\u0487\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7\\u0610-\\u061a\\u0640" +
      "\\u064b-\\u065f\\u0670\\u06d6-\\u06dc\\u06df-\\u06e4\\u06e7\\u06e8\\u06ea-\\u06ed\\u1ab0-\\u1aff\\u1dc0-\\u1dff" +
      "\\u20d0-\\u20ff\\ufe00-\\ufe0f\\ufe20-\\ufe2f\\u{e0100}-\\u{e01ef}]",
    "gu",
  );
  const apart = {
    ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h", ı: "i", ŋ: "n", ŧ: "t", ĸ: "k",
    ς: "σ", ى: "ي", ی: "ي", ة: "ه", ک: "ك", ך: "כ", ם: "מ", ן: "נ", ף: "פ", ץ: "צ",
  };
  const joined = new RegExp(`[${Object.keys(apart).join("")}]`, "gu");

  /** Whether a word is neither too long nor a code, such as a checksum. */
  const wanted = (word) => {
    const letters = [...word];
    if (letters.length < 16) return true;
    const digit = (at) => /[0-9]/.test(letters[at]);
    const changes = letters.filter((_, at) => at > 0 && digit(at) !== digit(at - 1)).length;
    return letters.length <= 40 && changes < 4;
  };

  /** The pieces of a text in order: `{ text, at, unspaced }`, with the place of each in the text. */
  const split = (text) => {
    const pieces = [];
    for (const { 0: found, index } of text.matchAll(run)) {
      const end = index + found.length;
      if (found.length < 3 && [...found].length === 1) {
        const [before, after] = [text.slice(Math.max(0, index - 3), index), text.slice(end, end + 3)];
        if (tied_before.test(before) || tied_after.test(after)) continue;
      }
      for (const { 0: part, index: offset } of found.matchAll(scripts)) {
        const unspaced = without_blanks.test(part);
        if (unspaced || wanted(part)) pieces.push({ text: part, at: index + offset, unspaced });
      }
    }
    return pieces;
  };

  /** A word in lower case and composed, without what is not seen in it. */
  const plain = (word) => word.normalize("NFKC").toLowerCase().replace(not_kept, "").normalize("NFC");

  /** One form for letters that people write in several. */
  const fold = (word) =>
    /^[a-z0-9]*$/.test(word)
      ? word
      : word
          .normalize("NFKD")
          .replace(dropped, "")
          .replace(joined, (letters) => apart[letters])
          .replace(not_kept, "")
          .normalize("NFC")
          .replace(/^ال(?=...)/u, "");

  /** The name of the stemmer of a language tag; languages without one have none, and "" stands for them. */
  const language = (tag = "") => {
    const name = tag.split(/[-_]/)[0].toLowerCase();
    const known = name === "nb" || name === "nn" ? "no" : name;
    return "da de en es fi fr it nl no pt ru sv".split(" ").includes(known) ? known : "";
  };

  /** The stem of a word in lower case. */
  const stem = (word, name) =>
    name && !/[\u{10000}-\u{10ffff}]/u.test(word) ? Backfile.stemmers[name](word) : word;

  /** Every pair of neighbouring letters, or the only one. */
  const pairs = (text) => {
    const letters = [...fold(plain(text))];
    return letters.length < 2 ? letters : letters.slice(1).map((letter, at) => letters[at] + letter);
  };

  /** The terms of a piece of a text in a language. */
  const terms_of = (piece, name) => {
    if (piece.unspaced) return pairs(piece.text);
    const term = fold(stem(plain(piece.text), name));
    return term ? [term] : [];
  };

  /** The terms of a text in order. */
  const terms = (text, name) => split(text).flatMap((piece) => terms_of(piece, name));

  /** The key of a name in filters: `Ruth Abernathy` as `ruth-abernathy`. */
  const key = (name) => split(name).map((piece) => fold(plain(piece.text))).join("-");

  return { split, plain, fold, language, terms, terms_of, key };
})();
