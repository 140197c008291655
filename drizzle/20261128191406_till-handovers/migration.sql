CREATE TABLE "till_handovers" (
	"id" uuid PRIMARY KEY,
	"status" text DEFAULT 'open' NOT NULL,
	"till_session_id" uuid NOT NULL,
	"count_id" uuid NOT NULL UNIQUE,
	"offered_by" uuid NOT NULL,
	"to_id" uuid NOT NULL,
	"offered_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"ended_by" uuid,
	"ended_at" timestamp(6) with time zone,
	CONSTRAINT "till_handovers_status" CHECK ("status" in ('open', 'taken', 'withdrawn', 'refused')),
	CONSTRAINT "till_handovers_ended" CHECK (("status" = 'open') = ("ended_by" is null)),
	CONSTRAINT "till_handovers_two_people" CHECK ("to_id" <> "offered_by"),
	CONSTRAINT "till_handovers_taken_by" CHECK ("status" <> 'taken' or "ended_by" = "to_id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "till_handovers_one_open" ON "till_handovers" ("till_session_id") WHERE status = 'open';--> statement-breakpoint
CREATE INDEX "till_handovers_to" ON "till_handovers" ("to_id") WHERE status = 'open';--> statement-breakpoint
CREATE INDEX "till_handovers_session" ON "till_handovers" ("till_session_id");--> statement-breakpoint
CREATE INDEX "till_handovers_offered_by" ON "till_handovers" ("offered_by");--> statement-breakpoint
CREATE INDEX "till_handovers_to_id" ON "till_handovers" ("to_id");--> statement-breakpoint
CREATE INDEX "till_handovers_ended_by" ON "till_handovers" ("ended_by");--> statement-breakpoint
ALTER TABLE "till_handovers" ADD CONSTRAINT "till_handovers_till_session_id_till_sessions_id_fkey" FOREIGN KEY ("till_session_id") REFERENCES "till_sessions"("id");--> statement-breakpoint
ALTER TABLE "till_handovers" ADD CONSTRAINT "till_handovers_count_id_cash_counts_id_fkey" FOREIGN KEY ("count_id") REFERENCES "cash_counts"("id");--> statement-breakpoint
ALTER TABLE "till_handovers" ADD CONSTRAINT "till_handovers_offered_by_users_id_fkey" FOREIGN KEY ("offered_by") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "till_handovers" ADD CONSTRAINT "till_handovers_to_id_users_id_fkey" FOREIGN KEY ("to_id") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "till_handovers" ADD CONSTRAINT "till_handovers_ended_by_users_id_fkey" FOREIGN KEY ("ended_by") REFERENCES "users"("id");