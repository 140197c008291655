/** A table whose rows are sealed, one leaf a row, together with the rows that belong to it alone. */
export type SealedTable = {
  table: string;
  /** The column that names a row. */
  id: string;
  /** The columns in the order in which the leaf states them. */
  columns: readonly string[];
  /** Columns that came later: a leaf states them where they hold something, so that older leaves stand. */
  added?: readonly string[];
  /** SQL for when the row `t` came to be, for the lag. */
  at: string;
  parts?: { table: string; of: string; order: string; columns: readonly string[]; added?: readonly string[] };
};

/**
 * Everything that is sealed (ledger: Sealing). One line here makes a table part of the chain; it needs `sealingColumns`
 * and an index on (epoch, xact).
 */
// biome-ignore format: one table a paragraph
export const sealedTables: readonly SealedTable[] = [
  {
    table: "journal_entries", id: "id", at: "t.booked_at",
    columns: ["id", "epoch", "xact", "kind", "reference", "booked_at", "booking_date", "value_date", "narrative", "branch_id", "actor_kind", "actor_id", "channel", "request_id", "reverses_id"],
    parts: {
      table: "postings", of: "entry_id", order: "leg",
      columns: ["entry_id", "leg", "account_id", "currency", "branch_id", "amount_minor", "booking_date", "value_date", "seq", "balance_after"],
    },
  },
  {
    table: "ledger_accounts", id: "id", at: "t.created_at",
    columns: ["id", "epoch", "xact", "code", "name", "kind", "class", "normal_side", "currency", "branch_id", "is_control", "guarded", "created_at", "control_account_id"],
  },
  {
    table: "audit_events", id: "id", at: "t.at",
    columns: ["id", "epoch", "xact", "at", "actor_kind", "actor_id", "channel", "act", "result", "request_id", "role", "session_id", "branch_id", "ip", "reason", "subject_kind", "subject_id", "customer_id", "entry_id", "reference", "amount_minor", "currency", "details_hash"],
  },
  {
    table: "holds", id: "id", at: "t.placed_at",
    columns: ["id", "epoch", "xact", "account_id", "amount_minor", "currency", "reason", "reference", "placed_by", "placed_at", "expires_at", "note"],
  },
  {
    table: "hold_resolutions", id: "hold_id", at: "t.resolved_at",
    columns: ["hold_id", "epoch", "xact", "captured_minor", "rest", "resolved_at", "entry_id", "resolved_by"],
  },
  {
    table: "overdraft_facilities", id: "id", at: "t.set_at",
    columns: ["id", "epoch", "xact", "account_id", "limit_minor", "currency", "from_day", "until_day", "set_by", "set_at"],
  },
  {
    table: "exchange_rates", id: "id", at: "t.created_at",
    columns: ["id", "epoch", "xact", "currency", "bid", "mid", "offer", "valid_from", "reason", "approval_id", "created_at"],
  },
  {
    table: "exchanges", id: "id", at: "t.created_at",
    columns: ["id", "epoch", "xact", "give_minor", "give_currency", "give_rate_id", "get_minor", "get_currency", "get_rate_id", "income_minor", "created_at"],
  },
  {
    table: "manual_journals", id: "id", at: "(select e.booked_at from journal_entries e where e.id = t.id)",
    columns: ["id", "reference", "document", "reason", "agreed_by", "epoch", "xact"],
  },
];
