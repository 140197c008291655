"use server";

import { addParty } from "@/lib/accounts/add-party";
import { removeParty } from "@/lib/accounts/remove-party";
import { addPartyInput, removePartyInput, setSigningInput } from "@/lib/accounts/schema";
import { setSigning } from "@/lib/accounts/set-signing";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const addPartyAction = formAction(staffFor("account.parties"), addPartyInput, addParty, {
  done: () => "Added. They sign from now on as the rule says.",
});

export const removePartyAction = formAction(staffFor("account.parties"), removePartyInput, removeParty, {
  done: () => "Taken off the account.",
});

export const setSigningAction = formAction(staffFor("account.parties"), setSigningInput, setSigning, {
  done: () => "Changed. It holds from the next payment on.",
});
