import { jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { bytesColumn, createdAt } from "../columns";

/** What an actor's key was answered, refusals included: a repeat gets the same answer and has no second effect. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    scope: text("scope").notNull(),
    key: text("key").notNull(),
    command: text("command").notNull(),
    requestHash: bytesColumn("request_hash").notNull(),
    /** `{ done: ids }` or `{ refused: { reason, params, field } }`. */
    outcome: jsonb("outcome"),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.scope, t.key] })],
);
