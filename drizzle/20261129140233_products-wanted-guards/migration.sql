ALTER TABLE product_wishes ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY everything ON product_wishes TO bank_app, bank_jobs, bank_read USING (true) WITH CHECK (true);
--> statement-breakpoint
GRANT SELECT ON product_wishes TO bank_app, bank_jobs, bank_read;
--> statement-breakpoint
GRANT INSERT, DELETE ON product_wishes TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (products_asked_at) ON customers TO bank_app, bank_jobs;
--> statement-breakpoint
-- Applications that wait for a decision from before products were asked for: they are decided as they stand.
UPDATE customers SET products_asked_at = submitted_at WHERE status IN ('pending_review', 'compliance_review');
--> statement-breakpoint
-- Nobody becomes a customer before tax, purpose, funds and political exposure are declared.
CREATE FUNCTION guard_declared() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM customer_declarations d WHERE d.customer_id = NEW.id) THEN
    RAISE EXCEPTION 'customer % has declared nothing', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'customers_declared';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
-- After the life cycle and the other guards, which say more of what is wrong.
CREATE TRIGGER customers_undeclared BEFORE UPDATE OF status ON customers FOR EACH ROW
  WHEN (OLD.status <> 'active' AND NEW.status = 'active') EXECUTE FUNCTION guard_declared();
