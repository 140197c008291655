import { renderToStaticMarkup } from "react-dom/server";
import { expect, test, vi } from "vitest";
import { reviseProductInput } from "@/lib/products/schema";

vi.mock("@/app/(staff)/products/actions", () => ({ reviseProductAction: async () => null }));
const { ProductForm } = await import("@/app/(staff)/products/product-form");

test("the summary of what is wrong follows the order of the form", () => {
  const html = renderToStaticMarkup(<ProductForm initialKey="k" today="2026-03-02" />);
  const drawn = [...html.matchAll(/ name="([a-zA-Z0-9]+)(?:\.\w+)?"/g)].map(([, name]) => name);
  expect([...new Set(drawn)]).toEqual(Object.keys(reviseProductInput.shape));
});
