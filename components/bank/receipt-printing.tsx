"use client";

import { useEffect, useState } from "react";

const MM_PER_PIXEL = 25.4 / 96;
const KEPT = "receipt-paper";

/** The papers a receipt goes on. A roll is cut where the page ends, sheets are as long as they are. */
const papers = {
  roll: { label: "80 mm roll", width: "72mm" },
  a6: { label: "A6", width: "89mm" },
  a4: { label: "A4", width: "120mm" },
} as const;

type PaperName = keyof typeof papers;

const isPaper = (name: string | null): name is PaperName => name !== null && name in papers;

/**
 * The paper of the printer at this desk, kept in this browser, and a page of just that size: browsers know no "80 mm wide,
 * as long as needed". The rule goes in through the object model, which a strict content policy allows.
 */
export function ReceiptPrinting({ withBalance }: { withBalance: boolean }) {
  const [paper, setPaper] = useState<PaperName>("roll");
  const [bare, setBare] = useState(false);

  useEffect(() => {
    const kept = window.localStorage.getItem(KEPT);
    if (isPaper(kept)) setPaper(kept);
  }, []);

  useEffect(() => {
    const sheet = new CSSStyleSheet();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    const measure = () => sheet.replaceSync(`${bare ? "[data-balance] { display: none } " : ""}${rulesFor(paper)}`);
    measure();
    window.addEventListener("beforeprint", measure);
    return () => {
      window.removeEventListener("beforeprint", measure);
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    };
  }, [paper, bare]);

  function choose(name: string) {
    if (!isPaper(name)) return;
    setPaper(name);
    window.localStorage.setItem(KEPT, name);
  }

  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-1 text-ink text-meta" data-no-print="">
      <label className="inline-flex items-center gap-2">
        Paper
        <select
          value={paper}
          onChange={(event) => choose(event.target.value)}
          className="min-h-(--control) rounded-control border border-control bg-surface px-2"
        >
          {Object.entries(papers).map(([name, { label }]) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
      </label>
      {withBalance ? (
        <label className="inline-flex min-h-(--control) items-center gap-2">
          <input
            type="checkbox"
            checked={bare}
            onChange={(event) => setBare(event.target.checked)}
            className="size-5 accent-accent"
          />
          Without the balance
        </label>
      ) : null}
    </div>
  );
}

function rulesFor(paper: PaperName): string {
  const width = `@media print { [data-receipt] { width: ${papers[paper].width} } }`;
  if (paper === "a6") return `@page { size: 105mm 148mm; margin: 8mm } ${width}`;
  if (paper === "a4") return `@page { size: 210mm 297mm; margin: 20mm } ${width}`;
  const receipt = document.querySelector("[data-receipt]");
  const height = Math.ceil((receipt?.scrollHeight ?? 0) * MM_PER_PIXEL) + 12;
  return `@page { size: 80mm ${height}mm; margin: 3mm 4mm } ${width}`;
}
