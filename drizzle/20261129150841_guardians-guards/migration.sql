ALTER TABLE customer_guardians ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY everything ON customer_guardians TO bank_app, bank_jobs, bank_read USING (true) WITH CHECK (true);
--> statement-breakpoint
GRANT SELECT ON customer_guardians TO bank_app, bank_jobs, bank_read;
--> statement-breakpoint
GRANT INSERT ON customer_guardians TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (customer_id, guardian_id, ended_on, end_reason) ON customer_guardians TO bank_app, bank_jobs;
--> statement-breakpoint
-- With a deleted application goes what was written about it.
GRANT DELETE ON customer_guardians TO bank_app, bank_jobs;
--> statement-breakpoint
-- Who acts for a person, and the person, are people.
CREATE FUNCTION guard_guardians() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF EXISTS (SELECT FROM customers c WHERE c.id IN (NEW.customer_id, NEW.guardian_id) AND c.kind <> 'individual') THEN
    RAISE EXCEPTION 'guardians and those they act for are persons' USING ERRCODE = 'check_violation', CONSTRAINT = 'customer_guardians_persons';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER customer_guardians_persons BEFORE INSERT OR UPDATE OF customer_id, guardian_id ON customer_guardians FOR EACH ROW EXECUTE FUNCTION guard_guardians();
