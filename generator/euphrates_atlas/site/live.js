// What an open page does when it hears from the server that something changed, or is wrong in the store.
"use strict";
(() => {
  const shownTag = `"${document.currentScript.dataset.etag}"`;
  let source = null;
  let box = null;
  let shownText = "";
  let heardChange = null;

  const show = (text, grave) => {
    if (text === shownText) return;
    shownText = text;
    box?.remove();
    box = null;
    if (!text) return;
    box = document.createElement("details");
    box.id = "atlas-serve-report";
    box.open = grave;
    box.className = grave ? "grave" : "";
    box.setAttribute("role", "status");
    const head = document.createElement("summary");
    head.textContent = grave ? "Errors: the site cannot be built until they are fixed" : "Warnings";
    const lines = document.createElement("pre");
    lines.tabIndex = 0;
    lines.textContent = text;
    box.append(head, lines);
    document.body.append(box);
  };

  const reloadIfChanged = async () => {
    const answer = await fetch(location.pathname, {
      method: "HEAD",
      cache: "no-store",
    });
    if (answer.status === 503 || answer.headers.get("ETag") === shownTag) return; // what cannot be made stays shown
    rest();
    location.reload(); // the browser keeps where the page was scrolled to
  };

  const listen = () => {
    if (source) return;
    source = new EventSource("/_atlas-serve/changes");
    source.addEventListener("message", (event) => {
      const { change, text, grave } = JSON.parse(event.data);
      show(text, grave);
      if (change === heardChange) return;
      heardChange = change;
      reloadIfChanged().catch(() => {}); // the server is gone; the next change asks again
    });
    source.addEventListener("error", () => {
      if (source.readyState !== EventSource.CLOSED) return;
      rest();
      setTimeout(listen, 1000);
    });
  };
  const rest = () => {
    source?.close();
    source = null;
  };

  // A browser keeps few connections to one server: pages that are not looked at need none.
  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
  addEventListener("pagehide", rest);
  addEventListener("pageshow", () => document.hidden || listen());
})();
