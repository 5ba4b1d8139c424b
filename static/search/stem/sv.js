/* Swedish: the stemmer that the index uses for articles in this language. */
"use strict";

Backfile.stemmer("sv", ({ list, longest, past, cut }) => {
  const vowels = "aeiouyäåö";
  const main = list(
    "a arna erna heterna orna ad e ade ande arne are aste en anden aren heten ern ar er heter or as arnas ernas " +
      "ornas es ades andes ens arens hetens erns at andet het ast s et",
  );
  const pairs = list("dd gd nn dt gt kt tt");
  const other = list("lig ig els öst fullt");
  /** Words in -et that are not the definite form of another. */
  const own = /(fab|h|pak|rak|stak|kom|iet|cit|dit|alit|ilit|mit|nit|pit|rit|sit|tit|uit|ivit|kvit|xit)$/;
  const definite = (rest) => /.[aeiouyäåö][^aeiouyäåö]$/.test(rest) && !own.test(rest);

  const inflected = (word, r1) => {
    const ending = longest(word, main, r1);
    if (!ending) return word;
    const rest = cut(word, ending.length);
    if (ending === "et") return definite(rest) ? rest : word;
    if (ending !== "s") return rest;
    if (rest.endsWith("et") && definite(cut(rest, 2))) return cut(rest, 2);
    return /[bcdfghjklmnoprtvy]$/.test(rest) ? rest : word;
  };

  return (word) => {
    const r1 = Math.max(past(word, vowels), Math.min(3, word.length));
    word = inflected(word, r1);
    if (longest(word, pairs, r1)) word = cut(word, 1);
    const ending = longest(word, other, r1);
    if (ending === "öst") return /[iklnprtuv]öst$/.test(word) ? cut(word, 1) : word;
    return ending ? cut(word, ending === "fullt" ? 1 : ending.length) : word;
  };
});
