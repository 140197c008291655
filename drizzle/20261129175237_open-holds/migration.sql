CREATE TABLE "open_holds" (
	"hold_id" uuid PRIMARY KEY,
	"account_id" uuid NOT NULL,
	"amount_minor" bigint NOT NULL,
	"expires_at" timestamp(6) with time zone
);
--> statement-breakpoint
DROP INDEX "holds_expires";--> statement-breakpoint
CREATE INDEX "open_holds_account" ON "open_holds" ("account_id","expires_at");--> statement-breakpoint
CREATE INDEX "open_holds_expires" ON "open_holds" ("expires_at") WHERE expires_at is not null;--> statement-breakpoint
ALTER TABLE "open_holds" ADD CONSTRAINT "open_holds_hold_id_holds_id_fkey" FOREIGN KEY ("hold_id") REFERENCES "holds"("id");--> statement-breakpoint
ALTER TABLE "open_holds" ADD CONSTRAINT "open_holds_account_id_accounts_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id");