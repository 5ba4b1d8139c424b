/*
 * Gets the files of the index, each once, as scripts: that works from a folder as well as from a host.
 */
"use strict";

globalThis.Backfile ??= {};

Backfile.load = (() => {
  const waiting = new Map();
  const loaded = new Map();
  const base = document.currentScript?.dataset.index ?? "";

  /** What every file of the index calls. */
  globalThis.__s = (name, data) => waiting.get(name)?.(data);

  /** The data of a file by its name; the version keeps a browser from taking an old one. */
  return (name, version) => {
    if (loaded.has(name)) return loaded.get(name);
    const data = new Promise((resolve, reject) => {
      waiting.set(name, resolve);
      const script = document.createElement("script");
      const query = version && location.protocol.startsWith("http") ? `?v=${version}` : "";
      script.src = `${base}${name}.js${query}`;
      // A script that came and was another, such as a page that says so, is a failure as well.
      script.onload = script.onerror = () => {
        waiting.delete(name);
        reject(new Error(name));
      };
      document.head.append(script);
    });
    loaded.set(name, data);
    // So that the next query tries again.
    data.catch(() => loaded.delete(name));
    return data;
  };
})();
