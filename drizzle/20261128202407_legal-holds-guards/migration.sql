GRANT SELECT, INSERT ON legal_holds TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (customer_id, lifted_by, lifted_at, lift_reason) ON legal_holds TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT SELECT ON legal_holds TO bank_read;
--> statement-breakpoint
-- As before, and nobody is deleted while a court or an authority wants them kept.
CREATE OR REPLACE FUNCTION guard_customer_deletion() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  known boolean;
  kept_until date;
BEGIN
  IF EXISTS (SELECT FROM account_parties p JOIN accounts a ON a.id = p.account_id WHERE p.customer_id = OLD.id AND a.status IN ('pending', 'active'))
    OR EXISTS (SELECT FROM loans WHERE customer_id = OLD.id AND status NOT IN ('closed', 'rejected', 'withdrawn', 'cancelled')) THEN
    RAISE EXCEPTION 'customer % has an open account or a loan', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'customers_unbound';
  END IF;
  IF EXISTS (SELECT FROM legal_holds WHERE customer_id = OLD.id AND lifted_at IS NULL) THEN
    RAISE EXCEPTION 'customer % is under a legal hold', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'customers_held';
  END IF;
  known := EXISTS (SELECT FROM account_parties WHERE customer_id = OLD.id) OR EXISTS (SELECT FROM loans WHERE customer_id = OLD.id);
  kept_until := OLD.ended_on + make_interval(years => (SELECT retention_years FROM bank_settings));
  IF known AND NOT coalesce(kept_until <= (SELECT day FROM banking_days WHERE status = 'open'), false) THEN
    RAISE EXCEPTION 'customer % is kept until %', OLD.id, coalesce(kept_until::text, 'they leave') USING ERRCODE = 'check_violation', CONSTRAINT = 'customers_retained';
  END IF;
  RETURN OLD;
END $$;
