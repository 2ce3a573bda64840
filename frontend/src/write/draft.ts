// What was typed, kept in this browser until it is deleted; nobody else sees it.

import type { State } from "./output.ts";

const KEY = "ea-write-draft-1";

/** Keep a draft; returns whether the browser could. */
export function keepDraft(state: State): boolean {
  try {
    localStorage.setItem(KEY, JSON.stringify(state));
    return true;
  } catch {
    return false;
  }
}

export function draftNow(): State | null {
  try {
    const state = JSON.parse(localStorage.getItem(KEY) ?? "null") as State | null;
    return state?.folder && Array.isArray(state.edits) && Array.isArray(state.fresh) ? state : null;
  } catch {
    return null;
  }
}

export function deleteDraft(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // it was not kept
  }
}
