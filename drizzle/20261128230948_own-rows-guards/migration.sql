-- Control 49: what a customer's pages read, they read as bank_customer, who sees that customer's rows and no others. A
-- second net below the condition in every query; without the setting there is no row at all.
CREATE FUNCTION acting_customer() RETURNS uuid LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
  SELECT nullif(current_setting('app.customer_id', true), '')::uuid
$$;
--> statement-breakpoint
CREATE FUNCTION own_accounts() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER ROWS 5 SET search_path = pg_catalog, public AS $$
  SELECT account_id FROM account_parties WHERE customer_id = acting_customer()
$$;
--> statement-breakpoint
CREATE FUNCTION own_loans() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER ROWS 5 SET search_path = pg_catalog, public AS $$
  SELECT id FROM loans WHERE customer_id = acting_customer()
  UNION SELECT id FROM loans WHERE settlement_account_id IN (SELECT own_accounts())
$$;
--> statement-breakpoint
-- Beside oneself those with whom one has an account: their names stand on its page.
CREATE FUNCTION own_people() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER ROWS 5 SET search_path = pg_catalog, public AS $$
  SELECT acting_customer() UNION SELECT customer_id FROM account_parties WHERE account_id IN (SELECT own_accounts())
$$;
--> statement-breakpoint
-- All that a customer learns of the other side of a transfer: its account, and, who was paid, the payer's name.
CREATE FUNCTION other_side(entry uuid, mine uuid) RETURNS TABLE (iban text, kind text, owner text)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, public AS $$
  SELECT other.iban, other.kind, CASE WHEN t.to_account_id = mine THEN (
    SELECT c.full_name FROM account_parties p JOIN customers c ON c.id = p.customer_id
    WHERE p.account_id = other.id AND p.role = 'owner') END
  FROM transfers t
    JOIN accounts other ON other.id = CASE WHEN t.to_account_id = mine THEN t.from_account_id ELSE t.to_account_id END
  WHERE t.id = entry AND mine IN (t.from_account_id, t.to_account_id) AND mine IN (SELECT own_accounts())
$$;
--> statement-breakpoint
-- The same of what was captured from a hold; its reason is told to whom it was taken from.
CREATE FUNCTION captured_hold(entry uuid, mine uuid) RETURNS TABLE (reason text, paid_out boolean, other_iban text)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, public AS $$
  SELECT CASE WHEN h.account_id = mine THEN h.reason ELSE 'other' END, h.account_id = mine, (
    SELECT other.iban FROM postings p JOIN accounts other ON other.id = p.account_id
    WHERE p.entry_id = entry AND p.account_id <> mine LIMIT 1)
  FROM hold_resolutions r JOIN holds h ON h.id = r.hold_id
  WHERE r.entry_id = entry AND mine IN (SELECT own_accounts())
    AND EXISTS (SELECT FROM postings p WHERE p.entry_id = entry AND p.account_id = mine)
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION own_accounts(), own_loans(), own_people(), other_side(uuid, uuid), captured_hold(uuid, uuid) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION own_accounts(), own_loans(), own_people(), other_side(uuid, uuid), captured_hold(uuid, uuid) TO bank_customer;
--> statement-breakpoint
-- The bank's own, which its customers may read of.
GRANT SELECT ON bank_settings, branches, banking_days, products, product_versions, exchange_rates TO bank_customer;
--> statement-breakpoint
GRANT SELECT (id, name, branch_id) ON cash_points TO bank_customer;
--> statement-breakpoint
GRANT SELECT (id, till_id) ON till_sessions TO bank_customer;
--> statement-breakpoint
GRANT SELECT (id, display_name, kind) ON users TO bank_customer;
--> statement-breakpoint
GRANT SELECT (id, kind, customer_no, full_name) ON customers TO bank_customer;
--> statement-breakpoint
GRANT SELECT ON account_parties, accounts, account_balances, account_blocks, account_dormancies, overdraft_facilities, holds,
  hold_resolutions, postings, daily_balances, journal_entries, cash_transactions, transfers, incoming_payments, cheques, exchanges,
  fee_charges, beneficiaries, loans, loan_schedules, loan_instalments, loan_disbursements, loan_repayments, loan_allocations,
  notices TO bank_customer;
--> statement-breakpoint
-- Every table of the bank is closed but to those who carry their scope in the query. A table made later closes itself so.
DO $$
DECLARE t regclass;
BEGIN
  FOR t IN SELECT c.oid::regclass FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY everything ON %s TO bank_app, bank_jobs, bank_read USING (true) WITH CHECK (true)', t);
  END LOOP;
END $$;
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['bank_settings', 'branches', 'banking_days', 'products', 'product_versions', 'exchange_rates', 'cash_points',
    'till_sessions'] LOOP
    EXECUTE format('CREATE POLICY the_banks_own ON %I FOR SELECT TO bank_customer USING (true)', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['account_parties', 'account_balances', 'account_blocks', 'account_dormancies', 'overdraft_facilities', 'holds',
    'postings', 'daily_balances', 'cash_transactions', 'incoming_payments', 'cheques', 'fee_charges'] LOOP
    EXECUTE format('CREATE POLICY own_rows ON %I FOR SELECT TO bank_customer USING (account_id IN (SELECT own_accounts()))', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['loan_schedules', 'loan_instalments', 'loan_disbursements', 'loan_repayments', 'loan_allocations'] LOOP
    EXECUTE format('CREATE POLICY own_rows ON %I FOR SELECT TO bank_customer USING (loan_id IN (SELECT own_loans()))', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['journal_entries', 'exchanges'] LOOP
    EXECUTE format('CREATE POLICY own_rows ON %I FOR SELECT TO bank_customer USING (EXISTS (
      SELECT FROM postings p WHERE p.entry_id = %I.id AND p.account_id IN (SELECT own_accounts())))', t, t);
  END LOOP;
END $$;
--> statement-breakpoint
CREATE POLICY own_rows ON accounts FOR SELECT TO bank_customer USING (id IN (SELECT own_accounts()));
--> statement-breakpoint
CREATE POLICY own_rows ON hold_resolutions FOR SELECT TO bank_customer USING (EXISTS (
  SELECT FROM holds h WHERE h.id = hold_id AND h.account_id IN (SELECT own_accounts())));
--> statement-breakpoint
CREATE POLICY own_rows ON transfers FOR SELECT TO bank_customer
  USING (from_account_id IN (SELECT own_accounts()) OR to_account_id IN (SELECT own_accounts()));
--> statement-breakpoint
CREATE POLICY own_rows ON loans FOR SELECT TO bank_customer USING (id IN (SELECT own_loans()));
--> statement-breakpoint
CREATE POLICY own_rows ON beneficiaries FOR SELECT TO bank_customer USING (customer_id = acting_customer());
--> statement-breakpoint
CREATE POLICY own_rows ON notices FOR SELECT TO bank_customer USING (customer_id = acting_customer());
--> statement-breakpoint
CREATE POLICY own_rows ON customers FOR SELECT TO bank_customer USING (id IN (SELECT own_people()));
--> statement-breakpoint
-- Who served, by name; a customer's sign-in is nobody's to read.
CREATE POLICY staff_names ON users FOR SELECT TO bank_customer USING (kind = 'staff');
