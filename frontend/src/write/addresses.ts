// Addresses of works: which one somebody means, who publishes at its host, and the form that all addresses of one page share, which is that
// of generator/euphrates_atlas/text/urls.py. Its patterns come from there; a test compares the two.

import type { KnownWorks } from "./declared.ts";

type Rules = KnownWorks["addresses"];

/** The address that somebody means, who may leave out its beginning; null where a text is none. */
export function addressIn(text: string): string | null {
  const typed = text.trim();
  if (/^https?:\/\/[^\s/]+\.[^\s/]+/i.test(typed)) return typed;
  const isBare = /^(?:www(?:\.[\w-]+){2,}|[\w-]+(?:\.[\w-]+)+\/)\S*$/i.test(typed);
  return isBare ? `https://${typed}` : null;
}

/** What is known of works under the host of an address. */
export function knownAt(address: string, known: KnownWorks): KnownWorks["hosts"][string] | null {
  let labels = foldedHost(hostOf(address), known.addresses).split(".");
  while (labels.length > 1) {
    const found = known.hosts[labels.join(".")];
    if (found) return found;
    labels = labels.slice(1);
  }
  return null;
}

export function hostOf(address: string): string {
  try {
    return new URL(address).hostname;
  } catch {
    return "";
  }
}

/** Eight letters that all addresses of one page share, by which `ids.json` names works; empty where an address cannot be read. */
export function addressKey(address: string, rules: Rules): string {
  try {
    return checksum(foldedAddress(address, rules));
  } catch {
    return "";
  }
}

/** An address in the form that all addresses of one page share. Throws where it cannot be read. */
export function foldedAddress(address: string, rules: Rules): string {
  const url = new URL(address.trim());
  const port = ["", "80", "443"].includes(url.port) ? "" : `:${url.port}`;
  const route = /^#[!/]/.test(url.hash) ? `/${url.hash}` : "";
  return foldedHost(url.hostname, rules) + port + foldedPath(url.pathname + route, rules) + foldedQuery(url.search, rules);
}

function foldedHost(name: string, rules: Rules): string {
  const host = name.replace(/\.+$/, "");
  return rules.one_site[host] ?? host.replace(pattern("mirrors", rules), "");
}

function foldedPath(encoded: string, rules: Rules): string {
  const marked = encoded.replace(pattern("kept_code", rules, "g"), (code) => `%25${code.slice(1).toUpperCase()}`);
  const steps: string[] = [];
  for (const step of decodeURIComponent(marked).normalize("NFC").split("/")) {
    if (step === "..") steps.pop();
    else if (step && step !== ".") steps.push(step);
  }
  let path = `/${steps.join("/")}`;
  for (const name of ["session", "amp", "front_door"] as const) path = path.replace(pattern(name, rules, "g"), "").replace(/\/+$/, "");
  return path;
}

function foldedQuery(query: string, rules: Rules): string {
  const [tracking, view] = [whole("tracking", rules), whole("view", rules)];
  const kept = [...new URLSearchParams(query.replaceAll("&amp;", "&"))].filter(([name, value]) => !tracking.test(name) && !view.test(`${name}=${value}`));
  const parts = kept.map(([name, value]) => [name.normalize("NFC"), value.normalize("NFC")] as const);
  parts.sort(([a, one], [b, other]) => order(a, b) || order(one, other));
  return parts.length ? `?${parts.map((part) => part.map(quoted).join("=")).join("&")}` : "";
}

const order = (a: string, b: string) => Number(a > b) - Number(a < b);

const quoted = (text: string) => encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`).replaceAll("%20", "+");

function pattern(name: string, rules: Rules, more = ""): RegExp {
  const [source, flags] = rules.patterns[name]!;
  return new RegExp(source, flags + more);
}

function whole(name: string, rules: Rules): RegExp {
  const [source, flags] = rules.patterns[name]!;
  return new RegExp(`^(?:${source})$`, flags);
}

/** CRC-32, as zlib has it. */
function checksum(text: string): string {
  let sum = -1;
  for (const byte of new TextEncoder().encode(text)) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (~sum >>> 0).toString(16).padStart(8, "0");
}
