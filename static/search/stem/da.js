/* Danish: the stemmer that the index uses for articles in this language. */
"use strict";

Backfile.stemmer("da", ({ list, longest, past, cut }) => {
  const main = list(
    "hed ethed ered e erede ende erende ene erne ere en heden eren er heder erer heds es endes erendes enes ernes " +
      "eres ens hedens erens ers ets erets et eret s",
  );
  const pairs = list("gd dt gt kt");
  const other = list("ig lig elig els løst");

  const without_pair = (word, r1) => (longest(word, pairs, r1) ? cut(word, 1) : word);

  return (word) => {
    const r1 = Math.max(past(word, "aeiouyåæø"), Math.min(3, word.length));
    let ending = longest(word, main, r1);
    if (ending && (ending !== "s" || /[abcdfghjklmnoprtvyzå]s$/.test(word))) word = cut(word, ending.length);
    word = without_pair(word, r1);
    if (word.endsWith("igst")) word = cut(word, 2);
    ending = longest(word, other, r1);
    if (ending === "løst") word = cut(word, 1);
    else if (ending) word = without_pair(cut(word, ending.length), r1);
    return word.length > r1 && /([bdfgklmnprst])\1$/.test(word) ? cut(word, 1) : word;
  };
});
