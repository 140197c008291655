import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { Columns, Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button";
import { formatDateWithWeekday } from "@/lib/core/dates";
import { may } from "@/lib/identity/authorize";
import { dayWithProofs } from "@/lib/operations/day-queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { DayPanel } from "../day-facts";
import { StepTable } from "../step-table";
import { ProofTable } from "./proof-table";

export const metadata: Metadata = { title: "Banking day" };

export default async function DayPage({ params }: { params: Promise<{ day: string }> }) {
  const ctx = await requireStaff("day.read");
  const found = await ask(dayWithProofs(ctx, (await params).day));
  if (!found) notFound();
  const { day, proofs } = found;
  return (
    <>
      <PageHeader
        back={{ href: "/end-of-day", label: "End of day" }}
        title={formatDateWithWeekday(day.day)}
        meta={day.status === "closed" ? "Closed: its figures are final" : "Not closed yet"}
        actions={
          may(ctx.actor, "movement.read") ? (
            <ButtonLink href={`/movements?from=${day.day}&to=${day.day}`}>Its movements</ButtonLink>
          ) : null
        }
      />
      <Columns side={<DayPanel day={day} />}>
        {day.status === "closed" ? (
          <Section title="Proofs" aside="run anew from the ledger when this page is opened">
            <ProofTable proofs={proofs} />
          </Section>
        ) : null}
        <Section title="Steps">
          <StepTable day={day} />
        </Section>
      </Columns>
    </>
  );
}
