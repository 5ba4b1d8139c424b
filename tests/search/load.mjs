// Loads the scripts of the reader's half as a page does, into this process.

import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import vm from "node:vm";

const here = dirname(fileURLToPath(import.meta.url));
const scripts = join(here, "../../static/search");

/** Runs scripts of `static/search/`; gives what they have defined. */
export function load(...names) {
  for (const name of names) vm.runInThisContext(readFileSync(join(scripts, name), "utf8"), { filename: name });
  return globalThis.Backfile;
}

/** The stemmers of all languages. */
export const stemmers = () => readdirSync(join(scripts, "stem")).sort().map((name) => `stem/${name}`);

/** A file that the Rust side has written. */
export const fixture = (name) => readFileSync(join(here, "fixtures", name), "utf8");
