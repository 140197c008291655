-- Whoever was a party to an account once is remembered to have been, when they are taken off it.
CREATE FUNCTION remember_party() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  UPDATE customers SET had_account = true WHERE id = OLD.customer_id AND NOT had_account;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER account_parties_remembered AFTER DELETE ON account_parties FOR EACH ROW EXECUTE FUNCTION remember_party();
--> statement-breakpoint
-- Those who signed for an account and are no party to it any more, from before it was remembered.
UPDATE customers c SET had_account = true
WHERE EXISTS (SELECT FROM account_signatures s WHERE s.customer_id = c.id) AND NOT EXISTS (SELECT FROM account_parties p WHERE p.customer_id = c.id);
--> statement-breakpoint
-- Somebody who withdrew may come again: their record is taken up, and decided anew.
INSERT INTO life_cycle_transitions (entity, from_status, to_status) VALUES ('customers', 'withdrawn', 'draft');
--> statement-breakpoint
-- As before; and a former party is kept like a present one, and nobody goes on whom compliance has something to decide.
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
  IF EXISTS (SELECT FROM screening_hits WHERE customer_id = OLD.id AND status IN ('open', 'confirmed')) THEN
    RAISE EXCEPTION 'customer % is kept', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'customers_listed';
  END IF;
  known := OLD.had_account OR EXISTS (SELECT FROM account_parties WHERE customer_id = OLD.id) OR EXISTS (SELECT FROM loans WHERE customer_id = OLD.id);
  kept_until := OLD.ended_on + make_interval(years => (SELECT retention_years FROM bank_settings));
  IF known AND NOT coalesce(kept_until <= (SELECT day FROM banking_days WHERE status = 'open'), false) THEN
    RAISE EXCEPTION 'customer % is kept until %', OLD.id, coalesce(kept_until::text, 'they leave') USING ERRCODE = 'check_violation', CONSTRAINT = 'customers_retained';
  END IF;
  RETURN OLD;
END $$;
