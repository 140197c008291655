import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { boundKinds } from "@/lib/approvals/kinds";

test("control 42: every act that a policy can bind says on its form, before it is sent, that it needs a second person", () => {
  const forms = ["app/(staff)", "lib/cash"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => readFileSync(`${folder}/${file}`, "utf8")),
  );
  const told = (kind: string) => forms.some((text) => new RegExp(`ownPowers\\(\\w+, "${kind}",`).test(text));
  expect(boundKinds.filter((kind) => !told(kind))).toEqual([]);
});
