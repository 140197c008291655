-- A hold is open from the moment it is placed until it is resolved, whoever writes either: nobody else writes the list.
CREATE FUNCTION list_open_holds() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO open_holds (hold_id, account_id, amount_minor, expires_at) SELECT id, account_id, amount_minor, expires_at FROM placed;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION forget_open_holds() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  DELETE FROM open_holds o USING resolved r WHERE o.hold_id = r.hold_id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER holds_open AFTER INSERT ON holds REFERENCING NEW TABLE AS placed FOR EACH STATEMENT EXECUTE FUNCTION list_open_holds();
--> statement-breakpoint
CREATE TRIGGER hold_resolutions_open AFTER INSERT ON hold_resolutions REFERENCING NEW TABLE AS resolved
  FOR EACH STATEMENT EXECUTE FUNCTION forget_open_holds();
--> statement-breakpoint
INSERT INTO open_holds (hold_id, account_id, amount_minor, expires_at)
SELECT h.id, h.account_id, h.amount_minor, h.expires_at FROM holds h WHERE NOT EXISTS (SELECT FROM hold_resolutions r WHERE r.hold_id = h.id);
--> statement-breakpoint
GRANT SELECT ON open_holds TO bank_app, bank_jobs, bank_read, bank_customer;
--> statement-breakpoint
ALTER TABLE open_holds ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY everything ON open_holds TO bank_app, bank_jobs, bank_read USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY own_rows ON open_holds FOR SELECT TO bank_customer USING (account_id IN (SELECT own_accounts()));
