CREATE TABLE "exchange_rates" (
	"id" uuid PRIMARY KEY,
	"currency" char(3) NOT NULL,
	"bid" numeric(20,10) NOT NULL,
	"mid" numeric(20,10) NOT NULL,
	"offer" numeric(20,10) NOT NULL,
	"valid_from" date NOT NULL,
	"reason" text NOT NULL,
	"approval_id" uuid NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"epoch" smallint DEFAULT bank_epoch() NOT NULL,
	"xact" xid8 DEFAULT pg_current_xact_id() NOT NULL,
	CONSTRAINT "exchange_rates_order" CHECK ("bid" > 0 and "bid" <= "mid" and "mid" <= "offer"),
	CONSTRAINT "exchange_rates_reason" CHECK (length("reason") between 1 and 300)
);
--> statement-breakpoint
CREATE TABLE "exchanges" (
	"id" uuid PRIMARY KEY,
	"give_minor" bigint NOT NULL,
	"give_currency" char(3) NOT NULL,
	"give_rate_id" uuid,
	"get_minor" bigint NOT NULL,
	"get_currency" char(3) NOT NULL,
	"get_rate_id" uuid,
	"income_minor" bigint NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"epoch" smallint DEFAULT bank_epoch() NOT NULL,
	"xact" xid8 DEFAULT pg_current_xact_id() NOT NULL,
	CONSTRAINT "exchanges_amounts" CHECK ("give_minor" > 0 and "get_minor" > 0 and "income_minor" >= 0),
	CONSTRAINT "exchanges_two_currencies" CHECK ("give_currency" <> "get_currency"),
	CONSTRAINT "exchanges_rate" CHECK (num_nonnulls("give_rate_id", "get_rate_id") > 0)
);
--> statement-breakpoint
ALTER TABLE "cash_transactions" ADD COLUMN "against" text;--> statement-breakpoint
CREATE UNIQUE INDEX "exchange_rates_facts" ON "exchange_rates" ("id","currency");--> statement-breakpoint
CREATE INDEX "exchange_rates_currency" ON "exchange_rates" ("currency","valid_from","id");--> statement-breakpoint
CREATE INDEX "exchange_rates_newest" ON "exchange_rates" ("valid_from","id");--> statement-breakpoint
CREATE INDEX "exchange_rates_approval" ON "exchange_rates" ("approval_id");--> statement-breakpoint
CREATE INDEX "exchange_rates_sealing" ON "exchange_rates" ("epoch","xact");--> statement-breakpoint
CREATE INDEX "exchanges_give_rate" ON "exchanges" ("give_rate_id");--> statement-breakpoint
CREATE INDEX "exchanges_get_rate" ON "exchanges" ("get_rate_id");--> statement-breakpoint
CREATE INDEX "exchanges_sealing" ON "exchanges" ("epoch","xact");--> statement-breakpoint
ALTER TABLE "exchange_rates" ADD CONSTRAINT "exchange_rates_approval_id_approvals_id_fkey" FOREIGN KEY ("approval_id") REFERENCES "approvals"("id");--> statement-breakpoint
ALTER TABLE "exchanges" ADD CONSTRAINT "exchanges_id_journal_entries_id_fkey" FOREIGN KEY ("id") REFERENCES "journal_entries"("id");--> statement-breakpoint
ALTER TABLE "exchanges" ADD CONSTRAINT "exchanges_give_rate_facts" FOREIGN KEY ("give_rate_id","give_currency") REFERENCES "exchange_rates"("id","currency");--> statement-breakpoint
ALTER TABLE "exchanges" ADD CONSTRAINT "exchanges_get_rate_facts" FOREIGN KEY ("get_rate_id","get_currency") REFERENCES "exchange_rates"("id","currency");--> statement-breakpoint
ALTER TABLE "cash_transactions" ADD CONSTRAINT "cash_transactions_against" CHECK (("against" is not null) = ("kind" in ('note_purchase', 'note_sale')));--> statement-breakpoint
ALTER TABLE "cash_transactions" DROP CONSTRAINT "cash_transactions_kind", ADD CONSTRAINT "cash_transactions_kind" CHECK ("kind" in ('deposit', 'withdrawal', 'repayment', 'note_purchase', 'note_sale'));