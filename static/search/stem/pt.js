/* Portuguese: the stemmer that the index uses for articles in this language. */
"use strict";

Backfile.stemmer("pt", ({ list, longest, past, verbal, cut }) => {
  const vowels = "aeiouáâéêíóôú";
  const standard = list(
    "ica ância adora osa ista eza ante ável ível ico ismo oso amento imento aça~o ador icas adoras osas istas ezas " +
      "adores antes aço~es icos ismos osos amentos imentos ência ências logia logias ira iras iva ivo ivas ivos " +
      "idade idades mente amente uça~o uço~es",
  );
  const verb = list(
    "ada ida ia aria eria iria ara era ira ava asse esse isse aste este iste ei arei erei irei am iam ariam eriam " +
      "iriam aram eram iram avam em arem erem irem assem essem issem ado ido ando endo indo ara~o era~o ira~o ar er " +
      "ir as adas idas ias arias erias irias aras eras iras avas es ardes erdes irdes ares eres ires asses esses " +
      "isses astes estes istes is ais eis areis ereis ireis áreis éreis íreis ásseis ésseis ísseis áveis íeis aríeis " +
      "eríeis iríeis ados idos amos áramos éramos íramos ávamos íamos aríamos eríamos iríamos emos aremos eremos " +
      "iremos ássemos êssemos íssemos imos armos ermos irmos ámos arás erás irás eu iu ou ará erá irá",
  );

  const after_amente = (rest, r2) => {
    const more = /(iv|os|ic|ad)$/.exec(rest)?.[0];
    if (!more || rest.length - 2 < r2) return rest;
    rest = cut(rest, 2);
    return more === "iv" && rest.endsWith("at") && rest.length - 2 >= r2 ? cut(rest, 2) : rest;
  };

  /** Takes one of several endings off, if it lies in R2. */
  const also = (rest, endings, r2) => {
    const more = endings.exec(rest)?.[0].length ?? 0;
    return rest.length - more >= r2 ? cut(rest, more) : rest;
  };

  const derived = (word, rv, r1, r2) => {
    const ending = longest(word, standard);
    if (!ending) return undefined;
    const rest = cut(word, ending.length);
    if (/^iras?$/.test(ending)) return rest.length >= rv && rest.endsWith("e") ? rest + "ir" : undefined;
    if (rest.length < (ending === "amente" ? r1 : r2)) return undefined;
    if (ending === "amente") return after_amente(rest, r2);
    if (ending === "mente") return also(rest, /(ante|avel|ível)$/, r2);
    if (/^idade/.test(ending)) return also(rest, /(abil|ic|iv)$/, r2);
    if (/^iv/.test(ending)) return also(rest, /at$/, r2);
    if (/^log/.test(ending)) return rest + "log";
    if (/^uç/.test(ending)) return rest + "u";
    return /^ência/.test(ending) ? rest + "ente" : rest;
  };

  const conjugated = (word, rv) => {
    const ending = longest(word, verb, rv);
    return ending && cut(word, ending.length);
  };

  const left = (word, rv) => {
    const ending = longest(word, list("os a i o á í ó"));
    return ending && word.length - ending.length >= rv ? cut(word, ending.length) : word;
  };

  const form = (word, rv) => {
    if (word.endsWith("ç")) return cut(word, 1, "c");
    if (!/[eéê]$/.test(word) || word.length <= rv) return word;
    word = cut(word, 1);
    return /(gu|ci)$/.test(word) && word.length > rv ? cut(word, 1) : word;
  };

  return (word) => {
    word = word.replaceAll("ã", "a~").replaceAll("õ", "o~");
    const rv = verbal(word, vowels);
    const r1 = past(word, vowels);
    const settled = derived(word, rv, r1, past(word, vowels, r1)) ?? conjugated(word, rv);
    if (settled === undefined) word = left(word, rv);
    else word = settled.endsWith("ci") && settled.length > rv ? cut(settled, 1) : settled;
    return form(word, rv).replaceAll("a~", "ã").replaceAll("o~", "õ");
  };
});
