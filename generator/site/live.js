// What an open page does when it hears from the server that it is another now, or that something is wrong in the store.
"use strict";
(() => {
  const { page, sent } = document.currentScript.dataset;
  const places = { page, sent };
  let source = null;
  let box = null;

  const show = ({ text, grave }) => {
    box?.remove();
    box = null;
    if (!text) return;
    box = document.createElement("details");
    box.id = "atlas-serve-report";
    box.open = grave;
    box.className = grave ? "grave" : "";
    box.setAttribute("role", "status");
    const head = document.createElement("summary");
    head.textContent = grave ? "Errors: no build before they are mended" : "Warnings";
    const lines = document.createElement("pre");
    lines.tabIndex = 0;
    lines.textContent = text;
    box.append(head, lines);
    document.body.append(box);
  };

  const listen = () => {
    if (source) return;
    source = new EventSource(`/_atlas-serve/events?${new URLSearchParams(places)}`);
    source.addEventListener("report", (event) => show(JSON.parse(event.data)));
    source.addEventListener("other", () => {
      source.close();
      location.reload(); // the browser keeps where the page was scrolled to
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
