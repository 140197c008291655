GRANT UPDATE (opened_by, closed_on, closed_by, close_reason) ON customers TO bank_app, bank_jobs;
--> statement-breakpoint
-- A customer who is a party of an open account, or owes, is not closed, whatever the application says.
CREATE FUNCTION guard_customer_closing() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF EXISTS (SELECT FROM account_parties p JOIN accounts a ON a.id = p.account_id WHERE p.customer_id = NEW.id AND a.status IN ('pending', 'active'))
    OR EXISTS (SELECT FROM loans WHERE customer_id = NEW.id AND status NOT IN ('closed', 'rejected', 'withdrawn', 'cancelled')) THEN
    RAISE EXCEPTION 'customer % has an open account or a loan', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'customers_unbound';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER customers_closing BEFORE UPDATE OF status ON customers FOR EACH ROW
  WHEN (NEW.status = 'closed' AND OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION guard_customer_closing();
