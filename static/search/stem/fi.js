/* Finnish: the stemmer that the index uses for articles in this language. */
"use strict";

Backfile.stemmer("fi", ({ list, longest, past, cut }) => {
  const vowels = "aeiouyäö";
  const long = /(aa|ee|ii|oo|uu|ää|öö)$/;
  const diphthong = /[aeiouäö]i$/;
  const particle = list("pa kaan han kin hän kään ko pä kö sti");
  const possessive = list("nsa mme nne nsä ni si an en än");
  const possessed = {
    an: /(ta|ssa|sta|lla|lta|na)$/, än: /(tä|ssä|stä|llä|ltä|nä)$/, en: /(lle|ine)$/, si: /(^|[^k])$/,
  };
  const case_ = list(
    "a ä lla na ssa ta lta sta lle ine ksi han den seen hen tten hin siin hon hun hän hön llä nä ssä tä ltä stä tta " +
      "ttä n",
  );
  const other = list("eja imma impa immi impi ejä immä impä mma mpa mmi mpi mmä mpä");
  const comparative = /^m[mp][aiä]$/;

  const without_particle = (word, r1, r2) => {
    const ending = longest(word, particle, r1);
    const rest = ending && cut(word, ending.length);
    if (!ending) return word;
    return (ending === "sti" ? rest.length >= r2 : /[aeinotuyäö]$/.test(rest)) ? rest : word;
  };

  const without_possessive = (word, r1) => {
    const ending = longest(word, possessive, r1);
    const rest = ending && cut(word, ending.length);
    if (!ending || !(possessed[ending]?.test(rest) ?? true)) return word;
    return ending === "ni" && rest.endsWith("kse") ? cut(rest, 1, "i") : rest;
  };

  /** The word without the ending of its case, or `undefined` where it has none. */
  const without_case = (word, r1) => {
    let ending = longest(word, case_, r1);
    if (!ending) return undefined;
    const before = cut(word, ending.length);
    // An ending that its word does not fit is the -n alone.
    if (/^h.n$/.test(ending) && !before.endsWith(ending[1])) ending = "n";
    if (ending === "seen" && !long.test(before)) ending = "n";
    if (/^(siin|den|tten)$/.test(ending) && !diphthong.test(before)) ending = "n";
    const rest = cut(word, ending.length);
    if (ending === "n") return long.test(rest) || rest.endsWith("ie") ? cut(rest, 1) : rest;
    if (/^[aä]$/.test(ending)) return /[bcdfghjklmnpqrstvwxz][aeiouyäö]$/.test(rest) ? rest : undefined;
    return !/^tt[aä]$/.test(ending) || rest.endsWith("e") ? rest : undefined;
  };

  const without_t = (word, r1, r2) => {
    if (!/[aeiouyäö]t$/.test(word) || word.length - 2 < r1) return word;
    word = cut(word, 1);
    const ending = longest(word, list("mma imma"), r2);
    return ending === "imma" || (ending && !/po...$/.test(word)) ? cut(word, ending.length) : word;
  };

  const tidied = (word, r1) => {
    if (long.test(word) && word.length - 2 >= r1) word = cut(word, 1);
    if (/[bcdfghjklmnpqrstvwxz][aeiä]$/.test(word) && word.length - 2 >= r1) word = cut(word, 1);
    if (/[ou]j$/.test(word) && word.length - 2 >= r1) word = cut(word, 1);
    if (/jo$/.test(word) && word.length - 2 >= r1) word = cut(word, 1);
    return word.replace(/([bcdfghjklmnpqrstvwxz])\1([aeiouyäö]*)$/, "$1$2");
  };

  return (word) => {
    const r1 = past(word, vowels);
    const r2 = past(word, vowels, r1);
    word = without_possessive(without_particle(word, r1, r2), r1);
    const base = without_case(word, r1);
    word = base ?? word;
    const ending = longest(word, other, r2);
    if (ending && !(comparative.test(ending) && /po...$/.test(word))) word = cut(word, ending.length);
    if (base === undefined) word = without_t(word, r1, r2);
    else if (/[ij]$/.test(word) && word.length > r1) word = cut(word, 1);
    return tidied(word, r1);
  };
});
