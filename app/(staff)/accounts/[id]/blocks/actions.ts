"use server";

import { liftBlock } from "@/lib/accounts/lift-block";
import { placeBlock } from "@/lib/accounts/place-block";
import { liftBlockInput, placeBlockInput } from "@/lib/accounts/schema";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const placeBlockAction = formAction(staffFor("account.block"), placeBlockInput, placeBlock, {
  done: () => "Placed. It stops from now on.",
});

export const liftBlockAction = formAction(staffFor("account.block"), liftBlockInput, liftBlock, {
  done: () => "Lifted.",
});
