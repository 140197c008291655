"use client";

import { useEffect } from "react";

/** Puts the cursor into the search: at the desk the next thing is always the next customer. */
export function FocusFind() {
  useEffect(() => document.querySelector<HTMLInputElement>("[data-find]")?.focus(), []);
  return null;
}
