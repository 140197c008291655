import { sqlOf } from "@/db/client";
import { constraintOf } from "../command/sql-state";
import type { StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import type { CustomerId } from "../core/ids";
import type { CustomerFacts, OrganisationFacts } from "./lock-customer";
import { assertIncorporated } from "./rules";
import { registrationKey, type SaveOnboardingDraftInput } from "./schema";
import { customerSearchText } from "./search-text";

type Input = Extract<SaveOnboardingDraftInput, { section: "organisation" }>;
type RegisterFacts = Omit<OrganisationFacts, "activity">;
type Typed = { [Name in keyof RegisterFacts]?: RegisterFacts[Name] | undefined } & { legalForm: Input["legalForm"] };

/** What the register says, as it was typed; what was left empty is not known. */
export function typedOrganisation(typed: Typed): RegisterFacts {
  return {
    legalForm: typed.legalForm,
    tradingNames: typed.tradingNames ?? [],
    registrationNo: typed.registrationNo ?? null,
    registerCountry: typed.registerCountry ?? null,
    incorporatedOn: typed.incorporatedOn ?? null,
    lei: typed.lei ?? null,
  };
}

/** Writes what the register says of an organisation, its names and its search text. */
export async function saveOrganisation(
  ctx: TxCtx<StaffActor>,
  customer: CustomerFacts,
  input: Typed & { fullName: string },
): Promise<{ before: object; after: object }> {
  assertIncorporated(input.incorporatedOn ?? undefined, ctx.businessDate);
  const { activity: _, ...known } = organisationOf(customer);
  const before = { fullName: customer.fullName, ...known };
  const after = { fullName: input.fullName, ...typedOrganisation(input) };
  const { fullName, ...facts } = after;
  await writeOrganisation(ctx, customer.id, facts);
  const found = { ...customer, fullName, organisation: facts };
  await sqlOf(ctx.db)`
    update customers set full_name = ${fullName}, search_text = ${customerSearchText(found)}, updated_at = bank_now()
    where id = ${customer.id}`;
  const changed = (Object.keys(after) as (keyof typeof after)[]).filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  const pick = (from: typeof after) => Object.fromEntries(changed.map((name) => [name, from[name]]));
  return { before: pick(before), after: pick(after) };
}

/** The facts of an organisation; a person has none and is refused as `organisation_needed`. */
export function organisationOf({ organisation }: Pick<CustomerFacts, "organisation">): OrganisationFacts {
  if (!organisation) throw refusal("organisation_needed");
  return organisation;
}

/** Writes the facts of a register. Refuses a number or LEI that another customer has: `registration_taken`, `lei_taken`. */
export async function writeOrganisation(ctx: TxCtx, id: CustomerId, facts: RegisterFacts): Promise<void> {
  await assertRegisterFree(ctx, id, facts);
  const { legalForm, tradingNames, registrationNo, registerCountry, incorporatedOn, lei } = facts;
  const key = registrationNo && registrationKey(registrationNo);
  try {
    await sqlOf(ctx.db)`
      insert into organisations (customer_id, legal_form, trading_names, registration_no, registration_key, register_country,
        incorporated_on, lei)
      values (${id}, ${legalForm}, ${tradingNames}::text[], ${registrationNo}, ${key}, ${registerCountry}, ${incorporatedOn}, ${lei})
      on conflict (customer_id) do update set legal_form = excluded.legal_form, trading_names = excluded.trading_names,
        registration_no = excluded.registration_no, registration_key = excluded.registration_key,
        register_country = excluded.register_country, incorporated_on = excluded.incorporated_on, lei = excluded.lei`;
  } catch (error) {
    // Two officers saved the same register entry at once: the second is told what the first would have been told.
    const constraint = constraintOf(error);
    if (constraint === "organisations_registration_one") throw refusal("registration_taken");
    if (constraint === "organisations_lei_one") throw refusal("lei_taken");
    throw error;
  }
}

/** No other customer has this number in this country's register, nor this LEI. */
export async function assertRegisterFree(
  ctx: TxCtx,
  id: CustomerId,
  { registrationNo, registerCountry, lei }: Pick<RegisterFacts, "registrationNo" | "registerCountry" | "lei">,
): Promise<void> {
  const key = registrationNo && registrationKey(registrationNo);
  const [taken] = await sqlOf(ctx.db)<{ byLei: boolean }[]>`
    select coalesce(lei = ${lei}, false) as "byLei" from organisations
    where customer_id <> ${id} and (lei = ${lei} or (registration_key = ${key} and register_country = ${registerCountry}))
    order by 1 limit 1`;
  if (taken) throw refusal(taken.byLei ? "lei_taken" : "registration_taken");
}
