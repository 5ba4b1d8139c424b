// A made archive: articles of random words in several languages, over several decades.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const BACKFILE = resolve(process.env.BACKFILE ?? join(here, "../../target/release/backfile"));

/** Numbers from 0 to 1 that are the same each time. */
export const random = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
};

export const pick = (next, list) => list[Math.floor(next() * list.length)];

/** How words of a language are made: of syllables, with an ending; and how much of the archive is in it. */
const TONGUES = [
  { tag: "en", share: 0.7, syllables: "ba con der el fer gor ing lan mer nal or pres qui ron sta ter ul ver win you", endings: "  s ed ing ly tion" },
  { tag: "de", share: 0.12, syllables: "aus bei ge hä kö lich mü nach ober schaft stra über un ver wort zu", endings: " e en er ung keit" },
  { tag: "fr", share: 0.08, syllables: "au ble cé dé è fran gé ho î le mon où pré que rê se ta voi", endings: " s e es ment tion" },
  { tag: "pl", share: 0.05, syllables: "cz ą dź gó ka ło mi ń po rz ś szy wa ż", endings: " a ego ów" },
  { tag: "ja", share: 0.05, syllables: "東 京 都 知 事 選 挙 日 本 人 行 大 カ タ の は", endings: " に を" },
];
const SECTIONS = ["World", "City & Port", "Sport", "Öffentliches"];
const PEOPLE = ["Ruth Abernathy", "Jean de La Tour", "Zoë Ångström", "O'Brien"];
const TAGS = ["Water", "Harbor Works", "élections", "選挙"];

/** A few thousand words of a language. */
function vocabulary(next, { syllables, endings }) {
  const parts = syllables.split(" ");
  const word = () => Array.from({ length: 1 + Math.floor(next() * 3) }, () => pick(next, parts)).join("") + pick(next, endings.split(" "));
  return Array.from({ length: 3000 }, word);
}

/** Words, the first ones of the vocabulary much oftener than the last, and now and then one of the topics. */
const prose = (next, vocabulary, length, topics = []) => {
  const common = () => vocabulary[Math.floor(vocabulary.length * next() ** 4)];
  return Array.from({ length }, () => (topics.length && next() < 0.15 ? pick(next, topics) : common())).join(" ");
};

const two = (number) => String(number).padStart(2, "0");

/** A date: most articles are of one decade, so that its commonest words have files of their own. */
function date(next, number) {
  if (number % 97 === 0) return undefined;
  const year = number % 8 ? 1990 + Math.floor(next() * 10) : 2000 + Math.floor(next() ** 0.5 * 25);
  if (number % 89 === 0) return `"${year}"`;
  const month = two(1 + Math.floor(next() * 12));
  return number % 83 === 0 ? `"${year}-${month}"` : `${year}-${month}-${two(1 + Math.floor(next() * 28))}`;
}

function article(next, number, tongues) {
  let share = next();
  const tongue = tongues.find((one) => (share -= one.share) < 0) ?? tongues[0];
  const topics = Array.from({ length: 1 + Math.floor(next() * 6) }, () => pick(next, tongue.words));
  const words = (length) => prose(next, tongue.words, length, topics);
  const when = date(next, number);
  const front = [
    `title = ${JSON.stringify(words(3 + Math.floor(next() * 7)))}`,
    `language = "${tongue.tag}"`,
    when && `date = ${when}`,
    next() < 0.9 && `section = ${JSON.stringify(pick(next, SECTIONS))}`,
    next() < 0.5 && `authors = [${JSON.stringify(pick(next, PEOPLE))}]`,
    next() < 0.3 && `tags = [${JSON.stringify(pick(next, TAGS))}]`,
    next() < 0.1 && `kicker = ${JSON.stringify(words(2))}`,
    next() < 0.1 && `subtitle = ${JSON.stringify(words(6))}`,
    next() < 0.1 && `description = ${JSON.stringify(words(12))}`,
    next() < 0.1 && `byline = ${JSON.stringify(words(3))}`,
    next() < 0.1 && `dateline = ${JSON.stringify(words(2))}`,
    // A table, so the last.
    next() < 0.05 && `\n[[corrections]]\ndate = 2024-12-01\nkind = "correction"\ntext = ${JSON.stringify(words(8))}`,
  ];
  const paragraphs = Array.from({ length: 1 + Math.floor(6 * next() ** 2) }, () => `${words(10 + Math.floor(next() * 40))}.`);
  if (next() < 0.2) paragraphs.splice(1, 0, `## ${words(3)}`);
  // One word is in every article.
  paragraphs[0] = `the ${paragraphs[0]}`;
  if (next() < 0.1) paragraphs.push("a | b\n--|--\nthree | *fo*ur[^1]", `[^1]: ${words(5)}`);
  return `+++\n${front.filter(Boolean).join("\n")}\n+++\n\n${paragraphs.join("\n\n")}\n`;
}

/** Writes an archive of so many articles and builds it. */
export function made(count) {
  if (!existsSync(BACKFILE)) throw new Error(`${BACKFILE} is not there: cargo build --release`);
  const archive = mkdtempSync(join(tmpdir(), "backfile-search-"));
  const next = random(11);
  const tongues = TONGUES.map((tongue) => ({ ...tongue, words: vocabulary(next, tongue) }));
  writeFileSync(join(archive, "backfile.toml"), 'title = "Made"\nlanguage = "en"\n\n[search]\npositions = true\n');
  for (let number = 0; number < count; number++) {
    const folder = join(archive, `content/${Math.floor(number / 500)}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${number}.md`), article(next, number, tongues));
  }
  execFileSync(BACKFILE, ["--root", archive, "--quiet", "build"], { stdio: ["ignore", "ignore", "pipe"] });
  return { site: join(archive, "public"), remove: () => rmSync(archive, { recursive: true, force: true }) };
}
