import { parseAmountOrRefuse } from "../core/amounts";
import type { Actor, Channel } from "../core/context";
import type { Currency } from "../core/currencies";
import { addDays, type BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";
import { type BranchId, isId } from "../core/ids";
import { queryReader } from "../core/query-reader";
import { readDate } from "../core/read-date";
import { type TemplateName, templates } from "./templates/registry";

/** The filters of the journal as they stand in its URL. */
export type EntryQuery = {
  q?: string;
  kind?: string;
  branch?: string;
  channel?: string;
  actor?: string;
  from?: string;
  to?: string;
  min?: string;
  max?: string;
};

export type EntryFilters = {
  reference?: string;
  kind?: TemplateName;
  branchId?: BranchId;
  channel?: Channel;
  actorKind?: Actor["kind"];
  from?: BusinessDate;
  to?: BusinessDate;
  /** Amounts of entries in the bank's own currency. */
  amounts?: { currency: Currency; minMinor?: bigint; maxMinor?: bigint };
};

export const channels: Readonly<Record<Channel, string>> = {
  counter: "Counter",
  self_service: "Self-service",
  api: "API",
  job: "Job of the bank",
};

export const actorKinds: Readonly<Record<Actor["kind"], string>> = {
  staff: "Staff",
  customer: "Customer",
  api_client: "API client",
  system: "The bank",
};

/** How many days a search that says no first day looks back. */
export const USUAL_DAYS = 31;

/**
 * Reads the filters of a URL; amounts are in `currency`. What cannot be read does not filter; its sentence comes back
 * under the name of its field. Whoever asks for a kind, a branch, a channel, somebody or an amount and says no first day
 * gets the last days up to the last one asked for, or to `today`: `usualFrom` is the first of them.
 */
export function readEntryQuery(
  query: EntryQuery,
  currency: Currency,
  today: BusinessDate,
): {
  filters: EntryFilters;
  faults: Partial<Record<keyof EntryQuery, string>>;
  usualFrom: BusinessDate | null;
} {
  const { faults, read } = queryReader<keyof EntryQuery>(query);
  const from = read("from", (typed) => readDate(typed, "the from date"));
  const to = read("to", (typed) => readDate(typed, "the to date"));
  const minMinor = read("min", (typed) => parseAmountOrRefuse(typed, currency, "min"));
  const maxMinor = read("max", (typed) => parseAmountOrRefuse(typed, currency, "max"));
  if (from && to && from > to) faults.from = refusal("period_order").sentence;
  if (minMinor !== undefined && maxMinor !== undefined && minMinor > maxMinor)
    faults.min = refusal("range_order").sentence;
  const some = {
    kind: oneOf(query.kind, templates),
    branchId: isId(query.branch) ? (query.branch as BranchId) : undefined,
    channel: oneOf(query.channel, channels),
    actorKind: oneOf(query.actor, actorKinds),
    amounts:
      minMinor === undefined && maxMinor === undefined
        ? undefined
        : { currency, maxMinor, ...(faults.min ? {} : { minMinor }) },
  };
  const reference = query.q?.trim().slice(0, 40) || undefined;
  const typedFrom = faults.from ? undefined : from;
  const unbounded = !reference && !typedFrom && Object.values(some).some((one) => one !== undefined);
  const usualFrom = unbounded ? addDays(to ?? today, 1 - USUAL_DAYS) : null;
  return { faults, usualFrom, filters: { ...some, reference, from: typedFrom ?? usualFrom ?? undefined, to } };
}

function oneOf<Name extends string>(
  typed: string | undefined,
  names: Readonly<Record<Name, unknown>>,
): Name | undefined {
  return typed && Object.hasOwn(names, typed) ? (typed as Name) : undefined;
}
