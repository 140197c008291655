import { expect, test } from "vitest";
import { changePasswordInput, enrolInput, enrolStaffInput, recoverPasswordInput } from "@/lib/identity/schema";
import { readForm, secretFields } from "@/lib/web/form-input";

const said = (schema: Parameters<typeof readForm>[0]) => readForm(schema, new FormData()).reply().error;

test("each password that is missing is asked for once, in its own words", () => {
  const both = { password: ["Enter the password."], repeat: ["Enter the password again."] };
  for (const schema of [enrolInput, enrolStaffInput, recoverPasswordInput]) expect(said(schema)).toMatchObject(both);
  expect(said(changePasswordInput)).toEqual({ ...both, current: ["Enter your present password."] });
});

test("none of them is sent back", () => {
  expect(secretFields(enrolInput)).toEqual(["password", "repeat"]);
  expect(secretFields(changePasswordInput)).toEqual(["current", "password", "repeat"]);
});
