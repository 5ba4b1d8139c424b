/* Dutch: the stemmer that the index uses for articles in this language. */
"use strict";

Backfile.stemmer("nl", ({ list, longest, past, cut }) => {
  const vowels = "aeiouyè";
  const first = list("heden en ene s se");
  const last = list("end ing ig lijk baar bar");
  const plain = { á: "a", ä: "a", é: "e", ë: "e", í: "i", ï: "i", ó: "o", ö: "o", ú: "u", ü: "u" };

  const prelude = (word) => {
    const letters = [...word.replace(/[áäéëíïóöúü]/g, (letter) => plain[letter]).replace(/^y/, "Y")];
    for (let at = 0; at < letters.length; at++) {
      if (!vowels.includes(letters[at])) continue;
      if (letters[at + 1] === "y") letters[++at] = "Y";
      else if (letters[at + 1] === "i" && vowels.includes(letters[++at + 1] ?? " ")) letters[at] = "I";
    }
    return letters.join("");
  };

  const undouble = (word) => (/(kk|dd|tt)$/.test(word) ? cut(word, 1) : word);

  const without_en = (word, count, r1) => {
    const rest = cut(word, count);
    return rest.length >= r1 && /[^aeiouyè]$/.test(rest) && !rest.endsWith("gem") ? undouble(rest) : word;
  };

  const without_e = (word, r1) =>
    /[^aeiouyè]e$/.test(word) && word.length > r1 ? undouble(cut(word, 1)) : word;

  const inflected = (word, r1) => {
    const ending = longest(word, first);
    if (!ending) return word;
    const rest = cut(word, ending.length);
    if (ending === "heden") return rest.length >= r1 ? rest + "heid" : word;
    if (ending[0] === "e") return without_en(word, ending.length, r1);
    return rest.length >= r1 && /[^aeijouyè]$/.test(rest) ? rest : word;
  };

  const derived = (word, r1, r2, had_e) => {
    const ending = longest(word, last);
    const rest = ending && cut(word, ending.length);
    if (!ending || rest.length < r2) return word;
    if (ending === "end" || ending === "ing") {
      return /(?<!e)ig$/.test(rest) && rest.length - 2 >= r2 ? cut(rest, 2) : undouble(rest);
    }
    if (ending === "ig") return rest.endsWith("e") ? word : rest;
    if (ending === "lijk") return without_e(rest, r1);
    return ending === "baar" || had_e ? rest : word;
  };

  return (word) => {
    word = prelude(word);
    const after = past(word, vowels);
    const r1 = Math.max(after, Math.min(3, word.length));
    const r2 = past(word, vowels, after);
    word = inflected(word, r1);
    const before = word.length;
    word = without_e(word, r1);
    const had_e = word.length < before;
    if (/(?<!c)heid$/.test(word) && word.length - 4 >= r2) {
      word = cut(word, 4);
      if (word.endsWith("en")) word = without_en(word, 2, r1);
    }
    word = derived(word, r1, r2, had_e);
    if (/[^aeiouyè](aa|ee|oo|uu)[^aeiouyèI]$/.test(word)) word = cut(word, 2, word.at(-1));
    return word.replaceAll("Y", "y").replaceAll("I", "i");
  };
});
