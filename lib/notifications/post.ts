import { createTransport } from "nodemailer";
import { env } from "../core/env";
import type { Post } from "./send-mails";

/** How the bank's e-mails leave: over SMTP when it is set; in the demo they otherwise stay in its own mailbox; else none. */
export function postOf(settings = env()): Post | null {
  const { SMTP_URL, MAIL_FROM, BANK_MODE } = settings;
  if (SMTP_URL) {
    const transport = createTransport(SMTP_URL, { from: MAIL_FROM, disableFileAccess: true, disableUrlAccess: true });
    return async (mail) => void (await transport.sendMail(mail));
  }
  return BANK_MODE === "demo" ? async () => undefined : null;
}
