import { sql } from "drizzle-orm";
import { bigint, char, customType, date, smallint, timestamp, uuid } from "drizzle-orm/pg-core";
import type { Currency } from "@/lib/core/currencies";
import type { BusinessDate } from "@/lib/core/dates";
import type { Id } from "@/lib/core/ids";

/** A UUIDv7 made by the application. */
export const idColumn = <Name extends string>(name: string) => uuid(name).$type<Id<Name>>();

/** Minor units of the currency in the row. */
export const minorColumn = (name: string) => bigint(name, { mode: "bigint" });

export const currencyColumn = (name = "currency") => char(name, { length: 3 }).$type<Currency>();

/** A banking or calendar day, never an instant. */
export const dayColumn = (name: string) => date(name, { mode: "string" }).$type<BusinessDate>();

/** An instant, in text with its microseconds: a JavaScript Date would lose them. */
export const instantColumn = (name: string) => timestamp(name, { withTimezone: true, mode: "string", precision: 6 });

export const createdAt = (name = "created_at") => instantColumn(name).notNull().default(sql`bank_now()`);

export const bytesColumn = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" });

/** A 64-bit transaction id, which never comes round again. */
export const transactionId = customType<{ data: string }>({ dataType: () => "xid8" });

/** The restore epoch and transaction of a row that will be sealed: the order in which the sealer takes it. */
export const sealingColumns = {
  epoch: smallint("epoch").notNull().default(sql`bank_epoch()`),
  xact: transactionId("xact").notNull().default(sql`pg_current_xact_id()`),
};
