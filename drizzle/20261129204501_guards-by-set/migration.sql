-- The guards find what a statement refers to with one walk through an index for all of its rows, and name the one that is wrong
-- only when there is one. Its entries stand side by side in their indexes: a walk finds them without coming back to the root.
CREATE OR REPLACE FUNCTION guard_postings() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public
  SET enable_nestloop = off SET enable_mergejoin = off SET enable_seqscan = off AS $$
DECLARE
  bad record;
  own_xact xid8 := pg_current_xact_id();
  own_epoch smallint := bank_epoch();
BEGIN
  SELECT p.entry_id, p.currency, p.branch_id, p.difference INTO bad
    FROM (SELECT entry_id, currency, branch_id, booking_date, value_date, sum(amount_minor) AS difference
        FROM new_postings GROUP BY entry_id, currency, branch_id, booking_date, value_date) p
    LEFT JOIN (SELECT id, booking_date, value_date FROM journal_entries
        WHERE id = ANY (ARRAY(SELECT entry_id FROM new_postings)) AND xact = own_xact AND epoch = own_epoch) e
      ON e.id = p.entry_id AND e.booking_date = p.booking_date AND e.value_date = p.value_date
    WHERE p.difference <> 0 OR e.id IS NULL LIMIT 1;
  IF FOUND THEN
    IF bad.difference <> 0 THEN
      RAISE EXCEPTION 'entry % does not balance: % % in branch %', bad.entry_id, bad.difference, bad.currency, bad.branch_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'postings_balance';
    END IF;
    RAISE EXCEPTION 'entry % takes no further legs, or their dates differ', bad.entry_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'postings_own_entry';
  END IF;

  SELECT p.account_id, p.currency, p.branch_id INTO bad
    FROM (SELECT DISTINCT account_id, currency, branch_id, seq IS NOT NULL AS guarded FROM new_postings) p
    LEFT JOIN (SELECT id, currency, branch_id, guarded FROM ledger_accounts
        WHERE id = ANY (ARRAY(SELECT account_id FROM new_postings)) AND NOT is_control) a
      ON a.id = p.account_id AND a.currency = p.currency AND a.branch_id = p.branch_id AND a.guarded = p.guarded
    WHERE a.id IS NULL LIMIT 1;
  IF FOUND THEN
    PERFORM FROM ledger_accounts a WHERE a.id = bad.account_id AND a.currency = bad.currency AND a.branch_id = bad.branch_id;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'a posting in % of branch % goes to %, which is no such account', bad.currency, bad.branch_id, bad.account_id
        USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'postings_account_facts';
    END IF;
    RAISE EXCEPTION 'a posting goes to % in a way this account does not take', bad.account_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'postings_account_kind';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION guard_entries() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public
  SET enable_nestloop = off SET enable_mergejoin = off SET enable_seqscan = off AS $$
DECLARE
  bad record;
  own_xact xid8 := pg_current_xact_id();
  own_epoch smallint := bank_epoch();
BEGIN
  SELECT e.id, e.booking_date, e.branch_id, p.entry_id IS NOT NULL AND e.xact = own_xact AND e.epoch = own_epoch AS has_legs, d.day IS NOT NULL AS has_day
    INTO bad FROM new_entries e
    LEFT JOIN (SELECT entry_id FROM postings WHERE entry_id = ANY (ARRAY(SELECT id FROM new_entries))) p ON p.entry_id = e.id
    LEFT JOIN (SELECT day FROM banking_days WHERE day = ANY (ARRAY(SELECT booking_date FROM new_entries)) AND status <> 'closed') d
      ON d.day = e.booking_date
    LEFT JOIN (SELECT id FROM branches WHERE id = ANY (ARRAY(SELECT branch_id FROM new_entries))) b ON b.id = e.branch_id
    WHERE p.entry_id IS NULL OR e.xact <> own_xact OR e.epoch <> own_epoch OR d.day IS NULL OR b.id IS NULL LIMIT 1;
  IF FOUND THEN
    IF NOT bad.has_legs THEN
      RAISE EXCEPTION 'entry % has no legs of its own transaction', bad.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_entries_legs';
    END IF;
    IF NOT bad.has_day THEN
      RAISE EXCEPTION '% is closed', bad.booking_date USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_entries_period';
    END IF;
    RAISE EXCEPTION '% is no branch', bad.branch_id
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'journal_entries_branch_id_branches_id_fkey';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION guard_transfers() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public
  SET enable_nestloop = off SET enable_mergejoin = off SET enable_seqscan = off AS $$
DECLARE
  bad record;
BEGIN
  SELECT t.id INTO bad FROM (SELECT id, from_account_id AS account_id FROM new_transfers UNION ALL SELECT id, to_account_id FROM new_transfers) t
    LEFT JOIN (SELECT entry_id, account_id FROM postings WHERE entry_id = ANY (ARRAY(SELECT id FROM new_transfers))) p
      ON p.entry_id = t.id AND p.account_id = t.account_id
    LEFT JOIN (SELECT id FROM accounts
        WHERE id = ANY (ARRAY(SELECT from_account_id FROM new_transfers UNION ALL SELECT to_account_id FROM new_transfers))) a
      ON a.id = t.account_id
    WHERE p.entry_id IS NULL OR a.id IS NULL LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'transfer % is not what its entry moves', bad.id
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'transfers_own_entry';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- A key is answered as it is claimed, nearly always: little room is left in its page for an answer that comes later.
ALTER TABLE idempotency_keys SET (fillfactor = 85);
