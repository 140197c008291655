-- What a receipt says of the till that gave it, as every other fact of one's own accounts.
CREATE POLICY own_rows ON counter_entries FOR SELECT TO bank_customer USING (account_id IN (SELECT own_accounts()));
--> statement-breakpoint
GRANT SELECT ON counter_entries TO bank_customer;
--> statement-breakpoint
-- A temporary table never stands before the bank's own in what runs with more rights than whoever asks.
ALTER FUNCTION own_accounts() SET search_path = pg_catalog, public, pg_temp;
--> statement-breakpoint
ALTER FUNCTION own_loans() SET search_path = pg_catalog, public, pg_temp;
--> statement-breakpoint
ALTER FUNCTION own_people() SET search_path = pg_catalog, public, pg_temp;
--> statement-breakpoint
ALTER FUNCTION other_side(uuid, uuid) SET search_path = pg_catalog, public, pg_temp;
--> statement-breakpoint
ALTER FUNCTION captured_hold(uuid, uuid) SET search_path = pg_catalog, public, pg_temp;
