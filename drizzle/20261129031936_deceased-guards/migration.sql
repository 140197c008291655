GRANT UPDATE (deceased_on) ON customers TO bank_app, bank_jobs;
