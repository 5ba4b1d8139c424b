/*
 * The articles themselves, where there is a server to ask: passages with the words marked, and phrases.
 */
"use strict";

globalThis.Backfile ??= {};

Backfile.pages = (() => {
  const { words } = Backfile;
  const known = new Map();
  /** What stands beside an article, and is not searched. */
  const BESIDE = "nav *, aside *, footer *, .rail *, .k";
  const BEFORE = 60;
  const LENGTH = 260;

  /** Whether pages can be fetched: not from a folder. */
  const reachable = () => location.protocol.startsWith("http");

  /** The paragraphs of an article's page; none where it cannot be had. */
  const paragraphs = (url) => {
    if (!known.has(url)) known.set(url, fetched(url).catch(() => []));
    return known.get(url);
  };

  const fetched = async (url) => {
    const answer = await fetch(url);
    if (!answer.ok) return [];
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    // The number of a footnote is none of the word before it.
    for (const note of page.querySelectorAll("sup.note")) note.remove();
    const blocks = page.querySelectorAll(`main :is(p, li, h2, h3, h4, h5, h6, blockquote, figcaption, td, th, dt, dd, pre, .dateline):not(${BESIDE})`);
    return Array.from(blocks, (block) => block.textContent.replace(/\s+/g, " ").trim()).filter(Boolean);
  };

  /** The pieces of a text that are among the terms: `[start, end, term]`. */
  const hits = (text, terms, language) =>
    words.split(text).flatMap((piece) => {
      const term = words.terms_of(piece, language).find((term) => terms.has(term));
      return term ? [[piece.at, piece.at + piece.text.length, term]] : [];
    });

  /** Puts a text into an element, with the terms marked, cut to where they are. */
  const mark = (element, text, terms, language) => {
    const found = hits(text, terms, language);
    const first = text.length > LENGTH && found.length ? Math.max(0, found[0][0] - BEFORE) : 0;
    const start = first && text.indexOf(" ", first) + 1;
    const end = text.length - start > LENGTH ? text.lastIndexOf(" ", start + LENGTH) : text.length;
    let at = start;
    element.replaceChildren(start ? "… " : "");
    for (const [from, to] of found) {
      if (from < at || to > end) continue;
      const marked = document.createElement("mark");
      marked.textContent = text.slice(from, to);
      element.append(text.slice(at, from), marked);
      at = to;
    }
    element.append(text.slice(at, end), end < text.length ? " …" : "");
  };

  /** The paragraph with most of the terms; `undefined` where none has any. */
  const best = (texts, terms, language) => {
    let [found, most] = [undefined, 0];
    for (const text of texts) {
      const count = new Set(hits(text, terms, language).map(([, , term]) => term)).size;
      if (count > most) [found, most] = [text, count];
    }
    return found;
  };

  /** Whether a sequence of terms has these one after the other. */
  const has_terms = (sequence, phrase) => ` ${sequence} `.includes(` ${phrase.join(" ")} `);

  /** Whether one of the texts has these terms one after the other. */
  const has_phrase = (texts, phrase, language) =>
    texts.some((text) => has_terms(words.terms(text, language).join(" "), phrase));

  return { has_terms, reachable, paragraphs, mark, best, has_phrase };
})();
