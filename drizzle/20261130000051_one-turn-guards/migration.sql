-- The shared lock of the day, and the proof that this day is open, for a statement that is a transaction of its own: the day is read
-- after the lock, while the rest of the statement sees what stood before it.
CREATE FUNCTION hold_day(lock bigint, wanted date) RETURNS boolean LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(lock);
  PERFORM FROM banking_days WHERE status = 'open' AND day = wanted;
  PERFORM demand(FOUND, 'CH001', 'the day is not the one that was assumed');
  RETURN true;
END $$;
