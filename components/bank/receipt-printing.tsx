"use client";

import { useEffect } from "react";

const MM_PER_PIXEL = 25.4 / 96;

/**
 * Makes the page as long as the receipt. A printer of rolls cuts where the page ends, and browsers know no "80 mm wide,
 * as long as needed". The rule goes in through the object model, which a strict content policy allows.
 */
export function ReceiptPrinting() {
  useEffect(() => {
    const sheet = new CSSStyleSheet();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    const measure = () => {
      const paper = document.querySelector("[data-receipt]");
      const height = Math.ceil((paper?.scrollHeight ?? 0) * MM_PER_PIXEL) + 12;
      sheet.replaceSync(`@page { size: 80mm ${height}mm; margin: 3mm 4mm }`);
    };
    measure();
    window.addEventListener("beforeprint", measure);
    return () => {
      window.removeEventListener("beforeprint", measure);
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    };
  }, []);
  return null;
}
