// What was typed, a draft for each entry, kept in this browser until it is deleted; nobody else sees it.

import type { State } from "./state.ts";

const KEY = "ea-write-draft:";

/** Keep a draft; returns whether the browser could. */
export function keepDraft(state: State): boolean {
  try {
    localStorage.setItem(KEY + state.draft, JSON.stringify(state));
    return true;
  } catch {
    return false;
  }
}

/** Call back with the name of each draft that another window of this browser keeps or deletes. */
export function whenOthersChange(told: (name: string) => void): void {
  addEventListener("storage", ({ key }) => {
    if (key?.startsWith(KEY)) told(key.slice(KEY.length));
  });
}

/** The draft with a name; null where there is none. */
export function draftOf(name: string): State | null {
  try {
    const state = JSON.parse(localStorage.getItem(KEY + name) ?? "null") as State | null;
    const isWhole = state?.folder && Array.isArray(state.edits) && Array.isArray(state.fresh);
    return isWhole ? { ...state, draft: name } : null;
  } catch {
    return null;
  }
}

/** All drafts, the latest first. */
export function allDrafts(): State[] {
  let keys: string[] = [];
  try {
    keys = Object.keys(localStorage).filter((key) => key.startsWith(KEY));
  } catch {
    // this browser keeps none
  }
  const drafts = keys.map((key) => draftOf(key.slice(KEY.length))).filter((one) => one !== null);
  return drafts.sort((one, other) => (other.kept ?? "").localeCompare(one.kept ?? ""));
}

/** When a draft was changed or sent last. */
export function whenKept({ kept }: State): string {
  if (!kept) return "";
  return new Date(kept).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
}

/** A name for the draft of one more new entry of a kind; at random, since other tabs may have begun some that are not kept yet. */
export function newDraft(folder: string): string {
  return `${folder}/+${Math.random().toString(36).slice(2, 10)}`;
}

export function deleteDraft(name: string): void {
  try {
    localStorage.removeItem(KEY + name);
  } catch {
    // it was not kept
  }
}
