-- A leg has both dates of its entry: the day by which interest counts it as well as the day it is booked on.
CREATE OR REPLACE FUNCTION guard_postings() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public
  SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off AS $$
DECLARE
  bad record;
BEGIN
  SELECT entry_id, currency, branch_id, sum(amount_minor) AS difference INTO bad
    FROM new_postings GROUP BY entry_id, currency, branch_id HAVING sum(amount_minor) <> 0 LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'entry % does not balance: % % in branch %', bad.entry_id, bad.difference, bad.currency, bad.branch_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'postings_balance';
  END IF;

  -- A scalar subquery per entry: a join could be planned from the other side, through every entry of the books.
  SELECT p.entry_id INTO bad FROM (SELECT DISTINCT entry_id, booking_date, value_date FROM new_postings) p
    WHERE (SELECT e.xact = pg_current_xact_id() AND e.booking_date = p.booking_date AND e.value_date = p.value_date
        FROM journal_entries e WHERE e.id = p.entry_id) IS NOT TRUE
    LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'entry % takes no further legs, or their dates differ', bad.entry_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'postings_own_entry';
  END IF;

  SELECT p.entry_id, p.account_id INTO bad FROM new_postings p
    WHERE (SELECT NOT a.is_control AND a.guarded = (p.seq IS NOT NULL) FROM ledger_accounts a WHERE a.id = p.account_id) IS NOT TRUE
    LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'entry % posts to % in a way this account does not take', bad.entry_id, bad.account_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'postings_account_kind';
  END IF;
  RETURN NULL;
END $$;
