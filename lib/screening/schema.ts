import { z } from "zod";
import { refusal } from "../core/errors";
import { valueField } from "../core/field";
import { choice, idField, key, text } from "../core/fields";

export const listSources = ["ofac_sdn", "ofac_consolidated", "own"] as const;
export type ListSource = (typeof listSources)[number];
export const listNames: Record<ListSource, string> = {
  ofac_sdn: "OFAC, specially designated nationals",
  ofac_consolidated: "OFAC, consolidated list",
  own: "The bank’s own list",
};

const optionalFile = valueField((value) => {
  if (value === undefined || (value instanceof File && value.size === 0)) return undefined;
  if (!(value instanceof File)) throw refusal("file_required", { what: "a file" });
  return value;
});
const file = (what: string) =>
  valueField((value) => {
    if (!(value instanceof File) || value.size === 0) throw refusal("file_required", { what });
    return value;
  });

export const loadListInput = z.strictObject({
  key,
  source: choice("the list", listSources),
  version: text({ what: "the version", max: 40 }),
  names: file("the file of names"),
  aliases: optionalFile.optional(),
  addresses: optionalFile.optional(),
});

export const adoptListInput = z.strictObject({
  key,
  listId: idField("screeningList"),
  reason: text({ what: "a reason", max: 500, multiline: true }),
});

export const decideHitInput = z.strictObject({
  key,
  hitId: idField("screeningHit"),
  decision: choice("what you decide", ["clear", "confirm"]),
  reason: text({ what: "a reason", max: 500, multiline: true }),
});
