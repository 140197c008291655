CREATE TABLE "cash_offer_notes" (
	"offer_id" uuid,
	"currency" char(3) NOT NULL,
	"value_minor" bigint,
	"quantity" integer NOT NULL,
	CONSTRAINT "cash_offer_notes_pkey" PRIMARY KEY("offer_id","value_minor"),
	CONSTRAINT "cash_offer_notes_quantity" CHECK ("quantity" > 0)
);
--> statement-breakpoint
CREATE TABLE "cash_offers" (
	"id" uuid PRIMARY KEY,
	"status" text DEFAULT 'open' NOT NULL,
	"branch_id" uuid NOT NULL,
	"from_id" uuid NOT NULL,
	"to_id" uuid NOT NULL,
	"currency" char(3) NOT NULL,
	"amount_minor" bigint NOT NULL,
	"offered_by" uuid NOT NULL,
	"offered_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"ended_by" uuid,
	"ended_at" timestamp(6) with time zone,
	CONSTRAINT "cash_offers_status" CHECK ("status" in ('open', 'taken', 'withdrawn', 'refused')),
	CONSTRAINT "cash_offers_amount" CHECK ("amount_minor" > 0),
	CONSTRAINT "cash_offers_places" CHECK ("from_id" <> "to_id"),
	CONSTRAINT "cash_offers_ended" CHECK (("status" = 'open') = ("ended_by" is null)),
	CONSTRAINT "cash_offers_two_people" CHECK ("status" <> 'taken' or "ended_by" <> "offered_by")
);
--> statement-breakpoint
ALTER TABLE "cash_moves" ADD COLUMN "giving_till_id" uuid;--> statement-breakpoint
ALTER TABLE "cash_moves" ADD COLUMN "offer_id" uuid;--> statement-breakpoint
ALTER TABLE "cash_moves" ALTER COLUMN "vault_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "cash_moves" ADD CONSTRAINT "cash_moves_offer_id_key" UNIQUE("offer_id");--> statement-breakpoint
CREATE INDEX "cash_moves_giving_till_id" ON "cash_moves" ("giving_till_id");--> statement-breakpoint
CREATE INDEX "cash_offers_from" ON "cash_offers" ("from_id") WHERE status = 'open';--> statement-breakpoint
CREATE INDEX "cash_offers_to" ON "cash_offers" ("to_id") WHERE status = 'open';--> statement-breakpoint
CREATE INDEX "cash_offers_branch" ON "cash_offers" ("branch_id");--> statement-breakpoint
CREATE INDEX "cash_offers_offered_by" ON "cash_offers" ("offered_by");--> statement-breakpoint
CREATE INDEX "cash_offers_ended_by" ON "cash_offers" ("ended_by");--> statement-breakpoint
ALTER TABLE "cash_moves" ADD CONSTRAINT "cash_moves_giving_till_id_cash_points_id_fkey" FOREIGN KEY ("giving_till_id") REFERENCES "cash_points"("id");--> statement-breakpoint
ALTER TABLE "cash_moves" ADD CONSTRAINT "cash_moves_offer_id_cash_offers_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "cash_offers"("id");--> statement-breakpoint
ALTER TABLE "cash_offer_notes" ADD CONSTRAINT "cash_offer_notes_offer_id_cash_offers_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "cash_offers"("id");--> statement-breakpoint
ALTER TABLE "cash_offer_notes" ADD CONSTRAINT "cash_offer_notes_denomination" FOREIGN KEY ("currency","value_minor") REFERENCES "denominations"("currency","value_minor");--> statement-breakpoint
ALTER TABLE "cash_offers" ADD CONSTRAINT "cash_offers_branch_id_branches_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branches"("id");--> statement-breakpoint
ALTER TABLE "cash_offers" ADD CONSTRAINT "cash_offers_from_id_cash_points_id_fkey" FOREIGN KEY ("from_id") REFERENCES "cash_points"("id");--> statement-breakpoint
ALTER TABLE "cash_offers" ADD CONSTRAINT "cash_offers_to_id_cash_points_id_fkey" FOREIGN KEY ("to_id") REFERENCES "cash_points"("id");--> statement-breakpoint
ALTER TABLE "cash_offers" ADD CONSTRAINT "cash_offers_offered_by_users_id_fkey" FOREIGN KEY ("offered_by") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "cash_offers" ADD CONSTRAINT "cash_offers_ended_by_users_id_fkey" FOREIGN KEY ("ended_by") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "cash_moves" ADD CONSTRAINT "cash_moves_vault" CHECK (("vault_id" is null) = ("kind" = 'till_to_till'));--> statement-breakpoint
ALTER TABLE "cash_moves" ADD CONSTRAINT "cash_moves_giving_till" CHECK (("giving_till_id" is not null) = ("kind" = 'till_to_till'));--> statement-breakpoint
ALTER TABLE "cash_moves" DROP CONSTRAINT "cash_moves_kind", ADD CONSTRAINT "cash_moves_kind" CHECK ("kind" in ('vault_to_till', 'till_to_vault', 'till_to_till', 'settlement_to_vault', 'vault_to_settlement'));--> statement-breakpoint
ALTER TABLE "cash_moves" DROP CONSTRAINT "cash_moves_till", ADD CONSTRAINT "cash_moves_till" CHECK (("till_id" is not null) = ("kind" in ('vault_to_till', 'till_to_vault', 'till_to_till')));