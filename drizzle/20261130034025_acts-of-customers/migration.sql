DROP INDEX "audit_events_actor_id";--> statement-breakpoint
CREATE INDEX "audit_events_actor_id" ON "audit_events" ("actor_id","id") WHERE actor_kind <> 'customer';