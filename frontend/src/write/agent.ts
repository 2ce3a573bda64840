// Somebody who says or does something: an entry found by name, or words, with the body they speak for.

import { el } from "../dom.ts";
import { isMapping, type Mapping, type RecordForm } from "./declared.ts";
import { quietButton, stateLine } from "./elements.ts";
import type { Fields } from "./fields.ts";
import { makeFinder } from "./finder.ts";
import { listedFor, type Choice, type Found } from "./finding.ts";
import { labelled, type Asked } from "./labelled.ts";
import { within, type Place } from "./place.ts";

/** So many entries are offered to those who go on with words. */
const OFFERED = 3;

export function agentField(fields: Fields, record: RecordForm, asked: Asked): HTMLElement {
  const { shared } = fields;
  const { engine, kinds, names } = shared.library;
  const { place } = asked;
  const below = el("div", { class: "ea-write-of" });
  const state = stateLine();
  const input = el("input", {
    type: "text",
    placeholder: "A name – or words, where there is no entry",
    value: wordsOf(agentAt(place), names),
  });
  const tell = () => {
    const agent = agentAt(place);
    state.replaceChildren(...stateOf(agent));
    below.replaceChildren(...(agent["label"] ? [bodyField(fields, record, asked)] : []));
  };
  const put = (agent: Mapping) => {
    place.set(agent);
    tell();
    shared.changed();
  };
  const say = (typed: string) => put(inWords(agentAt(place), typed));
  const choose = ({ id, name }: Choice) => {
    names.set(id, name);
    input.value = name;
    put({ id });
  };
  input.addEventListener("input", () => say(input.value.trim()));
  const list = makeFinder({
    input,
    engine,
    kinds: listedFor(record.fields["id"] ?? record.fields["of"]!, kinds),
    extras: (typed, found) => {
      const why = found ? "it is none of these" : "there is no entry";
      return [{ label: `Use the words “${typed}”: ${why}`, choose: () => say(typed) }];
    },
    chosen: choose,
    left: (typed, found) => {
      say(typed);
      if (found.isSure) state.append(...offersOf(found, choose));
    },
  });
  tell();
  return labelled(asked, input, list, state, below);
}

/** The agent at a place; the data beside pages has a body by its id alone. */
function agentAt(place: Place): Mapping {
  const value = place.get() ?? {};
  return isMapping(value) ? value : { id: value };
}

/** What the field shows of an agent. */
function wordsOf({ id = "", label = "" }: Mapping, names: ReadonlyMap<string, string>): string {
  return id ? (names.get(String(id)) ?? String(id)) : String(label);
}

/** An agent in words, who still speaks for the same body. */
function inWords({ of }: Mapping, label: string): Mapping {
  if (!label) return {};
  return of ? { of, label } : { label };
}

function stateOf({ id, label }: Mapping): (Node | string)[] {
  if (id) return ["Entry: ", el("code", {}, String(id))];
  return label ? ["In words, without an entry"] : [];
}

/** The body that somebody speaks for. */
function bodyField(fields: Fields, record: RecordForm, asked: Asked): HTMLElement {
  const body = record.fields["of"]!;
  const field = { ...body, help: body.help ?? "" };
  const place = within(asked.place, "of");
  return fields.one({ ...asked, name: "of", field, place, title: body.label });
}

/** The entries that have the words, for those who went on with words. */
function offersOf({ choices }: Found, choose: (choice: Choice) => void): (Node | string)[] {
  const offers = choices.slice(0, OFFERED);
  const buttons = offers.map((choice) => quietButton(choice.name, () => choose(choice)));
  return [". Or is it ", ...buttons.flatMap((one) => [one, " "]), "?"];
}
