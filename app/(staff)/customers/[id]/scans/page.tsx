import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { Button, ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { DataTable, Head, Row, RowHead, Td, Th } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { type BusinessDate, formatDate } from "@/lib/core/dates";
import { refusal } from "@/lib/core/errors";
import { formatLocalTime } from "@/lib/core/local-time";
import { type CustomerRecord, openCustomer } from "@/lib/customers/profile-queries";
import { isEditable } from "@/lib/customers/rules";
import { documentsBehind, type PersonDocument, type Scan, scansOf } from "@/lib/customers/scan-queries";
import { documentNames, documentSides, organisationPapers, type ScanSide, scanSideNames } from "@/lib/customers/schema";
import { may } from "@/lib/identity/authorize";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { refused } = await urlParams(searchParams, ["refused"]);
  return { title: `${refused ? "Error: " : ""}Pictures of documents` };
}

export default async function ScansPage({ params, searchParams }: Props) {
  const ctx = await requireStaff("customer.read");
  const customer = await ask(openCustomer(ctx, (await params).id));
  const organisation = customer.kind === "organisation";
  const [scans, behind] = await ask(
    Promise.all([scansOf(ctx, customer.id), organisation ? documentsBehind(ctx, customer.id) : []]),
  );
  const [current, former] = [scans.filter((one) => !one.former), scans.filter((one) => one.former)];
  const said = await urlParams(searchParams, ["added", "refused", "show"]);
  const shown = scans.find(({ id, format }) => id === said.show && format === "jpeg");
  const sentence = sentenceOf(said.refused);
  const { document } = customer;
  const drafting = isEditable(customer) && may(ctx.actor, "customer.onboard");
  return (
    <div className="max-w-[52rem]">
      <PageHeader
        back={{
          href: drafting ? `/customers/${customer.id}/onboarding` : `/customers/${customer.id}`,
          label: drafting ? "All steps" : "The customer",
        }}
        title="Pictures of documents"
        meta={
          <>
            <bdi className="text-ink">{customer.fullName}</bdi>
            {document ? ` · ${documentNames[document.kind]} ··${document.numberLast4}` : ""}
          </>
        }
      />
      {sentence ? (
        <div role="alert" className="mb-5">
          <Callout tone="danger" title="The picture was not added">
            {sentence}
          </Callout>
        </div>
      ) : null}
      {said.added ? (
        <div className="mb-5">
          <output>
            <Callout tone="ok" title="The picture is kept" />
          </output>
        </div>
      ) : null}
      {shown ? <Shown scan={shown} customer={customer} /> : null}
      {current.length > 0 ? (
        <Scans customerId={customer.id} scans={current} caption="Newest first. Opening one is recorded." />
      ) : (
        <Empty kind="none" title={former.length > 0 ? "No pictures of this document yet" : "No pictures yet"}>
          {organisation ? "The bank wants to see the register extract and the articles." : null}
        </Empty>
      )}
      {may(ctx.actor, "customer.onboard") ? (
        <Section title="Add a picture">
          {document || organisation ? (
            <UploadForm
              customerId={customer.id}
              sides={organisation ? organisationPapers : documentSides}
              failed={sentence !== null}
            />
          ) : (
            <p>{refusal("scan_no_document").sentence}</p>
          )}
        </Section>
      ) : null}
      {organisation ? (
        <Section title="Identity documents of its people">
          <DocumentsBehind people={behind} on={ctx.businessDate} />
        </Section>
      ) : null}
      {former.length > 0 ? (
        <Section title="Of documents before">
          <Scans customerId={customer.id} scans={former} caption="They show documents that were replaced." />
        </Section>
      ) : null}
      {drafting ? (
        <p className="mt-6">
          <ButtonLink href={`/customers/${customer.id}/onboarding/check`}>Check answers</ButtonLink>
        </p>
      ) : null}
    </div>
  );
}

const refusals = [
  "scan_missing",
  "scan_too_large",
  "scan_name",
  "scan_kind",
  "scan_lies",
  "scan_mixed",
  "scan_pixels",
  "scan_small",
  "scan_unreadable",
  "scan_locked",
  "scan_active",
  "scan_pages",
  "scan_no_document",
  "scan_full",
  "scan_quota",
] as const;

/** The sentence of a refused upload; the address of a page names no other refusal. */
function sentenceOf(reason: string | undefined): string | null {
  const known = refusals.find((one) => one === reason);
  if (known) return refusal(known).sentence;
  return reason ? "This could not be done. Ask your branch manager." : null;
}

