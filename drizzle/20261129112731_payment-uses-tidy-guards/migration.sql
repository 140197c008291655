GRANT DELETE ON payment_uses TO bank_app, bank_jobs;
--> statement-breakpoint
-- Only what was used of days that are over is forgotten: of the open day it binds still.
CREATE FUNCTION guard_payment_uses() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF OLD.day >= (SELECT d.day FROM banking_days d WHERE d.status = 'open') THEN
    RAISE EXCEPTION 'what was used of the open day is kept' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'payment_uses_kept';
  END IF;
  RETURN OLD;
END $$;
--> statement-breakpoint
CREATE TRIGGER payment_uses_kept BEFORE DELETE ON payment_uses FOR EACH ROW EXECUTE FUNCTION guard_payment_uses();
