"use client";

import { useSyncExternalStore } from "react";
import { amountsBlurred, blurAmounts, watchBlur } from "./amount-blur";

/** Whether this browser blurs money, as somebody who does not press keys chooses it. */
export function BlurChoice({ className }: { className: string }) {
  const blurred = useSyncExternalStore(watchBlur, amountsBlurred, () => false);
  return (
    <label className={`flex items-center gap-2 ${className}`}>
      <input
        type="checkbox"
        checked={blurred}
        onChange={({ target }) => blurAmounts(target.checked)}
        className="size-5 accent-accent"
      />
      Blur money on the screen
    </label>
  );
}
