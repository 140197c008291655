import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Reference } from "@/components/bank/reference";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { DataTable, Head, Row, RowHead, SubLine, Td, Th } from "@/components/ui/data-table";
import { accountInView } from "@/lib/accounts/account-in-view";
import { type AccountParty, latestSignatures, partiesOf, type SignedFor } from "@/lib/accounts/party-queries";
import { signingRules } from "@/lib/accounts/schema";
import { signersOf } from "@/lib/accounts/signing";
import { formatDate } from "@/lib/core/dates";
import { may } from "@/lib/identity/authorize";
import { templateTitle } from "@/lib/ledger/templates/registry";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { backToAccount } from "../../back-to-account";
import { partyWords } from "../../signatories";
import { WithOwner } from "../../with-owner";
import { PartyForms } from "./party-forms";

export const metadata: Metadata = { title: "Parties" };

export default async function PartiesPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("account.read");
  const { id } = await params;
  const [found, parties, signed] = await ask(
    Promise.all([
      accountInView(ctx, id),
      partiesOf(ctx, id),
      may(ctx.actor, "movement.read") ? latestSignatures(ctx, id) : [],
    ]),
  );
  const account = found ?? notFound();
  return (
    <WithOwner account={account} today={ctx.businessDate}>
      <PageHeader
        back={backToAccount(account)}
        title="Parties and signatures"
        meta={`${signingRules[account.signingRule]}. Every change waits for the branch manager.`}
      />
      <div className="grid gap-6">
        <PartyTable parties={parties} />
        {may(ctx.actor, "account.parties") && account.status === "active" ? (
          <PartyForms account={account} parties={parties} />
        ) : null}
        {signed.length > 0 ? <SignatureTable signed={signed} /> : null}
      </div>
    </WithOwner>
  );
}

function PartyTable({ parties }: { parties: readonly AccountParty[] }) {
  const signers = signersOf(parties);
  return (
    <DataTable caption="Everybody with a part in this account" captionHidden>
      <Head>
        <Th>Name</Th>
        <Th width="9rem">Part</Th>
        <Th width="9rem">Customer</Th>
        <Th width="9rem">Since</Th>
        <Th width="7rem">Signs</Th>
      </Head>
      <tbody>
        {parties.map((party) => (
          <Row key={party.customerId}>
            <RowHead>
              <a href={`/customers/${party.customerId}`} className="link">
                <bdi>{party.name}</bdi>
              </a>
              {party.birthDate ? <SubLine>born {formatDate(party.birthDate)}</SubLine> : null}
            </RowHead>
            <Td>{partyWords[party.role]}</Td>
            <Td>
              <span className="whitespace-nowrap font-mono">{party.customerNo}</span>
            </Td>
            <Td>{formatDate(party.since)}</Td>
            <Td>
              {signers.includes(party)
                ? "Yes"
                : party.kind === "organisation"
                  ? "Through others"
                  : "No, the guardian does"}
            </Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}

function SignatureTable({ signed }: { signed: readonly SignedFor[] }) {
  return (
    <Section title="Signed for at the counter" aside="The latest payments for which several could sign.">
      <DataTable caption="The latest payments and who signed for them" captionHidden>
        <Head>
          <Th width="9rem">Date</Th>
          <Th width="11rem">Reference</Th>
          <Th width="11rem">Kind</Th>
          <Th>Present</Th>
        </Head>
        <tbody>
          {signed.map(({ entryId, reference, kind, bookingDate, names }) => (
            <Row key={entryId}>
              <Td>{formatDate(bookingDate)}</Td>
              <Td>
                <Reference href={`/receipts/${reference}`}>{reference}</Reference>
              </Td>
              <Td>{templateTitle(kind)}</Td>
              <Td>
                <bdi>{names.join(", ")}</bdi>
              </Td>
            </Row>
          ))}
        </tbody>
      </DataTable>
    </Section>
  );
}
