GRANT SELECT ON organisations, organisation_people TO bank_app, bank_jobs, bank_read;
--> statement-breakpoint
GRANT INSERT ON organisations, organisation_people TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (legal_form, trading_names, registration_no, registration_key, register_country, incorporated_on, lei, activity) ON organisations TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (customer_id, full_name, birth_date, nationality, residence, politically_exposed, exposure, director, signatory, control, share, chain_note, removed_at) ON organisation_people TO bank_app, bank_jobs;
--> statement-breakpoint
-- With a deleted application goes what was written about it.
GRANT DELETE ON organisations, organisation_people TO bank_app, bank_jobs;
--> statement-breakpoint
-- Only an organisation has the facts of one, and only persons stand behind it.
CREATE FUNCTION guard_organisation_kind() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF TG_TABLE_NAME = 'organisations' THEN
    IF NOT EXISTS (SELECT FROM customers c WHERE c.id = NEW.customer_id AND c.kind = 'organisation') THEN
      RAISE EXCEPTION 'the customer is a person' USING ERRCODE = 'check_violation', CONSTRAINT = 'organisations_kind';
    END IF;
  ELSIF NEW.customer_id IS NOT NULL AND NOT EXISTS (SELECT FROM customers c WHERE c.id = NEW.customer_id AND c.kind = 'individual') THEN
    RAISE EXCEPTION 'the people of an organisation are persons' USING ERRCODE = 'check_violation', CONSTRAINT = 'organisation_people_persons';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER organisations_kind BEFORE INSERT OR UPDATE OF customer_id ON organisations FOR EACH ROW EXECUTE FUNCTION guard_organisation_kind();
--> statement-breakpoint
CREATE TRIGGER organisation_people_persons BEFORE INSERT OR UPDATE OF customer_id ON organisation_people FOR EACH ROW EXECUTE FUNCTION guard_organisation_kind();
--> statement-breakpoint
-- Nobody owns more of an organisation than there is. The organisation is held: two who add an owner at once wait for each other.
CREATE FUNCTION guard_shares() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM FROM organisations WHERE customer_id = NEW.organisation_id FOR UPDATE;
  IF (SELECT sum(share) FROM organisation_people WHERE organisation_id = NEW.organisation_id AND removed_at IS NULL) > 10000 THEN
    RAISE EXCEPTION 'more than the whole would be owned' USING ERRCODE = 'check_violation', CONSTRAINT = 'organisation_people_whole';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER organisation_people_whole AFTER INSERT OR UPDATE OF share, removed_at ON organisation_people FOR EACH ROW EXECUTE FUNCTION guard_shares();
--> statement-breakpoint
-- An organisation becomes a customer only with the facts and the people the bank must know.
CREATE FUNCTION guard_active_organisation() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM organisations o WHERE o.customer_id = NEW.id AND o.registration_key IS NOT NULL AND o.incorporated_on IS NOT NULL)
    OR NOT EXISTS (SELECT FROM organisation_people p WHERE p.organisation_id = NEW.id AND p.removed_at IS NULL AND p.signatory)
    OR NOT EXISTS (SELECT FROM organisation_people p WHERE p.organisation_id = NEW.id AND p.removed_at IS NULL AND p.control IS NOT NULL) THEN
    RAISE EXCEPTION 'the organisation is not known well enough' USING ERRCODE = 'check_violation', CONSTRAINT = 'customers_organisation_known';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER customers_organisation_known BEFORE INSERT OR UPDATE OF status ON customers FOR EACH ROW
  WHEN (NEW.kind = 'organisation' AND NEW.status = 'active') EXECUTE FUNCTION guard_active_organisation();

--> statement-breakpoint
-- A version that is kept aside may be taken into use, once; one in use may be replaced, once. Nothing else of it changes.
CREATE OR REPLACE FUNCTION guard_screening_list() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF TG_OP <> 'UPDATE'
    OR (to_jsonb(NEW) - 'replaced_at' - 'taken_at') <> (to_jsonb(OLD) - 'replaced_at' - 'taken_at')
    OR OLD.replaced_at IS NOT NULL
    OR (OLD.taken_at IS NULL) = (OLD.taken_at IS NOT DISTINCT FROM NEW.taken_at)
    OR (OLD.taken_at IS NULL) <> (NEW.replaced_at IS NULL) THEN
    RAISE EXCEPTION 'a version of a list is kept as it was loaded' USING ERRCODE = 'check_violation', CONSTRAINT = 'screening_lists_kept';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
GRANT UPDATE (taken_at) ON screening_lists TO bank_app, bank_jobs;

--> statement-breakpoint
-- Of an organisation also what its register says decides whether two records are one; of a person nothing changes.
CREATE OR REPLACE FUNCTION likeness_facts(one uuid, other uuid) RETURNS bytea LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
  SELECT sha256(convert_to(jsonb_build_array((
    SELECT jsonb_build_array(c.full_name, c.birth_date, c.phone, lower(c.email),
      (SELECT encode(d.number_hmac, 'hex') FROM identity_documents d WHERE d.customer_id = c.id AND d.replaced_at IS NULL))
      || coalesce((SELECT jsonb_build_array(o.trading_names, o.registration_key, o.register_country, o.lei) FROM organisations o WHERE o.customer_id = c.id), '[]')
    FROM customers c WHERE c.id = one), (
    SELECT jsonb_build_array(c.full_name, c.birth_date, c.phone, lower(c.email),
      (SELECT encode(d.number_hmac, 'hex') FROM identity_documents d WHERE d.customer_id = c.id AND d.replaced_at IS NULL))
      || coalesce((SELECT jsonb_build_array(o.trading_names, o.registration_key, o.register_country, o.lei) FROM organisations o WHERE o.customer_id = c.id), '[]')
    FROM customers c WHERE c.id = other))::text, 'UTF8'))
$$;
