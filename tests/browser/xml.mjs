// A strict reader for the XML of feeds and sitemaps: what a feed reader would refuse is an error here.

const ENTITY = /^(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+)$/;
// eslint-disable-next-line no-control-regex
const ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

function plain(text) {
  return text.replace(/&([^;&<\s]*);?/g, (whole, name) => {
    if (!whole.endsWith(";") || !ENTITY.test(name)) throw new Error(`a stray & in “${text.slice(0, 60)}”`);
    if (name.startsWith("#x")) return String.fromCodePoint(parseInt(name.slice(2), 16));
    if (name.startsWith("#")) return String.fromCodePoint(Number(name.slice(1)));
    return { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" }[name];
  });
}

/** The root element as `{ name, attributes, children, text }`. Throws on anything that is not well-formed. */
export function parseXml(source) {
  if (!source.startsWith('<?xml version="1.0" encoding="utf-8"?>')) throw new Error("no XML declaration");
  if (ILLEGAL.test(source)) throw new Error("a control character");
  const tokens = /<\?[^>]*\?>|<!--[\s\S]*?-->|<(\/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*"[^"<]*")*)\s*(\/?)>|([^<]+)|(<)/g;
  const top = { name: "", attributes: {}, children: [], text: "" };
  const open = [top];
  for (const [, close, name, attributes, alone, text, stray] of source.matchAll(tokens)) {
    const parent = open[open.length - 1];
    if (stray) throw new Error(`a stray < in ${parent.name}`);
    if (text !== undefined) {
      if (open.length === 1 && text.trim()) throw new Error("text outside of the root element");
      parent.text += plain(text);
    } else if (name && close) {
      if (parent.name !== name) throw new Error(`</${name}> closes <${parent.name}>`);
      open.pop();
    } else if (name) {
      const element = { name, attributes: {}, children: [], text: "" };
      for (const [, key, value] of attributes.matchAll(/([\w:.-]+)\s*=\s*"([^"]*)"/g)) {
        if (key in element.attributes) throw new Error(`${key} twice in <${name}>`);
        element.attributes[key] = plain(value);
      }
      parent.children.push(element);
      if (!alone) open.push(element);
    }
  }
  if (open.length !== 1) throw new Error(`<${open[open.length - 1].name}> is not closed`);
  if (top.children.length !== 1) throw new Error(`${top.children.length} root elements`);
  return top.children[0];
}

/** The children of that name. */
export const all = (element, name) => element.children.filter((child) => child.name === name);
