GRANT UPDATE (retention_years) ON bank_settings TO bank_app, bank_jobs;
--> statement-breakpoint
-- What a request said of a person goes with the person; that it was made and decided stays.
GRANT UPDATE (sealed) ON approvals TO bank_app, bank_jobs;
--> statement-breakpoint
-- From the day on which somebody left, was rejected or withdrew, the retention period runs.
CREATE FUNCTION keep_customer_ended_on() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  NEW.ended_on := CASE WHEN NEW.status IN ('closed', 'rejected', 'withdrawn') THEN (SELECT day FROM banking_days WHERE status = 'open') END;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER customers_ends BEFORE UPDATE OF status ON customers FOR EACH ROW
  WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION keep_customer_ended_on();
--> statement-breakpoint
-- Nobody who has an open account or owes is deleted, and nobody who ever had an account or a loan before their time,
-- whatever the application says. By the bank's calendar, never the clock of a machine.
CREATE FUNCTION guard_customer_deletion() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  known boolean;
  kept_until date;
BEGIN
  IF EXISTS (SELECT FROM account_parties p JOIN accounts a ON a.id = p.account_id WHERE p.customer_id = OLD.id AND a.status IN ('pending', 'active'))
    OR EXISTS (SELECT FROM loans WHERE customer_id = OLD.id AND status NOT IN ('closed', 'rejected', 'withdrawn', 'cancelled')) THEN
    RAISE EXCEPTION 'customer % has an open account or a loan', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'customers_unbound';
  END IF;
  known := EXISTS (SELECT FROM account_parties WHERE customer_id = OLD.id) OR EXISTS (SELECT FROM loans WHERE customer_id = OLD.id);
  kept_until := OLD.ended_on + make_interval(years => (SELECT retention_years FROM bank_settings));
  IF known AND NOT coalesce(kept_until <= (SELECT day FROM banking_days WHERE status = 'open'), false) THEN
    RAISE EXCEPTION 'customer % is kept until %', OLD.id, coalesce(kept_until::text, 'they leave') USING ERRCODE = 'check_violation', CONSTRAINT = 'customers_retained';
  END IF;
  RETURN OLD;
END $$;
--> statement-breakpoint
CREATE TRIGGER customers_retained BEFORE DELETE ON customers FOR EACH ROW EXECUTE FUNCTION guard_customer_deletion();
--> statement-breakpoint
-- Who signed goes with the customer, by the key, and by nothing else.
CREATE FUNCTION refuse_own_deletion() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
DROP TRIGGER account_signatures_unchanged ON account_signatures;
--> statement-breakpoint
CREATE TRIGGER account_signatures_unchanged BEFORE UPDATE OR TRUNCATE ON account_signatures FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER account_signatures_kept BEFORE DELETE ON account_signatures FOR EACH STATEMENT EXECUTE FUNCTION refuse_own_deletion();
