// Keeps an open page as it is on the disk: reloads it when its bytes are others, swaps stylesheets, and
// marks links to drafts. Not part of any built site.
(() => {
  const own = document.currentScript.dataset;

  // A hidden page holds no connection, because a browser has only six; when it is shown again, it asks
  // whether it is still what the server would send.
  let channel;
  let seen = own.files;
  const connect = () => {
    channel?.close();
    if (document.hidden) return;
    const page = encodeURIComponent(location.pathname);
    channel = new EventSource(`/__backfile/events?page=${page}&tag=${own.tag}&files=${seen}`);
    channel.addEventListener("reload", () => location.reload());
    channel.addEventListener("files", (event) => {
      const [last, files] = JSON.parse(event.data);
      seen = last;
      swap(files);
    });
    // It tries again by itself, unless there were too many pages.
    const mine = channel;
    mine.addEventListener("error", () => {
      if (mine === channel && mine.readyState === EventSource.CLOSED) setTimeout(connect, 5000);
    });
  };
  document.addEventListener("visibilitychange", connect);
  addEventListener("pagehide", () => channel?.close());
  addEventListener("pageshow", (event) => event.persisted && connect());
  connect();

  // The address in the site of what a page loads from there.
  function address(text) {
    try {
      const url = new URL(text, location);
      const path = decodeURIComponent(url.pathname);
      if (url.origin !== location.origin) return null;
      return own.base && path.startsWith(`${own.base}/`) ? path.slice(own.base.length) : path;
    } catch {
      return null;
    }
  }

  // Files that the page uses are others now: those that are named, or any.
  const pending = new Map();
  function swap(files) {
    const changed = (text) => (files ? files.includes(address(text)) : address(text) !== null);
    for (const link of document.querySelectorAll("link[rel~=stylesheet]")) {
      if (![...pending.values()].includes(link) && changed(link.href)) replace(link);
    }
    for (const image of document.images) {
      if (changed(image.currentSrc || image.src)) image.src = fresh(image.src);
    }
    const ours = (script) => script.src && !script.src.includes("/__backfile/");
    if (files && [...document.scripts].some((script) => ours(script) && changed(script.src))) location.reload();
  }

  // The old stylesheet stays until the new one is there, so that the page never stands naked.
  function replace(link) {
    pending.get(link)?.remove();
    const next = link.cloneNode();
    pending.set(link, next);
    next.href = fresh(link.href);
    const done = (gone) => () => {
      if (pending.get(link) === next) pending.delete(link);
      gone.remove();
    };
    next.addEventListener("load", done(link));
    next.addEventListener("error", done(next));
    link.after(next);
  }

  function fresh(text) {
    const next = new URL(text, location);
    next.searchParams.set("backfile", Date.now());
    return next.href;
  }

  // What a build would leave out says so.
  const style = "font:700 .75rem/1.4 system-ui,sans-serif;color:#fff;background:#a30000;border-radius:.2rem;padding:0 .4em;";
  const label = (text, more) => {
    const mark = document.createElement("span");
    mark.className = "backfile-mark";
    mark.style.cssText = style + more;
    mark.textContent = text;
    return mark;
  };
  if (own.mark) {
    document.body.append(label(`Preview: ${own.mark}, not published`, "position:fixed;left:1rem;bottom:1rem;z-index:9999;padding:.3em .7em"));
  }
  if (own.drafts !== undefined) {
    fetch("/__backfile/drafts").then((answer) => answer.json()).then((drafts) => {
      const addresses = new Set(drafts.map(decodeURIComponent));
      for (const link of document.querySelectorAll("a[href]")) {
        const here = link.pathname === location.pathname;
        if (!here && addresses.has(address(link.href))) link.append(" ", label("draft", ""));
      }
    }).catch(() => {});
  }
})();
