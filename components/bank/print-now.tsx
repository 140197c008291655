"use client";

import { useEffect } from "react";

/** Prints the page it stands on, once: shown again, the page asks for a print of its own. */
export function PrintNow() {
  useEffect(() => {
    window.history.replaceState(window.history.state, "", window.location.pathname);
    window.print();
  }, []);
  return null;
}
