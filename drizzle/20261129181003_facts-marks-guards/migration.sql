-- A process keeps what it has read of an account beside its balance, under the account's mark. Whatever may stop a movement
-- draws the mark anew, under the lock of the balance: who holds that lock and finds the mark they know, knows what stands.
-- A drawn mark comes once, so that one which was rolled back is never met again; 0 says that nothing has changed yet. All accounts in id order, as postings lock them.
CREATE FUNCTION mark_accounts(ids uuid[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM FROM account_balances WHERE account_id = ANY (ids) ORDER BY account_id FOR NO KEY UPDATE;
  UPDATE account_balances SET facts_mark = 1 + (random() * 9007199254740990)::bigint WHERE account_id = ANY (ids);
END $$;
--> statement-breakpoint
-- The customers are locked first, and then the firms they stand behind: an account that one of these is getting a part in
-- meanwhile, or a firm somebody is coming behind, is waited for, and found. Who gives the part locks them so that only this
-- here has to wait.
CREATE FUNCTION mark_customers(ids uuid[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM FROM customers WHERE id = ANY (ids) ORDER BY id FOR NO KEY UPDATE;
  PERFORM FROM customers WHERE id IN (SELECT organisation_id FROM organisation_people WHERE customer_id = ANY (ids)) ORDER BY id FOR NO KEY UPDATE;
  PERFORM mark_accounts(array(
    SELECT p.account_id FROM account_parties p WHERE p.customer_id = ANY (ids)
    UNION SELECT p.account_id FROM organisation_people o JOIN account_parties p ON p.customer_id = o.organisation_id WHERE o.customer_id = ANY (ids)));
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION mark_accounts(uuid[]), mark_customers(uuid[]) FROM PUBLIC;
--> statement-breakpoint
-- Of a row that names its account: blocks, dormancies.
CREATE FUNCTION mark_by_account() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF TG_OP <> 'DELETE' THEN
    PERFORM mark_accounts(array(SELECT DISTINCT account_id FROM new_rows));
  END IF;
  IF TG_OP <> 'INSERT' THEN
    PERFORM mark_accounts(array(SELECT DISTINCT account_id FROM old_rows));
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION mark_by_party() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF TG_OP <> 'DELETE' THEN
    PERFORM FROM customers WHERE id IN (SELECT customer_id FROM new_rows) ORDER BY id FOR SHARE;
    PERFORM mark_accounts(array(SELECT DISTINCT account_id FROM new_rows));
  END IF;
  IF TG_OP <> 'INSERT' THEN
    PERFORM mark_accounts(array(SELECT DISTINCT account_id FROM old_rows));
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Of a row that names its customer: screening hits, identity documents.
CREATE FUNCTION mark_by_customer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM mark_customers(array(SELECT DISTINCT customer_id FROM new_rows));
  ELSE
    PERFORM mark_customers(array(SELECT DISTINCT customer_id FROM old_rows));
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION mark_changed_hits() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM mark_customers(array(
    SELECT unnest(array[n.customer_id, o.customer_id]) FROM new_rows n JOIN old_rows o ON o.id = n.id
    WHERE (n.customer_id, n.status) IS DISTINCT FROM (o.customer_id, o.status)));
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION mark_changed_documents() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM mark_customers(array(
    SELECT unnest(array[n.customer_id, o.customer_id]) FROM new_rows n JOIN old_rows o ON o.id = n.id
    WHERE (n.customer_id, n.expires_on, n.replaced_at) IS DISTINCT FROM (o.customer_id, o.expires_on, o.replaced_at)));
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Of somebody behind a firm: who stands there is locked as who gets a part is, and the firm as who changes is.
CREATE FUNCTION mark_by_person() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM FROM customers WHERE id IN (SELECT customer_id FROM new_rows) ORDER BY id FOR SHARE;
    PERFORM mark_customers(array(SELECT DISTINCT organisation_id FROM new_rows));
  ELSE
    PERFORM mark_customers(array(SELECT DISTINCT organisation_id FROM old_rows));
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION mark_changed_people() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM FROM customers WHERE id IN (SELECT customer_id FROM new_rows) ORDER BY id FOR SHARE;
  PERFORM mark_customers(array(
    SELECT unnest(array[n.organisation_id, o.organisation_id]) FROM new_rows n JOIN old_rows o ON o.id = n.id
    WHERE (n.organisation_id, n.customer_id, n.removed_at) IS DISTINCT FROM (o.organisation_id, o.customer_id, o.removed_at)));
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION mark_changed_customers() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM mark_customers(array(
    SELECT n.id FROM new_rows n JOIN old_rows o ON o.id = n.id
    WHERE (n.kind, n.risk_rating, n.next_review_on, n.deceased_on) IS DISTINCT FROM (o.kind, o.risk_rating, o.next_review_on, o.deceased_on)));
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION mark_changed_accounts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM mark_accounts(array(
    SELECT n.id FROM new_rows n JOIN old_rows o ON o.id = n.id
    WHERE (n.iban, n.kind, n.status, n.currency, n.branch_id, n.signing_rule, n.product_version_id)
      IS DISTINCT FROM (o.iban, o.kind, o.status, o.currency, o.branch_id, o.signing_rule, o.product_version_id)));
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER account_blocks_mark_new AFTER INSERT ON account_blocks REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION mark_by_account();
--> statement-breakpoint
CREATE TRIGGER account_blocks_mark_changed AFTER UPDATE ON account_blocks REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION mark_by_account();
--> statement-breakpoint
CREATE TRIGGER account_blocks_mark_gone AFTER DELETE ON account_blocks REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION mark_by_account();
--> statement-breakpoint
CREATE TRIGGER account_dormancies_mark_new AFTER INSERT ON account_dormancies REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION mark_by_account();
--> statement-breakpoint
CREATE TRIGGER account_dormancies_mark_changed AFTER UPDATE ON account_dormancies REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION mark_by_account();
--> statement-breakpoint
CREATE TRIGGER account_dormancies_mark_gone AFTER DELETE ON account_dormancies REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION mark_by_account();
--> statement-breakpoint
CREATE TRIGGER account_parties_mark_new AFTER INSERT ON account_parties REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION mark_by_party();
--> statement-breakpoint
CREATE TRIGGER account_parties_mark_changed AFTER UPDATE ON account_parties REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION mark_by_party();
--> statement-breakpoint
CREATE TRIGGER account_parties_mark_gone AFTER DELETE ON account_parties REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION mark_by_party();
--> statement-breakpoint
CREATE TRIGGER screening_hits_mark_new AFTER INSERT ON screening_hits REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION mark_by_customer();
--> statement-breakpoint
CREATE TRIGGER screening_hits_mark_changed AFTER UPDATE ON screening_hits REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION mark_changed_hits();
--> statement-breakpoint
CREATE TRIGGER screening_hits_mark_gone AFTER DELETE ON screening_hits REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION mark_by_customer();
--> statement-breakpoint
CREATE TRIGGER identity_documents_mark_new AFTER INSERT ON identity_documents REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION mark_by_customer();
--> statement-breakpoint
CREATE TRIGGER identity_documents_mark_changed AFTER UPDATE ON identity_documents REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION mark_changed_documents();
--> statement-breakpoint
CREATE TRIGGER identity_documents_mark_gone AFTER DELETE ON identity_documents REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION mark_by_customer();
--> statement-breakpoint
CREATE TRIGGER organisation_people_mark_new AFTER INSERT ON organisation_people REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION mark_by_person();
--> statement-breakpoint
CREATE TRIGGER organisation_people_mark_changed AFTER UPDATE ON organisation_people REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION mark_changed_people();
--> statement-breakpoint
CREATE TRIGGER organisation_people_mark_gone AFTER DELETE ON organisation_people REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION mark_by_person();
--> statement-breakpoint
CREATE TRIGGER customers_mark_changed AFTER UPDATE ON customers REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION mark_changed_customers();
--> statement-breakpoint
CREATE TRIGGER accounts_mark_changed AFTER UPDATE ON accounts REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION mark_changed_accounts();
