-- Where differences end that nobody finds, in the books of branches that are open already.
INSERT INTO ledger_accounts (id, code, name, kind, class, normal_side, currency, branch_id, is_control, guarded)
SELECT uuidv7(), line.code, line.name, 'gl', line.class, line.side, a.currency, a.branch_id, false, false
FROM (SELECT DISTINCT branch_id, currency FROM ledger_accounts WHERE kind = 'gl' AND code = '1310') a,
  (VALUES ('4310', 'Cash overages kept', 'income', 'credit'), ('5310', 'Cash shortages borne', 'expense', 'debit'))
    AS line (code, name, class, side);
--> statement-breakpoint
-- Together no more is cleared than was over or short, and what is set off is of the other kind.
CREATE FUNCTION guard_cash_clearing() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  one record;
BEGIN
  FOR one IN SELECT d.id, d.kind, d.currency, d.amount_minor FROM cash_differences d WHERE d.id IN (NEW.difference_id, NEW.other_id) LOOP
    IF one.currency <> NEW.currency OR one.amount_minor < (
      SELECT sum(c.amount_minor) FROM cash_clearings c WHERE one.id IN (c.difference_id, c.other_id)) THEN
      RAISE EXCEPTION 'difference % is cleared by more than it was', one.id USING ERRCODE = 'check_violation', CONSTRAINT = 'cash_clearings_sum';
    END IF;
  END LOOP;
  IF NEW.other_id IS NOT NULL AND (SELECT count(DISTINCT d.kind) FROM cash_differences d WHERE d.id IN (NEW.difference_id, NEW.other_id)) <> 2 THEN
    RAISE EXCEPTION 'difference % is set off against its own kind', NEW.difference_id USING ERRCODE = 'check_violation', CONSTRAINT = 'cash_clearings_kinds';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER cash_clearings_sum AFTER INSERT ON cash_clearings FOR EACH ROW EXECUTE FUNCTION guard_cash_clearing();
--> statement-breakpoint
CREATE TRIGGER cash_clearings_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON cash_clearings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
GRANT SELECT ON cash_clearings TO bank_app, bank_jobs, bank_read;
--> statement-breakpoint
GRANT INSERT ON cash_clearings TO bank_app, bank_jobs;
