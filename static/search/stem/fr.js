/* French: the stemmer that the index uses for articles in this language. */
"use strict";

Backfile.stemmer("fr", ({ list, longest, past, cut }) => {
  const vowels = "aeiouyàâèéêëîïôùû";
  const consonant = /[^aeiouyàâèéêëîïôùû]$/;
  const vowel = (letter) => letter !== undefined && vowels.includes(letter);
  const standard = list(
    "iqUe ance able isme iste iqUes ances ables ismes istes eux atrice ation ateur atrices ations ateurs ence ences " +
      "logie logies euse euses ive if ives ifs usion ution usions utions ments ment ements ement issements issement " +
      "ités ité amment emment aux eaux oux",
  );
  const in_i = list(
    "ira ie isse issante i irai ir iras ies îmes isses issantes îtes is irais issais irions issions irons issons " +
      "issants it irait issait issant iraIent issaIent irent issent iront ît iriez issiez irez issez",
  );
  const verb = list(
    "a asse ante ai as âmes asses antes âtes assions ants ait ant aIent assent ât assiez era ée erai er eras ées " +
      "eais erais erions erons és erait eraIent èrent eront ez iez eriez erez é aise aises ais ions",
  );
  const with_e = new Set("a asse ante ai as âmes asses antes âtes assions ants ait ant aIent assent ât assiez".split(" "));
  const residual = list("e Ière ière Ier ier ion");
  const simple = new Set("iqU anc abl ism ist eux".split(" "));
  const plain = { He: "ë", Hi: "ï", H: "", I: "i", U: "u", Y: "y" };

  const marked = (word) => {
    for (let at = 0; at < word.length; ) {
      const [here, next, then] = [word[at], word[at + 1], word[at + 2]];
      const put = (from, text) => (word = word.slice(0, from) + text + word.slice(from + 1));
      if (vowel(here) && (next === "u" || next === "i") && vowel(then)) put(at + 1, next.toUpperCase());
      else if (vowel(here) && next === "y") put(at + 1, "Y");
      else if (here === "ë") put(at, "He");
      else if (here === "ï") put(at, "Hi");
      else if (here === "y" && vowel(next)) put(at, "Y");
      else if (here === "q" && next === "u") put(at + 1, "U");
      else at++;
    }
    return word;
  };

  const verbal = (word) => {
    if (word.length > 2 && vowel(word[0]) && vowel(word[1])) return 3;
    if (/^(par|col|tap|ni[aeiouyàâèéêëîïôùû])/.test(word)) return 3;
    let at = 1;
    while (at < word.length && !vowel(word[at])) at++;
    return Math.min(at + 1, word.length);
  };

  /** Takes `ending` off where it lies at or after `from`; else puts `instead`, if any, in its place. */
  const off = (word, ending, from, instead = ending) =>
    cut(word, ending.length, word.length - ending.length >= from ? "" : instead);

  const after_ement = (rest, { rv, r1, r2 }) => {
    const more = longest(rest, list("iv eus abl iqU ièr Ièr"));
    if (!more) return rest;
    const at = rest.length - more.length;
    if (more === "iv") return at < r2 ? rest : cut(rest, 2).endsWith("at") ? off(cut(rest, 2), "at", r2) : cut(rest, 2);
    if (more === "eus") return at >= r2 ? cut(rest, 3) : at >= r1 ? cut(rest, 3, "eux") : rest;
    if (more.endsWith("r")) return at >= rv ? cut(rest, 3, "i") : rest;
    return off(rest, more, r2);
  };

  const after_ite = (rest, r2) => {
    const more = /(abil|ic|iv)$/.exec(rest)?.[0];
    return more ? off(rest, more, r2, { abil: "abl", ic: "iqU" }[more]) : rest;
  };

  const after_if = (rest, r2) => {
    if (!rest.endsWith("at") || rest.length - 2 < r2) return rest;
    rest = cut(rest, 2);
    return rest.endsWith("ic") ? off(rest, "ic", r2, "iqU") : rest;
  };

  /** The word, and whether that settles it. */
  const derived = (word, regions) => {
    const { rv, r1, r2 } = regions;
    const ending = longest(word, standard);
    if (!ending) return [word, false];
    const rest = cut(word, ending.length);
    const [in_rv, in_r1, in_r2] = [rv, r1, r2].map((from) => rest.length >= from);
    const when = (condition, result) => (condition ? [result, true] : [word, false]);
    if (/^[ae]mment$/.test(ending)) return [in_rv ? rest + ending[0] + "nt" : word, false];
    if (/^ments?$/.test(ending)) return [vowel(rest.at(-1)) && rest.length > rv ? rest : word, false];
    if (ending === "eaux") return [rest + "eau", true];
    if (ending === "aux") return when(in_r1, rest + "al");
    if (ending === "oux") return when(/[bhjlnp]$/.test(rest), rest + "ou");
    const one = ending.replace(/s$/, "");
    if (one === "ement") return when(in_rv, after_ement(rest, regions));
    if (one === "issement") return when(in_r1 && consonant.test(rest), rest);
    if (one === "euse") return in_r2 ? [rest, true] : when(in_r1, rest + "eux");
    if (!in_r2) return [word, false];
    if (one === "ité") return [after_ite(rest, r2), true];
    if (one === "if" || one === "ive") return [after_if(rest, r2), true];
    if (one === "logie") return [rest + "log", true];
    if (one === "usion" || one === "ution") return [rest + "u", true];
    if (one === "ence") return [rest + "ent", true];
    if (simple.has(one.replace(/e$/, ""))) return [rest, true];
    return [rest.endsWith("ic") ? off(rest, "ic", r2, "iqU") : rest, true];
  };

  const conjugated = (word, { rv, r2 }) => {
    let ending = longest(word, in_i, rv);
    let rest = ending && cut(word, ending.length);
    if (ending && rest.length > rv && consonant.test(rest) && !rest.endsWith("H")) return [rest, true];
    ending = longest(word, verb, rv);
    if (!ending) return [word, false];
    rest = cut(word, ending.length);
    if (ending === "ions") return rest.length >= r2 ? [rest, true] : [word, false];
    if (with_e.has(ending)) return [rest.endsWith("e") && rest.length > rv ? cut(rest, 1) : rest, true];
    if (/^aises?$|^ais$/.test(ending) && /^.al$|auv$|épl$/.test(rest)) return [word, false];
    return [rest, true];
  };

  const left = (word, { rv, r2 }) => {
    if (/(Hi|[^aiouès])s$/.test(word)) word = cut(word, 1);
    const ending = longest(word, residual, rv);
    if (!ending) return word;
    const rest = cut(word, ending.length);
    if (ending === "e") return rest;
    if (ending !== "ion") return rest + "i";
    return rest.length >= r2 && rest.length > rv && /[st]$/.test(rest) ? rest : word;
  };

  return (word) => {
    word = marked(word);
    const r1 = past(word, vowels);
    const regions = { rv: verbal(word), r1, r2: past(word, vowels, r1) };
    let settled;
    [word, settled] = derived(word, regions);
    if (!settled) [word, settled] = conjugated(word, regions);
    if (settled) word = word.replace(/Y$/, "i").replace(/ç$/, "c");
    else word = left(word, regions);
    if (/(enn|onn|ett|ell|eill)$/.test(word)) word = cut(word, 1);
    word = word.replace(/[éè]([^aeiouyàâèéêëîïôùû]+)$/, "e$1");
    return word.replace(/He|Hi|[HIUY]/g, (letters) => plain[letters]);
  };
});
