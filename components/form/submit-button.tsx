"use client";

import { useFormMetadata } from "@conform-to/react";
import { use } from "react";
import { Button, type ButtonLook } from "@/components/ui/button";
import type { Currency } from "@/lib/core/currencies";
import { formatMoney, type ParsedAmount, parseAmount } from "@/lib/core/money";
import { SendingContext, wordUnderWay } from "./sending-context";
import { useTypedAmount } from "./use-typed";

type SubmitButtonProps = {
  /** What happens, with amount and name: "Deposit {amount} to Amina Okafor". Until an amount is typed, {amount} is left out. */
  children: string;
  /** Fills {amount} from a field of the form. */
  amount?: { field: string; currency: Currency };
  /** From this amount on the button says something else. */
  from?: { minor: bigint; says: string };
  look?: ButtonLook;
  /** The key printed on the button; F9 unless it is not the page's main act. */
  keys?: string | null;
  /** For forms with several ends: sent with the form. */
  name?: string;
  value?: string;
};

/** The one button that sends the form. While it is under way it says so, and only where money moves does it speak of posting. */
export function SubmitButton({
  children,
  amount,
  from,
  look = "primary",
  keys = "F9",
  name,
  value,
}: SubmitButtonProps) {
  const form = useFormMetadata();
  const { sending, money } = use(SendingContext);
  const typed = useTypedAmount(form.id, amount?.field ?? "");
  const parsed = amount ? parseAmount(typed, amount.currency) : null;
  const says = from && parsed?.ok && parsed.minor >= from.minor ? from.says : children;
  const words = amount ? withAmount(says, spokenAmount(parsed, amount.currency)) : says;
  return (
    <Button type="submit" look={look} keys={keys ?? undefined} name={name} value={value} data-submit="">
      {sending === "sending" ? wordUnderWay(money) : words}
    </Button>
  );
}

/** Until an amount is there, the words that lead to it are left out too: "Take the cheque of {amount} for …". */
function withAmount(says: string, spoken: string): string {
  return spoken === "" ? says.replace(/(\s+of)?\s*\{amount\}/, "") : says.replace(/\s*\{amount\}/, spoken);
}

function spokenAmount(parsed: ParsedAmount | null, currency: Currency): string {
  return parsed?.ok ? ` ${formatMoney({ minor: parsed.minor, currency })}` : "";
}
