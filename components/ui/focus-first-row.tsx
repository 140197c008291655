"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useRef } from "react";

/** After a step to older or newer rows, the reader stands on the first of them. */
export function FocusFirstRow({ table }: { table: string }) {
  const query = useSearchParams();
  const cursor = query.get("older") ?? query.get("newer") ?? "";
  const before = useRef(cursor);

  useEffect(() => {
    if (before.current === cursor) return;
    before.current = cursor;
    const row = document.getElementById(table)?.querySelector<HTMLElement>("tbody tr");
    if (!row) return;
    row.tabIndex = -1;
    row.focus();
  }, [table, cursor]);

  return null;
}
