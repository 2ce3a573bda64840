// Addresses of works: which one somebody means, who publishes at its host, and the form that all addresses of one page share, which is that
// of generator/euphrates_atlas/text/urls.py. Its patterns come from there; a test compares the two.

import type { KnownWorks } from "./declared.ts";
import { visible } from "./values.ts";

type Rules = KnownWorks["addresses"];

/** The address that somebody means, who may leave out its beginning; null where a text is none. */
export function addressIn(text: string): string | null {
  const typed = visible(text).trim();
  if (/^https?:\/\/[^\s/]+\.[^\s/]+/i.test(typed)) return typed;
  const isBare = /^(?:www(?:\.[\w-]+){2,}|[\w-]+(?:\.[\w-]+)+\/)\S*$/i.test(typed);
  return isBare ? `https://${typed}` : null;
}

/** What is known of works under the host of an address. */
export function knownAt(address: string, known: KnownWorks): KnownWorks["hosts"][string] | null {
  const site = siteAt(address, known.addresses);
  if (known.hosts[site]) return known.hosts[site];
  let labels = site.replace(/:\d+$/, "").split(".");
  while (labels.length > 1) {
    const found = known.hosts[labels.join(".")];
    if (found) return found;
    labels = labels.slice(1);
  }
  return null;
}

/** The host of an address with its port, the same for all names of one site; empty where an address cannot be read. */
export function siteAt(address: string, rules: Rules): string {
  try {
    return foldedSite(new URL(address), rules);
  } catch {
    return "";
  }
}

function foldedSite(url: URL, rules: Rules): string {
  const port = ["", "80", "443"].includes(url.port) ? "" : `:${url.port}`;
  return foldedHost(url.hostname, rules) + port;
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
  const route = /^#[!/]/.test(url.hash) ? `/${url.hash}` : "";
  return (
    foldedSite(url, rules) +
    foldedPath(url.pathname + route, rules) +
    foldedQuery(url.search, rules)
  );
}

function foldedHost(name: string, rules: Rules): string {
  const host = name.replace(/\.+$/, "");
  const bare = host.replace(pattern("mirrors", rules), "");
  return rules.one_site[host] ?? rules.one_site[bare] ?? bare;
}

function foldedPath(encoded: string, rules: Rules): string {
  const mark = (code: string) => `%25${code.slice(1).toUpperCase()}`;
  const marked = encoded.replace(pattern("kept_code", rules, "g"), mark);
  const steps: string[] = [];
  for (const step of percentDecoded(marked).normalize("NFC").split("/")) {
    if (step === "..") steps.pop();
    else if (step && step !== ".") steps.push(step);
  }
  let path = `/${steps.join("/")}`;
  for (const name of ["session", "amp", "front_door"]) {
    path = path.replace(pattern(name, rules, "g"), "").replace(/\/+$/, "");
  }
  return path;
}

function foldedQuery(query: string, rules: Rules): string {
  const [tracking, view] = [whole("tracking", rules), whole("view", rules)];
  const kept = parametersOf(query).filter(
    ([name, value]) => !tracking.test(name) && !view.test(`${name}=${value}`),
  );
  if (!kept.length) return "";
  const parts = kept.map(
    ([name, value]) => [name.normalize("NFC"), value.normalize("NFC")] as const,
  );
  parts.sort(([a, one], [b, other]) => order(a, b) || order(one, other));
  const written = parts.map((part) => part.map(quoted).join("="));
  return `?${written.join("&")}`;
}

/** The names and values of a query. `URLSearchParams` would take all bytes that are no UTF-8 for the same letter. */
function parametersOf(query: string): [string, string][] {
  const parts = query.replace(/^\?/, "").replaceAll("&amp;", "&").split("&").filter(Boolean);
  return parts.map((part) => {
    const [name = "", ...value] = part.replaceAll("+", " ").split("=");
    return [percentDecoded(name), percentDecoded(value.join("="))];
  });
}

/** A text without percent-encoding. Bytes that are no UTF-8, as in old Arabic addresses, come as `\xc7`, the form that Python gives them. */
export function percentDecoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (codes) => {
    const bytes = Uint8Array.from(codes.slice(1).split("%"), (code) => parseInt(code, 16));
    let decoded = "";
    for (let at = 0; at < bytes.length;) {
      const [letter, length] = firstLetter(bytes.subarray(at));
      decoded += letter;
      at += length;
    }
    return decoded;
  });
}

/** The first letter of bytes in UTF-8, and how many bytes it takes. */
function firstLetter(bytes: Uint8Array): [string, number] {
  for (const length of [1, 2, 3, 4]) {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    try {
      return [decoder.decode(bytes.subarray(0, length)), length];
    } catch {
      continue;
    }
  }
  return [`\\x${bytes[0]!.toString(16).padStart(2, "0")}`, 1];
}

function order(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}

/** A text as it stands in a query, with all signs encoded that Python encodes. */
function quoted(text: string): string {
  const code = (sign: string) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, code)
    .replaceAll("%20", "+");
}

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
