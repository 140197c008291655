import sharp from "sharp";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { check, env } from "@/lib/core/env";
import type { CustomerId } from "@/lib/core/ids";
import { scannerState } from "@/lib/core/virus-scanner";
import { addScan } from "@/lib/customers/add-scan";
import { loadList } from "@/lib/screening/load-list";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { EICAR, type FakeScanner, fakeScanner, scanAt } from "../../support/scanner";
import * as a from "./applicants";

let database: TestDatabase;
let bank: TestBank;
let officer: a.Staff;
let amina: CustomerId;
let scanner: FakeScanner;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  officer = await bank.staff("service_officer");
  amina = await a.filled(officer);
});
afterAll(() => database.close());
beforeEach(async () => {
  scanner = await fakeScanner();
});
afterEach(async () => {
  scanAt(undefined);
  await scanner.close();
});

let shade = 0;
/** A picture that was never uploaded before. */
const picture = () => {
  shade += 1;
  return sharp({ create: { width: 640, height: 420, channels: 3, background: { r: shade, g: 90, b: 90 } } })
    .jpeg()
    .toBuffer();
};
const upload = (content: Uint8Array, by = officer) =>
  addScan(by, { customerId: amina, side: "front", fileName: "passport.jpg", fileType: "image/jpeg", content });
const kept = async () => (await sqlOf(database.admin)`select count(*)::int as n from document_scans`)[0]?.n as number;
const refusals = () =>
  sqlOf(database.admin)<{ result: string; reason: string }[]>`
    select result, reason from audit_events where act = 'customer.add_scan' order by id desc limit 1`;

describe("control 61: the virus scanner", () => {
  it("is given every uploaded file as it came, and what is clean is kept", async () => {
    const before = await kept();
    const noise = await sharp({
      create: {
        width: 900,
        height: 900,
        channels: 3,
        background: "#777",
        noise: { type: "gaussian", mean: 128, sigma: 40 },
      },
    })
      .png()
      .toBuffer();
    expect(noise.length).toBeGreaterThan(3 * 64 * 1024);
    await addScan(officer, {
      customerId: amina,
      side: "front",
      fileName: "passport.png",
      fileType: "image/png",
      content: noise,
    });
    expect(scanner.seen.map((file) => file.equals(noise))).toEqual([true]);
    expect(await kept()).toBe(before + 1);
  });

  it("stops an infected file with a sentence that names the virus; nothing is kept and the refusal is logged", async () => {
    const before = await kept();
    const infected = Buffer.concat([await picture(), Buffer.from(EICAR)]);
    await expect(upload(infected)).rejects.toMatchObject({
      reason: "file_infected",
      field: "scan",
      sentence: expect.stringContaining("found Eicar-Signature in this file. Nothing was kept."),
    });
    expect(await kept()).toBe(before);
    expect(await refusals()).toEqual([{ result: "refused", reason: "file_infected" }]);
  });

  it("refuses every file while the scanner is away, hangs up, or gives no clear answer", async () => {
    const before = await kept();
    for (const words of [null, "INSTREAM size limit exceeded. ERROR", "stream: OK, perhaps"]) {
      scanner.answer(words);
      await expect(upload(await picture()), String(words)).rejects.toMatchObject({ reason: "scanner_away" });
    }
    await scanner.close();
    await expect(upload(await picture())).rejects.toMatchObject({ reason: "scanner_away", code: "unavailable" });
    expect(await refusals()).toEqual([{ result: "refused", reason: "scanner_away" }]);
    expect(await kept()).toBe(before);
    scanAt(undefined);
    await upload(await picture());
    expect(await kept()).toBe(before + 1);
    scanner = await fakeScanner();
  });

  it("looks through the files of a screening list before they are read", async () => {
    const compliance = await bank.staff("compliance_officer");
    const load = (names: string, by = compliance) =>
      loadList(by, { key: newKey(), source: "ofac_sdn", version: "1", files: { names: Buffer.from(names) } });
    await expect(load(`1,"${EICAR}"`)).rejects.toMatchObject({ reason: "file_infected", field: "names" });
    const given = scanner.seen.length;
    await expect(load("1,x", officer as never)).rejects.toMatchObject({ code: "forbidden" });
    expect(scanner.seen).toHaveLength(given);
  });

  it("is set by an address, and the operator is told how it stands", async () => {
    expect(await scannerState()).toBe("answers");
    scanAt("tcp://127.0.0.1:9");
    expect(await scannerState()).toBe("silent");
    scanAt(undefined);
    expect(await scannerState()).toBe("unset");
    const settings = { ...process.env, DATABASE_URL: env().DATABASE_URL, DATABASE_JOBS_URL: env().DATABASE_JOBS_URL };
    expect(() => check({ ...settings, VIRUS_SCANNER_URL: "http://scanner" })).toThrow("VIRUS_SCANNER_URL must be");
    expect(check({ ...settings, VIRUS_SCANNER_URL: "unix:///run/clamd" }).VIRUS_SCANNER_URL).toBe("unix:///run/clamd");
  });
});
