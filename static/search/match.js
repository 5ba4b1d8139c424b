/*
 * Finds the articles of a segment that fulfil a query, and ranks those of all segments.
 *
 * Segments are matched one by one as their files come. How rare a term is, and so the ranking, hangs on all
 * that have come so far. It knows nothing of pages.
 */
"use strict";

globalThis.Backfile ??= {};

Backfile.match = (() => {
  const { decode } = Backfile;
  /** What impacts stand for: steps of ratios, saturated. `impact.rs` has the same. */
  const STRENGTHS = [0];
  for (let count = 0.15; STRENGTHS.length < 64; count *= 1.1014599476471452) STRENGTHS.push(count / (count + 1.2));
  const NOTHING = { count: 0, documents: new Int32Array(0), impacts: new Uint8Array(0) };

  /** The segments of a manifest, oldest first, each with the terms that have files of their own. */
  const segments_of = (manifest, common) => {
    const terms = common ? common.terms.split(" ") : [];
    const owned = common ? common.own : {};
    return manifest.segments.map(([name, documents, shards, first, last, version, days], place) => {
      const [own, large] = (owned[name] ?? []).map(decode.bytes_of);
      const alone = new Map();
      if (own) {
        terms.forEach((term, place) => {
          if (decode.has(own, place)) alone.set(term, { number: alone.size, large: decode.has(large, place) });
        });
      }
      return { name, place, documents, shards, first, last, version, days, alone };
    });
  };

  /**
   * Postings of a term in a segment. Of very common ones `how` says what is needed: only the "best" articles,
   * all with "exact" impacts, all with "rough" ones, or "none".
   */
  const postings_of = async (segment, term, load, how) => {
    const file = async (name) => decode.bytes_of(await load(`${segment.name}/${name}`, segment.version));
    const own = segment.alone.get(term);
    if (!own) {
      const bytes = await file(`t${decode.shard(term, segment.shards)}`);
      return decode.find(bytes, term, segment.documents) ?? NOTHING;
    }
    if (!own.large) return decode.alone(await file(`w${own.number}`), term, segment.documents);
    const head = how === "best" || how === "rough" ? file(`h${own.number}`) : undefined;
    if (how === "best") return decode.head(await head, segment.documents);
    const exact = how === "exact" ? file(`i${own.number}`) : undefined;
    const all = decode.members(await file(`w${own.number}`), segment.documents);
    if (exact) all.impacts = decode.impacts(await exact);
    if (head) fill(all, decode.head(await head, segment.documents));
    return all;
  };

  /** Gives the best articles of a term their impacts, and all others the usual one. */
  const fill = ({ documents, impacts }, head) => {
    impacts.fill(head.usual);
    for (let at = 0, best = 0; best < head.count; at++) {
      if (documents[at] === head.documents[best]) impacts[at] = head.impacts[best++];
    }
  };

  /** Joins the postings of a clause's terms: for each article the best, and which term it is of. */
  const united = (lists) => {
    if (lists.length === 1) return { ...lists[0], terms: new Uint8Array(lists[0].count) };
    const best = new Map();
    lists.forEach((list, term) => {
      for (let at = 0; at < list.documents.length; at++) {
        const known = best.get(list.documents[at]);
        if (!known || known[0] < list.impacts[at]) best.set(list.documents[at], [list.impacts[at], term]);
      }
    });
    const documents = Int32Array.from(best.keys()).sort();
    const found = [...documents].map((document) => best.get(document));
    return {
      documents,
      impacts: Uint8Array.from(found, ([impact]) => impact),
      terms: Uint8Array.from(found, ([, term]) => term),
    };
  };

  /** The places in `list` of the articles that are in it, or `undefined` for those that are not. */
  const places_in = (documents, list) => {
    const places = new Int32Array(documents.length).fill(-1);
    for (let at = 0, other = 0; at < documents.length && other < list.length; ) {
      if (documents[at] < list[other]) at++;
      else if (documents[at] > list[other]) other++;
      else places[at++] = other++;
    }
    return places;
  };

  const clause_in = async (segment, clause, load, how) => {
    const lists = await Promise.all(clause.any.map((term) => postings_of(segment, term, load, how)));
    return { ...united(lists), counts: lists.map((list) => list.total ?? list.count) };
  };

  /** The numbers of a segment's articles from one day to another: `[first, end]`. */
  const range_of = async (segment, from, to, load) => {
    if (from <= segment.first && to >= segment.last) return [0, segment.documents];
    const base64 = segment.days ?? (await load(`${segment.name}/days`, segment.version));
    const days = decode.days(decode.bytes_of(base64));
    const start = (bound) => days.find(([day]) => day > bound)?.[1] ?? segment.documents;
    return [start(from - 1), start(to)];
  };

  const everything = (count) => Int32Array.from({ length: count }, (_, at) => at);

  /**
   * The matches of a query in a segment: `{ segment, documents, clauses, total }`, where each clause has
   * impacts and terms beside the documents, and in how many articles each term is. `only_best` will do with
   * the best articles where the query is one very common word.
   */
  const match = async (segment, query, { from = -Infinity, to = Infinity, load, only_best = false, newest = false }) => {
    const none = { segment, documents: NOTHING.documents, clauses: [], total: 0 };
    if (to < segment.first || from > segment.last) return none;
    const alone = query.clauses.length === 1 && !query.filters.length && !query.without.length;
    const whole = from <= segment.first && to >= segment.last;
    const best = only_best && alone && whole && query.clauses[0].any.length === 1;
    // A rare word decides whom to compare; among common ones alone the impacts do.
    const common = query.clauses.every(({ any }) => any.every((term) => segment.alone.get(term)?.large));
    const how = best ? "best" : newest ? "none" : common ? "exact" : "rough";
    const all_of = (list, find) => Promise.all(list.map((clause) => find(segment, clause, load, how)));
    const [range, clauses, filters, without] = await Promise.all([
      range_of(segment, from, to, load),
      all_of(query.clauses, clause_in),
      all_of(query.filters, clause_in),
      all_of(query.without, excluded),
    ]);
    const lists = [...clauses, ...filters].map((clause) => clause.documents);
    lists.sort((one, two) => one.length - two.length);
    const [first, end] = range;
    let documents = (lists[0] ?? everything(segment.documents)).filter((number) => number >= first && number < end);
    for (const list of lists.slice(1)) documents = among(documents, list, true);
    for (const list of without) documents = among(documents, list, false);
    const kept = clauses.map(({ documents: list, impacts, terms, counts }) => {
      const places = places_in(documents, list);
      const pick = (list) => Uint8Array.from(places, (at) => list[at]);
      return { impacts: pick(impacts), terms: pick(terms), counts };
    });
    return { segment, documents, clauses: kept, total: best ? clauses[0].counts[0] : documents.length };
  };

  const among = (documents, list, wanted) => {
    const places = places_in(documents, list);
    return documents.filter((_, at) => places[at] >= 0 === wanted);
  };

  /** The articles with a clause that must not hold; of several words, those that have all. */
  const excluded = async (segment, clause, load) => {
    const parts = await Promise.all((clause.all ?? [clause]).map((part) => clause_in(segment, part, load, "none")));
    return parts.map((part) => part.documents).reduce((left, right) => among(left, right, true));
  };

  /** How telling each term of each clause is, from the segments that were searched. */
  const weights_of = (matches, query) => {
    const all = matches.reduce((sum, { segment }) => sum + segment.documents, 0);
    return query.clauses.map((clause, at) =>
      clause.any.map((_, term) => {
        const count = matches.reduce((sum, { clauses }) => sum + (clauses[at]?.counts[term] ?? 0), 0);
        return Math.log(1 + (all - count + 0.5) / (count + 0.5));
      }),
    );
  };

  /** The best `most` matches of all segments, or the newest: `{ segment, document, score }`. */
  const ranked = (matches, query, most, newest) => {
    const weights = weights_of(matches, query);
    const order = matches.toSorted((one, two) => two.segment.place - one.segment.place);
    const best = [];
    let least = -1;
    for (const { segment, documents, clauses } of order) {
      for (let at = documents.length - 1; at >= 0; at--) {
        if (newest && best.length === most) return best;
        let score = 0;
        for (let clause = 0; clause < clauses.length; clause++) {
          score += weights[clause][clauses[clause].terms[at]] * STRENGTHS[clauses[clause].impacts[at]];
        }
        if (!newest && best.length === most && score <= least) continue;
        const found = { segment, document: documents[at], score };
        if (newest) {
          best.push(found);
          continue;
        }
        // Among equals the newer one stands first.
        let place = best.length;
        while (place > 0 && best[place - 1].score < score) place--;
        best.splice(place, 0, found);
        if (best.length > most) best.pop();
        least = best.at(-1).score;
      }
    }
    return best;
  };

  /** What is shown of an article: `[url, title, date, section, summary, language]`. */
  const row_of = async ({ segment, document }, load) => {
    const rows = await load(`${segment.name}/d${document >> 4}`, segment.version);
    return rows[document & 15];
  };

  /** The terms of an article in their order, where the index has them. */
  const sequence_of = async ({ segment, document }, load) => {
    const sequences = await load(`${segment.name}/p${document >> 4}`, segment.version);
    return sequences[document & 15];
  };

  return { segments_of, match, ranked, row_of, sequence_of };
})();
