-- Only the job that rotates keys rewrites what a key has closed, and it runs as bank_jobs.
GRANT UPDATE (sealed) ON typed_payments TO bank_jobs;
