// The fields of the form, made from what the generator declares: a control with its label and help for each value, a group for each record.

import { agentField } from "./agent.ts";
import { checkbox, codeField, dateField, namedField, textInput } from "./controls.ts";
import { recordOf, type Field, type KindForm } from "./declared.ts";
import { labelled, type Asked } from "./labelled.ts";
import { listOf } from "./lists.ts";
import type { Place } from "./place.ts";
import { proseTools } from "./prose.ts";
import { recordGroup } from "./records.ts";
import { ReferenceField } from "./reference.ts";
import type { Shared } from "./shared.ts";

export class Fields {
  readonly shared: Shared;
  readonly kind: KindForm;

  constructor(shared: Shared, kind: KindForm) {
    this.shared = shared;
    this.kind = kind;
  }

  /** The fields of another kind in the same form. */
  ofKind(folder: string): Fields {
    return new Fields(this.shared, this.shared.library.forms.get(folder)!);
  }

  /** A field with its value or its list of values. */
  view(name: string, field: Field, place: Place, title = field.label): HTMLElement {
    const asked = { kind: this.kind, name, field, place, title };
    return field.many ? listOf(this, asked) : this.one(asked);
  }

  /** One value of a field: an item of its list, or the only one. */
  one(asked: Asked): HTMLElement {
    const record = recordOf(this.kind, asked.field);
    if (!record) return this.#control(asked);
    if (record.together.length) return agentField(this, record, asked);
    return recordGroup(this, record, asked);
  }

  #control(asked: Asked): HTMLElement {
    const { field, place } = asked;
    const put = (text: string) => {
      place.set(text);
      this.shared.changed();
    };
    if (field.type === "ref") return new ReferenceField(this, asked).element;
    if (field.type === "code") return codeField(asked, put);
    if (field.type === "date") return dateField(asked, put);
    if (field.named) return namedField(asked, put);
    if (field.type === "bool") return labelled(asked, checkbox(asked, put));
    const input = textInput(asked, put);
    if (field.type !== "prose") return labelled(asked, input);
    return labelled(asked, input, ...proseTools(this, input as HTMLTextAreaElement, place, put));
  }
}
