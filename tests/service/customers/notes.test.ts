import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import type { CustomerId } from "@/lib/core/ids";
import { addNote } from "@/lib/customers/add-note";
import { deleteCustomer } from "@/lib/customers/delete-customer";
import { notesOn } from "@/lib/customers/note-queries";
import { addNoteInput } from "@/lib/customers/schema";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import * as a from "./applicants";

let database: TestDatabase;
let bank: TestBank;
let officer: a.Staff;
let amina: CustomerId;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  officer = await bank.staff("service_officer");
  amina = (await bank.customer()).id;
});
afterAll(() => database.close());

const write = (note: string, by = officer, customerId = amina) => addNote(by, { key: newKey(), customerId, note });
const texts = async (customerId: CustomerId) => (await notesOn(officer, customerId)).rows.map(({ note }) => note);

describe("a note on a customer", () => {
  it("is kept with its writer, newest first, once a key, and stands in the history", async () => {
    const input = { key: newKey(), customerId: amina, note: "Prefers letters" };
    await Promise.all([addNote(officer, input), addNote(officer, input)]);
    await write("Calls on Mondays", await bank.staff("teller"));
    expect(await texts(amina)).toEqual(["Calls on Mondays", "Prefers letters"]);
    expect(await a.actsOn(database.db, amina)).toContain("customer.note_added");
  });

  it("cannot be changed", async () => {
    await expect(sqlOf(database.admin)`update customer_notes set note = 'x'`).rejects.toThrow(/append-only/);
  });

  it("is paged", async () => {
    for (let n = 1; n <= 5; n += 1) await write(`Note ${n}`);
    const first = await notesOn(officer, amina, {}, 2);
    expect(first.rows.map(({ note }) => note)).toEqual(["Note 5", "Note 4"]);
    const next = await notesOn(officer, amina, { older: first.older as string }, 2);
    expect(next.rows.map(({ note }) => note)).toEqual(["Note 3", "Note 2"]);
    const back = await notesOn(officer, amina, { newer: next.newer as string }, 2);
    expect(back.rows).toEqual(first.rows);
  });

  it("is for who serves the customer, at their branch", async () => {
    await expect(write("x", await bank.staff("auditor"))).rejects.toMatchObject({ reason: "not_permitted" });
    const elsewhere = await bank.staff("service_officer", "002");
    await expect(write("x", elsewhere)).rejects.toMatchObject({ reason: "other_branch" });
  });

  it("takes text of any kind, and nothing hidden, empty or endless", () => {
    const typed = (note: unknown, more = {}) =>
      addNoteInput.safeParse({ key: newKey(), customerId: amina, note, ...more }).success;
    for (const note of ["<script>alert(1)</script>", "=1+1", "one\r\ntwo", "李"]) expect(typed(note)).toBe(true);
    for (const note of ["", " ", "a\0b", "a\u202eb", "x".repeat(501), ["a", "b"]]) expect(typed(note)).toBe(false);
    expect(typed("a", { writtenBy: officer.actor.userId })).toBe(false);
  });

  it("goes with the application it is about", async () => {
    const gone = await a.draft(officer, "Gone Again");
    await write("Came twice", officer, gone);
    await deleteCustomer(await bank.staff("branch_manager"), { key: newKey(), customerId: gone });
    expect((await sqlOf(database.admin)`select 1 from customer_notes where customer_id = ${gone}`).length).toBe(0);
  });
});
