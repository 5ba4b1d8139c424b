// Reads the pages of a built site as trees: they are well-formed, so little is needed.

const TAG = /<!--.*?-->|<!doctype[^>]*>|<(\/?)([a-z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>/gis;
const EMPTY = new Set("area base br col embed hr img input link meta source track wbr".split(" "));
const NAMED = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

/** A text with its entities as letters. */
const plain = (text) =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex, decimal, name) => {
    if (hex || decimal) return String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal));
    if (!(name in NAMED)) throw new Error(`${all} is not known here`);
    return NAMED[name];
  });

/** A page as a tree: `{ name, attributes, content }`, where content is texts and trees. */
export function parse(html) {
  const root = { name: "", attributes: {}, content: [] };
  const open = [root];
  let at = 0;
  TAG.lastIndex = 0;
  for (let found; (found = TAG.exec(html)); ) {
    const [all, slash, name, written] = found;
    if (found.index > at) open.at(-1).content.push(plain(html.slice(at, found.index)));
    at = found.index + all.length;
    if (!name) continue;
    if (slash) {
      const closed = open.pop();
      if (closed.name !== name.toLowerCase()) throw new Error(`${all} closes <${closed.name}>`);
      continue;
    }
    const tree = { name: name.toLowerCase(), attributes: attributes(written), content: [] };
    open.at(-1).content.push(tree);
    if (tree.name === "script" || tree.name === "style") {
      TAG.lastIndex = at = html.indexOf(`</${tree.name}>`, at) + tree.name.length + 3;
    } else if (!EMPTY.has(tree.name) && !written.endsWith("/")) open.push(tree);
  }
  return root;
}

const attributes = (written) =>
  Object.fromEntries(Array.from(written.matchAll(/([^\s=/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?/g), ([, name, one, other]) => [name, plain(one ?? other ?? "")]));

export const has_class = (tree, name) => (tree.attributes.class ?? "").split(" ").includes(name);

/** All trees below a tree that pass a test, in order; what is below such a one is not looked at. */
export const all = (tree, test) =>
  tree.content.flatMap((part) => (typeof part === "string" ? [] : test(part) ? [part] : all(part, test)));

/** All of a text, without any markup. */
export const text_of = (tree) => tree.content.map((part) => (typeof part === "string" ? part : text_of(part))).join("");
