/* Russian: the stemmer that the index uses for articles in this language. */
"use strict";

Backfile.stemmer("ru", ({ list, longest, cut }) => {
  const gerund = list("в вши вшись ив ивши ившись ыв ывши ывшись");
  const adjective = list("ее ие ые ое ими ыми ей ий ый ой ем им ым ом его ого ему ому их ых ую юю ая яя ою ею");
  const participle = list("ем нн вш ющ щ ивш ывш ующ");
  const verb = list(
    "ла на ете йте ли й л ем н ло но ет ют ны ть ешь нно ила ыла ена ейте уйте ите или ыли ей уй ил ыл им ым ен " +
      "ило ыло ено ят ует уют ит ыт ены ить ыть ишь ую ю",
  );
  const noun = list(
    "а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях ы ь ию ью ю ия ья я",
  );
  /** Endings that are taken off after а or я only. */
  const after_a = new Set("в вши вшись ем нн вш ющ щ ла на ете йте ли й л н ло но ет ют ны ть ешь нно".split(" "));

  /** Takes an ending of the list off; `undefined` where there is none. */
  const without = (word, endings, rv, conditional = after_a) => {
    const ending = longest(word, endings, rv);
    if (!ending) return undefined;
    const rest = cut(word, ending.length);
    return !conditional.has(ending) || (rest.length > rv && /[ая]$/.test(rest)) ? rest : undefined;
  };
  const never = new Set();

  const inflected = (word, rv) => {
    const form = without(word, gerund, rv);
    if (form !== undefined) return form;
    if (/с[яь]$/.test(word) && word.length - 2 >= rv) word = cut(word, 2);
    const base = without(word, adjective, rv, never);
    if (base !== undefined) return without(base, participle, rv) ?? base;
    return without(word, verb, rv) ?? without(word, noun, rv, never) ?? word;
  };

  const regions = (word) => {
    const found = /^[^аеиоуыэюя]*[аеиоуыэюя]/.exec(word);
    if (!found) return [word.length, word.length];
    const second = /^[аеиоуыэюя]*[^аеиоуыэюя]+[аеиоуыэюя]+[^аеиоуыэюя]/.exec(word.slice(found[0].length));
    return [found[0].length, second ? found[0].length + second[0].length : word.length];
  };

  return (word) => {
    word = word.replaceAll("ё", "е");
    const [rv, r2] = regions(word);
    const ends = (ending) => word.endsWith(ending) && word.length - ending.length >= rv;
    word = inflected(word, rv);
    if (ends("и")) word = cut(word, 1);
    const derived = ["ость", "ост"].find(ends);
    if (derived && word.length - derived.length >= r2) word = cut(word, derived.length);
    const best = ["ейше", "ейш"].find(ends);
    if (best) word = cut(word, best.length);
    if (ends("нн")) return cut(word, 1);
    return !best && ends("ь") ? cut(word, 1) : word;
  };
});
