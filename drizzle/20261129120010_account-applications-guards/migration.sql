INSERT INTO life_cycle_transitions (entity, from_status, to_status) VALUES
  ('account_applications', '', 'pending'),
  ('account_applications', 'pending', 'active'),
  ('account_applications', 'pending', 'rejected'),
  ('account_applications', 'pending', 'withdrawn');
--> statement-breakpoint
CREATE TRIGGER account_applications_begins BEFORE INSERT ON account_applications FOR EACH ROW EXECUTE FUNCTION guard_life_cycle();
--> statement-breakpoint
CREATE TRIGGER account_applications_life_cycle BEFORE UPDATE OF status ON account_applications FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION guard_life_cycle();
--> statement-breakpoint
GRANT SELECT ON account_applications TO bank_app, bank_jobs, bank_read, bank_customer;
--> statement-breakpoint
GRANT INSERT ON account_applications TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (status, decided_by, decided_at, reason, account_id) ON account_applications TO bank_app, bank_jobs;
--> statement-breakpoint
ALTER TABLE account_applications ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY everything ON account_applications TO bank_app, bank_jobs, bank_read USING (true) WITH CHECK (true);
--> statement-breakpoint
-- Control 49: what a customer applied for is shown to them and to nobody else.
CREATE POLICY own_rows ON account_applications FOR SELECT TO bank_customer USING (customer_id = acting_customer());
--> statement-breakpoint
-- Whether a product is for somebody of their age is shown to them; nobody else's day of birth is.
CREATE FUNCTION own_birth_date() RETURNS date LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT birth_date FROM customers WHERE id = acting_customer()
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION own_birth_date() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION own_birth_date() TO bank_customer;
--> statement-breakpoint
-- The fees of a product stand among the terms that a customer is shown.
CREATE POLICY the_banks_own ON product_fees FOR SELECT TO bank_customer USING (true);
--> statement-breakpoint
GRANT SELECT ON product_fees TO bank_customer;