function Scans({ customerId, scans, caption }: { customerId: string; scans: readonly Scan[]; caption: string }) {
  return (
    <DataTable caption={caption}>
      <Head>
        <Th>Picture</Th>
        <Th>Added</Th>
        <Th>Size</Th>
        <Th>Fingerprint</Th>
      </Head>
      <tbody>
        {scans.map(
          ({ id, side, format, pages, uploadedAtLocal, uploadedByName, size, width, height, sha256, former }) => (
            <Row key={id}>
              <RowHead>
                <a href={`/customers/${customerId}/scans/${id}`} download className="link">
                  {scanSideNames[side]}
                </a>
                {format === "jpeg" ? (
                  <a
                    href={`/customers/${customerId}/scans?show=${id}`}
                    className="link ms-4 font-normal"
                    aria-label={`Show here: ${scanSideNames[side]}, added ${formatLocalTime(uploadedAtLocal)}`}
                  >
                    Show here
                  </a>
                ) : null}
                {former ? (
                  <span className="block font-normal text-ink-2 text-meta">
                    {documentNames[former.kind]} ··{former.numberLast4}, until {formatDate(former.expiresOn)}
                  </span>
                ) : null}
              </RowHead>
              <Td>
                {formatLocalTime(uploadedAtLocal)} by <bdi>{uploadedByName}</bdi>
              </Td>
              <Td>
                {format === "pdf" ? `PDF, ${pages} ${pages === 1 ? "page" : "pages"}` : `${width} × ${height}`},{" "}
                {Math.ceil(size / 1_000)} kB
              </Td>
              <Td>
                <span className="font-mono text-meta">{sha256.slice(0, 16)}…</span>
              </Td>
            </Row>
          ),
        )}
      </tbody>
    </DataTable>
  );
}

/** One picture as large as the page, described in words; opening it is recorded as any other look. */
function Shown({ scan, customer }: { scan: Scan; customer: CustomerRecord }) {
  const { document, fullName, id } = customer;
  const of = scan.former ?? document;
  const what = of
    ? `${scanSideNames[scan.side]} of the ${documentNames[of.kind].toLowerCase()} ··${of.numberLast4}`
    : scanSideNames[scan.side];
  return (
    <figure className="mb-6">
      {/* biome-ignore lint/performance/noImgElement: what is shown is recorded each time, and no copy of it is made */}
      <img
        src={`/customers/${id}/scans/${scan.id}`}
        alt={`${what}, of ${fullName}`}
        width={scan.width}
        height={scan.height}
        className="h-auto max-h-[32rem] w-auto max-w-full border border-rule"
      />
      <figcaption className="mt-1 flex flex-wrap gap-x-4 text-ink-2 text-meta">
        <span>
          {what}, <bdi>{fullName}</bdi>
        </span>
        <a href={`/customers/${id}/scans`} className="link">
          Put away
        </a>
      </figcaption>
    </figure>
  );
}

/** Who of the people behind an organisation the bank knows by which document; whoever is no customer has none here. */
function DocumentsBehind({ people, on }: { people: readonly PersonDocument[]; on: BusinessDate }) {
  if (people.length === 0) return <p className="text-ink-2">None of its people is a customer of the bank yet.</p>;
  return (
    <DataTable caption="Of those who are customers themselves.">
      <Head>
        <Th>Person</Th>
        <Th>Document</Th>
        <Th>Pictures</Th>
      </Head>
      <tbody>
        {people.map(({ personId, customerId, fullName, signatory, document, scans }) => (
          <Row key={personId}>
            <RowHead>
              <a href={`/customers/${customerId}`} className="link">
                <bdi>{fullName}</bdi>
              </a>
              {signatory ? <span className="block font-normal text-ink-2 text-meta">Signatory</span> : null}
            </RowHead>
            <Td>
              {document ? (
                <>
                  {documentNames[document.kind]} ··{document.numberLast4}
                  <span className={`block text-meta ${document.expiresOn < on ? "text-danger" : "text-ink-2"}`}>
                    {document.expiresOn < on ? "expired on" : "until"} {formatDate(document.expiresOn)}
                  </span>
                </>
              ) : (
                "None on file"
              )}
            </Td>
            <Td>
              <a href={`/customers/${customerId}/scans`} className="link" aria-label={`Pictures of ${fullName}`}>
                {scans === 0 ? "None yet" : scans}
              </a>
            </Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}

type UploadProps = { customerId: string; sides: readonly ScanSide[]; failed: boolean };

/** A plain form: a picture is too large for the forms that keep what was typed. */
function UploadForm({ customerId, sides, failed }: UploadProps) {
  return (
    <form
      method="post"
      action={`/customers/${customerId}/scans/add`}
      encType="multipart/form-data"
      className="grid max-w-[36rem] gap-(--gap)"
    >
      <fieldset>
        <legend className="mb-1 font-semibold">What it shows</legend>
        <div className="flex flex-wrap gap-x-6">
          {sides.map((side, at) => (
            <label key={side} className="flex min-h-(--control) items-center gap-2">
              <input type="radio" name="side" value={side} defaultChecked={at === 0} className="size-5 accent-accent" />
              {scanSideNames[side]}
            </label>
          ))}
        </div>
      </fieldset>
      <div>
        <label htmlFor="scan" className="mb-1 block font-semibold">
          Picture or PDF
        </label>
        <input
          id="scan"
          name="scan"
          type="file"
          required
          accept="image/jpeg,image/png,application/pdf,.jpg,.jpeg,.png,.pdf"
          aria-describedby="scan-hint"
          aria-invalid={failed || undefined}
          className="block min-h-(--control) w-full max-w-full file:me-3 file:min-h-(--control) file:cursor-pointer file:rounded-control file:border file:border-control file:border-solid file:bg-surface file:px-3.5 file:font-medium file:text-ink"
        />
        <p id="scan-hint" className="mt-1 text-ink-2 text-meta">
          PDF of up to 20 pages, JPEG or PNG, up to 5 MB and 25 million pixels. It is made anew: nothing is kept but
          what it shows.
        </p>
      </div>
      <div>
        <Button type="submit" look="primary" keys="F9">
          Add the picture
        </Button>
      </div>
    </form>
  );
}
