import { z } from "zod";
import { date, key } from "../core/fields";

/** Cutting and closing name the day they are meant for, so that a form left open overnight cannot cut the next one. */
export const dayInput = z.strictObject({ key, day: date({ what: "the day" }) });

export const verifyInput = z.strictObject({ key });
