// Keeps what is written as a draft in this browser, and tells of that above the form.

import { el } from "../dom.ts";
import { textOf } from "./declared.ts";
import { deleteDraft, draftOf, keepDraft, whenKept, whenOthersChange } from "./draft.ts";
import { button, quietButton } from "./elements.ts";
import type { Library } from "./library.ts";
import type { State } from "./state.ts";

/** What the page does with drafts. */
export interface Drafts {
  /** Offer the choice of what to write. */
  choose(): void;
  /** Take up the draft as it is kept now. */
  load(state: State): void;
}

export class Keeper {
  readonly note = el("p", { class: "ea-write-draft", role: "status" });
  readonly #library: Library;
  readonly #drafts: Drafts;
  #state: State | null = null;
  /** Something was written that is not sent. */
  #isDirty = false;
  /** What was written when it was kept last. */
  #written = "";

  constructor(library: Library, drafts: Drafts) {
    this.#library = library;
    this.#drafts = drafts;
    addEventListener("beforeunload", (event) => {
      if (this.#isDirty) event.preventDefault();
    });
    whenOthersChange((name) => {
      if (name === this.#state?.draft) this.#tellOther(this.#state);
    });
  }

  /** Take up what is to be written now; null where that is to be chosen. */
  begin(state: State | null): void {
    this.#state = state;
    this.#isDirty = false;
    this.#written = JSON.stringify(state);
    this.note.replaceChildren();
    if (!state?.kept) return;
    const words = `You go on with your draft of ${whenKept(state)}. It is kept in this browser alone. `;
    this.#tell(words, state);
  }

  /** Keep what is written, if that is something else: a field that is left may tell of no change, which must not replace what another window kept. */
  change(state: State): void {
    const written = JSON.stringify(state);
    if (written === this.#written) return;
    this.#isDirty = true;
    if (this.#keep(state, false)) this.#written = written;
  }

  /** What is written has left the page. */
  markSent(state: State): void {
    this.#isDirty = false;
    this.#keep(state, true);
  }

  /** Offer a draft that was sent, since another was begun. */
  offerSent(sent: State, goOn: () => void): void {
    this.note.replaceChildren(
      `You sent or copied a draft on this, ${whenKept(sent)}. `,
      quietButton("Go on with that one", goOn),
    );
  }

  /** Keep the draft, and tell that; returns whether the browser could. */
  #keep(state: State, isSent: boolean): boolean {
    const { label } = this.#library.forms.get(state.folder)!;
    const isKept = keepDraft({
      ...state,
      label: state.id ? state.label : textOf(state.entry, label),
      names: Object.fromEntries(this.#library.names),
      kept: new Date().toISOString(),
      isSent,
    });
    if (!isKept) {
      this.note.textContent = "This browser keeps no draft: what you type is lost when you leave.";
    } else if (!this.note.querySelector(".ea-write-forget")) {
      this.#tell("A draft is kept in this browser alone. ", state);
    }
    return isKept;
  }

  #tell(words: string, state: State): void {
    const forget = () => {
      deleteDraft(state.draft);
      this.#drafts.choose();
      this.note.textContent = "The draft is deleted.";
    };
    const style = "ea-write-quiet ea-write-forget";
    this.note.replaceChildren(words, button("Delete the draft", forget, style));
  }

  /** Say what another window did with the same draft: whichever writes last replaces what the other has kept. */
  #tellOther(state: State): void {
    const kept = draftOf(state.draft);
    const next = kept ? "replaces that" : "keeps it again";
    const words = `Another window has ${doneTo(kept)} this draft. What you write here next ${next}. `;
    if (this.note.textContent?.startsWith(words)) return; // it is read aloud once, not at each key of the other
    if (!kept) this.#isDirty = true;
    const load = quietButton("Load that one", () => this.#drafts.load(state));
    this.note.replaceChildren(words, kept ? load : "");
  }
}

function doneTo(kept: State | null): string {
  if (!kept) return "deleted";
  return kept.isSent ? "sent or copied" : "changed";
}
