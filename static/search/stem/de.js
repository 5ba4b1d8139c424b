/* German: the stemmer that the index uses for articles in this language. */
"use strict";

Backfile.stemmer("de", ({ list, longest, past, cut }) => {
  const vowels = "aeiouyäöü";
  const first = list("em erinnen erin ern er e en es s ln lns");
  const second = list("en er est et st");
  const third = list("end ung ig isch ik lich heit keit");
  const becomes = { ß: "ss", ae: "ä", oe: "ö", ue: "ü", qu: "qu" };
  const plain = { U: "u", Y: "y", ä: "a", ö: "o", ü: "u" };

  const inflected = (word, r1) => {
    const ending = longest(word, first);
    const rest = ending && cut(word, ending.length);
    if (!ending || rest.length < r1) return word;
    if (ending === "s") return /[bdfghklmnrt]$/.test(rest) ? rest : word;
    if (ending === "em") return rest.endsWith("syst") ? word : rest;
    if (ending[0] === "l") return rest + "l";
    return ending.length < 3 && ending !== "er" && rest.endsWith("niss") ? cut(rest, 1) : rest;
  };

  const compared = (word, r1) => {
    const ending = longest(word, second);
    const rest = ending && cut(word, ending.length);
    if (!ending || rest.length < r1) return word;
    if (ending === "st") return /...[bdfghklmnt]$/.test(rest) ? rest : word;
    if (ending !== "et") return rest;
    return /[Udfgklmnrstzä]$/.test(rest) && !/(geordn|intern|plan|tick|tr)$/.test(rest) ? rest : word;
  };

  const derived = (word, r1, r2) => {
    const ending = longest(word, third);
    const rest = ending && cut(word, ending.length);
    if (!ending || rest.length < r2) return word;
    if (ending === "end" || ending === "ung") {
      return rest.endsWith("ig") && !rest.endsWith("eig") && rest.length - 2 >= r2 ? cut(rest, 2) : rest;
    }
    if (ending[0] === "i") return rest.endsWith("e") ? word : rest;
    if (ending === "keit") {
      const more = /(lich|ig)$/.exec(rest)?.[0].length ?? 0;
      return rest.length - more >= r2 ? cut(rest, more) : rest;
    }
    return /e[rn]$/.test(rest) && rest.length - 2 >= r1 ? cut(rest, 2) : rest;
  };

  return (word) => {
    word = word.replace(/([aeiouyäöü])([uy])(?=[aeiouyäöü])/g, (_, vowel, letter) => vowel + letter.toUpperCase());
    word = word.replace(/ß|ae|oe|ue|qu/g, (letters) => becomes[letters]);
    const after = past(word, vowels);
    const r1 = Math.max(after, Math.min(3, word.length));
    const r2 = past(word, vowels, after);
    word = derived(compared(inflected(word, r1), r1), r1, r2);
    return word.replace(/[UYäöü]/g, (letter) => plain[letter]);
  };
});
