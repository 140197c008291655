import type { z } from "zod";
import { isCountry } from "./countries";
import { type Currency, isCurrency } from "./currencies";
import { isDate } from "./dates";
import { refusal } from "./errors";
import { field, valueField } from "./field";
import { type Id, isId } from "./ids";
import { readDate } from "./read-date";
import { readIban } from "./read-iban";
import { readLei } from "./read-lei";
import { readPhone } from "./read-phone";
import { readShare } from "./read-share";
import { capitalised, readText, type TextRule } from "./read-text";

type Optional = { optional?: boolean };
type Field<T> = ReturnType<typeof field<T>>;

/** Free text of at most `max` characters; `what` is its name inside a sentence, like "the note". */
export function text(rule: TextRule & { optional: true }): z.ZodOptional<Field<string | undefined>>;
export function text(rule: TextRule & { optional?: false }): Field<string>;
export function text(rule: TextRule & Optional) {
  const required = field(
    () => refusal("required", { what: rule.what }),
    (typed) => (rule.optional && typed.trim() === "" ? undefined : readText(typed, rule)),
  );
  return rule.optional ? required.optional() : required;
}

/** A name as its bearer writes it, in any script, of at most 140 characters. */
export function personName(rule: { what: string; optional: true }): z.ZodOptional<Field<string | undefined>>;
export function personName(rule: { what: string; optional?: false }): Field<string>;
export function personName({ what, optional }: { what: string } & Optional) {
  return optional ? text({ what, max: 140, optional }) : text({ what, max: 140 });
}

/** An amount as it was typed. The command reads it with `parseAmountOrRefuse`, once the currency is known. */
export const amountText = field(
  () => refusal("amount_required"),
  (typed) => {
    if (typed.length > 64) throw refusal("amount_too_large");
    return typed.trim();
  },
);

/** A day. Whether it lies in the past or the future is for the command to say, which knows the banking day. */
export function date({ what }: { what: string }) {
  return valueField((value) => readDate(value, what));
}

/** A date of birth of somebody who can be alive. */
export const birthDate = valueField((value) => {
  const read = readDate(value, "the date of birth");
  if (!isDate(read) || read < "1900-01-01") throw refusal("birth_date_early");
  return read;
});

const EMAIL =
  /^[A-Z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Z0-9!#$%&'*+/=?^_`{|}~-]+)*@([A-Z0-9]([A-Z0-9-]{0,61}[A-Z0-9])?\.)+([A-Z]{2,63}|XN--[A-Z0-9-]{2,59})$/i;

/** An e-mail address in ASCII; look-alikes of `@` and quoted names are refused. The domain is kept in lower case. */
export const email = field(
  () => refusal("required", { what: "an e-mail address" }),
  (typed) => {
    const address = typed.trim();
    const at = address.lastIndexOf("@");
    if (address.length > 254 || at > 64 || !EMAIL.test(address)) throw refusal("email_unreadable");
    return address.slice(0, at) + address.slice(at).toLowerCase();
  },
);

/** A phone number, kept in E.164. */
export const phone = field(() => refusal("required", { what: "a phone number" }), readPhone);

/** An IBAN, kept compact. */
export const iban = field(() => refusal("required", { what: "an IBAN" }), readIban);

/** A legal entity identifier, kept compact. */
export const lei = field(() => refusal("required", { what: "an LEI" }), readLei);

/** A share of a whole, in hundredths of a per cent. */
export const share = field(() => refusal("required", { what: "the share" }), readShare);

/** A country by its ISO 3166 code. */
export const country = field(
  () => refusal("country_unknown"),
  (typed) => {
    if (!isCountry(typed)) throw refusal("country_unknown");
    return typed;
  },
);

/** A currency of this bank by its ISO 4217 code. */
export const currency = field(
  () => refusal("currency_unknown"),
  (typed): Currency => {
    if (!isCurrency(typed)) throw refusal("currency_unknown");
    return typed;
  },
);

/** The id of a row, named by what it is: `idField("account")`; with `choose` a list to choose from, else the form's own. */
export function idField<Name extends string>(name: Name, { choose }: { choose?: string } = {}) {
  const what = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return field(
    () => (choose ? refusal("choose", { what: choose }) : refusal("id_lost", { what })),
    (typed): Id<Name> => {
      if (!isId(typed)) throw refusal("id_lost", { what });
      return typed as Id<string> as Id<Name>;
    },
  );
}

/** The idempotency key of a form. */
export const key = field(
  () => refusal("key_required"),
  (typed): string => {
    if (!isId(typed)) throw refusal("key_required");
    return typed;
  },
);

/** One of a list; without `values` a short code that the command looks up. */
export function choice<const Value extends string>(what: string, values: readonly Value[]): Field<Value>;
export function choice(what: string): Field<string>;
export function choice(what: string, values?: readonly string[]) {
  return field(
    () => refusal("choose", { what }),
    (typed) => {
      if (values ? !values.includes(typed) : !/^[\w.:-]{1,100}$/.test(typed)) throw refusal("choose", { what });
      return typed;
    },
  );
}

/** Any of a list: a group of checkboxes under one name. At least one unless `optional`. */
export function choices<const Value extends string>(
  what: string,
  values: readonly Value[],
  { optional = false }: Optional = {},
) {
  const chosen = valueField((value): Value[] => {
    const typed = [value ?? []].flat();
    const known = values.filter((one) => typed.includes(one));
    if (known.length !== typed.length || (known.length === 0 && !optional)) throw refusal("choose", { what });
    return known;
  });
  // A group without a tick is not sent at all.
  return optional ? chosen.default([]) : chosen;
}

/** A checkbox: ticked or not. One that is not ticked is not sent at all. */
export const checkbox = valueField((value) => {
  if (value === "on" || value === "true" || value === true) return true;
  if (value === "" || value === "false" || value === false) return false;
  throw refusal("one_value");
}).default(false);

/** A count such as a term in months, from `min` to `max`. Never for money. */
export function wholeNumber(what: string, min: number, max: number) {
  return field(
    () => refusal("required", { what }),
    (typed): number => {
      const digits = typed.trim();
      const count = /^\d{1,9}$/.test(digits) ? Number(digits) : Number.NaN;
      if (!(count >= min && count <= max)) throw refusal("whole_number", { what: capitalised(what), min, max });
      return count;
    },
  );
}

const passwordNamed = (what: string) =>
  field(
    () => refusal("required", { what }),
    (typed) => {
      if (typed.length > 512 || [...typed].length > 256) throw refusal("password_too_long", { max: 256 });
      if (typed.includes("\0") || !typed.isWellFormed()) throw refusal("control_characters", { what: "The password" });
      return typed;
    },
  );

/** A password exactly as typed, spaces included. Whether it is good enough is for the command to say. */
export const password = passwordNamed("the password");
export const passwordAgain = passwordNamed("the password again");
export const presentPassword = passwordNamed("your present password");

/** The fields that hold a password: what was typed in them is never sent back. */
export const passwords: ReadonlySet<unknown> = new Set([password, passwordAgain, presentPassword]);
