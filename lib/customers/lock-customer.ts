import type { Fragment } from "postgres";
import { type Sql, sqlOf, type Transaction } from "@/db/client";
import type { customerStatuses } from "@/db/schema/customers";
import type { BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";
import type { BranchId, CustomerId, Id, UserId } from "../core/ids";
import type { Control, Declarations, DocumentKind, GuardianBasis, LegalForm, RiskRating } from "./schema";

export type CustomerStatus = (typeof customerStatuses)[number];
export type Address = { id: Id<"address">; street: string; postcode: string; city: string; country: string };
export type DocumentFacts = {
  id: Id<"identityDocument">;
  kind: DocumentKind;
  country: string;
  numberLast4: string;
  issuedOn: BusinessDate | null;
  expiresOn: BusinessDate;
};

/** What the bank knows of an organisation besides its registered name. */
export type OrganisationFacts = {
  legalForm: LegalForm;
  tradingNames: string[];
  registrationNo: string | null;
  registerCountry: string | null;
  incorporatedOn: BusinessDate | null;
  lei: string | null;
  activity: string | null;
};

/** A product that an applicant wants. */
export type ProductWish = {
  productId: Id<"product">;
  kind: "current" | "savings" | "term_deposit" | "loan";
  name: string;
  /** Kept in another currency than the bank's own. */
  foreign: boolean;
};

/** Somebody behind an organisation; of a customer the facts are those of their own record. */
export type PersonFacts = {
  id: Id<"organisationPerson">;
  customerId: CustomerId | null;
  customerNo: string | null;
  customerStatus: CustomerStatus | null;
  fullName: string;
  birthDate: BusinessDate | null;
  nationality: string | null;
  residence: string | null;
  politicallyExposed: boolean;
  exposure: string | null;
  /** A customer who has declared nothing yet: whether they are politically exposed is not known. */
  undeclared: boolean;
  director: boolean;
  signatory: boolean;
  control: Control | null;
  /** Hundredths of a per cent. */
  share: number | null;
  chainNote: string | null;
};

/** A customer who acts for a person under age, and what shows it. */
export type GuardianFacts = {
  id: Id<"guardianship">;
  customerId: CustomerId;
  customerNo: string;
  fullName: string;
  basis: GuardianBasis;
  paper: string;
  fromDay: BusinessDate;
  branchId: BranchId;
  /** They may act: active, alive and not prohibited. */
  fit: boolean;
};

/** What a decision about a customer knows; instants are text of the database. */
export type CustomerFacts = {
  id: CustomerId;
  customerNo: string;
  kind: "individual" | "organisation";
  status: CustomerStatus;
  branchId: BranchId;
  fullName: string;
  birthDate: BusinessDate | null;
  nationality: string | null;
  phone: string | null;
  email: string | null;
  riskRating: RiskRating | null;
  openedBy: UserId | null;
  submittedBy: UserId | null;
  submittedAt: string | null;
  decisionReason: string | null;
  nextReviewOn: BusinessDate | null;
  /** The banking day on which they were closed, rejected or withdrawn. */
  endedOn: BusinessDate | null;
  closedOn: BusinessDate | null;
  closeReason: string | null;
  deceasedOn: BusinessDate | null;
  /** A screening list names them, or somebody behind them, as two officers of compliance confirmed. */
  listed: boolean;
  /** The record that took this one's place. */
  mergedInto: CustomerId | null;
  address: Address | null;
  document: DocumentFacts | null;
  declarations: Declarations | null;
  /** Of an organisation only. */
  organisation: OrganisationFacts | null;
  people: PersonFacts[];
  /** Who acts for a person under age. */
  guardians: GuardianFacts[];
  /** The products they asked for when they applied; null while nobody asked them. */
  wishes: ProductWish[] | null;
};

/** Locks a customer, then reads what hangs on them: parts joined into the locking statement would be from before the wait. */
export async function lockCustomer(tx: Transaction, id: CustomerId): Promise<CustomerFacts> {
  const sql = sqlOf(tx);
  const [[customer], [address], [document], [declarations], [organisation], people, guardians, wishes] =
    await Promise.all([
      sql<Locked[]>`
      select id, customer_no as "customerNo", kind, status, branch_id as "branchId", full_name as "fullName",
        birth_date::text as "birthDate", nationality, phone, email, risk_rating as "riskRating", opened_by as "openedBy",
        submitted_by as "submittedBy", submitted_at::text as "submittedAt", decision_reason as "decisionReason",
        next_review_on::text as "nextReviewOn", ended_on::text as "endedOn", closed_on::text as "closedOn", close_reason as "closeReason",
        deceased_on::text as "deceasedOn",
        exists (select from screening_hits h where h.status = 'confirmed' and (h.customer_id = customers.id or h.customer_id in (
          select p.customer_id from organisation_people p where p.organisation_id = customers.id and p.removed_at is null))) as listed,
        merged_into as "mergedInto", products_asked_at is not null as "productsAsked"
      from customers where id = ${id} for update`,
      sql<Address[]>`
      select id, street, postcode, city, country from customer_addresses where customer_id = ${id} and kind = 'residence'`,
      sql<DocumentFacts[]>`
      select id, kind, issuing_country as country, number_last4 as "numberLast4", issued_on::text as "issuedOn",
        expires_on::text as "expiresOn"
      from identity_documents where customer_id = ${id} and replaced_at is null`,
      sql<Declarations[]>`
      select tax_country as "taxCountry", tax_number_cipher is not null as "hasTaxNumber", purpose, source_of_funds as "sourceOfFunds",
        expected_monthly as "expectedMonthly", politically_exposed as "politicallyExposed", exposure, consent_version as "consentVersion"
      from customer_declarations where customer_id = ${id}`,
      sql<OrganisationFacts[]>`
      select legal_form as "legalForm", trading_names as "tradingNames", registration_no as "registrationNo",
        register_country as "registerCountry", incorporated_on::text as "incorporatedOn", lei, activity
      from organisations where customer_id = ${id}`,
      peopleOf(sql, id),
      guardiansOf(sql, id),
      wishesOf(sql, id),
    ]);
  if (!customer) throw refusal("customer_not_found");
  const { productsAsked, ...facts } = customer;
  return {
    ...facts,
    wishes: productsAsked ? wishes : null,
    address: address ?? null,
    document: document ?? null,
    declarations: declarations ?? null,
    organisation: organisation ?? null,
    people,
    guardians,
  };
}

/** Whether a customer may act for somebody under age: active, alive and not prohibited. */
export function isFit(sql: Sql, customer: Fragment): Fragment {
  return sql`(${customer}.kind = 'individual' and ${customer}.status = 'active' and ${customer}.deceased_on is null
    and coalesce(${customer}.risk_rating <> 'prohibited', true))`;
}

/** Who acts for a person under age now, longest first. */
export function guardiansOf(sql: Sql, id: CustomerId): PromiseLike<GuardianFacts[]> {
  return sql<GuardianFacts[]>`
    select g.id, c.id as "customerId", c.customer_no as "customerNo", c.full_name as "fullName", g.basis, g.paper,
      g.from_day::text as "fromDay", c.branch_id as "branchId",
      ${isFit(sql, sql`c`)} as fit
    from customer_guardians g join customers c on c.id = g.guardian_id
    where g.customer_id = ${id} and g.ended_on is null order by g.id`;
}

/** The people behind an organisation as they stand, owners first; nobody for a person. */
export function peopleOf(sql: Sql, id: CustomerId): PromiseLike<PersonFacts[]> {
  return sql<PersonFacts[]>`
    select p.id, p.customer_id as "customerId", c.customer_no as "customerNo", c.status as "customerStatus",
      coalesce(p.full_name, c.full_name) as "fullName", coalesce(p.birth_date, c.birth_date)::text as "birthDate",
      coalesce(p.nationality, c.nationality) as nationality, coalesce(p.residence, a.country) as residence,
      p.politically_exposed or coalesce(d.politically_exposed, false) as "politicallyExposed",
      coalesce(p.exposure, d.exposure) as exposure, p.customer_id is not null and d.customer_id is null as undeclared, p.director, p.signatory, p.control, p.share, p.chain_note as "chainNote"
    from organisation_people p left join customers c on c.id = p.customer_id
      left join customer_addresses a on a.customer_id = p.customer_id and a.kind = 'residence'
      left join customer_declarations d on d.customer_id = p.customer_id
    where p.organisation_id = ${id} and p.removed_at is null
    order by p.share desc nulls last, p.control is null, p.id`;
}

type Hanging = "address" | "document" | "declarations" | "organisation" | "people" | "guardians" | "wishes";
type Locked = Omit<CustomerFacts, Hanging> & { productsAsked: boolean };

/** The products a customer asked for when they applied: accounts first, then deposits and loans. */
export function wishesOf(sql: Sql, id: CustomerId): PromiseLike<ProductWish[]> {
  return sql<ProductWish[]>`
    select p.id as "productId", p.kind, p.name,
      not exists (select from product_versions v cross join bank_settings bank
        where v.product_id = p.id and v.currency = bank.base_currency) as foreign
    from product_wishes w join products p on p.id = w.product_id where w.customer_id = ${id}
    order by array_position(array['current', 'savings', 'term_deposit', 'loan'], p.kind), p.name collate "und-x-icu", p.id`;
}
