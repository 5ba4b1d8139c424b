/*
 * The page /search/: reads the form and the address, searches, shows what was found.
 *
 * The address holds the state: whoever gets a link sees the same. Everything that is said to readers stands
 * at the top.
 */
"use strict";

(() => {
  const { decode, load, match, pages, query, suggest, words } = Backfile;
  const script = document.currentScript;
  const root = script.dataset.root ?? "../";
  const code = script.src.replace(/[^/]*$/, "");
  const form = document.getElementById("find");
  const by_id = (id) => document.getElementById(id);
  const [status, note, list, more, known] = ["status", "note", "found", "more", "known"].map(by_id);
  const FIELDS = ["q", "section", "author", "tag", "from", "to", "sort"];
  const PAGE = 10;
  const VERIFIED = 30;
  const number = (count) => count.toLocaleString(document.documentElement.lang || "en");
  const say = {
    searching: (done, of) => `Searching… ${of ? `${done} of ${of} parts` : ""}`,
    found: (count) => (count === 1 ? "1 article" : `${number(count)} articles`),
    nothing: "Nothing was found. Fewer words, or fewer filters, find more.",
    phrase: (count, of) => `${number(count)} of the best ${number(of)} with these words have them in this order.`,
    loose: (of) => `None of the best ${number(of)} with these words has them in this order. They have all of them:`,
    unverified: "Whether the words stand in this order cannot be checked here: these articles have all of them.",
    failed: "A part of the index could not be loaded, so articles may be missing. Try again.",
    none: "The index could not be loaded.",
    meant: "Did you mean ",
  };

  let turn = 0;
  let shown = PAGE;
  let settled;
  // Whether the address was changed by typing.
  let typed = false;
  let pause;

  /** A script of the code itself, such as a stemmer. */
  const fetch_code = (name) =>
    new Promise((resolve, reject) => {
      const events = { onload: resolve, onerror: reject };
      document.head.append(Object.assign(document.createElement("script"), { src: code + name, ...events }));
    });

  /** What there is, loaded once: manifest, segments, stemmers. */
  const archive = () => {
    settled ??= (async () => {
      const manifest = await load("manifest");
      const [common] = await Promise.all([
        manifest.common && load("common", manifest.common),
        ...manifest.languages.filter(Boolean).map((name) => fetch_code(`stem/${name}.js`)),
      ]);
      return { manifest, segments: match.segments_of(manifest, common) };
    })();
    settled.catch(() => (settled = undefined));
    return settled;
  };

  const values = () => Object.fromEntries(FIELDS.map((name) => [name, form.elements[name]?.value.trim() ?? ""]));

  const address_of = (state) => {
    const given = FIELDS.filter((name) => state[name] && !(name === "sort" && state.sort === "relevance"));
    return `?${new URLSearchParams(given.map((name) => [name, state[name]]))}`;
  };

  /** Puts a state into the address. What one types is one step back, however many letters it has. */
  const remember = (state, { typing = false } = {}) => {
    const how = typed ? "replaceState" : "pushState";
    const is_new = address_of(state) !== address_of(remembered());
    typed = typing && (typed || is_new);
    if (!is_new) return;
    // Some browsers keep the address of a file as it is.
    try {
      history[how](null, "", address_of(state));
    } catch {
      location.hash = address_of(state);
    }
  };

  /** The state in the address. */
  const remembered = () => {
    const state = new URLSearchParams(location.hash.startsWith("#?") ? location.hash.slice(1) : location.search);
    return Object.fromEntries(FIELDS.map((name) => [name, state.get(name) ?? ""]));
  };

  const recall = () => {
    const state = remembered();
    for (const name of FIELDS) {
      const field = form.elements[name];
      if (field) field.value = state[name] || (name === "sort" ? "relevance" : "");
    }
    form.querySelector("details")?.toggleAttribute("open", FIELDS.slice(1).some((name) => state[name]));
  };

  /** The query of a form. While one types, the last word may be the beginning of one. */
  const asked = async (state, { manifest }, typing) => {
    const parsed = query.parse(state.q, manifest.languages);
    for (const name of ["section", "author", "tag"]) parsed.filters.push(...query.named(name, state[name]));
    const last = words.split(state.q).at(-1);
    const at_end = last && last.at + last.text.length === state.q.length;
    const clause = parsed.clauses.at(-1);
    // Not where the word leaves articles out, or names a section.
    const begun = at_end && clause?.text === last.text && !/[-:][^\s"]*$|-"[^"]*$/.test(state.q);
    if (typing && begun && last.text.length > 2) {
      const options = await suggest.completions(last.text, manifest, load, 8).catch(() => []);
      known?.replaceChildren(...options.map((word) => new Option(state.q.slice(0, last.at) + word)));
      const terms_of = (word) => manifest.languages.flatMap((name) => words.terms(word, name));
      const terms = options.slice(0, 5).flatMap(terms_of);
      clause.any = [...new Set([...clause.any, ...terms])];
    }
    return parsed;
  };

  const search = async ({ typing = false } = {}) => {
    const mine = ++turn;
    const current = () => mine === turn;
    const state = values();
    if (!FIELDS.slice(0, -1).some((name) => state[name])) return clear();
    status.textContent = say.searching();
    const there = await archive().catch(() => undefined);
    if (!current()) return;
    if (!there) return void (status.textContent = say.none);
    const parsed = await asked(state, there, typing);
    const to = query.day_of(state.to, false);
    const from = Math.max(query.day_of(state.from, true), to < Infinity ? 1 : -Infinity);
    const newest = state.sort === "newest" || !parsed.clauses.length;
    const options = { from, to, load, newest, only_best: !newest && shown <= PAGE };
    const run = { state, there, parsed, newest, matches: [], failed: 0, current, typing };
    const start = performance.now();
    const soon = setTimeout(() => run.matches.length && show(run, false), 500);
    await Promise.all(
      there.segments.toReversed().map(async (segment) => {
        try {
          run.matches.push(await match.match(segment, parsed, options));
        } catch {
          run.failed++;
        }
        // Progress is told where there is something to wait for; screen readers read every word of it.
        if (current() && performance.now() > start + 1000) {
          status.textContent = say.searching(run.matches.length, there.segments.length);
        }
      }),
    );
    clearTimeout(soon);
    if (current()) await show(run, true);
  };

  /** Shows the best of what has come; `complete` when all has. */
  const show = async (run, complete) => {
    const { parsed, matches, newest, current } = run;
    const most = parsed.phrases.length ? (shown / PAGE) * VERIFIED : shown;
    const total = matches.reduce((sum, one) => sum + one.total, 0);
    let best = match.ranked(matches, parsed, most, newest);
    const rows = await Promise.allSettled(best.map((one) => match.row_of(one, load)));
    best = best.map((one, at) => ({ ...one, row: rows[at].value })).filter(({ row }) => row);
    if (rows.length > best.length) run.failed++;
    let told = say.found(total);
    let remark = "";
    if (complete && parsed.phrases.length && best.length) [best, told, remark] = await with_phrases(best, run, total);
    if (!current()) return;
    list.replaceChildren(...best.slice(0, parsed.phrases.length ? most : shown).map((one) => item(one, run)));
    more.hidden = !complete || total <= most;
    note.replaceChildren([remark, run.failed ? say.failed : ""].filter(Boolean).join(" "));
    if (!complete) return;
    status.textContent = total && best.length ? told : run.failed ? say.failed : say.nothing;
    if (!total && !run.failed && !run.typing) await meant(run);
  };

  /** For each article whether it has the phrases; nothing where that cannot be told. */
  const phrases_in = async (best, phrases, manifest) => {
    const all_in = (row, has) => {
      const name = words.language(row[5]);
      return phrases.every((phrase) => has(phrase[name] ?? Object.values(phrase)[0], name));
    };
    if (manifest.positions) {
      const sequences = await Promise.all(best.map((one) => match.sequence_of(one, load).catch(() => "")));
      return best.map(({ row }, at) => all_in(row, (phrase) => pages.has_terms(sequences[at], phrase)));
    }
    if (!pages.reachable()) return undefined;
    const texts = await Promise.all(best.map(({ row }) => pages.paragraphs(root + row[0])));
    if (!texts.some((text) => text.length)) return undefined;
    const of = (row, at) => [row[1], row[4] ?? "", ...texts[at]];
    return best.map(({ row }, at) => all_in(row, (phrase, name) => pages.has_phrase(of(row, at), phrase, name)));
  };

  /** Those that have the phrases, how many that is, and what to say of it. */
  const with_phrases = async (best, { parsed: { phrases }, there: { manifest } }, total) => {
    const has = await phrases_in(best, phrases, manifest);
    if (!has) return [best, say.found(total), say.unverified];
    const verified = best.filter((_, at) => has[at]);
    if (total <= best.length) return [verified, say.found(verified.length), ""];
    if (!verified.length) return [best, say.found(total), say.loose(best.length)];
    return [verified, say.found(verified.length), say.phrase(verified.length, best.length)];
  };

  const element = (name, className, ...content) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...content.filter(Boolean));
    return made;
  };

  /** One result: section, headline, passage, date. */
  const item = ({ row }, { parsed, there }) => {
    const [url, title, date, section, summary, tag] = row;
    const link = element("a", "", title);
    link.href = root + url;
    const passage = element("p", "s");
    const terms = new Set(parsed.clauses.flatMap((clause) => clause.any));
    const name = there.manifest.languages.includes(words.language(tag)) ? words.language(tag) : "";
    pages.mark(passage, summary ?? "", terms, name);
    if (pages.reachable() && terms.size) {
      pages.paragraphs(root + url).then((texts) => {
        const text = pages.best(texts, terms, name);
        if (text) pages.mark(passage, text, terms, name);
      });
    }
    const kicker = section && element("p", "k", element("span", "", section));
    const foot = element("p", "m", date && element("span", "", date));
    const made = element("li", "", kicker, element("h2", "", link), passage, foot);
    if (tag) [made.lang, made.dir] = [tag, "auto"];
    return made;
  };

  /** Offers the nearest known words in the place of those that are in no article. */
  const meant = async ({ state, there, parsed, matches, current }) => {
    // Of words in parts that were not searched nothing is known.
    if (state.from || state.to) return;
    let better = state.q;
    for (const [at, clause] of parsed.clauses.entries()) {
      if (matches.some(({ clauses }) => clauses[at]?.counts.some(Boolean))) continue;
      const word = await suggest.nearest(clause.text, there.manifest, load).catch(() => undefined);
      if (word) better = better.replace(clause.text, word);
    }
    if (better === state.q || !current()) return;
    const link = element("a", "", better);
    link.href = address_of({ ...state, q: better });
    note.replaceChildren(say.meant, link, "?");
  };

  const clear = () => {
    status.textContent = "";
    note.replaceChildren();
    list.replaceChildren();
    more.hidden = true;
  };

  /** The sections to choose from come with the manifest. */
  const offer_sections = async () => {
    const { manifest } = await archive();
    const field = form.elements.section;
    if (!field || field.length > 1) return;
    field.append(...manifest.sections.map(([slug, name]) => new Option(name, slug)));
    field.value = remembered().section;
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(pause);
    shown = PAGE;
    remember(values());
    search();
  });
  form.addEventListener("change", (event) => {
    if (event.target.name !== "q") form.requestSubmit();
  });
  form.elements.q.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      shown = PAGE;
      if (values().q.length > 0 && values().q.length < 3) return;
      remember(values(), { typing: true });
      search({ typing: true });
    }, 250);
  });
  more.addEventListener("click", async () => {
    const before = shown;
    shown += PAGE;
    await search();
    list.children[before]?.querySelector("a")?.focus();
  });
  addEventListener("popstate", () => {
    typed = false;
    recall();
    shown = PAGE;
    search();
  });
  form.hidden = false;
  recall();
  offer_sections().catch(() => {}).then(() => search());
})();
