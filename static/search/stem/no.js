/* Norwegian (Bokmål and Nynorsk): the stemmer that the index uses for articles in this language. */
"use strict";

Backfile.stemmer("no", ({ list, longest, past, cut }) => {
  const main = list(
    "a e ede ande ende ane ene hetene en heten ar er heter as es edes endes enes hetenes ens hetens ets et het ast " +
      "ers s erte ert",
  );
  const pairs = list("dt vt");
  const other = list("leg eleg ig eig lig elig els lov elov slov hetslov");

  const inflected = (word, r1) => {
    const ending = longest(word, main, r1);
    if (!ending) return word;
    const rest = cut(word, ending.length);
    if (ending === "erte" || ending === "ert") return rest + "er";
    if (ending === "ers") return /(?<!s)kap$|(amm|ast|ind|kk|lt|nk|omm|pp|(?<!ha|gi)v|øst)$/.test(rest) ? word : rest;
    if (ending === "s") return /([bcdfghjlmnoptvyz]|(?<!e)r|[^aeiouyåæêòóôø]k)$/.test(rest) ? rest : word;
    return rest;
  };

  return (word) => {
    const r1 = Math.max(past(word, "aeiouyåæêòóôø"), Math.min(3, word.length));
    word = inflected(word, r1);
    if (longest(word, pairs, r1)) word = cut(word, 1);
    return cut(word, longest(word, other, r1)?.length ?? 0);
  };
});
