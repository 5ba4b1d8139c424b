/*
 * Loads the scripts of the reader's half as a page does, into this process.
 */
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import vm from "node:vm";

export const here = dirname(fileURLToPath(import.meta.url));
export const scripts = join(here, "../../static/search");

export const load = (...names) => {
  for (const name of names) vm.runInThisContext(readFileSync(join(scripts, name), "utf8"), { filename: name });
  return globalThis.Backfile;
};

export const all_stemmers = () => readdirSync(join(scripts, "stem")).map((name) => `stem/${name}`);

export const fixture = (name) => readFileSync(join(here, "../fixtures", name), "utf8");
