/* Italian: the stemmer that the index uses for articles in this language. */
"use strict";

Backfile.stemmer("it", ({ list, longest, past, verbal, cut }) => {
  const vowels = "aeiouàèìòù";
  const pronoun = list(
    "la cela gliela mela tela vela le cele gliele mele tele vele ne cene gliene mene sene tene vene ci li celi glieli " +
      "meli teli veli gli mi si ti vi lo celo glielo melo telo velo",
  );
  const before_pronoun = list("ando endo ar er ir");
  const standard = list(
    "ica osa ista anza ice atrice iche abile ibile ose ante mente iste anze ici atrici ichi abili ibili ismi osi anti " +
      "isti ico ismo oso istà istè istì logia logie iva ive ivi ivo enza enze usione uzione usioni uzioni azione " +
      "atore azioni atori amente amenti imenti amento imento ità",
  );
  const verb = list(
    "isca enda ata ita uta ava eva iva erebbe irebbe isce ende are ere ire asse ate avate evate ivate ete erete irete " +
      "ite ereste ireste ute erai irai isci endi erei irei assi ati iti eresti iresti uti avi evi ivi isco ando endo " +
      "Yamo iamo avamo evamo ivamo eremo iremo assimo ammo emmo eremmo iremmo immo ano iscano avano evano ivano " +
      "eranno iranno ono iscono arono erono irono erebbero irebbero assero essero issero ato ito uto avo evo ivo ar " +
      "ir erà irà erò irò",
  );
  const grave = { á: "à", é: "è", í: "ì", ó: "ò", ú: "ù", qu: "qU" };

  const marked = (word) =>
    word
      .replace(/[áéíóú]|qu/g, (letters) => grave[letters])
      .replace(/([aeiouàèìòù])([ui])(?=[aeiouàèìòù])/g, (_, vowel, letter) => vowel + letter.toUpperCase());

  const detached = (word, rv) => {
    const ending = longest(word, pronoun);
    if (!ending) return word;
    const rest = cut(word, ending.length);
    const before = longest(rest, before_pronoun);
    if (!before || rest.length - before.length < rv) return word;
    return before.length > 2 ? rest : rest + "e";
  };

  /** Takes one of several endings off, if it lies in R2. */
  const also = (rest, endings, r2) => {
    const more = endings.exec(rest)?.[0].length ?? 0;
    return rest.length - more >= r2 ? cut(rest, more) : rest;
  };

  const after_iv = (rest, r2) => {
    const shorter = also(rest, /at$/, r2);
    return shorter === rest ? rest : also(shorter, /ic$/, r2);
  };

  const after_amente = (rest, r2) => {
    const shorter = also(rest, /(iv|os|ic|abil)$/, r2);
    return shorter !== rest && rest.endsWith("iv") ? also(shorter, /at$/, r2) : shorter;
  };

  const derived = (word, rv, r1, r2) => {
    const ending = longest(word, standard);
    if (!ending) return undefined;
    const rest = cut(word, ending.length);
    if (/^[ai]ment[oi]$/.test(ending)) return rest.length >= rv ? rest : undefined;
    if (rest.length < (ending === "amente" ? r1 : r2)) return undefined;
    if (ending === "amente") return after_amente(rest, r2);
    if (ending === "ità") return also(rest, /(abil|ic|iv)$/, r2);
    if (/^iv/.test(ending)) return after_iv(rest, r2);
    if (/^(azion|ator)/.test(ending)) return also(rest, /ic$/, r2);
    if (/^log/.test(ending)) return rest + "log";
    if (/^u[sz]ion/.test(ending)) return rest + "u";
    return /^enz/.test(ending) ? rest + "ente" : rest;
  };

  const left = (word, rv) => {
    if (/[aeioàèìò]$/.test(word) && word.length > rv) {
      word = cut(word, 1);
      if (word.endsWith("i") && word.length > rv) word = cut(word, 1);
    }
    return /[cg]h$/.test(word) && word.length - 2 >= rv ? cut(word, 1) : word;
  };

  return (word) => {
    word = marked(word);
    const rv = word.startsWith("divan") ? 5 : verbal(word, vowels);
    const r1 = past(word, vowels);
    word = detached(word, rv);
    const settled = derived(word, rv, r1, past(word, vowels, r1));
    word = settled ?? cut(word, longest(word, verb, rv)?.length ?? 0);
    return left(word, rv).replaceAll("I", "i").replaceAll("U", "u");
  };
});
