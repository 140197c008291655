import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { readApproval } from "@/lib/operations/approval-queries";
import { decideApproval } from "@/lib/operations/decide-approval";
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

function loaded(done: Awaited<ReturnType<typeof loadList>>) {
  if ("pending" in done) throw new Error("A second officer was asked");
  return done;
}

async function approve(by: Ctx<StaffActor>, asked: object) {
  if (!("pending" in asked)) throw new Error("Nobody was asked");
  const { id, version } = await readApproval(compliance, String(asked.pending));
  return decideApproval(by, { key: newKey(), approvalId: id, seen: version, answer: "approved" });
}

describe("a screening list", () => {
  it("is loaded with every name, is recorded, and a newer version takes its place while both are kept", async () => {
    const { listId } = loaded(await load("2026-03-01"));
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

  it("that leaves out more than a tenth of the entries in use waits for a second officer, and is compared with nobody until then", async () => {
    const many = (count: number, from = 1) =>
      Array.from(
        { length: count },
        (_, at) => `${at + from},"QUELL, Nr ${at + from}",individual,T,-0-,-0-,-0-,-0-,-0-,-0-,-0-,-0-\r\n`,
      ).join("");
    const files = (names: string) => ({ names: Buffer.from(names) });
    const own = (version: string, names: string, by = compliance) =>
      loadList(by, { key: newKey(), source: "own", version, files: files(names) });
    const inUse = async () =>
      (await listVersions(compliance, { source: "own" })).rows.find(({ takenAt, replacedAt }) => takenAt && !replacedAt)
        ?.version;
    const second = await bank.staff("compliance_officer", "000");
    // The list in use is another one: that it goes is agreed to first.
    const first = await own("twenty", many(20));
    expect(await inUse()).toBe("own 1");
    await approve(second, first);
    expect(await inUse()).toBe("twenty");
    expect(await own("eighteen", many(18))).toHaveProperty("listId");
    const short = await own("cut short", many(16));
    expect(short).toHaveProperty("pending");
    expect(await inUse()).toBe("eighteen");
    await expect(own("cut short again", many(16))).rejects.toThrow("list_waits");
    await expect(approve(compliance, short)).rejects.toMatchObject({ code: "forbidden" });
    const request = await readApproval(second, "pending" in short ? short.pending : "");
    expect(request).toMatchObject({
      before: { version: "eighteen", entries: "18" },
      after: { version: "cut short", entries: "16", left_out: "2" },
    });
    // A later version came into use meanwhile: what was agreed to is no longer what would be done.
    await own("eighteen, other names", many(18).replaceAll("QUELL", "QUELLE"));
    expect((await approve(second, short)).status).toBe("returned");
    expect(await inUse()).toBe("eighteen, other names");
    const again = await own("half", many(9));
    expect((await approve(second, again)).status).toBe("approved");
    expect(await inUse()).toBe("half");
    const [run] = await sqlOf(database.db)<{ version: string }[]>`
      select l.version from screening_runs r join screening_lists l on l.id = r.list_id where r.ended_at is null`;
    expect(run?.version).toBe("half");
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
    await expect(sql`update screening_lists set taken_at = bank_now() where taken_at is not null`).rejects.toThrow();
    await expect(sql`update screening_lists set taken_at = null where replaced_at is null`).rejects.toThrow();
    await expect(sql`delete from screening_lists`).rejects.toThrow();
  });
});
