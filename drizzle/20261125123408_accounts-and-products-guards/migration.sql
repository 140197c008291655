-- Terms of a product are never changed after somebody could open on them: a change is the next version.
CREATE TRIGGER product_versions_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON product_versions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER product_rate_tiers_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON product_rate_tiers FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER product_fees_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON product_fees FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER account_signatures_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON account_signatures FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- A block or a dormancy ends once, and what it was does not change.
CREATE FUNCTION guard_block_lifted() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF OLD.lifted_at IS NOT NULL OR NEW.lifted_at IS NULL THEN
    RAISE EXCEPTION 'block % ends once', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'account_blocks_lifted_once';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER account_blocks_lifted_once BEFORE UPDATE ON account_blocks FOR EACH ROW EXECUTE FUNCTION guard_block_lifted();
--> statement-breakpoint
CREATE FUNCTION guard_dormancy_ended() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL THEN
    RAISE EXCEPTION 'dormancy % ends once', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'account_dormancies_ended_once';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER account_dormancies_ended_once BEFORE UPDATE ON account_dormancies FOR EACH ROW EXECUTE FUNCTION guard_dormancy_ended();
--> statement-breakpoint
GRANT SELECT ON account_dormancies, account_signatures, product_rate_tiers, product_fees TO bank_app, bank_jobs, bank_read;
--> statement-breakpoint
GRANT INSERT ON account_dormancies, account_signatures, product_rate_tiers, product_fees TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (ended_at, ended_by, evidence) ON account_dormancies TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (lift_reason) ON account_blocks TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (role) ON account_parties TO bank_app, bank_jobs;
--> statement-breakpoint
-- Who is a party now; who was, and until when, stands in the activity log.
GRANT DELETE ON account_parties TO bank_app, bank_jobs;
