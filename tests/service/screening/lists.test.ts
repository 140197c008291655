import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { listVersions } from "@/lib/screening/list-queries";
import { loadList } from "@/lib/screening/load-list";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { publishedAddresses, publishedAliases, publishedNames } from "../../vectors/screening-list";

let database: TestDatabase;
let bank: TestBank;
let compliance: Ctx<StaffActor>;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  compliance = await bank.staff("compliance_officer", "000");
});
afterAll(() => database.close());

const published = (names = publishedNames) => ({
  names: Buffer.from(names),
  aliases: Buffer.from(publishedAliases),
  addresses: Buffer.from(publishedAddresses),
});
const load = (version: string, files = published(), over: { key?: string; source?: "ofac_sdn" | "own" } = {}) =>
  loadList(compliance, { key: newKey(), source: "ofac_sdn", version, files, ...over });

describe("a screening list", () => {
  it("is loaded with every name, is recorded, and a newer version takes its place while both are kept", async () => {
    const { listId } = await load("2026-03-01");
    const entries = await sqlOf(database.db)<{ ref: string; name: string; aliases: string[]; birthDates: string[] }[]>`
      select ref, name, aliases, birth_dates as "birthDates" from screening_entries where list_id = ${listId} order by ref`;
    expect(entries).toHaveLength(5);
    expect(entries[0]).toMatchObject({
      name: "VARGANOV, Timur Edvardovich",
      aliases: ["VARGANOFF, Timour", "Тимур Варганов"],
      birthDates: ["1961-03-04", "1962"],
    });
    await load("own 1", published(), { source: "own" });
    await load("2026-03-02", published(publishedNames.replace("SEA LANTERN", "SEA LANTERN II")));
    const { rows } = await listVersions(compliance, {});
    expect(
      rows.map(({ version, replacedAt, entries, names }) => [version, replacedAt === null, entries, names]),
    ).toEqual([
      ["2026-03-02", true, 5, 8],
      ["own 1", true, 5, 8],
      ["2026-03-01", false, 5, 8],
    ]);
    expect((await listVersions(compliance, { source: "own" })).rows).toHaveLength(1);
    const [act] = await sqlOf(database.db)<{ actor: string }[]>`
      select actor_id as actor from audit_events where act = 'screening.loaded' and subject_id = ${listId}`;
    expect(act?.actor).toBe(compliance.actor.userId);
  });

  it("is loaded once under its key, and not again while it is in use", async () => {
    const key = newKey();
    const files = published(publishedNames.replace("SEA LANTERN", "SEA LANTERN III"));
    const first = await load("2026-03-03", files, { key });
    expect(await load("2026-03-03", files, { key })).toEqual(first);
    await expect(load("2026-03-03", published(), { key })).rejects.toThrow("key_reused");
    await expect(load("2026-03-04", files)).rejects.toThrow("list_known");
  });

  it("that cannot be read changes nothing, and its refusal is recorded", async () => {
    const before = await listVersions(compliance, {});
    await expect(load("broken", published("7101,too,few\r\n"))).rejects.toThrow("list_line");
    expect(await listVersions(compliance, {})).toEqual(before);
    const [act] = await sqlOf(database.db)<{ reason: string }[]>`
      select reason from audit_events where act = 'screening.load' and result = 'refused' order by id desc limit 1`;
    expect(act?.reason).toBe("list_line");
  });

  it("two officers load at once: one version is in use", async () => {
    const files = ["IV", "V"].map((no) => published(publishedNames.replace("SEA LANTERN", `SEA LANTERN ${no}`)));
    await Promise.all(files.map((one, no) => load(`at once ${no}`, one)));
    const { rows } = await listVersions(compliance, { source: "ofac_sdn" });
    expect(rows.filter(({ replacedAt }) => replacedAt === null)).toHaveLength(1);
  });

  it("bad input 23: nobody but compliance loads one, and only compliance and audit see them", async () => {
    for (const role of ["service_officer", "branch_manager", "operations", "administrator", "auditor"] as const) {
      const other = await bank.staff(role);
      await expect(loadList(other, { key: newKey(), source: "own", version: "x", files: published() })).rejects.toThrow(
        "not_permitted",
      );
      if (role !== "auditor") await expect(listVersions(other, {})).rejects.toThrow("not_permitted");
    }
    expect((await listVersions(await bank.staff("auditor"), {})).rows.length).toBeGreaterThan(3);
  });

  it("control 48: what was loaded cannot be changed or deleted, only replaced", async () => {
    const sql = sqlOf(database.db);
    await expect(sql`update screening_entries set name = 'X'`).rejects.toThrow();
    await expect(sql`delete from screening_entries`).rejects.toThrow();
    await expect(sql`update screening_lists set version = 'X'`).rejects.toThrow();
    await expect(sql`update screening_lists set replaced_at = null`).rejects.toThrow();
    await expect(sql`delete from screening_lists`).rejects.toThrow();
  });
});
