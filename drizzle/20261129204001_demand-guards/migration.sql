-- What a statement has to find, or else its transaction fails: for statements whose answer nobody waits for.
CREATE FUNCTION demand(met boolean, state text, said text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF met IS NOT TRUE THEN
    RAISE EXCEPTION '%', said USING ERRCODE = state;
  END IF;
END $$;
