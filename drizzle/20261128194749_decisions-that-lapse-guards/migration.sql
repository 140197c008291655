GRANT UPDATE (sent_at) ON typed_forms TO bank_app, bank_jobs;
--> statement-breakpoint
-- What two records say that tells people apart: a decision on them counts while they say it.
CREATE FUNCTION likeness_facts(one uuid, other uuid) RETURNS bytea LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
  SELECT sha256(convert_to(jsonb_build_array((
    SELECT jsonb_build_array(c.full_name, c.birth_date, c.phone, lower(c.email),
      (SELECT encode(d.number_hmac, 'hex') FROM identity_documents d WHERE d.customer_id = c.id AND d.replaced_at IS NULL))
    FROM customers c WHERE c.id = one), (
    SELECT jsonb_build_array(c.full_name, c.birth_date, c.phone, lower(c.email),
      (SELECT encode(d.number_hmac, 'hex') FROM identity_documents d WHERE d.customer_id = c.id AND d.replaced_at IS NULL))
    FROM customers c WHERE c.id = other))::text, 'UTF8'))
$$;
--> statement-breakpoint
CREATE FUNCTION keep_likeness_facts() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  NEW.facts := likeness_facts(NEW.customer_id, NEW.other_id);
  RETURN NEW;
END $$;
--> statement-breakpoint
UPDATE likeness_decisions SET facts = likeness_facts(customer_id, other_id);
--> statement-breakpoint
CREATE TRIGGER likeness_decisions_facts BEFORE INSERT ON likeness_decisions FOR EACH ROW EXECUTE FUNCTION keep_likeness_facts();
