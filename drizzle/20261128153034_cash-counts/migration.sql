CREATE TABLE "cash_count_lines" (
	"count_id" uuid,
	"currency" char(3),
	"value_minor" bigint,
	"quantity" integer NOT NULL,
	CONSTRAINT "cash_count_lines_pkey" PRIMARY KEY("count_id","currency","value_minor"),
	CONSTRAINT "cash_count_lines_quantity" CHECK ("quantity" > 0)
);
--> statement-breakpoint
CREATE TABLE "cash_count_totals" (
	"count_id" uuid,
	"currency" char(3),
	"counted_minor" bigint NOT NULL,
	"booked_minor" bigint NOT NULL,
	CONSTRAINT "cash_count_totals_pkey" PRIMARY KEY("count_id","currency"),
	CONSTRAINT "cash_count_totals_counted" CHECK ("counted_minor" >= 0)
);
--> statement-breakpoint
CREATE TABLE "cash_counts" (
	"id" uuid PRIMARY KEY,
	"reference" text NOT NULL UNIQUE,
	"kind" text NOT NULL,
	"cash_point_id" uuid NOT NULL,
	"till_session_id" uuid NOT NULL,
	"counted_by" uuid NOT NULL,
	"counted_on" date NOT NULL,
	"counted_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	CONSTRAINT "cash_counts_kind" CHECK ("kind" in ('opening', 'closing', 'handover', 'spot'))
);
--> statement-breakpoint
CREATE TABLE "cash_differences" (
	"id" uuid PRIMARY KEY,
	"reference" text NOT NULL UNIQUE,
	"count_id" uuid NOT NULL,
	"currency" char(3) NOT NULL,
	"kind" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"reason" text NOT NULL,
	"agreed_by" uuid NOT NULL,
	CONSTRAINT "cash_differences_kind" CHECK ("kind" in ('over', 'short')),
	CONSTRAINT "cash_differences_amount" CHECK ("amount_minor" > 0)
);
--> statement-breakpoint
CREATE TABLE "cash_notes" (
	"entry_id" uuid,
	"cash_point_id" uuid,
	"currency" char(3),
	"value_minor" bigint,
	"quantity" integer NOT NULL,
	CONSTRAINT "cash_notes_pkey" PRIMARY KEY("entry_id","cash_point_id","currency","value_minor"),
	CONSTRAINT "cash_notes_quantity" CHECK ("quantity" <> 0)
);
--> statement-breakpoint
CREATE TABLE "cash_stock" (
	"cash_point_id" uuid,
	"currency" char(3),
	"value_minor" bigint,
	"quantity" integer NOT NULL,
	CONSTRAINT "cash_stock_pkey" PRIMARY KEY("cash_point_id","currency","value_minor"),
	CONSTRAINT "cash_stock_enough" CHECK ("quantity" >= 0)
);
--> statement-breakpoint
CREATE TABLE "denominations" (
	"currency" char(3),
	"value_minor" bigint,
	"kind" text NOT NULL,
	CONSTRAINT "denominations_pkey" PRIMARY KEY("currency","value_minor"),
	CONSTRAINT "denominations_kind" CHECK ("kind" in ('note', 'coin')),
	CONSTRAINT "denominations_value" CHECK ("value_minor" > 0)
);
--> statement-breakpoint
CREATE INDEX "cash_counts_session" ON "cash_counts" ("till_session_id","id");--> statement-breakpoint
CREATE INDEX "cash_counts_point" ON "cash_counts" ("cash_point_id","id");--> statement-breakpoint
CREATE INDEX "cash_counts_counted_by" ON "cash_counts" ("counted_by");--> statement-breakpoint
CREATE UNIQUE INDEX "cash_differences_count" ON "cash_differences" ("count_id","currency");--> statement-breakpoint
CREATE INDEX "cash_differences_agreed_by" ON "cash_differences" ("agreed_by");--> statement-breakpoint
ALTER TABLE "cash_count_lines" ADD CONSTRAINT "cash_count_lines_total" FOREIGN KEY ("count_id","currency") REFERENCES "cash_count_totals"("count_id","currency");--> statement-breakpoint
ALTER TABLE "cash_count_lines" ADD CONSTRAINT "cash_count_lines_denomination" FOREIGN KEY ("currency","value_minor") REFERENCES "denominations"("currency","value_minor");--> statement-breakpoint
ALTER TABLE "cash_count_totals" ADD CONSTRAINT "cash_count_totals_count_id_cash_counts_id_fkey" FOREIGN KEY ("count_id") REFERENCES "cash_counts"("id");--> statement-breakpoint
ALTER TABLE "cash_counts" ADD CONSTRAINT "cash_counts_cash_point_id_cash_points_id_fkey" FOREIGN KEY ("cash_point_id") REFERENCES "cash_points"("id");--> statement-breakpoint
ALTER TABLE "cash_counts" ADD CONSTRAINT "cash_counts_till_session_id_till_sessions_id_fkey" FOREIGN KEY ("till_session_id") REFERENCES "till_sessions"("id");--> statement-breakpoint
ALTER TABLE "cash_counts" ADD CONSTRAINT "cash_counts_counted_by_users_id_fkey" FOREIGN KEY ("counted_by") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "cash_differences" ADD CONSTRAINT "cash_differences_id_journal_entries_id_fkey" FOREIGN KEY ("id") REFERENCES "journal_entries"("id");--> statement-breakpoint
ALTER TABLE "cash_differences" ADD CONSTRAINT "cash_differences_agreed_by_users_id_fkey" FOREIGN KEY ("agreed_by") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "cash_differences" ADD CONSTRAINT "cash_differences_total" FOREIGN KEY ("count_id","currency") REFERENCES "cash_count_totals"("count_id","currency");--> statement-breakpoint
ALTER TABLE "cash_notes" ADD CONSTRAINT "cash_notes_entry_id_journal_entries_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "journal_entries"("id");--> statement-breakpoint
ALTER TABLE "cash_notes" ADD CONSTRAINT "cash_notes_cash_point_id_cash_points_id_fkey" FOREIGN KEY ("cash_point_id") REFERENCES "cash_points"("id");--> statement-breakpoint
ALTER TABLE "cash_notes" ADD CONSTRAINT "cash_notes_denomination" FOREIGN KEY ("currency","value_minor") REFERENCES "denominations"("currency","value_minor");--> statement-breakpoint
ALTER TABLE "cash_stock" ADD CONSTRAINT "cash_stock_cash_point_id_cash_points_id_fkey" FOREIGN KEY ("cash_point_id") REFERENCES "cash_points"("id");--> statement-breakpoint
ALTER TABLE "cash_stock" ADD CONSTRAINT "cash_stock_denomination" FOREIGN KEY ("currency","value_minor") REFERENCES "denominations"("currency","value_minor");