/* English: the stemmer that the index uses for articles in this language. */
"use strict";

Backfile.stemmer("en", ({ list, longest, past, cut }) => {
  const whole = {
    skis: "ski", skies: "sky", idly: "idl", gently: "gentl", ugly: "ugli", early: "earli", only: "onli", singly: "singl",
    sky: "sky", news: "news", howe: "howe", atlas: "atlas", cosmos: "cosmos", bias: "bias", andes: "andes",
  };
  const beginnings = /^(arsen|commun|emerg|gener|inter|later|organ|past|univers)/;
  const plural = list("sses ied ies s us ss");
  const past_tense = list("eed eedly ed edly ing ingly");
  const second = list(
    "tional enci anci abli entli izer ization ational ation ator alism aliti alli fulness ousli ousness iveness " +
      "iviti biliti bli ogi ogist fulli lessli li",
  );
  const second_becomes = {
    tional: "tion", enci: "ence", anci: "ance", abli: "able", entli: "ent", izer: "ize", ization: "ize",
    ational: "ate", ation: "ate", ator: "ate", alism: "al", aliti: "al", alli: "al", fulness: "ful", ousli: "ous",
    ousness: "ous", iveness: "ive", iviti: "ive", biliti: "ble", bli: "ble", ogi: "og", ogist: "og", fulli: "ful",
    lessli: "less", li: "",
  };
  const third = list("tional ational alize icate iciti ical ful ness ative");
  const third_becomes = {
    tional: "tion", ational: "ate", alize: "al", icate: "ic", iciti: "ic", ical: "ic", ful: "", ness: "", ative: "",
  };
  const fourth = list("al ance ence er ic able ible ant ement ment ent ism ate iti ous ive ize ion");
  const vowel = /[aeiouy]/;
  const short = (word) => /([^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy]|past)$/.test(word);

  const first = (word) => {
    const ending = longest(word, plural);
    if (ending === "sses") return cut(word, 2);
    if (ending === "ied" || ending === "ies") return cut(word, word.length > 4 ? 2 : 1);
    return ending === "s" && vowel.test(cut(word, 2)) ? cut(word, 1) : word;
  };

  const tense = (word, r1) => {
    const ending = longest(word, past_tense);
    if (!ending) return word;
    const rest = cut(word, ending.length);
    if (ending.startsWith("eed")) {
      return rest.length < r1 || /^(succ|proc|exc)$/.test(rest) ? word : rest + "ee";
    }
    if (ending === "ing") {
      if (/^[^aeiouy]y$/.test(rest)) return cut(rest, 1, "ie");
      if (/^(even|cann|inn|earr|herr|out)$/.test(rest)) return word;
    }
    if (!vowel.test(rest)) return word;
    if (/(at|bl|iz)$/.test(rest)) return rest + "e";
    if (/(bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(rest)) return /^[aeo]..$/.test(rest) ? rest : cut(rest, 1);
    return rest.length === r1 && short(rest) ? rest + "e" : rest;
  };

  const derived = (word, r1, r2) => {
    let ending = longest(word, second);
    let rest = ending && cut(word, ending.length);
    if (ending && rest.length >= r1 && (ending !== "ogi" || rest.endsWith("l")) &&
      (ending !== "li" || /[cdeghkmnrt]$/.test(rest))) word = rest + second_becomes[ending];
    ending = longest(word, third);
    rest = ending && cut(word, ending.length);
    if (ending && rest.length >= r1 && (ending !== "ative" || rest.length >= r2)) word = rest + third_becomes[ending];
    ending = longest(word, fourth);
    rest = ending && cut(word, ending.length);
    return ending && rest.length >= r2 && (ending !== "ion" || /[st]$/.test(rest)) ? rest : word;
  };

  const last = (word, r1, r2) => {
    const rest = cut(word, 1);
    if (word.endsWith("e")) return rest.length >= r2 || (rest.length >= r1 && !short(rest)) ? rest : word;
    return word.endsWith("ll") && rest.length >= r2 ? rest : word;
  };

  return (word) => {
    if (Object.hasOwn(whole, word)) return whole[word];
    if (word.length < 3) return word;
    word = word.replace(/^y/, "Y").replace(/([aeiouy])y/g, "$1Y");
    const r1 = beginnings.exec(word)?.[0].length ?? past(word, "aeiouy");
    const r2 = past(word, "aeiouy", r1);
    word = tense(first(word), r1);
    if (/.[^aeiouy][yY]$/.test(word)) word = cut(word, 1, "i");
    return last(derived(word, r1, r2), r1, r2).replaceAll("Y", "y");
  };
});
