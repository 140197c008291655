CREATE TABLE "receipt_prints" (
	"reference" text,
	"no" integer,
	"printed_by" uuid NOT NULL,
	"printed_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	CONSTRAINT "receipt_prints_pkey" PRIMARY KEY("reference","no"),
	CONSTRAINT "receipt_prints_no" CHECK ("no" >= 0)
);
--> statement-breakpoint
CREATE INDEX "receipt_prints_printed_by" ON "receipt_prints" ("printed_by");--> statement-breakpoint
ALTER TABLE "receipt_prints" ADD CONSTRAINT "receipt_prints_printed_by_users_id_fkey" FOREIGN KEY ("printed_by") REFERENCES "users"("id");