ALTER TABLE senior_consents ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY everything ON senior_consents TO bank_app, bank_jobs, bank_read USING (true) WITH CHECK (true);
--> statement-breakpoint
GRANT SELECT ON senior_consents TO bank_app, bank_jobs, bank_read;
--> statement-breakpoint
GRANT INSERT ON senior_consents TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (rules, given_by, given_at, reason) ON senior_consents TO bank_app, bank_jobs;
--> statement-breakpoint
-- With a deleted application goes what was decided about it.
GRANT DELETE ON senior_consents TO bank_app, bank_jobs;
--> statement-breakpoint
-- A consent that was given stands as it was given.
CREATE FUNCTION guard_given_consent() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'the consent % was given already', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'senior_consents_final';
END $$;
--> statement-breakpoint
CREATE TRIGGER senior_consents_final BEFORE UPDATE ON senior_consents FOR EACH ROW WHEN (OLD.given_at IS NOT NULL) EXECUTE FUNCTION guard_given_consent();
--> statement-breakpoint
-- Nobody leaves the review of compliance as a customer without a senior manager's consent to this application, given by another than who accepts it.
CREATE FUNCTION guard_senior_consent() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM senior_consents s WHERE s.customer_id = NEW.id AND s.given_at >= NEW.submitted_at AND s.given_by <> NEW.decided_by) THEN
    RAISE EXCEPTION 'no senior manager consented to customer %', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'customers_senior_consent';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER customers_senior_consent BEFORE UPDATE OF status ON customers FOR EACH ROW
  WHEN (OLD.status = 'compliance_review' AND NEW.status = 'active') EXECUTE FUNCTION guard_senior_consent();
--> statement-breakpoint
-- Who waits for compliance from before consents were kept: a senior manager is asked.
INSERT INTO senior_consents (id, customer_id, rules) SELECT gen_random_uuid(), id, '{}' FROM customers WHERE status = 'compliance_review';
