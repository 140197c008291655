"use client";

import { createContext } from "react";
import type { Sending } from "./use-sending";

/** How the form around a button stands, and whether it moves money. */
export const SendingContext = createContext<{ sending: Sending; money: boolean }>({ sending: "idle", money: false });

/** What a form says of itself while it is under way: only where money moves is anything posted. */
export function wordUnderWay(money: boolean): string {
  return money ? "Posting…" : "Sending…";
}
