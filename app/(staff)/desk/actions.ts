"use server";

import { beginTillCount } from "@/lib/cash/begin-till-count";
import { closeTill } from "@/lib/cash/close-till";
import { endHandover } from "@/lib/cash/end-handover";
import { handOverTill } from "@/lib/cash/hand-over-till";
import { openTill } from "@/lib/cash/open-till";
import { resumeTill } from "@/lib/cash/resume-till";
import {
  beginTillCountInput,
  closeTillInput,
  endHandoverInput,
  handOverTillInput,
  openTillInput,
  resumeTillInput,
  settleTillInput,
  suspendTillInput,
  takeTillInput,
} from "@/lib/cash/schema";
import { settleTill } from "@/lib/cash/settle-till";
import { suspendTill } from "@/lib/cash/suspend-till";
import { takeTill } from "@/lib/cash/take-till";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

const toDesk = { redirectTo: () => "/desk" };

export const openTillAction = formAction(staffFor("till.operate"), openTillInput, openTill, toDesk);

export const beginCountAction = formAction(staffFor("till.operate"), beginTillCountInput, beginTillCount, {
  redirectTo: ({ goal }) => `/desk/${goal}`,
});

export const closeTillAction = formAction(staffFor("till.operate"), closeTillInput, closeTill, {
  redirectTo: ({ closed, reference }) => (closed ? `/receipts/${reference}` : "/desk"),
});

export const settleTillAction = formAction(staffFor("till.operate"), settleTillInput, settleTill, toDesk);
export const suspendTillAction = formAction(staffFor("till.operate"), suspendTillInput, suspendTill, toDesk);
export const resumeTillAction = formAction(staffFor("till.operate"), resumeTillInput, resumeTill, toDesk);
export const handOverTillAction = formAction(staffFor("till.operate"), handOverTillInput, handOverTill, toDesk);
export const takeTillAction = formAction(staffFor("till.operate"), takeTillInput, takeTill, toDesk);
export const endHandoverAction = formAction(staffFor("till.operate"), endHandoverInput, endHandover, toDesk);
