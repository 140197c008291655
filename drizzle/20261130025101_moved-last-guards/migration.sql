-- A batch that is one statement locks and changes its balances last: what it inserts stands ready when the batch before it on the same
-- accounts ends, and an account that everybody pays is locked for no more than its change, the guards and the commit.
DROP FUNCTION hold_day(bigint, date);
--> statement-breakpoint
-- Begins such a batch: takes the shared lock of the day, proves that this day is open, and waits until the batches before it on its accounts
-- have all their keys: they hold the lock of their own turn, or have left an account as they would. One that fails does neither, so that
-- it is not waited for long.
CREATE FUNCTION begin_batch(day_lock bigint, wanted date, processes int[], turns int[], accounts uuid[], seqs bigint[])
  RETURNS boolean LANGUAGE plpgsql SET search_path = pg_catalog, public SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  begun boolean;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(day_lock);
  PERFORM FROM banking_days WHERE status = 'open' AND day = wanted;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the day is not the one that was assumed' USING ERRCODE = 'CH001';
  END IF;
  FOR i IN 1 .. cardinality(turns) LOOP
    -- A millisecond each, which is the least that a session sleeps.
    FOR tries IN 1 .. 20 LOOP
      BEGIN
        begun := NOT pg_try_advisory_xact_lock_shared(processes[i], turns[i]);
        IF NOT begun THEN
          RAISE EXCEPTION 'it has not begun, or has ended' USING ERRCODE = 'CH002';
        END IF;
      EXCEPTION WHEN SQLSTATE 'CH002' THEN
        -- The lock is given back.
        PERFORM FROM account_balances WHERE account_id = accounts[i] AND seq >= seqs[i];
        begun := FOUND;
      END;
      EXIT WHEN begun;
      PERFORM pg_sleep(0.001);
    END LOOP;
    IF NOT begun THEN
      RAISE EXCEPTION 'the batch before this one has not begun, or has failed' USING ERRCODE = 'CH001';
    END IF;
  END LOOP;
  RETURN true;
END $$;
--> statement-breakpoint
-- Takes the lock of a batch's own turn and answers the time of its entries, when it has its keys and all that it assumed beside its accounts
-- holds. From here on it waits for nobody who may wait for its keys. A time is never earlier than the id of its transaction, nor than the lock:
-- whoever reads as of an instant waits for the turns that are held then.
CREATE FUNCTION take_turn(ready boolean, process int, turn int) RETURNS timestamptz LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF ready IS NOT TRUE THEN
    RAISE EXCEPTION 'something is not as it was assumed' USING ERRCODE = 'CH001';
  END IF;
  PERFORM pg_current_xact_id();
  PERFORM pg_advisory_xact_lock(process, turn);
  RETURN bank_now();
END $$;
--> statement-breakpoint
-- Ends it, when all else is written: waits for the batches before it on its accounts, then changes each balance, in id order, where it
-- stands as it was assumed and was moved last before `booked_at`. Where one does not, the batch fails. An account that is not moved is proved too.
-- What is the same of all accounts is given once. The plan is either of these accounts, which are in order, or of the index.
CREATE FUNCTION move_balances(
  written boolean, booked_at timestamptz, ids uuid[],
  old_balances bigint[], balances bigint[], old_seqs bigint[], seqs bigint[], old_helds bigint[], helds bigint[],
  old_unarrangeds bigint[], unarrangeds bigint[], floors bigint[], marks bigint[], holding uuid[], processes int[], turns int[]
) RETURNS boolean LANGUAGE plpgsql SET search_path = pg_catalog, public
  SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off
  SET enable_sort = off SET enable_material = off SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  moved bigint;
BEGIN
  IF written IS NOT TRUE THEN
    RAISE EXCEPTION 'not all rows were written' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  FOR i IN 1 .. cardinality(turns) LOOP
    PERFORM pg_advisory_xact_lock_shared(processes[i], turns[i]);
  END LOOP;
  UPDATE account_balances b
    SET balance = v.balance, seq = v.seq, held = coalesce(v.held, helds[1]), unarranged = coalesce(v.unarranged, unarrangeds[1]),
      last_booked_at = CASE WHEN v.seq > v.old_seq THEN move_balances.booked_at ELSE b.last_booked_at END
    FROM unnest(ids, old_balances, balances, old_seqs, seqs, old_helds, helds, old_unarrangeds, unarrangeds, floors, marks)
      AS v (id, old_balance, balance, old_seq, seq, old_held, held, old_unarranged, unarranged, floor, mark)
    WHERE b.account_id = v.id AND b.balance = v.old_balance AND b.seq = v.old_seq AND b.held = coalesce(v.old_held, old_helds[1])
      AND b.unarranged = coalesce(v.old_unarranged, old_unarrangeds[1]) AND b.floor = coalesce(v.floor, floors[1])
      AND b.facts_mark = coalesce(v.mark, marks[1]) AND (b.last_booked_at < move_balances.booked_at) IS NOT FALSE;
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> cardinality(ids) THEN
    RAISE EXCEPTION 'accounts are not as they were assumed' USING ERRCODE = 'CH001';
  END IF;
  IF cardinality(holding) > 0 AND EXISTS (SELECT FROM open_holds WHERE account_id = ANY (holding) AND expires_at <= bank_now()) THEN
    RAISE EXCEPTION 'a hold has run out' USING ERRCODE = 'CH001';
  END IF;
  RETURN true;
END $$;
