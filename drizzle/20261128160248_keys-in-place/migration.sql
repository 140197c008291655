-- A key is written when it is claimed and once more when it is answered: with room on its page the answer touches no index.
ALTER TABLE idempotency_keys SET (fillfactor = 50);
