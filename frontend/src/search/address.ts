// A pasted address, as the words of the name of whose site it is: musingsoniraq.blogspot.com is Musings on Iraq.

import { fold } from "./fold.ts";

const HOST = /^(?:https?:\/\/)?((?:[\w-]+\.)+[a-z]{2,})(?:[/?#]\S*)?$/i;

export const isAddress = (query: string) => HOST.test(query);

/** The longest part of the host of an address, cut into the fewest words of names; nothing where it is no address, or not made of them. */
export function siteOf(query: string, isName: (word: string) => boolean): string | undefined {
  const parts = HOST.exec(query)?.[1]!.toLowerCase().split(".") ?? [];
  const [longest = ""] = parts.sort((a, b) => b.length - a.length);
  const letters = longest.replaceAll("-", "");
  const isSmall = (word: string) => fold(`${word} -- name`).length === 1; // an article, or a word that names leave out
  const cuts: (readonly string[] | undefined)[] = [[]];
  for (let end = 2; end <= letters.length; end++)
    for (let start = 0; start < end - 1; start++) {
      const [before, word, held] = [cuts[start], letters.slice(start, end), cuts[end]];
      if (before && (!held || before.length + 1 < held.length) && (isName(word) || isSmall(word)))
        cuts[end] = [...before, word];
    }
  return cuts[letters.length]?.join(" ") || undefined;
}
