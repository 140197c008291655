import { sqlOf } from "@/db/client";
import { encryptField } from "../audit/cipher";
import type { TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import type { CustomerFacts } from "./lock-customer";
import { organisationOf } from "./save-organisation";
import { CONSENT_VERSION, type SaveOnboardingDraftInput } from "./schema";

type Input = Extract<SaveOnboardingDraftInput, { section: "business" }>;

/** Writes what an organisation does and declares. The tax number is encrypted; left empty, the one on file stays. */
export async function saveBusiness(
  ctx: TxCtx,
  customer: CustomerFacts,
  input: Input,
): Promise<{ before: object; after: object }> {
  const { activity } = organisationOf(customer);
  if (!input.consent) throw refusal("consent_required");
  const place = { table: "customer_declarations", column: "tax_number_cipher", id: customer.id };
  const cipher = input.taxNumber ? encryptField(input.taxNumber, place) : null;
  const sql = sqlOf(ctx.db);
  await sql`update organisations set activity = ${input.activity} where customer_id = ${customer.id}`;
  await sql`
    insert into customer_declarations (customer_id, tax_country, tax_number_cipher, purpose, source_of_funds,
      expected_monthly, politically_exposed, consent_version)
    values (${customer.id}, ${input.taxCountry}, ${cipher}, ${input.purpose}, ${input.sourceOfFunds},
      ${input.expectedMonthly}, false, ${CONSENT_VERSION})
    on conflict (customer_id) do update set
      tax_number_cipher = case when excluded.tax_number_cipher is null and customer_declarations.tax_country = excluded.tax_country
        then customer_declarations.tax_number_cipher else excluded.tax_number_cipher end,
      tax_country = excluded.tax_country, purpose = excluded.purpose, source_of_funds = excluded.source_of_funds,
      expected_monthly = excluded.expected_monthly, consent_version = excluded.consent_version, declared_at = bank_now()`;
  const { taxNumber, section: _, customerId: __, consent: ___, ...answers } = input;
  const after = { ...answers, consentVersion: CONSENT_VERSION, ...(taxNumber ? { taxNumber: "changed" } : {}) };
  return { before: { activity, declarations: customer.declarations }, after: { declarations: after } };
}
