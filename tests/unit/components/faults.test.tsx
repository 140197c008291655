import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Faults } from "@/components/ui/faults";

test("faults are said once each, in one alert, and nothing where there are none", () => {
  const html = renderToStaticMarkup(<Faults of={["No date.", undefined, "No date.", "No amount."]} />);
  expect(html.match(/role="alert"/g)).toHaveLength(1);
  expect(html.replace(/<[^>]+>/g, "")).toBe("No date. No amount.");
  expect(renderToStaticMarkup(<Faults of={[null, undefined]} />)).toBe("");
});
