import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { type Filter, Filters } from "@/components/ui/filters";

const options = [
  { value: "pending", label: "Waiting" },
  { value: "opened", label: "Opened" },
];
const drawn = (over: Partial<Extract<Filter, { kind: "choice" }>>, status?: string) =>
  renderToStaticMarkup(
    <Filters
      action="/list"
      fields={[{ kind: "choice", name: "status", label: "State", options, ...over }]}
      values={{ status }}
    />,
  );

test("a list that usually shows one state offers no 'Any', and nothing to take off while it shows that", () => {
  for (const status of [undefined, "pending"]) {
    const usual = drawn({ usual: "pending" }, status);
    expect(usual).toContain('<option value="pending" selected="">');
    expect(usual).not.toMatch(/Any|Clear filters|State: /);
  }
  const other = drawn({ usual: "pending" }, "opened");
  expect(other).toContain('<option value="opened" selected="">');
  expect(other).toMatch(/State: Opened.*Clear filters/s);
});

test("any other list begins with all, and what is chosen can be taken off", () => {
  expect(drawn({})).toContain('<option value="" selected="">Any</option>');
  expect(drawn({})).not.toContain("Clear filters");
  expect(drawn({}, "pending")).toMatch(/State: Waiting.*Clear filters/s);
});
