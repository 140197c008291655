import { describe, expect, it } from "vitest";
import { businessDate } from "@/lib/core/dates";
import { onboardingSections } from "@/lib/customers/onboarding-sections";
import { complete } from "./applicant";

const day = businessDate("2026-03-02");
const states = (draft: Parameters<typeof onboardingSections>[0]) =>
  Object.fromEntries(onboardingSections(draft, day).map(({ slug, state }) => [slug, state]));

describe("the sections of an application", () => {
  it("are complete when nothing is missing", () => {
    expect(states(complete)).toEqual({
      identity: "complete",
      contact: "complete",
      document: "complete",
      declarations: "complete",
      products: "complete",
    });
  });

  it("say what is begun, what is not, and what each still needs", () => {
    const draft = { ...complete, birthDate: null, email: null, document: null, declarations: null, wishes: null };
    expect(states(draft)).toEqual({
      identity: "begun",
      contact: "begun",
      document: "empty",
      declarations: "empty",
      products: "empty",
    });
    expect(onboardingSections(draft, day).map(({ missing }) => missing)).toEqual([
      ["date of birth"],
      ["e-mail address"],
      ["identity document"],
      ["tax, purpose and declarations"],
      ["the products wanted"],
    ]);
  });

  it("say at once what will stand against approval", () => {
    const late = complete.document && { ...complete.document, expiresOn: businessDate("2026-03-01") };
    const sections = onboardingSections({ ...complete, birthDate: businessDate("2010-01-01"), document: late }, day);
    expect(sections.map(({ problem }) => problem)).toEqual([
      "Somebody under 18 needs a guardian who is a customer. Record the guardian first.",
      null,
      "Passport expired on 1 Mar 2026. Use another document.",
      null,
      null,
    ]);
  });
});
