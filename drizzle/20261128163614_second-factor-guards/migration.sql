-- A code that was used never works again: the step of an authenticator only goes forward, whoever writes it (control 27).
CREATE FUNCTION guard_totp_step() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF NEW.last_step < OLD.last_step OR (OLD.removed_at IS NOT NULL AND NEW.removed_at IS DISTINCT FROM OLD.removed_at) THEN
    RAISE EXCEPTION 'authenticator % goes backward', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'totp_factors_forward';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER totp_factors_forward BEFORE UPDATE ON totp_factors FOR EACH ROW EXECUTE FUNCTION guard_totp_step();
--> statement-breakpoint
CREATE FUNCTION guard_recovery_code() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF OLD.used_at IS NOT NULL THEN
    RAISE EXCEPTION 'recovery code % is used already', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'recovery_codes_once';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER recovery_codes_once BEFORE UPDATE ON recovery_codes FOR EACH ROW EXECUTE FUNCTION guard_recovery_code();
--> statement-breakpoint
GRANT SELECT, INSERT ON totp_factors, recovery_codes TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (last_step, removed_at) ON totp_factors TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (used_at) ON recovery_codes TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT DELETE ON recovery_codes TO bank_app, bank_jobs;
