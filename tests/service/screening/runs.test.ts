import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { rescreenCustomers } from "@/lib/operations/rescreen-customers";
import { loadList } from "@/lib/screening/load-list";
import { listRuns } from "@/lib/screening/run-queries";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { publishedNames } from "../../vectors/screening-list";

let database: TestDatabase;
let bank: TestBank;
let compliance: Ctx<StaffActor, Database>;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  compliance = await bank.staff("compliance_officer", "000");
});
afterAll(() => database.close());

const load = (version: string, more = "") =>
  loadList(compliance, { key: newKey(), source: "own", version, files: { names: Buffer.from(publishedNames + more) } });

describe("the runs in which everybody is compared with the lists", () => {
  it("stand in a list with how many were compared, the latest first, for compliance and audit only", async () => {
    await bank.customer();
    await load("1");
    expect((await listRuns(compliance, {})).rows).toMatchObject([{ version: "1", state: "under_way", endedAt: null }]);
    await rescreenCustomers(bank.system);
    expect((await listRuns(compliance, {})).rows).toMatchObject([
      { version: "1", state: "done", customers: 1, hits: 0 },
    ]);
    await expect(listRuns(await bank.staff("branch_manager"), {})).rejects.toThrow("not_permitted");
    expect((await listRuns(await bank.staff("auditor", "000"), {})).rows).toHaveLength(1);
  });
});
