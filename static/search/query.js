/*
 * What a reader asks for: from the words of a query to clauses, each of which an article must fulfil.
 *
 * It knows neither files nor ranking.
 */
"use strict";

globalThis.Backfile ??= {};

Backfile.query = (() => {
  const { words } = Backfile;

  /** The terms of a piece of a query in all languages of the archive: a list of clauses. */
  const clauses_of = (piece, languages) => {
    const forms = languages.map((language) => words.terms_of(piece, language));
    // Languages differ in the stem only; pairs of letters are the same in all.
    const any = (at) => [...new Set(forms.map((form) => form[at]).filter(Boolean))];
    return forms[0].map((_, at) => ({ any: any(at), text: piece.text }));
  };

  /**
   * A query as clauses, those that must not hold, and phrases.
   *
   * A clause is `{ any, text }`: an article has it if it has one of its terms. A phrase has the terms of its
   * words by language, to be looked for on the page.
   */
  const parse = (text, known) => {
    const languages = known.length ? known : [""];
    const query = { clauses: [], without: [], phrases: [], filters: [] };
    // Between Hebrew letters it is no quotation mark, but part of an abbreviation.
    const told = text.replace(/(?<=[\u05d0-\u05ea])["”](?=[\u05d0-\u05ea])/g, "\u05f4");
    const parts = told.replace(/[“”„«»]/g, '"').matchAll(/(-?)(?:"([^"]*)"?|([^\s"]+))/g);
    for (const { 1: minus, 2: phrase, 3: word } of parts) {
      const filter = /^(section|author|tag|language):(.+)$/i.exec(word ?? "");
      if (filter) {
        (minus ? query.without : query.filters).push(...named(filter[1].toLowerCase(), filter[2]));
        continue;
      }
      const pieces = words.split(phrase ?? word);
      const clauses = pieces.flatMap((piece) => clauses_of(piece, languages));
      if (!clauses.length) continue;
      if (minus) query.without.push(clauses.length > 1 ? { all: clauses } : clauses[0]);
      else query.clauses.push(...clauses);
      if (phrase && clauses.length > 1 && !minus) {
        query.phrases.push(Object.fromEntries(languages.map((name) => [name, words.terms(phrase, name)])));
      }
    }
    return query;
  };

  /** Clauses for a filter: a section or a tag by its key, an author by each name. */
  const named = (field, value) => {
    const key = words.key(value);
    const keys = field === "author" ? key.split("-") : [key];
    return keys.filter(Boolean).map((name) => ({ any: [`${field}:${name}`], text: value }));
  };

  /** A day of a form, `2024-03-26`, as the index has it. The first of a month counts months without a day. */
  const day_of = (text, is_start) => {
    const [year, month = 0, day = 0] = text.split("-").map(Number);
    if (!year) return is_start ? -Infinity : Infinity;
    const first = is_start && day <= 1;
    return (year * 16 + (first && month <= 1 ? 0 : month || (is_start ? 0 : 15))) * 32 + (first ? 0 : day || 31);
  };

  return { parse, named, day_of };
})();
