GRANT UPDATE (email) ON users TO bank_app, bank_jobs;
