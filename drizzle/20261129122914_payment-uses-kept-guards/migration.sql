-- While no day is open everything is kept as well.
CREATE OR REPLACE FUNCTION guard_payment_uses() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF (OLD.day < (SELECT d.day FROM banking_days d WHERE d.status = 'open')) IS NOT TRUE THEN
    RAISE EXCEPTION 'what was used of the open day is kept' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'payment_uses_kept';
  END IF;
  RETURN OLD;
END $$;
