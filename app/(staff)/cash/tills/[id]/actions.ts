"use server";

import { beginColleaguesCount } from "@/lib/cash/begin-colleagues-count";
import { closeColleaguesTill } from "@/lib/cash/close-colleagues-till";
import { countColleaguesTill } from "@/lib/cash/count-colleagues-till";
import { endColleaguesOffer } from "@/lib/cash/end-colleagues-offer";
import {
  beginColleaguesCountInput,
  closeColleaguesTillInput,
  countColleaguesTillInput,
  endColleaguesOfferInput,
} from "@/lib/cash/schema";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const beginColleaguesCountAction = formAction(
  staffFor("till.count_for"),
  beginColleaguesCountInput,
  beginColleaguesCount,
  { redirectTo: ({ tillId }) => `/cash/tills/${tillId}` },
);

export const endColleaguesOfferAction = formAction(
  staffFor("till.count_for"),
  endColleaguesOfferInput,
  endColleaguesOffer,
  { redirectTo: ({ tillId }) => `/cash/tills/${tillId}` },
);

export const countColleaguesTillAction = formAction(
  staffFor("till.count_for"),
  countColleaguesTillInput,
  countColleaguesTill,
  { redirectTo: ({ tillId }) => `/cash/tills/${tillId}` },
);

export const closeColleaguesTillAction = formAction(
  staffFor("till.count_for"),
  closeColleaguesTillInput,
  closeColleaguesTill,
  { redirectTo: () => "/cash" },
);
