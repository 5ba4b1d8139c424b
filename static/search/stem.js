/*
 * What the stemmers of all languages share: regions of a word and its longest ending.
 *
 * Each language has its own file in stem/, fetched only where an archive has articles in it. Its output is
 * that of the Snowball algorithm of the same name, which the index was made with; the tests compare both on
 * thousands of words. Words come here in lower case, composed (NFC), without apostrophes.
 */
"use strict";

globalThis.Backfile ??= {};
Backfile.stemmers = {};

/** Registers the stemmer of a language: `make` gets the helpers below and returns word → stem. */
Backfile.stemmer = (language, make) => {
  Backfile.stemmers[language] = make(Backfile.suffixes);
};

Backfile.suffixes = (() => {
  /** A list of endings from a text with blanks between them. */
  const list = (text) => {
    const endings = new Set(text.split(" "));
    return { endings, longest: Math.max(...[...endings].map((ending) => ending.length)) };
  };

  /** The longest ending of the list with which the word ends, at or after `from`; none is `undefined`. */
  const longest = (word, { endings, longest }, from = 0) => {
    for (let at = Math.max(word.length - longest, from); at < word.length; at++) {
      if (endings.has(word.slice(at))) return word.slice(at);
    }
  };

  /** The place after the first non-vowel that follows a vowel, looking from `at`. */
  const past = (word, vowels, at = 0) => {
    while (at < word.length && !vowels.includes(word[at])) at++;
    while (at < word.length && vowels.includes(word[at])) at++;
    return Math.min(at + 1, word.length);
  };

  /** The region RV of the Romance languages. */
  const verbal = (word, vowels) => {
    const vowel = (at) => vowels.includes(word[at] ?? " ");
    if (word.length < 3) return word.length;
    let at = 2;
    if (!vowel(1)) while (at < word.length && !vowel(at)) at++;
    else if (vowel(0)) while (at < word.length && vowel(at)) at++;
    return Math.min(at + 1, word.length);
  };

  /** The word without its last `count` letters, and with `ending` in their place. */
  const cut = (word, count, ending = "") => word.slice(0, word.length - count) + ending;

  return { list, longest, past, verbal, cut };
})();
