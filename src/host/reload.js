// Keeps an open page as it is on the disk: reloads it when its bytes are others, swaps stylesheets, and
// marks links to drafts. Not part of any built site.
(() => {
  const own = document.currentScript.dataset;

  // A hidden page holds no connection, because a browser has only six; when it is shown again, it asks
  // whether it is still what the server would send.
  let channel;
  const connect = () => {
    channel?.close();
    if (document.hidden) return;
    const page = encodeURIComponent(location.pathname);
    channel = new EventSource(`/__backfile/events?page=${page}&tag=${own.tag}`);
    channel.addEventListener("reload", () => location.reload());
    channel.addEventListener("files", (event) => JSON.parse(event.data).forEach(swap));
  };
  document.addEventListener("visibilitychange", connect);
  addEventListener("pagehide", () => channel?.close());
  addEventListener("pageshow", (event) => event.persisted && connect());
  connect();

  // A file that the page uses is another now.
  function swap(address) {
    const changed = (url) => decodeURI(new URL(url, location).pathname) === address;
    for (const link of document.querySelectorAll("link[rel~=stylesheet]")) {
      if (changed(link.href)) replace(link);
    }
    for (const image of document.images) {
      if (changed(image.currentSrc || image.src)) image.src = fresh(image.src);
    }
    if ([...document.scripts].some((script) => script.src && changed(script.src))) location.reload();
  }

  // The old stylesheet stays until the new one is there, so that the page never stands naked.
  function replace(link) {
    const next = link.cloneNode();
    next.href = fresh(link.href);
    next.addEventListener("load", () => link.remove());
    next.addEventListener("error", () => next.remove());
    link.after(next);
  }

  function fresh(url) {
    const next = new URL(url, location);
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
      const addresses = new Set(drafts);
      for (const link of document.querySelectorAll("a[href]")) {
        const here = link.pathname === location.pathname;
        if (!here && link.origin === location.origin && addresses.has(link.pathname)) link.append(" ", label("draft", ""));
      }
    });
  }
})();
