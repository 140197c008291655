-- Somebody who never had an account may be deleted; the keys of accounts and loans refuse anybody else.
GRANT DELETE ON customers TO bank_app, bank_jobs;
