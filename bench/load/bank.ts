import { type Database, sqlOf } from "@/db/client";
import { businessDate } from "@/lib/core/dates";
import { openBank } from "@/lib/operations/open-bank";
import { addProductVersion } from "@/lib/products/add-product-version";

export const FIRST_DAY = businessDate("2026-03-02");
export const MAKER = "00000000-0000-7000-8000-000000000001";
export const CHECKER = "00000000-0000-7000-8000-000000000002";

/** An open bank without customers in an empty database: head office, so many branches, one current account product. */
export async function openBenchBank(admin: Database, branchCount = 1) {
  const { branches } = await openBank(admin, {
    name: "Bench Bank",
    bic: "BENCATWWXXX",
    ibanCountry: "AT",
    ibanBankCode: "19999",
    timeZone: "Europe/Vienna",
    demo: true,
    firstDay: FIRST_DAY,
    currencies: ["EUR"],
    branches: [
      { code: "000", name: "Head office", headOffice: true, tills: 0 },
      ...Array.from({ length: branchCount }, (_, at) => ({
        code: String(at + 1).padStart(3, "0"),
        name: at === 0 ? "Harbour" : `Branch ${at + 1}`,
        tills: 1,
      })),
    ],
  });
  const system = {
    actor: { kind: "system", job: "bench" },
    channel: "job",
    db: admin,
    businessDate: FIRST_DAY,
    requestId: "bench",
  } as const;
  const { productVersionId } = await addProductVersion(system, {
    key: "bench-0000000000000000",
    code: "BENCH",
    kind: "current",
    name: "Bench",
    currency: "EUR",
    effectiveFrom: "2026-01-01",
    annualRate: "0",
    dayCount: "30/360",
    minimumAge: 0,
  });
  const serving = branches.slice(1).map(({ id }) => id as string);
  const [branch = ""] = serving;
  await sqlOf(admin)`
    insert into users (id, kind, sign_in_name, display_name, branch_id, password_hash)
    values (${MAKER}, 'staff', 'bench-maker', 'Maker', ${branch}, 'none'),
      (${CHECKER}, 'staff', 'bench-checker', 'Checker', ${branch}, 'none')`;
  return { serving, branch, productVersionId };
}
