/* Spanish: the stemmer that the index uses for articles in this language. */
"use strict";

Backfile.stemmer("es", ({ list, longest, past, verbal, cut }) => {
  const vowels = "aeiouáéíóúü";
  const pronoun = list("me se sela selo selas selos la le lo las les los nos");
  const before_pronoun = list("iéndo ándo ár ér ír ando iendo ar er ir yendo");
  const standard = list(
    "anza anzas ico ica icos icas ismo ismos able ables ible ibles ista istas oso osa osos osas amiento amientos " +
      "imiento imientos adora ador ación adoras adores aciones ante antes ancia ancias acion logía logías ución " +
      "ucion uciones encia encias amente mente idad idades iva ivo ivas ivos",
  );
  const in_y = list("ya ye yan yen yeron yendo yo yó yas yes yais yamos");
  const verb = list(
    "en es éis emos arían arías arán arás aríais aría aréis aríamos aremos ará aré erían erías erán erás eríais ería " +
      "eréis eríamos eremos erá eré irían irías irán irás iríais iría iréis iríamos iremos irá iré aba ada ida ía " +
      "ara iera ad ed id ase iese aste iste an aban ían aran ieran asen iesen aron ieron ado ido ando iendo ió ar er " +
      "ir as abas adas idas ías aras ieras ases ieses ís áis abais íais arais ierais aseis ieseis asteis isteis ados " +
      "idos amos ábamos íamos imos áramos iéramos iésemos ásemos",
  );
  const residual = list("os a o á í ó e é");
  const plain = { á: "a", é: "e", í: "i", ó: "o", ú: "u" };
  const unaccented = (word) => word.replace(/[áéíóú]/g, (letter) => plain[letter]);

  const detached = (word, rv) => {
    const ending = longest(word, pronoun);
    if (!ending) return word;
    const rest = cut(word, ending.length);
    const before = longest(rest, before_pronoun);
    if (!before || rest.length - before.length < rv) return word;
    if (before === "yendo") return rest.endsWith("uyendo") ? rest : word;
    return cut(rest, before.length, unaccented(before));
  };

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

  const derived = (word, r1, r2) => {
    const ending = longest(word, standard);
    const rest = ending && cut(word, ending.length);
    if (!ending || rest.length < (ending === "amente" ? r1 : r2)) return undefined;
    if (ending === "amente") return after_amente(rest, r2);
    if (ending === "mente") return also(rest, /(ante|able|ible)$/, r2);
    if (/^idad/.test(ending)) return also(rest, /(abil|ic|iv)$/, r2);
    if (/^iv/.test(ending)) return also(rest, /at$/, r2);
    if (/^log/.test(ending)) return rest + "log";
    if (/^uci/.test(ending)) return rest + "u";
    if (/^encia/.test(ending)) return rest + "ente";
    return /^(ador|aci|an(te|cia))/.test(ending) ? also(rest, /ic$/, r2) : rest;
  };

  const conjugated = (word, rv) => {
    const y = longest(word, in_y, rv);
    if (y && cut(word, y.length).endsWith("u")) return cut(word, y.length);
    const ending = longest(word, verb, rv);
    if (!ending) return word;
    const rest = cut(word, ending.length);
    return /^(en|es|éis|emos)$/.test(ending) && rest.endsWith("gu") ? cut(rest, 1) : rest;
  };

  const left = (word, rv) => {
    const ending = longest(word, residual);
    const rest = ending && cut(word, ending.length);
    if (!ending || rest.length < rv) return word;
    return /[eé]/.test(ending) && rest.endsWith("gu") && rest.length > rv ? cut(rest, 1) : rest;
  };

  return (word) => {
    const rv = verbal(word, vowels);
    const r1 = past(word, vowels);
    const r2 = past(word, vowels, r1);
    word = detached(word, rv);
    word = derived(word, r1, r2) ?? conjugated(word, rv);
    return unaccented(left(word, rv));
  };
});
