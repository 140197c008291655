import { parseAmountOrRefuse } from "../core/amounts";
import type { Actor, Channel } from "../core/context";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
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

/**
 * Reads the filters of a URL; amounts are in `currency`. What cannot be read does not filter; its sentence comes back
 * under the name of its field.
 */
export function readEntryQuery(
  query: EntryQuery,
  currency: Currency,
): { filters: EntryFilters; faults: Partial<Record<keyof EntryQuery, string>> } {
  const { faults, read } = queryReader<keyof EntryQuery>(query);
  const from = read("from", (typed) => readDate(typed, "the from date"));
  const to = read("to", (typed) => readDate(typed, "the to date"));
  const minMinor = read("min", (typed) => parseAmountOrRefuse(typed, currency, "min"));
  const maxMinor = read("max", (typed) => parseAmountOrRefuse(typed, currency, "max"));
  if (from && to && from > to) faults.from = refusal("period_order").sentence;
  if (minMinor !== undefined && maxMinor !== undefined && minMinor > maxMinor)
    faults.min = refusal("range_order").sentence;
  return {
    faults,
    filters: {
      reference: query.q?.trim().slice(0, 40) || undefined,
      kind: oneOf(query.kind, templates),
      branchId: isId(query.branch) ? (query.branch as BranchId) : undefined,
      channel: oneOf(query.channel, channels),
      actorKind: oneOf(query.actor, actorKinds),
      ...(faults.from ? {} : { from }),
      to,
      amounts:
        minMinor === undefined && maxMinor === undefined
          ? undefined
          : { currency, maxMinor, ...(faults.min ? {} : { minMinor }) },
    },
  };
}

function oneOf<Name extends string>(
  typed: string | undefined,
  names: Readonly<Record<Name, unknown>>,
): Name | undefined {
  return typed && Object.hasOwn(names, typed) ? (typed as Name) : undefined;
}
