import { jobsDatabase } from "@/db/client";
import { postOf } from "../notifications/post";
import { type Post, sendMails } from "../notifications/send-mails";
import { keepDoing, type Pace } from "./keep-doing";

type Options = Pace & { database?: typeof jobsDatabase; post?: Post | null };

/** Sends the e-mails that wait, every few seconds. Without a post nothing is sent and all wait. */
export function keepSending(
  failed: (error: unknown) => void,
  { database = jobsDatabase, post = postOf(), ...pace }: Options = {},
): () => void {
  if (!post) return () => undefined;
  return keepDoing("sending", () => sendMails(database(), post), failed, pace);
}
