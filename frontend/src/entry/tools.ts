// The tools of a page stand at its foot, on a phone many screens below the link that names them: there it opens them in place.

/** Let the link below the lead of an entry open the tools right below it, and put them back. */
export function openTools(): void {
  const opener = document.querySelector<HTMLAnchorElement>(".ea-acts a[href='#page-tools']");
  const tools = document.querySelector(".ea-tools");
  const foot = tools?.parentElement;
  if (!opener || !foot) return;
  if (tools.querySelector("button")) opener.textContent = `Print, ${opener.text.toLowerCase()}`;
  const tell = (isOpen: boolean) => opener.setAttribute("aria-expanded", String(isOpen));
  tell(false);
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    const isOpen = tools.parentElement === foot;
    if (isOpen) opener.closest("ul")?.after(tools);
    else foot.append(tools);
    tell(isOpen);
    if (isOpen) tools.scrollIntoView({ block: "nearest" });
  });
}
