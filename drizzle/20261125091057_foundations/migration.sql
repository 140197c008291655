-- What the tables need before they exist: trigram search, the bank's one clock and the restore epoch.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
-- The one clock of the bank. In demo and test databases the start-up replaces it with a version that obeys app.clock.
CREATE FUNCTION bank_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$ SELECT clock_timestamp() $$;
--> statement-breakpoint
-- Transaction ids start anew after a restore into a new cluster: the restore raises this number by one.
CREATE FUNCTION bank_epoch() RETURNS smallint LANGUAGE sql STABLE AS $$ SELECT 1::smallint $$;
