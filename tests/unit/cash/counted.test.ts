import { expect, test } from "vitest";
import {
  closeTillInput,
  countColleaguesTillInput,
  countVaultInput,
  countVaultTypedInput,
  handOverTillInput,
  openTillInput,
} from "@/lib/cash/schema";
import { newId } from "@/lib/core/ids";
import { readForm } from "@/lib/web/form-input";

const ids = { key: newId(), sessionId: newId(), toId: newId(), vaultId: newId(), tillId: newId() };
type Field = keyof typeof ids;
const forms = [
  ["close a till", closeTillInput, ["key", "sessionId"]],
  ["count a colleague's till", countColleaguesTillInput, ["key", "sessionId"]],
  ["hand a till over", handOverTillInput, ["key", "sessionId", "toId"]],
  ["count a vault", countVaultTypedInput, ["key", "vaultId"]],
] as const;

function sent(fields: readonly Field[], pieces: Record<string, string>): FormData {
  const data = new FormData();
  for (const field of fields) data.set(field, ids[field]);
  for (const cell of ["counts.EUR.n5000", "counts.EUR.n100", "counts.USD.n2000"]) data.set(cell, pieces[cell] ?? "");
  return data;
}

test.each(forms)(
  "to %s somebody counts first; nothing at all is a count once a nought is typed",
  (_, schema, fields) => {
    const untouched = readForm(schema, sent(fields, {}));
    expect(untouched.reply().error).toEqual({
      counts: ["Count the notes and coins first. If there are none, type 0 at one of them."],
    });
    const blank = readForm(schema, sent(fields, { "counts.EUR.n100": "  " }));
    expect(blank.status).toBe("error");
    const nothing = readForm(schema, sent(fields, { "counts.USD.n2000": "0" }));
    expect(nothing.status === "success" && Object.values(nothing.value.counts)).toSatisfy((notes: unknown) =>
      (notes as object[]).every((one) => Object.keys(one).length === 0),
    );
    const some = readForm(schema, sent(fields, { "counts.EUR.n5000": "3" }));
    expect(some.status === "success" && some.value.counts.EUR).toEqual({ "5000": 3 });
  },
);

test("an empty till is opened without a figure, and a vault found empty is read again as it was kept", () => {
  expect(readForm(openTillInput, sent(["key", "tillId"], {})).status).toBe("success");
  const kept = { key: ids.key, vaultId: ids.vaultId, counts: { EUR: {} } };
  expect(countVaultInput.safeParse(kept).success).toBe(true);
});
