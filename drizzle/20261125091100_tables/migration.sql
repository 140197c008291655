CREATE TABLE "account_blocks" (
	"id" uuid PRIMARY KEY,
	"account_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"placed_by" uuid NOT NULL,
	"placed_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"lifted_by" uuid,
	"lifted_at" timestamp(6) with time zone,
	CONSTRAINT "account_blocks_kind" CHECK ("kind" in ('debit', 'credit', 'all')),
	CONSTRAINT "account_blocks_lifted" CHECK (("lifted_by" is null) = ("lifted_at" is null))
);
--> statement-breakpoint
CREATE TABLE "account_parties" (
	"account_id" uuid,
	"customer_id" uuid,
	"role" text NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	CONSTRAINT "account_parties_pkey" PRIMARY KEY("account_id","customer_id"),
	CONSTRAINT "account_parties_role" CHECK ("role" in ('owner', 'joint_owner', 'signatory', 'guardian'))
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY,
	"iban" text NOT NULL UNIQUE,
	"kind" text NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"product_version_id" uuid NOT NULL,
	"currency" char(3) NOT NULL,
	"branch_id" uuid NOT NULL,
	"signing_rule" text DEFAULT 'any_one' NOT NULL,
	"opened_on" date,
	"closed_on" date,
	"close_reason" text,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	CONSTRAINT "accounts_kind" CHECK ("kind" in ('current', 'savings', 'term_deposit')),
	CONSTRAINT "accounts_status" CHECK ("status" in ('pending', 'active', 'rejected', 'withdrawn', 'closed')),
	CONSTRAINT "accounts_signing_rule" CHECK ("signing_rule" in ('any_one', 'both', 'any_two')),
	CONSTRAINT "accounts_opened" CHECK (("status" in ('active', 'closed')) = ("opened_on" is not null)),
	CONSTRAINT "accounts_closed" CHECK (("status" = 'closed') = ("closed_on" is not null and "close_reason" is not null))
);
--> statement-breakpoint
CREATE TABLE "audit_details" (
	"event_id" uuid PRIMARY KEY,
	"key_owner" uuid,
	"ciphertext" bytea NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_events" (
	"id" uuid PRIMARY KEY,
	"at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"role" text,
	"session_id" text,
	"branch_id" uuid,
	"channel" text NOT NULL,
	"ip" text,
	"act" text NOT NULL,
	"result" text NOT NULL,
	"reason" text,
	"subject_kind" text,
	"subject_id" text,
	"customer_id" uuid,
	"entry_id" uuid,
	"reference" text,
	"amount_minor" bigint,
	"currency" char(3),
	"request_id" text NOT NULL,
	"details_hash" bytea,
	"epoch" smallint DEFAULT bank_epoch() NOT NULL,
	"xact" xid8 DEFAULT pg_current_xact_id() NOT NULL,
	CONSTRAINT "audit_events_result" CHECK ("result" in ('done', 'refused')),
	CONSTRAINT "audit_events_refused" CHECK (("result" = 'refused') = ("reason" is not null)),
	CONSTRAINT "audit_events_channel" CHECK ("channel" in ('counter', 'self_service', 'api', 'job')),
	CONSTRAINT "audit_events_actor" CHECK ("actor_kind" in ('staff', 'customer', 'api_client', 'system')),
	CONSTRAINT "audit_events_amount" CHECK (("amount_minor" is null) = ("currency" is null))
);
--> statement-breakpoint
CREATE TABLE "customer_keys" (
	"customer_id" uuid PRIMARY KEY,
	"wrapped_key" bytea NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "bank_settings" (
	"id" boolean PRIMARY KEY DEFAULT true,
	"name" text NOT NULL,
	"bic" text NOT NULL,
	"iban_country" char(2) NOT NULL,
	"iban_bank_code" text NOT NULL,
	"base_currency" char(3) NOT NULL,
	"time_zone" text NOT NULL,
	"demo" boolean DEFAULT false NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	CONSTRAINT "bank_settings_one_row" CHECK ("id")
);
--> statement-breakpoint
CREATE TABLE "banking_days" (
	"day" date PRIMARY KEY,
	"status" text DEFAULT 'open' NOT NULL,
	"opened_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"cut_at" timestamp(6) with time zone,
	"closed_at" timestamp(6) with time zone,
	CONSTRAINT "banking_days_status" CHECK ("status" in ('open', 'closing', 'closed')),
	CONSTRAINT "banking_days_cut" CHECK (("status" = 'open') = ("cut_at" is null)),
	CONSTRAINT "banking_days_closed" CHECK (("status" = 'closed') = ("closed_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "branches" (
	"id" uuid PRIMARY KEY,
	"code" text NOT NULL UNIQUE,
	"name" text NOT NULL,
	"head_office" boolean DEFAULT false NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "day_steps" (
	"day" date,
	"step" text,
	"status" text NOT NULL,
	"items" integer DEFAULT 0 NOT NULL,
	"detail" text,
	"started_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"ended_at" timestamp(6) with time zone,
	CONSTRAINT "day_steps_pkey" PRIMARY KEY("day","step"),
	CONSTRAINT "day_steps_status" CHECK ("status" in ('running', 'done', 'failed')),
	CONSTRAINT "day_steps_items" CHECK ("items" >= 0)
);
--> statement-breakpoint
CREATE TABLE "cash_accounts" (
	"cash_point_id" uuid,
	"currency" char(3),
	"ledger_account_id" uuid NOT NULL UNIQUE,
	CONSTRAINT "cash_accounts_pkey" PRIMARY KEY("cash_point_id","currency")
);
--> statement-breakpoint
CREATE TABLE "cash_moves" (
	"id" uuid PRIMARY KEY,
	"kind" text NOT NULL,
	"reference" text NOT NULL UNIQUE,
	"vault_id" uuid NOT NULL,
	"till_id" uuid,
	"amount_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	CONSTRAINT "cash_moves_kind" CHECK ("kind" in ('vault_to_till', 'till_to_vault', 'settlement_to_vault', 'vault_to_settlement')),
	CONSTRAINT "cash_moves_amount" CHECK ("amount_minor" > 0),
	CONSTRAINT "cash_moves_till" CHECK (("till_id" is not null) = ("kind" in ('vault_to_till', 'till_to_vault')))
);
--> statement-breakpoint
CREATE TABLE "cash_points" (
	"id" uuid PRIMARY KEY,
	"kind" text NOT NULL,
	"branch_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	CONSTRAINT "cash_points_kind" CHECK ("kind" in ('till', 'vault'))
);
--> statement-breakpoint
CREATE TABLE "cash_transactions" (
	"id" uuid PRIMARY KEY,
	"kind" text NOT NULL,
	"reference" text NOT NULL UNIQUE,
	"till_session_id" uuid NOT NULL,
	"no" integer NOT NULL,
	"account_id" uuid NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"paid_in_by" text,
	"note" text,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	CONSTRAINT "cash_transactions_kind" CHECK ("kind" in ('deposit', 'withdrawal', 'repayment')),
	CONSTRAINT "cash_transactions_amount" CHECK ("amount_minor" > 0)
);
--> statement-breakpoint
CREATE TABLE "till_sessions" (
	"id" uuid PRIMARY KEY,
	"till_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"opened_on" date NOT NULL,
	"opened_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"closed_at" timestamp(6) with time zone,
	"last_no" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "till_sessions_status" CHECK ("status" in ('open', 'suspended', 'counting', 'closed')),
	CONSTRAINT "till_sessions_closed" CHECK (("status" = 'closed') = ("closed_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"scope" text,
	"key" text,
	"command" text NOT NULL,
	"request_hash" bytea NOT NULL,
	"outcome" jsonb,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY("scope","key")
);
--> statement-breakpoint
CREATE TABLE "customer_addresses" (
	"id" uuid PRIMARY KEY,
	"customer_id" uuid NOT NULL,
	"kind" text DEFAULT 'residence' NOT NULL,
	"street" text NOT NULL,
	"postcode" text NOT NULL,
	"city" text NOT NULL,
	"country" char(2) NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	CONSTRAINT "customer_addresses_kind" CHECK ("kind" in ('residence', 'postal'))
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"id" uuid PRIMARY KEY,
	"customer_no" text NOT NULL UNIQUE,
	"kind" text NOT NULL,
	"status" text DEFAULT 'draft' NOT NULL,
	"branch_id" uuid NOT NULL,
	"full_name" text NOT NULL,
	"birth_date" date,
	"nationality" char(2),
	"phone" text,
	"email" text,
	"risk_rating" text,
	"search_text" text NOT NULL,
	"opened_by" uuid,
	"submitted_by" uuid,
	"submitted_at" timestamp(6) with time zone,
	"decided_by" uuid,
	"decided_at" timestamp(6) with time zone,
	"decision_reason" text,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"updated_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	CONSTRAINT "customers_kind" CHECK ("kind" in ('individual', 'organisation')),
	CONSTRAINT "customers_status" CHECK ("status" in ('draft', 'pending_review', 'returned', 'compliance_review', 'active', 'rejected', 'withdrawn', 'closed')),
	CONSTRAINT "customers_name" CHECK (length("full_name") between 1 and 140),
	CONSTRAINT "customers_risk" CHECK ("risk_rating" in ('low', 'medium', 'high', 'prohibited')),
	CONSTRAINT "customers_submitted" CHECK (("submitted_by" is null) = ("submitted_at" is null)),
	CONSTRAINT "customers_second_person" CHECK ("decided_by" is distinct from "submitted_by" or "decided_by" is null),
	CONSTRAINT "customers_active_complete" CHECK ("status" <> 'active' or "kind" <> 'individual' or ("birth_date" is not null and "phone" is not null and "email" is not null and "decided_by" is not null))
);
--> statement-breakpoint
CREATE TABLE "identity_documents" (
	"id" uuid PRIMARY KEY,
	"customer_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"issuing_country" char(2) NOT NULL,
	"number_cipher" text NOT NULL,
	"number_hmac" bytea NOT NULL,
	"number_last4" text NOT NULL,
	"issued_on" date,
	"expires_on" date NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	CONSTRAINT "identity_documents_kind" CHECK ("kind" in ('passport', 'national_id', 'residence_permit', 'driving_licence')),
	CONSTRAINT "identity_documents_dates" CHECK ("issued_on" is null or "issued_on" < "expires_on")
);
--> statement-breakpoint
CREATE TABLE "enrolment_codes" (
	"id" uuid PRIMARY KEY,
	"code_hash" bytea NOT NULL UNIQUE,
	"customer_id" uuid NOT NULL,
	"issued_by" uuid NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"expires_at" timestamp(6) with time zone NOT NULL,
	"used_at" timestamp(6) with time zone,
	"withdrawn_at" timestamp(6) with time zone
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY,
	"token_hash" bytea NOT NULL UNIQUE,
	"user_id" uuid NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"activated_at" timestamp(6) with time zone,
	"touched_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"expires_at" timestamp(6) with time zone NOT NULL,
	"revoked_at" timestamp(6) with time zone,
	"ip" text,
	"user_agent" text
);
--> statement-breakpoint
CREATE TABLE "user_roles" (
	"user_id" uuid,
	"role" text,
	"granted_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	CONSTRAINT "user_roles_pkey" PRIMARY KEY("user_id","role")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY,
	"kind" text NOT NULL,
	"sign_in_name" text NOT NULL UNIQUE,
	"display_name" text,
	"branch_id" uuid,
	"customer_id" uuid,
	"password_hash" text NOT NULL,
	"disabled_at" timestamp(6) with time zone,
	"sessions_valid_after" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"last_sign_in_at" timestamp(6) with time zone,
	"theme" text DEFAULT 'system' NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	CONSTRAINT "users_kind" CHECK ("kind" in ('staff', 'customer')),
	CONSTRAINT "users_staff" CHECK (("kind" = 'staff') = ("branch_id" is not null and "display_name" is not null)),
	CONSTRAINT "users_customer" CHECK (("kind" = 'customer') = ("customer_id" is not null)),
	CONSTRAINT "users_sign_in_name" CHECK ("sign_in_name" = lower("sign_in_name") and length("sign_in_name") between 3 and 64),
	CONSTRAINT "users_theme" CHECK ("theme" in ('light', 'dark', 'system'))
);
--> statement-breakpoint
CREATE TABLE "account_balances" (
	"account_id" uuid PRIMARY KEY,
	"balance" bigint DEFAULT 0 NOT NULL,
	"held" bigint DEFAULT 0 NOT NULL,
	"floor" bigint DEFAULT 0 NOT NULL,
	"unarranged" bigint DEFAULT 0 NOT NULL,
	"seq" bigint DEFAULT 0 NOT NULL,
	"last_booked_at" timestamp(6) with time zone,
	CONSTRAINT "account_balances_floor" CHECK ("balance" - "held" >= "floor" - "unarranged" and "unarranged" >= 0),
	CONSTRAINT "account_balances_held" CHECK ("held" >= 0),
	CONSTRAINT "account_balances_limit" CHECK ("floor" <= 0)
);
--> statement-breakpoint
CREATE TABLE "daily_balances" (
	"account_id" uuid,
	"day" date,
	"debits" numeric(38,0) NOT NULL,
	"credits" numeric(38,0) NOT NULL,
	"closing" numeric(38,0) NOT NULL,
	CONSTRAINT "daily_balances_pkey" PRIMARY KEY("account_id","day"),
	CONSTRAINT "daily_balances_sides" CHECK ("debits" >= 0 and "credits" >= 0)
);
--> statement-breakpoint
CREATE TABLE "journal_entries" (
	"id" uuid PRIMARY KEY,
	"kind" text NOT NULL,
	"reference" text NOT NULL,
	"booked_at" timestamp(6) with time zone NOT NULL,
	"booking_date" date NOT NULL,
	"value_date" date NOT NULL,
	"narrative" text NOT NULL,
	"branch_id" uuid NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"channel" text NOT NULL,
	"reverses_id" uuid,
	"request_id" text NOT NULL,
	"epoch" smallint DEFAULT bank_epoch() NOT NULL,
	"xact" xid8 DEFAULT pg_current_xact_id() NOT NULL,
	CONSTRAINT "journal_entries_narrative" CHECK (length("narrative") <= 140)
);
--> statement-breakpoint
CREATE TABLE "ledger_accounts" (
	"id" uuid PRIMARY KEY,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"class" text NOT NULL,
	"normal_side" text NOT NULL,
	"currency" char(3) NOT NULL,
	"branch_id" uuid NOT NULL,
	"control_account_id" uuid,
	"is_control" boolean DEFAULT false NOT NULL,
	"guarded" boolean NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"epoch" smallint DEFAULT bank_epoch() NOT NULL,
	"xact" xid8 DEFAULT pg_current_xact_id() NOT NULL,
	CONSTRAINT "ledger_accounts_class" CHECK ("class" in ('asset', 'liability', 'equity', 'income', 'expense')),
	CONSTRAINT "ledger_accounts_kind" CHECK ("kind" in ('gl', 'deposit', 'loan', 'till', 'vault')),
	CONSTRAINT "ledger_accounts_normal_side" CHECK (("normal_side" = 'debit') = ("class" in ('asset', 'expense'))),
	CONSTRAINT "ledger_accounts_guarded" CHECK ("guarded" = ("kind" <> 'gl')),
	CONSTRAINT "ledger_accounts_control" CHECK (not "is_control" or "kind" = 'gl')
);
--> statement-breakpoint
CREATE TABLE "postings" (
	"entry_id" uuid,
	"leg" smallint,
	"account_id" uuid NOT NULL,
	"currency" char(3) NOT NULL,
	"branch_id" uuid NOT NULL,
	"amount_minor" bigint NOT NULL,
	"booking_date" date NOT NULL,
	"value_date" date NOT NULL,
	"seq" bigint,
	"balance_after" bigint,
	CONSTRAINT "postings_pkey" PRIMARY KEY("entry_id","leg"),
	CONSTRAINT "postings_amount" CHECK ("amount_minor" <> 0 and "amount_minor" between -100000000000000000 and 100000000000000000),
	CONSTRAINT "postings_seq" CHECK (("seq" is null) = ("balance_after" is null))
);
--> statement-breakpoint
CREATE TABLE "value_movements" (
	"account_id" uuid,
	"value_day" date,
	"booking_day" date,
	"moved" numeric(38,0) NOT NULL,
	CONSTRAINT "value_movements_pkey" PRIMARY KEY("account_id","value_day","booking_day")
);
--> statement-breakpoint
CREATE TABLE "loan_allocations" (
	"repayment_id" uuid,
	"loan_id" uuid NOT NULL,
	"version" integer,
	"no" integer,
	"interest_minor" bigint NOT NULL,
	"principal_minor" bigint NOT NULL,
	CONSTRAINT "loan_allocations_pkey" PRIMARY KEY("repayment_id","version","no")
);
--> statement-breakpoint
CREATE TABLE "loan_disbursements" (
	"id" uuid PRIMARY KEY,
	"loan_id" uuid NOT NULL UNIQUE,
	"reference" text NOT NULL UNIQUE,
	"account_id" uuid NOT NULL,
	"amount_minor" bigint NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "loan_instalments" (
	"loan_id" uuid,
	"version" integer,
	"no" integer,
	"starts_on" date NOT NULL,
	"due_on" date NOT NULL,
	"principal_minor" bigint NOT NULL,
	"interest_minor" bigint NOT NULL,
	"balance_minor" bigint NOT NULL,
	"principal_paid_minor" bigint DEFAULT 0 NOT NULL,
	"interest_paid_minor" bigint DEFAULT 0 NOT NULL,
	"paid_on" date,
	CONSTRAINT "loan_instalments_pkey" PRIMARY KEY("loan_id","version","no"),
	CONSTRAINT "loan_instalments_principal" CHECK ("principal_minor" >= 0 and "principal_paid_minor" between 0 and "principal_minor"),
	CONSTRAINT "loan_instalments_interest" CHECK ("interest_minor" >= 0 and "interest_paid_minor" between 0 and "interest_minor"),
	CONSTRAINT "loan_instalments_dates" CHECK ("starts_on" < "due_on"),
	CONSTRAINT "loan_instalments_paid" CHECK (("paid_on" is not null) = ("principal_paid_minor" = "principal_minor" and "interest_paid_minor" = "interest_minor"))
);
--> statement-breakpoint
CREATE TABLE "loan_repayments" (
	"id" uuid PRIMARY KEY,
	"loan_id" uuid NOT NULL,
	"reference" text NOT NULL UNIQUE,
	"account_id" uuid,
	"accrual_entry_id" uuid,
	"amount_minor" bigint NOT NULL,
	"interest_minor" bigint NOT NULL,
	"principal_minor" bigint NOT NULL,
	"value_date" date NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	CONSTRAINT "loan_repayments_amount" CHECK ("amount_minor" > 0 and "amount_minor" = "interest_minor" + "principal_minor")
);
--> statement-breakpoint
CREATE TABLE "loan_schedules" (
	"loan_id" uuid,
	"version" integer,
	"starts_on" date NOT NULL,
	"principal_minor" bigint NOT NULL,
	"instalment_minor" bigint NOT NULL,
	"apr_percent" numeric(12,8) NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	CONSTRAINT "loan_schedules_pkey" PRIMARY KEY("loan_id","version")
);
--> statement-breakpoint
CREATE TABLE "loans" (
	"id" uuid PRIMARY KEY,
	"loan_no" text NOT NULL UNIQUE,
	"status" text DEFAULT 'draft' NOT NULL,
	"customer_id" uuid NOT NULL,
	"branch_id" uuid NOT NULL,
	"product_version_id" uuid NOT NULL,
	"currency" char(3) NOT NULL,
	"amount_minor" bigint NOT NULL,
	"term_months" integer NOT NULL,
	"annual_rate" numeric(9,6) NOT NULL,
	"day_count" text NOT NULL,
	"purpose" text NOT NULL,
	"settlement_account_id" uuid NOT NULL,
	"principal_account_id" uuid UNIQUE,
	"interest_booked_minor" bigint DEFAULT 0 NOT NULL,
	"interest_booked_to" date,
	"interest_paid_minor" bigint DEFAULT 0 NOT NULL,
	"applied_by" uuid NOT NULL,
	"submitted_at" timestamp(6) with time zone,
	"decided_by" uuid,
	"decided_at" timestamp(6) with time zone,
	"decision_reason" text,
	"offered_on" date,
	"offer_valid_until" date,
	"accepted_on" date,
	"disbursed_by" uuid,
	"disbursed_on" date,
	"closed_on" date,
	"close_reason" text,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	CONSTRAINT "loans_status" CHECK ("status" in ('draft','submitted','returned','approved','offered','accepted','active','overpaid','called','written_off','rejected','withdrawn','cancelled','closed')),
	CONSTRAINT "loans_amount" CHECK ("amount_minor" > 0),
	CONSTRAINT "loans_term" CHECK ("term_months" between 1 and 600),
	CONSTRAINT "loans_interest_paid" CHECK ("interest_paid_minor" between 0 and "interest_booked_minor"),
	CONSTRAINT "loans_second_person" CHECK ("decided_by" is null or "decided_by" <> "applied_by"),
	CONSTRAINT "loans_third_person" CHECK ("disbursed_by" is null or ("disbursed_by" <> "applied_by" and "disbursed_by" <> "decided_by")),
	CONSTRAINT "loans_disbursed" CHECK (("disbursed_on" is null) = ("principal_account_id" is null)),
	CONSTRAINT "loans_active_disbursed" CHECK ("status" not in ('active','overpaid','called','written_off','closed') or "disbursed_on" is not null)
);
--> statement-breakpoint
CREATE TABLE "beneficiaries" (
	"id" uuid PRIMARY KEY,
	"customer_id" uuid NOT NULL,
	"name" text NOT NULL,
	"nickname" text,
	"iban" text NOT NULL,
	"account_id" uuid,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"removed_at" timestamp(6) with time zone,
	CONSTRAINT "beneficiaries_name" CHECK (length("name") between 1 and 140)
);
--> statement-breakpoint
CREATE TABLE "incoming_payments" (
	"id" uuid PRIMARY KEY,
	"reference" text NOT NULL UNIQUE,
	"sender_reference" text NOT NULL UNIQUE,
	"account_id" uuid NOT NULL,
	"remitter_name" text NOT NULL,
	"remitter_iban" text,
	"amount_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"remittance" text,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	CONSTRAINT "incoming_payments_amount" CHECK ("amount_minor" > 0),
	CONSTRAINT "incoming_payments_name" CHECK (length("remitter_name") between 1 and 140)
);
--> statement-breakpoint
CREATE TABLE "transfers" (
	"id" uuid PRIMARY KEY,
	"reference" text NOT NULL UNIQUE,
	"kind" text NOT NULL,
	"from_account_id" uuid NOT NULL,
	"to_account_id" uuid NOT NULL,
	"beneficiary_id" uuid,
	"amount_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"remittance" text,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	CONSTRAINT "transfers_kind" CHECK ("kind" in ('own', 'internal')),
	CONSTRAINT "transfers_amount" CHECK ("amount_minor" > 0),
	CONSTRAINT "transfers_two_accounts" CHECK ("from_account_id" <> "to_account_id"),
	CONSTRAINT "transfers_remittance" CHECK (length("remittance") <= 140)
);
--> statement-breakpoint
CREATE TABLE "product_versions" (
	"id" uuid PRIMARY KEY,
	"product_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"effective_from" date NOT NULL,
	"currency" char(3) NOT NULL,
	"annual_rate" numeric(9,6) DEFAULT '0' NOT NULL,
	"day_count" text DEFAULT '30/360' NOT NULL,
	"min_amount_minor" bigint,
	"max_amount_minor" bigint,
	"min_term_months" integer,
	"max_term_months" integer,
	"minimum_age" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	CONSTRAINT "product_versions_rate" CHECK ("annual_rate" >= -1 and "annual_rate" <= 10),
	CONSTRAINT "product_versions_day_count" CHECK ("day_count" in ('30/360', 'Act/365F', 'Act/360')),
	CONSTRAINT "product_versions_amounts" CHECK ("min_amount_minor" is null or ("min_amount_minor" > 0 and "max_amount_minor" >= "min_amount_minor")),
	CONSTRAINT "product_versions_terms" CHECK ("min_term_months" is null or ("min_term_months" > 0 and "max_term_months" >= "min_term_months"))
);
--> statement-breakpoint
CREATE TABLE "products" (
	"id" uuid PRIMARY KEY,
	"code" text NOT NULL UNIQUE,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	CONSTRAINT "products_kind" CHECK ("kind" in ('current', 'savings', 'term_deposit', 'loan'))
);
--> statement-breakpoint
CREATE INDEX "account_blocks_open" ON "account_blocks" ("account_id") WHERE "lifted_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "account_parties_one_owner" ON "account_parties" ("account_id") WHERE "role" = 'owner';--> statement-breakpoint
CREATE INDEX "account_parties_customer" ON "account_parties" ("customer_id","account_id");--> statement-breakpoint
CREATE INDEX "accounts_branch_status" ON "accounts" ("branch_id","status","id");--> statement-breakpoint
CREATE INDEX "accounts_status" ON "accounts" ("status","id");--> statement-breakpoint
CREATE INDEX "audit_details_owner" ON "audit_details" ("key_owner");--> statement-breakpoint
CREATE INDEX "audit_events_subject" ON "audit_events" ("subject_id","id");--> statement-breakpoint
CREATE INDEX "audit_events_customer" ON "audit_events" ("customer_id","id") WHERE customer_id is not null;--> statement-breakpoint
CREATE INDEX "audit_events_actor_id" ON "audit_events" ("actor_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "banking_days_one_open" ON "banking_days" ("status") WHERE "status" = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "banking_days_one_closing" ON "banking_days" ("status") WHERE "status" = 'closing';--> statement-breakpoint
CREATE UNIQUE INDEX "branches_one_head_office" ON "branches" ("head_office") WHERE "head_office";--> statement-breakpoint
CREATE INDEX "cash_moves_till_id" ON "cash_moves" ("till_id");--> statement-breakpoint
CREATE INDEX "cash_moves_vault_id" ON "cash_moves" ("vault_id");--> statement-breakpoint
CREATE UNIQUE INDEX "cash_points_number" ON "cash_points" ("branch_id","kind","number");--> statement-breakpoint
CREATE UNIQUE INDEX "cash_transactions_no" ON "cash_transactions" ("till_session_id","no");--> statement-breakpoint
CREATE INDEX "cash_transactions_account" ON "cash_transactions" ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "till_sessions_one_per_till" ON "till_sessions" ("till_id") WHERE "status" <> 'closed';--> statement-breakpoint
CREATE UNIQUE INDEX "till_sessions_one_per_teller" ON "till_sessions" ("user_id") WHERE "status" <> 'closed';--> statement-breakpoint
CREATE INDEX "till_sessions_till" ON "till_sessions" ("till_id","opened_at");--> statement-breakpoint
CREATE UNIQUE INDEX "customer_addresses_one_each" ON "customer_addresses" ("customer_id","kind");--> statement-breakpoint
CREATE INDEX "customers_search" ON "customers" USING gin ("search_text" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "customers_name" ON "customers" ("full_name" collate "und-x-icu","id");--> statement-breakpoint
CREATE INDEX "customers_branch_status" ON "customers" ("branch_id","status","id");--> statement-breakpoint
CREATE INDEX "customers_status" ON "customers" ("status","id");--> statement-breakpoint
CREATE UNIQUE INDEX "identity_documents_number" ON "identity_documents" ("number_hmac");--> statement-breakpoint
CREATE INDEX "identity_documents_customer" ON "identity_documents" ("customer_id");--> statement-breakpoint
CREATE INDEX "enrolment_codes_customer" ON "enrolment_codes" ("customer_id");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" ("user_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "users_one_per_customer" ON "users" ("customer_id");--> statement-breakpoint
CREATE INDEX "daily_balances_day" ON "daily_balances" ("day");--> statement-breakpoint
CREATE UNIQUE INDEX "journal_entries_reverses" ON "journal_entries" ("reverses_id") WHERE reverses_id is not null;--> statement-breakpoint
CREATE INDEX "journal_entries_day" ON "journal_entries" ("booking_date","id");--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_accounts_code" ON "ledger_accounts" ("code","branch_id","currency");--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_accounts_facts" ON "ledger_accounts" ("id","currency","branch_id");--> statement-breakpoint
CREATE INDEX "ledger_accounts_control_id" ON "ledger_accounts" ("control_account_id");--> statement-breakpoint
CREATE INDEX "postings_account" ON "postings" ("account_id","booking_date","seq");--> statement-breakpoint
CREATE INDEX "postings_booking_date" ON "postings" USING brin ("booking_date");--> statement-breakpoint
CREATE INDEX "loan_allocations_instalment" ON "loan_allocations" ("loan_id","version","no");--> statement-breakpoint
CREATE INDEX "loan_instalments_due" ON "loan_instalments" ("due_on") WHERE paid_on is null;--> statement-breakpoint
CREATE INDEX "loan_repayments_loan" ON "loan_repayments" ("loan_id","id");--> statement-breakpoint
CREATE INDEX "loans_customer" ON "loans" ("customer_id","id");--> statement-breakpoint
CREATE INDEX "loans_branch_status" ON "loans" ("branch_id","status","id");--> statement-breakpoint
CREATE INDEX "loans_status" ON "loans" ("status","id");--> statement-breakpoint
CREATE INDEX "loans_settlement_account" ON "loans" ("settlement_account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "beneficiaries_iban" ON "beneficiaries" ("customer_id","iban") WHERE "removed_at" is null;--> statement-breakpoint
CREATE INDEX "beneficiaries_account" ON "beneficiaries" ("account_id");--> statement-breakpoint
CREATE INDEX "incoming_payments_account" ON "incoming_payments" ("account_id");--> statement-breakpoint
CREATE INDEX "transfers_beneficiary" ON "transfers" ("beneficiary_id") WHERE "beneficiary_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "product_versions_version" ON "product_versions" ("product_id","currency","version");--> statement-breakpoint
CREATE INDEX "product_versions_effective" ON "product_versions" ("product_id","currency","effective_from");--> statement-breakpoint
ALTER TABLE "account_blocks" ADD CONSTRAINT "account_blocks_account_id_accounts_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id");--> statement-breakpoint
ALTER TABLE "account_blocks" ADD CONSTRAINT "account_blocks_placed_by_users_id_fkey" FOREIGN KEY ("placed_by") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "account_blocks" ADD CONSTRAINT "account_blocks_lifted_by_users_id_fkey" FOREIGN KEY ("lifted_by") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "account_parties" ADD CONSTRAINT "account_parties_account_id_accounts_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id");--> statement-breakpoint
ALTER TABLE "account_parties" ADD CONSTRAINT "account_parties_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id");--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_id_ledger_accounts_id_fkey" FOREIGN KEY ("id") REFERENCES "ledger_accounts"("id");--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_product_version_id_product_versions_id_fkey" FOREIGN KEY ("product_version_id") REFERENCES "product_versions"("id");--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_branch_id_branches_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branches"("id");--> statement-breakpoint
ALTER TABLE "audit_details" ADD CONSTRAINT "audit_details_event_id_audit_events_id_fkey" FOREIGN KEY ("event_id") REFERENCES "audit_events"("id");--> statement-breakpoint
ALTER TABLE "day_steps" ADD CONSTRAINT "day_steps_day_banking_days_day_fkey" FOREIGN KEY ("day") REFERENCES "banking_days"("day");--> statement-breakpoint
ALTER TABLE "cash_accounts" ADD CONSTRAINT "cash_accounts_cash_point_id_cash_points_id_fkey" FOREIGN KEY ("cash_point_id") REFERENCES "cash_points"("id");--> statement-breakpoint
ALTER TABLE "cash_accounts" ADD CONSTRAINT "cash_accounts_ledger_account_id_ledger_accounts_id_fkey" FOREIGN KEY ("ledger_account_id") REFERENCES "ledger_accounts"("id");--> statement-breakpoint
ALTER TABLE "cash_moves" ADD CONSTRAINT "cash_moves_id_journal_entries_id_fkey" FOREIGN KEY ("id") REFERENCES "journal_entries"("id");--> statement-breakpoint
ALTER TABLE "cash_moves" ADD CONSTRAINT "cash_moves_vault_id_cash_points_id_fkey" FOREIGN KEY ("vault_id") REFERENCES "cash_points"("id");--> statement-breakpoint
ALTER TABLE "cash_moves" ADD CONSTRAINT "cash_moves_till_id_cash_points_id_fkey" FOREIGN KEY ("till_id") REFERENCES "cash_points"("id");--> statement-breakpoint
ALTER TABLE "cash_points" ADD CONSTRAINT "cash_points_branch_id_branches_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branches"("id");--> statement-breakpoint
ALTER TABLE "cash_transactions" ADD CONSTRAINT "cash_transactions_id_journal_entries_id_fkey" FOREIGN KEY ("id") REFERENCES "journal_entries"("id");--> statement-breakpoint
ALTER TABLE "cash_transactions" ADD CONSTRAINT "cash_transactions_till_session_id_till_sessions_id_fkey" FOREIGN KEY ("till_session_id") REFERENCES "till_sessions"("id");--> statement-breakpoint
ALTER TABLE "cash_transactions" ADD CONSTRAINT "cash_transactions_account_id_accounts_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id");--> statement-breakpoint
ALTER TABLE "till_sessions" ADD CONSTRAINT "till_sessions_till_id_cash_points_id_fkey" FOREIGN KEY ("till_id") REFERENCES "cash_points"("id");--> statement-breakpoint
ALTER TABLE "till_sessions" ADD CONSTRAINT "till_sessions_user_id_users_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "customer_addresses" ADD CONSTRAINT "customer_addresses_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_branch_id_branches_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branches"("id");--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_opened_by_users_id_fkey" FOREIGN KEY ("opened_by") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_submitted_by_users_id_fkey" FOREIGN KEY ("submitted_by") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_decided_by_users_id_fkey" FOREIGN KEY ("decided_by") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "identity_documents" ADD CONSTRAINT "identity_documents_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "enrolment_codes" ADD CONSTRAINT "enrolment_codes_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "enrolment_codes" ADD CONSTRAINT "enrolment_codes_issued_by_users_id_fkey" FOREIGN KEY ("issued_by") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_user_id_users_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_branch_id_branches_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branches"("id");--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "account_balances" ADD CONSTRAINT "account_balances_account_id_ledger_accounts_id_fkey" FOREIGN KEY ("account_id") REFERENCES "ledger_accounts"("id");--> statement-breakpoint
ALTER TABLE "daily_balances" ADD CONSTRAINT "daily_balances_account_id_ledger_accounts_id_fkey" FOREIGN KEY ("account_id") REFERENCES "ledger_accounts"("id");--> statement-breakpoint
ALTER TABLE "daily_balances" ADD CONSTRAINT "daily_balances_day_banking_days_day_fkey" FOREIGN KEY ("day") REFERENCES "banking_days"("day");--> statement-breakpoint
ALTER TABLE "journal_entries" ADD CONSTRAINT "journal_entries_booking_date_banking_days_day_fkey" FOREIGN KEY ("booking_date") REFERENCES "banking_days"("day");--> statement-breakpoint
ALTER TABLE "journal_entries" ADD CONSTRAINT "journal_entries_branch_id_branches_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branches"("id");--> statement-breakpoint
ALTER TABLE "journal_entries" ADD CONSTRAINT "journal_entries_reverses_id_journal_entries_id_fkey" FOREIGN KEY ("reverses_id") REFERENCES "journal_entries"("id");--> statement-breakpoint
ALTER TABLE "ledger_accounts" ADD CONSTRAINT "ledger_accounts_branch_id_branches_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branches"("id");--> statement-breakpoint
ALTER TABLE "ledger_accounts" ADD CONSTRAINT "ledger_accounts_control_account_id_ledger_accounts_id_fkey" FOREIGN KEY ("control_account_id") REFERENCES "ledger_accounts"("id");--> statement-breakpoint
ALTER TABLE "postings" ADD CONSTRAINT "postings_entry_id_journal_entries_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "journal_entries"("id");--> statement-breakpoint
ALTER TABLE "postings" ADD CONSTRAINT "postings_account_facts" FOREIGN KEY ("account_id","currency","branch_id") REFERENCES "ledger_accounts"("id","currency","branch_id");--> statement-breakpoint
ALTER TABLE "value_movements" ADD CONSTRAINT "value_movements_account_id_ledger_accounts_id_fkey" FOREIGN KEY ("account_id") REFERENCES "ledger_accounts"("id");--> statement-breakpoint
ALTER TABLE "value_movements" ADD CONSTRAINT "value_movements_booking_day_banking_days_day_fkey" FOREIGN KEY ("booking_day") REFERENCES "banking_days"("day");--> statement-breakpoint
ALTER TABLE "loan_allocations" ADD CONSTRAINT "loan_allocations_repayment_id_loan_repayments_id_fkey" FOREIGN KEY ("repayment_id") REFERENCES "loan_repayments"("id");--> statement-breakpoint
ALTER TABLE "loan_allocations" ADD CONSTRAINT "loan_allocations_instalment" FOREIGN KEY ("loan_id","version","no") REFERENCES "loan_instalments"("loan_id","version","no");--> statement-breakpoint
ALTER TABLE "loan_disbursements" ADD CONSTRAINT "loan_disbursements_id_journal_entries_id_fkey" FOREIGN KEY ("id") REFERENCES "journal_entries"("id");--> statement-breakpoint
ALTER TABLE "loan_disbursements" ADD CONSTRAINT "loan_disbursements_loan_id_loans_id_fkey" FOREIGN KEY ("loan_id") REFERENCES "loans"("id");--> statement-breakpoint
ALTER TABLE "loan_disbursements" ADD CONSTRAINT "loan_disbursements_account_id_accounts_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id");--> statement-breakpoint
ALTER TABLE "loan_instalments" ADD CONSTRAINT "loan_instalments_EXg9IhHlmPuN_fkey" FOREIGN KEY ("loan_id","version") REFERENCES "loan_schedules"("loan_id","version");--> statement-breakpoint
ALTER TABLE "loan_repayments" ADD CONSTRAINT "loan_repayments_id_journal_entries_id_fkey" FOREIGN KEY ("id") REFERENCES "journal_entries"("id");--> statement-breakpoint
ALTER TABLE "loan_repayments" ADD CONSTRAINT "loan_repayments_loan_id_loans_id_fkey" FOREIGN KEY ("loan_id") REFERENCES "loans"("id");--> statement-breakpoint
ALTER TABLE "loan_repayments" ADD CONSTRAINT "loan_repayments_account_id_accounts_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id");--> statement-breakpoint
ALTER TABLE "loan_repayments" ADD CONSTRAINT "loan_repayments_accrual_entry_id_journal_entries_id_fkey" FOREIGN KEY ("accrual_entry_id") REFERENCES "journal_entries"("id");--> statement-breakpoint
ALTER TABLE "loan_schedules" ADD CONSTRAINT "loan_schedules_loan_id_loans_id_fkey" FOREIGN KEY ("loan_id") REFERENCES "loans"("id");--> statement-breakpoint
ALTER TABLE "loans" ADD CONSTRAINT "loans_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id");--> statement-breakpoint
ALTER TABLE "loans" ADD CONSTRAINT "loans_branch_id_branches_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branches"("id");--> statement-breakpoint
ALTER TABLE "loans" ADD CONSTRAINT "loans_product_version_id_product_versions_id_fkey" FOREIGN KEY ("product_version_id") REFERENCES "product_versions"("id");--> statement-breakpoint
ALTER TABLE "loans" ADD CONSTRAINT "loans_settlement_account_id_accounts_id_fkey" FOREIGN KEY ("settlement_account_id") REFERENCES "accounts"("id");--> statement-breakpoint
ALTER TABLE "loans" ADD CONSTRAINT "loans_principal_account_id_ledger_accounts_id_fkey" FOREIGN KEY ("principal_account_id") REFERENCES "ledger_accounts"("id");--> statement-breakpoint
ALTER TABLE "loans" ADD CONSTRAINT "loans_applied_by_users_id_fkey" FOREIGN KEY ("applied_by") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "loans" ADD CONSTRAINT "loans_decided_by_users_id_fkey" FOREIGN KEY ("decided_by") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "loans" ADD CONSTRAINT "loans_disbursed_by_users_id_fkey" FOREIGN KEY ("disbursed_by") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "beneficiaries" ADD CONSTRAINT "beneficiaries_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "beneficiaries" ADD CONSTRAINT "beneficiaries_account_id_accounts_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id");--> statement-breakpoint
ALTER TABLE "incoming_payments" ADD CONSTRAINT "incoming_payments_id_journal_entries_id_fkey" FOREIGN KEY ("id") REFERENCES "journal_entries"("id");--> statement-breakpoint
ALTER TABLE "incoming_payments" ADD CONSTRAINT "incoming_payments_account_id_accounts_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id");--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_id_journal_entries_id_fkey" FOREIGN KEY ("id") REFERENCES "journal_entries"("id");--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_from_account_id_accounts_id_fkey" FOREIGN KEY ("from_account_id") REFERENCES "accounts"("id");--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_to_account_id_accounts_id_fkey" FOREIGN KEY ("to_account_id") REFERENCES "accounts"("id");--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_beneficiary_id_beneficiaries_id_fkey" FOREIGN KEY ("beneficiary_id") REFERENCES "beneficiaries"("id") ON DELETE SET NULL;--> statement-breakpoint
ALTER TABLE "product_versions" ADD CONSTRAINT "product_versions_product_id_products_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id");