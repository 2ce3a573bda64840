// Part of the offline pack alone. A page that was opened from a disk may not fetch files, but it may load scripts: what pages
// fetch stands beside its file as a script with the same name and `.js` behind it, which hands the contents over here.
globalThis.atlasFile = (contents) => {
  const text = typeof contents === "string" ? contents : JSON.stringify(contents);
  const answer = { ok: true, status: 200, json: async () => contents, text: async () => text };
  document.currentScript.dispatchEvent(new CustomEvent("held", { detail: answer }));
};
globalThis.fetch = (address) =>
  new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${new URL(address, location.href).href.split(/[?#]/)[0]}.js`;
    script.addEventListener("held", (event) => resolve(event.detail));
    script.addEventListener("load", () => script.remove());
    script.addEventListener("error", () => reject(new TypeError(`not in the pack: ${script.src}`)));
    document.head.append(script);
  });
